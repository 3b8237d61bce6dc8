/* log-spare.c - the next file of the log, made ahead by a thread.
 *
 *   log-old        a file that is needed no more
 *   log-next.part  is being made, of that one or of none
 *   log-next       LOG_FILE zeros, which are on the disk
 *
 * The thread touches these names alone, and takes no memory.  It takes the
 * first away and gives the last; who writes the log does the reverse.
 */

#include "store/log-spare.h"

#include "store/inside.h"

#include "base/file.h"
#include "base/thread.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
  PIECE = 128 * 1024,    /* bytes written at once, LOG_FILE holds some whole  */
  ROOM_LEAST = 64 << 20, /* free on the disk: others need it more than this  */
};

struct spare {
  char *folder, old[4096], part[4096], next[4096];
  mode_t mode;
  unsigned char *zeros; /* PIECE bytes                               */
  bool asked;           /* since the last file was begun             */
  bool works;           /* the thread is to be joined                */
  pthread_t thread;
  atomic_bool ends; /* it should, soon                           */
};

static bool
name_in (const char *folder, const char *name, char path[4096])
{
  return file_join (path, 4096, folder, name, NULL) == OK;
}

/* ---- the thread --------------------------------------------------------- */

static bool
has_room (const struct spare *s)
{
  struct statvfs disk;

  return statvfs (s->folder, &disk) == 0
         && (uint64_t) disk.f_bavail * disk.f_frsize >= ROOM_LEAST;
}

/* That an old file has another name now is on the disk before it is written to:
 * a power cut must not show zeros under the old one.
 */
static bool
sync_names (const struct spare *s)
{
  int fd = open (s->folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  bool done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

/* What has a second name is kept there. */
static bool
is_ours (int fd)
{
  struct stat s;

  return fstat (fd, &s) == 0 && S_ISREG (s.st_mode) && s.st_nlink == 1
         && (s.st_size <= LOG_FILE || ftruncate (fd, LOG_FILE) == 0);
}

static bool
fill (struct spare *s, int fd)
{
  bool good = true;

  for (off_t at = 0; good && at < LOG_FILE; at += PIECE)
    good = !atomic_load (&s->ends) && pwrite (fd, s->zeros, PIECE, at) == PIECE;
  return good && fdatasync (fd) == 0;
}

static void *
work (void *with)
{
  struct spare *s = with;
  bool good;
  int fd;

  if (!has_room (s))
    return NULL;
  (void) !rename (s->old, s->part); /* when there is one */
  fd = open (s->part, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, s->mode);
  if (fd < 0)
    return NULL;
  good = sync_names (s) && is_ours (fd) && fill (s, fd);
  /* What is written past the cache later would have to be dropped there. */
  posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  close (fd);
  if (!good || rename (s->part, s->next) != 0)
    unlink (s->part);
  return NULL;
}

/* ---- by who writes the log ---------------------------------------------- */

/* Whether it does not work any more. */
static bool
has_ended (struct spare *s)
{
  if (s->works && pthread_tryjoin_np (s->thread, NULL) == 0)
    s->works = false;
  return !s->works;
}

struct spare *
spare_new (const char *folder, mode_t mode)
{
  struct spare *s = bytes_must (sizeof *s);

  *s = (struct spare){ .mode = mode, .folder = bytes_must_copy (folder) };
  s->asked = !name_in (folder, "log-old", s->old)
             || !name_in (folder, "log-next.part", s->part)
             || !name_in (folder, "log-next", s->next);
  return s;
}

void
spare_free (struct spare *s)
{
  if (s == NULL)
    return;
  atomic_store (&s->ends, true);
  if (s->works)
    pthread_join (s->thread, NULL);
  free (s->zeros);
  free (s->folder);
  free (s);
}

void
spare_leave (struct spare *s)
{
  s->works = false;
}

void
spare_make (struct spare *s, off_t filled)
{
  if (s->asked || filled < LOG_FILE / 2)
    return;
  s->asked = true;
  if (!has_ended (s) || access (s->next, F_OK) == 0)
    return;
  if (s->zeros == NULL)
    s->zeros = calloc (1, PIECE);
  s->works = s->zeros != NULL && thread_start (&s->thread, work, s);
}

bool
spare_take (struct spare *s, const char *path)
{
  if (!has_ended (s))
    return false;
  s->asked = false;
  return access (path, F_OK) != 0 && rename (s->next, path) == 0;
}

bool
spare_has (const void *from, size_t len, off_t at)
{
  const unsigned char *bytes = from;

  return len > 0 && at + (off_t) len <= LOG_FILE && bytes[0] == 0
         && memcmp (bytes, bytes + 1, len - 1) == 0;
}

bool
spare_reuse (const char *folder, const char *path)
{
  char old[4096];
  struct stat s;

  return name_in (folder, "log-old", old) && lstat (path, &s) == 0
         && S_ISREG (s.st_mode) && s.st_nlink == 1 && access (old, F_OK) != 0
         && rename (path, old) == 0;
}
