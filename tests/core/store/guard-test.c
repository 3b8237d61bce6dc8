/* guard-test.c - pages on their way: held, read back, settled, put back; what
 * is torn or strange in the journal.
 */

#include "tests/core/store/guard-disk.h"

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

/* ---- a step at a time --------------------------------------------------- */

static void
test_steps (void)
{
  begin_tables ();
  hold_three ('b');
  fail_at (0, 0);
  hold_put_off (h, PUTS_OFF_ALL);
  ok (hold_sync (h) == 0 && syncs == 0 && replayed () == 0,
      "a sync that is put off whole does nothing");
  hold_put_off (h, PUTS_OFF_PLACES);
  ok (hold_sync (h) == 0 && syncs == 1 && hold_sync (h) == 0 && syncs == 1
        && hold_settles (h) && all_placed ('a'),
      "one whose places are put off syncs the journal, once");
  ok (waiting (0, 1) == 'b' && replayed () == 3 && all_placed ('b'),
      "which has the pages then");

  begin_tables ();
  hold_three ('b');
  fail_at (0, 0);
  ok (hold_step (h) == 0 && syncs == 1 && all_placed ('a'), "sealed");
  ok (hold_step (h) == 0 && syncs == 1 && all_placed ('b'), "placed");
  ok (hold_step (h) == 0 && table_syncs == 1 && hold_settles (h), "one synced");
  ok (hold_step (h) == 0 && table_syncs == 2 && !hold_settles (h)
        && hold_taken (h) == 0 && waiting (0, 1) == '-',
      "the other too, and none waits");
  ok (hold_step (h) == 0 && syncs == 3, "nothing is left to do");
}

static unsigned
placed_of (char letter)
{
  unsigned count = 0;

  for (unsigned k = 1; k <= 100; k++)
    count += placed (0, k) == letter;
  return count;
}

static void
test_long_steps (void)
{
  begin_tables ();
  for (unsigned k = 1; k <= 100; k++)
    hold (0, k, 'b');
  hold_step (h);
  hold_step (h);
  ok (placed_of ('b') == 64, "a step places 64 pages: %u", placed_of ('b'));
  hold (0, 1, 'c');
  ok (placed_of ('b') == 64 && file[0].waiting == 101 && waiting (0, 1) == 'c'
        && waiting (0, 2) == 'b',
      "a page that comes meanwhile waits for the next batch");
  ok (hold_settle (h) == 0 && placed_of ('b') == 99 && placed (0, 1) == 'c',
      "which comes behind it");
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
    journal_put (&j, 0, &batch.pages[0], page);
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

int
main (void)
{
  test_start ();
  test_hold ();
  test_many ();
  test_steps ();
  test_long_steps ();
  test_replay ();
  test_torn ();
  test_mixed ();
  test_strange ();
  test_links ();
  end_tables ();
  bytes_free (&journal);
  return tap_done ();
}
