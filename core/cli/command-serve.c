/* command-serve.c - the site's server: run it, ask it, end it. */

#include "base/clock.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static const struct option_row options[] = {
  { "--idle", 0, "SECONDS",
    N_ ("leave after so long without clients; 0 never") },
  { "--spawned", 0, NULL, NULL },
  { NULL, 0, NULL, NULL },
};

/* The server reads the site's settings and lists itself. */
static int
run_serve (struct arguments *a)
{
  struct error e = { 0 };
  uint64_t idle;

  if (argument_given (a, "--spawned"))
    return server_spawned (argument_site (a));
  if (argument_number (a, "--idle", 0, &idle, &e) != OK) {
    say_error ("serve", "%s", e.text);
    return EXIT_USAGE;
  }
  if (server_run (argument_site (a), idle > 86400 ? 86400 : (unsigned) idle, &e)
      != OK)
    return say_failed (a, &e);
  return EXIT_DONE;
}

const struct command command_serve = {
  .name = "serve",
  .takes = "[--idle SECONDS]",
  .options = options,
  .help = N_ ("runs the site's server in the foreground"),
  .run = run_serve,
};

/* Every moment since the last good backup, or none. */
static void
tell_backup_json (struct json_writer *w, const struct status *s)
{
  const struct backup_state *b = &s->backup;
  const char *warning = status_backup_warning (s);
  char time[CLOCK_TEXT] = "";

  if (b->time != 0)
    clock_text (b->time, time);
  json_key_text (w, "last_backup", time);
  json_key_text (w, "backup_folder", b->folder);
  json_key_number (w, "backup_changes_since",
                   (long long) (s->changes - b->changes));
  json_key_text (w, "restorable_since",
                 b->rolls == ROLLS || b->rolls == ROLLS_NOT_NOW ? time : "");
  json_key_text (w, "backup_warning", warning != NULL ? warning : "");
}

static void
tell_mended_json (struct json_writer *w, const struct status *s)
{
  char at[CLOCK_TEXT];

  clock_text (s->mended_at, at);
  json_key_text (w, "mended_at", at);
  json_key_text (w, "mended", s->mended);
}

static void
tell_json (const struct status *s)
{
  struct bytes line = { 0 };
  struct json_writer w = json_writer_of (&line);
  char since[CLOCK_TEXT];

  clock_text (s->since, since);
  json_open (&w, '{');
  json_key_number (&w, "records", s->records);
  json_key_number (&w, "changes", (long long) s->changes);
  json_key_number (&w, "unsent", (long long) s->unsent);
  json_key_number (&w, "drafts", s->drafts);
  json_key_number (&w, "due_today", (long long) s->due_today);
  json_key_number (&w, "overdue", (long long) s->overdue);
  json_key_number (&w, "clients", s->clients);
  json_key_number (&w, "server_pid", (long long) s->server_pid);
  json_key_number (&w, "server_rss_kib", (long long) s->server_rss_kib);
  json_key_text (&w, "since", since);
  json_key_text (&w, "version", s->version);
  tell_backup_json (&w, s);
  if (s->mended_at != 0)
    tell_mended_json (&w, s);
  json_close (&w, '}');
  say_json (&line);
  bytes_free (&line);
}

static void
tell_backup (const struct status *s)
{
  const struct backup_state *b = &s->backup;
  const char *warning = status_backup_warning (s);
  struct moment m = moment_of (b->time);

  if (b->time != 0)
    printf (
      _ ("Backup: %02d/%02d/%04d %02d:%02d, %s; changes since: %" PRIu64 "\n"),
      m.day, m.month, m.year, m.hour, m.minute, b->folder,
      s->changes - b->changes);
  if (b->time != 0 && access (b->folder, F_OK) != 0)
    printf (_ ("Backup: it is not there now\n"));
  if (warning != NULL)
    printf (_ ("Backup: %s\n"), warning);
}

static void
tell (const struct config *c, const struct status *s)
{
  struct moment m = moment_of (s->mended_at);

  printf (_ ("%s (%s), %s\n"), c->name, c->identity.office, c->folder);
  printf (_ ("Dossiers: %u; due today: %" PRIu64 "; overdue: %" PRIu64
             "; drafts: %u\n"),
          s->records, s->due_today, s->overdue, s->drafts);
  printf (_ ("Changes: %" PRIu64 "; in no batch yet: %" PRIu64 "\n"),
          s->changes, s->unsent);
  tell_backup (s);
  if (s->mended_at != 0)
    printf (_ ("Store: %s (%02d/%02d/%04d %02d:%02d)\n"), s->mended, m.day,
            m.month, m.year, m.hour, m.minute);
  printf (_ ("Server: process %" PRIu64 ", %" PRIu64 " KiB, hoso %s\n"),
          s->server_pid, s->server_rss_kib, s->version);
}

static int
run_status (struct arguments *a)
{
  struct site *site;
  struct status s;
  struct error e = { 0 };
  int status = EXIT_DONE;

  if (open_site (a, &site, &e) != OK)
    return say_failed (a, &e);
  if (site_status (site, &s, &e) != OK)
    status = say_failed (a, &e);
  else if (argument_given (a, "--json"))
    tell_json (&s);
  else
    tell (site_config (site), &s);
  site_close (site);
  return status;
}

const struct command command_status = {
  .name = "status",
  .takes = "",
  .help = N_ ("what the server says of itself; starts one if none runs"),
  .run = run_status,
};

static int
run_stop (struct arguments *a)
{
  struct config c;
  struct error e = { 0 };

  if (open_config (a, &c, &e) != OK || site_stop (c.folder, &e) != OK)
    return say_failed (a, &e);
  if (argument_given (a, "--json"))
    puts ("{\"stopped\":true}");
  return EXIT_DONE;
}

const struct command command_stop = {
  .name = "stop",
  .takes = "",
  .help = N_ ("ends the server; returns when the store is closed"),
  .run = run_stop,
};
