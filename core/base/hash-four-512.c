/* hash-four-512.c - four texts at a time with the registers of AVX-512. */

#define LANES 4
#define HASH_LANES hash_four_512
#define HASH_TARGET "avx512f,avx512vl"
#include "base/hash-lanes.h"
