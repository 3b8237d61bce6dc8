/* server-backup.c - a copy of the store for whoever makes a backup, a piece at
 * a time, so that a save waits for one piece at most.
 */

#include "site/server.h"

#include "base/language.h"

static enum outcome
begin (struct request *q, struct error *e)
{
  enum outcome outcome = store_copy_begin (q->server->store, e);

  if (outcome == OK)
    q->server->copier = q->peer;
  return outcome;
}

static enum outcome
read_piece (struct request *q, const struct asked_backup *asked,
            struct error *e)
{
  SCOPED_BYTES piece = { 0 };
  char name[64];
  bool end;
  enum outcome outcome = store_copy_read (q->server->store, asked->file,
                                          asked->at, name, &piece, &end, e);

  if (outcome != OK)
    return outcome;
  put_words (q->answer, name);
  put_u8 (q->answer, end);
  put_block (q->answer, piece.at, piece.len);
  return OK;
}

static enum outcome
find_moment (struct request *q, struct error *e)
{
  struct backup moment;
  enum outcome outcome = store_copy_moment (q->server->store, &moment, e);

  if (outcome == OK)
    put_backup (q->answer, &moment);
  q->server->wrote = true; /* so that it is durable before this is answered */
  return outcome;
}

void
backup_leave (struct server *s, const struct peer *peer)
{
  if (s->copier != peer)
    return;
  s->copier = NULL;
  store_copy_end (s->store);
}

/* Whether this peer's backup is the one that is at work. */
static enum outcome
check_copier (const struct request *q, struct error *e)
{
  return q->server->copier == q->peer
           ? OK
           : fail (e, ERR_ABSENT, 0, _ ("the server ended in the middle"));
}

enum outcome
answer_backup (struct request *q, struct error *e)
{
  struct asked_backup asked;
  enum outcome outcome;

  take_asked_backup (q->body, &asked);
  if (request_torn (q))
    return ERR_INPUT;
  if (asked.step == BACKUP_BEGIN)
    return begin (q, e);
  outcome = check_copier (q, e);
  if (outcome != OK)
    return outcome;
  switch (asked.step) {
  case BACKUP_READ: return read_piece (q, &asked, e);
  case BACKUP_MOMENT: return find_moment (q, e);
  default: backup_leave (q->server, q->peer); return OK;
  }
}

enum outcome
answer_backed (struct request *q, struct error *e)
{
  struct backup b = { .time = 0 };
  const char *place;
  enum outcome outcome;

  take_backup (q->body, &b);
  place = take_words (q->body);
  if (request_torn (q))
    return ERR_INPUT;
  outcome = check_copier (q, e);
  if (outcome == OK)
    outcome = store_backed (q->server->store, &b, place, e);
  q->server->wrote |= outcome == OK;
  return outcome;
}
