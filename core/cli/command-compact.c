/* command-compact.c - gives room back that the store does not need. */

#include "base/clock.h"
#include "base/language.h"
#include "base/progress.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"

#include <inttypes.h>
#include <stdio.h>

enum { PAGE = 8192 };

struct joining {
  uint64_t before, after; /* bytes of the tables that are done */
  uint64_t inside;        /* of that, free in the files */
  struct bytes list;      /* JSON of each */
  struct json_writer writer;
  struct progress bar; /* in tables */
};

static void
step (void *with, const struct compact *c)
{
  struct joining *w = with;

  progress_at (&w->bar, c->table);
  if (!c->table_done)
    return;
  w->before += c->before;
  w->after += c->after;
  w->inside += c->inside * PAGE;
  json_open (&w->writer, '{');
  json_key_text (&w->writer, "table", c->name);
  json_key_number (&w->writer, "before", (long long) c->before);
  json_key_number (&w->writer, "after", (long long) c->after);
  json_key_number (&w->writer, "free", (long long) (c->inside * PAGE));
  json_close (&w->writer, '}');
}

static void
tell (const struct arguments *a, struct joining *joining, uint64_t ticks)
{
  struct bytes line = { 0 };
  struct json_writer w = json_writer_of (&line);

  if (!argument_given (a, "--json")) {
    printf (_ ("%" PRIu64 " KiB before, %" PRIu64 " KiB now\n"),
            joining->before >> 10, joining->after >> 10);
    if (joining->inside > 0)
      say_note (_ ("%" PRIu64 " KiB are free inside the files; they become "
                   "shorter when nobody else works"),
                joining->inside >> 10);
    return;
  }
  json_close (&joining->writer, ']');
  json_open (&w, '{');
  json_key_number (&w, "before", (long long) joining->before);
  json_key_number (&w, "after", (long long) joining->after);
  json_key_number (&w, "free", (long long) joining->inside);
  json_key (&w, "tables");
  json_raw (&w, (struct slice){ joining->list.at, joining->list.len });
  json_key_real (&w, "seconds", (double) ticks / 1000);
  json_close (&w, '}');
  say_json (&line);
  bytes_free (&line);
}

static int
run (struct arguments *a)
{
  struct joining joining = { .before = 0 };
  struct error e = { 0 };
  uint64_t began = clock_ticks ();
  struct site *site;
  enum outcome outcome;

  if (open_site (a, &site, &e) != OK)
    return say_failed (a, &e);
  joining.writer = json_writer_of (&joining.list);
  json_open (&joining.writer, '[');
  joining.bar = progress_of (_ ("Joining"), 0);
  outcome = site_compact (site, step, &joining, &e);
  progress_end (&joining.bar);
  if (outcome == OK)
    tell (a, &joining, clock_ticks () - began);
  bytes_free (&joining.list);
  site_close (site);
  return outcome == OK ? EXIT_DONE : say_failed (a, &e);
}

const struct command command_compact = {
  .name = "compact",
  .takes = "",
  .run = run,
  .help = N_ ("gives room back that the store does not need"),
};
