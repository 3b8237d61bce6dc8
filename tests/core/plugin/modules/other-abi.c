/* other-abi.c - a plugin of an ABI that is to come. */

#include "small.h"

static const struct hoso_procedure procedure = { SMALL ("khac", "9.000002") };
static const struct hoso_sizes sizes = HOSO_SIZES;

extern const struct hoso_plugin hoso_plugin;
__attribute__ ((visibility ("default")))
const struct hoso_plugin hoso_plugin = {
  .abi = HOSO_ABI + 1, .sizes = &sizes, .file = __FILE__,
  .procedure = &procedure
};
