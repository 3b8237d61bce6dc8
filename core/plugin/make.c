/* make.c - from what a plugin declares to a form: fields, rules and the rest.
 */

#include "plugin/make.h"

#include "base/arena.h"
#include "base/language.h"
#include "form/kind.h"
#include "text/date.h"

#include <string.h>

struct making {
  const struct taken *from;
  struct form *form;
  struct arena *arena; /* the form's */
  struct complaints *complaints;
};

/* ---- small parts --------------------------------------------------------- */

static const struct condition *
condition (struct making *m, const struct form_field *table, const char *text,
           unsigned line)
{
  const struct condition *c = NULL;
  struct error e;

  if (text != NULL
      && condition_read (m->arena, m->form, table, text, &c, &e) != OK)
    complain (m->complaints, line, "%s", e.text);
  return c;
}

static const struct value *
value (struct making *m, const struct form_field *table, uint16_t self,
       const char *text, unsigned line)
{
  const struct value *v = NULL;
  struct error e;

  if (text != NULL
      && value_read (m->arena, m->form, table, self, text, &v, &e) != OK)
    complain (m->complaints, line, "%s", e.text);
  return v;
}

static int32_t
day (struct making *m, const char *iso, int32_t otherwise, unsigned line)
{
  int32_t n = iso == NULL ? otherwise : date_day (iso);

  if (iso != NULL && n == INT32_MIN)
    complain (m->complaints, line, _ ("\"%s\" is no day (YYYY-MM-DD)"), iso);
  return n;
}

static uint16_t
field_named (struct making *m, const char *key, unsigned line)
{
  uint16_t f = form_field_named (m->form, key);

  if (f == NO_FIELD)
    complain (m->complaints, line, _ ("no field has the key \"%s\""), key);
  return f;
}

/* ---- fields -------------------------------------------------------------- */

/* What a field tells of its person when it does not say so. */
static const struct {
  uint8_t kind;
  const char *set;
  uint8_t fact;
} facts[] = {
  { HOSO_NAME, NULL, HOSO_FULL_NAME },
  { HOSO_PERSON_ID, NULL, HOSO_ID_NUMBER },
  { HOSO_ID_PAPER, NULL, HOSO_ID_NUMBER },
  { HOSO_ADDRESS, NULL, HOSO_RESIDENCE },
  { HOSO_PHONE, NULL, HOSO_CONTACT_PHONE },
  { HOSO_EMAIL, NULL, HOSO_CONTACT_EMAIL },
  { HOSO_CHOICE, "SEX", HOSO_SEX },
  { HOSO_CHOICE, "IDTYPE", HOSO_ID_TYPE },
  { HOSO_CHOICE, "ETHNIC", HOSO_ETHNIC_GROUP },
  { HOSO_CHOICE, "NATION", HOSO_NATIONALITY },
};

static uint8_t
fact_of (const struct hoso_field *f)
{
  if (f->fact != HOSO_BY_KIND)
    return f->fact;
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    if (f->kind == facts[i].kind
        && (facts[i].set == NULL
            || (f->set != NULL && strcmp (f->set, facts[i].set) == 0)))
      return facts[i].fact;
  return HOSO_NO_FACT;
}

static const struct form_choice *
make_choices (struct making *m, const struct hoso_field *f, uint16_t *n)
{
  struct form_choice *choices;

  *n = (uint16_t) taken_choices (f->choices);
  choices = arena_take (m->arena, (*n + 1u) * sizeof *choices);
  for (uint16_t i = 0; i < *n; i++) {
    const struct hoso_choice *c = &f->choices[i];

    choices[i] = (struct form_choice){
      .code = c->code,
      .label = { c->label },
      .from = day (m, c->from, INT32_MIN, f->line),
      .until = day (m, c->until, INT32_MAX, f->line),
    };
  }
  return *n == 0 ? NULL : choices;
}

/* Everything but conditions, which may name fields that come later. */
static void
make_field (struct making *m, const struct hoso_field *f, struct form_field *to)
{
  *to = (struct form_field){
    .key = f->key,
    .label = { f->label },
    .short_label = { f->short_label != NULL ? f->short_label : f->label },
    .help = { f->help },
    .kind = f->kind,
    .need = f->need,
    .privacy = f->privacy,
    .index = f->index,
    .list = f->list,
    .decimals = f->decimals,
    .fact = fact_of (f),
    .chars = f->chars == 0 ? CHARS_MOST : f->chars,
    .since = f->since == 0 ? 1 : f->since,
    .line = f->line,
    .heading = NO_HEADING,
    .pattern = f->pattern,
    .set = f->set,
    .only = f->only,
    .elsewhere = f->elsewhere,
    .was = f->was,
    .by_code = f->compute != NULL,
    .compute = f->compute,
    .arg = f->arg,
  };
  to->choices = make_choices (m, f, &to->n_choices);
}

static void
make_columns (struct making *m, const struct hoso_field *f,
              struct form_field *to)
{
  struct form_field *columns;

  to->n_columns = (uint16_t) taken_fields (f->columns);
  columns = arena_take (m->arena, (to->n_columns + 1u) * sizeof *columns);
  for (uint16_t i = 0; i < to->n_columns; i++)
    make_field (m, &f->columns[i], &columns[i]);
  to->columns = to->n_columns == 0 ? NULL : columns;
}

static void
make_heading (const struct hoso_field *f, uint16_t first,
              struct form_heading *to)
{
  *to = (struct form_heading){ .key = f->key,
                               .label = { f->label },
                               .differs = f->differs,
                               .role = f->role,
                               .sex = f->sex,
                               .first = first };
}

/* Fields under a heading that names nobody tell nothing of anybody. */
static void
put_under (struct form_field *field, struct form_heading *headings, uint16_t n)
{
  if (n == 0) {
    field->fact = HOSO_NO_FACT;
    return;
  }
  field->heading = n - 1;
  headings[n - 1].count++;
  if (headings[n - 1].key == NULL)
    field->fact = HOSO_NO_FACT;
}

static void
make_fields (struct making *m)
{
  size_t n = m->from->n_fields;
  struct form_field *fields = arena_take (m->arena, (n + 1) * sizeof *fields);
  struct form_heading *headings =
    arena_take (m->arena, (n + 1) * sizeof *headings);
  struct form *form = m->form;

  for (size_t i = 0; i < n; i++) {
    const struct hoso_field *f = &m->from->fields[i];
    struct form_field *to = &fields[form->n_fields];

    if (f->kind == HOSO_HEADING) {
      make_heading (f, form->n_fields, &headings[form->n_headings++]);
      continue;
    }
    make_field (m, f, to);
    make_columns (m, f, to);
    put_under (to, headings, form->n_headings);
    form->n_fields++;
  }
  form->fields = fields;
  form->headings = headings;
}

/* ---- conditions of fields ------------------------------------------------ */

static void
make_conditions_of (struct making *m, const struct hoso_field *f,
                    const struct form_field *table, uint16_t self,
                    struct form_field *to)
{
  to->required = condition (m, table, f->required, f->line);
  to->shown = condition (m, table, f->shown, f->line);
  to->min = value (m, table, NO_FIELD, f->min, f->line);
  to->max = value (m, table, NO_FIELD, f->max, f->line);
  to->initial = value (m, table, self, f->initial, f->line);
  to->value = value (m, table, NO_FIELD, f->value, f->line);
}

static void
make_conditions (struct making *m)
{
  /* These arrays are ours, made above; only their readers see them const. */
  struct form_field *fields = (struct form_field *) m->form->fields;
  struct form_heading *heading = (struct form_heading *) m->form->headings;
  uint16_t n = 0;

  for (size_t i = 0; i < m->from->n_fields; i++) {
    const struct hoso_field *f = &m->from->fields[i];
    struct form_field *columns;

    if (f->kind == HOSO_HEADING) {
      (heading++)->shown = condition (m, NULL, f->shown, f->line);
      continue;
    }
    make_conditions_of (m, f, NULL, n, &fields[n]);
    columns = (struct form_field *) fields[n].columns;
    for (uint16_t j = 0; j < fields[n].n_columns; j++)
      make_conditions_of (m, &f->columns[j], &fields[n], NO_FIELD, &columns[j]);
    n++;
  }
}

/* ---- rules --------------------------------------------------------------- */

/* A key in a rule for rows may be a column: the cursor goes to the table. */
static uint16_t
field_of_rule (struct making *m, const struct hoso_rule *r, uint16_t each)
{
  if (r->key == NULL)
    return NO_FIELD;
  if (each != NO_FIELD
      && form_column_named (&m->form->fields[each], r->key) != NO_FIELD)
    return each;
  return field_named (m, r->key, r->line);
}

/* The table whose rows R is for; NULL: it is for the form. */
static const struct form_field *
table_of_rule (struct making *m, const struct hoso_rule *r, uint16_t each)
{
  if (each == NO_FIELD)
    return NULL;
  if (m->form->fields[each].kind != HOSO_TABLE)
    complain (m->complaints, r->line, _ ("\"%s\" is no table"), r->each);
  return &m->form->fields[each];
}

static void
make_rule (struct making *m, const struct hoso_rule *r, struct form_rule *to)
{
  uint16_t each =
    r->each == NULL ? NO_FIELD : field_named (m, r->each, r->line);
  const struct form_field *table = table_of_rule (m, r, each);

  *to = (struct form_rule){
    .id = r->id,
    .text = { r->text },
    .law = r->law,
    .field = field_of_rule (m, r, each),
    .each = each,
    .must = condition (m, table, r->must, r->line),
    .when = condition (m, table, r->when, r->line),
    .from = day (m, r->from, INT32_MIN, r->line),
    .until = day (m, r->until, INT32_MAX, r->line),
    .severity = r->severity,
    .unverified = r->unverified != 0,
    .by_code = r->test != NULL,
    .test = r->test,
    .arg = r->arg,
  };
}

static void
make_unique (struct making *m, const struct hoso_unique *u,
             struct form_unique *to)
{
  *to = (struct form_unique){ .id = u->id,
                              .law = u->law,
                              .text = { u->text },
                              .procedure = u->procedure,
                              .persons = u->persons,
                              .severity = u->severity,
                              .open_only = u->open_only != 0 };
  for (const char *key = u->keys; *key != '\0';) {
    size_t len = strcspn (key, ";");

    if (to->n_fields == sizeof to->fields / sizeof *to->fields) {
      complain (m->complaints, u->line, _ ("at most %zu keys go together"),
                sizeof to->fields / sizeof *to->fields);
      return;
    }
    to->fields[to->n_fields++] =
      field_named (m, arena_copy_len (m->arena, key, len), u->line);
    key += len + (key[len] == ';');
  }
}

/* ---- time, money, papers ------------------------------------------------- */

static void
make_amount (struct making *m, const struct hoso_amount *a,
             struct form_amount *to)
{
  *to = (struct form_amount){ .name = a->name,
                              .law = a->law,
                              .from = day (m, a->from, INT32_MIN, a->line),
                              .amount = a->amount,
                              .unverified = a->unverified != 0,
                              .local = a->local != 0 };
}

static void
make_term (struct making *m, const struct hoso_term *t, struct form_term *to)
{
  *to = (struct form_term){
    .count = t->count,
    .cutoff = t->cutoff,
    .unit = t->unit,
    .more = t->more != 0,
    .when = condition (m, NULL, t->when, t->line),
    .law = t->law,
    .from = day (m, t->from, INT32_MIN, t->line),
    .until = day (m, t->until, INT32_MAX, t->line),
  };
}

static void
make_fee (struct making *m, const struct hoso_fee *f, struct form_fee *to)
{
  *to = (struct form_fee){ .name = { f->name },
                           .amount = f->amount,
                           .times = f->times,
                           .exempt = f->exempt,
                           .law = f->law,
                           .when = condition (m, NULL, f->when, 0) };
}

static void
make_paper (struct making *m, const struct hoso_paper *p, struct form_paper *to)
{
  *to = (struct form_paper){ .name = { p->name },
                             .when = condition (m, NULL, p->when, 0),
                             .code = p->code,
                             .law = p->law,
                             .copy = p->copy == 0 ? HOSO_ORIGINAL : p->copy,
                             .count = p->count == 0 ? 1 : p->count,
                             .optional = p->optional != 0,
                             .lookup = p->lookup != 0 };
}

static void
make_sheet (struct making *m, const struct hoso_sheet *s, struct form_sheet *to)
{
  (void) m;
  *to = (struct form_sheet){ .name = s->name,
                             .text = s->text,
                             .title = { s->title },
                             .paper = s->paper == 0 ? 4 : s->paper,
                             .copies = s->copies == 0 ? 1 : s->copies };
}

static void
make_state (struct making *m, const struct hoso_state *s, struct form_state *to)
{
  (void) m;
  *to = (struct form_state){ .name = s->name,
                             .title = { s->title },
                             .within = s->within,
                             .days = s->days,
                             .stops_clock = s->stops_clock != 0 };
}

#define MAKE_LIST(one, list)                                             \
  static void make_##list (struct making *m)                             \
  {                                                                      \
    size_t n = m->from->n_##list;                                        \
    struct form_##one *to = arena_take (m->arena, (n + 1) * sizeof *to); \
                                                                         \
    for (size_t i = 0; i < n; i++)                                       \
      make_##one (m, &m->from->list[i], &to[i]);                         \
    m->form->list = to;                                                  \
    m->form->n_##list = (uint16_t) n;                                    \
  }
MAKE_LIST (rule, rules)
MAKE_LIST (unique, uniques)
MAKE_LIST (amount, amounts)
MAKE_LIST (term, terms)
MAKE_LIST (fee, fees)
MAKE_LIST (paper, papers)
MAKE_LIST (sheet, sheets)
MAKE_LIST (state, states)
#undef MAKE_LIST

/* ---- the form ------------------------------------------------------------ */

/* Of the procedure: what is neither a list of its form nor of the rest. */
static void
make_head (struct making *m)
{
  const struct hoso_procedure *p = &m->from->procedure;

  *m->form = (struct form){ .name = p->name,
                            .code = p->code,
                            .area = p->area,
                            .law = p->law,
                            .title = { p->title },
                            .file = m->from->file,
                            .from = day (m, p->from, INT32_MIN, 0),
                            .until = day (m, p->until, INT32_MAX, 0),
                            .revision = p->revision,
                            .keep_years = p->keep_years,
                            .arena = m->arena };
}

struct form *
make_form (const struct taken *from, struct complaints *complaints)
{
  struct form *form = bytes_must (sizeof *form);
  struct making m = { from, form, arena_new (), complaints };

  make_head (&m);
  make_fields (&m);
  form_settle (form);
  make_amounts (&m);
  make_conditions (&m);
  make_rules (&m);
  make_uniques (&m);
  make_terms (&m);
  make_fees (&m);
  make_papers (&m);
  make_sheets (&m);
  make_states (&m);
  return form;
}
