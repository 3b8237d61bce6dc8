/* error.c - fill in an error where the fault is known. */

#include "base/error.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Whether a combining mark (U+0300..U+036F) begins at AT. */
static bool
is_mark (const char *at)
{
  unsigned char first = (unsigned char) at[0], second = (unsigned char) at[1];

  return first == 0xCC || (first == 0xCD && second < 0xB0);
}

/* Shortens TEXT to at most MOST bytes, never inside a letter. */
static void
cut (char *text, size_t most)
{
  if (strlen (text) <= most)
    return;
  while (most > 0 && ((text[most] & 0xC0) == 0x80 || is_mark (text + most)))
    most--;
  text[most] = '\0';
}

enum outcome
fail (struct error *e, enum outcome kind, int os, const char *format, ...)
{
  /* Apart from E, whose own text may be among the arguments; and long enough
   * to see whether a letter goes on behind the cut.
   */
  char text[sizeof e->text + 4];
  va_list args;

  if (e == NULL)
    return kind;
  va_start (args, format);
  if (vsnprintf (text, sizeof text, format, args) < 0)
    text[0] = '\0';
  va_end (args);

  cut (text, sizeof e->text - 1);
  for (char *c = text; *c != '\0'; c++)
    if ((unsigned char) *c < ' ' || *c == 0x7F)
      *c = ' '; /* one line, and nothing that moves a cursor */
  memcpy (e->text, text, strlen (text) + 1);
  e->kind = kind;
  e->os = os;
  return kind;
}

int
outcome_exit (enum outcome kind)
{
  static const int exits[] = {
    [OK] = 0,       [ERR_INPUT] = 3,  [ERR_ABSENT] = 1,
    [ERR_BUSY] = 4, [ERR_SYSTEM] = 5, [ERR_DAMAGED] = 6,
  };

  return exits[kind];
}
