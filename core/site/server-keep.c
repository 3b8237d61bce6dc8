/* server-keep.c - what the server keeps besides records: drafts, batches,
 * targets, receipts.
 */

#include "site/server.h"

#include "base/language.h"

#include <string.h>

/* Ends a list that is worth nothing when it is cut. */
static enum outcome
listing_whole (struct listing *listing, enum outcome outcome, struct error *e)
{
  listing_end (listing);
  if (outcome == OK && listing->full)
    return fail (e, ERR_SYSTEM, 0, _ ("there is too much to list"));
  return outcome;
}

/* ---- drafts ---- */

/* A draft is its officer's alone: to all others there is none.  An account that
 * has no number yet has no draft.
 */
static enum outcome
own_draft (struct request *q, const unsigned char id[ID_SIZE],
           struct draft *draft, struct bytes *hold, struct error *e)
{
  struct store *store = q->server->store;
  const char *owner;
  enum outcome outcome = store_draft_get (store, id, draft, hold, e);

  if (outcome != OK)
    return outcome;
  owner = store_officer_name (store, draft->officer);
  if (owner != NULL && strcmp (owner, q->peer->account) == 0)
    return OK;
  return fail (e, ERR_ABSENT, 0, _ ("there is no such draft"));
}

enum outcome
answer_draft_put (struct request *q, struct error *e)
{
  struct draft draft;
  enum outcome outcome;

  take_draft (q->body, &draft);
  if (request_torn (q))
    return ERR_INPUT;
  outcome = request_officer (q, &draft.officer, e);
  if (outcome == OK)
    outcome = store_draft_put (q->server->store, &draft, e);
  return outcome;
}

enum outcome
answer_draft_get (struct request *q, struct error *e)
{
  SCOPED_BYTES hold = { 0 };
  unsigned char id[ID_SIZE];
  struct draft draft;
  enum outcome outcome;

  take_id (q->body, id);
  if (request_torn (q))
    return ERR_INPUT;
  outcome = own_draft (q, id, &draft, &hold, e);
  if (outcome == OK)
    put_draft (q->answer, &draft);
  return outcome;
}

/* A draft that is gone already was dropped by this very request, before the
 * server died.
 */
enum outcome
answer_draft_drop (struct request *q, struct error *e)
{
  SCOPED_BYTES hold = { 0 };
  unsigned char id[ID_SIZE];
  struct draft draft;
  enum outcome outcome;

  take_id (q->body, id);
  if (request_torn (q))
    return ERR_INPUT;
  outcome = own_draft (q, id, &draft, &hold, e);
  if (outcome == OK)
    outcome = store_draft_drop (q->server->store, id, e);
  return outcome == ERR_ABSENT ? OK : outcome;
}

static bool
add_draft (void *with, const struct draft *draft)
{
  struct listing *listing = with;

  if (!listing_item (listing))
    return false;
  put_draft (listing->request->answer, draft);
  return true;
}

enum outcome
answer_drafts (struct request *q, struct error *e)
{
  struct listing listing = { .request = q };
  uint32_t officer;
  enum outcome outcome;

  if (request_torn (q))
    return ERR_INPUT;
  outcome = request_officer (q, &officer, e);
  if (outcome == OK)
    outcome = store_drafts (q->server->store, officer, add_draft, &listing, e);
  return listing_whole (&listing, outcome, e);
}

/* ---- the way out ---- */

/* Whether batch WANTED is sealed already, as it is wanted: by this very
 * request, before the server died.
 */
static bool
sealed_so (struct store *store, const struct sealed *wanted)
{
  struct sealed there;

  return store_sealed (store, wanted->number, &there, NULL) == OK
         && there.count == wanted->count && there.first == wanted->first
         && there.last == wanted->last
         && memcmp (there.sha256, wanted->sha256, sizeof there.sha256) == 0;
}

enum outcome
answer_seal (struct request *q, struct error *e)
{
  struct sealed sealed;

  take_sealed (q->body, &sealed);
  if (request_torn (q))
    return ERR_INPUT;
  if (sealed_so (q->server->store, &sealed))
    return OK;
  return store_seal (q->server->store, &sealed, e);
}

enum outcome
answer_sealed (struct request *q, struct error *e)
{
  uint32_t number = take_u32 (q->body);
  struct sealed sealed;
  enum outcome outcome;

  if (request_torn (q))
    return ERR_INPUT;
  if (number == 0)
    number = store_sealed_last (q->server->store);
  if (number == 0)
    return fail (e, ERR_ABSENT, 0, _ ("no batch was made yet"));
  outcome = store_sealed (q->server->store, number, &sealed, e);
  if (outcome == OK)
    put_sealed (q->answer, &sealed);
  return outcome;
}

enum outcome
answer_target (struct request *q, struct error *e)
{
  struct target target;

  take_target (q->body, &target);
  if (request_torn (q))
    return ERR_INPUT;
  return store_target_put (q->server->store, &target, e);
}

static bool
add_target (void *with, const struct target *target)
{
  struct listing *listing = with;

  if (!listing_item (listing))
    return false;
  put_target (listing->request->answer, target);
  return true;
}

enum outcome
answer_targets (struct request *q, struct error *e)
{
  struct listing listing = { .request = q };
  enum outcome outcome;

  if (request_torn (q))
    return ERR_INPUT;
  outcome = store_targets (q->server->store, add_target, &listing, e);
  return listing_whole (&listing, outcome, e);
}

enum outcome
answer_receipt (struct request *q, struct error *e)
{
  struct receipt receipt;

  take_receipt (q->body, &receipt);
  if (request_torn (q))
    return ERR_INPUT;
  return store_receipt_put (q->server->store, &receipt, e);
}

static bool
add_receipt (void *with, const struct receipt *receipt, const struct code *code)
{
  struct listing *listing = with;

  if (!listing_item (listing))
    return false;
  put_receipt (listing->request->answer, receipt);
  put_code (listing->request->answer, code);
  return true;
}

enum outcome
answer_receipts (struct request *q, struct error *e)
{
  struct listing listing = { .request = q };
  enum outcome outcome;

  if (request_torn (q))
    return ERR_INPUT;
  outcome = store_receipts (q->server->store, add_receipt, &listing, e);
  return listing_whole (&listing, outcome, e);
}
