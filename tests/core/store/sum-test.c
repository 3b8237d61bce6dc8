/* sum-test.c - sums are the library's, and the library's own are no others. */

#include "store/sum.h"
#include "tests/tap.h"

#include <db.h>
#include <dlfcn.h>
#include <string.h>

enum { MOST = 9000 };

typedef uint32_t (*library_sum) (void *, const void *, uint32_t);

static unsigned char bytes[MOST];

static uint32_t
plain (size_t len)
{
  uint32_t h = 0;

  for (size_t i = 0; i < len; i++)
    h = 33 * h + bytes[i];
  return h;
}

/* The first length at which SUM is another one, or MOST. */
static uint32_t
differs (library_sum sum)
{
  uint32_t len = 0;

  while (len < MOST && sum (NULL, bytes, len) == plain (len))
    len += len < 300 ? 1 : 97;
  return len < MOST ? len : MOST;
}

static uint32_t
of_all (void *unused, const void *from, uint32_t len)
{
  (void) unused;
  return sum_on (0, from, len);
}

static uint32_t
of_parts (void *unused, const void *from, uint32_t len)
{
  (void) unused;
  return sum_on (sum_on (0, from, len / 3), (const char *) from + len / 3,
                 len - len / 3);
}

static library_sum
named (void *where)
{
  void *symbol = dlsym (where, "__ham_func4");
  library_sum sum;

  memcpy (&sum, &symbol, sizeof sum);
  return sum;
}

int
main (void)
{
  int version = 0;
  const char *name = db_version (&version, NULL, NULL); /* links it */
  library_sum here = named (RTLD_DEFAULT), theirs = named (RTLD_NEXT);

  for (size_t i = 0; i < MOST; i++)
    bytes[i] = (unsigned char) (i * i >> 3 ^ 0xa5 * i);
  ok (differs (of_all) == MOST, "sums of all lengths: %u", differs (of_all));
  ok (differs (of_parts) == MOST, "and of two parts: %u", differs (of_parts));
  ok (here != NULL && differs (here) == MOST, "what %s calls gives the same",
      name);
  ok (theirs == NULL || (theirs != here && differs (theirs) == MOST),
      "and so does its own, of which it takes the place");
  return tap_done ();
}
