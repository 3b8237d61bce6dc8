/* dated-test.c - a computer whose clock stands before 1970 keeps nothing under
 * a time that nobody could read back, and all that was kept is still shown.
 */

#include "tests/core/site/fixture.h"

#include <dirent.h>
#include <sys/syscall.h>
#include <time.h>

static const struct form *form;
static time_t back; /* seconds that the clock of this process stands back */

/* In place of the system's. */
int
clock_gettime (clockid_t clock, struct timespec *t)
{
  long rc = syscall (SYS_clock_gettime, clock, t);

  if (clock == CLOCK_REALTIME)
    t->tv_sec -= back;
  return (int) rc;
}

static pid_t
serve (time_t back_by)
{
  struct error e;
  pid_t child;

  fflush (stdout);
  child = fork ();
  if (child != 0)
    return child;
  back = back_by;
  _exit (server_run (test_folder, 0, &e));
}

static struct site *
reach (void)
{
  struct site *s = NULL;
  struct error e;

  for (int tries = 0; tries < 1000 && s == NULL; tries++)
    if (site_open (&s, test_folder, false, &e) != OK)
      usleep (5000);
  if (s == NULL)
    bail_out (&e);
  return s;
}

static enum outcome
save (struct site *s, unsigned n, struct error *e)
{
  struct dossier d;
  struct answer a = { .verdict = REFUSED };
  enum outcome outcome;

  dossier_make (&d, form, test_register (s, form), 1, n);
  outcome = site_save (s, &d.save, &a, e);
  if (outcome == OK && a.verdict != SAVED)
    outcome = fail (e, a.error.kind, 0, "%s", a.error.text);
  answer_free (&a);
  return outcome;
}

/* How many backups lie in their place; the log of what came since lies there
 * too.
 */
static unsigned
backups (const char *place)
{
  DIR *folder = opendir (place);
  const struct dirent *entry;
  unsigned n = 0;

  while (folder != NULL && (entry = readdir (folder)) != NULL)
    n += entry->d_name[0] >= '0' && entry->d_name[0] <= '9';
  if (folder != NULL)
    closedir (folder);
  return n;
}

static void
test_before_1970 (const char *place)
{
  pid_t server = serve ((time_t) 100 * 366 * 24 * 60 * 60);
  struct site *s = reach ();
  struct status status;
  struct backup backup;
  struct error e = { 0 };

  ok (save (s, 2, &e) == ERR_SYSTEM && strstr (e.text, "set the clock") != NULL,
      "a save is refused: %s", e.text);
  ok (site_backup (s, place, NULL, NULL, &backup, &e) == ERR_SYSTEM
        && strstr (e.text, "set the clock") != NULL && backups (place) == 0,
      "and a backup: %s", e.text);
  ok (went (site_status (s, &status, &e), &e) && status.records == 1
        && status.server_pid == (uint64_t) server,
      "what was there is shown, by the same server");
  site_close (s);
  site_stop (test_folder, &e);
  waitpid (server, NULL, 0);
}

static void
test_set (const char *place)
{
  pid_t server = serve (0);
  struct site *s = reach ();
  struct backup backup;
  struct error e = { 0 };

  ok (went (save (s, 2, &e), &e), "the clock is set: a save");
  ok (went (site_backup (s, place, NULL, NULL, &backup, &e), &e)
        && backups (place) == 1,
      "and a backup");
  backup_free (&backup);
  site_close (s);
  site_stop (test_folder, &e);
  waitpid (server, NULL, 0);
}

int
main (int argc, char **argv)
{
  struct error e = { 0 };
  char place[PATH_MAX];
  struct site *s;

  test_start (argc, argv, "site");
  snprintf (place, sizeof place, "%.4000s/backups", test_top);
  form = made_form ();
  s = test_open ();
  ok (went (save (s, 1, &e), &e), "a dossier is saved");
  site_close (s);
  site_stop (test_folder, &e);
  test_before_1970 (place);
  test_set (place);
  made_free (form);
  return tap_done ();
}
