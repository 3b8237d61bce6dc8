/* hash-four.c - four texts at a time with AVX2. */

#define LANES 4
#define HASH_LANES hash_four
#define HASH_KEY hash_four_key
#define HASH_BYTES
#define HASH_TARGET "avx2"
#include "base/hash-lanes.h"
