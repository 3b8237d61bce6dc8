/* upload.c - seal, offer, acknowledge. */

#include "delivery/delivery.h"

#include "base/clock.h"
#include "base/language.h"
#include "delivery/batch.h"
#include "delivery/target.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

enum { REASON_MOST = 1000 }; /* bytes of a rejection's reason that are kept */

struct upload {
  const struct upload_job *job;
  struct upload_sum *sum;
  const struct hoso_target *target;
  void *state;           /* of the target; NULL: not open */
  struct target reached; /* what the store remembers of it */
  uint32_t last;         /* batch that is sealed */
  struct rejected {      /* receipts that are kept already */
    uint32_t batch;
    unsigned char id[ID_SIZE];
  } * known;
  size_t n_known;
  struct error *error;
};

/* ---- The target --------------------------------------------------------- */

static enum outcome
answer_outcome (const struct upload *u, enum hoso_answer answer,
                const char *problem)
{
  if (answer == HOSO_DONE)
    return OK;
  if (answer == HOSO_FOREIGN)
    return fail (u->error, ERR_SYSTEM, 0,
                 _ ("%s holds the batches of another site: nothing was "
                    "written; take another folder"),
                 u->job->target);
  return fail (u->error, ERR_SYSTEM, 0, "%s: %s", u->job->target, problem);
}

static enum outcome
open_target (struct upload *u)
{
  char site[2 * ID_SIZE + 1], problem[256] = "";
  const char *where;

  u->target = target_named (u->job->target, &where);
  if (u->target == NULL)
    return fail (u->error, ERR_INPUT, 0,
                 _ ("\"%s\" is no target: write file:DIR"), u->job->target);
  if (strlen (u->job->target) >= sizeof u->reached.name)
    return fail (u->error, ERR_INPUT, 0,
                 _ ("the name of the target is longer than %zu bytes"),
                 sizeof u->reached.name - 1);
  hex_of (site_config (u->job->site)->identity.site, ID_SIZE, site);
  return answer_outcome (
    u, u->target->open (where, site, &u->state, problem, sizeof problem),
    problem);
}

static bool
find_target (void *with, const struct target *target)
{
  struct upload *u = with;

  if (strcmp (target->name, u->reached.name) == 0)
    u->reached = *target;
  return true;
}

static bool
note_receipt (void *with, const struct receipt *receipt,
              const struct code *code)
{
  struct upload *u = with;

  (void) code;
  if (strcmp (receipt->target, u->reached.name) != 0)
    return true;
  u->known = bytes_must_again (u->known, (u->n_known + 1) * sizeof *u->known);
  u->known[u->n_known].batch = receipt->batch;
  memcpy (u->known[u->n_known++].id, receipt->id, ID_SIZE);
  return true;
}

/* How far it is, by the store. */
static enum outcome
remember (struct upload *u)
{
  struct sealed last = { 0 };
  enum outcome done;

  snprintf (u->reached.name, sizeof u->reached.name, "%s", u->job->target);
  done = site_targets (u->job->site, find_target, u, u->error);
  if (done == OK)
    done = site_receipts (u->job->site, note_receipt, u, u->error);
  if (done != OK)
    return done;
  done = site_sealed (u->job->site, 0, &last, u->error);
  u->last = last.number;
  return done == ERR_ABSENT ? OK : done;
}

/* ---- Out ---------------------------------------------------------------- */

static void
progress (const struct upload *u, uint32_t batch)
{
  if (u->job->progress != NULL)
    u->job->progress (u->job->with, batch, u->last);
}

static enum outcome
offer (struct upload *u, struct batch *b)
{
  struct hoso_batch offered = batch_offered (b);
  char problem[256] = "";
  enum outcome done = answer_outcome (
    u, u->target->offer (u->state, &offered, problem, sizeof problem), problem);

  if (done != OK)
    return done;
  u->sum->offered += b->sealed.count;
  u->sum->batches++;
  if (b->sealed.number <= u->reached.offered)
    return OK;
  u->reached.offered = b->sealed.number;
  return site_target (u->job->site, &u->reached, u->error);
}

/* A batch that was sealed before, unless the target has it.  What it has
 * acknowledged it may have taken away.
 */
static enum outcome
offer_sealed (struct upload *u, uint32_t number)
{
  struct batch b;
  enum outcome done;

  if (u->target->has (u->state, number)) {
    if (number <= u->reached.offered)
      return OK;
    u->reached.offered = number;
    return site_target (u->job->site, &u->reached, u->error);
  }
  done = batch_remake (&b, u->job->site, number, u->error);
  if (done != OK)
    return done;
  done = offer (u, &b);
  batch_free (&b);
  return done;
}

/* Seals what has changed since, and offers it.  Another upload may seal first
 * (ERR_BUSY): then its batch is offered here too.
 */
static enum outcome
offer_next (struct upload *u)
{
  struct batch b;
  enum outcome done = batch_gather (&b, u->job->site, u->error);

  if (done != OK)
    return done;
  done = site_seal (u->job->site, &b.sealed, u->error);
  if (done == OK) {
    u->last = b.sealed.number;
    done = offer (u, &b);
  } else if (done == ERR_BUSY) {
    done = offer_sealed (u, b.sealed.number);
  }
  batch_free (&b);
  progress (u, u->last);
  return done;
}

static enum outcome
offer_all (struct upload *u)
{
  enum outcome done = OK;

  for (uint32_t n = u->reached.acknowledged + 1; done == OK && n <= u->last;
       n++) {
    done = offer_sealed (u, n);
    progress (u, n);
  }
  while (done == OK)
    done = offer_next (u);
  return done == ERR_ABSENT ? OK : done;
}

/* ---- Home --------------------------------------------------------------- */

/* One acknowledgement while it is read. */
struct answers {
  struct upload *upload;
  uint32_t batch;
  enum outcome failed;
};

static bool
is_known (const struct upload *u, uint32_t batch,
          const unsigned char id[ID_SIZE])
{
  for (size_t i = 0; i < u->n_known; i++)
    if (u->known[i].batch == batch && memcmp (u->known[i].id, id, ID_SIZE) == 0)
      return true;
  return false;
}

/* What came from outside, fit to be kept and shown. */
static void
tidy_reason (const char *reason, char *to, size_t room)
{
  size_t len = utf8_valid (reason, strlen (reason)) ? strlen (reason) : 0;

  len = utf8_cut (reason, len, room - 1);
  memcpy (to, reason, len);
  to[len] = '\0';
}

static void
keep_rejection (void *with, const struct hoso_rejection *rejection)
{
  struct answers *a = with;
  struct upload *u = a->upload;
  char reason[REASON_MOST];
  struct receipt receipt = { .batch = a->batch,
                             .time = clock_now (),
                             .reason = reason };

  if (a->failed != OK || !hex_read (rejection->id, receipt.id, ID_SIZE)
      || is_known (u, a->batch, receipt.id))
    return;
  tidy_reason (rejection->reason, reason, sizeof reason);
  snprintf (receipt.target, sizeof receipt.target, "%s", u->reached.name);
  a->failed = site_receipt (u->job->site, &receipt, u->error);
  if (a->failed != OK)
    return;
  note_receipt (u, &receipt, NULL);
  u->sum->rejected++;
}

static void
report (const struct upload *u, const char *problem)
{
  u->sum->problems++;
  if (u->job->problem != NULL)
    u->job->problem (u->job->with, problem);
}

/* What came back for a batch.  A damaged answer is reported; the others are
 * read all the same.
 */
static enum outcome
acknowledge (struct upload *u, uint32_t number, bool *done)
{
  struct answers answers = { .upload = u, .batch = number };
  char sha256[2 * HASH_SIZE + 1], problem[256] = "";
  enum hoso_answer answer;
  struct sealed sealed;

  if (site_sealed (u->job->site, number, &sealed, u->error) != OK)
    return u->error->kind;
  hex_of (sealed.sha256, HASH_SIZE, sha256);
  answer = u->target->acknowledge (u->state, number, sha256, keep_rejection,
                                   &answers, problem, sizeof problem);
  *done = answer == HOSO_DONE && answers.failed == OK;
  if (answer == HOSO_FAULT)
    report (u, problem);
  if (*done && number == u->reached.acknowledged + 1) {
    u->sum->acknowledged += sealed.count;
    u->reached.acknowledged = number;
    return site_target (u->job->site, &u->reached, u->error);
  }
  return answers.failed;
}

static enum outcome
acknowledge_all (struct upload *u)
{
  uint32_t from = u->reached.acknowledged + 1, until = u->reached.offered;
  enum outcome failed = OK;
  bool done;

  for (uint32_t n = from; failed == OK && n <= until; n++)
    failed = acknowledge (u, n, &done);
  return failed;
}

/* ---- The job ------------------------------------------------------------ */

/* What an upload would offer. */
static enum outcome
foresee (struct upload *u)
{
  struct sealed sealed = { 0 };
  struct status status;
  enum outcome done = OK;

  for (uint32_t n = u->reached.acknowledged + 1; done == OK && n <= u->last;
       n++) {
    done = site_sealed (u->job->site, n, &sealed, u->error);
    if (done == OK && !u->target->has (u->state, n)) {
      u->sum->offered += sealed.count;
      u->sum->batches++;
    }
  }
  if (done == OK)
    done = site_status (u->job->site, &status, u->error);
  if (done == OK) {
    u->sum->offered += status.unsent;
    u->sum->batches +=
      (uint32_t) ((status.unsent + BATCH_LINES - 1) / BATCH_LINES);
  }
  return done;
}

enum outcome
upload_run (const struct upload_job *job, struct upload_sum *sum,
            struct error *e)
{
  struct error own = { 0 };
  struct upload u = { .job = job, .sum = sum, .error = e != NULL ? e : &own };
  enum outcome done;

  *sum = (struct upload_sum){ 0 };
  done = open_target (&u);
  if (done == OK)
    done = remember (&u);
  if (done == OK && job->dry_run) {
    done = foresee (&u);
  } else if (done == OK) {
    done = offer_all (&u);
    if (done == OK)
      done = acknowledge_all (&u);
  }
  if (u.state != NULL)
    u.target->close (u.state);
  free (u.known);
  return done;
}
