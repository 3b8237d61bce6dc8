/* plain-test.c - texts copied while they are looked at, as this processor can.
 */

#include "tests/formats/plain-cases.h"
