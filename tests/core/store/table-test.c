/* table-test.c - tables: what is put is got, in order, or not at all. */

#include "tests/core/store/fixture.h"

/* What KEY of T_DRAFTS holds, in HOLD; "-" when there is none. */
static const char *
value_of (struct store *s, const char *key, struct bytes *hold)
{
  bytes_clear (hold);
  if (table_get (s, T_DRAFTS, text_slice (key), hold, NULL) != OK)
    return "-";
  return bytes_text (hold);
}

static bool
put (struct store *s, const char *key, const char *value)
{
  struct error e = { 0 };

  return went (
    table_put (s, T_DRAFTS, text_slice (key), text_slice (value), &e), &e);
}

static void
test_values (struct store *s)
{
  SCOPED_BYTES hold = { 0 };
  SCOPED_BYTES large = { 0 };
  struct error e = { 0 };

  for (unsigned i = 0; i < 300000; i++)
    bytes_add_char (&large, (char) ('a' + i % 26));

  ok (store_begin (s, &e) == OK, "a transaction begins");
  ok (put (s, "b", "two") && put (s, "a", "one") && put (s, "b", "zwei"),
      "values are put");
  ok (table_put (s, T_DRAFTS, text_slice ("large"), bytes_slice (&large), &e)
        == OK,
      "a value of 300,000 bytes is put");
  ok (strcmp (value_of (s, "b", &hold), "zwei") == 0,
      "a value is seen within its transaction");
  ok (store_commit (s, &e) == OK, "it commits");

  ok (strcmp (value_of (s, "a", &hold), "one") == 0, "a value is there");
  ok (strcmp (value_of (s, "c", &hold), "-") == 0, "another is not");
  value_of (s, "large", &hold);
  ok (hold.len == large.len && memcmp (hold.at, large.at, large.len) == 0,
      "the large value comes back whole");
  ok (table_get (s, T_DRAFTS, text_slice ("a"), &hold, &e) == OK
        && hold.len == large.len + 3
        && memcmp (hold.at + large.len, "one", 3) == 0,
      "table_get appends");
  ok (table_get (s, T_DRAFTS, text_slice ("a"), NULL, &e) == OK
        && table_get (s, T_DRAFTS, text_slice ("x"), NULL, &e) == ERR_ABSENT,
      "one may ask without taking the value");
  ok (table_add (s, T_DRAFTS, text_slice ("a"), text_slice ("uno"), &e)
          == ERR_DAMAGED
        && strcmp (value_of (s, "a", &hold), "one") == 0,
      "table_add does not replace");
}

static void
test_abort (struct store *s)
{
  SCOPED_BYTES hold = { 0 };
  struct error e = { 0 };

  store_begin (s, &e);
  put (s, "a", "changed");
  put (s, "new", "new");
  table_drop (s, T_DRAFTS, text_slice ("b"), &e);
  ok (strcmp (value_of (s, "b", &hold), "-") == 0, "a value is dropped");
  ok (table_drop (s, T_DRAFTS, text_slice ("b"), &e) == ERR_ABSENT,
      "what is not there cannot be dropped");
  store_abort (s);
  ok (strcmp (value_of (s, "a", &hold), "one") == 0
        && strcmp (value_of (s, "b", &hold), "zwei") == 0
        && strcmp (value_of (s, "new", &hold), "-") == 0,
      "an aborted transaction leaves nothing");
}

static const struct {
  const char *name, *from;
  bool back;
  const char *seen; /* keys, one after the other */
} walks[] = {
  { "from the first", "", false, "b d f " },
  { "from a key that is there", "d", false, "d f " },
  { "from a key that is not", "c", false, "d f " },
  { "from behind the last", "g", false, "" },
  { "back from a key that is there", "d", true, "d b " },
  { "back from a key that is not", "e", true, "d b " },
  { "back from behind the last", "zz", true, "f d b " },
  { "back from before the first", "a", true, "" },
};

static void
walk (struct store *s, const char *from, bool back, struct bytes *seen)
{
  struct walk w;
  enum outcome at;

  if (walk_open (s, T_TARGETS, &w, NULL) != OK)
    return;
  at = back ? walk_back (&w, text_slice (from), NULL)
            : walk_first (&w, text_slice (from), NULL);
  while (at == OK) {
    bytes_add (seen, w.key.at, w.key.len);
    bytes_add_char (seen, slice_is (w.value, "value") ? ' ' : '!');
    at = back ? walk_previous (&w, NULL) : walk_next (&w, NULL);
  }
  if (at != ERR_ABSENT)
    bytes_add_text (seen, "failed");
  walk_close (&w);
}

static void
test_walks (struct store *s)
{
  static const char *const keys[] = { "f", "b", "d" };

  for (size_t i = 0; i < 3; i++)
    table_put (s, T_TARGETS, text_slice (keys[i]), text_slice ("value"), NULL);
  for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
    SCOPED_BYTES seen = { 0 };

    walk (s, walks[i].from, walks[i].back, &seen);
    if (!ok (strcmp (bytes_text (&seen), walks[i].seen) == 0, "a walk %s",
             walks[i].name))
      printf ("# wanted \"%s\" got \"%s\"\n", walks[i].seen,
              bytes_text (&seen));
  }
}

/* A walk outlives what is dropped under it and the end of a transaction. */
static void
test_walk_and_drop (struct store *s)
{
  struct error e = { 0 };
  struct walk w;
  unsigned dropped = 0;

  store_begin (s, &e);
  walk_open (s, T_TARGETS, &w, &e);
  for (enum outcome at = walk_first (&w, slice_of ("", 0), &e); at == OK;
       at = walk_next (&w, &e))
    dropped += table_drop (s, T_TARGETS, w.key, &e) == OK;
  ok (store_commit (s, &e) == OK, "a walk may be open at the commit");
  walk_close (&w);
  ok (dropped == 3, "keys can be dropped while walking");

  walk_open (s, T_TARGETS, &w, &e);
  ok (walk_last (&w, &e) == ERR_ABSENT
        && walk_first (&w, slice_of ("", 0), &e) == ERR_ABSENT
        && walk_back (&w, text_slice ("x"), &e) == ERR_ABSENT,
      "an empty table has no first and no last key");
  walk_close (&w);
}

static void
test_keys (void)
{
  struct key k = { 0 };

  key_u8 (&k, 1);
  key_u16 (&k, 0x0203);
  key_u32 (&k, 0x04050607);
  key_u40 (&k, 0x08090a0b0c);
  key_u64 (&k, 0x0d0e0f1011121314);
  ok (k.len == 20
        && memcmp (k.at, "\1\2\3\4\5\6\7\10\11\12\13\14\15\16", 14) == 0
        && k.at[19] == 0x14,
      "numbers in keys are big-endian");
}

int
main (void)
{
  struct store *s;

  test_start ();
  s = test_create ();
  test_keys ();
  test_values (s);
  test_abort (s);
  test_walks (s);
  test_walk_and_drop (s);
  store_close (s);
  return tap_done ();
}
