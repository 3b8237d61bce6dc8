/* say.c - what a command says, and where. */

#include "cli/say.h"

#include "base/language.h"
#include "cli/command.h"
#include "text/width.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
say_error (const char *command, const char *format, ...)
{
  va_list args;

  fflush (stdout);
  if (command == NULL)
    fputs ("hoso: ", stderr);
  else
    fprintf (stderr, "hoso %s: ", command);
  va_start (args, format);
  vfprintf (stderr, format, args);
  va_end (args);
  fputc ('\n', stderr);
}

int
say_failed (const struct arguments *a, const struct error *e)
{
  say_error (a->command->name, "%s", e->text);
  return outcome_exit (e->kind);
}

void
say_note (const char *format, ...)
{
  va_list args;

  fflush (stdout);
  va_start (args, format);
  vfprintf (stderr, format, args);
  va_end (args);
  fputc ('\n', stderr);
}

void
say_about (struct bytes *to, const char *field, const char *rule)
{
  bytes_add_text (to, field);
  if (strcmp (field, rule) == 0)
    return;
  if (field[0] != '\0')
    bytes_add_char (to, ' ');
  bytes_add_text (to, rule);
}

int
say_done (int status)
{
  errno = 0;
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  /* What an earlier write failed with is not known any more. */
  say_error (NULL, _ ("cannot write to standard output: %s"),
             strerror (errno != 0 ? errno : EIO));
  return EXIT_SYSTEM;
}

void
say_cell (struct bytes *to, const char *text, size_t cells)
{
  size_t len = strlen (text), width = width_cells (text, len);

  if (width > cells) {
    bytes_add (to, text, width_fit (text, len, cells - 1));
    bytes_add_text (to, "…");
    return;
  }
  bytes_add (to, text, len);
  for (; width < cells; width++)
    bytes_add_char (to, ' ');
}

void
say_json (struct bytes *b)
{
  bytes_add_char (b, '\n');
  fwrite (b->at, 1, b->len, stdout);
  bytes_clear (b);
}
