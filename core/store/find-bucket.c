/* find-bucket.c - numbers and births: pairs of record and rest, in blocks. */

#include "store/find-bucket.h"

#include "base/language.h"
#include "store/table.h"

#include <string.h>

/* ---- a block in memory
 * -------------------------------------------------------- */

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

static int
pair_compare (struct pair a, struct pair b)
{
  if (a.ordinal != b.ordinal)
    return a.ordinal < b.ordinal ? -1 : 1;
  return (a.rest > b.rest) - (a.rest < b.rest);
}

/* The place of PAIR, or of the first one after it. */
static size_t
place_of (const struct block *block, struct pair pair)
{
  size_t low = 0, high = block->count;

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

size_t
block_middle (const struct block *block, struct pair pair)
{
  size_t last = block->count - 1;
  size_t middle = is_at (block, last, pair) ? last : block->count / 2;
  size_t later = middle;

  while (middle > 0
         && block->at[middle].ordinal == block->at[middle - 1].ordinal)
    middle--;
  if (middle > 0)
    return middle;
  while (later < block->count
         && block->at[later].ordinal == block->at[0].ordinal)
    later++;
  return later < block->count ? later : 0;
}

/* ---- a block as bytes
 * --------------------------------------------------------- */

static void
put_sevens (struct bytes *to, uint32_t n)
{
  for (; n >= 0x80; n >>= 7)
    put_u8 (to, (uint8_t) (n | 0x80));
  put_u8 (to, (uint8_t) n);
}

static uint64_t
take_sevens (struct reader *r)
{
  uint64_t n = 0;

  for (unsigned shift = 0; shift < 35; shift += 7) {
    uint8_t byte = take_u8 (r);

    n |= (uint64_t) (byte & 0x7f) << shift;
    if (byte < 0x80)
      return n;
  }
  r->bad = true;
  return 0;
}

void
block_put (const struct block *block, struct bytes *to)
{
  uint32_t before = block->first;

  for (size_t i = 0; i < block->count; i++) {
    put_sevens (to, block->at[i].ordinal - before);
    put_sevens (to, block->at[i].rest);
    before = block->at[i].ordinal;
  }
}

bool
block_read (struct slice value, uint32_t first, struct block *block)
{
  struct reader r = reader_of (value.at, value.len);
  uint64_t ordinal = first;

  block->first = first;
  block->count = 0;
  while (r.left > 0 && !r.bad) {
    uint64_t rest;
    struct pair pair;

    ordinal += take_sevens (&r);
    rest = take_sevens (&r);
    if (ordinal > UINT32_MAX || rest > UINT16_MAX)
      return false;
    pair = (struct pair){ (uint32_t) ordinal, (uint16_t) rest };
    if (block->count > 0
        && pair_compare (block->at[block->count - 1], pair) >= 0)
      return false;
    make_room (block);
    block->at[block->count++] = pair;
  }
  return !r.bad;
}

/* ---- in the table
 * ------------------------------------------------------------- */

enum { KEY_SIZE_BLOCK = 7, KEY_SIZE_BUCKET = 3 };

static void
key_add (struct bytes *key, uint16_t number, uint32_t first)
{
  put_u8 (key, ROW_BLOCK);
  put_be16 (key, number);
  put_be32 (key, ~first);
}

static bool
key_read (struct slice key, uint16_t number, uint32_t *first)
{
  struct reader r = reader_of (key.at, key.len);

  if (key.len != KEY_SIZE_BLOCK || take_u8 (&r) != ROW_BLOCK
      || take_be16 (&r) != number)
    return false;
  *first = ~take_be32 (&r);
  return true;
}

static enum outcome
damaged (struct error *e)
{
  return fail (e, ERR_DAMAGED, 0,
               _ ("The numbers in the index of words do not decode: "
                  "run 'hoso verify'"));
}

/* Reads the block that ORDINAL belongs in; one that starts with it, and has
 * nothing in it, when the bucket has none so old.
 */
static enum outcome
read_block (struct store *store, uint16_t number, uint32_t ordinal,
            struct block *block, struct error *e)
{
  SCOPED_BYTES key = { 0 };
  struct walk walk;
  uint32_t first;
  enum outcome outcome = walk_open (store, T_FIND, &walk, e);

  if (outcome != OK)
    return outcome;
  key_add (&key, number, ordinal);
  block->first = ordinal;
  block->count = 0;
  outcome = walk_first (&walk, (struct slice){ key.at, key.len }, e);
  if (outcome == OK && key_read (walk.key, number, &first)
      && !block_read (walk.value, first, block))
    outcome = damaged (e);
  walk_close (&walk);
  return outcome == ERR_ABSENT ? OK : outcome;
}

static enum outcome
write_block (struct store *store, uint16_t number, const struct block *block,
             struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };
  struct slice slice;

  key_add (&key, number, block->first);
  slice = (struct slice){ key.at, key.len };
  if (block->count == 0)
    return table_drop (store, T_FIND, slice, e);
  block_put (block, &value);
  return table_put (store, T_FIND, slice, (struct slice){ value.at, value.len },
                    e);
}

static bool
is_long (const struct block *block)
{
  SCOPED_BYTES value = { 0 };

  if (block->count < BLOCK_MOST / 8) /* a pair has eight bytes at most */
    return false;
  block_put (block, &value);
  return value.len > BLOCK_MOST;
}

/* Moves the pairs from MIDDLE on into a block of their own. */
static enum outcome
divide (struct store *store, uint16_t number, struct block *block,
        size_t middle, struct error *e)
{
  struct block later = {
    .first = block->at[middle].ordinal,
    .at = block->at + middle,
    .count = block->count - middle,
  };

  block->count = middle;
  return write_block (store, number, &later, e);
}

enum outcome
bucket_add (struct store *store, struct bucket bucket, uint32_t ordinal,
            struct error *e)
{
  struct pair pair = { ordinal, bucket.rest };
  SCOPED_BLOCK block = { 0 };
  enum outcome outcome = read_block (store, bucket.number, ordinal, &block, e);
  size_t middle;

  if (outcome != OK || !block_add (&block, pair))
    return outcome;
  middle = is_long (&block) ? block_middle (&block, pair) : 0;
  if (middle > 0)
    outcome = divide (store, bucket.number, &block, middle, e);
  return outcome != OK ? outcome
                       : write_block (store, bucket.number, &block, e);
}

enum outcome
bucket_drop (struct store *store, struct bucket bucket, uint32_t ordinal,
             struct error *e)
{
  SCOPED_BLOCK block = { 0 };
  enum outcome outcome = read_block (store, bucket.number, ordinal, &block, e);

  if (outcome != OK
      || !block_drop (&block, (struct pair){ ordinal, bucket.rest }))
    return outcome;
  return write_block (store, bucket.number, &block, e);
}

enum outcome
bucket_has (struct store *store, struct bucket bucket, uint32_t ordinal,
            bool *has, struct error *e)
{
  struct pair pair = { ordinal, bucket.rest };
  SCOPED_BLOCK block = { 0 };
  enum outcome outcome = read_block (store, bucket.number, ordinal, &block, e);

  *has = outcome == OK && is_at (&block, place_of (&block, pair), pair);
  return outcome;
}

/* ---- lists
 * -------------------------------------------------------------------- */

void
ordinals_add (struct ordinals *list, uint32_t ordinal)
{
  if (list->count == list->room) {
    list->room = list->room == 0 ? 64 : list->room * 2;
    list->at = bytes_must_again (list->at, list->room * sizeof *list->at);
  }
  list->at[list->count++] = ordinal;
}

void
ordinals_free (struct ordinals *list)
{
  free (list->at);
  *list = (struct ordinals){ 0 };
}

static void
list_block (const struct block *block, rest_wanted wanted, uint16_t with,
            struct ordinals *list)
{
  for (size_t i = block->count; i-- > 0;) {
    struct pair pair = block->at[i];
    bool repeated =
      list->count > 0 && list->at[list->count - 1] == pair.ordinal;

    if (!repeated && wanted (pair.rest, with))
      ordinals_add (list, pair.ordinal);
  }
}

enum outcome
bucket_list (struct store *store, uint16_t number, rest_wanted wanted,
             uint16_t with, struct ordinals *list, struct error *e)
{
  SCOPED_BYTES from = { 0 };
  SCOPED_BLOCK block = { 0 };
  struct walk walk;
  uint32_t first;
  enum outcome outcome = walk_open (store, T_FIND, &walk, e);

  if (outcome != OK)
    return outcome;
  key_add (&from, number, UINT32_MAX);
  outcome = walk_first (&walk, (struct slice){ from.at, from.len }, e);
  while (outcome == OK && key_read (walk.key, number, &first)) {
    if (block_read (walk.value, first, &block)) {
      list_block (&block, wanted, with, list);
      outcome = walk_next (&walk, e);
    } else
      outcome = damaged (e);
  }
  walk_close (&walk);
  return outcome == ERR_ABSENT ? OK : outcome;
}
