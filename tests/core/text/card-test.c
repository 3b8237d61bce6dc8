/* card-test.c - codes of cards, sound ones and those that scanners damaged.
 *
 * Numbers and people are made up.
 */

#include "base/language.h"
#include "tests/tap.h"
#include "text/card.h"
#include "text/mend.h"

#include <string.h>

#define ID "001199000015"  /* Hà Nội, a woman, 1999 */
#define MAN "079090000028" /* Hồ Chí Minh, a man, 1990 */
enum {
  BASE = CARD_ID | CARD_BIRTH | CARD_SEX | CARD_ISSUED,
  ALL = BASE | CARD_NAME | CARD_ADDRESS,
};

static const struct {
  const char *name, *line;
  enum card_kind kind;
  enum card_trust trust;
  unsigned certain;
  const char *id, *old, *person, *birth, *sex, *address, *issued, *extra;
} cases[] = {
  { "seven fields",
    ID "|012345678|Nguyễn Thị Ánh|05031999|Nữ|Số 1, Phường Ba Đình, Hà "
       "Nội|20072021",
    CARD_IDENTITY, CARD_FULL, ALL | CARD_OLD, ID, "012345678", "Nguyễn Thị Ánh",
    "1999-03-05", "Nữ", "Số 1, Phường Ba Đình, Hà Nội", "2021-07-20", NULL },
  { "no old number", MAN "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "eleven fields, four empty",
    MAN "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022||||", CARD_IDENTITY,
    CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam", "Xã Cần Giờ",
    "2022-01-01", "|||" },
  { "eleven fields",
    MAN "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022||Đỗ Văn B|Lê Thị C|",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", "|Đỗ Văn B|Lê Thị C|" },
  { "line end, blanks, a prefix, a mark of byte order",
    "\xEF\xBB\xBF ]Q1" MAN "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022 \r\n",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "a number of no province", "003090000028||Đỗ Văn An|31121990|Nam|Xã Cần "
                               "Giờ|01012022",
    CARD_IDENTITY, CARD_PARTIAL, ALL & ~(unsigned) CARD_ID, "003090000028", "",
    "Đỗ Văn An", "1990-12-31", "Nam", "Xã Cần Giờ", "2022-01-01", NULL },
  { "scanned twice",
    MAN "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022" MAN
        "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "not composed, blanks of all kinds",
    MAN "||Đo\xCC\x82\xCC\x83  Va\xCC\x86n\xC2\xA0 "
        "An|31121990|Nam|Xa\xCC\x83 Cần Giờ|01012022",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "another layout", MAN "~~Đỗ Văn An~31121990~Nam~Xã Cần Giờ~01012022~~~~",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", "|||" },
  { "a broken bar", MAN "¦¦Đỗ Văn An¦31121990¦Nam¦Xã Cần Giờ¦01012022",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },

  { "UTF-8 as Windows-1252",
    ID "||Nguyá»…n Thá»‹ Hoa|05031999|Ná»¯|PhÆ°á»ng|20072021", CARD_IDENTITY,
    CARD_PARTIAL, BASE | CARD_NAME, ID, "", "Nguyễn Thị Hoa", "1999-03-05",
    "Nữ", "PhÆ°á»ng", "2021-07-20", NULL },
  { "a byte was lost: Ánh is not Ãnh",
    ID "||Ãnh|05031999|Ná»¯|XÃ£ BÃ¬nh|20072021", CARD_IDENTITY, CARD_PARTIAL,
    BASE | CARD_ADDRESS, ID, "", "Ãnh", "1999-03-05", "Nữ", "Xã Bình",
    "2021-07-20", NULL },
  { "Alt codes",
    ID "||Nguy7877n Th7883 Hoa|05031999|N7919|Ph432901ng 1|20072021",
    CARD_IDENTITY, CARD_PARTIAL, BASE, ID, "", "Nguy7877n Th7883 Hoa",
    "1999-03-05", "Nữ", "Ph432901ng 1", "2021-07-20", NULL },
  { "ASCII only", ID "||Nguyn Th Hoa|05031999|N|Phng Ba nh|20072021",
    CARD_IDENTITY, CARD_PARTIAL, BASE, ID, "", "Nguyn Th Hoa", "1999-03-05",
    "Nữ", "Phng Ba nh", "2021-07-20", NULL },
  { "question marks", ID "||Nguy?n Th? Hoa|05031999|N?|Ph??ng Ba ??nh|20072021",
    CARD_IDENTITY, CARD_PARTIAL, BASE, ID, "", "Nguy?n Th? Hoa", "1999-03-05",
    "Nữ", "Ph??ng Ba ??nh", "2021-07-20", NULL },
  { "Caps Lock", MAN "||đỖ vĂN aN|31121990|nAM|xÃ cẦN gIỜ|01012022",
    CARD_IDENTITY, CARD_PARTIAL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "bytes that are no UTF-8",
    MAN "||\xD0\xF5 V\xE5n An|31121990|Nam|Xã Cần Giờ|01012022", CARD_IDENTITY,
    CARD_PARTIAL, BASE, MAN, "", NULL, "1990-12-31", "Nam", "Xã Cần Giờ",
    "2022-01-01", NULL },

  { "another year than the number's",
    MAN "||Đỗ Văn An|31121991|Nam|Xã Cần Giờ|01012022", CARD_IDENTITY,
    CARD_PARTIAL, ALL & ~CARD_BIRTH, MAN, "", "Đỗ Văn An", "1991-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "another sex than the number's",
    MAN "||Đỗ Văn An|31121990|Nữ|Xã Cần Giờ|01012022", CARD_IDENTITY,
    CARD_PARTIAL, ALL & ~CARD_SEX, MAN, "", "Đỗ Văn An", "1990-12-31", "Nữ",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "no such day", MAN "||Đỗ Văn An|31021990|Nam|Xã Cần Giờ|01012022",
    CARD_IDENTITY, CARD_PARTIAL, ALL & ~CARD_BIRTH, MAN, "", "Đỗ Văn An", "",
    "Nam", "Xã Cần Giờ", "2022-01-01", NULL },
  { "issued before birth", MAN "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01011990",
    CARD_IDENTITY, CARD_PARTIAL, ALL & ~CARD_ISSUED, MAN, "", "Đỗ Văn An",
    "1990-12-31", "Nam", "Xã Cần Giờ", "1990-01-01", NULL },
  { "six fields", MAN "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ", CARD_IDENTITY,
    CARD_PARTIAL, ALL & ~CARD_ISSUED, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "", NULL },
  { "an old number of eight digits",
    MAN "|01234567|Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022", CARD_IDENTITY,
    CARD_PARTIAL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam", "Xã Cần Giờ",
    "2022-01-01", NULL },
  { "cut off", MAN "||Đỗ Văn", CARD_IDENTITY, CARD_PARTIAL, CARD_ID, MAN, "",
    "", "", "", "", "", NULL },
  { "the number and a bar", MAN "|", CARD_IDENTITY, CARD_PARTIAL, CARD_ID, MAN,
    "", "", "", "", "", "", NULL },

  { "insurance",
    "DN4010123456789|4e677579e1bb856e2056c4836e20416e|31/12/1990|1|"
    "58c3a3204120|-|01/01/2025|-|$",
    CARD_INSURANCE, CARD_FULL, CARD_NAME | CARD_BIRTH | CARD_SEX | CARD_ADDRESS,
    "DN4010123456789", "", "Nguyễn Văn An", "1990-12-31", "Nam", "Xã A", "",
    NULL },
  { "insurance with a year alone",
    "0123456789|4e677579e1bb856e2056c4836e20416e|1990|2|58c3a3204120|$",
    CARD_INSURANCE, CARD_PARTIAL, CARD_NAME | CARD_SEX | CARD_ADDRESS,
    "0123456789", "", "Nguyễn Văn An", "", "Nữ", "Xã A", "", NULL },
  { "insurance whose number is the person's",
    MAN "|4e677579e1bb856e2056c4836e20416e|31/12/1990|1|58c3a3204120|$",
    CARD_INSURANCE, CARD_FULL,
    CARD_ID | CARD_NAME | CARD_BIRTH | CARD_SEX | CARD_ADDRESS, MAN, "",
    "Nguyễn Văn An", "1990-12-31", "Nam", "Xã A", "", NULL },

  { "nothing", "", CARD_UNKNOWN, CARD_NONE, 0, "", "", "", "", "", "", "",
    NULL },
  { "a name", "Nguyễn Văn An", CARD_UNKNOWN, CARD_NONE, 0, "", "", "", "", "",
    "", "", NULL },
  { "eleven digits", "00119900001|x|y", CARD_UNKNOWN, CARD_NONE, 0, "", "", "",
    "", "", "", "", NULL },
  { "labelled", "CCCD: " ID "|Họ tên: A", CARD_UNKNOWN, CARD_NONE, 0, "", "",
    "", "", "", "", "", NULL },
};

static bool
same (const char *name, const char *what, const char *wanted, const char *got)
{
  if (wanted == got
      || (wanted != NULL && got != NULL && strcmp (wanted, got) == 0))
    return true;
  printf ("# %s: %s: wanted \"%s\" got \"%s\"\n", name, what,
          wanted != NULL ? wanted : "(none)", got != NULL ? got : "(none)");
  return false;
}

static void
test_reading (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *name = cases[i].name;
    struct card c;
    bool good;

    card_read (cases[i].line, strlen (cases[i].line), &c);
    good = same (name, "id", cases[i].id, c.id);
    good &= same (name, "old", cases[i].old, c.old);
    if (cases[i].person != NULL)
      good &= same (name, "name", cases[i].person, c.name);
    good &= same (name, "birth", cases[i].birth, c.birth);
    good &= same (name, "sex", cases[i].sex, c.sex);
    good &= same (name, "address", cases[i].address, c.address);
    good &= same (name, "issued", cases[i].issued, c.issued);
    good &= same (name, "extra", cases[i].extra, c.extra);
    good &= c.kind == cases[i].kind && c.trust == cases[i].trust
            && c.certain == cases[i].certain;
    good &= (c.problems.len == 0) == (c.trust == CARD_FULL);
    if (!ok (good, "card_read: %s", name))
      printf ("# kind %d trust %d (wanted %d) certain %u (wanted %u): %s\n",
              c.kind, c.trust, cases[i].trust, c.certain, cases[i].certain,
              bytes_text (&c.problems));
    card_free (&c);
  }
}

/* Every beginning of a good code, and every byte of it changed. */
static void
test_damage (void)
{
  static const char line[] =
    MAN "|012345678|Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022||||";
  size_t wrong = 0, len = strlen (line);
  struct card c;

  for (size_t cut = 0; cut <= len; cut++) {
    char *part = bytes_must (cut);

    memcpy (part, line, cut);
    card_read (part, cut, &c);
    wrong += c.trust == CARD_FULL && cut < len - 4;
    card_free (&c);
    free (part);
  }
  ok (wrong == 0, "%zu beginnings: none is trusted", len);
  for (size_t at = 0; at < len; at++) {
    char copy[sizeof line];

    memcpy (copy, line, sizeof line);
    copy[at] = (char) 0xFF;
    card_read (copy, len, &c);
    wrong += c.trust == CARD_FULL && at < len - 4;
    card_free (&c);
  }
  ok (wrong == 0, "%zu bytes that never are: none is trusted", len);
}

/* All letters whose bytes Windows-1252 has. */
static void
test_mending (void)
{
  static const char windows[] =
    "Ã\xC2\xA0" "áº£Ã£Ã¡áº¡Äƒáº±áº³áºµáº¯áº·Ã¢áº§áº©áº«áº¥áº­Ä‘Ã¨"
    "áº»áº½Ã©áº¹Ãªá»ƒá»…áº¿á»‡Ã¬á»‰Ä©Ã­á»‹Ã²ÃµÃ³Ã´á»“á»•á»—á»‘á»™"
    "Æ¡á»Ÿá»¡á»›á»£Ã¹á»§Å©Ãºá»¥Æ°á»«á»­á»¯á»©á»±á»³á»·á»¹Ã½á»µÃ€á"
    "º¢Ãƒáº\xC2\xA0" "Ä‚áº°áº²áº´áº®áº¶Ã‚áº¦áº¨áºªáº¤áº¬Ãˆáººáº¼Ã"
    "‰áº¸ÃŠá»€á»‚á»„áº¾á»†ÃŒá»ˆÄ¨á»ŠÃ’á»ŽÃ•Ã“á»ŒÃ”á»’á»”á»–á»˜Æ\xC2\xA0" ""
    "á»œá»žá»\xC2\xA0" "á»šá»¢Ã™á»¦Å¨Ãšá»¤Æ¯á»ªá»¬á»®á»¨á»°á»²á»¶"
    "á»¸á»´";
  static const char letters[] =
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêểễếệìỉĩíịòõóôồổỗốộơở"
    "ỡớợùủũúụưừửữứựỳỷỹýỵÀẢÃẠĂẰẲẴẮẶÂẦẨẪẤẬÈẺẼÉẸÊỀỂỄ"
    "ẾỆÌỈĨỊÒỎÕÓỌÔỒỔỖỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸỴ";
  SCOPED_BYTES got = { 0 };

  ok (mend_bytes (&got, windows, sizeof windows - 1)
        && strcmp (bytes_text (&got), letters) == 0,
      "125 letters come back from Windows-1252");
  bytes_clear (&got);
  ok (!mend_bytes (&got, letters, sizeof letters - 1) && got.len == 0,
      "letters that are right are left alone");
  ok (!mend_bytes (&got, "An", 2) && got.len == 0, "and so is ASCII");
}

static void
test_beginning (void)
{
  static const struct {
    const char *text;
    bool begins;
  } typed[] = {
    { ID "|", true },
    { ID "~", true },
    { ID "\\", true },
    { ID "¦", true },
    { ID "|Nguyễn", true },
    { ID, false },
    { ID "1|", false },
    { "00119900001|", false },
    { "Nguyen", false },
    { "", false },
    { "DN4010123456789|", true },
    { ID ",", false },
  };

  for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
    ok (card_begins (typed[i].text, strlen (typed[i].text)) == typed[i].begins,
        "card_begins: \"%s\"", typed[i].text);
}

int
main (void)
{
  test_reading ();
  test_damage ();
  test_mending ();
  test_beginning ();
  return tap_done ();
}
