/* procedures-test.c - samples of every procedure go in as rows, come out, go
 * into an empty site and come out the same: tables, notes and all.
 */

#include "batch/export.h"
#include "batch/import.h"
#include "entry/sample.h"
#include "formats/formats.h"
#include "tests/core/office.h"

#include <dirent.h>

static struct office *first, *second;

/* ---- Samples as rows ----------------------------------------------------- */

struct rows_of_samples {
  struct hoso_sink sink;
  struct bytes bytes;
  size_t count;
};

static char *
room (struct hoso_sink *sink, size_t need)
{
  struct bytes *bytes = &((struct rows_of_samples *) sink)->bytes;

  bytes_reserve (bytes, need);
  return (char *) bytes->at + bytes->len;
}

static void
wrote (struct hoso_sink *sink, size_t len)
{
  ((struct rows_of_samples *) sink)->bytes.len += len;
}

/* When sample I came in: its own time, or that of what it is like. */
static const char *
received_of (const struct procedure *p, size_t i)
{
  struct hoso_sample s = procedure_sample (p, i);

  for (size_t j = 0; s.received == NULL && s.like != NULL && j < i; j++)
    if (strcmp (procedure_sample (p, j).name, s.like) == 0)
      return received_of (p, j);
  return s.received != NULL ? s.received : "2026-11-20T09:00";
}

static struct hoso_text
text_of (const char *text)
{
  return (struct hoso_text){ text, strlen (text) };
}

/* A sample that may be received becomes a row with every field of the form. */
static void
add_sample (struct rows_of_samples *to, const struct procedure *p, size_t i,
            struct session *session, const struct hoso_column *columns)
{
  struct hoso_text values[FIELDS_MOST + 1];
  const char *const *texts;

  sample_fill (p, i, session);
  if (findings_refuse (session_check (session)))
    return;
  texts = session_values (session)->texts;
  values[0] = text_of (received_of (p, i));
  for (uint16_t f = 0; f < p->form->n_fields; f++)
    values[f + 1] = text_of (texts[f]);
  format_csv.record (&to->sink, columns, values, p->form->n_fields + 1u);
  to->count++;
}

static size_t
write_samples (const struct procedure *p, const char *name)
{
  struct hoso_column columns[FIELDS_MOST + 1] = { { .name = "received" } };
  struct rows_of_samples rows = { .sink = { room, wrote } };
  struct session *session = sample_session (p);

  for (uint16_t f = 0; f < p->form->n_fields; f++)
    columns[f + 1].name = p->form->fields[f].key;
  format_csv.begin (&rows.sink, columns, p->form->n_fields + 1u);
  for (size_t i = 0; i < procedure_samples (p); i++)
    add_sample (&rows, p, i, session, columns);
  session_free (session);
  write_text (name, (const char *) rows.bytes.at, rows.bytes.len);
  bytes_free (&rows.bytes);
  return rows.count;
}

/* ---- In and out ---------------------------------------------------------- */

static void
show_problem (void *with, const char *file, uint64_t row, uint64_t line,
              uint8_t severity, const char *field, const char *rule,
              const char *text)
{
  (void) with, (void) file, (void) line;
  printf ("# row %u: %u %s %s: %s\n", (unsigned) row, severity, rule, field,
          text);
}

static bool
import_into (struct office *o, const struct procedure *p, const char *name,
             struct import_sum *sum, bool listen)
{
  const char *files[] = { in_work (name) };
  struct import_job job = { .site = o->site,
                            .config = site_config (o->site),
                            .procedure = p,
                            .files = files,
                            .n_files = 1,
                            .officer = "an",
                            .problem = listen ? show_problem : NULL };
  struct error e = { 0 };

  return went (import_run (&job, sum, &e), &e);
}

static uint64_t
export_from (struct office *o, const struct procedure *p,
             const struct hoso_format *format, const char *name)
{
  struct export_job job = { .site = o->site,
                            .format = format,
                            .to = in_work (name) };
  struct export_sum sum = { 0 };
  struct error e = { 0 };

  if (p != NULL)
    site_procedure (o->site, p->form->code, &job.procedure, NULL);
  went (export_run (&job, &sum, &e), &e);
  return sum.written;
}

static void
try_procedure (const struct procedure *p)
{
  const char *name = p->form->name;
  size_t count = write_samples (p, "samples.csv");
  struct import_sum in = { 0 }, again = { 0 };

  ok (import_into (first, p, "samples.csv", &in, true) && in.read == count
        && in.saved >= 2,
      "%s: %zu samples go in", name, count);
  ok (export_from (first, p, &format_csv, "one.csv") == in.saved
        && export_from (first, p, &format_jsonl, "one.jsonl") == in.saved,
      "%s: they come out", name);
  ok (import_into (second, p, "one.jsonl", &again, true)
        && again.saved == in.saved && again.read == in.saved,
      "%s: an empty site takes them", name);
  export_from (second, p, &format_csv, "two.csv");
  export_from (second, p, &format_jsonl, "two.jsonl");
  ok (same_files ("one.csv", "two.csv")
        && same_files ("one.jsonl", "two.jsonl"),
      "%s: and they come out the same", name);
  ok (import_into (second, p, "one.csv", &again, true)
        && again.duplicate == in.saved,
      "%s: as CSV they are known", name);
}

/* ---- All of them --------------------------------------------------------- */

static struct procedure procedures[32];
static size_t n_procedures;

static bool
is_module (const char *name)
{
  size_t len = strlen (name);

  return len > 3 && strcmp (name + len - 3, ".so") == 0;
}

static void
load_all (void)
{
  const char *builddir = getenv ("builddir");
  char folder[PATH_MAX], path[PATH_MAX];
  struct dirent *entry;
  struct error e = { 0 };
  DIR *dir;

  snprintf (folder, sizeof folder, "%.3000s/plugins/.libs",
            builddir != NULL ? builddir : ".");
  dir = opendir (folder);
  while (dir != NULL && n_procedures < 32 && (entry = readdir (dir)) != NULL) {
    if (!is_module (entry->d_name))
      continue;
    snprintf (path, sizeof path, "%.3000s/%.200s", folder, entry->d_name);
    if (ok (went (procedure_load (path, &procedures[n_procedures], &e), &e),
            "%s loads", entry->d_name))
      n_procedures++;
  }
  if (dir != NULL)
    closedir (dir);
}

/* One file of all procedures: each takes its own lines, whatever members the
 * others have.
 */
static void
try_together (void)
{
  struct office *third = office_new ("site3");
  struct import_sum in = { 0 };
  uint64_t all = export_from (first, NULL, &format_jsonl, "all.jsonl");
  uint64_t saved = 0;

  for (size_t i = 0; i < n_procedures; i++) {
    ok (import_into (third, &procedures[i], "all.jsonl", &in, false)
          && in.read == all && in.saved > 0 && in.rejected == all - in.saved,
        "%s: takes its own lines out of all", procedures[i].form->name);
    saved += in.saved;
  }
  ok (saved == all, "together they take all");
  export_from (third, NULL, &format_jsonl, "all3.jsonl");
  ok (same_files ("all.jsonl", "all3.jsonl"), "which come out the same");
}

int
main (void)
{
  start ();
  first = office_new ("site");
  second = office_new ("site2");
  load_all ();
  for (size_t i = 0; i < n_procedures; i++)
    try_procedure (&procedures[i]);
  try_together ();
  for (size_t i = 0; i < n_procedures; i++)
    procedure_unload (&procedures[i]);
  return tap_done ();
}
