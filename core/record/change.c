/* change.c - lines of the append-only log: written, read, proven. */

#include "record/change.h"

#include "base/language.h"
#include "text/utf8.h"

#include <string.h>

/* Where things stand in the head. */
enum {
  AT_ACTION = 1,
  AT_TERMINAL = 2,
  AT_OFFICER = 4,
  AT_TIME = 8,
  AT_ORDINAL = 16,
  AT_ZERO = 20,
  AT_VERSION = 24,
  AT_REASON = 28, /* lengths of it, and of record head and id */
  AT_FRONT = 30,
  AT_BEFORE = 32,
  AT_HASH_BEFORE = 40,
  AT_HASH_BODY = 72,
};

static const char *const names[] = {
  [CREATE] = N_ ("create"),   [AMEND] = N_ ("amend"), [MOVE] = N_ ("move"),
  [CORRECT] = N_ ("correct"), [ERASE] = N_ ("erase"),
};

const char *
action_name (uint8_t action)
{
  return action < sizeof names / sizeof *names ? names[action] : NULL;
}

/* Length of the record head and the id at the front of BODY; 0 when they do not
 * decode.
 */
static uint16_t
head_length (struct slice body)
{
  struct reader r = reader_of (body.at, body.len);
  struct record_head head;

  if (record_head_take (&r, &head, NULL) != OK
      || take (&r, ID_SIZE).len != ID_SIZE || body.len - r.left > UINT16_MAX)
    return 0;
  return (uint16_t) (body.len - r.left);
}

static void
hash_two (struct slice reason, struct slice body, unsigned char to[HASH_SIZE])
{
  struct hash h;

  hash_start (&h, NULL);
  hash_add (&h, reason.at, reason.len);
  hash_add (&h, body.at, body.len);
  hash_end (&h, to);
}

/* Head with the hashes that C has, reason, body. */
static void
put_change (const struct change *c, struct bytes *to)
{
  put_u8 (to, CHANGE_FORMAT);
  put_u8 (to, c->action);
  put_u16 (to, c->terminal);
  put_u32 (to, c->officer);
  put_u64 (to, c->time);
  put_u32 (to, c->ordinal);
  put_u32 (to, 0);
  put_u32 (to, c->version);
  put_u16 (to, (uint16_t) c->reason.len);
  put_u16 (to, head_length (c->body));
  put_u64 (to, c->before);
  bytes_add (to, c->hash_before, HASH_SIZE);
  bytes_add (to, c->hash_body, HASH_SIZE);
  bytes_add (to, c->reason.at, c->reason.len);
  bytes_add (to, c->body.at, c->body.len);
}

static void
cut_reason (struct change *c)
{
  c->reason.len =
    utf8_cut ((const char *) c->reason.at, c->reason.len, UINT16_MAX);
}

void
change_add (struct change *c, struct bytes *to)
{
  cut_reason (c);
  hash_two (c->reason, c->body, c->hash_body);
  put_change (c, to);
}

void
change_add_open (struct change *c, struct bytes *to)
{
  cut_reason (c);
  put_change (c, to);
}

void
changes_chain (unsigned char *const *values, const size_t *lengths,
               size_t count, unsigned char chain[HASH_SIZE])
{
  unsigned char bodies[CHAINED_MOST][HASH_SIZE];
  struct slice parts[CHAINED_MOST] = { { 0 } };

  for (size_t i = 0; i < count; i++)
    parts[i] =
      (struct slice){ values[i] + CHANGE_HEAD, lengths[i] - CHANGE_HEAD };
  hash_each (parts, count, bodies);
  for (size_t i = 0; i < count; i++) {
    memcpy (values[i] + AT_HASH_BEFORE, chain, HASH_SIZE);
    memcpy (values[i] + AT_HASH_BODY, bodies[i], HASH_SIZE);
    change_hash (values[i], chain);
  }
}

/* What is in the head at AT, which is whole; the rest of what was read from
 * LEFT bytes is the reason and the body.
 */
static bool
take_head (const unsigned char *at, size_t left, struct change *c)
{
  size_t reason = little_at (at + AT_REASON, 2);

  c->action = at[AT_ACTION];
  c->terminal = (uint16_t) little_at (at + AT_TERMINAL, 2);
  c->officer = (uint32_t) little_at (at + AT_OFFICER, 4);
  c->time = little_at (at + AT_TIME, 8);
  c->ordinal = (uint32_t) little_at (at + AT_ORDINAL, 4);
  c->version = (uint32_t) little_at (at + AT_VERSION, 4);
  c->before = little_at (at + AT_BEFORE, 8);
  memcpy (c->hash_before, at + AT_HASH_BEFORE, HASH_SIZE);
  memcpy (c->hash_body, at + AT_HASH_BODY, HASH_SIZE);
  c->reason = (struct slice){ at + CHANGE_HEAD, reason };
  if (reason > left - CHANGE_HEAD)
    return false;
  c->body =
    (struct slice){ c->reason.at + reason, left - CHANGE_HEAD - reason };
  return true;
}

static enum outcome
ends_too_early (const struct change *c, struct error *e)
{
  return fail (e, ERR_DAMAGED, 0, _ ("change %llu ends too early"),
               (unsigned long long) c->seq);
}

enum outcome
change_open_body (struct change *c, struct error *e)
{
  struct reader r = reader_of (c->body.at, c->body.len);
  struct slice id;

  if (record_head_take (&r, &c->head, e) != OK)
    return ERR_DAMAGED;
  id = take (&r, ID_SIZE);
  c->image = (struct slice){ r.at, r.left };
  if (r.bad)
    return ends_too_early (c, e);
  memcpy (c->id, id.at, ID_SIZE);
  return OK;
}

static enum outcome
read_change (const unsigned char *at, size_t len, struct change *c,
             struct error *e)
{
  unsigned long long n = c->seq;

  if (len < CHANGE_HEAD || !take_head (at, len, c))
    return ends_too_early (c, e);
  if (at[0] != CHANGE_FORMAT)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("change %llu has format %u, this hoso reads format %d"), n,
                 at[0], CHANGE_FORMAT);
  if (change_open_body (c, e) != OK)
    return ERR_DAMAGED;
  if (action_name (c->action) == NULL || little_at (at + AT_ZERO, 4) != 0
      || c->body.len - c->image.len != little_at (at + AT_FRONT, 2))
    return fail (e, ERR_DAMAGED, 0, _ ("change %llu does not decode"), n);
  return OK;
}

/* All of C is filled in where all is well: to make it zeros before takes longer
 * than that.
 */
enum outcome
change_read (uint64_t seq, const void *at, size_t len, struct change *c,
             struct error *e)
{
  enum outcome done;

  c->seq = seq;
  done = read_change (at, len, c, e);
  if (done != OK)
    *c = (struct change){ .seq = seq };
  return done;
}

bool
change_proves (const void *at, size_t len)
{
  struct slice rest;
  unsigned char hash[HASH_SIZE];

  if (len < CHANGE_HEAD)
    return false;
  rest = (struct slice){ (const unsigned char *) at + CHANGE_HEAD,
                         len - CHANGE_HEAD };
  hash_of (rest.at, rest.len, hash);
  return memcmp (hash, (const unsigned char *) at + AT_HASH_BODY, HASH_SIZE)
         == 0;
}

struct slice
change_bytes (const struct change *c)
{
  size_t before = CHANGE_HEAD + c->reason.len;

  return (struct slice){ c->body.at - before, before + c->body.len };
}

/* Reason and body lie one behind the other. */
static struct slice
proven_part (const struct change *c)
{
  return (struct slice){ c->body.at - c->reason.len,
                         c->reason.len + c->body.len };
}

size_t
changes_prove (const struct change *c, size_t count)
{
  enum { AT_ONCE = 16 };
  unsigned char hashes[AT_ONCE][HASH_SIZE];
  struct slice parts[AT_ONCE];
  size_t done = 0;

  while (done < count) {
    size_t n = count - done < AT_ONCE ? count - done : AT_ONCE;

    for (size_t i = 0; i < n; i++)
      parts[i] = proven_part (&c[done + i]);
    hash_each (parts, n, hashes);
    for (size_t i = 0; i < n; i++, done++)
      if (memcmp (hashes[i], c[done].hash_body, HASH_SIZE) != 0)
        return done;
  }
  return count;
}

enum outcome
change_unproven (const struct change *c, struct error *e)
{
  return fail (e, ERR_DAMAGED, 0,
               _ ("change %llu is damaged: it does not agree with its hash; "
                  "run hoso verify, then restore a backup"),
               (unsigned long long) c->seq);
}

enum outcome
change_read_proven (uint64_t seq, const void *at, size_t len, struct change *c,
                    struct error *e)
{
  enum outcome done = change_read (seq, at, len, c, e);

  if (done != OK || change_proves (at, len))
    return done;
  return change_unproven (c, e);
}

void
change_hash (const void *at, unsigned char to[HASH_SIZE])
{
  hash_of (at, CHANGE_HEAD, to);
}
