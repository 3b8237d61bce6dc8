/* server-backup.c - a copy of the store for whoever makes a backup, a piece at
 * a time, so that a save waits for one piece at most.
 */

#include "site/server.h"

#include "base/file.h"
#include "base/language.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum outcome
begin (struct request *q, struct error *e)
{
  enum outcome outcome = request_dated (q, e);

  if (outcome == OK)
    outcome = store_copy_begin (q->server->store, e);
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

/* The server will write its log to PLACE, with its own rights: where another
 * account says so, only to where the site's backups go anyway.
 */
static bool
may_name (const struct request *q, const char *place)
{
  const struct config *c = &q->server->config;
  const char *name = c->backup[0] != '\0' ? c->backup : "backup";
  char own[PATH_MAX];
  char *whole;
  bool same;

  if (q->peer->uid == geteuid () || q->peer->uid == 0)
    return true;
  if (name[0] == '/')
    snprintf (own, sizeof own, "%s", name);
  else if (file_join (own, sizeof own, c->folder, name, NULL) != OK)
    return false;
  whole = realpath (own, NULL);
  same = whole != NULL && strcmp (whole, place) == 0;
  free (whole);
  return same;
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
  if (outcome == OK && !may_name (q, place))
    outcome = fail (e, ERR_INPUT, 0,
                    _ ("the site's backups go where site.conf says: the server "
                       "does not follow to %s"),
                    place);
  if (outcome == OK)
    outcome = store_backed (q->server->store, &b, place, e);
  q->server->wrote |= outcome == OK;
  return outcome;
}
