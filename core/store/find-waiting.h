/* store/find-waiting.h - what waits of the index of words, as a search needs it:
 * so that nothing has to be written before it is found.
 */
#ifndef STORE_FIND_WAITING_H
#define STORE_FIND_WAITING_H

#include "store/find-bucket.h"
#include "store/find-index.h"

/* The dictionary in memory learns which terms wait for which chunks. */
void find_learn (struct find *);

/* Whether anything waits for records of CHUNK; for TERM. */
bool find_waits_in (const struct find *, uint32_t chunk);
bool find_waits_for (const struct find *, struct slice term);

/* Brings the places that TERM has in CHUNK up to date. */
void find_bring (const struct find *, uint32_t chunk, struct slice term,
                 struct bits *);
/* What waits for a bucket, as it came; to be freed. */
void find_waiting_pairs (const struct find *, uint16_t bucket,
                         struct pair_changes *);

#endif
