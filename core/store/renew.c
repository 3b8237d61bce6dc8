/* renew.c - the library's environment closed and opened again, in a store that
 * nobody uses: in no other way does it give back the pages of its cache.
 *
 * Nothing that the store itself keeps in memory is touched: where it stands,
 * the catalog, officers, what clients were answered, words and rows that wait.
 * All of that is true of the tables as they were, and they are the same ones
 * afterwards, which is looked at as when a server starts.
 */

#include "store/copy.h"
#include "store/inside.h"
#include "store/log-run.h"
#include "store/probe.h"

#include "base/language.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
  CACHE_CALM = 1 << 20, /* bytes of pages: a day of few dossiers needs less */
  LOG_RATE = 1,         /* MiB a second, a tenth of what was measured       */
};

/* Whether nobody is in the middle of something that needs it open. */
static bool
is_free (const struct store *s)
{
  return !s->read_only && s->build == NULL && s->txn == NULL && s->proof == NULL
         && s->repairing == NULL && !store_is_copied (s);
}

bool
store_is_large (const struct store *s)
{
  DB_MPOOL_STAT *pool = NULL;
  uint64_t pages;

  if (!is_free (s) || s->env->memp_stat (s->env, &pool, NULL, 0) != 0)
    return false;
  pages = (uint64_t) pool->st_page_clean + pool->st_page_dirty;
  free (pool);
  return pages * TABLE_PAGE > CACHE_CALM;
}

/* Brings what the library has in memory to its files; *CAN when all of it is
 * there, and what opening writes will find room.
 */
static enum outcome
write_all (struct store *s, bool *can, struct error *e)
{
  enum outcome done;

  *can = false;
  if (store_room (s, 0, NULL) != OK || counters_settle (s, NULL) != OK)
    return OK;
  done = store_flush (s, e);
  *can = done == OK && store_checkpoint (s, 0, NULL) == OK;
  return done;
}

static enum outcome
close_tables (struct store *s, struct error *e)
{
  log_run_free (s);
  tables_close (s);
  return env_close (s) ? OK : store_fail (e, EIO, _ ("writing pages back"));
}

static enum outcome
open_tables (struct store *s, struct error *e)
{
  enum outcome done = tables_open (s, false, e);

  if (done == OK && s->missing != 0)
    return fail (e, ERR_DAMAGED, ENOENT, _ ("a table in %s is missing"),
                 s->dir);
  return done;
}

/* Where they stand and end, as memory has it already. */
static enum outcome
check_end (struct store *s, struct error *e)
{
  enum outcome good = counters_stored (s, &s->last.counts, e);

  if (good == OK)
    good = changes_count (s, e);
  return good == OK ? changes_check_cut (s, e) : good;
}

/* Should the library spin over them, the alarm ends this process, and the next
 * one tries it in a child.
 */
static enum outcome
open_again (struct store *s, struct error *e)
{
  enum outcome done;

  alarm ((unsigned) (probe_time (s->dir, "log.", "", LOG_RATE) / 1000));
  done = env_check_log (s, e);
  if (done == OK)
    done = env_open (s, e);
  if (done == OK)
    done = open_tables (s, e);
  if (done == OK)
    done = check_end (s, e);
  alarm (0);
  return done;
}

enum outcome
store_renew (struct store *s, struct error *e)
{
  bool can;
  enum outcome done;

  if (!is_free (s))
    return OK;
  done = write_all (s, &can, e);
  if (done == OK && can)
    done = close_tables (s, e);
  return done == OK && can ? open_again (s, e) : done;
}
