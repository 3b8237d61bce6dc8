/* store/proof-record.h - what one record asks for; private to the store. */
#ifndef STORE_PROOF_RECORD_H
#define STORE_PROOF_RECORD_H

#include "store/proof.h"

struct proof_records;

struct proof_records *proof_records_new (struct proof *);
void proof_records_free (struct proof_records *);

/* Adds what the record that C leaves asks for; false when that cannot be
 * derived, or when a number in it was never given.
 */
bool proof_record_ask (struct proof_records *, const struct change *);
/* Adds what waits to be hashed together. */
void proof_records_flush (struct proof_records *);

#endif
