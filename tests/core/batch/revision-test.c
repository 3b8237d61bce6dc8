/* revision-test.c - records of an older form among those of the newest one. */

#include "batch/export.h"
#include "batch/import.h"
#include "form/declare.h"
#include "formats/formats.h"
#include "tests/core/office.h"

static struct office *office;

/* The births as a second revision has them: another key for the copies, and a
 * new field in the place of the e-mail.
 */
static struct procedure
second_revision (void)
{
  SCOPED_BYTES declared = { 0 };
  struct procedure p = births;
  struct form *form;
  struct form_field *copies, *mail;
  struct error e = { 0 };

  form_declare (births.form, &declared);
  if (form_of_declared (declared.at, declared.len, &form, &e) != OK)
    bail_out ("the second revision", &e);
  form->revision = 2;
  form->n_slots = 0; /* keys are looked for one by one */
  copies =
    (struct form_field *) &form->fields[form_field_named (form, "so_ban_sao")];
  copies->key = "ban_sao";
  copies->was = "so_ban_sao";
  copies->since = 2;
  mail =
    (struct form_field *) &form->fields[form_field_named (form, "nyc_email")];
  mail->key = "nyc_thu";
  mail->since = 2;
  p.form = form;
  return p;
}

static bool
import_text (const struct procedure *p, const char *name,
             const struct bytes *text, uint64_t saved, uint64_t duplicate,
             uint64_t rejected)
{
  const char *files[] = { in_work (name) };
  struct import_job job = { .site = office->site,
                            .config = site_config (office->site),
                            .procedure = p,
                            .files = files,
                            .n_files = 1,
                            .officer = "an" };
  struct import_sum sum;
  struct error e = { 0 };

  write_text (name, (const char *) text->at, text->len);
  if (went (import_run (&job, &sum, &e), &e) && sum.saved == saved
      && sum.duplicate == duplicate && sum.rejected == rejected)
    return true;
  printf ("# saved %d duplicate %d rejected %d\n", (int) sum.saved,
          (int) sum.duplicate, (int) sum.rejected);
  return false;
}

static void
export_to (const struct hoso_format *format, const char *name,
           struct bytes *text)
{
  struct export_job job = { .site = office->site,
                            .format = format,
                            .to = in_work (name) };
  struct export_sum sum;
  struct error e = { 0 };

  site_procedure (office->site, births.form->code, &job.procedure, NULL);
  if (!went (export_run (&job, &sum, &e), &e))
    bail_out (name, &e);
  read_text (name, text);
}

static size_t
times (const struct bytes *text, const char *what)
{
  size_t count = 0;

  for (const char *at = (const char *) text->at;
       (at = strstr (at, what)) != NULL; at++)
    count++;
  return count;
}

/* ONE becomes OTHER everywhere. */
static void
replace (struct bytes *text, const char *one, const char *other)
{
  struct bytes after = { 0 };

  for (const char *at = bytes_text (text), *next; *at != '\0'; at = next) {
    next = strstr (at, one);
    bytes_add (&after, at, next != NULL ? (size_t) (next - at) : strlen (at));
    if (next == NULL)
      break;
    bytes_add_text (&after, other);
    next += strlen (one);
  }
  bytes_text (&after);
  bytes_free (text);
  *text = after;
}

/* Ids and codes of rows that are to be saved once more. */
static void
drop_columns (struct bytes *text)
{
  struct bytes kept = { 0 };

  for (const char *at = bytes_text (text); *at != '\0';) {
    size_t len = strcspn (at, "\n") + 1;
    const char *third = strchr (strchr (at, ',') + 1, ',') + 1;

    bytes_add (&kept, third, len - (size_t) (third - at));
    at += len;
  }
  bytes_text (&kept);
  bytes_free (text);
  *text = kept;
}

/* A row of the first revision under the columns of the second. */
static void
late_column (struct bytes *text)
{
  bytes_clear (text);
  bytes_add_text (text, "revision,nyc_thu,");
  add_header (text);
  bytes_add_text (text, "1,an@vi.vn,");
  add_birth (text, 5, NULL, NULL);
  replace (text, "so_ban_sao", "ban_sao");
}

int
main (void)
{
  SCOPED_BYTES text = { 0 };
  struct procedure second;

  start ();
  office = office_new ("site");
  second = second_revision ();
  add_header (&text);
  add_birth (&text, 0, NULL, NULL);
  add_birth (&text, 1, "so_ban_sao", "7");
  ok (import_text (&births, "one.csv", &text, 2, 0, 0), "two of the first");
  ok (!import_text (&second, "one.csv", &text, 0, 0, 0),
      "the second has no column of that name");
  replace (&text, "so_ban_sao", "ban_sao");
  replace (&text, "THỊ", "VĂN");
  ok (import_text (&second, "two.csv", &text, 2, 0, 0), "two of the second");

  export_to (&format_csv, "all.csv", &text);
  ok (times (&text, ",1.001193,1,1,2,") == 2
        && times (&text, ",1.001193,2,1,2,") == 2
        && times (&text, ",ban_sao\n") == 1 && times (&text, ",7\n") == 2,
      "csv has the newest columns, older values by their older keys");
  ok (import_text (&second, "again.csv", &text, 0, 4, 0),
      "all of them are known");
  drop_columns (&text);
  replace (&text, "THỊ", "HỮU");
  replace (&text, "VĂN", "HỮU");
  ok (import_text (&second, "older.csv", &text, 2, 2, 0),
      "a row of the first is taken in by its own form");
  export_to (&format_jsonl, "all.jsonl", &text);
  ok (times (&text, "\"revision\":1,") == 4
        && times (&text, "\"so_ban_sao\":") == 4
        && times (&text, "\"revision\":2,") == 2
        && times (&text, "\"ban_sao\":") == 2,
      "jsonl has the keys of each record's own form");
  ok (import_text (&second, "again.jsonl", &text, 0, 6, 0),
      "and they are known by these");
  late_column (&text);
  ok (import_text (&second, "late.csv", &text, 0, 0, 1),
      "a row of the first has nothing in a field of the second");
  replace (&text, "an@vi.vn", "");
  ok (import_text (&second, "late.csv", &text, 1, 0, 0), "and so it may come");
  form_free ((struct form *) second.form);
  return tap_done ();
}
