/* counters.c - whose store this is, where it stands, the next numbers.
 *
 * Rows of "counters":
 *
 *   "layout"          u32
 *   "site"            16 bytes
 *   "epoch"           u32, raised when a backup is restored
 *   "file" table      u32 generation of the file it is in: NAME.N.db, NAME.db
 *                     for 0 or none
 *   "derived"         u32 versions of facts and terms in the indexes
 *   "words"           u64 the last change of which all is written that follows
 *                     from it: words, and entries of indexes
 *   "last"            u64 last change, u32 last ordinal, 32 bytes hash of the
 *                     last change's head; before the first the site's id; some
 *                     changes ago (COUNTS_WAIT)
 *   "backup"          the last good one: u32 epoch, u32 builds, u32 last file
 *                     of its log, u64 time, u64 changes, name, place
 *   "builds"          u32 how often tables were adopted that no log has
 *   "day" u32         u32 last dossier number of that day (20261121) as of
 *                     that change
 *   "book" u16 text   u32 last number of book TEXT in that year
 *
 * Written with each save, the last change and the number of its day would cost
 * as much as its row.  What the changes behind "last" add is counted when the
 * store is opened.
 */

#include "store/copy.h"
#include "store/inside.h"

#include "base/language.h"

#include <string.h>

static const struct key layout_key = { "layout", 6 };
static const struct key site_key = { "site", 4 };
static const struct key epoch_key = { "epoch", 5 };
static const struct key derived_key = { "derived", 7 };
static const struct key settled_key = { "words", 5 };
static const struct key last_key = { "last", 4 };
static const struct key builds_key = { "builds", 6 };

static struct key
day_key (uint32_t day)
{
  struct key k = { "day", 3 };

  key_u32 (&k, day);
  return k;
}

static struct key
book_key (const char *book, unsigned year)
{
  struct key k = { "book", 4 };

  key_u16 (&k, (uint16_t) year);
  key_bytes (&k, book, strlen (book));
  return k;
}

static struct key
file_key (enum table t)
{
  struct key k = { "file", 4 };

  key_bytes (&k, table_name (t), strlen (table_name (t)));
  return k;
}

static enum outcome
set_number (struct store *s, const struct key *k, uint32_t n, struct error *e)
{
  SCOPED_BYTES value = { 0 };

  put_u32 (&value, n);
  return table_put (s, T_COUNTERS, key_slice (k), bytes_slice (&value), e);
}

/* Reads the SIZE bytes of the counter K; none when there is no such counter. */
static enum outcome
get_counter (struct store *s, const struct key *k, size_t size,
             struct bytes *value, struct error *e)
{
  enum outcome got = table_get (s, T_COUNTERS, key_slice (k), value, e);

  if (got == ERR_ABSENT)
    return OK;
  if (got == OK && value->len != size)
    return fail (e, ERR_DAMAGED, 0, _ ("a counter does not decode"));
  return got;
}

/* 0 when there is no such counter. */
static enum outcome
number (struct store *s, const struct key *k, uint32_t *n, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  enum outcome got = get_counter (s, k, 4, &value, e);
  struct reader r = reader_of (value.at, value.len);

  *n = got == OK && value.len > 0 ? take_u32 (&r) : 0;
  return got;
}

enum outcome
counter_of_generation (struct store *s, enum table t, uint32_t *n,
                       struct error *e)
{
  struct key k = file_key (t);

  return number (s, &k, n, e);
}

enum outcome
counter_set_generation (struct store *s, enum table t, uint32_t n,
                        struct error *e)
{
  struct key k = file_key (t);

  return set_number (s, &k, n, e);
}

enum outcome
counter_of_derived (struct store *s, uint32_t *n, struct error *e)
{
  return number (s, &derived_key, n, e);
}

enum outcome
counter_set_derived (struct store *s, uint32_t n, struct error *e)
{
  return set_number (s, &derived_key, n, e);
}

enum outcome
counter_of_settled (struct store *s, uint64_t *seq, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  enum outcome got = get_counter (s, &settled_key, 8, &value, e);
  struct reader r = reader_of (value.at, value.len);

  *seq = got == OK && value.len > 0 ? take_u64 (&r) : s->last.counts.changes;
  return got;
}

enum outcome
counter_set_settled (struct store *s, uint64_t seq, struct error *e)
{
  SCOPED_BYTES value = { 0 };

  put_u64 (&value, seq);
  return table_put (s, T_COUNTERS, key_slice (&settled_key),
                    bytes_slice (&value), e);
}

/* What waits of a day, or NULL. */
static struct day_number *
waiting_day (struct store *s, uint32_t day)
{
  for (unsigned i = 0; i < s->last.n_days; i++)
    if (s->last.days[i].day == day)
      return &s->last.days[i];
  return NULL;
}

enum outcome
counter_of_day (struct store *s, uint32_t day, uint32_t *n, struct error *e)
{
  const struct day_number *waits = waiting_day (s, day);
  struct key k;

  if (waits != NULL) {
    *n = waits->number;
    return OK;
  }
  k = day_key (day);
  return number (s, &k, n, e);
}

enum outcome
counter_of_book (struct store *s, const char *book, unsigned year, uint32_t *n,
                 struct error *e)
{
  struct key k = book_key (book, year);

  return number (s, &k, n, e);
}

enum outcome
counter_set_day (struct store *s, uint32_t day, uint32_t n, struct error *e)
{
  struct day_number *waits = waiting_day (s, day);
  struct key k = day_key (day);

  if (waits != NULL)
    *waits = s->last.days[--s->last.n_days];
  return set_number (s, &k, n, e);
}

enum outcome
counter_move_day (struct store *s, uint32_t day, uint32_t n, struct error *e)
{
  struct day_number *waits = waiting_day (s, day);

  if (waits == NULL && s->last.n_days == DAYS_WAIT)
    return counter_set_day (s, day, n, e);
  if (waits == NULL)
    waits = &s->last.days[s->last.n_days++];
  *waits = (struct day_number){ day, n };
  return OK;
}

enum outcome
counter_set_book (struct store *s, const char *book, unsigned year, uint32_t n,
                  struct error *e)
{
  struct key k = book_key (book, year);

  return set_number (s, &k, n, e);
}

void
counter_plan_book (struct entries *list, const char *book, unsigned year,
                   uint32_t n, struct arena *arena)
{
  struct entry *entry = entries_add (list, T_COUNTERS, arena);

  entry->key = book_key (book, year);
  entry->value = little_endian (n, arena);
}

enum outcome
store_built (struct store *s, struct error *e)
{
  enum outcome done = set_number (s, &builds_key, s->last.builds + 1, e);

  if (done == OK)
    s->last.builds++;
  return done;
}

/* ---- whose store ------------------------------------------------------- */

enum outcome
counters_create (struct store *s, struct error *e)
{
  struct slice site = slice_of (s->identity.site, ID_SIZE);

  if (set_number (s, &layout_key, STORE_LAYOUT, e) != OK
      || set_number (s, &epoch_key, s->identity.epoch, e) != OK
      || set_number (s, &derived_key, DERIVED, e) != OK
      || counter_set_settled (s, 0, e) != OK
      || table_put (s, T_COUNTERS, key_slice (&site_key), site, e) != OK)
    return ERR_SYSTEM;

  memset (&s->last, 0, sizeof s->last);
  memcpy (s->last.counts.chain, s->identity.site, ID_SIZE);
  return counters_write (s, e);
}

enum outcome
counters_write (struct store *s, struct error *e)
{
  const struct counts *c = &s->last.counts;
  SCOPED_BYTES value = { 0 };
  enum outcome done = OK;

  while (done == OK && s->last.n_days > 0) {
    struct day_number day = s->last.days[s->last.n_days - 1];

    done = counter_set_day (s, day.day, day.number, e);
  }
  put_u64 (&value, c->changes);
  put_u32 (&value, c->records);
  bytes_add (&value, c->chain, HASH_SIZE);
  s->last.counted = *c;
  return done == OK ? table_put (s, T_COUNTERS, key_slice (&last_key),
                                 bytes_slice (&value), e)
                    : done;
}

enum outcome
counters_settle (struct store *s, struct error *e)
{
  enum outcome done;

  if (s->last.counted.changes == s->last.counts.changes)
    return OK;
  done = store_begin (s, e);
  if (done != OK)
    return done;
  done = counters_write (s, e);
  return transaction_end (s, done, e);
}

enum outcome
counters_stored (struct store *s, struct counts *c, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  struct reader r;
  struct slice chain;

  if (table_get (s, T_COUNTERS, key_slice (&last_key), &value, e) != OK)
    return fail (e, ERR_DAMAGED, 0, _ ("the counter of changes is missing"));
  r = reader_of (value.at, value.len);
  c->changes = take_u64 (&r);
  c->records = take_u32 (&r);
  chain = take (&r, HASH_SIZE);
  if (r.bad || r.left > 0)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("the counter of changes does not decode"));
  memcpy (c->chain, chain.at, HASH_SIZE);
  return OK;
}

static enum outcome
check_layout (struct store *s, struct error *e)
{
  uint32_t layout;

  if (number (s, &layout_key, &layout, e) != OK)
    return ERR_DAMAGED;
  if (layout == STORE_LAYOUT)
    return OK;
  return fail (e, ERR_SYSTEM, 0,
               _ ("the store in %s has layout %u, this hoso reads layout %d"),
               s->dir, layout, STORE_LAYOUT);
}

static enum outcome
check_site (struct store *s, struct error *e)
{
  SCOPED_BYTES site = { 0 };
  char have[2 * ID_SIZE + 1], want[2 * ID_SIZE + 1];

  if (table_get (s, T_COUNTERS, key_slice (&site_key), &site, e) != OK
      || site.len != ID_SIZE)
    return fail (e, ERR_DAMAGED, 0, _ ("the store does not name its site"));
  if (memcmp (site.at, s->identity.site, ID_SIZE) == 0)
    return OK;
  hex_of (site.at, ID_SIZE, have);
  hex_of (s->identity.site, ID_SIZE, want);
  return fail (e, ERR_SYSTEM, 0,
               _ ("the store in %s is of site %s, site.conf is of site %s"),
               s->dir, have, want);
}

/* A restored site comes with a higher epoch in site.conf. */
static enum outcome
check_epoch (struct store *s, struct error *e)
{
  uint32_t epoch;

  if (number (s, &epoch_key, &epoch, e) != OK)
    return ERR_DAMAGED;
  if (epoch == s->identity.epoch)
    return OK;
  if (epoch < s->identity.epoch)
    return set_number (s, &epoch_key, s->identity.epoch, e);
  return fail (e, ERR_SYSTEM, 0,
               _ ("the store in %s has epoch %u, site.conf has %u: "
                  "it is an older copy"),
               s->dir, epoch, s->identity.epoch);
}

enum outcome
counters_read (struct store *s, struct error *e)
{
  enum outcome good = check_layout (s, e);

  if (good == OK)
    good = check_site (s, e);
  if (good == OK)
    good = check_epoch (s, e);
  if (good == OK)
    good = number (s, &builds_key, &s->last.builds, e);
  if (good == OK)
    good = counters_stored (s, &s->last.counts, e);
  s->last.counted = s->last.counts;
  s->last.n_days = 0;
  if (good == OK)
    good = backed_read (s, e);
  if (good == OK)
    archive_look (s);
  return good;
}
