/* command-export.c - writes records out. */

#include "base/clock.h"
#include "base/language.h"
#include "base/progress.h"
#include "batch/export.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"
#include "formats/formats.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_row options[] = {
  { "--procedure", 0, "P", N_ ("a code or a plugin's name; all without") },
  { "--format", 0, "F", N_ ("csv or jsonl") },
  { "--after", 0, "N", N_ ("only what changed after change N") },
  { "--since", 0, "DATE", N_ ("only what was received from then on") },
  { "--columns", 0, "C,...", N_ ("these columns, in this order") },
  { "--encoding", 0, "E", N_ ("of what is written; utf-8 without") },
  { "--lossy", 0, NULL,
    N_ ("letters that the encoding has not become the nearest") },
  { "--output", 'o', "FILE", N_ ("a file, whole or not at all") },
  { NULL, 0, NULL, NULL },
};

static void
show_progress (void *with, uint64_t rows, uint64_t of)
{
  struct progress *progress = with;

  progress->total = of;
  progress_at (progress, rows);
}

/* --format, else the ending of the file, else csv for one procedure. */
static enum outcome
take_format (const struct arguments *a, struct export_job *job, struct error *e)
{
  const char *name = argument (a, "--format"), *all = "jsonl";

  if (name != NULL)
    job->format = format_named (name);
  else if (job->to != NULL)
    job->format = format_of_file (job->to);
  if (name != NULL && job->format == NULL)
    return fail (e, ERR_INPUT, 0, _ ("there is no format %s: csv, jsonl"),
                 name);
  if (job->format == NULL)
    job->format =
      format_named (argument_given (a, "--procedure") ? "csv" : all);
  if (!argument_given (a, "--procedure")
      && strcmp (job->format->name, all) != 0)
    return fail (e, ERR_INPUT, 0,
                 _ ("an export of all procedures is jsonl; give --procedure "
                    "or --format jsonl"));
  return OK;
}

static enum outcome
take_options (const struct arguments *a, struct export_job *job,
              struct error *e)
{
  const char *since = argument (a, "--since");

  job->encoding = argument (a, "--encoding");
  job->lossy = argument_given (a, "--lossy");
  job->to = argument (a, "--output");
  job->columns = argument (a, "--columns");
  job->by_change = argument_given (a, "--after");
  if (job->to != NULL && strcmp (job->to, "-") == 0)
    job->to = NULL;
  if (argument_number (a, "--after", 0, &job->after, e) != OK)
    return e->kind;
  if (since != NULL && !clock_read (since, &job->since))
    return fail (e, ERR_INPUT, 0, _ ("\"%s\" is no date; write 2026-11-21"),
                 since);
  return take_format (a, job, e);
}

/* The summary as JSON: among the words when the data are on standard output. */
static void
tell_json (const struct export_job *job, const struct export_sum *sum,
           uint64_t ticks)
{
  struct bytes line = { 0 };
  struct json_writer w = json_writer_of (&line);

  json_open (&w, '{');
  json_key_number (&w, "written", (long long) sum->written);
  json_key_number (&w, "last_change", (long long) sum->last_change);
  json_key_real (&w, "seconds", (double) ticks / 1000);
  json_close (&w, '}');
  if (job->to != NULL)
    say_json (&line);
  else
    say_note ("%s", bytes_text (&line));
  bytes_free (&line);
}

static void
tell (const struct arguments *a, const struct export_job *job,
      const struct export_sum *sum, uint64_t ticks)
{
  if (argument_given (a, "--json"))
    tell_json (job, sum, ticks);
  say_note (_ ("%" PRIu64 " written"), sum->written);
}

static enum outcome
take_procedure (const struct arguments *a, struct export_job *job,
                struct error *e)
{
  const char *name = argument (a, "--procedure");

  return name == NULL
           ? OK
           : open_procedure (a, job->site, name, true, &job->procedure, e);
}

static int
export_opened (const struct arguments *a, struct export_job *job)
{
  struct export_sum sum = { 0 };
  struct progress progress;
  struct error e = { 0 };
  uint64_t began = clock_ticks ();
  enum outcome outcome;

  if (take_procedure (a, job, &e) != OK) {
    say_error ("export", "%s", e.text);
    return e.kind == ERR_ABSENT ? EXIT_USAGE : outcome_exit (e.kind);
  }
  progress = progress_of (_ ("Exporting"), 0);
  job->progress = show_progress;
  job->with = &progress;
  outcome = export_run (job, &sum, &e);
  progress_end (&progress);
  if (outcome != OK) {
    say_error ("export", "%s", e.text);
    return outcome == ERR_INPUT ? EXIT_USAGE : outcome_exit (outcome);
  }
  tell (a, job, &sum, clock_ticks () - began);
  return EXIT_DONE;
}

static int
run (struct arguments *a)
{
  struct export_job job = { 0 };
  struct error e = { 0 };
  int status;

  if (take_options (a, &job, &e) != OK) {
    say_error ("export", "%s", e.text);
    return EXIT_USAGE;
  }
  if (open_site (a, &job.site, &e) != OK)
    return say_failed (a, &e);
  status = export_opened (a, &job);
  site_close (job.site);
  return status;
}

const struct command command_export = {
  .name = "export",
  .takes = "[--procedure P] [-o FILE]",
  .options = options,
  .help = N_ ("writes records out"),
  .run = run,
};
