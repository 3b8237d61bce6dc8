/* utf8-test.c - UTF-8 is walked, cut and measured letter by letter. */

#include "tests/tap.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* NFD of "Nguyễn": e, circumflex, tilde. */
#define NFD "Nguye\xCC\x82\xCC\x83n"

static void
test_walking (void)
{
  size_t wrong = 0, count = 0;

  for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    char raw[4];
    const char *at = raw;
    size_t len = utf8_put (c, raw);
    bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;

    count++;
    wrong += utf8_valid (raw, len) == is_surrogate;
    if (!is_surrogate)
      wrong += utf8_next (&at, raw + len) != c || at != raw + len;
    for (size_t cut = 1; cut < len; cut++)
      wrong += utf8_valid (raw, cut);
  }
  ok (wrong == 0, "%zu code points are put and read", count);
}

static void
test_invalid (void)
{
  static const char text[] = "a\xFF\xC3\xE1\xBA"
                             "b";
  const char *at = text, *end = text + 6;
  uint32_t seen[6];
  unsigned n = 0;

  while (at < end && n < 6)
    seen[n++] = utf8_next (&at, end);
  ok (n == 6 && seen[0] == 'a' && seen[1] == 0xFFFD && seen[2] == 0xFFFD
        && seen[4] == 0xFFFD && seen[5] == 'b',
      "bytes that are no letters are passed over one by one");
  ok (!utf8_valid (text, 6) && utf8_valid ("", 0) && utf8_valid ("\0a", 2),
      "and make the text invalid");
}

static const struct {
  const char *name, *text;
  size_t letters, cells;
} sizes[] = {
  { "ASCII", "abc", 3, 3 },
  { "composed", "Nguyễn", 6, 6 },
  { "decomposed", NFD, 6, 6 },
  { "the first and the last mark", "a\xCC\x80o\xCD\xAF", 2, 2 },
  { "zero-width space",
    "a\xE2\x80\x8B"
    "b",
    2, 2 },
  { "mark of byte order",
    "\xEF\xBB\xBF"
    "a",
    1, 1 },
  { "soft hyphen takes a cell",
    "a\xC2\xAD"
    "b",
    3, 3 },
  { "đồng", "1₫", 2, 2 },
  { "two cells", "越南", 2, 4 },
  { "a control character", "a\x01", 2, 1 },
  { "lines and dashes", "─█–“", 4, 4 },
  { "nothing", "", 0, 0 },
};

static void
test_sizes (void)
{
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    size_t len = strlen (sizes[i].text);
    size_t letters = utf8_letters (sizes[i].text, len);
    size_t cells = width_cells (sizes[i].text, len);

    if (!ok (letters == sizes[i].letters && cells == sizes[i].cells,
             "letters and cells: %s", sizes[i].name))
      printf ("# wanted %zu %zu got %zu %zu\n", sizes[i].letters,
              sizes[i].cells, letters, cells);
  }
}

static const struct {
  const char *name, *text;
  size_t most, bytes, fits; /* by utf8_cut; by width_fit in MOST cells */
} cuts[] = {
  { "all of it", "Nguyễn", 99, 8, 8 },
  { "inside a letter", "Nguyễn", 5, 4, 7 },
  { "before a letter", "Nguyễn", 4, 4, 4 },
  { "behind a letter", "Nguyễn", 7, 7, 8 },
  { "between a letter and its mark", NFD, 5, 4, 9 },
  { "between two marks", NFD, 7, 4, 10 },
  { "behind the marks", NFD, 9, 9, 10 },
  { "nothing", "Nguyễn", 0, 0, 0 },
  { "letters of two cells", "越南", 3, 3, 3 },
};

static void
test_cuts (void)
{
  for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
    size_t len = strlen (cuts[i].text);
    size_t bytes = utf8_cut (cuts[i].text, len, cuts[i].most);
    size_t fits = width_fit (cuts[i].text, len, cuts[i].most);

    if (!ok (bytes == cuts[i].bytes && fits == cuts[i].fits, "cut: %s",
             cuts[i].name))
      printf ("# wanted %zu %zu got %zu %zu\n", cuts[i].bytes, cuts[i].fits,
              bytes, fits);
  }
}

static void
test_controls (void)
{
  ok (utf8_has_control ("a\x1B[2J", 5, true), "ESC is a control character");
  ok (utf8_has_control ("a\x7F", 2, true), "so is DEL");
  ok (utf8_has_control ("a\xC2\x85", 3, true), "and C1");
  ok (utf8_has_control ("a\nb", 3, false), "and a line end");
  ok (!utf8_has_control ("a\nb", 3, true), "if it is not allowed");
  ok (!utf8_has_control ("Nguyễn", 8, false), "letters are none");
}

int
main (void)
{
  test_walking ();
  test_invalid ();
  test_sizes ();
  test_cuts ();
  test_controls ();
  return tap_done ();
}
