/* samples-test.c - every sample of every plugin finds what it says, and every
 * rule is broken by one.
 */

#include "entry/sample.h"
#include "tests/tap.h"

#include "base/language.h"

#include <string.h>

enum { RULES_MOST = 500 };

/* The problems, a comment each. */
static void
tell (struct bytes *problems)
{
  char *text = (char *) bytes_text (problems);

  for (char *line = strtok (text, "\n"); line != NULL;
       line = strtok (NULL, "\n"))
    printf ("# %s\n", line);
}

static void
test_procedure (const struct procedure *p)
{
  struct session *session = sample_session (p);
  bool broken[RULES_MOST] = { false };
  size_t good = 0, n = procedure_samples (p);

  for (size_t i = 0; i < n; i++) {
    struct hoso_sample sample = procedure_sample (p, i);
    SCOPED_BYTES problems = { 0 };

    if (!ok (sample_holds (p, i, session, broken, &problems), "%s: %s",
             p->form->name, sample.name))
      tell (&problems);
    good += sample.finds == NULL || sample.finds[0] == '\0';
  }
  ok (good >= 3 && n - good >= 4, "%s has %zu good samples and %zu bad ones",
      p->form->name, good, n - good);
  for (uint16_t r = 0; r < p->form->n_rules && r < RULES_MOST; r++)
    ok (broken[r], "%s: a sample breaks %s", p->form->name,
        p->form->rules[r].id);
  session_free (session);
}

/* Nothing that lint would like to be better. */
static void
test_lint (const struct procedure *p)
{
  if (!ok (p->problem == NULL, "%s loads", p->path))
    printf ("# %s\n", p->problem);
  if (!ok (p->remarks == NULL, "%s: lint is content", p->path))
    printf ("# %s", p->remarks);
}

int
main (void)
{
  struct plugins *plugins;

  language_start ("/nonexistent", VI);
  plugins = plugins_load (NULL, NULL);
  ok (plugins_count (plugins) >= 3, "there are %zu plugins",
      plugins_count (plugins));
  for (size_t i = 0; i < plugins_count (plugins); i++) {
    const struct procedure *p = plugins_at (plugins, i);

    test_lint (p);
    if (p->form != NULL)
      test_procedure (p);
  }
  plugins_free (plugins);
  return tap_done ();
}
