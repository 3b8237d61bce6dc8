/* samples-test.c - every sample of every plugin finds what it says, and every
 * rule is broken by one.
 */

#include "tests/plugins/sample.h"
#include "tests/tap.h"

#include "base/language.h"

/* Whether the words of LIST, parted by blanks, have WORD. */
static bool
has_word (const char *list, const char *word)
{
  size_t len = strlen (word);

  for (const char *at = list; at != NULL && *at != '\0';) {
    size_t n = strcspn (at, " ");

    if (n == len && strncmp (at, word, len) == 0)
      return true;
    at += n + strspn (at + n, " ");
  }
  return false;
}

/* The ids found, each once, parted by blanks. */
static const char *
ids_found (const struct findings *found, struct bytes *to)
{
  for (size_t i = 0; i < found->count; i++)
    if (!has_word (bytes_text (to), found->at[i].id))
      bytes_printf (to, "%s%s", to->len == 0 ? "" : " ", found->at[i].id);
  return bytes_text (to);
}

static bool
all_in (const char *words, const char *list)
{
  char word[64];

  for (const char *at = words; *at != '\0';) {
    size_t n = strcspn (at, " ");

    snprintf (word, sizeof word, "%.*s", (int) n, at);
    if (n > 0 && !has_word (list, word))
      return false;
    at += n + strspn (at + n, " ");
  }
  return true;
}

static void
test_value (const struct procedure *p, const struct sample *s, uint16_t f,
            const char *got)
{
  const struct form_field *field = &p->form->fields[f];
  const char *given = s->given[f];
  SCOPED_BYTES wanted = { 0 };

  field_parse (field, given, strlen (given), FILED, 0, &wanted, NULL);
  if (!ok (strcmp (got, bytes_text (&wanted)) == 0, "%s, %s: %s", p->form->name,
           s->name, field->key))
    printf ("# wanted \"%s\" got \"%s\"\n", bytes_text (&wanted), got);
}

static void
test_values (const struct procedure *p, struct sample *s)
{
  const char *const *texts = session_values (s->session)->texts;

  for (uint16_t f = 0; f < p->form->n_fields; f++)
    if (s->given[f] != NULL)
      test_value (p, s, f, texts[f]);
}

/* BROKEN[i] is set when rule I is found. */
static void
test_sample (const struct procedure *p, size_t i, bool *broken)
{
  struct sample s = sample_open (p, i);
  const struct findings *found = session_check (s.session);
  SCOPED_BYTES ids = { 0 };
  const char *got = ids_found (found, &ids);

  if (!ok (all_in (got, s.finds) && all_in (s.finds, got), "%s: %s",
           p->form->name, s.name)) {
    printf ("# wanted \"%s\" got \"%s\"\n", s.finds, got);
    for (size_t j = 0; j < found->count; j++)
      printf ("#   %s: %s\n", found->at[j].id, found->at[j].text);
  }
  for (uint16_t r = 0; r < p->form->n_rules; r++)
    broken[r] |= has_word (got, p->form->rules[r].id);
  test_values (p, &s);
  sample_close (&s);
}

static void
test_procedure (const struct procedure *p)
{
  bool broken[256] = { false };
  size_t good = 0, n = procedure_samples (p);

  for (size_t i = 0; i < n; i++) {
    test_sample (p, i, broken);
    good += procedure_sample (p, i).finds[0] == '\0';
  }
  ok (good >= 3 && n - good >= 4, "%s has %zu good samples and %zu bad ones",
      p->form->name, good, n - good);
  for (uint16_t r = 0; r < p->form->n_rules; r++)
    ok (broken[r], "%s: a sample breaks %s", p->form->name,
        p->form->rules[r].id);
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
