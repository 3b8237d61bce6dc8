/* guard-test.c - pages on their way: held, read back, settled, put back; what
 * is torn or strange in the journal; disks that fail.
 */

#include "store/guard-hold.h"
#include "store/guard.h"
#include "tests/core/store/fixture.h"

#include <db.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILES = 2, PAGES = 4, PAGE = 8192, SLOTS = 20480 };

/* ---- a disk that fails -------------------------------------------------- */

static unsigned writes, syncs; /* that were tried                   */
static unsigned failing_write, failing_sync; /* which fails, from 1; 0: none  */
static bool full; /* that one and all that come after  */

ssize_t
pwrite (int fd, const void *from, size_t len, off_t at)
{
  writes++;
  if (failing_write > 0
      && (full ? writes >= failing_write : writes == failing_write)) {
    errno = ENOSPC;
    return -1;
  }
  return syscall (SYS_pwrite64, fd, from, len, at);
}

int
fdatasync (int fd)
{
  syncs++;
  if (failing_sync > 0 && syncs == failing_sync) {
    errno = EIO;
    return -1;
  }
  return (int) syscall (SYS_fdatasync, fd);
}

static void
fail_at (unsigned write, unsigned sync)
{
  writes = syncs = 0;
  failing_write = write;
  failing_sync = sync;
  full = false;
}

/* ---- tables ------------------------------------------------------------- */

/* Two tables of four pages, all of the letter 'a'; and what guards them. */
static struct guarded file[FILES];
static struct hold *h;

static void
path_of (const char *name, char path[PATH_MAX])
{
  snprintf (path, PATH_MAX, "%.3000s/%.200s", test_db, name);
}

static void
make_table (unsigned i)
{
  char path[PATH_MAX], page[PAGE];

  file[i] = (struct guarded){ .open = 1 };
  snprintf (file[i].name, sizeof file[i].name, "t%u.db", i);
  path_of (file[i].name, path);
  file[i].fd = open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  memset (page, 'a', sizeof page);
  page[TABLE_ID_AT] = (char) i;
  for (unsigned k = 0; k < PAGES; k++)
    pwrite (file[i].fd, page, sizeof page, k * PAGE);
}

static void
end_tables (void)
{
  if (h != NULL)
    hold_free (h);
  h = NULL;
  for (unsigned i = 0; i < FILES; i++)
    if (file[i].fd > 0)
      close (file[i].fd);
}

static void
begin_tables (void)
{
  end_tables ();
  fail_at (0, 0);
  folder_remove (test_db, NULL);
  folder_make (test_db, 0700, NULL);
  for (unsigned i = 0; i < FILES; i++)
    make_table (i);
  if (hold_new (&h, test_db, 0600) != 0)
    exit (1);
}

static int
hold (unsigned i, unsigned k, char letter)
{
  char page[PAGE];

  memset (page, letter, sizeof page);
  if (k == 0)
    page[TABLE_ID_AT] = (char) i;
  return hold_page (h, &file[i], page, sizeof page, (uint64_t) k * PAGE);
}

/* The letter of a page that is whole, or '?'. */
static char
letter_of (const char page[PAGE])
{
  for (unsigned k = 100; k < PAGE; k++)
    if (page[k] != page[99])
      return '?';
  return page[99];
}

/* In its place. */
static char
placed (unsigned i, unsigned k)
{
  char page[PAGE], path[PATH_MAX];
  int fd;

  path_of (file[i].name, path);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (pread (fd, page, sizeof page, k * PAGE) != PAGE)
    page[99] = 0;
  close (fd);
  return letter_of (page);
}

static char
waiting (unsigned i, unsigned k)
{
  char page[PAGE];

  return hold_read (h, &file[i], page, sizeof page, (uint64_t) k * PAGE) == 0
           ? letter_of (page)
           : '-';
}

static bool
all_placed (char letter)
{
  return placed (0, 1) == letter && placed (0, 2) == letter
         && placed (1, 0) == letter;
}

static void
hold_three (char letter)
{
  hold (0, 1, letter);
  hold (0, 2, letter);
  hold (1, 0, letter);
}

static unsigned
replayed (void)
{
  unsigned pages = 0;

  return journal_replay (test_db, &pages) == 0 ? pages : 1000;
}

/* ---- what waits --------------------------------------------------------- */

static void
test_hold (void)
{
  char part[PAGE / 2];

  begin_tables ();
  hold_three ('b');
  ok (all_placed ('a'), "held pages are not in their places");
  ok (waiting (0, 1) == 'b' && waiting (1, 0) == 'b', "they are read back");
  ok (waiting (0, 0) == '-' && waiting (1, 1) == '-', "and no others");
  ok (hold_read (h, &file[0], part, sizeof part, PAGE) == EINVAL,
      "a part of a page is not");
  hold (0, 1, 'c');
  ok (waiting (0, 1) == 'c' && waiting (0, 2) == 'b', "a later one counts");
  ok (hold_settle (h) == 0 && placed (0, 1) == 'c' && placed (0, 2) == 'b'
        && placed (1, 0) == 'b' && placed (1, 1) == 'a',
      "settled, they are in their places");
  ok (waiting (0, 1) == '-' && file[0].waiting == 0 && file[0].settled,
      "and wait no more");
  ok (hold (0, 1, 'd') == 0 && waiting (0, 1) == 'd' && placed (0, 1) == 'c',
      "the next batch");
  ok (replayed () == 0 && placed (0, 1) == 'c', "is not replayed unsettled");
}

static void
test_many (void)
{
  unsigned wrong = 0;

  begin_tables ();
  for (unsigned k = 1; k <= JOURNAL_PAGES_MOST + 5; k++)
    hold (0, k, (char) ('A' + k % 50));
  ok (placed (0, 1) == 'B' && file[0].waiting == 5,
      "a full journal settles: %u wait", file[0].waiting);
  for (unsigned k = 0; k < 3 * JOURNAL_PAGES_MOST; k++)
    hold (1, k % 2, (char) ('A' + k % 50));
  hold_settle (h);
  for (unsigned k = 1; k <= JOURNAL_PAGES_MOST + 5; k++)
    wrong += placed (0, k) != (char) ('A' + k % 50);
  ok (wrong == 0, "every page is in its place");
  ok (placed (1, 1) == 'A' + (3 * JOURNAL_PAGES_MOST - 1) % 50,
      "one that is written often too");
}

/* ---- replaying ---------------------------------------------------------- */

static struct bytes journal;

static void
take_journal (void)
{
  char path[PATH_MAX];

  path_of (JOURNAL_NAME, path);
  bytes_clear (&journal);
  file_read (path, 64 << 20, &journal, NULL);
  journal.len = SLOTS + 3 * PAGE; /* what is used of it */
}

static void
lay_journal (void)
{
  char path[PATH_MAX];
  int fd;

  path_of (JOURNAL_NAME, path);
  fd = open (path, O_WRONLY | O_TRUNC | O_CLOEXEC);
  file_put (fd, journal.at, journal.len, path, NULL);
  close (fd);
}

/* A sealed batch of three pages, none of which is in its place: in JOURNAL. */
static void
seal_three (void)
{
  begin_tables ();
  hold_three ('b');
  fail_at (2, 0); /* after the head */
  full = true;
  hold_settle (h);
  fail_at (0, 0);
  take_journal ();
}

static void
test_replay (void)
{
  char path[PATH_MAX];

  seal_three ();
  ok (all_placed ('a'), "a sealed batch, before its places");
  ok (replayed () == 3 && all_placed ('b'), "is replayed");
  ok (replayed () == 0, "once");
  lay_journal ();
  ok (replayed () == 3 && all_placed ('b'), "and again, which changes nothing");

  seal_three ();
  fail_at (0, 1);
  ok (replayed () == 1000 && all_placed ('a') && syncs == 1,
      "but not before the disk has it");
  fail_at (0, 0);

  seal_three ();
  path_of ("t0.db", path);
  unlink (path);
  ok (replayed () == 3 && placed (1, 0) == 'b' && access (path, F_OK) != 0,
      "a file that is gone is left out");
  seal_three ();
  pwrite (file[0].fd, "other", 5, TABLE_ID_AT);
  ok (replayed () == 3 && placed (0, 1) == 'a' && placed (1, 0) == 'b',
      "another one of its name too");
  seal_three ();
  ok (ftruncate (file[0].fd, PAGE + 100) == 0 && replayed () == 3
        && placed (0, 2) == 'b',
      "a file that is shorter grows");
}

/* Whether the journal as it stands is believed. */
static bool
believed (void)
{
  lay_journal ();
  return replayed () != 0 || !all_placed ('a');
}

static void
test_torn (void)
{
  unsigned believed_bad = 0;

  seal_three ();
  end_tables ();
  for (size_t i = 0; i < 4096 + 3 * 32; i += i < 256 || i >= 4096 ? 1 : 37) {
    journal.at[i] ^= 0x40;
    believed_bad += believed ();
    journal.at[i] ^= 0x40;
  }
  ok (believed_bad == 0, "a head with one bit wrong is not believed");
  for (size_t i = 0; i < 3 * PAGE; i += 1009) {
    journal.at[SLOTS + i] ^= 1;
    believed_bad += believed ();
    journal.at[SLOTS + i] ^= 1;
  }
  ok (believed_bad == 0, "nor a page");
  for (size_t cut = 0; cut < SLOTS + 3 * PAGE; cut += 500) {
    size_t len = journal.len;

    journal.len = cut;
    believed_bad += believed ();
    journal.len = len;
  }
  ok (believed_bad == 0, "nor one that ends early");
  ok (believed (), "but one that is whole");
}

/* Sectors of two batches in one journal, as when the second was torn. */
static void
test_mixed (void)
{
  SCOPED_BYTES first = { 0 };
  unsigned wrong = 0;

  seal_three ();
  bytes_add (&first, journal.at, journal.len);
  hold_settle (h);
  hold_three ('c');
  fail_at (2, 0);
  full = true;
  hold_settle (h);
  fail_at (0, 0);
  take_journal ();
  end_tables ();
  for (unsigned round = 0; round < 200; round++) {
    size_t at = (size_t) (rand () % 82) * 512;
    size_t other = (at + 512 * (size_t) (1 + rand () % 81)) % (82 * 512);
    SCOPED_BYTES second = { 0 };

    if (at == other || at >= first.len || other >= first.len)
      continue;
    bytes_add (&second, journal.at, journal.len);
    memcpy (journal.at + at, first.at + at, 512);
    memcpy (journal.at + other, first.at + other, 512);
    if (memcmp (journal.at, second.at, journal.len) != 0
        && memcmp (journal.at, first.at, first.len) != 0) {
      lay_journal ();
      wrong += replayed () != 0 || !all_placed ('b');
    }
    memcpy (journal.at, second.at, second.len);
  }
  ok (wrong == 0, "sectors of two batches are no batch");
}

/* ---- what no batch of ours has ------------------------------------------ */

static const struct {
  const char *what, *name;
  struct journal_page page;
} strange[] = {
  { "a file above", "../x.db", { .len = PAGE } },
  { "a file elsewhere", "/tmp/x.db", { .len = PAGE } },
  { "a file below", "x/y.db", { .len = PAGE } },
  { "a hidden file", ".x.db", { .len = PAGE } },
  { "no table", "log.0000000001", { .len = PAGE } },
  { "no name", "", { .len = PAGE } },
  { "a name without end",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.db",
    { .len = PAGE } },
  { "no length", "t0.db", { .len = 0 } },
  { "too long a page", "t0.db", { .len = PAGE + 512 } },
  { "an odd length", "t0.db", { .len = 513 } },
  { "a slot behind the last", "t0.db", { .len = PAGE, .slot = 512 } },
  { "a place within a page", "t0.db", { .len = PAGE, .at = 512 } },
  { "a place out of this world",
    "t0.db",
    { .len = PAGE, .at = (uint64_t) 1 << 60 } },
  { "a file not listed", "t0.db", { .len = PAGE, .file = 1 } },
};

static void
test_strange (void)
{
  for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
    static struct journal_batch batch;
    struct journal j;
    char page[PAGE + 512] = "";
    unsigned pages;
    int rc;

    begin_tables ();
    batch = (struct journal_batch){ .n_files = 1, .n_pages = 1 };
    memcpy (batch.files[0].name, strange[i].name, strlen (strange[i].name));
    batch.pages[0] = strange[i].page;
    journal_open (&j, test_db, 0600);
    journal_put (&j, &batch.pages[0], page);
    journal_seal (&j, &batch);
    journal_close (&j);
    rc = journal_replay (test_db, &pages);
    ok (rc == EINVAL && pages == 0 && all_placed ('a'), "%s: refused",
        strange[i].what);
  }
}

static void
test_links (void)
{
  char path[PATH_MAX], outside[PATH_MAX];

  snprintf (outside, sizeof outside, "%.3000s/outside", test_folder);
  seal_three ();
  path_of ("t0.db", path);
  if (rename (path, outside) != 0 || symlink (outside, path) != 0)
    return;
  ok (replayed () == 1000, "a table that is a link is not followed");
  path_of (JOURNAL_NAME, path);
  if (rename (path, outside) != 0 || symlink (outside, path) != 0)
    return;
  ok (replayed () == 1000, "nor a journal that is one");
  unlink (outside);
}

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
  test_hold ();
  test_many ();
  test_replay ();
  test_torn ();
  test_mixed ();
  test_strange ();
  test_links ();
  test_full ();
  test_full_and_killed ();
  test_sync_fails ();
  end_tables ();
  test_library ();
  test_fork ();
  test_modes ();
  bytes_free (&journal);
  return tap_done ();
}
