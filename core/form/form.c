/* form.c - looking things up in a form. */

#include "form/form.h"

#include "base/arena.h"

#include <string.h>

void
form_free (struct form *f)
{
  if (f == NULL)
    return;
  arena_free (f->arena);
  free (f);
}

/* FNV-1a: keys are short, and collisions only cost another look. */
static uint32_t
hash_of_key (const char *key)
{
  uint32_t h = 2166136261u;

  for (; *key != '\0'; key++)
    h = (h ^ (unsigned char) *key) * 16777619u;
  return h;
}

static void
settle_keys (struct form *f)
{
  uint32_t room = 16;
  uint16_t *slots;

  while (room < 2u * f->n_fields)
    room *= 2;
  slots = arena_take (f->arena, room * sizeof *slots);
  memset (slots, 0xff, room * sizeof *slots);
  for (uint16_t i = 0; i < f->n_fields; i++) {
    uint32_t at = hash_of_key (f->fields[i].key) & (room - 1);

    while (slots[at] != NO_FIELD)
      at = (at + 1) & (room - 1);
    slots[at] = i;
  }
  f->slots = slots;
  f->n_slots = room;
}

static void
settle_addresses (struct form *f)
{
  int16_t *places = arena_take (f->arena, (f->n_fields + 1u) * sizeof *places);

  f->n_addresses = 0;
  for (uint16_t i = 0; i < f->n_fields; i++)
    places[i] =
      f->fields[i].kind == HOSO_ADDRESS ? (int16_t) f->n_addresses++ : -1;
  f->places = places;
}

/* The first field under HEADING that tells FACT, or NO_FIELD. */
static uint16_t
fact_under (const struct form *f, const struct form_heading *heading,
            uint8_t fact)
{
  for (uint16_t i = heading->first; i < heading->first + heading->count; i++)
    if (f->fields[i].fact == fact)
      return i;
  return NO_FIELD;
}

static void
settle_facts (struct form *f)
{
  uint16_t *told =
    arena_take (f->arena, (f->n_headings + 1u) * FACTS * sizeof *told);

  for (uint16_t h = 0; h < f->n_headings; h++)
    for (uint8_t fact = 0; fact < FACTS; fact++)
      told[h * FACTS + fact] = fact_under (f, &f->headings[h], fact);
  f->told = told;
}

/* How many fields stand before the headings. */
static uint16_t
fields_before (const struct form *f)
{
  return f->n_headings > 0 ? f->headings[0].first : f->n_fields;
}

/* Appends those of COUNT fields from FIRST on to TO; returns where they end. */
static struct form_teller *
add_tellers (const struct form *f, uint16_t first, uint16_t count, bool person,
             struct form_teller *to)
{
  for (uint16_t i = first; i < first + count; i++) {
    uint8_t tells = field_tells (&f->fields[i], person);

    if (tells != 0)
      *to++ = (struct form_teller){ i, tells };
  }
  return to;
}

/* A catalog may say that headings share fields: then there is no end to it. */
static void
settle_tellers (struct form *f)
{
  struct form_teller *tellers, *at;
  uint16_t before = fields_before (f), *ends;
  size_t all = before;

  for (uint16_t h = 0; h < f->n_headings; h++)
    all += f->headings[h].count;
  if (all > f->n_fields)
    return;
  tellers = arena_take (f->arena, (all + 1) * sizeof *tellers);
  ends = arena_take (f->arena, (f->n_headings + 1u) * sizeof *ends);
  at = add_tellers (f, 0, before, false, tellers);
  ends[0] = (uint16_t) (at - tellers);
  for (uint16_t h = 0; h < f->n_headings; h++) {
    at = add_tellers (f, f->headings[h].first, f->headings[h].count,
                      f->headings[h].key != NULL, at);
    ends[h + 1] = (uint16_t) (at - tellers);
  }
  f->tellers = tellers;
  f->tellers_end = ends;
}

static bool
has_serial (const struct form_field *fields, uint16_t count)
{
  for (uint16_t i = 0; i < count; i++)
    if (fields[i].kind == HOSO_SERIAL
        || (fields[i].kind == HOSO_TABLE
            && has_serial (fields[i].columns, fields[i].n_columns)))
      return true;
  return false;
}

static bool
has_table (const struct form *f)
{
  for (uint16_t i = 0; i < f->n_fields; i++)
    if (f->fields[i].kind == HOSO_TABLE)
      return true;
  return false;
}

/* Those that are asked of every dossier. */
static void
settle_conditions (struct form *f)
{
  for (uint16_t i = 0; i < f->n_fields; i++) {
    condition_settle (f->fields[i].shown, f);
    condition_settle (f->fields[i].required, f);
  }
  for (uint16_t h = 0; h < f->n_headings; h++)
    condition_settle (f->headings[h].shown, f);
  for (uint16_t i = 0; i < f->n_rules; i++) {
    condition_settle (f->rules[i].must, f);
    condition_settle (f->rules[i].when, f);
  }
  for (uint16_t i = 0; i < f->n_terms; i++)
    condition_settle (f->terms[i].when, f);
}

void
form_settle (struct form *f)
{
  settle_keys (f);
  settle_addresses (f);
  settle_facts (f);
  settle_tellers (f);
  settle_conditions (f);
  f->unnumbered = !has_serial (f->fields, f->n_fields);
  f->tableless = !has_table (f);
}

static uint16_t
key_among (const struct form_field *fields, uint16_t n, const char *key)
{
  for (uint16_t i = 0; i < n; i++)
    if (strcmp (fields[i].key, key) == 0)
      return i;
  return NO_FIELD;
}

uint16_t
form_field_named (const struct form *f, const char *key)
{
  uint32_t at;

  if (f->n_slots == 0)
    return key_among (f->fields, f->n_fields, key);
  at = hash_of_key (key) & (f->n_slots - 1);
  for (; f->slots[at] != NO_FIELD; at = (at + 1) & (f->n_slots - 1))
    if (strcmp (f->fields[f->slots[at]].key, key) == 0)
      return f->slots[at];
  return NO_FIELD;
}

uint16_t
form_column_named (const struct form_field *table, const char *key)
{
  return key_among (table->columns, table->n_columns, key);
}

uint16_t
form_person_named (const struct form *f, const char *key)
{
  for (uint16_t h = 0; h < f->n_headings; h++)
    if (f->headings[h].key != NULL && strcmp (f->headings[h].key, key) == 0)
      return h;
  return NO_HEADING;
}

uint16_t
form_fact (const struct form *f, uint16_t h, uint8_t fact)
{
  return f->told != NULL && fact < FACTS
           ? f->told[h * FACTS + fact]
           : fact_under (f, &f->headings[h], fact);
}

static bool
is_number (const struct form_field *field)
{
  return field->kind == HOSO_PERSON_ID || field->kind == HOSO_ID_PAPER
         || field->kind == HOSO_PHONE || field->index == HOSO_INDEX_ID;
}

uint8_t
field_tells (const struct form_field *field, bool person)
{
  uint8_t fact = person ? field->fact : HOSO_NO_FACT, tells = 0;

  if (field->kind == HOSO_TABLE)
    return 0;
  if (fact == HOSO_FULL_NAME || field->index == HOSO_INDEX_NAME)
    tells |= TELLS_NAME;
  if (fact == HOSO_ID_NUMBER)
    tells |= TELLS_PERSON;
  if (fact == HOSO_ID_NUMBER || fact == HOSO_CONTACT_PHONE || is_number (field))
    tells |= TELLS_NUMBER;
  if (field->kind == HOSO_ADDRESS || field->index == HOSO_INDEX_TEXT)
    tells |= TELLS_ADDRESS;
  if (fact == HOSO_BIRTH)
    tells |= TELLS_BIRTH;
  return tells;
}

bool
form_amount_on (const struct form *f, const char *name, int32_t day,
                int64_t *amount)
{
  bool found = false;

  /* Rows of one name stand oldest first: the last that has begun counts. */
  for (uint16_t i = 0; i < f->n_amounts; i++)
    if (f->amounts[i].from <= day && strcmp (f->amounts[i].name, name) == 0) {
      *amount = f->amounts[i].amount;
      found = true;
    }
  return found;
}

const char *
form_words (const char *const text[LANGUAGES])
{
  const char *said = text[language_now ()];

  return said != NULL ? said : text[VI];
}

int
form_place_counted (const struct form *f, uint16_t field)
{
  int place = 0;

  for (uint16_t i = 0; i < field; i++)
    place += f->fields[i].kind == HOSO_ADDRESS;
  return place;
}

unsigned
form_addresses (const struct form *f)
{
  unsigned count = 0;

  if (f->places != NULL)
    return f->n_addresses;
  for (uint16_t i = 0; i < f->n_fields; i++)
    count += f->fields[i].kind == HOSO_ADDRESS;
  return count;
}
