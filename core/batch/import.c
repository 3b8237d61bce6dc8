/* import.c - rows of a file through the one door into the site. */

#include "batch/import-inside.h"

#include "base/clock.h"

#include <stdlib.h>
#include <sys/stat.h>

enum {
  PROGRESS_EVERY = 256,      /* rows */
  BUILD_LEAST = 1024 * 1024, /* bytes of files: some 2,000 rows */
};

/* ---- Files -------------------------------------------------------------- */

static void
progress (const struct import *im, const struct source *s, uint64_t rows)
{
  if (im->job->progress != NULL)
    im->job->progress (im->job->with, rows, im->bytes + s->input.read,
                       im->bytes_of);
}

static void
tell_doubt (const struct import_job *job, size_t i, const struct input *in)
{
  if (in->doubtful && job->doubted != NULL)
    job->doubted (job->with, job->files[i], &in->guesses,
                  (struct slice){ in->sample.at, in->sample.len });
}

/* Kept for the second time that the file is read. */
static void
tell_encoding (struct import *im, size_t i, const struct input *in)
{
  const struct import_job *job = im->job;
  const struct charset *charset = &in->charset;

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

  tell_doubt (im->job, i, &s->input);
  if (done == OK && s->same_columns)
    done = columns_read (&im->desk.columns, im->desk.form, NULL, &im->renames,
                         s->columns, s->n_columns, s->input.path, im->error);
  if (done == OK && judge)
    tell_encoding (im, i, &s->input);
  if (done == OK)
    return true;
  source_close (s);
  return import_stop (im, done);
}

/* One reject file cannot hold rows of different columns. */
static bool
begin_file (struct import *im, const struct source *s)
{
  enum outcome done;

  ledger_encode (&im->ledger, &s->input.charset);
  done = ledger_file (&im->ledger, s->format, s->format->header (s->state),
                      s->input.path, im->error);

  return done == OK || import_stop (im, done);
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
    if (row.problem == NULL && !import_is_of_another (im, &s, &row)
        && import_desk (im, &s, &row) == NULL)
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
    import_row (im, &s, &row);
    if (row.number % PROGRESS_EVERY == 0)
      progress (im, &s, before + row.number);
  }
  if (im->failed == OK)
    import_finish (im);
  if (im->failed == OK && s.input.error.kind != OK) {
    *im->error = s.input.error;
    import_stop (im, s.input.error.kind);
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
  return done == OK || import_stop (im, done);
}

static void
release (struct import *im)
{
  site_build_close (im->build);
  ledger_drop (&im->ledger);
  desk_close (&im->desk);
  desk_close (&im->older);
  hand_free (&im->hand);
  session_free (im->again);
  arrival_free (&im->arrival);
  renames_free (&im->renames);
  id_set_free (&im->seen);
  free (im->charsets);
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
    .charsets = bytes_must (job->n_files * sizeof *im.charsets),
    .error = e,
  };

  *sum = (struct import_sum){ 0 };
  hash_key_make (job->config->identity.key, &im.hand.key);
  desk_open (&im.desk, job->procedure->form, job->config);
  im.desk.trusts = !job->dry_run && !job->strict;
  im.failed = start (&im);
  if (im.failed == OK && offline)
    site_build (job->site, im.procedure, &im.build, NULL);
  if (im.failed == OK && take_files (&im) && end_build (&im))
    im.failed = ledger_close (&im.ledger, im.error);
  release (&im);
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
