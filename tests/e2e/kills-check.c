/* kills-check.c - what is there after the kills, against what was answered. */

#include "tests/e2e/kills.h"

#include "site/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
acks_add (struct acks *acks, const struct ack *ack)
{
  if (acks->count == acks->room) {
    acks->room = acks->room == 0 ? 4096 : 2 * acks->room;
    acks->at = bytes_must_again (acks->at, acks->room * sizeof *acks->at);
  }
  acks->at[acks->count++] = *ack;
}

/* By what they tell of, then by version. */
static int
compare (const void *a, const void *b)
{
  const struct ack *one = a, *other = b;
  int order = memcmp (one->id, other->id, ID_SIZE);

  if (order == 0)
    order = (one->told > other->told) - (one->told < other->told);
  if (order == 0)
    order = (one->version > other->version) - (one->version < other->version);
  return order;
}

/* Whether the change that ACK names is what was sent, byte by byte. */
static bool
is_there (struct site *s, const struct ack *ack)
{
  struct bytes hold = { 0 };
  unsigned char hash[HASH_SIZE];
  struct change c;
  struct error e = { 0 };
  bool good = site_change (s, ack->seq, &c, &hold, &e) == OK;

  if (good) {
    hash_of (c.image.at, c.image.len, hash);
    good = c.ordinal == ack->ordinal && c.version == ack->version
           && c.head.code.day == ack->day && c.head.code.serial == ack->serial
           && memcmp (hash, ack->hash, HASH_SIZE) == 0;
  }
  if (!good)
    printf ("# change %llu, dossier %u, version %u of client %u: %s\n",
            (unsigned long long) ack->seq, ack->ordinal, ack->version, ack->who,
            e.text[0] != '\0' ? e.text : "is another");
  bytes_free (&hold);
  return good;
}

size_t
check_lost (struct site *s, const struct acks *acks)
{
  size_t lost = 0;

  for (size_t i = 0; i < acks->count && lost < 10; i++)
    if (acks->at[i].told == SAVED_ONE)
      lost += !is_there (s, &acks->at[i]);
  return lost;
}

/* Versions that dossier ID has; 0 when it is not there. */
static uint32_t
versions_of (struct site *s, const unsigned char id[ID_SIZE])
{
  struct whole w = { .row = { .ordinal = 0 } };
  char hex[2 * ID_SIZE + 1];
  uint32_t version = 0;

  hex_of (id, ID_SIZE, hex);
  if (site_get (s, hex, &w, NULL) == OK)
    version = w.row.head.version;
  whole_free (&w);
  return version;
}

size_t
check_twice (struct site *s, struct acks *acks, const bool late[])
{
  size_t bad = 0;

  if (acks->count > 0)
    qsort (acks->at, acks->count, sizeof *acks->at, compare);
  for (size_t i = 0, next; i < acks->count && bad < 10; i = next) {
    const struct ack *first = &acks->at[i];
    uint32_t answered = 0, there;

    for (next = i; next < acks->count
                   && memcmp (acks->at[next].id, first->id, ID_SIZE) == 0;
         next++)
      answered += acks->at[next].told == SAVED_ONE;
    there = versions_of (s, first->id);
    if (there == answered || (late[first->who] && there == answered + 1))
      continue;
    printf ("# client %u: %u saves answered, version %u\n", first->who,
            answered, there);
    bad++;
  }
  return bad;
}

static bool
draft_is (struct site *s, const struct ack *ack)
{
  struct bytes hold = { 0 };
  unsigned char hash[HASH_SIZE];
  struct draft d;
  struct error e = { 0 };
  enum outcome outcome = site_draft_get (s, ack->id, &d, &hold, &e);
  bool good;

  if (outcome == OK)
    hash_of (d.values.at, d.values.len, hash);
  good = ack->told == DROPPED_DRAFT
           ? outcome == ERR_ABSENT
           : outcome == OK && memcmp (hash, ack->hash, HASH_SIZE) == 0;
  bytes_free (&hold);
  return good;
}

/* Answers of a client come in their order. */
size_t
check_drafts (struct site *s, const struct acks *acks, const bool late[],
              uint32_t clients)
{
  const struct ack **last = bytes_must (clients * sizeof *last);
  size_t bad = 0;

  memset (last, 0, clients * sizeof *last);
  for (size_t i = 0; i < acks->count; i++)
    if (acks->at[i].told != SAVED_ONE)
      last[acks->at[i].who] = &acks->at[i];
  for (uint32_t who = 0; who < clients; who++)
    bad += last[who] != NULL && !late[who] && !draft_is (s, last[who]);
  free (last);
  return bad;
}

/* The serials of the one day must be 1, 2, 3, ... */
struct serials {
  uint64_t count, sum;
  uint32_t most;
};

static bool
count_serial (void *with, const unsigned char id[ID_SIZE],
              const struct change *c)
{
  struct serials *n = with;

  (void) id;
  n->count++;
  n->sum += c->head.code.serial;
  if (c->head.code.serial > n->most)
    n->most = c->head.code.serial;
  return true;
}

uint64_t
check_serials (struct site *s)
{
  struct scan scan = { .until = 0 };
  struct serials n = { 0 };
  struct error e = { 0 };

  if (site_scan (s, &scan, count_serial, &n, &e) != OK)
    return 0;
  return n.count == n.most && n.sum == n.count * (n.count + 1) / 2 ? n.count
                                                                   : 0;
}
