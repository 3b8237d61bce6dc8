/* text/collate.h - Vietnamese order, as keys that memcmp compares. */
#ifndef TEXT_COLLATE_H
#define TEXT_COLLATE_H

#include "base/bytes.h"

/* Per syllable the ranks of the letters (a ă â b c d đ ...), 0x01, the tone
 * (ngang huyền hỏi ngã sắc nặng); syllables joined by 0x00; capitals last, as a
 * tie-break.  hòa and hoà are equal; a number counts as a number.
 */
enum collate { COLLATE_WHOLE, COLLATE_GIVEN, COLLATE_FAMILY };

/* Appends the key of TEXT.  GIVEN: given name (the last word), then surname,
 * then the words between; FAMILY: from the first word on; WHOLE: as text.
 */
void collate_add (struct bytes *to, const char *text, size_t len,
                  enum collate by);

#endif
