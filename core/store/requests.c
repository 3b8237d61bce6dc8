/* requests.c - what was answered, so that nothing is done twice.
 *
 * "requests": client id, place u8 -> u64 number, u64 first change, u64 last,
 * u64 time
 *
 * A client has sixteen places; the answer with the lowest number gives its
 * place to the next one.  Those of clients that save are kept in memory too, so
 * that a save reads nothing of the table and writes one row of it.
 */

#include "store/inside.h"

#include "base/clock.h"
#include "base/language.h"

#include <stdlib.h>
#include <string.h>

enum { ANSWERS_KEPT = 16, CLIENTS_KNOWN = 64 };

static const uint64_t day = 24ull * 3600 * 1000000; /* in microseconds */

struct answered {
  bool there;
  uint64_t number, first, last;
};

/* A client and what it was answered, as its rows say. */
struct known {
  unsigned char client[ID_SIZE];
  uint64_t asked; /* when, counted in questions */
  struct answered at[ANSWERS_KEPT];
};

struct requests {
  uint64_t questions;
  unsigned count;
  struct known *of[CLIENTS_KNOWN];
};

/* ---- rows -------------------------------------------------------------- */

struct key
request_key (const unsigned char client[ID_SIZE], unsigned place)
{
  struct key k = { .len = 0 };

  key_bytes (&k, client, ID_SIZE);
  key_u8 (&k, (uint8_t) place);
  return k;
}

void
request_value (uint64_t number, uint64_t first, uint64_t last, uint64_t time,
               struct bytes *to)
{
  put_u64 (to, number);
  put_u64 (to, first);
  put_u64 (to, last);
  put_u64 (to, time);
}

static enum outcome
take_row (struct known *k, struct slice key, struct slice value,
          struct error *e)
{
  struct reader r = reader_of (value.at, value.len);
  unsigned place = key.len == ID_SIZE + 1 ? key.at[ID_SIZE] : ANSWERS_KEPT;
  struct answered a = { .there = true };

  a.number = take_u64 (&r);
  a.first = take_u64 (&r);
  a.last = take_u64 (&r);
  if (r.bad || place >= ANSWERS_KEPT)
    return fail (e, ERR_DAMAGED, 0, _ ("requests: an answer does not decode"));
  k->at[place] = a;
  return OK;
}

/* ---- clients that are known -------------------------------------------- */

static enum outcome
read_rows (struct store *s, struct known *k, struct error *e)
{
  struct slice client = slice_of (k->client, ID_SIZE);
  struct walk w;
  enum outcome at = walk_open (s, T_REQUESTS, &w, e);

  if (at == OK)
    at = walk_first (&w, client, e);
  while (at == OK && slice_begins (w.key, client)) {
    at = take_row (k, w.key, w.value, e);
    if (at == OK)
      at = walk_next (&w, e);
  }
  walk_close (&w);
  return at == ERR_ABSENT ? OK : at;
}

/* A place for one more: a free one, or of who asked longest ago. */
static struct known **
place_for_one (struct requests *r)
{
  struct known **oldest = &r->of[0];

  if (r->count < CLIENTS_KNOWN) {
    r->of[r->count] = bytes_must (sizeof **r->of);
    return &r->of[r->count++];
  }
  for (unsigned i = 1; i < r->count; i++)
    if (r->of[i]->asked < (*oldest)->asked)
      oldest = &r->of[i];
  return oldest;
}

static struct requests *
requests_of (struct store *s)
{
  if (s->requests == NULL) {
    s->requests = bytes_must (sizeof *s->requests);
    *s->requests = (struct requests){ 0 };
  }
  return s->requests;
}

/* What is known of CLIENT, read from its rows the first time. */
static enum outcome
know (struct store *s, const unsigned char client[ID_SIZE], struct known **to,
      struct error *e)
{
  struct requests *r = requests_of (s);
  struct known new = { .asked = ++r->questions };
  enum outcome got;

  for (unsigned i = 0; i < r->count; i++)
    if (memcmp (r->of[i]->client, client, ID_SIZE) == 0) {
      *to = r->of[i];
      (*to)->asked = r->questions;
      return OK;
    }
  memcpy (new.client, client, ID_SIZE);
  got = read_rows (s, &new, e);
  if (got != OK)
    return got;
  *to = *place_for_one (r);
  **to = new;
  return OK;
}

void
requests_forget (struct store *s)
{
  while (s->requests != NULL && s->requests->count > 0)
    free (s->requests->of[--s->requests->count]);
}

void
requests_close (struct store *s)
{
  requests_forget (s);
  free (s->requests);
  s->requests = NULL;
}

/* ---- asking and keeping ------------------------------------------------- */

enum outcome
store_answered (struct store *s, const unsigned char client[ID_SIZE],
                uint64_t number, uint64_t *first, uint64_t *last,
                struct error *e)
{
  struct known *k;
  enum outcome got = know (s, client, &k, e);

  for (unsigned i = 0; got == OK && i < ANSWERS_KEPT; i++)
    if (k->at[i].there && k->at[i].number == number) {
      *first = k->at[i].first;
      *last = k->at[i].last;
      return OK;
    }
  return got == OK ? ERR_ABSENT : got;
}

/* A free place, or that of the lowest number. */
static unsigned
place_of_next (const struct known *k)
{
  unsigned lowest = 0;

  for (unsigned i = 0; i < ANSWERS_KEPT; i++) {
    if (!k->at[i].there)
      return i;
    if (k->at[i].number < k->at[lowest].number)
      lowest = i;
  }
  return lowest;
}

enum outcome
store_answer (struct store *s, const unsigned char client[ID_SIZE],
              uint64_t number, uint64_t first, uint64_t last, uint64_t time,
              struct error *e)
{
  SCOPED_BYTES value = { 0 };
  struct known *k;
  struct key key;
  unsigned place;
  enum outcome done = know (s, client, &k, e);

  if (done != OK)
    return done;
  place = place_of_next (k);
  key = request_key (client, place);
  request_value (number, first, last, time, &value);
  done = table_put (s, T_REQUESTS, key_slice (&key), bytes_slice (&value), e);
  if (done == OK)
    k->at[place] = (struct answered){ true, number, first, last };
  return done;
}

/* ---- forgetting --------------------------------------------------------- */

static uint64_t
time_of (struct slice value)
{
  struct reader r = reader_of (value.at, value.len);

  take (&r, 24);
  return take_u64 (&r);
}

static enum outcome
drop_old (struct store *s, struct walk *w, uint64_t now, struct error *e)
{
  enum outcome at = walk_first (w, slice_of (NULL, 0), e);

  while (at == OK) {
    if (time_of (w->value) + day < now)
      at = table_drop (s, T_REQUESTS, w->key, e);
    if (at == OK)
      at = walk_next (w, e);
  }
  return at == ERR_ABSENT ? OK : at;
}

static enum outcome
drop_all_old (struct store *s, struct error *e)
{
  struct walk w;
  enum outcome done = walk_open (s, T_REQUESTS, &w, e);

  requests_forget (s);
  if (done == OK)
    done = drop_old (s, &w, clock_now (), e);
  walk_close (&w);
  return done;
}

/* On a full disk they stay. */
enum outcome
store_answers_forget (struct store *s, struct error *e)
{
  enum outcome done;

  if (store_begin (s, NULL) != OK)
    return OK;
  done = drop_all_old (s, e);
  return transaction_end (s, done, e);
}

/* No answer names a change that the log has not: the counters do not say of
 * each save how far it went, these rows do.
 */
static enum outcome
check_ends (struct store *s, struct walk *w, struct error *e)
{
  enum outcome at = walk_first (w, slice_of (NULL, 0), e);

  while (at == OK) {
    struct reader r = reader_of (w->value.at, w->value.len);
    uint64_t last;

    take (&r, 16);
    last = take_u64 (&r);
    if (last > s->last.counts.changes)
      return fail (e, ERR_DAMAGED, 0,
                   _ ("the log of changes ends at %llu, the counters say %llu"),
                   (unsigned long long) s->last.counts.changes,
                   (unsigned long long) last);
    at = walk_next (w, e);
  }
  return at == ERR_ABSENT ? OK : at;
}

enum outcome
requests_check (struct store *s, struct error *e)
{
  struct walk w;
  enum outcome good = walk_open (s, T_REQUESTS, &w, e);

  if (good == OK)
    good = check_ends (s, &w, e);
  walk_close (&w);
  return good;
}
