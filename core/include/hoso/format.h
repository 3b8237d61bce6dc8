/* hoso/format.h - records to bytes and bytes to rows: one struct a format.
 *
 * A format knows nothing of forms, files or the store: a record is a list of
 * columns by name and a list of texts.  ABI 0: not promised yet.
 */
#ifndef HOSO_FORMAT_H
#define HOSO_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hoso_text {
  const char *at;               /* UTF-8, not ended by 0                     */
  size_t len;
};

/* How a column is spelled where the format cares: JSON writes numbers as
 * numbers only for HOSO_COLUMN_NUMBER, and rows of a table as JSON.
 */
enum hoso_column_kind {
  HOSO_COLUMN_TEXT = 0, HOSO_COLUMN_NUMBER = 1, HOSO_COLUMN_ROWS = 2,
};

struct hoso_column {
  const char *name;
  uint8_t kind;                 /* enum hoso_column_kind                     */
  struct hoso_text spelled;     /* by the format's spell, or empty           */
};

/* Where a writer's bytes go: it asks for room, fills some of it from the front
 * and says how much it wrote.  The host flushes.
 */
struct hoso_sink {
  char *(*room) (struct hoso_sink *, size_t need);      /* never NULL        */
  void (*wrote) (struct hoso_sink *, size_t len);
};

/* What a reader found.  Texts are valid until the next row.
 *
 * A row that is too long for memory comes in pieces, all with the same number,
 * line and problem and without values: raw is the piece, and every piece but
 * the last says goes_on.  So its bytes are not lost either.
 */
struct hoso_row {
  uint64_t number;              /* of the row, from 1, header not counted    */
  uint64_t line;                /* of the file, from 1, where it begins      */
  struct hoso_text raw;         /* its bytes as they came, line end included */
  bool goes_on;                 /* RAW is not its last piece                 */
  const struct hoso_column *columns;
  const struct hoso_text *values;
  size_t count;
  size_t missing;               /* columns that it has no value for          */
  const char *problem;          /* NULL, or why this row cannot be read      */
};

/* Gives more bytes of the file: at most ROOM into TO; 0 at the end, -1 when
 * the file cannot be read.
 */
typedef long (*hoso_more) (void *with, void *to, size_t room);

struct hoso_format {
  uint32_t size;                /* of this struct                            */
  const char *name;             /* "csv"                                     */
  const char *suffix;           /* ".csv"                                    */

  /* Writing.  begin (may be NULL) puts what stands before the first record. */
  void (*begin) (struct hoso_sink *, const struct hoso_column *, size_t count);
  void (*record) (struct hoso_sink *, const struct hoso_column *,
                  const struct hoso_text *, size_t count);
  void (*end) (struct hoso_sink *);               /* may be NULL             */
  /* May be NULL: puts what record writes before each value of the column.  A
   * host with many records of the same columns has it spelled once.
   */
  void (*spell) (struct hoso_sink *, const struct hoso_column *);
  /* Writes a row that came (its raw, missing and problem) byte for byte, with
   * more columns behind its own; so too a header, VALUES being the names.
   */
  void (*extend) (struct hoso_sink *, const struct hoso_row *,
                  const struct hoso_column *, const struct hoso_text *values,
                  size_t count);

  /* Reading.  open gives the reader's state; NULL after a sentence was put
   * into PROBLEM (the file cannot be read at all: no header, ...).  next is
   * false at the end; a row that cannot be read has .problem and costs itself
   * alone.  A row of more than ROW_MOST bytes is passed over with a problem.
   * When MORE fails, the file ends there: whoever gave it knows.
   */
  void *(*open) (hoso_more, void *with, size_t row_most, char *problem,
                 size_t room);
  bool (*next) (void *state, struct hoso_row *);
  void (*close) (void *state);
  /* Where all rows have the same columns (csv): how many, and the header as it
   * came.  0 and at NULL where each row names its own (jsonl).
   */
  size_t (*columns) (void *state, const struct hoso_column **);
  struct hoso_text (*header) (void *state);
};

#endif
