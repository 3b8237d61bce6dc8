/* columns.c - which column of a file goes where. */

#include "batch/columns.h"

#include "base/file.h"
#include "base/language.h"
#include "batch/export.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <string.h>

/* ---- Other names -------------------------------------------------------- */

enum { MAP_MOST = 1024 * 1024 };

static char *
tidy (const char *text, size_t len)
{
  struct bytes tidied = { 0 };

  if (utf8_valid (text, len))
    nfc_add_tidy (&tidied, text, len, false);
  else
    bytes_add (&tidied, text, len);
  bytes_text (&tidied);
  return (char *) tidied.at;
}

/* One line "column=field"; the last = counts, since keys have none. */
static enum outcome
read_line (struct renames *r, const char *at, size_t len, unsigned line,
           const char *path, struct error *e)
{
  size_t equals = len;

  if (len == 0 || at[0] == '#')
    return OK;
  while (equals > 0 && at[equals - 1] != '=')
    equals--;
  if (equals <= 1)
    return fail (e, ERR_INPUT, 0, _ ("%s, line %u: write column=field"), path,
                 line);
  r->at = bytes_must_again (r->at, (r->count + 1) * sizeof *r->at);
  r->at[r->count++] = (struct rename){
    .column = tidy (at, equals - 1),
    .field = tidy (at + equals, len - equals),
  };
  return OK;
}

enum outcome
renames_read (struct renames *r, const char *path, struct error *e)
{
  SCOPED_BYTES text = { 0 };
  enum outcome done = OK;
  struct error why;
  const char *at;

  *r = (struct renames){ 0 };
  if (file_read (path, MAP_MOST, &text, &why) != OK)
    return fail (e, ERR_INPUT, why.os, "%s", why.text);
  at = bytes_text (&text);
  for (unsigned line = 1; done == OK && *at != '\0'; line++) {
    size_t len = strcspn (at, "\n");
    size_t used = len > 0 && at[len - 1] == '\r' ? len - 1 : len;

    done = read_line (r, at, used, line, path, e);
    at += len + (at[len] == '\n');
  }
  if (done != OK)
    renames_free (r);
  return done;
}

void
renames_free (struct renames *r)
{
  for (size_t i = 0; i < r->count; i++) {
    free (r->at[i].column);
    free (r->at[i].field);
  }
  free (r->at);
  *r = (struct renames){ 0 };
}

/* The field that a column is called by, or NULL. */
static const char *
renamed (const struct renames *r, const char *name)
{
  const char *field = NULL;
  char *tidied;

  if (r == NULL || r->count == 0)
    return NULL;
  tidied = tidy (name, strlen (name));
  for (size_t i = 0; i < r->count && field == NULL; i++)
    if (strcmp (r->at[i].column, tidied) == 0)
      field = r->at[i].field;
  free (tidied);
  return field;
}

/* ---- Columns ------------------------------------------------------------ */

/* Where the column of exactly that NAME goes; NO_FIELD: unknown. */
static uint16_t
place_of (const struct form *form, const char *name)
{
  if (strcmp (name, "_field") == 0 || strcmp (name, "_problem") == 0)
    return COLUMN_PASSED;
  for (uint16_t i = 0; i < HEADER_COLUMNS; i++)
    if (strcmp (header_columns[i].name, name) == 0)
      return COLUMN_HEADER + i;
  return form_field_named (form, name);
}

static uint16_t
find (const struct form *form, const struct form *newest,
      const struct renames *renames, const char *name)
{
  const char *field = renamed (renames, name);
  uint16_t to, later;

  if (field != NULL && field[0] == '\0')
    return COLUMN_PASSED;
  if (field == NULL)
    field = name;
  to = place_of (form, field);
  if (to != NO_FIELD || newest == NULL)
    return to;
  later = form_field_named (newest, field);
  if (later != NO_FIELD && newest->fields[later].was != NULL)
    to = form_field_named (form, newest->fields[later].was);
  return to != NO_FIELD ? to : COLUMN_ABSENT;
}

static enum outcome
unknown (const struct form *form, const char *name, size_t i, const char *file,
         struct error *e)
{
  if (name[0] == '\0')
    return fail (e, ERR_INPUT, 0, _ ("%s: column %zu has no name"), file,
                 i + 1);
  if (strpbrk (name, ";\t") != NULL)
    return fail (e, ERR_INPUT, 0,
                 _ ("%s: there is no column \"%.80s\" in %s; save the file "
                    "with commas between the columns"),
                 file, name, form->name);
  return fail (e, ERR_INPUT, 0, _ ("%s: there is no column \"%.80s\" in %s"),
               file, name, form->name);
}

/* Which fields and header columns have a column already. */
struct taken {
  bool fields[FIELDS_MOST], header[HEADER_COLUMNS];
};

/* Column I goes to TO; false when another one goes there. */
static bool
go_to (struct columns *c, const struct form *form, size_t i, uint16_t to,
       struct taken *taken)
{
  bool *there;

  c->to[i] = to;
  c->absent |= to == COLUMN_ABSENT;
  if (to == COLUMN_PASSED || to == COLUMN_ABSENT)
    return true;
  c->header |= to >= COLUMN_HEADER;
  c->given |= to < COLUMN_HEADER && form->fields[to].need == HOSO_GIVEN;
  there = to < COLUMN_HEADER ? &taken->fields[to]
                             : &taken->header[to - COLUMN_HEADER];
  if (*there)
    return false;
  *there = true;
  return true;
}

enum outcome
columns_read (struct columns *c, const struct form *form,
              const struct form *newest, const struct renames *renames,
              const struct hoso_column *columns, size_t count, const char *file,
              struct error *e)
{
  struct taken taken = { 0 };

  if (count > c->room) {
    c->to = bytes_must_again (c->to, count * sizeof *c->to);
    c->room = count;
  }
  c->count = count;
  c->header = c->given = c->absent = false;
  for (size_t i = 0; i < count; i++) {
    uint16_t to = find (form, newest, renames, columns[i].name);

    if (to == NO_FIELD)
      return unknown (form, columns[i].name, i, file, e);
    if (!go_to (c, form, i, to, &taken))
      return fail (e, ERR_INPUT, 0,
                   _ ("%s: the column \"%.80s\" is there "
                      "twice"),
                   file, columns[i].name);
  }
  return OK;
}

void
columns_free (struct columns *c)
{
  free (c->to);
  *c = (struct columns){ 0 };
}
