/* room-test.c - a disk that is full is noticed in time, without asking how full
 * it is before each save.
 */

#include "tests/core/store/fixture.h"

#include <errno.h>
#include <sys/statvfs.h>
#include <time.h>

static unsigned asked;
static bool full;

int
statvfs (const char *path, struct statvfs *disk)
{
  (void) path;
  asked++;
  *disk = (struct statvfs){ .f_frsize = 4096, .f_bavail = full ? 1 : 1 << 20 };
  return 0;
}

static bool
may_write (struct store *s, struct error *e)
{
  bool may = store_begin (s, e) == OK;

  store_abort (s);
  return may;
}

int
main (void)
{
  enum { TIMES = 500 };
  struct timespec moment = { .tv_nsec = 20 * 1000000 };
  struct error e = { 0 };
  unsigned good = 0;
  struct store *s;

  test_start ();
  s = test_create ();
  asked = 0;
  for (unsigned i = 0; i < TIMES; i++)
    good += may_write (s, &e);
  ok (good == TIMES && asked < TIMES, "of %u transactions %u begin, %u ask",
      (unsigned) TIMES, good, asked);

  full = true;
  nanosleep (&moment, NULL);
  ok (!may_write (s, &e) && e.os == ENOSPC, "a moment later the disk is full");
  ok (!may_write (s, &e) && e.os == ENOSPC, "and stays so");
  full = false;
  ok (may_write (s, &e), "with room again it goes on at once");
  store_close (s);
  return tap_done ();
}
