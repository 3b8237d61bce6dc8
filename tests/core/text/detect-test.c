/* detect-test.c - each encoding is known by its words, and text that is UTF-8
 * is never taken for another one.
 */

#include "tests/tap.h"
#include "text/detect.h"

#include <string.h>

/* Synthetic people and places, with most letters. */
static const char *const lines[] = {
  "Nguyễn Thị Ánh Tuyết,12/03/1984,ấp Bình Hòa, xã Tân Thạnh",
  "Trần Văn Út,05/09/1990,khu phố 4, phường Bến Thành",
  "Lê Đức Thọ,01/01/1955,thôn Đông Hữu, xã Yên Dũng",
  "Phạm Quỳnh Như,30/04/2001,tổ 7, phường Kim Liên",
  "Hoàng Ngọc Ẩn,17/11/1978,bản Nậm Cắn, xã Nậm Cắn",
  "Vũ Khánh Huyền,22/12/1999,số 9 đường Nguyễn Huệ, phường Sài Gòn",
  "Đặng Thùy Dương,08/08/1988,ngõ 12 phố Chùa Bộc, phường Đống Đa",
  "Bùi Xuân Phái,19/05/1967,xóm Đình, xã Hưng Nguyên",
  "Đỗ Ngân Giang,02/09/2010,phường Ô Chợ Dừa, thành phố Hà Nội",
  "Hồ Tấn Lực,15/10/1945,ấp Ông Yên, xã Long Điền",
  "Ngô Bảo Quyên,25/02/1993,buôn Ea Kmat, xã Hòa Đông",
  "Dương Thị Mỹ Lệ,11/07/1971,khóm Mỹ Phước, phường Mỹ Hòa",
  "Lý Thường Khiết,06/06/1966,làng Kon Tum, xã Đăk Rơ Wa",
  "Phan Nhật Vượng,14/02/2015,xã Thượng Quận, tỉnh Hải Phòng",
  "Trương Cẩm Nhung,28/08/1982,xã Đại Ngãi, thành phố Cần Thơ",
  "Mai Hữu Nghĩa,09/09/1949,thôn Ngũ Lão, xã Thủy Nguyên",
  "Cao Kiều Diễm,13/01/2003,xã Cửa Lò, tỉnh Nghệ An",
  "Tạ Quang Bửu,07/05/1958,phường Gia Sàng, tỉnh Thái Nguyên",
  "Châu Thị Hẹn,21/06/1976,xã Trường Xuân, tỉnh Đồng Tháp",
  "Đinh Công Tráng,03/03/1933,bản Mường Lống, xã Mường Lống",
};

enum { LINES = sizeof lines / sizeof *lines };

static void
make_sample (const struct charset *c, unsigned from, struct bytes *to)
{
  struct encoder *e = encoder_new (c);

  for (unsigned i = 0; i < LINES; i++) {
    const char *line = lines[(i + from) % LINES];

    encoder_line (e, line, strlen (line), to);
    encoder_line (e, "\n", 1, to);
  }
  encoder_end (e, to);
  encoder_free (e);
}

static void
test_kind (enum charset_kind kind)
{
  struct charset c = charset_of (kind);
  struct guesses g;
  SCOPED_BYTES raw = { 0 };

  make_sample (&c, 0, &raw);
  detect (raw.at, raw.len, &g);
  if (!ok (g.clear && g.at[0].charset.kind == kind && !g.at[0].through,
           "%s is found out", c.name))
    for (unsigned i = 0; i < g.count; i++)
      printf ("# %s %.2f of %u\n", g.at[i].charset.name, g.at[i].share,
              g.at[i].words);
}

/* The bytes as letters of Latin-1, saved as UTF-8. */
static void
test_through (enum charset_kind kind)
{
  struct charset c = charset_of (kind);
  struct guesses g;
  SCOPED_BYTES raw = { 0 };
  SCOPED_BYTES text = { 0 };

  make_sample (&c, 0, &raw);
  for (size_t i = 0; i < raw.len; i++) {
    if (raw.at[i] >= 0x80)
      bytes_add_char (&text, (char) (0xC0 | raw.at[i] >> 6));
    bytes_add_char (&text, (char) (raw.at[i] >= 0x80 ? 0x80 | (raw.at[i] & 0x3F)
                                                     : raw.at[i]));
  }
  detect (text.at, text.len, &g);
  ok (g.clear && g.at[0].through && g.at[0].charset.kind == kind,
      "%s that was taken for Latin-1 is found out", c.name);
}

/* Texts that say little, and those that say nothing. */
static const struct {
  const char *name, *text;
  bool clear;
  const char *charset; /* when it is clear and not ASCII alone */
} others[] = {
  { "nothing", "", true, NULL },
  { "ASCII", "ten,tuoi\nAn,12\n", true, NULL },
  { "English", "Me? (you.) Do it. See a+b, a*b; no.\nTo be. Go! Are (we) o.\n",
    true, NULL },
  { "French in UTF-8", "café,crème brûlée,garçon\n", true, "utf-8" },
  { "one word in UTF-8", "Huế\n", true, "utf-8" },
  { "signs in UTF-8", "“5 °C” – 日本\n", true, "utf-8" },
  { "noise", "\x81\xfe\x9d\xe3 \xaa\xbb\xcc\xdd\n\xf3\xf4 \x8f\x9e\n", false,
    NULL },
  { "two bytes", "a\xe3 b\xfa\n", false, NULL },
};

/* Capitals alone, as the font of capitals has them. */
static void
test_capitals (void)
{
  static const char text[] = "NGUY\xd4N V\xa1N T\xf3\nTR\xc7N TH\xde HOA\n"
                             "L\xaa \xb8NH TUY\xd5T\n";
  struct guesses g;

  detect (text, sizeof text - 1, &g);
  ok (g.clear && g.at[0].charset.kind == CHARSET_TCVN3_H,
      "capitals with the bytes of small letters");
}

static void
test_others (void)
{
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    struct guesses g;
    bool good;

    detect (others[i].text, strlen (others[i].text), &g);
    good = g.clear == others[i].clear;
    if (good && g.clear)
      good = others[i].charset == NULL
               ? g.plain
               : strcmp (g.at[0].charset.name, others[i].charset) == 0;
    ok (good, "%s", others[i].name);
  }
}

int
main (void)
{
  struct charset utf16;

  for (enum charset_kind k = 0; k < CHARSETS; k++) {
    if (k != CHARSET_TCVN3_H)
      test_kind (k);
    if (k < CHARSET_VIQR && k != CHARSET_TCVN5712 && k != CHARSET_TCVN3_H)
      test_through (k);
  }
  if (charset_named ("utf-16", &utf16)) {
    struct guesses g;
    SCOPED_BYTES raw = { 0 };

    make_sample (&utf16, 0, &raw);
    detect (raw.at, raw.len, &g);
    ok (g.clear && g.at[0].charset.kind == CHARSET_ICONV, "UTF-16 by its mark");
  }
  test_capitals ();
  test_others ();
  return tap_done ();
}
