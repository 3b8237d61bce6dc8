/* sees.h - what a test says about a screen; a failure shows the screen. */
#ifndef TESTS_TUI_SEES_H
#define TESTS_TUI_SEES_H

#include "tests/tap.h"
#include "tests/tui/office.h"

#include <string.h>

#define ESC "\033"
#define ENTER "\r"
#define UP "\033[A"
#define DOWN "\033[B"
#define CLEAR "\025" /* Ctrl-U */
#define PAPERS "\024" /* Ctrl-T */
#define F(n) "\033" #n

/* As ok, and shows the screen when it is not. */
#define holds(p, good, ...) \
  do { \
    if (!ok (good, __VA_ARGS__)) \
      pty_explain (p); \
  } while (0)

/* TEXT stands somewhere on the screen. */
__attribute__ ((unused)) static void
sees (struct pty *p, const char *text, const char *name)
{
  if (ok (pty_find (p, text) >= 0, "%s", name))
    return;
  printf ("# \"%s\" is not on the screen\n", text);
  pty_explain (p);
}

/* The row with the cursor holds TEXT. */
__attribute__ ((unused)) static void
here (struct pty *p, const char *text, const char *name)
{
  int row, column;

  pty_cursor (p, &row, &column);
  if (ok (strstr (pty_row (p, row), text) != NULL, "%s", name))
    return;
  printf ("# \"%s\" is not in the row of the cursor\n", text);
  pty_explain (p);
}

/* The program ends within MS with STATUS. */
__attribute__ ((unused)) static void
ends (struct pty *p, int ms, int status, const char *name)
{
  int got = pty_status (p, ms);

  if (ok (got == status, "%s", name))
    return;
  printf ("# status %d, wanted %d\n", got, status);
  pty_explain (p);
}

/* The line's modes are as they were found. */
__attribute__ ((unused)) static bool
line_restored (struct pty *p)
{
  struct termios before = pty_modes_before (p), now = pty_modes (p);

  return before.c_iflag == now.c_iflag && before.c_oflag == now.c_oflag
         && before.c_lflag == now.c_lflag && before.c_cflag == now.c_cflag;
}

/* So is all of the terminal, its modes switched off. */
__attribute__ ((unused)) static void
restored (struct pty *p, const char *name)
{
  struct slice all = pty_bytes (p);
  bool same = line_restored (p);
  bool pastes = memmem (all.at, all.len, "\033[?2004l", 8) != NULL;
  bool screen = memmem (all.at, all.len, "\033[?1049h", 8) == NULL
                || memmem (all.at, all.len, "\033[?1049l", 8) != NULL;

  if (!ok (same && pastes && screen, "%s", name))
    printf ("# line %s, pastes %s, screen %s\n", same ? "good" : "changed",
            pastes ? "good" : "still marked", screen ? "good" : "not left");
}

#endif
