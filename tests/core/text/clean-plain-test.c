/* clean-plain-test.c - which texts are clean, told as where there is no AVX2. */

#define CLEAN_PLAINLY
#include "tests/core/text/clean-cases.h"
