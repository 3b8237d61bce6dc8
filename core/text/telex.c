/* telex.c - Telex: letters that are doubled, w, and s f r x j for the tones. */

#include "text/compose.h"
#include "text/ascii.h"

/* W_IS_U: also where there is no vowel. */
static bool
mark (struct typed_word *w, char key, bool w_is_u)
{
  static const struct shaping horn[] = { { "uo", SHAPE_HORN },
                                         { "a", SHAPE_BREVE } };
  struct shaping hat = { "", SHAPE_CIRCUMFLEX };

  switch (key | 0x20) {
  case 'z': return compose_tone (w, key, TONE_LEVEL);
  case 'f': return compose_tone (w, key, TONE_GRAVE);
  case 'r': return compose_tone (w, key, TONE_HOOK);
  case 'x': return compose_tone (w, key, TONE_TILDE);
  case 's': return compose_tone (w, key, TONE_ACUTE);
  case 'j': return compose_tone (w, key, TONE_DOT);
  case 'a': hat.bases = "a"; return compose_shape (w, key, &hat, 1);
  case 'e': hat.bases = "e"; return compose_shape (w, key, &hat, 1);
  case 'o': hat.bases = "o"; return compose_shape (w, key, &hat, 1);
  case 'd': return compose_stroke (w, key);
  case 'w':
    return compose_shape (w, key, horn, 2)
           || (w_is_u && compose_horned_u (w, key));
  default: return false;
  }
}

static bool
take_key (struct typed_word *w, char key, bool w_is_u)
{
  if (!ascii_letter (key))
    return false;
  if (!mark (w, key, w_is_u))
    compose_add (w, key);
  return true;
}

bool
telex_key (struct typed_word *w, char key)
{
  return take_key (w, key, true);
}

bool
simple_telex_key (struct typed_word *w, char key)
{
  return take_key (w, key, false);
}
