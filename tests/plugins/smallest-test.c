/* smallest-test.c - the example that authors begin with is without a fault. */

#include "entry/sample.h"
#include "tests/tap.h"

#include <limits.h>
#include <stdlib.h>

int
main (void)
{
  const char *build = getenv ("builddir");
  bool broken[8] = { false };
  char path[PATH_MAX];
  struct procedure p;
  struct error e = { 0 };
  struct session *session;

  snprintf (path, sizeof path, "%s/examples/.libs/smallest.so",
            build == NULL ? "." : build);
  if (!ok (procedure_load (path, &p, &e) == OK, "it loads")) {
    printf ("# %s\n", e.text);
    return tap_done ();
  }
  ok (p.remarks == NULL, "lint is content");
  session = sample_session (&p);
  for (size_t i = 0; i < procedure_samples (&p); i++) {
    SCOPED_BYTES problems = { 0 };

    if (!ok (sample_holds (&p, i, session, broken, &problems), "sample %zu", i))
      printf ("# %s\n", bytes_text (&problems));
  }
  ok (p.form->n_rules == 1 && broken[0], "its rule is broken by one");
  session_free (session);
  procedure_unload (&p);
  return tap_done ();
}
