/* wrong-sample.c - a plugin whose sample does not find what it says. */

#include "small.h"

static const struct hoso_rule rules[] = {
  HOSO_RULE (WARN, "T1", "nk_ho_ten", "nk_ho_ten != 'LÊ AN'", "Xem lại."),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (SMALL ("mau-sai", "9.000007"), .rules = rules,
               .samples = HOSO_SAMPLES (HOSO_SAMPLE (
                 "sai", .received = "2026-11-20T09:00", .finds = "T1",
                 .values = "nk_ho_ten=Lê Bình\n")));
