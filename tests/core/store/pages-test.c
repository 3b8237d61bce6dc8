/* pages-test.c - files written bottom-up are what the library would write: it
 * verifies them, walks them, changes them and recovers them.
 */

#include "tests/core/store/fixture.h"

#include "store/pages.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Keys of case C: their number, big-endian, behind a prefix; the longest of
 * the long ones has 300 bytes.
 */
struct pages_case {
  const char *name;
  uint32_t count, step;
  size_t key_most, value_most, every_large; /* 0: none is large              */
  unsigned fill;
  bool sums;
};

static const struct pages_case cases[] = {
  { "none", 0, 1, 8, 10, 0, 100, true },
  { "one", 1, 1, 8, 10, 0, 100, false },
  { "one that is large", 1, 1, 8, 10, 1, 100, true },
  { "a leaf", 20, 3, 8, 30, 0, 100, true },
  { "two leaves", 300, 1, 8, 30, 0, 100, true },
  { "without values", 5000, 7, 8, 0, 0, 90, true },
  { "values as long as fit", 500, 1, 8, 2030, 0, 100, true },
  { "without sums", 20000, 1, 8, 600, 0, 100, false },
  { "long keys", 3000, 1, 300, 40, 0, 90, true },
  { "some large", 2000, 1, 40, 300, 37, 90, true },
  { "some large, without sums", 2000, 1, 40, 300, 37, 100, false },
  { "three levels", 100000, 1, 300, 12, 0, 70, true },
  { "many", 100000, 5, 8, 100, 0, 90, true },
};
enum { CASES = sizeof cases / sizeof *cases, LARGE = 100000 };

static char path[4096];

/* Some number below MOST + 1 that N decides. */
static size_t
some (uint32_t n, size_t most)
{
  return most == 0 ? 0 : (n * 2654435761u >> 7) % (most + 1);
}

static void
key_of (const struct pages_case *c, uint32_t i, struct bytes *key)
{
  size_t more = c->key_most > 8 ? some (i, c->key_most - 4) : 0;

  bytes_clear (key);
  put_be32 (key, i * c->step);
  for (size_t n = 0; n < more; n++)
    put_u8 (key, (uint8_t) (i + n));
}

static void
value_of (const struct pages_case *c, uint32_t i, struct bytes *value)
{
  bool large = c->every_large > 0 && i % c->every_large == 0;
  size_t len = large ? some (i + 5, LARGE) + 3000 : some (i, c->value_most);

  bytes_clear (value);
  bytes_reserve (value, len);
  for (size_t n = 0; n < len; n++)
    value->at[n] = (unsigned char) (i * 31 + n * 7);
  value->len = len;
}

static bool
build (const struct pages_case *c, struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };
  struct pages *p;

  unlink (path);
  if (pages_make (path, 0600, c->sums, e) != OK
      || pages_open (&p, path, c->fill, e) != OK)
    return false;
  for (uint32_t i = 0; i < c->count; i++) {
    key_of (c, i, &key);
    value_of (c, i, &value);
    if (pages_add (p, bytes_slice (&key), bytes_slice (&value), e) != OK) {
      pages_drop (p);
      return false;
    }
  }
  return pages_close (p, e) == OK;
}

static int
verify (void)
{
  DB *db;
  int rc = db_create (&db, NULL, 0);

  /* It frees DB whatever it returns. */
  return rc == 0 ? db->verify (db, path, NULL, NULL, 0) : rc;
}

/* How many of the pairs come in their order; -1: others too. */
static long
walk (const struct pages_case *c)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };
  DBT k = { 0 }, v = { 0 };
  long good = 0;
  DBC *cursor;
  DB *db;
  int rc;

  if (db_create (&db, NULL, 0) != 0
      || db->open (db, NULL, path, NULL, DB_BTREE, DB_RDONLY, 0) != 0
      || db->cursor (db, NULL, &cursor, 0) != 0)
    return -1;
  while ((rc = cursor->get (cursor, &k, &v, DB_NEXT)) == 0) {
    key_of (c, (uint32_t) good, &key);
    value_of (c, (uint32_t) good, &value);
    if (!slices_equal (slice_of (k.data, k.size), bytes_slice (&key))
        || !slices_equal (slice_of (v.data, v.size), bytes_slice (&value)))
      break;
    good++;
  }
  cursor->close (cursor);
  db->close (db, 0);
  return rc == DB_NOTFOUND ? good : -1;
}

static void
test_cases (void)
{
  for (size_t i = 0; i < CASES; i++) {
    const struct pages_case *c = &cases[i];
    struct error e = { 0 };
    bool built = build (c, &e);
    int rc = built ? verify () : -1;
    long walked = built ? walk (c) : -1;

    if (!ok (built && rc == 0 && walked == (long) c->count, "pages: %s",
             c->name))
      printf ("# %s; verify %d, %ld of %u pairs\n", e.text, rc, walked,
              c->count);
  }
}

/* ---- reading back ------------------------------------------------------ */

static void
test_get (void)
{
  static const struct pages_case c = { "get", 20000, 3, 8, 300, 97, 100, true };
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };
  SCOPED_BYTES got = { 0 };
  struct error e = { 0 };
  unsigned wrong = 0;
  struct pages *p;

  unlink (path);
  pages_make (path, 0600, c.sums, &e);
  pages_open (&p, path, c.fill, &e);
  for (uint32_t i = 0; i < c.count; i++) {
    uint32_t back = i - (uint32_t) some (i, i < 9 ? 0 : i);

    key_of (&c, i, &key);
    value_of (&c, i, &value);
    pages_add (p, bytes_slice (&key), bytes_slice (&value), &e);
    key_of (&c, back, &key);
    value_of (&c, back, &value);
    bytes_clear (&got);
    wrong += pages_get (p, bytes_slice (&key), &got, &e) != OK
             || !slices_equal (bytes_slice (&got), bytes_slice (&value));
  }
  bytes_clear (&key);
  put_be32 (&key, 4);
  ok (wrong == 0, "what was added is got: %u of %u were not", wrong, c.count);
  ok (pages_get (p, bytes_slice (&key), &got, &e) == ERR_ABSENT,
      "what was not is not");
  ok (pages_add (p, bytes_slice (&key), bytes_slice (&value), &e)
        == ERR_DAMAGED,
      "a key out of order is refused");
  pages_drop (p);
}

static const struct pages_case back = { "back", 6000, 3, 8, 300, 97, 90, true };

/* Counts in WITH what is given, while it is what was added. */
static enum outcome
is_given (void *with, struct slice key, struct slice value, struct error *e)
{
  SCOPED_BYTES want_key = { 0 };
  SCOPED_BYTES want = { 0 };
  uint32_t *count = with;

  (void) e;
  key_of (&back, *count, &want_key);
  value_of (&back, *count, &want);
  *count += slices_equal (key, bytes_slice (&want_key))
            && slices_equal (value, bytes_slice (&want));
  return OK;
}

static void
test_back (void)
{
  static const uint32_t counts[] = { 0, 1, 20, 6000 };
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };
  struct error e = { 0 };
  struct pages *p;

  unlink (path);
  pages_make (path, 0600, back.sums, &e);
  pages_open (&p, path, back.fill, &e);
  for (size_t n = 0; n < sizeof counts / sizeof *counts; n++) {
    uint32_t given = 0;

    for (uint32_t i = 0; i < counts[n]; i++) {
      key_of (&back, i, &key);
      value_of (&back, i, &value);
      pages_add (p, bytes_slice (&key), bytes_slice (&value), &e);
    }
    ok (pages_take_back (p, is_given, &given, &e) == OK && given == counts[n],
        "%u of %u are taken back", given, counts[n]);
  }
  for (uint32_t i = 0; i < back.count; i++) {
    key_of (&back, i, &key);
    value_of (&back, i, &value);
    pages_add (p, bytes_slice (&key), bytes_slice (&value), &e);
  }
  ok (pages_close (p, &e) == OK && verify () == 0
        && walk (&back) == (long) back.count,
      "and all is added again");
}

/* ---- afterwards -------------------------------------------------------- */

static DB_ENV *
environment (void)
{
  DB_ENV *env;

  if (db_env_create (&env, 0) != 0
      || env->open (env, test_folder,
                    DB_CREATE | DB_RECOVER | DB_PRIVATE | DB_INIT_TXN
                      | DB_INIT_LOG | DB_INIT_MPOOL,
                    0600)
           != 0)
    return NULL;
  return env;
}

static DB *
table (DB_ENV *env)
{
  DB *db;

  if (db_create (&db, env, 0) != 0
      || db->open (db, NULL, "pages.db", NULL, DB_BTREE, DB_AUTO_COMMIT, 0)
           != 0)
    return NULL;
  return db;
}

/* Drops every third pair, adds one between two others, in transactions of a
 * hundred; and dies with the last one open.
 */
static void
change_and_die (const struct pages_case *c)
{
  DB_ENV *env = environment ();
  DB *db = env != NULL ? table (env) : NULL;
  DB_TXN *txn = NULL;
  int rc = db != NULL ? 0 : -1;

  for (uint32_t i = 0; rc == 0 && i < c->count; i += 3) {
    SCOPED_BYTES key = { 0 };
    DBT k;

    if (i % 300 == 0 && txn != NULL)
      rc = txn->commit (txn, 0);
    if (i % 300 == 0 && rc == 0)
      rc = env->txn_begin (env, NULL, &txn, 0);
    key_of (c, i, &key);
    k = (DBT){ .data = key.at, .size = (uint32_t) key.len };
    if (rc == 0)
      rc = db->del (db, txn, &k, 0);
    put_u8 (&key, 0);
    k = (DBT){ .data = key.at, .size = (uint32_t) key.len };
    if (rc == 0)
      rc = db->put (db, txn, &k, &k, 0);
  }
  if (txn != NULL && rc == 0)
    rc = txn->commit (txn, 0);
  _exit (rc == 0 ? 0 : 1);
}

static bool
is_changed (const struct pages_case *c)
{
  DB_ENV *env = environment ();
  DB *db = env != NULL ? table (env) : NULL;
  SCOPED_BYTES key = { 0 };
  DBT k;
  bool good = db != NULL;

  for (uint32_t i = 0; good && i < c->count; i++) {
    key_of (c, i, &key);
    k = (DBT){ .data = key.at, .size = (uint32_t) key.len };
    good = db->exists (db, NULL, &k, 0) == (i % 3 == 0 ? DB_NOTFOUND : 0);
    put_u8 (&key, 0);
    k = (DBT){ .data = key.at, .size = (uint32_t) key.len };
    good &= db->exists (db, NULL, &k, 0) == (i % 3 == 0 ? 0 : DB_NOTFOUND);
  }
  if (db != NULL)
    db->close (db, 0);
  if (env != NULL)
    env->close (env, 0);
  return good;
}

static void
test_changes (void)
{
  static const struct pages_case adopted[] = {
    { "full pages with sums", 9000, 1, 8, 100, 500, 100, true },
    { "roomy pages without", 9000, 1, 60, 30, 0, 80, false },
  };

  for (size_t i = 0; i < sizeof adopted / sizeof *adopted; i++) {
    const struct pages_case *c = &adopted[i];
    struct error e = { 0 };
    bool built = build (c, &e);
    int status = -1;
    pid_t child;

    fflush (stdout);
    child = built ? fork () : -1;
    if (child == 0)
      change_and_die (c);
    if (child > 0)
      waitpid (child, &status, 0);
    ok (status == 0, "transactions change %s", c->name);
    ok (is_changed (c), "and recovery finds what they did");
    ok (verify () == 0, "and nothing else");
  }
}

int
main (void)
{
  test_start ();
  snprintf (path, sizeof path, "%.4000s/pages.db", test_folder);
  test_cases ();
  test_get ();
  test_back ();
  test_changes ();
  return tap_done ();
}
