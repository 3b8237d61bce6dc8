/* client-save.c - dossiers to the server: one by one, or many in a row.
 *
 * Queued saves are packed into parcels, a request each; four parcels are on
 * their way at a time, so that the client packs some while the server works on
 * others, and a sync serves two.
 */

#include "site/client.h"

#include "base/language.h"

#include <stdlib.h>

enum { ON_THEIR_WAY = 4 };

/* Who wants to know of a save. */
struct asker {
  uint64_t tag;
  size_t from; /* where the save begins in the frame */
  save_answered answered;
  void *with;
};

struct parcel {
  struct bytes frame; /* until it is sent */
  struct asker *askers;
  size_t count;
  struct pending *sent;
  struct parcel *next;
};

struct queue {
  struct bytes body;      /* of one save                               */
  struct parcel *packing; /* or NULL                                   */
  struct parcel *sent;    /* the oldest first                          */
  unsigned n_sent;
};

void
answer_free (struct answer *a)
{
  findings_free (&a->findings);
}

/* ---- answers ---- */

/* The answers to the saves of one request, one after the other. */
struct answers {
  struct reader r;
  struct error error; /* of the whole request: nothing was saved   */
};

static struct answers
answers_of (const struct pending *p)
{
  struct answers a = { .error = { .kind = OK } };

  a.error.kind = client_answer (p, &a.r, &a.error);
  return a;
}

/* The caller frees *ANSWER whatever is returned. */
static enum outcome
next_answer (struct answers *a, struct answer *answer, struct error *e)
{
  if (a->error.kind != OK) {
    *answer = (struct answer){ .verdict = FAILED, .error = a->error };
    return OK;
  }
  take_answer (&a->r, answer);
  return a->r.bad ? client_torn (e) : OK;
}

enum outcome
site_save (struct site *s, const struct to_save *save, struct answer *answer,
           struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  enum outcome outcome;

  *answer = (struct answer){ .verdict = FAILED };
  put_save (&body, save);
  outcome = client_send (s, ASK_SAVE, &body, &p, e);
  if (outcome != OK)
    return outcome;
  outcome = client_wait (s, p, e);
  if (outcome == OK) {
    struct answers answers = answers_of (p);

    outcome = next_answer (&answers, answer, e);
  }
  client_drop (s, p);
  return outcome;
}

/* ---- many ---- */

static void
parcel_free (struct parcel *parcel)
{
  bytes_free (&parcel->frame);
  free (parcel->askers);
  free (parcel);
}

/* Save I of a parcel that was sent, as it lies in the frame. */
static struct slice
sent_of (const struct parcel *parcel, size_t i)
{
  const struct bytes *frame = &parcel->sent->frame;
  size_t from = parcel->askers[i].from, until = frame->len;

  if (i + 1 < parcel->count)
    until = parcel->askers[i + 1].from;
  return (struct slice){ frame->at + from, until - from };
}

struct values
answer_values (const struct answer *answer, const struct form *form,
               struct arena *arena, uint64_t *received)
{
  struct reader r = reader_of (answer->sent.at, answer->sent.len);
  struct asked_save asked;
  struct image image;

  take_save (&r, &asked);
  *received = asked.received;
  image_open (asked.image.at, asked.image.len, asked.flags, &image, NULL);
  return image_values (&image, form, arena);
}

/* Waits for the oldest parcel and tells who asked. */
static enum outcome
deliver (struct site *s, struct error *e)
{
  struct queue *q = s->queue;
  struct parcel *parcel = q->sent;
  enum outcome outcome = client_wait (s, parcel->sent, e);
  struct answers answers;

  if (outcome != OK)
    return outcome;
  q->sent = parcel->next;
  q->n_sent--;

  answers = answers_of (parcel->sent);
  for (size_t i = 0; i < parcel->count && outcome == OK; i++) {
    const struct asker *asker = &parcel->askers[i];
    struct answer answer;

    outcome = next_answer (&answers, &answer, e);
    answer.sent = sent_of (parcel, i);
    if (outcome == OK)
      asker->answered (asker->with, asker->tag, &answer);
    answer_free (&answer);
  }
  client_drop (s, parcel->sent);
  parcel_free (parcel);
  return outcome;
}

/* Sends what is packed as soon as few enough are on their way. */
static enum outcome
send_parcel (struct site *s, struct error *e)
{
  struct queue *q = s->queue;
  struct parcel **last = &q->sent;
  enum outcome outcome = OK;

  while (q->n_sent == ON_THEIR_WAY && outcome == OK)
    outcome = deliver (s, e);
  if (outcome == OK)
    outcome =
      client_send_frame (s, ASK_SAVE, &q->packing->frame, &q->packing->sent, e);
  if (outcome != OK)
    return outcome;

  while (*last != NULL)
    last = &(*last)->next;
  *last = q->packing;
  q->packing = NULL;
  q->n_sent++;
  return OK;
}

/* A build is nobody else's. */
static size_t
saves_most (const struct site *s)
{
  return s->once ? BUILT_MOST : SAVES_MOST;
}

static struct queue *
queue_of (struct site *s)
{
  if (s->queue == NULL) {
    s->queue = bytes_must (sizeof *s->queue);
    *s->queue = (struct queue){ 0 };
  }
  return s->queue;
}

/* The parcel that is being packed, with room for SIZE more bytes. */
static enum outcome
parcel_for (struct site *s, size_t size, struct parcel **parcel,
            struct error *e)
{
  struct queue *q = s->queue;
  enum outcome outcome = OK;

  if (q->packing != NULL
      && (q->packing->count == saves_most (s)
          || q->packing->frame.len + size > FRAME_BULK))
    outcome = send_parcel (s, e);
  if (outcome == OK && q->packing == NULL) {
    q->packing = bytes_must (sizeof *q->packing);
    *q->packing = (struct parcel){ 0 };
    bytes_reserve (&q->packing->frame, FRAME_BULK);
    client_front (&q->packing->frame);
    q->packing->askers =
      bytes_must (saves_most (s) * sizeof *q->packing->askers);
  }
  *parcel = q->packing;
  return outcome;
}

enum outcome
site_queue (struct site *s, const struct to_save *save, uint64_t tag,
            save_answered answered, void *with, struct error *e)
{
  struct bytes *body = &queue_of (s)->body;
  struct parcel *parcel;
  enum outcome outcome;

  bytes_clear (body);
  put_save (body, save);
  if (body->len > FRAME_BULK + RECORD_MOST)
    return fail (e, ERR_INPUT, 0, _ ("the dossier is too large"));
  outcome = parcel_for (s, body->len, &parcel, e);
  if (outcome != OK)
    return outcome;
  parcel->askers[parcel->count++] =
    (struct asker){ tag, parcel->frame.len, answered, with };
  bytes_add (&parcel->frame, body->at, body->len);
  return OK;
}

enum outcome
site_finish (struct site *s, struct error *e)
{
  enum outcome outcome = OK;

  if (s->queue == NULL)
    return OK;
  if (s->queue->packing != NULL)
    outcome = send_parcel (s, e);
  while (s->queue->sent != NULL && outcome == OK)
    outcome = deliver (s, e);
  return outcome;
}

void
queue_free (struct site *s)
{
  struct queue *q = s->queue;

  if (q == NULL)
    return;
  while (q->sent != NULL) {
    struct parcel *parcel = q->sent;

    q->sent = parcel->next;
    client_drop (s, parcel->sent);
    parcel_free (parcel);
  }
  if (q->packing != NULL)
    parcel_free (q->packing);
  bytes_free (&q->body);
  free (q);
  s->queue = NULL;
}
