/* proof-asked.c - what changes and records ask for, added up.
 *
 * A change n of a record proves itself by its hashes.  The chain: to the sum
 * comes (n, hash of its head) and from it goes (n - 1, the hash before that it
 * holds); what is left is the last change less the site.  The record's own
 * line goes the same way, within its group: whoever has a successor gives
 * (n, version), the successor takes (its before, its version - 1).
 */

#include "store/proof.h"

#include "store/proof-record.h"

enum { BATCH = 16 }; /* changes that are hashed together */

struct asking {
  struct proof *proof;
  struct proof_records *records;
  struct {
    uint64_t seq;
    struct slice value;
  } batch[BATCH];
  size_t count;
};

struct asking *
asking_new (struct proof *p)
{
  struct asking *a = bytes_must (sizeof *a);

  *a = (struct asking){ .proof = p, .records = proof_records_new (p) };
  return a;
}

void
asking_free (struct asking *a)
{
  if (a == NULL)
    return;
  proof_records_free (a->records);
  free (a);
}

/* ---- a change -------------------------------------------------------------
 */

static void
add (struct proof *p, uint32_t ordinal, uint64_t n)
{
  p->part.groups[ordinal / GROUP] += n;
}

static uint64_t
line (const struct proof *p, uint64_t seq, uint32_t version)
{
  return proof_pair (p, seq, version);
}

/* The record's line, and the record when this is the end of it. */
static void
ask_change (struct asking *a, const struct change *c)
{
  struct proof *p = a->proof;
  uint32_t ordinal = c->ordinal;
  uint64_t latest;

  if (ordinal == 0 || ordinal > p->records) {
    p->part.torn_change = true;
    return;
  }
  latest = p->latest[ordinal];
  if (c->before != 0)
    add (p, ordinal, -line (p, c->before, c->version - 1));
  if (latest != c->seq)
    add (p, ordinal, line (p, c->seq, c->version));
  if (latest < c->seq && !proof_suspects (p, ordinal))
    p->part.torn_change = true;
  if (latest == c->seq && !proof_record_ask (a->records, c))
    proof_suspect (p, ordinal);
}

static void
ask_chain (struct asking *a, const struct change *c,
           const unsigned char head[HASH_SIZE],
           const unsigned char body[HASH_SIZE])
{
  struct proof *p = a->proof;

  p->part.chain += proof_pair (p, c->seq, proof_hash (p, head, HASH_SIZE));
  p->part.chain -=
    proof_pair (p, c->seq - 1, proof_hash (p, c->hash_before, HASH_SIZE));
  p->part.torn_change |= memcmp (body, c->hash_body, HASH_SIZE) != 0;
}

void
proof_asked_flush (struct proof *p)
{
  struct asking *a = p->asking;
  unsigned char heads[BATCH][HASH_SIZE], bodies[BATCH][HASH_SIZE];
  struct slice texts[BATCH];

  for (size_t i = 0; i < a->count; i++)
    texts[i] = slice_of (a->batch[i].value.at, CHANGE_HEAD);
  hash_each (texts, a->count, heads);
  for (size_t i = 0; i < a->count; i++)
    texts[i] = slice_of (a->batch[i].value.at + CHANGE_HEAD,
                         a->batch[i].value.len - CHANGE_HEAD);
  hash_each (texts, a->count, bodies);

  for (size_t i = 0; i < a->count; i++) {
    struct slice value = a->batch[i].value;
    struct change c;

    p->part.changes++;
    if (change_read (a->batch[i].seq, value.at, value.len, &c, NULL) == OK) {
      ask_chain (a, &c, heads[i], bodies[i]);
      ask_change (a, &c);
    } else
      p->part.torn_change = true;
  }
  a->count = 0;
}

void
proof_asked (struct proof *p, uint64_t seq, struct slice value)
{
  struct asking *a = p->asking;

  if (seq > p->until)
    return;
  if (value.len < CHANGE_HEAD) {
    p->part.torn_change = true;
    return;
  }
  a->batch[a->count].seq = seq;
  a->batch[a->count++].value = value;
  if (a->count == BATCH)
    proof_asked_flush (p);
}

void
proof_asked_end (struct proof *p)
{
  unsigned char site[HASH_SIZE] = { 0 };

  proof_asked_flush (p);
  proof_records_flush (p->asking->records);
  memcpy (site, p->store->identity.site, ID_SIZE);
  p->part.chain -= proof_pair (p, p->until, proof_hash (p, p->end, HASH_SIZE))
                   - proof_pair (p, 0, proof_hash (p, site, HASH_SIZE));
}
