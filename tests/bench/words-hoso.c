/* words-hoso.c - what it costs that a record can be found by its words.
 *
 *    words-hoso SITE
 *
 * takes the words of the newest records out of the index and puts them in
 * again, and prints microseconds of processor time a record: when many are
 * noted and then written in one round, as while records come; when a thousand
 * are, as a server lets those wait that an officer saves now and then; and when
 * each is written in a round of its own, as at the end of a server that was
 * started for it.
 */

#include "base/language.h"
#include "site/config.h"
#include "store/inside.h"
#include "tests/bench/timing.h"

#include <stdio.h>

enum { CACHE = 4 << 20, RECORDS_MOST = 3000, FEW = 1000 };

struct newest {
  struct store *store;
  struct arena *arena;
  struct facts facts[RECORDS_MOST];
  uint32_t received[RECORDS_MOST]; /* days */
  uint32_t first, count;           /* ordinals */
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
    n->received[i] = day_of (whole.row.head.received);
    whole_record_free (&whole);
  }
  return done;
}

/* Puts the words of all in, or takes them OUT, settled by so many AT_ONCE. */
static enum outcome
change_all (struct newest *n, bool out, uint32_t at_once, struct error *e)
{
  struct find *find = store_words (n->store);
  enum outcome done = OK;

  for (uint32_t i = 0; done == OK && i < n->count; i++) {
    struct find_entry entry = { &n->facts[i], n->received[i] };

    done = store_begin (n->store, e);
    if (done == OK)
      done = find_change (find, n->store, n->first + i, out ? &entry : NULL,
                          out ? NULL : &entry, e);
    if (done == OK)
      done = store_commit (n->store, e);
    if (done == OK && (i + 1) % at_once == 0)
      done = find_settle (find, n->store, e);
  }
  return done == OK ? find_settle (find, n->store, e) : done;
}

/* Microseconds a record for putting them in. */
static enum outcome
measure (struct newest *n, uint32_t at_once, struct error *e)
{
  enum outcome done = change_all (n, true, RECORDS_MOST, e);
  double from = timing_cpu ();

  if (done == OK)
    done = change_all (n, false, at_once, e);
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
    done = measure (&n, RECORDS_MOST, e);
  if (done == OK)
    done = measure (&n, FEW, e);
  if (done == OK)
    done = measure (&n, 1, e);
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
