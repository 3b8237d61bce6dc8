/* lint-shape.c - names, keys, texts and numbers as plugin.h asks for them. */

#include "plugin/lint.h"

#include "base/language.h"
#include "form/kind.h"
#include "text/nfc.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* The words of conditions cannot be keys. */
static const char *const words_taken[] = { "age",      "amount",  "and",
                                           "empty",    "filled",  "has",
                                           "in",       "officer", "previous",
                                           "received", "rows",    "ward" };

enum { LABEL_CELLS = 22 }; /* of the entry form */

/* FIRST, then up to MOST - 1 of REST, and at least LEAST in all. */
static bool
is_shaped (const char *text, const char *first, const char *rest, size_t least,
           size_t most)
{
  size_t len = text == NULL ? 0 : strlen (text);

  return len >= least && len <= most && strchr (first, text[0]) != NULL
         && strspn (text, rest) == len;
}

static bool
is_key (const char *key)
{
  return is_shaped (key, LOWER, LOWER DIGITS "_", 1, 31);
}

static bool
is_id (const char *id)
{
  return is_shaped (id, UPPER, UPPER DIGITS ".", 2, 12);
}

static bool
is_name (const char *name)
{
  return is_shaped (name, LOWER, LOWER DIGITS "-", 1, 31);
}

static bool
is_code (const char *code)
{
  size_t len = code == NULL ? 0 : strlen (code);

  return len >= 1 && len <= 15 && strspn (code, UPPER DIGITS "_.-") == len;
}

/* "1.001193", or with the office: "1.001193.000.00.00.H29". */
static bool
is_procedure (const char *code)
{
  return code != NULL && strlen (code) >= 8 && strlen (code) <= 31
         && code[0] >= '1' && code[0] <= '9' && code[1] == '.'
         && strspn (code + 2, DIGITS) == 6
         && (code[8] == '\0' || code[8] == '.');
}

/* What people read: there, UTF-8, composed, without control characters. */
static void
check_text (struct complaints *c, unsigned line, const char *what,
            const char *text)
{
  size_t len = text == NULL ? 0 : strlen (text);

  if (len == 0)
    complain (c, line, _ ("%s is missing"), what);
  else if (!utf8_valid (text, len))
    complain (c, line, _ ("%s is not UTF-8"), what);
  else if (utf8_has_control (text, len, true))
    complain (c, line, _ ("%s has a control character"), what);
  else if (!nfc_is (text, len))
    complain (c, line, _ ("%s has letters that are not composed (NFC)"), what);
}

static void
check_optional (struct complaints *c, unsigned line, const char *what,
                const char *text)
{
  if (text != NULL)
    check_text (c, line, what, text);
}

/* ---- fields -------------------------------------------------------------- */

static void
check_kind (struct complaints *c, struct hoso_field *f)
{
  if (f->kind == HOSO_HEADING || kind_name (f->kind) != NULL)
    return;
  if (kind_name (f->like) == NULL) {
    complain (c, f->line,
              _ ("kind %u of \"%s\" is not known here: a newer hoso is"
                 " needed"),
              f->kind, f->key);
    return;
  }
  complain_note (c, f->line, _ ("kind %u of \"%s\" is shown as %s"), f->kind,
                 f->key, kind_name (f->like));
  f->kind = f->like;
}

static void
check_key (struct complaints *c, const struct hoso_field *f)
{
  if (!is_key (f->key))
    complain (c, f->line,
              _ ("\"%s\" is no key: small letters, digits and _, up to 31"),
              f->key == NULL ? "" : f->key);
  for (size_t i = 0; i < sizeof words_taken / sizeof *words_taken; i++)
    if (f->key != NULL && strcmp (f->key, words_taken[i]) == 0)
      complain (c, f->line, _ ("\"%s\" is a word of conditions, no key"),
                f->key);
}

static void
check_label (struct complaints *c, const struct hoso_field *f)
{
  const char *seen = f->short_label != NULL ? f->short_label : f->label;

  check_text (c, f->line, _ ("the label"), f->label);
  check_optional (c, f->line, _ ("the short label"), f->short_label);
  check_optional (c, f->line, _ ("the help"), f->help);
  if (f->kind != HOSO_HEADING && seen != NULL
      && width_cells (seen, strlen (seen)) > LABEL_CELLS)
    complain_hint (c, f->line,
                   _ ("\"%s\" is wider than %d cells: give it a .short_label"),
                   seen, LABEL_CELLS);
}

static void
check_range (struct complaints *c, const struct hoso_field *f,
             const char *member, unsigned n, unsigned most)
{
  if (n > most)
    complain (c, f->line, _ (".%s of \"%s\" is %u: at most %u"), member,
              f->key == NULL ? f->label : f->key, n, most);
}

static void
check_numbers (struct complaints *c, const struct hoso_field *f)
{
  check_range (c, f, "need", f->need, HOSO_GIVEN);
  check_range (c, f, "fact", f->fact, HOSO_DEATH);
  check_range (c, f, "privacy", f->privacy, HOSO_NOT_PERSONAL);
  check_range (c, f, "index", f->index, HOSO_INDEX_TEXT);
  check_range (c, f, "list", f->list, 9);
  check_range (c, f, "role", f->role, HOSO_BOTH);
  check_range (c, f, "sex", f->sex, HOSO_FEMALE);
  check_range (c, f, "decimals", f->decimals, 4);
  if ((f->kind == HOSO_DECIMAL) != (f->decimals > 0))
    complain (c, f->line, _ (".decimals is for DECIMAL, and it needs them"));
}

static void
check_choices (struct complaints *c, const struct hoso_field *f)
{
  size_t n = taken_choices (f->choices);

  if (n > FIELDS_MOST)
    complain (c, f->line, _ ("\"%s\" has too many choices"), f->key);
  for (size_t i = 0; i < n; i++) {
    const struct hoso_choice *choice = &f->choices[i];

    if (!is_code (choice->code))
      complain (c, f->line,
                _ ("\"%s\" is no code of a choice: digits and capitals"),
                choice->code);
    check_text (c, f->line, _ ("the label of a choice"), choice->label);
    for (size_t j = 0; j < i; j++)
      if (strcmp (f->choices[j].code, choice->code) == 0)
        complain (c, f->line, _ ("two choices have the code \"%s\""),
                  choice->code);
  }
}

static void check_fields (struct complaints *, struct hoso_field *, size_t n,
                          bool in_table);

static void
check_field (struct complaints *c, struct hoso_field *f, bool in_table)
{
  check_kind (c, f);
  if (f->kind != HOSO_HEADING || f->key != NULL)
    check_key (c, f);
  check_label (c, f);
  check_numbers (c, f);
  check_choices (c, f);
  if (in_table && (f->kind == HOSO_TABLE || f->kind == HOSO_HEADING))
    complain (c, f->line, _ ("a table has neither headings nor tables"));
  if (f->kind == HOSO_TABLE && taken_fields (f->columns) == 0)
    complain (c, f->line, _ ("the table \"%s\" has no columns"), f->key);
  if (f->kind != HOSO_TABLE && f->columns != NULL)
    complain (c, f->line, _ ("only a TABLE has columns"));
  if (f->columns != NULL)
    check_fields (c, (struct hoso_field *) f->columns,
                  taken_fields (f->columns), true);
}

/* Persons and fields have names of their own; findings are known by both. */
static void
check_fields (struct complaints *c, struct hoso_field *fields, size_t n,
              bool in_table)
{
  if (n > FIELDS_MOST) {
    complain (c, 0, _ ("there are more than %d fields"), FIELDS_MOST);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    check_field (c, &fields[i], in_table);
    for (size_t j = 0; j < i; j++)
      if (fields[i].key != NULL && fields[j].key != NULL
          && strcmp (fields[i].key, fields[j].key) == 0)
        complain (c, fields[i].line, _ ("\"%s\" is the key of line %u too"),
                  fields[i].key, fields[j].line);
  }
}

/* ---- rules and the rest -------------------------------------------------- */

static void
check_rule_id (struct complaints *c, unsigned line, const char *id,
               uint8_t severity, const char *text)
{
  if (!is_id (id))
    complain (c, line,
              _ ("\"%s\" is no id of a rule: a capital, then 1 to 11 capitals,"
                 " digits and points"),
              id);
  if (severity < HOSO_REFUSE || severity > HOSO_NOTE)
    complain (c, line, _ ("%s neither refuses, warns nor notes"), id);
  check_text (c, line, _ ("the sentence of a rule"), text);
}

static void
check_rules (struct complaints *c, const struct taken *t)
{
  for (size_t i = 0; i < t->n_rules; i++) {
    const struct hoso_rule *r = &t->rules[i];

    check_rule_id (c, r->line, r->id, r->severity, r->text);
    if (r->must != NULL && r->test != NULL)
      complain (c, r->line, _ ("%s has a .must and a .test: one decides"),
                r->id);
    if (r->must == NULL && r->test == NULL && r->when == NULL)
      complain_hint (c, r->line, _ ("%s is found in every form"), r->id);
    for (size_t j = 0; j < i; j++)
      if (strcmp (t->rules[j].id, r->id) == 0)
        complain (c, r->line, _ ("%s is the id of line %u too"), r->id,
                  t->rules[j].line);
  }
  for (size_t i = 0; i < t->n_uniques; i++) {
    const struct hoso_unique *u = &t->uniques[i];

    check_rule_id (c, u->line, u->id, u->severity, u->text);
    if (u->keys == NULL || u->keys[0] == '\0')
      complain (c, u->line, _ ("%s compares nothing: give it keys"), u->id);
  }
}

static void
check_money (struct complaints *c, const struct taken *t)
{
  for (size_t i = 0; i < t->n_amounts; i++)
    if (!is_shaped (t->amounts[i].name, LOWER "_", LOWER "_", 1, 31))
      complain (c, t->amounts[i].line,
                _ ("\"%s\" is no name of an amount: small letters and _"),
                t->amounts[i].name);
  for (size_t i = 0; i < t->n_fees; i++) {
    check_text (c, 0, _ ("the name of a fee"), t->fees[i].name);
    if (t->fees[i].amount == NULL)
      complain (c, 0, _ ("the fee \"%s\" has no amount"), t->fees[i].name);
  }
  for (size_t i = 0; i < t->n_terms; i++) {
    const struct hoso_term *term = &t->terms[i];

    if (term->unit > HOSO_MONTHS || term->cutoff >= 24 * 60)
      complain (c, term->line, _ ("a term has no such unit or cutoff"));
    if ((term->unit == HOSO_SAME_DAY) != (term->count == 0))
      complain (c, term->line, _ ("a term counts from 1, and SAME_DAY has 0"));
  }
}

static void
check_papers (struct complaints *c, const struct taken *t)
{
  for (size_t i = 0; i < t->n_papers; i++) {
    check_text (c, 0, _ ("the name of a paper"), t->papers[i].name);
    if (t->papers[i].copy > HOSO_SHOWN)
      complain (c, 0, _ ("the paper \"%s\" has an unknown .copy"),
                t->papers[i].name);
  }
}

static void
check_sheets (struct complaints *c, const struct taken *t)
{
  for (size_t i = 0; i < t->n_sheets; i++) {
    const struct hoso_sheet *s = &t->sheets[i];

    if (!is_name (s->name))
      complain (c, 0, _ ("\"%s\" is no name of a sheet"), s->name);
    check_text (c, 0, _ ("the title of a sheet"), s->title);
    check_optional (c, 0, _ ("the text of a sheet"), s->text);
    if (s->paper != 0 && s->paper != 4 && s->paper != 5)
      complain (c, 0, _ ("the sheet \"%s\" is neither A4 nor A5"), s->name);
  }
}

static void
check_states (struct complaints *c, const struct taken *t)
{
  for (size_t i = 0; i < t->n_states; i++) {
    const struct hoso_state *s = &t->states[i];

    if (!is_name (s->name))
      complain (c, 0, _ ("\"%s\" is no name of a state"), s->name);
    check_text (c, 0, _ ("the title of a state"), s->title);
    if (s->within < 1 || s->within > 10)
      complain (c, 0, _ ("the state \"%s\" is within none of the ten"),
                s->name);
  }
}

static void
check_head (struct complaints *c, const struct hoso_procedure *p)
{
  if (!is_name (p->name))
    complain (c, 0,
              _ ("\"%s\" is no name of a procedure: small letters,"
                 " digits and -"),
              p->name == NULL ? "" : p->name);
  if (!is_procedure (p->code))
    complain (c, 0, _ ("\"%s\" is no code of a procedure, as 1.001193"),
              p->code == NULL ? "" : p->code);
  if (p->revision == 0)
    complain (c, 0, _ (".revision is missing: it counts from 1"));
  check_text (c, 0, _ ("the title"), p->title);
  check_optional (c, 0, _ ("the area"), p->area);
  check_optional (c, 0, _ ("the law"), p->law);
}

void
lint_shape (struct taken *t, struct complaints *c)
{
  check_head (c, &t->procedure);
  if (t->n_fields == 0)
    complain (c, 0, _ ("the form has no fields"));
  check_fields (c, t->fields, t->n_fields, false);
  check_rules (c, t);
  check_money (c, t);
  check_papers (c, t);
  check_sheets (c, t);
  check_states (c, t);
}
