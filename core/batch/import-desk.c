/* import-desk.c - by which revision of the form a row is to be taken in. */

#include "batch/import-inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a row says in one of its header columns, at most 63 bytes; "" if it
 * says nothing.
 */
static void
header_value (const struct hoso_row *row, enum header_column column,
              char text[64])
{
  const char *name = header_columns[column].name;
  size_t i = 0;

  while (i < row->count && strcmp (row->columns[i].name, name) != 0)
    i++;
  text[0] = '\0';
  if (i < row->count && row->values[i].len < 64)
    snprintf (text, 64, "%.*s", (int) row->values[i].len, row->values[i].at);
}

bool
import_is_of_another (const struct import *im, const struct source *s,
                      const struct hoso_row *row)
{
  char procedure[64];

  if (s->same_columns)
    return false;
  header_value (row, COLUMN_PROCEDURE, procedure);
  return procedure[0] != '\0' && strcmp (procedure, im->desk.form->code) != 0
         && strcmp (procedure, im->desk.form->name) != 0;
}

/* The desk of an older form that the site still knows; NULL: it does not. */
static struct desk *
older_desk (struct import *im, unsigned long revision,
            const struct hoso_row *row)
{
  const struct form *form;

  if (im->job->site == NULL || im->procedure == 0 || revision > UINT16_MAX)
    return NULL;
  if (im->older.form == NULL || im->older.form->revision != revision) {
    if (site_form (im->job->site, im->procedure, (uint16_t) revision, &form,
                   NULL)
        != OK)
      return NULL;
    desk_close (&im->older);
    desk_open (&im->older, form, im->job->config);
  }
  if (columns_read (&im->older.columns, im->older.form, im->desk.form,
                    &im->renames, row->columns, row->count, "", NULL)
      != OK)
    return NULL;
  return &im->older;
}

struct desk *
import_desk (struct import *im, const struct source *s,
             const struct hoso_row *row)
{
  struct desk *older = NULL;
  unsigned long revision;
  char text[64] = "";

  if (s->says_revision)
    header_value (row, COLUMN_REVISION, text);
  revision = strtoul (text, NULL, 10);
  if (revision != 0 && revision != im->desk.form->revision)
    older = older_desk (im, revision, row);
  if (older != NULL)
    return older;
  if (!s->same_columns
      && columns_read (&im->desk.columns, im->desk.form, NULL, &im->renames,
                       row->columns, row->count, s->input.path, im->error)
           != OK) {
    import_stop (im, ERR_INPUT);
    return NULL;
  }
  return &im->desk;
}
