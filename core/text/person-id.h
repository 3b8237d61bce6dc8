/* text/person-id.h - the twelve digits of a person (số định danh cá nhân).
 *
 * PPP G YY NNNNNN: province of birth registration, century and sex, year of
 * birth.  There is no check digit (TT 59/2021/TT-BCA Đ4).
 */
#ifndef TEXT_PERSON_ID_H
#define TEXT_PERSON_ID_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct person_id {
  uint64_t number;     /* the twelve digits as a number                      */
  int province;        /* 1 .. 99 and so on: the three digits                */
  int sex;             /* 1 male, 2 female, as in choices SEX                */
  int year;            /* of birth                                           */
};

/* Whether TEXT of LEN bytes is twelve digits and nothing else, and which. */
bool person_id_number (const char *text, size_t len, uint64_t *number);

/* TEXT is exactly twelve digits; blanks and dots between are passed over.
 * STORED gets the digits alone.  ERR_INPUT with a sentence.
 */
enum outcome person_id_parse (const char *text, char stored[13],
                              struct person_id *, struct error *);

/* Whether PROVINCE is one of the 63 codes of birth registration (they stay
 * after the mergers of 2025), or beyond 100, where those born abroad are.
 */
bool person_id_province (int province);

/* A phone number: 0 and 9 or 10 more digits, +84 and 84 turned into 0, blanks,
 * dots and dashes dropped.
 */
enum outcome phone_parse (const char *text, char stored[16], struct error *);

/* Something before and after one @, a point in the domain, no blanks. */
bool email_good (const char *text);

#endif
