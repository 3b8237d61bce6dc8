/* good.c - a plugin without a fault; GOOD_NAME is its name. */

#include "small.h"

HOSO_REGISTER (SMALL (GOOD_NAME, "9.000001"));
