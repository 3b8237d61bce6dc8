/* smallest.c - the smallest procedure that is worth having, Tờ khai.
 *
 *   gcc -shared -fPIC -fvisibility=hidden -o to-khai.so smallest.c
 *
 * and to-khai.so put into the site's folder plugins/ is all it takes.
 */

#include <hoso/plugin.h>

static const struct hoso_field form[] = {
  HOSO_PERSON ("nk", "Người khai", .role = HOSO_BOTH),
  HOSO_FIELD (NAME, REQUIRED, "nk_ho_ten", "Họ, chữ đệm, tên", .chars = 60,
              .list = 1),
  HOSO_FIELD (DATE, REQUIRED, "nk_ngay_sinh", "Ngày sinh",
              .fact = HOSO_BIRTH, .max = "received"),
  HOSO_FIELD (NOTES, OPTIONAL, "noi_dung", "Nội dung", .chars = 200),
  HOSO_END_OF_FORM
};

static const struct hoso_rule rules[] = {
  HOSO_RULE (REFUSE, "T1", "nk_ngay_sinh", "age (nk_ngay_sinh) >= 18",
             "Người khai phải đủ 18 tuổi.", .law = "BLDS 2015 Đ20"),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (
  .name = "to-khai", .code = "9.000001", .revision = 1, .title = "Tờ khai",
  .form = form, .rules = rules,
  .terms = HOSO_TERMS (HOSO_TERM (3, WORK_DAYS)),
  .samples = HOSO_SAMPLES (
    HOSO_SAMPLE ("đủ tuổi", .received = "2026-11-20T09:00", .finds = "",
                 .values = "nk_ho_ten=Lê An\nnk_ngay_sinh=2008-11-20\n"),
    HOSO_SAMPLE ("thiếu một ngày", .like = "đủ tuổi", .finds = "T1",
                 .values = "nk_ngay_sinh=2008-11-21\n"))
);
