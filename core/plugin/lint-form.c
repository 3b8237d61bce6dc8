/* lint-form.c - whether what one part of a plugin says of another agrees. */

#include "plugin/lint.h"

#include "area/area.h"
#include "base/language.h"
#include "form/kind.h"

#include <string.h>

struct linting {
  const struct taken *from;
  const struct form *form;
  struct complaints *complaints;
};

/* ---- conditions and values ----------------------------------------------- */

static void
stray (struct linting *l, unsigned line, const char *word)
{
  if (word != NULL)
    complain (l->complaints, line,
              _ ("\"%s\" is no choice of the field it is compared with, or"
                 " no amount of this procedure"),
              word);
}

static void
check_condition (struct linting *l, const struct form_field *table,
                 const struct condition *c, unsigned line)
{
  stray (l, line, condition_stray (c, l->form, table));
}

/* A constant (a limit, an initial value) must be what the field can hold. */
static void
check_constant (struct linting *l, const struct form_field *f,
                const char *member, const struct value *v)
{
  struct scope nothing = { .form = l->form };
  SCOPED_BYTES text = { 0 }, stored = { 0 };
  struct form_choice choice;
  struct error e;

  if (f->kind == HOSO_TABLE || !value_is_constant (v)
      || !value_text (v, &nothing, &text))
    return;
  if (f->kind == HOSO_CHOICE
        ? field_choice_coded (f, bytes_text (&text), &choice)
        : field_parse (f, bytes_text (&text), text.len, FILED, 0, &stored, &e)
            == OK)
    return;
  complain (l->complaints, f->line, _ (".%s of \"%s\": it cannot be \"%s\""),
            member, f->key, bytes_text (&text));
}

static void
check_value (struct linting *l, const struct form_field *f,
             const struct form_field *table, const char *member,
             const struct value *v)
{
  if (v == NULL)
    return;
  stray (l, f->line, value_stray (v, l->form));
  if (!value_suits (v, l->form, table, f->kind))
    complain (l->complaints, f->line,
              _ (".%s of \"%s\" is of another sort than the field"), member,
              f->key);
  else
    check_constant (l, f, member, v);
}

/* ---- fields -------------------------------------------------------------- */

/* The codes of .only, one after the other. */
static void
check_only (struct linting *l, const struct form_field *f,
            const struct area_list *set)
{
  char code[16];

  for (const char *at = f->only; *at != '\0';) {
    size_t len = strcspn (at, ";");

    if (len >= sizeof code)
      len = sizeof code - 1;
    memcpy (code, at, len);
    code[len] = '\0';
    if (area_by_code (set, code) == NULL)
      complain (l->complaints, f->line, _ ("\"%s\" is no code of %s"), code,
                f->set);
    at += strcspn (at, ";");
    at += *at == ';';
  }
}

static void
check_choice (struct linting *l, const struct form_field *f)
{
  const struct area_list *set;

  if ((f->choices == NULL) == (f->set == NULL)) {
    complain (l->complaints, f->line,
              _ ("\"%s\" needs .choices or a .set, one of them"), f->key);
    return;
  }
  if (f->set == NULL)
    return;
  set = area_list (f->set);
  if (set == NULL)
    complain (l->complaints, f->line, _ ("there is no set \"%s\""), f->set);
  else if (f->only != NULL)
    check_only (l, f, set);
}

static void
check_source (struct linting *l, const struct form_field *f)
{
  unsigned ways = (f->value != NULL) + f->by_code + (f->kind == HOSO_SERIAL);

  if (f->need == HOSO_GIVEN && ways != 1)
    complain (l->complaints, f->line,
              _ ("\"%s\" is GIVEN: by a .value, a .compute or as SERIAL"),
              f->key);
  if (f->need != HOSO_GIVEN && ways != 0)
    complain (l->complaints, f->line,
              _ ("\"%s\" has a value of its own, but is not GIVEN"), f->key);
}

static bool
has_limits (uint8_t kind)
{
  return kind == HOSO_DATE || kind == HOSO_PARTIAL_DATE || kind == HOSO_WHOLE
         || kind == HOSO_DECIMAL || kind == HOSO_MONEY || kind == HOSO_TABLE
         || kind == HOSO_TIME;
}

/* Members that say nothing in such a field, or cannot be meant. */
static void
check_members (struct linting *l, const struct form_field *f)
{
  struct complaints *c = l->complaints;

  if ((f->min != NULL || f->max != NULL) && !has_limits (f->kind))
    complain (c, f->line,
              _ ("\"%s\" has nothing that .min and .max could limit"), f->key);
  if (f->pattern != NULL && f->kind != HOSO_TEXT)
    complain (c, f->line, _ (".pattern is for TEXT"));
  if (f->required != NULL && f->need != HOSO_OPTIONAL)
    complain (c, f->line, _ ("\"%s\" is not OPTIONAL: .required says nothing"),
              f->key);
  if (f->since > l->form->revision)
    complain (c, f->line, _ ("\"%s\" comes in revision %u, this is %u"), f->key,
              f->since, l->form->revision);
  if (f->was != NULL && form_field_named (l->form, f->was) != NO_FIELD)
    complain (c, f->line,
              _ ("the old key \"%s\" is used again: keys never are"), f->was);
}

static void
check_one (struct linting *l, const struct form_field *f,
           const struct form_field *table)
{
  if (f->kind == HOSO_CHOICE || f->kind == HOSO_CHOICES)
    check_choice (l, f);
  else if (f->choices != NULL)
    complain (l->complaints, f->line, _ ("only CHOICE and CHOICES choose"));
  check_source (l, f);
  check_condition (l, table, f->required, f->line);
  check_condition (l, table, f->shown, f->line);
  check_value (l, f, table, "min", f->min);
  check_value (l, f, table, "max", f->max);
  check_value (l, f, table, "initial", f->initial);
  check_value (l, f, table, "value", f->value);
  check_members (l, f);
}

static void
check_columns (struct linting *l, const struct form_field *table)
{
  for (uint16_t i = 0; i < table->n_columns; i++) {
    check_one (l, &table->columns[i], table);
    if (form_field_named (l->form, table->columns[i].key) != NO_FIELD)
      complain_hint (l->complaints, table->columns[i].line,
                     _ ("\"%s\" is a field too; in the table it means the"
                        " column"),
                     table->columns[i].key);
  }
}

/* Two fields of one person that tell the same: which counts? */
static void
check_facts (struct linting *l, uint16_t f)
{
  const struct form_field *field = &l->form->fields[f];

  if (field->fact != HOSO_NO_FACT
      && form_fact (l->form, field->heading, field->fact) != f)
    complain_hint (l->complaints, field->line,
                   _ ("\"%s\" tells what another field told before: say"
                      " .fact = HOSO_NO_FACT"),
                   field->key);
}

static void
check_fields (struct linting *l)
{
  const struct form *form = l->form;

  for (uint16_t i = 0; i < form->n_fields; i++) {
    const struct form_field *f = &form->fields[i];

    check_one (l, f, NULL);
    check_columns (l, f);
    check_facts (l, i);
    for (uint16_t j = 0; j < i; j++)
      if (f->list > 0 && form->fields[j].list == f->list)
        complain (l->complaints, f->line,
                  _ ("line %u has place %u of the list too"),
                  form->fields[j].line, f->list);
  }
}

/* ---- persons ------------------------------------------------------------- */

static void
check_headings (struct linting *l)
{
  uint16_t h = 0;

  for (size_t i = 0; i < l->from->n_fields; i++) {
    const struct hoso_field *f = &l->from->fields[i];

    if (f->kind != HOSO_HEADING)
      continue;
    check_condition (l, NULL, l->form->headings[h].shown, f->line);
    if (f->differs != NULL
        && form_person_named (l->form, f->differs) == NO_HEADING)
      complain (l->complaints, f->line, _ ("no person has the key \"%s\""),
                f->differs);
    if (f->key == NULL && (f->role != 0 || f->sex != 0 || f->differs != NULL))
      complain (l->complaints, f->line,
                _ ("a section has no role or sex: HOSO_PERSON has"));
    h++;
  }
}

/* ---- rules and the rest -------------------------------------------------- */

static void
check_rules (struct linting *l)
{
  for (uint16_t i = 0; i < l->form->n_rules; i++) {
    const struct form_rule *r = &l->form->rules[i];
    const struct form_field *table =
      r->each == NO_FIELD ? NULL : &l->form->fields[r->each];
    unsigned line = l->from->rules[i].line;

    check_condition (l, table, r->must, line);
    check_condition (l, table, r->when, line);
    if (r->from > r->until)
      complain (l->complaints, line, _ ("%s ends before it begins"), r->id);
  }
}

/* The server looks duplicates up by an index. */
static void
check_uniques (struct linting *l)
{
  for (uint16_t i = 0; i < l->form->n_uniques; i++) {
    const struct form_unique *u = &l->form->uniques[i];

    for (uint16_t j = 0; j < u->n_fields; j++) {
      const struct form_field *f = &l->form->fields[u->fields[j]];

      if (f->index == HOSO_NO_INDEX && f->fact == HOSO_NO_FACT)
        complain (l->complaints, l->from->uniques[i].line,
                  _ ("%s compares \"%s\", which has no .index and is no"
                     " fact of a person"),
                  u->id, f->key);
    }
    if (u->persons != NULL && u->procedure == NULL
        && form_person_named (l->form, u->persons) == NO_HEADING)
      complain (l->complaints, l->from->uniques[i].line,
                _ ("no person has the key \"%s\""), u->persons);
  }
}

static void
check_amounts (struct linting *l)
{
  const struct form *form = l->form;

  for (uint16_t i = 1; i < form->n_amounts; i++)
    if (strcmp (form->amounts[i - 1].name, form->amounts[i].name) == 0
        && form->amounts[i - 1].from >= form->amounts[i].from)
      complain (l->complaints, l->from->amounts[i].line,
                _ ("the amounts \"%s\" do not stand oldest first"),
                form->amounts[i].name);
  for (uint16_t i = 0; i < form->n_terms; i++)
    check_condition (l, NULL, form->terms[i].when, l->from->terms[i].line);
}

static bool
is_of_kind (const struct form *form, const char *key, uint8_t kind)
{
  uint16_t f = form_field_named (form, key);

  return f != NO_FIELD && form->fields[f].kind == kind;
}

static void
check_fees (struct linting *l)
{
  for (uint16_t i = 0; i < l->form->n_fees; i++) {
    const struct form_fee *f = &l->form->fees[i];
    int64_t n;

    if (!form_amount_on (l->form, f->amount, INT32_MAX, &n)
        && !is_of_kind (l->form, f->amount, HOSO_MONEY))
      complain (l->complaints, 0,
                _ ("the fee \"%s\" is \"%s\": name a row of .amounts or a "
                   "MONEY field"),
                f->name[VI], f->amount);
    if (f->times != NULL && !is_of_kind (l->form, f->times, HOSO_WHOLE))
      complain (l->complaints, 0,
                _ ("the fee \"%s\" is times \"%s\", which is no WHOLE field"),
                f->name[VI], f->times);
    check_condition (l, NULL, f->when, 0);
  }
}

/* {key} and {key:words} */
static void
check_sheet (struct linting *l, const struct form_sheet *s)
{
  char key[32];

  for (const char *at = s->text; (at = strchr (at, '{')) != NULL; at++) {
    size_t len = strcspn (at + 1, ":}");

    if (len >= sizeof key)
      len = sizeof key - 1;
    memcpy (key, at + 1, len);
    key[len] = '\0';
    if (form_field_named (l->form, key) == NO_FIELD)
      complain (l->complaints, 0,
                _ ("the sheet \"%s\" has {%s}: no field has this key"), s->name,
                key);
  }
}

static void
check_papers (struct linting *l)
{
  for (uint16_t i = 0; i < l->form->n_papers; i++)
    check_condition (l, NULL, l->form->papers[i].when, 0);
  for (uint16_t i = 0; i < l->form->n_sheets; i++)
    if (l->form->sheets[i].text != NULL)
      check_sheet (l, &l->form->sheets[i]);
}

void
lint_form (const struct taken *from, const struct form *form,
           struct complaints *complaints)
{
  struct linting l = { from, form, complaints };

  check_fields (&l);
  check_headings (&l);
  check_rules (&l);
  check_uniques (&l);
  check_amounts (&l);
  check_fees (&l);
  check_papers (&l);
  if (form->from > form->until)
    complain (complaints, 0, _ ("the procedure ends before it begins"));
}
