/* dossiers.h - one form with rules, dossiers of it, and what is found in each. */
#ifndef TESTS_CORE_CHECK_DOSSIERS_H
#define TESTS_CORE_CHECK_DOSSIERS_H

#include "area/area.h"
#include "check/check.h"
#include "tests/core/made-form.h"
#include "tests/tap.h"
#include "text/date.h"

#include <hoso/people.h>

/* ---- the form ----------------------------------------------------------- */

static const struct hoso_choice sorts[] = { HOSO_OPTION ("1", "Một"),
                                            HOSO_OPTION ("2", "Hai"),
                                            HOSO_OPTION ("3", "Ba"),
                                            HOSO_OPTION ("4", "Bốn",
                                                         .until = "2025-12-31"),
                                            HOSO_END_OF_CHOICES };

static const struct hoso_field form_fields[] = {
  HOSO_PERSON ("nk", "Người khai"),
  HOSO_FIELD (NAME, REQUIRED, "nk_ho_ten", "Họ tên"),
  HOSO_FIELD (CHOICE, OPTIONAL, "nk_loai", "Loại giấy tờ", .choices = sorts,
              .fact = HOSO_ID_TYPE),
  HOSO_FIELD (ID_PAPER, OPTIONAL, "nk_so", "Số giấy tờ"),
  HOSO_FIELD (DATE, OPTIONAL, "nk_ngay_sinh", "Ngày sinh", .fact = HOSO_BIRTH,
              .max = "received"),
  HOSO_FIELD (CHOICE, OPTIONAL, "nk_gioi_tinh", "Giới tính", .set = "SEX"),
  HOSO_FIELD (ADDRESS, OPTIONAL, "nk_noi_o", "Nơi ở"),

  HOSO_SECTION ("Trước"),
  HOSO_FIELD (TEXT, REQUIRED, "som", "Sớm", .shown = "ghi filled"),

  HOSO_PERSON ("me", "Người mẹ", .sex = HOSO_FEMALE, .differs = "nk",
               .shown = "loai != 2"),
  HOSO_FIELD (NAME, OPTIONAL, "me_ho_ten", "Họ tên mẹ", .required = "loai = 1"),
  HOSO_FIELD (PARTIAL_DATE, OPTIONAL, "me_ngay_sinh", "Năm sinh mẹ",
              .fact = HOSO_BIRTH, .max = "nk_ngay_sinh"),
  HOSO_FIELD (PERSON_ID, OPTIONAL, "me_so", "Số định danh mẹ"),
  HOSO_FIELD (CHOICE, OPTIONAL, "me_gioi_tinh", "Giới tính mẹ", .set = "SEX"),

  HOSO_PERSON ("lc", "Người làm chứng"),
  HOSO_FIELD (ID_PAPER, OPTIONAL, "lc_so", "Số giấy tờ người làm chứng"),

  HOSO_SECTION ("Khác"),
  HOSO_FIELD (CHOICE, REQUIRED, "loai", "Loại", .choices = sorts),
  HOSO_FIELD (WHOLE, OPTIONAL, "so_ky", "Số kỳ", .min = "2", .max = "5"),
  HOSO_FIELD (DATE, OPTIONAL, "ngay", "Ngày", .min = "nk_ngay_sinh",
              .max = "received"),
  HOSO_FIELD (TEXT, REQUIRED, "ghi", "Ghi thêm", .shown = "loai = 3"),
  HOSO_FIELD (TEXT, OPTIONAL, "ghi_nua", "Ghi thêm nữa", .shown = "ghi filled",
              .required = "so_ky = 4"),
  HOSO_FIELD (TABLE, OPTIONAL, "nguoi", "Thành viên", .min = "1", .max = "3",
              .columns = HOSO_COLUMNS (
                HOSO_FIELD (NAME, REQUIRED, "ten", "Tên"),
                HOSO_FIELD (DATE, OPTIONAL, "sinh", "Sinh", .fact = HOSO_BIRTH,
                            .max = "received"),
                HOSO_FIELD (CHOICE, OPTIONAL, "phai", "Phái", .set = "SEX"),
                HOSO_FIELD (PERSON_ID, OPTIONAL, "so", "Số"),
                HOSO_FIELD (WHOLE, OPTIONAL, "gia", "Giá",
                            .required = "phai = 2", .max = "so_ky"))),
  HOSO_FIELD (TEXT, GIVEN, "cho", "Cho"),
  HOSO_FIELD (NAME, GIVEN, "cho_ten", "Cho tên", .value = "ghi_nua"),
  HOSO_END_OF_FORM
};

static bool
row_is_cheap (struct hoso_check *c)
{
  int64_t price;

  return !hoso_number (c, "gia", &price) || price < 4;
}

static bool
arg_is_filled (struct hoso_check *c)
{
  return hoso_value (c, c->arg)[0] != '\0';
}

static const struct hoso_rule rules[] = {
  HOSO_RULE (REFUSE, "R1", "so_ky", "so_ky != 3", "Chọn kỳ khác.",
             .when = "loai = 1"),
  HOSO_RULE (REFUSE, "R2", "ngay", "ngay >= nk_ngay_sinh + 10 years",
             "Sau 10 năm."),
  HOSO_RULE (WARN, "R3", "so_ky", "so_ky != 4", "Luật cũ.",
             .until = "2025-12-31"),
  HOSO_RULE (WARN, "R4", "so_ky", "so_ky != 4", "Luật mới.",
             .from = "2026-01-01"),
  HOSO_RULE (NOTE, "N1", "loai", NULL, "Nên biết.", .when = "loai = 3"),
  HOSO_RULE (REFUSE, "H1", "ghi", "loai != 2", "Ẩn."),
  HOSO_RULE (REFUSE, "E1", "nguoi", "gia != 2", "Giá khác 2.", .each = "nguoi"),
  HOSO_TEST (WARN, "E2", "nguoi", row_is_cheap, "Đắt.", .each = "nguoi"),
  HOSO_TEST (WARN, "T1", "nk_ho_ten", arg_is_filled, "Ghi số kỳ.",
             .arg = "so_ky", .when = "nk_loai = 3"),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (.name = "thu", .code = "9.000001", .revision = 1, .title = "Thử",
               .form = form_fields, .rules = rules);

/* ---- cases -------------------------------------------------------------- */

/* Every case starts from this. */
static const char good[] = "nk_ho_ten=Nguyễn Văn An\nloai=3\nghi=x\nsom=x\n";

static const struct {
  const char *name, *values;
  const char *finds; /* "R:id" refuse, W: warn, N: note; "@2" in row 2 */
  const char *received;
} cases[] = {
  { "nothing wrong", "", "N:N1", NULL },

  { "required", "nk_ho_ten=\n", "R:nk_ho_ten N:N1", NULL },
  { "required by a condition", "loai=1\n", "R:me_ho_ten", NULL },
  { "not required while hidden", "loai=2\nghi=\n", "", NULL },
  { "hidden values count as empty", "loai=2\nme_ngay_sinh=2025\n", "", NULL },
  { "hidden by what is hidden", "loai=1\nme_ho_ten=Lê Mai\nso_ky=4\nghi_nua=\n",
    "W:R4", NULL },
  { "hidden by what comes later and is hidden", "loai=2\nsom=\n", "", NULL },
  { "shown by what comes later", "som=\n", "R:som N:N1", NULL },
  { "shown again", "so_ky=4\n", "R:ghi_nua N:N1 W:R4", NULL },

  { "below the least", "so_ky=1\n", "R:so_ky N:N1", NULL },
  { "the least", "so_ky=2\n", "N:N1", NULL },
  { "the most", "so_ky=5\n", "N:N1", NULL },
  { "above the most", "so_ky=6\n", "R:so_ky N:N1", NULL },
  { "a day after the day received", "ngay=2026-11-22\n", "R:ngay N:N1", NULL },
  { "the day received", "ngay=2026-11-21\n", "N:N1", NULL },
  { "a limit that is a field", "nk_ngay_sinh=2000-01-01\nngay=1999-12-31\n",
    "R:ngay R:R2 N:N1", NULL },
  { "a limit that is empty", "ngay=1900-01-01\n", "N:N1", NULL },
  { "a year holds if it can", "nk_ngay_sinh=2000-06-15\nme_ngay_sinh=2000\n",
    "N:N1", NULL },
  { "a year that cannot", "nk_ngay_sinh=2000-06-15\nme_ngay_sinh=2001\n",
    "R:me_ngay_sinh N:N1", NULL },

  { "half typed", "nk_ho_ten=Nguyeenx Vawn An\n", "W:nk_ho_ten N:N1", NULL },
  { "another name was sent than is given",
    "ghi_nua=Nguyeenx Vawn An\ncho_ten=Trần Thị Mai\n", "N:N1", NULL },
  { "ward recognised", "nk_noi_o=12 Lê Lợi, 26740\n", "N:N1", NULL },
  { "ward not recognised", "nk_noi_o=12 Lê Lợi\n", "W:nk_noi_o N:N1", NULL },
  { "ward of before July 2025",
    "nk_noi_o=Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh\n",
    "W:nk_noi_o N:N1", NULL },

  { "digits and year of birth",
    "nk_loai=1\nnk_so=079095000123\n"
    "nk_ngay_sinh=1995-05-06\n",
    "N:N1", NULL },
  { "digits of another year",
    "nk_loai=1\nnk_so=079095000123\n"
    "nk_ngay_sinh=1996-05-06\n",
    "R:nk_so N:N1", NULL },
  { "digits and sex", "nk_loai=1\nnk_so=079095000123\nnk_gioi_tinh=1\n", "N:N1",
    NULL },
  { "digits of the other sex",
    "nk_loai=1\nnk_so=079095000123\n"
    "nk_gioi_tinh=2\n",
    "R:nk_so N:N1", NULL },
  { "both are one finding",
    "nk_loai=1\nnk_so=079095000123\n"
    "nk_gioi_tinh=2\nnk_ngay_sinh=1996-05-06\n",
    "R:nk_so N:N1", NULL },
  { "a century later",
    "nk_loai=1\nnk_so=079295000123\n"
    "nk_ngay_sinh=1995-05-06\n",
    "R:nk_so N:N1", NULL },
  { "a passport", "nk_loai=2\nnk_so=C1234567\nnk_gioi_tinh=2\n", "N:N1", NULL },
  { "a passport of twelve digits",
    "nk_loai=2\nnk_so=079095000123\n"
    "nk_gioi_tinh=2\n",
    "N:N1", NULL },
  { "a number that no province gave", "nk_loai=1\nnk_so=003095000123\n",
    "W:nk_so N:N1", NULL },
  { "one of somebody born abroad", "nk_loai=1\nnk_so=123095000123\n", "N:N1",
    NULL },
  { "no type chosen", "nk_so=079095000123\nnk_gioi_tinh=2\n", "N:N1", NULL },
  { "type 1 wants twelve digits", "nk_loai=1\nnk_so=C1234567\n", "R:nk_so N:N1",
    NULL },
  { "no type asked: twelve digits", "lc_so=C1234567\n", "R:lc_so N:N1", NULL },
  { "no type asked: good digits", "lc_so=079095000123\n", "N:N1", NULL },
  { "sex of the heading", "me_so=079097000456\n", "R:me_so N:N1", NULL },
  { "sex of the heading, right", "me_so=079197000456\nme_ngay_sinh=1997-03\n",
    "N:N1", NULL },
  { "sex field against the heading", "me_gioi_tinh=1\n", "R:me_gioi_tinh N:N1",
    NULL },

  { "one person twice, by number",
    "nk_loai=1\nnk_so=079197000456\n"
    "me_so=079197000456\n",
    "R:me N:N1", NULL },
  { "one person twice, by name and birth",
    "nk_ngay_sinh=1990-01-02\n"
    "me_ho_ten=NGUYỄN VĂN AN\nme_ngay_sinh=1990-01-02\n",
    "R:me N:N1", NULL },
  { "one name, other numbers",
    "nk_loai=1\nnk_so=079190000456\n"
    "nk_ngay_sinh=1990-01-02\nme_ho_ten=Nguyễn Văn An\n"
    "me_ngay_sinh=1990-01-02\nme_so=079190000457\n",
    "N:N1", NULL },
  { "one name, another birth",
    "nk_ngay_sinh=1990-01-02\nme_ho_ten=Nguyễn Văn An\n"
    "me_ngay_sinh=1990-01-01\n",
    "N:N1", NULL },
  { "one name, only a year",
    "nk_ngay_sinh=1990-01-02\n"
    "me_ho_ten=Nguyễn Văn An\nme_ngay_sinh=1990\n",
    "N:N1", NULL },
  { "one person, but hidden",
    "loai=2\nnk_loai=1\nnk_so=079197000456\n"
    "me_so=079197000456\n",
    "", NULL },

  { "a rule", "loai=1\nme_ho_ten=Lê Mai\nso_ky=3\n", "R:R1", NULL },
  { "a rule whose time is not now", "so_ky=3\n", "N:N1", NULL },
  { "a rule with an empty field", "loai=1\nme_ho_ten=Lê Mai\n", "", NULL },
  { "the law of then", "so_ky=4\nghi_nua=x\n", "W:R3 N:N1", "2025-12-31" },
  { "the law of now", "so_ky=4\nghi_nua=x\n", "W:R4 N:N1", "2026-01-01" },
  { "a function with its argument", "nk_loai=3\n", "N:N1 W:T1", NULL },
  { "a function that is content", "nk_loai=3\nso_ky=2\n", "N:N1", NULL },

  { "rows", "nguoi=[{\"ten\":\"Lê Mai\"}]\n", "N:N1", NULL },
  { "too many rows",
    "nguoi=[{\"ten\":\"Lê A\"},{\"ten\":\"Lê B\"},"
    "{\"ten\":\"Lê C\"},{\"ten\":\"Lê D\"}]\n",
    "R:nguoi N:N1", NULL },
  { "required in a row",
    "nguoi=[{\"ten\":\"Lê A\"},{\"sinh\":\"2001-01-01\"}]\n", "R:nguoi@2 N:N1",
    NULL },
  { "required in a row by a condition",
    "nguoi=[{\"ten\":\"Lê A\",\"phai\":\"2\"}]\n", "R:nguoi@1 N:N1", NULL },
  { "a limit in a row is of the form",
    "so_ky=2\n"
    "nguoi=[{\"ten\":\"Lê A\",\"gia\":\"3\"}]\n",
    "R:nguoi@1 N:N1", NULL },
  { "a name in a row", "nguoi=[{\"ten\":\"Nguyeenx Vawn An\"}]\n",
    "W:nguoi@1 N:N1", NULL },
  { "a person in a row",
    "nguoi=[{\"ten\":\"Lê A\"},{\"ten\":\"Lê B\","
    "\"sinh\":\"1996-01-01\",\"so\":\"079095000123\"}]\n",
    "R:nguoi@2 N:N1", NULL },
  { "a number that no province gave, in a row",
    "nguoi=[{\"ten\":\"Lê A\",\"so\":\"005095000123\"}]\n",
    "W:nguoi@1 N:N1", NULL },
  { "sex in a row",
    "nguoi=[{\"ten\":\"Lê A\",\"phai\":\"2\",\"gia\":\"1\","
    "\"so\":\"079095000123\"}]\n",
    "R:nguoi@1 N:N1", NULL },
  { "a rule for each row",
    "nguoi=[{\"ten\":\"Lê A\",\"gia\":\"1\"},"
    "{\"ten\":\"Lê B\",\"gia\":\"2\"},{\"ten\":\"Lê C\",\"gia\":\"2\"}]\n",
    "R:E1@2 R:E1@3 N:N1", NULL },
  { "a function for each row",
    "nguoi=[{\"ten\":\"Lê A\",\"gia\":\"1\"},"
    "{\"ten\":\"Lê B\",\"gia\":\"4\"}]\n",
    "W:E2@2 N:N1", NULL },
};

/* ---- one of them -------------------------------------------------------- */

static const struct form *form;
static const char *texts[64];

static struct check
check_on (const char *received)
{
  return (struct check){
    .form = form,
    .values = texts,
    .received = date_day (received != NULL ? received : "2026-11-21"),
    .ward = "26740",
    .officer = "lan",
  };
}

static void
put (const char *lines)
{
  struct line line;

  while (next_line (&lines, &line))
    texts[field_of_line (form, &line)] = line.value;
}

static void
start_from_good (void)
{
  for (uint16_t f = 0; f < form->n_fields; f++)
    texts[f] = "";
  put (good);
}

static const char *
found (const struct findings *findings)
{
  SCOPED_BYTES to = { 0 };

  for (size_t i = 0; i < findings->count; i++) {
    const struct finding *f = &findings->at[i];

    bytes_printf (&to, "%s%c:%s", i > 0 ? " " : "", "?RWN"[f->severity],
                  f -> id);
    if (f->row > 0)
      bytes_printf (&to, "@%u", f->row);
  }
  return arena_copy (made, bytes_text (&to));
}

#endif
