/* checkpoint-test.c - a checkpoint in pieces: each is short, saves come between
 * them, and a server may die behind any of them.
 */

#include "store/backup.h"
#include "store/guard-hold.h"
#include "tests/core/store/forms.h"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  SAVES = 150, /* before the checkpoint */
  BETWEEN = 3, /* two pieces            */
  PIECES_MOST = 60,
  SYNCS_MOST = 2, /* of a piece: the log before the pages, the log's word of
                   * the checkpoint                                          */
};

static _Thread_local unsigned syncs;

int
fdatasync (int fd)
{
  syncs++;
  return (int) syscall (SYS_fdatasync, fd);
}

/* Saves dossiers from *FIRST on. */
static bool
save_some (struct store *s, unsigned *first, unsigned count)
{
  unsigned from = *first;

  *first += count;
  return test_save (s, from, *first - 1) && store_flush (s, NULL) == OK;
}

/* The next piece, when there is something to do. */
static bool
go_on (struct store *s, bool *more)
{
  while (store_checkpoint_waits (s))
    usleep (100);
  return store_checkpoint_piece (s, 1, more, NULL) == OK;
}

/* What a child did before it died, as it tells by its end. */
enum ended { WENT_WRONG = 1, IN_BETWEEN, AT_THE_END };

/* Saves, and goes so many PIECES of a checkpoint. */
static enum ended
child (unsigned pieces)
{
  struct store *s = test_open ();
  bool more = true;
  unsigned next;
  struct counts counts;

  store_counts (s, &counts);
  next = counts.records + 1;
  if (!save_some (s, &next, SAVES))
    return WENT_WRONG;
  for (unsigned i = 0; i < pieces; i++)
    if ((more && !go_on (s, &more)) || !save_some (s, &next, BETWEEN))
      return WENT_WRONG;
  return more ? IN_BETWEEN : AT_THE_END;
}

static enum ended
die_behind (unsigned pieces)
{
  int status;
  pid_t pid;

  fflush (stdout);
  pid = fork ();
  if (pid == 0)
    _exit (child (pieces));
  if (pid < 0 || waitpid (pid, &status, 0) != pid || !WIFEXITED (status))
    return WENT_WRONG;
  return (enum ended) WEXITSTATUS (status);
}

static void
test_deaths (void)
{
  enum ended ended = IN_BETWEEN;
  unsigned wanted = 0, pieces = 0;

  while (ended == IN_BETWEEN && pieces < PIECES_MOST) {
    struct counts counts;
    struct store *s;

    ended = die_behind (++pieces);
    wanted += SAVES + BETWEEN * pieces;
    s = test_open ();
    store_counts (s, &counts);
    ok (ended != WENT_WRONG && counts.records == wanted
          && test_verify (s, NULL, NULL) == 0,
        "dead behind piece %u: %u of %u are there and agree", pieces,
        counts.records, wanted);
    store_close (s);
  }
  ok (ended == AT_THE_END && pieces > 4, "%u pieces in all", pieces);
}

static void
test_short (void)
{
  struct store *s = test_open ();
  unsigned most = 0, next;
  struct counts counts;
  bool more = true;

  store_counts (s, &counts);
  next = counts.records + 1;
  save_some (s, &next, SAVES);
  while (more) {
    syncs = 0;
    if (!go_on (s, &more))
      break;
    most = syncs > most ? syncs : most;
  }
  ok (!more && most > 0 && most <= SYNCS_MOST, "%u syncs in a piece at most",
      most);
  ok (store_checkpoint_piece (s, 64, &more, NULL) == OK && !more,
      "and none is left");
  store_close (s);
}

static bool
backup_begins (struct store *s)
{
  bool begun = store_copy_begin (s, NULL) == OK;

  store_copy_end (s);
  return begun;
}

static bool
table_settles (struct store *s)
{
  return settle_table (s, T_CHANGES, NULL) == OK;
}

/* Before files are READ without the library all is in its place. */
static void
test_readers (bool (*reads) (struct store *), const char *what)
{
  struct store *s = test_open ();
  struct hold *pages = guard_hold (s->guard);
  unsigned waited = 0, wrong = 0, next;
  struct counts counts;
  bool more = true;

  store_counts (s, &counts);
  next = counts.records + 1;
  save_some (s, &next, SAVES);
  while (more && go_on (s, &more)) {
    waited += hold_taken (pages) > 0;
    wrong += !reads (s) || hold_taken (pages) > 0;
  }
  ok (!more && waited > 2 && wrong == 0, "%s: no page waits any more", what);
  ok (test_verify (s, NULL, NULL) == 0, "and all agrees");
  store_close (s);
}

int
main (void)
{
  struct store *s;

  test_start ();
  s = test_create ();
  test_register (s);
  store_close (s);
  test_deaths ();
  test_short ();
  test_readers (backup_begins, "a backup begins");
  test_readers (table_settles, "a table is read");
  return tap_done ();
}
