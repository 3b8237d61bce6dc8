/* server-peer.c - who is connected to the server, and what they ask. */

#include "site/server.h"

#include "base/clock.h"
#include "base/language.h"
#include <config.h>

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_KEPT = 64 * 1024 }; /* room for answers that is not given back */

/* What can be asked.  What writes runs in a transaction of its own; what is
 * long, however short the question, may take as long as a piece of an export.
 */
static const struct {
  answerer answer;
  bool writes, is_long;
} asks[ASKS] = {
  [ASK_STOP] = { answer_stop, false },
  [ASK_STATUS] = { answer_status, false, true },
  [ASK_REGISTER] = { answer_register, true, true },
  [ASK_FORM] = { answer_form, false },
  [ASK_PROCEDURE] = { answer_procedure, false, true },
  [ASK_OFFICER] = { answer_officer, false },
  [ASK_SAVE] = { answer_save, true },
  [ASK_GET] = { answer_get, false },
  [ASK_CHANGE] = { answer_change, false },
  [ASK_LIST] = { answer_list, false, true },
  [ASK_FIND] = { answer_find, false, true },
  [ASK_SCAN] = { answer_scan, false, true },
  [ASK_DRAFT_PUT] = { answer_draft_put, true },
  [ASK_DRAFT_GET] = { answer_draft_get, false },
  [ASK_DRAFT_DROP] = { answer_draft_drop, true },
  [ASK_DRAFTS] = { answer_drafts, true, true },
  [ASK_SEAL] = { answer_seal, true },
  [ASK_SEALED] = { answer_sealed, false },
  [ASK_TARGET] = { answer_target, true },
  [ASK_TARGETS] = { answer_targets, false },
  [ASK_RECEIPT] = { answer_receipt, true },
  [ASK_RECEIPTS] = { answer_receipts, false, true },
  [ASK_VERIFY] = { answer_verify, false, true },
  [ASK_BACKUP] = { answer_backup, false, true },
  [ASK_COMPACT] = { answer_compact, false, true },
  [ASK_BACKED] = { answer_backed, false, true },
  [ASK_BUILD] = { answer_build, false },
  [ASK_ADOPT] = { answer_adopt, false, true },
  [ASK_REPAIR] = { answer_repair, false, true },
  [ASK_SHARE] = { answer_share, false },
};

/* ---- coming and going ---- */

/* The process at the other end, by the kernel: nobody can pass for another. */
static bool
find_program (struct peer *p)
{
  struct ucred who;
  socklen_t size = sizeof who;

  if (getsockopt (p->stream.fd, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0)
    return false;
  p->uid = who.uid;
  p->pid = who.pid;
  return true;
}

/* The modes of folder and socket say who may connect; should they be laxer than
 * they were made, a site of one login still serves nobody else; nor does one on
 * a disk that cannot be written, whose socket has no modes.
 */
static bool
may_come (const struct server *s, const struct peer *p)
{
  return (s->config.group && !store_read_only (s->store))
         || p->uid == geteuid () || p->uid == 0;
}

static void
find_account (struct peer *p)
{
  const struct passwd *account = getpwuid (p->uid);

  if (account != NULL && strlen (account->pw_name) < sizeof p->account)
    snprintf (p->account, sizeof p->account, "%s", account->pw_name);
  else
    snprintf (p->account, sizeof p->account, "uid-%u", (unsigned) p->uid);
}

/* Whether there is a place for P, if need be another's. */
static bool
make_place (struct server *s, const struct peer *p)
{
  const struct peer *worst;

  if (s->n_peers < s->places)
    return true;
  worst = crowd_worst (s, p);
  for (size_t i = 0; i < s->n_peers; i++)
    if (s->peers[i]->gone || s->peers[i] == worst) {
      peer_leave (s, i);
      return true;
    }
  return false;
}

void
peer_join (struct server *s, int fd)
{
  uint64_t now = clock_ticks ();
  struct peer *p = bytes_must (sizeof *p);

  *p = (struct peer){ .since = now, .heard = now, .stuck = UINT64_MAX };
  stream_start (&p->stream, fd);
  if (find_program (p) && may_come (s, p) && make_place (s, p)) {
    s->peers[s->n_peers++] = p;
    return;
  }
  stream_close (&p->stream);
  free (p);
}

void
peer_leave (struct server *s, size_t i)
{
  backup_leave (s, s->peers[i]);
  verify_leave (s, s->peers[i]);
  stream_close (&s->peers[i]->stream);
  shared_free (&s->peers[i]->shared);
  free (s->peers[i]);
  s->peers[i] = s->peers[--s->n_peers];
}

bool
peer_asks (const struct peer *p)
{
  return !p->gone && !stream_sends (&p->stream)
         && stream_peek (&p->stream) != FRAME_PART;
}

enum { WHAT = sizeof (uint64_t) }; /* stands behind the number */

bool
peer_asks_much (const struct peer *p)
{
  struct slice frame;

  if (!peer_asks (p) || !p->greeted)
    return false;
  frame = stream_waiting (&p->stream);
  return frame.len > MUCH
         || (frame.len > WHAT && frame.at[WHAT] < ASKS
             && asks[frame.at[WHAT]].is_long);
}

bool
peer_saves_more (const struct peer *p)
{
  struct slice frame;

  if (p->gone || stream_peek (&p->stream) != FRAME_WHOLE
      || p->stream.out.len > MUCH)
    return false;
  frame = stream_waiting (&p->stream);
  return frame.len > MUCH && frame.at[WHAT] == ASK_SAVE;
}

/* ---- help for those who answer ---- */

bool
request_torn (const struct request *q)
{
  return q->body->bad || q->body->left > 0;
}

enum outcome
request_officer (struct request *q, uint32_t *officer, struct error *e)
{
  struct peer *p = q->peer;
  enum outcome outcome = OK;

  if (p->officer == 0)
    outcome = store_officer (q->server->store, p->account, &p->officer, e);
  *officer = p->officer;
  return outcome;
}

bool
listing_item (struct listing *listing)
{
  listing->full = listing->request->answer->len > LISTING_MOST;
  if (!listing->full)
    put_u8 (listing->request->answer, 1);
  return !listing->full;
}

void
listing_end (struct listing *listing)
{
  put_u8 (listing->request->answer, 0);
}

enum outcome
request_dated (const struct request *q, struct error *e)
{
  if (clock_holds (q->time))
    return OK;
  take (q->body, q->body->left);
  return fail (e, ERR_SYSTEM, 0,
               _ ("the clock of this computer stands in no year from 1970 to "
                  "9999; set the clock, then try again"));
}

/* ---- answering ---- */

/* Runs ANSWER in a transaction.  The number that the peer's account was given
 * in it is forgotten when it does not last.  A store that is damaged is closed
 * and recovered by the next server.
 */
static enum outcome
answer_writing (struct request *q, answerer answer, struct error *e)
{
  struct store *store = q->server->store;
  uint32_t officer = q->peer->officer;
  enum outcome outcome = store_begin (store, e);

  q->server->ends |= outcome == ERR_DAMAGED;
  if (outcome != OK)
    return outcome;

  outcome = answer (q, e);
  if (outcome == OK && !request_torn (q)) {
    outcome = store_commit (store, e);
    q->server->wrote = true;
  } else {
    store_abort (store);
    q->peer->officer = officer;
  }
  return outcome;
}

/* An answer begins as the only frame of its request: its length, which is not
 * known yet, the number, and that no more follows.
 */
enum { FRAME_LENGTH = 4, FRAME_FRONT = FRAME_LENGTH + 9 };

static void
begin_answer (struct bytes *answer, uint64_t number, enum outcome outcome)
{
  bytes_clear (answer);
  frame_open (answer);
  put_u64 (answer, number);
  put_u8 (answer, 0);
  put_u8 (answer, (uint8_t) outcome);
}

/* A piece of an export is sent from where it was made; what is small is copied,
 * so that its memory is used again.
 */
static void
send_answer (struct server *s, struct peer *p, uint64_t number)
{
  struct bytes *answer = &s->answer, *out = &p->stream.out;

  if (answer->len > MUCH && answer->len <= FRAME_MOST && out->len == 0) {
    struct bytes empty = *out;

    frame_close (answer, FRAME_LENGTH);
    *out = *answer;
    *answer = empty;
    return;
  }
  put_pieces (
    out, number,
    (struct slice){ answer->at + FRAME_FRONT, answer->len - FRAME_FRONT });
  if (answer->room > ANSWER_KEPT)
    bytes_free (answer);
}

/* What is not of the group comes behind it. */
static enum outcome
answer_request (struct request *q, uint8_t what, struct slice frame,
                struct error *e)
{
  bool together = group_takes (q->server, what, frame.len);

  if (!together)
    group_end (q->server);
  language_set (q->peer->language);
  begin_answer (q->answer, q->number, OK);
  if (together)
    return group_save (q, frame, e);
  return asks[what].writes ? answer_writing (q, asks[what].answer, e)
                           : asks[what].answer (q, e);
}

/* Runs what FRAME asks and leaves the answer to be sent.  A frame that cannot
 * be understood ends the connection.
 */
void
peer_answer (struct server *s, struct peer *p, struct slice frame)
{
  struct reader body = reader_of (frame.at, frame.len);
  struct request q = {
    s, p, take_u64 (&body), &body, &s->answer, clock_now ()
  };
  uint8_t what = take_u8 (&body);
  struct error e = { .kind = OK };
  enum outcome outcome;

  p->gone = body.bad || what == 0 || what >= ASKS || asks[what].answer == NULL
            || (p->hello.protocol != PROTOCOL && what != ASK_STOP);
  if (p->gone)
    return;

  outcome = answer_request (&q, what, frame, &e);
  p->gone = request_torn (&q) || p->handed;
  s->used_much |= frame.len > MUCH || s->answer.len > MUCH;
  forget_forms (s);
  if (outcome != OK) {
    begin_answer (&s->answer, q.number, outcome);
    e.kind = outcome;
    put_error (&s->answer, &e);
  }
  send_answer (s, p, q.number);
  group_mend (s);
}

/* How many are served: they were greeted and may stay. */
static size_t
served (const struct server *s)
{
  size_t count = 0;

  for (size_t i = 0; i < s->n_peers; i++)
    count += s->peers[i]->greeted && !s->peers[i]->gone;
  return count;
}

/* Whether P may stay, if need be in another's place. */
static bool
make_room (struct server *s, const struct peer *p)
{
  struct peer *worst;

  if (served (s) < s->places - s->places / PEERS_SPARE)
    return true;
  worst = crowd_worst (s, p);
  if (worst != NULL)
    worst->gone = true;
  return worst != NULL;
}

/* The first frame of a peer, and the server's first to it. */
static void
greet (struct server *s, struct peer *p, struct slice frame)
{
  struct hello own = { .protocol = PROTOCOL, .version = PACKAGE_VERSION };

  if (!take_hello (frame, &p->hello)) {
    p->gone = true;
    return;
  }
  find_account (p);
  p->gone = !make_room (s, p);
  p->greeted = true;
  p->language = language_named (p->hello.language);
  if (p->language == LANGUAGES)
    p->language = language_named (s->config.language);
  language_set (p->language);

  server_notice (s, &own.refused);
  if (p->gone)
    fail (&own.refused, ERR_BUSY, 0,
          _ ("%zu programs are open on this site already: close one"),
          served (s));
  put_hello (&p->stream.out, &own);
}

void
peer_serve (struct server *s, struct peer *p)
{
  struct slice frame;

  p->heard = clock_ticks ();
  s->renews = p->heard + CALM_MS;
  if (stream_take (&p->stream, &frame) == FRAME_BAD) {
    p->gone = true;
  } else if (!p->greeted) {
    greet (s, p, frame);
  } else {
    peer_answer (s, p, frame);
  }
  crowd_hold_less (s);
}
