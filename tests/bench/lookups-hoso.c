/* lookups-hoso.c - a store asked from inside, as its server asks it. */

#include "tests/bench/lookups.h"

#include "base/language.h"
#include "site/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  CACHE = 64 << 20
}; /* as the peer has: measured is the work, not the
    * system's cache                                 */

static struct store *store;
static unsigned seen;

static bool
open_store (const char *path)
{
  static struct config config;
  struct error e = { 0 };
  char folder[sizeof config.folder + 4];

  language_start ("", EN);
  if (config_read (path, &config, &e) == OK) {
    snprintf (folder, sizeof folder, "%s/db", config.folder);
    if (store_open (&store, folder, &config.identity, CACHE, config.group, &e)
        == OK)
      return true;
  }
  fprintf (stderr, "lookups: %s\n", e.text);
  return false;
}

/* Looks at every value of the record, as somebody who shows it. */
static bool
read_whole (void *with, const struct row *row)
{
  struct bytes *hold = with;
  struct change change;
  struct image image;
  size_t bytes = 0;

  if (store_change (store, row->seq, &change, hold, NULL) != OK
      || image_open (change.image.at, change.image.len, change.head.flags,
                     &image, NULL)
           != OK)
    return false;
  for (unsigned i = 0; i < image.count; i++)
    bytes += image_value (&image, i).len;
  seen += bytes > 0;
  return true;
}

static unsigned
person (const char *number)
{
  static struct bytes hold;

  seen = 0;
  store_by_person (store, strtoull (number, NULL, 10), 0, read_whole, &hold,
                   NULL);
  return seen;
}

static bool
read_row (void *with, const struct row *row)
{
  (void) with;
  seen += row->name.len > 0;
  return true;
}

static unsigned
list (void)
{
  struct filter filter = { .due_from = 1, .limit = LIST_ROWS };
  bool more;

  seen = 0;
  store_list (store, &filter, read_row, NULL, &more, NULL);
  return seen;
}

static void
close_store (void)
{
  store_close (store);
}

int
main (int argc, char **argv)
{
  static const struct asked asked = { open_store, person, list, close_store };

  return lookups_main (argc, argv, &asked);
}
