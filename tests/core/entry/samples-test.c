/* samples-test.c - every sample of every plugin finds exactly what it says. */

#include "entry/sample.h"
#include "tests/tap.h"

#include <string.h>

static void
test_sample (const struct procedure *p, size_t i, struct session *s)
{
  SCOPED_BYTES problems = { 0 };

  if (!ok (sample_holds (p, i, s, NULL, &problems), "%s: %s", p->form->name,
           procedure_sample (p, i).name))
    for (char *at = (char *) bytes_text (&problems), *line;
         (line = strsep (&at, "\n")) != NULL && *line != '\0';)
      printf ("# %s\n", line);
}

static void
test_procedure (const struct procedure *p)
{
  struct session *s;

  if (p->form == NULL) {
    if (p->problem != NULL)
      ok (false, "%s: %s", p->path, p->problem);
    return;
  }
  s = sample_session (p);
  for (size_t i = 0; i < procedure_samples (p); i++)
    test_sample (p, i, s);
  session_free (s);
}

int
main (void)
{
  struct plugins *plugins = plugins_load (NULL, NULL);

  ok (plugins_count (plugins) > 0, "there are plugins");
  for (size_t i = 0; i < plugins_count (plugins); i++)
    test_procedure (plugins_at (plugins, i));
  plugins_free (plugins);
  return tap_done ();
}
