/* words-hoso.c - what it costs that a record can be found by its words.
 *
 *    words-hoso SITE
 *
 * takes the words of the newest records out of the index and puts them in
 * again, and prints microseconds of processor time a record: when many are
 * noted and then written in one round, as while records come; and when each is
 * written in a round of its own, as when an officer saves one.
 */

#include "base/language.h"
#include "site/config.h"
#include "store/inside.h"
#include "tests/bench/timing.h"

#include <stdio.h>

enum { CACHE = 4 << 20, RECORDS_MOST = 3000 };

struct newest {
  struct store *store;
  struct arena *arena;
  struct facts facts[RECORDS_MOST];
  uint32_t first, count; /* ordinals */
};

static enum outcome
load (struct newest *n, struct error *e)
{
  enum outcome done = OK;
  struct counts counts;

  store_counts (n->store, &counts);
  n->count = counts.records < RECORDS_MOST ? counts.records : RECORDS_MOST;
  n->first = counts.records - n->count + 1;
  for (uint32_t i = 0; done == OK && i < n->count; i++) {
    struct whole_record whole;

    done = whole_record_load (n->store, n->first + i, n->arena, &whole, e);
    n->facts[i] = whole.facts;
    whole_record_free (&whole);
  }
  return done;
}

/* Puts the words of all in, or takes them OUT; each settled ALONE, or all
 * together.
 */
static enum outcome
change_all (struct newest *n, bool out, bool alone, struct error *e)
{
  struct find *find = store_words (n->store);
  enum outcome done = OK;

  for (uint32_t i = 0; done == OK && i < n->count; i++) {
    struct find_entry entry = { &n->facts[i], 20261121 };

    done = store_begin (n->store, e);
    if (done == OK)
      done = find_change (find, n->store, n->first + i, out ? &entry : NULL,
                          out ? NULL : &entry, e);
    if (done == OK)
      done = store_commit (n->store, e);
    if (done == OK && alone)
      done = find_settle (find, n->store, e);
  }
  return done == OK ? find_settle (find, n->store, e) : done;
}

/* Microseconds a record for putting them in. */
static enum outcome
measure (struct newest *n, bool alone, struct error *e)
{
  enum outcome done = change_all (n, true, false, e);
  double from = timing_cpu ();

  if (done == OK)
    done = change_all (n, false, alone, e);
  printf ("%.1f ", (timing_cpu () - from) * 1e6 / n->count);
  return done;
}

static enum outcome
measure_site (const struct config *config, struct error *e)
{
  static struct newest n;
  char folder[sizeof config->folder + 4];
  enum outcome done;

  snprintf (folder, sizeof folder, "%s/db", config->folder);
  done =
    store_open (&n.store, folder, &config->identity, CACHE, config->group, e);
  if (done != OK)
    return done;
  n.arena = arena_new ();
  done = load (&n, e);
  if (done == OK)
    done = measure (&n, false, e);
  if (done == OK)
    done = measure (&n, true, e);
  printf ("\n");
  arena_free (n.arena);
  store_close (n.store);
  return done;
}

int
main (int argc, char **argv)
{
  static struct config config;
  struct error e = { 0 };

  language_start ("", EN);
  if (argc == 2 && config_read (argv[1], &config, &e) == OK
      && measure_site (&config, &e) == OK)
    return 0;
  fprintf (stderr, "words: %s\n", argc != 2 ? "SITE" : e.text);
  return 1;
}
