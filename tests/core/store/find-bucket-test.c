/* find-bucket-test.c - numbers and births in their blocks. */

#include "store/find-bucket.h"
#include "store/find-index.h"
#include "tests/core/store/fixture.h"

static uint64_t state = 7;

static unsigned
next_random (unsigned most)
{
  state =
    state * UINT64_C (6364136223846793005) + UINT64_C (1442695040888963407);
  return (unsigned) (state >> 33) % most;
}

/* ---- which bucket ----------------------------------------------------- */

static const struct {
  const char *number;
  int bucket, rest; /* -1: none */
} numbers[] = {
  { "079190012345", 2345, 1 },
  { "0901234567", 4567, 23 },
  { "123456", 3456, 12 },
  { "023456", 3456, 2 },
  { "12345", 2345, 101 },
  { "02345", 2345, 100 },
  { "1234", 1234, 110 },
  { "B1234567", 4567, 23 },
  { "AB12345", 2345, 101 },
  { "AB1234", 1234, 110 },
  { "0000", 0, 110 },
  { "123", -1, -1 },
  { "B123", -1, -1 },
  { "12345678A", -1, -1 },
  { "", -1, -1 },
};

static const struct {
  const char *birth;
  int bucket, rest;
} births[] = {
  { "1990-01-31", 10131, 1990 }, { "2024-12-05", 11205, 2024 },
  { "1990-01", -1, -1 },         { "1990", -1, -1 },
  { "1990-02-31", -1, -1 },      { "", -1, -1 },
};

static void
check_bucket (const char *text, bool has, struct bucket got, int bucket,
              int rest)
{
  bool good = has ? got.number == bucket && got.rest == rest : bucket == -1;

  if (!ok (good, "bucket of \"%s\"", text))
    printf ("# wanted %d %d, got %d: %d %d\n", bucket, rest, has, got.number,
            got.rest);
}

static void
test_buckets (void)
{
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct bucket got = { 0 };
    bool has =
      bucket_of_number (numbers[i].number, strlen (numbers[i].number), &got);

    check_bucket (numbers[i].number, has, got, numbers[i].bucket,
                  numbers[i].rest);
  }
  for (size_t i = 0; i < sizeof births / sizeof *births; i++) {
    struct bucket got = { 0 };
    bool has = bucket_of_birth (births[i].birth, &got);

    check_bucket (births[i].birth, has, got, births[i].bucket, births[i].rest);
  }
}

/* ---- a block ---------------------------------------------------------- */

static void
test_block (void)
{
  SCOPED_BLOCK block = { .first = 100 };
  SCOPED_BLOCK back = { 0 };
  SCOPED_BYTES stored = { 0 };

  ok (block_add (&block, (struct pair){ 300, 1990 })
        && block_add (&block, (struct pair){ 100, 7 })
        && block_add (&block, (struct pair){ 300, 7 }),
      "pairs are added");
  ok (!block_add (&block, (struct pair){ 300, 7 }), "but once only");
  block_put (&block, &stored);
  ok (stored.len == 8 && memcmp (stored.at, "\0\7\xc8\1\7\0\xc6\x0f", 8) == 0,
      "a block takes two bytes a pair, more for what is high");
  ok (block_read ((struct slice){ stored.at, stored.len }, 100, &back)
        && back.count == 3 && back.at[2].ordinal == 300
        && back.at[2].rest == 1990,
      "it comes back");
  ok (block_drop (&back, (struct pair){ 100, 7 })
        && !block_drop (&back, (struct pair){ 100, 7 }) && back.count == 2,
      "a pair is dropped once");
  ok (block_keeps (&back, true) == 2 && block_keeps (&back, false) == 2,
      "a short block keeps everything");
}

static const struct {
  const char *name, *bytes;
  size_t len;
  uint32_t first;
} broken[] = {
  { "cut in a record", "\x80", 1, 0 },
  { "cut before the rest", "\1", 1, 0 },
  { "cut in the rest", "\1\x80", 2, 0 },
  { "a rest above 65,535", "\1\x80\x80\4", 4, 0 },
  { "a record above the highest", "\1\1", 2, UINT32_MAX },
  { "a number without end", "\x80\x80\x80\x80\x80\x80\1\1", 8, 0 },
  { "the same pair twice", "\1\1\0\1", 4, 0 },
  { "rests out of order", "\1\2\0\1", 4, 0 },
};

static void
test_broken (void)
{
  SCOPED_BLOCK block = { 0 };

  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
    ok (!block_read ((struct slice){ (const unsigned char *) broken[i].bytes,
                                     broken[i].len },
                     broken[i].first, &block),
        "refused: %s", broken[i].name);
}

/* Changes to the block of pairs 101 7 and 103 9, whose key says 100. */
static const struct {
  const char *name;
  struct pair_change changes[2];
  size_t pushed;
  const char *more;
  size_t len;
} pushes[] = {
  { "two records",
    { { { 104, 1 }, false }, { { 400, 1990 }, false } },
    2,
    "\1\1\xa8\2\xc6\x0f",
    6 },
  { "one more of the last",
    { { { 103, 10 }, false }, { { 103, 11 }, false } },
    2,
    "\0\12\0\13",
    4 },
  { "what is there",
    { { { 103, 9 }, false }, { { 104, 1 }, false } },
    0,
    "",
    0 },
  { "what belongs before",
    { { { 102, 1 }, false }, { { 104, 1 }, false } },
    0,
    "",
    0 },
  { "one to be dropped",
    { { { 104, 1 }, false }, { { 105, 1 }, true } },
    1,
    "\1\1",
    2 },
};

static void
test_push (void)
{
  static const char first[] = "\1\7\2\11";

  for (size_t i = 0; i < sizeof pushes / sizeof *pushes; i++) {
    SCOPED_BYTES stored = { 0 };
    size_t pushed;

    bytes_add (&stored, first, 4);
    pushed = block_push (&stored, 100, pushes[i].changes, 2);
    if (!ok (pushed == pushes[i].pushed && stored.len == 4 + pushes[i].len
               && memcmp (stored.at + 4, pushes[i].more, pushes[i].len) == 0,
             "pushed: %s", pushes[i].name))
      printf ("# %zu, %zu bytes\n", pushed, stored.len);
  }
}

static void
test_push_bounds (void)
{
  SCOPED_BYTES stored = { 0 };
  struct pair_change more = { { 100, 1 }, false };
  size_t pushed = 1;

  bytes_add (&stored, "\0\1", 2);
  while (pushed == 1 && more.pair.ordinal < 1000) {
    more.pair.ordinal++;
    pushed = block_push (&stored, 100, &more, 1);
  }
  ok (pushed == 0 && stored.len == BLOCK_MOST, "a block is filled, not more");
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    bytes_clear (&stored);
    bytes_add (&stored, broken[i].bytes, broken[i].len);
    more.pair.ordinal = UINT32_MAX;
    ok (block_push (&stored, broken[i].first, &more, 1) == 0,
        "nothing is pushed behind: %s", broken[i].name);
  }
}

/* Two bytes a pair: 500 fit.  RECORDS of so many pairs each. */
static const struct {
  const char *name;
  unsigned records, pairs;
  size_t at_end, in_middle;
} long_blocks[] = {
  { "a full block", 500, 1, 500, 500 },
  { "one pair too many", 501, 1, 500, 250 },
  { "records of three", 200, 3, 498, 300 },
  { "records of 51: the middle is in one", 11, 51, 459, 255 },
  { "one large record, then a small one", 2, 400, 400, 400 },
  { "one record alone", 1, 600, 600, 600 },
  { "two that are too large", 2, 600, 600, 600 },
};

static void
test_long (void)
{
  for (size_t i = 0; i < sizeof long_blocks / sizeof *long_blocks; i++) {
    SCOPED_BLOCK block = { .first = 0 };
    size_t at_end, in_middle;

    for (unsigned r = 0; r < long_blocks[i].records; r++)
      for (unsigned n = 0; n < long_blocks[i].pairs; n++)
        block_add (&block, (struct pair){ r, (uint16_t) n });
    at_end = block_keeps (&block, true);
    in_middle = block_keeps (&block, false);
    if (!ok (at_end == long_blocks[i].at_end
               && in_middle == long_blocks[i].in_middle,
             "%s", long_blocks[i].name))
      printf ("# keeps %zu and %zu of %zu\n", at_end, in_middle, block.count);
  }
}

/* ---- in a table, against plain arrays --------------------------------- */

enum { RECORDS = 3000, RESTS = 3 };

static bool plain[RECORDS][RESTS];

static bool
is_wanted (uint16_t rest, uint16_t with)
{
  return with == RESTS || rest == with;
}

static bool
has_rest (unsigned ordinal, unsigned rest)
{
  for (unsigned r = 0; r < RESTS; r++)
    if (plain[ordinal][r] && (rest == RESTS || r == rest))
      return true;
  return false;
}

static const struct pair_changes nothing;

/* The list of REST, or of all with RESTS, is what the arrays say. */
static bool
same_list (struct store *store, uint16_t rest)
{
  struct ordinals list = { 0 };
  struct error e = { 0 };
  bool good =
    went (bucket_list (store, 77, &nothing, is_wanted, rest, &list, &e), &e);
  size_t at = 0;

  for (unsigned ordinal = RECORDS; good && ordinal-- > 0;)
    if (has_rest (ordinal, rest))
      good = at < list.count && list.at[at++] == ordinal;
  good &= at == list.count;
  ordinals_free (&list);
  return good;
}

static struct pair_change
change_of (unsigned ordinal, unsigned rest, bool add)
{
  plain[ordinal][rest] = add;
  return (struct pair_change){ { ordinal, (uint16_t) rest }, !add };
}

static enum outcome
change_bucket (struct store *store, uint16_t number,
               const struct pair_change *changes, size_t count, struct error *e)
{
  struct fill rows;
  enum outcome done = fill_open (store, T_FIND, &rows, e);

  if (done == OK)
    done = bucket_change (&rows, number, changes, count, e);
  fill_close (&rows);
  return done;
}

static bool
change (struct store *store, unsigned ordinal, unsigned rest, bool add)
{
  struct pair_change one = change_of (ordinal, rest, add);
  struct error e = { 0 };

  return went (change_bucket (store, 77, &one, 1, &e), &e);
}

/* Some hundred changes in order, across blocks. */
static bool
change_many (struct store *store)
{
  struct pair_change many[400];
  size_t count = 0;
  struct error e = { 0 };

  for (unsigned i = next_random (50); i < RECORDS && count + RESTS <= 400;
       i += next_random (20))
    for (unsigned rest = 0; rest < RESTS; rest++)
      if (next_random (3) == 0)
        many[count++] = change_of (i, rest, next_random (3) > 0);
  return went (change_bucket (store, 77, many, count, &e), &e);
}

static bool
same_all (struct store *store)
{
  bool good = true;

  for (uint16_t rest = 0; rest <= RESTS; rest++)
    good &= same_list (store, rest);
  for (unsigned i = 0; good && i < 100; i++) {
    unsigned ordinal = next_random (RECORDS), rest = next_random (RESTS);
    struct error e = { 0 };
    bool has;

    good = went (bucket_has (store, (struct bucket){ 77, (uint16_t) rest },
                             ordinal, &has, &e),
                 &e)
           && has == plain[ordinal][rest];
  }
  return good;
}

static unsigned
count_blocks (struct store *store)
{
  struct walk walk;
  unsigned count = 0;

  walk_open (store, T_FIND, &walk, NULL);
  for (enum outcome got = walk_first (&walk, slice_of ("\2", 1), NULL);
       got == OK && walk.key.at[0] == ROW_BLOCK; got = walk_next (&walk, NULL))
    count++;
  walk_close (&walk);
  return count;
}

static void
test_table (void)
{
  struct store *store = test_create ();
  struct pair_change neighbour = { { 5, 1 }, false };
  struct error e = { 0 };
  bool good = true;

  store_begin (store, &e);
  good &= change_bucket (store, 78, &neighbour, 1, &e) == OK;
  for (unsigned i = 0; good && i < RECORDS; i += 1 + next_random (2))
    good = change (store, i, next_random (RESTS), true);
  ok (good && same_all (store), "records that come in order");
  ok (count_blocks (store) > 4 && count_blocks (store) < 8,
      "fill their blocks");

  for (unsigned i = 0; good && i < 3000; i++)
    good = change (store, next_random (RECORDS), next_random (RESTS),
                   next_random (2));
  ok (good && same_all (store), "changes anywhere");

  for (unsigned i = 0; good && i < 40; i++)
    good = change_many (store) && (i % 8 > 0 || same_all (store));
  ok (good && same_all (store), "many changes at once");

  for (unsigned i = 0; good && i < RECORDS * RESTS; i++)
    good = change (store, i / RESTS, i % RESTS, false);
  ok (good && same_all (store) && count_blocks (store) == 1,
      "blocks that are empty go; the neighbour's stays");
  ok (store_commit (store, &e) == OK, "it commits");
  store_close (store);
}

int
main (void)
{
  test_start ();
  test_buckets ();
  test_block ();
  test_broken ();
  test_push ();
  test_push_bounds ();
  test_long ();
  test_table ();
  return tap_done ();
}
