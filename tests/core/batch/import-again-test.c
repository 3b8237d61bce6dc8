/* import-again-test.c - what people read of bad rows is the same, to the byte,
 * whether only we looked for it, as a dry run does, or the site judged them
 * first, as it does when rows are saved.
 */

#include "entry/sample.h"
#include "tests/core/batch/importing.h"

/* A birth as a session has it, by field; and where rows of it go. */
struct bad {
  struct session *session;
  struct bytes text;
  unsigned rows;
};

/* ---- Rows with something wrong ------------------------------------------- */

static const char *const values[] = {
  "",
  "x",
  "1",
  "2",
  "3",
  "99",
  "2026-11-01",
  "31/12/2030",
  "2026-02-30",
  "1990",
  "2015",
  "12/2026",
  "LÊ AN",
  "Nguyeenx An",
  "079197000456",
  "999195000123",
  "079095000123",
  "00004",
  "12 Lê Lợi",
  "hai  khoảng trắng",
  "e\xcc\x81",
};

enum { BUILT = 1100 * 1000 }; /* bytes of a file that is worth a build */

enum { VALUES = sizeof values / sizeof *values };

static void
add_cell (struct bytes *to, const char *value)
{
  bytes_add_text (to, ",\"");
  for (; *value != '\0'; value++)
    bytes_printf (to, *value == '"' ? "\"\"" : "%c", *value);
  bytes_add_text (to, "\"");
}

/* No two children have one name, for the site alone finds those. */
static void
add_child (struct bytes *to, const char *name, unsigned row)
{
  static const char *const words[] = { "AN",  "BÌNH", "CÚC", "DUNG", "GIANG",
                                       "HOA", "LAN",  "MAI", "NGA",  "OANH" };
  SCOPED_BYTES child = { 0 };

  bytes_printf (&child, "%s %s %s %s %s", name, words[row / 1000 % 10],
                words[row / 100 % 10], words[row / 10 % 10], words[row % 10]);
  add_cell (to, bytes_text (&child));
}

/* The session's birth, with field TWISTED as VALUE; NO_FIELD: none. */
static void
add_row (struct bad *b, uint16_t twisted, const char *value)
{
  const struct form *form = births.form;

  bytes_add_text (&b->text, "2026-11-20T09:00:00+07:00");
  for (uint16_t f = 0; f < form->n_fields; f++) {
    const char *text = session_text (b->session, f);

    if (form->fields[f].need == HOSO_GIVEN)
      continue;
    if (f == twisted)
      add_cell (&b->text, value);
    else if (strcmp (form->fields[f].key, "ks_ho_ten") == 0)
      add_child (&b->text, text, b->rows);
    else
      add_cell (&b->text, text);
  }
  bytes_add_char (&b->text, '\n');
  b->rows++;
}

static bool
may_twist (uint16_t f)
{
  const struct form_field *field = &births.form->fields[f];

  return field->need != HOSO_GIVEN && strcmp (field->key, "ks_ho_ten") != 0;
}

static void
add_columns (struct bytes *to)
{
  bytes_add_text (to, "received");
  for (uint16_t f = 0; f < births.form->n_fields; f++)
    if (births.form->fields[f].need != HOSO_GIVEN)
      bytes_printf (to, ",%s", births.form->fields[f].key);
  bytes_add_char (to, '\n');
}

/* Each sample as it is and with each field twisted in one way; the first one in
 * all ways.
 */
static void
add_rows (struct bad *b)
{
  b->session = sample_session (&births);
  for (size_t i = 0; i < procedure_samples (&births); i++) {
    sample_fill (&births, i, b->session);
    add_row (b, NO_FIELD, NULL);
    for (uint16_t f = 0; f < births.form->n_fields; f++)
      for (size_t v = 0; v < VALUES && may_twist (f); v++)
        if (i == 0 || v == (i * 5 + f) % VALUES)
          add_row (b, f, values[v]);
  }
  session_free (b->session);
}

/* ---- Both ways ----------------------------------------------------------- */

static void
note_problem (void *with, const char *file, uint64_t row, uint64_t line,
              uint8_t severity, const char *field, const char *rule,
              const char *text)
{
  (void) file;
  bytes_printf (with, "%d@%d %d %s %s %s\n", (int) row, (int) line, severity,
                field, rule, text);
}

/* What there is to be read of an import. */
struct read {
  struct bytes problems, rejects;
  struct import_sum sum;
};

static bool
import (struct office *o, const char *name, bool strict, bool dry,
        struct read *read)
{
  const char *files[] = { in_work (name) };
  struct import_job job = job_of (o, files);
  struct error e = { 0 };

  *read = (struct read){ 0 };
  job.rejects = in_work ("again.rejects");
  job.strict = strict;
  job.dry_run = dry;
  job.problem = note_problem;
  job.with = &read->problems;
  if (!went (import_run (&job, &read->sum, &e), &e))
    return false;
  read_text ("again.rejects", &read->rejects);
  return true;
}

static void
read_free (struct read *r)
{
  bytes_free (&r->problems);
  bytes_free (&r->rejects);
}

static bool
same_text (const char *what, struct bytes *one, struct bytes *other)
{
  const char *a = bytes_text (one), *b = bytes_text (other);
  size_t i = 0;

  if (strcmp (a, b) == 0)
    return true;
  while (a[i] == b[i] && a[i] != '\0')
    i++;
  i -= i < 80 ? i : 80;
  printf ("# %s, dry: ...%.300s\n# saved: ...%.300s\n", what, a + i, b + i);
  return false;
}

/* Imports a file into the site NAME, which is new, after a dry run. */
static void
try_both (const char *name, const char *file, bool strict)
{
  struct office *o = office_new (name);
  struct read dry, saved;

  if (!ok (import (o, file, strict, true, &dry)
             && import (o, file, strict, false, &saved),
           "%s: a dry run and an import", name))
    return;
  ok (is_sum (&saved.sum, dry.sum.saved, dry.sum.duplicate, dry.sum.rejected)
        && saved.sum.warned == dry.sum.warned && dry.sum.saved > 0
        && dry.sum.rejected > 0,
      "%s: as many rows of each fate", name);
  ok (same_text ("problems", &dry.problems, &saved.problems),
      "%s: the same is found, in the same order", name);
  ok (same_text ("rejects", &dry.rejects, &saved.rejects),
      "%s: the rejects are the same", name);
  read_free (&dry);
  read_free (&saved);
  office_close (o);
}

/* ---- What is there already ----------------------------------------------- */

/* A row with something wrong is rejected, though the site has a dossier of that
 * id, or of those values, from a day on which all was well.
 */
static const struct {
  const char *name, *header, *values, *received, *key, *value, *told;
} there[] = {
  { "an id", ",id", ",000102030405060708090A0B0C0D0E0F", "2026-11-20", NULL,
    NULL, "1,saved," },
  { "an id that is there, and something wrong", ",id",
    ",000102030405060708090A0B0C0D0E0F", "2026-11-20", "noi_dang_ky", "00004",
    "1,rejected,,NOIDK," },
  { "a birth", "", "", "2026-11-20", NULL, NULL, "1,saved," },
  { "the same birth", "", "", "2026-11-21", NULL, NULL, "1,duplicate," },
  { "the same birth, received before it", "", "", "2026-10-01", NULL, NULL,
    "1,rejected,,ks_ngay_sinh," },
  { "a number", ",code", ",CU/12-2019", "2026-11-20", NULL, NULL, "1,saved," },
  { "a number that is there, and something wrong", ",code", ",CU/12-2019",
    "2026-11-20", "ks_que_quan", "", "1,rejected,,ks_que_quan," },
};

static void
try_there (struct office *o, size_t i)
{
  SCOPED_BYTES text = { 0 }, receipt = { 0 };
  struct import_sum sum;
  struct error e = { 0 };
  const char *line;

  add_header (&text);
  text.len--;
  bytes_printf (&text, "%s\n", there[i].header);
  add_birth (&text, (unsigned) strlen (there[i].header), there[i].key,
             there[i].value);
  text.len--;
  bytes_printf (&text, "%s\n", there[i].values);
  memcpy (strchr (bytes_text (&text), '\n') + 1, there[i].received, 10);
  write_text ("there.csv", (const char *) text.at, text.len);
  went (import_file (o, "there.csv", NULL, "there.receipt", &sum, &e), &e);
  line = strchr (read_text ("there.receipt", &receipt), '\n');
  if (!ok (line != NULL && begins (line + 1, there[i].told), "%s",
           there[i].name))
    printf ("# wanted %s\n# got    %s", there[i].told, bytes_text (&receipt));
}

int
main (void)
{
  struct bad bad = { .rows = 0 };
  struct office *o;

  start ();
  add_columns (&bad.text);
  add_rows (&bad);
  write_text ("bad.csv", (const char *) bad.text.at, bad.text.len);
  try_both ("in transactions", "bad.csv", false);
  try_both ("strictly", "bad.csv", true);
  while (bad.text.len < BUILT)
    add_rows (&bad);
  write_text ("bad.csv", (const char *) bad.text.at, bad.text.len);
  try_both ("in a build", "bad.csv", false);
  o = office_new ("there");
  for (size_t i = 0; i < sizeof there / sizeof *there; i++)
    try_there (o, i);
  bytes_free (&bad.text);
  return tap_done ();
}
