/* icu-order.c - where the number in collate-test.c comes from: lines of
 * standard input in the order of ICU, and the hash of them all so.
 *
 * Not built with the rest, which does without ICU:
 *
 *   cc icu-order.c -o icu-order -licui18n -licuuc
 *   collate-test syllables | ./icu-order
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>

static UCollator *vi;

static int
order (const void *a, const void *b)
{
  UErrorCode e = U_ZERO_ERROR;

  return ucol_strcollUTF8 (vi, *(char *const *) a, -1, *(char *const *) b, -1,
                           &e);
}

int
main (void)
{
  static char *lines[1 << 17];
  size_t count = 0, room = 0;
  uint64_t hash = 0xcbf29ce484222325; /* FNV-1a */
  UErrorCode e = U_ZERO_ERROR;

  vi = ucol_open ("vi", &e);
  if (U_FAILURE (e))
    return 1;
  while (count < 1 << 17 && getline (&lines[count], &room, stdin) > 0) {
    room = 0;
    lines[count][strcspn (lines[count], "\n")] = '\0';
    count++;
  }
  qsort (lines, count, sizeof *lines, order);
  for (size_t i = 0; i < count; i++)
    for (const char *at = lines[i];; at++) {
      hash = (hash ^ (uint8_t) *at) * 0x100000001b3;
      if (*at == '\0')
        break;
    }
  printf ("%zu lines, ICU " U_ICU_VERSION ": %016llx\n", count,
          (unsigned long long) hash);
  ucol_close (vi);
  return 0;
}
