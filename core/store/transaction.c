/* transaction.c - the store's one transaction: begun, kept or taken back, and
 * memory with it.
 */

#include "store/copy.h"
#include "store/inside.h"

#include "base/clock.h"
#include "base/language.h"

#include <errno.h>

enum outcome
transaction_begin (struct store *s, struct error *e)
{
  int rc = s->env->txn_begin (s->env, NULL, &s->txn, DB_TXN_NOSYNC);

  s->begun = s->last;
  s->touched = false;
  s->strange.known = false;
  if (rc == 0)
    return OK;
  s->txn = NULL;
  return store_fail (e, rc, _ ("beginning to write"));
}

/* To ask the system costs as much as a get from a table.  What it said holds
 * for a moment: no disk fills ten megabytes in that.
 */
static enum outcome
find_room (struct store *s, struct error *e)
{
  enum { MOMENT_MS = 5 };
  uint64_t now = clock_ticks ();
  enum outcome room;

  if (s->roomy != 0 && now - s->roomy < MOMENT_MS)
    return OK;
  room = store_room (s, 0, e);
  s->roomy = room == OK ? now : 0;
  return room;
}

enum outcome
store_begin (struct store *s, struct error *e)
{
  enum outcome room = find_room (s, e);

  if (s->read_only)
    return read_only_refuse (s, e);
  if (s->witness.failures >= FAILURES_MOST)
    return fail (e, ERR_SYSTEM, EIO,
                 _ ("the disk failed %d times while dossiers were saved: they "
                    "can be shown and exported, not saved; have the disk "
                    "looked at, then hoso stop and start again"),
                 FAILURES_MOST);

  return room == OK ? transaction_begin (s, e) : room;
}

/* Memory follows the tables back to where the transaction began. */
static void
take_back (struct store *s)
{
  s->last = s->begun;
  settle_forget (s);
  if (s->catalog != NULL)
    catalog_aborted (s);
  drafts_forget (s);
  receipts_forget (s);
  requests_forget (s);
}

enum outcome
store_commit (struct store *s, struct error *e)
{
  enum outcome done = settle_commit (s, e);
  int rc;

  if (done == OK
      && s->last.counts.changes - s->last.counted.changes >= COUNTS_WAIT)
    done = counters_write (s, e);
  if (done == OK && s->touched)
    done = mark_commit (s, e);
  if (done != OK) {
    store_abort (s);
    return done;
  }
  rc = s->txn->commit (s->txn, DB_TXN_NOSYNC);
  s->txn = NULL; /* commit ends it, whether or not it worked */
  if (rc != 0) {
    take_back (s);
    return store_fail (e, rc, _ ("keeping what was written"));
  }
  s->commits++;
  settle_keep (s);
  if (s->catalog != NULL)
    catalog_committed (s);
  return OK;
}

void
store_abort (struct store *s)
{
  if (s->txn == NULL)
    return;
  s->txn->abort (s->txn);
  s->txn = NULL;
  take_back (s);
}

enum outcome
transaction_end (struct store *s, enum outcome done, struct error *e)
{
  if (done == OK)
    return store_commit (s, e);
  store_abort (s);
  return done;
}
