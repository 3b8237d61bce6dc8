/* build-rows.c - the blocks and the dictionary of a build, from what the chunks
 * left in the sorter.
 */

#include "store/build-rows.h"

#include "store/find-bucket.h"
#include "store/find-index.h"
#include "store/inside.h"

#include <stdlib.h>
#include <string.h>

struct build_rows {
  struct pages *pages;
  struct bytes at;    /* the key that is coming back */
  struct block block; /* its pairs, */
  struct known known; /* or its records and chunks */
  size_t known_room;  /* groups */
  struct bytes key, value;
};

struct build_rows *
build_rows_new (struct pages *pages)
{
  struct build_rows *rows = bytes_must (sizeof *rows);

  *rows = (struct build_rows){ .pages = pages };
  return rows;
}

void
build_rows_free (struct build_rows *rows)
{
  if (rows == NULL)
    return;
  bytes_free (&rows->at);
  block_free (&rows->block);
  free (rows->known.chunks);
  bytes_free (&rows->key);
  bytes_free (&rows->value);
  free (rows);
}

/* ---- blocks ------------------------------------------------------------ */

/* Adds where each of the blocks begins that B is to be parted into, as u32. */
static void
part_block (const struct block *b, struct bytes *starts)
{
  struct block left = *b;

  while (left.count > 0) {
    size_t keeps;

    left.first = left.at[0].ordinal;
    put_u32 (starts, (uint32_t) (b->count - left.count));
    keeps = block_keeps (&left, true);
    left.at += keeps;
    left.count -= keeps;
  }
}

/* Writes the pairs from FROM to END of the block as one. */
static enum outcome
write_block (struct build_rows *rows, uint16_t number, uint32_t from,
             uint32_t end, struct error *e)
{
  struct block block = { .at = rows->block.at + from, .count = end - from };

  block.first = block.at[0].ordinal;
  bytes_clear (&rows->key);
  block_key (&rows->key, number, block.first);
  bytes_clear (&rows->value);
  block_put (&block, &rows->value);
  return pages_add (rows->pages, bytes_slice (&rows->key),
                    bytes_slice (&rows->value), e);
}

/* Writes the block's pairs as blocks of their size, the newest first. */
static enum outcome
write_blocks (struct build_rows *rows, struct error *e)
{
  struct reader key = reader_of (rows->at.at + 1, rows->at.len - 1);
  uint16_t number = take_be16 (&key);
  uint32_t end = (uint32_t) rows->block.count;
  SCOPED_BYTES starts = { 0 };
  enum outcome done = OK;

  part_block (&rows->block, &starts);
  for (size_t i = starts.len / 4; done == OK && i-- > 0;) {
    struct reader r = reader_of (starts.at + 4 * i, 4);
    uint32_t from = take_u32 (&r);

    done = write_block (rows, number, from, end, e);
    end = from;
  }
  rows->block.count = 0;
  return done;
}

static void
take_pairs (struct build_rows *rows, struct slice value)
{
  struct reader r = reader_of (value.at, value.len);

  while (r.left > 0 && !r.bad) {
    uint32_t ordinal = take_u32 (&r);

    block_add (&rows->block, (struct pair){ ordinal, take_u16 (&r) });
  }
}

/* ---- the dictionary ---------------------------------------------------- */

static enum outcome
write_known (struct build_rows *rows, struct error *e)
{
  enum outcome done;

  bytes_clear (&rows->value);
  known_put (&rows->known, &rows->value);
  done = pages_add (rows->pages, bytes_slice (&rows->at),
                    bytes_slice (&rows->value), e);
  memset (rows->known.chunks, 0,
          rows->known.groups * sizeof *rows->known.chunks);
  rows->known.groups = rows->known.records = 0;
  return done;
}

static void
take_known (struct build_rows *rows, struct slice value)
{
  struct reader r = reader_of (value.at, value.len);
  uint32_t chunk = take_u32 (&r), group = chunk / 64;

  if (group >= rows->known_room) {
    size_t room = group + 16;

    rows->known.chunks =
      bytes_must_again (rows->known.chunks, room * sizeof *rows->known.chunks);
    memset (rows->known.chunks + rows->known_room, 0,
            (room - rows->known_room) * sizeof *rows->known.chunks);
    rows->known_room = room;
  }
  if (group >= rows->known.groups)
    rows->known.groups = group + 1;
  rows->known.chunks[group] |= UINT64_C (1) << chunk % 64;
  rows->known.records += take_u32 (&r);
}

/* ---- what comes back --------------------------------------------------- */

static enum outcome
write_row (struct build_rows *rows, struct error *e)
{
  if (rows->at.len == 0)
    return OK;
  return rows->at.at[0] == ROW_BLOCK ? write_blocks (rows, e)
                                     : write_known (rows, e);
}

enum outcome
build_rows_add (struct build_rows *rows, struct slice key, struct slice value,
                struct error *e)
{
  enum outcome done = OK;

  if (!slices_equal (bytes_slice (&rows->at), key)) {
    done = write_row (rows, e);
    bytes_clear (&rows->at);
    bytes_add (&rows->at, key.at, key.len);
  }
  if (key.len > 0 && key.at[0] == ROW_BLOCK)
    take_pairs (rows, value);
  else if (key.len > 0)
    take_known (rows, value);
  return done;
}
