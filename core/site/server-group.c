/* server-group.c - short saves of a turn, kept in one transaction.
 *
 * To begin a transaction, mark it in the log and commit it costs as much as to
 * put a row.  A save that is turned away has written nothing, and the others
 * need not know.  One that fails while it writes takes the transaction with it,
 * as a commit does that fails: then the others are done again from copies of
 * their frames, each in a transaction of its own.
 */

#include "site/server.h"

enum { TOGETHER_MOST = 256 * 1024 }; /* bytes of their frames */

/* A save that was answered, and not committed yet. */
struct grouped {
  struct peer *peer;
  size_t from, len; /* of its frame, in those of the group     */
  uint32_t officer; /* the peer's before it                    */
};

void
group_free (struct save_group *g)
{
  free (g->members);
  bytes_free (&g->frames);
  *g = (struct save_group){ .open = false };
}

static void
note (struct save_group *g, struct peer *p, struct slice frame,
      uint32_t officer)
{
  if (g->count == g->room) {
    g->room = g->room == 0 ? 8 : 2 * g->room;
    g->members = bytes_must_again (g->members, g->room * sizeof *g->members);
  }
  g->members[g->count++] =
    (struct grouped){ p, g->frames.len, frame.len, officer };
  bytes_add (&g->frames, frame.at, frame.len);
}

static void
clear (struct save_group *g)
{
  g->count = 0;
  bytes_clear (&g->frames);
}

/* The number that a peer's account was given does not last. */
static void
take_back (struct save_group *g)
{
  g->open = false;
  for (size_t i = g->count; i-- > 0;)
    g->members[i].peer->officer = g->members[i].officer;
}

bool
group_takes (const struct server *s, uint8_t what, size_t len)
{
  return what == ASK_SAVE && len <= MUCH && !s->group.apart
         && s->group.frames.len <= TOGETHER_MOST;
}

enum outcome
group_save (struct request *q, struct slice frame, struct error *e)
{
  struct save_group *g = &q->server->group;
  struct store *store = q->server->store;
  uint32_t officer = q->peer->officer;
  enum outcome outcome = g->open ? OK : store_begin (store, e);

  q->server->ends |= outcome == ERR_DAMAGED;
  if (outcome != OK)
    return outcome;

  g->open = true;
  outcome = answer_save (q, e);
  if (outcome == OK && !request_torn (q)) {
    note (g, q->peer, frame, officer);
    q->server->wrote = true;
    return OK;
  }
  store_abort (store);
  q->peer->officer = officer;
  take_back (g);
  return outcome;
}

/* Who was answered had no other answer waiting. */
void
group_mend (struct server *s)
{
  struct save_group lost = s->group;

  if (lost.open || lost.count == 0)
    return;
  s->group = (struct save_group){ .apart = true };
  for (size_t i = 0; i < lost.count; i++) {
    const struct grouped *m = &lost.members[i];

    if (m->peer->gone)
      continue;
    bytes_clear (&m->peer->stream.out);
    peer_answer (s, m->peer,
                 (struct slice){ lost.frames.at + m->from, m->len });
  }
  group_free (&lost);
  s->group.apart = false;
}

void
group_end (struct server *s)
{
  struct save_group *g = &s->group;

  if (!g->open)
    return;
  g->open = false;
  if (store_commit (s->store, NULL) == OK)
    clear (g);
  else
    take_back (g);
  group_mend (s);
}
