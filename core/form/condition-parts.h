/* form/condition-parts.h - what a condition is made of; for condition-*.c. */
#ifndef FORM_CONDITION_PARTS_H
#define FORM_CONDITION_PARTS_H

#include "form/form.h"

/* Numbers below are kept in the catalog: never give one a new meaning. */
enum thing {
  THING_FIELD = 1, /* of the form: .field                                   */
  THING_COLUMN,    /* of the row at hand: .field among the columns          */
  THING_NUMBER,    /* .text as spelled, .low scaled                         */
  THING_DATE,      /* .text, a day: .low                                    */
  THING_TEXT,      /* .text: a code, or what stood between quotes           */
  THING_RECEIVED,
  THING_WARD,
  THING_OFFICER,
  THING_PREVIOUS,  /* .field of the form saved before                       */
  THING_AMOUNT,    /* .text is its name                                     */
  THINGS
};

enum turn { AS_IT_IS, IN_YEARS /* age */, IN_ROWS, IN_WORDS, TURNS };

enum relation {
  EQUAL = 1, DIFFERENT, LESS, AT_MOST, MORE, AT_LEAST, ONE_OF, HAS, EMPTY,
  FILLED, RELATIONS
};

enum unit { NO_UNIT, DAYS, MONTHS, YEARS, UNITS };

/* Decimals have at most four digits behind the point, so all numbers compare
 * as multiples of 1/10,000: 999,999,999,999 of them still fit.
 */
enum { SCALE = 10000, SCALE_DIGITS = 4 };

/* What may be added to a date: 99,999 years stay far from overflow. */
enum { PLUS_MOST = 99999 };

struct value {
  uint8_t thing, turn, unit;
  uint16_t field;
  int32_t plus;              /* of UNIT                                     */
  int64_t low;
  const char *text;
};

/* How a term is asked; found out once for most of them. */
enum way { WAY_UNKNOWN, BY_FILLING, BY_CODES, BY_TEXTS, BY_NUMBERS, BY_SPANS };

struct term {
  struct value left;
  uint8_t relation;
  uint8_t way;               /* enum way                                    */
  uint16_t n_right;
  const struct value *right;
};

struct condition {
  uint16_t n_terms;
  const struct term *terms;
};

/* As long as a condition can be; the longest known has three terms. */
enum { TERMS_MOST = 16, VALUES_MOST = 64 };

/* How values compare. */
enum sort { TEXTS, NUMBERS, SPANS /* of days */ };

/* The field or column a value is about; NULL when it is about neither. */
const struct form_field *value_field (const struct value *,
                                      const struct form *,
                                      const struct form_field *columns);
enum sort value_sort (const struct value *, const struct form *,
                      const struct form_field *columns);

/* Fills in .low of a NUMBER or DATE from its .text; false when it is none. */
bool value_reckon (struct value *);

/* The text "1.5" times SCALE; false when it is no number. */
bool scaled_number (const char *text, int64_t *);

/* What a value comes to. */
struct meaning {
  int64_t low, high;         /* NUMBERS scaled, SPANS in days               */
  const char *text;          /* TEXTS; of an ADDRESS its ward               */
  char ward[6];
};

/* False when it comes to nothing: an empty field, an address whose ward was
 * not recognised, a text that is not of that sort.
 */
bool value_meaning (const struct value *, enum sort, const struct scope *,
                    struct meaning *);

/* What the field of a value holds; "" when it is about none. */
const char *value_stored (const struct value *, const struct scope *);

extern const char *const relation_names[RELATIONS];
extern const char *const unit_names[UNITS];

/* The words of a text, one after the other. */
enum token { END, WORD, CODE, NUMBER, DATE, QUOTED, SIGN, WRONG };

struct words {
  struct arena *arena;
  const char *text, *at;     /* the whole, and what is still to be read     */
  enum token token;
  const char *spelled;       /* the word, without its quotes; in the arena  */
  unsigned count;            /* words so far, for messages                  */
};

struct words words_of (struct arena *, const char *text);
void words_next (struct words *);
bool words_are (const struct words *, const char *word);

#endif
