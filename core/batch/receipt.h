/* batch/receipt.h - one line for every row: what became of it.
 *
 *   row,outcome,record,rule,field,message
 *   1,saved,H29.22.1-261121-0001,,,
 *   2,saved,H29.22.1-261121-0002,V01,ks_ngay_sinh,Quá 60 ngày: ...
 *   3,rejected,,row,,the row is too short: 3 values for 43 columns
 */
#ifndef BATCH_RECEIPT_H
#define BATCH_RECEIPT_H

#include "batch/publish.h"
#include "check/finding.h"

struct receipt_line {
  uint64_t row;
  const char *outcome;          /* "saved", "duplicate", "rejected"          */
  const char *record;           /* the dossier's code, or ""                 */
  const struct finding *why;    /* or NULL                                   */
};

void receipt_begin (struct publish *);
void receipt_put (struct publish *, const struct form *,
                  const struct receipt_line *);

/* The column a finding is about: a field's key, a person, a header column; ""
 * for the row as a whole.
 */
const char *finding_column (const struct form *, const struct finding *);

/* What the id of a finding is when the row as a whole cannot be read. */
#define ROW_FINDING "row"

#endif
