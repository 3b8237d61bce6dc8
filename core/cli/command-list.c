/* command-list.c - dossiers, newest first. */

#include "base/clock.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/rows.h"
#include "cli/say.h"
#include "dossier/state.h"
#include "text/date.h"

#include <string.h>

static const struct option_row options[] = {
  { "--state", 0, "S", N_ ("1 to 10, or its name") },
  { "--due", 0, "WHEN",
    N_ ("overdue, today, week, a day, or FROM..UNTIL: open dossiers by due "
        "day") },
  { "--procedure", 0, "P", N_ ("a code or a plugin's name") },
  { "--limit", 0, "N", N_ ("at most so many; 50 without") },
  { NULL, 0, NULL, NULL },
};

static uint32_t
digits_of (int32_t day)
{
  int year, month, of_month;

  date_parts (day, &year, &month, &of_month);
  return (uint32_t) (year * 10000 + month * 100 + of_month);
}

static bool
read_day (const char *text, size_t len, uint32_t *digits)
{
  char copy[32], iso[DATE_TEXT];

  if (len == 0 || len >= sizeof copy)
    return false;
  memcpy (copy, text, len);
  copy[len] = '\0';
  if (date_parse (copy, DATE_FILED, false, 0, iso, NULL) != OK)
    return false;
  *digits = digits_of (date_day (iso));
  return true;
}

/* overdue, today, week, DAY, FROM..UNTIL, FROM.., ..UNTIL */
static bool
read_due (const char *text, struct filter *f)
{
  int32_t today = date_today (f->now);
  const char *dots = strstr (text, "..");

  if (strcmp (text, "overdue") == 0)
    return f->overdue_only = true;
  if (strcmp (text, "today") == 0 || strcmp (text, "week") == 0) {
    f->due_from = digits_of (today);
    f->due_until = digits_of (text[0] == 't' ? today : today + 7);
    return true;
  }
  if (dots == NULL) {
    bool good = read_day (text, strlen (text), &f->due_from);

    f->due_until = f->due_from;
    return good;
  }
  f->due_from = 1;
  f->due_until = 99991231;
  return (dots == text || read_day (text, (size_t) (dots - text), &f->due_from))
         && (dots[2] == '\0'
             || read_day (dots + 2, strlen (dots + 2), &f->due_until));
}

static enum outcome
read_filter (const struct arguments *a, struct filter *f, struct error *e)
{
  const char *state = argument (a, "--state"), *due = argument (a, "--due");
  uint64_t limit;

  f->now = clock_now ();
  if (argument_number (a, "--limit", 50, &limit, e) != OK)
    return e->kind;
  f->limit = limit > UINT32_MAX ? UINT32_MAX : (uint32_t) limit;
  if (state != NULL) {
    f->state = (uint8_t) state_named (state);
    if (f->state == 0)
      return fail (e, ERR_INPUT, 0, _ ("there is no state \"%s\": 1 to 10"),
                   state);
  }
  if (due != NULL && !read_due (due, f))
    return fail (e, ERR_INPUT, 0,
                 _ ("--due is overdue, today, week, a day, or FROM..UNTIL, "
                    "not \"%s\""),
                 due);
  return OK;
}

static enum outcome
read_procedure (const struct arguments *a, struct site *site, struct filter *f,
                bool *never, struct error *e)
{
  const char *name = argument (a, "--procedure");
  enum outcome outcome;

  *never = f->limit == 0; /* for site_list that means all of them            */
  if (name == NULL)
    return OK;
  outcome = open_procedure (a, site, name, false, &f->procedure, e);
  *never |= outcome == OK && f->procedure == 0;
  return outcome;
}

static int
list (const struct arguments *a, struct site *site, struct filter *f)
{
  struct rows rows = { .site = site, .json = argument_given (a, "--json") };
  struct error e = { 0 };
  bool more = false, never;
  int status = EXIT_DONE;

  if (read_procedure (a, site, f, &never, &e) != OK) {
    say_error ("list", "%s", e.text);
    return EXIT_USAGE;
  }
  if (!never && site_list (site, f, rows_print, &rows, &more, &e) != OK)
    status = say_failed (a, &e);
  else if (more)
    say_note (_ ("%llu shown; there are more (--limit)"),
              (unsigned long long) rows.count);
  bytes_free (&rows.line);
  return status;
}

static int
run (struct arguments *a)
{
  struct filter f = { 0 };
  struct site *site;
  struct error e = { 0 };
  int status;

  if (read_filter (a, &f, &e) != OK) {
    say_error ("list", "%s", e.text);
    return EXIT_USAGE;
  }
  if (open_site (a, &site, &e) != OK)
    return say_failed (a, &e);
  status = list (a, site, &f);
  site_close (site);
  return status;
}

const struct command command_list = {
  .name = "list",
  .takes = "[--state S] [--due WHEN] [--procedure P]",
  .help = N_ ("dossiers, newest first"),
  .options = options,
  .run = run,
};
