/* remake-test.c - every table but the log comes back from the log alone. */

#include "tests/core/store/forms.h"

#include "store/find-bucket.h"
#include "store/find-index.h"

#include <dirent.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct store *s;
static struct error e;

/* ---- what the tables hold ------------------------------------------------ */

static const enum table tables[] = {
  T_CHANGES, T_RECORDS,   T_ID,     T_CODE, T_PERSON,
  T_DUE,     T_PROCEDURE, T_UNIQUE, T_FIND,
};
enum { COUNT = sizeof tables / sizeof *tables };

struct picture {
  unsigned char hash[COUNT][HASH_SIZE];
};

static int
compare (const void *one, const void *other)
{
  uint64_t a, b;

  memcpy (&a, one, sizeof a);
  memcpy (&b, other, sizeof b);
  return (a > b) - (a < b);
}

/* Numbers and births by pairs: blocks may be parted elsewhere. */
static void
add_block (struct bytes *pairs, struct slice key, struct slice value)
{
  struct reader r = reader_of (key.at + 1, key.len - 1);
  SCOPED_BLOCK block = { 0 };
  uint64_t bucket = take_be16 (&r);

  if (!block_read (value, ~take_be32 (&r), &block))
    bytes_add_text (pairs, "a block that is none");
  for (size_t i = 0; i < block.count; i++)
    put_u64 (pairs, bucket << 48 | (uint64_t) block.at[i].ordinal << 16
                      | block.at[i].rest);
}

/* The dictionary may know of what is no more. */
static void
add_row (enum table t, struct slice key, struct slice value, struct bytes *to,
         struct bytes *pairs)
{
  if (t == T_FIND && key.at[0] == ROW_DICTIONARY)
    return;
  if (t == T_FIND && key.at[0] == ROW_BLOCK) {
    add_block (pairs, key, value);
    return;
  }
  put_block (to, key.at, key.len);
  put_block (to, value.at, value.len);
}

static struct picture
picture (void)
{
  struct picture p;

  settle_all (s, &e); /* what waits to be written */
  for (size_t i = 0; i < COUNT; i++) {
    SCOPED_BYTES all = { 0 };
    SCOPED_BYTES pairs = { 0 };
    struct walk w;

    walk_open (s, tables[i], &w, &e);
    for (enum outcome at = walk_first (&w, slice_of (NULL, 0), &e); at == OK;
         at = walk_next (&w, &e))
      add_row (tables[i], w.key, w.value, &all, &pairs);
    walk_close (&w);
    if (pairs.len > 0)
      qsort (pairs.at, pairs.len / 8, 8, compare);
    bytes_add (&all, pairs.at, pairs.len);
    hash_of (all.at, all.len, p.hash[i]);
  }
  return p;
}

static bool
same (const struct picture *a, const struct picture *b)
{
  bool good = true;

  for (size_t i = 0; i < COUNT; i++)
    if (memcmp (a->hash[i], b->hash[i], HASH_SIZE) != 0) {
      printf ("# %s is another\n", table_name (tables[i]));
      good = false;
    }
  return good;
}

/* ---- a store with a past ---------------------------------------------------
 */

static uint32_t dice = 7;

static uint32_t
roll (uint32_t below)
{
  dice = dice * 1664525 + 1013904223;
  return (dice >> 8) % below;
}

/* Record N as version VERSION + 1: another name, number, state, home. */
static bool
alter (unsigned n, uint32_t version)
{
  static const char *const homes[] = {
    "12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh",
    "Tổ 4, thôn Đông, Xã Ea Kao, Tỉnh Đắk Lắk", ""
  };
  struct dossier d;
  struct saved saved;

  dossier_make (&d, n);
  d.save.version_read = version;
  d.save.action = roll (2) ? AMEND : MOVE;
  d.save.head.state = (uint8_t) (1 + roll (10));
  snprintf (d.name, sizeof d.name, "%s %s", test_names[roll (6)],
            test_names[roll (6)]);
  snprintf (d.number, sizeof d.number, "0012%08u", roll (100000));
  d.texts[F_HOME] = homes[roll (3)];
  d.texts[F_PAPERS] = roll (3) ? "" : "[{\"ten\":\"Bản sao\"}]";
  return store_save (s, &d.save, &saved, &e) == OK;
}

enum { RECORDS = 700 };
static uint32_t versions[RECORDS + 100];

static bool
make_past (void)
{
  bool good = test_save (s, 1, RECORDS);

  for (unsigned n = 1; n <= RECORDS; n++)
    versions[n] = 1;
  store_begin (s, &e);
  for (unsigned i = 0; good && i < 500; i++) {
    unsigned n = 1 + roll (RECORDS);

    good = alter (n, versions[n]++);
  }
  return good && store_commit (s, &e) == OK;
}

/* ---- tests -----------------------------------------------------------------
 */

static unsigned
files_of_generations (void)
{
  DIR *folder = opendir (test_db);
  const struct dirent *entry;
  unsigned count = 0;

  while ((entry = readdir (folder)) != NULL)
    count += strncmp (entry->d_name, "records.", 8) == 0;
  closedir (folder);
  return count;
}

static void
test_same (void)
{
  struct picture before, after;

  s = test_create ();
  test_register (s);
  ok (make_past (), "dossiers are saved, amended, moved");
  before = picture ();
  ok (went (store_rebuild (s, &e), &e), "all is made anew from the log");
  after = picture ();
  ok (same (&before, &after), "and is the same");
  ok (s->generations[T_RECORDS] == 1 && s->generations[T_CHANGES] == 0
        && files_of_generations () == 1,
      "in new files, but for the log");
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  ok (went (rebuild_by_library (s, &e), &e), "by the library");
  after = picture ();
  ok (same (&before, &after), "it is the same again");
  store_close (s);
  s = test_open ();
  after = picture ();
  ok (same (&before, &after) && test_verify (s, NULL, NULL) == 0,
      "also when it is opened again");
}

static void
empty (enum table t)
{
  store_begin (s, &e);
  table_clear (s, t, &e);
  store_commit (s, &e);
}

static void
test_lost (void)
{
  struct picture before = picture (), after;

  for (size_t i = 1; i < COUNT; i++)
    empty (tables[i]);
  ok (went (store_rebuild (s, &e), &e), "tables that lost everything");
  after = picture ();
  ok (same (&before, &after), "come back");
}

/* 20261121 is 0x01352901. */
static void
test_counters (void)
{
  uint32_t day = 0, book = 0;

  store_begin (s, &e);
  counter_set_day (s, 20261121, 3, &e);
  counter_set_day (s, 20261109, 3, &e);
  counter_set_book (s, "CS", 2026, 2, &e);
  store_commit (s, &e);
  ok (went (store_rebuild (s, &e), &e) && test_verify (s, NULL, NULL) == 0,
      "counters of days and books are mended");
  counter_of_day (s, 20261121, &day, &e);
  counter_of_book (s, "CS", 2026, &book, &e);
  ok (day == 9 && book > 300, "to what the records have: %u, %u", day, book);
}

/* How far it said it was. */
struct heard {
  unsigned times;
  uint64_t at;
  bool wrong; /* it went back, or over the end */
};

static void
hear (void *with, uint64_t at, uint64_t of)
{
  struct heard *heard = with;

  heard->times++;
  heard->wrong |= at <= heard->at || at > of;
  heard->at = at;
}

/* What was saved while the files were written is in them as well. */
static void
test_meanwhile (void)
{
  SCOPED_BYTES result = { 0 };
  struct heard heard = { 0 };
  struct remake_told told = { hear, &heard };
  struct picture before, after;
  bool good = true;

  s->tables[T_CHANGES]->sync (s->tables[T_CHANGES], 0);
  ok (went (remake_files (s, s->last.counts.changes, told, &result, &e), &e),
      "files are written");
  ok (heard.times > 3 && !heard.wrong && heard.at > RECORDS,
      "who waits is told %u times how far they are", heard.times);
  store_begin (s, &e);
  for (unsigned i = 0; good && i < 40; i++) {
    unsigned n = 1 + roll (RECORDS);

    good = alter (n, versions[n]++);
  }
  store_commit (s, &e);
  ok (good && test_save (s, RECORDS + 1, RECORDS + 20), "others save");
  before = picture ();
  ok (went (remake_adopt (s, bytes_slice (&result), &e), &e), "they count");
  after = picture ();
  ok (same (&before, &after) && test_verify (s, NULL, NULL) == 0,
      "with what was saved meanwhile");
}

/* A log with a byte that is another one is believed in nothing. */
static void
test_bad_log (void)
{
  SCOPED_BYTES value = { 0 };
  SCOPED_BYTES result = { 0 };
  struct remake_told told = { NULL, NULL };
  struct key k = seq_key (s->last.counts.changes);

  table_get (s, T_CHANGES, key_slice (&k), &value, &e);
  value.at[value.len - 1] ^= 1;
  table_put (s, T_CHANGES, key_slice (&k), bytes_slice (&value), &e);
  s->tables[T_CHANGES]->sync (s->tables[T_CHANGES], 0);
  ok (remake_files (s, s->last.counts.changes, told, &result, &e)
        == ERR_DAMAGED,
      "nothing is made of a damaged log: %s", e.text);
  value.at[value.len - 1] ^= 1;
  table_put (s, T_CHANGES, key_slice (&k), bytes_slice (&value), &e);
  generations_tidy (s);
}

/* A child that rebuilds is killed after MS. */
static void
test_kill (unsigned ms, const struct picture *before)
{
  struct timespec wait = { .tv_nsec = ms * 1000000L };
  struct picture after;
  pid_t child = fork ();

  if (child == 0) {
    struct store *mine = test_open ();

    for (;;)
      store_rebuild (mine, &e);
  }
  nanosleep (&wait, NULL);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  s = test_open ();
  after = picture ();
  ok (same (before, &after) && test_verify (s, NULL, NULL) == 0
        && files_of_generations () == 1,
      "killed after %u ms: the old or the new", ms);
  store_close (s);
}

int
main (void)
{
  struct picture before;

  test_start ();
  test_same ();
  test_lost ();
  test_counters ();
  test_meanwhile ();
  test_bad_log ();
  before = picture ();
  store_close (s);
  for (unsigned i = 0; i < 8; i++)
    test_kill (5 + 12 * i, &before);
  return tap_done ();
}
