/* text/card.h - the code on an identity card: what a scanner types.
 *
 * Seven fields since 2021, eleven since 2024, parted by '|':
 * id|old id|name|birth ddmmyyyy|sex|address|issued ddmmyyyy
 */
#ifndef TEXT_CARD_H
#define TEXT_CARD_H

#include "base/bytes.h"

enum card_kind { CARD_UNKNOWN, CARD_IDENTITY, CARD_INSURANCE };
enum card_trust { CARD_NONE, CARD_PARTIAL, CARD_FULL };
enum card_field {
  CARD_ID = 1, CARD_OLD = 2, CARD_NAME = 4, CARD_BIRTH = 8, CARD_SEX = 16,
  CARD_ADDRESS = 32, CARD_ISSUED = 64,
};

struct card {
  enum card_kind kind;
  enum card_trust trust;
  unsigned certain;      /* enum card_field, or-ed: what may be filled in    */
  char id[16], old[16];
  char *name, *address;  /* NFC, tidy; owned, see card_free                  */
  char birth[11], issued[11]; /* stored spelling; "" when there is none     */
  char sex[8];           /* as on the card: "Nam", "Nữ"                      */
  char *extra;           /* fields 8 and on, raw, with their '|'; or NULL    */
  struct bytes problems; /* sentences, one a line, in the language of now    */
};

/* Never fails: what cannot be read has kind CARD_UNKNOWN and a problem. */
void card_read (const char *line, size_t len, struct card *);
void card_free (struct card *);

/* Whether what was typed so far begins like a card's code: twelve digits and
 * a separator.  By content, never by speed.
 */
bool card_begins (const char *line, size_t len);

#endif
