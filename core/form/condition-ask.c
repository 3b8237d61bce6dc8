/* condition-ask.c - whether a condition holds. */

#include "form/condition.h"

#include "form/condition-parts.h"
#include "form/kind.h"
#include "text/fold.h"

#include <string.h>

/* Names are written in capitals on one paper and in small letters on the
 * next; it is the same name.
 */
static bool
same_name (const char *a, const char *b)
{
  SCOPED_BYTES small_a = { 0 }, small_b = { 0 };

  small_add (&small_a, a, strlen (a));
  small_add (&small_b, b, strlen (b));
  return small_a.len == small_b.len
         && memcmp (small_a.at, small_b.at, small_a.len) == 0;
}

static bool
is_name (const struct value *v, const struct scope *s)
{
  const struct form_field *field = value_field (v, s->form, s->columns);

  return field != NULL && field->kind == HOSO_NAME;
}

/* One of the choices "1;3;4" of a CHOICES field. */
static bool
has (const char *codes, const char *code)
{
  size_t len = strlen (code);

  for (;; codes++) {
    if (strncmp (codes, code, len) == 0
        && (codes[len] == '\0' || codes[len] == ';'))
      return true;
    codes = strchr (codes, ';');
    if (codes == NULL)
      return false;
  }
}

/* Spans hold when some day of each makes it hold; a number is a span of one. */
static bool
spans_hold (uint8_t relation, const struct meaning *a, const struct meaning *b)
{
  switch (relation) {
  case EQUAL:
  case ONE_OF: return a->low <= b->high && b->low <= a->high;
  case DIFFERENT:
    return a->low != a->high || b->low != b->high || a->low != b->low;
  case LESS: return a->low < b->high;
  case AT_MOST: return a->low <= b->high;
  case MORE: return a->high > b->low;
  case AT_LEAST: return a->high >= b->low;
  }
  return false;
}

static bool
texts_hold (const struct term *t, const struct value *right,
            const struct scope *s, const char *a, const char *b)
{
  bool same = strcmp (a, b) == 0;

  if (t->relation == HAS)
    return has (a, b);
  if (!same && is_name (&t->left, s) && is_name (right, s))
    same = same_name (a, b);
  return t->relation == DIFFERENT ? !same : same;
}

static enum truth
compare (const struct term *t, const struct value *right,
         const struct meaning *left, enum sort sort, const struct scope *s)
{
  struct meaning m;
  bool holds;

  if (!value_meaning (right, sort, s, &m))
    return OPEN;
  holds = sort == TEXTS ? texts_hold (t, right, s, left->text, m.text)
                        : spans_hold (t->relation, left, &m);
  return holds ? YES : NO;
}

/* "ks_loai in 1, 4": most conditions compare a choice with codes. */
static bool
asks_code (const struct term *t, const struct form *form)
{
  if (t->left.thing != THING_FIELD || t->left.turn != AS_IT_IS
      || form->fields[t->left.field].kind != HOSO_CHOICE
      || (t->relation != EQUAL && t->relation != DIFFERENT
          && t->relation != ONE_OF))
    return false;
  for (uint16_t i = 0; i < t->n_right; i++)
    if ((t->right[i].thing != THING_NUMBER && t->right[i].thing != THING_TEXT)
        || t->right[i].text[0] == '\0')
      return false;
  return true;
}

/* Only in a row of a table is it known what a column holds. */
static enum way
way_of (const struct term *t, const struct form *form,
        const struct form_field *columns)
{
  static const uint8_t ways[] = {
    [TEXTS] = BY_TEXTS, [NUMBERS] = BY_NUMBERS, [SPANS] = BY_SPANS
  };

  if (t->relation == EMPTY || t->relation == FILLED)
    return BY_FILLING;
  if (asks_code (t, form))
    return BY_CODES;
  return ways[value_sort (&t->left, form, columns)];
}

void
condition_settle (const struct condition *c, const struct form *form)
{
  /* They belong to who makes the form; only their readers see them const. */
  struct term *terms = c == NULL ? NULL : (struct term *) c->terms;

  for (uint16_t i = 0; c != NULL && i < c->n_terms; i++)
    if (terms[i].left.thing != THING_COLUMN)
      terms[i].way = way_of (&terms[i], form, NULL);
}

/* Codes have a sign or two, and differ in the first. */
static bool
same_code (const char *a, const char *b)
{
  return a[0] == b[0] && strcmp (a, b) == 0;
}

static enum truth
ask_code (const struct term *t, const struct scope *s)
{
  const char *code = value_stored (&t->left, s);

  if (code[0] == '\0')
    return OPEN;
  for (uint16_t i = 0; i < t->n_right; i++)
    if (same_code (code, t->right[i].text) == (t->relation != DIFFERENT))
      return YES;
  return NO;
}

static enum truth
ask_values (const struct term *t, enum sort sort, const struct scope *s)
{
  enum truth truth = NO;
  struct meaning left;

  if (!value_meaning (&t->left, sort, s, &left))
    return OPEN;
  for (uint16_t i = 0; i < t->n_right && truth != YES; i++) {
    enum truth one = compare (t, &t->right[i], &left, sort, s);

    truth = one == NO ? truth : one;
  }
  return truth;
}

/* OPEN: something that is compared is empty. */
static enum truth
ask (const struct term *t, const struct scope *s)
{
  uint8_t way =
    t->way != WAY_UNKNOWN ? t->way : (uint8_t) way_of (t, s->form, s->columns);

  switch (way) {
  case BY_FILLING:
    return (*value_stored (&t->left, s) == '\0') == (t->relation == EMPTY) ? YES
                                                                           : NO;
  case BY_CODES: return ask_code (t, s);
  case BY_NUMBERS: return ask_values (t, NUMBERS, s);
  case BY_SPANS: return ask_values (t, SPANS, s);
  default: return ask_values (t, TEXTS, s);
  }
}

enum truth
condition_must (const struct condition *c, const struct scope *s)
{
  enum truth truth = YES;

  for (uint16_t i = 0; i < c->n_terms; i++) {
    enum truth one = ask (&c->terms[i], s);

    if (one == OPEN)
      return OPEN;
    if (one == NO)
      truth = NO;
  }
  return truth;
}

bool
condition_asks (const struct condition *c, const struct scope *s)
{
  if (c == NULL)
    return true;
  for (uint16_t i = 0; i < c->n_terms; i++) {
    enum truth one = ask (&c->terms[i], s);

    if (one == NO || (one == OPEN && c->terms[i].relation != DIFFERENT))
      return false;
  }
  return true;
}

bool
condition_names (const struct condition *c, uint16_t field)
{
  if (c == NULL)
    return false;
  for (uint16_t i = 0; i < c->n_terms; i++) {
    if (value_names (&c->terms[i].left, field))
      return true;
    for (uint16_t j = 0; j < c->terms[i].n_right; j++)
      if (value_names (&c->terms[i].right[j], field))
        return true;
  }
  return false;
}

bool
condition_of_office (const struct condition *c)
{
  if (c == NULL)
    return false;
  for (uint16_t i = 0; i < c->n_terms; i++) {
    if (value_of_office (&c->terms[i].left))
      return true;
    for (uint16_t j = 0; j < c->terms[i].n_right; j++)
      if (value_of_office (&c->terms[i].right[j]))
        return true;
  }
  return false;
}

/* ---- for lint ------------------------------------------------------------ */

static const char *
term_stray (const struct term *t, const struct form *form,
            const struct form_field *columns)
{
  const struct form_field *field = value_field (&t->left, form, columns);
  struct form_choice choice;

  for (uint16_t i = 0; i < t->n_right; i++) {
    const struct value *v = &t->right[i];
    const char *stray = value_stray (v, form);

    if (stray != NULL)
      return stray;
    if (field != NULL && value_is_constant (v)
        && (field->kind == HOSO_CHOICE || field->kind == HOSO_CHOICES)
        && !field_choice_coded (field, v->text, &choice))
      return v->text;
  }
  return NULL;
}

const char *
condition_stray (const struct condition *c, const struct form *form,
                 const struct form_field *table)
{
  const char *stray = NULL;

  for (uint16_t i = 0; c != NULL && i < c->n_terms && stray == NULL; i++)
    stray =
      term_stray (&c->terms[i], form, table == NULL ? NULL : table->columns);
  return stray;
}
