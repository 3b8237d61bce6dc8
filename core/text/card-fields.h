/* text/card-fields.h - the fields of a card's code, each held against its
 * number; private to the cards.
 *
 * Each function puts a field into the card, says what is wrong with it, and
 * marks it as certain when nothing is.
 */
#ifndef TEXT_CARD_FIELDS_H
#define TEXT_CARD_FIELDS_H

#include "text/card.h"

#include <stdbool.h>

enum {
  CARD_ID_DIGITS = 12,
  CARD_OLD_DIGITS = 9,
};

void card_tell (struct card *, const char *problem);

/* Name and address: what scanners damage. */
void card_take_texts (struct card *, struct slice name, struct slice address,
                      bool caps_lock);
/* OF_ID and YEAR_OF_ID: what the number says; 0 when it says nothing. */
void card_take_sex (struct card *, struct slice, int of_id);
void card_take_birth (struct card *, struct slice, int year_of_id);
void card_take_issued (struct card *, struct slice); /* behind the birth     */
void card_take_old (struct card *, struct slice);

bool card_is_name (const char *text);
bool card_is_digits (const char *at, size_t len);

#endif
