/* source.c - a file that is being imported, seen through its format. */

#include "batch/source.h"

#include "base/language.h"
#include "batch/export.h"
#include "formats/formats.h"

#include <string.h>
#include <sys/stat.h>

enum { ROW_MOST = 1024 * 1024 }; /* bytes of a row: four times a record */

bool
source_is_file (const char *path)
{
  struct stat s;

  return strcmp (path, "-") != 0
         && (stat (path, &s) != 0 || S_ISREG (s.st_mode)
             || S_ISDIR (s.st_mode));
}

static enum outcome
take_encoding (struct source *s, const char *encoding, struct error *e)
{
  struct charset charset;

  if (encoding == NULL)
    return input_judge (&s->input, e);
  if (!charset_named (encoding, &charset))
    return fail (e, ERR_INPUT, 0, _ ("there is no encoding \"%.40s\""),
                 encoding);
  input_decode (&s->input, &charset);
  return OK;
}

static bool
says_revision (const struct source *s)
{
  const char *name = header_columns[COLUMN_REVISION].name;
  bool says = !s->same_columns;

  for (size_t i = 0; i < s->n_columns && !says; i++)
    says = strcmp (s->columns[i].name, name) == 0;
  return says;
}

static enum outcome
open_format (struct source *s, struct error *e)
{
  char problem[160] = "";

  s->state =
    s->format->open (input_more, &s->input, ROW_MOST, problem, sizeof problem);
  if (s->input.error.kind != OK) {
    if (e != NULL)
      *e = s->input.error;
    return s->input.error.kind;
  }
  if (s->state == NULL)
    return fail (e, ERR_INPUT, 0, "%s: %s", s->input.path, problem);
  s->n_columns = s->format->columns (s->state, &s->columns);
  s->same_columns = s->n_columns > 0;
  s->says_revision = says_revision (s);
  return OK;
}

enum outcome
source_open (struct source *s, const char *path,
             const struct hoso_format *format, const char *encoding,
             struct error *e)
{
  enum outcome done;

  *s = (struct source){ .format = format };
  if (s->format == NULL)
    s->format = format_of_file (path);
  if (s->format == NULL)
    s->format = &format_csv;
  done = input_open (&s->input, path, e);
  if (done == OK)
    done = take_encoding (s, encoding, e);
  if (done == OK)
    done = open_format (s, e);
  return done;
}

void
source_close (struct source *s)
{
  if (s->state != NULL)
    s->format->close (s->state);
  input_close (&s->input);
  *s = (struct source){ 0 };
}
