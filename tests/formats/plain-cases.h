/* plain-cases.h - copying while looking, against byte by byte: every length,
 * place and alignment.  Included once for each way that it is done.
 */
#include "formats/plain.h"

#include "tests/tap.h"

#include <sys/mman.h>

enum { LENGTHS = 70, EDGE = PLAIN_OVER + 8, GUARD = 0x5a, PAGE = 4096 };

static inline chunk
commas (chunk c)
{
  return chunk_or (chunk_is (c, ','), chunk_is (c, '\r'));
}

static inline chunk
controls (chunk c)
{
  return chunk_is_below (c, 0x1f);
}

/* Whether LEN bytes at FROM are copied, none before them and no more than
 * PLAIN_OVER behind them are written, and what is found is what is there.
 */
static bool
copies (const char *from, size_t len, chunk_test test, bool has)
{
  char to[LENGTHS + 2 * EDGE];
  bool found;

  memset (to, GUARD, sizeof to);
  found = !plain_copy (to + EDGE, from, len, test);
  if (found != has || (len > 0 && memcmp (to + EDGE, from, len) != 0))
    return false;
  for (size_t i = 0; i < sizeof to; i++)
    if ((i < EDGE || i >= EDGE + len + PLAIN_OVER) && to[i] != GUARD)
      return false;
  return true;
}

/* All bytes are OTHERS but the one at PLACE, which is ONE. */
static bool
copies_each (char others, char one, chunk_test test, bool has)
{
  char from[LENGTHS + 16];

  for (size_t at = 0; at < 16; at++)
    for (size_t len = 0; len < LENGTHS; len++)
      for (size_t place = 0; place <= len; place++) {
        memset (from, ',', sizeof from); /* beside it, what is looked for */
        memset (from + at, others, len);
        if (place < len)
          from[at + place] = one;
        if (copies (from + at, len, test, has && place < len))
          continue;
        printf ("# %zu bytes at %zu, 0x%02x in place %zu\n", len, at,
                (unsigned char) one, place);
        return false;
      }
  return true;
}

static const struct {
  const char *name;
  char others, one;
  chunk_test test;
  bool has;
} cases[] = {
  { "a comma", 'a', ',', commas, true },
  { "a CR", '\xc3', '\r', commas, true },
  { "beside a comma", '-', '+', commas, false },
  { "one bit away from a CR", '\x8d', '\x0c', commas, false },
  { "a control character", ' ', 0x1f, controls, true },
  { "a NUL", '\xff', 0, controls, true },
  { "no control character", 0x20, '\x80', controls, false },
  { "letters of three bytes", '\xe1', '\x9f', controls, false },
};

/* Texts of all lengths that end where a page ends behind which nothing may be
 * read, and what lies before them is looked for.
 */
static bool
copies_at_the_end (void)
{
  char *pages = mmap (NULL, (size_t) 2 * PAGE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  bool good = pages != MAP_FAILED;

  if (!good || mprotect (pages + PAGE, PAGE, PROT_NONE) != 0)
    return false;
  for (size_t len = 0; good && len < LENGTHS; len++) {
    memset (pages, ',', PAGE);
    memset (pages + PAGE - len, 'a', len);
    good = copies (pages + PAGE - len, len, commas, false);
  }
  munmap (pages, (size_t) 2 * PAGE);
  return good;
}

int
main (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ok (
      copies_each (cases[i].others, cases[i].one, cases[i].test, cases[i].has),
      "%s", cases[i].name);
  ok (copies_at_the_end (), "nothing is read behind the page of a text");
  return tap_done ();
}
