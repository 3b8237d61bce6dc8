/* complain.c - what is wrong with a plugin, as FILE:LINE: sentences. */

#include "plugin/complain.h"

#include <stdarg.h>
#include <stdio.h>

void
complaints_free (struct complaints *c)
{
  bytes_free (&c->text);
  bytes_free (&c->first);
  bytes_free (&c->note);
}

static void
add_line (struct complaints *c, unsigned line, const char *level,
          const char *format, va_list args)
{
  char text[1024];

  vsnprintf (text, sizeof text, format, args);
  bytes_printf (&c->text, "%s:", c->file);
  if (line > 0)
    bytes_printf (&c->text, "%u:", line);
  bytes_printf (&c->text, " %s%s\n", level, text);
}

void
complain (struct complaints *c, unsigned line, const char *format, ...)
{
  size_t before = c->text.len;
  va_list args;

  va_start (args, format);
  add_line (c, line, "", format, args);
  va_end (args);
  if (c->errors++ == 0)
    bytes_add (&c->first, c->text.at + before, c->text.len - before - 1);
}

const char *
complaint_first (struct complaints *c)
{
  return bytes_text (&c->first);
}

void
complain_note (struct complaints *c, unsigned line, const char *format, ...)
{
  size_t before = c->text.len;
  va_list args;

  va_start (args, format);
  add_line (c, line, "", format, args);
  va_end (args);
  if (c->note.len > 0)
    bytes_add_text (&c->note, "; ");
  bytes_add (&c->note, c->text.at + before, c->text.len - before - 1);
}

void
complain_hint (struct complaints *c, unsigned line, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_line (c, line, "note: ", format, args);
  va_end (args);
}
