/* save-test.c - dossiers through a server: every verdict, and everything that
 * was saved read back.
 */

#include "tests/core/site/fixture.h"

static struct site *site;
static const struct form *form;
static uint16_t procedure;

/* ---- verdicts, in the order of what happens to a few dossiers ---- */

/* What differs from the dossier as dossier_make makes it. */
struct change_of {
  uint32_t dossier;
  uint8_t action;
  uint32_t version_read;
  const char *name, *number, *birth, *home;
  uint8_t state;
  const char *code, *override, *reason;
  uint16_t procedure;
  bool strict; /* warnings need a reason                                     */
  bool as_was; /* nothing is said of state and time                          */
};

static const struct {
  const char *name;
  struct change_of of;
  enum verdict wanted;
  uint32_t version; /* of the record, or 0: not looked at        */
  const char *says; /* in the error or a finding, or NULL        */
} cases[] = {
  { "a new dossier", { .dossier = 1 }, SAVED, 1, NULL },
  { "the same again", { .dossier = 1 }, DUPLICATE, 1, NULL },
  { "an amendment",
    { 1, .action = AMEND, .version_read = 1, .name = "Lê Ba" },
    SAVED,
    2,
    NULL },
  { "of the version before",
    { 1, .action = AMEND, .version_read = 1, .name = "Lê Tư" },
    CONFLICT,
    2,
    "version 2" },
  { "of a dossier that is not there",
    { 99, .action = AMEND, .version_read = 1 },
    FAILED,
    0,
    "no such" },
  { "created and amended at once", { 2, .action = AMEND }, FAILED, 0, "so" },
  { "an action of the future", { 2, .action = 77 }, FAILED, 0, "so" },
  { "a state of nowhere", { 2, .state = 11 }, FAILED, 0, "state" },
  { "needed and empty", { 2, .name = "" }, REFUSED, 0, NULL },
  { "not as its kind stores it", { 2, .birth = "3/2/2001" }, REFUSED, 0, NULL },
  { "no number", { 2, .number = "zwölf" }, REFUSED, 0, NULL },
  { "a rule is broken", { 2, .number = "13" }, REFUSED, 0, "Số 13" },
  { "a warning, taken", { 2, .number = "1000000" }, SAVED, 1, "Số lớn" },
  { "a warning, not taken",
    { 3, .number = "1000000", .strict = true },
    REFUSED,
    0,
    "Số lớn" },
  { "a warning, with a reason",
    { 3, .number = "1000001", .strict = true, .override = "W1: đã xem" },
    SAVED,
    1,
    "Số lớn" },
  { "a reason for something else",
    { 4, .number = "1000000", .strict = true, .override = "V9: đã xem" },
    REFUSED,
    0,
    "Số lớn" },
  { "a reason of two lines",
    { 4, .override = "W1: a\nb" },
    FAILED,
    0,
    "no text" },
  { "twice the same person and number",
    { 4, .number = "1005", .strict = true },
    SAVED,
    1,
    NULL },
  { "found to be twice",
    { 5, .number = "1005", .strict = true },
    REFUSED,
    0,
    "Trùng hồ sơ" },
  { "twice, with a reason",
    { 5, .number = "1005", .strict = true, .override = "U1: hai lần" },
    SAVED,
    1,
    "Trùng hồ sơ" },
  { "with a number from elsewhere", { 6, .code = "XYZ-7" }, SAVED, 1, NULL },
  { "with a number that is taken",
    { 7, .code = "XYZ-7" },
    CONFLICT,
    0,
    "XYZ-7" },
  { "moved on",
    { 1, .action = MOVE, .version_read = 2, .state = 4, .reason = "thụ lý" },
    SAVED,
    3,
    NULL },
  { "moved where it cannot go",
    { 1, .action = MOVE, .version_read = 3, .state = 10 },
    FAILED,
    0,
    "cannot go" },
  { "amended, and nothing said of time and state",
    { .dossier = 2,
      .action = AMEND,
      .version_read = 1,
      .number = "1000000",
      .as_was = true },
    SAVED,
    2,
    NULL },
  { "amended as another procedure",
    { .dossier = 2, .action = AMEND, .version_read = 2, .procedure = 77 },
    FAILED,
    0,
    "procedure" },
  { "moved, an older version",
    { 1, .action = MOVE, .version_read = 2, .state = 9 },
    CONFLICT,
    3,
    "version 3" },
};

static void
make (struct dossier *d, const struct change_of *of)
{
  dossier_make (d, form, procedure, 1, of->dossier);
  if (of->action != 0)
    d->save.action = of->action;
  d->save.version_read = of->version_read;
  d->save.state = of->state != 0 ? of->state : 2;
  d->save.code = of->code;
  d->save.override = of->override;
  d->save.reason = of->reason;
  d->save.take_warnings = !of->strict;
  if (of->procedure != 0)
    d->save.procedure = of->procedure;
  if (of->as_was)
    d->save.received = d->save.state = 0;
  if (of->name != NULL)
    d->texts[NAME_] = of->name;
  if (of->number != NULL)
    d->texts[NUMBER_] = of->number;
  if (of->birth != NULL)
    d->texts[BIRTH_] = of->birth;
  if (of->action == MOVE) {
    d->save.form = NULL;
    d->save.values = NULL;
  }
}

static bool
says (const struct answer *a, const char *what)
{
  if (what == NULL || strstr (a->error.text, what) != NULL)
    return true;
  for (size_t i = 0; i < a->findings.count; i++)
    if (strstr (a->findings.at[i].text, what) != NULL)
      return true;
  return false;
}

static void
print_answer (const struct answer *a)
{
  printf ("# %s version %u code %s: %d %s\n", verdict_name (a->verdict),
          a->saved.version, a->code, a->error.kind, a->error.text);
  for (size_t i = 0; i < a->findings.count; i++)
    printf ("#   %d %s: %s\n", a->findings.at[i].severity, a->findings.at[i].id,
            a->findings.at[i].text);
}

static void
test_verdicts (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct dossier d;
    struct answer a;
    struct error e = { 0 };

    make (&d, &cases[i].of);
    if (!went (site_save (site, &d.save, &a, &e), &e)
        || !ok (
          a.verdict == cases[i].wanted
            && (cases[i].version == 0 || a.saved.version == cases[i].version)
            && says (&a, cases[i].says)
            && (a.verdict == REFUSED || a.verdict == FAILED
                || a.verdict == CONFLICT || a.code[0] != '\0'),
          "%s: %s", cases[i].name, verdict_name (cases[i].wanted)))
      print_answer (&a);
    answer_free (&a);
  }
}

/* ---- reading back ---- */

static void
test_get (void)
{
  static const struct {
    const char *record;
    enum outcome wanted;
  } tries[] = {
    { "H29.22.1-261121-0001", OK },
    { "261121-0001", OK },
    { "XYZ-7", OK },
    { "01000000010000006 46f737369657273", ERR_ABSENT },
    { "0100000001000000646f737369657273", OK },
    { "261121-9999", ERR_ABSENT },
    { "", ERR_ABSENT },
    { "không có", ERR_ABSENT },
  };

  for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
    struct whole w;
    struct error e = { 0 };
    enum outcome got = site_get (site, tries[i].record, &w, &e);

    if (!ok (got == tries[i].wanted, "get \"%s\"", tries[i].record))
      printf ("# wanted %d got %d %s\n", tries[i].wanted, got, e.text);
    if (got == OK)
      whole_free (&w);
  }
}

/* Dossier 1 was created, amended, moved: all of it is there. */
static void
test_history (void)
{
  struct whole w;
  struct change before = { 0 };
  struct bytes hold = { 0 };
  struct image image;
  struct error e = { 0 };
  const struct form *known;

  if (!ok (went (site_get (site, "261121-0001", &w, &e), &e), "dossier 1"))
    return;
  ok (w.row.head.version == 3 && w.row.head.state == 4
        && w.row.head.due > w.row.head.received && w.change.action == MOVE
        && slice_is (w.change.reason, "thụ lý"),
      "its head: moved, version 3, due reckoned, the reason kept");
  ok (slice_is (w.row.name, "Lê Ba") && w.row.seq == w.change.seq,
      "its row tells the subject");
  ok (strcmp (site_officer_name (site, w.change.officer),
              site_officer_name (site, w.row.head.officer))
          == 0
        && site_officer_name (site, w.change.officer)[0] != '\0'
        && site_officer_name (site, 4711)[0] == '\0',
      "the officer is who runs the client: %s",
      site_officer_name (site, w.change.officer));
  ok (went (
        site_form (site, w.row.head.procedure, w.row.head.revision, &known, &e),
        &e)
        && strcmp (known->code, "9.000001") == 0
        && known->n_fields == TEST_FIELDS,
      "its form comes from the catalog");
  ok (went (image_open (w.change.image.at, w.change.image.len,
                        w.change.head.flags, &image, &e),
            &e)
        && slice_is (image_value (&image, NAME_), "Lê Ba"),
      "the move kept the values");
  ok (went (site_change (site, w.change.before, &before, &hold, &e), &e)
        && before.action == AMEND && before.version == 2,
      "the change before is there");
  bytes_free (&hold);
  whole_free (&w);
}

/* What an amendment did not say stayed. */
static void
test_as_was (void)
{
  struct whole w;
  struct error e = { 0 };

  if (!went (site_get (site, "261121-0002", &w, &e), &e))
    return;
  ok (w.row.head.received == 1795222800000000ull && w.row.head.state == 2
        && w.row.head.version == 2 && w.row.head.due > w.row.head.received,
      "an amended dossier keeps its time and state");
  whole_free (&w);
}

struct count {
  unsigned rows, most;
  uint64_t last;
  bool ordered;
};

static bool
count_row (void *with, const struct row *row)
{
  struct count *count = with;

  count->rows++;
  count->last = row->ordinal;
  return count->rows < count->most;
}

static void
test_lists (void)
{
  struct count all = { .most = 1000 }, few = { .most = 1000 },
               first = { .most = 1 }, found = { .most = 1000 };
  struct filter filter = { .limit = 100 };
  struct error e = { 0 };
  bool more = true, about;
  uint32_t total = 0;

  ok (went (site_list (site, &filter, count_row, &all, &more, &e), &e)
        && all.rows == 6 && !more,
      "all six are listed");
  filter.limit = 2;
  ok (went (site_list (site, &filter, count_row, &few, &more, &e), &e)
        && few.rows == 2 && more,
      "two, and there are more");
  filter.limit = 100;
  ok (went (site_list (site, &filter, count_row, &first, &more, &e), &e)
        && first.rows == 1,
      "who has enough is not given more");
  ok (went (site_find (site, "nguyen an", false, 20, count_row, &found, &total,
                       &about, &e),
            &e)
        && found.rows == 5 && total == 5,
      "five are found by name");
  ok (went (site_find (site, "le ba", false, 20, count_row, &found, &total,
                       &about, &e),
            &e)
        && total == 1,
      "the amended one by its new name");
}

/* ---- many at once ---- */

struct many {
  uint64_t next;
  unsigned verdicts[FAILED + 1];
  bool in_order;
};

static void
many_answered (void *with, uint64_t tag, const struct answer *a)
{
  struct many *many = with;

  many->in_order &= tag == many->next++;
  many->verdicts[a->verdict]++;
  if (a->verdict == SAVED && a->saved.seq == 0)
    many->in_order = false;
}

/* Enough for several parcels; every tenth is refused, the last 100 come twice.
 */
static void
test_queue (void)
{
  enum { MANY = 1000, TWICE = 100 };
  struct many many = { .in_order = true };
  struct error e = { 0 };
  struct answer alone;
  struct dossier d;
  enum outcome outcome = OK;

  for (uint32_t n = 0; n < MANY + TWICE && outcome == OK; n++) {
    dossier_make (&d, form, procedure, 2, n < MANY ? n : n - TWICE);
    if (n < MANY && n % 10 == 0)
      d.texts[NAME_] = "";
    if (n == 500) { /* one by itself goes between */
      struct dossier other;

      dossier_make (&other, form, procedure, 3, 1);
      ok (went (site_save (site, &other.save, &alone, &e), &e)
            && alone.verdict == SAVED,
          "a single save while others are queued");
      answer_free (&alone);
    }
    outcome = site_queue (site, &d.save, n, many_answered, &many, &e);
  }
  ok (went (outcome, &e) && went (site_finish (site, &e), &e)
        && many.next == MANY + TWICE && many.in_order,
      "%d queued saves are answered in order", MANY + TWICE);
  /* of the last hundred, ten were refused the first time */
  if (!ok (many.verdicts[SAVED] == 910 && many.verdicts[REFUSED] == 100
             && many.verdicts[DUPLICATE] == 90,
           "saved, refused, duplicate: each counted once"))
    printf ("# %u saved %u refused %u duplicate %u conflict %u failed\n",
            many.verdicts[0], many.verdicts[2], many.verdicts[1],
            many.verdicts[3], many.verdicts[4]);
  ok (went (site_finish (site, &e), &e), "nothing is left to finish");
}

/* ---- scans ---- */

static bool
count_change (void *with, const unsigned char id[ID_SIZE],
              const struct change *c)
{
  struct count *count = with;

  (void) id;
  count->ordered &= c->seq != count->last && c->head.procedure == procedure;
  count->last = c->seq;
  count->rows++;
  /* calling the site from here is allowed */
  if (count->rows % 300 == 0)
    count->ordered &= site_officer_name (site, c->officer)[0] != '\0';
  return count->rows < count->most;
}

static void
test_scan (void)
{
  struct error e = { 0 };
  struct status status;
  struct scan records = { .until = 0 }, changes = { .by_change = true },
              latest = { .by_change = true, .latest = true },
              after = { .by_change = true, .after = 5, .until = 8 },
              none = { .procedure = 999 }, few = { .by_change = true };
  struct count n[6] = {
    { .most = 10000, .ordered = true }, { .most = 10000, .ordered = true },
    { .most = 10000, .ordered = true }, { .most = 10000, .ordered = true },
    { .most = 10000, .ordered = true }, { .most = 7, .ordered = true }
  };
  struct scan *scans[] = { &records, &changes, &latest, &after, &none, &few };
  bool good = went (site_status (site, &status, &e), &e);

  for (size_t i = 0; i < 6; i++)
    good &= went (site_scan (site, scans[i], count_change, &n[i], &e), &e)
            && n[i].ordered;
  ok (good, "scans end well");
  ok (n[0].rows == status.records, "every record once: %u", n[0].rows);
  ok (n[1].rows == status.changes && n[1].last == status.changes
        && changes.until == status.changes,
      "every change, in order: %u", n[1].rows);
  ok (n[2].rows == status.records, "of every record the latest");
  ok (n[3].rows == 3, "changes 6 to 8");
  ok (n[4].rows == 0, "none of a procedure that is not there");
  ok (n[5].rows == 7 && went (site_status (site, &status, &e), &e),
      "who has enough may stop, and go on with other things");
}

/* ---- the rest ---- */

static bool
count_draft (void *with, const struct draft *d)
{
  unsigned *count = with;

  *count += slice_is (d->values, "half a form");
  return true;
}

static void
test_drafts (void)
{
  struct draft d = { .id = "a draft",
                     .procedure = "9.000001",
                     .time = 5,
                     .values = { (const unsigned char *) "half a form", 11 } };
  struct draft got;
  struct bytes hold = { 0 };
  struct error e = { 0 };
  unsigned count = 0;

  ok (went (site_draft_put (site, &d, &e), &e)
        && went (site_draft_put (site, &d, &e), &e),
      "a draft is put, again too");
  ok (went (site_draft_get (site, d.id, &got, &hold, &e), &e)
        && slice_is (got.values, "half a form") && got.time == 5
        && strcmp (got.procedure, "9.000001") == 0 && got.officer != 0,
      "and got");
  ok (went (site_drafts (site, count_draft, &count, &e), &e) && count == 1,
      "it is this officer's");
  ok (went (site_draft_drop (site, d.id, &e), &e)
        && went (site_draft_drop (site, d.id, &e), &e)
        && site_draft_get (site, d.id, &got, &hold, &e) == ERR_ABSENT,
      "it is dropped, once and for all");
  bytes_free (&hold);
}

static bool
count_target (void *with, const struct target *t)
{
  unsigned *count = with;

  *count += strcmp (t->name, "file:/mnt/usb") == 0 && t->offered == 2
            && t->acknowledged == 1;
  return true;
}

static bool
count_receipt (void *with, const struct receipt *r, const struct code *code)
{
  unsigned *count = with;

  *count += strcmp (r->reason, "Sai số") == 0 && code->serial == 1;
  return true;
}

static void
test_out (void)
{
  struct sealed first = { .number = 1,
                          .count = 8,
                          .first = 1,
                          .last = 8,
                          .sha256 = "sha",
                          .time = 9 },
                other = first, got;
  struct target target = { "file:/mnt/usb", 2, 1 };
  struct receipt receipt = {
    .target = "file:/mnt/usb", .batch = 1, .reason = "Sai số", .time = 3
  };
  struct error e = { 0 };
  unsigned targets = 0, receipts = 0;
  struct status status;
  struct dossier d;

  ok (site_sealed (site, 0, &got, &e) == ERR_ABSENT, "no batch yet");
  ok (went (site_seal (site, &first, &e), &e), "a batch is sealed");
  ok (went (site_seal (site, &first, &e), &e), "as it is: no fault");
  other.last = 7;
  ok (site_seal (site, &other, &e) == ERR_BUSY, "otherwise: too late");
  ok (went (site_sealed (site, 0, &got, &e), &e) && got.number == 1
        && got.last == 8 && memcmp (got.sha256, first.sha256, 32) == 0,
      "it is the last");
  ok (went (site_status (site, &status, &e), &e)
        && status.unsent == status.changes - 8,
      "the rest is unsent");

  ok (went (site_target (site, &target, &e), &e)
        && went (site_targets (site, count_target, &targets, &e), &e)
        && targets == 1,
      "how far a target is");
  dossier_make (&d, form, procedure, 1, 1);
  memcpy (receipt.id, d.save.id, ID_SIZE);
  ok (went (site_receipt (site, &receipt, &e), &e)
        && went (site_receipts (site, count_receipt, &receipts, &e), &e)
        && receipts == 1,
      "what a target rejected, with its number");
}

static void
test_forms (void)
{
  struct error e = { 0 };
  struct form other = *form;
  const struct form *known;
  uint16_t number = 0;

  ok (went (site_register (site, form, &number, &e), &e) && number == procedure,
      "the same form again is the same procedure");
  ok (went (site_procedure (site, "9.000001", &number, &e), &e)
        && number == procedure,
      "known by its code");
  ok (went (site_procedure (site, "9.999999", &number, &e), &e) && number == 0,
      "one that is not there is 0");
  ok (site_form (site, procedure, 9, &known, &e) == ERR_ABSENT,
      "no such revision");
  other.n_rules = 0;
  ok (site_register (site, &other, &number, &e) == ERR_INPUT,
      "another form under the same revision is refused");
}

int
main (int argc, char **argv)
{
  test_start (argc, argv, "site");
  form = made_form ();
  site = test_open ();
  procedure = test_register (site, form);
  test_verdicts ();
  test_get ();
  test_history ();
  test_as_was ();
  test_lists ();
  test_queue ();
  test_scan ();
  test_drafts ();
  test_out ();
  test_forms ();
  ok (test_verify (site) == 0, "the store is sound");
  site_close (site);
  made_free (form);
  return tap_done ();
}
