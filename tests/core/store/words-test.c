/* words-test.c - words that wait to be written: found at once, and derived
 * again when the process died before they were.
 */

#include "tests/core/store/forms.h"

#include "store/find.h"

#include <sys/wait.h>
#include <unistd.h>

static struct error e;

static unsigned
found (struct store *s, const char *words)
{
  unsigned rows = 0;
  uint32_t total;
  bool about;

  if (store_find (s, words, false, 100, count_row, &rows, &total, &about, &e)
      != OK)
    return UINT_MAX;
  return rows;
}

static void
save_named (struct store *s, unsigned n, const char *name, uint32_t read)
{
  struct dossier d;
  struct saved saved;

  dossier_make (&d, n);
  d.save.version_read = read;
  if (read > 0)
    d.save.action = AMEND;
  d.texts[F_SUBJECT] = name;
  store_begin (s, &e);
  went (store_save (s, &d.save, &saved, &e), &e);
  store_commit (s, &e);
}

/* What a process does that then dies. */
static void
save_and_die (void)
{
  struct store *s = test_open ();

  save_named (s, 1, "Lê Thị Xoan", 0);
  save_named (s, 2, "Lê Văn Quýt", 0);
  save_named (s, 1, "Lê Thị Mơ", 1);
  store_flush (s, &e);
  _exit (0);
}

/* What waits since the last round is written in pieces all the same, however
 * much came meanwhile: nobody waits for all of it.
 */
static void
test_pieces (struct store *s)
{
  enum { DOSSIERS = 1500, PIECES = 8 };
  unsigned pieces = 0;
  bool more = true;
  char words[80];

  for (unsigned n = 0; n < DOSSIERS; n++) {
    snprintf (words, sizeof words, "a%u b%u c%u d%u e%u f%u g%u h%u", n, n, n,
              n, n, n, n, n);
    save_named (s, 100 + n, words, 0);
  }
  ok (!store_waits_for_few (s), "so many are to be written");
  while (more && store_settle (s, &more, &e) == OK)
    pieces++;
  ok (pieces >= PIECES, "%u dossiers are written in %u pieces or more: %u",
      (unsigned) DOSSIERS, (unsigned) PIECES, pieces);
}

int
main (void)
{
  struct store *s;
  bool more = true;
  pid_t child;

  test_start ();
  s = test_create ();
  test_register (s);
  store_close (s);
  child = fork ();
  if (child == 0)
    save_and_die ();
  waitpid (child, NULL, 0);

  s = test_open ();
  ok (find_waits (store_words (s)), "words wait after the process has died");
  ok (found (s, "quyt") == 1, "a new dossier is found");
  ok (found (s, "mo") == 1, "an amended one is found by its new name");
  ok (found (s, "xoan") == 0, "and not by the old one");
  ok (find_waits (store_words (s)) && store_waits_for_few (s),
      "they go on waiting");

  save_named (s, 3, "Lê Thị Bưởi", 0);
  ok (found (s, "buoi") == 1 && found (s, "le") == 3, "with what is saved");
  while (more)
    if (store_settle (s, &more, &e) != OK)
      break;
  ok (!find_waits (store_words (s)), "until they are written in pieces");
  ok (found (s, "buoi") == 1, "and found");
  store_close (s);
  s = test_open ();
  ok (!find_waits (store_words (s)), "after an orderly end nothing waits");
  ok (found (s, "le") == 3, "and everything is found");
  test_pieces (s);
  store_close (s);
  return tap_done ();
}
