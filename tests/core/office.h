/* office.h - a site with its server and the birth registration, for one test of
 * batches.
 *
 * The server is a child of the test; everything is removed at the end.
 */
#ifndef TESTS_CORE_OFFICE_H
#define TESTS_CORE_OFFICE_H

#include "area/area.h"
#include "base/clock.h"
#include "base/file.h"
#include "dossier/calendar.h"
#include "dossier/fee.h"
#include "plugin/plugin.h"
#include "site/site.h"
#include "tests/tap.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OFFICES_MOST = 8 };

static char work[PATH_MAX];     /* folder of the test */
static struct procedure births; /* khai-sinh */
static pid_t main_process;

struct office {
  char folder[PATH_MAX];
  struct site *site;
  pid_t server;
};
static struct office offices[OFFICES_MOST];
static size_t n_offices;

__attribute__ ((noreturn)) static inline void
bail_out (const char *what, const struct error *e)
{
  printf ("Bail out! %s: %s\n", what, e->text);
  exit (1);
}

/* Says why a call failed; true when it did not. */
__attribute__ ((unused)) static bool
went (enum outcome got, const struct error *e)
{
  if (got != OK)
    printf ("# outcome %d: %s\n", got, e->text);
  return got == OK;
}

static inline void
office_close (struct office *o)
{
  if (o->site != NULL)
    site_close (o->site);
  o->site = NULL;
  if (o->server > 0) {
    kill (o->server, SIGTERM);
    waitpid (o->server, NULL, 0);
  }
  o->server = 0;
}

static inline void
close_all (void)
{
  if (getpid () != main_process)
    return;
  for (size_t i = 0; i < n_offices; i++)
    office_close (&offices[i]);
  procedure_unload (&births);
  folder_remove (work, NULL);
}

static inline void
start (void)
{
  const char *tmp = getenv ("TMPDIR"), *builddir = getenv ("builddir");
  char plugin[PATH_MAX];
  struct error e = { 0 };

  main_process = getpid ();
  snprintf (work, sizeof work, "%.4000s/hoso-batch-XXXXXX",
            tmp != NULL ? tmp : "/tmp");
  if (mkdtemp (work) == NULL)
    bail_out (work, &e);
  atexit (close_all);
  snprintf (plugin, sizeof plugin, "%.4000s/plugins/.libs/khai-sinh.so",
            builddir != NULL ? builddir : ".");
  if (area_start (NULL, &e) != OK || calendar_start (NULL, &e) != OK
      || amounts_start (NULL, &e) != OK
      || procedure_load (plugin, &births, &e) != OK)
    bail_out ("the plugin", &e);
}

/* PATH of NAME in the folder of the test; the result is used again after
 * sixteen more calls.
 */
static inline const char *
in_work (const char *name)
{
  static char paths[16][PATH_MAX + 64];
  static unsigned next;
  char *path = paths[next++ % 16];

  snprintf (path, sizeof paths[0], "%s/%s", work, name);
  return path;
}

static inline pid_t
run_server (const char *folder)
{
  pid_t child = fork ();
  struct error e = { 0 };

  if (child != 0)
    return child;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  dup2 (open ("/dev/null", O_WRONLY), STDOUT_FILENO);
  if (server_run (folder, 0, &e) != OK)
    fprintf (stderr, "server: %s\n", e.text);
  _exit (0);
}

static inline void
connect_to (struct office *o)
{
  const struct timespec pause = { .tv_nsec = 20 * 1000 * 1000 };
  struct error e = { 0 };

  for (int tries = 0; tries < 500; tries++) {
    if (site_open (&o->site, o->folder, false, &e) == OK)
      return;
    o->site = NULL;
    nanosleep (&pause, NULL);
  }
  bail_out ("no server", &e);
}

/* A new empty site in the folder NAME, its server running. */
static inline struct office *
office_new (const char *name)
{
  static struct config config;
  struct office *o = &offices[n_offices++];
  struct error e = { 0 };

  config = (struct config){ .ward = "26740", .language = "vi" };
  snprintf (o->folder, sizeof o->folder, "%.4000s/%s", work, name);
  memcpy (config.folder, o->folder, sizeof config.folder);
  snprintf (config.name, sizeof config.name, "UBND Phường Thử");
  snprintf (config.identity.office, sizeof config.identity.office, "H29.22.1");
  if (config_make (&config, NULL, &e) != OK)
    bail_out (name, &e);
  o->server = run_server (o->folder);
  connect_to (o);
  return o;
}

/* ---- Births -------------------------------------------------------------- */

/* Value of KEY in the sample that every birth here begins with; "" if none. */
static inline void
sample_value (const char *key, struct bytes *to)
{
  const char *line = procedure_sample (&births, 0).values;
  size_t len = strlen (key);

  while (*line != '\0' && (strncmp (line, key, len) != 0 || line[len] != '=')) {
    line += strcspn (line, "\n");
    line += *line == '\n';
  }
  if (*line != '\0')
    bytes_add (to, line + len + 1, strcspn (line + len + 1, "\n"));
}

/* Columns of births: received, and the fields of the sample. */
static inline size_t
birth_columns (const char *keys[FIELDS_MOST])
{
  size_t count = 0;

  keys[count++] = "received";
  for (uint16_t f = 0; f < births.form->n_fields; f++) {
    SCOPED_BYTES value = { 0 };

    sample_value (births.form->fields[f].key, &value);
    if (value.len > 0 && births.form->fields[f].need != HOSO_GIVEN)
      keys[count++] = births.form->fields[f].key;
  }
  return count;
}

static inline void
add_header (struct bytes *to)
{
  const char *keys[FIELDS_MOST];
  size_t count = birth_columns (keys);

  for (size_t i = 0; i < count; i++)
    bytes_printf (to, "%s%s", i > 0 ? "," : "", keys[i]);
  bytes_add_char (to, '\n');
}

/* Birth number I: another child and paper each time, of the same parents.  KEY,
 * when it is not NULL, has VALUE instead, spelled as CSV.
 */
static inline void
add_birth (struct bytes *to, unsigned i, const char *key, const char *value)
{
  static const char *const names[] = { "AN",  "BÌNH", "CÚC", "DUNG", "GIANG",
                                       "HOA", "LAN",  "MAI", "NGA",  "OANH" };
  const char *keys[FIELDS_MOST];
  size_t count = birth_columns (keys);

  for (size_t k = 0; k < count; k++) {
    SCOPED_BYTES cell = { 0 };

    sample_value (keys[k], &cell);
    if (k > 0)
      bytes_add_char (to, ',');
    if (key != NULL && strcmp (key, keys[k]) == 0)
      bytes_add_text (to, value);
    else if (k == 0)
      bytes_add_text (to, "2026-11-20T09:00:00+07:00");
    else if (strcmp (keys[k], "ks_ho_ten") == 0)
      bytes_printf (to, "NGUYỄN THỊ %s %s %s %s", names[i / 1000 % 10],
                    names[i / 100 % 10], names[i / 10 % 10], names[i % 10]);
    else if (strcmp (keys[k], "ks_so_gcs") == 0)
      bytes_printf (to, "%u/2026", i);
    else if (memchr (bytes_text (&cell), ',', cell.len) != NULL)
      bytes_printf (to, "\"%s\"", bytes_text (&cell));
    else
      bytes_add_text (to, bytes_text (&cell));
  }
  bytes_add_char (to, '\n');
}

/* A file NAME of births FIRST .. FIRST + COUNT - 1. */
static inline void
write_births (const char *name, unsigned first, unsigned count)
{
  SCOPED_BYTES text = { 0 };
  struct error e = { 0 };

  add_header (&text);
  for (unsigned i = first; i < first + count; i++)
    add_birth (&text, i, NULL, NULL);
  if (file_write (in_work (name), 0600, text.at, text.len, &e) != OK)
    bail_out (name, &e);
}

static inline void
write_text (const char *name, const char *text, size_t len)
{
  struct error e = { 0 };

  if (file_write (in_work (name), 0600, text, len, &e) != OK)
    bail_out (name, &e);
}

static inline uint64_t
clock_at (const char *text)
{
  uint64_t time = 0;

  clock_read (text, &time);
  return time;
}

/* The whole file NAME, ended by 0; "" when there is none. */
static inline const char *
read_text (const char *name, struct bytes *to)
{
  bytes_clear (to);
  file_read (in_work (name), 1 << 28, to, NULL);
  return bytes_text (to);
}

static inline bool
same_files (const char *one, const char *other)
{
  SCOPED_BYTES a = { 0 }, b = { 0 };

  read_text (one, &a);
  read_text (other, &b);
  return a.len > 0 && a.len == b.len && memcmp (a.at, b.at, a.len) == 0;
}

static inline size_t
count_lines (const struct bytes *text)
{
  size_t lines = 0;

  for (size_t i = 0; i < text->len; i++)
    lines += text->at[i] == '\n';
  return lines;
}

#endif
