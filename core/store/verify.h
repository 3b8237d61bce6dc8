/* store/verify.h - pieces of store_verify; private to the store. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "store/proof.h"

/* One call of store_verify. */
struct verifying {
  struct store *store;
  struct proof *proof;
  problem_seen seen;
  void *with;
  struct arena *arena;       /* cleared for every record                     */
  struct error *error;
};

/* Says what does not agree, and counts it. */
void problem (struct verifying *, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* "17 (H29.22.1-261121-0007)": how sentences name a record. */
struct record_name {
  char text[112];
};
struct record_name name_of (const struct verifying *, const struct row *);

/* Phases.  Each does one piece from proof->at or proof->walked on and moves
 * them; *DONE at its end.  An outcome but OK: the tables cannot be read.
 */
typedef enum outcome (*verify_phase) (struct verifying *, bool *done);
/* Exactly, where the proof failed. */
enum outcome verify_chain (struct verifying *, bool *done);
enum outcome verify_records (struct verifying *, bool *done);
enum outcome verify_indexes (struct verifying *, bool *done);
enum outcome verify_words (struct verifying *, bool *done);
/* Always. */
enum outcome verify_counters (struct verifying *, bool *done);

#endif
