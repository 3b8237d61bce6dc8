/* names.c - how the peoples of Viet Nam name their children. */

#include "synthetic.h"

#include <stdio.h>
#include <string.h>

/* Shares of surnames among the Kinh in per mille: Lê Trung Hoa, Họ và tên
 * người Việt Nam, 2005.
 */
static const struct weighted surnames[] = {
  { "Nguyễn", 384 }, { "Trần", 121 }, { "Lê", 95 },      { "Phạm", 70 },
  { "Phan", 45 },    { "Hoàng", 26 }, { "Huỳnh", 25 },   { "Đặng", 21 },
  { "Vũ", 20 },      { "Bùi", 20 },   { "Võ", 19 },      { "Đỗ", 14 },
  { "Hồ", 13 },      { "Ngô", 13 },   { "Dương", 10 },   { "Trương", 9 },
  { "Đinh", 7 },     { "Đoàn", 7 },   { "Trịnh", 7 },    { "Mai", 6 },
  { "Lâm", 6 },      { "Đào", 6 },    { "Hà", 6 },       { "Lương", 6 },
  { "Lý", 5 },       { "Tạ", 5 },     { "Phùng", 4 },    { "Tô", 4 },
  { "Cao", 4 },      { "Lưu", 4 },    { "Châu", 3 },     { "Quách", 2 },
  { "Vương", 2 },    { "Tăng", 2 },   { "Kiều", 2 },     { "Nghiêm", 2 },
  { "Khổng", 1 },    { "Doãn", 1 },   { "Tôn Thất", 1 }, { NULL, 0 },
};

/* Middle names and given names of those born before 1985, and from then on. */
static const char *const middles[2][2] = {
  { "Văn,Văn,Văn,Văn,Văn,Hữu,Đức,Xuân,Ngọc,Công,Quang,Đình,Bá,Viết,Trọng",
    "Thị,Thị,Thị,Thị,Thị,Thị Thu,Thị Thanh,Thị Ngọc,Thị Kim,Thị Bích,Kim" },
  { "Văn,Minh,Gia,Hoàng,Quốc,Đức,Tuấn,Anh,Quang,Thanh,Bảo,Nhật,Phúc,Khánh",
    "Thị,Ngọc,Thanh,Thùy,Phương,Khánh,Bảo,Minh,Thị Thu,Quỳnh,Thảo,Như,Mỹ" },
};

static const char *const givens[2][2] = {
  { "Hùng,Dũng,Cường,Hải,Thắng,Sơn,Tuấn,Long,Bình,Hòa,Thành,Đức,Tùng,Lâm,"
    "Nam,Hưng,Toàn,Vinh,Lợi,Tài,Phong,Quý,Thịnh,Mạnh,Chiến,Nghĩa,Lộc,Phước,"
    "Sáu,Tư,Năm,Út,Bảy,Chín,Hậu,Thuận,Tiến,Việt,Giang,Quyền,Huy,Quyết",
    "Lan,Hoa,Hồng,Mai,Hương,Huệ,Nga,Hằng,Thủy,Hà,Yến,Loan,Phượng,Liên,Tuyết,"
    "Xuân,Hạnh,Nguyệt,Thảo,Thu,Vân,Cúc,Đào,Sen,Gái,Bé,Tâm,Hiền,Thoa,Nhung,"
    "Oanh,Dung,Lành,Thơm,Thắm,Huyền,Ánh,Lệ,Mận,Út,Năm,Nhàn,Duyên,Thúy" },
  { "Anh,Huy,Minh,Khang,Khoa,Đạt,Long,Bảo,Nam,Quân,Hiếu,Duy,Phát,Thịnh,Kiệt,"
    "Khôi,Đức,Hưng,Tuấn,An,Sơn,Dũng,Nguyên,Thiên,Lâm,Tùng,Trí,Nhân,Vinh,Tú,"
    "Việt,Hải,Bách,Đăng,Phong,Kiên,Trung,Vũ,Triết,Thái,Hào,Luân,Trường,Uy",
    "Anh,Linh,Trang,Ngọc,Hân,Nhi,Vy,My,Thảo,Hà,Hương,Mai,Trâm,Ngân,Quỳnh,Thư,"
    "Uyên,Yến,Châu,Chi,An,Nguyên,Khuê,Giang,Huyền,Dung,Tiên,Trinh,Tú,Duyên,"
    "Vân,Ly,Thy,Diệp,Trúc,Lam,Ánh,Nga,Kiều,Đan,Nghi,Xuân,Lan,Mẫn,Ý" },
};

/* Surname, middle name, given name; surname, a word that tells men and women
 * apart, given name; or that word, given name and, with some, the clan.
 */
enum pattern { AS_KINH, SURNAME_FIRST, SURNAME_LAST };

struct people {
  const char *code; /* data/ethnic_groups.csv */
  unsigned share;   /* of 10,000: census of 2019 */
  enum pattern pattern;
  const char *surnames, *man, *woman, *givens;
};

static const struct people peoples[] = {
  { "02", 192, AS_KINH, "Hoàng,Nông,Lý,La,Ma,Bế,Triệu,Hà,Vi", "", "", NULL },
  { "03", 189, AS_KINH, "Lò,Quàng,Cà,Cầm,Lường,Tòng,Vi,Lô,Bạc", "", "", NULL },
  { "06", 151, AS_KINH, "Bùi,Đinh,Quách,Hà,Bạch,Phạm", "", "", NULL },
  { "08", 145, SURNAME_FIRST, "Giàng,Vàng,Sùng,Lý,Mùa,Thào,Vừ,Hạng,Cứ,Lầu",
    "A ", "Thị ",
    "Páo,Chua,Dình,Sính,Mỷ,Dế,Tủa,Súa,Pà,Chư,Lử,Vứ,Chía,Sềnh,Dở,Xá" },
  { "05", 137, SURNAME_FIRST, "Thạch,Sơn,Kim,Kiên,Lâm,Danh,Châu,Neáng", "",
    "Thị ", "Sóc Kha,Rít Thi,Sô Phia,Đa Ra,Vi Sna,Ma Ly,Sa Rết,Phên,Chanh Đa" },
  { "07", 113, AS_KINH, "Nông,Lương,Hoàng,Vi,Lục,Mông,Triệu", "", "", NULL },
  { "09", 93, AS_KINH, "Triệu,Bàn,Phùng,Đặng,Lý,Chảo,Tẩn", "", "", NULL },
  { "04", 78, AS_KINH, "Trương,Lý,Trần,Lâm,Quách,Vương,Lưu,Phùng", "", "",
    NULL },
  { "10", 53, SURNAME_FIRST, "Rơ Châm,Siu,Kpă,Ksor,Rmah,Nay,Rah Lan", "", "H'",
    "Blơt,Khiêm,Blin,Ngân,Thuyên,Djuang,Krih,Byơn,Hyun" },
  { "12", 41, SURNAME_LAST, "Niê,Êban,Mlô,Byă,Ayŭn,Kbuôr,Niê Kdăm,Buôn Yă",
    "Y ", "H'", "Wăn,Dzũ,Hen,Bliêng,Krông,Phi,Lăk,Thiên,Kuên,Jut,Moan" },
  { "13", 30, SURNAME_LAST, "", "A ", "Y ",
    "Thuih,Byưh,Nhớt,Lưm,Djuh,Hnhuih,Phơi,Chưng" },
  { "17", 19, AS_KINH, "Bá,Đàng,Báo,Thành,Từ,Kiều,Châu", "", "", NULL },
  { "01", 8759, AS_KINH, NULL, "", "", NULL },
};

enum { PEOPLES = sizeof peoples / sizeof *peoples, SHARES = 10000 };

const struct people *
people_any (struct dice *dice)
{
  unsigned at = dice_below (dice, SHARES), i = 0;

  for (; i < PEOPLES - 1 && at >= peoples[i].share; i++)
    at -= peoples[i].share;
  return &peoples[i];
}

const char *
people_code (const struct people *people)
{
  return people->code;
}

bool
people_has_surname (const struct people *people)
{
  return people->pattern != SURNAME_LAST;
}

static void
any_surname (struct dice *dice, const struct people *people,
             char surname[NAME_SIZE])
{
  if (people->surnames == NULL)
    snprintf (surname, NAME_SIZE, "%s", dice_weighted (dice, surnames));
  else
    dice_word (dice, people->surnames, surname, NAME_SIZE);
}

/* The surname of FAMILY: its first word, or with a clan at the end all behind
 * the given name.
 */
static void
surname_of (const struct people *people, const char *family,
            char surname[NAME_SIZE])
{
  const char *clan = family;

  if (people->pattern != SURNAME_LAST) {
    snprintf (surname, NAME_SIZE, "%.*s", (int) strcspn (family, " "), family);
    return;
  }
  for (int blanks = strchr (family, '\'') != NULL ? 1 : 2;
       blanks > 0 && clan != NULL; blanks--) {
    clan = strchr (clan, ' ');
    clan += clan != NULL;
  }
  snprintf (surname, NAME_SIZE, "%s", clan != NULL ? clan : "");
}

static void
name_as_kinh (struct dice *dice, const char *surname, bool woman, int year,
              char name[NAME_SIZE])
{
  bool young = year + dice_between (dice, -5, 5) >= 1985;
  char middle[24], given[24];

  dice_word (dice, middles[young][woman], middle, sizeof middle);
  do
    dice_word (dice, givens[young][woman], given, sizeof given);
  while (strstr (middle, given) != NULL);
  snprintf (name, NAME_SIZE, "%.40s %s %s", surname, middle, given);
}

void
name_make (struct dice *dice, const struct people *people, bool woman, int year,
           const char *family, char name[NAME_SIZE])
{
  const char *word = woman ? people->woman : people->man;
  char surname[NAME_SIZE], given[24];

  if (family != NULL)
    surname_of (people, family, surname);
  else
    any_surname (dice, people, surname);
  if (people->pattern == AS_KINH) {
    name_as_kinh (dice, surname, woman, year, name);
    return;
  }
  dice_word (dice, people->givens, given, sizeof given);
  if (people->pattern == SURNAME_FIRST)
    snprintf (name, NAME_SIZE, "%.40s %s%s", surname, word, given);
  else
    snprintf (name, NAME_SIZE, "%s%s%s%.40s", word, given,
              surname[0] != '\0' ? " " : "", surname);
}

/* ---- capitals ------------------------------------------------------------
 *
 * Of the two-byte and three-byte letters that names here are written with.
 */

/* U+00E0..00FE stand 0x20 behind their capitals, the letters of U+0100..017F
 * and U+1EA0..1EF9 one behind; in U+0139..0148 the capitals are odd.
 */
static unsigned
capital_of (unsigned c)
{
  if ((c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xfe && c != 0xf7))
    return c - 0x20;
  if (c >= 0x139 && c <= 0x148)
    return c - (c % 2 == 0);
  if ((c >= 0x100 && c <= 0x177) || (c >= 0x1a0 && c <= 0x1a5)
      || (c >= 0x1ea0 && c <= 0x1ef9))
    return c - c % 2;
  if (c == 0x1b0)
    return 0x1af;
  return c;
}

void
name_capital (const char *name, char capital[NAME_SIZE])
{
  const unsigned char *at = (const unsigned char *) name;
  char *to = capital;

  while (*at != '\0' && to + 4 < capital + NAME_SIZE) {
    unsigned c;

    if (at[0] < 0x80) {
      *to++ = (char) capital_of (*at++);
    } else if (at[0] < 0xe0) {
      c = capital_of ((at[0] & 0x1fu) << 6 | (at[1] & 0x3fu));
      *to++ = (char) (0xc0 | c >> 6);
      *to++ = (char) (0x80 | (c & 0x3f));
      at += 2;
    } else {
      c = capital_of ((at[0] & 0xfu) << 12 | (at[1] & 0x3fu) << 6
                      | (at[2] & 0x3fu));
      *to++ = (char) (0xe0 | c >> 12);
      *to++ = (char) (0x80 | (c >> 6 & 0x3f));
      *to++ = (char) (0x80 | (c & 0x3f));
      at += 3;
    }
  }
  *to = '\0';
}
