/* text/compose.h - the word under the fingers: what one key can do to it.
 *
 * The input methods differ in their keys alone; these are the deeds.  Each of
 * those that return bool says whether KEY was taken; when it was not, the word
 * is as before and KEY is a letter like any other.  A deed that was done
 * already is undone, and KEY then shows as itself.
 */
#ifndef TEXT_COMPOSE_H
#define TEXT_COMPOSE_H

#include "text/letters.h"
#include "text/syllable.h"
#include "text/typing.h"

#include <stdint.h>

enum { COMPOSE_TONE = TYPING_MOST }; /* owner of the keys that made the tone */

/* The shape letter AT is shown with: its own, or the horn it shares. */
enum shape compose_shape_of (const struct typed_word *, unsigned at);

/* The letters small and without tone, as syllable.h wants them. */
void compose_spell (const struct typed_word *, uint16_t letters[TYPING_MOST]);
struct syllable compose_parse (const struct typed_word *);
bool compose_may_be (const struct typed_word *);
bool compose_may_be_common (const struct typed_word *);

/* Which letters get which shape: { "ao", SHAPE_CIRCUMFLEX }. */
struct shaping {
  const char *bases;
  enum shape shape;
};

/* KEY as itself, at the end of the word. */
void compose_add (struct typed_word *, char key);

/* The last letter goes, and with it its keys; where no tone is left, also the
 * keys that made one.
 */
void compose_drop (struct typed_word *);

bool compose_tone (struct typed_word *, char key, enum tone);

/* One of COUNT shapings: the last letter that can take it, "uo" in one stroke
 * where both get a horn.
 */
bool compose_shape (struct typed_word *, char key, const struct shaping *,
                    unsigned count);

/* đ: the d that begins the word, or one behind a consonant in HĐND. */
bool compose_stroke (struct typed_word *, char key);

/* ư from one key, where there is no vowel yet. */
bool compose_horned_u (struct typed_word *, char key);

/* "ook" is English without a tone, book and look, and is shown so.  The number
 * of the key that made letter AT an ô before k; -1 where it is none of those.
 */
int compose_ook (const struct typed_word *, unsigned at);

/* One horn on "uo" is for both when a letter stands behind: thuơ, thươn. */
void compose_complete (struct typed_word *);

/* The keys of one method: false when KEY ends the word. */
bool telex_key (struct typed_word *, char key);
bool simple_telex_key (struct typed_word *, char key);
bool vni_key (struct typed_word *, char key);
bool viqr_key (struct typed_word *, char key);

#endif
