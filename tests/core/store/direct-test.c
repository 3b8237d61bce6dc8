/* direct-test.c - pieces written past the cache, one behind the other, are in
 * the file as pwrite would have left it, whatever the disk takes.
 */

#include "store/direct.h"

#include "base/bytes.h"
#include "tests/tap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BLOCK = 4096, FILLED = 64 * BLOCK, LONGEST = 2 * FILLED };

/* ---- the disk ------------------------------------------------------------ */

static unsigned direct_writes, failing; /* every so many of them; 0: none */

ssize_t
pwrite (int fd, const void *from, size_t len, off_t at)
{
  if ((fcntl (fd, F_GETFL) & O_DIRECT) != 0 && ++direct_writes > 0
      && failing > 0 && direct_writes % failing == 0) {
    errno = EINVAL;
    return -1;
  }
  return syscall (SYS_pwrite64, fd, from, len, at);
}

/* ---- the file ------------------------------------------------------------ */

static char path[256];
static unsigned char want[LONGEST], got[LONGEST], zeros[FILLED];

/* A file of zeros, as the log is when it is begun. */
static int
begin (void)
{
  int fd = open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  memset (want, 0, sizeof want);
  if (fd < 0 || pwrite (fd, zeros, FILLED, 0) != FILLED)
    return -1;
  return fd;
}

static bool
same (int fd, size_t until)
{
  size_t size = until > FILLED ? until : FILLED;
  struct stat s;

  return fstat (fd, &s) == 0 && (size_t) s.st_size == size
         && pread (fd, got, sizeof got, 0) == (ssize_t) size
         && memcmp (got, want, size) == 0;
}

/* LENGTHS again and again, until the file is UNTIL bytes long. */
static bool
write_pieces (struct direct *d, int fd, const unsigned lengths[], size_t until)
{
  size_t at = 0;

  for (unsigned n = 0, i = 0; at < until; n++, i++) {
    size_t len;

    if (lengths[i] == 0)
      i = 0;
    len = lengths[i] < until - at ? lengths[i] : until - at;
    memset (want + at, 'a' + (int) (n % 26), len);
    if (direct_write (d, fd, want + at, len, (off_t) at) != (ssize_t) len)
      return false;
    at += len;
    if (n % 16 == 0 && !same (fd, at))
      return false;
  }
  return same (fd, until);
}

static const struct {
  const char *name;
  unsigned lengths[8];
  size_t until;
  unsigned failing;
} cases[] = {
  { "saves", { 2900, 17, 4096, 3000, 8200, 1 }, FILLED, 0 },
  { "whole blocks", { BLOCK }, FILLED, 0 },
  { "bytes", { 7 }, 5 * BLOCK, 0 },
  { "long ones between short ones", { 100, 70000, 33 }, FILLED, 0 },
  { "what makes the file longer", { 2900, 6000 }, LONGEST, 0 },
  { "every third is refused", { 2900, 17, 4096 }, FILLED, 3 },
  { "all are refused", { 2900, 17, 4096 }, FILLED, 1 },
};

/* Another one wrote the beginning: it is read before it is written again. */
static void
test_late (void)
{
  int fd = begin ();
  struct direct *d = direct_open (path);

  memset (want, 'x', 5000);
  ok (pwrite (fd, want, 5000, 0) == 5000
        && direct_write (d, fd, "later", 5, 5000) == 5
        && memcpy (want + 5000, "later", 5) != NULL && same (fd, 0),
      "what was there stays");
  direct_close (d);
  close (fd);
}

int
main (void)
{
  const char *folder = getenv ("TMPDIR");

  snprintf (path, sizeof path, "%s/hoso-direct-%ld",
            folder == NULL ? "/tmp" : folder, (long) getpid ());
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int fd = begin ();
    struct direct *d = direct_open (path);
    bool good;

    failing = cases[i].failing;
    direct_writes = 0;
    good = write_pieces (d, fd, cases[i].lengths, cases[i].until);
    ok (good, "%s: %u direct", cases[i].name, direct_writes);
    failing = 0;
    direct_close (d);
    close (fd);
  }
  test_late ();
  unlink (path);
  direct_close (NULL);
  return tap_done ();
}
