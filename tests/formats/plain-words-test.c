/* plain-words-test.c - texts copied while they are looked at, eight bytes at a
 * time: as it is done where there are no registers of sixteen.
 */

#define PLAIN_WORDS
#include "tests/formats/plain-cases.h"
