/* text/syllable.h - what a Vietnamese syllable can look like.
 *
 * A syllable is an initial (may be none), one to three vowels, and a final
 * (may be none): "nghiêng" is ngh, iê, ng.  Letters are given small and
 * without tone, as code points.
 */
#ifndef TEXT_SYLLABLE_H
#define TEXT_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many letters each part has.  The u of "qu" and the i of "gi" before a
 * vowel belong to the initial; FINAL is all that is left.
 */
struct syllable {
  unsigned initial, vowels, final;
};
struct syllable syllable_parse (const uint16_t *letters, unsigned count);

/* Whether the letters are a whole syllable, as they are. */
bool syllable_is (const uint16_t *letters, unsigned count);

/* Whether they can still become one: by letters behind them, and by marks on
 * letters that have none ("nguye" by "nguyên").
 */
bool syllable_may_be (const uint16_t *letters, unsigned count);

/* The same, of what is not only in names of the highlands: no plasma, no oho. */
bool syllable_may_be_common (const uint16_t *letters, unsigned count);

/* Whether it goes with the tone: a final c, ch, p, t or k takes sắc and nặng (no
 * tone counts as not typed yet), a final l or r and some vowels of the highlands
 * take none.
 */
bool syllable_bears (const uint16_t *letters, unsigned count, unsigned tone);

/* Whether it is a word with this tone.  Of what is only in names of the
 * highlands, those bear a tone or have an ê that are known by name (Búk, Hrê):
 * plú, wén and Grên, which are "plus", "wens" and "Green" in Telex, are none.
 */
bool syllable_stands (const uint16_t *letters, unsigned count, unsigned tone);

/* The same of WORD (NFC, one word). */
bool syllable_possible (const char *word, size_t len);

#endif
