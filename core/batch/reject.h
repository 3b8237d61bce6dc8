/* batch/reject.h - rejected rows, byte for byte as they came, each with two
 * more columns: _field and _problem.  So they can be mended and come again.
 */
#ifndef BATCH_REJECT_H
#define BATCH_REJECT_H

#include "batch/publish.h"

/* HEADER as it came; at NULL when the format has none. */
void reject_begin (struct publish *, const struct hoso_format *,
                   struct hoso_text header);

/* ROW: its raw, missing and problem.  Of a row that goes on it is a piece, to
 * which nothing is added yet.
 */
void reject_row (struct publish *, const struct hoso_format *,
                 const struct hoso_row *, const char *field,
                 const char *problem);

#endif
