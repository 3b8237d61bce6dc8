/* store/proof-words.h - the terms that a record asks for, added up without
 * being made: which ones a word asks for is remembered; private to the store.
 */
#ifndef STORE_PROOF_WORDS_H
#define STORE_PROOF_WORDS_H

#include "store/find-terms.h"
#include "store/proof.h"

struct proof_words;

struct proof_words *proof_words_new (const struct proof *);
void proof_words_free (struct proof_words *);

/* A new record; then what it asks for, in any order and as often as it comes;
 * then the sum over its different terms.  False when they are too many to be
 * told apart.
 */
void proof_words_begin (struct proof_words *);
void proof_words_text (struct proof_words *, enum find_field, struct slice);
void proof_words_number (struct proof_words *, struct slice);
void proof_words_birth (struct proof_words *, struct slice);
void proof_words_day (struct proof_words *, uint32_t day);
bool proof_words_end (struct proof_words *, uint64_t *sum,
                      size_t *count);

#endif
