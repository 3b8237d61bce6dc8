/* newer.c - a plugin compiled with a later header, whose rules, fields and
 * sizes have grown.  NEWER_USES says whether it uses what is new.
 */

#include "small.h"

struct newer_field {
  struct hoso_field field;
  const char *more;
};

struct newer_rule {
  struct hoso_rule rule;
  uint32_t more, _zero;
};

struct newer_sizes {
  struct hoso_sizes sizes;
  uint16_t more[4];             /* of structs that do not exist yet          */
};

static const struct newer_field form[] = {
  { HOSO_PERSON ("nk", "Người khai", .role = HOSO_APPLICANT), 0 },
  { HOSO_FIELD (NAME, REQUIRED, "nk_ho_ten", "Họ tên", .chars = 60), 0 },
  { HOSO_FIELD (DATE, REQUIRED, "nk_ngay_sinh", "Ngày sinh",
                .fact = HOSO_BIRTH, .max = "received"), 0 },
  { HOSO_END_OF_FORM, 0 }
};

static const struct newer_rule rules[] = {
  { HOSO_RULE (REFUSE, "T1", "nk_ngay_sinh", "age (nk_ngay_sinh) >= 18",
               "Người khai phải đủ 18 tuổi."), 0, 0 },
  { HOSO_RULE (REFUSE, "T2", "nk_ngay_sinh", "age (nk_ngay_sinh) < 120",
               "Sửa ngày sinh."), NEWER_USES, 0 },
  { HOSO_END_OF_RULES, 0, 0 }
};

static const struct hoso_procedure procedure = {
  .name = "moi", .code = "9.000003", .revision = 1, .title = "Mới",
  .form = &form[0].field, .rules = &rules[0].rule
};

static const struct newer_sizes sizes = {
  { sizeof (struct newer_sizes), sizeof (struct hoso_plugin),
    sizeof (struct hoso_procedure), sizeof (struct newer_field),
    sizeof (struct hoso_choice), sizeof (struct newer_rule),
    sizeof (struct hoso_unique), sizeof (struct hoso_amount),
    sizeof (struct hoso_term), sizeof (struct hoso_fee),
    sizeof (struct hoso_paper), sizeof (struct hoso_sheet),
    sizeof (struct hoso_state), sizeof (struct hoso_sample) },
  { 8, 8, 8, 8 }
};

extern const struct hoso_plugin hoso_plugin;
__attribute__ ((visibility ("default")))
const struct hoso_plugin hoso_plugin = {
  .abi = HOSO_ABI, .sizes = &sizes.sizes, .file = __FILE__,
  .procedure = &procedure
};
