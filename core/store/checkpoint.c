/* checkpoint.c - pages brought back to their files, so that a recovery has
 * little log to read.
 */

#include "store/copy.h"
#include "store/guard-hold.h"
#include "store/inside.h"

#include "base/language.h"

#include <stdlib.h>

enum {
  /* Pages that wait: where there are more, a table is not handed over yet, or
   * the log not told.
   */
  MANY = JOURNAL_PAGES_MOST / 2,
  FEW = JOURNAL_PAGES_MOST / 8,
  ALL_TOLD = TABLES + 1, /* tables handed over, and the log knows     */
};

/* Whether more than KIB of log came since the last checkpoint. */
static bool
much_logged (struct store *s, unsigned kib)
{
  DB_LOG_STAT *stat = NULL;
  bool much;

  if (s->env->log_stat (s->env, &stat, 0) != 0)
    return true;
  much =
    ((uint64_t) stat->st_wc_mbytes << 10) + (stat->st_wc_bytes >> 10) > kib;
  free (stat);
  return much;
}

static enum outcome
checked (const struct store *s, int rc, struct error *e)
{
  if (rc == 0)
    rc = guard_lost (s->guard);
  return rc == 0 ? OK : store_fail (e, rc, _ ("writing pages back"));
}

int
settle_pages (struct store *s)
{
  return s->guard == NULL ? 0 : hold_settle (guard_hold (s->guard));
}

/* Asked for after each save: what looks into folders waits until there is
 * something to do, or until a backup keeps the log.
 */
enum outcome
store_checkpoint (struct store *s, unsigned kib, struct error *e)
{
  bool due = kib == 0 || much_logged (s, kib);
  int rc;

  if (s->read_only || (!due && !backed_up (s)))
    return OK;
  rc = s->env->txn_checkpoint (s->env, kib, 0, 0);
  if (rc == 0 && due)
    rc = settle_pages (s);
  if (rc == 0 && due)
    s->settled = s->settling = s->last.counts.changes;
  if (rc == 0)
    archive_tidy (s, due);
  return checked (s, rc, e);
}

/* ---- in pieces ---------------------------------------------------------- */

/* The next table's pages go from the cache to the journal. */
static int
hand_over (struct store *s, struct hold *pages)
{
  DB *db = s->tables[s->handed_over++];
  int rc;

  if (db == NULL)
    return 0;
  hold_put_off (pages, PUTS_OFF_ALL);
  rc = db->sync (db, 0);
  hold_put_off (pages, PUTS_OFF_NOTHING);
  return rc;
}

/* The few pages that saves have changed since, and the log's word of it. */
static int
conclude (struct store *s, struct hold *pages)
{
  int rc;

  s->handed_over = ALL_TOLD;
  hold_put_off (pages, PUTS_OFF_PLACES);
  rc = s->env->txn_checkpoint (s->env, 0, 0, 0);
  hold_put_off (pages, PUTS_OFF_NOTHING);
  if (rc == 0)
    s->settling = s->last.counts.changes;
  return rc;
}

static int
tidy (struct store *s)
{
  archive_tidy (s, s->handed_over == ALL_TOLD);
  s->handed_over = 0;
  return 0;
}

/* Whether pages have to go on before the next piece comes: the log is told when
 * all but a few are safe, and of the last it is waited for their places.
 */
static bool
pages_come_first (const struct store *s)
{
  struct hold *pages = guard_hold (s->guard);

  if (s->handed_over < TABLES)
    return hold_taken (pages) > MANY;
  return hold_settles (pages)
         || (s->handed_over == TABLES && hold_taken (pages) > FEW);
}

static int
go_on (struct store *s, struct hold *pages, bool begins)
{
  if (pages_come_first (s))
    return hold_step (pages);
  if (s->handed_over == TABLES)
    return conclude (s, pages);
  if (begins || (s->handed_over > 0 && s->handed_over < TABLES))
    return hand_over (s, pages);
  return s->handed_over == ALL_TOLD || backed_up (s) ? tidy (s) : 0;
}

enum outcome
store_checkpoint_piece (struct store *s, unsigned kib, bool *more,
                        struct error *e)
{
  struct hold *pages;
  bool begins;
  int rc;

  *more = false;
  if (s->read_only)
    return OK;
  pages = guard_hold (s->guard);
  begins = s->handed_over == 0 && much_logged (s, kib);
  rc = go_on (s, pages, begins);
  if (rc == 0 && !hold_settles (pages))
    s->settled = s->settling;
  *more = rc == 0 && (begins || s->handed_over > 0);
  return checked (s, rc, e);
}

bool
store_checkpoint_waits (const struct store *s)
{
  return !s->read_only && hold_waits (guard_hold (s->guard))
         && pages_come_first (s);
}

/* ---- files that are read without the library ---------------------------- */

enum outcome
settle_table (struct store *s, enum table t, struct error *e)
{
  DB *db = s->tables[t];
  int rc = db->sync (db, 0);

  if (rc == 0)
    rc = settle_pages (s);
  return rc == 0 ? OK : store_fail (e, rc, table_name (t));
}

void
keep_pages_still (const struct store *s)
{
  if (s->guard != NULL)
    hold_keep_still (guard_hold (s->guard));
}
