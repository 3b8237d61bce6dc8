/* command-verify.c - does what is stored agree with itself? */

#include "base/clock.h"
#include "base/language.h"
#include "cli/care.h"
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
  struct care_bar bar;
  uint64_t count, left; /* sentences; of the last time                 */
  bool repaired;
};

static void
see_problem (void *with, const char *sentence)
{
  struct found *f = with;

  if (f->count++ >= FOUND_MOST)
    return;
  care_end (&f->bar);
  json_text (&f->writer, sentence);
  say_note ("%s", sentence);
}

static void
see_pages (void *with, const struct verify *v)
{
  struct found *f = with;

  care_show (&f->bar, CARE_VERIFIES, v->pages, v->pages_of);
}

static void
see_repair (void *with, const struct repair *r)
{
  struct found *f = with;

  if (r->of > 0)
    care_show (&f->bar, CARE_REPAIRS, r->at, r->of);
}

static const char *
verdict (const struct found *f)
{
  if (f->left > 0)
    return _ ("damaged; see the sentences above");
  return f->repaired ? _ ("repaired, everything agrees now")
                     : _ ("everything agrees");
}

static void
tell (const struct found *f, const struct verify *v, uint64_t ticks)
{
  struct bytes line = { 0 };
  struct json_writer w = json_writer_of (&line);

  if (!argument_given (f->arguments, "--json")) {
    printf (_ ("%" PRIu64 " records, %" PRIu64 " changes: %s\n"), v->records,
            v->changes, verdict (f));
    return;
  }
  json_open (&w, '{');
  json_key_truth (&w, "ok", f->left == 0);
  json_key_number (&w, "records", (long long) v->records);
  json_key_number (&w, "changes", (long long) v->changes);
  json_key_number (&w, "problems", (long long) f->count);
  json_key_truth (&w, "repaired", f->repaired);
  json_key (&w, "found");
  json_raw (&w, (struct slice){ f->list.at, f->list.len });
  json_key_real (&w, "seconds", (double) ticks / 1000);
  json_close (&w, '}');
  say_json (&line);
  bytes_free (&line);
}

/* Verifies; LEFT: what did not agree this time. */
static enum outcome
verify (struct found *f, struct site *site, struct verify *v, struct error *e)
{
  uint64_t before = f->count;
  enum outcome done;

  *v = (struct verify){ .run = 0 };
  done = site_verify (site, v, see_problem, see_pages, f, e);
  care_end (&f->bar);
  f->left = f->count - before;
  return done;
}

static enum outcome
repair (struct found *f, struct site *site, struct error *e)
{
  enum outcome done = site_repair (site, see_repair, f, e);

  care_end (&f->bar);
  f->repaired = done == OK;
  if (f->repaired)
    say_note (_ ("records, indexes and words were made anew from the log of "
                 "changes"));
  return done;
}

static enum outcome
look (struct found *f, struct site *site, struct verify *v, struct error *e)
{
  enum outcome done = verify (f, site, v, e);

  if (done != OK || f->left == 0 || !argument_given (f->arguments, "--repair"))
    return done;
  done = repair (f, site, e);
  return done == OK ? verify (f, site, v, e) : done;
}

static int
run (struct arguments *a)
{
  struct found f = { .arguments = a };
  struct verify v;
  struct site *site;
  struct error e = { 0 };
  uint64_t began = clock_ticks ();
  int status;

  if (open_site (a, &site, &e) != OK)
    return say_failed (a, &e);
  f.writer = json_writer_of (&f.list);
  json_open (&f.writer, '[');
  if (look (&f, site, &v, &e) != OK)
    status = say_failed (a, &e);
  else {
    json_close (&f.writer, ']');
    tell (&f, &v, clock_ticks () - began);
    status = f.left == 0 ? EXIT_DONE : EXIT_DAMAGED;
  }
  bytes_free (&f.list);
  site_close (site);
  return status;
}

static const struct option_row options[] = {
  { "--repair", 0, NULL,
    N_ ("make records and indexes anew from the log when they are damaged") },
  { NULL, 0, NULL, NULL },
};

const struct command command_verify = {
  .name = "verify",
  .takes = "",
  .options = options,
  .run = run,
  .help = N_ ("checks pages, the chain, every record and every index"),
};
