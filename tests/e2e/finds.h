/* finds.h - questions to a site, and a plain look at every record that answers
 * them too.
 *
 * It knows neither the index nor how questions are read: a question is made of
 * parts, and each part says for itself which records have it.
 */
#ifndef TESTS_FINDS_H
#define TESTS_FINDS_H

#include "base/bytes.h"

enum { NAMES_MOST = 4, BIRTHS_MOST = 3, NUMBERS_MOST = 4, PARTS_MOST = 16 };

/* A line of an export; all texts are in the file as it was read. */
struct person_record {
  const char *code;
  const char *received;                /* 2026-11-20                         */
  const char *names[NAMES_MOST];       /* "" where there is none             */
  const char *births[BIRTHS_MOST];     /* 1990-05-21, 1990-05, 1990 or ""    */
  const char *numbers[NUMBERS_MOST];   /* digits and capitals, or ""         */
  struct bytes words;                  /* " h hen nie nguyen ", folded       */
};

struct person_records {
  struct person_record *at;
  size_t count;
  struct bytes text;
};

/* The lines of a CSV file whose columns are those, in that order, each line
 * with its first entry before the next one's.
 */
bool records_read (struct person_records *, const char *path);
void records_free (struct person_records *);

enum part_kind {
  PART_WORD,                 /* of a name, folded                            */
  PART_BEGINNING,            /* of such a word                               */
  PART_NUMBER,               /* the end of a number                          */
  PART_YEAR,                 /* of a birth, or the end of a number           */
  PART_DAY,                  /* 2026-11-20: of receipt, or a birth           */
  PART_MONTH,                /* 2026-11: of receipt                          */
  PART_CODE,
  PART_KINDS
};

struct asked_part {
  enum part_kind kind;
  char text[96];
};

struct asked {
  struct bytes words;        /* as an officer types it                       */
  struct asked_part parts[PARTS_MOST];
  unsigned count;
};

/* Something about one of the records, in one of the ways that people ask; the
 * same for the same SEED and NUMBER.  COUNT 0: the record does not have it.
 */
void ask_about (struct asked *, const struct person_records *, uint64_t seed,
                uint64_t number, const char *office);
bool record_answers (const struct person_record *, const struct asked *);

#endif
