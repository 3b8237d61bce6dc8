/* doctor-files.h - files of made-up people, places and sentences, in any
 * encoding; the same seed and number give the same file again.
 */
#ifndef TESTS_DOCTOR_FILES_H
#define TESTS_DOCTOR_FILES_H

#include "base/bytes.h"
#include "text/charset.h"

#include "tests/people/synthetic.h"

/* What its lines are. */
enum style {
  STYLE_NAMES, STYLE_ROWS, STYLE_SENTENCES, STYLE_CAPITALS, STYLE_MIXED,
  STYLE_NUMBERS, STYLE_SHORT, STYLE_SIGNS,
  STYLES
};

/* What happened to its bytes. */
enum way {
  WAY_PLAIN,
  WAY_LATIN,                 /* taken for Latin-1, saved as UTF-8            */
  WAY_WINDOWS,               /* taken for Windows-1252, saved as UTF-8       */
  WAYS
};

/* Twenty lines and more; about a third of the lines of STYLE_MIXED has marks.
 */
void doctor_text (struct dice *, const struct places *, enum style,
                  struct bytes *to);

/* Text that is UTF-8 and nothing else, in Vietnamese and other languages. */
void doctor_foreign (struct dice *, const struct places *, struct bytes *to);

/* Takes the letters apart. */
void doctor_decompose (const struct bytes *text, struct bytes *to);

/* TEXT in C, what it lacks replaced, and gone the way; false when a byte has
 * no letter there.
 */
bool doctor_write (const struct charset *c, enum way, const struct bytes *text,
                   struct bytes *to);

#endif
