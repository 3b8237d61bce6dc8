/* store/build-words.h - the index of words of a build, a chunk of records at a
 * time; private to build.c.
 *
 * The containers of a chunk come before those of the next, and all of them
 * before blocks and dictionary: they are written when their chunk is full.
 * Parts of blocks and of the dictionary go to the sorter behind a byte that
 * says whose they are, and come back in order when all else is there.
 */
#ifndef STORE_BUILD_WORDS_H
#define STORE_BUILD_WORDS_H

#include "store/find.h"
#include "store/pages.h"
#include "store/sorter.h"

struct build_words;

/* Writes to PAGES, the table "find"; neither is owned.  MARK stands before the
 * keys in the sorter.
 */
struct build_words *build_words_new (struct pages *, struct sorter *,
                                     unsigned char mark);
void build_words_free (struct build_words *); /* NULL is allowed             */

/* The words of record ORDINAL, which is greater than the last one. */
enum outcome build_words_add (struct build_words *, uint32_t ordinal,
                              const struct find_entry *, struct error *);

/* Writes the last chunk; the sorter has all after that. */
enum outcome build_words_end (struct build_words *, struct error *);

/* What came back from the sorter, without the mark; at the end once with an
 * empty key.
 */
enum outcome build_words_later (struct build_words *, struct slice key,
                                struct slice value, struct error *);

#endif
