/* text/letters.h - the Latin letters of Viet Nam, taken apart and put together.
 *
 * A letter is a base of ASCII, a shape (the mark that makes it another letter
 * of the alphabet) and a tone.  "ế" is e, circumflex, acute.
 */
#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

enum shape {
  SHAPE_NONE,
  SHAPE_CIRCUMFLEX, /* â ê ô */
  SHAPE_BREVE,      /* ă */
  SHAPE_HORN,       /* ơ ư */
  SHAPE_STROKE,     /* đ */
  SHAPES
};

/* In the order of dictionaries: ngang huyền hỏi ngã sắc nặng. */
enum tone {
  TONE_LEVEL,
  TONE_GRAVE,
  TONE_HOOK,
  TONE_TILDE,
  TONE_ACUTE,
  TONE_DOT,
  TONES
};

struct letter {
  char base; /* a-z or A-Z */
  uint8_t shape, tone;
};

/* Takes CODE apart when it is one of the 134 letters or a letter of ASCII. */
bool letter_of (uint32_t code, struct letter *);

/* The code point of a letter; 0 when there is no such one (ô with a horn). */
uint32_t letter_code (struct letter);

/* The combining mark of a shape or tone, 0 for none and for the stroke; and
 * back: false when MARK is another one.
 */
uint32_t letter_shape_mark (enum shape);
uint32_t letter_tone_mark (enum tone);
bool letter_shape_of (uint32_t mark, enum shape *);
bool letter_tone_of (uint32_t mark, enum tone *);

/* The other letters of Latin-1 and Latin Extended-A that have a mark. */
bool latin_of (uint32_t code, char *base, uint32_t *mark);
uint32_t latin_code (char base, uint32_t mark);

/* CODE as a small letter, as a capital; itself when it is no Latin letter. */
uint32_t letter_small (uint32_t code);
uint32_t letter_capital (uint32_t code);

/* What a Latin letter is without its marks, in small letters of ASCII, and the
 * shape and tone it had; false for everything else.
 */
struct plain_letter {
  char text[3]; /* two for ß and the like */
  uint8_t shape, tone;
};
bool letter_plain (uint32_t code, struct plain_letter *);

/* Whether CODE is a letter of any Latin alphabet (no marks, no signs). */
bool letter_is_latin (uint32_t code);

#endif
