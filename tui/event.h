/* tui/event.h - what happens to a screen: keys by meaning, not by bytes. */
#ifndef TUI_EVENT_H
#define TUI_EVENT_H

#include <stdbool.h>

enum key {
  KEY_NONE,
  KEY_TEXT,        /* .text: one code point that can be shown                */
  KEY_ENTER, KEY_TAB, KEY_BACK_TAB, KEY_ESCAPE, KEY_BACKSPACE,
  KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT,
  KEY_HOME, KEY_END, KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_INSERT, KEY_DELETE,
  KEY_F1, KEY_F2, KEY_F3, KEY_F4, KEY_F5, KEY_F6, KEY_F7, KEY_F8, KEY_F9,
  KEY_F10, KEY_F11, KEY_F12,
  KEY_CONTROL,     /* .text[0]: the letter, 'A' to 'Z', or ' ' for Ctrl-Space */
  KEY_PASTE_BEGIN, KEY_PASTE_END,
  /* not from the keyboard */
  KEY_LANGUAGE,    /* people read another language from now on               */
  KEY_RESIZE,      /* the terminal has another size                          */
  KEY_TICK,        /* time has passed: about once a second, when asked for   */
  KEY_HANGUP,      /* the terminal is gone, or SIGTERM: keep what is typed   */
};

struct event {
  enum key key;
  char text[8];    /* KEY_TEXT: UTF-8, ended by 0                            */
  bool pasted;     /* between PASTE_BEGIN and PASTE_END: no input method, no
                    * command                                                */
};

#endif
