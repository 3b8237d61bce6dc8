/* waiting-walk.c - a walk along what waits and what is written, merged. */

#include "store/waiting-inside.h"

#include "store/inside.h"

struct merged {
  struct walk written;
  bool end;          /* nothing more is written in this direction */
  bool back;         /* the direction */
  struct bytes hold; /* key and value of the pair at hand */
};

enum outcome
waiting_walk_open (struct walk *w, struct error *e)
{
  if (!waiting_has (w->store->waiting, w->table))
    return library_keeper.walk_open (w, e);
  w->merged = bytes_must (sizeof *w->merged);
  *w->merged = (struct merged){
    .written = { .store = w->store, .table = w->table },
  };
  return library_keeper.walk_open (&w->merged->written, e);
}

void
waiting_walk_close (struct walk *w)
{
  if (w->merged == NULL) {
    library_keeper.walk_close (w);
    return;
  }
  library_keeper.walk_close (&w->merged->written);
  bytes_free (&w->merged->hold);
  free (w->merged);
  w->merged = NULL;
}

static enum outcome
step_written (struct merged *m, struct slice from, enum step how,
              struct error *e)
{
  enum outcome at = library_keeper.walk_step (&m->written, from, how, e);

  m->end = at == ERR_ABSENT;
  return m->end ? OK : at;
}

static enum outcome
step_on (struct merged *m, struct error *e)
{
  static const struct slice nowhere;

  return step_written (m, nowhere, m->back ? STEP_PREVIOUS : STEP_NEXT, e);
}

/* < 0, 0, > 0 as A comes before, with, behind B in the direction of M. */
static int
order_in (const struct merged *m, struct slice a, struct slice b)
{
  int order = key_compare (a, b);

  return m->back ? -order : order;
}

/* Puts what is written behind KEY, in a direction that may be new. */
static enum outcome
pass (struct merged *m, struct slice key, bool back, struct error *e)
{
  enum outcome done = OK;

  if (m->back != back) {
    m->back = back;
    done = step_written (m, key, back ? STEP_BACK : STEP_FIRST, e);
  }
  while (done == OK && !m->end && order_in (m, m->written.key, key) <= 0)
    done = step_on (m, e);
  return done;
}

static void
show (struct walk *w, struct slice key, struct slice value)
{
  struct bytes *hold = &w->merged->hold;

  bytes_clear (hold);
  bytes_add (hold, key.at, key.len);
  if (value.len > 0)
    bytes_add (hold, value.at, value.len);
  w->key = slice_of (hold->at, key.len);
  w->value = slice_of (hold->at + key.len, value.len);
}

/* Shows the pair next to FROM, or with it when it may be AT it, among what
 * waits and what is written from there on.
 */
static enum outcome
choose (struct walk *w, struct slice from, bool at, struct error *e)
{
  struct merged *m = w->merged;
  const struct shelf *shelf = &w->store->waiting->shelves[w->table];
  enum outcome done = OK;
  struct shelf_row row;

  for (; done == OK; from = row.key, at = false) {
    bool waits = m->back ? shelf_before (shelf, from, at, &row)
                         : shelf_after (shelf, from, at, &row);
    int order = !waits   ? 1
                : m->end ? -1
                         : order_in (m, row.key, m->written.key);

    if (!waits && m->end)
      return store_fail (e, DB_NOTFOUND, table_name (w->table));
    if (order > 0) {
      show (w, m->written.key, m->written.value);
      return OK;
    }
    if (order == 0)
      done = step_on (m, e);
    if (done == OK && !row.drop) {
      show (w, row.key, row.value);
      return OK;
    }
  }
  return done;
}

enum outcome
waiting_walk_step (struct walk *w, struct slice from, enum step how,
                   struct error *e)
{
  struct merged *m = w->merged;
  bool back = how == STEP_BACK || how == STEP_LAST || how == STEP_PREVIOUS;
  bool on = how == STEP_NEXT || how == STEP_PREVIOUS;
  SCOPED_BYTES last = { 0 };
  enum outcome done;

  if (m == NULL)
    return library_keeper.walk_step (w, from, how, e);
  if (on) {
    bytes_add (&last, w->key.at, w->key.len);
    from = bytes_slice (&last);
    done = pass (m, from, back, e);
  } else {
    m->back = back;
    done = step_written (m, from, how, e);
  }
  if (how == STEP_LAST)
    from.at = NULL;
  w->key = w->value = (struct slice){ 0 };
  return done == OK ? choose (w, from, !on, e) : done;
}
