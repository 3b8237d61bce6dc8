/* english-test.c - everything that people read of a procedure has English. */

#include "tests/tap.h"

#include "base/language.h"
#include "base/place.h"
#include "plugin/plugin.h"
#include "text/width.h"

#include <string.h>

static unsigned missing;

static void
said (const struct form *f, const char *what, const char *const words[])
{
  if (words[VI] != NULL && words[EN] == NULL) {
    missing++;
    printf ("# %s, %s: \"%s\"\n", f->name, what, words[VI]);
  }
}

/* In the entry form a label has 22 cells, in any language. */
static void
fits (const struct form *f, const char *label)
{
  if (label != NULL && width_cells (label, strlen (label)) > 22) {
    missing++;
    printf ("# %s: too wide: \"%s\"\n", f->name, label);
  }
}

static void
test_fields (const struct form *f)
{
  for (uint16_t i = 0; i < f->n_fields; i++) {
    const struct form_field *field = &f->fields[i];

    said (f, field->key, field->label);
    said (f, field->key, field->short_label);
    said (f, field->key, field->help);
    fits (f, field->short_label[EN]);
    for (uint16_t j = 0; j < field->n_choices; j++)
      said (f, field->key, field->choices[j].label);
    for (uint16_t j = 0; j < field->n_columns; j++)
      said (f, field->columns[j].key, field->columns[j].label);
  }
}

static void
test_form (const struct form *f)
{
  missing = 0;
  said (f, "the title", f->title);
  test_fields (f);
  for (uint16_t i = 0; i < f->n_headings; i++)
    said (f, "a heading", f->headings[i].label);
  for (uint16_t i = 0; i < f->n_rules; i++)
    said (f, f->rules[i].id, f->rules[i].text);
  for (uint16_t i = 0; i < f->n_uniques; i++)
    said (f, f->uniques[i].id, f->uniques[i].text);
  for (uint16_t i = 0; i < f->n_fees; i++)
    said (f, "a fee", f->fees[i].name);
  for (uint16_t i = 0; i < f->n_papers; i++)
    said (f, "a paper", f->papers[i].name);
  for (uint16_t i = 0; i < f->n_sheets; i++)
    said (f, "a sheet", f->sheets[i].title);
  for (uint16_t i = 0; i < f->n_states; i++)
    said (f, "a state", f->states[i].title);
  ok (missing == 0, "%s is all in English, and fits", f->name);
}

int
main (void)
{
  struct plugins *plugins;

  language_start (place_locale (), VI);
  language_set (VI);
  plugins = plugins_load (NULL, NULL);
  ok (plugins_count (plugins) > 0, "there are procedures");
  for (size_t i = 0; i < plugins_count (plugins); i++)
    if (plugins_at (plugins, i)->form != NULL)
      test_form (plugins_at (plugins, i)->form);
  ok (language_now () == VI, "the language is what it was");
  plugins_free (plugins);
  return tap_done ();
}
