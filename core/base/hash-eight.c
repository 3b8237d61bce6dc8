/* hash-eight.c - eight texts at a time with AVX-512. */

#define LANES 8
#define HASH_LANES hash_eight
#define HASH_TARGET "avx512f,avx512vl"
#include "base/hash-lanes.h"
