/* client-ask.c - requests: sent, answered, dropped. */

#include "site/client.h"

#include "base/language.h"

#include <stdlib.h>

void
client_front (struct bytes *frame)
{
  frame_open (frame);
  put_u64 (frame, 0);
  put_u8 (frame, 0);
}

/* Fills in the front of a frame. */
static void
address (struct bytes *frame, uint64_t number, enum ask what)
{
  struct bytes front = { .at = frame->at, .room = frame->len };
  size_t opened = frame_open (&front);

  put_u64 (&front, number);
  put_u8 (&front, (uint8_t) what);
  frame_close (frame, opened);
}

enum outcome
client_send_frame (struct site *s, enum ask what, struct bytes *frame,
                   struct pending **sent, struct error *e)
{
  struct pending **last = &s->first;
  struct pending *p;

  if (frame->len > FRAME_MOST - 32)
    return fail (e, ERR_INPUT, 0, _ ("that is too much for one request"));

  p = bytes_must (sizeof *p);
  *p = (struct pending){ .number = ++s->number, .frame = *frame };
  *frame = (struct bytes){ 0 };
  address (&p->frame, p->number, what);

  while (*last != NULL)
    last = &(*last)->next;
  *last = *sent = p;
  if (s->greeted) {
    stream_put (&s->stream, p->frame.at, p->frame.len);
    stream_drain (&s->stream); /* what fails is seen by the next wait */
  }
  return OK;
}

enum outcome
client_send (struct site *s, enum ask what, const struct bytes *body,
             struct pending **sent, struct error *e)
{
  SCOPED_BYTES frame = { 0 };

  client_front (&frame);
  if (body != NULL)
    bytes_add (&frame, body->at, body->len);
  return client_send_frame (s, what, &frame, sent, e);
}

/* An answer that comes too late must not be taken for another's: a connection
 * on which one is still to come is left.
 */
void
client_drop (struct site *s, struct pending *p)
{
  struct pending **at = &s->first;

  if (!p->done && s->stream.fd >= 0)
    client_disconnect (s);
  while (*at != p)
    at = &(*at)->next;
  *at = p->next;
  stream_lend (&s->stream, &p->answer);
  bytes_free (&p->frame);
  bytes_free (&p->answer);
  free (p);
}

enum outcome
client_torn (struct error *e)
{
  return fail (e, ERR_SYSTEM, 0, _ ("the server's answer cannot be read"));
}

enum outcome
client_answer (const struct pending *p, struct reader *body, struct error *e)
{
  struct error said;
  uint8_t outcome;

  *body = reader_of (p->answer.at, p->answer.len);
  take (body, p->front);
  outcome = take_u8 (body);
  if (!body->bad && outcome == OK)
    return OK;
  take_error (body, &said);
  if (body->bad || said.kind == OK)
    return client_torn (e);
  return fail (e, said.kind, said.os, "%s", said.text);
}

enum outcome
client_ask (struct site *s, enum ask what, const struct bytes *body,
            struct pending **p, struct reader *answer, struct error *e)
{
  enum outcome outcome = client_send (s, what, body, p, e);

  if (outcome != OK)
    return outcome;
  outcome = client_wait (s, *p, e);
  if (outcome == OK)
    outcome = client_answer (*p, answer, e);
  if (outcome != OK)
    client_drop (s, *p);
  return outcome;
}

enum outcome
client_tell (struct site *s, enum ask what, const struct bytes *body,
             struct error *e)
{
  struct pending *p;
  struct reader r;
  enum outcome outcome = client_ask (s, what, body, &p, &r, e);

  if (outcome == OK)
    client_drop (s, p);
  return outcome;
}

enum outcome
client_finish (struct site *s, struct pending *p, const struct reader *r,
               struct error *e)
{
  client_drop (s, p);
  return r->bad ? client_torn (e) : OK;
}

bool
client_another (struct reader *r)
{
  return take_u8 (r) == 1 && !r->bad;
}

void
client_hold (struct site *s, struct pending *p, struct bytes *hold)
{
  bytes_free (hold);
  *hold = p->answer;
  p->answer = (struct bytes){ 0 };
  client_drop (s, p);
}
