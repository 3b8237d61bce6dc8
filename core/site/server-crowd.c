/* server-crowd.c - who has to leave when there are too many, or they hold too
 * much.
 *
 * A connection that ends costs an honest client nothing: it connects again and
 * asks again.  So nobody is waited for, and nobody is slowed down: the one that
 * is at the bottom of it goes.
 */

#include "site/server.h"

#include "base/clock.h"

#include <malloc.h>
#include <sys/resource.h>

/* ---- places ---- */

/* Descriptors that are no connections: tables, log, socket, signals, what a
 * backup reads and writes.
 */
enum { FILES_OWN = 64, PEERS_LEAST = 8 };

size_t
crowd_places (void)
{
  struct rlimit files;
  rlim_t wanted = PEERS_MOST + FILES_OWN;

  if (getrlimit (RLIMIT_NOFILE, &files) != 0)
    return PEERS_LEAST;
  if (files.rlim_cur < wanted) {
    files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
    if (setrlimit (RLIMIT_NOFILE, &files) != 0
        || getrlimit (RLIMIT_NOFILE, &files) != 0)
      return PEERS_LEAST;
  }
  if (files.rlim_cur >= wanted)
    return PEERS_MOST;
  return files.rlim_cur > FILES_OWN + PEERS_LEAST
           ? (size_t) files.rlim_cur - FILES_OWN
           : PEERS_LEAST;
}

/* How many connections a peer's account has, and how many its program. */
struct share {
  unsigned account, program;
};

static struct share
share_of (const struct server *s, const struct peer *p)
{
  struct share share = { 0, 0 };

  for (size_t i = 0; i < s->n_peers; i++) {
    const struct peer *other = s->peers[i];
    bool same = !other->gone && other->uid == p->uid;

    share.account += same;
    share.program += same && other->pid == p->pid;
  }
  return share;
}

/* Whether P, with SHARE, is to leave rather than WORST, which may be NULL. */
static bool
is_worse (const struct peer *p, struct share share, const struct peer *worst,
          struct share worst_share)
{
  if (worst == NULL)
    return true;
  if (share.account != worst_share.account)
    return share.account > worst_share.account;
  if (share.program != worst_share.program)
    return share.program > worst_share.program;
  return p->heard < worst->heard;
}

/* Whose account has the most connections, and in it whose program; of these,
 * who was quiet the longest.  NULL when COMER has as many: it would be its turn
 * to leave next.
 */
struct peer *
crowd_worst (const struct server *s, const struct peer *comer)
{
  struct share most = { 0, 0 }, own = share_of (s, comer);
  struct peer *worst = NULL;

  for (size_t i = 0; i < s->n_peers; i++) {
    struct peer *p = s->peers[i];
    struct share share;

    if (p == comer || p->gone)
      continue;
    share = share_of (s, p);
    if (is_worse (p, share, worst, most)) {
      worst = p;
      most = share;
    }
  }
  if (worst == NULL)
    return NULL;
  if (worst->uid != comer->uid)
    return most.account > own.account + 1 ? worst : NULL;
  return most.program > own.program + 1 ? worst : NULL;
}

/* ---- memory ---- */

enum { LITTLE = 64 * 1024 }; /* what a connection may hold in any case        */

static size_t
held_by (const struct peer *p)
{
  return p->stream.in.room + p->stream.out.room;
}

/* Notes since when P's frame is not whole, or its answer not taken. */
void
crowd_note (struct peer *p, uint64_t now)
{
  if (!stream_stuck (&p->stream))
    p->stuck = UINT64_MAX;
  else if (p->stuck == UINT64_MAX)
    p->stuck = now;
}

/* Who holds more than a little the longest; among those who began just now, who
 * holds the most.
 */
static struct peer *
slowest (const struct server *s)
{
  struct peer *slowest = NULL;

  for (size_t i = 0; i < s->n_peers; i++) {
    struct peer *p = s->peers[i];

    if (held_by (p) > LITTLE
        && (slowest == NULL || p->stuck < slowest->stuck
            || (p->stuck == slowest->stuck && held_by (p) > held_by (slowest))))
      slowest = p;
  }
  return slowest;
}

void
crowd_hold_less (struct server *s)
{
  size_t held = 0;

  for (size_t i = 0; i < s->n_peers; i++)
    held += held_by (s->peers[i]);
  s->used_much |= held > HELD_CALM;
  while (held > HELD_MOST) {
    struct peer *p = slowest (s);

    held -= held_by (p);
    stream_close (&p->stream);
    p->gone = true;
  }
}

/* What was freed goes back to the system, now and then. */
void
crowd_give_back (struct server *s)
{
  uint64_t now = clock_ticks ();

  if (!s->used_much || now - s->gave_back < GIVE_BACK_MS)
    return;
  malloc_trim (0);
  s->used_much = false;
  s->gave_back = now;
}
