/* formats.c - the table of formats. */

#include "formats/formats.h"

#include <string.h>

static const struct hoso_format *const formats[] = { &format_csv, &format_jsonl,
                                                     NULL };

const struct hoso_format *
format_named (const char *name)
{
  for (size_t i = 0; formats[i] != NULL; i++)
    if (strcmp (formats[i]->name, name) == 0)
      return formats[i];
  return NULL;
}

static bool
ends_in (const char *text, const char *end)
{
  size_t length = strlen (text), wanted = strlen (end);

  return length > wanted && strcasecmp (text + length - wanted, end) == 0;
}

const struct hoso_format *
format_of_file (const char *path)
{
  for (size_t i = 0; formats[i] != NULL; i++)
    if (ends_in (path, formats[i]->suffix))
      return formats[i];
  return NULL;
}
