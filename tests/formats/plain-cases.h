/* plain-cases.h - copying while looking, against byte by byte: every length,
 * place and alignment.  Included once for each way to look; each is tried in
 * small and in wide registers.
 */
#include "formats/plain.h"

#include "tests/tap.h"

#include <sys/mman.h>

enum { LENGTHS = 3 * CHUNK + 4, EDGE = PLAIN_OVER + 8, GUARD = 0x5a, PAGE = 4096 };

static void
commas (const chunk *c, chunk *found)
{
  chunk_is (c, ',', found);
  chunk_is (c, '\r', found);
}

static void
controls (const chunk *c, chunk *found)
{
  chunk_is_below (c, 0x1f, found);
}

static bool
copy (char *to, const char *from, size_t len, chunk_test test)
{
  return plain_copy (to, from, len, test);
}

PLAIN_WIDE static bool
copy_wide (char *to, const char *from, size_t len, chunk_test test)
{
  return plain_copy (to, from, len, test);
}

typedef bool copier (char *to, const char *from, size_t len, chunk_test test);

/* Whether LEN bytes at FROM are copied, none before them and no more than
 * PLAIN_OVER behind them are written, and what is found is what is there.
 */
static bool
copies (copier *how, const char *from, size_t len, chunk_test test, bool has)
{
  char to[LENGTHS + 2 * EDGE];
  bool found;

  memset (to, GUARD, sizeof to);
  found = !how (to + EDGE, from, len, test);
  if (found != has || (len > 0 && memcmp (to + EDGE, from, len) != 0))
    return false;
  for (size_t i = 0; i < sizeof to; i++)
    if ((i < EDGE || i >= EDGE + len + PLAIN_OVER) && to[i] != GUARD)
      return false;
  return true;
}

/* All bytes are OTHERS but the one at PLACE, which is ONE. */
static bool
copies_each (copier *how, char others, char one, chunk_test test, bool has)
{
  char from[LENGTHS + CHUNK];

  for (size_t at = 0; at < CHUNK; at += 3)
    for (size_t len = 0; len < LENGTHS; len++)
      for (size_t place = 0; place <= len; place++) {
        memset (from, ',', sizeof from); /* beside it, what is looked for */
        memset (from + at, others, len);
        if (place < len)
          from[at + place] = one;
        if (copies (how, from + at, len, test, has && place < len))
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
copies_at_the_end (copier *how)
{
  char *pages = mmap (NULL, (size_t) 2 * PAGE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  bool good = pages != MAP_FAILED;

  if (!good || mprotect (pages + PAGE, PAGE, PROT_NONE) != 0)
    return false;
  for (size_t len = 0; good && len < LENGTHS; len++) {
    memset (pages, ',', PAGE);
    memset (pages + PAGE - len, 'a', len);
    good = copies (how, pages + PAGE - len, len, commas, false);
  }
  munmap (pages, (size_t) 2 * PAGE);
  return good;
}

static void
test (copier *how, const char *registers)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ok (copies_each (how, cases[i].others, cases[i].one, cases[i].test,
                     cases[i].has),
        "%s, in %s registers", cases[i].name, registers);
  ok (copies_at_the_end (how),
      "nothing is read behind the page of a text, in %s registers", registers);
  ok (copies (how, NULL, 0, commas, false), "no text, in %s registers",
      registers);
}

int
main (void)
{
  test (copy, "small");
  if (plain_is_wide ())
    test (copy_wide, "wide");
  return tap_done ();
}
