/* faulty.c - a plugin whose condition names a field that is not there. */

#include "small.h"

static const struct hoso_rule rules[] = {
  HOSO_RULE (WARN, "T1", "nk_ho_ten", "nk_tuoi >= 18", "Sửa."), /* line 6 */
  HOSO_END_OF_RULES
};

HOSO_REGISTER (SMALL ("loi", "9.000006"), .rules = rules);
