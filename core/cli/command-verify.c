/* command-verify.c - does what is stored agree with itself? */

#include "base/clock.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"

#include <inttypes.h>
#include <stdio.h>

enum { FOUND_MOST = 1000 }; /* sentences shown; all are counted               */

struct found {
  const struct arguments *arguments;
  struct bytes list; /* JSON, for --json                            */
  struct json_writer writer;
  uint64_t count;
};

static void
see_problem (void *with, const char *sentence)
{
  struct found *f = with;

  if (f->count++ >= FOUND_MOST)
    return;
  json_text (&f->writer, sentence);
  say_note ("%s", sentence);
}

static void
tell (const struct found *f, const struct verify *v, uint64_t ticks)
{
  struct bytes line = { 0 };
  struct json_writer w = json_writer_of (&line);

  if (!argument_given (f->arguments, "--json")) {
    printf (_ ("%" PRIu64 " records, %" PRIu64 " changes: %s\n"), v->records,
            v->changes,
            f->count == 0 ? _ ("everything agrees")
                          : _ ("damaged; see the sentences above"));
    return;
  }
  json_open (&w, '{');
  json_key (&w, "ok");
  json_truth (&w, f->count == 0);
  json_key_number (&w, "records", (long long) v->records);
  json_key_number (&w, "changes", (long long) v->changes);
  json_key_number (&w, "problems", (long long) f->count);
  json_key (&w, "found");
  json_raw (&w, (struct slice){ f->list.at, f->list.len });
  json_key (&w, "seconds");
  json_real (&w, (double) ticks / 1000);
  json_close (&w, '}');
  say_json (&line);
  bytes_free (&line);
}

static int
run (struct arguments *a)
{
  struct found f = { .arguments = a };
  struct verify v = { 0 };
  struct site *site;
  struct error e = { 0 };
  uint64_t began = clock_ticks ();
  int status;

  if (open_site (a, &site, &e) != OK)
    return say_failed (a, &e);
  f.writer = json_writer_of (&f.list);
  json_open (&f.writer, '[');
  if (site_verify (site, &v, see_problem, NULL, &f, &e) != OK)
    status = say_failed (a, &e);
  else {
    json_close (&f.writer, ']');
    tell (&f, &v, clock_ticks () - began);
    status = f.count == 0 ? EXIT_DONE : EXIT_DAMAGED;
  }
  bytes_free (&f.list);
  site_close (site);
  return status;
}

const struct command command_verify = {
  .name = "verify",
  .takes = "",
  .run = run,
  .help = N_ ("checks the chain, every record and every index"),
};
