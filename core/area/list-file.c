/* list-file.c - reads the office's own tables row by row, in place. */

#include "area/list-file.h"

#include "base/file.h"
#include "base/language.h"
#include "text/date.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <limits.h>
#include <string.h>

enum outcome
list_file_fail (struct list_file *f, struct error *e, const char *what)
{
  return fail (e, ERR_INPUT, 0, "%s:%u: %s", bytes_text (&f->name), f->line,
               what);
}

/* Cuts one cell off *AT, its quotes taken away; *MORE tells whether another
 * one of the same row follows.  Moves *AT on behind the comma or line end.
 */
static char *
take_cell (struct list_file *f, char **at, bool *more)
{
  char *from = *at, *to = *at, *cell = *at;
  bool quoted = false;

  for (; *from != '\0'; from++) {
    if (*from == '"') {
      if (quoted && from[1] == '"')
        *to++ = *from++;
      else
        quoted = !quoted;
      continue;
    }
    if (!quoted && (*from == ',' || *from == '\n'))
      break;
    f->lines += *from == '\n';
    *to++ = *from;
  }
  *more = *from == ',';
  f->lines += *from == '\n';
  *at = from + (*from != '\0');
  if (to > cell && to[-1] == '\r')
    to--;
  *to = '\0';
  return cell;
}

/* Where in COLUMNS (see list_file_open) NAME stands, or -1. */
static int
wanted (const char *columns, const char *name)
{
  size_t len = strlen (name);

  for (int i = 0; *columns != '\0'; i++) {
    size_t size = strcspn (columns, " ?");

    if (size == len && memcmp (columns, name, len) == 0)
      return i;
    columns += strcspn (columns, " ");
    columns += *columns == ' ';
  }
  return -1;
}

/* The first of COLUMNS that must be there and is not, or NULL. */
static const char *
missing (const struct list_file *f, const char *columns, size_t *len)
{
  for (int i = 0; *columns != '\0'; i++) {
    *len = strcspn (columns, " ?");
    if (f->place[i] < 0 && columns[*len] != '?')
      return columns;
    columns += strcspn (columns, " ");
    columns += *columns == ' ';
  }
  return NULL;
}

static enum outcome
read_head (struct list_file *f, const char *columns, struct error *e)
{
  const char *lacks;
  size_t len;
  bool more = true;

  for (int i = 0; i < LIST_FILE_COLUMNS; i++) {
    f->place[i] = -1;
    f->cell[i] = "";
  }
  f->line = 1;
  for (int place = 0; more; place++) {
    int column = wanted (columns, take_cell (f, &f->next, &more));

    if (column >= 0)
      f->place[column] = place;
  }
  lacks = missing (f, columns, &len);
  if (lacks == NULL)
    return OK;
  return fail (
    e, ERR_INPUT, 0,
    _ ("%s:1: there is no column \"%.*s\"; add it to the first line"),
    bytes_text (&f->name), (int) len, lacks);
}

/* Quotes are the only thing that can go wrong later on. */
static bool
quotes_close (const struct bytes *text)
{
  size_t count = 0;

  for (size_t i = 0; i < text->len; i++)
    count += text->at[i] == '"';
  return count % 2 == 0;
}

/* The whole of PATH, composed. */
static enum outcome
read_text (const char *path, struct bytes *to, struct error *e)
{
  SCOPED_BYTES raw = { 0 };
  enum outcome rc = file_read (path, LIST_FILE_MOST, &raw, e);
  const char *start = bytes_text (&raw);

  if (rc != OK)
    return rc;
  if (!utf8_valid (start, raw.len) || memchr (start, '\0', raw.len) != NULL)
    return fail (e, ERR_INPUT, 0, _ ("%s is not UTF-8; save it as UTF-8"),
                 path);
  if (!quotes_close (&raw))
    return fail (e, ERR_INPUT, 0, _ ("%s: a quotation mark is left open"),
                 path);
  if (strncmp (start, "\xef\xbb\xbf", 3) == 0)
    start += 3;
  nfc_add (to, start, strlen (start));
  bytes_text (to);
  return OK;
}

enum outcome
list_file_open (struct list_file *f, const char *folder, const char *name,
                const char *columns, struct error *e)
{
  char path[PATH_MAX];
  enum outcome rc;

  memset (f, 0, sizeof *f);
  if (folder == NULL)
    return ERR_ABSENT;
  if (file_join (path, sizeof path, folder, name, e) != OK)
    return ERR_SYSTEM;
  bytes_add_text (&f->name, path);
  rc = read_text (path, &f->text, e);
  if (rc != OK)
    return rc;
  f->next = (char *) f->text.at;
  return read_head (f, columns, e);
}

bool
list_file_next (struct list_file *f)
{
  bool more = true;

  while (*f->next == '\n' || *f->next == '\r')
    f->lines += *f->next++ == '\n';
  if (*f->next == '\0')
    return false;
  f->line = f->lines + 1;
  for (int i = 0; i < LIST_FILE_COLUMNS; i++)
    f->cell[i] = "";
  for (int place = 0; more; place++) {
    const char *cell = take_cell (f, &f->next, &more);

    for (int i = 0; i < LIST_FILE_COLUMNS; i++)
      if (f->place[i] == place)
        f->cell[i] = cell;
  }
  return true;
}

bool
list_file_day (const struct list_file *f, unsigned column, int32_t empty,
               int32_t *day)
{
  *day = empty;
  if (*f->cell[column] == '\0')
    return true;
  *day = date_day (f->cell[column]);
  return *day != INT32_MIN;
}

void
list_file_close (struct list_file *f)
{
  bytes_free (&f->text);
  bytes_free (&f->name);
}
