/* detect-fuzz.c - which encoding any bytes are in: what is said of it holds
 * together, and UTF-8 is never another one.
 */

#include "tests/fuzz/fuzz.h"
#include "text/detect.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool
is_ascii (const uint8_t *at, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (at[i] >= 0x80)
      return false;
  return true;
}

/* Then it may be UTF-16 as well. */
static bool
has_zero (const uint8_t *at, size_t len)
{
  return len > 0 && memchr (at, 0, len) != NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *from, size_t len)
{
  struct guesses g;

  detect (from, len, &g);
  if (g.count > sizeof g.at / sizeof *g.at || (g.plain && !is_ascii (from, len))
      || (g.clear && !g.plain && g.count == 0))
    abort ();
  for (unsigned i = 0; i < g.count; i++)
    if (g.at[i].good > g.at[i].words || !(g.at[i].share >= 0)
        || g.at[i].share > 1)
      abort ();
  if (utf8_valid (from, len) && !is_ascii (from, len) && !has_zero (from, len)
      && !(g.clear
           && (g.at[0].through || g.at[0].charset.kind == CHARSET_UTF8)))
    abort ();
  return 0;
}
