/* full-test.c - a disk that is full: nothing half written, and on it goes.
 *
 * A limit of file sizes stands in for the disk: it needs no file system of its
 * own, and a write that goes over it fails in the middle in the same way.
 */

#include "store/copy.h"
#include "tests/core/store/forms.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct store *s;
static struct error e;

static void
limit (rlim_t bytes)
{
  struct rlimit now;

  getrlimit (RLIMIT_FSIZE, &now);
  now.rlim_cur = bytes;
  setrlimit (RLIMIT_FSIZE, &now);
}

static bool
is_there (unsigned n)
{
  struct dossier d;
  uint32_t ordinal;

  dossier_make (&d, n);
  return store_by_id (s, d.save.id, &ordinal, NULL) == OK;
}

/* Saves in one transaction until it fails; the number that failed. */
static unsigned
save_until_full (unsigned from, unsigned to, enum outcome *got)
{
  struct saved saved;
  unsigned n = from;

  *got = store_begin (s, &e);
  while (*got == OK && n <= to) {
    struct dossier d;

    dossier_make (&d, n);
    *got = store_save (s, &d.save, &saved, &e);
    n += *got == OK;
  }
  return n;
}

/* The first log file, of four, comes to here. */
enum { FULL = 1 << 20 };

/* More than the library's buffer of the log is written, and fails. */
static void
test_save_fails (void)
{
  enum outcome got;
  unsigned n;

  limit (FULL);
  n = save_until_full (101, 1000, &got);
  ok (got == ERR_SYSTEM && n > 101 && n < 1000,
      "a save fails when the disk is full: %u, %s", n, e.text);
  store_abort (s);
  ok (is_there (100) && !is_there (101), "what was there is still read");
  ok (!test_save (s, 101, 900), "it fails again as long as the disk is full");
  limit (RLIM_INFINITY);
  ok (test_save (s, 101, 200) && went (store_flush (s, &e), &e)
        && is_there (200),
      "when there is room, saving goes on");
}

/* A checkpoint that fails is tried again later. */
static void
test_checkpoint_fails (void)
{
  ok (test_save (s, 201, 400) && store_flush (s, &e) == OK, "more is saved");
  limit (TABLE_PAGE);
  ok (store_checkpoint (s, 0, &e) == ERR_SYSTEM,
      "a checkpoint fails when the disk is full: %s", e.text);
  ok (is_there (400) && is_there (1), "what was there is still read");
  limit (RLIM_INFINITY);
  ok (went (store_checkpoint (s, 0, &e), &e), "when there is room, it works");
  ok (test_save (s, 401, 450), "and saving goes on");
}

/* When even the log cannot be made durable, nobody knows what the disk has:
 * the store is abandoned, and the next process finds out.
 */
static void
abandon (void)
{
  s = test_open ();
  if (!test_save (s, 451, 460))
    _exit (1);
  limit (TABLE_PAGE);
  if (store_flush (s, &e) == OK)
    _exit (2);
  store_abandon (s);
  _exit (0);
}

static void
test_flush_fails (void)
{
  struct counts counts;
  int status = 1;
  pid_t pid;

  fflush (stdout);
  pid = fork ();
  if (pid == 0)
    abandon ();
  waitpid (pid, &status, 0);
  ok (pid > 0 && status == 0, "a log that cannot be written is said: %x",
      (unsigned) status);
  s = test_open ();
  store_counts (s, &counts);
  ok (counts.records == 450 && is_there (450) && !is_there (451),
      "an abandoned store has what was durable, %u", counts.records);
  ok (test_save (s, 451, 460) && test_verify (s, NULL, NULL) == 0,
      "and goes on");
  store_close (s);
}

/* Bytes of the log's last file, or -1. */
static long
log_size (void)
{
  uint32_t first, last;
  char path[4096];
  struct stat is;

  log_range (test_db, &first, &last);
  return log_path (test_db, last, path, &e) == OK && stat (path, &is) == 0
           ? (long) is.st_size
           : -1;
}

/* A file of the log that cannot be filled when it is begun grows. */
static void
test_fill_fails (void)
{
  store_close (test_create ());
  ok (log_size () == LOG_FILE, "a file of the log is filled: %ld", log_size ());
  limit (FULL);
  s = test_create ();
  test_register (s);
  ok (test_save (s, 1, 20) && went (store_flush (s, &e), &e)
        && log_size () <= FULL,
      "without room it is begun all the same: %ld", log_size ());
  store_close (s);
  limit (RLIM_INFINITY);
  s = test_open ();
  ok (test_save (s, 21, 900) && went (store_flush (s, &e), &e)
        && log_size () > FULL && is_there (20) && is_there (900)
        && test_verify (s, NULL, NULL) == 0,
      "and goes on when there is room");
  store_close (s);
}

int
main (void)
{
  signal (SIGXFSZ, SIG_IGN);
  test_start ();
  s = test_create ();
  test_register (s);
  ok (test_save (s, 1, 100) && store_flush (s, &e) == OK, "some is saved");
  test_save_fails ();
  test_checkpoint_fails ();
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  store_close (s);
  s = test_open ();
  ok (is_there (450) && test_verify (s, NULL, NULL) == 0,
      "also when it is opened again");
  store_close (s);
  test_flush_fails ();
  test_fill_fails ();
  return tap_done ();
}
