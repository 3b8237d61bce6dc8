/* command-upload.c - batches out, receipts in. */

#include "base/clock.h"
#include "base/language.h"
#include "base/progress.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"
#include "delivery/delivery.h"

#include <inttypes.h>
#include <stdio.h>

static const struct option_row options[] = {
  { "--dry-run", 0, NULL, N_ ("says what it would do, changes nothing") },
  { NULL, 0, NULL, NULL },
};

static void
show_progress (void *with, uint32_t batch, uint32_t of)
{
  struct progress *progress = with;

  progress->total = of;
  progress_at (progress, batch);
}

static void
show_problem (void *with, const char *sentence)
{
  (void) with;
  say_note ("%s", sentence);
}

static void
tell_json (const struct upload_sum *sum, uint64_t ticks)
{
  SCOPED_BYTES line = { 0 };
  struct json_writer w = json_writer_of (&line);

  json_open (&w, '{');
  json_key_number (&w, "offered", (long long) sum->offered);
  json_key_number (&w, "batches", sum->batches);
  json_key_number (&w, "acknowledged", (long long) sum->acknowledged);
  json_key_number (&w, "rejected", (long long) sum->rejected);
  json_key_real (&w, "seconds", (double) ticks / 1000);
  json_close (&w, '}');
  say_json (&line);
}

static void
tell (const struct arguments *a, const struct upload_sum *sum, uint64_t ticks)
{
  if (argument_given (a, "--json"))
    tell_json (sum, ticks);
  else
    printf (_ ("Offered %" PRIu64 " changes in %u batches; acknowledged "
               "%" PRIu64 "; rejected records %" PRIu64 "\n"),
            sum->offered, sum->batches, sum->acknowledged, sum->rejected);
}

static int
upload (const struct arguments *a, struct site *site, const char *target)
{
  struct progress progress = progress_of (_ ("Sending"), 0);
  struct upload_job job = { .site = site,
                            .target = target,
                            .dry_run = argument_given (a, "--dry-run"),
                            .progress = show_progress,
                            .problem = show_problem,
                            .with = &progress };
  struct upload_sum sum = { 0 };
  struct error e = { 0 };
  uint64_t began = clock_ticks ();
  enum outcome outcome = upload_run (&job, &sum, &e);

  progress_end (&progress);
  if (outcome != OK) {
    say_error ("upload", "%s", e.text);
    return outcome == ERR_INPUT ? EXIT_USAGE : outcome_exit (outcome);
  }
  tell (a, &sum, clock_ticks () - began);
  return sum.rejected + sum.problems > 0 ? EXIT_SOME : EXIT_DONE;
}

static int
run_upload (struct arguments *a)
{
  struct site *site;
  struct error e = { 0 };
  const char *target;
  int status = EXIT_USAGE;

  if (open_site (a, &site, &e) != OK)
    return say_failed (a, &e);
  target = a->n_words > 0 ? a->words[0] : site_config (site)->target;
  if (target[0] != '\0')
    status = upload (a, site, target);
  else
    say_error ("upload", _ ("say where to: file:DIR, or 'target =' in "
                            "site.conf"));
  site_close (site);
  return status;
}

const struct command command_upload = {
  .name = "upload",
  .takes = "[TARGET]",
  .options = options,
  .help = N_ ("sealed batches to a target (file:DIR), receipts home"),
  .most = 1,
  .run = run_upload,
};

/* Where rows of targets and receipts are printed to. */
struct printing {
  const struct arguments *arguments;
  const char *office;
  struct bytes line;
};

static bool
print_target (void *with, const struct target *t)
{
  struct printing *p = with;
  struct json_writer w = json_writer_of (&p->line);

  if (!argument_given (p->arguments, "--json")) {
    printf (_ ("%-40s offered %u, acknowledged %u\n"), t->name, t->offered,
            t->acknowledged);
    return true;
  }
  json_open (&w, '{');
  json_key_text (&w, "target", t->name);
  json_key_number (&w, "offered", t->offered);
  json_key_number (&w, "acknowledged", t->acknowledged);
  json_close (&w, '}');
  say_json (&p->line);
  return true;
}

static bool
print_receipt (void *with, const struct receipt *r, const struct code *code)
{
  struct printing *p = with;
  struct json_writer w = json_writer_of (&p->line);
  char number[96] = "", time[CLOCK_TEXT], id[2 * ID_SIZE + 1];

  if (code != NULL && code->kind != CODE_NONE)
    code_text (code, p->office, number);
  clock_text (r->time, time);
  hex_of (r->id, ID_SIZE, id);
  if (!argument_given (p->arguments, "--json")) {
    printf ("%06u  %-24s %s  %s  %s\n", r->batch, number, time, r->target,
            r->reason);
    return true;
  }
  json_open (&w, '{');
  json_key_number (&w, "batch", r->batch);
  json_key_text (&w, "target", r->target);
  json_key_text (&w, "id", id);
  json_key_text (&w, "code", number);
  json_key_text (&w, "reason", r->reason);
  json_key_text (&w, "time", time);
  json_close (&w, '}');
  say_json (&p->line);
  return true;
}

static int
print_all (struct arguments *a, bool receipts)
{
  struct printing p = { .arguments = a };
  struct site *site;
  struct error e = { 0 };
  int status = EXIT_DONE;

  if (open_site (a, &site, &e) != OK)
    return say_failed (a, &e);
  p.office = site_config (site)->identity.office;
  if ((receipts ? site_receipts (site, print_receipt, &p, &e)
                : site_targets (site, print_target, &p, &e))
      != OK)
    status = say_failed (a, &e);
  bytes_free (&p.line);
  site_close (site);
  return status;
}

static int
run_targets (struct arguments *a)
{
  return print_all (a, false);
}

static int
run_receipts (struct arguments *a)
{
  return print_all (a, true);
}

const struct command command_targets = {
  .name = "targets",
  .takes = "",
  .run = run_targets,
  .help = N_ ("where batches went, and how far each has acknowledged"),
};

const struct command command_receipts = {
  .name = "receipts",
  .takes = "",
  .run = run_receipts,
  .help = N_ ("records that a target rejected, and why"),
};
