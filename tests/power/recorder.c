/* recorder.c - notes what a program does to the files below a folder.
 *
 * Loaded by LD_PRELOAD; POWER_FOLDER is the folder, POWER_TRACE the file to
 * append to (trace.h).  A write is noted before it is made; a sync when it
 * begins and when it is done, for what another thread wrote in between does not
 * count as synced: so the trace never promises more than the disk was given.  A
 * deed and its note are one to other threads.  With
 * POWER_KILLS the program dies, as by kill -9, after one in that many of its
 * events: so it never dies between a note and its deed.
 */

#include "tests/power/trace.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define SEEN __attribute__ ((visibility ("default")))

enum { FILES_MOST = 4096 };

static const char *folder;
static size_t folder_len;
static int trace = -1;
static unsigned kills;
static pthread_mutex_t deeds = PTHREAD_MUTEX_INITIALIZER;
static uint64_t nodes[FILES_MOST]; /* by descriptor; 0: not ours */

/* The function that ours stands before. */
#define REAL(name)                \
  static __typeof__ (name) *real; \
  if (real == NULL)               \
  real = (__typeof__ (name) *) dlsym (RTLD_NEXT, #name)

static int
real_open (const char *path, int flags, mode_t mode)
{
  static int (*real) (const char *, int, ...);

  if (real == NULL)
    real = (int (*) (const char *, int, ...)) dlsym (RTLD_NEXT, "open");
  return real (path, flags, mode);
}

/* A child that looks at a damaged store is not killed: whoever waits for it
 * would take that for another kind of damage.
 */
static void
spare (void)
{
  pthread_mutex_init (&deeds, NULL);
  kills = 0;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("POWER_TRACE"), *one_in = getenv ("POWER_KILLS");

  folder = getenv ("POWER_FOLDER");
  if (folder == NULL || path == NULL)
    return;
  folder_len = strlen (folder);
  if (one_in != NULL)
    kills = (unsigned) strtoul (one_in, NULL, 10);
  pthread_atfork (NULL, NULL, spare);
  srand ((unsigned) getpid () ^ (unsigned) time (NULL));
  trace = fcntl (real_open (path, O_WRONLY | O_APPEND | O_CREAT, 0600),
                 F_DUPFD_CLOEXEC, FILES_MOST / 8);
}

/* The part of PATH below the folder, or NULL. */
static const char *
below (const char *path)
{
  if (trace < 0 || path == NULL || strncmp (path, folder, folder_len) != 0
      || path[folder_len] != '/')
    return NULL;
  return path + folder_len + 1;
}

static uint64_t
node_of (int fd)
{
  return fd >= 0 && fd < FILES_MOST ? nodes[fd] : 0;
}

/* One piece of the trace; several programs append to it. */
static void
note (enum kind kind, uint64_t node, uint64_t at, const void *from, size_t len)
{
  struct event event = { kind, (uint32_t) len, node, at };
  struct iovec parts[] = { { &event, sizeof event },
                           { (void *) (uintptr_t) from, len } };
  int before = errno;
  REAL (writev);

  if (real (trace, parts, 2) != (ssize_t) (sizeof event + len))
    abort ();
  errno = before;
}

/* A deed of a file of ours begins. */
static bool
begins (int fd)
{
  if (node_of (fd) == 0)
    return false;
  pthread_mutex_lock (&deeds);
  return true;
}

/* After a deed: the program may die here. */
static void
ends (void)
{
  int before = errno;

  if (kills > 0 && (unsigned) rand () % kills == 0)
    kill (getpid (), SIGKILL);
  pthread_mutex_unlock (&deeds);
  errno = before;
}

static void
note_path (enum kind kind, uint64_t node, const char *path)
{
  note (kind, node, 0, path, strlen (path) + 1);
}

static void
note_paths (enum kind kind, const char *from, const char *to)
{
  char both[2 * PATH_MAX];
  size_t first = strlen (from) + 1, second = strlen (to) + 1;

  if (first + second > sizeof both)
    abort ();
  memcpy (both, from, first);
  memcpy (both + first, to, second);
  note (kind, 0, 0, both, first + second);
}

/* ---- descriptors ---- */

static int
opened_alone (const char *path, int flags, mode_t mode)
{
  const char *name = below (path);
  struct stat s;
  bool was_there = name == NULL || stat (path, &s) == 0;
  int fd = real_open (path, flags, mode);

  if (fd >= 0 && fd < FILES_MOST)
    nodes[fd] = 0;
  if (name == NULL || fd < 0 || fd >= FILES_MOST || fstat (fd, &s) != 0
      || (!S_ISREG (s.st_mode) && !S_ISDIR (s.st_mode)))
    return fd;
  nodes[fd] = s.st_ino;
  if (!was_there)
    note_path (MADE, s.st_ino, name);
  else if ((flags & O_TRUNC) != 0)
    note (SIZED, s.st_ino, 0, NULL, 0);
  return fd;
}

static int
opened (const char *path, int flags, mode_t mode)
{
  int fd;

  pthread_mutex_lock (&deeds);
  fd = opened_alone (path, flags, mode);
  pthread_mutex_unlock (&deeds);
  return fd;
}

SEEN int
open (const char *path, int flags, ...)
{
  va_list more;
  mode_t mode = 0;

  va_start (more, flags);
  if ((flags & (O_CREAT | O_TMPFILE)) != 0)
    mode = va_arg (more, mode_t);
  va_end (more);
  return opened (path, flags, mode);
}

SEEN int
openat (int dir, const char *path, int flags, ...)
{
  char from[64], whole[2 * PATH_MAX];
  va_list more;
  mode_t mode = 0;
  ssize_t len = 0;

  va_start (more, flags);
  if ((flags & (O_CREAT | O_TMPFILE)) != 0)
    mode = va_arg (more, mode_t);
  va_end (more);
  if (dir != AT_FDCWD && path[0] != '/') {
    snprintf (from, sizeof from, "/proc/self/fd/%d", dir);
    len = readlink (from, whole, PATH_MAX);
    if (len < 0)
      return -1;
    whole[len++] = '/';
  }
  snprintf (whole + len, PATH_MAX, "%s", path);
  return opened (whole, flags, mode);
}

SEEN int
mkostemp (char *path, int flags)
{
  REAL (mkostemp);
  struct stat s;
  int fd;

  pthread_mutex_lock (&deeds);
  fd = real (path, flags);
  if (fd >= 0 && fd < FILES_MOST && below (path) != NULL
      && fstat (fd, &s) == 0) {
    nodes[fd] = s.st_ino;
    note_path (MADE, s.st_ino, below (path));
  }
  pthread_mutex_unlock (&deeds);
  return fd;
}

SEEN int
creat (const char *path, mode_t mode)
{
  return opened (path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

/* A child that lets go of everything goes on noting. */
SEEN int
close_range (unsigned first, unsigned last, int flags)
{
  REAL (close_range);
  unsigned own = (unsigned) trace;

  for (unsigned fd = first; fd <= last && fd < FILES_MOST && flags == 0; fd++)
    nodes[fd] = 0;
  if (trace < 0 || own < first || own > last)
    return real (first, last, flags);
  if (own > first && real (first, own - 1, flags) != 0)
    return -1;
  return own < last ? real (own + 1, last, flags) : 0;
}

SEEN int
close (int fd)
{
  REAL (close);

  if (fd == trace && trace >= 0)
    return 0;
  if (node_of (fd) != 0)
    nodes[fd] = 0;
  return real (fd);
}

/* ---- bytes ---- */

SEEN ssize_t
pwrite (int fd, const void *from, size_t len, off_t at)
{
  REAL (pwrite);
  bool ours = begins (fd);
  ssize_t n;

  if (ours)
    note (WRITTEN, node_of (fd), (uint64_t) at, from, len);
  n = real (fd, from, len, at);
  if (ours)
    ends ();
  return n;
}

/* Where a write of LEN bytes without a place goes. */
static uint64_t
place (int fd)
{
  struct stat s;

  if ((fcntl (fd, F_GETFL) & O_APPEND) != 0 && fstat (fd, &s) == 0)
    return (uint64_t) s.st_size;
  return (uint64_t) lseek (fd, 0, SEEK_CUR);
}

SEEN ssize_t
write (int fd, const void *from, size_t len)
{
  REAL (write);
  bool ours = begins (fd);
  ssize_t n;

  if (ours)
    note (WRITTEN, node_of (fd), place (fd), from, len);
  n = real (fd, from, len);
  if (ours)
    ends ();
  return n;
}

SEEN ssize_t
writev (int fd, const struct iovec *parts, int n)
{
  REAL (writev);
  bool ours = begins (fd);
  uint64_t at = ours ? place (fd) : 0;
  ssize_t written;

  for (int i = 0; i < n && ours; i++) {
    note (WRITTEN, node_of (fd), at, parts[i].iov_base, parts[i].iov_len);
    at += parts[i].iov_len;
  }
  written = real (fd, parts, n);
  if (ours)
    ends ();
  return written;
}

SEEN int
ftruncate (int fd, off_t size)
{
  REAL (ftruncate);
  bool ours = begins (fd);
  int rc;

  if (ours)
    note (SIZED, node_of (fd), (uint64_t) size, NULL, 0);
  rc = real (fd, size);
  if (ours)
    ends ();
  return rc;
}

SEEN int
posix_fallocate (int fd, off_t at, off_t len)
{
  REAL (posix_fallocate);
  bool ours = begins (fd);
  struct stat s;
  int rc;

  if (ours && fstat (fd, &s) == 0 && s.st_size < at + len)
    note (SIZED, node_of (fd), (uint64_t) (at + len), NULL, 0);
  rc = real (fd, at, len);
  if (ours)
    ends ();
  return rc;
}

/* Others may write meanwhile. */
static int
synced (int fd, int (*real) (int))
{
  static uint32_t syncs;
  uint64_t number;
  int rc;

  if (!begins (fd))
    return real (fd);
  number = (uint64_t) getpid () << 32 | ++syncs;
  note (SYNCING, node_of (fd), number, NULL, 0);
  ends ();
  rc = real (fd);
  pthread_mutex_lock (&deeds);
  if (rc == 0)
    note (SYNCED, node_of (fd), number, NULL, 0);
  ends ();
  return rc;
}

SEEN int
fsync (int fd)
{
  REAL (fsync);

  return synced (fd, real);
}

SEEN int
fdatasync (int fd)
{
  REAL (fdatasync);

  return synced (fd, real);
}

/* ---- names ---- */

SEEN int
rename (const char *from, const char *to)
{
  REAL (rename);
  int rc;

  pthread_mutex_lock (&deeds);
  rc = real (from, to);
  if (rc == 0 && below (from) != NULL && below (to) != NULL)
    note_paths (RENAMED, below (from), below (to));
  pthread_mutex_unlock (&deeds);
  return rc;
}

SEEN int
link (const char *from, const char *to)
{
  REAL (link);
  int rc;

  pthread_mutex_lock (&deeds);
  rc = real (from, to);
  if (rc == 0 && below (from) != NULL && below (to) != NULL)
    note_paths (LINKED, below (from), below (to));
  pthread_mutex_unlock (&deeds);
  return rc;
}

SEEN int
unlink (const char *path)
{
  REAL (unlink);
  int rc;

  pthread_mutex_lock (&deeds);
  rc = real (path);
  if (rc == 0 && below (path) != NULL)
    note_path (REMOVED, 0, below (path));
  pthread_mutex_unlock (&deeds);
  return rc;
}

SEEN int
rmdir (const char *path)
{
  REAL (rmdir);
  int rc;

  pthread_mutex_lock (&deeds);
  rc = real (path);
  if (rc == 0 && below (path) != NULL)
    note_path (REMOVED, 0, below (path));
  pthread_mutex_unlock (&deeds);
  return rc;
}

SEEN int
mkdir (const char *path, mode_t mode)
{
  REAL (mkdir);
  int rc;

  pthread_mutex_lock (&deeds);
  rc = real (path, mode);
  if (rc == 0 && below (path) != NULL)
    note_path (FOLDER, 0, below (path));
  pthread_mutex_unlock (&deeds);
  return rc;
}
