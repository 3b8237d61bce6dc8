/* error-test.c - an error says what, on one line, cut between letters. */

#include "base/error.h"
#include "base/bytes.h"
#include "tests/tap.h"

#include <string.h>

/* A text of LEN bytes x with TAIL behind, through fail. */
static void
through (size_t len, const char *tail, struct error *e)
{
  char text[600];

  memset (text, 'x', len);
  strcpy (text + len, tail);
  fail (e, ERR_INPUT, 0, "%s", text);
}

static void
test_cutting (void)
{
  const size_t most = sizeof ((struct error *) 0)->text - 1;
  static const struct {
    const char *name, *tail;
    size_t room, kept; /* bytes for the tail, bytes of it that stay */
  } cases[] = {
    { "fits exactly", "ế", 3, 3 },
    { "a letter half in", "ếế", 4, 3 },
    { "a letter two thirds in", "ếế", 5, 3 },
    { "all in but nothing behind", "ế", 2, 0 },
    { "a mark belongs to its letter", "abe\xCC\x81", 3, 2 },
    { "two marks", "abe\xCC\x82\xCC\x81", 5, 2 },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct error e = { OK, 0, "" };

    through (most - cases[i].room, cases[i].tail, &e);
    if (!ok (strlen (e.text) == most - cases[i].room + cases[i].kept, "cut: %s",
             cases[i].name))
      printf ("# wanted %zu bytes got %zu\n",
              most - cases[i].room + cases[i].kept, strlen (e.text));
  }
}

static void
test_filling (void)
{
  struct error e = { OK, 0, "" };

  ok (fail (&e, ERR_BUSY, 11, "%s has it", "pts/1") == ERR_BUSY
        && e.kind == ERR_BUSY && e.os == 11
        && strcmp (e.text, "pts/1 has it") == 0,
      "kind, code and text are there");
  fail (&e, ERR_BUSY, 0, "first: %s", e.text);
  ok (strcmp (e.text, "first: pts/1 has it") == 0,
      "the text of an error may be in the next one");
  fail (&e, ERR_INPUT, 0, "a\nb\033[2J");
  ok (strcmp (e.text, "a b [2J") == 0, "one line, no control characters");
  ok (fail (NULL, ERR_ABSENT, 0, "x") == ERR_ABSENT, "NULL is allowed");
}

static void
test_exits (void)
{
  static const int wanted[] = { 0, 3, 1, 4, 5, 6 };

  for (int kind = OK; kind <= ERR_DAMAGED; kind++)
    ok (outcome_exit ((enum outcome) kind) == wanted[kind],
        "outcome %d leaves with %d", kind, wanted[kind]);
}

int
main (void)
{
  test_filling ();
  test_cutting ();
  test_exits ();
  return tap_done ();
}
