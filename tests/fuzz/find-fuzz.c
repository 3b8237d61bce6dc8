/* find-fuzz.c - whatever bytes the index of words holds, reading them stays
 * inside, and what is read is written as it was.
 */

#include "store/find-bucket.h"
#include "store/find-container.h"
#include "store/key.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static void
read_container (struct slice all)
{
  static struct bits bits, again;
  SCOPED_BYTES stored = { 0 };

  memset (&bits, 0, sizeof bits);
  memset (&again, 0, sizeof again);
  if (!container_add (all, &bits) || bits_count (&bits) == 0)
    return;
  container_put (&bits, &stored);
  if (stored.len > CONTAINER_MOST
      || !container_add (bytes_slice (&stored), &again)
      || memcmp (&bits, &again, sizeof bits) != 0)
    abort ();
}

/* A block with a pair more and a pair less is a block. */
static void
read_block (struct slice all)
{
  SCOPED_BLOCK block = { .first = 0 };
  SCOPED_BLOCK again = { .first = 0 };
  SCOPED_BYTES stored = { 0 };
  struct pair pair = { .ordinal = 70000, .rest = 3 };
  uint32_t first = key_end (all);
  size_t keeps;

  if (!block_read (all, first, &block))
    return;
  if (pair.ordinal >= first)
    block_add (&block, pair);
  if (block.count == 0)
    return;
  block_put (&block, &stored);
  if (!block_read (bytes_slice (&stored), first, &again)
      || again.count != block.count)
    abort ();
  keeps = block_keeps (&block, all.len % 2 == 0);
  if (keeps > block.count)
    abort ();
  block_drop (&block, block.at[keeps / 2]);
}

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  struct slice all = { at, len };

  read_container (all);
  read_block (all);
  return 0;
}
