/* store/find.h - the index of words; private to the store.
 *
 * The table "find" holds, integers big-endian in keys, little-endian in values:
 *
 *   0x00 chunk u16, term        -> container: which of the 16,000 records of
 *                                  the chunk have the term
 *   0x01                           reserved (the same, term before chunk)
 *   0x02 bucket u16, ~first u32 -> block: pairs of record and rest, from
 *                                  record FIRST on, so the newest block first
 *   0x03 term                   -> u32 about how many records have the term,
 *                                  then one bit for each chunk that may
 *
 * A term is a field, what is looked for, and for words 0, the number of bytes
 * of their marks, the marks.  Fields:
 *
 *   n  word of a name            "nguyen" 0 1 0x..    of any person
 *   p  first letter of one       "n"                  (the word not a number)
 *   a  word of an address
 *   y  year of a birth           "1990"
 *   i  whole number of a paper that does not end in four digits
 *   r  day of receipt            "20261121"
 *   m  month of receipt          "202611"
 *
 * Numbers and births are in buckets.  A number's bucket is its last four
 * digits, its rest the two before; a birth's bucket is 10000 + 100 * month +
 * day, its rest the year.
 */
#ifndef STORE_FIND_H
#define STORE_FIND_H

#include "dossier/facts.h"
#include "store/store.h"

enum {
  FIND_VERSION = 1,          /* of the terms; another one: rebuild           */
  FIND_COUNTED = 1000,       /* hits are counted exactly up to here          */
};

struct find;                 /* the dictionary in memory, beside the store   */

/* Reads the dictionary.  The store keeps the result in store_words. */
enum outcome find_open (struct store *, struct find **, struct error *);
void find_close (struct find *);             /* NULL is allowed              */
struct find *store_words (struct store *);

/* What a record is found by. */
struct find_entry {
  const struct facts *facts;
  uint32_t received;         /* day of receipt, 20261121                     */
};

/* Adds, changes, removes the words of record ORDINAL; OLD or NOW may be NULL.
 * They are gathered until the commit, find_keep, or the abort, find_forget.
 * After an abort the dictionary in memory knows too much, which does no harm.
 */
enum outcome find_change (struct find *, struct store *, uint32_t ordinal,
                          const struct find_entry *old,
                          const struct find_entry *now, struct error *);
void find_forget (struct find *);
void find_keep (struct find *);

/* Whether words wait to be written; how many bytes of memory those take that no
 * round has.
 */
bool find_waits (const struct find *);
size_t find_gathered (const struct find *);
/* A round: all words that were committed before it began are written, about
 * MOST postings at a time in the transaction at hand.  Only one is at work.
 */
void find_begin (struct find *);
enum outcome find_write (struct find *, struct store *, size_t most,
                         struct error *);
bool find_written (const struct find *); /* of the round, all               */
/* Writes all words, in transactions of its own, or in the one at hand and then
 * they go on waiting.  On a disk that is full they do so too: the newest
 * records are not found then.
 */
enum outcome find_settle (struct find *, struct store *, struct error *);

/* Gives the facts of record ORDINAL in ARENA: asked for when the index alone
 * cannot tell (numbers longer than six digits, words longer than 30 letters).
 */
typedef enum outcome (*facts_given) (void *with, uint32_t ordinal,
                                     struct arena *, struct facts *,
                                     struct error *);
typedef bool (*ordinal_seen) (void *with, uint32_t ordinal);

/* As store_find, giving ordinals to TAKE.  ERR_INPUT for too many words. */
enum outcome find_query (struct find *, struct store *, const char *words,
                         bool any, uint32_t limit, facts_given, ordinal_seen,
                         void *with, uint32_t *total, bool *about,
                         struct error *);

/* Whether the index holds all words of this entry for ORDINAL.  That it holds
 * no others, find_count tells: the postings are as many as find_postings of
 * all records together.
 */
enum outcome find_holds (struct find *, struct store *, uint32_t ordinal,
                         const struct find_entry *, bool *, struct error *);
size_t find_postings (const struct find_entry *);
/* Adds to *POSTINGS how many the rows from KEY on hold, STEPS rows at most; KEY
 * (key_len 0 first; room for 280 bytes) moves on, as in struct verify.
 */
enum outcome find_count (struct store *, unsigned char *key, uint16_t *key_len,
                         unsigned steps, uint64_t *postings, bool *done,
                         struct error *);

#endif
