/* name-test.c - what a name may be made of. */

#include "tests/tap.h"
#include "text/name.h"

#include <string.h>

static const struct {
  const char *name;
  enum name_fault fault;
} cases[] = {
  { "Nguyễn Văn An", NAME_GOOD },
  { "NGUYỄN THỊ ÁNH", NAME_GOOD },
  { "H'Hen Niê", NAME_GOOD },
  { "H’Hen Niê", NAME_GOOD },
  { "Y Wăn Êban", NAME_GOOD },
  { "Giàng A Páo", NAME_GOOD },
  { "Nguyễn Trần-Anh", NAME_GOOD },
  { "Müller Ångström", NAME_GOOD },
  { "K’Brêu", NAME_GOOD },
  { "Đ", NAME_GOOD },
  { "", NAME_GOOD },
  { "Nguyễn Văn 1", NAME_LETTERS },
  { "Nguyễn Văn An (con)", NAME_LETTERS },
  { "Nguyễn, Văn An", NAME_LETTERS },
  { "Nguyễn\tVăn", NAME_LETTERS },
  { "Nguyễn × An", NAME_LETTERS },
  { "Nguye65n", NAME_LETTERS },
  { "王", NAME_SINGLE },
  { "-", NAME_SINGLE },
  { "*", NAME_SINGLE },
  { "- '", NAME_SINGLE },
  { "Nguyeenx Vawn An", NAME_TYPED },
  { "Tran Thij Hoa", NAME_TYPED },
  { "Nguyễn Ddoox", NAME_TYPED },
  { "Hoangf", NAME_TYPED },
  { "Nguyen Van An", NAME_GOOD },
  { "John Smith", NAME_GOOD },
  { "Maria Anna", NAME_GOOD },
  { "An  An", NAME_GOOD },
  { "An ", NAME_GOOD },
  { "Nguyễn Thị Minh Khai Nguyễn Thị Minh Khai Nguyễn Thị Minh", NAME_GOOD },
  { "Nguyễn Thị Minh Khai Nguyễn Thị Minh Khai Nguyễn Thị Min2", NAME_LETTERS },
  { " An", NAME_GOOD },
  { "An - An", NAME_GOOD },
  { "Tran Thij Tran", NAME_TYPED },
  { "Wolfeschlegelsteinhausen An", NAME_GOOD },
  { "Wolfeschlegelsteinhaus3n An", NAME_LETTERS },
};

int
main (void)
{
  char name[256];

  /* Twice: what is remembered is no different. */
  for (size_t n = 0; n < 2 * (sizeof cases / sizeof *cases); n++) {
    size_t i = n % (sizeof cases / sizeof *cases);
    enum name_fault got = name_check (cases[i].name, strlen (cases[i].name));

    if (!ok (got == cases[i].fault, "name_check: \"%s\"", cases[i].name))
      printf ("# wanted %d got %d\n", cases[i].fault, got);
  }
  ok (name_check ("An\0An", 5) == NAME_LETTERS, "a 0 is in no name");
  ok (name_check ("\0An", 3) == NAME_LETTERS, "nor before one that is known");
  for (size_t i = 0; i < 101; i++)
    memcpy (name + 2 * i, i % 10 == 9 ? "- " : "đ", 2);
  ok (name_check (name, 202) == NAME_LONG, "101 letters and more are too many");
  for (size_t i = 0; i < 100; i++)
    memcpy (name + 2 * i, "đ", 2);
  ok (name_check (name, 200) == NAME_GOOD, "100 letters are not");
  ok (name_check (name, 202) == NAME_LONG, "101 are");
  return tap_done ();
}
