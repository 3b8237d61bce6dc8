/* command-backup.c - a verified copy of the site while others work. */

#include "base/clock.h"
#include "base/language.h"
#include "cli/care.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"

#include <inttypes.h>
#include <stdio.h>

static void
tell (const struct arguments *a, const struct backup *b, uint64_t ticks)
{
  struct bytes line = { 0 };
  struct json_writer w = json_writer_of (&line);
  char time[CLOCK_TEXT];

  if (!argument_given (a, "--json")) {
    printf (_ ("%s: %" PRIu64 " changes, %" PRIu64 " MiB, verified\n"),
            b->folder, b->changes, (backup_size (b) >> 20) + 1);
    return;
  }
  clock_text (b->time, time);
  json_open (&w, '{');
  json_key_text (&w, "folder", b->folder);
  json_key_text (&w, "time", time);
  json_key_number (&w, "epoch", b->epoch);
  json_key_number (&w, "changes", (long long) b->changes);
  json_key_number (&w, "records", b->records);
  json_key_number (&w, "bytes", (long long) backup_size (b));
  json_key_truth (&w, "verified", true);
  json_key_real (&w, "seconds", (double) ticks / 1000);
  json_close (&w, '}');
  say_json (&line);
  bytes_free (&line);
}

static int
run (struct arguments *a)
{
  struct care_bar bar = { .begun = false };
  struct backup made = { .files = NULL };
  struct error e = { 0 };
  uint64_t began = clock_ticks ();
  struct site *site;
  int status = EXIT_DONE;

  if (open_site (a, &site, &e) != OK)
    return say_failed (a, &e);
  if (site_backup (site, a->n_words > 0 ? a->words[0] : NULL, care_show, &bar,
                   &made, &e)
      != OK)
    status = EXIT_SYSTEM;
  care_end (&bar);
  if (status == EXIT_DONE)
    tell (a, &made, clock_ticks () - began);
  else
    status = say_failed (a, &e);
  backup_free (&made);
  site_close (site);
  return status;
}

const struct command command_backup = {
  .name = "backup",
  .takes = "[DIR]",
  .most = 1,
  .run = run,
  .help = N_ ("a verified copy of the site, while others work"),
};
