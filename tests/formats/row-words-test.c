/* row-words-test.c - where a value of CSV ends, found eight bytes at a time: as
 * it is done where there are no registers of sixteen.
 */

#define ROW_WORDS
#include "tests/formats/row-cases.h"
