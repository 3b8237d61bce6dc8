/* facts.c - who a record is about, and by what it can be found. */

#include "dossier/facts.h"

#include "base/hash.h"
#include "form/rows.h"
#include "text/fold.h"
#include "text/person-id.h"

#include <ctype.h>
#include <string.h>

enum { LOOKS_BACK = 8, LIST_FIRST = 8 };

struct gathering {
  const struct form *form;
  const struct values *values;
  struct arena *arena;
  struct facts facts;
};

/* Fields under a heading, or the cells of a row. */
struct group {
  const struct form_field *fields;
  const char *const *texts;
  uint16_t count;
  uint8_t role;
  bool person; /* they tell about somebody */
};

/* ---- growing lists in an arena ------------------------------------------- */

/* Room for one more: a list grows when it holds a power of two, from
 * LIST_FIRST on.
 */
static void *
room (struct arena *arena, void *list, size_t count, size_t size)
{
  void *more;

  if (count > 0 && (count < LIST_FIRST || (count & (count - 1)) != 0))
    return list;
  more = arena_take (arena, (count == 0 ? LIST_FIRST : count * 2) * size);
  if (count > 0)
    memcpy (more, list, count * size);
  return more;
}

/* A text that was told shortly before is not told again: who declares a birth
 * is mostly a parent, and the parents live together.
 */
static void
add_text (struct gathering *g, const char ***list, size_t *count,
          const char *text)
{
  for (size_t i = *count > LOOKS_BACK ? *count - LOOKS_BACK : 0; i < *count;
       i++)
    if (strcmp ((*list)[i], text) == 0)
      return;
  *list = room (g->arena, *list, *count, sizeof **list);
  (*list)[(*count)++] = text;
}

static bool
is_capital_or_digit (char c)
{
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

/* Digits and capitals only: "079 204-001" and "b1234567" are found too. */
static const char *
number_of (struct gathering *g, const char *text)
{
  SCOPED_BYTES fold = { 0 };
  size_t len = 0;

  while (is_capital_or_digit (text[len]))
    len++;
  if (text[len] == '\0')
    return text; /* as nearly all are */
  fold_add (&fold, text, strlen (text));
  len = 0;
  for (size_t i = 0; i < fold.len; i++)
    if (isalnum (fold.at[i]))
      fold.at[len++] = (unsigned char) toupper (fold.at[i]);
  return arena_copy_len (g->arena, (const char *) fold.at, len);
}

static void
add_number (struct gathering *g, const char *text)
{
  const char *number = number_of (g, text);

  if (number[0] != '\0')
    add_text (g, &g->facts.numbers, &g->facts.n_numbers, number);
}

static void
add_person (struct gathering *g, uint64_t number, uint8_t role)
{
  struct facts *f = &g->facts;

  f->persons = room (g->arena, f->persons, f->n_persons, sizeof *f->persons);
  f->persons[f->n_persons++] =
    (struct person_fact){ .number = number, .role = role };
}

/* ---- what a field tells -------------------------------------------------- */

/* A paper's number is a person's when the paper is a căn cước (type 1) or the
 * form asks no type.
 */
static bool
is_person_number (const struct group *in, uint16_t i)
{
  if (in->fields[i].kind == HOSO_PERSON_ID)
    return true;
  for (uint16_t t = 0; t < in->count; t++)
    if (in->fields[t].fact == HOSO_ID_TYPE)
      return strcmp (in->texts[t], "1") == 0;
  return in->fields[i].kind == HOSO_ID_PAPER;
}

/* Digits are known to be a number as they stand. */
static void
gather_number (struct gathering *g, const struct group *in, uint16_t i,
               uint8_t tells)
{
  const char *text = in->texts[i];
  uint64_t number;
  bool digits = person_id_number (text, strlen (text), &number);

  if ((tells & TELLS_PERSON) != 0 && digits && is_person_number (in, i))
    add_person (g, number, in->role);
  if ((tells & TELLS_NUMBER) != 0 && digits)
    add_text (g, &g->facts.numbers, &g->facts.n_numbers, text);
  else if ((tells & TELLS_NUMBER) != 0)
    add_number (g, text);
}

static void
gather_field (struct gathering *g, const struct group *in, uint16_t i,
              uint8_t tells)
{
  const char *text = in->texts[i];
  struct facts *f = &g->facts;

  if ((tells & TELLS_NAME) != 0)
    add_text (g, &f->names, &f->n_names, text);
  if ((tells & (TELLS_PERSON | TELLS_NUMBER)) != 0)
    gather_number (g, in, i, tells);
  if ((tells & TELLS_ADDRESS) != 0)
    add_text (g, &f->addresses, &f->n_addresses, text);
  if ((tells & TELLS_BIRTH) != 0)
    add_text (g, &f->births, &f->n_births, text);
}

static void
gather_group (struct gathering *g, const struct group *in)
{
  for (uint16_t i = 0; i < in->count; i++)
    if (in->texts[i][0] != '\0')
      gather_field (g, in, i, field_tells (&in->fields[i], in->person));
}

/* Each row of a table tells about somebody, as members of a household do. */
static void
gather_rows (struct gathering *g, const struct form_field *table,
             const char *stored)
{
  struct rows rows = rows_of (table, stored, g->arena);

  for (size_t row = 0; row < rows.count; row++)
    gather_group (g, &(struct group){
                       .fields = table->columns,
                       .texts = rows.cells + row * table->n_columns,
                       .count = table->n_columns,
                       .role = HOSO_OTHER,
                       .person = true,
                     });
}

/* Those of GROUP that are filled in and tell something: IN. */
static void
gather_tellers (struct gathering *g, unsigned group, const struct group *in)
{
  const struct form *form = g->form;
  uint16_t i = group == 0 ? 0 : form->tellers_end[group - 1];

  for (; i < form->tellers_end[group]; i++) {
    const struct form_teller *t = &form->tellers[i];

    if (g->values->texts[t->field][0] != '\0')
      gather_field (g, in, (uint16_t) (&form->fields[t->field] - in->fields),
                    t->tells);
  }
}

/* COUNT fields of the form from FIRST on; without a heading they tell about
 * nobody.
 */
static void
gather_fields (struct gathering *g, uint16_t first, uint16_t count,
               const struct form_heading *heading)
{
  const struct form *form = g->form;
  const struct group in = {
    .fields = form->fields + first,
    .texts = g->values->texts + first,
    .count = count,
    .role = heading != NULL ? heading->role : HOSO_OTHER,
    .person = heading != NULL && heading->key != NULL,
  };

  if (form->tellers == NULL)
    gather_group (g, &in);
  else
    gather_tellers (
      g, heading == NULL ? 0 : (unsigned) (heading - form->headings) + 1, &in);
}

static void
gather_all (struct gathering *g)
{
  const struct form *form = g->form;
  const char *const *texts = g->values->texts;

  gather_fields (
    g, 0, form->n_headings > 0 ? form->headings[0].first : form->n_fields,
    NULL);
  for (uint16_t h = 0; h < form->n_headings; h++)
    gather_fields (g, form->headings[h].first, form->headings[h].count,
                   &form->headings[h]);
  for (uint16_t i = 0; !form->tableless && i < form->n_fields; i++)
    if (form->fields[i].kind == HOSO_TABLE && texts[i][0] != '\0')
      gather_rows (g, &form->fields[i], texts[i]);
}

/* ---- whom it is about ---------------------------------------------------- */

/* What heading H tells of FACT, or "". */
static const char *
told (const struct gathering *g, uint16_t h, uint8_t fact)
{
  uint16_t field = form_fact (g->form, h, fact);

  return field == NO_FIELD ? "" : g->values->texts[field];
}

/* The next person after AFTER (NO_HEADING: the first) who has ROLE. */
static uint16_t
person_with (const struct form *form, uint8_t role, uint16_t after)
{
  for (unsigned h = after == NO_HEADING ? 0 : after + 1u; h < form->n_headings;
       h++)
    if (form->headings[h].key != NULL && (form->headings[h].role & role) != 0)
      return (uint16_t) h;
  return NO_HEADING;
}

/* SUBJECT, or APPLICANT when the form is about nobody. */
static uint8_t
whose (const struct form *form)
{
  return person_with (form, HOSO_SUBJECT, NO_HEADING) == NO_HEADING
           ? HOSO_APPLICANT
           : HOSO_SUBJECT;
}

/* A name alone is told as it stands. */
static const char *
joined_names (struct gathering *g)
{
  SCOPED_BYTES names = { 0 };
  const char *first = "";
  uint8_t role = whose (g->form);

  for (uint16_t h = person_with (g->form, role, NO_HEADING); h != NO_HEADING;
       h = person_with (g->form, role, h)) {
    const char *name = told (g, h, HOSO_FULL_NAME);

    if (*name == '\0')
      continue;
    if (*first == '\0') {
      first = name;
      continue;
    }
    bytes_printf (&names, "%s; %s", names.len == 0 ? first : "", name);
  }
  return names.len == 0 ? first : arena_copy (g->arena, bytes_text (&names));
}

static const char *
first_birth (const struct gathering *g)
{
  uint16_t h = person_with (g->form, whose (g->form), NO_HEADING);

  return h == NO_HEADING ? "" : told (g, h, HOSO_BIRTH);
}

/* The first ward where somebody with ROLE lives, or 0. */
static uint32_t
ward_with (const struct gathering *g, uint8_t role)
{
  for (uint16_t h = person_with (g->form, role, NO_HEADING); h != NO_HEADING;
       h = person_with (g->form, role, h)) {
    uint16_t field = form_fact (g->form, h, HOSO_RESIDENCE);
    int place = field == NO_FIELD ? -1 : form_address_place (g->form, field);

    if (place >= 0 && g->values->wards[place] != 0)
      return g->values->wards[place];
  }
  return 0;
}

/* The first residence that somebody with ROLE gave, or "". */
static const char *
residence_with (const struct form *form, const struct values *values,
                uint8_t role)
{
  for (uint16_t h = person_with (form, role, NO_HEADING); h != NO_HEADING;
       h = person_with (form, role, h)) {
    uint16_t field = form_fact (form, h, HOSO_RESIDENCE);

    if (field != NO_FIELD && values->texts[field][0] != '\0')
      return values->texts[field];
  }
  return "";
}

const char *
facts_address (const struct form *form, const struct values *values)
{
  const char *address = residence_with (form, values, HOSO_SUBJECT);

  return *address != '\0' ? address
                          : residence_with (form, values, HOSO_APPLICANT);
}

/* ---- uniques ------------------------------------------------------------- */

/* Hash of the folded values, each ended by 0; false when one is empty. */
static bool
unique_hash (const struct form_unique *u, const struct values *values,
             uint64_t *to)
{
  SCOPED_BYTES fold = { 0 };
  unsigned char hash[HASH_SIZE];
  struct reader r = reader_of (hash, sizeof hash);

  for (uint16_t i = 0; i < u->n_fields; i++) {
    const char *text = values->texts[u->fields[i]];

    if (*text == '\0')
      return false;
    fold_add (&fold, text, strlen (text));
    put_u8 (&fold, 0);
  }
  hash_of (fold.at, fold.len, hash);
  *to = take_u64 (&r);
  return u->n_fields > 0;
}

static void
gather_uniques (struct gathering *g)
{
  struct facts *f = &g->facts;
  struct unique_fact u;

  for (uint16_t i = 0; i < g->form->n_uniques; i++)
    if (unique_hash (&g->form->uniques[i], g->values, &u.hash)) {
      u.which = (uint8_t) i;
      f->uniques = room (g->arena, f->uniques, f->n_uniques, sizeof u);
      f->uniques[f->n_uniques++] = u;
    }
}

struct facts
facts_of (const struct form *form, const struct values *values,
          struct arena *arena)
{
  struct gathering g = { .form = form, .values = values, .arena = arena };

  gather_all (&g);
  gather_uniques (&g);
  g.facts.name = joined_names (&g);
  g.facts.birth = first_birth (&g);
  g.facts.ward = ward_with (&g, HOSO_SUBJECT);
  if (g.facts.ward == 0)
    g.facts.ward = ward_with (&g, HOSO_APPLICANT);
  return g.facts;
}
