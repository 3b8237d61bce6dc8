/* clean-test.c - which texts are clean, told as this processor can. */

#include "tests/core/text/clean-cases.h"
