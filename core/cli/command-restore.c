/* command-restore.c - a site made from a backup, as it was at a moment. */

#include "base/clock.h"
#include "base/language.h"
#include "cli/care.h"
#include "cli/command.h"
#include "cli/say.h"

#include <inttypes.h>
#include <stdio.h>

static const struct option_row options[] = {
  { "--until", 0, "TIME",
    N_ ("the last moment to restore, e.g. 2026-11-21T10:00") },
  { NULL, 0, NULL, NULL },
};

/* "21/11/2026 10:00", "21/11/2026" and whatever clock_read takes.  A time
 * without seconds, and a day without a time, is the beginning of it.
 */
static enum outcome
take_time (const struct arguments *a, uint64_t *until, struct error *e)
{
  const char *given = argument (a, "--until");
  unsigned day, month, year, hour = 0, minute = 0;
  char text[CLOCK_TEXT + 32], rest;
  int n;

  *until = 0;
  if (given == NULL || clock_read (given, until))
    return OK;
  n = sscanf (given, "%2u/%2u/%4u %2u:%2u%c", &day, &month, &year, &hour,
              &minute, &rest);
  if (n == 3 || n == 5) {
    snprintf (text, sizeof text, "%04u-%02u-%02uT%02u:%02u", year, month, day,
              hour, minute);
    if (clock_read (text, until))
      return OK;
  }
  return fail (e, ERR_INPUT, 0,
               _ ("--until %s is no time; write 2026-11-21T10:00 or "
                  "\"21/11/2026 10:00\""),
               given);
}

/* Why the log was not followed to its end; NULL: it was. */
static const char *
why_ended (const struct laid *l)
{
  return l->missing != 0 ? "missing"
         : l->torn != 0  ? "torn"
         : l->built      ? "built"
                         : NULL;
}

static void
tell_json (const struct restored *r, uint64_t ticks)
{
  struct bytes line = { 0 };
  struct json_writer w = json_writer_of (&line);
  char time[CLOCK_TEXT];
  const char *why = why_ended (&r->laid);

  clock_text (r->laid.time, time);
  json_open (&w, '{');
  json_key_text (&w, "folder", r->folder);
  json_key_text (&w, "backup", r->from.name);
  json_key_text (&w, "time", time);
  json_key_number (&w, "epoch", r->epoch);
  json_key_number (&w, "changes", (long long) r->counts.changes);
  json_key_number (&w, "records", r->counts.records);
  json_key_number (&w, "changes_of_backup", (long long) r->from.changes);
  json_key_truth (&w, "complete", why == NULL);
  if (why != NULL)
    json_key_text (&w, "ended_by", why);
  json_key_real (&w, "seconds", (double) ticks / 1000);
  json_close (&w, '}');
  say_json (&line);
  bytes_free (&line);
}

/* What there may have been later, and is not here. */
static void
tell_missing (const struct laid *l)
{
  if (l->missing != 0)
    say_note (_ ("file %u of the log is missing: what was saved later is not "
                 "there"),
              l->missing);
  else if (l->torn != 0)
    say_note (_ ("file %u of the log is damaged: what was saved later is not "
                 "there"),
              l->torn);
  else if (l->built)
    say_note (_ ("then came a large import, whose tables no log has: restore "
                 "a later backup for what was saved then"));
}

/* What stands beside the backup, and may have been a later one. */
static void
tell_passed (const struct backup *b)
{
  if (b->passed[0] != '\0')
    say_note (_ ("the backup %s beside it cannot be read, and was passed over"),
              b->passed);
}

static void
tell (const struct restored *r)
{
  struct moment m = moment_of (r->laid.time);

  printf (_ ("%s stands at %02d/%02d/%04d %02d:%02d:%02d: %" PRIu64
             " changes, %u dossiers\n"),
          r->folder, m.day, m.month, m.year, m.hour, m.minute, m.second,
          r->counts.changes, r->counts.records);
  printf (_ ("from %s, and %" PRIu64 " changes of the log after it\n"),
          r->from.folder,
          r->counts.changes
            - (r->from.changes < r->counts.changes ? r->from.changes
                                                   : r->counts.changes));
  tell_missing (&r->laid);
}

static int
run (struct arguments *a)
{
  struct care_bar bar = { .begun = false };
  struct restored made;
  struct error e = { 0 };
  uint64_t until, began = clock_ticks ();
  enum outcome outcome = take_time (a, &until, &e);

  if (outcome != OK) {
    say_error (a->command->name, "%s", e.text);
    return EXIT_USAGE;
  }
  outcome = site_restore (a->words[0], argument_site (a), until, care_show,
                          &bar, &made, &e);
  care_end (&bar);
  if (outcome != OK)
    return say_failed (a, &e);
  if (argument_given (a, "--json"))
    tell_json (&made, clock_ticks () - began);
  else
    tell (&made);
  tell_passed (&made.from);
  if (why_ended (&made.laid) == NULL)
    return EXIT_DONE;
  if (argument_given (a, "--json"))
    tell_missing (&made.laid);
  return EXIT_SOME;
}

const struct command command_restore = {
  .name = "restore",
  .takes = "DIR [--until TIME]",
  .options = options,
  .least = 1,
  .most = 1,
  .run = run,
  .help = N_ ("makes the site of -s from a backup, as it was at a moment"),
};
