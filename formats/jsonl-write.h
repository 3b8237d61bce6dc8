/* formats/jsonl-write.h - how JSON lines are written; private to the formats. */
#ifndef FORMATS_JSONL_WRITE_H
#define FORMATS_JSONL_WRITE_H

#include <hoso/format.h>

void jsonl_spell (struct hoso_sink *, const struct hoso_column *);
void jsonl_record (struct hoso_sink *, const struct hoso_column *,
                   const struct hoso_text *values, size_t count);
void jsonl_extend (struct hoso_sink *, const struct hoso_row *,
                   const struct hoso_column *, const struct hoso_text *values,
                   size_t count);

#endif
