/* import.c - rows of a file through the one door into the site. */

#include "batch/import.h"

#include "base/clock.h"
#include "base/language.h"
#include "batch/arrival.h"
#include "batch/id-set.h"
#include "batch/ledger.h"
#include "batch/receipt.h"
#include "batch/source.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum {
  WAITING_MOST = 4096,         /* rows whose fate is not known */
  HELD_MOST = 8 * 1024 * 1024, /* bytes of theirs, kept for the rejects */
  PROGRESS_EVERY = 256,        /* rows */
  BUILD_LEAST = 1024 * 1024,   /* bytes of files: some 2,000 rows */
};

struct import {
  const struct import_job *job;
  struct import_sum *sum;
  struct arrivals all;
  struct desk desk, older; /* of the plugin's form; of an older revision */
  struct arrival arrival;
  struct renames renames;
  struct ledger ledger;
  struct id_set seen;       /* ids of a run that saves nothing */
  uint16_t procedure;       /* the site's number for it, 0: unknown */
  struct site *build;       /* where rows go instead, or NULL */
  bool given_up;            /* the build: nothing was saved */
  struct charset *charsets; /* of the files, once they were looked at */
  uint64_t bytes, bytes_of; /* of the files before; of all, 0: unknown */
  struct error *error;
  enum outcome failed; /* why it ends early */
};

/* Where rows are queued. */
static struct site *
door (const struct import *im)
{
  return im->build != NULL ? im->build : im->job->site;
}

static bool
stop (struct import *im, enum outcome outcome)
{
  if (im->failed == OK)
    im->failed = outcome;
  return false;
}

/* ---- Desks -------------------------------------------------------------- */

/* What a row says in one of its header columns, at most 63 bytes; "" if it
 * says nothing.
 */
static void
header_value (const struct hoso_row *row, enum header_column column,
              char text[64])
{
  const char *name = header_columns[column].name;
  size_t i = 0;

  while (i < row->count && strcmp (row->columns[i].name, name) != 0)
    i++;
  text[0] = '\0';
  if (i < row->count && row->values[i].len < 64)
    snprintf (text, 64, "%.*s", (int) row->values[i].len, row->values[i].at);
}

/* A line that names its own columns may be of another procedure: then they are
 * not looked at.
 */
static bool
is_of_another (const struct import *im, const struct source *s,
               const struct hoso_row *row)
{
  char procedure[64];

  if (s->same_columns)
    return false;
  header_value (row, COLUMN_PROCEDURE, procedure);
  return procedure[0] != '\0' && strcmp (procedure, im->desk.form->code) != 0
         && strcmp (procedure, im->desk.form->name) != 0;
}

/* The desk of an older form that the site still knows; NULL: it does not. */
static struct desk *
older_desk (struct import *im, unsigned long revision,
            const struct hoso_row *row)
{
  const struct form *form;

  if (im->job->site == NULL || im->procedure == 0 || revision > UINT16_MAX)
    return NULL;
  if (im->older.form == NULL || im->older.form->revision != revision) {
    if (site_form (im->job->site, im->procedure, (uint16_t) revision, &form,
                   NULL)
        != OK)
      return NULL;
    desk_close (&im->older);
    desk_open (&im->older, form, im->job->config);
  }
  if (columns_read (&im->older.columns, im->older.form, im->desk.form,
                    &im->renames, row->columns, row->count, "", NULL)
      != OK)
    return NULL;
  return &im->older;
}

/* Where ROW is to be taken in, its columns read; NULL when the file has a
 * column that is unknown.
 */
static struct desk *
desk_of (struct import *im, const struct source *s, const struct hoso_row *row)
{
  struct desk *older = NULL;
  unsigned long revision;
  char text[64];

  header_value (row, COLUMN_REVISION, text);
  revision = strtoul (text, NULL, 10);
  if (revision != 0 && revision != im->desk.form->revision)
    older = older_desk (im, revision, row);
  if (older != NULL)
    return older;
  if (!s->same_columns
      && columns_read (&im->desk.columns, im->desk.form, NULL, &im->renames,
                       row->columns, row->count, s->input.path, im->error)
           != OK) {
    stop (im, ERR_INPUT);
    return NULL;
  }
  return &im->desk;
}

/* ---- Answers ------------------------------------------------------------ */

static void
reject (struct import *im, struct entry *entry, const char *id,
        const char *sentence)
{
  if (!findings_refuse (&entry->findings))
    findings_add (&entry->findings, HOSO_REFUSE, id, NO_FIELD, 0, sentence);
  ledger_tell (&im->ledger, entry->number, REJECTED);
}

static bool
is_known (const struct findings *findings, const struct finding *f)
{
  for (size_t i = 0; i < findings->count; i++) {
    const struct finding *g = &findings->at[i];

    if (strcmp (f->id, g->id) == 0 && f->field == g->field && f->row == g->row)
      return true;
  }
  return false;
}

/* The server runs the declared rules once more: only what it alone has found
 * is added.
 */
static void
add_findings (struct entry *entry, const struct findings *found)
{
  for (size_t i = 0; i < found->count; i++) {
    const struct finding *f = &found->at[i];

    if (!is_known (&entry->findings, f))
      findings_add (&entry->findings, f->severity, f->id, f->field, f->row,
                    f->text);
  }
}

static void
refused (struct import *im, struct entry *entry)
{
  if (im->job->strict)
    arrival_excuse (&entry->findings, &entry->override);
  reject (im, entry, ROW_FINDING, _ ("the site refuses the row"));
}

static void
answered (void *with, uint64_t number, const struct answer *answer)
{
  struct import *im = with;
  struct entry *entry = ledger_entry (&im->ledger, number);

  add_findings (entry, &answer->findings);
  memcpy (entry->code, answer->code, sizeof entry->code);
  switch (answer->verdict) {
  case SAVED: ledger_tell (&im->ledger, number, KEPT); return;
  case DUPLICATE: ledger_tell (&im->ledger, number, KNOWN); return;
  default: entry->code[0] = '\0'; break;
  }
  if (answer->verdict == REFUSED) {
    refused (im, entry);
  } else if (answer->verdict == CONFLICT) {
    reject (im, entry, header_columns[COLUMN_CODE].name, answer->error.text);
  } else if (answer->error.kind == ERR_INPUT) {
    reject (im, entry, ROW_FINDING, answer->error.text);
  } else {
    *im->error = answer->error;
    im->given_up |= im->build != NULL;
    stop (im, answer->error.kind);
  }
}

/* Waits until every row's fate is known. */
static bool
finish (struct import *im)
{
  enum outcome done;

  if (im->job->dry_run)
    return true;
  done = site_finish (door (im), im->error);
  im->given_up |= done != OK && im->build != NULL;
  if (done != OK)
    return stop (im, done);
  return im->failed == OK;
}

/* ---- Rows --------------------------------------------------------------- */

static bool
queue (struct import *im, struct desk *desk, struct entry *entry)
{
  struct to_save save =
    arrival_save (&im->arrival, &im->all, desk, im->procedure);
  enum outcome done;

  bytes_add (&entry->override, im->arrival.kept.override.at,
             im->arrival.kept.override.len);
  done = site_queue (door (im), &save, entry->number, answered, im, im->error);
  im->given_up |= done != OK && im->build != NULL;
  if (done != OK)
    return stop (im, done);
  return im->failed == OK;
}

/* What would become of a row that is not saved. */
static bool
pretend (struct import *im, struct entry *entry)
{
  struct whole whole = { 0 };
  enum outcome done = ERR_ABSENT;
  char id[2 * ID_SIZE + 1];
  bool is_new;

  hex_of (im->arrival.id, ID_SIZE, id);
  if (im->job->site != NULL)
    done = site_get (im->job->site, id, &whole, im->error);
  if (done == OK)
    code_text (&whole.row.head.code, im->job->config->identity.office,
               entry->code);
  whole_free (&whole);
  if (done != OK && done != ERR_ABSENT)
    return stop (im, done);
  is_new = id_set_add (&im->seen, im->arrival.id) && done != OK;
  ledger_tell (&im->ledger, entry->number, is_new ? KEPT : KNOWN);
  return true;
}

static bool
take_row (struct import *im, struct source *s, const struct hoso_row *row)
{
  bool full = im->ledger.count >= WAITING_MOST || im->ledger.held >= HELD_MOST;
  struct entry *entry;
  struct desk *desk;

  if ((row->goes_on || full) && !finish (im))
    return false;
  if (row->goes_on) {
    ledger_piece (&im->ledger, row, s->format);
    return true;
  }
  entry =
    ledger_add (&im->ledger, row, s->input.path, s->format, im->desk.form);
  if (row->problem != NULL) {
    reject (im, entry, ROW_FINDING, row->problem);
    return true;
  }
  if (is_of_another (im, s, row)) {
    reject (im, entry, header_columns[COLUMN_PROCEDURE].name,
            _ ("the row is of another procedure"));
    return true;
  }
  desk = desk_of (im, s, row);
  if (desk == NULL)
    return false;
  entry->form = desk->form;
  arrival_take (&im->arrival, &im->all, desk, row, &entry->findings);
  if (findings_refuse (&entry->findings)) {
    ledger_tell (&im->ledger, entry->number, REJECTED);
    return true;
  }
  return im->job->dry_run ? pretend (im, entry) : queue (im, desk, entry);
}

/* ---- Files -------------------------------------------------------------- */

static void
progress (const struct import *im, const struct source *s, uint64_t rows)
{
  if (im->job->progress != NULL)
    im->job->progress (im->job->with, rows, im->bytes + s->input.read,
                       im->bytes_of);
}

/* Kept for the second time that the file is read. */
static void
tell_encoding (struct import *im, size_t i, const struct charset *charset)
{
  const struct import_job *job = im->job;

  im->charsets[i] = *charset;
  if (job->encoding == NULL && charset->kind != CHARSET_UTF8
      && job->encoded != NULL)
    job->encoded (job->with, job->files[i], charset->name);
}

static bool
open_source (struct import *im, size_t i, bool judge, struct source *s)
{
  const char *path = im->job->files[i];
  const char *encoding = judge ? im->job->encoding : im->charsets[i].name;
  enum outcome done =
    source_open (s, path, im->job->format, encoding, im->error);

  if (done == OK && s->same_columns)
    done = columns_read (&im->desk.columns, im->desk.form, NULL, &im->renames,
                         s->columns, s->n_columns, s->input.path, im->error);
  if (done == OK && judge)
    tell_encoding (im, i, &s->input.charset);
  if (done == OK)
    return true;
  source_close (s);
  return stop (im, done);
}

/* One reject file cannot hold rows of different columns. */
static bool
begin_file (struct import *im, const struct source *s)
{
  enum outcome done;

  ledger_encode (&im->ledger, &s->input.charset);
  done = ledger_file (&im->ledger, s->format, s->format->header (s->state),
                      s->input.path, im->error);

  return done == OK || stop (im, done);
}

/* Looks through a file before the first row of any is saved: its encoding, its
 * columns.  What cannot be read twice is looked at when its time has come.
 */
static bool
look_through (struct import *im, size_t i)
{
  struct source s;
  struct hoso_row row;

  if (!source_is_file (im->job->files[i])) {
    im->bytes_of = 0;
    return true;
  }
  if (!open_source (im, i, true, &s))
    return false;
  if (!begin_file (im, &s)) {
    source_close (&s);
    return false;
  }
  im->bytes_of += s.input.size;
  while (!s.same_columns && s.format->next (s.state, &row))
    if (row.problem == NULL && !is_of_another (im, &s, &row)
        && desk_of (im, &s, &row) == NULL)
      break;
  source_close (&s);
  return im->failed == OK;
}

static bool
take_file (struct import *im, size_t i)
{
  uint64_t before = im->ledger.first + im->ledger.count - 1;
  struct source s;
  struct hoso_row row;

  if (!open_source (im, i, !source_is_file (im->job->files[i]), &s))
    return false;
  begin_file (im, &s);
  while (im->failed == OK && s.format->next (s.state, &row)) {
    take_row (im, &s, &row);
    if (row.number % PROGRESS_EVERY == 0)
      progress (im, &s, before + row.number);
  }
  if (im->failed == OK)
    finish (im);
  if (im->failed == OK && s.input.error.kind != OK) {
    *im->error = s.input.error;
    stop (im, s.input.error.kind);
  }
  progress (im, &s, im->ledger.first + im->ledger.count - 1);
  im->bytes += s.input.read;
  source_close (&s);
  return im->failed == OK;
}

static bool
take_files (struct import *im)
{
  for (size_t i = 0; i < im->job->n_files; i++)
    if (!look_through (im, i))
      return false;
  for (size_t i = 0; i < im->job->n_files; i++)
    if (!take_file (im, i))
      return false;
  return true;
}

/* ---- The job ------------------------------------------------------------ */

/* The site's number for the procedure; a run that saves nothing does not
 * register the form, and needs the number only for older revisions of it.
 */
static enum outcome
find_procedure (struct import *im)
{
  const struct import_job *job = im->job;

  if (job->site == NULL)
    return OK;
  if (job->dry_run)
    return site_procedure (job->site, job->procedure->form->code,
                           &im->procedure, im->error);
  return site_register (job->site, job->procedure->form, &im->procedure,
                        im->error);
}

static enum outcome
start (struct import *im)
{
  const struct import_job *job = im->job;
  enum outcome done = OK;

  if (job->map != NULL)
    done = renames_read (&im->renames, job->map, im->error);
  if (done == OK)
    done = find_procedure (im);
  if (done == OK)
    done = ledger_open (&im->ledger, job, im->sum, im->error);
  return done;
}

/* Whether the files can be read again if the build is given up, and are worth
 * it.
 */
static bool
may_build (const struct import_job *job)
{
  uint64_t bytes = 0;

  if (job->site == NULL || job->dry_run)
    return false;
  for (size_t i = 0; i < job->n_files; i++) {
    struct stat file;

    if (!source_is_file (job->files[i]) || stat (job->files[i], &file) != 0)
      return false;
    bytes += (uint64_t) file.st_size;
  }
  return bytes >= BUILD_LEAST;
}

/* What was built becomes the site's; what cannot be is built no more. */
static bool
end_build (struct import *im)
{
  enum outcome done = OK;

  if (im->build != NULL)
    done = site_build_end (im->job->site, im->build, im->error);
  im->given_up |= done != OK;
  return done == OK || stop (im, done);
}

static enum outcome
run (const struct import_job *job, bool offline, struct import_sum *sum,
     bool *given_up, struct error *e)
{
  struct import im = {
    .job = job,
    .sum = sum,
    .all = { .config = job->config,
             .officer = job->officer,
             .now = clock_now () / 1000000 * 1000000,
             .strict = job->strict },
    .error = e,
  };

  *sum = (struct import_sum){ 0 };
  im.charsets = bytes_must (job->n_files * sizeof *im.charsets);
  desk_open (&im.desk, job->procedure->form, job->config);
  im.failed = start (&im);
  if (im.failed == OK && offline)
    site_build (job->site, im.procedure, &im.build, NULL);
  if (im.failed == OK && take_files (&im) && end_build (&im))
    im.failed = ledger_close (&im.ledger, im.error);
  site_build_close (im.build);
  ledger_drop (&im.ledger);
  desk_close (&im.desk);
  desk_close (&im.older);
  arrival_free (&im.arrival);
  renames_free (&im.renames);
  id_set_free (&im.seen);
  free (im.charsets);
  *given_up = im.given_up;
  return im.failed;
}

/* A site that is empty is built; when that is given up, everything begins
 * anew, receipt and rejects too.
 */
enum outcome
import_run (const struct import_job *job, struct import_sum *sum,
            struct error *e)
{
  struct error own = { 0 }, *error = e != NULL ? e : &own;
  bool given_up;
  enum outcome done = run (job, may_build (job), sum, &given_up, error);

  return given_up ? run (job, false, sum, &given_up, error) : done;
}
