/* command-import.c - brings rows in, or only checks them: one run, two names.
 */

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"
#include "base/progress.h"
#include "batch/import.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/readings.h"
#include "cli/say.h"
#include "formats/formats.h"
#include "text/charset.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OPTIONS_OF_BOTH                                                       \
  { "--format", 0, "F", N_ ("csv or jsonl; by the file's ending without") },  \
    { "--encoding", 0, "E", N_ ("of the file; found out without") },          \
    { "--map", 0, "FILE", N_ ("lines 'column = field' for other headings") }, \
    { "--rejects", 0, "FILE", N_ ("writes the rejected rows there") },        \
    { "--receipt", 0, "FILE", N_ ("writes one line a row there") },           \
  {                                                                           \
    "--strict", 0, NULL, N_ ("reject rows with warnings not overridden")      \
  }

static const struct option_row import_options[] = {
  OPTIONS_OF_BOTH,
  { "--dry-run", 0, NULL, N_ ("saves nothing") },
  { NULL, 0, NULL, NULL },
};
static const struct option_row check_options[] = { OPTIONS_OF_BOTH,
                                                   { NULL, 0, NULL, NULL } };

/* What one run needs and ends with. */
struct run_state {
  const struct arguments *arguments;
  struct config config;
  struct site *site;
  struct plugins *plugins;
  struct import_job job;
  struct import_sum sum;
  struct progress progress;
  uint64_t began;
};

static void
show_progress (void *with, uint64_t rows, uint64_t bytes, uint64_t bytes_of)
{
  struct run_state *s = with;

  (void) rows;
  s->progress.total = bytes_of;
  progress_at (&s->progress, bytes);
}

/* "births.csv, row 12, ks_ngay_sinh: V01: ..." */
static void
show_problem (void *with, const char *file, uint64_t row, uint64_t line,
              uint8_t severity, const char *field, const char *rule,
              const char *text)
{
  const char *kind = severity == HOSO_REFUSE ? _ ("rejected")
                     : severity == HOSO_WARN ? _ ("warning")
                                             : _ ("note");
  SCOPED_BYTES about = { 0 };

  (void) with;
  say_about (&about, field, rule);
  say_note (_ ("%s:%" PRIu64 ": row %" PRIu64 ": %s: %s: %s"), file, line, row,
            kind, bytes_text (&about), text);
}

static void
tell_encoding (void *with, const char *file, const char *encoding)
{
  (void) with;
  say_note (_ ("%s: read as %s; give --encoding if that is wrong"), file,
            encoding);
}

/* UTF-8 whose letters seem to have been bytes: it is read as it is. */
static void
tell_through (const char *file, const char *encoding)
{
  if (strcmp (encoding, "utf-8") == 0)
    say_note (_ ("%s: this looks like UTF-8 that was taken for Windows-1252 "
                 "and saved again; it is read as it is. 'hoso text convert' "
                 "mends it; then it reads:"),
              file);
  else
    say_note (_ ("%s: this looks like %s that was taken for Windows-1252 and "
                 "saved as UTF-8; it is read as it is. With --encoding %s it "
                 "reads:"),
              file, encoding, encoding);
}

/* Nothing is guessed. */
static void
tell_doubt (void *with, const char *file, const struct guesses *g,
            struct slice sample)
{
  SCOPED_BYTES readings = { 0 };

  (void) with;
  if (g->clear && g->at[0].through)
    tell_through (file, g->at[0].charset.name);
  readings_put (&readings, g, sample, "--encoding");
  fwrite (readings.at, 1, readings.len, stderr);
}

static enum outcome
take_format (const struct arguments *a, struct import_job *job, struct error *e)
{
  const char *name = argument (a, "--format");
  const char *encoding = argument (a, "--encoding");
  struct charset charset;

  if (name != NULL && (job->format = format_named (name)) == NULL)
    return fail (e, ERR_INPUT, 0, _ ("there is no format %s: csv, jsonl"),
                 name);
  if (encoding != NULL && !charset_named (encoding, &charset))
    return fail (e, ERR_INPUT, 0,
                 _ ("there is no encoding %s; hoso(1) names them"), encoding);
  return OK;
}

static const char *
account (void)
{
  const struct passwd *who = getpwuid (geteuid ());

  return who == NULL ? "?" : who->pw_name;
}

static enum outcome
open_all (struct run_state *s, bool dry, struct error *e)
{
  const struct arguments *a = s->arguments;

  if (dry) /* without a site nobody knows the office's own ward */
    return open_config_if_any (a, &s->config, e);
  if (open_site (a, &s->site, e) != OK)
    return e->kind;
  s->config = *site_config (s->site);
  return OK;
}

/* "-" is standard output. */
static const char *
place_written (const char *path)
{
  return path != NULL && strcmp (path, "-") == 0 ? "/dev/stdout" : path;
}

static void
fill_job (struct run_state *s, bool check, bool dry)
{
  const struct arguments *a = s->arguments;

  s->job.site = s->site;
  s->job.config = &s->config;
  s->job.files = a->words + 1;
  s->job.n_files = a->n_words - 1;
  s->job.rejects = place_written (argument (a, "--rejects"));
  s->job.receipt = place_written (argument (a, "--receipt"));
  s->job.map = argument (a, "--map");
  s->job.encoding = argument (a, "--encoding");
  s->job.strict = argument_given (a, "--strict");
  s->job.officer = account ();
  s->job.dry_run = dry;
  s->job.progress = show_progress;
  s->job.encoded = tell_encoding;
  s->job.doubted = tell_doubt;
  s->job.problem = check ? show_problem : NULL;
  s->job.with = s;
}

/* What is written must not take the place of what is read, nor of each other.
 */
static enum outcome
check_places (const struct import_job *job, struct error *e)
{
  const char *const written[] = { job->receipt, job->rejects };

  for (size_t i = 0; i < sizeof written / sizeof *written; i++)
    for (size_t k = 0; written[i] != NULL && k < job->n_files; k++)
      if (file_same (written[i], job->files[k]))
        return fail (e, ERR_INPUT, 0,
                     _ ("%s is read and would be written over: take another "
                        "file"),
                     written[i]);
  if (written[0] != NULL && written[1] != NULL
      && file_same (written[0], written[1]))
    return fail (e, ERR_INPUT, 0,
                 _ ("receipt and rejects need two files, not %s twice"),
                 written[0]);
  return OK;
}

static void
tell_json (const struct run_state *s)
{
  const struct import_sum *sum = &s->sum;
  SCOPED_BYTES line = { 0 };
  struct json_writer w = json_writer_of (&line);

  json_open (&w, '{');
  json_key_number (&w, "read", (long long) sum->read);
  json_key_number (&w, "saved", (long long) sum->saved);
  json_key_number (&w, "duplicate", (long long) sum->duplicate);
  json_key_number (&w, "rejected", (long long) sum->rejected);
  json_key_number (&w, "warned", (long long) sum->warned);
  if (s->job.dry_run)
    json_key_truth (&w, "dry_run", true);
  json_key_real (&w, "seconds", (double) (clock_ticks () - s->began) / 1000);
  json_close (&w, '}');
  say_json (&line);
}

static void
tell (const struct run_state *s)
{
  const struct import_sum *sum = &s->sum;

  if (argument_given (s->arguments, "--json")) {
    tell_json (s);
    return;
  }
  printf (s->job.dry_run
            ? _ ("Only looked, saved nothing. Read %" PRIu64 ": good %" PRIu64
                 ", duplicate %" PRIu64 ", rejected %" PRIu64
                 "; with warnings %" PRIu64 "\n")
            : _ ("Read %" PRIu64 ": saved %" PRIu64 ", duplicate %" PRIu64
                 ", rejected %" PRIu64 "; with warnings %" PRIu64 "\n"),
          sum->read, sum->saved, sum->duplicate, sum->rejected, sum->warned);
}

static int
run_opened (struct run_state *s, bool check, bool dry)
{
  const struct arguments *a = s->arguments;
  struct error e = { 0 };
  enum outcome outcome;

  s->plugins = open_plugins (a);
  if (plugins_find (s->plugins, a->words[0], &s->job.procedure, &e) != OK
      || take_format (a, &s->job, &e) != OK) {
    say_error (a->command->name, "%s", e.text);
    return EXIT_USAGE;
  }
  fill_job (s, check, dry);
  if (check_places (&s->job, &e) != OK) {
    say_error (a->command->name, "%s", e.text);
    return EXIT_USAGE;
  }
  s->progress = progress_of (check ? _ ("Checking") : _ ("Importing"), 0);
  outcome = import_run (&s->job, &s->sum, &e);
  progress_end (&s->progress);
  if (outcome != OK)
    return say_failed (a, &e);
  tell (s);
  return s->sum.rejected > 0 ? EXIT_SOME : EXIT_DONE;
}

static int
run_rows (struct arguments *a, bool check)
{
  struct run_state *s = calloc (1, sizeof *s);
  bool dry = check || argument_given (a, "--dry-run");
  struct error e = { 0 };
  int status;

  if (s == NULL)
    return EXIT_SYSTEM;
  s->arguments = a;
  s->began = clock_ticks ();
  status = open_all (s, dry, &e) == OK ? run_opened (s, check, dry)
                                       : say_failed (a, &e);
  if (s->plugins != NULL)
    plugins_free (s->plugins);
  if (s->site != NULL)
    site_close (s->site);
  free (s);
  return status;
}

static int
run_import (struct arguments *a)
{
  return run_rows (a, false);
}

static int
run_check (struct arguments *a)
{
  return run_rows (a, true);
}

const struct command command_import = {
  .name = "import",
  .takes = "PROCEDURE FILE...",
  .options = import_options,
  .help = N_ ("brings rows in; - is standard input"),
  .least = 2,
  .most = 10000,
  .run = run_import,
};

const struct command command_check = {
  .name = "check",
  .takes = "PROCEDURE FILE...",
  .options = check_options,
  .help = N_ ("validates rows and saves nothing"),
  .least = 2,
  .most = 10000,
  .run = run_check,
};
