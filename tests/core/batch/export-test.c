/* export-test.c - records out; and in again, and out: the same bytes. */

#include "batch/export.h"
#include "batch/import.h"
#include "formats/formats.h"
#include "tests/core/office.h"

static struct office *first;

static enum outcome
import_into (struct office *o, const char *name, struct import_sum *sum)
{
  const char *files[] = { in_work (name) };
  struct import_job job = { .site = o->site,
                            .config = site_config (o->site),
                            .procedure = &births,
                            .files = files,
                            .n_files = 1,
                            .officer = "can-bo" };
  struct error e = { 0 };
  enum outcome done = import_run (&job, sum, &e);

  went (done, &e);
  return done;
}

/* What is asked of an export besides the file. */
struct asked {
  const struct hoso_format *format;
  bool all, by_change;
  uint64_t after, since;
  const char *columns;
};

static enum outcome
export_from (struct office *o, struct asked asked, const char *name,
             struct export_sum *sum, struct error *e)
{
  struct export_job job = { .site = o->site,
                            .format = asked.format,
                            .after = asked.after,
                            .by_change = asked.by_change,
                            .since = asked.since,
                            .columns = asked.columns,
                            .to = in_work (name) };

  if (!asked.all)
    site_procedure (o->site, births.form->code, &job.procedure, NULL);
  return export_run (&job, sum, e);
}

/* ---- What is there ------------------------------------------------------- */

/* Header columns and fields that are not as they usually are. */
static const struct {
  const char *values; /* ,id,code,version,state,due,officer,override */
  const char *key, *value;
} births_there[] = {
  { ",,,,,,,", NULL, NULL },
  { ",000102030405060708090a0b0c0d0e0f,,,,,,", NULL, NULL },
  { ",,CU/12-2019,,,,,", NULL, NULL },
  { ",,\"12, \"\"B\"\"\",,,,,", NULL, NULL },
  { ",,,7,10,,lan,", NULL, NULL },
  { ",,,,5,2027-01-02T17:00:00+07:00,,", NULL, NULL },
  { ",,,,,,,V01: bão lụt; 3 ngày", "ks_ngay_sinh", "2026-09-01" },
  { ",,,,,,,V05: không tìm thấy", NULL, NULL },
  { ",,,,,,,", "received", "2026-11-18T23:59:59+07:00" },
  { ",,,,,,,", "ks_que_quan", "\"Ấp \"\"Ba\"\", xã An\"" },
  { ",,,,,,,", "me_noi_cu_tru", "\"Số 7, Phường Sài Gòn, TP Hồ Chí Minh\"" },
  { ",,,,,,,", "so_ban_sao", "" },
};

enum { THERE = sizeof births_there / sizeof *births_there, MORE = 400 };

static void
move (struct office *o, const char *code, uint8_t state)
{
  struct to_save save = { .action = MOVE, .state = state };
  struct answer answer;
  struct whole whole;
  struct error e = { 0 };

  if (site_get (o->site, code, &whole, &e) != OK)
    bail_out (code, &e);
  memcpy (save.id, whole.row.id, ID_SIZE);
  save.version_read = whole.row.head.version;
  save.procedure = whole.row.head.procedure;
  if (site_form (o->site, save.procedure, 0, &save.form, &e) != OK)
    bail_out (code, &e);
  whole_free (&whole);
  ok (went (site_save (o->site, &save, &answer, &e), &e)
        && answer.verdict == SAVED,
      "%s moves to state %u", code, state);
  answer_free (&answer);
}

static void
fill (struct office *o)
{
  SCOPED_BYTES text = { 0 };
  struct import_sum sum;

  add_header (&text);
  text.len--;
  bytes_add_text (&text, ",id,code,version,state,due,officer,override\n");
  for (unsigned i = 0; i < THERE + MORE; i++) {
    unsigned k = i % THERE;
    bool once = i >= THERE && (k >= 1 && k <= 3); /* ids, codes: only once */

    add_birth (&text, i, births_there[k].key, births_there[k].value);
    text.len--;
    bytes_printf (&text, "%s\n", births_there[once ? 0 : k].values);
  }
  write_text ("there.csv", (const char *) text.at, text.len);
  ok (import_into (o, "there.csv", &sum) == OK && sum.saved == THERE + MORE,
      "records of all kinds are there");
  move (o, "261120-0001", 4);
  move (o, "H29.22.1-261120-0007", 4);
  move (o, "H29.22.1-261120-0007", 9);
}

/* ---- Out, in, out -------------------------------------------------------- */

static void
try_round (const struct hoso_format *format)
{
  char one[32], two[32], again[32], site[32];
  struct export_sum sum;
  struct import_sum in;
  struct error e = { 0 };
  struct office *o;

  snprintf (one, sizeof one, "one%s", format->suffix);
  snprintf (two, sizeof two, "two%s", format->suffix);
  snprintf (again, sizeof again, "again%s", format->suffix);
  snprintf (site, sizeof site, "site-%s", format->name);
  ok (went (
        export_from (first, (struct asked){ .format = format }, one, &sum, &e),
        &e)
        && sum.written == THERE + MORE && sum.last_change == THERE + MORE + 3,
      "%s: every record is written", format->name);
  ok (went (export_from (first, (struct asked){ .format = format }, again, &sum,
                         &e),
            &e)
        && same_files (one, again),
      "%s: the same store gives the same bytes", format->name);

  o = office_new (site);
  ok (import_into (o, one, &in) == OK && in.saved == THERE + MORE,
      "%s: an empty site takes them all", format->name);
  ok (went (export_from (o, (struct asked){ .format = format }, two, &sum, &e),
            &e)
        && same_files (one, two),
      "%s: and gives the same bytes", format->name);
  ok (import_into (first, one, &in) == OK && in.duplicate == THERE + MORE,
      "%s: where they came from they are known", format->name);
  office_close (o);
}

static const char *
begins_at (const struct bytes *text, const char *with)
{
  return strstr ((const char *) text->at, with);
}

static void
try_lines (void)
{
  SCOPED_BYTES csv = { 0 }, json = { 0 };

  read_text ("one.csv", &csv);
  read_text ("one.jsonl", &json);
  ok (begins_at (&csv, "id,code,procedure,revision,version,state,received,due,"
                       "officer,override,nyc_ho_ten,")
        == (const char *) csv.at,
      "csv: the header first, then the fields in the form's order");
  ok (begins_at (&csv, "\n000102030405060708090a0b0c0d0e0f,"
                       "H29.22.1-261120-0002,1.001193,1,1,2,"
                       "2026-11-20T09:00:00+07:00,")
        != NULL,
      "csv: a record with its id");
  ok (begins_at (&csv, ",CU/12-2019,1.001193,") != NULL
        && begins_at (&csv, ",\"12, \"\"B\"\"\",1.001193,") != NULL,
      "csv: codes from elsewhere, quoted where needed");
  ok (begins_at (&csv, ",1.001193,1,7,10,2026-11-20T09:00:00+07:00,") != NULL
        && begins_at (&csv, ",lan,,") != NULL,
      "csv: version, state and officer are kept");
  ok (begins_at (&csv, ",2027-01-02T17:00:00+07:00,can-bo,,") != NULL,
      "csv: and when it is due");
  ok (begins_at (&csv, ",V01: bão lụt; 3 ngày,") != NULL
        && begins_at (&csv, "V05") == NULL,
      "csv: reasons of warnings that were found, no others");
  ok (begins_at (&csv, ",H29.22.1-261120-0001,1.001193,1,2,4,") != NULL
        && begins_at (&csv, ",H29.22.1-261120-0007,1.001193,1,3,9,") != NULL,
      "csv: each as it is after its last change");
  ok (begins_at (&json, "{\"id\":\"") == (const char *) json.at
        && begins_at (&json, ",\"procedure\":\"1.001193\",\"revision\":1,"
                             "\"version\":7,\"state\":10,\"received\":")
             != NULL,
      "jsonl: the same, flat, numbers as numbers");
  ok (begins_at (&json, "\"so_ban_sao\":null") != NULL
        && begins_at (&json, "\"so_ban_sao\":2") != NULL,
      "jsonl: an empty number is null");
}

/* ---- Parts --------------------------------------------------------------- */

static void
try_parts (void)
{
  SCOPED_BYTES text = { 0 };
  struct export_sum sum;
  struct error e = { 0 };
  uint64_t last = THERE + MORE;

  ok (went (export_from (first,
                         (struct asked){ .format = &format_csv,
                                         .by_change = true,
                                         .after = last - 1,
                                         .columns = "code,version,state" },
                         "part.csv", &sum, &e),
            &e)
        && sum.written == 3 && sum.last_change == last + 3
        && strcmp (strchr (read_text ("part.csv", &text), '\n') + 1
                     + strcspn (strchr (bytes_text (&text), '\n') + 1, "\n"),
                   "\nH29.22.1-261120-0001,2,4\n"
                   "H29.22.1-261120-0007,3,9\n")
             == 0,
      "what changed after a change, each record once, by its last change");
  ok (went (export_from (first,
                         (struct asked){ .format = &format_csv,
                                         .by_change = true,
                                         .after = last + 3 },
                         "part.csv", &sum, &e),
            &e)
        && sum.written == 0
        && count_lines ((read_text ("part.csv", &text), &text)) == 1,
      "nothing has changed: a header alone");
  ok (went (export_from (first,
                         (struct asked){ .format = &format_csv,
                                         .since = clock_at ("2026-11-19"),
                                         .columns = "received" },
                         "part.csv", &sum, &e),
            &e)
        && sum.written < THERE + MORE && sum.written > MORE / 2
        && strstr (read_text ("part.csv", &text), "2026-11-18") == NULL,
      "what was received from a day on");
  ok (went (export_from (first,
                         (struct asked){ .format = &format_jsonl,
                                         .all = true,
                                         .columns = "ks_ho_ten,id" },
                         "part.jsonl", &sum, &e),
            &e)
        && strncmp (read_text ("part.jsonl", &text), "{\"ks_ho_ten\":\"NGUYỄN",
                    20)
             == 0,
      "columns of all procedures, in the order asked");
}

static const struct {
  const char *name;
  struct asked asked;
  const char *says;
} refusals[] = {
  { "csv of all procedures",
    { .format = &format_csv, .all = true },
    "--procedure" },
  { "a column nobody has",
    { .format = &format_csv, .columns = "id,ten" },
    "\"ten\"" },
  { "a column that no procedure has",
    { .format = &format_jsonl, .all = true, .columns = "ten" },
    "\"ten\"" },
  { "no columns", { .format = &format_csv, .columns = " ," }, "no columns" },
  { "a column twice",
    { .format = &format_csv, .columns = "id,code,id" },
    "\"id\"" },
};

static void
try_refusals (void)
{
  struct export_sum sum;
  struct error e = { 0 };

  for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
    if (!ok (export_from (first, refusals[i].asked, "refused", &sum, &e)
                 == ERR_INPUT
               && strstr (e.text, refusals[i].says) != NULL
               && access (in_work ("refused"), F_OK) != 0,
             "%s is refused, and no file is left", refusals[i].name))
      printf ("# got %s\n", e.text);
}

int
main (void)
{
  start ();
  first = office_new ("site");
  fill (first);
  try_round (&format_csv);
  try_round (&format_jsonl);
  try_lines ();
  try_parts ();
  try_refusals ();
  return tap_done ();
}
