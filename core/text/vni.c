/* vni.c - VNI: digits behind the letters they mark. */

#include "text/compose.h"
#include "text/ascii.h"

static const struct shaping hat[] = { { "aeo", SHAPE_CIRCUMFLEX } };
static const struct shaping horn[] = { { "uo", SHAPE_HORN } };
static const struct shaping breve[] = { { "a", SHAPE_BREVE } };

static bool
mark (struct typed_word *w, char key)
{
  switch (key) {
  case '0': return compose_tone (w, key, TONE_LEVEL);
  case '1': return compose_tone (w, key, TONE_ACUTE);
  case '2': return compose_tone (w, key, TONE_GRAVE);
  case '3': return compose_tone (w, key, TONE_HOOK);
  case '4': return compose_tone (w, key, TONE_TILDE);
  case '5': return compose_tone (w, key, TONE_DOT);
  case '6': return compose_shape (w, key, hat, 1);
  case '7': return compose_shape (w, key, horn, 1);
  case '8': return compose_shape (w, key, breve, 1);
  case '9': return compose_stroke (w, key);
  default: return false;
  }
}

/* A digit with no letters before it is a digit: "12 Lê". */
bool
vni_key (struct typed_word *w, char key)
{
  if (!ascii_letter (key) && !(ascii_digit (key) && w->n_letters > 0))
    return false;
  if (!mark (w, key))
    compose_add (w, key);
  return true;
}
