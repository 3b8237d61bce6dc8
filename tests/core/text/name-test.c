/* name-test.c - what a name may be made of. */

#include "tests/tap.h"
#include "text/name.h"
#include "text/nfc.h"

#include <string.h>

static const struct {
  const char *name;
  enum name_fault fault;
} cases[] = {
  { "Nguyễn Văn An", NAME_GOOD },
  { "NGUYỄN THỊ ÁNH", NAME_GOOD },
  { "H'Lan Niê", NAME_GOOD },
  { "H’Lan Niê", NAME_GOOD },
  { "Y Wăn Êban", NAME_GOOD },
  { "Giàng A Páo", NAME_GOOD },
  { "Nguyễn Trần-Anh", NAME_GOOD },
  { "Müller Ångström", NAME_GOOD },
  { "K’Brêu", NAME_GOOD },
  /* of the highlands, the mountains of the north, the south, and of abroad */
  { "Ksor H'Mơl", NAME_GOOD },
  { "Rơ Chăm Thiêng", NAME_GOOD },
  { "Rơ Châm Khêl", NAME_GOOD },
  { "A Brôl", NAME_GOOD },
  { "Siu Blưh", NAME_GOOD },
  { "Nay Đer", NAME_GOOD },
  { "Nay Der", NAME_GOOD },
  { "Rơ Mah Kem", NAME_GOOD },
  { "Rmah Oanh", NAME_GOOD },
  { "R'Com Sa", NAME_GOOD },
  { "K'Brơi", NAME_GOOD },
  { "K' Brơi", NAME_GOOD },
  { "Đinh Hrênh", NAME_GOOD },
  { "Zơrâm Thị Bhươi", NAME_GOOD },
  { "Bríu Thị Nga", NAME_GOOD },
  { "Bh'riu Tâm", NAME_GOOD },
  { "Bhríu Tâm", NAME_GOOD },
  { "Alăng Tâm", NAME_GOOD },
  { "Pơloong Plênh", NAME_GOOD },
  { "Coor Nê", NAME_GOOD },
  { "Hốih Lam", NAME_GOOD },
  { "A Viết Lơ", NAME_GOOD },
  { "Y Bhăm Kpor", NAME_GOOD },
  { "Y-Bih Niê", NAME_GOOD },
  { "Y Quang BKrông", NAME_GOOD },
  { "H' Yam Bkrông", NAME_GOOD },
  { "HHoan Niê", NAME_GOOD },
  { "Kpă Hrơng", NAME_GOOD },
  { "Kmăl", NAME_GOOD },
  { "Ra Lan Von Ga", NAME_GOOD },
  { "Hmok Êban", NAME_GOOD },
  { "Ayun Phông", NAME_GOOD },
  { "Y Blú Mlô", NAME_GOOD },
  { "H'Hoanh Êñuôl", NAME_GOOD },
  { "Katơr Thị Hà", NAME_GOOD },
  { "Chamaléa Thị Mới", NAME_GOOD },
  { "Pinăng Thị Thủy", NAME_GOOD },
  { "Lò Văn Pấng", NAME_GOOD },
  { "Giàng Seo Phổng", NAME_GOOD },
  { "Sùng A Chớ", NAME_GOOD },
  { "Vừ Mí Kẻ", NAME_GOOD },
  { "Hờ A Chơr", NAME_GOOD },
  { "Thạch Sa Pho Ni", NAME_GOOD },
  { "Danh Nê", NAME_GOOD },
  { "Sơn Thị Sà Rươl", NAME_GOOD },
  { "Lâm Phol", NAME_GOOD },
  { "Kiên Sóc Kha", NAME_GOOD },
  { "Đàng Năng Hòa", NAME_GOOD },
  { "Báo Thị Xuôm", NAME_GOOD },
  { "Dương Tơ Nưng", NAME_GOOD },
  { "Điểu K'Rứt", NAME_GOOD },
  { "Thị Yêk", NAME_GOOD },
  { "Cil Ha Long", NAME_GOOD },
  { "Lơ Mu Ha Poh", NAME_GOOD },
  { "Kră Jăn Ha Hoàng", NAME_GOOD },
  { "Bon Yô Sơn", NAME_GOOD },
  { "Rơ Ông Ha Tông", NAME_GOOD },
  { "Liêng Hót Ha Jôl", NAME_GOOD },
  { "Cơ Liêng Ha Bang", NAME_GOOD },
  { "Touprong Nai Krẻ", NAME_GOOD },
  { "Dơng Gur Ya Krẻ", NAME_GOOD },
  { "Ya Ly", NAME_GOOD },
  { "Ma Vương", NAME_GOOD },
  { "Kon Sơ K'Brúi", NAME_GOOD },
  { "Mùa A Sấu", NAME_GOOD },
  { "Hạng A Dê", NAME_GOOD },
  { "Phàn Lỡ Mẩy", NAME_GOOD },
  { "Chảo Mùi Nải", NAME_GOOD },
  { "Tẩn Kim Hụ", NAME_GOOD },
  { "Lý Phìn Siểu", NAME_GOOD },
  { "Ly Mí Xá", NAME_GOOD },
  { "Pờ Go Xừ", NAME_GOOD },
  { "Lỳ Xì Lẻ", NAME_GOOD },
  { "Anna Schmidt", NAME_GOOD },
  { "Boris Petrov", NAME_GOOD },
  { "Maria Gomez", NAME_GOOD },
  { "Oscar Moreno", NAME_GOOD },
  { "Somsak Vongsa", NAME_GOOD },
  { "Park Ji Sung", NAME_GOOD },
  { "Mohammad Ali", NAME_GOOD },
  { "Charles Dubois", NAME_GOOD },
  { "Carlos Moreno", NAME_GOOD },
  { "Sok San", NAME_GOOD },
  { "Chea Sophea", NAME_GOOD },
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

/* What is tidied of a good name: blanks that nobody sees, nothing else. */
static void
test_kept (const char *name)
{
  size_t len = strlen (name);
  SCOPED_BYTES tidy = { 0 };

  if (strstr (name, "  ") != NULL || *name == ' '
      || (len > 0 && name[len - 1] == ' '))
    return;
  nfc_add_tidy (&tidy, name, len, false);
  ok (strcmp (bytes_text (&tidy), name) == 0, "kept as typed: \"%s\"", name);
}

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
    if (cases[i].fault == NAME_GOOD)
      test_kept (cases[i].name);
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
