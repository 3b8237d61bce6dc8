/* store/find-question.h - what is asked for, read into parts that must all
 * match.
 *
 *   letters        a word of a name; the last one may be a beginning unless a
 *                  blank follows
 *   digits         a whole word of a name; four or more: the end of a number;
 *                  1900 to 2099: also a year of birth
 *   both           a word, or the end of a number
 *   14/06/1990     a birth or a day of receipt (also with dots or dashes)
 *   06/1990        a month of receipt
 *
 * Words are looked for in addresses too when ANY is asked for.
 */
#ifndef STORE_FIND_QUESTION_H
#define STORE_FIND_QUESTION_H

#include "store/find-bucket.h"
#include "store/find-terms.h"

enum { PARTS_MOST = 24, RANGES_MOST = 6 };

/* How well a record matches: every word whole and with the marks that were
 * typed; every word whole; the last one as a beginning.
 */
enum level { LEVEL_EXACT, LEVEL_WHOLE, LEVEL_BEGINNING, LEVELS };

/* The terms FROM <= term < UNTIL match, at LEVEL; EXACT among them better. */
struct range {
  struct slice from, until, exact;
  enum level level;
};

struct part {
  struct range ranges[RANGES_MOST];
  unsigned n_ranges;
  bool listed;               /* also the records of a bucket                 */
  uint16_t bucket;
  rest_wanted wanted;
  uint16_t with;
  bool doubtful;             /* the index gives more than match              */
  bool beginning;
  const char *whole;         /* the word, not cut, small letters, no marks   */
  const char *number;        /* the same in capitals, as numbers are stored  */
};

struct question {
  struct part parts[PARTS_MOST];
  unsigned n_parts;
  bool any;
  bool marked;               /* a word was typed with a mark                 */
};

/* Everything in it lives in ARENA.  ERR_INPUT when there are too many words. */
enum outcome question_read (const char *words, bool any, struct arena *,
                            struct question *, struct error *);

/* Whether a record with these facts matches PART, which is doubtful. */
bool part_holds (const struct part *, bool any, const struct facts *);

#endif
