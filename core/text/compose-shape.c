/* compose-shape.c - which letter of the word a key marks: the hats, horns and
 * the stroke of đ.
 */

#include "text/compose-parts.h"

#include "text/ascii.h"

#include <string.h>

static enum shape
shape_for (char base, const struct shaping *shapings, unsigned count)
{
  for (unsigned i = 0; i < count; i++)
    if (strchr (shapings[i].bases, base) != NULL)
      return shapings[i].shape;
  return SHAPE_NONE;
}

/* The place of the first of two letters that stand together, whatever their
 * marks; the u of "qu" is none.  -1 when there is no such pair.
 */
static int
pair_of (const struct typed_word *w, char first, char second)
{
  for (unsigned i = 0; i + 1 < w->n_letters; i++)
    if (w->letters[i].base == first && w->letters[i + 1].base == second
        && (i == 0 || w->letters[i - 1].base != 'q'))
      return (int) i;
  return -1;
}

void
compose_complete (struct typed_word *w)
{
  int u = pair_of (w, 'u', 'o');

  if (u < 0 || (unsigned) u + 2 == w->n_letters) {
    w->shared_horn = 0;
  } else if (w->shared_horn == 0) {
    w->shared_horn = (unsigned) u + 1;
    if (!compose_may_be (w))
      w->shared_horn = 0;
  }
}

/* Gives the pair at U these shapes if the word can bear them. */
static bool
shape_pair (struct typed_word *w, unsigned u, enum shape of_u, enum shape of_o)
{
  struct typed_letter *pair = w->letters + u, before[2] = { pair[0], pair[1] };

  pair[0].shape = (unsigned char) of_u;
  pair[1].shape = (unsigned char) of_o;
  if (compose_may_be (w))
    return true;
  pair[0] = before[0];
  pair[1] = before[1];
  return false;
}

/* Open "uo" is "uơ" where that is a syllable: huơ, thuở.  Elsewhere "ươ". */
static bool
horn_open (struct typed_word *w, unsigned u)
{
  struct typed_letter *pair = w->letters + u;
  unsigned char before = pair[1].shape;
  uint16_t letters[TYPING_MOST];

  if (pair[0].shape != SHAPE_NONE || before == SHAPE_HORN)
    return false;
  pair[1].shape = SHAPE_HORN;
  compose_spell (w, letters);
  if (syllable_is (letters, w->n_letters))
    return true;
  pair[1].shape = before;
  return false;
}

/* Whether a key from the number FROM on is OWNER's. */
static bool
owns_key (const struct typed_word *w, unsigned owner, unsigned from)
{
  for (unsigned i = from; i < w->n_keys; i++)
    if (w->owners[i] == owner)
      return true;
  return false;
}

/* Whether the o behind U has its horn from the u alone, which got it before
 * the o was typed: the next horn is the o's own, buwongw is bương.  (A word
 * that was resumed tells nothing of its horns.)
 */
static bool
is_lent (const struct typed_word *w, unsigned u)
{
  unsigned keys_of_u = w->letters[u].is_w;

  for (unsigned i = 0; i < w->n_keys; i++) {
    if (w->owners[i] == u + 1)
      return keys_of_u > 1 && !owns_key (w, u, i + 1)
             && !owns_key (w, u + 1, i + 1);
    keys_of_u += w->owners[i] == u;
  }
  return false;
}

/* A horn on "uo": both letters in one stroke (one, then both where it stays
 * open), and both again without.
 */
static bool
horn_pair (struct typed_word *w, char key, unsigned u)
{
  bool is_done = compose_shape_of (w, u) == SHAPE_HORN
                 && compose_shape_of (w, u + 1) == SHAPE_HORN;

  if (is_done && compose_may_be (w) && is_lent (w, u)) {
    w->letters[u + 1].shape = SHAPE_HORN;
    compose_note_key (w, key, u + 1);
    return true;
  }
  if (is_done && compose_may_be (w)) {
    compose_unshape (w, u);
    compose_unshape (w, u + 1);
    compose_add (w, key);
    return true;
  }
  if (is_done
      || !(horn_open (w, u) || shape_pair (w, u, SHAPE_HORN, SHAPE_HORN)))
    return false;
  compose_note_key (w, key, w->letters[u].shape == SHAPE_HORN ? u : u + 1);
  return true;
}

/* A circumflex on the o of "ươ": uô.  (No u is left where w alone made the ư:
 * swoop.)
 */
static bool
hat_pair (struct typed_word *w, char key, unsigned u)
{
  if (compose_shape_of (w, u) != SHAPE_HORN || w->letters[u].is_w
      || !shape_pair (w, u, SHAPE_NONE, SHAPE_CIRCUMFLEX))
    return false;
  compose_note_key (w, key, u + 1);
  return true;
}

/* Both of "ee", which the third e made of ê: Êê is a place. */
static bool
hat_both (struct typed_word *w, char key)
{
  int at = pair_of (w, 'e', 'e');

  if (at < 0 || w->letters[at].shape != SHAPE_NONE
      || w->letters[at + 1].shape != SHAPE_NONE
      || !shape_pair (w, (unsigned) at, SHAPE_CIRCUMFLEX, SHAPE_CIRCUMFLEX))
    return false;
  compose_note_key (w, key, (unsigned) at + 1);
  return true;
}

/* Whether KEY is near enough to the letter it marks.  A letter as a key, when
 * others stand between, marks in common words alone: plasma, salad, oho.
 */
static bool
reaches (const struct typed_word *w, char key, unsigned at)
{
  return at + 1 == w->n_letters || ascii_small (key) != w->letters[at].base
         || compose_may_be_common (w);
}

/* The last letter that can take its shape, and with it makes sense. */
static bool
shape_one (struct typed_word *w, char key, const struct shaping *shapings,
           unsigned count)
{
  for (unsigned i = w->n_letters; i-- > 0;) {
    struct typed_letter *l = &w->letters[i], before = *l;
    enum shape shape = shape_for (l->base, shapings, count);

    if (shape == SHAPE_NONE || shape == before.shape)
      continue;
    l->shape = (unsigned char) shape;
    if (compose_may_be (w) && reaches (w, key, i)) {
      compose_note_key (w, key, i);
      return true;
    }
    *l = before;
  }
  return false;
}

static bool
unshape_one (struct typed_word *w, char key, const struct shaping *shapings,
             unsigned count)
{
  if (!compose_may_be (w))
    return false;
  for (unsigned i = w->n_letters; i-- > 0;) {
    struct typed_letter *l = &w->letters[i];

    if (l->shape == SHAPE_NONE
        || l->shape != shape_for (l->base, shapings, count)
        || !reaches (w, key, i))
      continue;
    if (l->is_w && i + 1 == w->n_letters) {
      *l = (struct typed_letter){ .base = 'w', .is_capital = l->is_capital };
      compose_note_key (w, key, i); /* ww is the letter w */
      return true;
    }
    compose_unshape (w, i);
    compose_add (w, key);
    return true;
  }
  return false;
}

/* Whether the last letter stands twice, horn and all, and the o that KEY is
 * goes with it: Pơơ.
 */
static bool
is_double (const struct typed_word *w, char key)
{
  uint16_t letters[TYPING_MOST];
  unsigned n = w->n_letters;

  if (n == 0 || ascii_small (key) != 'o'
      || w->letters[n - 1].shape != SHAPE_HORN)
    return false;
  compose_spell (w, letters);
  letters[n] = letters[n - 1];
  return syllable_is (letters, n + 1);
}

bool
compose_shape (struct typed_word *w, char key, const struct shaping *shapings,
               unsigned count)
{
  int u = pair_of (w, 'u', 'o');
  enum shape of_o = shape_for ('o', shapings, count);

  if (u >= 0 && of_o == SHAPE_HORN && horn_pair (w, key, (unsigned) u))
    return true;
  if (u >= 0 && of_o == SHAPE_CIRCUMFLEX && hat_pair (w, key, (unsigned) u))
    return true;
  if (shape_for ('e', shapings, count) != SHAPE_NONE && hat_both (w, key))
    return true;
  if (is_double (w, key))
    return false;
  return shape_one (w, key, shapings, count)
         || unshape_one (w, key, shapings, count);
}

bool
compose_horned_u (struct typed_word *w, char key)
{
  struct syllable s = compose_parse (w);
  bool is_gi =
    w->n_letters == 2 && w->letters[0].base == 'g' && w->letters[1].base == 'i';

  if ((s.vowels > 0 && !is_gi)
      || (w->n_letters > 0 && w->letters[w->n_letters - 1].base == 'w'))
    return false; /* ww has been taken back already */
  w->letters[w->n_letters++] =
    (struct typed_letter){ .base = 'u',
                           .shape = SHAPE_HORN,
                           .is_capital = ascii_capital (key),
                           .is_w = true };
  if (!compose_may_be (w)) {
    w->n_letters--;
    return false;
  }
  compose_note_key (w, key, w->n_letters - 1);
  return true;
}

/* đ */

static bool
is_vowel (char base)
{
  return strchr ("aeiouy", base) != NULL;
}

/* The d that KEY is for; -1 when there is none. */
static int
d_of (struct typed_word *w, char key)
{
  unsigned last = w->n_letters - 1;
  unsigned char before;
  bool good;

  if (w->n_letters == 0)
    return -1;
  if (w->letters[0].base == 'd') {
    before = w->letters[0].shape;
    w->letters[0].shape = SHAPE_STROKE;
    good = compose_may_be (w) && reaches (w, key, 0);
    w->letters[0].shape = before;
    if (good)
      return 0;
  }
  if (last > 0 && w->letters[last].base == 'd'
      && w->letters[last - 1].base != 'd'
      && !is_vowel (w->letters[last - 1].base)
      && (compose_parse (w).vowels == 0 || !compose_may_be (w)))
    return (int) last; /* HDD: HĐ */
  return -1;
}

bool
compose_stroke (struct typed_word *w, char key)
{
  int at = d_of (w, key);

  if (at < 0)
    return false;
  if (w->letters[at].shape == SHAPE_STROKE) {
    compose_unshape (w, (unsigned) at);
    compose_add (w, key);
  } else {
    w->letters[at].shape = SHAPE_STROKE;
    compose_note_key (w, key, (unsigned) at);
  }
  return true;
}
