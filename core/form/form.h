/* form/form.h - the form of a procedure as the host knows it.
 *
 * Made from a plugin (plugin/load) or from the site's catalog (form/declare):
 * everything but the plugin's functions is the same, so that the server, an
 * old record and a form whose plugin is gone are read by the same code.
 * A form is never changed once made; strings and arrays belong to it.
 */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include "base/language.h"
#include "form/condition.h"

#include <hoso/plugin.h>

#include <stdint.h>

enum { NO_FIELD = 0xffff, NO_HEADING = 0xffff, FIELDS_MOST = 1000 };

struct form_choice {
  const char *code;
  const char *label[LANGUAGES];
  int32_t from, until;              /* day numbers, both included            */
};

/* A heading and, when key is not NULL, the person that the fields after it
 * tell about.
 */
struct form_heading {
  const char *key;                  /* of the person, or NULL                */
  const char *label[LANGUAGES];
  const char *differs;              /* key of a person who must be another   */
  const struct condition *shown;    /* NULL: always                          */
  uint8_t role, sex;                /* enum hoso_role, enum hoso_gender      */
  uint16_t first, count;            /* its fields                            */
};

struct form_field {
  const char *key;
  const char *label[LANGUAGES];
  const char *short_label[LANGUAGES]; /* at most 22 cells; falls back to label*/
  const char *help[LANGUAGES];      /* NULL when there is none               */
  uint8_t kind;                     /* enum hoso_kind, one this host knows   */
  uint8_t need, privacy, index, list, decimals;
  uint8_t fact;                     /* resolved: never HOSO_BY_KIND          */
  uint16_t chars, since, line;
  uint16_t heading;                 /* index into headings, or NO_HEADING    */
  const struct condition *required, *shown;
  const struct value *min, *max, *initial, *value; /* NULL: nothing said     */
  const char *pattern, *set, *only, *elsewhere, *was;
  const struct form_choice *choices; /* the form's own; else SET             */
  uint16_t n_choices, n_columns;
  const struct form_field *columns; /* TABLE                                 */
  bool by_code;                     /* GIVEN by a function of the plugin     */
  hoso_compute compute;             /* NULL when read from the catalog       */
  const void *arg;
};

struct form_rule {
  const char *id;
  const char *text[LANGUAGES];
  const char *law;
  uint16_t field;                   /* NO_FIELD: the whole form              */
  uint16_t each;                    /* a TABLE, or NO_FIELD                  */
  const struct condition *must, *when;
  int32_t from, until;              /* of the day received                   */
  uint8_t severity;                 /* enum hoso_severity                    */
  bool unverified, by_code;
  hoso_test test;                   /* NULL when read from the catalog       */
  const void *arg;
};

struct form_unique {
  const char *id, *law;
  const char *text[LANGUAGES];
  const char *procedure;            /* another one's code, or NULL           */
  const char *persons;              /* there: one of these persons, or NULL  */
  uint16_t fields[8], n_fields;     /* all of them equal                     */
  uint8_t severity;
  bool open_only;
};

struct form_amount {
  const char *name, *law;
  int32_t from;
  int64_t amount;
  bool unverified, local;
};

struct form_term {
  uint16_t count, cutoff;           /* cutoff: minutes after midnight, 0 none */
  uint8_t unit;                     /* enum hoso_unit                        */
  bool more;
  const struct condition *when;
  const char *law;
  int32_t from, until;
};

struct form_fee {
  const char *name[LANGUAGES];
  const char *amount, *times, *exempt, *law;
  const struct condition *when;
};

struct form_paper {
  const char *name[LANGUAGES];
  const struct condition *when;
  const char *code, *law;
  uint8_t copy, count;
  bool optional, lookup;
};

struct form_sheet {
  const char *name, *text;
  const char *title[LANGUAGES];
  uint8_t paper, copies;
};

struct form_state {
  const char *name;
  const char *title[LANGUAGES];
  uint16_t within, days;
  bool stops_clock;
};

/* A field that tells something, and what: see field_tells. */
struct form_teller {
  uint16_t field;
  uint8_t tells;
};

struct form {
  const char *name, *code, *area, *law;
  const char *title[LANGUAGES];
  const char *file;                 /* source, for messages; NULL: catalog   */
  int32_t from, until;
  uint16_t revision, keep_years;
  uint16_t n_fields, n_headings, n_rules, n_uniques, n_amounts, n_terms,
           n_fees, n_papers, n_sheets, n_states;
  const struct form_field *fields;  /* in the form's order; no headings here */
  const struct form_heading *headings;
  const struct form_rule *rules;
  const struct form_unique *uniques;
  const struct form_amount *amounts;
  const struct form_term *terms;
  const struct form_fee *fees;
  const struct form_paper *papers;
  const struct form_sheet *sheets;
  const struct form_state *states;
  struct arena *arena;              /* everything above lives there          */

  /* made by form_settle */
  const uint16_t *slots;            /* hash of the keys, NO_FIELD: free      */
  uint32_t n_slots;                 /* a power of two; 0: none made          */
  const int16_t *places;            /* see form_address_place                */
  const uint16_t *told;             /* FACTS a heading: see form_fact        */
  const struct form_teller *tellers; /* of the fields before the headings,
                                      * then of each heading; or NULL        */
  const uint16_t *tellers_end;      /* where those of each of them end       */
  uint16_t n_addresses;
  bool unnumbered;                  /* no field or column is a SERIAL        */
  bool tableless;                   /* no field is a TABLE                   */
};

/* Makes what the look-ups below need, once the fields are in place.  Only for
 * the two that make forms; a form without it is slower, not wrong.
 */
void form_settle (struct form *);
void form_free (struct form *);

/* The field named KEY, or NO_FIELD; quick (a hash made with the form). */
uint16_t form_field_named (const struct form *, const char *key);

/* The heading of the person KEY, or NO_HEADING. */
uint16_t form_person_named (const struct form *, const char *key);

/* The field of heading H that tells FACT (enum hoso_fact), or NO_FIELD. */
enum { FACTS = HOSO_DEATH + 1 };
uint16_t form_fact (const struct form *, uint16_t h, uint8_t fact);

/* By what a record can be found that has a text in FIELD, under the heading of
 * a PERSON, in a row, or neither: dossier/facts.h.
 */
enum {
  TELLS_NAME = 1,
  TELLS_PERSON = 2,                 /* if it is of a paper that tells one    */
  TELLS_NUMBER = 4,
  TELLS_ADDRESS = 8,
  TELLS_BIRTH = 16,
};
uint8_t field_tells (const struct form_field *, bool person);

/* The column of TABLE with KEY, or NO_FIELD. */
uint16_t form_column_named (const struct form_field *table, const char *key);

/* The amount NAME of the form's own rows in force on DAY; false without one. */
bool form_amount_on (const struct form *, const char *name, int32_t day,
                     int64_t *);

/* TEXT[language of now], falling back to Vietnamese. */
const char *form_words (const char *const text[LANGUAGES]);

/* Addresses have their wards kept beside them (record/record.h): the place of
 * field F among the form's ADDRESS fields, or -1; and how many there are.
 */
int form_place_counted (const struct form *, uint16_t f); /* not settled     */
static inline int
form_address_place (const struct form *form, uint16_t f)
{
  if (form->fields[f].kind != HOSO_ADDRESS)
    return -1;
  return form->places != NULL ? form->places[f] : form_place_counted (form, f);
}
unsigned form_addresses (const struct form *);

#endif
