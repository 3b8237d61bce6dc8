/* marks.c - moments in the log: noted by each commit, and where to cut it.
 *
 * A mark is a remark of the library's own kind, which recovery passes over:
 * "hoso TIME CHANGES BUILDS" stands right before the commit it speaks of.  The
 * library's commits know their second alone, by a clock that tests cannot set.
 */

#include "store/copy.h"
#include "store/inside.h"

#include "base/clock.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char word[] = "hoso ";

enum {
  REMARK = 47, /* type of a record that log_printf writes                  */
  REMARK_LEAST = 16, /* type, transaction, place of the record before        */
  RECORD_HEAD = 8,   /* of a record in its file: length before, length       */
};

struct mark {
  uint64_t time, changes;
  uint32_t builds;
};

/* " N", before AT; where it begins.  Each commit makes a mark, and printf takes
 * longer than the rest of it.
 */
static char *
number_before (char *at, uint64_t n)
{
  do
    *--at = (char) ('0' + n % 10);
  while ((n /= 10) > 0);
  *--at = ' ';
  return at;
}

enum outcome
mark_commit (struct store *s, struct error *e)
{
  char text[80], *at = text + sizeof text - 1;
  int rc;

  *at = '\0';
  at = number_before (at, s->last.builds);
  at = number_before (at, s->last.counts.changes);
  at = number_before (at, clock_now ());
  at -= sizeof word - 2; /* it ends in a space, too */
  memcpy (at, word, sizeof word - 2);
  rc = s->env->log_printf (s->env, s->txn, "%s", at);
  return rc == 0 ? OK : store_fail (e, rc, _ ("keeping what was written"));
}

/* ---- reading ------------------------------------------------------------ */

static bool
is_mark (const DBT *record, struct mark *mark)
{
  const unsigned char *at = record->data;
  char text[80];
  const char *found;
  uint32_t type;
  size_t len;

  if (record->size < REMARK_LEAST)
    return false;
  memcpy (&type, at, sizeof type);
  if (type != REMARK)
    return false;
  found = memmem (at + REMARK_LEAST, record->size - REMARK_LEAST, word,
                  sizeof word - 1);
  if (found == NULL)
    return false;
  len = record->size - (size_t) ((const unsigned char *) found - at);
  snprintf (text, sizeof text, "%.*s", (int) (len < 79 ? len : 79), found);
  return sscanf (text, "hoso %" SCNu64 " %" SCNu64 " %" SCNu32, &mark->time,
                 &mark->changes, &mark->builds)
         == 3;
}

static bool
is_behind (const DB_LSN *at, const struct cutting *c)
{
  return at->file > c->from || (at->file == c->from && at->offset >= c->floor);
}

/* Whether the log is to end before this mark. */
static bool
ends (const struct cutting *c, const struct mark *m, struct laid *laid)
{
  laid->built |= m->builds != c->builds;
  laid->cut = c->until != 0 && m->time > c->until;
  return m->builds != c->builds || laid->cut;
}

/* *END: the place behind the last record that can be read, or of the mark
 * before which the log is to end.
 */
static int
walk (DB_LOGC *cursor, const struct cutting *c, DB_LSN *end, bool *found,
      struct laid *laid)
{
  DBT record = { 0 };
  struct mark m;
  DB_LSN at;
  int rc;

  *found = false;
  while ((rc = cursor->get (cursor, &at, &record, DB_NEXT)) == 0) {
    *end = at;
    if (!is_mark (&record, &m))
      continue;
    *found = is_behind (&at, c) && ends (c, &m, laid);
    if (*found)
      return 0;
    laid->time = m.time;
    laid->changes = m.changes;
  }
  return rc == DB_NOTFOUND ? 0 : rc;
}

/* ---- cutting ------------------------------------------------------------ */

/* *OFFSET becomes the end of the record that begins there. */
static enum outcome
pass (const char *path, uint32_t *offset, struct error *e)
{
  unsigned char head[RECORD_HEAD] = { 0 };
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  uint32_t len = 0;
  bool read =
    fd >= 0
    && pread (fd, head, sizeof head, (off_t) *offset) == (ssize_t) sizeof head;

  if (fd >= 0)
    close (fd);
  memcpy (&len, head + 4, sizeof len); /* in the order of the machine */
  if (!read || len < RECORD_HEAD || len > UINT32_MAX - *offset)
    return fail (e, ERR_DAMAGED, 0, _ ("%s cannot be read"), path);
  *offset += len;
  return OK;
}

/* What comes behind END goes. */
static enum outcome
cut (const struct cutting *c, DB_LSN end, struct error *e)
{
  uint32_t first, last;
  char path[4096];

  if (log_path (c->dir, end.file, path, e) != OK)
    return ERR_SYSTEM;
  if (truncate (path, (off_t) end.offset) != 0)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", path, strerror (errno));
  log_range (c->dir, &first, &last);
  for (uint32_t n = end.file + 1; n <= last && n != 0; n++)
    if (log_path (c->dir, n, path, e) != OK
        || (unlink (path) != 0 && errno != ENOENT))
      return fail (e, ERR_SYSTEM, errno, "%s: %s", path, strerror (errno));
  return OK;
}

/* The library keeps quiet: what it cannot read is where the log ends. */
static void
keep_quiet (const DB_ENV *env, const char *prefix, const char *message)
{
  (void) env, (void) prefix, (void) message;
}

static int
open_log (const char *dir, DB_ENV **env)
{
  int rc = db_env_create (env, 0);

  if (rc != 0)
    return rc;
  (*env)->set_errcall (*env, keep_quiet);
  rc = (*env)->set_lg_max (*env, LOG_FILE);
  if (rc == 0)
    rc = (*env)->open (*env, dir, DB_CREATE | DB_PRIVATE | DB_INIT_LOG, 0);
  if (rc != 0)
    (*env)->close (*env, 0);
  return rc;
}

static enum outcome
cut_at (const struct cutting *c, DB_LSN end, bool at_mark, struct laid *laid,
        struct error *e)
{
  char path[4096];
  enum outcome done = log_path (c->dir, end.file, path, e);

  if (done == OK && !at_mark) {
    laid->torn = end.file;
    done = pass (path, &end.offset, e);
  }
  return done == OK ? cut (c, end, e) : done;
}

enum outcome
marks_cut (const struct cutting *c, struct laid *laid, struct error *e)
{
  DB_LSN end = { 0 };
  DB_LOGC *cursor;
  bool at_mark = false;
  DB_ENV *env;
  int rc = open_log (c->dir, &env);

  if (rc != 0)
    return store_fail (e, rc, _ ("reading the log"));
  rc = env->log_cursor (env, &cursor, 0);
  if (rc == 0) {
    rc = walk (cursor, c, &end, &at_mark, laid);
    cursor->close (cursor, 0);
  }
  env->close (env, 0);
  if (rc == 0 && !at_mark)
    return OK;
  if (end.file == 0)
    return store_fail (e, rc, _ ("reading the log"));
  return cut_at (c, end, at_mark, laid, e);
}
