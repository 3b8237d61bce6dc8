/* text/charset-set.h - an encoding of one or two bytes a letter, made ready to
 * be read and written; private to the charsets.
 */
#ifndef TEXT_CHARSET_SET_H
#define TEXT_CHARSET_SET_H

#include "text/charset.h"

enum { SET_ROWS = 40 };         /* bytes that can be the first of two         */

/* What a byte adds to the count of its word; 0: it ends the word. */
enum {
  COUNT_SMALL = 1,
  COUNT_CAPITAL = 1 << 10,
  COUNT_EITHER = 1 << 20,
  COUNT_EACH = (1 << 10) - 1,
};

struct charset_set {
  uint16_t single[256];         /* the code point of a byte; 0: none          */
  uint32_t utf8[256];           /* the same as text: up to three bytes, the
                                 * lowest first, and above them how many      */
  uint8_t row_of[256];          /* 1 + its row of pairs; 0: stands alone      */
  uint16_t pairs[SET_ROWS][256];
  uint32_t counts[256];
  bool shares;                  /* small letters and capitals share bytes     */
  bool capitals;                /* all of them are capitals                   */
};

/* Whether KIND is such an encoding. */
bool charset_has_set (enum charset_kind);
void charset_set_make (struct charset_set *, enum charset_kind);

/* The bytes of C in KIND: one, or two with the first as the high one; 0 when
 * it has none.
 */
uint16_t charset_bytes (enum charset_kind, uint32_t c);

#endif
