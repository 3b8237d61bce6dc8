/* compose.c - the word under the fingers: its letters, the keys that made them,
 * and its tone.
 */

#include "text/compose-parts.h"

#include "text/ascii.h"

enum shape
compose_shape_of (const struct typed_word *w, unsigned at)
{
  enum shape own = w->letters[at].shape;
  unsigned u = w->shared_horn;

  if (own != SHAPE_NONE || u == 0 || (at + 1 != u && at != u))
    return own;
  return w->letters[at == u ? u - 1 : u].shape == SHAPE_HORN ? SHAPE_HORN : own;
}

/* The letters small and without tone, as syllable.h wants them. */
void
compose_spell (const struct typed_word *w, uint16_t letters[TYPING_MOST])
{
  for (unsigned i = 0; i < w->n_letters; i++) {
    uint32_t code = letter_code ((struct letter){
      .base = w->letters[i].base, .shape = compose_shape_of (w, i) });

    letters[i] = (uint16_t) (code != 0 ? code : (uint8_t) w->letters[i].base);
  }
}

bool
compose_may_be (const struct typed_word *w)
{
  uint16_t letters[TYPING_MOST];

  compose_spell (w, letters);
  return syllable_may_be (letters, w->n_letters);
}

bool
compose_may_be_common (const struct typed_word *w)
{
  uint16_t letters[TYPING_MOST];

  compose_spell (w, letters);
  return syllable_may_be_common (letters, w->n_letters);
}

struct syllable
compose_parse (const struct typed_word *w)
{
  uint16_t letters[TYPING_MOST];

  compose_spell (w, letters);
  return syllable_parse (letters, w->n_letters);
}

/* Keys. */

void
compose_note_key (struct typed_word *w, char key, unsigned owner)
{
  w->keys[w->n_keys] = key;
  w->owners[w->n_keys++] = (unsigned char) owner;
  w->keys[w->n_keys] = '\0';
}

/* The ư that came from w alone is a w where a letter stands behind it that goes
 * with w only: web, Wer.
 */
static void
give_w_back (struct typed_word *w, struct typed_letter *l)
{
  struct typed_letter before = *l;

  if (!l->is_w || compose_may_be (w))
    return;
  *l = (struct typed_letter){ .base = 'w', .is_capital = l->is_capital };
  if (!compose_may_be (w))
    *l = before;
}

void
compose_drop (struct typed_word *w)
{
  unsigned last = w->n_letters - 1, kept = 0;

  for (unsigned i = 0; i < w->n_keys; i++) {
    unsigned owner = w->owners[i];

    if (owner == last || (owner == COMPOSE_TONE && w->tone == TONE_LEVEL))
      continue;
    w->keys[kept] = w->keys[i];
    w->owners[kept++] = (unsigned char) owner;
  }
  w->keys[kept] = '\0';
  w->n_keys = kept;
  w->n_letters = last;
}

void
compose_add (struct typed_word *w, char key)
{
  struct typed_letter l = { .base = ascii_small (key),
                            .is_capital = ascii_capital (key) };

  compose_note_key (w, key, w->n_letters);
  w->letters[w->n_letters++] = l;
  if (w->n_letters > 1)
    give_w_back (w, &w->letters[w->n_letters - 2]);
}

/* The marks that OWNER's keys made are gone: from now on those keys belong to
 * the letter that comes next, which is the key that undid them.
 */
static void
disown (struct typed_word *w, unsigned owner)
{
  bool is_first = owner != COMPOSE_TONE; /* the key of the letter itself */

  for (unsigned i = 0; i < w->n_keys; i++) {
    if (w->owners[i] != owner)
      continue;
    if (!is_first)
      w->owners[i] = (unsigned char) w->n_letters;
    is_first = false;
  }
}

void
compose_unshape (struct typed_word *w, unsigned at)
{
  w->letters[at].shape = SHAPE_NONE;
  disown (w, at);
}

/* The key that doubled the o of letter AT, if a k stands behind and no tone
 * makes it the ô of Ea Rốk; -1.
 */
int
compose_ook (const struct typed_word *w, unsigned at)
{
  const struct typed_letter *l = &w->letters[at];

  if (w->tone != TONE_LEVEL || at + 1 >= w->n_letters || l[1].base != 'k'
      || l->base != 'o' || l->shape != SHAPE_CIRCUMFLEX)
    return -1;
  for (unsigned i = 1; i < w->n_keys; i++)
    if (w->owners[i] == at && w->owners[i - 1] == at
        && ascii_small (w->keys[i]) == 'o')
      return (int) i;
  return -1;
}

/* Tones. */

bool
compose_tone (struct typed_word *w, char key, enum tone tone)
{
  uint16_t letters[TYPING_MOST];

  if (compose_parse (w).vowels == 0 || !compose_may_be (w)
      || (w->n_letters > 1 && compose_ook (w, w->n_letters - 2) >= 0))
    return false;
  if (tone == w->tone) {
    if (tone == TONE_LEVEL)
      return false; /* nothing to take away */
    w->tone = TONE_LEVEL;
    disown (w, COMPOSE_TONE);
    compose_add (w, key);
    return true;
  }
  compose_spell (w, letters);
  if (tone != TONE_LEVEL && !syllable_bears (letters, w->n_letters, tone))
    return false;
  w->was_odd |= tone != TONE_LEVEL && w->tone != TONE_LEVEL
                && !syllable_bears (letters, w->n_letters, w->tone);
  w->tone = (unsigned char) tone;
  compose_note_key (w, key, COMPOSE_TONE);
  return true;
}
