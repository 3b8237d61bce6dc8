/* typing-fuzz.c - whatever keys come behind whatever text, the word being typed
 * stays whole.
 *
 * The first byte chooses method, style and restoring; then the text left of the
 * cursor, ended by 0; then keys, Backspace as "<".
 */

#include "tests/fuzz/fuzz.h"
#include "text/compose.h"
#include "text/nfc.h"
#include "text/typing.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static void
insist (bool good)
{
  if (!good)
    abort ();
}

/* Every key belongs to a letter or to the tone, every letter has one. */
static void
check_keys (const struct typed_word *w)
{
  bool owned[TYPING_MOST + 1] = { false };

  insist (w->n_keys <= TYPING_MOST && w->n_letters <= w->n_keys);
  insist (strlen (w->keys) == w->n_keys);
  for (unsigned i = 0; i < w->n_keys; i++) {
    insist (w->owners[i] < w->n_letters || w->owners[i] == COMPOSE_TONE);
    owned[w->owners[i]] = true;
  }
  for (unsigned i = 0; i < w->n_letters; i++)
    insist (owned[i]);
}

static void
check_word (const struct typed_word *w)
{
  size_t len = strlen (w->shown);

  check_keys (w);
  insist (utf8_valid (w->shown, len) && nfc_is (w->shown, len));
  insist (utf8_letters (w->shown, len) >= w->n_letters);
  insist (w->tone == TONE_LEVEL || w->tone_at < w->n_letters);
  insist (w->shared_horn < w->n_letters || w->shared_horn == 0);
}

static void
press (const struct typing *t, struct typed_word *w, char key)
{
  unsigned before = w->n_letters;

  if (key == '<') {
    typing_back (t, w);
    insist (w->n_letters == (before > 0 ? before - 1 : 0));
  } else if (!typing_key (t, w, key)) {
    typing_end (t, w);
    insist (utf8_valid (w->shown, strlen (w->shown)));
    typing_begin (w);
  }
  check_word (w);
}

int
LLVMFuzzerTestOneInput (const uint8_t *from, size_t len)
{
  const char *left = (const char *) from + 1, *keys;
  struct typing t;
  struct typed_word w;
  size_t n_left;

  if (len < 2)
    return 0;
  t = (struct typing){ (enum typing_method) (from[0] % TYPING_METHODS),
                       from[0] & 0x40 ? TONE_NEW : TONE_OLD,
                       (from[0] & 0x80) != 0 };
  n_left = strnlen (left, len - 1);
  typing_resume (&w, left, n_left);
  check_word (&w);
  keys = left + n_left + 1;
  for (; keys < (const char *) from + len; keys++)
    press (&t, &w, *keys);
  typing_end (&t, &w);
  return 0;
}
