/* guard-way-test.c - pages on their way in a thread: read back, replaced, put
 * back after a death at any call; a thread whose writes and syncs fail.
 */

#include "tests/core/store/guard-disk.h"

enum { MOMENT_US = 100, MOMENTS = 100 * 1000, SYNCS = 3 };

/* Until IT is so, ten seconds at most. */
#define AWAIT(it)                                                   \
  for (unsigned moments = 0; !(it) && moments < MOMENTS; moments++) \
  usleep (MOMENT_US)

static void
begin_in_thread (void)
{
  begin_tables ();
  fail_at (0, 0);
  hold_use_thread (h);
}

static void
send_three (char letter)
{
  hold_three (letter);
  hold_step (h);
}

/* ---- what is on its way ------------------------------------------------- */

static void
test_meanwhile (unsigned nth)
{
  begin_in_thread ();
  long_sync = nth;
  send_three ('b');
  AWAIT (syncs == nth);
  ok (waiting (0, 1) == 'b' && waiting (0, 2) == 'b' && waiting (1, 0) == 'b'
        && waiting (0, 0) == '-',
      "in sync %u pages are read back", nth);
  ok (all_placed (nth == 1 ? 'a' : 'b') && hold_settles (h) && hold_waits (h)
        && hold_step (h) == 0,
      "and it is not waited for");
  hold (0, 1, 'c');
  ok (waiting (0, 1) == 'c' && waiting (0, 2) == 'b' && file[0].waiting == 3,
      "a later page counts");
  long_sync = 0;
  ok (hold_settle (h) == 0 && placed (0, 1) == 'c' && placed (0, 2) == 'b'
        && placed (1, 0) == 'b' && waiting (0, 1) == '-' && file[0].waiting == 0
        && file[0].settled && hold_taken (h) == 0,
      "and comes behind it");
}

static void
test_still (void)
{
  begin_in_thread ();
  long_sync = 2;
  send_three ('b');
  ok (hold_keep_still (h) == 0 && all_placed ('b') && hold_waits (h),
      "no place is half written any more");
  long_sync = 0;
}

static void
test_sealed (void)
{
  begin_in_thread ();
  long_sync = 2;
  hold_three ('b');
  hold_put_off (h, PUTS_OFF_PLACES);
  ok (hold_sync (h) == 0 && syncs >= 1 && replayed () == 3,
      "a sync waits until the journal has them");
  long_sync = 0;
}

/* More than both batches have room for, and disks take their time. */
static void
test_bounded (void)
{
  enum { MANY = 3 * JOURNAL_PAGES_MOST };
  unsigned wrong = 0, taken = 0;

  begin_in_thread ();
  slow_us = 5000;
  for (unsigned k = 0; k < MANY; k++) {
    wrong += hold (1, k, (char) ('A' + k % 50)) != 0;
    taken = hold_taken (h) > taken ? hold_taken (h) : taken;
    wrong += waiting (1, k) != (char) ('A' + k % 50);
  }
  ok (wrong == 0 && taken <= JOURNAL_PAGES_MOST
        && taken > JOURNAL_PAGES_MOST / 2,
      "%u slots are taken at most", taken);
  slow_us = 0;
  hold_settle (h);
  for (unsigned k = 0; k < MANY; k++)
    wrong += placed (1, k) != (char) ('A' + k % 50);
  ok (wrong == 0, "every page is in its place");
}

/* A fork has neither the thread nor its lock. */
static void
test_fork (void)
{
  int status = 1;

  begin_in_thread ();
  long_sync = 1;
  send_three ('b');
  AWAIT (syncs == 1);
  fflush (stdout);
  if (fork () == 0) {
    alarm (10);
    hold_leave (h);
    writes = syncs = 0;
    status = hold_settle (h) != 0 || hold_settles (h) || writes + syncs > 0;
    hold_free (h);
    _exit (status);
  }
  wait (&status);
  long_sync = 0;
  ok (status == 0, "a fork leaves them to its parent");
  ok (hold_settle (h) == 0 && all_placed ('b'), "who brings them");
}

/* ---- deaths ------------------------------------------------------------- */

/* Two batches, the second while the first is on its way, and the process dies
 * before a call: all pages are of one of them.
 */
static bool
dies_well (atomic_uint *deadly, unsigned nth)
{
  int status;

  begin_tables ();
  hold_free (h);
  h = NULL;
  fflush (stdout);
  if (fork () == 0) {
    fail_at (0, 0);
    *deadly = nth;
    if (hold_new (&h, test_db, 0600) != 0)
      _exit (1);
    hold_use_thread (h);
    send_three ('b');
    hold_three ('c');
    _exit (hold_settle (h) == 0 ? 2 : 1);
  }
  wait (&status);
  deadly_write = deadly_sync = 0;
  replayed ();
  if (WEXITSTATUS (status) == 2)
    return all_placed ('c');
  return WEXITSTATUS (status) == 0
         && (all_placed ('a') || all_placed ('b') || all_placed ('c'));
}

static void
test_deaths (atomic_uint *deadly, unsigned until, const char *what)
{
  unsigned wrong = 0;

  for (unsigned nth = 1; nth <= until; nth++)
    wrong += !dies_well (deadly, nth);
  ok (wrong == 0, "dead before each of %u %s: all pages are of one batch",
      until, what);
}

/* ---- disks that fail ---------------------------------------------------- */

static void
test_sync_fails (unsigned nth)
{
  begin_in_thread ();
  fail_at (0, nth);
  send_three ('b');
  AWAIT (hold_lost (h) != 0);
  ok (hold_lost (h) == EIO && hold_settle (h) == EIO && hold (0, 3, 'c') == EIO
        && hold_step (h) == EIO && !hold_waits (h) && syncs == nth,
      "sync %u fails in the thread: it is the last one", nth);
  hold_free (h);
  h = NULL;
  replayed ();
  ok (all_placed ('b'), "and the next start puts the pages back");
}

/* The head, a place, another place. */
static void
test_full (unsigned nth)
{
  int rc;

  begin_in_thread ();
  hold_three ('b');
  fail_at (nth, 0);
  full = true;
  rc = hold_step (h);
  AWAIT (!hold_waits (h));
  if (rc == 0) /* it was not there yet */
    rc = hold_step (h);
  ok (rc == ENOSPC && hold_lost (h) == 0 && waiting (0, 1) == 'b',
      "write %u finds no room: pages wait", nth);
  fail_at (0, 0);
  ok (hold_settle (h) == 0 && all_placed ('b') && hold_taken (h) == 0,
      "and go on when there is some");
}

int
main (void)
{
  test_start ();
  for (unsigned nth = 1; nth <= SYNCS; nth++)
    test_meanwhile (nth);
  test_still ();
  test_sealed ();
  test_bounded ();
  test_fork ();
  test_deaths (&deadly_write, 16, "writes");
  test_deaths (&deadly_sync, 2 * SYNCS, "syncs");
  for (unsigned nth = 1; nth <= SYNCS; nth++)
    test_sync_fails (nth);
  for (unsigned nth = 1; nth <= 3; nth++)
    test_full (nth);
  end_tables ();
  return tap_done ();
}
