/* old-test.c - plugins that were compiled long ago still load and work.
 *
 * Each binary of an ABI is kept with its source; it is loaded here as it is.
 */

#include "entry/sample.h"
#include "tests/tap.h"

#include "base/file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#if defined __x86_64__ && defined __linux__ && defined __GLIBC__
static const char *const kept[] = { "abi-1-x86-64.so" };
enum { KEPT = 1 };
#else
static const char *const kept[] = { NULL };
enum { KEPT = 0 };
#endif

static char folder[PATH_MAX];

/* A copy that nobody else can write, wherever the sources are. */
static const char *
copy_of (const char *name)
{
  static char path[2 * PATH_MAX];
  const char *source = getenv ("srcdir");
  SCOPED_BYTES image = { 0 };

  snprintf (path, sizeof path, "%s/tests/plugins/old/%s",
            source == NULL ? "." : source, name);
  if (file_read (path, 1 << 20, &image, NULL) != OK)
    return NULL;
  snprintf (path, sizeof path, "%s/%s", folder, name);
  return file_write (path, 0755, image.at, image.len, NULL) == OK ? path : NULL;
}

static void
test_form (const struct form *f)
{
  uint16_t table = form_field_named (f, "van_ban");

  ok (f->n_fields == 11 && f->n_headings == 3 && f->revision == 2
        && f->keep_years == 10,
      "its form, %u fields under %u headings", f->n_fields, f->n_headings);
  ok (table != NO_FIELD && f->fields[table].n_columns == 2
        && f->fields[1].max != NULL && f->headings[1].differs != NULL,
      "its columns, limits and persons");
  ok (f->n_rules == 3 && f->rules[1].each == table && f->rules[1].unverified
        && f->rules[2].test != NULL,
      "its rules");
  ok (f->n_amounts == 2 && f->amounts[1].amount == 3000 && f->n_terms == 3
        && f->terms[2].more && f->n_fees == 1 && f->n_papers == 1
        && f->papers[0].count == 2 && f->n_sheets == 1
        && f->sheets[0].paper == 5 && f->n_states == 1
        && f->states[0].stops_clock && f->n_uniques == 1
        && f->uniques[0].open_only,
      "its amounts, terms, fees, papers, sheets, states, duplicates");
}

static void
test_samples (const struct procedure *p)
{
  struct session *session = sample_session (p);

  ok (procedure_samples (p) == 3, "its samples");
  for (size_t i = 0; i < procedure_samples (p); i++) {
    SCOPED_BYTES problems = { 0 };

    if (!ok (sample_holds (p, i, session, NULL, &problems), "sample %s",
             procedure_sample (p, i).name))
      printf ("# %s\n", bytes_text (&problems));
  }
  session_free (session);
}

static void
test_old (const char *name)
{
  const char *path = copy_of (name);
  struct procedure p;
  struct error e = { 0 };

  if (!ok (path != NULL && procedure_load (path, &p, &e) == OK, "%s loads",
           name)) {
    printf ("# %s\n", e.text);
    return;
  }
  test_form (p.form);
  test_samples (&p);
  procedure_unload (&p);
}

int
main (void)
{
  const char *tmp = getenv ("TMPDIR");

  if (KEPT == 0) {
    printf ("1..0 # SKIP no binaries are kept for this machine\n");
    return 0;
  }
  snprintf (folder, sizeof folder, "%s/hoso-old-XXXXXX",
            tmp == NULL ? "/tmp" : tmp);
  if (mkdtemp (folder) == NULL)
    return 99;
  for (size_t i = 0; i < KEPT; i++)
    test_old (kept[i]);
  folder_remove (folder, NULL);
  return tap_done ();
}
