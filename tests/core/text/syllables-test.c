/* syllables-test.c - every syllable is typed by its keys: in every order of
 * marks, by every method, in both styles, and with Backspace.
 */

#include "tests/core/text/keyboards.h"
#include "tests/core/text/syllables.h"
#include "tests/tap.h"
#include "text/syllable.h"

#include <string.h>

enum { KEYS_MOST = 64 };

enum order { TONE_LAST, TONE_EARLY, SHAPES_LATE, TONE_THEN_SHAPES, ORDERS };
static const char *const order_names[ORDERS] = {
  "the tone last", "the tone at its vowel", "shapes, then the tone, last",
  "the tone, then shapes, last"
};

struct keys {
  char at[KEYS_MOST];
  unsigned n;
};

static void
press (struct keys *k, const char *keys, char letter)
{
  for (; *keys != '\0'; keys++)
    k->at[k->n++] = *keys == '=' ? letter : *keys;
}

/* Telex keeps these only when they are typed once more: a W before all, the
 * second of "oo", a final R.
 */
static bool
is_twice (const struct keyboard *m, const struct spelled *s, unsigned at)
{
  uint16_t letter = s->letters[at];

  return m->method == TYPING_TELEX
         && ((letter == 'w' && at == 0)
             || (letter == 'o' && at > 0 && s->letters[at - 1] == 'o')
             || (letter == 'r' && at == s->initial + s->vowels));
}

/* A letter, with its shape unless that comes later. */
static void
press_letter (struct keys *k, const struct keyboard *m, const struct spelled *s,
              unsigned at, bool shape)
{
  struct letter l = { 0 };

  letter_of (s->letters[at], &l);
  k->at[k->n++] = l.base;
  if (is_twice (m, s, at))
    k->at[k->n++] = l.base;
  if (shape)
    press (k, m->shapes[l.shape], l.base);
}

/* Each key of a shape once: one W for both of ươ. */
static void
press_shapes (struct keys *k, const struct keyboard *m, const struct spelled *s)
{
  unsigned from = k->n;

  for (unsigned i = 0; i < s->count; i++) {
    struct letter l = { 0 };
    struct keys one = { .n = 0 };

    letter_of (s->letters[i], &l);
    press (&one, m->shapes[l.shape], l.base);
    if (one.n > 0 && memchr (k->at + from, one.at[0], k->n - from) == NULL)
      k->at[k->n++] = one.at[0];
  }
}

static struct keys
keys_of (const struct keyboard *m, const struct spelled *s, enum order order,
         enum tone_style style)
{
  unsigned bearer = spelled_bearer (s, style);
  struct keys k = { .n = 0 };

  for (unsigned i = 0; i < s->count; i++) {
    press_letter (&k, m, s, i, order <= TONE_EARLY);
    if (order == TONE_EARLY && i == bearer)
      press (&k, m->tones[s->tone], 0);
  }
  if (order == SHAPES_LATE)
    press_shapes (&k, m, s);
  if (order != TONE_EARLY)
    press (&k, m->tones[s->tone], 0);
  if (order == TONE_THEN_SHAPES)
    press_shapes (&k, m, s);
  return k;
}

/* Marks late are for what is not of the highlands alone, and in Telex not for
 * what wants a tone and has none: poco, piece.  "ook" bears no tone that comes
 * behind it.
 */
static bool
is_fair (const struct keyboard *m, const struct spelled *s, enum order order)
{
  uint16_t last = s->letters[s->count - 1];

  if (order >= SHAPES_LATE && m->method == TYPING_TELEX
      && s->tone == TONE_LEVEL
      && !syllable_bears (s->letters, s->count, TONE_GRAVE))
    return false;
  if (order >= SHAPES_LATE)
    return syllable_may_be_common (s->letters, s->count);
  return m->method != TYPING_TELEX || order != TONE_LAST || last != 'k'
         || s->letters[s->count - 2] != U'ô';
}

/* A wrong letter, and it is taken back. */
static void
add_slip (struct keys *k, unsigned at)
{
  memmove (k->at + at + 2, k->at + at, k->n - at);
  memcpy (k->at + at, "v<", 2);
  k->n += 2;
}

struct tally {
  unsigned syllables, words, wrong;
};

static void
try_keys (const struct keyboard *m, enum tone_style style, const struct keys *k,
          const struct spelled *s, struct tally *t)
{
  bool stands = syllable_stands (s->letters, s->count, s->tone);
  struct typing typing = { m->method, style, stands };
  SCOPED_BYTES got = { 0 };
  char wanted[SPELLED_TEXT];
  unsigned len = spelled_text (s, style, wanted);

  typing_line (&typing, k->at, k->n, &got);
  t->words++;
  if (got.len == len && memcmp (got.at, wanted, len) == 0)
    return;
  if (t->wrong++ < 20)
    printf ("# %s: %.*s wanted %s got %s\n", m->name, (int) k->n, k->at, wanted,
            bytes_text (&got));
}

/* The methods and styles take turns, and so do the places of the slip. */
static void
try_syllable (const struct spelled *s, void *with)
{
  struct tally *tallies = with;
  unsigned turn = tallies->syllables++;

  for (enum order order = 0; order < ORDERS; order++) {
    const struct keyboard *m = &keyboards[(turn + order) % KEYBOARDS];
    enum tone_style style = (turn / KEYBOARDS + order) % 2;
    struct keys k = keys_of (m, s, order, style);

    if (!is_fair (m, s, order))
      continue;
    try_keys (m, style, &k, s, &tallies[order]);
    add_slip (&k, 1 + turn % k.n);
    try_keys (m, style, &k, s, &tallies[ORDERS]);
  }
}

int
main (void)
{
  struct tally tallies[ORDERS + 1] = { { 0 } };

  syllables_each (try_syllable, tallies);
  ok (tallies->syllables > 40000, "%u syllables", tallies->syllables);
  for (int i = 0; i <= ORDERS; i++)
    ok (tallies[i].wrong == 0 && tallies[i].words > 10000,
        "%s: %u words, %u wrong",
        i < ORDERS ? order_names[i] : "with Backspace", tallies[i].words,
        tallies[i].wrong);
  return tap_done ();
}
