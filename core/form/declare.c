/* declare.c - a form as bytes, there and back. */

#include "form/declare.h"

#include "base/arena.h"
#include "base/hash.h"
#include "form/kind.h"

#include <string.h>

enum { DECLARED_FORMAT = 1 };

/* One function for each struct, for both directions: what is written and what
 * is read cannot drift apart.  Nothing is changed while writing.
 */
enum direction { WRITING, READING };

struct coder {
  enum direction direction;
  bool essence; /* writing what the fingerprint is made of */
  struct bytes *to;
  struct reader from;
  struct arena *arena;
  const struct form *form;
  uint16_t n_fields, n_columns; /* places that conditions may name */
};

/* ---- single values ------------------------------------------------------- */

#define CODE_NUMBER(name, type, put, take_it)            \
  static void name (struct coder *c, type *n)            \
  {                                                      \
    if (c->direction == WRITING)                         \
      put (c->to, (__typeof__ (take_it (&c->from))) *n); \
    else                                                 \
      *n = (type) take_it (&c->from);                    \
  }
CODE_NUMBER (u8, uint8_t, put_u8, take_u8)
CODE_NUMBER (u16, uint16_t, put_u16, take_u16)
CODE_NUMBER (day, int32_t, put_u32, take_u32)
CODE_NUMBER (i64, int64_t, put_u64, take_u64)
#undef CODE_NUMBER

/* What is read must be so; what is written is. */
static void
must (struct coder *c, bool good)
{
  if (c->direction == READING && !good)
    c->from.bad = true;
}

static void
truth (struct coder *c, bool *b)
{
  uint8_t n = *b;

  u8 (c, &n);
  must (c, n <= 1);
  if (c->direction == READING)
    *b = n == 1;
}

/* A text, or NULL. */
static void
text (struct coder *c, const char **t)
{
  uint8_t there = *t != NULL;
  struct slice s;

  u8 (c, &there);
  if (c->direction == WRITING) {
    if (there)
      put_text (c->to, *t);
    return;
  }
  *t = NULL;
  if (there == 0)
    return;
  s = take_block (&c->from);
  if (c->from.bad || memchr (s.at, 0, s.len) != NULL)
    c->from.bad = true;
  else
    *t = arena_copy_len (c->arena, (const char *) s.at, s.len);
}

/* A text that is never NULL. */
static void
name (struct coder *c, const char **t)
{
  text (c, t);
  if (c->direction == READING && *t == NULL) {
    c->from.bad = true;
    *t = "";
  }
}

static void
words (struct coder *c, const char *t[LANGUAGES])
{
  for (int i = 0; i < LANGUAGES; i++)
    text (c, &t[i]);
}

/* In Vietnamese at least. */
static void
said (struct coder *c, const char *t[LANGUAGES])
{
  name (c, &t[VI]);
  for (int i = VI + 1; i < LANGUAGES; i++)
    text (c, &t[i]);
}

static void
condition (struct coder *c, const struct condition **condition)
{
  if (c->direction == WRITING)
    condition_encode (*condition, c->to);
  else if (!condition_decode (c->arena, &c->from, c->n_fields, c->n_columns,
                              condition))
    c->from.bad = true;
}

static void
value (struct coder *c, const struct value **value)
{
  if (c->direction == WRITING)
    value_encode (*value, c->to);
  else if (!value_decode (c->arena, &c->from, c->n_fields, c->n_columns, value))
    c->from.bad = true;
}

/* *N items, whose number has been coded; returns where they are. */
static void *
items (struct coder *c, const void *old, uint16_t *n, size_t size,
       void (*code) (struct coder *, void *item))
{
  unsigned char *at = (unsigned char *) old;

  if (c->direction == READING) {
    if (*n > c->from.left) { /* an item takes a byte at least */
      c->from.bad = true;
      *n = 0;
    }
    at = *n == 0 ? NULL : arena_take (c->arena, *n * size);
  }
  for (uint16_t i = 0; i < *n && !c->from.bad; i++)
    code (c, at + i * size);
  return at;
}

#define ITEMS(owner, list, code)                             \
  do {                                                       \
    void *at_ = items (c, (owner)->list, &(owner)->n_##list, \
                       sizeof *(owner)->list, code);         \
    if (c->direction == READING)                             \
      (owner)->list = at_;                                   \
  } while (0)
#define LIST(owner, list, code)  \
  do {                           \
    u16 (c, &(owner)->n_##list); \
    ITEMS (owner, list, code);   \
  } while (0)

/* ---- fields -------------------------------------------------------------- */

/* In each of these the essence comes first. */

static void
code_choice (struct coder *c, void *item)
{
  struct form_choice *choice = item;

  name (c, &choice->code);
  day (c, &choice->from);
  day (c, &choice->until);
  if (!c->essence)
    said (c, choice->label);
}

static void
code_limits (struct coder *c, struct form_field *f)
{
  condition (c, &f->required);
  condition (c, &f->shown);
  value (c, &f->min);
  value (c, &f->max);
  value (c, &f->initial);
  value (c, &f->value);
  text (c, &f->pattern);
  text (c, &f->set);
  text (c, &f->only);
}

static void
code_alike (struct coder *c, struct form_field *f)
{
  name (c, &f->key);
  u8 (c, &f->kind);
  u8 (c, &f->need);
  u8 (c, &f->fact);
  u8 (c, &f->index);
  u8 (c, &f->decimals);
  u16 (c, &f->chars);
  u16 (c, &f->since);
  u16 (c, &f->heading);
  truth (c, &f->by_code);
  code_limits (c, f);
  LIST (f, choices, code_choice);
  must (c, kind_name (f->kind) != NULL && f->decimals <= 4);
  if (c->essence)
    return;
  said (c, f->label);
  words (c, f->short_label);
  words (c, f->help);
  u8 (c, &f->privacy);
  u8 (c, &f->list);
  text (c, &f->elsewhere);
  text (c, &f->was);
}

static void
code_column (struct coder *c, void *item)
{
  struct form_field *f = item;

  code_alike (c, f);
  must (c, f->kind != HOSO_TABLE);
}

static void
code_field (struct coder *c, void *item)
{
  struct form_field *f = item;

  code_alike (c, f);
  u16 (c, &f->n_columns);
  c->n_columns = f->n_columns;
  ITEMS (f, columns, code_column);
  c->n_columns = 0;
  must (c, (f->kind == HOSO_TABLE) == (f->n_columns > 0));
}

static void
code_heading (struct coder *c, void *item)
{
  struct form_heading *h = item;

  text (c, &h->key);
  text (c, &h->differs);
  condition (c, &h->shown);
  u8 (c, &h->role);
  u8 (c, &h->sex);
  u16 (c, &h->first);
  u16 (c, &h->count);
  must (c, h->first + h->count <= c->n_fields);
  if (!c->essence)
    said (c, h->label);
}

/* ---- rules --------------------------------------------------------------- */

static void
code_rule (struct coder *c, void *item)
{
  struct form_rule *r = item;

  name (c, &r->id);
  u8 (c, &r->severity);
  u16 (c, &r->field);
  u16 (c, &r->each);
  must (c, r->each == NO_FIELD || r->each < c->n_fields);
  if (!c->from.bad && r->each != NO_FIELD)
    c->n_columns = c->form->fields[r->each].n_columns;
  condition (c, &r->must);
  condition (c, &r->when);
  c->n_columns = 0;
  day (c, &r->from);
  day (c, &r->until);
  truth (c, &r->by_code);
  must (c, r->severity >= HOSO_REFUSE && r->severity <= HOSO_NOTE);
  must (c, r->field == NO_FIELD || r->field < c->n_fields);
  if (c->essence)
    return;
  said (c, r->text);
  text (c, &r->law);
  truth (c, &r->unverified);
}

static void
code_unique (struct coder *c, void *item)
{
  struct form_unique *u = item;

  name (c, &u->id);
  u8 (c, &u->severity);
  text (c, &u->procedure);
  text (c, &u->persons);
  truth (c, &u->open_only);
  u16 (c, &u->n_fields);
  must (c, u->n_fields <= sizeof u->fields / sizeof *u->fields);
  for (uint16_t i = 0; i < u->n_fields && !c->from.bad; i++) {
    u16 (c, &u->fields[i]);
    must (c, u->fields[i] < c->n_fields);
  }
  must (c, u->severity >= HOSO_REFUSE && u->severity <= HOSO_NOTE);
  if (c->essence)
    return;
  said (c, u->text);
  text (c, &u->law);
}

/* ---- time, money, papers ------------------------------------------------- */

static void
code_amount (struct coder *c, void *item)
{
  struct form_amount *a = item;

  name (c, &a->name);
  day (c, &a->from);
  i64 (c, &a->amount);
  text (c, &a->law);
  truth (c, &a->unverified);
  truth (c, &a->local);
}

static void
code_term (struct coder *c, void *item)
{
  struct form_term *t = item;

  u16 (c, &t->count);
  u16 (c, &t->cutoff);
  u8 (c, &t->unit);
  truth (c, &t->more);
  condition (c, &t->when);
  text (c, &t->law);
  day (c, &t->from);
  day (c, &t->until);
  must (c, t->unit >= HOSO_SAME_DAY && t->unit <= HOSO_MONTHS);
}

static void
code_fee (struct coder *c, void *item)
{
  struct form_fee *f = item;

  said (c, f->name);
  name (c, &f->amount);
  text (c, &f->times);
  text (c, &f->exempt);
  text (c, &f->law);
  condition (c, &f->when);
}

static void
code_paper (struct coder *c, void *item)
{
  struct form_paper *p = item;

  said (c, p->name);
  condition (c, &p->when);
  text (c, &p->code);
  text (c, &p->law);
  u8 (c, &p->copy);
  u8 (c, &p->count);
  truth (c, &p->optional);
  truth (c, &p->lookup);
}

static void
code_sheet (struct coder *c, void *item)
{
  struct form_sheet *s = item;

  name (c, &s->name);
  said (c, s->title);
  text (c, &s->text);
  u8 (c, &s->paper);
  u8 (c, &s->copies);
}

static void
code_state (struct coder *c, void *item)
{
  struct form_state *s = item;

  name (c, &s->name);
  said (c, s->title);
  u16 (c, &s->within);
  u16 (c, &s->days);
  truth (c, &s->stops_clock);
}

/* ---- the form ------------------------------------------------------------ */

static void
code_form (struct coder *c, struct form *f)
{
  c->form = f;
  name (c, &f->code);
  u16 (c, &f->revision);
  u16 (c, &f->n_fields);
  c->n_fields = f->n_fields;
  must (c, f->n_fields <= FIELDS_MOST);
  ITEMS (f, fields, code_field);
  LIST (f, headings, code_heading);
  LIST (f, rules, code_rule);
  LIST (f, uniques, code_unique);
  if (c->essence)
    return;
  name (c, &f->name);
  said (c, f->title);
  text (c, &f->area);
  text (c, &f->law);
  day (c, &f->from);
  day (c, &f->until);
  u16 (c, &f->keep_years);
  LIST (f, amounts, code_amount);
  LIST (f, terms, code_term);
  LIST (f, fees, code_fee);
  LIST (f, papers, code_paper);
  LIST (f, sheets, code_sheet);
  LIST (f, states, code_state);
}

void
form_declare (const struct form *form, struct bytes *to)
{
  struct coder c = { .direction = WRITING, .to = to };
  struct form same = *form;

  put_u16 (to, DECLARED_FORMAT);
  code_form (&c, &same);
}

void
form_fingerprint (const struct form *form, unsigned char to[32])
{
  SCOPED_BYTES essence = { 0 };
  struct coder c = { .direction = WRITING, .essence = true, .to = &essence };
  struct form same = *form;

  code_form (&c, &same);
  hash_of (essence.at, essence.len, to);
}

/* What only the whole form can tell. */
static bool
is_whole (const struct form *f)
{
  for (uint16_t i = 0; i < f->n_fields; i++)
    if (f->fields[i].heading != NO_HEADING
        && f->fields[i].heading >= f->n_headings)
      return false;
  for (uint16_t i = 0; i < f->n_rules; i++)
    if (f->rules[i].each != NO_FIELD
        && f->fields[f->rules[i].each].kind != HOSO_TABLE)
      return false;
  return true;
}

enum outcome
form_of_declared (const void *at, size_t len, struct form **to,
                  struct error *error)
{
  struct form *f = bytes_must (sizeof *f);
  struct coder c = { .direction = READING, .from = reader_of (at, len) };
  uint16_t format = take_u16 (&c.from);

  *f = (struct form){ .arena = arena_new () };
  c.arena = f->arena;
  if (format == DECLARED_FORMAT)
    code_form (&c, f);
  if (format != DECLARED_FORMAT || c.from.bad || c.from.left > 0
      || !is_whole (f)) {
    form_free (f);
    return fail (error, ERR_DAMAGED, 0,
                 _ ("a form in the catalog does not decode (format %u)"),
                 format);
  }
  form_settle (f);
  *to = f;
  return OK;
}
