/* kind.c - a plugin with a kind of field that is to come; KIND_LIKE is the
 * older kind that it is like, or 0.
 */

#include <hoso/plugin.h>

#define HOSO_TAX_CODE (99 | KIND_LIKE << 8)

static const struct hoso_field form[] = {
  HOSO_FIELD (NAME, REQUIRED, "ten", "Tên", .chars = 60),
  HOSO_FIELD (TAX_CODE, OPTIONAL, "ma_so_thue", "Mã số thuế", .chars = 14),
  HOSO_END_OF_FORM
};

HOSO_REGISTER (.name = "kieu", .code = "9.000004", .revision = 1,
               .title = "Kiểu mới", .form = form);
