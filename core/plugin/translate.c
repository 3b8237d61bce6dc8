/* translate.c - a form's labels in the other languages, by gettext. */

#include "plugin/make.h"

#include "base/language.h"

#include <stdio.h>

/* The language of the program is EN while this runs; what has no translation
 * stays NULL, which reads as the Vietnamese one.
 */
static void
say (const char *domain, const char *context, const char *const words[])
{
  /* The arrays are the form's own, and only now are they filled. */
  const char **to = (const char **) words;
  const char *said;

  if (to[VI] == NULL)
    return;
  said = language_say_in (domain, context, to[VI]);
  to[EN] = said == to[VI] ? NULL : said;
}

static void
say_field (const char *domain, const struct form_field *f)
{
  say (domain, f->key, f->label);
  say (domain, f->key, f->short_label);
  say (domain, NULL, f->help);
  for (uint16_t i = 0; i < f->n_choices; i++)
    say (domain, f->key, f->choices[i].label);
  for (uint16_t i = 0; i < f->n_columns; i++)
    say_field (domain, &f->columns[i]);
}

static void
say_form (const char *domain, const struct form *f)
{
  say (domain, NULL, f->title);
  for (uint16_t i = 0; i < f->n_headings; i++)
    say (domain, f->headings[i].key, f->headings[i].label);
  for (uint16_t i = 0; i < f->n_fields; i++)
    say_field (domain, &f->fields[i]);
  for (uint16_t i = 0; i < f->n_rules; i++)
    say (domain, NULL, f->rules[i].text);
  for (uint16_t i = 0; i < f->n_uniques; i++)
    say (domain, NULL, f->uniques[i].text);
  for (uint16_t i = 0; i < f->n_fees; i++)
    say (domain, NULL, f->fees[i].name);
  for (uint16_t i = 0; i < f->n_papers; i++)
    say (domain, NULL, f->papers[i].name);
  for (uint16_t i = 0; i < f->n_sheets; i++)
    say (domain, NULL, f->sheets[i].title);
  for (uint16_t i = 0; i < f->n_states; i++)
    say (domain, NULL, f->states[i].title);
}

void
make_languages (struct form *f)
{
  enum language before = language_now ();
  char domain[64];

  snprintf (domain, sizeof domain, "hoso-%s", f->name);
  language_set (EN);
  say_form (domain, f);
  language_set (before);
}
