/* store.c - a store made, opened and closed; its transactions. */

#include "store/copy.h"
#include "store/inside.h"
#include "store/proof.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/language.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct store *
store_new (const char *dir, const struct identity *identity, bool group)
{
  struct store *s = bytes_must (sizeof *s);

  memset (s, 0, sizeof *s);
  s->keeper = &library_keeper;
  s->dir = bytes_must_copy (dir);
  s->mode = group ? 0660 : 0600;
  umask (group ? 007 : 077);
  s->identity = *identity;
  s->lock = -1;
  s->arena = arena_new ();
  return s;
}

struct store *
store_new_like (const struct store *s)
{
  return store_new (s->dir, &s->identity, s->mode == 0660);
}

void
store_free (struct store *s)
{
  arena_free (s->arena);
  free (s->dir);
  free (s);
}

static void
close_all (struct store *s)
{
  proof_free (s->proof);
  find_close (s->words);
  drafts_forget (s);
  officers_close (s);
  catalog_close (s);
  tables_close (s);
  env_close (s);
  store_free (s);
}

/* ---- transactions ------------------------------------------------------ */

static enum outcome
begin (struct store *s, struct error *e)
{
  int rc = s->env->txn_begin (s->env, NULL, &s->txn, DB_TXN_NOSYNC);

  s->begun = s->last;
  s->touched = false;
  if (rc == 0)
    return OK;
  s->txn = NULL;
  return store_fail (e, rc, _ ("beginning to write"));
}

enum outcome
store_begin (struct store *s, struct error *e)
{
  enum outcome room = store_room (s, 0, e);

  return room == OK ? begin (s, e) : room;
}

/* Memory follows the tables back to where the transaction began. */
static void
take_back (struct store *s)
{
  s->last = s->begun;
  if (s->words != NULL)
    find_forget (s->words);
  if (s->catalog != NULL)
    catalog_aborted (s);
  drafts_forget (s);
  receipts_forget (s);
}

enum outcome
store_commit (struct store *s, struct error *e)
{
  enum outcome done = OK;
  int rc;

  if (s->words != NULL)
    done = find_settle (s->words, s, e);
  if (done == OK && s->last.counts.changes != s->begun.counts.changes)
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

/* ---- making ------------------------------------------------------------ */

static enum outcome
fill (struct store *s, struct error *e)
{
  enum outcome done = begin (s, e);

  if (done == OK)
    done = tables_open (s, true, e);
  if (done == OK)
    done = counters_create (s, e);
  if (done == OK)
    return store_commit (s, e);
  store_abort (s);
  return done;
}

enum outcome
store_create (const char *dir, const struct identity *identity, bool group,
              struct error *e)
{
  struct store *s = store_new (dir, identity, group);
  enum outcome done = folder_make (dir, group ? 02770 : 0700, e);

  if (done == OK && !folder_is_empty (dir))
    done = fail (e, ERR_SYSTEM, ENOTEMPTY,
                 _ ("%s holds something already; name an empty folder"), dir);
  if (done == OK)
    done = env_lock (s, e);
  if (done == OK)
    done = env_open (s, 0, e);
  if (done == OK)
    done = fill (s, e);
  if (done == OK)
    done = store_flush (s, e);
  if (done == OK)
    done = store_checkpoint (s, 0, e);
  if (done == OK)
    done = folder_sync (dir, e);
  close_all (s);
  return done;
}

/* ---- opening ----------------------------------------------------------- */

static bool
has_log (const char *dir)
{
  DIR *folder = opendir (dir);
  struct dirent *entry;
  bool found = false;

  while (folder != NULL && !found && (entry = readdir (folder)) != NULL)
    found = strncmp (entry->d_name, "log.", 4) == 0;
  if (folder != NULL)
    closedir (folder);
  return found;
}

/* Before the library is asked: it would begin a log in any folder, and take a
 * store whose log was lost for one that is older than it is.
 */
static enum outcome
check_folder (const char *dir, struct error *e)
{
  char path[4096];
  int why;

  if (file_join (path, sizeof path, dir, "counters.db", e) != OK)
    return ERR_SYSTEM;
  if (access (path, R_OK | W_OK) == 0)
    return has_log (dir) ? OK
                         : fail (e, ERR_DAMAGED, 0,
                                 _ ("the log in %s is missing; restore the "
                                    "last backup"),
                                 dir);
  why = errno;
  if (why == ENOENT && has_log (dir))
    return fail (e, ERR_DAMAGED, why,
                 _ ("%s is missing; restore the last backup"), path);
  if (why == ENOENT || why == ENOTDIR)
    return fail (e, ERR_SYSTEM, why, _ ("%s holds no store"), dir);
  return fail (e, ERR_SYSTEM, why, _ ("cannot write to %s: %s"), path,
               strerror (why));
}

static enum outcome
open_words (struct store *s, struct error *e)
{
  find_close (s->words);
  s->words = NULL;
  return find_open (s, &s->words, e);
}

enum outcome
store_rebuild (struct store *s, struct error *e)
{
  enum outcome done = counter_set_derived (s, UINT32_MAX, e);

  if (done == OK)
    done = rebuild_clear (s, e);
  if (done == OK)
    done = open_words (s, e);
  return done == OK ? rebuild_fill (s, e) : done;
}

/* What the switch to other files changed in memory. */
enum outcome
store_reread (struct store *s, struct error *e)
{
  enum outcome done = counters_read (s, e);

  if (done == OK)
    done = changes_check_end (s, e);
  officers_close (s);
  s->last.officers = 0;
  if (done == OK)
    done = officers_open (s, e);
  return done == OK ? open_words (s, e) : done;
}

/* What is read once the tables are open, in this order. */
static enum outcome (*const pieces[]) (struct store *, struct error *) = {
  counters_read, changes_check_end, catalog_open, officers_open, sealed_open,
  rebuild_clear, open_words,        rebuild_fill, requests_open,
};

static enum outcome
open_all (struct store *s, size_t cache, struct error *e)
{
  enum outcome done = check_folder (s->dir, e);

  if (done == OK)
    done = env_lock (s, e);
  if (done == OK)
    done = env_open (s, cache, e);
  if (done == OK)
    done = tables_open (s, false, e);
  for (size_t i = 0; done == OK && i < sizeof pieces / sizeof *pieces; i++)
    done = pieces[i](s, e);
  return done;
}

enum outcome
store_open (struct store **to, const char *dir, const struct identity *identity,
            size_t cache, bool group, struct error *e)
{
  struct store *s = store_new (dir, identity, group);
  enum outcome done = open_all (s, cache, e);

  *to = done == OK ? s : NULL;
  if (done == OK) {
    generations_tidy (s);
    reserve_keep (s);
  } else
    close_all (s);
  return done;
}

void
store_close (struct store *s)
{
  if (s == NULL)
    return;
  store_abort (s);
  store_flush (s, NULL);
  store_checkpoint (s, 0, NULL);
  archive_finish (s);
  close_all (s);
}

void
store_abandon (struct store *s)
{
  if (s == NULL)
    return;
  guard_abandon (s->guard);
  close (s->lock);
  store_free (s);
}

bool
store_lost (const struct store *s)
{
  return guard_lost (s->guard) != 0;
}

void
store_counts (const struct store *s, struct counts *c)
{
  *c = s->last.counts;
}

struct find *
store_words (struct store *s)
{
  return s->words;
}
