/* source.c - the store as what a backup is copied from, a piece at a time.
 *
 * While the pages on their way keep still no page of a file is half written, so
 * they are copied as they stand, some newer than others, and the log from
 * before the first to after the last of them makes one moment of all.
 */

#include "store/copy.h"
#include "store/inside.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct key backed_key = { "backup", 6 };

/* ---- copying ------------------------------------------------------------ */

enum outcome
store_copy_begin (struct store *s, struct error *e)
{
  struct copying *source = &s->copying;
  int rc;

  if (source->first_log != 0)
    return fail (e, ERR_BUSY, 0, _ ("another backup is at work"));
  rc = settle_pages (s); /* the log begins behind them */
  if (rc == 0)
    rc = s->env->set_flags (s->env, DB_HOTBACKUP_IN_PROGRESS, 1);
  if (rc != 0)
    return store_fail (e, rc, _ ("beginning a backup"));
  source->first_log = log_needed (s);
  source->last_log = 0;
  source->builds = s->last.builds;
  if (source->first_log == 0) {
    store_copy_end (s);
    return fail (e, ERR_SYSTEM, 0, _ ("beginning a backup: there is no log"));
  }
  return OK;
}

void
store_copy_end (struct store *s)
{
  s->copying.first_log = 0;
  s->env->set_flags (s->env, DB_HOTBACKUP_IN_PROGRESS, 0);
}

bool
store_is_copied (const struct store *s)
{
  return s->copying.first_log != 0;
}

static enum outcome
say_ended (struct error *e)
{
  return fail (e, ERR_ABSENT, 0, _ ("the server ended in the middle"));
}

/* Whether the backup that was begun can go on. */
static enum outcome
look_at_copying (const struct store *s, struct error *e)
{
  if (!store_is_copied (s))
    return say_ended (e);
  if (s->copying.builds != s->last.builds)
    return fail (e, ERR_ABSENT, 0,
                 _ ("an import built new tables meanwhile: begin again"));
  return OK;
}

/* The log is copied up to where it ends now. */
static enum outcome
end_log (struct store *s, struct error *e)
{
  DB_LOG_STAT *stat = NULL;
  int rc = s->env->log_stat (s->env, &stat, 0);

  if (rc != 0)
    return store_fail (e, rc, _ ("reading the log"));
  s->copying.last_log = stat->st_cur_file;
  s->copying.last_size = stat->st_cur_offset;
  free (stat);
  return OK;
}

enum outcome
store_copy_moment (struct store *s, struct backup *b, struct error *e)
{
  enum outcome done = look_at_copying (s, e);

  if (done == OK)
    done = end_log (s, e);
  if (done != OK)
    return done;
  memset (b, 0, sizeof *b);
  memcpy (b->site, s->identity.site, ID_SIZE);
  snprintf (b->office, sizeof b->office, "%s", s->identity.office);
  b->epoch = s->identity.epoch;
  b->time = clock_now ();
  b->changes = s->last.counts.changes;
  b->records = s->last.counts.records;
  memcpy (b->chain, s->last.counts.chain, HASH_SIZE);
  b->builds = s->last.builds;
  b->first_log = s->copying.first_log;
  b->last_log = s->copying.last_log;
  return OK;
}

/* The tables come first, then the log; no more: false. */
static bool
name_of_file (const struct store *s, uint32_t number, char name[TABLE_FILE])
{
  const struct copying *source = &s->copying;

  if (number < TABLES) {
    table_file (s, (enum table) number, name);
    return true;
  }
  number -= TABLES;
  if (source->last_log == 0 || number > source->last_log - source->first_log)
    return false;
  log_name (source->first_log + number, name);
  return true;
}

/* Appends at most SIZE bytes from AT on. */
static enum outcome
read_piece (const char *path, uint64_t at, size_t size, struct bytes *to,
            size_t *got, struct error *e)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  ssize_t n = -1;

  bytes_reserve (to, size);
  if (fd >= 0)
    do
      n = pread (fd, to->at + to->len, size, (off_t) at);
    while (n < 0 && errno == EINTR);
  if (n < 0)
    fail (e, ERR_SYSTEM, errno, "%s: %s", path, strerror (errno));
  if (fd >= 0)
    close (fd);
  if (n < 0)
    return ERR_SYSTEM;
  to->len += (size_t) n;
  *got = (size_t) n;
  return OK;
}

/* How much of file NUMBER a piece from AT on may have: the last file of the log
 * counts to where it was when the moment was asked for.
 */
static size_t
size_of_piece (const struct copying *source, uint32_t number, uint64_t at)
{
  uint64_t left = UINT64_MAX;

  if (source->last_log != 0
      && number == TABLES + source->last_log - source->first_log)
    left = at < source->last_size ? source->last_size - at : 0;
  return left < COPY_PIECE ? (size_t) left : COPY_PIECE;
}

enum outcome
store_copy_read (struct store *s, uint32_t number, uint64_t at, char name[64],
                 struct bytes *to, bool *end, struct error *e)
{
  char path[4096];
  size_t got;
  enum outcome done = look_at_copying (s, e);

  if (done != OK)
    return done;
  if (!name_of_file (s, number, name))
    return fail (e, ERR_INPUT, 0, _ ("there is no such file"));
  if (at % TABLE_PAGE != 0 || at > INT64_MAX)
    return fail (e, ERR_INPUT, 0, _ ("a piece begins with a page"));
  done = file_join (path, sizeof path, s->dir, name, e);
  keep_pages_still (s);
  if (done == OK)
    done = read_piece (path, at, size_of_piece (&s->copying, number, at), to,
                       &got, e);
  if (done == OK)
    *end = got < COPY_PIECE;
  return done;
}

/* ---- the last good one --------------------------------------------------- */

/* A text of fewer than SIZE bytes; else the reader is bad. */
static void
take_short (struct reader *r, char *to, size_t size)
{
  struct slice text = take_block (r);

  if (text.len >= size || memchr (text.at, '\0', text.len) != NULL) {
    r->bad = true;
    return;
  }
  memcpy (to, text.at, text.len);
  to[text.len] = '\0';
}

enum outcome
backed_read (struct store *s, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  struct backed *b = &s->backed;
  struct reader r;
  enum outcome got =
    table_get (s, T_COUNTERS, key_slice (&backed_key), &value, e);

  memset (b, 0, sizeof *b);
  if (got != OK)
    return got == ERR_ABSENT ? OK : got;
  r = reader_of (value.at, value.len);
  b->epoch = take_u32 (&r);
  b->builds = take_u32 (&r);
  b->last_log = take_u32 (&r);
  b->time = take_u64 (&r);
  b->changes = take_u64 (&r);
  take_short (&r, b->name, sizeof b->name);
  take_short (&r, b->place, sizeof b->place);
  if (r.bad || r.left > 0)
    memset (b, 0, sizeof *b); /* as if there were none: the next one mends it */
  return OK;
}

/* SITE/backup, whose path is not kept: a site may be moved, and a copy of it
 * must not write to the backups of the first.
 */
static void
own_place (const struct store *s, char path[4096])
{
  size_t site = strlen (s->dir);

  while (site > 0 && s->dir[site - 1] != '/')
    site--;
  snprintf (path, 4096, "%.*sbackup", (int) site, s->dir);
}

void
backed_place (const struct store *s, char path[4096])
{
  if (s->backed.place[0] == '\0')
    own_place (s, path);
  else
    snprintf (path, 4096, "%s", s->backed.place);
}

static enum outcome
backed_write (struct store *s, const struct backed *b, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  enum outcome done = store_begin (s, e);

  if (done != OK)
    return done;
  put_u32 (&value, b->epoch);
  put_u32 (&value, b->builds);
  put_u32 (&value, b->last_log);
  put_u64 (&value, b->time);
  put_u64 (&value, b->changes);
  put_text (&value, b->name);
  put_text (&value, b->place);
  done =
    table_put (s, T_COUNTERS, key_slice (&backed_key), bytes_slice (&value), e);
  return transaction_end (s, done, e);
}

/* Where it lies, unless that is SITE/backup, and how it is called there. */
static enum outcome
name_backed (const struct store *s, struct backed *to, const char *name,
             const char *place, struct error *e)
{
  char own[4096];

  own_place (s, own);
  if (place[0] != '/' || strlen (place) >= sizeof to->place
      || !backup_named (name))
    return fail (e, ERR_INPUT, 0, _ ("%s: the path is too long"), place);
  snprintf (to->name, sizeof to->name, "%s", name);
  if (strcmp (place, own) != 0)
    snprintf (to->place, sizeof to->place, "%s", place);
  return OK;
}

enum outcome
store_backed (struct store *s, const struct backup *b, const char *place,
              struct error *e)
{
  struct backed now = { .epoch = s->identity.epoch,
                        .builds = b->builds,
                        .last_log = b->last_log,
                        .time = b->time,
                        .changes = b->changes };
  enum outcome done;

  if (s->copying.last_log == 0 || b->last_log != s->copying.last_log
      || b->changes > s->last.counts.changes)
    return say_ended (e);
  done = name_backed (s, &now, b->name, place, e);
  if (done == OK)
    done = backed_write (s, &now, e);
  if (done != OK)
    return done;
  s->backed = now;
  s->archive.lost = 0;
  s->archive.error = 0;
  s->archive.file = 0;
  return OK;
}

void
store_backup_state (const struct store *s, struct backup_state *state)
{
  const struct backed *b = &s->backed;
  char place[4096];

  memset (state, 0, sizeof *state);
  if (b->time == 0 || b->epoch != s->identity.epoch)
    return;
  state->time = b->time;
  state->changes = b->changes;
  backed_place (s, place);
  snprintf (state->folder, sizeof state->folder, "%.1060s/%s", place, b->name);
  state->rolls = b->builds != s->last.builds      ? ROLLS_TO_BUILD
                 : s->archive.lost >= b->last_log ? ROLLS_TO_GAP
                 : s->archive.error != 0          ? ROLLS_NOT_NOW
                                                  : ROLLS;
}
