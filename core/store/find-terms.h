/* store/find-terms.h - what a record is found by, as sorted terms. */
#ifndef STORE_FIND_TERMS_H
#define STORE_FIND_TERMS_H

#include "store/find.h"
#include "text/fold.h"

enum find_field {
  FIELD_NAME = 'n',
  FIELD_LETTER = 'p',
  FIELD_ADDRESS = 'a',
  FIELD_YEAR = 'y',
  FIELD_PAPER = 'i',
  FIELD_DAY = 'r',
  FIELD_MONTH = 'm',
  FIELD_BUCKET = '#',        /* u16 bucket, u16 rest: never in a container   */
};

enum { TERM_MOST = 80 };     /* bytes; the longest word has 63               */

/* Sorted, without repeats; in the arena that find_terms was given. */
struct terms {
  struct slice *at;
  size_t count;
};
struct terms find_terms (const struct find_entry *, struct arena *);

/* Each term of a piece of it, as often as it comes; valid until the next. */
typedef void (*term_seen) (void *with, struct slice term);
void terms_of_words (enum find_field, const char *text, size_t len, term_seen,
                     void *with);
void terms_of_number (const char *text, term_seen, void *with);
void terms_of_birth (const char *iso, term_seen, void *with);
void terms_of_receipt (uint32_t day, term_seen, void *with);

/* As the library orders keys: bytes first, then length. */
int term_compare (struct slice, struct slice);

/* Appends the term of a word; and of anything that has no marks. */
void term_add_word (struct bytes *to, char field, const struct word *);
void term_add_text (struct bytes *to, char field, const char *text);

/* A number or a birth: what it is looked up by, and what tells it from others
 * there.  As the last four digits of a number, 0..9999, and what stands before
 * them; or day and month, above 10000, and the year.
 */
struct bucket {
  uint16_t number, rest;
};
enum {
  REST_ONE_DIGIT = 100,      /* + that digit: five digits, or a letter first */
  REST_NONE = 110,           /* 0..99: the two digits before                 */
};

/* Reads a term of FIELD_BUCKET; false when it is another. */
bool term_bucket (struct slice term, struct bucket *);

/* False for a number that does not end in four digits, for a birth without
 * its day.
 */
bool bucket_of_number (const char *text, size_t len, struct bucket *);
bool bucket_of_birth (const char *iso, struct bucket *);
bool bucket_of_date (int year, int month, int day, struct bucket *);

#endif
