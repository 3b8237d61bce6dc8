/* typing.c - Telex, VNI and VIQR: from keys to Vietnamese words. */

#include "text/typing.h"
#include "text/compose.h"
#include "text/utf8.h"

#include <string.h>

bool
typing_method_named (const char *name, enum typing_method *method)
{
  static const char *const names[TYPING_METHODS] = {
    [TYPING_OFF] = "off",
    [TYPING_TELEX] = "telex",
    [TYPING_VNI] = "vni",
    [TYPING_VIQR] = "viqr",
    [TYPING_SIMPLE] = "simple-telex",
  };

  for (enum typing_method m = TYPING_OFF; m < TYPING_METHODS; m++)
    if (strcmp (name, names[m]) == 0) {
      *method = m;
      return true;
    }
  return false;
}

/* The letter that bears the tone: the last one with a mark; else the last
 * vowel before a final; else the middle one of three; else the first, and in
 * oa, oe, uy the second by the new style.
 */
static unsigned
bearer (const struct typed_word *w, enum tone_style style)
{
  struct syllable s = compose_parse (w);
  const struct typed_letter *v = w->letters + s.initial;
  bool is_late;

  if (s.vowels == 0)
    return w->tone_at;
  for (unsigned i = s.vowels; i-- > 0;)
    if (compose_shape_of (w, s.initial + i) != SHAPE_NONE)
      return s.initial + i;
  if (s.final > 0)
    return s.initial + s.vowels - 1;
  if (s.vowels == 3)
    return s.initial + 1;
  is_late = s.vowels == 2
            && ((v[0].base == 'o' && (v[1].base == 'a' || v[1].base == 'e'))
                || (v[0].base == 'u' && v[1].base == 'y'));
  return s.initial + (is_late && style == TONE_NEW);
}

static char *
put_letter (const struct typed_word *w, unsigned at, char *to)
{
  const struct typed_letter *l = &w->letters[at];
  bool bears = w->tone != TONE_LEVEL && at == w->tone_at;
  struct letter letter = { (char) (l->is_capital ? l->base & ~0x20 : l->base),
                           compose_shape_of (w, at),
                           bears ? w->tone : TONE_LEVEL };
  uint32_t code = letter_code (letter);

  return to + utf8_put (code != 0 ? code : (uint8_t) l->base, to);
}

static void
show (struct typed_word *w)
{
  char *to = w->shown;

  for (unsigned i = 0; i < w->n_letters; i++) {
    int second = compose_ook (w, i);

    if (second >= 0) {
      *to++ = w->letters[i].is_capital ? 'O' : 'o';
      *to++ = w->keys[second];
    } else
      to = put_letter (w, i, to);
  }
  *to = '\0';
}

static void
settle (const struct typing *t, struct typed_word *w)
{
  compose_complete (w);
  if (w->tone != TONE_LEVEL && compose_may_be (w))
    w->tone_at = bearer (w, t->style);
  show (w);
}

void
typing_begin (struct typed_word *w)
{
  *w = (struct typed_word){ .n_keys = 0 };
}

/* One letter that stands there, its base as its key. */
static bool
resume_letter (struct typed_word *w, uint32_t code)
{
  unsigned i = w->n_letters;
  struct letter l;

  if (i == TYPING_MOST || !letter_of (code, &l))
    return false;
  w->letters[i] = (struct typed_letter){ .base = (char) (l.base | 0x20),
                                         .shape = l.shape,
                                         .is_capital = (l.base & 0x20) == 0 };
  w->keys[i] = l.base;
  w->owners[i] = (unsigned char) i;
  if (l.tone != TONE_LEVEL) {
    w->tone = l.tone;
    w->tone_at = i;
  }
  w->n_keys = ++w->n_letters;
  return true;
}

void
typing_resume (struct typed_word *w, const char *word, size_t len)
{
  const char *end = word + len;

  typing_begin (w);
  while (word < end)
    if (!resume_letter (w, utf8_next (&word, end))) {
      typing_begin (w);
      return;
    }
  w->keys[w->n_keys] = '\0';
  w->resumed = w->n_keys > 0;
  show (w);
}

bool
typing_key (const struct typing *t, struct typed_word *w, char key)
{
  static bool (*const methods[]) (struct typed_word *, char) = {
    [TYPING_TELEX] = telex_key,
    [TYPING_VNI] = vni_key,
    [TYPING_VIQR] = viqr_key,
    [TYPING_SIMPLE] = simple_telex_key,
  };

  bool taken;

  if (t->method == TYPING_OFF || w->n_keys == TYPING_MOST)
    return false;
  taken = methods[t->method](w, key);
  settle (t, w);
  return taken;
}

/* What shows stays when the letter behind "uo" goes: each has its own horn.
 * (No common word ends in ươl: the l was a slip.)
 */
static void
part_horn (struct typed_word *w)
{
  unsigned u = w->shared_horn;

  if (u == 0 || !compose_may_be_common (w))
    return;
  w->letters[u - 1].shape = (unsigned char) compose_shape_of (w, u - 1);
  w->letters[u].shape = (unsigned char) compose_shape_of (w, u);
}

void
typing_back (const struct typing *t, struct typed_word *w)
{
  if (w->n_letters <= 1) {
    typing_begin (w);
    return;
  }
  part_horn (w);
  if (w->tone != TONE_LEVEL && w->tone_at == w->n_letters - 1)
    w->tone = TONE_LEVEL;
  w->was_odd = false;
  compose_drop (w);
  settle (t, w);
}

/* The end of a word. */

/* Whether a letter got its circumflex when others stood behind it. */
static bool
has_late_hat (const struct typed_word *w)
{
  for (unsigned i = 1; i < w->n_keys; i++)
    if (w->owners[i] < w->owners[i - 1]
        && w->letters[w->owners[i]].shape == SHAPE_CIRCUMFLEX)
      return true;
  return false;
}

/* Letters that were keys of marks may be English: sorts, which was sỏt before
 * it was sót; photo, where a stop got a late circumflex, but no tone.
 */
static bool
may_be_english (const struct typed_word *w, const uint16_t *letters)
{
  return !syllable_stands (letters, w->n_letters, w->tone) || w->was_odd
         || (w->tone == TONE_LEVEL && has_late_hat (w)
             && !syllable_bears (letters, w->n_letters, TONE_GRAVE));
}

/* Digits and signs in a word are marks. */
static bool
is_whole (const struct typing *t, const struct typed_word *w)
{
  bool by_letters = t->method == TYPING_TELEX || t->method == TYPING_SIMPLE;
  uint16_t letters[TYPING_MOST];

  compose_spell (w, letters);
  if (by_letters)
    return !may_be_english (w, letters);
  return syllable_is (letters, w->n_letters)
         && syllable_bears (letters, w->n_letters, w->tone);
}

/* What was meant as it is, though it is no syllable: a đ from two keys in a
 * row, a capital or among consonants alone (ATLĐ, hđnd), a digit that was typed
 * twice to get it (lô A1).
 */
static bool
is_meant (const struct typed_word *w)
{
  bool has_no_vowel = compose_parse (w).vowels == 0;

  for (unsigned i = 0; i < w->n_letters; i++)
    if (w->letters[i].base < 'a')
      return true;
  for (unsigned i = 1; i < w->n_keys; i++)
    if (w->owners[i] == w->owners[i - 1] && w->owners[i] != COMPOSE_TONE
        && w->letters[w->owners[i]].shape == SHAPE_STROKE
        && (has_no_vowel || w->letters[w->owners[i]].is_capital))
      return true;
  return false;
}

void
typing_end (const struct typing *t, struct typed_word *w)
{
  if (t->restore && !w->resumed && w->n_letters > 0 && !is_whole (t, w)
      && !is_meant (w))
    memcpy (w->shown, w->keys, w->n_keys + 1);
}

/* Lines. */

static void
put_word (const struct typing *t, struct typed_word *w, struct bytes *to)
{
  typing_end (t, w);
  bytes_add_text (to, w->shown);
  typing_begin (w);
}

void
typing_line (const struct typing *t, const char *keys, size_t len,
             struct bytes *to)
{
  size_t before = to->len;
  struct typed_word w;

  typing_begin (&w);
  for (size_t i = 0; i < len; i++) {
    if (keys[i] == '<' && w.n_keys > 0) {
      typing_back (t, &w);
    } else if (keys[i] == '<') {
      while (to->len > before && (to->at[to->len - 1] & 0xC0) == 0x80)
        to->len--;
      to->len -= to->len > before;
    } else if (!typing_key (t, &w, keys[i])) {
      put_word (t, &w, to);
      bytes_add_char (to, keys[i]);
    }
  }
  put_word (t, &w, to);
}
