/* requests.c - what was answered, so that nothing is done twice.
 *
 * "requests": client id, u64 number -> u64 first change, u64 last, u64 time
 */

#include "store/inside.h"

#include "base/clock.h"
#include "base/language.h"

#include <string.h>

enum { ANSWERS_KEPT = 16 }; /* of one client */

static const uint64_t day = 24ull * 3600 * 1000000; /* in microseconds */

struct key
request_key (const unsigned char client[ID_SIZE], uint64_t number)
{
  struct key k = { .len = 0 };

  key_bytes (&k, client, ID_SIZE);
  key_u64 (&k, number);
  return k;
}

void
request_value (uint64_t first, uint64_t last, uint64_t time, struct bytes *to)
{
  put_u64 (to, first);
  put_u64 (to, last);
  put_u64 (to, time);
}

enum outcome
store_answered (struct store *s, const unsigned char client[ID_SIZE],
                uint64_t number, uint64_t *first, uint64_t *last,
                struct error *e)
{
  struct key k = request_key (client, number);
  SCOPED_BYTES value = { 0 };
  enum outcome got = table_get (s, T_REQUESTS, key_slice (&k), &value, e);
  struct reader r = reader_of (value.at, value.len);

  if (got != OK)
    return got;
  *first = take_u64 (&r);
  *last = take_u64 (&r);
  return r.bad
           ? fail (e, ERR_DAMAGED, 0, _ ("requests: an answer does not decode"))
           : OK;
}

/* Drops what is older than the last answers of CLIENT, of which K is one. */
static enum outcome
forget (struct store *s, struct walk *w, const struct key *k, struct error *e)
{
  struct slice client = slice_of (k->at, ID_SIZE);
  enum outcome at = walk_back (w, key_slice (k), e);

  for (unsigned n = 1; at == OK && slice_begins (w->key, client); n++) {
    if (n > ANSWERS_KEPT)
      at = table_drop (s, T_REQUESTS, w->key, e);
    if (at == OK)
      at = walk_previous (w, e);
  }
  return at == ERR_ABSENT ? OK : at;
}

enum outcome
store_answer (struct store *s, const unsigned char client[ID_SIZE],
              uint64_t number, uint64_t first, uint64_t last, uint64_t time,
              struct error *e)
{
  struct key k = request_key (client, number);
  SCOPED_BYTES value = { 0 };
  struct walk w;
  enum outcome done;

  request_value (first, last, time, &value);
  done = table_put (s, T_REQUESTS, key_slice (&k), bytes_slice (&value), e);
  if (done != OK)
    return done;
  done = walk_open (s, T_REQUESTS, &w, e);
  if (done == OK)
    done = forget (s, &w, &k, e);
  walk_close (&w);
  return done;
}

static uint64_t
time_of (struct slice value)
{
  struct reader r = reader_of (value.at, value.len);

  take (&r, 16);
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
  if (done == OK)
    return store_commit (s, e);
  store_abort (s);
  return done;
}

enum outcome
requests_open (struct store *s, struct error *e)
{
  return store_answers_forget (s, e);
}
