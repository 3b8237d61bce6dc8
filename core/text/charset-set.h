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
  bool shares;                  /* which byte is a capital, its word tells    */
};

/* Whether KIND is such an encoding. */
bool charset_has_set (enum charset_kind);
void charset_set_make (struct charset_set *, enum charset_kind);

/* Appends what the bytes say, up to one that is nothing; returns how many were
 * read.  What one call reads stands apart from the next one's.
 */
size_t charset_read (const struct charset_set *, const unsigned char *at,
                     size_t len, struct bytes *to);

/* How a code point is written: its first byte, above it the second, if there
 * is one, and what else has to be known of it.
 */
enum {
  WRITTEN_TWO = 0xFF00,
  WRITTEN_ELSE = 1 << 16,       /* as another one, which the encoding has     */
  WRITTEN_DOUBT = 1 << 17,      /* may be read as another one                 */
  WRITTEN_LETTER = 1 << 18,     /* where capitals share bytes                 */
  WRITTEN_CAPITAL = 1 << 19,    /* and this is one, whatever its word is      */
  WRITTEN_ENDS = 1 << 20,       /* what is behind it is read without it       */
};
enum { WRITTEN_CODES = 0x2180 }; /* letters and signs end there: U+2122 is ™  */

struct charset_writing {
  uint32_t of[WRITTEN_CODES];
  uint32_t beyond;              /* of all others                              */
};

/* The bytes of each code point in KIND: one, or two with the first as the high
 * one; 0 when it has none, and for U+0000.
 */
void charset_bytes (enum charset_kind, uint16_t bytes[WRITTEN_CODES]);
/* SET is that of KIND. */
void charset_writing_make (struct charset_writing *,
                           const struct charset_set *set, enum charset_kind);

#endif
