/* store/waiting.h - rows that wait in memory before they are written to their
 * tables; private to the store.
 *
 * Entries of indexes go to pages everywhere in their files.  Those of many
 * saves are written together, in the order of keys, so that each page is
 * fetched and written once for all of them; until then whoever reads a table
 * sees what waits as if it were there.  What waited when the process died is
 * derived again from the changes.
 */
#ifndef STORE_WAITING_H
#define STORE_WAITING_H

#include "store/table.h"

struct waiting;

struct waiting *waiting_new (void);
void waiting_free (struct waiting *);
/* Forgets all that waits, or all of one table. */
void waiting_clear (struct waiting *);
void waiting_clear_table (struct waiting *, enum table);

/* The tables as the library has them, with what waits. */
extern const struct keeper waiting_keeper;
/* Whether rows of the table wait: then a walk alone shows all of it. */
bool waiting_has (const struct waiting *, enum table);

/* The transaction at hand was committed, or not. */
void waiting_keep (struct waiting *);
void waiting_forget (struct waiting *);

/* Many dossiers come to a store of so many RECORDS: what is not written is to
 * be told without reading, until waiting_calm.  While it wants that, it is
 * prepared, some milliseconds at a time.
 */
void waiting_hurry (struct waiting *, uint32_t records);
bool waiting_hurries (const struct waiting *);
bool waiting_wants (const struct waiting *);
enum outcome waiting_prepare (struct waiting *, struct store *,
                              struct error *);
void waiting_calm (struct waiting *);

/* Rows, and bytes of memory that they take. */
size_t waiting_rows (const struct waiting *);
size_t waiting_bytes (const struct waiting *);

/* A round: every row that waits when it begins is written, in the transaction
 * at hand, about MOST rows at a time.
 */
void waiting_begin (struct waiting *);
enum outcome waiting_write (struct waiting *, struct store *, size_t most,
                            struct error *);
bool waiting_done (const struct waiting *);

#endif
