/* fuzz.h - the one function of a fuzz target; replay.c and libFuzzer call it.
 *
 * With clang the same file becomes a fuzzer: compile it without replay.c and
 * with -fsanitize=fuzzer,address,undefined.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *at, size_t len);

#endif
