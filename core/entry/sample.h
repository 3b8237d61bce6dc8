/* entry/sample.h - a plugin's samples: made-up forms that say what is found in
 * them, filled in as a file would be.
 */
#ifndef ENTRY_SAMPLE_H
#define ENTRY_SAMPLE_H

#include "entry/session.h"
#include "plugin/plugin.h"

/* The office that samples are handed in at: Phường Sài Gòn. */
#define SAMPLE_WARD "26740"
#define SAMPLE_OFFICER "mau"

/* A new session for samples of P. */
struct session *sample_session (const struct procedure *);

/* Empties the session and fills in sample I of P, first what it is like. */
void sample_fill (const struct procedure *, size_t i, struct session *);

/* Fills it in and looks whether exactly its findings are found and its GIVEN
 * fields come out; appends a line for each difference to PROBLEMS.  BROKEN
 * (n_rules, or NULL) becomes true for each rule that was found.
 */
bool sample_holds (const struct procedure *, size_t i, struct session *,
                   bool *broken, struct bytes *problems);

#endif
