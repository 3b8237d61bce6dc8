/* find-block.c - pairs of record and rest in a block: in memory, and as bytes.
 */

#include "store/find-bucket.h"

#include "store/key.h"

#include <string.h>

/* ---- a block in memory ------------------------------------------------ */

void
block_free (struct block *block)
{
  free (block->at);
  block->at = NULL;
  block->count = block->room = 0;
}

static void
make_room (struct block *block)
{
  if (block->count < block->room)
    return;
  block->room = block->room == 0 ? 64 : block->room * 2;
  block->at = bytes_must_again (block->at, block->room * sizeof *block->at);
}

/* The place of PAIR, or of the first one after it.  Most are new, and behind
 * all others.
 */
static size_t
place_of (const struct block *block, struct pair pair)
{
  size_t low = 0, high = block->count;

  if (high > 0 && pair_compare (block->at[high - 1], pair) < 0)
    return high;
  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (pair_compare (block->at[middle], pair) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool
is_at (const struct block *block, size_t place, struct pair pair)
{
  return place < block->count && pair_compare (block->at[place], pair) == 0;
}

bool
block_has (const struct block *block, struct pair pair)
{
  return is_at (block, place_of (block, pair), pair);
}

bool
block_add (struct block *block, struct pair pair)
{
  size_t place = place_of (block, pair);

  if (is_at (block, place, pair))
    return false;
  make_room (block);
  memmove (block->at + place + 1, block->at + place,
           (block->count - place) * sizeof *block->at);
  block->at[place] = pair;
  block->count++;
  return true;
}

bool
block_drop (struct block *block, struct pair pair)
{
  size_t place = place_of (block, pair);

  if (!is_at (block, place, pair))
    return false;
  block->count--;
  memmove (block->at + place, block->at + place + 1,
           (block->count - place) * sizeof *block->at);
  return true;
}

/* ---- a block as bytes ------------------------------------------------- */

enum {
  SEVENS_MOST = 5,
  PAIR_MOST = SEVENS_MOST + 3, /* bytes of a pair: its rest has sixteen bits */
};

void
sevens_put (struct bytes *to, uint64_t n)
{
  unsigned char *at;

  if (to->room - to->len < SEVENS_MOST)
    bytes_reserve (to, SEVENS_MOST);
  for (at = to->at + to->len; n >= 0x80; n >>= 7)
    *at++ = (unsigned char) (n | 0x80);
  *at++ = (unsigned char) n;
  to->len = (size_t) (at - to->at);
}

uint64_t
sevens_take_long (struct reader *r)
{
  uint64_t n = 0;

  for (unsigned i = 0; i < SEVENS_MOST && i < r->left; i++) {
    n |= (uint64_t) (r->at[i] & 0x7f) << 7 * i;
    if (r->at[i] < 0x80) {
      take (r, i + 1);
      return n;
    }
  }
  r->bad = true;
  return 0;
}

/* Appends as many pairs as fit in MOST bytes; returns how many. */
static size_t
put_pairs (const struct block *block, struct bytes *to, size_t most)
{
  uint32_t before = block->first;
  size_t begin = to->len, i;

  for (i = 0; i < block->count && to->len - begin <= most; i++) {
    sevens_put (to, block->at[i].ordinal - before);
    sevens_put (to, block->at[i].rest);
    before = block->at[i].ordinal;
  }
  return to->len - begin <= most ? i : i - 1;
}

void
block_put (const struct block *block, struct bytes *to)
{
  put_pairs (block, to, SIZE_MAX);
}

/* Whether pairs I - 1 and I are of different records. */
static bool
parts_records (const struct block *block, size_t i)
{
  return i == 0 || i == block->count
         || block->at[i - 1].ordinal != block->at[i].ordinal;
}

size_t
block_keeps (const struct block *block, bool at_end)
{
  SCOPED_BYTES bytes = { 0 };
  size_t fit, keeps;

  if (block->count <= BLOCK_MOST / PAIR_MOST)
    return block->count;
  fit = put_pairs (block, &bytes, BLOCK_MOST);
  if (fit == block->count)
    return fit;
  for (keeps = at_end ? fit : block->count / 2; !parts_records (block, keeps);
       keeps--)
    ;
  for (keeps += keeps == 0; !parts_records (block, keeps); keeps++)
    ;
  return keeps;
}

/* Moves PAIR on to the next one of a block; IS_FIRST: from the record in its
 * key.  False when the bytes are no block.
 */
static inline bool
take_pair (struct reader *r, bool is_first, struct pair *pair)
{
  uint64_t ordinal = pair->ordinal + sevens_take (r), rest = sevens_take (r);
  bool behind = is_first || ordinal > pair->ordinal || rest > pair->rest;

  *pair = (struct pair){ (uint32_t) ordinal, (uint16_t) rest };
  return behind && ordinal <= UINT32_MAX && rest <= UINT16_MAX && !r->bad;
}

bool
block_read (struct slice value, uint32_t first, struct block *block)
{
  struct reader r = reader_of (value.at, value.len);
  struct pair pair = { .ordinal = first };

  block->first = first;
  block->count = 0;
  while (r.left > 0) {
    if (!take_pair (&r, block->count == 0, &pair))
      return false;
    make_room (block);
    block->at[block->count++] = pair;
  }
  return true;
}

/* The last pair of a stored block; false when that is none. */
static bool
last_pair (struct slice stored, uint32_t first, struct pair *last)
{
  struct reader r = reader_of (stored.at, stored.len);
  bool good = r.left > 0;

  *last = (struct pair){ .ordinal = first };
  for (bool is_first = true; good && r.left > 0; is_first = false)
    good = take_pair (&r, is_first, last);
  return good;
}

size_t
block_push (struct bytes *stored, uint32_t first,
            const struct pair_change *changes, size_t count)
{
  struct pair last;
  size_t i, len = stored->len;

  if (!last_pair (bytes_slice (stored), first, &last))
    return 0;
  for (i = 0; i < count; i++, len = stored->len) {
    struct pair pair = changes[i].pair;

    if (changes[i].drop || pair_compare (last, pair) >= 0)
      break;
    sevens_put (stored, pair.ordinal - last.ordinal);
    sevens_put (stored, pair.rest);
    if (stored->len > BLOCK_MOST)
      break;
    last = pair;
  }
  stored->len = len;
  return i;
}
