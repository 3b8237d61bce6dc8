/* row-test.c - where a value of CSV ends, found as this processor can. */

#include "tests/formats/row-cases.h"
