/* text/fold.h - how text is compared when it is searched for. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/bytes.h"

#include <stdbool.h>
#include <stdint.h>

/* Appends TEXT in small letters without marks, đ as d, blanks squeezed and
 * trimmed, curly apostrophes straight: "Hộ  Kinh doanh" gives "ho kinh doanh".
 * TEXT may be NFC or NFD, of any case.
 */
void fold_add (struct bytes *to, const char *text, size_t len);

/* Whether two texts are the same when they are searched for. */
bool fold_same (const char *a, const char *b);

/* In small (or capital) letters, marks kept, NFC. */
void small_add (struct bytes *to, const char *text, size_t len);
void capital_add (struct bytes *to, const char *text, size_t len);

/* One word of a text for the search index (docs/layout.md, find).  What its
 * marks are is a number: tone + 6 * sum of shape[i] * 5^i over its letters,
 * shapes and tones as in text/letters.h.  The tone counts for the word wherever
 * it is written: hòa and hoà are one.  A number beyond 32 bits is replaced by
 * the word itself.
 */
struct word {
  char fold[32];    /* a-z0-9, ended by 0, at most 30 bytes                */
  uint8_t marks[30];/* a number, big-endian, as short as it goes (0 has no */
  uint8_t n_marks;  /* bytes); or 0x80 | length, and the small NFC word    */
  bool plain;       /* typed without any mark                              */
};

/* The next word (a run of letters and digits; an apostrophe splits) at *AT
 * before END; false when there is none.  Cut to 30 bytes when longer.
 */
bool word_next (const char **at, const char *end, struct word *);

#endif
