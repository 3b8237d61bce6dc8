/* guard-fails-test.c - the guard on disks that fail, alone and below the
 * library.
 */

#include "tests/core/store/guard-disk.h"

/* ---- disks that fail ---------------------------------------------------- */

/* A write that fails leaves everything as it is; when there is room again, all
 * goes on.
 */
static void
test_full (void)
{
  unsigned wrong = 0, n = 1;
  bool failed = true;

  for (; failed && n < 50; n++) {
    int rc;

    begin_tables ();
    fail_at (n, 0);
    full = true;
    hold_three ('b');
    rc = hold_settle (h);
    failed = writes >= n;
    wrong += failed && rc == 0 && file[0].waiting > 0;
    wrong += hold_lost (h) != 0;
    fail_at (0, 0);
    hold_three ('c');
    wrong += hold_settle (h) != 0 || !all_placed ('c');
  }
  ok (wrong == 0 && n > 7, "a full disk, from each of %u writes on", n - 2);
}

/* The same, and the process dies then: all pages are old, or all new. */
static void
test_full_and_killed (void)
{
  unsigned wrong = 0;

  for (unsigned n = 1; n < 12; n++) {
    begin_tables ();
    hold_three ('b');
    fail_at (n, 0);
    full = true;
    hold_settle (h);
    fail_at (0, 0);
    hold_free (h);
    h = NULL;
    replayed ();
    wrong += !all_placed ('a') && !all_placed ('b');
  }
  ok (wrong == 0, "and killed: all pages are old, or all new");
}

/* After a sync that failed nothing is written and nothing synced. */
static void
test_sync_fails (void)
{
  unsigned wrong = 0;

  for (unsigned n = 1; n <= 3; n++) {
    begin_tables ();
    hold_three ('b');
    fail_at (0, n);
    wrong += hold_settle (h) != EIO || hold_lost (h) != EIO;
    wrong += hold_settle (h) != EIO || hold (0, 3, 'c') != EIO || syncs != n;
    wrong += n == 1 && !all_placed ('a');
    hold_free (h);
    h = NULL;
    replayed ();
    wrong += !all_placed ('b');
  }
  ok (wrong == 0, "a sync that fails is the last one");
}

/* ---- the library -------------------------------------------------------- */

static DB_ENV *env;
static DB *db;
static struct guard *guard;

static void
open_library (void)
{
  fail_at (0, 0);
  if (guard_begin (&guard, test_db, 0600) != 0 || db_env_create (&env, 0) != 0)
    exit (1);
  env->set_errcall (env, NULL);
  if (env->open (env, test_db,
                 DB_CREATE | DB_RECOVER | DB_PRIVATE | DB_INIT_TXN | DB_INIT_LOG
                   | DB_INIT_MPOOL,
                 0600)
        != 0
      || db_create (&db, env, 0) != 0 || db->set_pagesize (db, PAGE) != 0
      || db->open (db, NULL, "t.db", NULL, DB_BTREE, DB_CREATE | DB_AUTO_COMMIT,
                   0600)
           != 0)
    exit (1);
}

static void
close_library (void)
{
  db->close (db, 0);
  env->close (env, 0);
  guard_end (guard);
  guard = NULL;
}

static int
put (uint32_t from, uint32_t until)
{
  char value[300];
  int rc = 0;

  memset (value, 'v', sizeof value);
  for (uint32_t i = from; i < until && rc == 0; i++) {
    DBT k = { .data = &i, .size = sizeof i };
    DBT v = { .data = value, .size = sizeof value };

    rc = db->put (db, NULL, &k, &v, 0);
  }
  return rc;
}

static bool
has (uint32_t from, uint32_t until)
{
  bool all = true;

  for (uint32_t i = from; i < until; i++) {
    DBT k = { .data = &i, .size = sizeof i };

    all = all && db->exists (db, NULL, &k, 0) == 0;
  }
  return all;
}

static uint64_t
table_sum (void)
{
  SCOPED_BYTES b = { 0 };
  unsigned char hash[HASH_SIZE];
  char path[PATH_MAX];
  uint64_t sum;

  path_of ("t.db", path);
  file_read (path, 64 << 20, &b, NULL);
  hash_of (b.at, b.len, hash);
  memcpy (&sum, hash, sizeof sum);
  return sum;
}

static void
test_library (void)
{
  uint64_t before;

  folder_remove (test_db, NULL);
  folder_make (test_db, 0700, NULL);
  open_library ();
  put (0, 1000);
  before = table_sum ();
  fail_at (1, 0);
  full = true;
  ok (env->memp_sync (env, NULL) == ENOSPC && table_sum () == before,
      "a page that the journal refuses does not go around it");
  fail_at (0, 0);
  ok (env->txn_checkpoint (env, 0, 0, DB_FORCE) == 0 && table_sum () != before
        && guard_lost (guard) == 0,
      "with room again it is in its place");
  ok (put (1000, 20000) == 0 && has (0, 20000),
      "pages that left the cache are read back");
  close_library ();
  ok (replayed () == 0, "a clean end leaves nothing to put back");
  fail_at (0, 1);
  ok (guard_begin (&guard, test_db, 0600) == EIO && syncs == 1,
      "a log that is not on the disk is not believed");
  open_library ();
  ok (has (0, 20000), "all is there");
  put (20000, 21000);
  fail_at (0, 2); /* the first is the log's */
  ok (env->txn_checkpoint (env, 0, 0, DB_FORCE) == EIO
        && guard_lost (guard) == EIO && syncs == 2,
      "a journal that was not synced: all stops");
  guard_abandon (guard);
  guard = NULL;
  before = table_sum ();
  fail_at (0, 0);
  ok (env->memp_sync (env, NULL) != 0 && table_sum () == before,
      "an abandoned guard lets nothing through");
  db->close (db, DB_NOSYNC);
  env->close (env, 0);
}

static void
test_left_alone (void)
{
  static const struct {
    const char *name;
    uint32_t from, until;
    unsigned syncs;
  } rows[] = {
    { "a checkpoint syncs a table", 0, 100, 1 },
    { "not one that nobody wrote to since", 0, 0, 0 },
    { "but one that somebody did", 100, 200, 1 },
  };

  folder_remove (test_db, NULL);
  folder_make (test_db, 0700, NULL);
  open_library ();
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    int rc = put (rows[i].from, rows[i].until);

    fail_at (0, 0);
    if (rc == 0)
      rc = env->txn_checkpoint (env, 0, 0, DB_FORCE);
    ok (rc == 0 && table_syncs == rows[i].syncs, "%s: %u syncs", rows[i].name,
        table_syncs);
  }
  close_library ();
}

/* The file of the log that is written to. */
static u_int32_t
log_file (void)
{
  DB_LOG_STAT *stat;
  u_int32_t n = 0;

  if (env->log_stat (env, &stat, 0) == 0) {
    n = stat->st_cur_file;
    free (stat);
  }
  return n;
}

/* What was synced into a file without a name is lost with the power. */
static void
test_names (void)
{
  u_int32_t from;

  folder_remove (test_db, NULL);
  folder_make (test_db, 0700, NULL);
  open_library ();
  from = log_file ();
  fail_at (0, 0);
  put (0, 40000);
  ok (log_file () > from && folder_syncs == log_file () - from,
      "files of the log that began, %u of them, have their names on the disk",
      log_file () - from);
  close_library ();
}

/* A child must not write into the journal of its parent. */
static void
test_fork (void)
{
  char other[PATH_MAX];
  int status = 1;

  folder_remove (test_db, NULL);
  folder_make (test_db, 0700, NULL);
  open_library ();
  put (0, 1000);
  snprintf (other, sizeof other, "%.3000s/other.db", test_db);
  fflush (stdout);
  if (fork () == 0) {
    DBT k = { .data = (void *) (uintptr_t) "key", .size = 3 };
    DB *own;
    int rc = db_create (&own, NULL, 0);

    writes = 0;
    if (rc == 0)
      rc = own->open (own, NULL, other, NULL, DB_BTREE, DB_CREATE, 0600);
    if (rc == 0)
      rc = own->put (own, NULL, &k, &k, 0);
    if (rc == 0)
      rc = own->close (own, 0);
    _exit (rc == 0 && writes > 0 ? 0 : 1);
  }
  wait (&status);
  ok (status == 0, "a fork writes by itself");
  close_library ();
  open_library ();
  ok (has (0, 1000), "and harms nothing");
  close_library ();
}

static mode_t
mode_of_journal (void)
{
  char path[PATH_MAX];
  struct stat s = { 0 };

  path_of (JOURNAL_NAME, path);
  stat (path, &s);
  return s.st_mode & 07777;
}

static void
test_modes (void)
{
  struct error e;
  struct store *s;

  umask (0);
  folder_remove (test_db, NULL);
  store_create (test_db, &test_site, false, &e);
  ok (mode_of_journal () == 0600, "the journal is its owner's");
  folder_remove (test_db, NULL);
  store_create (test_db, &test_site, true, &e);
  ok (mode_of_journal () == 0660, "or the group's");
  ok (store_open (&s, test_db, &test_site, 0, true, &e) == OK
        && !store_lost (s),
      "a store is guarded");
  store_close (s);
}

int
main (void)
{
  test_start ();
  test_full ();
  test_full_and_killed ();
  test_sync_fails ();
  end_tables ();
  test_library ();
  test_left_alone ();
  test_names ();
  test_fork ();
  test_modes ();
  return tap_done ();
}
