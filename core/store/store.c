/* store.c - a store made, opened and closed. */

#include "store/copy.h"
#include "store/inside.h"
#include "store/log-run.h"
#include "store/proof.h"
#include "store/waiting.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/language.h"
#include "store/aside.h"
#include "store/mend.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct store *
store_new (const char *dir, const struct identity *identity, bool group)
{
  struct store *s = bytes_must (sizeof *s);

  memset (s, 0, sizeof *s);
  s->keeper = &waiting_keeper;
  s->waiting = waiting_new ();
  s->dir = bytes_must_copy (dir);
  s->mode = group ? 0660 : 0600;
  umask (group ? 007 : 077);
  s->identity = *identity;
  s->lock = s->witness_fd = -1;
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
  waiting_free (s->waiting);
  arena_free (s->arena);
  for (size_t i = 0; i < sizeof s->saving / sizeof *s->saving; i++)
    bytes_free (&s->saving[i]);
  free (s->dir);
  free (s);
}

/* With all that waits. */
static void
close_words (struct store *s)
{
  find_close (s->words);
  s->words = NULL;
  waiting_clear (s->waiting);
  s->round = (struct round){ .until = s->last.counts.changes,
                             .paced = s->last.counts.changes };
}

/* False when something could not be written on the way. */
static bool
shut (struct store *s)
{
  proof_free (s->proof);
  repair_leave (s);
  s->proof = NULL;
  log_run_free (s);
  store_abort (s);
  close_words (s);
  drafts_forget (s);
  requests_close (s);
  officers_close (s);
  catalog_close (s);
  tables_close (s);
  return env_close (s);
}

void
store_shut (struct store *s)
{
  shut (s);
}

/* Lets go of the lock; whether all is WELL is left for the next owner. */
static void
close_all (struct store *s, bool well)
{
  well = shut (s) && well;
  if (well && s->witness_fd >= 0) {
    if (s->wrote)
      s->witness.failures = 0;
    s->witness.state = WITNESS_CLEAN;
    witness_keep (s->witness_fd, &s->witness, NULL);
  }
  witness_unwatch (s->witness_fd);
  if (s->witness_fd >= 0)
    close (s->witness_fd);
  env_unlock (s);
  store_free (s);
}

/* ---- making ------------------------------------------------------------ */

static enum outcome
fill (struct store *s, struct error *e)
{
  enum outcome done = transaction_begin (s, e);

  if (done == OK)
    done = tables_open (s, true, e);
  if (done == OK)
    done = counters_create (s, e);
  return transaction_end (s, done, e);
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
    done = env_open (s, e);
  if (done == OK)
    done = fill (s, e);
  if (done == OK)
    done = store_flush (s, e);
  if (done == OK)
    done = store_checkpoint (s, 0, e);
  if (done == OK)
    done = folder_sync (dir, e);
  if (done == OK)
    s->witness_fd = witness_open (dir, O_RDWR | O_CREAT, s->mode);
  close_all (s, done == OK);
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

/* Before anything is made in DIR, even a lock. */
static enum outcome
check_store (const char *dir, struct error *e)
{
  char path[4096];
  int why;

  if (file_join (path, sizeof path, dir, "counters.db", e) != OK)
    return ERR_SYSTEM;
  if (access (path, R_OK | W_OK) == 0)
    return OK;
  why = errno;
  if (has_log (dir) || aside_waits (dir))
    return OK;
  if (why == ENOENT || why == ENOTDIR)
    return fail (e, ERR_SYSTEM, why, _ ("%s holds no store"), dir);
  return fail (e, ERR_SYSTEM, why, _ ("cannot write to %s: %s"), path,
               strerror (why));
}

/* Before the library is asked: it would begin a log in any folder, and take a
 * store whose log was lost for one that is older than it is.
 */
static enum outcome
check_folder (struct store *s, struct error *e)
{
  char path[4096];
  int why;

  s->at = TABLES;
  if (file_join (path, sizeof path, s->dir, "counters.db", e) != OK)
    return ERR_SYSTEM;
  if (access (path, R_OK | W_OK) == 0)
    return has_log (s->dir)
             ? OK
             : fail (e, ERR_DAMAGED, 0, _ ("the log in %s is missing"), s->dir);
  why = errno;
  if (why == ENOENT)
    return fail (e, ERR_DAMAGED, why, _ ("%s is missing"), path);
  return fail (e, ERR_SYSTEM, why, _ ("cannot write to %s: %s"), path,
               strerror (why));
}

static enum outcome
open_words (struct store *s, struct error *e)
{
  close_words (s);
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
    done = changes_count (s, e);
  s->settled = s->settling = s->last.counts.changes; /* files are whole */
  requests_forget (s);
  officers_close (s);
  s->last.officers = 0;
  if (done == OK)
    done = officers_open (s, e);
  return done == OK ? open_words (s, e) : done;
}

static enum outcome
open_tables (struct store *s, struct error *e)
{
  return tables_open (s, false, e);
}

typedef enum outcome (*piece) (struct store *, struct error *);

static enum outcome
each (struct store *s, const piece pieces[], size_t count, struct error *e)
{
  enum outcome done = OK;

  for (size_t i = 0; done == OK && i < count; i++)
    done = pieces[i](s, e);
  return done;
}

/* What shows whether the store is sound, in this order. */
static enum outcome
open_sound (struct store *s, struct error *e)
{
  static const piece pieces[] = {
    check_folder,  env_check_log,     env_open,          open_tables,
    counters_read, changes_count,     changes_check_cut, requests_check,
    catalog_open,  officers_open,     sealed_open,
  };

  return each (s, pieces, sizeof pieces / sizeof *pieces, e);
}

/* And what is made of it, however long that takes. */
static enum outcome
open_rest (struct store *s, struct error *e)
{
  static const piece pieces[] = {
    tables_replace, rebuild_clear, open_words,
    rebuild_fill,   settle_redo,   store_answers_forget,
  };

  return each (s, pieces, sizeof pieces / sizeof *pieces, e);
}

/* What the tables of a disk that cannot be written give. */
static enum outcome
open_to_read (struct store *s, struct error *e)
{
  static const piece pieces[] = {
    read_only_open, counters_read, changes_count, catalog_open,
    officers_open,  sealed_open,   rebuild_clear,     open_words,
  };

  mended_read (s);
  return each (s, pieces, sizeof pieces / sizeof *pieces, e);
}

static enum outcome
open_all (struct store *s, struct error *e)
{
  enum outcome done = OK;

  if (read_only_disk (s->dir))
    return open_to_read (s, e);
  done = check_store (s->dir, e);
  if (done == OK)
    done = aside_lock (s, e);
  if (done != OK)
    return done;
  aside_give_up (s);
  s->witness_fd = witness_open (s->dir, O_RDWR | O_CREAT, s->mode);
  witness_read (s->witness_fd, &s->witness);
  mended_read (s);
  return mend_open (s, open_sound, open_rest, e);
}

enum outcome
store_open_mending (struct store **to, const char *dir,
                    const struct identity *identity, size_t cache, bool group,
                    const struct mending *mending, struct error *e)
{
  struct store *s = store_new (dir, identity, group);
  enum outcome done;

  s->cache = cache;
  s->mending = mending;
  done = open_all (s, e);
  s->mending = NULL;
  *to = done == OK ? s : NULL;
  if (done == OK && !s->read_only) {
    s->settled = s->settling = s->last.counts.changes;
    generations_tidy (s);
    reserve_keep (s);
    work_tell (s, WORK_NONE, 0, 0);
  }
  if (done != OK)
    close_all (s, false);
  return done;
}

enum outcome
store_open (struct store **to, const char *dir, const struct identity *identity,
            size_t cache, bool group, struct error *e)
{
  return store_open_mending (to, dir, identity, cache, group, NULL, e);
}

bool
store_read_only (const struct store *s)
{
  return s->read_only;
}

const struct mended *
store_mended (const struct store *s)
{
  return &s->mended;
}

void
store_watch (struct store *s)
{
  witness_watch (s->witness_fd);
}

void
store_forgive (struct store *s)
{
  s->witness.failures = 0;
  witness_write (s->witness_fd, &s->witness);
}

/* That the disk is full is no failure: it is mended by making room. */
static void
note_failure (struct store *s)
{
  int why = guard_lost (s->guard) != 0 ? guard_lost (s->guard) : s->failed;

  if (why == 0 || file_no_room (why))
    return;
  if (s->witness.failures < UINT8_MAX)
    s->witness.failures++;
  witness_write (s->witness_fd, &s->witness);
}

void
store_abandon (struct store *s)
{
  if (s == NULL)
    return;
  note_failure (s);
  guard_abandon (s->guard);
  witness_unwatch (s->witness_fd);
  if (s->witness_fd >= 0)
    close (s->witness_fd);
  close (s->lock);
  store_free (s);
}

/* What could not be written is not tried again by the library's own closing:
 * the next owner recovers it.
 */
void
store_close (struct store *s)
{
  bool well;

  if (s == NULL)
    return;
  if (s->read_only) {
    close_all (s, false);
    return;
  }
  store_abort (s);
  settle_all (s, NULL);
  counters_settle (s, NULL);
  if (store_flush (s, NULL) != OK || store_checkpoint (s, 0, NULL) != OK) {
    store_abandon (s);
    return;
  }
  well = log_end (s, &s->witness.log_file, &s->witness.log_end) == 0;
  archive_finish (s);
  close_all (s, well);
}

bool
store_lost (const struct store *s)
{
  return guard_lost (s->guard) != 0 || s->panic != 0;
}

void
store_counts (const struct store *s, struct counts *c)
{
  *c = s->last.counts;
}

enum outcome
store_settle (struct store *s, bool *more, struct error *e)
{
  enum outcome done = settle_piece (s, e);

  *more = done == OK && settle_waits (s);
  return done;
}

bool
store_settle_owes (const struct store *s)
{
  return settle_owes (s);
}

bool
store_waits_for_many (const struct store *s)
{
  return settle_many (s);
}

bool
store_waits_for_few (const struct store *s)
{
  return settle_few (s);
}

bool
store_waits_for_much (const struct store *s)
{
  return settle_full (s);
}

struct find *
store_words (struct store *s)
{
  return s->words;
}
