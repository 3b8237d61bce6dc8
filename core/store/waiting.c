/* waiting.c - rows that wait in memory before they are written. */

#include "store/waiting-inside.h"

#include "store/inside.h"


enum { UNDO_FIRST = 256, UNDO_KEPT = 4096 };

static bool
waits (enum table t)
{
  return t >= TABLES_WAIT && t < TABLES_WAIT_END;
}

struct waiting *
waiting_new (void)
{
  struct waiting *w = bytes_must (sizeof *w);

  *w = (struct waiting){ .round = TABLES_WAIT_END };
  return w;
}

void
waiting_clear (struct waiting *w)
{
  for (enum table t = TABLES_WAIT; t < TABLES_WAIT_END; t++)
    shelf_free (&w->shelves[t]);
  waiting_keep (w);
  waiting_calm (w);
  w->round = TABLES_WAIT_END;
}

void
waiting_clear_table (struct waiting *w, enum table t)
{
  if (waits (t))
    shelf_free (&w->shelves[t]);
}

void
waiting_free (struct waiting *w)
{
  waiting_clear (w);
  bytes_free (&w->undo);
  bytes_free (&w->after);
  free (w->undo_at);
  free (w);
}

bool
waiting_has (const struct waiting *w, enum table t)
{
  return waits (t) && w->shelves[t].count > 0;
}

size_t
waiting_rows (const struct waiting *w)
{
  size_t rows = 0;

  for (enum table t = TABLES_WAIT; t < TABLES_WAIT_END; t++)
    rows += w->shelves[t].count;
  return rows;
}

size_t
waiting_bytes (const struct waiting *w)
{
  size_t bytes = 0;

  for (enum table t = TABLES_WAIT; t < TABLES_WAIT_END; t++)
    bytes += w->shelves[t].bytes;
  return bytes;
}

/* ---- changes that may be taken back -------------------------------------- */

/* Begins to note what waits under KEY before it is changed; whether that is
 * anything is said next, and its value last.
 */
static void
note (struct waiting *w, enum table t, struct slice key)
{
  if (w->n_undo == w->undo_room) {
    w->undo_room = w->undo_room == 0 ? UNDO_FIRST : 2 * w->undo_room;
    w->undo_at =
      bytes_must_again (w->undo_at, w->undo_room * sizeof *w->undo_at);
  }
  w->undo_at[w->n_undo++] = w->undo.len;
  put_u8 (&w->undo, (uint8_t) t);
  put_u8 (&w->undo, SHELF_NONE);
  put_block (&w->undo, key.at, key.len);
}

static void
note_had (struct waiting *w, enum shelf_had had)
{
  w->undo.at[w->undo_at[w->n_undo - 1] + 1] = (unsigned char) had;
}

static void
change (struct waiting *w, enum table t, const struct shelf_row *row)
{
  note (w, t, row->key);
  note_had (w, shelf_put (&w->shelves[t], row, &w->undo));
}

/* Takes the last change back. */
static void
undo (struct waiting *w)
{
  size_t at = w->undo_at[--w->n_undo];
  struct reader r = reader_of (w->undo.at + at, w->undo.len - at);
  enum table t = take_u8 (&r);
  enum shelf_had had = take_u8 (&r);
  struct shelf_row row = { .key = take_block (&r), .drop = had == SHELF_DROP };
  SCOPED_BYTES unused = { 0 };

  row.value = take (&r, r.left);
  if (had == SHELF_NONE)
    shelf_take (&w->shelves[t], row.key);
  else
    shelf_put (&w->shelves[t], &row, &unused);
  w->undo.len = at;
}

void
waiting_keep (struct waiting *w)
{
  w->n_undo = 0;
  bytes_clear (&w->undo);
  w->wrote = false;
  if (w->undo_room <= UNDO_KEPT)
    return;
  free (w->undo_at);
  bytes_free (&w->undo);
  w->undo_at = NULL;
  w->undo_room = 0;
}

void
waiting_forget (struct waiting *w)
{
  bool wrote = w->wrote;

  while (w->n_undo > 0)
    undo (w);
  waiting_keep (w);
  if (wrote)
    waiting_begin (w);
}

/* ---- what is not written --------------------------------------------------
 */

void
waiting_hurry (struct waiting *w, uint32_t records)
{
  if (w->sieve == NULL)
    w->sieve = sieve_new (records);
}

bool
waiting_hurries (const struct waiting *w)
{
  return w->sieve != NULL;
}

bool
waiting_wants (const struct waiting *w)
{
  return w->sieve != NULL && sieve_wants (w->sieve);
}

enum outcome
waiting_prepare (struct waiting *w, struct store *s, struct error *e)
{
  return sieve_fill (w->sieve, s, e);
}

void
waiting_calm (struct waiting *w)
{
  sieve_free (w->sieve);
  w->sieve = NULL;
}

static bool
is_not_written (const struct store *s, enum table t, struct slice front)
{
  return s->waiting->sieve != NULL && sieve_lacks (s->waiting->sieve, t, front);
}

static bool
lacks (struct store *s, enum table t, struct slice front)
{
  struct shelf_row row;

  return is_not_written (s, t, front)
         && !(shelf_after (&s->waiting->shelves[t], front, true, &row)
              && slice_begins (row.key, front));
}

/* ---- getting, putting ----------------------------------------------------
 */

static enum outcome
absent (enum table t, struct error *e)
{
  return store_fail (e, DB_NOTFOUND, table_name (t));
}

static enum outcome
get (struct store *s, enum table t, struct slice key, struct bytes *value,
     struct error *e)
{
  struct shelf_row row = { .drop = false };

  if (!waits (t))
    return library_keeper.get (s, t, key, value, e);
  if (!shelf_find (&s->waiting->shelves[t], key, &row)) {
    if (!is_not_written (s, t, key))
      return library_keeper.get (s, t, key, value, e);
    row.drop = true;
  }
  if (row.drop)
    return absent (t, e);
  if (value != NULL)
    bytes_add (value, row.value.at, row.value.len);
  return OK;
}

static enum outcome
put (struct store *s, enum table t, struct slice key, struct slice value,
     bool add, struct error *e)
{
  struct shelf_row row = { .key = key, .value = value };

  if (!waits (t))
    return library_keeper.put (s, t, key, value, add, e);
  if (add && get (s, t, key, NULL, NULL) == OK)
    return store_fail (e, DB_KEYEXIST, table_name (t));
  change (s->waiting, t, &row);
  return OK;
}

static enum outcome
drop (struct store *s, enum table t, struct slice key, struct error *e)
{
  struct shelf_row row = { .key = key, .drop = true };
  enum outcome there;

  if (!waits (t))
    return library_keeper.drop (s, t, key, e);
  there = get (s, t, key, NULL, e);
  if (there == OK)
    change (s->waiting, t, &row);
  return there;
}

const struct keeper waiting_keeper = {
  .get = get,
  .put = put,
  .drop = drop,
  .walk_open = waiting_walk_open,
  .walk_step = waiting_walk_step,
  .walk_close = waiting_walk_close,
  .lacks = lacks,
};

/* ---- writing --------------------------------------------------------------
 */

void
waiting_begin (struct waiting *w)
{
  w->round = TABLES_WAIT;
  bytes_clear (&w->after);
}

bool
waiting_done (const struct waiting *w)
{
  return w->round == TABLES_WAIT_END;
}

/* Takes a row off that was written. */
static void
take_off (struct waiting *w, enum table t, const struct shelf_place *place,
          const struct shelf_row *row)
{
  if (w->sieve != NULL)
    sieve_add (w->sieve, t, row->key);
  note (w, t, row->key);
  note_had (w, row->drop ? SHELF_DROP : SHELF_ROW);
  bytes_add (&w->undo, row->value.at, row->value.len);
  bytes_clear (&w->after);
  bytes_add (&w->after, row->key.at, row->key.len);
  shelf_take_at (&w->shelves[t], place);
}

/* Writes rows of a table behind AFTER, at most *MOST, which is less then. */
static enum outcome
write_table (struct waiting *w, struct store *s, enum table t, size_t *most,
             struct error *e)
{
  struct shelf *shelf = &w->shelves[t];
  struct shelf_place place =
    shelf_place (shelf, bytes_slice (&w->after), w->after.len == 0);
  struct shelf_row row;
  struct fill fill;
  enum outcome done = fill_open (s, t, &fill, e);

  while (done == OK && *most > 0 && shelf_look (shelf, &place, &row)) {
    done = fill_put (&fill, row.key, row.value, row.drop, e);
    if (done == OK)
      take_off (w, t, &place, &row);
    --*most;
  }
  fill_close (&fill);
  return done;
}

enum outcome
waiting_write (struct waiting *w, struct store *s, size_t most, struct error *e)
{
  enum outcome done = OK;

  w->wrote |= !waiting_done (w);
  while (done == OK && w->round < TABLES_WAIT_END) {
    if (waiting_has (w, w->round))
      done = write_table (w, s, w->round, &most, e);
    if (most == 0)
      break;
    if (done == OK) {
      w->round++;
      bytes_clear (&w->after);
    }
  }
  return done;
}
