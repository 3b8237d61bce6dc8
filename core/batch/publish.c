/* publish.c - a file that is written piece by piece and appears whole. */

#include "batch/publish.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/language.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  PIECE = 2 * 1024 * 1024, /* a large page: one request to a disk */
  BEHIND = PIECE / 8,      /* room for the record that comes over its end */
  BLOCK = 4096,       /* of disks: what goes past the cache is whole blocks */
  PASSES = 64 * 1024, /* less than that is as well off in the cache */
};

static void
look_at_misfit (struct publish *p)
{
  const struct misfit *m = encoder_misfit (p->encoder);
  char letter[5] = "";

  if (p->lossy || m->count == 0)
    return;
  letter[utf8_put (m->what, letter)] = '\0';
  fail (&p->error, ERR_INPUT, 0,
        _ ("line %llu, column %llu: \"%s\" (U+%04X) cannot be written in %s; "
           "give another --encoding, or --lossy"),
        (unsigned long long) m->line, (unsigned long long) m->column, letter,
        m->what, p->encoding);
}

/* ---- past the cache ------------------------------------------------------
 *
 * Nobody reads a file of a hundred megabytes in the next moment, and to put it
 * into the system's cache first costs more than to format it.  What cannot go
 * straight to the disk (tmpfs, the last bytes) goes the usual way.
 */

/* Whole blocks in memory that begins with one. */
static bool
may_pass (const struct publish *p)
{
  return p->beside != NULL && !p->cached && p->encoder == NULL
         && p->error.kind == OK && p->bytes.len >= PASSES
         && (uintptr_t) p->bytes.at % BLOCK == 0;
}

/* How many bytes at the front of the piece went to the disk. */
static size_t
put_past (struct publish *p)
{
  size_t whole = p->bytes.len / BLOCK * BLOCK;
  ssize_t put = -1;

  if (fcntl (p->fd, F_SETFL, O_DIRECT) == 0)
    put = write (p->fd, p->bytes.at, whole);
  p->cached = put != (ssize_t) whole;
  fcntl (p->fd, F_SETFL, 0);
  return put > 0 ? (size_t) put : 0;
}

/* Keeps what is less than a block for the next time. */
static void
pass (struct publish *p)
{
  size_t put = put_past (p);

  memmove (p->bytes.at, p->bytes.at + put, p->bytes.len - put);
  p->bytes.len -= put;
}

/* A disk is given a large page as it lies, and small ones one by one, in two
 * requests a megabyte: that costs four times as much.
 */
static void
make_room (struct publish *p)
{
  void *at;

  if (posix_memalign (&at, PIECE, PIECE + BEHIND) != 0)
    return; /* bytes.h makes its own, or says why not */
  madvise (at, PIECE, MADV_HUGEPAGE);
  p->bytes = (struct bytes){ .at = at, .room = PIECE + BEHIND };
}

/* ---- pieces -------------------------------------------------------------- */

static void
put (struct publish *p, struct bytes *bytes)
{
  if (p->error.kind == OK)
    file_put (p->fd, bytes->at, bytes->len, p->path, &p->error);
  bytes_clear (bytes);
}

/* Whole lines, and what is behind them at the END. */
static void
put_encoded (struct publish *p, bool end)
{
  encoder_lines (p->encoder, &p->bytes, end, &p->coded);
  if (p->error.kind == OK)
    look_at_misfit (p);
  put (p, &p->coded);
}

static void
flush (struct publish *p, bool end)
{
  bool passes = may_pass (p);

  if (passes)
    pass (p);
  if (p->encoder != NULL)
    put_encoded (p, end);
  else if (!passes || p->cached || end)
    put (p, &p->bytes);
}

void
publish_encode (struct publish *p, const struct charset *charset, bool lossy)
{
  if (charset->kind == CHARSET_UTF8 || p->path == NULL)
    return;
  encoder_free (p->encoder);
  p->encoder = encoder_new (charset);
  p->lossy = lossy;
  snprintf (p->encoding, sizeof p->encoding, "%s", charset->name);
}

void
publish_add (struct publish *p, const void *from, size_t len)
{
  bytes_add (&p->bytes, from, len);
  if (p->bytes.len >= PIECE)
    flush (p, false);
}

static char *
sink_room (struct hoso_sink *sink, size_t need)
{
  struct publish *p = (struct publish *) sink;

  bytes_reserve (&p->bytes, need);
  return (char *) p->bytes.at + p->bytes.len;
}

static void
sink_wrote (struct hoso_sink *sink, size_t len)
{
  struct publish *p = (struct publish *) sink;

  p->bytes.len += len;
  if (p->bytes.len >= PIECE)
    flush (p, false);
}

static enum outcome
open_failed (struct publish *p, const char *path, struct error *e)
{
  int os = errno;

  publish_drop (p);
  return fail (e, ERR_SYSTEM, os, _ ("%s: cannot be written: %s"), path,
               strerror (os));
}

/* The file that PATH means: where a symbolic link leads. */
static char *
place_of (const char *path)
{
  char *real = realpath (path, NULL);

  return real != NULL ? real : bytes_must_copy (path);
}

/* A file without a name, so that nothing is left when the program is killed;
 * where the file system has none, one with a name of its own.
 */
static bool
open_beside (struct publish *p, mode_t mode)
{
  size_t size = strlen (p->path) + sizeof ".XXXXXX";
  char folder[PATH_MAX];

  p->beside = bytes_must (size);
  snprintf (p->beside, size, "%s.XXXXXX", p->path);
  if (file_folder (folder, sizeof folder, p->path, NULL) == OK)
    p->fd = open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  p->nameless = p->fd >= 0;
  if (p->fd < 0)
    p->fd = mkostemp (p->beside, O_CLOEXEC);
  return p->fd >= 0 && fchmod (p->fd, mode) == 0;
}

/* Whether S is what standard output goes to, as /dev/stdout is. */
static bool
is_standard (const struct stat *s)
{
  struct stat standard;

  return fstat (STDOUT_FILENO, &standard) == 0 && standard.st_dev == s->st_dev
         && standard.st_ino == s->st_ino;
}

static enum outcome
open_standard (struct publish *p, struct error *e)
{
  fflush (stdout);
  p->fd = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
  return p->fd >= 0 ? OK : open_failed (p, _ ("standard output"), e);
}

enum outcome
publish_open (struct publish *p, const char *path, struct error *e)
{
  struct stat s = { .st_mode = S_IFREG | 0600 };
  bool there;

  *p = (struct publish){ .sink = { sink_room, sink_wrote }, .fd = -1 };
  p->path =
    path == NULL ? bytes_must_copy (_ ("standard output")) : place_of (path);
  if (path == NULL)
    return open_standard (p, e);
  there = stat (p->path, &s) == 0;
  if (there && is_standard (&s))
    return open_standard (p, e);
  if (there && S_ISDIR (s.st_mode)) {
    errno = EISDIR;
    return open_failed (p, path, e);
  }
  if (there && !S_ISREG (s.st_mode)) {
    p->fd = open (p->path, O_WRONLY | O_CLOEXEC);
    return p->fd >= 0 ? OK : open_failed (p, path, e);
  }
  make_room (p);
  return open_beside (p, s.st_mode & 07777) ? OK : open_failed (p, path, e);
}

/* Gives a file without a name one of its own beside its place. */
static bool
name_it (struct publish *p)
{
  char here[64];
  unsigned char random[3];

  snprintf (here, sizeof here, "/proc/self/fd/%d", p->fd);
  for (int tries = 0; tries < 100; tries++) {
    random_bytes (random, sizeof random);
    hex_of (random, sizeof random, strrchr (p->beside, '.') + 1);
    if (linkat (AT_FDCWD, here, AT_FDCWD, p->beside, AT_SYMLINK_FOLLOW) == 0) {
      p->nameless = false;
      return true;
    }
    if (errno != EEXIST)
      break;
  }
  return false;
}

static enum outcome
put_in_place (struct publish *p, struct error *e)
{
  char folder[PATH_MAX];

  if (p->beside == NULL)
    return OK;
  if (fsync (p->fd) != 0 || (p->nameless && !name_it (p))
      || rename (p->beside, p->path) != 0)
    return fail (e, ERR_SYSTEM, errno, _ ("%s: cannot be written: %s"), p->path,
                 strerror (errno));
  free (p->beside);
  p->beside = NULL;
  return file_folder (folder, sizeof folder, p->path, e) == OK
           ? folder_sync (folder, e)
           : ERR_SYSTEM;
}

enum outcome
publish_end (struct publish *p, struct error *e)
{
  enum outcome done;

  flush (p, true);
  done = p->error.kind;
  if (done != OK && e != NULL)
    *e = p->error;
  if (done == OK)
    done = put_in_place (p, e);
  publish_drop (p);
  return done;
}

void
publish_drop (struct publish *p)
{
  if (p->path == NULL)
    return;
  if (p->fd >= 0)
    close (p->fd);
  if (p->fd >= 0 && p->beside != NULL && !p->nameless)
    unlink (p->beside);
  free (p->path);
  free (p->beside);
  bytes_free (&p->bytes);
  bytes_free (&p->coded);
  encoder_free (p->encoder);
  *p = (struct publish){ .fd = -1 };
}
