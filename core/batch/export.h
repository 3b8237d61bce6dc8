/* batch/export.h - records out, flat: the header first, then the fields. */
#ifndef BATCH_EXPORT_H
#define BATCH_EXPORT_H

#include "site/site.h"

#include <hoso/format.h>

struct export_job {
  struct site *site;
  uint16_t procedure;             /* 0: all (jsonl)                          */
  const struct hoso_format *format;
  uint64_t after;                 /* with BY_CHANGE                          */
  bool by_change;
  uint64_t since;                 /* received from then on; 0: all           */
  const char *columns;            /* "id,code,ks_ho_ten", or NULL: all       */
  const char *encoding;           /* "tcvn3", ..., or NULL: UTF-8            */
  bool lossy;                     /* what it has not becomes the nearest     */
  const char *to;                 /* a file, or NULL: standard output        */
  void (*progress) (void *with, uint64_t rows, uint64_t of);
  void *with;
};

struct export_sum {
  uint64_t written, last_change;
};

/* ERR_INPUT for an unknown column.  A file is published whole, by rename. */
enum outcome export_run (const struct export_job *, struct export_sum *,
                         struct error *);

/* The columns of a record, header first: shared with show, list, batches. */
enum header_column {
  COLUMN_ID, COLUMN_CODE, COLUMN_PROCEDURE, COLUMN_REVISION, COLUMN_VERSION,
  COLUMN_STATE, COLUMN_RECEIVED, COLUMN_DUE, COLUMN_OFFICER, COLUMN_OVERRIDE,
  HEADER_COLUMNS
};
extern const struct hoso_column header_columns[HEADER_COLUMNS];

/* The column of a field: its key; amounts are numbers, tables are rows. */
struct hoso_column field_column (const struct form_field *);

/* The texts of the ten header columns of a record; they live in it.  All zeros
 * at first; then one record's after the other's, of which many came, or are
 * due, at the same time.
 */
struct header_texts {
  struct hoso_text at[HEADER_COLUMNS];
  char id[33], code[96], revision[8], version[12], state[4], received[32],
       due[32];
  uint64_t received_held, due_held; /* 1 more than the times that are there  */
};
void header_of (struct site *, const unsigned char id[ID_SIZE],
                const struct record_head *, struct header_texts *);

#endif
