/* form/condition.h - the short texts of plugin.h, read once and asked often.
 *
 * plugin.h has the grammar and what empty fields and partial dates mean.
 */
#ifndef FORM_CONDITION_H
#define FORM_CONDITION_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct condition;
struct value;
struct form;
struct form_field;

/* A date as it was read from its text, which is known by where it lies: nobody
 * writes into texts while they are asked about.
 */
enum { SPANS_KEPT = 64 };

struct span {
  const char *text;               /* NULL: nothing was read yet              */
  int32_t first, last;
  bool is_date;
};

/* What a condition is asked of: a form being filled, or a record. */
struct scope {
  const struct form *form;
  const char *const *values;      /* stored spellings, one a field, never
                                   * NULL, "" for empty                      */
  const uint32_t *wards;          /* of the ADDRESS fields, by
                                   * form_address_place; NULL: area_ward_of  */
  const char *const *previous;    /* of the form saved before, or NULL       */
  int32_t received;               /* day number                              */
  const char *ward;               /* of this office, five digits             */
  const char *officer;
  struct span *spans;             /* SPANS_KEPT that were read, or NULL      */
  /* The office's own amounts; NULL: only those of the form.                 */
  bool (*amount) (const struct form *, const char *name, int32_t day,
                  int64_t *);
  /* in a rule with .each: the row at hand */
  const struct form_field *columns;
  uint16_t n_columns;
  const char *const *cells;
};

/* As date_span (text/date.h), of a text that the scope has. */
bool scope_span (const struct scope *, const char *text, int32_t *first,
                 int32_t *last);
/* Keeps what date_span says of a text that the scope has. */
void scope_keep_span (const struct scope *, const char *text, int32_t first,
                      int32_t last);

enum truth {
  NO,
  YES,
  OPEN, /* a field that is compared is empty: not to be tested               */
};

/* Reads TEXT; keys are looked up in FORM, whose fields must be in place, and
 * inside a table (a TABLE field; NULL: none) among its columns first.
 * ERR_INPUT says what is wrong and at which word.  The result lives in ARENA.
 * SELF is the field that the value is for ("previous"), or NO_FIELD.
 */
enum outcome condition_read (struct arena *, const struct form *,
                             const struct form_field *table, const char *text,
                             const struct condition **, struct error *);
enum outcome value_read (struct arena *, const struct form *,
                         const struct form_field *table, uint16_t self,
                         const char *text, const struct value **,
                         struct error *);

/* Finds out how its terms are asked, which is done each time otherwise.  For
 * who makes FORM, once all its fields are in place; NULL has none.
 */
void condition_settle (const struct condition *, const struct form *);

/* Whether the value can be compared with a field of KIND: a day with dates, a
 * number with amounts and rows, a text with the rest.
 */
bool value_suits (const struct value *, const struct form *,
                  const struct form_field *table, uint8_t kind);

/* must: OPEN while a field it names is empty. */
enum truth condition_must (const struct condition *, const struct scope *);

/* when, shown, required: a comparison with an empty field is false, but "!="
 * true.  NULL holds.
 */
bool condition_asks (const struct condition *, const struct scope *);

/* For lint: whether it is written out, a number, a date or a text. */
bool value_is_constant (const struct value *);

/* For lint: the first code that is compared with a CHOICE that has no such
 * code, or the first name of an amount that FORM does not have; NULL when all
 * is well.
 */
const char *condition_stray (const struct condition *, const struct form *,
                             const struct form_field *table);
const char *value_stray (const struct value *, const struct form *);

/* Whether the condition or value names field F. */
bool condition_names (const struct condition *, uint16_t field);
bool value_names (const struct value *, uint16_t field);

/* Whether it asks for the office's ward, officer or amounts: somewhere else the
 * same dossier may be told otherwise.
 */
bool condition_of_office (const struct condition *);
bool value_of_office (const struct value *);

/* The value as a stored spelling, appended to *TO; false when it is empty or
 * cannot be had (a field it names is empty).
 */
bool value_text (const struct value *, const struct scope *, struct bytes *to);

/* min and max: how the stored spelling TEXT of KIND compares with the value:
 * -1, 0, 1 as the nearest that a partial date may mean; -2 when it cannot be
 * compared (something is empty).
 */
int value_compare (const struct value *, const struct scope *, uint8_t kind,
                   const char *text);

/* For the catalog: triples, not text.  decode is false for bytes it does not
 * know and for places beyond N_FIELDS of the form and N_COLUMNS of the table.
 * NULL is kept as nothing.
 */
void condition_encode (const struct condition *, struct bytes *);
void value_encode (const struct value *, struct bytes *);
bool condition_decode (struct arena *, struct reader *, uint16_t n_fields,
                       uint16_t n_columns, const struct condition **);
bool value_decode (struct arena *, struct reader *, uint16_t n_fields,
                   uint16_t n_columns, const struct value **);

/* As it was written, for people: "age (chong_ngay_sinh) >= 20". */
void condition_show (const struct condition *, const struct form *,
                     const struct form_field *table, struct bytes *to);
void value_show (const struct value *, const struct form *,
                 const struct form_field *table, struct bytes *to);

#endif
