/* marks-test.c - letters and signs for terminals of 7 bits. */

#include "tests/tap.h"
#include "text/utf8.h"
#include "tui/marks.h"

#include <string.h>

static const struct {
  const char *text, *plain;
} cases[] = {
  { "Nguyễn Thị Ánh", "Nguyen Thi Anh" },
  { "ĐƯỜNG đường", "DUONG duong" },
  { "ăâđêôơư ĂÂĐÊÔƠƯ", "aadeoou AADEOOU" },
  { "ỳỷỹỵ ỲỶỸỴ", "yyyy YYYY" },
  { "Müller François", "Muller Francois" },
  { "12/4 (a) ~|", "12/4 (a) ~|" },
  { "┌─│└┘├┤", "+-|++++" },
  { "“có” – ‘không’…", "\"co\" - 'khong'." },
  { "↑↓←→›·×", "^v<>>-x" },
  { "김😀₫", "???" },
};

int
main (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *at = cases[i].text, *end = at + strlen (at);
    char got[64] = "";
    size_t len = 0;

    while (at < end) {
      char letter[8] = "";
      const char *from = at;

      utf8_next (&at, end);
      memcpy (letter, from, (size_t) (at - from));
      got[len++] = marks_plain (letter);
    }
    if (!ok (strcmp (got, cases[i].plain) == 0, "%s", cases[i].text))
      printf ("# wanted %s\n# got    %s\n", cases[i].plain, got);
  }
  ok (marks_plain ("ơ\u0306") == 'o', "a letter with a mark that stays");
  return tap_done ();
}
