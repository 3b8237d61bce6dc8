/* store/find.h - the index of words (search.md 3); private to the store. */
#ifndef STORE_FIND_H
#define STORE_FIND_H

#include "dossier/facts.h"
#include "store/store.h"

enum { FIND_VERSION = 1 };   /* of the terms; another one: rebuild           */

struct find;                 /* the dictionary in memory, beside the store   */

enum outcome find_open (struct store *, struct find **, struct error *);
void find_close (struct find *);

/* The terms of a record, sorted, without repeats: field, fold, 0, marks. */
struct terms {
  struct slice *at;
  size_t count;
};
struct terms find_terms (const struct facts *, struct arena *);

/* Adds, changes, removes the words of record ORDINAL; OLD or NEW may be NULL. */
enum outcome find_change (struct find *, struct store *, uint32_t ordinal,
                          const struct facts *old, const struct facts *now,
                          struct error *);

/* As store_find, giving ordinals; VERIFY asks whether a record whose digits
 * may match really does (longer than six digits), or holds the whole of a word
 * that was cut.
 */
typedef bool (*ordinal_seen) (void *with, uint32_t ordinal);
enum outcome find_query (struct find *, struct store *, const char *words,
                         bool any, uint32_t limit, ordinal_seen verify,
                         ordinal_seen take, void *with, uint32_t *total,
                         bool *about, struct error *);

/* Whether the index holds exactly these terms and digits for ORDINAL. */
enum outcome find_holds (struct find *, struct store *, uint32_t ordinal,
                         const struct facts *, bool *, struct error *);
/* How many postings the index holds in all, in steps; key as struct verify. */
enum outcome find_count (struct store *, unsigned char *key, uint16_t *key_len,
                         unsigned steps, uint64_t *postings, bool *done,
                         struct error *);

#endif
