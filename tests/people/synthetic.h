/* synthetic.h - people who do not exist, for demonstrations and tests.
 *
 * Nothing of the engine is used here, not even its dates: what it takes in is
 * made without it.  Everything comes from one seed: the same again is the same
 * again, and row N does not depend on how many rows there are.
 */
#ifndef SYNTHETIC_H
#define SYNTHETIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NAME_SIZE = 96, TEXT_SIZE = 256, COLUMNS_MOST = 56 };

/* ---- dice.c: chance, and days ----------------------------------------- */

struct dice {
  uint64_t state;
};

struct dice dice_of (uint64_t seed, uint64_t row);
unsigned dice_below (struct dice *, unsigned n);          /* 0 .. n - 1      */
int dice_between (struct dice *, int first, int last);    /* both included   */
bool dice_chance (struct dice *, unsigned percent);

/* One of a list "a,b,c"; written to TO. */
void dice_word (struct dice *, const char *list, char *to, size_t size);

/* One of a table that ends with NULL, as often as WEIGHT says. */
struct weighted {
  const char *word;
  unsigned weight;
};
const char *dice_weighted (struct dice *, const struct weighted *);

/* Days are counted from 1970-01-01. */
int day_of (int year, int month, int day);
void day_parts (int day, int *year, int *month, int *day_of_month);
void day_text (int day, char text[16]);                   /* "05/03/2024"    */
bool day_read (const char *text, int *day);               /* "2024-03-05..." */
bool day_is_working (int day);                            /* Monday..Friday  */

/* ---- names.c: how peoples name their children ------------------------- */

struct people;               /* one of the ethnic groups                     */

/* One of them, as often as in the census of 2019. */
const struct people *people_any (struct dice *);
const char *people_code (const struct people *);
bool people_has_surname (const struct people *); /* first, as most have      */

/* A name of somebody born in YEAR.  FAMILY is a parent's name, or NULL: the
 * child takes what children of this people take of it.
 */
void name_make (struct dice *, const struct people *, bool woman, int year,
                const char *family, char name[NAME_SIZE]);

/* In capitals, as the child's name stands on the form. */
void name_capital (const char *name, char capital[NAME_SIZE]);

/* ---- places.c: wards and addresses ------------------------------------ */

struct ward {
  char code[8], name[64];    /* "26740", "Phường Sài Gòn"                    */
  int province;              /* place in the list of provinces               */
};

struct province {
  char code[4], name[48];    /* "79", "Thành phố Hồ Chí Minh"                */
};

struct places {
  struct ward *wards;
  struct province *provinces;
  int n_wards, n_provinces;
  int office;                /* the ward whose office it is                  */
};

/* Reads wards_2025.csv and provinces_2025.csv in FOLDER; says what is wrong
 * and returns false when they cannot be read or WARD is not among them.
 */
bool places_read (struct places *, const char *folder, const char *ward);

/* The office's ward mostly, or one near it in the same province, or any. */
int place_near (const struct places *, struct dice *);

/* "12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh" */
void place_address (const struct places *, struct dice *, int ward,
                    char address[TEXT_SIZE]);

/* ---- persons.c -------------------------------------------------------- */

struct world {
  struct dice dice;
  const struct places *places;
  int today;                 /* of receipt                                   */
  bool plain;                /* no rare cases: the row is to be damaged      */
};

struct person {
  char name[NAME_SIZE];
  const struct people *people;
  bool woman;
  int birth;
  char id[16];               /* twelve digits that fit sex and year of birth */
  char phone[16];            /* with 000 in it: nobody has it                */
  char address[TEXT_SIZE];
  int issued;                /* the id card                                  */
};

/* Somebody between YOUNGEST and OLDEST years old on day WHEN; FAMILY as in
 * name_make.
 */
struct person person_make (struct world *, const struct people *, bool woman,
                           int when, int youngest, int oldest,
                           const char *family);

/* The day of birth, now and then only its year, as people remember it. */
void person_birth (struct world *, const struct person *, char text[16]);

const char *person_email (struct world *, const struct person *);
const char *person_home (struct world *);                 /* kind of residence */

/* ---- rows.c ----------------------------------------------------------- */

struct row;

struct procedure {
  const char *word, *code;   /* "births", "1.001193"                         */
  const char *const *columns; /* keys of the form, ended by NULL             */
  void (*fill) (struct world *, struct row *);
  /* what is damaged */
  const char *name, *date, *choice, *required, *id;
};

extern const struct procedure births, deaths, marriages;

struct row {
  const struct procedure *procedure;
  char values[COLUMNS_MOST][TEXT_SIZE];
  char of[16];               /* the procedure's code                         */
  char received[64];
  int cut;                   /* columns that are missing at the end          */
};

void row_clear (struct row *, const struct procedure *);
char *row_value (struct row *, const char *key);
__attribute__ ((format (printf, 3, 4))) void
row_set (struct row *, const char *key, const char *format, ...);
void row_set_day (struct row *, const char *key, int day);

/* The fields of an applicant, "nyc_...". */
void row_set_applicant (struct world *, struct row *, const struct person *,
                        const char *relation);

struct layout {
  bool jsonl, received, procedure;
};
void row_print_head (const struct procedure *, const struct layout *);
void row_print (const struct row *, const struct layout *);

/* ---- damage.c --------------------------------------------------------- */

enum { DAMAGE_EVERY = 25, DAMAGES = 10 };

/* What is wrong with row NUMBER (from 1): NULL but for every DAMAGE_EVERYth;
 * and does it.
 */
const char *damage_name (unsigned number);
void damage_row (struct row *, unsigned number);

#endif
