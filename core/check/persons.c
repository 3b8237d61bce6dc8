/* persons.c - what the form tells about one person must be about one person. */

#include "check/run.h"

#include "base/language.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/person-id.h"

#include <string.h>

/* Fields under a heading, or the columns of a row, that tell about somebody. */
struct person {
  const struct form_field *fields;
  const char *const *texts;
  const uint16_t *told; /* the form's field of each fact; or NULL */
  uint16_t count;
  uint8_t sex;      /* by its heading, enum hoso_gender */
  uint16_t at, row; /* of the first field; of the table and its row */
};

static const char *const sex_names[] = { "", N_ ("male"), N_ ("female") };

static struct person
person_of_heading (const struct run *r, uint16_t h)
{
  const struct form_heading *heading = &r->form->headings[h];

  return (struct person){
    .fields = r->form->fields + heading->first,
    .texts = r->values + heading->first,
    .told = r->form->told != NULL ? r->form->told + h * FACTS : NULL,
    .count = heading->count,
    .sex = heading->sex,
    .at = heading->first,
  };
}

static struct person
person_of_row (const struct run *r)
{
  return (struct person){
    .fields = r->scope.columns,
    .texts = r->scope.cells,
    .count = r->scope.n_columns,
    .at = r->table,
    .row = r->row,
  };
}

static struct spot
spot_of (const struct person *p, uint16_t i)
{
  return (struct spot){ &p->fields[i], p->texts[i],
                        (uint16_t) (p->row > 0 ? p->at : p->at + i), p->row };
}

/* The first field that tells FACT, or NO_FIELD. */
static uint16_t
place_of (const struct person *p, uint8_t fact)
{
  if (p->told != NULL)
    return p->told[fact] == NO_FIELD ? NO_FIELD
                                     : (uint16_t) (p->told[fact] - p->at);
  for (uint16_t i = 0; i < p->count; i++)
    if (p->fields[i].fact == fact)
      return i;
  return NO_FIELD;
}

/* What is told of FACT, or "". */
static const char *
told (const struct person *p, uint8_t fact)
{
  uint16_t i = place_of (p, fact);

  return i == NO_FIELD ? "" : p->texts[i];
}

/* The sex in the form: by the heading, else by its field; 0 when not told. */
static int
sex_of (const struct person *p)
{
  const char *text = told (p, HOSO_SEX);

  if (p->sex != HOSO_ANY_SEX)
    return p->sex;
  return strcmp (text, "1") == 0 ? 1 : strcmp (text, "2") == 0 ? 2 : 0;
}

/* Year of birth in the form; 0 when not told. */
static int
birth_year (const struct run *r, const struct person *p)
{
  int32_t first, last;
  int year, month, day;

  if (!scope_span (&r->scope, told (p, HOSO_BIRTH), &first, &last))
    return 0;
  date_parts (first, &year, &month, &day);
  return year;
}

/* Whether field I must hold the twelve digits: a paper of type 1 (căn cước) is
 * one, and so is a paper whose type the form does not ask.
 */
static bool
has_digits (const struct person *p, uint16_t i)
{
  uint16_t type = place_of (p, HOSO_ID_TYPE);

  return p->fields[i].kind == HOSO_PERSON_ID
         || (p->fields[i].kind == HOSO_ID_PAPER
             && (type == NO_FIELD || strcmp (p->texts[type], "1") == 0));
}

/* TT 59/2021/TT-BCA Đ4: the digits tell province, sex and year of birth.  Year
 * and sex contradict the form or they do not; a province that is not in the
 * list is a slip of the pen almost always, yet the list is the ministry's.
 */
static void
check_number (struct run *r, const struct person *p, uint16_t i)
{
  struct spot spot = spot_of (p, i);
  const char *label = form_words (spot.field->label);
  char stored[13];
  struct person_id id;
  struct error e;
  int sex = sex_of (p), year = birth_year (r, p);

  if (person_id_parse (spot.text, stored, &id, &e) != OK)
    run_say (r, HOSO_REFUSE, &spot, "%s", e.text);
  else if (year != 0 && id.year != year)
    run_say (r, HOSO_REFUSE, &spot,
             _ ("\"%s\" belongs to somebody born in %d, the form says %d: "
                "look at the card"),
             label, id.year, year);
  else if (sex != 0 && id.sex != sex)
    run_say (r, HOSO_REFUSE, &spot,
             _ ("\"%s\" belongs to a %s person, the form says %s: look at the "
                "card"),
             label, _ (sex_names[id.sex]), _ (sex_names[sex]));
  else if (!person_id_province (id.province))
    run_say (r, HOSO_WARN, &spot,
             _ ("\"%s\" begins with %.3s, which no province has: look at the "
                "card"),
             label, stored);
}

/* A column for women has a woman in it. */
static void
check_sex (struct run *r, const struct person *p)
{
  uint16_t i = place_of (p, HOSO_SEX);

  if (p->sex == HOSO_ANY_SEX || i == NO_FIELD || p->texts[i][0] == '\0')
    return;
  if (strcmp (p->texts[i], p->sex == HOSO_MALE ? "1" : "2") != 0) {
    struct spot spot = spot_of (p, i);

    run_say (r, HOSO_REFUSE, &spot, _ ("\"%s\" must be %s here"),
             form_words (spot.field->label), _ (sex_names[p->sex]));
  }
}

static void
check_person (struct run *r, const struct person *p)
{
  uint16_t first = place_of (p, HOSO_ID_NUMBER);

  check_sex (r, p);
  for (uint16_t i = first; i < p->count; i++) /* NO_FIELD is behind all */
    if (p->fields[i].fact == HOSO_ID_NUMBER && p->texts[i][0] != '\0'
        && has_digits (p, i))
      check_number (r, p, i);
}

static void
check_rows (struct run *r, uint16_t f)
{
  const struct form_field *table = &r->form->fields[f];
  size_t count;

  if (table->kind != HOSO_TABLE || r->values[f][0] == '\0')
    return;
  count = run_rows (r, f)->count;
  for (size_t row = 0; row < count; row++) {
    struct person p;

    run_row (r, f, row);
    p = person_of_row (r);
    check_person (r, &p);
  }
  run_no_row (r);
}

/* ---- two who must not be one -------------------------------------------- */

/* By their numbers; while one has none, by name and whole date of birth. */
static bool
same_person (const struct person *a, const struct person *b)
{
  const char *number_a = told (a, HOSO_ID_NUMBER);
  const char *number_b = told (b, HOSO_ID_NUMBER);
  const char *name = told (a, HOSO_FULL_NAME);
  const char *birth = told (a, HOSO_BIRTH);

  if (number_a[0] != '\0' && number_b[0] != '\0')
    return strcmp (number_a, number_b) == 0;
  return name[0] != '\0' && date_day (birth) != INT32_MIN
         && strcmp (birth, told (b, HOSO_BIRTH)) == 0
         && fold_same (name, told (b, HOSO_FULL_NAME));
}

static void
check_differs (struct run *r, uint16_t h)
{
  const struct form_heading *heading = &r->form->headings[h];
  uint16_t other = form_person_named (r->form, heading->differs);
  struct bytes *text = &r->memory->text;
  struct person a, b;
  uint16_t number;

  if (other == NO_HEADING)
    return;
  a = person_of_heading (r, h);
  b = person_of_heading (r, other);
  if (!same_person (&a, &b))
    return;
  number = place_of (&a, HOSO_ID_NUMBER);
  bytes_clear (text);
  bytes_printf (text, _ ("\"%s\" and \"%s\" must not be the same person"),
                form_words (heading->label),
                form_words (r->form->headings[other].label));
  findings_add (r->to, HOSO_REFUSE, heading->key,
                (uint16_t) (a.at + (number == NO_FIELD ? 0 : number)), 0,
                bytes_text (text));
}

void
check_persons (struct run *r)
{
  for (uint16_t h = 0; h < r->form->n_headings; h++) {
    struct person p = person_of_heading (r, h);

    if (r->form->headings[h].key == NULL)
      continue;
    check_person (r, &p);
    if (r->form->headings[h].differs != NULL)
      check_differs (r, h);
  }
  for (uint16_t f = 0; !r->form->tableless && f < r->form->n_fields; f++)
    check_rows (r, f);
}
