/* names.h - keys as tests write them: "F2", "Up", "^Z"; letters as they are.
 *
 * A paste is marked: "<" where it begins, ">" where it ends; a letter, "Enter"
 * or "Tab" of it has a "'" in front.
 */
#ifndef TESTS_TUI_NAMES_H
#define TESTS_TUI_NAMES_H

#include "base/bytes.h"
#include "tui/event.h"

#include <stddef.h>

static const char *const key_names[] = {
  [KEY_ENTER] = "Enter",         [KEY_TAB] = "Tab",
  [KEY_BACK_TAB] = "BackTab",    [KEY_ESCAPE] = "Esc",
  [KEY_BACKSPACE] = "Backspace", [KEY_UP] = "Up",
  [KEY_DOWN] = "Down",           [KEY_LEFT] = "Left",
  [KEY_RIGHT] = "Right",         [KEY_HOME] = "Home",
  [KEY_END] = "End",             [KEY_PAGE_UP] = "PgUp",
  [KEY_PAGE_DOWN] = "PgDn",      [KEY_INSERT] = "Ins",
  [KEY_DELETE] = "Del",          [KEY_F1] = "F1",
  [KEY_F2] = "F2",               [KEY_F3] = "F3",
  [KEY_F4] = "F4",               [KEY_F5] = "F5",
  [KEY_F6] = "F6",               [KEY_F7] = "F7",
  [KEY_F8] = "F8",               [KEY_F9] = "F9",
  [KEY_F10] = "F10",             [KEY_F11] = "F11",
  [KEY_F12] = "F12",             [KEY_PASTE_BEGIN] = "<",
  [KEY_PASTE_END] = ">",
};
enum { KEY_NAMES = sizeof key_names / sizeof *key_names };

/* Appends the key, a blank before it unless it is the first. */
__attribute__ ((unused)) static void
name_add (struct bytes *to, const struct event *event)
{
  bool marked = event->pasted && event->key != KEY_PASTE_BEGIN
                && event->key != KEY_PASTE_END;

  bytes_printf (to, "%s%s", to->len > 0 ? " " : "", marked ? "'" : "");
  if (event->key == KEY_TEXT)
    bytes_add_text (to, event->text);
  else if (event->key == KEY_CONTROL)
    bytes_printf (to, "^%c", event->text[0]);
  else
    bytes_add_text (to, key_names[event->key]);
}

#endif
