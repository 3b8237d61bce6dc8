/* ack-fuzz.c - whatever the other side answers, rejections are told only when
 * all of it was read.
 */

#include "base/hash.h"
#include "delivery/ack.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void
count (void *with, const struct hoso_rejection *rejection)
{
  unsigned char id[ID_SIZE];

  if (!hex_read (rejection->id, id, ID_SIZE)
      || strlen (rejection->reason) > 64 * 1024)
    abort ();
  ++*(unsigned *) with;
}

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  struct bytes text = { (unsigned char *) at, len, len };
  unsigned told = 0;

  if (ack_read (&text, 1, "00ff", count, &told) != ACK_GOOD && told > 0)
    abort ();
  return 0;
}
