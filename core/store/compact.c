/* compact.c - room given back: half-empty pages joined, the file made shorter.
 *
 * Twice over each table, a few pages at a time and each time in a transaction:
 * first pages are filled, which leaves free ones everywhere; then the pages
 * from the end of the file move there, and the end goes.  For that the library
 * sorts all free pages each time, 30 us a page: it is left to an hour when
 * nobody else is there, and done in larger pieces.
 */

#include "store/copy.h"
#include "store/inside.h"
#include "store/log-run.h"

#include "base/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  FILL = 90,               /* per cent: an insert does not split at once    */
  PIECE_BYTES = 200 << 10, /* of entries in one call: 2 to 8 ms             */
  PIECE_ENTRIES = 4000,
  ALONE_TIMES = 3, /* so much more when nobody waits */
};

/* The passes over a table; the second when nobody else is there. */
static const struct {
  uint32_t fill, flags;
} passes[] = {
  { FILL, 0 },
  { 1, DB_FREE_SPACE },
};
enum { PASSES = sizeof passes / sizeof *passes };

/* Bytes of the table's pages. */
static enum outcome
size_of (struct store *s, enum table t, uint64_t *size, struct error *e)
{
  DB *db = s->tables[t];
  DB_BTREE_STAT *stat = NULL;
  int rc = db->stat (db, NULL, &stat, DB_FAST_STAT);

  if (rc != 0)
    return store_fail (e, rc, table_name (t));
  *size = (uint64_t) stat->bt_pagecnt * stat->bt_pagesize;
  free (stat);
  return OK;
}

/* KEY becomes the one where the next piece begins; *END: there is none. */
static enum outcome
find_stop (struct store *s, enum table t, struct slice from,
           struct compact *next, bool *end, struct error *e)
{
  unsigned times = next->pass > 0 ? ALONE_TIMES : 1;
  size_t bytes = 0;
  struct walk w;
  enum outcome at = walk_open (s, t, &w, e);

  if (at == OK)
    at = walk_first (&w, from, e);
  for (unsigned n = 0;
       at == OK && (bytes < times * PIECE_BYTES || w.key.len > sizeof next->key)
       && n < times * PIECE_ENTRIES;
       n++) {
    bytes += w.key.len + w.value.len;
    at = walk_next (&w, e);
  }
  *end = at == ERR_ABSENT;
  if (at == OK && w.key.len > sizeof next->key)
    at = fail (e, ERR_DAMAGED, 0, _ ("%s: a key is too long"), table_name (t));
  if (at == OK) {
    memcpy (next->key, w.key.at, w.key.len);
    next->key_len = (uint16_t) w.key.len;
  }
  walk_close (&w);
  return *end ? OK : at;
}

/* Its pages move: until a checkpoint none is known to lie in the file. */
static void
unsettle_log (struct store *s)
{
  s->settled = s->settling = 0;
  log_run_free (s);
}

/* Pages that are free inside, after what HOW says was done to them. */
static void
count_inside (struct compact *c, const DB_COMPACT *how)
{
  c->inside += how->compact_pages_free;
  c->inside -= how->compact_pages_truncated < c->inside
                 ? how->compact_pages_truncated
                 : c->inside;
}

/* Draws the pages from C's key to NEXT's together, or to the END. */
static enum outcome
squeeze (struct store *s, struct compact *c, struct compact *next, bool end,
         struct error *e)
{
  enum table t = (enum table) c->table;
  DB *db = s->tables[t];
  DBT start = { .data = c->key, .size = c->key_len };
  DBT stop = { .data = next->key, .size = next->key_len };
  DB_COMPACT how = { .compact_fillpercent = passes[c->pass].fill };
  int rc = db->compact (db, s->txn, c->key_len > 0 ? &start : NULL,
                        end ? NULL : &stop, &how, passes[c->pass].flags, NULL);

  if (rc != 0)
    return store_fail (e, rc, table_name (t));
  count_inside (next, &how);
  return OK;
}

/* In the transaction at hand: moves *C on by a piece. */
static enum outcome
move_on (struct store *s, struct compact *c, struct error *e)
{
  enum table t = (enum table) c->table;
  struct compact next = *c;
  bool end;
  enum outcome done =
    find_stop (s, t, slice_of (c->key, c->key_len), &next, &end, e);

  if (done == OK && t == T_CHANGES)
    unsettle_log (s);
  if (done == OK)
    done = squeeze (s, c, &next, end, e);
  if (done != OK)
    return done;
  *c = next;
  if (end) {
    c->key_len = 0;
    c->pass++;
  }
  return OK;
}

/* One piece in a transaction of its own. */
static enum outcome
compact_piece (struct store *s, struct compact *c, struct error *e)
{
  enum outcome done = store_begin (s, e);

  if (done != OK)
    return done;
  done = move_on (s, c, e);
  return transaction_end (s, done, e);
}

/* The table is done. */
static enum outcome
next_table (struct store *s, struct compact *c, struct error *e)
{
  enum outcome done = size_of (s, (enum table) c->table, &c->after, e);

  c->pass = 0;
  c->key_len = 0;
  c->table++;
  c->table_done = true;
  c->done = c->table == TABLES;
  return done;
}

enum outcome
store_compact (struct store *s, struct compact *c, bool alone, struct error *e)
{
  enum outcome done;

  if (c->table_done)
    c->inside = 0;
  c->table_done = false;
  if (store_is_copied (s))
    return fail (e, ERR_BUSY, 0, _ ("a backup is at work: try again later"));
  if (c->table >= TABLES || c->pass >= PASSES || c->key_len > sizeof c->key) {
    c->done = true;
    return OK;
  }
  snprintf (c->name, sizeof c->name, "%s", table_name ((enum table) c->table));
  if (c->pass > 0 && !alone)
    return next_table (s, c, e);
  if (c->pass == 0 && c->key_len == 0
      && size_of (s, (enum table) c->table, &c->before, e) != OK)
    return ERR_DAMAGED;
  done = compact_piece (s, c, e);
  return done == OK && c->pass == PASSES ? next_table (s, c, e) : done;
}
