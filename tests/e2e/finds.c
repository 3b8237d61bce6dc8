/* finds.c - asks a site thousands of questions, and looks at every record of an
 * export for the same answers.
 *
 *    finds SITE EXPORT SEED COUNT
 *
 * Prints how many had answers and, each on a line, what is wrong; ends with 1
 * when anything is, or fewer than nine in ten had some.
 */

#include "tests/e2e/finds.h"

#include "base/language.h"
#include "site/site.h"

#include <stdio.h>
#include <string.h>

enum { WRONG_MOST = 5, ANSWERS_MOST = 1000 * 1000 };

struct comparison {
  struct site *site;
  const struct person_records *all;
  unsigned char *found; /* of each record: 1 when the site gave it      */
  size_t rows, strange; /* rows; those that are no record, or twice     */
};

static bool
seen (void *with, const struct row *row)
{
  struct comparison *c = with;
  size_t i = row->ordinal - 1;
  char code[96];

  code_text (&row->head.code, site_config (c->site)->identity.office, code);
  c->rows++;
  if (i >= c->all->count || strcmp (code, c->all->at[i].code) != 0
      || c->found[i] != 0)
    c->strange++;
  else
    c->found[i] = 1;
  return true;
}

/* Whether the site answers as the records do; adds up those with ANSWERS. */
static bool
compare (struct comparison *c, struct asked *a, size_t *answers)
{
  const char *words = bytes_text (&a->words);
  size_t wanted = 0, missing = 0;
  struct error e = { 0 };
  uint32_t total = 0;
  bool about = false;

  memset (c->found, 0, c->all->count);
  c->rows = c->strange = 0;
  if (site_find (c->site, words, false, ANSWERS_MOST, seen, c, &total, &about,
                 &e)
      != OK)
    printf ("# \"%s\": %s\n", words, e.text);
  for (size_t i = 0; i < c->all->count; i++)
    if (record_answers (&c->all->at[i], a)) {
      wanted++;
      missing += c->found[i] == 0;
    }
  *answers += wanted > 0;
  if (missing == 0 && c->strange == 0 && c->rows == wanted
      && (about || total == wanted))
    return true;
  printf ("# \"%s\": %zu of %zu are missing, %zu given, %zu strange\n", words,
          missing, wanted, c->rows, c->strange);
  return false;
}

static unsigned
ask_all (struct comparison *c, uint64_t seed, unsigned count, size_t *answers)
{
  const char *office = site_config (c->site)->identity.office;
  struct asked a = { .count = 0 };
  unsigned wrong = 0, asked = 0;

  for (uint64_t i = 0; asked < count && wrong < WRONG_MOST; i++) {
    ask_about (&a, c->all, seed, i, office);
    if (a.count == 0)
      continue;
    wrong += !compare (c, &a, answers);
    asked++;
  }
  bytes_free (&a.words);
  return wrong;
}

int
main (int argc, char **argv)
{
  struct person_records all = { .count = 0 };
  struct comparison c = { .all = &all };
  size_t answers = 0;
  unsigned wrong = 1, count = 0;
  struct error e = { 0 };

  language_start ("", EN);
  if (argc != 5 || !records_read (&all, argv[2])) {
    fprintf (stderr, "finds: SITE EXPORT SEED COUNT\n");
    return 2;
  }
  c.found = bytes_must (all.count);
  if (site_open (&c.site, argv[1], true, &e) == OK) {
    count = (unsigned) atoi (argv[4]);
    wrong = ask_all (&c, strtoull (argv[3], NULL, 10), count, &answers);
    site_close (c.site);
    printf ("%zu of %u had answers in %zu records\n", answers, count,
            all.count);
  } else
    fprintf (stderr, "finds: %s\n", e.text);
  free (c.found);
  records_free (&all);
  return wrong > 0 || answers < count / 10 * 9;
}
