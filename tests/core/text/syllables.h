/* syllables.h - every syllable that the tables make, found by trying all strings
 * of consonants and vowels.
 */
#ifndef TESTS_TEXT_SYLLABLES_H
#define TESTS_TEXT_SYLLABLES_H

#include "text/typing.h"

#include <stdint.h>

enum { SPELLED_MOST = 8, SPELLED_TEXT = 4 * SPELLED_MOST };

/* Letters small and without tone: INITIAL of them, then VOWELS, then a final. */
struct spelled {
  uint16_t letters[SPELLED_MOST];
  unsigned count, initial, vowels;
  unsigned tone;
};

/* Each with each tone that it bears; in the same order always. */
void syllables_each (void (*visit) (const struct spelled *, void *with),
                     void *with);

/* The letter that bears the tone, by the rules of school. */
unsigned spelled_bearer (const struct spelled *, enum tone_style);

/* As it is written; returns the length. */
unsigned spelled_text (const struct spelled *, enum tone_style,
                       char text[SPELLED_TEXT]);

#endif
