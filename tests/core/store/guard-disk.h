/* guard-disk.h - a disk that fails when it is told to, and two tables on it,
 * for tests of the guard.
 */
#ifndef TESTS_STORE_GUARD_DISK_H
#define TESTS_STORE_GUARD_DISK_H

#include "store/guard-hold.h"
#include "store/guard.h"
#include "tests/core/store/fixture.h"

#include <db.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILES = 2, PAGES = 4, PAGE = 8192, SLOTS = 20480, LONG = 100000 };

/* ---- a disk that fails -------------------------------------------------- */

static atomic_uint writes, syncs; /* that were tried                   */
static atomic_uint table_syncs;   /* of them, of tables                */
static atomic_uint folder_syncs;  /* and of folders                    */
static atomic_uint failing_write, failing_sync; /* which, from 1; 0: none */
static atomic_bool full;      /* that one and all that come after  */
static atomic_uint long_sync; /* that one does not end before it is 0 again   */
static atomic_uint slow_us;   /* of each sync                                 */
static atomic_uint deadly_write, deadly_sync; /* the process ends before it */

ssize_t
pwrite (int fd, const void *from, size_t len, off_t at)
{
  unsigned n = ++writes, fails = failing_write;

  if (n == deadly_write)
    _exit (0);
  if (fails > 0 && (full ? n >= fails : n == fails)) {
    errno = ENOSPC;
    return -1;
  }
  return syscall (SYS_pwrite64, fd, from, len, at);
}

static inline bool
is_table (int fd)
{
  char link[64], path[PATH_MAX];
  ssize_t len;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  len = readlink (link, path, sizeof path);
  return len > 3 && memcmp (path + len - 3, ".db", 3) == 0;
}

static inline bool
is_folder (int fd)
{
  struct stat s;

  return fstat (fd, &s) == 0 && S_ISDIR (s.st_mode);
}

int
fdatasync (int fd)
{
  unsigned n = ++syncs;

  if (n == deadly_sync)
    _exit (0);
  for (unsigned i = 0; n == long_sync && i < LONG; i++)
    usleep (100);
  if (slow_us > 0)
    usleep (slow_us);
  folder_syncs += is_folder (fd);
  table_syncs += is_table (fd);
  if (n == failing_sync) {
    errno = EIO;
    return -1;
  }
  return (int) syscall (SYS_fdatasync, fd);
}

static inline void
fail_at (unsigned write, unsigned sync)
{
  writes = syncs = table_syncs = folder_syncs = 0;
  failing_write = write;
  failing_sync = sync;
  full = false;
}

/* ---- tables ------------------------------------------------------------- */

/* Two tables of four pages, all of the letter 'a'; and what guards them. */
static struct guarded file[FILES];
static struct hold *h;

static inline void
path_of (const char *name, char path[PATH_MAX])
{
  snprintf (path, PATH_MAX, "%.3000s/%.200s", test_db, name);
}

static inline void
make_table (unsigned i)
{
  char path[PATH_MAX], page[PAGE];

  file[i] = (struct guarded){ .open = 1 };
  snprintf (file[i].name, sizeof file[i].name, "t%u.db", i);
  path_of (file[i].name, path);
  file[i].fd = open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  memset (page, 'a', sizeof page);
  memset (page + TABLE_ID_AT, (int) i, TABLE_ID);
  for (unsigned k = 0; k < PAGES; k++)
    pwrite (file[i].fd, page, sizeof page, k * PAGE);
}

static inline void
end_tables (void)
{
  if (h != NULL)
    hold_free (h);
  h = NULL;
  for (unsigned i = 0; i < FILES; i++)
    if (file[i].fd > 0)
      close (file[i].fd);
}

static inline void
begin_tables (void)
{
  end_tables ();
  fail_at (0, 0);
  folder_remove (test_db, NULL);
  folder_make (test_db, 0700, NULL);
  for (unsigned i = 0; i < FILES; i++)
    make_table (i);
  if (hold_new (&h, test_db, 0600) != 0)
    exit (1);
}

static inline int
hold (unsigned i, unsigned k, char letter)
{
  char page[PAGE];

  memset (page, letter, sizeof page);
  if (k == 0)
    memset (page + TABLE_ID_AT, (int) i, TABLE_ID);
  return hold_page (h, &file[i], page, sizeof page, (uint64_t) k * PAGE);
}

/* The letter of a page that is whole, or '?'. */
static inline char
letter_of (const char page[PAGE])
{
  for (unsigned k = 100; k < PAGE; k++)
    if (page[k] != page[99])
      return '?';
  return page[99];
}

/* In its place. */
static inline char
placed (unsigned i, unsigned k)
{
  char page[PAGE], path[PATH_MAX];
  int fd;

  path_of (file[i].name, path);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (pread (fd, page, sizeof page, k * PAGE) != PAGE)
    page[99] = 0;
  close (fd);
  return letter_of (page);
}

static inline char
waiting (unsigned i, unsigned k)
{
  char page[PAGE];

  return hold_read (h, &file[i], page, sizeof page, (uint64_t) k * PAGE) == 0
           ? letter_of (page)
           : '-';
}

static inline bool
all_placed (char letter)
{
  return placed (0, 1) == letter && placed (0, 2) == letter
         && placed (1, 0) == letter;
}

static inline void
hold_three (char letter)
{
  hold (0, 1, letter);
  hold (0, 2, letter);
  hold (1, 0, letter);
}

static inline unsigned
replayed (void)
{
  unsigned pages = 0;

  return journal_replay (test_db, &pages) == 0 ? pages : 1000;
}

#endif
