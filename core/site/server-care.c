/* server-care.c - what the server says of itself and of its store's health. */

#include "site/server.h"

#include "base/clock.h"
#include "base/file.h"
#include <config.h>

#include <stdio.h>
#include <unistd.h>

static void
put_problem (void *with, const char *sentence)
{
  struct listing *listing = with;

  if (listing_item (listing))
    put_words (listing->request->answer, sentence);
}

enum outcome
answer_verify (struct request *q, struct error *e)
{
  struct listing listing = { .request = q };
  struct verify verify;
  enum outcome outcome;

  take_verify (q->body, &verify);
  if (request_torn (q))
    return ERR_INPUT;
  outcome = store_verify (q->server->store, &verify, put_problem, &listing, e);
  if (outcome == OK)
    q->server->verifier = verify.done ? NULL : q->peer;
  listing_end (&listing);
  q->server->used_much |= verify.done;
  put_verify (q->answer, &verify);
  return outcome;
}

/* It writes in a transaction of its own. */
enum outcome
answer_compact (struct request *q, struct error *e)
{
  struct compact compact;
  enum outcome outcome;

  take_compact (q->body, &compact);
  if (request_torn (q))
    return ERR_INPUT;
  outcome =
    store_compact (q->server->store, &compact, q->server->n_peers == 1, e);
  q->server->wrote = true;
  if (outcome == OK)
    put_compact (q->answer, &compact);
  return outcome;
}

void
verify_leave (struct server *s, const struct peer *p)
{
  if (s->verifier != p)
    return;
  store_verify_leave (s->store);
  s->verifier = NULL;
}

enum outcome
answer_repair (struct request *q, struct error *e)
{
  struct repair repair = { 0 };
  enum outcome outcome;

  take_repair (q->body, &repair);
  if (request_torn (q))
    return ERR_INPUT;
  outcome = store_repair (q->server->store, &repair, e);
  if (repair.broken)
    q->server->lost = q->server->ends = true;
  if (repair.done)
    q->server->dirty = true;
  put_repair (q->answer, &repair);
  return outcome;
}

/* Resident memory, KiB; 0 when the system does not say. */
static uint64_t
resident (void)
{
  SCOPED_BYTES text = { 0 };
  unsigned long long all, here;

  if (file_read ("/proc/self/statm", 4096, &text, NULL) != OK
      || sscanf (bytes_text (&text), "%llu %llu", &all, &here) != 2)
    return 0;
  return here * (uint64_t) sysconf (_SC_PAGESIZE) / 1024;
}

static bool
count_row (void *with, const struct row *row)
{
  (void) row;
  ++*(uint64_t *) with;
  return true;
}

static bool
count_draft (void *with, const struct draft *draft)
{
  (void) draft;
  ++*(uint32_t *) with;
  return true;
}

static enum outcome
count_due (struct store *store, struct status *status, struct error *e)
{
  uint64_t now = clock_now ();
  struct moment m = moment_of (now);
  uint32_t today = (uint32_t) (m.year * 10000 + m.month * 100 + m.day);
  struct filter due = {
    .due_from = today, .due_until = today, .limit = UINT32_MAX, .now = now
  };
  struct filter late = { .overdue_only = true,
                         .limit = UINT32_MAX,
                         .now = now };
  bool more;
  enum outcome outcome;

  outcome = store_list (store, &due, count_row, &status->due_today, &more, e);
  if (outcome == OK)
    outcome = store_list (store, &late, count_row, &status->overdue, &more, e);
  return outcome;
}

/* Changes after the last sealed batch. */
static uint64_t
unsent (struct store *store, uint64_t changes)
{
  uint32_t last = store_sealed_last (store);
  struct sealed sealed = { .last = 0 };

  if (last > 0 && store_sealed (store, last, &sealed, NULL) != OK)
    return changes;
  return changes - (sealed.last < changes ? sealed.last : changes);
}

static void
status_mended (const struct server *s, struct status *status)
{
  const struct mended *m = store_mended (s->store);
  struct error text;

  status->mended_at = m->time;
  store_mended_text (m, &text);
  snprintf (status->mended, sizeof status->mended, "%s", text.text);
}

enum outcome
answer_status (struct request *q, struct error *e)
{
  struct server *s = q->server;
  struct counts counts;
  struct status status = {
    .server_rss_kib = resident (),
    .server_pid = (uint64_t) getpid (),
    .since = s->since,
    .awake = s->brief.waits,
    .clients = (uint32_t) s->n_peers,
    .version = PACKAGE_VERSION,
  };
  enum outcome outcome;

  if (request_torn (q))
    return ERR_INPUT;
  store_counts (s->store, &counts);
  status.changes = counts.changes;
  status.records = counts.records;
  status.unsent = unsent (s->store, counts.changes);
  outcome = count_due (s->store, &status, e);
  if (outcome == OK)
    outcome = store_drafts (s->store, 0, count_draft, &status.drafts, e);
  store_backup_state (s->store, &status.backup);
  status_mended (s, &status);
  if (outcome == OK)
    put_status (q->answer, &status);
  return outcome;
}

enum outcome
answer_stop (struct request *q, struct error *e)
{
  (void) e;
  store_forgive (q->server->store);
  q->server->ends = true;
  return OK;
}
