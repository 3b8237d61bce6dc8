/* typing-memory-test.c - typing takes no memory: of 100,000 keys none asks the
 * library for any.
 *
 * The linker leads the calls of malloc and its kin here (local.mk).
 */

#include "base/bytes.h"
#include "tests/core/text/keyboards.h"
#include "tests/tap.h"

#include <stddef.h>
#include <string.h>

static unsigned long calls;

void *__real_malloc (size_t);
void *__real_calloc (size_t, size_t);
void *__real_realloc (void *, size_t);
void __real_free (void *);
void *__wrap_malloc (size_t);
void *__wrap_calloc (size_t, size_t);
void *__wrap_realloc (void *, size_t);
void __wrap_free (void *);

void *
__wrap_malloc (size_t size)
{
  calls++;
  return __real_malloc (size);
}

void *
__wrap_calloc (size_t count, size_t size)
{
  calls++;
  return __real_calloc (count, size);
}

void *
__wrap_realloc (void *at, size_t size)
{
  calls++;
  return __real_realloc (at, size);
}

void
__wrap_free (void *at)
{
  calls++;
  __real_free (at);
}

/* Each with its Backspaces ("<") and a word that is put back. */
static const char *const lines[KEYBOARDS] = {
  "Nguyeenx Thij Hoaf, thuown<r DDawks Lawks, HDDND, window Krooong moreover ",
  "Nguye6n4 Thi5 Hoa2, thuo7n<3 D9a8k1 La8k1, HD9ND, lo6 A11 Kro6ng tha6ng11 ",
  "Nguye^~n Thi. Hoa`, thuo+n<? DDa(k' La(k', HDDND, xe\\. Kro^ng tha^ng'' ",
};

/* Types COUNT keys of LINE as an edit box does: a word, its end, and now and
 * then the cursor comes back to it.
 */
static void
type_keys (const struct typing *t, const char *line, unsigned count)
{
  size_t len = strlen (line);
  struct typed_word w;

  typing_begin (&w);
  for (unsigned i = 0; i < count; i++) {
    char key = line[i % len], before[sizeof w.shown];

    if (key == '<')
      typing_back (t, &w);
    else if (!typing_key (t, &w, key)) {
      typing_end (t, &w);
      memcpy (before, w.shown, sizeof before);
      typing_resume (&w, before, strlen (before));
      typing_begin (&w);
    }
  }
}

static void
test_keys (void)
{
  enum { KEYS = 100000 };

  for (size_t i = 0; i < KEYBOARDS; i++)
    for (int style = TONE_OLD; style <= TONE_NEW; style++) {
      struct typing t = { keyboards[i].method, (enum tone_style) style, true };
      unsigned long before = calls;

      type_keys (&t, lines[i], KEYS);
      ok (calls == before, "%s, style %d: %d keys, %lu calls for memory",
          keyboards[i].name, style, KEYS, calls - before);
    }
}

/* A line is put somewhere: that takes memory, and is counted. */
static void
test_counting (void)
{
  struct typing t = { TYPING_TELEX, TONE_OLD, true };
  unsigned long before = calls;
  struct bytes to = { 0 };

  typing_line (&t, lines[0], strlen (lines[0]), &to);
  bytes_free (&to);
  ok (calls >= before + 2, "what asks for memory is counted");
}

int
main (void)
{
  test_keys ();
  test_counting ();
  return tap_done ();
}
