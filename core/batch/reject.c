/* reject.c - rejected rows, byte for byte as they came, and why. */

#include "batch/reject.h"

#include <string.h>

enum { ADDED = 2 };

static const struct hoso_column columns[ADDED] = { { .name = "_field" },
                                                   { .name = "_problem" } };

static void
extend (struct publish *to, const struct hoso_format *format,
        const struct hoso_row *row, const char *field, const char *problem)
{
  const struct hoso_text values[ADDED] = { { field, strlen (field) },
                                           { problem, strlen (problem) } };

  format->extend (&to->sink, row, columns, values, ADDED);
}

void
reject_begin (struct publish *to, const struct hoso_format *format,
              struct hoso_text header)
{
  const struct hoso_row row = { .raw = header };

  if (header.at != NULL)
    extend (to, format, &row, columns[0].name, columns[1].name);
}

void
reject_row (struct publish *to, const struct hoso_format *format,
            const struct hoso_row *row, const char *field, const char *problem)
{
  if (row->goes_on)
    publish_add (to, row->raw.at, row->raw.len);
  else
    extend (to, format, row, field, problem);
}
