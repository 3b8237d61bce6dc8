/* quiet-test.c - a server that became large gives its memory back when nobody
 * asks for anything, and those who are connected notice nothing.
 */

#include "tests/core/site/fixture.h"

enum {
  SAVES = 500,  /* of long dossiers: the cache is full of their pages         */
  NOTES = 9000, /* letters of each                                           */
  LESS = 1024,  /* KiB given back at least, of the four of the cache         */
  WAIT_MS = 20 * 1000, /* nothing is that slow                               */
};

static struct site *site;
static const struct form *form;
static uint16_t procedure;
static char notes[NOTES + 1];

static bool
save (unsigned n)
{
  struct dossier d;
  struct answer a;
  struct error e = { 0 };
  bool saved;

  dossier_make (&d, form, procedure, 1, n);
  d.texts[NOTES_] = notes;
  saved = went (site_save (site, &d.save, &a, &e), &e) && a.verdict == SAVED;
  answer_free (&a);
  return saved;
}

static uint64_t
server_pid (void)
{
  struct status status;
  struct error e = { 0 };

  if (site_status (site, &status, &e) != OK)
    bail_out (&e);
  return status.server_pid;
}

static uint32_t
records (void)
{
  struct status status;
  struct error e = { 0 };

  if (site_status (site, &status, &e) != OK)
    bail_out (&e);
  return status.records;
}

/* KiB that process PID has in memory as the system says, who asks it nothing;
 * 0: it is gone.
 */
static unsigned long
resident (uint64_t pid)
{
  unsigned long pages = 0, all;
  char path[64];
  FILE *f;

  snprintf (path, sizeof path, "/proc/%llu/statm", (unsigned long long) pid);
  f = fopen (path, "r");
  if (f == NULL)
    return 0;
  if (fscanf (f, "%lu %lu", &all, &pages) != 2)
    pages = 0;
  fclose (f);
  return pages * ((unsigned long) sysconf (_SC_PAGESIZE) / 1024);
}

/* What process PID has when it is not more than MOST KiB any more, or when it
 * is waited for no longer.
 */
static unsigned long
shrunk (uint64_t pid, unsigned long most)
{
  uint64_t until = clock_ticks () + WAIT_MS;
  unsigned long has = resident (pid);

  while (has > most && clock_ticks () < until) {
    usleep (50000);
    has = resident (pid);
  }
  return has;
}

/* Memory that a sanitizer watches is never given back. */
static unsigned long
wanted (unsigned long had)
{
#ifdef __SANITIZE_ADDRESS__
  return had;
#else
  return had - LESS;
#endif
}

static void
test_quiet (void)
{
  uint64_t pid = server_pid ();
  unsigned long had, has;
  unsigned saved = 0;

  while (saved < SAVES && save (saved + 1))
    saved++;
  had = resident (pid);
  has = shrunk (pid, wanted (had));
  ok (saved == SAVES && has > 0 && has <= wanted (had),
      "%u dossiers saved: the server had %lu KiB, quiet it has %lu", saved, had,
      has);
  ok (save (SAVES + 1) && records () == SAVES + 1 && server_pid () == pid,
      "the same server goes on, by the same connection");
  ok (test_verify (site) == 0, "all that was saved agrees");
}

/* It says so, as if it had been started then, and the next one mends it. */
static void
test_lost (void)
{
  uint64_t pid = server_pid ();
  char table[PATH_MAX];
  unsigned long has;
  unsigned n = SAVES + 2;

  while (n < 2 * SAVES && save (n))
    n++;
  snprintf (table, sizeof table, "%.3000s/db/i_due.db", test_folder);
  ok (unlink (table) == 0, "a table is removed");
  has = shrunk (pid, 0);
  ok (has == 0, "a server that cannot open it again ends");
  ok (save (n) && records () == n && server_pid () != pid,
      "the next one goes on");
  ok (test_verify (site) == 0, "and all agrees");
}

int
main (int argc, char **argv)
{
  test_start (argc, argv, "site");
  memset (notes, 'x', NOTES);
  form = made_form ();
  site = test_open ();
  procedure = test_register (site, form);
  test_quiet ();
  test_lost ();
  site_close (site);
  made_free (form);
  return tap_done ();
}
