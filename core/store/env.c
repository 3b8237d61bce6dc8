/* env.c - the library's environment in the store's folder, and its lock.
 *
 * One process, one thread: a private environment without locks.  Commits are
 * gathered and made durable together by store_flush.
 */

#include "config.h"

#include "store/copy.h"
#include "store/inside.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* The group-committed log (at most LOG_BUFFER, or a file that it begins, which
 * takes LOG_FILE at once) and the pages of a checkpoint always fit into this.
 */
enum { ROOM_LEAST = 10 << 20 };

/* Lines of the library that are logged in a minute. */
enum { COMPLAINTS_MOST = 20, MINUTE_MS = 60 * 1000 };

static const uint32_t env_flags = DB_CREATE | DB_RECOVER | DB_PRIVATE
                                  | DB_INIT_TXN | DB_INIT_LOG | DB_INIT_MPOOL;

/* What a code of the library means to who called. */
static const struct {
  int code;
  enum outcome kind;
  const char *text;
} meanings[] = {
  { DB_KEYEXIST, ERR_DAMAGED, N_ ("something is there already") },
  { DB_RUNRECOVERY, ERR_DAMAGED, N_ ("the store must be recovered") },
  { DB_PAGE_NOTFOUND, ERR_DAMAGED, N_ ("a page is missing") },
  { DB_VERIFY_BAD, ERR_DAMAGED, N_ ("a page does not decode") },
  { DB_CHKSUM_FAIL, ERR_DAMAGED, N_ ("a page does not agree with its sum") },
  { DB_SECONDARY_BAD, ERR_DAMAGED, N_ ("an index does not agree") },
  { ENOSPC, ERR_SYSTEM, N_ ("the disk is full") },
  { EDQUOT, ERR_SYSTEM, N_ ("the disk is full") },
  { EFBIG, ERR_SYSTEM, N_ ("the disk is full") },
};

/* That something is not there is an answer, several times a save: without
 * words, for who asked has better ones.
 */
static enum outcome
absent (struct error *e)
{
  if (e != NULL) {
    e->kind = ERR_ABSENT;
    e->os = 0;
    e->text[0] = '\0';
  }
  return ERR_ABSENT;
}

enum outcome
store_fail (struct error *e, int rc, const char *doing)
{
  if (rc == DB_NOTFOUND)
    return absent (e);
  for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
    if (meanings[i].code == rc)
      return fail (e, meanings[i].kind, rc, "%s: %s", doing,
                   _ (meanings[i].text));
  return fail (e, ERR_SYSTEM, rc, "%s: %s", doing, db_strerror (rc));
}

/* The library names files and pages, never what is on them.  On a full disk it
 * would say so of every page, again and again.
 */
static void
complain (const DB_ENV *env, const char *prefix, const char *message)
{
  struct store *s = env->app_private;
  uint64_t minute = clock_ticks () / MINUTE_MS;

  (void) prefix;
  if (s->complained != minute)
    s->complaints = 0;
  s->complained = minute;
  if (s->complaints++ < COMPLAINTS_MOST)
    log_line ("store: %s", message);
}

static void
remark (const DB_ENV *env, const char *message)
{
  (void) env;
  log_line ("store: %s", message);
}

/* Whether PATH is still the file that is locked: its folder may have been set
 * aside since it was opened.
 */
static bool
is_at (int lock, const char *path)
{
  struct stat held, there;

  return fstat (lock, &held) == 0 && stat (path, &there) == 0
         && held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

/* The kernel drops this lock when its owner dies, however that happens. */
enum outcome
env_lock (struct store *s, struct error *e)
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  char path[4096];

  if (file_join (path, sizeof path, s->dir, "lock", e) != OK)
    return ERR_SYSTEM;
  s->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, s->mode);
  if (s->lock < 0)
    return fail (e, ERR_SYSTEM, errno, _ ("cannot open %s: %s"), path,
                 strerror (errno));
  errno = EAGAIN;
  if (fcntl (s->lock, F_OFD_SETLK, &whole) == 0 && is_at (s->lock, path)) {
    work_tell (s, WORK_OPEN, 0, 0);
    return OK;
  }
  if (errno == EAGAIN || errno == EACCES || errno == ENOENT)
    return fail (e, ERR_BUSY, errno,
                 _ ("another program has the store in %s open"), s->dir);
  return fail (e, ERR_SYSTEM, errno, _ ("cannot lock %s: %s"), path,
               strerror (errno));
}

/* Remembers why the library gave up: its code for that does not say. */
static void
take_event (DB_ENV *env, uint32_t event, void *info)
{
  struct store *s = env->app_private;

  if (event == DB_EVENT_PANIC && info != NULL)
    memcpy (&s->panic, info, sizeof s->panic);
  if (event == DB_EVENT_PANIC && s->panic == DB_RUNRECOVERY) {
    s->witness.suspects = SUSPECT_ALL;
    witness_write (s->witness_fd, &s->witness);
  }
}

/* CACHE and LOG_BUFFER are the memory; the library adds a quarter to what it is
 * asked for.
 *
 * A file of the log is filled with zeros when it is begun: a sync then writes
 * what was saved, and the file system has no blocks to note.  The library
 * fills whole buffers, and one more than those that fit into a file: hence the
 * byte less.  What it cannot fill, on a full disk, it writes as it comes.
 */
int
env_configure (struct store *s)
{
  DB_ENV *env = s->env;
  uint32_t bytes = s->cache < CACHE_LEAST ? CACHE_LEAST
                   : s->cache > 1 << 30   ? 1 << 30
                                          : (uint32_t) s->cache;
  int rc;

  env->app_private = s;
  env->set_errcall (env, complain);
  env->set_msgcall (env, remark);
  rc = env->set_event_notify (env, take_event);
  if (rc == 0)
    rc = env->set_cachesize (env, 0, bytes / 5 * 4, 1);
  if (rc == 0)
    rc = env->set_lg_bsize (env, LOG_BUFFER);
  if (rc == 0)
    rc = env->set_lg_max (env, LOG_FILE - 1);
  if (rc == 0)
    rc = env->log_set_config (env, DB_LOG_ZERO, 1);
  if (rc == 0)
    rc = env->set_tx_max (env, TRANSACTIONS_MOST);
  if (rc == 0)
    rc = env->set_tmp_dir (env, "."); /* below the store's own folder */
  return rc;
}

/* 0, or a code of the library or the system.  Of a disk that is full the
 * library often says that the log is bad, and a backup would be restored for
 * nothing.
 */
static int
recover (struct store *s)
{
  int rc = db_env_create (&s->env, 0);

  s->panic = 0;
  if (rc != 0) {
    s->env = NULL;
    return rc;
  }
  rc = env_configure (s);
  if (rc == 0)
    rc = guard_begin (&s->guard, s->dir, s->mode);
  if (rc == 0)
    rc = s->env->open (s->env, s->dir, env_flags, (int) s->mode);
  if (rc != 0 && file_no_room (s->panic))
    return s->panic;
  if ((rc == EINVAL || rc == DB_RUNRECOVERY) && guard_lost (s->guard) == 0
      && store_room (s, 0, NULL) != OK)
    return ENOSPC;
  return rc;
}

/* Where the log of the folder ends, as far as it can be read. */
static int
find_log_end (struct store *s, uint32_t *file, uint32_t *end)
{
  DB_LOG_STAT *stat = NULL;
  DB_ENV *env;
  int rc = db_env_create (&env, 0);

  *file = *end = 0;
  if (rc != 0)
    return rc;
  env->app_private = s;
  env->set_errcall (env, complain);
  rc = env->open (env, s->dir, DB_CREATE | DB_PRIVATE | DB_INIT_LOG, 0);
  if (rc == 0)
    rc = env->log_stat (env, &stat, 0);
  if (rc == 0) {
    *file = stat->st_cur_file;
    *end = stat->st_cur_offset;
    free (stat);
  }
  env->close (env, 0);
  return rc;
}

enum outcome
env_check_log (struct store *s, struct error *e)
{
  const struct witness *w = &s->witness;
  char until[CLOCK_TEXT];
  uint32_t file, end;
  int rc;

  if (w->log_file == 0)
    return OK;
  rc = find_log_end (s, &file, &end);
  if (rc != 0 && rc != EINVAL && rc != DB_RUNRECOVERY)
    return store_fail (e, rc, _ ("reading the log"));
  if (rc == 0
      && (file > w->log_file || (file == w->log_file && end >= w->log_end)))
    return OK;
  clock_text (w->time, until);
  return fail (e, ERR_DAMAGED, rc,
               _ ("the log in %s is damaged: it ends before change %llu of %s "
                  "(remove %s/witness to go on without what is missing)"),
               s->dir, (unsigned long long) w->changes, until, s->dir);
}

enum outcome
env_open (struct store *s, struct error *e)
{
  int rc = recover (s);

  if (file_no_room (rc) && reserve_use (s)) {
    s->env->close (s->env, 0);
    rc = recover (s);
  }
  if (rc == EINVAL || rc == DB_RUNRECOVERY)
    return fail (e, ERR_DAMAGED, rc,
                 _ ("the store in %s cannot be recovered from its log"),
                 s->dir);
  return rc == 0 ? OK : store_fail (e, rc, _ ("recovering the store"));
}

enum outcome
env_recover_whole (const char *dir, mode_t mode, struct error *e)
{
  enum { CACHE = 16 << 20 };
  struct store s = { .dir = bytes_must_copy (dir),
                     .mode = mode,
                     .lock = -1,
                     .witness_fd = -1,
                     .cache = CACHE };
  int rc = db_env_create (&s.env, 0);

  if (rc == 0)
    rc = env_configure (&s);
  else
    s.env = NULL;
  if (rc == 0)
    rc = s.env->open (s.env, dir,
                      (env_flags & ~(uint32_t) DB_RECOVER) | DB_RECOVER_FATAL,
                      (int) mode);
  if (rc == 0)
    rc = s.env->txn_checkpoint (s.env, 0, 0, DB_FORCE);
  if (rc == 0)
    rc = s.env->log_archive (s.env, NULL, DB_ARCH_REMOVE);
  if (s.env != NULL) {
    int closed = s.env->close (s.env, 0);

    rc = rc == 0 ? closed : rc;
  }
  free (s.dir);
  if (rc == EINVAL || rc == DB_RUNRECOVERY)
    return fail (e, ERR_DAMAGED, rc,
                 _ ("the store in %s cannot be recovered from its log"), dir);
  return rc == 0 ? OK : store_fail (e, rc, _ ("recovering the store"));
}

bool
env_close (struct store *s)
{
  int rc = s->env == NULL ? 0 : s->env->close (s->env, 0);

  s->env = NULL;
  guard_end (s->guard);
  s->guard = NULL;
  return rc == 0;
}

void
env_unlock (struct store *s)
{
  if (s->lock >= 0)
    close (s->lock);
  s->lock = -1;
}

/* What is acknowledged next. */
static void
testify (struct store *s)
{
  s->witness.changes = s->last.counts.changes;
  s->witness.time = clock_now ();
  s->wrote = true;
  log_end (s, &s->witness.log_file, &s->witness.log_end);
  witness_write (s->witness_fd, &s->witness);
}

enum outcome
store_flush (struct store *s, struct error *e)
{
  int rc = s->read_only ? 0 : s->env->log_flush (s->env, NULL);

  s->failed = rc;
  if (rc != 0)
    return store_fail (e, rc, _ ("writing the log"));
  if (s->witness.changes != s->last.counts.changes)
    testify (s);
  return OK;
}

enum outcome
store_room (struct store *s, size_t need, struct error *e)
{
  struct statvfs disk;
  uint64_t free_bytes;

  if (statvfs (s->dir, &disk) != 0)
    return fail (e, ERR_SYSTEM, errno, _ ("cannot ask how full %s is: %s"),
                 s->dir, strerror (errno));
  free_bytes = (uint64_t) disk.f_bavail * disk.f_frsize;
  if (free_bytes >= ROOM_LEAST + (uint64_t) need)
    return OK;
  return fail (e, ERR_SYSTEM, ENOSPC,
               _ ("the disk is full: %llu KiB are free at %s; make room"),
               (unsigned long long) (free_bytes >> 10), s->dir);
}
