/* out.c - batches that were sealed, targets they go to, what came back.
 *
 *   batches   u32 number -> u64 first change, u64 last, u32 count, sha256,
 *             u64 time
 *   targets   name -> u32 last batch offered, u32 last one acknowledged
 *   receipts  name, 0, u32 batch, id -> u64 time, reason
 */

#include "store/inside.h"

#include "base/language.h"

#include <string.h>

/* ---- batches ----------------------------------------------------------- */

static struct key
batch_key (uint32_t number)
{
  struct key k = { .len = 0 };

  key_u32 (&k, number);
  return k;
}

static void
put_sealed (const struct sealed *b, struct bytes *to)
{
  put_u64 (to, b->first);
  put_u64 (to, b->last);
  put_u32 (to, b->count);
  bytes_add (to, b->sha256, HASH_SIZE);
  put_u64 (to, b->time);
}

static enum outcome
take_sealed (uint32_t number, struct slice value, struct sealed *b,
             struct error *e)
{
  struct reader r = reader_of (value.at, value.len);
  struct slice sum;

  memset (b, 0, sizeof *b);
  b->number = number;
  b->first = take_u64 (&r);
  b->last = take_u64 (&r);
  b->count = take_u32 (&r);
  sum = take (&r, HASH_SIZE);
  b->time = take_u64 (&r);
  if (r.bad || r.left > 0)
    return fail (e, ERR_DAMAGED, 0, _ ("batches: batch %u does not decode"),
                 number);
  memcpy (b->sha256, sum.at, HASH_SIZE);
  return OK;
}

enum outcome
sealed_open (struct store *s, struct error *e)
{
  struct walk w;
  enum outcome at = walk_open (s, T_BATCHES, &w, e);
  struct reader key;

  if (at == OK)
    at = walk_last (&w, e);
  key = reader_of (w.key.at, w.key.len);
  if (at == OK)
    at = take_sealed (take_be32 (&key), w.value, &s->last.sealed, e);
  walk_close (&w);
  return at == ERR_ABSENT ? OK : at;
}

enum outcome
store_seal (struct store *s, const struct sealed *b, struct error *e)
{
  const struct sealed *last = &s->last.sealed;
  struct key k = batch_key (b->number);
  SCOPED_BYTES value = { 0 };
  enum outcome done;

  if (b->number != last->number + 1 || b->first != last->last + 1)
    return fail (e, ERR_BUSY, 0,
                 _ ("batch %u was sealed by someone else; "
                    "begin again with the one after it"),
                 last->number);
  if (b->last < b->first || b->last > s->last.counts.changes)
    return fail (e, ERR_INPUT, 0, _ ("a batch holds changes that there are"));

  put_sealed (b, &value);
  done = table_add (s, T_BATCHES, key_slice (&k), bytes_slice (&value), e);
  if (done == OK)
    s->last.sealed = *b;
  return done;
}

enum outcome
store_sealed (struct store *s, uint32_t number, struct sealed *b,
              struct error *e)
{
  struct key k = batch_key (number);
  SCOPED_BYTES value = { 0 };
  enum outcome got = table_get (s, T_BATCHES, key_slice (&k), &value, e);

  if (got == ERR_ABSENT)
    return fail (e, ERR_ABSENT, 0, _ ("there is no batch %u"), number);
  return got == OK ? take_sealed (number, bytes_slice (&value), b, e) : got;
}

uint32_t
store_sealed_last (struct store *s)
{
  return s->last.sealed.number;
}

/* ---- targets ----------------------------------------------------------- */

static bool
count_target (void *with, const struct target *t)
{
  unsigned *count = with;

  (void) t;
  return ++*count < TARGETS_MOST;
}

/* A target that is new is one more. */
static enum outcome
look_at_targets (struct store *s, struct slice name, struct error *e)
{
  unsigned count = 0;
  enum outcome got = table_get (s, T_TARGETS, name, NULL, e);

  if (got != ERR_ABSENT)
    return got;
  got = store_targets (s, count_target, &count, e);
  if (got == OK && count == TARGETS_MOST)
    return fail (e, ERR_INPUT, 0,
                 _ ("the site knows %d targets already, and no more"),
                 TARGETS_MOST);
  return got;
}

enum outcome
store_target_put (struct store *s, const struct target *t, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  enum outcome done;
  struct slice name = slice_of (t->name, strnlen (t->name, sizeof t->name));

  if (name.len == 0 || name.len == sizeof t->name)
    return fail (e, ERR_INPUT, 0, _ ("the name of a target has 1 to %zu bytes"),
                 sizeof t->name - 1);
  done = look_at_targets (s, name, e);
  if (done != OK)
    return done;
  put_u32 (&value, t->offered);
  put_u32 (&value, t->acknowledged);
  return table_put (s, T_TARGETS, name, bytes_slice (&value), e);
}

static enum outcome
take_target (struct slice name, struct slice value, struct target *t,
             struct error *e)
{
  struct reader r = reader_of (value.at, value.len);

  memset (t, 0, sizeof *t);
  t->offered = take_u32 (&r);
  t->acknowledged = take_u32 (&r);
  if (r.bad || r.left > 0 || name.len >= sizeof t->name)
    return fail (e, ERR_DAMAGED, 0, _ ("targets: a target does not decode"));
  memcpy (t->name, name.at, name.len);
  return OK;
}

enum outcome
store_targets (struct store *s, target_seen seen, void *with, struct error *e)
{
  struct walk w;
  enum outcome at = walk_open (s, T_TARGETS, &w, e);
  bool more = true;

  if (at == OK)
    at = walk_first (&w, slice_of (NULL, 0), e);
  while (at == OK && more) {
    struct target t;

    at = take_target (w.key, w.value, &t, e);
    more = at == OK && seen (with, &t);
    if (at == OK)
      at = walk_next (&w, e);
  }
  walk_close (&w);
  return at == ERR_ABSENT ? OK : at;
}

/* ---- receipts ---------------------------------------------------------- */

void
receipts_forget (struct store *s)
{
  s->receipts = 0;
}

static bool
count_receipt (void *with, const struct receipt *r, const struct code *code)
{
  struct store *s = with;

  (void) code;
  s->receipts += sizeof r->target + strlen (r->reason);
  return true;
}

/* Whether there is room for R, and a reason for it. */
static enum outcome
look_at_receipt (struct store *s, const struct receipt *r, struct error *e)
{
  struct slice name =
    slice_of (r->target, strnlen (r->target, sizeof r->target));
  SCOPED_BYTES value = { 0 };
  struct target t = { .offered = 0 };
  enum outcome got = table_get (s, T_TARGETS, name, &value, e);

  if (got == OK)
    got = take_target (name, bytes_slice (&value), &t, e);
  if (got != OK && got != ERR_ABSENT)
    return got;
  if (r->batch == 0 || r->batch > t.offered
      || strlen (r->reason) > REASON_BYTES_MOST)
    return fail (e, ERR_INPUT, 0,
                 _ ("a rejection is of a batch that the target was offered, "
                    "and its reason has at most %d bytes"),
                 REASON_BYTES_MOST);
  if (s->receipts == 0)
    got = store_receipts (s, count_receipt, s, e);
  else
    got = OK;
  if (got == OK && s->receipts >= RECEIPTS_BYTES_MOST)
    return fail (e, ERR_INPUT, 0,
                 _ ("the site has too many rejections: at most %d KiB"),
                 RECEIPTS_BYTES_MOST >> 10);
  return got;
}

enum outcome
store_receipt_put (struct store *s, const struct receipt *r, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  struct key k = { .len = 0 };
  enum outcome done = look_at_receipt (s, r, e);

  if (done != OK)
    return done;
  key_bytes (&k, r->target, strnlen (r->target, sizeof r->target - 1));
  key_u8 (&k, 0);
  key_u32 (&k, r->batch);
  key_bytes (&k, r->id, ID_SIZE);
  put_u64 (&value, r->time);
  bytes_add_text (&value, r->reason);
  s->receipts += sizeof r->target + strlen (r->reason);
  return table_put (s, T_RECEIPTS, key_slice (&k), bytes_slice (&value), e);
}

/* The reason is copied to HOLD. */
static enum outcome
take_receipt (const struct walk *w, struct receipt *r, struct bytes *hold,
              struct error *e)
{
  struct reader key = reader_of (w->key.at, w->key.len);
  struct reader value = reader_of (w->value.at, w->value.len);
  size_t tail = 1 + 4 + ID_SIZE;
  struct slice name, id;

  memset (r, 0, sizeof *r);
  name = take (&key, w->key.len > tail ? w->key.len - tail : 0);
  take_u8 (&key);
  r->batch = take_be32 (&key);
  id = take (&key, ID_SIZE);
  r->time = take_u64 (&value);
  if (key.bad || value.bad || name.len >= sizeof r->target)
    return fail (e, ERR_DAMAGED, 0, _ ("receipts: a receipt does not decode"));
  memcpy (r->target, name.at, name.len);
  memcpy (r->id, id.at, ID_SIZE);
  bytes_clear (hold);
  bytes_add (hold, value.at, value.left);
  r->reason = bytes_text (hold);
  return OK;
}

/* CODE is none when the record is not here. */
static enum outcome
code_of (struct store *s, const unsigned char id[ID_SIZE], struct code *code,
         struct error *e)
{
  SCOPED_BYTES hold = { 0 };
  struct row row = { 0 };
  uint32_t ordinal;
  enum outcome got = store_by_id (s, id, &ordinal, e);

  if (got == OK)
    got = store_row (s, ordinal, &row, &hold, e);
  *code = row.head.code;
  return got == ERR_ABSENT ? OK : got;
}

enum outcome
store_receipts (struct store *s, receipt_seen seen, void *with, struct error *e)
{
  SCOPED_BYTES hold = { 0 };
  struct walk w;
  enum outcome at = walk_open (s, T_RECEIPTS, &w, e);
  bool more = true;

  if (at == OK)
    at = walk_first (&w, slice_of (NULL, 0), e);
  while (at == OK && more) {
    struct receipt r;
    struct code code = { 0 };

    at = take_receipt (&w, &r, &hold, e);
    if (at == OK)
      at = code_of (s, r.id, &code, e);
    more = at == OK && seen (with, &r, &code);
    if (at == OK)
      at = walk_next (&w, e);
  }
  walk_close (&w);
  return at == ERR_ABSENT ? OK : at;
}
