/* nfc-test.c - Vietnamese has one spelling, whatever it came in. */

#include "tests/tap.h"
#include "text/letters.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <string.h>

/* Combining marks, for reading. */
#define GRAVE "\xCC\x80"
#define ACUTE "\xCC\x81"
#define HAT "\xCC\x82"
#define TILDE "\xCC\x83"
#define BREVE "\xCC\x86"
#define RING "\xCC\x8A"
#define CARON "\xCC\x8C"
#define HORN "\xCC\x9B"
#define DOT "\xCC\xA3"

static const struct {
  const char *name, *text, *nfc;
} cases[] = {
  { "plain", "Nguyen Van An", "Nguyen Van An" },
  { "composed already", "Nguyễn Văn Đỗ", "Nguyễn Văn Đỗ" },
  { "decomposed", "Nguye" HAT TILDE "n", "Nguyễn" },
  { "tone before shape", "Nguye" TILDE HAT "n", "Nguyễn" },
  { "half composed, shape first", "ê" ACUTE, "ế" },
  { "half composed, tone first", "é" HAT, "ế" },
  { "dot below before circumflex", "e" DOT HAT, "ệ" },
  { "circumflex before dot below", "e" HAT DOT, "ệ" },
  { "horn and dot", "u" DOT HORN "o" HORN DOT, "ựợ" },
  { "capitals", "U" HORN "O" HORN GRAVE, "ƯỜ" },
  { "the tone marks that were given up",
    "a\xCD\x81"
    "a\xCD\x80",
    "áà" },
  { "other Latin letters", "A" RING "c" CARON "n" TILDE, "Åčñ" },
  { "of the highlands", "C" CARON "u" HORN " e" BREVE "i" BREVE, "Čư ĕĭ" },
  { "a mark that no letter takes", "ơ" BREVE "x" ACUTE, "ơ" BREVE "x" ACUTE },
  { "breve, then horn", "o" BREVE HORN, "ơ" BREVE },
  { "a precomposed breve, then horn", "ŏ" HORN, "ơ" BREVE },
  { "two tones", "a" ACUTE GRAVE, "á" GRAVE },
  { "no mark passes one of its kind", "n" HAT ACUTE, "n" HAT ACUTE },
  { "đ and a mark", "đ" ACUTE, "đ" ACUTE },
  { "marks on nothing", ACUTE "a" ACUTE, ACUTE "á" },
  { "marks behind a blank", "a " ACUTE "b", "a " ACUTE "b" },
  { "many marks", "a" DOT DOT DOT DOT DOT DOT DOT DOT DOT DOT,
    "ạ" DOT DOT DOT DOT DOT DOT DOT DOT DOT },
  { "a 0 stays", "", "" },
};

static void
test_cases (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SCOPED_BYTES got = { 0 }, again = { 0 };
    size_t len = strlen (cases[i].text);
    bool same = strcmp (cases[i].text, cases[i].nfc) == 0;

    nfc_add (&got, cases[i].text, len);
    nfc_add (&again, bytes_text (&got), got.len);
    if (!ok (strcmp (bytes_text (&got), cases[i].nfc) == 0
               && strcmp (bytes_text (&again), cases[i].nfc) == 0
               && nfc_is (cases[i].text, len) == same,
             "nfc: %s", cases[i].name))
      printf ("# given %s wanted %s got %s, then %s\n", cases[i].text,
              cases[i].nfc, bytes_text (&got), bytes_text (&again));
  }
}

/* Each of the 134 letters from its base and marks, in both orders. */
static void
test_letters (void)
{
  static const uint32_t codes[] = {
#define LETTER(code, base, shape, tone) code,
#include "text/letters.def"
#undef LETTER
  };
  size_t wrong = 0, count = sizeof codes / sizeof *codes;

  for (size_t i = 0; i < count; i++) {
    struct letter l;
    char wanted[5] = "", raw[4];

    utf8_put (codes[i], wanted);
    wrong += !letter_of (codes[i], &l) || letter_code (l) != codes[i];
    if (l.shape == SHAPE_STROKE)
      continue;
    for (int order = 0; order < 2; order++) {
      SCOPED_BYTES parts = { 0 }, got = { 0 };
      uint32_t marks[2] = { letter_shape_mark ((enum shape) l.shape),
                            letter_tone_mark ((enum tone) l.tone) };

      bytes_add_char (&parts, l.base);
      for (int m = 0; m < 2; m++)
        if (marks[m ^ order] != 0)
          bytes_add (&parts, raw, utf8_put (marks[m ^ order], raw));
      nfc_add (&got, bytes_text (&parts), parts.len);
      wrong += strcmp (bytes_text (&got), wanted) != 0;
    }
  }
  ok (count == 134, "there are %zu letters", count);
  ok (wrong == 0, "each is composed of its parts in any order");
}

static const struct {
  const char *name, *text, *line, *lines; /* LINES NULL: as LINE */
} tidy[] = {
  { "tidy already", "Nguyễn Văn An", "Nguyễn Văn An", NULL },
  { "blanks around and between", "  Nguyễn   Văn An ", "Nguyễn Văn An", NULL },
  { "tab and no-break space",
    "a\tb\xC2\xA0"
    "c",
    "a b c", NULL },
  { "all kinds of blanks",
    "a\xE2\x80\x83\xE2\x80\xAF\xE3\x80\x80"
    "b",
    "a b", NULL },
  { "signs of no width",
    "\xEF\xBB\xBF"
    "a\xE2\x80\x8B"
    "b\xC2\xAD"
    "c",
    "abc", NULL },
  { "a sign of no width before a mark", "e\xE2\x80\x8B" ACUTE, "é", NULL },
  { "dashes and quotes stay", "a – “b”", "a – “b”", NULL },
  { "decomposed", " Nguye" HAT TILDE "n", "Nguyễn", NULL },
  { "lines", "a \n b\r\nc\rd", "a b c d", "a\n b\nc\nd" },
  { "empty lines", "\n\na\n\n\nb\n\n", "a b", "a\n\n\nb" },
  { "nothing", "", "", NULL },
  { "blanks alone", " \t\n ", "", NULL },
  { "one letter", "a", "a", NULL },
};

static void
test_tidy (void)
{
  for (size_t i = 0; i < sizeof tidy / sizeof *tidy; i++) {
    SCOPED_BYTES line = { 0 }, lines = { 0 };
    const char *wanted = tidy[i].lines != NULL ? tidy[i].lines : tidy[i].line;

    nfc_add_tidy (&line, tidy[i].text, strlen (tidy[i].text), false);
    nfc_add_tidy (&lines, tidy[i].text, strlen (tidy[i].text), true);
    if (!ok (strcmp (bytes_text (&line), tidy[i].line) == 0
               && strcmp (bytes_text (&lines), wanted) == 0,
             "tidy: %s", tidy[i].name))
      printf ("# wanted \"%s\" and \"%s\" got \"%s\" and \"%s\"\n",
              tidy[i].line, wanted, bytes_text (&line), bytes_text (&lines));
  }
}

int
main (void)
{
  SCOPED_BYTES zero = { 0 };

  test_cases ();
  test_letters ();
  test_tidy ();
  nfc_add (&zero, "a\0e" ACUTE, 5);
  ok (zero.len == 4 && memcmp (zero.at, "a\0é", 4) == 0, "a 0 inside stays");
  return tap_done ();
}
