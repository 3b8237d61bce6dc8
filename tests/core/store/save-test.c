/* save-test.c - a dossier is kept once, under its number, with its history. */

#include "tests/core/store/forms.h"

#include "form/rows.h"

static struct store *s;

/* Saves D in a transaction of its own. */
static enum outcome
save (struct dossier *d, struct saved *saved, struct error *e)
{
  enum outcome done;

  memset (e, 0, sizeof *e);
  store_begin (s, e);
  done = store_save (s, &d->save, saved, e);
  if (done == OK)
    return store_commit (s, e);
  store_abort (s);
  return done;
}

/* What a save says, in one line. */
static const char *
told (enum outcome got, const struct saved *saved)
{
  static char line[200];
  char code[96];

  code_text (&saved->code, "", code);
  snprintf (line, sizeof line, "%d: %u.%u at %llu, %s", got, saved->ordinal,
            saved->version, (unsigned long long) saved->seq, code);
  return line;
}

static void
saves (const char *name, struct dossier *d, const char *want)
{
  struct saved saved;
  struct error e;
  const char *got = told (save (d, &saved, &e), &saved);

  if (!ok (strcmp (got, want) == 0, "%s", name))
    printf ("# wanted \"%s\" got \"%s\" (%s)\n", want, got, e.text);
}

static void
test_new (void)
{
  struct dossier d;

  dossier_make (&d, 1);
  saves ("a new dossier gets the day's first number", &d,
         "0: 1.1 at 1, 261121-0001");
  saves ("the same again is told where it is", &d, "3: 1.1 at 1, 261121-0001");
  dossier_make (&d, 2);
  saves ("the next gets the next number", &d, "0: 2.1 at 2, 261121-0002");
  dossier_make (&d, 13);
  saves ("another day begins at 1", &d, "0: 3.1 at 3, 261122-0001");
  d.save.head.received = test_day (0) - 9 * 3600 * 1000000ull;
  d.save.id[0] = 'x';
  saves ("days begin at midnight of UTC+7", &d, "0: 4.1 at 4, 261120-0001");
}

static void
test_amend (void)
{
  struct dossier d;

  dossier_make (&d, 2);
  d.save.version_read = 1;
  d.save.action = AMEND;
  d.texts[F_SUBJECT] = "Trần Thị Bình Minh";
  saves ("a dossier is amended under its number", &d,
         "0: 2.2 at 5, 261121-0002");
  saves ("not by somebody who read it before", &d, "3: 2.2 at 5, 261121-0002");
  d.save.version_read = 2;
  d.save.head.code = (struct code){ CODE_OWN, 20261121, 77, "" };
  saves ("whatever number is asked for", &d, "0: 2.3 at 6, 261121-0002");
  d.save.id[0] = '?';
  saves ("one that is not there is not", &d, "2: 0.0 at 0, ");
}

static void
test_imported (void)
{
  struct dossier d;

  dossier_make (&d, 20);
  d.save.head.received = test_day (30);
  d.save.head.code = (struct code){ CODE_OWN, 20261221, 10, "" };
  d.save.head.version = 7;
  saves ("an import keeps number and version", &d, "0: 5.7 at 7, 261221-0010");
  d.save.id[0] = '2';
  saves ("a number is not given to two", &d, "1: 0.0 at 0, ");
  d.save.head.code = (struct code){ 0 };
  d.save.head.version = 0;
  saves ("the next number is behind the imported one", &d,
         "0: 6.1 at 8, 261221-0011");
  d.save.id[0] = '3';
  d.save.head.code = (struct code){ CODE_OWN, 20261221, 3, "" };
  saves ("a lower one may still come", &d, "0: 7.1 at 9, 261221-0003");
  d.save.id[0] = '4';
  d.save.head.code = (struct code){ CODE_TEXT, 0, 0, "T-1/2019" };
  saves ("a number from elsewhere is kept as text", &d,
         "0: 8.1 at 10, T-1/2019");
  d.save.id[0] = '5';
  saves ("and is not given to two either", &d, "1: 0.0 at 0, ");
  d.save.head.code = (struct code){ 0 };
  saves ("it takes no number of the day", &d, "0: 9.1 at 11, 261221-0012");
}

static void
test_refused (void)
{
  static char large[RECORD_MOST];
  struct dossier d;

  memset (large, 'a', sizeof large - 1);
  dossier_make (&d, 30);
  d.texts[F_NOTES] = large;
  saves ("a dossier that is too large is refused", &d, "1: 0.0 at 0, ");
  dossier_make (&d, 30);
  d.save.head.revision = 9;
  saves ("so is one of a form that nobody registered", &d, "1: 0.0 at 0, ");
}

/* One transaction goes on behind a save that was turned away. */
static void
test_group (void)
{
  struct counts before, after;
  struct dossier d;
  struct saved saved;
  struct error e = { 0 };

  store_counts (s, &before);
  store_begin (s, &e);
  dossier_make (&d, 41);
  ok (store_save (s, &d.save, &saved, &e) == OK, "one is saved");
  ok (store_save (s, &d.save, &saved, &e) == ERR_BUSY
        && saved.ordinal == before.records + 1,
      "the same is turned away in the same transaction");
  dossier_make (&d, 42);
  ok (store_save (s, &d.save, &saved, &e) == OK && saved.code.serial == 2,
      "the next one gets the next number");
  ok (store_commit (s, &e) == OK, "both are kept");
  store_counts (s, &after);
  ok (after.records == before.records + 2
        && after.changes == before.changes + 2,
      "and no other");
}

static void
test_abort (void)
{
  struct counts before, after;
  struct dossier d;
  struct saved saved;
  struct error e = { 0 };

  store_counts (s, &before);
  store_begin (s, &e);
  dossier_make (&d, 43);
  store_save (s, &d.save, &saved, &e);
  store_abort (s);
  store_counts (s, &after);
  ok (memcmp (&before, &after, sizeof before) == 0,
      "an aborted save moves nothing on");
  ok (store_by_id (s, d.save.id, &saved.ordinal, &e) == ERR_ABSENT,
      "the dossier is not there");
  ok (save (&d, &saved, &e) == OK && saved.code.serial == 3,
      "its number is given again");
}

/* Whether dossier N is there, asked twice, for the answer may be remembered. */
static bool
is_there (unsigned n)
{
  struct dossier d;
  struct error e;
  uint32_t ordinal;
  enum outcome once, twice;

  dossier_make (&d, n);
  once = store_seek_id (s, d.save.id, &ordinal, &e);
  twice = store_seek_id (s, d.save.id, &ordinal, &e);
  return once == OK && twice == OK;
}

static void
test_sought (void)
{
  struct saved saved;
  struct dossier d;
  struct error e;
  bool before, after, back;

  dossier_make (&d, 90);
  store_begin (s, &e);
  before = is_there (90);
  went (store_save (s, &d.save, &saved, &e), &e);
  after = is_there (90);
  ok (store_save (s, &d.save, &saved, &e) == ERR_BUSY && saved.ordinal > 0,
      "one that was looked for and saved is there");
  store_abort (s);
  back = is_there (90);
  ok (!before && after && !back, "until it is taken back");
  store_begin (s, &e);
  is_there (90);
  store_abort (s);
  went (save (&d, &saved, &e), &e);
  ok (is_there (90), "and again, by another transaction");
}

static void
test_row (void)
{
  SCOPED_BYTES hold = { 0 };
  SCOPED_BYTES wire = { 0 };
  struct row row, again;
  struct reader r;
  uint32_t ordinal = 0;
  struct code code = { CODE_OWN, 20261121, 2, "" };
  struct error e = { 0 };

  ok (store_by_code (s, &code, &ordinal, &e) == OK && ordinal == 2,
      "a dossier is found by its number");
  ok (went (store_row (s, ordinal, &row, &hold, &e), &e)
        && slice_is (row.name, "Trần Thị Bình Minh")
        && slice_is (row.birth, "2025-02-28") && row.ward == 26740
        && row.head.state == 2 && row.head.version == 3 && row.seq == 6,
      "its row has what lists show");
  row_put (&row, &wire);
  r = reader_of (wire.at, wire.len);
  ok (row_take (&r, &again) && r.left == 0 && again.ordinal == 2
        && again.seq == 6 && slice_is (again.name, "Trần Thị Bình Minh")
        && memcmp (again.id, row.id, ID_SIZE) == 0,
      "a row goes over the socket");
  for (size_t len = 0; len < wire.len; len++) {
    r = reader_of (wire.at, len);
    if (row_take (&r, &again))
      ok (false, "a row cut at %zu is refused", len);
  }
  ok (store_row (s, 999, &row, &hold, &e) == ERR_ABSENT, "no row is made up");
}

/* Who is both stands in the index of persons once, as both. */
static void
test_roles (void)
{
  SCOPED_BYTES roles = { 0 };
  struct key k = { .len = 0 };
  struct saved saved;
  struct dossier d;
  struct error e;

  dossier_make (&d, 45);
  d.texts[F_NUMBER] = d.texts[F_SUBJECT_NUMBER];
  save (&d, &saved, &e);
  key_u40 (&k, 1200000045);
  key_u32 (&k, saved.ordinal);
  ok (table_get (s, T_PERSON, key_slice (&k), &roles, &e) == OK
        && roles.len == 1 && roles.at[0] == HOSO_BOTH,
      "who is subject and applicant has both roles");
}

static void
test_history (void)
{
  static const char *const names[] = { "Trần Thị Bình Minh",
                                       "Trần Thị Bình Minh", "Lê Hoàng Cường" };
  SCOPED_BYTES hold = { 0 };
  struct arena *arena = arena_new ();
  uint64_t seq = 6;
  struct error e = { 0 };

  for (size_t i = 0; i < 3; i++) {
    struct change c = { 0 };
    struct values values = { 0 };
    bool read = store_change (s, seq, &c, &hold, &e) == OK
                && values_of_change (&c, &test_form, arena, &values, &e) == OK;

    ok (read && c.version == 3 - i && c.ordinal == 2
          && strcmp (values.texts[F_SUBJECT], names[i]) == 0,
        "version %zu of dossier 2 is kept", 3 - i);
    seq = c.before;
  }
  ok (seq == 0, "its first has none before it");
  ok (store_change (s, 10000, &(struct change){ 0 }, &hold, &e) == ERR_ABSENT,
      "no change is made up");
  arena_free (arena);
}

/* ---- numbers of books --------------------------------------------------- */

static const char *
kept (const struct dossier *d, enum outcome saved, unsigned field)
{
  static char text[512];
  struct arena *arena = arena_new ();
  struct whole_record w = { 0 };
  struct error e = { 0 };
  uint32_t ordinal = 0;

  text[0] = '\0';
  if (saved == OK && store_by_id (s, d->save.id, &ordinal, &e) == OK
      && whole_record_load (s, ordinal, arena, &w, &e) == OK)
    snprintf (text, sizeof text, "%s", w.values.texts[field]);
  whole_record_free (&w);
  arena_free (arena);
  return text;
}

static void
numbers (const char *name, struct dossier *d, unsigned field, const char *want)
{
  struct saved saved;
  struct error e;
  const char *given = d->texts[field];
  const char *got = kept (d, save (d, &saved, &e), field);

  if (!ok (strcmp (got, want) == 0 && d->texts[field] == given, "%s", name))
    printf ("# wanted \"%s\" got \"%s\" (%s)\n", want, got, e.text);
}

static void
test_books (void)
{
  struct dossier d;
  char before[16];

  dossier_make (&d, 51);
  snprintf (
    before, sizeof before, "%s",
    kept (&d, save (&d, &(struct saved){ 0 }, &(struct error){ 0 }), F_BOOK));
  d.save.version_read = 1;
  numbers ("an amended dossier keeps its number in the book", &d, F_BOOK,
           before);
  d.save.id[0] = 'b';
  d.save.version_read = 0;
  d.save.head.received = test_day (60);
  numbers ("a book begins anew in another year", &d, F_BOOK, "1");
  d.save.id[0] = 'c';
  numbers ("the next is the next", &d, F_BOOK, "2");
  d.save.id[0] = 'd';
  d.texts[F_BOOK] = "17";
  numbers ("an imported one is kept", &d, F_BOOK, "17");
  d.save.id[0] = 'e';
  d.texts[F_BOOK] = "";
  d.texts[F_PAPERS] = "[{\"ten\":\"A\"},{\"ten\":\"B\"}]";
  numbers ("and passed over", &d, F_BOOK, "18");
  numbers ("nothing is numbered twice", &d, F_BOOK, "");
  d.save.id[0] = 'f';
  numbers ("every row has a number of its own", &d, F_PAPERS,
           "[{\"ten\":\"A\",\"so_ct\":\"3\"},{\"ten\":\"B\",\"so_ct\":\"4\"}]");
}

int
main (void)
{
  test_start ();
  s = test_create ();
  test_register (s);
  test_new ();
  test_amend ();
  test_imported ();
  test_refused ();
  test_group ();
  test_abort ();
  test_row ();
  test_roles ();
  test_history ();
  test_books ();
  test_sought ();
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  store_close (s);
  s = test_open ();
  ok (test_verify (s, NULL, NULL) == 0, "also when it is opened again");
  store_close (s);
  return tap_done ();
}
