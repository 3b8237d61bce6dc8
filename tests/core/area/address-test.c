/* address-test.c - which ward an address ends in, and which one it does not. */

#include "area/area.h"
#include "tests/tap.h"

#include <string.h>

static const struct {
  const char *name, *address;
  uint32_t ward;
} cases[] = {
  { "as it is written", "12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh",
    26740 },
  { "nothing before the ward", "Phường Sài Gòn, Thành phố Hồ Chí Minh", 26740 },
  { "no marks", "12 le loi, phuong sai gon, thanh pho ho chi minh", 26740 },
  { "capitals", "PHƯỜNG SÀI GÒN, THÀNH PHỐ HỒ CHÍ MINH", 26740 },
  { "decomposed letters",
    "12 Le\u0302 Lo\u031b\u0323i, Phu\u031bo\u031b\u0300ng Sa\u0300i "
    "Go\u0300n, Tha\u0300nh pho\u0302\u0301 Ho\u0302\u0300 Chi\u0301 Minh",
    26740 },
  { "short kinds", "12 Lê Lợi, P. Sài Gòn, TP. Hồ Chí Minh", 26740 },
  { "short kinds, no blanks", "12 Lê Lợi,P.Sài Gòn,TP.Hồ Chí Minh", 26740 },
  { "no kinds", "12 Lê Lợi, Sài Gòn, Hồ Chí Minh", 26740 },
  { "HCM", "12 Lê Lợi, P.Sài Gòn, TP.HCM", 26740 },
  { "TPHCM", "12 Lê Lợi, phường Sài Gòn, TPHCM.", 26740 },
  { "Việt Nam behind",
    "12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh, Việt Nam", 26740 },
  { "a province in short", "Xã Đắk Pxi, T. Quảng Ngãi", 23504 },
  { "a province that was none before", "Phường Long Bình, Tỉnh Đồng Nai",
    26020 },
  { "dashes", "12 Lê Lợi - P. Sài Gòn - TP. Hồ Chí Minh", 26740 },
  { "dashes and commas", "12 Lê Lợi, P. Sài Gòn - TP. Hồ Chí Minh", 26740 },
  { "a ward with a dash alone", "Phường Văn Miếu - Quốc Tử Giám", 226 },
  { "a ward with a dash between dashes",
    "3 A - Phường Xuân Hương - Đà Lạt - Lâm Đồng", 0 },
  { "a ward with a dash",
    "3 Quốc Tử Giám, Phường Văn Miếu - Quốc Tử Giám, Hà Nội", 226 },
  { "a ward with an apostrophe", "Thôn 2, Xã Ea H’Leo, Đắk Lắk", 24184 },
  { "a ward with a number", "Tổ 1, Phường 2 Bảo Lộc, Lâm Đồng", 24820 },
  { "an island", "Khu 3, Đặc khu Côn Đảo, TP. Hồ Chí Minh", 26732 },
  { "a full stop and blanks", "  Phường Sài Gòn ,  TP Hồ Chí Minh . ", 26740 },
  { "three lines", "12 Lê Lợi\nPhường Sài Gòn\nTP Hồ Chí Minh", 26740 },
  { "hoà and hòa", "Phường Khánh Hòa, Cần Thơ", 31789 },

  { "five digits", "3 Nguyễn Trãi, 26740", 26740 },
  { "five digits alone", "26740", 26740 },
  { "five digits after a blank", "3 Nguyễn Trãi 26740", 26740 },
  { "five digits with their province", "3 Nguyễn Trãi, TP. HCM, 26740", 26740 },
  { "no ward's digits", "3 Nguyễn Trãi, 99999", 0 },
  { "a post code behind the ward", "12 Lê Lợi, Phường Ba Đình, Hà Nội 26740",
    4 },
  { "six digits", "Lô 126740", 0 },
  { "digits of a word", "Kho A26740", 0 },

  { "a ward that is nowhere else", "12 Lê Lợi, Phường Sài Gòn", 26740 },
  { "without kind and province it may be a street", "12 Sài Gòn, Sài Gòn", 0 },
  { "a ward's name in several provinces", "Xã Tân Lập", 0 },
  { "the province decides", "Xã Tân Lập, Tây Ninh", 25489 },
  { "the province decides 2", "Phường Phú Thọ, Hồ Chí Minh", 27226 },
  { "the province decides 3", "Phường Phú Thọ, Tỉnh Phú Thọ", 7942 },
  { "the kind decides", "phuong my tho, dong thap", 28261 },
  { "marks decide", "Mỹ Tho, Đồng Tháp", 28261 },
  { "marks decide 2", "Xã Sơn Hạ, Quảng Ngãi", 21292 },
  { "marks decide 3", "xã sơn hà, quảng ngãi", 21289 },
  { "nothing decides", "my tho, dong thap", 0 },
  { "another kind", "Xã Sài Gòn, TP. Hồ Chí Minh", 0 },
  { "a province only", "12 Lê Lợi, Cà Mau", 0 },
  { "no such ward there", "Phường Sài Gòn, Hà Nội", 0 },

  { "three levels", "12 A, Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh", 0 },
  { "three levels, a district that is a ward now",
    "Xã Tân Lập, Đông Anh, Hà Nội", 0 },
  { "two levels of that name", "Thôn Tân Lập, Đông Anh, Hà Nội", 454 },
  { "three levels, a city", "P. An Phú, Thủ Đức, TP HCM", 0 },
  { "a township", "Thị trấn Đông Anh, Hà Nội", 0 },

  { "nothing", "", 0 },
  { "only separators", " , ,, .", 0 },
  { "another country", "1 Main Street, Springfield", 0 },
  { "Việt Nam alone", "Việt Nam", 0 },
};

static const struct {
  const char *name, *address;
  uint32_t ward;
  const char *street;
} old_cases[] = {
  { "three levels", "12 A, Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh",
    26740, "12 A, " },
  { "in short", "12 A, P.Bến Nghé, Q.1, TP.HCM, Việt Nam", 26740, "12 A, " },
  { "closer still", "P. 12, Q5, TPHCM", 27310, "" },
  { "without kinds", "ben nghe, 1, ho chi minh", 26740, "" },
  { "a township", "TT. Đông Anh, H. Đông Anh, Hà Nội", 454, "" },
  { "a town", "Phường Hà Huy Tập, Thành phố Vinh, Nghệ An", 16666, "" },
  { "two levels", "Phường Sài Gòn, Thành phố Hồ Chí Minh", 0, NULL },
  { "a district elsewhere", "Phường Bến Nghé, Quận Ba Đình, Hà Nội", 0, NULL },
  { "nothing", "", 0, NULL },
};

static void
test_addresses (void)
{
  for (unsigned round = 1; round <= 2; round++)
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      uint32_t got = area_ward_of (cases[i].address);

      if (!ok (got == cases[i].ward, "round %u: %s", round, cases[i].name))
        printf ("# \"%s\" wanted %05u got %05u\n", cases[i].address,
                cases[i].ward, got);
    }
}

static void
test_old_addresses (void)
{
  for (size_t i = 0; i < sizeof old_cases / sizeof *old_cases; i++) {
    size_t street = 0;
    uint32_t got = area_old_ward_of (old_cases[i].address, &street);
    bool good = got == old_cases[i].ward
                && (got == 0 || street == strlen (old_cases[i].street));

    if (!ok (good, "old: %s", old_cases[i].name))
      printf ("# \"%s\" wanted %05u got %05u behind %zu bytes\n",
              old_cases[i].address, old_cases[i].ward, got, street);
  }
}

/* What is written for a ward is read as that ward, whatever it is called. */
static void
test_every_ward (void)
{
  const struct area_list *wards = area_list ("WARD");
  SCOPED_BYTES text = { 0 };
  unsigned wrong = 0;

  for (size_t i = 0; i < area_count (wards); i++) {
    const struct area_item *item = area_item (wards, i);
    uint32_t code = (uint32_t) strtoul (item->code, NULL, 10);

    bytes_clear (&text);
    bytes_add_text (&text, "Số 1, ");
    if (!area_ward_text (code, &text)
        || area_ward_of (bytes_text (&text)) != code) {
      wrong++;
      printf ("# %05u %s gives %05u\n", code, bytes_text (&text),
              area_ward_of (bytes_text (&text)));
    }
  }
  ok (wrong == 0 && area_count (wards) == 3321, "every ward is recognised");
}

/* Longer than the memo takes, and more than it holds. */
static void
test_memo (void)
{
  SCOPED_BYTES text = { 0 };
  bool good = true;

  for (unsigned i = 0; i < 20000; i++) {
    bytes_clear (&text);
    bytes_printf (&text, "Xóm %u, Phường Sài Gòn, %sTP HCM", i,
                  i % 2 == 0 ? "" : "xa lạ ");
    good &= area_ward_of (bytes_text (&text)) == (i % 2 == 0 ? 26740 : 0);
  }
  for (unsigned i = 0; i < 9000; i++) {
    bytes_clear (&text);
    bytes_printf (&text, "Nhà %u, TP HCM", i);
    good &= area_ward_of (bytes_text (&text)) == 0;
  }
  good &= area_ward_of ("12 Lê Lợi, P. Sài Gòn, TP. Hồ Chí Minh") == 26740;
  ok (good, "a full memo answers the same");

  bytes_clear (&text);
  for (unsigned i = 0; i < 100000; i++)
    bytes_add_text (&text, "Sài Gòn ");
  ok (area_ward_of (bytes_text (&text)) == 0, "a very long address");
  bytes_add_text (&text, ", Phường Sài Gòn, TP HCM");
  ok (area_ward_of (bytes_text (&text)) == 26740, "a very long street");
}

int
main (void)
{
  test_addresses ();
  test_old_addresses ();
  test_every_ward ();
  test_memo ();
  return tap_done ();
}
