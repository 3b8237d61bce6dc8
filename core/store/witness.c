/* witness.c - what an owner of the store leaves word of for the next one.
 *
 * DB/witness is one block of WITNESS_SIZE bytes, written in place: a disk
 * writes it whole or not at all.
 *
 *   8 bytes  "hosowitn"
 *   u8       state (enum witness_state)
 *   u8       failures
 *   u16      0
 *   u32      suspects
 *   u64      changes that were acknowledged
 *   u64      when the last of them was
 *   u32 u32  file and offset where the log ended then
 *   u64      the first bytes of the BLAKE2b of all that
 *   u8       1: the owner crashed; written last of all, by a signal handler
 *
 * What was acknowledged is written behind each flush of the log, and not made
 * durable: it is never ahead of the log, and after a kill it is exact.  A log
 * that ends before it has lost something, which its own sums do not tell from
 * an end that was never written; the library would take back what is behind
 * it, be it in the tables already.
 */

#include "store/witness.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const char magic[8] = { 'h', 'o', 's', 'o', 'w', 'i', 't', 'n' };

enum {
  SUMMED = sizeof magic + 1 + 1 + 2 + 4 + 8 + 8 + 4 + 4,
  CRASHED = SUMMED + 8,
  WITNESS_SIZE = CRASHED + 1,
};

/* Of the store whose crashes are watched; a signal handler has no arguments. */
static int watched = -1;

/* ---- bytes ------------------------------------------------------------- */

static void
put_sum (struct bytes *to)
{
  unsigned char sum[HASH_SIZE];

  hash_of (to->at, SUMMED, sum);
  bytes_add (to, sum, CRASHED - SUMMED);
}

static void
put_witness (struct bytes *to, const struct witness *m)
{
  bytes_add (to, magic, sizeof magic);
  put_u8 (to, (uint8_t) m->state);
  put_u8 (to, m->failures);
  put_u16 (to, 0);
  put_u32 (to, m->suspects);
  put_u64 (to, m->changes);
  put_u64 (to, m->time);
  put_u32 (to, m->log_file);
  put_u32 (to, m->log_end);
  put_sum (to);
  put_u8 (to, 0);
}

/* False for what no owner wrote. */
static bool
take_witness (const unsigned char from[WITNESS_SIZE], struct witness *m)
{
  struct reader r = reader_of (from, SUMMED);
  unsigned char sum[HASH_SIZE];
  struct slice front = take (&r, sizeof magic);
  unsigned state = take_u8 (&r);

  hash_of (from, SUMMED, sum);
  if (memcmp (front.at, magic, sizeof magic) != 0 || state > WITNESS_CLEAN
      || memcmp (from + SUMMED, sum, CRASHED - SUMMED) != 0)
    return false;
  m->state = (enum witness_state) state;
  m->failures = take_u8 (&r);
  take_u16 (&r);
  m->suspects = take_u32 (&r);
  m->changes = take_u64 (&r);
  m->time = take_u64 (&r);
  m->log_file = take_u32 (&r);
  m->log_end = take_u32 (&r);
  if (from[CRASHED] != 0)
    m->suspects = SUSPECT_ALL;
  return true;
}

/* ---- the file ---------------------------------------------------------- */

void
witness_read (int fd, struct witness *m)
{
  unsigned char from[WITNESS_SIZE];

  *m = (struct witness){ .state = WITNESS_RUNNING };
  if (fd >= 0 && pread (fd, from, sizeof from, 0) == sizeof from
      && !take_witness (from, m))
    *m = (struct witness){ .state = WITNESS_RUNNING };
}

int
witness_open (const char *dir, int flags, mode_t mode)
{
  char path[4096];

  if (file_join (path, sizeof path, dir, "witness", NULL) != OK)
    return -1;
  return open (path, flags | O_CLOEXEC | O_NOFOLLOW, mode);
}

bool
witness_write (int fd, const struct witness *m)
{
  SCOPED_BYTES to = { 0 };

  put_witness (&to, m);
  return pwrite (fd, to.at, to.len, 0) == (ssize_t) to.len;
}

enum outcome
witness_keep (int fd, const struct witness *m, struct error *e)
{
  if (witness_write (fd, m) && fdatasync (fd) == 0)
    return OK;
  return fail (e, ERR_SYSTEM, errno,
               _ ("the store's witness cannot be written: %s"),
               strerror (errno));
}

/* ---- crashes ----------------------------------------------------------- */

static const int deadly[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

/* The signal comes again when the handler returns, and ends the process. */
static void
crash (int signal_number)
{
  if (watched >= 0 && pwrite (watched, "\1", 1, CRASHED) < 0)
    watched = -1; /* nothing more can be done here */
  signal (signal_number, SIG_DFL);
  raise (signal_number);
}

void
witness_watch (int fd)
{
  struct sigaction act = { .sa_handler = crash };

  watched = fd;
  for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
    sigaction (deadly[i], &act, NULL);
}

void
witness_unwatch (int fd)
{
  if (watched == fd)
    watched = -1;
}
