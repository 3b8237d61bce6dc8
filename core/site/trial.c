/* trial.c - what a backup makes, laid down, opened and verified. */

#include "site/trial.h"

#include "base/language.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  CACHE = 16 << 20,
  NICE = 10,
  CPU_LEAST = 120, /* seconds, and two more for each MiB            */
};

struct found {
  uint64_t count;
  char first[200];
};

static void
find (void *with, const char *sentence)
{
  struct found *found = with;

  if (found->count++ == 0)
    snprintf (found->first, sizeof found->first, "%.199s", sentence);
}

static enum outcome
verify (const struct trial *t, struct store *store, const struct counts *counts,
        struct error *e)
{
  struct found found = { 0 };
  struct verify v = { 0 };
  enum outcome outcome = OK;

  while (!v.done && outcome == OK) {
    outcome = store_verify (store, &v, find, &found, e);
    if (t->seen != NULL)
      t->seen (t->with, CARE_VERIFIES, v.records, counts->records);
  }
  if (outcome != OK || found.count == 0)
    return outcome;
  return fail (e, ERR_DAMAGED, 0,
               _ ("what the backup makes does not agree with itself in %llu "
                  "places; the first: %s"),
               (unsigned long long) found.count, found.first);
}

enum outcome
trial_run (const struct trial *t, struct laid *laid, struct counts *counts,
           struct error *e)
{
  struct store *store = NULL;
  enum outcome outcome = backup_lay (&t->lay, laid, e);

  if (outcome == OK)
    outcome =
      store_open (&store, t->lay.db, &t->identity, CACHE, t->lay.group, e);
  if (outcome != OK)
    return outcome;
  store_counts (store, counts);
  outcome = verify (t, store, counts, e);
  store_close (store);
  return outcome;
}

/* ---- apart -------------------------------------------------------------- */

/* What the child says; small enough to be written at once. */
struct said {
  bool over;
  enum care care;
  uint64_t done, total;
  struct laid laid;
  struct counts counts;
  struct error error;
};

static void
say_care (void *with, enum care care, uint64_t done, uint64_t total)
{
  struct said said = { .care = care, .done = done, .total = total };

  if (write (*(int *) with, &said, sizeof said) < 0)
    _exit (1); /* nobody waits for it */
}

__attribute__ ((noreturn)) static void
be_child (const struct trial *t, int say)
{
  enum { SAY = STDERR_FILENO + 1 };
  struct trial trial = *t;
  struct said said = { .over = true };
  uint64_t seconds = CPU_LEAST + (backup_size (t->lay.backup) >> 19);
  struct rlimit cpu = { (rlim_t) seconds, (rlim_t) seconds };
  int to = SAY;

  signal (SIGINT, SIG_DFL);
  signal (SIGPIPE, SIG_IGN);
  if (dup2 (say, SAY) < 0)
    _exit (1);
  close_range (SAY + 1, ~0U, 0);
  setrlimit (RLIMIT_CPU, &cpu);
  if (nice (NICE) == -1)
    errno = 0;
  trial.seen = say_care;
  trial.with = &to;
  said.error.kind = trial_run (&trial, &said.laid, &said.counts, &said.error);
  _exit (write (SAY, &said, sizeof said) != sizeof said);
}

/* Hears the child out; false when it ended without a last word. */
static bool
hear (const struct trial *t, int from, struct said *said)
{
  ssize_t got;

  do {
    got = read (from, said, sizeof *said);
    if (got == sizeof *said && !said->over && t->seen != NULL)
      t->seen (t->with, said->care, said->done, said->total);
  } while ((got == sizeof *said && !said->over) || (got < 0 && errno == EINTR));
  return got == sizeof *said;
}

enum outcome
trial_run_apart (const struct trial *t, struct laid *laid,
                 struct counts *counts, struct error *e)
{
  struct said said;
  int ends[2], status;
  bool heard;
  pid_t child;

  if (pipe (ends) != 0)
    return fail (e, ERR_SYSTEM, errno, _ ("the backup cannot be tried: %s"),
                 strerror (errno));
  child = fork ();
  if (child == 0)
    be_child (t, ends[1]);
  close (ends[1]);
  heard = child > 0 && hear (t, ends[0], &said);
  close (ends[0]);
  while (child > 0 && waitpid (child, &status, 0) < 0 && errno == EINTR)
    continue;
  if (!heard)
    return fail (e, child > 0 ? ERR_DAMAGED : ERR_SYSTEM, 0,
                 _ ("what was copied cannot be recovered; run hoso verify"));
  *laid = said.laid;
  *counts = said.counts;
  return said.error.kind == OK
           ? OK
           : fail (e, said.error.kind, said.error.os, "%s", said.error.text);
}
