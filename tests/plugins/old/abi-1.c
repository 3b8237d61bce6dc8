/* abi-1.c - a plugin with something of everything, as ABI 1 had it.
 *
 * abi-1-x86-64.so was made of it with the header of that day and is kept: what
 * was promised to plugins then must hold for ever.  Never compile it again.
 *
 *   gcc -std=gnu11 -O2 -fPIC -fvisibility=hidden -shared -s -Icore/include
 *     -o tests/plugins/old/abi-1-x86-64.so tests/plugins/old/abi-1.c
 */

#include <hoso/people.h>
#include <string.h>

static const struct hoso_choice sorts[] = {
  HOSO_OPTION ("1", "Thường"),
  HOSO_OPTION ("2", "Gấp"),
  HOSO_OPTION ("3", "Cũ", .until = "2020-12-31"),
  HOSO_END_OF_CHOICES
};

static void
total (struct hoso_check *c)
{
  int64_t copies;

  if (hoso_number (c, "so_ban", &copies))
    hoso_give (c, NULL, "%lld",
               (long long) (copies * hoso_amount (c, "mot_ban")));
}

static bool
is_not_me (struct hoso_check *c)
{
  return strcmp (hoso_plain (c, hoso_value (c, "nk_ho_ten")), c->arg) != 0;
}

static const struct hoso_field form[] = {
  HOSO_PERSON ("nk", "Người khai", .role = HOSO_BOTH, .sex = HOSO_FEMALE),
  HOSO_FIELD (NAME, REQUIRED, "nk_ho_ten", "Họ tên", .chars = 60, .list = 1),
  HOSO_FIELD (PARTIAL_DATE, OPTIONAL, "nk_ngay_sinh", "Ngày sinh",
              .fact = HOSO_BIRTH, .max = "received"),
  HOSO_FIELD (PERSON_ID, OPTIONAL, "nk_so", "Số định danh"),
  HOSO_PERSON ("nn", "Người nhận", .differs = "nk", .shown = "loai = 2"),
  HOSO_FIELD (NAME, OPTIONAL, "nn_ho_ten", "Họ tên", .chars = 60),

  HOSO_SECTION ("Việc"),
  HOSO_FIELD (CHOICE, REQUIRED, "loai", "Loại", .choices = sorts,
              .initial = "1", .help = "Gấp: trả trong ngày."),
  HOSO_FIELD (CHOICE, OPTIONAL, "quan_he", "Quan hệ với người nhận hồ sơ",
              .short_label = "Quan hệ", .set = "REL", .only = "1;2",
              .required = "nn_ho_ten filled", .privacy = HOSO_SENSITIVE),
  HOSO_FIELD (TEXT, OPTIONAL, "ma", "Mã", .chars = 8, .pattern = "AA-9999",
              .index = HOSO_INDEX_ID, .elsewhere = "dvc:ma"),
  HOSO_FIELD (TABLE, OPTIONAL, "van_ban", "Văn bản", .max = "5",
              .columns = HOSO_COLUMNS (
                HOSO_FIELD (TEXT, REQUIRED, "ten", "Tên"),
                HOSO_FIELD (WHOLE, OPTIONAL, "so_to", "Số tờ"))),
  HOSO_FIELD (WHOLE, REQUIRED, "so_ban", "Số bản", .min = "1", .max = "99"),
  HOSO_FIELD (DECIMAL, OPTIONAL, "he_so", "Hệ số", .decimals = 1,
              .since = 2, .was = "hs"),
  HOSO_FIELD (MONEY, GIVEN, "phi", "Phí", .compute = total),
  HOSO_END_OF_FORM
};

static const struct hoso_rule rules[] = {
  HOSO_RULE (REFUSE, "T1", "nk_ngay_sinh", "age (nk_ngay_sinh) >= 18",
             "Người khai phải đủ 18 tuổi.", .law = "BLDS 2015 Đ20"),
  HOSO_RULE (WARN, "T2", "van_ban", "so_to >= 1", "Ghi số tờ.",
             .each = "van_ban", .when = "loai != 3", .from = "2021-01-01",
             .until = "2040-12-31", .unverified = 1),
  HOSO_TEST (NOTE, "T3", "nk_ho_ten", is_not_me, "Đây là mẫu.",
             .arg = "tran thi mau"),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (
  .name = "cu", .code = "9.000100", .revision = 2, .keep_years = 10,
  .title = "Thủ tục cũ", .area = "Thử", .law = "Không có",
  .from = "2020-01-01", .until = "2049-12-31",
  .form = form, .rules = rules,
  .uniques = HOSO_UNIQUES (
    HOSO_UNIQUE (WARN, "V28", "nk_so", "Đã có hồ sơ.", .open_only = 1)),
  .amounts = HOSO_AMOUNTS (
    HOSO_AMOUNT ("mot_ban", NULL, 2000),
    HOSO_AMOUNT ("mot_ban", "2025-07-01", 3000, .local = 1)),
  .terms = HOSO_TERMS (
    HOSO_TERM (0, SAME_DAY, .cutoff = 15 * 60, .when = "loai = 2"),
    HOSO_TERM (3, WORK_DAYS),
    HOSO_TERM (2, WORK_DAYS, .more = 1, .when = "rows (van_ban) > 3")),
  .fees = HOSO_FEES (
    HOSO_FEE ("Phí", "mot_ban", .times = "so_ban", .exempt = "Hộ nghèo")),
  .papers = HOSO_PAPERS (
    HOSO_PAPER ("Giấy tờ", .copy = HOSO_EITHER, .count = 2, .optional = 1,
                .code = "000.00.00.G15-KQ004389")),
  .sheets = HOSO_SHEETS (
    HOSO_SHEET ("phieu", "Phiếu", .paper = 5, .copies = 2,
                .text = "{nk_ho_ten}: {phi:words}\n")),
  .states = HOSO_STATES (
    HOSO_STATE ("cho", "Chờ", .within = 4, .days = 3, .stops_clock = 1)),
  .samples = HOSO_SAMPLES (
    HOSO_SAMPLE ("đủ", .received = "2026-11-20T09:00", .finds = "",
      .values = "nk_ho_ten=Lê Thị An\nnk_ngay_sinh=1990\nloai=1\nso_ban=2\n"
                "van_ban.1.ten=Bằng\nvan_ban.1.so_to=1\nphi=6000\n"),
    HOSO_SAMPLE ("thiếu tuổi", .like = "đủ", .finds = "T1 so_ban",
      .values = "nk_ngay_sinh=2010\nso_ban=0\nphi=0\n"),
    HOSO_SAMPLE ("mẫu", .like = "đủ", .finds = "T2 T3",
      .values = "nk_ho_ten=TRẦN THỊ MẪU\nvan_ban.1.so_to=0\n"))
);
