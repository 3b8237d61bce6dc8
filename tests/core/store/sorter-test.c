/* sorter-test.c - pairs come out in order, however they went in. */

#include "tests/core/store/fixture.h"

#include "store/sorter.h"

struct sorter_case {
  const char *name;
  uint32_t count, different; /* keys                                      */
  size_t prefix, value_most; /* bytes that all keys share; of values      */
  size_t memory;
  bool ascending;
};

static const struct sorter_case cases[] = {
  { "nothing", 0, 1, 0, 0, 0, false },
  { "one", 1, 1, 0, 10, 0, false },
  { "in memory", 3000, 3000, 0, 10, 1 << 20, false },
  { "equal keys in memory", 3000, 7, 0, 10, 1 << 20, false },
  { "fronts that agree", 3000, 2000, 9, 10, 1 << 20, false },
  { "in runs", 60000, 60000, 0, 40, 0, false },
  { "in order, in runs", 60000, 60000, 8, 40, 0, true },
  { "equal keys in runs", 60000, 11, 4, 40, 0, false },
  { "long values in runs", 300, 300, 3, 60000, 0, false },
};

/* The key of the Nth pair: a number below DIFFERENT, as text of some length. */
static void
key_of (const struct sorter_case *c, uint32_t n, struct bytes *key)
{
  uint32_t number = c->ascending ? n : n * 2654435761u % c->different;

  bytes_clear (key);
  for (size_t i = 0; i < c->prefix; i++)
    put_u8 (key, 0xee);
  put_be32 (key, number);
  for (uint32_t i = 0; i < number % 5; i++)
    put_u8 (key, (uint8_t) i);
}

/* Its value begins with N, so that one sees which pair it is. */
static void
value_of (const struct sorter_case *c, uint32_t n, struct bytes *value)
{
  size_t more = c->value_most == 0 ? 0 : n * 40503u % c->value_most;

  bytes_clear (value);
  put_be32 (value, n);
  for (size_t i = 0; i < more; i++)
    put_u8 (value, (uint8_t) (n + i));
}

static bool
fill (const struct sorter_case *c, struct sorter *s, struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };

  for (uint32_t n = 0; n < c->count; n++) {
    key_of (c, n, &key);
    value_of (c, n, &value);
    if (sorter_add (s, bytes_slice (&key), bytes_slice (&value), e) != OK)
      return false;
  }
  return sorter_sort (s, e) == OK;
}

static int
compare (struct slice a, struct slice b)
{
  int order = memcmp (a.at, b.at, a.len < b.len ? a.len : b.len);

  return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* How many pairs come as they went in, each behind the one before. */
static uint32_t
drain (const struct sorter_case *c, struct sorter *s, struct error *e)
{
  SCOPED_BYTES last = { 0 };
  SCOPED_BYTES want_key = { 0 };
  SCOPED_BYTES want = { 0 };
  struct slice key, value;
  uint32_t count = 0, before = 0;

  while (sorter_next (s, &key, &value, e) == OK) {
    struct reader r = reader_of (value.at, value.len);
    uint32_t n = take_be32 (&r);
    int order = count == 0 ? -1 : compare (bytes_slice (&last), key);

    key_of (c, n, &want_key);
    value_of (c, n, &want);
    if (order > 0 || (order == 0 && n <= before)
        || !slices_equal (key, bytes_slice (&want_key))
        || !slices_equal (value, bytes_slice (&want)))
      break;
    bytes_clear (&last);
    bytes_add (&last, key.at, key.len);
    before = n;
    count++;
  }
  return count;
}

int
main (void)
{
  test_start ();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct sorter *s = sorter_new (test_folder, cases[i].memory);
    struct error e = { 0 };
    bool filled = fill (&cases[i], s, &e);
    uint32_t got = filled ? drain (&cases[i], s, &e) : 0;

    if (!ok (filled && got == cases[i].count, "sorted: %s", cases[i].name))
      printf ("# %s; %u of %u pairs\n", e.text, got, cases[i].count);
    sorter_free (s);
  }
  ok (folder_is_empty (test_folder), "no file stays behind");
  return tap_done ();
}
