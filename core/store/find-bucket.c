/* find-bucket.c - numbers and births: blocks of pairs in the table. */

#include "store/find-bucket.h"

#include "store/find-index.h"
#include "store/inside.h"

/* ---- keys ------------------------------------------------------------- */

enum { KEY_SIZE_BLOCK = 7, KEY_SIZE_BUCKET = 3 };

void
block_key (struct bytes *key, uint16_t number, uint32_t first)
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

/* A block that is being changed, to be put into ROWS. */
struct open_block {
  struct store *store;
  struct fill *rows;
  uint16_t number;
  struct block block;
  uint64_t until; /* first record of the next block */
  bool is_open, stored, changed, at_end;
};

/* Reads the first block from ORDINAL on, that is the one it belongs in, unless
 * that begins with a later record; STORED tells whether the bucket has one.
 */
static enum outcome
read_block (struct open_block *open, struct walk *walk, uint32_t ordinal,
            struct error *e)
{
  SCOPED_BYTES key = { 0 };
  uint32_t first;
  enum outcome outcome;

  open->block.first = ordinal;
  open->block.count = 0;
  block_key (&key, open->number, ordinal);
  outcome = walk_first (walk, bytes_slice (&key), e);
  open->stored = outcome == OK && key_read (walk->key, open->number, &first);
  if (open->stored && !block_read (walk->value, first, &open->block))
    return find_damaged (e);
  return outcome == ERR_ABSENT ? OK : outcome;
}

/* Where the block behind that of ORDINAL begins. */
static enum outcome
find_until (struct open_block *open, struct walk *walk, uint32_t ordinal,
            struct error *e)
{
  SCOPED_BYTES key = { 0 };
  uint32_t first;
  enum outcome outcome;

  open->until = UINT64_MAX;
  if (ordinal == UINT32_MAX)
    return OK;
  block_key (&key, open->number, ordinal + 1);
  outcome = walk_back (walk, bytes_slice (&key), e);
  if (outcome == OK && key_read (walk->key, open->number, &first))
    open->until = first;
  return outcome == ERR_ABSENT ? OK : outcome;
}

/* Reads the block that ORDINAL belongs in; one that starts with it, and has
 * nothing in it, when the bucket has none so old.  Most are new, and belong in
 * the newest block, which nothing is behind.
 */
static enum outcome
find_block (struct open_block *open, struct walk *walk, uint32_t ordinal,
            struct error *e)
{
  enum outcome outcome = read_block (open, walk, UINT32_MAX, e);

  open->until = UINT64_MAX;
  if (outcome == OK && open->stored && open->block.first <= ordinal)
    return OK;
  if (outcome == OK && !open->stored) {
    open->block.first = ordinal;
    return OK;
  }
  if (outcome == OK)
    outcome = read_block (open, walk, ordinal, e);
  return outcome == OK ? find_until (open, walk, ordinal, e) : outcome;
}

static enum outcome
open_block (struct open_block *open, uint32_t ordinal, struct error *e)
{
  struct walk walk;
  enum outcome outcome = walk_open (open->store, T_FIND, &walk, e);

  if (outcome != OK)
    return outcome;
  outcome = find_block (open, &walk, ordinal, e);
  walk_close (&walk);
  open->is_open = outcome == OK;
  open->changed = open->at_end = false;
  return outcome;
}

static enum outcome
write_block (struct open_block *open, const struct block *block,
             struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };

  block_key (&key, open->number, block->first);
  if (block->count == 0 && !open->stored)
    return OK;
  block_put (block, &value);
  return fill_put (open->rows, bytes_slice (&key), bytes_slice (&value),
                   block->count == 0, e);
}

/* Writes what was changed, in as many blocks as it takes. */
static enum outcome
close_block (struct open_block *open, struct error *e)
{
  struct block left = open->block;
  enum outcome outcome = OK;

  while (outcome == OK && open->changed) {
    struct block now = left;

    now.count = block_keeps (&left, open->at_end);
    outcome = write_block (open, &now, e);
    if (now.count == left.count)
      break;
    left.at += now.count;
    left.count -= now.count;
    left.first = left.at[0].ordinal;
  }
  open->is_open = false;
  return outcome;
}

static void
change_block (struct open_block *open, const struct pair_change *change)
{
  struct block *block = &open->block;
  bool changed;

  if (change->drop)
    changed = block_drop (block, change->pair);
  else
    changed = block_add (block, change->pair);
  open->changed |= changed;
  open->at_end =
    block->count > 0
    && pair_compare (block->at[block->count - 1], change->pair) == 0;
}

/* Opens the first block of a bucket that has none. */
static void
begin_bucket (struct open_block *open, uint32_t ordinal)
{
  open->block.first = ordinal;
  open->until = UINT64_MAX;
  open->is_open = true;
}

/* What is new comes behind all others, and most of it fits; *PUSHED is how
 * many of the changes were made so.
 */
static enum outcome
push (struct open_block *open, const struct pair_change *changes, size_t count,
      size_t *pushed, struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES stored = { 0 };
  struct slice found, value;
  uint32_t first;
  enum outcome got;

  *pushed = 0;
  block_key (&key, open->number, UINT32_MAX);
  got = fill_seek (open->rows, bytes_slice (&key), &found, &value, e);
  if (got == ERR_ABSENT
      || (got == OK && !key_read (found, open->number, &first))) {
    begin_bucket (open, changes->pair.ordinal);
    return OK;
  }
  if (got != OK)
    return got;
  bytes_add (&stored, value.at, value.len);
  *pushed = block_push (&stored, first, changes, count);
  if (*pushed == 0)
    return OK;
  bytes_clear (&key);
  block_key (&key, open->number, first);
  return fill_put (open->rows, bytes_slice (&key), bytes_slice (&stored), false,
                   e);
}

enum outcome
bucket_change (struct fill *rows, uint16_t number,
               const struct pair_change *changes, size_t count, struct error *e)
{
  struct open_block open = { .store = rows->store,
                             .rows = rows,
                             .number = number };
  size_t pushed;
  enum outcome outcome = push (&open, changes, count, &pushed, e);

  for (size_t i = pushed; outcome == OK && i < count; i++) {
    uint32_t ordinal = changes[i].pair.ordinal;

    if (open.is_open && ordinal >= open.until)
      outcome = close_block (&open, e);
    if (outcome == OK && !open.is_open)
      outcome = open_block (&open, ordinal, e);
    if (outcome == OK)
      change_block (&open, &changes[i]);
  }
  if (outcome == OK && open.is_open)
    outcome = close_block (&open, e);
  block_free (&open.block);
  return outcome;
}

enum outcome
bucket_has (struct store *store, struct bucket bucket, uint32_t ordinal,
            bool *has, struct error *e)
{
  struct open_block open = { .store = store, .number = bucket.number };
  struct pair pair = { ordinal, bucket.rest };
  enum outcome outcome = open_block (&open, ordinal, e);

  *has = outcome == OK && block_has (&open.block, pair);
  block_free (&open.block);
  return outcome;
}

/* ---- lists ------------------------------------------------------------ */

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

/* Brings a block up to date that holds records from its first one to UNTIL. */
static void
bring_block (struct block *block, uint64_t until,
             const struct pair_changes *waiting)
{
  for (size_t i = 0; i < waiting->count; i++) {
    const struct pair_change *change = &waiting->at[i];

    if (change->pair.ordinal < block->first || change->pair.ordinal >= until)
      continue;
    if (change->drop)
      block_drop (block, change->pair);
    else
      block_add (block, change->pair);
  }
}

/* What is stored; *UNTIL is where the oldest block begins. */
static enum outcome
list_stored (struct walk *walk, uint16_t number,
             const struct pair_changes *waiting, rest_wanted wanted,
             uint16_t with, uint64_t *until, struct ordinals *list,
             struct error *e)
{
  SCOPED_BYTES from = { 0 };
  SCOPED_BLOCK block = { 0 };
  uint32_t first;
  enum outcome outcome;

  block_key (&from, number, UINT32_MAX);
  outcome = walk_first (walk, bytes_slice (&from), e);
  for (; outcome == OK && key_read (walk->key, number, &first);
       outcome = walk_next (walk, e)) {
    if (!block_read (walk->value, first, &block))
      return find_damaged (e);
    bring_block (&block, *until, waiting);
    list_block (&block, wanted, with, list);
    *until = first;
  }
  return outcome == ERR_ABSENT ? OK : outcome;
}

enum outcome
bucket_list (struct store *store, uint16_t number,
             const struct pair_changes *waiting, rest_wanted wanted,
             uint16_t with, struct ordinals *list, struct error *e)
{
  SCOPED_BLOCK older = { 0 };
  struct walk walk;
  uint64_t until = UINT64_MAX;
  enum outcome outcome = walk_open (store, T_FIND, &walk, e);

  if (outcome != OK)
    return outcome;
  outcome = list_stored (&walk, number, waiting, wanted, with, &until, list, e);
  walk_close (&walk);
  bring_block (&older, until, waiting);
  list_block (&older, wanted, with, list);
  return outcome;
}
