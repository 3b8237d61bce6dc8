/* list-test.c - lists: which rows, in which order, and whether there are more
 * of them.
 */

#include "tests/core/store/forms.h"

/* Sixty dossiers, ten a day; by their number from 1:  every third is state 4,
 * every fifth 10 (returned, so not open), every seventh without a limit.
 */
enum { DOSSIERS = 60 };

static bool
fill (struct store *s)
{
  struct error e = { 0 };
  struct saved saved;
  enum outcome done = store_begin (s, &e);

  for (unsigned n = 1; done == OK && n <= DOSSIERS; n++) {
    struct dossier d;

    dossier_make (&d, n);
    d.save.head.state = n % 5 == 0 ? 10 : n % 3 == 0 ? 4 : 2;
    if (n % 7 == 0)
      d.save.head.due = 0;
    done = store_save (s, &d.save, &saved, &e);
  }
  return went (done, &e) && store_commit (s, &e) == OK;
}

/* Received 21 to 27 November, due five days later; on one day by state. */
static const struct {
  const char *name;
  struct filter filter;
  const char *seen; /* ordinals, then "+" when there are more */
} lists[] = {
  { "newest first", { .limit = 4 }, "60 59 58 57 +" },
  { "all of them",
    { .limit = 0, .state = 10 },
    "60 55 50 45 40 35 30 25 20 15 10 5 " },
  { "exactly as many as there are",
    { .limit = 12, .state = 10 },
    "60 55 50 45 40 35 30 25 20 15 10 5 " },
  { "of an open state", { .state = 4, .limit = 5 }, "57 54 51 48 42 +" },
  { "of a procedure", { .procedure = 1, .limit = 3 }, "60 59 58 +" },
  { "of a procedure and a state",
    { .procedure = 1, .state = 4, .limit = 2 },
    "57 54 +" },
  { "of a procedure and an ended state",
    { .procedure = 1, .state = 10, .limit = 2 },
    "60 55 +" },
  { "of a procedure without dossiers", { .procedure = 2 }, "" },
  { "of a state without dossiers", { .state = 3 }, "" },
  { "due on a day",
    { .due_from = 20261127, .due_until = 20261127 },
    "11 13 16 17 19 12 18 " },
  { "due until a day", { .due_until = 20261126, .limit = 5 }, "1 2 4 8 3 +" },
  { "due from a day", { .due_from = 20261202 }, "" },
  { "due from a day that has some",
    { .due_from = 20261201, .limit = 9 },
    "52 53 58 59 51 54 57 " },
  { "due in a state", { .due_until = 20261126, .state = 4 }, "3 6 9 " },
  { "overdue",
    { .overdue_only = true, .now = 1795222800000000 + 6 * 86400000000 },
    "1 2 4 8 3 6 9 " },
  { "overdue to the minute",
    { .overdue_only = true, .now = 1795222800000000 + 5 * 86400000000 },
    "" },
  { "overdue, a page of it",
    { .overdue_only = true,
      .limit = 2,
      .now = 1795222800000000 + 6 * 86400000000 },
    "1 2 +" },
};

static bool
add_ordinal (void *with, const struct row *row)
{
  bytes_printf (with, "%u ", row->ordinal);
  return true;
}

static void
test_lists (struct store *s)
{
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    SCOPED_BYTES seen = { 0 };
    struct error e = { 0 };
    bool more = false;
    enum outcome got =
      store_list (s, &lists[i].filter, add_ordinal, &seen, &more, &e);

    if (more)
      bytes_add_char (&seen, '+');
    if (!ok (went (got, &e) && strcmp (bytes_text (&seen), lists[i].seen) == 0,
             "a list %s", lists[i].name))
      printf ("# wanted \"%s\" got \"%s\"\n", lists[i].seen,
              bytes_text (&seen));
  }
}

static bool
stop_at_two (void *with, const struct row *row)
{
  (void) row;
  return ++*(unsigned *) with < 2;
}

static void
test_stop (struct store *s)
{
  static const struct filter filters[] = {
    { .limit = 0 }, { .state = 4 }, { .procedure = 1 }, { .due_from = 1 }
  };

  for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
    unsigned seen = 0;
    bool more;

    ok (store_list (s, &filters[i], stop_at_two, &seen, &more, NULL) == OK
          && seen == 2,
        "list %zu ends when nobody looks any more", i);
  }
}

static void
persons (struct store *s, const char *name, uint64_t number, uint32_t limit,
         const char *want)
{
  SCOPED_BYTES seen = { 0 };
  struct error e = { 0 };
  enum outcome got = store_by_person (s, number, limit, add_ordinal, &seen, &e);

  if (!ok (went (got, &e) && strcmp (bytes_text (&seen), want) == 0,
           "a person's: %s", name))
    printf ("# wanted \"%s\" got \"%s\"\n", want, bytes_text (&seen));
}

static void
test_moved (struct store *s)
{
  static const struct filter due = { .due_from = 20261126,
                                     .due_until = 20261126 };
  SCOPED_BYTES seen = { 0 };
  struct error e = { 0 };
  struct dossier d;
  struct saved saved;
  bool more;

  dossier_make (&d, 2);
  d.save.version_read = 1;
  d.save.head.state = 10;
  d.texts[F_SUBJECT_NUMBER] = "001200000777";
  store_begin (s, &e);
  ok (went (store_save (s, &d.save, &saved, &e), &e)
        && store_commit (s, &e) == OK,
      "a dossier is given back");
  store_list (s, &due, add_ordinal, &seen, &more, &e);
  ok (strcmp (bytes_text (&seen), "1 4 8 3 6 9 ") == 0,
      "it is no longer among those that are due");
  persons (s, "not by the number it had", 1200000002, 0, "");
  persons (s, "by the one it has", 1200000777, 0, "2 ");
}

int
main (void)
{
  struct store *s;

  test_start ();
  s = test_create ();
  test_register (s);
  ok (fill (s), "sixty dossiers are saved");
  test_lists (s);
  test_stop (s);
  persons (s, "newest first", 1175000007, 3, "60 59 58 ");
  persons (s, "one", 1200000012, 0, "12 ");
  persons (s, "none", 1200000099, 0, "");
  test_moved (s);
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  store_close (s);
  return tap_done ();
}
