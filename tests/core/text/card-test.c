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
  { "a number of no province",
    "003090000028||Đỗ Văn An|31121990|Nam|Xã Cần "
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
  { "six fields, the last of which may be cut off",
    MAN "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ", CARD_IDENTITY, CARD_PARTIAL,
    ALL & ~(CARD_ISSUED | CARD_ADDRESS), MAN, "", "Đỗ Văn An", "1990-12-31",
    "Nam", "Xã Cần Giờ", "", NULL },
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

  { "dates with slashes", MAN "||Đỗ Văn An|31/12/1990|Nam|Xã Cần Giờ|1/1/2022",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "an old number of twelve digits",
    MAN "|" ID "|Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022", CARD_IDENTITY,
    CARD_FULL, ALL | CARD_OLD, MAN, ID, "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "backslashes and CR",
    MAN "\\\\Đỗ Văn An\\31121990\\Nam\\Xã Cần Giờ\\"
        "01012022\r",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "twice, a line end between",
    MAN "||Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022\r\n" MAN "||Đỗ",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "letters of no width",
    MAN "||Đỗ\u200b Văn\ufeff An|31121990|Nam|Xã Cần Giờ|01012022",
    CARD_IDENTITY, CARD_FULL, ALL, MAN, "", "Đỗ Văn An", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },
  { "no name", MAN "|||31121990|Nam|Xã Cần Giờ|01012022", CARD_IDENTITY,
    CARD_PARTIAL, BASE | CARD_ADDRESS, MAN, "", "", "1990-12-31", "Nam",
    "Xã Cần Giờ", "2022-01-01", NULL },

  { "insurance, Caps Lock on",
    "dn4010123456789|4E677579E1BB856E2056C4836E20416E|31/12/1990|1|"
    "58C3A3204120|-|$",
    CARD_INSURANCE, CARD_FULL, CARD_NAME | CARD_BIRTH | CARD_SEX | CARD_ADDRESS,
    "DN4010123456789", "", "Nguyễn Văn An", "1990-12-31", "Nam", "Xã A", "",
    NULL },
  { "insurance that ends in its address",
    "0123456789|4e677579e1bb856e2056c4836e20416e|31/12/1990|2|58c3a3",
    CARD_INSURANCE, CARD_PARTIAL, CARD_NAME | CARD_BIRTH | CARD_SEX,
    "0123456789", "", "Nguyễn Văn An", "1990-12-31", "Nữ", "Xã", "", NULL },
  { "insurance of another year and sex than the number's",
    MAN "|4e677579e1bb856e2056c4836e20416e|31/12/1991|2|58c3a3204120|$",
    CARD_INSURANCE, CARD_PARTIAL, CARD_ID | CARD_NAME | CARD_ADDRESS, MAN, "",
    "Nguyễn Văn An", "1991-12-31", "Nữ", "Xã A", "", NULL },
  { "insurance of no province",
    "003090000028|4e677579e1bb856e2056c4836e20416e|31/12/1990|1|58c3a3204120|$",
    CARD_INSURANCE, CARD_PARTIAL,
    CARD_NAME | CARD_BIRTH | CARD_SEX | CARD_ADDRESS, "003090000028", "",
    "Nguyễn Văn An", "1990-12-31", "Nam", "Xã A", "", NULL },
  { "insurance whose address is no hex",
    "0123456789|4e677579e1bb856e2056c4836e20416e|31/12/1990|1|58c3a32041x0|$",
    CARD_INSURANCE, CARD_PARTIAL, CARD_NAME | CARD_BIRTH | CARD_SEX,
    "0123456789", "", "Nguyễn Văn An", "1990-12-31", "Nam", "", "", NULL },
  { "JSON of some program", "{\"id\":\"" MAN "\",\"name\":\"Đỗ Văn An\"}",
    CARD_UNKNOWN, CARD_NONE, 0, "", "", "", "", "", "", "", NULL },

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

/* How many fields of DAMAGED are called certain and are not those of GOOD. */
static size_t
trusted_wrong (const struct card *damaged, const struct card *good)
{
  const struct {
    unsigned field;
    const char *is, *was;
  } fields[] = {
    { CARD_ID, damaged->id, good->id },
    { CARD_OLD, damaged->old, good->old },
    { CARD_NAME, damaged->name, good->name },
    { CARD_BIRTH, damaged->birth, good->birth },
    { CARD_SEX, damaged->sex, good->sex },
    { CARD_ADDRESS, damaged->address, good->address },
    { CARD_ISSUED, damaged->issued, good->issued },
  };
  size_t wrong = 0;

  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if ((damaged->certain & fields[i].field) != 0
        && strcmp (fields[i].is, fields[i].was) != 0) {
      printf ("# \"%s\" is not \"%s\"\n", fields[i].is, fields[i].was);
      wrong++;
    }
  return wrong;
}

static size_t
read_wrong (const char *line, size_t len, const struct card *good)
{
  struct card c;
  size_t wrong;

  card_read (line, len, &c);
  wrong = trusted_wrong (&c, good);
  card_free (&c);
  return wrong;
}

/* Every beginning of a good code, and every byte of it changed. */
static void
test_damage (void)
{
  static const char *const lines[] = {
    MAN "|012345678|Đỗ Văn An|31121990|Nam|Xã Cần Giờ|01012022||||",
    MAN "||Đỗ Văn An|31/12/1990|Nam|Xã Cần Giờ|11/12/2022",
    "DN4010123456789|4e677579e1bb856e2056c4836e20416e|31/12/1990|1|"
    "58c3a3204120|-|$",
    MAN "|4e677579e1bb856e2056c4836e20416e|31/12/1990|1|58c3a3204120|$",
  };
  static const char others[] = { (char) 0xFF, '?', '\x01' };

  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    size_t wrong = 0, len = strlen (lines[i]);
    struct card good;
    char copy[200];

    card_read (lines[i], len, &good);
    ok (good.trust == CARD_FULL, "line %zu is good", i);
    for (size_t cut = 0; cut <= len; cut++) {
      char *part = bytes_must (cut);

      memcpy (part, lines[i], cut);
      wrong += read_wrong (part, cut, &good);
      free (part);
    }
    ok (wrong == 0, "%zu beginnings: nothing wrong is certain", len);
    for (size_t at = 0; at < len * sizeof others; at++) {
      memcpy (copy, lines[i], len);
      copy[at / sizeof others] = others[at % sizeof others];
      wrong += read_wrong (copy, len, &good);
    }
    ok (wrong == 0, "%zu bytes that never are: nor is it then", len);
    card_free (&good);
  }
}

/* All letters whose bytes Windows-1252 has. */
static void
test_mending (void)
{
  static const char windows[] =
    "Ã\xC2\xA0"
    "áº£Ã£Ã¡áº¡Äƒáº±áº³áºµáº¯áº·Ã¢áº§áº©áº«áº¥áº­Ä‘Ã¨"
    "áº»áº½Ã©áº¹Ãªá»ƒá»…áº¿á»‡Ã¬á»‰Ä©Ã­á»‹Ã²ÃµÃ³Ã´á»“á»•á»—á»‘á»™"
    "Æ¡á»Ÿá»¡á»›á»£Ã¹á»§Å©Ãºá»¥Æ°á»«á»­á»¯á»©á»±á»³á»·á»¹Ã½á»µÃ€á"
    "º¢Ãƒáº\xC2\xA0"
    "Ä‚áº°áº²áº´áº®áº¶Ã‚áº¦áº¨áºªáº¤áº¬Ãˆáººáº¼Ã"
    "‰áº¸ÃŠá»€á»‚á»„áº¾á»†ÃŒá»ˆÄ¨á»ŠÃ’á»ŽÃ•Ã“á»ŒÃ”á»’á»”á»–á»˜Æ\xC2\xA0"
    ""
    "á»œá»žá»\xC2\xA0"
    "á»šá»¢Ã™á»¦Å¨Ãšá»¤Æ¯á»ªá»¬á»®á»¨á»°á»²á»¶"
    "á»¸á»´";
  static const char letters[] = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêểễếệìỉĩíịòõóôồổỗốộơở"
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
