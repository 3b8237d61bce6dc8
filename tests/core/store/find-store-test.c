/* find-store-test.c - dossiers that were saved are found, by words, numbers
 * and codes, also while they are being saved.
 */

#include "tests/core/store/forms.h"

enum { DOSSIERS = 30 };

/* Names go round in six: record N has test_names[N % 6].  Ten a day from 21
 * November, but nine on the first.
 */
static const struct {
  const char *name, *words;
  bool any;
  uint32_t limit;
  const char *found; /* ordinals, then how many in all */
} cases[] = {
  { "by name", "tran binh", false, 20, "25 19 13 7 1 of 5" },
  { "by the names of two persons", "sau tran", false, 20, "25 19 13 7 1 of 5" },
  { "a page of them", "tran binh", false, 2, "25 19 of 5" },
  { "only how many", "tran binh", false, 0, "of 5" },
  { "by address, not asked for", "loi", false, 20, "of 0" },
  { "by address", "loi", true, 1, "30 of 30" },
  { "by a whole number", "001200000007", false, 20, "7 of 1" },
  { "by the end of a number", "00000017", false, 20, "17 of 1" },
  { "by another's number", "001175000007", false, 1, "30 of 30" },
  { "by an end that two have", "000007", false, 1, "30 of 30" },
  { "by birth", "31/10/2026 duc", false, 20, "27 21 15 9 3 of 5" },
  { "by day of receipt", "21/11/2026", false, 20, "9 8 7 6 5 4 3 2 1 of 9" },
  { "by month of receipt", "11/2026 tran", false, 9, "25 19 13 7 1 of 5" },
  { "by code", "261121-0003", false, 20, "3 of 1" },
  { "by the whole code", "H29.22.1-261122-0001", false, 20, "10 of 1" },
  { "in small letters, with blanks", "  h29.22.1-261122-0001 ", false, 20,
    "10 of 1" },
  { "only how many have the code", "261121-0003", false, 0, "of 1" },
  { "by a code that nobody has", "261121-0033", false, 20, "of 0" },
  { "by a code that came from elsewhere", "TP-7/2019", false, 20, "30 of 1" },
  { "such a code in small letters", "tp-7/2019", false, 20, "30 of 1" },
  { "a date with dashes is no code", "21-11-2026", false, 2, "9 8 of 9" },
  { "nobody", "xuyen", false, 20, "of 0" },
  { "nothing", "", false, 20, "of 0" },
};

static bool
add_ordinal (void *with, const struct row *row)
{
  bytes_printf (with, "%u ", row->ordinal);
  return true;
}

/* What is found, "?" when that fails. */
static const char *
found (struct store *s, const char *words, bool any, uint32_t limit,
       struct bytes *to)
{
  struct error e = { 0 };
  uint32_t total;
  bool about;

  bytes_clear (to);
  if (!went (
        store_find (s, words, any, limit, add_ordinal, to, &total, &about, &e),
        &e))
    return "?";
  bytes_printf (to, "of %u%s", total, about ? "+" : "");
  return bytes_text (to);
}

static void
test_cases (struct store *s)
{
  SCOPED_BYTES got = { 0 };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (!ok (
          strcmp (found (s, cases[i].words, cases[i].any, cases[i].limit, &got),
                  cases[i].found)
            == 0,
          "%s", cases[i].name))
      printf ("# \"%s\" wanted \"%s\" got \"%s\"\n", cases[i].words,
              cases[i].found, bytes_text (&got));
}

/* The last dossier has a code from elsewhere. */
static bool
fill (struct store *s)
{
  struct error e = { 0 };
  struct dossier d;
  struct saved saved;

  if (!test_save (s, 1, DOSSIERS - 1))
    return false;
  dossier_make (&d, DOSSIERS);
  d.save.head.code.kind = CODE_TEXT;
  strcpy (d.save.head.code.text, "TP-7/2019");
  return store_begin (s, &e) == OK
         && went (store_save (s, &d.save, &saved, &e), &e)
         && went (store_commit (s, &e), &e);
}

/* Record 1 becomes somebody else, within a transaction that is given up, and
 * then in one that is kept.
 */
static void
test_amend (struct store *s, bool keep)
{
  SCOPED_BYTES got = { 0 };
  struct error e = { 0 };
  struct dossier d;
  struct saved saved;

  dossier_make (&d, 1);
  d.save.action = AMEND;
  d.save.version_read = 1;
  d.texts[F_SUBJECT] = "Nguyễn Thị Xuyến";
  store_begin (s, &e);
  ok (went (store_save (s, &d.save, &saved, &e), &e)
        && strcmp (found (s, "xuyen", false, 9, &got), "1 of 1") == 0
        && strcmp (found (s, "binh", false, 1, &got), "25 of 4") == 0,
      "an amended dossier is found by its new name at once");
  if (keep)
    store_commit (s, &e);
  else
    store_abort (s);
  ok (strcmp (found (s, "xuyen", false, 9, &got), keep ? "1 of 1" : "of 0") == 0
        && strcmp (found (s, "binh", false, 1, &got),
                   keep ? "25 of 4" : "25 of 5")
             == 0,
      keep ? "and when it is kept" : "but not when it is given up");
}

static bool
stop (void *with, const struct row *row)
{
  add_ordinal (with, row);
  return false;
}

static void
test_stop (struct store *s)
{
  SCOPED_BYTES got = { 0 };
  uint32_t total;
  bool about;

  store_find (s, "sau", false, 9, stop, &got, &total, &about, NULL);
  ok (strcmp (bytes_text (&got), "30 ") == 0 && total == DOSSIERS,
      "who has seen enough gets no more");
}

int
main (void)
{
  struct store *s;

  test_start ();
  s = test_create ();
  test_register (s);
  ok (fill (s), "%d dossiers are saved", DOSSIERS);
  test_cases (s);
  test_stop (s);
  test_amend (s, false);
  test_amend (s, true);
  store_close (s);
  s = test_open ();
  ok (test_verify (s, NULL, NULL) == 0, "the store agrees with itself");
  store_close (s);
  return tap_done ();
}
