/* renew-test.c - a store whose cache has become large is closed and opened
 * again: small, with all that it had in memory, whatever it dies at.
 */

#include "store/copy.h"
#include "store/waiting.h"
#include "tests/core/store/forms.h"

#include "base/clock.h"

#include <fcntl.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  CACHE = 4 << 20,
  MANY = 3000, /* dossiers whose pages are more than a calm cache            */
  FEW = 20,    /* whose words and rows wait                                  */
  SAVES = 5,   /* before a death                                             */
};

/* ---- a process that dies at a call ------------------------------------ */

enum kind { WRITES, FILES, KINDS };

static unsigned left[KINDS]; /* calls until it dies; 0: it lives on */

/* Ends as by a signal that cannot be caught. */
static void
count_call (enum kind k)
{
  if (left[k] > 0 && --left[k] == 0)
    kill (getpid (), SIGKILL);
}

ssize_t
pwrite (int fd, const void *from, size_t len, off_t at)
{
  count_call (WRITES);
  return syscall (SYS_pwrite64, fd, from, len, at);
}

int
fdatasync (int fd)
{
  count_call (WRITES);
  return (int) syscall (SYS_fdatasync, fd);
}

int
open (const char *path, int flags, ...)
{
  va_list more;
  int mode;

  va_start (more, flags);
  mode = va_arg (more, int);
  va_end (more);
  count_call (FILES);
  return (int) syscall (SYS_openat, AT_FDCWD, path, flags, mode);
}

int
close (int fd)
{
  count_call (FILES);
  return (int) syscall (SYS_close, fd);
}

/* ---- stores ----------------------------------------------------------- */

static struct store *
open_large (void)
{
  struct error e = { 0 };
  struct store *s;

  if (went (store_open (&s, test_db, &test_site, CACHE, false, &e), &e))
    return s;
  exit (1);
}

/* Dossiers that follow those that are there. */
static bool
save_more (struct store *s, unsigned count)
{
  struct counts c;

  store_counts (s, &c);
  return test_save (s, c.records + 1, c.records + count)
         && store_flush (s, NULL) == OK;
}

static bool
renews (struct store *s)
{
  struct error e = { 0 };

  return went (store_renew (s, &e), &e) && s->env != NULL;
}

static bool
has_draft (struct store *s)
{
  SCOPED_BYTES hold = { 0 };
  struct draft d;

  return store_draft_get (s, test_site.site, &d, &hold, NULL) == OK;
}

static bool
put_draft (struct store *s)
{
  struct draft d = { .officer = 1, .procedure = "9.000001" };

  memcpy (d.id, test_site.site, ID_SIZE);
  return store_begin (s, NULL) == OK && store_draft_put (s, &d, NULL) == OK
         && store_answer (s, test_site.site, 7, 1, 2, clock_now (), NULL) == OK
         && store_commit (s, NULL) == OK;
}

static bool
was_answered (struct store *s)
{
  uint64_t first, last;

  return store_answered (s, test_site.site, 7, &first, &last, NULL) == OK
         && first == 1 && last == 2;
}

static uint32_t
found (struct store *s, const char *words)
{
  uint32_t total = 0;
  unsigned rows = 0;
  bool about;

  if (store_find (s, words, false, 1, count_row, &rows, &total, &about, NULL)
      != OK)
    return 0;
  return total;
}

/* ---- what is kept ----------------------------------------------------- */

static void
test_small (void)
{
  struct store *s = open_large ();
  struct counts had, has;
  uint32_t words;
  size_t rows;

  ok (!store_is_large (s), "a store that was just opened is small");
  ok (save_more (s, MANY) && store_is_large (s), "%u dossiers make it large",
      MANY);
  settle_all (s, NULL);
  put_draft (s);
  save_more (s, FEW);
  store_counts (s, &had);
  words = found (s, "Nguyễn Văn An");
  rows = waiting_rows (s->waiting);
  ok (renews (s) && !store_is_large (s), "renewed it is small");
  store_counts (s, &has);
  ok (memcmp (&had, &has, sizeof had) == 0, "it ends where it ended");
  ok (rows > 0 && rows == waiting_rows (s->waiting), "%zu rows wait as before",
      rows);
  ok (words > MANY / 6 && words == found (s, "Nguyễn Văn An"),
      "%u dossiers are found as before", words);
  ok (has_draft (s) && was_answered (s), "drafts and answers are there");
  ok (save_more (s, FEW) && found (s, "Nguyễn Văn An") > words,
      "more are saved and found");
  ok (test_verify (s, NULL, NULL) == 0, "all agrees");
  store_close (s);
  s = open_large ();
  ok (test_verify (s, NULL, NULL) == 0, "and when it is opened the next time");
  store_close (s);
}

/* For people: nothing is asserted of it. */
static void
test_time (void)
{
  enum { TIMES = 10 };
  struct store *s = open_large ();
  uint64_t most = 0, all = 0;
  bool good = true;

  for (unsigned i = 0; i < TIMES; i++) {
    uint64_t from;

    good = save_more (s, FEW) && store_checkpoint (s, 0, NULL) == OK && good;
    from = clock_now ();
    good = renews (s) && good;
    from = clock_now () - from;
    all += from;
    most = from > most ? from : most;
  }
  ok (good, "renewed in %.1f ms, at most %.1f", (double) all / TIMES / 1e3,
      (double) most / 1e3);
  store_close (s);
}

static bool
is_left_alone (struct store *s)
{
  const DB_ENV *env = s->env;

  return !store_is_large (s) && renews (s) && s->env == env;
}

static void
test_in_use (void)
{
  struct store *s = open_large ();
  struct verify v = { 0 };

  save_more (s, MANY);
  settle_all (s, NULL); /* before a run begins */
  ok (store_is_large (s), "a large store");
  store_begin (s, NULL);
  ok (is_left_alone (s), "is left alone in a transaction");
  store_abort (s);
  store_copy_begin (s, NULL);
  ok (is_left_alone (s), "and while it is copied");
  store_copy_end (s);
  ok (store_is_large (s), "not afterwards");
  store_verify (s, &v, print_problem, NULL, NULL);
  ok (is_left_alone (s), "and while it is verified");
  store_close (s);
}

/* ---- deaths ----------------------------------------------------------- */

/* A child renews the store and dies at call N of a KIND; false when it came to
 * its end, or before the store was saved to.
 */
static bool
dies_at (enum kind kind, unsigned n, int *status)
{
  pid_t pid;

  fflush (stdout);
  pid = fork ();
  if (pid == 0) {
    struct store *s = test_open ();

    if (!save_more (s, SAVES))
      _exit (2);
    left[kind] = n;
    if (!renews (s))
      _exit (2);
    left[kind] = 0;
    _exit (0);
  }
  return pid > 0 && waitpid (pid, status, 0) == pid && WIFSIGNALED (*status);
}

static void
test_deaths (enum kind kind, unsigned step, unsigned least, const char *what)
{
  unsigned n = 1, wrong = 0;
  int status = 0;
  struct counts had;
  struct store *s = test_open ();

  store_counts (s, &had);
  store_close (s);
  while (dies_at (kind, n, &status)) {
    struct counts has;

    s = test_open ();
    store_counts (s, &has);
    had.records += SAVES;
    if (has.records != had.records || !has_draft (s)) {
      printf ("# dead at %u: %u of %u\n", n, has.records, had.records);
      wrong++;
    }
    store_close (s);
    n += step;
  }
  ok (WIFEXITED (status) && WEXITSTATUS (status) == 0 && wrong == 0
        && n > least,
      "dead at any of %u %s: nothing is lost", n, what);
  s = test_open ();
  ok (test_verify (s, NULL, NULL) == 0, "and all agrees");
  store_close (s);
}

/* ---- what went wrong meanwhile ---------------------------------------- */

static void
lose_table (struct store *s)
{
  char path[4096];

  table_path (s, T_DUE, path, NULL);
  unlink (path);
}

static void
cut_log (struct store *s)
{
  char path[4096];

  snprintf (path, sizeof path, "%.3000s/log.%010u", test_db,
            s->witness.log_file);
  if (truncate (path, 4096) != 0)
    _exit (2);
}

/* Whether an owner, a child, cannot open it again after SPOIL, and says so. */
static bool
is_lost (void (*spoil) (struct store *))
{
  int status = 1;
  pid_t pid;

  fflush (stdout);
  pid = fork ();
  if (pid == 0) {
    struct store *s = open_large ();
    struct error e = { 0 };

    save_more (s, FEW);
    spoil (s);
    status = store_renew (s, &e) != ERR_DAMAGED || e.text[0] == '\0';
    printf ("# %s\n", e.text);
    fflush (stdout);
    store_abandon (s);
    _exit (status);
  }
  return pid > 0 && waitpid (pid, &status, 0) == pid && status == 0;
}

static void
test_missing (void)
{
  struct store *s;

  ok (is_lost (lose_table), "a table is missing");
  s = open_large ();
  ok (test_verify (s, NULL, NULL) == 0, "the next owner makes it anew");
  store_close (s);
}

static void
test_cut (void)
{
  struct store *next;
  struct error e = { 0 };

  ok (is_lost (cut_log), "the log was cut");
  ok (store_open (&next, test_db, &test_site, CACHE, false, &e) == ERR_DAMAGED,
      "the next owner: %s", e.text);
}

int
main (void)
{
  struct store *s;

  test_start ();
  s = test_create ();
  test_register (s);
  store_close (s);
  test_small ();
  test_time ();
  test_in_use ();
  test_deaths (WRITES, 1, 15, "writes and syncs");
  test_deaths (FILES, 7, 50, "files opened or closed");
  test_missing ();
  test_cut ();
  return tap_done ();
}
