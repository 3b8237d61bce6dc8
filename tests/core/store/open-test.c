/* open-test.c - which folders are opened as a store, and which are not. */

#include "tests/core/store/fixture.h"

#include "base/clock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* For the leak sanitizer: the library does not give back what belongs to an
 * environment that it found damaged.
 */
const char *__lsan_default_suppressions (void);

__attribute__ ((visibility ("default"))) const char *
__lsan_default_suppressions (void)
{
  return "leak:libdb-5.3";
}

static void
check_open (const char *name, const struct identity *identity,
            enum outcome want, const char *words)
{
  struct error e = { 0 };
  struct store *s;
  enum outcome got = store_open (&s, test_db, identity, 1 << 20, false, &e);
  bool good = got == want && (got == OK || strstr (e.text, words) != NULL)
              && (got == OK) == (s != NULL);

  if (!ok (good, "%s", name))
    printf ("# wanted %d \"%s\" got %d \"%s\"\n", want, words, got, e.text);
  store_close (s);
}

static void
test_identity (void)
{
  struct identity other = test_site, later = test_site;

  other.site[0] ^= 1;
  later.epoch = 2;
  check_open ("a store is opened", &test_site, OK, "");
  check_open ("not as another site's", &other, ERR_SYSTEM, "of site");
  check_open ("a higher epoch is taken", &later, OK, "");
  check_open ("then a lower is refused", &test_site, ERR_SYSTEM, "epoch");
  check_open ("and the higher one stays", &later, OK, "");
}

static void
test_layout (void)
{
  struct store *s = test_create ();

  table_put (s, T_COUNTERS, text_slice ("layout"), slice_of ("\7\0\0\0", 4),
             NULL);
  store_close (s);
  check_open ("another layout is refused by its number", &test_site, ERR_SYSTEM,
              "layout 7");
}

/* A change behind the counters has to follow from those before it. */
static void
test_last (void)
{
  struct store *s = test_create ();
  struct key k = seq_key (1);

  table_put (s, T_CHANGES, key_slice (&k), slice_of (test_folder, CHANGE_HEAD),
             NULL);
  store_close (s);
  check_open ("a log of changes that goes on with another chain is refused",
              &test_site, ERR_DAMAGED, "chain is broken before change 1");
}

static void
test_no_store (void)
{
  folder_remove (test_db, NULL);
  check_open ("a folder that is missing holds no store", &test_site, ERR_SYSTEM,
              "holds no store");
  folder_make (test_db, 0700, NULL);
  check_open ("nor does an empty one", &test_site, ERR_SYSTEM,
              "holds no store");
  ok (folder_is_empty (test_db), "which stays empty");
}

static void
test_create_refuses (void)
{
  struct error e = { 0 };
  struct store *s = test_create ();

  ok (store_create (test_db, &test_site, false, &e) == ERR_SYSTEM,
      "nothing is made over a store that is there");
  store_close (s);
  check_open ("which stays as it was", &test_site, OK, "");
}

static void
test_lock (void)
{
  struct store *s = test_create ();

  check_open ("a store is opened once", &test_site, ERR_BUSY, "open");
  store_close (s);
  check_open ("and again when it was closed", &test_site, OK, "");
}

/* What the owner of the lock does is seen by those who wait for it. */
static void
test_work (void)
{
  static const struct {
    enum work_kind told, seen;
    uint64_t done, of, shown;
    const char *name;
  } rows[] = {
    { WORK_OPEN, WORK_OPEN, 0, 0, 0, "that it opens" },
    { WORK_REMAKE, WORK_REMAKE, 3, 8, 3, "how far it is" },
    { WORK_REMAKE, WORK_REMAKE, 9, 8, 8, "never more than all" },
    { WORK_KINDS, WORK_NONE, 1, 2, 0, "nothing of what it cannot be at" },
  };
  struct store *s = test_create ();
  struct work w = { .kind = WORK_OPEN }, before;

  ok (store_at_work (test_db, &w) && w.kind == WORK_NONE,
      "who waits for an open store sees nothing at work");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    before = w;
    work_tell (s, rows[i].told, rows[i].done, rows[i].of);
    ok (store_at_work (test_db, &w) && w.kind == rows[i].seen
          && w.done == rows[i].shown && w.beats != before.beats,
        "they see %s", rows[i].name);
  }
  store_close (s);
  ok (!store_at_work (test_db, &w), "and that nobody has it open");
}

/* Overwrites LEN bytes at OFFSET of file NAME. */
static void
spoil (const char *name, off_t offset, size_t len)
{
  char path[PATH_MAX + 32];
  int fd;

  snprintf (path, sizeof path, "%s/%s", test_db, name);
  fd = open (path, O_WRONLY | O_CLOEXEC);
  for (size_t i = 0; i < len; i++)
    if (pwrite (fd, "\xff", 1, offset + (off_t) i) != 1)
      printf ("# cannot write %s\n", path);
  close (fd);
}

/* What was damaged, and how it was mended; MEND_NONE: it was not, for there is
 * no backup.  LEN 0 cuts the file off at OFFSET; at -1 it is gone.
 */
static const struct {
  const char *name, *file;
  off_t offset;
  size_t len;
  enum mend how;
} damages[] = {
  { "a first page that does not agree with its sum", "counters.db", 100, 8,
    MEND_NONE },
  { "a later page that does not", "counters.db", TABLE_PAGE + 4000, 100,
    MEND_NONE },
  { "counters that are missing", "counters.db", -1, 0, MEND_NONE },
  { "an empty table that is none", "drafts.db", 0, 0, MEND_NONE },
  { "changes that are gone", "changes.db", -1, 0, MEND_NONE },
  { "a table that is none", "records.db", 0, TABLE_PAGE, MEND_INDEXES },
  { "a table that is missing", "i_due.db", -1, 0, MEND_INDEXES },
  { "an empty index", "i_code.db", 0, 0, MEND_INDEXES },
  { "words that are cut short", "find.db", TABLE_PAGE + 77, 0, MEND_INDEXES },
  { "one wrong byte, met after the officers were read", "find.db",
    TABLE_PAGE + 100, 1, MEND_INDEXES },
  { "a log that begins with nonsense", "log.0000000001", 0, 64, MEND_LOG },
  { "a log that ends too early", "log.0000000001", 20000, 0, MEND_LOG },
  { "an empty log", "log.0000000001", 0, 0, MEND_LOG },
  { "a log that is missing", "log.0000000001", -1, 0, MEND_LOG },
};

static void
harm (const char *file, off_t offset, size_t len)
{
  char path[PATH_MAX + 32];

  snprintf (path, sizeof path, "%s/%s", test_db, file);
  if (len > 0)
    spoil (file, offset, len);
  else if (offset < 0 ? unlink (path) != 0 : truncate (path, offset) != 0)
    printf ("# cannot harm %s\n", path);
}

static const char *const accounts[] = { "lan", "minh", "hoa" };
enum { ACCOUNTS = sizeof accounts / sizeof *accounts };

/* A store that knows some officers, closed in order. */
static void
make_one (void)
{
  struct store *s = test_create ();
  struct error e = { 0 };
  uint32_t number;
  enum outcome done = store_begin (s, &e);

  for (size_t i = 0; done == OK && i < ACCOUNTS; i++)
    done = store_officer (s, accounts[i], &number, &e);
  if (done == OK)
    done = store_commit (s, &e);
  went (done, &e);
  store_close (s);
}

/* Whether they all are known still, and no others. */
static bool
knows_them (struct store *s)
{
  for (uint32_t n = 1; n <= ACCOUNTS; n++) {
    const char *name = store_officer_name (s, n);

    if (name == NULL || strcmp (name, accounts[n - 1]) != 0)
      return false;
  }
  return store_officer_name (s, ACCOUNTS + 1) == NULL;
}

static void
test_damage (void)
{
  for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
    enum mend how = damages[i].how;
    struct error e = { 0 };
    struct store *s;
    enum outcome got;
    bool good;

    make_one ();
    harm (damages[i].file, damages[i].offset, damages[i].len);
    got = store_open (&s, test_db, &test_site, 1 << 20, false, &e);
    good = how == MEND_NONE
             ? got == ERR_DAMAGED && strstr (e.text, "backup")
             : got == OK && store_mended (s)->how == how && knows_them (s);
    if (!ok (good, "%s", damages[i].name))
      printf ("# wanted %d got %d, mended %d: %s\n", how, got,
              s != NULL ? (int) store_mended (s)->how : -1, e.text);
    store_close (s);
    check_open ("and it stays so", &test_site,
                how == MEND_NONE ? ERR_DAMAGED : OK, "");
  }
}

/* A new officer is in the log only, and the page that the log would be brought
 * to is damaged.
 */
static void
test_damage_in_recovery (void)
{
  struct error e = { 0 };
  struct store *s;
  uint32_t number;
  pid_t child;

  make_one ();
  fflush (stdout);
  child = fork ();
  if (child == 0) {
    s = test_open ();
    _exit (store_begin (s, &e) != OK || store_officer (s, "tam", &number, &e)
           || store_commit (s, &e) != OK || store_flush (s, &e) != OK);
  }
  waitpid (child, NULL, 0);
  harm ("page-guard", -1, 0);
  harm ("officers.db", TABLE_PAGE, 512);
  check_open ("the file that keeps a store from being recovered is named",
              &test_site, ERR_DAMAGED, "officers.db is damaged");
}

static mode_t
mode_of (const char *name)
{
  char path[PATH_MAX + 32];
  struct stat st;

  snprintf (path, sizeof path, "%s/%s", test_db, name);
  return stat (path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static void
test_modes (void)
{
  mode_t before = umask (0);
  struct error e = { 0 };

  store_close (test_create ());
  ok (mode_of ("") == 0700 && mode_of ("records.db") == 0600
        && mode_of ("log.0000000001") == 0600 && mode_of ("lock") == 0600,
      "a store is its owner's alone");

  umask (077);
  folder_remove (test_db, NULL);
  ok (store_create (test_db, &test_site, true, &e) == OK
        && (mode_of ("") & 0777) == 0770 && mode_of ("records.db") == 0660
        && mode_of ("log.0000000001") == 0660 && mode_of ("lock") == 0660,
      "or a group's, whatever the umask");
  umask (before);
}

/* A full disk, as far as a test can have one, is a limit of file sizes. */
static void
test_room (void)
{
  struct store *s = test_create ();
  struct error e = { 0 };

  ok (store_room (s, 0, &e) == OK, "there is room");
  ok (store_room (s, SIZE_MAX / 2, &e) == ERR_SYSTEM
        && strstr (e.text, "disk is full") != NULL,
      "but not for everything: %s", e.text);
  store_close (s);
}

static void
test_old_logs (void)
{
  struct store *s = test_create ();
  SCOPED_BYTES large = { 0 };
  struct error e = { 0 };

  bytes_reserve (&large, 1 << 20);
  memset (large.at, 'x', 1 << 20);
  large.len = 1 << 20;
  for (unsigned i = 0; i < 8; i++) {
    store_begin (s, &e);
    table_put (s, T_DRAFTS, text_slice ("key"), bytes_slice (&large), &e);
    store_commit (s, &e);
  }
  ok (store_flush (s, &e) == OK && mode_of ("log.0000000002") != 0,
      "much writing begins another log");
  ok (store_checkpoint (s, 0, &e) == OK && mode_of ("log.0000000001") == 0,
      "a checkpoint removes the old one");
  store_close (s);
  check_open ("and the store opens without it", &test_site, OK, "");
}

int
main (void)
{
  test_start ();
  store_close (test_create ());
  test_identity ();
  test_layout ();
  test_last ();
  test_no_store ();
  test_create_refuses ();
  test_lock ();
  test_work ();
  test_damage ();
  test_damage_in_recovery ();
  test_modes ();
  test_room ();
  test_old_logs ();
  return tap_done ();
}
