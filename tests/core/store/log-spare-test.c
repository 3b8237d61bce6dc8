/* log-spare-test.c - the next file of the log is made ahead, of zeros alone,
 * whatever the file was before; and a store that is given such files loses
 * nothing.
 */

#include "store/copy.h"
#include "store/log-spare.h"
#include "tests/core/store/forms.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  WAIT_MS = 10 * 1000, /* nothing is that slow      */
  SAVES = 500,         /* in a transaction          */
  FILES = 3,           /* of the log, one by one    */
};

static char next[PATH_MAX], old[PATH_MAX];

static void
path_of (const char *name, char path[PATH_MAX])
{
  snprintf (path, PATH_MAX, "%.3000s/%.200s", test_db, name);
}

static bool
is_there (const char *path)
{
  return access (path, F_OK) == 0;
}

/* Waits until there is a spare file. */
static bool
comes (void)
{
  for (unsigned ms = 0; ms < WAIT_MS && !is_there (next); ms += 5)
    usleep (5000);
  return is_there (next);
}

/* A file of the log with LEN bytes that are not zero. */
static void
write_old (const char *path, size_t len)
{
  char *bytes = malloc (len);
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  memset (bytes, 'x', len);
  if (fd < 0 || write (fd, bytes, len) != (ssize_t) len)
    printf ("# cannot write %s\n", path);
  close (fd);
  free (bytes);
}

static bool
is_blank (const char *path)
{
  char *bytes = malloc (LOG_FILE + 1);
  int fd = open (path, O_RDONLY);
  ssize_t n = read (fd, bytes, LOG_FILE + 1);
  bool blank = n == LOG_FILE && spare_has (bytes, LOG_FILE, 0);

  close (fd);
  free (bytes);
  return blank;
}

static ino_t
node_of (const char *path)
{
  struct stat s;

  return stat (path, &s) == 0 ? s.st_ino : 0;
}

/* ---- a file ----------------------------------------------------------- */

static void
test_file (void)
{
  char path[PATH_MAX];
  struct spare *s = spare_new (test_db, 0600);

  path_of ("log.0000000007", path);
  spare_make (s, LOG_FILE / 2 - 1);
  spare_free (s);
  ok (!is_there (next), "none is made while the log is not half full");
  s = spare_new (test_db, 0600);
  ok (!spare_take (s, path), "none is there to be taken");
  spare_make (s, LOG_FILE / 2);
  ok (comes () && is_blank (next), "then it is, of zeros");
  ok (spare_take (s, path) && !is_there (next) && is_blank (path),
      "it takes the name of a file of the log");
  spare_make (s, LOG_FILE / 2);
  ok (comes () && !spare_take (s, path), "not that of one that is there");
  spare_free (s);
  unlink (next);
}

static void
test_reuse (void)
{
  static const struct {
    const char *name;
    size_t len;
  } cases[] = {
    { "a whole file", LOG_FILE },
    { "a short one", 1000 },
    { "one that is too long", LOG_FILE + 8192 },
  };
  char path[PATH_MAX];

  path_of ("log.0000000008", path);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct spare *s = spare_new (test_db, 0600);
    ino_t node;

    write_old (path, cases[i].len);
    node = node_of (path);
    ok (spare_reuse (test_db, path) && !is_there (path), "%s is given up",
        cases[i].name);
    spare_make (s, LOG_FILE);
    ok (comes () && node_of (next) == node && is_blank (next),
        "and is the next one, of zeros alone");
    spare_free (s);
    unlink (next);
  }
}

static void
test_kept (void)
{
  char path[PATH_MAX], other[PATH_MAX];

  path_of ("log.0000000009", path);
  path_of ("other", other);
  write_old (path, LOG_FILE);
  ok (link (path, other) == 0 && !spare_reuse (test_db, path),
      "a file that is kept elsewhere, too, is not used again");
  unlink (other);
  ok (spare_reuse (test_db, path) && is_there (old), "one that is not, is");
  write_old (path, LOG_FILE);
  ok (!spare_reuse (test_db, path) && is_there (path), "but only one");
  unlink (path);
  unlink (old);
}

/* Whoever ends it at once finds none, or a whole one. */
static void
test_ended (void)
{
  unsigned wrong = 0;

  for (unsigned i = 0; i < 10; i++) {
    struct spare *s = spare_new (test_db, 0600);

    spare_make (s, LOG_FILE);
    usleep (i * 200);
    spare_free (s);
    wrong += is_there (next) && !is_blank (next);
    unlink (next);
  }
  ok (wrong == 0, "ended at any time it leaves none that is not whole");
}

static void
test_spared (void)
{
  static const char zeros[2] = { 0 }, others[2] = { 0, 1 };

  ok (spare_has (zeros, 2, LOG_FILE - 2) && !spare_has (others, 2, 0)
        && !spare_has (zeros, 2, LOG_FILE - 1) && !spare_has (zeros, 0, 0),
      "zeros within the file need not be written");
}

/* ---- a store ---------------------------------------------------------- */

/* Saves until the library begins another file, and whether that was the spare
 * one: by its node.
 */
static bool
fill_file (struct store *s, unsigned *saved)
{
  char path[4096];
  uint32_t file = 0, end;
  ino_t node = 0;

  log_end (s, &file, &end);
  log_path (s->dir, file + 1, path, NULL);
  while (!is_there (path)) {
    if (!test_save (s, *saved + 1, *saved + SAVES)
        || store_flush (s, NULL) != OK
        || store_checkpoint (s, 1024, NULL) != OK)
      return false;
    *saved += SAVES;
    log_end (s, &file, &end);
    if (end > LOG_FILE / 2 && !is_there (path) && comes ())
      node = node_of (next);
  }
  return node != 0 && node_of (path) == node;
}

/* Dies with the log in files that were others before; tells by its end how many
 * times SAVES were saved.
 */
static int
child (void)
{
  struct store *s = test_open ();
  unsigned saved = 0;

  for (unsigned i = 0; i < FILES; i++)
    if (!fill_file (s, &saved))
      return 0;
  return (int) (saved / SAVES);
}

static void
test_store (void)
{
  struct store *s = test_create ();
  struct counts counts;
  int status = 0;
  pid_t pid;

  test_register (s);
  store_close (s);
  fflush (stdout);
  pid = fork ();
  if (pid == 0)
    _exit (child ());
  waitpid (pid, &status, 0);
  ok (WIFEXITED (status) && WEXITSTATUS (status) > 0,
      "%d dossiers saved, each file of the log was made ahead",
      WEXITSTATUS (status) * SAVES);
  s = test_open ();
  store_counts (s, &counts);
  ok (counts.records == (uint32_t) WEXITSTATUS (status) * SAVES
        && test_verify (s, NULL, NULL) == 0,
      "its owner dead, %u are there and agree", counts.records);
  store_close (s);
}

int
main (void)
{
  test_start ();
  path_of ("log-next", next);
  path_of ("log-old", old);
  mkdir (test_db, 0700);
  test_file ();
  test_reuse ();
  test_kept ();
  test_ended ();
  test_spared ();
  test_store ();
  return tap_done ();
}
