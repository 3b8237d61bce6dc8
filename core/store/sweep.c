/* sweep.c - a table read in its order, many pairs at a time.
 *
 * A step of the library's cursor costs a microsecond, a pair out of a piece of
 * many a twentieth of that.
 */

#include "store/sweep.h"

#include "store/inside.h"

#include "base/language.h"

#include <string.h>

enum { UNIT = 1024 }; /* the library wants its memory in such */

static enum outcome
sweep_fail (const struct sweep *w, int rc, struct error *e)
{
  char file[32];

  snprintf (file, sizeof file, "%s.db", table_name (w->walk.table));
  return store_fail (e, rc, file);
}

static void
make_room (struct sweep *w, size_t size)
{
  w->size = (uint32_t) (size / UNIT * UNIT);
  w->room = bytes_must (w->size);
}

enum outcome
sweep_open (struct store *s, enum table t, size_t size, struct sweep *w,
            struct error *e)
{
  enum outcome done;

  *w = (struct sweep){ .size = 0 };
  done = walk_open (s, t, &w->walk, e);
  if (done == OK)
    make_room (w, size);
  return done;
}

enum outcome
sweep_open_written (struct store *s, enum table t, size_t size, struct sweep *w,
                    struct error *e)
{
  enum outcome done;

  *w = (struct sweep){ .walk = { .store = s, .table = t } };
  done = library_keeper.walk_open (&w->walk, e);
  if (done == OK)
    make_room (w, size);
  return done;
}

void
sweep_close (struct sweep *w)
{
  walk_close (&w->walk);
  free (w->room);
  w->room = NULL;
}

/* Reads the next pairs; one that is larger than the room makes it larger. */
static int
fill (struct sweep *w, struct slice from, uint32_t how)
{
  DBC *cursor = w->walk.cursor;
  int rc;

  for (;;) {
    DBT key = { .data = (void *) (uintptr_t) from.at,
                .size = (uint32_t) from.len };

    w->got = (DBT){ .data = w->room, .ulen = w->size, .flags = DB_DBT_USERMEM };
    rc = cursor->get (cursor, &key, &w->got, how | DB_MULTIPLE_KEY);
    if (rc != DB_BUFFER_SMALL)
      break;
    w->size = (w->got.size > w->size ? w->got.size : w->size) / UNIT * UNIT * 2;
    w->room = bytes_must_again (w->room, w->size);
  }
  w->next = NULL;
  if (rc == 0)
    DB_MULTIPLE_INIT (w->next, &w->got);
  return rc;
}

/* Whether the room had another pair. */
static bool
take_one (struct sweep *w)
{
  void *key = NULL, *value = NULL;
  size_t key_len = 0, value_len = 0;

  if (w->next == NULL)
    return false;
  DB_MULTIPLE_KEY_NEXT (w->next, &w->got, key, key_len, value, value_len);
  if (w->next == NULL)
    return false;
  w->key = slice_of (key, key_len);
  w->value = slice_of (value, value_len);
  return true;
}

/* Of a table with rows that wait, one by one. */
static enum outcome
walk_on (struct sweep *w, enum outcome step)
{
  w->key = w->walk.key;
  w->value = w->walk.value;
  return step;
}

/* Whether the key at hand may stand behind the last one. */
static bool
in_order (const struct sweep *w)
{
  size_t len = w->key.len < SWEEP_KEY ? w->key.len : SWEEP_KEY;
  int order =
    memcmp (w->last, w->key.at, len < w->last_len ? len : w->last_len);

  return order < 0 || (order == 0 && len > w->last_len)
         || (order == 0 && len == SWEEP_KEY);
}

/* Notes where the key at hand stands. */
static enum outcome
arrive (struct sweep *w)
{
  w->last_len = w->key.len < SWEEP_KEY ? w->key.len : SWEEP_KEY;
  memcpy (w->last, w->key.at, w->last_len);
  return OK;
}

static enum outcome
arrive_behind (struct sweep *w, struct error *e)
{
  if (!in_order (w))
    return fail (e, ERR_DAMAGED, 0, _ ("%s: keys come out of order"),
                 table_name (w->walk.table));
  return arrive (w);
}

enum outcome
sweep_first (struct sweep *w, struct slice from, struct error *e)
{
  int rc;

  if (w->walk.merged != NULL)
    return walk_on (w, walk_first (&w->walk, from, e));
  rc = fill (w, from, from.len > 0 ? DB_SET_RANGE : DB_FIRST);
  if (rc != 0)
    return sweep_fail (w, rc, e);
  return take_one (w) ? arrive (w) : sweep_fail (w, DB_NOTFOUND, e);
}

bool
sweep_near (struct sweep *w)
{
  return take_one (w);
}

enum outcome
sweep_next (struct sweep *w, struct error *e)
{
  static const struct slice nowhere;
  int rc;

  if (w->walk.merged != NULL)
    return walk_on (w, walk_next (&w->walk, e));
  if (take_one (w))
    return arrive_behind (w, e);
  rc = fill (w, nowhere, DB_NEXT);
  if (rc != 0)
    return sweep_fail (w, rc, e);
  return take_one (w) ? arrive_behind (w, e) : sweep_fail (w, DB_NOTFOUND, e);
}
