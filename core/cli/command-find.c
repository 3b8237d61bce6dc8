/* command-find.c - finds dossiers by words, digits, dates, codes. */

#include "base/language.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/rows.h"
#include "cli/say.h"

static const struct option_row options[] = {
  { "--any", 0, NULL, N_ ("look in addresses too") },
  { "--limit", 0, "N", N_ ("at most so many; 20 without") },
  { NULL, 0, NULL, NULL },
};

static void
join_words (const struct arguments *a, struct bytes *words)
{
  for (size_t i = 0; i < a->n_words; i++) {
    if (i > 0)
      bytes_add_char (words, ' ');
    bytes_add_text (words, a->words[i]);
  }
}

static void
tell_rest (uint64_t shown, uint32_t total, bool about)
{
  if (about)
    say_note (_ ("%llu shown, of more than %u"), (unsigned long long) shown,
              (unsigned) total);
  else if (total > shown)
    say_note (_ ("%llu shown; %u more"), (unsigned long long) shown,
              (unsigned) (total - shown));
}

static int
find (const struct arguments *a, struct site *site, uint32_t limit)
{
  struct rows rows = { .site = site,
                       .json = argument_given (a, "--json"),
                       .found = true };
  SCOPED_BYTES words = { 0 };
  struct error e = { 0 };
  uint32_t total = 0;
  bool about = false;
  int status = EXIT_DONE;

  join_words (a, &words);
  if (site_find (site, bytes_text (&words), argument_given (a, "--any"), limit,
                 rows_print, &rows, &total, &about, &e)
      != OK)
    status = say_failed (a, &e);
  else
    tell_rest (rows.count, total, about);
  bytes_free (&rows.line);
  return status;
}

static int
run (struct arguments *a)
{
  struct site *site;
  struct error e = { 0 };
  uint64_t limit;
  int status;

  if (argument_number (a, "--limit", 20, &limit, &e) != OK) {
    say_error ("find", "%s", e.text);
    return EXIT_USAGE;
  }
  if (open_site (a, &site, &e) != OK)
    return say_failed (a, &e);
  status = find (a, site, limit > UINT32_MAX ? UINT32_MAX : (uint32_t) limit);
  site_close (site);
  return status;
}

const struct command command_find = {
  .name = "find",
  .takes = "WORDS...",
  .help = N_ ("dossiers by names, digits of ids and phones, codes, dates"),
  .options = options,
  .least = 1,
  .most = 100,
  .run = run,
};
