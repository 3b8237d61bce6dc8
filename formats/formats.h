/* formats/formats.h - the formats that are built in. */
#ifndef FORMATS_FORMATS_H
#define FORMATS_FORMATS_H

#include <hoso/format.h>

extern const struct hoso_format format_csv, format_jsonl;

/* By name, or NULL; by the ending of a file's name, or NULL. */
const struct hoso_format *format_named (const char *name);
const struct hoso_format *format_of_file (const char *path);

#endif
