/* marks.c - what a terminal can show of Vietnamese, and what to show else. */

#include "tui/marks.h"

#include "base/clock.h"
#include "text/fold.h"

#include <ctype.h>
#include <linux/kd.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { ANSWER_MS = 300 };

/* ---- asking ---- */

/* Terminal programs of today; anything else may be of another time. */
static bool
is_known (const char *term)
{
  static const char *const families[] = { "xterm", "screen", "tmux",
                                          "putty", "rxvt",   "konsole",
                                          "gnome", "foot",   "alacritty",
                                          "st-" };

  for (size_t i = 0; i < sizeof families / sizeof *families; i++)
    if (strncmp (term, families[i], strlen (families[i])) == 0)
      return true;
  return false;
}

/* Finds "ESC [ row ; column R" among BYTES, takes it out, and tells the column;
 * 0 when it is not there yet.
 */
static int
take_column (struct bytes *bytes)
{
  const char *text = bytes_text (bytes);

  for (const char *at = text; (at = strstr (at, "\033[")) != NULL; at++) {
    int row, column, len = 0;

    if (sscanf (at, "\033[%3d;%3dR%n", &row, &column, &len) != 2 || len == 0)
      continue;
    memmove ((char *) at, at + len, strlen (at + len));
    bytes->len -= (size_t) len;
    return column;
  }
  return 0;
}

/* The column behind an "é" that begins a row; 0 without an answer. */
static int
ask_column (int tty, struct bytes *early)
{
  static const char question[] = "\r\303\251\033[6n\r\033[K";
  uint64_t began = clock_ticks (), gone;
  int column = 0;

  if (write (tty, question, sizeof question - 1) < 0)
    return 0;
  while (column == 0 && (gone = clock_ticks () - began) < ANSWER_MS) {
    struct pollfd news = { .fd = tty, .events = POLLIN };
    char bytes[256];
    ssize_t got;

    if (poll (&news, 1, ANSWER_MS - (int) gone) <= 0)
      continue;
    got = read (tty, bytes, sizeof bytes);
    if (got <= 0)
      break;
    bytes_add (early, bytes, (size_t) got);
    column = take_column (early);
  }
  return column;
}

/* Whether the font of a Linux console has the letter CODE; true when that is
 * no console of this machine.
 */
static bool
font_has (int tty, unsigned short code)
{
  struct unipair *pairs = bytes_must (UINT16_MAX * sizeof *pairs);
  struct unimapdesc map = { .entry_ct = UINT16_MAX, .entries = pairs };
  bool has = true;

  if (ioctl (tty, GIO_UNIMAP, &map) == 0) {
    has = false;
    for (size_t i = 0; i < map.entry_ct; i++)
      has = has || pairs[i].unicode == code;
  }
  free (pairs);
  return has;
}

bool
marks_shown (int tty, const char *term, struct bytes *early)
{
  if (term == NULL)
    term = "";
  if (is_known (term))
    return true;
  if (strcmp (term, "linux") == 0 && !font_has (tty, 0x1ebf)) /* ế */
    return false;
  return ask_column (tty, early) != 3;
}

/* ---- 7 bits ---- */

static const struct {
  char plain;
  const char *signs;
} likenesses[] = {
  { '-', "–—─·•" }, { '|', "│¶" },  { '+', "┌┐└┘├┤┬┴┼" }, { '.', "…░" },
  { '"', "“”" },    { '\'', "‘’" }, { '>', "›→▶" },       { '<', "←" },
  { '^', "↑▲" },    { 'v', "↓▼" },  { 'x', "×☑" },        { '#', "█▒" },
  { 'o', "●☐" },    { '=', "═" },
};

static char
likeness (const char *sign)
{
  for (size_t i = 0; i < sizeof likenesses / sizeof *likenesses; i++)
    if (strstr (likenesses[i].signs, sign) != NULL)
      return likenesses[i].plain;
  return '?';
}

char
marks_plain (const char *letter)
{
  SCOPED_BYTES fold = { 0 };
  SCOPED_BYTES small = { 0 };

  if ((unsigned char) *letter < 0x80)
    return *letter;
  fold_add (&fold, letter, strlen (letter));
  if (fold.len != 1 || fold.at[0] >= 0x80)
    return likeness (letter);
  small_add (&small, letter, strlen (letter));
  return strcmp (bytes_text (&small), letter) == 0
           ? (char) fold.at[0]
           : (char) toupper (fold.at[0]);
}
