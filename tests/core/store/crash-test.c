/* crash-test.c - what was acknowledged is there, whenever the server dies.
 *
 * A child saves in groups, makes each group durable and only then writes the
 * last number of it to a pipe.  It is killed at a random moment; the store is
 * opened again, verified, and every acknowledged dossier is looked for.
 */

#include "tests/core/store/forms.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  ROUNDS = 10,
  GROUP = 7,        /* saves in a transaction */
  LONGEST_MS = 150, /* of a child's life */
};

/* Saves dossiers from FIRST on until it is killed. */
static void
child (unsigned first, int acknowledge)
{
  struct store *s = test_open ();
  struct error e = { 0 };
  bool more;

  for (unsigned n = first;; n += GROUP) {
    unsigned last = n + GROUP - 1;

    if (!test_save (s, n, last) || store_flush (s, &e) != OK
        || write (acknowledge, &last, sizeof last) != sizeof last
        || store_checkpoint_piece (s, 256, &more, &e) != OK)
      _exit (1);
  }
}

/* Lets a child save until it is killed; the last number it acknowledged. */
static unsigned
round_of (unsigned first, unsigned ms)
{
  struct timespec life = { 0, (long) ms * 1000000 };
  unsigned last = first - 1, got;
  int pipes[2], status;
  pid_t pid;

  if (pipe (pipes) != 0 || (pid = fork ()) < 0)
    return 0;
  if (pid == 0) {
    close (pipes[0]);
    child (first, pipes[1]);
  }
  close (pipes[1]);
  nanosleep (&life, NULL);
  kill (pid, SIGKILL);
  while (read (pipes[0], &got, sizeof got) == sizeof got)
    last = got;
  close (pipes[0]);
  waitpid (pid, &status, 0);
  ok (WIFSIGNALED (status), "a child saved until it was killed, %u ms", ms);
  return last;
}

/* How many of the dossiers 1..LAST are not there whole. */
static unsigned
lost (struct store *s, unsigned last)
{
  unsigned count = 0;

  for (unsigned n = 1; n <= last; n++) {
    SCOPED_BYTES hold = { 0 };
    struct error e = { 0 };
    struct dossier d;
    struct row row;
    uint32_t ordinal;

    dossier_make (&d, n);
    if (store_by_id (s, d.save.id, &ordinal, &e) != OK
        || store_row (s, ordinal, &row, &hold, &e) != OK || ordinal != n
        || memcmp (row.id, d.save.id, ID_SIZE) != 0)
      count++;
  }
  return count;
}

int
main (void)
{
  unsigned acknowledged = 0, random;
  struct store *s;

  test_start ();
  s = test_create ();
  test_register (s);
  store_close (s);
  for (int i = 0; i < ROUNDS; i++) {
    struct counts counts;

    random_bytes (&random, sizeof random);
    fflush (stdout);
    acknowledged = round_of (acknowledged + 1, 20 + random % LONGEST_MS);
    s = test_open ();
    store_counts (s, &counts);
    ok (lost (s, acknowledged) == 0 && counts.records % GROUP == 0,
        "%u acknowledged, %u there, none lost", acknowledged, counts.records);
    ok (test_verify (s, NULL, NULL) == 0, "and all of it agrees");
    acknowledged = counts.records;
    store_close (s);
  }
  return tap_done ();
}
