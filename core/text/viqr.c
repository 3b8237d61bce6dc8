/* viqr.c - VIQR: signs behind the letters they look like; \ takes one back.
 *
 * "xe." becomes "xẹ" at the end of a sentence, so it is nobody's default.
 */

#include "text/compose.h"
#include "text/ascii.h"

static bool
mark (struct typed_word *w, char key)
{
  static const struct shaping hat[] = { { "aeo", SHAPE_CIRCUMFLEX } };
  static const struct shaping horn[] = { { "uo", SHAPE_HORN } };
  static const struct shaping breve[] = { { "a", SHAPE_BREVE } };

  switch (key) {
  case '\'': return compose_tone (w, key, TONE_ACUTE);
  case '`': return compose_tone (w, key, TONE_GRAVE);
  case '?': return compose_tone (w, key, TONE_HOOK);
  case '~': return compose_tone (w, key, TONE_TILDE);
  case '.': return compose_tone (w, key, TONE_DOT);
  case '^': return compose_shape (w, key, hat, 1);
  case '+':
  case '*': return compose_shape (w, key, horn, 1);
  case '(': return compose_shape (w, key, breve, 1);
  case 'd':
  case 'D': return compose_stroke (w, key);
  default: return false;
  }
}

/* The sign that took its own mark back stands behind the word: it is no letter
 * of it.
 */
static bool
is_undone (struct typed_word *w)
{
  if (ascii_letter (w->letters[w->n_letters - 1].base))
    return false;
  compose_drop (w);
  return true;
}

bool
viqr_key (struct typed_word *w, char key)
{
  bool is_letter = ascii_letter (key);
  bool escaped = w->escaped;

  w->escaped = !escaped && key == '\\';
  if (w->escaped)
    return true;
  if (!escaped && mark (w, key))
    return !is_undone (w);
  if (is_letter)
    compose_add (w, key);
  return is_letter;
}
