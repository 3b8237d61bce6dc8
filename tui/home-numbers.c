/* home-numbers.c - the numbers of the day, as the site tells them. */

#include "tui/home-numbers.h"

#include "base/clock.h"

enum { COUNT_MOST = 1000 }; /* a ward has some dozens in a day                */

/* Received today, of those entered last: an import may have brought older
 * ones in between.
 */
static bool
count_today (void *with, const struct row *row)
{
  struct numbers *n = with;
  struct moment now = moment_of (clock_now ());
  struct moment m = moment_of (row->head.received);

  n->received += m.year == now.year && m.month == now.month && m.day == now.day;
  return true;
}

static bool
count_open (void *with, const struct row *row)
{
  struct numbers *n = with;

  (void) row;
  n->open++;
  return true;
}

enum outcome
numbers_look (struct site *site, struct numbers *n, struct error *e)
{
  struct filter newest = { .now = clock_now (), .limit = COUNT_MOST };
  struct filter due = newest;
  bool more;
  enum outcome outcome;

  *n = (struct numbers){ .received = 0 };
  due.due_from = 1;
  outcome = site_status (site, &n->status, e);
  if (outcome == OK)
    outcome = site_list (site, &newest, count_today, n, &more, e);
  if (outcome == OK)
    outcome = site_list (site, &due, count_open, n, &n->more, e);
  return outcome;
}
