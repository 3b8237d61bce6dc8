/* find-settle.c - words that wait are written, in rounds, each row of a round
 * once.
 */

#include "store/find-bucket.h"
#include "store/find-index.h"
#include "store/inside.h"

/* The postings of one row, from AT on. */
struct run {
  struct find *find;
  struct fill *rows; /* of the table */
  struct slice term;
  const struct posting *at; /* sorted */
  size_t count;
};

/* ---- numbers and births ----------------------------------------------- */

static enum outcome
settle_bucket (const struct run *run, struct error *e)
{
  struct pair_change *changes = bytes_must (run->count * sizeof *changes);
  struct reader r = reader_of (run->term.at + 1, run->term.len - 1);
  enum outcome outcome;

  for (size_t i = 0; i < run->count; i++) {
    const struct posting *p = &run->at[i];

    changes[i] = (struct pair_change){ { p->ordinal, p->rest }, p->drop };
  }
  outcome = bucket_change (run->rows, take_be16 (&r), changes, run->count, e);
  free (changes);
  return outcome;
}

/* ---- words ------------------------------------------------------------ */

/* Brings BITS up to date; false when there is nothing to do. */
static bool
change_bits (const struct run *run, struct bits *bits, struct known *known)
{
  bool changed = false;

  for (size_t i = 0; i < run->count; i++) {
    const struct posting *posting = &run->at[i];
    unsigned place = posting->ordinal % CHUNK;

    if (bits_have (bits, place) == !posting->drop)
      continue;
    changed = true;
    if (posting->drop) {
      bits_drop (bits, place);
      known->records -= known->records > 0;
    } else {
      bits_add (bits, place);
      known->records++;
    }
  }
  return changed;
}

/* VALUE is what the row has, or empty. */
static enum outcome
write_container (struct fill *rows, struct slice row, struct bytes *value,
                 const struct bits *bits, struct error *e)
{
  bytes_clear (value);
  container_put (bits, value);
  return fill_put (rows, row, bytes_slice (value), value->len == 0, e);
}

/* A record that comes alone comes behind all others. */
static bool
push_one (const struct run *run, struct bytes *value, struct known *known)
{
  bool pushed = run->count == 1 && !run->at->drop
                && container_push (value, run->at->ordinal % CHUNK);

  known->records += pushed;
  return pushed;
}

/* The row is written whenever a container is made, not when memory learns of
 * the chunk: memory may know it from a transaction that was aborted.
 */
static enum outcome
write_known (struct run *run, struct known *known, uint32_t chunk,
             struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };

  known_add_chunk (&run->find->dictionary, known, chunk);
  known_put (known, &value);
  return table_put (run->rows->store, T_FIND,
                    find_dictionary_key (&key, known->term),
                    bytes_slice (&value), e);
}

/* Of a row that has VALUE, which is empty when it is not there. */
static enum outcome
change_container (struct run *run, struct slice row, struct bytes *value,
                  struct known *known, struct error *e)
{
  struct bits bits = { 0 };
  bool absent = value->len == 0;
  enum outcome outcome;

  if (!absent && !container_add (bytes_slice (value), &bits))
    return find_damaged (e);
  if (!change_bits (run, &bits, known))
    return OK;
  outcome = write_container (run->rows, row, value, &bits, e);
  if (outcome == OK && absent)
    outcome = write_known (run, known, run->at->ordinal / CHUNK, e);
  return outcome;
}

static enum outcome
settle_container (struct run *run, struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };
  struct known *known = dictionary_make (&run->find->dictionary, run->term);
  struct slice row = find_key (&key, run->at->ordinal / CHUNK, run->term);
  enum outcome outcome = fill_get (run->rows, row, &value, e);

  if (outcome == OK && value.len == 0)
    return find_damaged (e);
  if (outcome == OK && push_one (run, &value, known))
    return fill_put (run->rows, row, bytes_slice (&value), false, e);
  return outcome == OK || outcome == ERR_ABSENT
           ? change_container (run, row, &value, known, e)
           : outcome;
}

/* The postings of a chunk's container, from the first one of RUN on. */
static size_t
of_one_chunk (const struct run *run)
{
  uint32_t chunk = run->at->ordinal / CHUNK;
  size_t count = 1;

  while (count < run->count && run->at[count].ordinal / CHUNK == chunk)
    count++;
  return count;
}

static enum outcome
settle_containers (struct run run, struct error *e)
{
  size_t left = run.count;
  enum outcome done = OK;

  for (; done == OK && left > 0; left -= run.count) {
    run.count = left;
    run.count = of_one_chunk (&run);
    done = settle_container (&run, e);
    run.at += run.count;
  }
  return done;
}

/* ---- rounds ------------------------------------------------------------ */

/* A round: the lists of what was gathered, in the order of their rows. */
static void
order_round (struct find *find)
{
  free (find->order);
  find->order = pending_order (&find->round);
  find->written = find->sure = 0;
}

void
find_begin (struct find *find)
{
  struct pending empty = find->round;

  pieces_free (&find->pieces);
  find->round = find->pending;
  find->pending = empty;
  order_round (find);
}

bool
find_written (const struct find *find)
{
  return find->written == find->round.n_lists;
}

bool
find_waits (const struct find *find)
{
  return find->round.n_lists > 0 || find->pending.kept > 0;
}

size_t
find_gathered (const struct find *find)
{
  return find->pending.bytes;
}

void
find_forget (struct find *find)
{
  pending_forget (&find->pending);
  find->written = find->sure;
}

void
find_keep (struct find *find)
{
  pending_keep (&find->pending);
  find->sure = find->written;
  if (find->sure < find->round.n_lists)
    return;
  pending_clear (&find->round);
  order_round (find);
}

/* Writes lists of PENDING in their ORDER from place *AT on, until about MOST
 * postings are.
 */
static enum outcome
settle_rows (struct run run, const struct pending *pending,
             const uint32_t *order, size_t *at, size_t most, struct error *e)
{
  SCOPED_POSTINGS postings = { 0 };
  enum outcome done = OK;

  for (size_t n = 0; done == OK && *at < pending->n_lists && n < most; ++*at) {
    run.term = pending_text (pending, order[*at]);
    pending_read (pending, order[*at], &postings);
    run.at = postings.at;
    run.count = postings.count;
    n += run.count;
    if (run.term.at[0] != FIELD_BUCKET)
      done = settle_containers (run, e);
    else if (run.count > 0)
      done = settle_bucket (&run, e);
  }
  return done;
}

static enum outcome
settle_lists (struct find *find, struct store *store,
              const struct pending *pending, const uint32_t *order, size_t *at,
              size_t most, struct error *e)
{
  struct fill rows;
  struct run run = { .find = find, .rows = &rows };
  enum outcome done = OK;

  if (*at == pending->n_lists)
    return OK;
  done = fill_open (store, T_FIND, &rows, e);
  if (done == OK)
    done = settle_rows (run, pending, order, at, most, e);
  fill_close (&rows);
  return done;
}

enum outcome
find_write (struct find *find, struct store *store, size_t most,
            struct error *e)
{
  return settle_lists (find, store, &find->round, find->order, &find->written,
                       most, e);
}

/* ---- all of them ----------------------------------------------------------
 */

/* The round at work, or a new one. */
static enum outcome
settle_round (struct find *find, struct store *store, struct error *e)
{
  enum outcome done = store_begin (store, e);

  if (done != OK)
    return done;
  if (find->round.n_lists == 0)
    find_begin (find);
  done = find_write (find, store, SIZE_MAX, e);
  return transaction_end (store, done, e);
}

static enum outcome
settle_whole (struct find *find, struct store *store,
              const struct pending *pending, struct error *e)
{
  uint32_t *order = pending_order (pending);
  size_t at = 0;
  enum outcome done =
    settle_lists (find, store, pending, order, &at, SIZE_MAX, e);

  free (order);
  return done;
}

/* Within a transaction, with what it has brought itself.  All of that goes on
 * waiting, for the transaction may be given up.
 */
static enum outcome
settle_here (struct find *find, struct store *store, struct error *e)
{
  struct pending brought = { .kept = 0 };
  enum outcome done = find_write (find, store, SIZE_MAX, e);

  if (done == OK)
    done = settle_whole (find, store, &find->pending, e);
  pending_copy_new (&find->pending, &brought);
  if (done == OK)
    done = settle_whole (find, store, &brought, e);
  pending_free (&brought);
  return done;
}

enum outcome
find_settle (struct find *find, struct store *store, struct error *e)
{
  enum outcome done = OK;

  if (find == NULL)
    return OK;
  if (store->txn != NULL)
    return settle_here (find, store, e);
  while (done == OK && find_waits (find))
    done = settle_round (find, store, e);
  return done == ERR_SYSTEM ? OK : done;
}
