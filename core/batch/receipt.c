/* receipt.c - one line for every row: what became of it. */

#include "batch/receipt.h"

#include "formats/formats.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { RECEIPT_COLUMNS = 6 };

static const struct hoso_column columns[RECEIPT_COLUMNS] = {
  { .name = "row", .kind = HOSO_COLUMN_NUMBER },
  { .name = "outcome" },
  { .name = "record" },
  { .name = "rule" },
  { .name = "field" },
  { .name = "message" }
};

static struct hoso_text
text_of (const char *text)
{
  return (struct hoso_text){ text, strlen (text) };
}

const char *
finding_column (const struct form *form, const struct finding *f)
{
  if (f->field < form->n_fields)
    return form->fields[f->field].key;
  if (strcmp (f->id, ROW_FINDING) == 0 || f->id[0] < 'a' || f->id[0] > 'z')
    return "";
  return f->id;
}

void
receipt_begin (struct publish *to)
{
  format_csv.begin (&to->sink, columns, RECEIPT_COLUMNS);
}

void
receipt_put (struct publish *to, const struct form *form,
             const struct receipt_line *line)
{
  const struct finding *why = line->why;
  char row[24];
  struct hoso_text values[RECEIPT_COLUMNS];

  snprintf (row, sizeof row, "%" PRIu64, line->row);
  values[0] = text_of (row);
  values[1] = text_of (line->outcome);
  values[2] = text_of (line->record);
  values[3] = text_of (why != NULL ? why->id : "");
  values[4] = text_of (why != NULL ? finding_column (form, why) : "");
  values[5] = text_of (why != NULL ? why->text : "");
  format_csv.record (&to->sink, columns, values, RECEIPT_COLUMNS);
}
