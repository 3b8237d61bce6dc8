/* condition-test.c - what conditions can be written, what they mean when fields
 * are empty or dates are partial, and what the catalog keeps of them.
 */

#include "tests/tap.h"

#include "base/arena.h"
#include "form/form.h"
#include "text/date.h"

#include <string.h>

/* ---- a form with the keys of all procedures -------------------------------
 */

#define FIELD(kind_, key_, ...)                                       \
  {                                                                   \
    .kind = HOSO_##kind_, .key = key_, .label = { key_ }, __VA_ARGS__ \
  }

static const struct form_field columns[] = {
  FIELD (TEXT, "ten_giay_to"),
  FIELD (WHOLE, "so_to"),
  FIELD (DATE, "ngay_cap"),
};

static const struct form_field fields[] = {
  FIELD (NAME, "cha_ho_ten"),
  FIELD (NAME, "chu_ho_ten"),
  FIELD (NAME, "me_ho_ten"),
  FIELD (NAME, "nk_ho_ten"),
  FIELD (NAME, "nop_ho_ten"),
  FIELD (TEXT, "kh_so"),
  FIELD (TEXT, "thanh"),
  FIELD (TEXT, "tro_cap_khac"),
  FIELD (TEXT, "tu"),
  FIELD (DATE, "chong_ngay_sinh"),
  FIELD (DATE, "chu_ngay_sinh"),
  FIELD (DATE, "den_ngay"),
  FIELD (DATE, "dgh_ngay_sinh"),
  FIELD (DATE, "dn_ngay_sinh"),
  FIELD (DATE, "ks_ngay_sinh"),
  FIELD (DATE, "nc_ngay_sinh"),
  FIELD (DATE, "nc_tu_ngay"),
  FIELD (DATE, "ngay_sinh"),
  FIELD (DATE, "nn_ngay_sinh"),
  FIELD (DATE, "tc_ngay_sinh"),
  FIELD (DATE, "tu_ngay"),
  FIELD (DATE, "vo_ngay_sinh"),
  FIELD (PARTIAL_DATE, "cha_ngay_sinh"),
  FIELD (PARTIAL_DATE, "dt_ngay_sinh"),
  FIELD (PARTIAL_DATE, "kt_ngay_chet"),
  FIELD (PARTIAL_DATE, "kt_ngay_sinh"),
  FIELD (PARTIAL_DATE, "me_ngay_sinh"),
  FIELD (WHOLE, "chong_so_lan_kh"),
  FIELD (WHOLE, "so_to"),
  FIELD (WHOLE, "vo_so_lan_kh"),
  FIELD (YES_NO, "chong_xn_tthn"),
  FIELD (YES_NO, "dk_ngh"),
  FIELD (YES_NO, "dong_y"),
  FIELD (YES_NO, "khong_tranh_chap"),
  FIELD (YES_NO, "la_hop_dong"),
  FIELD (YES_NO, "luong_huu"),
  FIELD (YES_NO, "minh_man"),
  FIELD (YES_NO, "quan_he_cam"),
  FIELD (YES_NO, "tu_nguyen"),
  FIELD (YES_NO, "vo_xn_tthn"),
  FIELD (YES_NO, "yk_con"),
  FIELD (CHOICE, "cha_dan_toc"),
  FIELD (CHOICE, "cha_quoc_tich"),
  FIELD (CHOICE, "chong_quoc_tich"),
  FIELD (CHOICE, "chong_tthn"),
  FIELD (CHOICE, "chung_cu"),
  FIELD (CHOICE, "ck_hinh_thuc"),
  FIELD (CHOICE, "dt_nhom"),
  FIELD (CHOICE, "gbt_loai"),
  FIELD (CHOICE, "hinh_thuc"),
  FIELD (CHOICE, "ho_ngheo"),
  FIELD (CHOICE, "ks_dan_toc"),
  FIELD (CHOICE, "ks_loai"),
  FIELD (CHOICE, "ks_quoc_tich"),
  FIELD (CHOICE, "loai"),
  FIELD (CHOICE, "loai_dang_ky"),
  FIELD (CHOICE, "loai_gh"),
  FIELD (CHOICE, "me_dan_toc"),
  FIELD (CHOICE, "me_quoc_tich"),
  FIELD (CHOICE, "muc_dich"),
  FIELD (CHOICE, "nc_gioi_tinh"),
  FIELD (CHOICE, "noi_dang_ky"),
  FIELD (CHOICE, "nyc_quan_he"),
  FIELD (CHOICE, "qh_chu_ho"),
  FIELD (CHOICE, "tinh_trang_hoc"),
  FIELD (CHOICE, "tthn"),
  FIELD (CHOICE, "vo_quoc_tich"),
  FIELD (CHOICE, "vo_tthn"),
  FIELD (CHOICE, "yk_cha_me"),
  FIELD (CHOICE, "yk_chu_ho"),
  FIELD (CHOICE, "yk_chu_so_huu"),
  FIELD (CHOICES, "kt_ban_chinh"),
  FIELD (ADDRESS, "chong_noi_cu_tru"),
  FIELD (ADDRESS, "dia_chi_tru_so"),
  FIELD (ADDRESS, "dt_ho_khau"),
  FIELD (ADDRESS, "vo_noi_cu_tru"),
  FIELD (PERSON_ID, "so_dinh_danh"),
  FIELD (ID_PAPER, "sdd_chu_ho"),
  FIELD (TABLE, "van_ban", .columns = columns, .n_columns = 3),
  FIELD (DECIMAL, "he_so", .decimals = 1),
  FIELD (MONEY, "phi"),
  FIELD (TIME, "gio"),
};

static const struct form_amount amounts[] = {
  { .name = "muc_chuan", .from = INT32_MIN, .amount = 360000 },
  { .name = "muc_chuan", .from = 19905, .amount = 500000 }, /* 2024-07-01 */
  { .name = "muc_chuan", .from = 20635, .amount = 540000 }, /* 2026-07-01 */
};

enum { FIELDS = sizeof fields / sizeof *fields };

static const struct form form = {
  .fields = fields, .n_fields = FIELDS, .amounts = amounts, .n_amounts = 3
};

/* ---- what can be written ------------------------------------------------- */

/* Every condition of the fourteen procedures that the interface was tried on:
 * births, deaths, marriages, certifications, allowances, households, ...
 */
static const char *const written[] = {
  "age (chong_ngay_sinh) >= 20",
  "age (chu_ngay_sinh) >= 18",
  "age (dgh_ngay_sinh) < 18",
  "age (dt_ngay_sinh) < 16",
  "age (dt_ngay_sinh) < 3",
  "age (dt_ngay_sinh) >= 16 and age (dt_ngay_sinh) <= 22 and tinh_trang_hoc = "
  "1",
  "age (dt_ngay_sinh) >= 60",
  "age (dt_ngay_sinh) >= 70",
  "age (nc_ngay_sinh) >= 18",
  "age (nc_ngay_sinh) >= 20",
  "age (vo_ngay_sinh) >= 18",
  "cha_ho_ten empty",
  "cha_ho_ten filled",
  "chong_quoc_tich = VN",
  "chong_tthn in 2, 3",
  "den_ngay <= tu_ngay + 2 years",
  "den_ngay >= tu_ngay + 30 days",
  "dia_chi_tru_so = ward",
  "dk_ngh = 1",
  "dn_ngay_sinh >= nn_ngay_sinh + 12 years",
  "dong_y = 1",
  "dt_ho_khau = ward",
  "ho_ngheo != 0",
  "khong_tranh_chap = 1",
  "ks_dan_toc = cha_dan_toc and ks_quoc_tich = cha_quoc_tich",
  "ks_dan_toc = me_dan_toc and ks_quoc_tich = me_quoc_tich",
  "ks_dan_toc in me_dan_toc, cha_dan_toc",
  "ks_ngay_sinh >= cha_ngay_sinh + 12 years",
  "ks_ngay_sinh >= cha_ngay_sinh + 18 years",
  "ks_ngay_sinh >= me_ngay_sinh + 12 years",
  "ks_ngay_sinh >= me_ngay_sinh + 18 years",
  "kt_ban_chinh empty",
  "kt_ngay_chet > kt_ngay_sinh + 60 days",
  "luong_huu = 1",
  "minh_man = 1",
  "nn_ngay_sinh >= dn_ngay_sinh + 12 years",
  "noi_dang_ky = ward",
  "nop_ho_ten = chu_ho_ten",
  "quan_he_cam = 1",
  "received <= ks_ngay_sinh + 60 days",
  "received <= kt_ngay_chet + 15 days",
  "sdd_chu_ho = so_dinh_danh",
  "thanh != tu",
  "tro_cap_khac = 'không'",
  "tthn != 2",
  "tu_nguyen = 1",
  "vo_quoc_tich = VN",
  "vo_tthn in 2, 3",
  "ward in chong_noi_cu_tru, vo_noi_cu_tru",
  "yk_con = 1",
  "age (dn_ngay_sinh) >= 9 and loai in 1, 2",
  "age (dt_ngay_sinh) >= 70 and age (dt_ngay_sinh) < 75",
  "age (ngay_sinh) < 18",
  "ck_hinh_thuc = 1",
  "dt_nhom = 2",
  "dt_nhom = 4",
  "dt_nhom in 6, 7",
  "gbt_loai != 6",
  "kh_so filled",
  "ks_loai != 2",
  "ks_loai in 1, 4",
  "loai = 1 and age (tc_ngay_sinh) >= 9",
  "me_ho_ten filled",
  "muc_dich = 1",
  "nc_tu_ngay filled",
  "nk_ho_ten filled",
  "qh_chu_ho != 0",
  "tthn in 2, 3, 4",
  "tthn != 1",
  "age (dgh_ngay_sinh) >= 18",
  "chong_so_lan_kh > 1",
  "chong_tthn = 2",
  "chong_tthn = 3",
  "chong_xn_tthn = 0",
  "chong_xn_tthn = 1",
  "chung_cu = 1",
  "chung_cu = 2",
  "dt_nhom = 1",
  "dt_nhom = 3",
  "dt_nhom = 5",
  "dt_nhom = 8",
  "dt_nhom in 3, 4, 5",
  "gbt_loai = 6",
  "hinh_thuc = 2",
  "ks_loai = 2",
  "ks_loai = 3 and cha_ho_ten filled",
  "ks_loai = 3 and me_ho_ten empty",
  "ks_loai = 3 and me_ho_ten filled",
  "ks_loai = 4",
  "la_hop_dong = 1",
  "loai = 3",
  "loai in 1, 2",
  "loai in 3, 4",
  "loai_dang_ky = 1",
  "loai_dang_ky = 2",
  "loai_gh = 1",
  "loai_gh = 2",
  "muc_dich = 1 and nc_gioi_tinh = 1",
  "muc_dich = 1 and nc_gioi_tinh = 2",
  "nop_ho_ten != chu_ho_ten",
  "nyc_quan_he != 0",
  "nyc_quan_he = 7",
  "qh_chu_ho = 0",
  "rows (van_ban) > 10",
  "so_to >= 2",
  "tthn = 3",
  "tthn = 4",
  "vo_so_lan_kh > 1",
  "vo_tthn = 2",
  "vo_tthn = 3",
  "vo_xn_tthn = 0",
  "vo_xn_tthn = 1",
  "yk_cha_me = 3",
  "yk_chu_ho = 3",
  "yk_chu_so_huu = 3",
  "yk_chu_so_huu empty and qh_chu_ho != 0",
  "he_so > 1.5",
  "phi >= amount (muc_chuan)",
  "ngay_sinh in 2024-02-29, received - 18 years",
  "kt_ban_chinh has 3",
};

/* Conditions that must be turned away, and a word of the reason. */
static const struct {
  const char *text, *reason;
} refused[] = {
  { "", "key" },
  { "loai", "missing" },
  { "loai =", "value" },
  { "loai = 1 and", "key" },
  { "loai = 1 or loai = 2", "nothing more" },
  { "loai = 1, 2", "nothing more" },
  { "loai == 1", "value" },
  { "tuoi >= 18", "no field" },
  { "age (loai) >= 18", "date" },
  { "age ngay_sinh >= 18", "\"(\"" },
  { "age (ngay_sinh >= 18", "\")\"" },
  { "rows (loai) > 1", "table" },
  { "van_ban = 1", "rows" },
  { "thanh < tu", "dates and numbers" },
  { "loai = ngay_sinh", "compare" },
  { "ngay_sinh = 5", "compare" },
  { "ngay_sinh >= 2023-02-29", "no such" },
  { "ngay_sinh >= received + 2 weeks", "years" },
  { "ngay_sinh >= received + 1.5 years", "whole number" },
  { "ngay_sinh >= received + 100000 days", "whole number" },
  { "so_to >= 2 + 1 days", "dates only" },
  { "so_to > 99999999999999", "no such" },
  { "loai has 1", "several" },
  { "received filled", "field" },
  { "age (ngay_sinh) filled", "field" },
  { "thanh = 'abc", "value" },
  { "thanh = previous", "initial" },
  { "thanh = x ! y", "no field" },
  { "loai in 1,, 2", "value" },
  { "loai in", "value" },
  { "filled", "no field" },
};

static const struct form_field *
table_named (const char *key)
{
  return key == NULL ? NULL : &fields[form_field_named (&form, key)];
}

static void
test_written (struct arena *arena, const char *text)
{
  const struct form_field *table = table_named ("van_ban");
  const struct condition *read = NULL, *kept = NULL;
  SCOPED_BYTES shown = { 0 }, again = { 0 }, image = { 0 };
  struct error e = { 0 };
  struct reader from;

  if (condition_read (arena, &form, table, text, &read, &e) != OK) {
    ok (false, "read: %s", text);
    printf ("# %s\n", e.text);
    return;
  }
  condition_show (read, &form, table, &shown);
  condition_encode (read, &image);
  from = reader_of (image.at, image.len);
  if (condition_decode (arena, &from, FIELDS, 3, &kept))
    condition_show (kept, &form, table, &again);
  if (!ok (strcmp (bytes_text (&shown), text) == 0
             && strcmp (bytes_text (&again), text) == 0 && from.left == 0,
           "read, kept and shown: %s", text))
    printf ("# got %s, kept %s\n", bytes_text (&shown), bytes_text (&again));
}

static void
test_refused (struct arena *arena, const char *text, const char *reason)
{
  const struct condition *read;
  struct error e = { 0 };
  enum outcome got = condition_read (arena, &form, NULL, text, &read, &e);

  if (!ok (got == ERR_INPUT && strstr (e.text, reason) != NULL,
           "refused: \"%s\"", text))
    printf ("# wanted %s, got %d %s\n", reason, got, e.text);
}

/* Bytes cut short are refused, places beyond the form too. */
static void
test_damaged (struct arena *arena)
{
  const struct condition *read, *kept;
  SCOPED_BYTES image = { 0 };
  struct reader from;
  bool refused_all = true;

  condition_read (arena, &form, NULL,
                  "loai in 1, 2 and thanh != tu and ngay_sinh filled", &read,
                  NULL);
  condition_encode (read, &image);
  for (size_t len = 0; len < image.len; len++) {
    from = reader_of (image.at, len);
    refused_all &= !condition_decode (arena, &from, FIELDS, 0, &kept);
  }
  ok (refused_all, "a condition that is cut short is damaged");
  from = reader_of (image.at, image.len);
  ok (!condition_decode (arena, &from, form_field_named (&form, "thanh"), 0,
                         &kept),
      "a place beyond the form is damaged");
}

/* ---- what it means ------------------------------------------------------- */

#define RECEIVED "2026-11-20"

/* VALUES: "key=value" parted by "|"; "@" puts the day received. */
static const struct {
  const char *name, *condition, *values;
  enum truth must;
  bool asks;
} truths[] = {
  { "equal codes", "loai = 1", "loai=1", YES, true },
  { "other code", "loai = 1", "loai=2", NO, false },
  { "01 is not 1", "loai = 1", "loai=01", NO, false },
  { "empty is not tested, and asks false", "loai = 1", "", OPEN, false },
  { "empty asks true with !=", "loai != 1", "", OPEN, true },
  { "!= of another", "loai != 1", "loai=2", YES, true },
  { "!= of itself", "loai != 1", "loai=1", NO, false },
  { "filled", "kh_so filled", "kh_so=7", YES, true },
  { "filled when empty", "kh_so filled", "", NO, false },
  { "empty when empty", "kh_so empty", "", YES, true },
  { "empty when filled", "kh_so empty", "kh_so=7", NO, false },
  { "and: both", "loai = 1 and kh_so filled", "loai=1|kh_so=7", YES, true },
  { "and: one fails", "loai = 1 and kh_so filled", "loai=1", NO, false },
  { "and: an empty one leaves it open", "loai = 1 and tthn = 2", "loai=2", OPEN,
    false },
  { "in: the second", "loai in 1, 2", "loai=2", YES, true },
  { "in: none", "loai in 1, 2", "loai=3", NO, false },
  { "in: fields", "ks_dan_toc in me_dan_toc, cha_dan_toc",
    "ks_dan_toc=04|me_dan_toc=01|cha_dan_toc=04", YES, true },
  { "in: an empty field may be it", "ks_dan_toc in me_dan_toc, cha_dan_toc",
    "ks_dan_toc=04|me_dan_toc=01", OPEN, false },
  { "in: it is one, others are empty", "ks_dan_toc in me_dan_toc, cha_dan_toc",
    "ks_dan_toc=01|me_dan_toc=01", YES, true },
  { "texts are exact", "tro_cap_khac = 'không'", "tro_cap_khac=Không", NO,
    false },
  { "names are not: capitals", "nop_ho_ten = chu_ho_ten",
    "nop_ho_ten=ĐỖ THỊ ÁNH|chu_ho_ten=Đỗ Thị Ánh", YES, true },
  { "names keep their marks", "nop_ho_ten = chu_ho_ten",
    "nop_ho_ten=Do Thi Anh|chu_ho_ten=Đỗ Thị Ánh", NO, false },
  { "names differ", "nop_ho_ten != chu_ho_ten",
    "nop_ho_ten=ĐỖ THỊ ÁNH|chu_ho_ten=Đỗ Thị Ánh", NO, false },
  { "has one of several", "kt_ban_chinh has 3", "kt_ban_chinh=1;3;5", YES,
    true },
  { "has the last", "kt_ban_chinh has 5", "kt_ban_chinh=1;3;5", YES, true },
  { "has not part of a code", "kt_ban_chinh has 1", "kt_ban_chinh=11;12", NO,
    false },
  { "numbers, not texts", "chong_so_lan_kh > 1", "chong_so_lan_kh=10", YES,
    true },
  { "at most", "chong_so_lan_kh <= 1", "chong_so_lan_kh=1", YES, true },
  { "decimals", "he_so > 1.5", "he_so=1.6", YES, true },
  { "decimals of other lengths", "he_so = 1.50", "he_so=1.5", YES, true },
  { "an amount by its day", "phi >= amount (muc_chuan)", "phi=540000", YES,
    true },
  { "an amount of before", "phi < amount (muc_chuan)",
    "phi=539999|@=2026-06-30", NO, false },

  { "60 days: the last", "received <= ks_ngay_sinh + 60 days",
    "ks_ngay_sinh=2026-09-21", YES, true },
  { "60 days: one more", "received <= ks_ngay_sinh + 60 days",
    "ks_ngay_sinh=2026-09-20", NO, false },
  { "months: the last of a short one", "den_ngay = tu_ngay + 6 months",
    "tu_ngay=2026-08-31|den_ngay=2027-02-28", YES, true },
  { "months: no carry into March", "den_ngay = tu_ngay + 6 months",
    "tu_ngay=2026-08-31|den_ngay=2027-03-03", NO, false },
  { "months: of a leap year", "den_ngay = tu_ngay + 6 months",
    "tu_ngay=2027-08-31|den_ngay=2028-02-29", YES, true },
  { "years: 29/02 to 28/02", "den_ngay <= tu_ngay + 2 years",
    "tu_ngay=2024-02-29|den_ngay=2026-03-01", NO, false },
  { "minus", "tu_ngay >= received - 1 months", "tu_ngay=2026-10-20", YES,
    true },

  { "age: the day before", "age (chong_ngay_sinh) >= 20",
    "chong_ngay_sinh=2006-11-21", NO, false },
  { "age: the birthday", "age (chong_ngay_sinh) >= 20",
    "chong_ngay_sinh=2006-11-20", YES, true },
  { "age: born 29/02, on 28/02", "age (vo_ngay_sinh) >= 18",
    "vo_ngay_sinh=2008-02-29|@=2026-02-28", NO, false },
  { "age: born 29/02, on 01/03", "age (vo_ngay_sinh) >= 18",
    "vo_ngay_sinh=2008-02-29|@=2026-03-01", YES, true },
  { "age: born 29/02, in a leap year", "age (vo_ngay_sinh) >= 20",
    "vo_ngay_sinh=2008-02-29|@=2028-02-29", YES, true },
  { "age of nobody", "age (vo_ngay_sinh) >= 18", "", OPEN, false },

  { "a year: 60 is possible", "age (dt_ngay_sinh) >= 60", "dt_ngay_sinh=1966",
    YES, true },
  { "a year: 59 is possible too", "age (dt_ngay_sinh) < 60",
    "dt_ngay_sinh=1966", YES, true },
  { "a year: 60 is not possible", "age (dt_ngay_sinh) >= 60",
    "dt_ngay_sinh=1967", NO, false },
  { "a month: the first would do", "received <= kt_ngay_chet + 15 days",
    "kt_ngay_chet=2026-11", YES, true },
  { "a month: too long ago", "received <= kt_ngay_chet + 15 days",
    "kt_ngay_chet=2026-10", NO, false },
  { "spans that touch are equal", "kt_ngay_sinh = kt_ngay_chet",
    "kt_ngay_sinh=2024|kt_ngay_chet=2024-12-31", YES, true },
  { "spans that do not touch", "kt_ngay_sinh = kt_ngay_chet",
    "kt_ngay_sinh=2024|kt_ngay_chet=2025-01-01", NO, false },
  { "spans may always differ", "kt_ngay_sinh != kt_ngay_chet",
    "kt_ngay_sinh=2024|kt_ngay_chet=2024", YES, true },
  { "one day does not differ from itself", "kt_ngay_sinh != kt_ngay_chet",
    "kt_ngay_sinh=2024-05-01|kt_ngay_chet=2024-05-01", NO, false },
  { "a date among days", "ngay_sinh in 2024-02-29, received - 18 years",
    "ngay_sinh=2008-11-20", YES, true },

  { "an address is its ward", "dt_ho_khau = ward",
    "dt_ho_khau=3 Nguyễn Trãi, 26740", YES, true },
  { "another ward", "dt_ho_khau = ward", "dt_ho_khau=3 Bà Triệu, 00070", NO,
    false },
  { "an address without a ward is not tested", "dt_ho_khau = ward",
    "dt_ho_khau=sau đình", OPEN, false },
  { "but it is filled", "dt_ho_khau filled", "dt_ho_khau=sau đình", YES, true },
  { "ward in addresses", "ward in chong_noi_cu_tru, vo_noi_cu_tru",
    "chong_noi_cu_tru=1 Bà Triệu, 00070|vo_noi_cu_tru=7 Pasteur, 26740", YES,
    true },
  { "ward in neither", "ward in chong_noi_cu_tru, vo_noi_cu_tru",
    "chong_noi_cu_tru=1 Bà Triệu, 00070|vo_noi_cu_tru=2 Lý Quốc Sư, 00070", NO,
    false },
  { "a ward that was chosen", "noi_dang_ky = ward", "noi_dang_ky=26740", YES,
    true },

  { "rows", "rows (van_ban) > 1",
    "van_ban=[{\"so_to\":\"2\"},{\"ten_giay_to\":\"a } { \\\" b\"}]", YES,
    true },
  { "no rows are 0 rows", "rows (van_ban) > 1", "", NO, false },
};

struct filled {
  const char *values[FIELDS];
  struct scope scope;
};

static void
fill (struct arena *arena, struct filled *to, const char *values)
{
  *to = (struct filled){ .scope = { .form = &form,
                                    .values = to->values,
                                    .received = date_day (RECEIVED),
                                    .ward = "26740",
                                    .officer = "an" } };
  for (size_t i = 0; i < FIELDS; i++)
    to->values[i] = "";
  while (*values != '\0') {
    size_t len = strcspn (values, "|"), key = strcspn (values, "=");
    const char *text = arena_copy_len (arena, values + key + 1, len - key - 1);

    if (values[0] == '@')
      to->scope.received = date_day (text);
    else
      to->values[form_field_named (&form,
                                   arena_copy_len (arena, values, key))] = text;
    values += len + (values[len] == '|');
  }
}

static void
test_truths (struct arena *arena)
{
  static const char *const names[] = { "no", "yes", "open" };

  for (size_t i = 0; i < sizeof truths / sizeof *truths; i++) {
    const struct condition *c = NULL;
    struct filled filled;
    struct error e = { 0 };
    enum truth must, settled;
    bool asks, asks_settled;

    fill (arena, &filled, truths[i].values);
    if (condition_read (arena, &form, NULL, truths[i].condition, &c, &e)
        != OK) {
      ok (false, "%s: %s", truths[i].name, e.text);
      continue;
    }
    must = condition_must (c, &filled.scope);
    asks = condition_asks (c, &filled.scope);
    condition_settle (c, &form);
    settled = condition_must (c, &filled.scope);
    asks_settled = condition_asks (c, &filled.scope);
    if (!ok (must == truths[i].must && asks == truths[i].asks
               && settled == must && asks_settled == asks,
             "%s", truths[i].name))
      printf ("# %s with %s: wanted %s, %d, got %s, %d\n", truths[i].condition,
              truths[i].values, names[truths[i].must], truths[i].asks,
              names[must], asks);
  }
  ok (condition_asks (NULL, NULL), "no condition holds");
}

/* In a table a key is the column first, the form's field else. */
static void
test_rows (struct arena *arena)
{
  const struct form_field *table = table_named ("van_ban");
  const char *cells[] = { "Bằng", "3", "2026-11-21" };
  const struct condition *c = NULL;
  struct filled filled;

  fill (arena, &filled, "so_to=1|loai=2");
  condition_read (arena, &form, table, "so_to >= 2 and loai = 2", &c, NULL);
  ok (condition_must (c, &filled.scope) == OPEN, "without a row: open");
  filled.scope.columns = columns;
  filled.scope.n_columns = 3;
  filled.scope.cells = cells;
  ok (condition_must (c, &filled.scope) == YES, "in a row: the column");
  cells[1] = "";
  ok (condition_must (c, &filled.scope) == OPEN, "an empty cell: open");
  cells[1] = "3";
  condition_settle (c, &form);
  ok (condition_must (c, &filled.scope) == YES, "a column is not settled");
}

static void
test_names (struct arena *arena)
{
  const struct condition *c = NULL;
  uint16_t loai = form_field_named (&form, "loai");
  uint16_t tu = form_field_named (&form, "tu");

  condition_read (arena, &form, NULL, "thanh != tu and tthn = 1", &c, NULL);
  ok (condition_names (c, tu), "a field on the right is named");
  ok (!condition_names (c, loai), "another is not");
  ok (!condition_names (NULL, loai), "no condition names nothing");
}

int
main (void)
{
  struct arena *arena = arena_new ();

  for (size_t i = 0; i < sizeof written / sizeof *written; i++)
    test_written (arena, written[i]);
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    test_refused (arena, refused[i].text, refused[i].reason);
  test_damaged (arena);
  test_truths (arena);
  test_rows (arena);
  test_names (arena);
  arena_free (arena);
  return tap_done ();
}
