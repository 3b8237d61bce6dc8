/* shelf.c - rows of one table in memory, sorted by their keys.
 *
 * A shelf is a sorted list of blocks, a block a sorted list of up to 128 rows,
 * whose bytes lie together: a row costs its bytes and 18 more, and to put one
 * moves some hundred bytes.
 */

#include "store/shelf.h"

#include "store/key.h"

#include <string.h>

enum { BLOCK = 128, ROW_FRONT = 6, BLOCKS_FIRST = 16, BYTES_FIRST = 1024 };
static const uint32_t dropped = UINT32_C (1) << 31;

/* A row: u16 length of its key, u32 length of its value (the highest bit: that
 * it is dropped), both.
 */
struct block {
  unsigned count;
  size_t dead; /* bytes that are no row's any more */
  struct bytes rows;
  uint64_t fronts[BLOCK]; /* of the keys, in their order                      */
  uint32_t at[BLOCK];     /* where each row begins                            */
};

/* Where a row is, or would be. */
struct spot {
  struct shelf_place at;
  bool found;
};

/* A key that is looked for.  FRONT: its first eight bytes as a number, of which
 * most pairs of keys are told apart.
 */
struct wanted {
  struct slice key;
  uint64_t front;
};

/* ---- a block ----------------------------------------------------------- */

static struct shelf_row
row_at (const struct block *b, unsigned n)
{
  const unsigned char *at = b->rows.at + b->at[n];
  uint16_t key;
  uint32_t value;

  memcpy (&key, at, sizeof key);
  memcpy (&value, at + sizeof key, sizeof value);
  return (struct shelf_row){
    .key = { at + ROW_FRONT, key },
    .value = { at + ROW_FRONT + key, value & ~dropped },
    .drop = (value & dropped) != 0,
  };
}

static size_t
size_of (const struct shelf_row *row)
{
  return ROW_FRONT + row->key.len + row->value.len;
}

static void
append (struct block *b, unsigned n, const struct shelf_row *row)
{
  uint16_t key = (uint16_t) row->key.len;
  uint32_t value = (uint32_t) row->value.len | (row->drop ? dropped : 0);

  b->fronts[n] = key_front (row->key);
  b->at[n] = (uint32_t) b->rows.len;
  bytes_add (&b->rows, &key, sizeof key);
  bytes_add (&b->rows, &value, sizeof value);
  bytes_add (&b->rows, row->key.at, row->key.len);
  if (row->value.len > 0)
    bytes_add (&b->rows, row->value.at, row->value.len);
}

static struct block *
block_new (size_t bytes)
{
  struct block *b = bytes_must (sizeof *b);

  b->count = 0;
  b->fronts[0] = 0;
  b->dead = 0;
  b->rows = (struct bytes){ 0 };
  bytes_reserve (&b->rows, bytes);
  return b;
}

static void
block_free (struct block *b)
{
  bytes_free (&b->rows);
  free (b);
}

/* A block of its own with COUNT rows of B, from row FROM on. */
static struct block *
copy_rows (const struct block *b, unsigned from, unsigned count)
{
  struct block *copy;
  size_t bytes = 0;

  for (unsigned n = from; n < from + count; n++) {
    struct shelf_row row = row_at (b, n);

    bytes += size_of (&row);
  }
  copy = block_new (bytes);
  for (unsigned n = from; n < from + count; n++) {
    struct shelf_row row = row_at (b, n);

    append (copy, copy->count++, &row);
  }
  return copy;
}

/* < 0, 0, > 0 as the key of row N is before, equal to, behind the WANTED. */
static int
order_at (const struct block *b, unsigned n, const struct wanted *wanted)
{
  if (b->fronts[n] != wanted->front)
    return b->fronts[n] < wanted->front ? -1 : 1;
  return key_compare (row_at (b, n).key, wanted->key);
}

/* The first row of B whose key is not before the WANTED. */
static unsigned
place_in (const struct block *b, const struct wanted *wanted)
{
  unsigned from = 0, to = b->count;

  while (from < to) {
    unsigned middle = (from + to) / 2;

    if (order_at (b, middle, wanted) < 0)
      from = middle + 1;
    else
      to = middle;
  }
  return from;
}

/* ---- the list of blocks ------------------------------------------------- */

void
shelf_free (struct shelf *s)
{
  for (size_t i = 0; i < s->n_blocks; i++)
    block_free (s->blocks[i]);
  free (s->blocks);
  free (s->fronts);
  *s = (struct shelf){ 0 };
}

static size_t
bytes_of (const struct block *b)
{
  return sizeof *b + b->rows.room;
}

static void
insert_block (struct shelf *s, size_t place, struct block *b)
{
  if (s->n_blocks == s->room) {
    s->room = s->room == 0 ? BLOCKS_FIRST : 2 * s->room;
    s->blocks = bytes_must_again (s->blocks, s->room * sizeof *s->blocks);
    s->fronts = bytes_must_again (s->fronts, s->room * sizeof *s->fronts);
  }
  memmove (&s->blocks[place + 1], &s->blocks[place],
           (s->n_blocks - place) * sizeof *s->blocks);
  memmove (&s->fronts[place + 1], &s->fronts[place],
           (s->n_blocks - place) * sizeof *s->fronts);
  s->blocks[place] = b;
  s->fronts[place] = b->fronts[0];
  s->n_blocks++;
  s->bytes += bytes_of (b);
}

/* In the place of a block, B, which may be NULL. */
static void
replace_block (struct shelf *s, size_t place, struct block *b)
{
  s->bytes -= bytes_of (s->blocks[place]);
  block_free (s->blocks[place]);
  s->blocks[place] = b;
  if (b != NULL) {
    s->bytes += bytes_of (b);
    return;
  }
  s->n_blocks--;
  memmove (&s->blocks[place], &s->blocks[place + 1],
           (s->n_blocks - place) * sizeof *s->blocks);
  memmove (&s->fronts[place], &s->fronts[place + 1],
           (s->n_blocks - place) * sizeof *s->fronts);
}

static bool
begins_behind (const struct shelf *s, size_t place, const struct wanted *wanted)
{
  if (s->fronts[place] != wanted->front)
    return s->fronts[place] > wanted->front;
  return order_at (s->blocks[place], 0, wanted) > 0;
}

/* The block where the WANTED is, or belongs: the last that does not begin
 * behind it.
 */
static size_t
block_of (const struct shelf *s, const struct wanted *wanted)
{
  size_t from = 0, to = s->n_blocks;

  while (to - from > 1) {
    size_t middle = (from + to) / 2;

    if (begins_behind (s, middle, wanted))
      to = middle;
    else
      from = middle;
  }
  return from;
}

static struct spot
spot_of_end (const struct shelf *s)
{
  size_t n = s->n_blocks;

  if (n == 0)
    return (struct spot){ .found = false };
  return (struct spot){ { n - 1, s->blocks[n - 1]->count }, false };
}

/* Much of what comes belongs behind all that is there. */
static bool
is_behind (const struct shelf *s, const struct wanted *wanted)
{
  const struct block *last = s->blocks[s->n_blocks - 1];

  return order_at (last, last->count - 1, wanted) < 0;
}

static struct spot
spot_of (const struct shelf *s, struct slice key)
{
  struct wanted wanted = { key, key_front (key) };
  struct spot spot = { .found = false };
  const struct block *b;

  if (s->n_blocks == 0 || is_behind (s, &wanted))
    return spot_of_end (s);
  spot.at.block = block_of (s, &wanted);
  b = s->blocks[spot.at.block];
  spot.at.row = place_in (b, &wanted);
  spot.found =
    spot.at.row < b->count && order_at (b, spot.at.row, &wanted) == 0;
  return spot;
}

/* ---- looking ------------------------------------------------------------ */

bool
shelf_find (const struct shelf *s, struct slice key, struct shelf_row *row)
{
  struct spot spot = spot_of (s, key);

  if (spot.found)
    *row = row_at (s->blocks[spot.at.block], spot.at.row);
  return spot.found;
}

struct shelf_place
shelf_place (const struct shelf *s, struct slice key, bool at)
{
  struct spot spot = spot_of (s, key);

  spot.at.row += spot.found && !at;
  return spot.at;
}

bool
shelf_look (const struct shelf *s, struct shelf_place *place,
            struct shelf_row *row)
{
  if (place->block < s->n_blocks
      && place->row >= s->blocks[place->block]->count)
    *place = (struct shelf_place){ place->block + 1, 0 };
  if (place->block >= s->n_blocks)
    return false;
  *row = row_at (s->blocks[place->block], place->row);
  return true;
}

bool
shelf_after (const struct shelf *s, struct slice key, bool at,
             struct shelf_row *row)
{
  struct shelf_place place = shelf_place (s, key, at);

  return shelf_look (s, &place, row);
}

bool
shelf_before (const struct shelf *s, struct slice key, bool at,
              struct shelf_row *row)
{
  struct spot spot = key.at == NULL ? spot_of_end (s) : spot_of (s, key);
  struct shelf_place place = spot.at;

  if (!(spot.found && at)) {
    if (place.row == 0 && place.block == 0)
      return false;
    if (place.row == 0)
      place.row = s->blocks[--place.block]->count;
    place.row--;
  }
  *row = row_at (s->blocks[place.block], place.row);
  return true;
}

/* ---- changing ----------------------------------------------------------- */

/* Makes the block of PLACE two, and PLACE one in them.  What comes in order of
 * keys leaves full blocks behind.
 */
static void
split (struct shelf *s, struct shelf_place *place)
{
  struct block *b = s->blocks[place->block];
  bool last = place->row == BLOCK && place->block + 1 == s->n_blocks;
  unsigned left = last ? BLOCK : BLOCK / 2;

  insert_block (s, place->block + 1,
                last ? block_new (BYTES_FIRST) : copy_rows (b, left, left));
  if (!last)
    replace_block (s, place->block, copy_rows (b, 0, left));
  if (place->row >= left) {
    place->block++;
    place->row -= left;
  }
}

/* A block is packed when half of its bytes are dead. */
static void
bury (struct shelf *s, size_t place, size_t bytes)
{
  struct block *b = s->blocks[place];

  b->dead += bytes;
  if (b->dead > BYTES_FIRST && b->dead > b->rows.len / 2)
    replace_block (s, place, copy_rows (b, 0, b->count));
}

static void
replace_row (struct shelf *s, const struct shelf_place *place,
             const struct shelf_row *row)
{
  struct block *b = s->blocks[place->block];
  struct shelf_row old = row_at (b, place->row);
  size_t room = b->rows.room, dead = size_of (&old);

  append (b, place->row, row);
  s->bytes += b->rows.room - room;
  bury (s, place->block, dead);
}

static void
insert_row (struct shelf *s, struct shelf_place place,
            const struct shelf_row *row)
{
  struct block *b;
  size_t room, behind;

  if (s->n_blocks == 0)
    insert_block (s, 0, block_new (BYTES_FIRST));
  if (s->blocks[place.block]->count == BLOCK)
    split (s, &place);
  b = s->blocks[place.block];
  room = b->rows.room;
  behind = b->count - place.row;
  memmove (&b->at[place.row + 1], &b->at[place.row], behind * sizeof *b->at);
  memmove (&b->fronts[place.row + 1], &b->fronts[place.row],
           behind * sizeof *b->fronts);
  b->count++;
  append (b, place.row, row);
  s->fronts[place.block] = b->fronts[0];
  s->bytes += b->rows.room - room;
  s->count++;
}

enum shelf_had
shelf_put (struct shelf *s, const struct shelf_row *row, struct bytes *old)
{
  struct spot spot = spot_of (s, row->key);
  struct shelf_row had;

  if (!spot.found) {
    insert_row (s, spot.at, row);
    return SHELF_NONE;
  }
  had = row_at (s->blocks[spot.at.block], spot.at.row);
  bytes_add (old, had.value.at, had.value.len);
  replace_row (s, &spot.at, row);
  return had.drop ? SHELF_DROP : SHELF_ROW;
}

void
shelf_take_at (struct shelf *s, const struct shelf_place *place)
{
  struct block *b = s->blocks[place->block];
  struct shelf_row row = row_at (b, place->row);
  size_t dead = size_of (&row), behind = --b->count - place->row;

  memmove (&b->at[place->row], &b->at[place->row + 1], behind * sizeof *b->at);
  memmove (&b->fronts[place->row], &b->fronts[place->row + 1],
           behind * sizeof *b->fronts);
  s->fronts[place->block] = b->fronts[0];
  s->count--;
  if (b->count == 0)
    replace_block (s, place->block, NULL);
  else
    bury (s, place->block, dead);
}

void
shelf_take (struct shelf *s, struct slice key)
{
  struct spot spot = spot_of (s, key);

  if (spot.found)
    shelf_take_at (s, &spot.at);
}
