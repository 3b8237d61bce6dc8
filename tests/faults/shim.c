/* shim.c - a system that fails: for LD_PRELOAD, in tests alone.
 *
 * FAULTS names a file that a test writes and removes while the program runs:
 *
 *   KIND ERRNO N [on]
 *
 * The Nth call of a KIND from then on fails with ERRNO, and with "on" each one
 * behind it: open, read, write, sync, truncate, rename of files whose paths
 * begin with FAULTS_SITE; memory (of malloc and its like); accept.  One that
 * fails with 0 does not come back, one with -9 ends the program by signal 9.  The file is looked at when the
 * program starts, and whenever it comes back from poll.  What fails, and each
 * sync behind a failed one, is told in FAULTS.trace, a line each.
 */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind {
  NONE,
  OPEN,
  READ,
  WRITE,
  SYNC,
  TRUNCATE,
  RENAME,
  MEMORY,
  ACCEPT,
  KINDS
};

static const char *const names[KINDS] = {
  [NONE] = "none",     [OPEN] = "open",     [READ] = "read",
  [WRITE] = "write",   [SYNC] = "sync",     [TRUNCATE] = "truncate",
  [RENAME] = "rename", [MEMORY] = "memory", [ACCEPT] = "accept"
};

/* What the test wants; the thread that polls reads it.  Calls are counted in
 * the order in which threads come to them: one that waits for what another does
 * leaves but one order.
 */
static struct {
  _Atomic enum kind kind;
  _Atomic int why, on, syncs_failed;
  _Atomic long n, count;
  struct timespec written;
} fault;

#define REAL(f) ((__typeof__ (&f)) dlsym (RTLD_NEXT, #f))

/* ---- the test's wishes -------------------------------------------------- */

static void
trace (const char *what, const char *path)
{
  char line[4400], name[4200];
  const char *faults = getenv ("FAULTS");
  int fd, len;

  if (faults == NULL)
    return;
  snprintf (name, sizeof name, "%s.trace", faults);
  len = snprintf (line, sizeof line, "%ld %s %s %s\n", (long) getpid (), what,
                  names[fault.kind], path);
  fd = (int) syscall (SYS_openat, AT_FDCWD, name,
                      O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return;
  if (syscall (SYS_write, fd, line, len) < 0)
    abort ();
  syscall (SYS_close, fd);
}

static void
take_wish (const char *line)
{
  char kind[16] = "", on[8] = "";
  int why;
  long n;

  fault.count = 0;
  if (sscanf (line, "%15s %d %ld %7s", kind, &why, &n, on) < 3)
    return;
  fault.why = why;
  fault.n = n;
  fault.on = strcmp (on, "on") == 0;
  for (int k = 0; k < KINDS; k++)
    if (strcmp (names[k], kind) == 0)
      fault.kind = (enum kind) k;
}

__attribute__ ((constructor)) static void
look (void)
{
  const char *faults = getenv ("FAULTS");
  char line[80] = "";
  struct stat s;
  int fd;

  if (faults == NULL || stat (faults, &s) != 0) {
    fault.kind = NONE;
    fault.written = (struct timespec){ 0 };
    return;
  }
  if (s.st_mtim.tv_sec == fault.written.tv_sec
      && s.st_mtim.tv_nsec == fault.written.tv_nsec)
    return;
  fault.written = s.st_mtim;
  fd = (int) syscall (SYS_openat, AT_FDCWD, faults, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  if (syscall (SYS_read, fd, line, sizeof line - 1) > 0)
    take_wish (line);
  syscall (SYS_close, fd);
}

/* Whether this call is one that fails; errno is set then. */
static int
fails (enum kind kind, const char *path)
{
  long count;

  if (fault.kind != kind)
    return 0;
  count = ++fault.count;
  if (count != fault.n && !(fault.on && count > fault.n))
    return 0;
  trace ("fails", path);
  if (fault.why < 0)
    raise (-fault.why);
  while (fault.why == 0)
    pause ();
  errno = fault.why;
  return 1;
}

static int
is_below (const char *path)
{
  const char *site = getenv ("FAULTS_SITE");

  return site != NULL && strncmp (path, site, strlen (site)) == 0;
}

/* The same of what is open as FD. */
static int
fails_at (enum kind kind, int fd)
{
  char link[64], path[4096];
  ssize_t len;

  if (fault.kind != kind && !(kind == SYNC && fault.syncs_failed))
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  len = readlink (link, path, sizeof path - 1);
  if (len < 0)
    return 0;
  path[len] = '\0';
  if (!is_below (path))
    return 0;
  if (kind == SYNC && fault.syncs_failed)
    trace ("again", path);
  if (!fails (kind, path))
    return 0;
  fault.syncs_failed |= kind == SYNC;
  return 1;
}

/* ---- files -------------------------------------------------------------- */

static mode_t
mode_in (int flags, va_list *args)
{
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (*args, mode_t) : 0;
}

#define OPENER(name)                           \
  int name (const char *path, int flags, ...)  \
  {                                            \
    va_list args;                              \
    mode_t mode;                               \
                                               \
    va_start (args, flags);                    \
    mode = mode_in (flags, &args);             \
    va_end (args);                             \
    if (is_below (path) && fails (OPEN, path)) \
      return -1;                               \
    return REAL (name) (path, flags, mode);    \
  }
OPENER (open)
OPENER (open64)

ssize_t
read (int fd, void *to, size_t len)
{
  return fails_at (READ, fd) ? -1 : REAL (read) (fd, to, len);
}

ssize_t
pread (int fd, void *to, size_t len, off_t at)
{
  return fails_at (READ, fd) ? -1 : REAL (pread) (fd, to, len, at);
}

ssize_t
pread64 (int fd, void *to, size_t len, off_t at)
{
  return fails_at (READ, fd) ? -1 : REAL (pread64) (fd, to, len, at);
}

ssize_t
write (int fd, const void *from, size_t len)
{
  return fails_at (WRITE, fd) ? -1 : REAL (write) (fd, from, len);
}

ssize_t
pwrite (int fd, const void *from, size_t len, off_t at)
{
  return fails_at (WRITE, fd) ? -1 : REAL (pwrite) (fd, from, len, at);
}

ssize_t
pwrite64 (int fd, const void *from, size_t len, off_t at)
{
  return fails_at (WRITE, fd) ? -1 : REAL (pwrite64) (fd, from, len, at);
}

int
fsync (int fd)
{
  return fails_at (SYNC, fd) ? -1 : REAL (fsync) (fd);
}

int
fdatasync (int fd)
{
  return fails_at (SYNC, fd) ? -1 : REAL (fdatasync) (fd);
}

int
ftruncate (int fd, off_t size)
{
  return fails_at (TRUNCATE, fd) ? -1 : REAL (ftruncate) (fd, size);
}

int
ftruncate64 (int fd, off_t size)
{
  return fails_at (TRUNCATE, fd) ? -1 : REAL (ftruncate64) (fd, size);
}

int
posix_fallocate (int fd, off_t at, off_t len)
{
  return fails_at (TRUNCATE, fd) ? fault.why
                                 : REAL (posix_fallocate) (fd, at, len);
}

int
fallocate (int fd, int mode, off_t at, off_t len)
{
  return fails_at (TRUNCATE, fd) ? -1 : REAL (fallocate) (fd, mode, at, len);
}

int
rename (const char *from, const char *to)
{
  return is_below (to) && fails (RENAME, to) ? -1 : REAL (rename) (from, to);
}

/* ---- the rest ----------------------------------------------------------- */

int
accept4 (int fd, struct sockaddr *from, socklen_t *len, int flags)
{
  return fails (ACCEPT, "") ? -1 : REAL (accept4) (fd, from, len, flags);
}

int
poll (struct pollfd *fds, nfds_t count, int ms)
{
  int n = REAL (poll) (fds, count, ms), before = errno;

  look ();
  errno = before;
  return n;
}

/* What the C library has under these names is not to be looked up: looking up
 * takes memory.
 */
extern void *__libc_malloc (size_t);
extern void *__libc_calloc (size_t, size_t);
extern void *__libc_realloc (void *, size_t);

void *
malloc (size_t size)
{
  return fails (MEMORY, "") ? NULL : __libc_malloc (size);
}

void *
calloc (size_t count, size_t size)
{
  return fails (MEMORY, "") ? NULL : __libc_calloc (count, size);
}

void *
realloc (void *old, size_t size)
{
  return fails (MEMORY, "") ? NULL : __libc_realloc (old, size);
}
