/* condition-read.c - from the text of a condition to its terms. */

#include "form/condition.h"

#include "base/arena.h"
#include "base/language.h"
#include "form/condition-parts.h"

#include <string.h>

/* A text while it is read, and what its keys may name. */
struct reading {
  struct words words;
  const struct form *form;
  const struct form_field *table, *columns; /* NULL outside of a table */
  uint16_t self; /* the field a value is for, or NO_FIELD */
  struct error *error;
};

/* Says WHAT is wrong and at which word; returns ERR_INPUT. */
static enum outcome
wrong (struct reading *r, const char *what)
{
  return fail (r->error, ERR_INPUT, 0, _ ("\"%s\", near word %u (%s): %s"),
               r->words.text, r->words.count,
               r->words.token == END ? _ ("the end") : r->words.spelled, what);
}

static bool
is (const struct reading *r, const char *word)
{
  return words_are (&r->words, word);
}

static void
next (struct reading *r)
{
  words_next (&r->words);
}

static enum outcome
expect (struct reading *r, const char *word, const char *complaint)
{
  if (!is (r, word))
    return wrong (r, complaint);
  next (r);
  return OK;
}

/* ---- values -------------------------------------------------------------- */

static enum outcome
read_key (struct reading *r, struct value *v)
{
  if (r->words.token != WORD)
    return wrong (r, _ ("the key of a field is missing"));
  v->thing = THING_COLUMN;
  v->field = r->table == NULL ? NO_FIELD
                              : form_column_named (r->table, r->words.spelled);
  if (v->field == NO_FIELD) {
    v->thing = THING_FIELD;
    v->field = form_field_named (r->form, r->words.spelled);
  }
  if (v->field == NO_FIELD)
    return wrong (r, _ ("no field has this key"));
  next (r);
  return OK;
}

/* age (x), rows (x) */
static enum outcome
read_turn (struct reading *r, enum turn turn, struct value *v)
{
  const struct form_field *field;

  next (r);
  if (expect (r, "(", _ ("\"(\" is missing")) != OK || read_key (r, v) != OK)
    return ERR_INPUT;
  field = value_field (v, r->form, r->columns);
  if (turn == IN_YEARS && field->kind != HOSO_DATE
      && field->kind != HOSO_PARTIAL_DATE)
    return wrong (r, _ ("\"age\" wants a date before it"));
  if (turn == IN_ROWS && field->kind != HOSO_TABLE)
    return wrong (r, _ ("\"rows\" wants a table before it"));
  v->turn = turn;
  return expect (r, ")", _ ("\")\" is missing"));
}

static enum outcome
read_amount (struct reading *r, struct value *v)
{
  next (r);
  if (expect (r, "(", _ ("\"(\" is missing")) != OK)
    return ERR_INPUT;
  if (r->words.token != WORD)
    return wrong (r, _ ("the name of an amount is missing"));
  v->thing = THING_AMOUNT;
  v->text = r->words.spelled;
  next (r);
  return expect (r, ")", _ ("\")\" is missing"));
}

static const struct {
  const char *word;
  uint8_t thing;
} named[] = { { "received", THING_RECEIVED },
              { "ward", THING_WARD },
              { "officer", THING_OFFICER },
              { "previous", THING_PREVIOUS } };

static enum outcome
read_word (struct reading *r, struct value *v)
{
  for (size_t i = 0; i < sizeof named / sizeof *named; i++)
    if (is (r, named[i].word)) {
      if (named[i].thing == THING_PREVIOUS && r->self == NO_FIELD)
        return wrong (r, _ ("\"previous\" belongs into .initial of a field"));
      v->thing = named[i].thing;
      v->field = r->self;
      next (r);
      return OK;
    }
  if (is (r, "amount"))
    return read_amount (r, v);
  return read_key (r, v);
}

static enum outcome
read_thing (struct reading *r, struct value *v)
{
  *v = (struct value){ .field = NO_FIELD, .text = r->words.spelled };
  switch (r->words.token) {
  case WORD: v->text = NULL; return read_word (r, v);
  case CODE:
  case QUOTED: v->thing = THING_TEXT; break;
  case NUMBER: v->thing = THING_NUMBER; break;
  case DATE: v->thing = THING_DATE; break;
  default: return wrong (r, _ ("a value is missing"));
  }
  if (!value_reckon (v))
    return wrong (r, _ ("there is no such number or day"));
  next (r);
  return OK;
}

/* + 60 days */
static enum outcome
read_plus (struct reading *r, struct value *v)
{
  bool minus = is (r, "-");
  int64_t count;

  if (!minus && !is (r, "+"))
    return OK;
  next (r);
  if (r->words.token != NUMBER || !scaled_number (r->words.spelled, &count)
      || count % SCALE != 0 || count / SCALE > PLUS_MOST)
    return wrong (r, _ ("a whole number up to 99999 is missing"));
  v->plus = (int32_t) (minus ? -count / SCALE : count / SCALE);
  next (r);
  for (uint8_t unit = DAYS; unit < UNITS; unit++)
    if (is (r, unit_names[unit])) {
      v->unit = unit;
      next (r);
      return OK;
    }
  return wrong (r, _ ("\"days\", \"months\" or \"years\" is missing"));
}

static enum outcome
read_value (struct reading *r, struct value *v)
{
  if (read_thing (r, v) != OK || read_plus (r, v) != OK)
    return ERR_INPUT;
  if (v->unit != NO_UNIT && value_sort (v, r->form, r->columns) != SPANS)
    return wrong (r, _ ("days, months and years are added to dates only"));
  return OK;
}

/* ---- terms --------------------------------------------------------------- */

static enum outcome
read_left (struct reading *r, struct value *v)
{
  *v = (struct value){ .field = NO_FIELD };
  if (is (r, "age"))
    return read_turn (r, IN_YEARS, v);
  if (is (r, "rows"))
    return read_turn (r, IN_ROWS, v);
  if (is (r, "received") || is (r, "ward"))
    return read_word (r, v);
  return read_key (r, v);
}

static enum outcome
read_relation (struct reading *r, uint8_t *relation)
{
  for (uint8_t i = EQUAL; i < RELATIONS; i++)
    if (is (r, relation_names[i])) {
      *relation = i;
      next (r);
      return OK;
    }
  return wrong (r, _ ("\"=\", \"in\", \"filled\" or the like is missing"));
}

static enum outcome
check_sides (struct reading *r, const struct term *t, const struct value *right)
{
  enum sort left_sort = value_sort (&t->left, r->form, r->columns);
  enum sort right_sort = value_sort (right, r->form, r->columns);

  if (t->relation >= LESS && t->relation <= AT_LEAST && left_sort == TEXTS)
    return wrong (r, _ ("only dates and numbers are smaller or larger"));
  if (left_sort != right_sort
      && !(left_sort == TEXTS && right->thing == THING_NUMBER))
    return wrong (r, _ ("dates, numbers and texts compare with their own"));
  return OK;
}

static enum outcome
read_right (struct reading *r, struct term *t)
{
  struct value values[VALUES_MOST], *kept;

  do {
    if (t->n_right == VALUES_MOST)
      return wrong (r, _ ("the list is too long"));
    if (t->n_right > 0)
      next (r); /* the comma */
    if (read_value (r, &values[t->n_right]) != OK
        || check_sides (r, t, &values[t->n_right]) != OK)
      return ERR_INPUT;
    t->n_right++;
  } while (t->relation == ONE_OF && is (r, ","));
  kept = arena_take (r->words.arena, t->n_right * sizeof *kept);
  memcpy (kept, values, t->n_right * sizeof *kept);
  t->right = kept;
  return OK;
}

static enum outcome
read_term (struct reading *r, struct term *t)
{
  const struct form_field *field;

  *t = (struct term){ 0 };
  if (read_left (r, &t->left) != OK || read_relation (r, &t->relation) != OK)
    return ERR_INPUT;
  field = value_field (&t->left, r->form, r->columns);
  if (t->relation == EMPTY || t->relation == FILLED)
    return field != NULL && t->left.turn == AS_IT_IS
             ? OK
             : wrong (r, _ ("only a field is filled or empty"));
  if (field != NULL && field->kind == HOSO_TABLE && t->left.turn != IN_ROWS)
    return wrong (r, _ ("a table is filled, empty, or has rows (...)"));
  if (t->relation == HAS && (field == NULL || field->kind != HOSO_CHOICES))
    return wrong (r, _ ("\"has\" is for fields with several choices"));
  return read_right (r, t);
}

static struct reading
reading_of (struct arena *arena, const struct form *form,
            const struct form_field *table, const char *text,
            struct error *error)
{
  return (struct reading){ .words = words_of (arena, text),
                           .form = form,
                           .table = table,
                           .columns = table == NULL ? NULL : table->columns,
                           .self = NO_FIELD,
                           .error = error };
}

enum outcome
condition_read (struct arena *arena, const struct form *form,
                const struct form_field *table, const char *text,
                const struct condition **to, struct error *error)
{
  struct reading r = reading_of (arena, form, table, text, error);
  struct condition *c = arena_take (arena, sizeof *c);
  struct term terms[TERMS_MOST], *kept;

  do {
    if (c->n_terms == TERMS_MOST)
      return wrong (&r, _ ("the condition is too long"));
    if (c->n_terms > 0)
      next (&r); /* the "and" */
    if (read_term (&r, &terms[c->n_terms]) != OK)
      return ERR_INPUT;
    c->n_terms++;
  } while (is (&r, "and"));
  if (r.words.token != END)
    return wrong (&r, _ ("nothing more is understood"));
  kept = arena_take (arena, c->n_terms * sizeof *kept);
  memcpy (kept, terms, c->n_terms * sizeof *kept);
  c->terms = kept;
  *to = c;
  return OK;
}

/* key "in words" */
static enum outcome
read_in_words (struct reading *r, struct value *v)
{
  if (value_field (v, r->form, r->columns) == NULL || v->unit != NO_UNIT
      || value_sort (v, r->form, r->columns) == TEXTS)
    return wrong (r, _ ("only a date or a number is put into words"));
  next (r);
  v->turn = IN_WORDS;
  return expect (r, "words", _ ("\"words\" is missing"));
}

enum outcome
value_read (struct arena *arena, const struct form *form,
            const struct form_field *table, uint16_t self, const char *text,
            const struct value **to, struct error *error)
{
  struct reading r = reading_of (arena, form, table, text, error);
  struct value *v = arena_take (arena, sizeof *v);

  r.self = self;
  if (read_value (&r, v) != OK)
    return ERR_INPUT;
  if (is (&r, "in") && read_in_words (&r, v) != OK)
    return ERR_INPUT;
  if (r.words.token != END)
    return wrong (&r, _ ("nothing more is understood"));
  *to = v;
  return OK;
}
