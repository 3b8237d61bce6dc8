/* condition-values.c - what the values of conditions come to. */

#include "form/condition.h"

#include "area/area.h"
#include "form/condition-parts.h"
#include "form/rows.h"
#include "text/date.h"
#include "text/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- what sort a value is of --------------------------------------------- */

const struct form_field *
value_field (const struct value *v, const struct form *form,
             const struct form_field *columns)
{
  if (v->thing == THING_FIELD)
    return &form->fields[v->field];
  if (v->thing == THING_COLUMN && columns != NULL)
    return &columns[v->field];
  return NULL;
}

static enum sort
sort_of_kind (uint8_t kind)
{
  switch (kind) {
  case HOSO_DATE:
  case HOSO_PARTIAL_DATE: return SPANS;
  case HOSO_WHOLE:
  case HOSO_DECIMAL:
  case HOSO_MONEY: return NUMBERS;
  default: return TEXTS;
  }
}

enum sort
value_sort (const struct value *v, const struct form *form,
            const struct form_field *columns)
{
  const struct form_field *field = value_field (v, form, columns);

  switch (v->thing) {
  case THING_NUMBER:
  case THING_AMOUNT: return NUMBERS;
  case THING_DATE:
  case THING_RECEIVED: return SPANS;
  }
  if (v->turn == IN_YEARS || v->turn == IN_ROWS)
    return NUMBERS;
  return field == NULL || v->turn == IN_WORDS ? TEXTS
                                              : sort_of_kind (field->kind);
}

bool
value_suits (const struct value *v, const struct form *form,
             const struct form_field *table, uint8_t kind)
{
  enum sort given = value_sort (v, form, table == NULL ? NULL : table->columns);
  enum sort wanted = kind == HOSO_TABLE ? NUMBERS : sort_of_kind (kind);

  return v->thing == THING_PREVIOUS || given == wanted
         || (wanted == TEXTS && v->thing == THING_NUMBER);
}

bool
value_is_constant (const struct value *v)
{
  return v->unit == NO_UNIT
         && (v->thing == THING_NUMBER || v->thing == THING_DATE
             || v->thing == THING_TEXT);
}

const char *
value_stray (const struct value *v, const struct form *form)
{
  if (v == NULL || v->thing != THING_AMOUNT)
    return NULL;
  for (uint16_t i = 0; i < form->n_amounts; i++)
    if (strcmp (form->amounts[i].name, v->text) == 0)
      return NULL;
  return v->text;
}

bool
value_names (const struct value *v, uint16_t field)
{
  return v != NULL && v->thing == THING_FIELD && v->field == field;
}

bool
value_of_office (const struct value *v)
{
  return v != NULL
         && (v->thing == THING_WARD || v->thing == THING_OFFICER
             || v->thing == THING_AMOUNT);
}

/* ---- numbers and days ---------------------------------------------------- */

/* Up to twelve digits, then perhaps a point and up to four more. */
bool
scaled_number (const char *text, int64_t *n)
{
  size_t before = strspn (text, "0123456789"), behind = 0;
  const char *point = text + before;
  int64_t whole = 0;

  if (*point == '.')
    behind = strspn (point + 1, "0123456789");
  if (before == 0 || before > 12 || behind > SCALE_DIGITS
      || point[behind > 0 ? behind + 1 : 0] != '\0')
    return false;
  for (size_t i = 0; i < before; i++)
    whole = whole * 10 + (text[i] - '0');
  for (size_t i = 1; i <= SCALE_DIGITS; i++)
    whole = whole * 10 + (i <= behind ? point[i] - '0' : 0);
  *n = whole;
  return true;
}

bool
value_reckon (struct value *v)
{
  if (v->thing == THING_NUMBER)
    return scaled_number (v->text, &v->low);
  if (v->thing == THING_DATE) {
    v->low = date_day (v->text);
    return v->low != INT32_MIN;
  }
  return true;
}

static struct span *
span_place (const struct scope *s, const char *text)
{
  return &s->spans[(uintptr_t) text / 8 % SPANS_KEPT]; /* a date has eleven */
}

void
scope_keep_span (const struct scope *s, const char *text, int32_t first,
                 int32_t last)
{
  if (s->spans != NULL)
    *span_place (s, text) = (struct span){ text, first, last, true };
}

bool
scope_span (const struct scope *s, const char *text, int32_t *first,
            int32_t *last)
{
  struct span *span;

  if (s->spans == NULL)
    return date_span (text, first, last);
  span = span_place (s, text);
  if (span->text != text) {
    span->is_date = date_span (text, &span->first, &span->last);
    span->text = text;
  }
  *first = span->first;
  *last = span->last;
  return span->is_date;
}

/* Days beyond these are no dates of ours; they keep sums from overflowing. */
enum { DAY_LEAST = -1000000, DAY_MOST = 40000000 };

static int32_t
moved (int32_t day, const struct value *v)
{
  if (day < DAY_LEAST || day > DAY_MOST)
    return day;
  switch (v->unit) {
  case DAYS: return day + v->plus;
  case MONTHS: return date_add_months (day, v->plus);
  case YEARS: return date_add_months (day, 12 * v->plus);
  }
  return day;
}

/* ---- what a value comes to ----------------------------------------------- */

const char *
value_stored (const struct value *v, const struct scope *s)
{
  const char *text = "";

  if (v->thing == THING_FIELD)
    text = s->values[v->field];
  else if (v->thing == THING_COLUMN && s->cells != NULL)
    text = s->cells[v->field];
  return text == NULL ? "" : text;
}

static bool
ward_of (const struct value *v, const struct scope *s, struct meaning *m)
{
  int place =
    v->thing == THING_FIELD ? form_address_place (s->form, v->field) : -1;
  uint32_t ward = place >= 0 && s->wards != NULL
                    ? s->wards[place]
                    : area_ward_of (value_stored (v, s));

  snprintf (m->ward, sizeof m->ward, "%05" PRIu32, ward % 100000);
  m->text = m->ward;
  return ward != 0;
}

static bool
text_meaning (const struct value *v, const struct scope *s, struct meaning *m)
{
  const struct form_field *field = value_field (v, s->form, s->columns);

  switch (v->thing) {
  case THING_NUMBER:
  case THING_TEXT: m->text = v->text; break;
  case THING_OFFICER: m->text = s->officer; break;
  case THING_WARD: m->text = s->ward; break;
  default: m->text = value_stored (v, s);
  }
  if (m->text == NULL || m->text[0] == '\0')
    return false;
  return field == NULL || field->kind != HOSO_ADDRESS || ward_of (v, s, m);
}

static bool
span_meaning (const struct value *v, const struct scope *s, struct meaning *m)
{
  int32_t first = s->received, last = s->received;

  if (v->thing == THING_DATE)
    first = last = (int32_t) v->low;
  else if (v->thing != THING_RECEIVED
           && !scope_span (s, value_stored (v, s), &first, &last))
    return false;
  m->low = first;
  m->high = last;
  if (v->unit != NO_UNIT) {
    m->low = moved (first, v);
    m->high = last == first ? m->low : moved (last, v);
  }
  return true;
}

/* Who was born late in the span is the youngest. */
static bool
age_meaning (const struct value *v, const struct scope *s, struct meaning *m)
{
  int32_t first, last;

  if (!scope_span (s, value_stored (v, s), &first, &last))
    return false;
  m->low = (int64_t) date_years (last, s->received) * SCALE;
  m->high = (int64_t) date_years (first, s->received) * SCALE;
  return true;
}

static int64_t
amount_of (const struct value *v, const struct scope *s)
{
  int64_t amount = 0;

  if (s->amount == NULL || !s->amount (s->form, v->text, s->received, &amount))
    form_amount_on (s->form, v->text, s->received, &amount);
  return amount;
}

static bool
number_meaning (const struct value *v, const struct scope *s, struct meaning *m)
{
  if (v->turn == IN_YEARS)
    return age_meaning (v, s, m);
  if (v->turn == IN_ROWS)
    m->low = (int64_t) rows_count (value_stored (v, s)) * SCALE;
  else if (v->thing == THING_NUMBER)
    m->low = v->low;
  else if (v->thing == THING_AMOUNT) {
    if (__builtin_mul_overflow (amount_of (v, s), SCALE, &m->low))
      return false;
  } else if (!scaled_number (value_stored (v, s), &m->low))
    return false;
  m->high = m->low;
  return true;
}

bool
value_meaning (const struct value *v, enum sort sort, const struct scope *s,
               struct meaning *m)
{
  switch (sort) {
  case TEXTS: return text_meaning (v, s, m);
  case SPANS: return span_meaning (v, s, m);
  case NUMBERS: return number_meaning (v, s, m);
  }
  return false;
}

/* ---- as a text, and as a limit ------------------------------------------- */

static bool
put_words (const struct value *v, const struct scope *s, struct bytes *to)
{
  const char *stored = value_stored (v, s);
  uint8_t kind = value_field (v, s->form, s->columns)->kind;
  int64_t n;

  if (stored[0] == '\0')
    return false;
  if (sort_of_kind (kind) == SPANS)
    date_in_words (stored, to);
  else if (kind == HOSO_MONEY && scaled_number (stored, &n))
    money_in_words (n / SCALE, to);
  else if (scaled_number (stored, &n) && n % SCALE == 0)
    number_in_words (n / SCALE, to);
  else
    return false;
  return true;
}

static bool
put_day (const struct value *v, const struct scope *s, struct bytes *to)
{
  struct meaning m;
  char iso[DATE_TEXT];

  if (v->unit == NO_UNIT && *value_stored (v, s) != '\0') {
    bytes_add_text (to, value_stored (v, s));
    return true;
  }
  /* "2024" + 6 months is no date that could be written down. */
  if (!span_meaning (v, s, &m) || m.low != m.high)
    return false;
  date_iso ((int32_t) m.low, iso);
  bytes_add_text (to, iso);
  return true;
}

/* What needs no reckoning, as it is written; NULL: nothing. */
static const char *
plain_text (const struct value *v, const struct scope *s)
{
  switch (v->thing) {
  case THING_FIELD:
  case THING_COLUMN: return value_stored (v, s);
  case THING_NUMBER:
  case THING_TEXT: return v->text;
  case THING_WARD: return s->ward;
  case THING_OFFICER: return s->officer;
  case THING_PREVIOUS:
    return s->previous == NULL ? NULL : s->previous[v->field];
  }
  return NULL;
}

static bool
is_day (const struct value *v)
{
  return v->thing == THING_DATE || v->thing == THING_RECEIVED
         || ((v->thing == THING_FIELD || v->thing == THING_COLUMN)
             && v->unit != NO_UNIT);
}

bool
value_text (const struct value *v, const struct scope *s, struct bytes *to)
{
  const char *text;

  if (v->turn == IN_WORDS)
    return put_words (v, s, to);
  if (is_day (v))
    return put_day (v, s, to);
  if (v->thing == THING_AMOUNT) {
    bytes_printf (to, "%" PRId64, amount_of (v, s));
    return true;
  }
  text = plain_text (v, s);
  if (text == NULL || text[0] == '\0')
    return false;
  bytes_add_text (to, text);
  return true;
}

static bool
limited (const struct scope *s, uint8_t kind, const char *text, enum sort *sort,
         struct meaning *m)
{
  int32_t first, last;

  *sort = kind == HOSO_TABLE ? NUMBERS : sort_of_kind (kind);
  switch (*sort) {
  case TEXTS: m->text = text; return text[0] != '\0';
  case SPANS:
    if (!scope_span (s, text, &first, &last))
      return false;
    m->low = first;
    m->high = last;
    return true;
  case NUMBERS:
    m->low = (int64_t) (kind == HOSO_TABLE ? rows_count (text) : 0) * SCALE;
    if (kind != HOSO_TABLE && !scaled_number (text, &m->low))
      return false;
    m->high = m->low;
    return true;
  }
  return false;
}

int
value_compare (const struct value *v, const struct scope *s, uint8_t kind,
               const char *text)
{
  struct meaning a, b;
  enum sort sort;

  if (!limited (s, kind, text, &sort, &a) || !value_meaning (v, sort, s, &b))
    return -2;
  if (sort == TEXTS) {
    int order = strcmp (a.text, b.text);

    return order < 0 ? -1 : order > 0;
  }
  return a.high < b.low ? -1 : a.low > b.high;
}
