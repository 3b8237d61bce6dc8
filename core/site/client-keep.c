/* client-keep.c - what the server keeps besides records: drafts, batches,
 * targets, receipts.
 */

#include "site/client.h"

/* ---- drafts ---- */

enum outcome
site_draft_put (struct site *s, const struct draft *draft, struct error *e)
{
  SCOPED_BYTES body = { 0 };

  put_draft (&body, draft);
  return client_tell (s, ASK_DRAFT_PUT, &body, e);
}

enum outcome
site_draft_get (struct site *s, const unsigned char id[ID_SIZE],
                struct draft *draft, struct bytes *hold, struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_id (&body, id);
  outcome = client_ask (s, ASK_DRAFT_GET, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  take_draft (&r, draft);
  client_hold (s, p, hold);
  return r.bad ? client_torn (e) : OK;
}

enum outcome
site_draft_drop (struct site *s, const unsigned char id[ID_SIZE],
                 struct error *e)
{
  SCOPED_BYTES body = { 0 };

  put_id (&body, id);
  return client_tell (s, ASK_DRAFT_DROP, &body, e);
}

enum outcome
site_drafts (struct site *s, draft_seen seen, void *with, struct error *e)
{
  struct pending *p;
  struct reader r;
  struct draft draft;
  bool wanted = true;
  enum outcome outcome = client_ask (s, ASK_DRAFTS, NULL, &p, &r, e);

  if (outcome != OK)
    return outcome;
  while (wanted && client_another (&r)) {
    take_draft (&r, &draft);
    wanted = !r.bad && seen (with, &draft);
  }
  return client_finish (s, p, &r, e);
}

/* ---- the way out ---- */

enum outcome
site_seal (struct site *s, const struct sealed *sealed, struct error *e)
{
  SCOPED_BYTES body = { 0 };

  put_sealed (&body, sealed);
  return client_tell (s, ASK_SEAL, &body, e);
}

enum outcome
site_sealed (struct site *s, uint32_t number, struct sealed *sealed,
             struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_u32 (&body, number);
  outcome = client_ask (s, ASK_SEALED, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  take_sealed (&r, sealed);
  return client_finish (s, p, &r, e);
}

enum outcome
site_target (struct site *s, const struct target *target, struct error *e)
{
  SCOPED_BYTES body = { 0 };

  put_target (&body, target);
  return client_tell (s, ASK_TARGET, &body, e);
}

enum outcome
site_targets (struct site *s, target_seen seen, void *with, struct error *e)
{
  struct pending *p;
  struct reader r;
  struct target target;
  bool wanted = true;
  enum outcome outcome = client_ask (s, ASK_TARGETS, NULL, &p, &r, e);

  if (outcome != OK)
    return outcome;
  while (wanted && client_another (&r)) {
    take_target (&r, &target);
    wanted = !r.bad && seen (with, &target);
  }
  return client_finish (s, p, &r, e);
}

enum outcome
site_receipt (struct site *s, const struct receipt *receipt, struct error *e)
{
  SCOPED_BYTES body = { 0 };

  put_receipt (&body, receipt);
  return client_tell (s, ASK_RECEIPT, &body, e);
}

enum outcome
site_receipts (struct site *s, receipt_seen seen, void *with, struct error *e)
{
  struct pending *p;
  struct reader r;
  struct receipt receipt;
  struct code code;
  bool wanted = true;
  enum outcome outcome = client_ask (s, ASK_RECEIPTS, NULL, &p, &r, e);

  if (outcome != OK)
    return outcome;
  while (wanted && client_another (&r)) {
    take_receipt (&r, &receipt);
    take_code (&r, &code);
    wanted = !r.bad && seen (with, &receipt, &code);
  }
  return client_finish (s, p, &r, e);
}
