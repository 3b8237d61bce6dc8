/* shelf.c - rows of one table in memory, sorted by their keys.
 *
 * A shelf is a sorted list of blocks, a block a sorted list of up to 128 rows,
 * whose bytes lie together: a row costs its bytes and ten more, and to put one
 * moves some hundred bytes.
 */

#include "store/shelf.h"

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
  uint32_t at[BLOCK]; /* where each row begins, by key */
};

/* A place in a shelf: row N of block B, or where it would be. */
struct spot {
  size_t b;
  unsigned n;
  bool found;
};

int
keys_order (struct slice a, struct slice b)
{
  size_t len = a.len < b.len ? a.len : b.len;
  int order = len == 0 ? 0 : memcmp (a.at, b.at, len);

  return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

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

/* The first row of B whose key is not before KEY. */
static unsigned
place_in (const struct block *b, struct slice key)
{
  unsigned from = 0, to = b->count;

  while (from < to) {
    unsigned middle = (from + to) / 2;

    if (keys_order (row_at (b, middle).key, key) < 0)
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
  }
  memmove (&s->blocks[place + 1], &s->blocks[place],
           (s->n_blocks - place) * sizeof *s->blocks);
  s->blocks[place] = b;
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
}

/* The block where KEY is, or belongs: the last that does not begin behind it.
 */
static size_t
block_of (const struct shelf *s, struct slice key)
{
  size_t from = 0, to = s->n_blocks;

  while (to - from > 1) {
    size_t middle = (from + to) / 2;

    if (keys_order (row_at (s->blocks[middle], 0).key, key) <= 0)
      from = middle;
    else
      to = middle;
  }
  return from;
}

static struct spot
spot_of (const struct shelf *s, struct slice key)
{
  struct spot spot = { .b = 0 };
  const struct block *b;

  if (s->n_blocks == 0)
    return spot;
  spot.b = block_of (s, key);
  b = s->blocks[spot.b];
  spot.n = place_in (b, key);
  spot.found =
    spot.n < b->count && keys_order (row_at (b, spot.n).key, key) == 0;
  return spot;
}

/* ---- looking ------------------------------------------------------------ */

bool
shelf_find (const struct shelf *s, struct slice key, struct shelf_row *row)
{
  struct spot spot = spot_of (s, key);

  if (spot.found)
    *row = row_at (s->blocks[spot.b], spot.n);
  return spot.found;
}

bool
shelf_after (const struct shelf *s, struct slice key, bool at,
             struct shelf_row *row)
{
  struct spot spot = spot_of (s, key);

  spot.n += spot.found && !at;
  if (spot.b < s->n_blocks && spot.n == s->blocks[spot.b]->count) {
    spot.b++;
    spot.n = 0;
  }
  if (spot.b >= s->n_blocks)
    return false;
  *row = row_at (s->blocks[spot.b], spot.n);
  return true;
}

static struct spot
spot_of_end (const struct shelf *s)
{
  size_t n = s->n_blocks;

  return n == 0 ? (struct spot){ .b = 0 }
                : (struct spot){ .b = n - 1, .n = s->blocks[n - 1]->count };
}

bool
shelf_before (const struct shelf *s, struct slice key, bool at,
              struct shelf_row *row)
{
  struct spot spot = key.at == NULL ? spot_of_end (s) : spot_of (s, key);

  if (!(spot.found && at)) {
    if (spot.n == 0 && spot.b == 0)
      return false;
    if (spot.n == 0)
      spot.n = s->blocks[--spot.b]->count;
    spot.n--;
  }
  *row = row_at (s->blocks[spot.b], spot.n);
  return true;
}

/* ---- changing ----------------------------------------------------------- */

/* Makes the block of SPOT two, and SPOT a place in one of them.  What comes in
 * order of keys leaves full blocks behind.
 */
static void
split (struct shelf *s, struct spot *spot)
{
  struct block *b = s->blocks[spot->b];
  unsigned left =
    spot->n == BLOCK && spot->b + 1 == s->n_blocks ? BLOCK : BLOCK / 2;

  insert_block (s, spot->b + 1,
                left == BLOCK ? block_new (BYTES_FIRST)
                              : copy_rows (b, left, left));
  if (left < BLOCK)
    replace_block (s, spot->b, copy_rows (b, 0, left));
  if (spot->n >= left) {
    spot->b++;
    spot->n -= left;
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
replace_row (struct shelf *s, struct spot spot, const struct shelf_row *row)
{
  struct block *b = s->blocks[spot.b];
  struct shelf_row old = row_at (b, spot.n);
  size_t room = b->rows.room, dead = size_of (&old);

  append (b, spot.n, row);
  s->bytes += b->rows.room - room;
  bury (s, spot.b, dead);
}

static void
insert_row (struct shelf *s, struct spot spot, const struct shelf_row *row)
{
  struct block *b;
  size_t room;

  if (s->n_blocks == 0)
    insert_block (s, 0, block_new (BYTES_FIRST));
  if (s->blocks[spot.b]->count == BLOCK)
    split (s, &spot);
  b = s->blocks[spot.b];
  room = b->rows.room;
  memmove (&b->at[spot.n + 1], &b->at[spot.n],
           (b->count - spot.n) * sizeof *b->at);
  b->count++;
  append (b, spot.n, row);
  s->bytes += b->rows.room - room;
  s->count++;
}

void
shelf_put (struct shelf *s, const struct shelf_row *row)
{
  struct spot spot = spot_of (s, row->key);

  if (spot.found)
    replace_row (s, spot, row);
  else
    insert_row (s, spot, row);
}

void
shelf_take (struct shelf *s, struct slice key)
{
  struct spot spot = spot_of (s, key);
  struct shelf_row row;
  struct block *b;

  if (!spot.found)
    return;
  b = s->blocks[spot.b];
  row = row_at (b, spot.n);
  b->count--;
  memmove (&b->at[spot.n], &b->at[spot.n + 1],
           (b->count - spot.n) * sizeof *b->at);
  s->count--;
  if (b->count == 0)
    replace_block (s, spot.b, NULL);
  else
    bury (s, spot.b, size_of (&row));
}
