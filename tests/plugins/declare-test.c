/* declare-test.c - forms as bytes: there and back, cut short and bent. */

#include "tests/tap.h"

#include "base/language.h"
#include "form/declare.h"
#include "form/kind.h"
#include "plugin/plugin.h"

#include <string.h>

enum { BENT = 2000 }; /* times */

/* Always the same bends: a failure can be repeated. */
static uint32_t seed = 12345;

static uint32_t
chance (uint32_t below)
{
  seed = seed * 1664525u + 1013904223u;
  return (uint32_t) (((uint64_t) seed * below) >> 32);
}

/* ---- asking a form everything ---------------------------------------------
 */

static void
ask_field (const struct form_field *f, const struct scope *s)
{
  SCOPED_BYTES shown = { 0 };

  condition_asks (f->required, s);
  condition_asks (f->shown, s);
  if (f->min != NULL)
    value_compare (f->min, s, f->kind, "2026-11-20");
  if (f->max != NULL)
    value_compare (f->max, s, f->kind, "5");
  if (f->initial != NULL)
    value_text (f->initial, s, &shown);
  if (f->value != NULL)
    value_text (f->value, s, &shown);
  field_show (f, "1;2", &shown);
  for (uint16_t i = 0; i < f->n_choices; i++)
    bytes_add_text (&shown, form_words (f->choices[i].label));
  bytes_add_text (&shown, form_words (f->label));
}

/* Whatever decodes must stand being used. */
static void
ask_all (const struct form *f)
{
  const char **values = bytes_must ((f->n_fields + 1u) * sizeof *values);
  struct scope s = { .form = f,
                     .values = values,
                     .received = 20777,
                     .ward = "26740",
                     .officer = "an" };
  SCOPED_BYTES again = { 0 };

  for (uint16_t i = 0; i < f->n_fields; i++)
    values[i] = "2024";
  for (uint16_t i = 0; i < f->n_fields; i++)
    ask_field (&f->fields[i], &s);
  for (uint16_t i = 0; i < f->n_headings; i++)
    condition_asks (f->headings[i].shown, &s);
  for (uint16_t i = 0; i < f->n_rules; i++) {
    condition_asks (f->rules[i].when, &s);
    if (f->rules[i].must != NULL && f->rules[i].each == NO_FIELD)
      condition_must (f->rules[i].must, &s);
  }
  for (uint16_t i = 0; i < f->n_papers; i++)
    condition_asks (f->papers[i].when, &s);
  form_declare (f, &again);
  free (values);
}

/* ---- tests --------------------------------------------------------------- */

static void
test_round (const struct form *f, const struct bytes *image)
{
  unsigned char one[32], other[32];
  SCOPED_BYTES again = { 0 };
  struct form *kept = NULL;
  struct error e = { 0 };

  if (!ok (form_of_declared (image->at, image->len, &kept, &e) == OK,
           "%s decodes", f->name)) {
    printf ("# %s\n", e.text);
    return;
  }
  form_declare (kept, &again);
  ok (again.len == image->len && memcmp (again.at, image->at, again.len) == 0,
      "%s is the same again, %zu bytes", f->name, image->len);
  form_fingerprint (f, one);
  form_fingerprint (kept, other);
  ok (memcmp (one, other, 32) == 0, "%s has the same fingerprint", f->name);
  ok (kept->n_fields == f->n_fields && kept->n_rules == f->n_rules
        && kept->fields[3].compute == NULL
        && form_field_named (kept, f->fields[5].key) == 5,
      "%s has its fields and rules", f->name);
  ask_all (kept);
  form_free (kept);
}

/* A copy of just that length, so that a reader that goes beyond is caught. */
static bool
decodes (const unsigned char *at, size_t len)
{
  unsigned char *copy = bytes_must (len + (len == 0));
  struct form *kept = NULL;
  bool good;

  memcpy (copy, at, len);
  good = form_of_declared (copy, len, &kept, NULL) == OK;
  free (copy);
  if (good)
    ask_all (kept);
  form_free (kept);
  return good;
}

/* Every third length: all of them would take seconds under a sanitizer. */
static void
test_short (const struct form *f, const struct bytes *image)
{
  size_t taken = 0;

  for (size_t len = 0; len < image->len; len += 3)
    taken += decodes (image->at, len);
  taken += decodes (image->at, image->len - 1);
  ok (taken == 0, "%s cut short anywhere is damaged", f->name);
}

static void
test_bent (const struct form *f, const struct bytes *image)
{
  unsigned char *bent = bytes_must (image->len);
  unsigned refused = 0;

  for (unsigned i = 0; i < BENT; i++) {
    memcpy (bent, image->at, image->len);
    for (uint32_t n = 1 + chance (3); n > 0; n--)
      bent[chance ((uint32_t) image->len)] = (unsigned char) chance (256);
    refused += !decodes (bent, image->len);
  }
  free (bent);
  ok (refused > 0 && refused < BENT,
      "%s bent %d times: %u are damaged, none does harm", f->name, BENT,
      refused);
}

/* Forms that no maker makes, each wrong in one place. */
enum wrong {
  HEADING_BEYOND,
  FIELD_OF_NO_KIND,
  TABLE_WITHOUT_COLUMNS,
  FIELD_UNDER_NOTHING,
  RULE_BEYOND,
  RULE_FOR_NO_TABLE,
  RULE_OF_NO_SEVERITY,
  UNIQUE_BEYOND,
  TERM_OF_NO_UNIT,
  WRONGS
};

static void
make_wrong (struct form *f, enum wrong wrong)
{
  struct form_field *field = (struct form_field *) &f->fields[2];
  struct form_heading *heading = (struct form_heading *) f->headings;
  struct form_rule *rule = (struct form_rule *) f->rules;
  struct form_unique *unique = (struct form_unique *) f->uniques;
  struct form_term *term = (struct form_term *) f->terms;

  switch (wrong) {
  case HEADING_BEYOND: heading->count = f->n_fields + 1; break;
  case FIELD_OF_NO_KIND: field->kind = HOSO_HEADING; break;
  case TABLE_WITHOUT_COLUMNS: field->kind = HOSO_TABLE; break;
  case FIELD_UNDER_NOTHING: field->heading = f->n_headings; break;
  case RULE_BEYOND: rule->field = f->n_fields; break;
  case RULE_FOR_NO_TABLE: rule->each = 0; break;
  case RULE_OF_NO_SEVERITY: rule->severity = 0; break;
  case UNIQUE_BEYOND: unique->fields[0] = f->n_fields; break;
  case TERM_OF_NO_UNIT: term->unit = 0; break;
  case WRONGS: break;
  }
}

static void
test_wrong (const struct form *f, const struct bytes *image)
{
  unsigned taken = 0;

  for (enum wrong wrong = 0; wrong < WRONGS; wrong++) {
    SCOPED_BYTES other = { 0 };
    struct form *kept = NULL;

    form_of_declared (image->at, image->len, &kept, NULL);
    make_wrong (kept, wrong);
    form_declare (kept, &other);
    form_free (kept);
    if (form_of_declared (other.at, other.len, &kept, NULL) != OK)
      continue;
    taken++;
    printf ("# wrong in way %d, and taken\n", (int) wrong);
    form_free (kept);
  }
  ok (taken == 0, "%s wrong in one place is damaged", f->name);
}

/* What the fingerprint is made of, and what it is not. */
static void
test_fingerprint (const struct form *f)
{
  struct form other = *f;
  unsigned char one[32], two[32];

  form_fingerprint (f, one);
  other.title[VI] = "Tên khác";
  other.n_papers = 0;
  form_fingerprint (&other, two);
  ok (memcmp (one, two, 32) == 0, "%s: titles and papers may change", f->name);
  other.revision++;
  form_fingerprint (&other, two);
  ok (memcmp (one, two, 32) != 0, "%s: another revision is another form",
      f->name);
  other.revision--;
  other.n_rules--;
  form_fingerprint (&other, two);
  ok (memcmp (one, two, 32) != 0, "%s: so is one with fewer rules", f->name);
}

int
main (void)
{
  struct plugins *plugins;

  language_start ("/nonexistent", VI);
  plugins = plugins_load (NULL, NULL);
  ok (plugins_count (plugins) > 0, "there are procedures");
  for (size_t i = 0; i < plugins_count (plugins); i++) {
    const struct form *f = plugins_at (plugins, i)->form;
    SCOPED_BYTES image = { 0 };

    if (f == NULL)
      continue;
    form_declare (f, &image);
    test_round (f, &image);
    test_short (f, &image);
    test_bent (f, &image);
    test_wrong (f, &image);
    test_fingerprint (f);
  }
  plugins_free (plugins);
  return tap_done ();
}
