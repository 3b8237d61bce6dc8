/* fold-test.c - what is searched for, and by which words it is found. */

#include "tests/tap.h"
#include "text/fold.h"

#include <string.h>

static const struct {
  const char *name, *text, *fold;
} folds[] = {
  { "marks and capitals", "Hộ  Kinh doanh", "ho kinh doanh" },
  { "đ and Đ", "Đặng Đình đ", "dang dinh d" },
  { "decomposed", "Nguye\xCC\x82\xCC\x83n", "nguyen" },
  { "blanks", " \tNguyễn\xC2\xA0  Văn\nAn ", "nguyen van an" },
  { "signs of no width",
    "a\xE2\x80\x8B"
    "b",
    "ab" },
  { "curly apostrophe", "H’Lan Niê", "h'lan nie" },
  { "straight apostrophe", "H'Hen", "h'hen" },
  { "Eth for Đ", "Ðào", "dao" },
  { "foreign letters", "Müller Åström Čư Weiß", "muller astrom cu weiss" },
  { "signs stay", "12/3-A, (b)", "12/3-a, (b)" },
  { "other scripts stay", "越南", "越南" },
  { "letters alone", "Ổ ẽ Ư", "o e u" },
  { "a letter cut off", "Bế\xE1\xBB", "be\xE1\xBB" },
  { "nothing", "", "" },
};

static const struct {
  const char *name, *text, *small, *capital;
} cases[] = {
  { "Vietnamese", "Nguyễn Đức ƠƯ", "nguyễn đức ơư", "NGUYỄN ĐỨC ƠƯ" },
  { "decomposed", "Ye\xCC\x82n", "yên", "YÊN" },
  { "foreign", "Müller Ñ ł Š", "müller ñ ł š", "MÜLLER Ñ Ł Š" },
  { "no other case", "1 越 ß", "1 越 ß", "1 越 ß" },
};

static void
test_folding (void)
{
  for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
    SCOPED_BYTES got = { 0 };

    fold_add (&got, folds[i].text, strlen (folds[i].text));
    if (!ok (strcmp (bytes_text (&got), folds[i].fold) == 0, "fold: %s",
             folds[i].name))
      printf ("# wanted \"%s\" got \"%s\"\n", folds[i].fold, bytes_text (&got));
  }
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SCOPED_BYTES small = { 0 }, capital = { 0 };

    small_add (&small, cases[i].text, strlen (cases[i].text));
    capital_add (&capital, cases[i].text, strlen (cases[i].text));
    if (!ok (strcmp (bytes_text (&small), cases[i].small) == 0
               && strcmp (bytes_text (&capital), cases[i].capital) == 0,
             "case: %s", cases[i].name))
      printf ("# got \"%s\" and \"%s\"\n", bytes_text (&small),
              bytes_text (&capital));
  }
}

static const struct {
  const char *name, *a, *b;
  bool same;
} pairs[] = {
  { "the same", "Nguyễn Đức", "Nguyễn Đức", true },
  { "case, marks and blanks", " NGUYỄN  Đức", "nguyen duc", true },
  { "one ends early", "Nguyễn Đức", "Nguyễn", false },
  { "another", "Nguyễn Đức", "Nguyễn Đúc A", false },
  { "nothing and blanks alone", "", "  ", true },
  { "nothing and something", "", "a", false },
};

static void
test_same (void)
{
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    ok (fold_same (pairs[i].a, pairs[i].b) == pairs[i].same
          && fold_same (pairs[i].b, pairs[i].a) == pairs[i].same,
        "same: %s", pairs[i].name);
}

/* Words as "fold:marks in hex", one behind the other; plain ones with "=". */
static void
words_of (const char *text, struct bytes *to)
{
  const char *at = text, *end = text + strlen (text);
  struct word w;

  while (word_next (&at, end, &w)) {
    char hex[2 * sizeof w.marks + 1];
    size_t len = w.n_marks & 0x80 ? w.n_marks & 0x7F : w.n_marks;

    hex_of (w.marks, len, hex);
    bytes_printf (to, "%s%s:%s%s", to->len > 0 ? " " : "", w.fold,
                  w.n_marks & 0x80 ? "!" : "", hex);
    if (w.plain)
      bytes_add_char (to, '=');
  }
}

static const struct {
  const char *name, *text, *words;
} words[] = {
  { "plain words", "Nguyen an", "nguyen:= an:=" },
  /* tone 3 (ngã) + 6 * 1 * 5^4 (circumflex on the fifth letter) = 3753 */
  { "marks", "Nguyễn", "nguyen:0ea9" },
  { "marks, decomposed", "Nguye\xCC\x82\xCC\x83n", "nguyen:0ea9" },
  { "capitals", "NGUYỄN", "nguyen:0ea9" },
  { "the tone wherever it is", "hòa hoà", "hoa:01 hoa:01" },
  /* 6 * 4 (stroke on the first letter) = 24 = 0x18, + 1 */
  { "đ", "đao đào", "dao:18 dao:19" },
  { "an apostrophe parts", "H'Hen H’Hen", "h:= hen:= h:= hen:=" },
  { "digits are words", "12/3 A5b", "12:= 3:= a5b:=" },
  { "signs part", "Trần-Lê, (Hà)", "tran:97 le:1e ha:01" },
  { "blanks of all kinds",
    "a\xC2\xA0"
    "b\tc",
    "a:= b:= c:=" },
  { "signs of no width join",
    "a\xE2\x80\x8B"
    "b",
    "ab:=" },
  { "other scripts part", "a越b", "a:= b:=" },
  { "foreign letters", "Weiß ŏ", "weiss:= o:0c" },
  { "nothing", " - ", "" },
  /* longer than 30 letters: cut */
  { "cut", "abcdefghijklmnopqrstuvwxyz0123456789",
    "abcdefghijklmnopqrstuvwxyz0123:=" },
  /* a shape on the 13th letter does not fit 32 bits: the word itself */
  { "marks that fit no number", "abcdefghijklĐ",
    "abcdefghijkld:!6162636465666768696a6b6cc491" },
  { "nor those that are decomposed", "abcdefghijkle\xCC\x82",
    "abcdefghijkle:!6162636465666768696a6b6cc3aa" },
};

static void
test_words (void)
{
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    SCOPED_BYTES got = { 0 };

    words_of (words[i].text, &got);
    if (!ok (strcmp (bytes_text (&got), words[i].words) == 0, "words: %s",
             words[i].name))
      printf ("# wanted %s got %s\n", words[i].words, bytes_text (&got));
  }
}

int
main (void)
{
  test_folding ();
  test_same ();
  test_words ();
  return tap_done ();
}
