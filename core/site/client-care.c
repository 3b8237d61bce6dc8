/* client-care.c - the server's state, the store's health, the end. */

#include "site/client.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"

#include <limits.h>
#include <time.h>

enum outcome
site_status (struct site *s, struct status *status, struct error *e)
{
  struct pending *p;
  struct reader r;
  enum outcome outcome = client_ask (s, ASK_STATUS, NULL, &p, &r, e);

  if (outcome != OK)
    return outcome;
  take_status (&r, status);
  return client_finish (s, p, &r, e);
}

const char *
status_backup_warning (const struct status *s)
{
  static const uint64_t day = 86400ull * 1000000;
  const struct backup_state *b = &s->backup;

  if (s->changes == b->changes && b->time != 0)
    return NULL;
  if (b->time == 0)
    return s->changes == 0 ? NULL : _ ("there is no backup yet");
  if (b->rolls == ROLLS_NOT_NOW)
    return _ ("the log cannot be kept beside the last backup");
  if (b->rolls != ROLLS)
    return _ ("a backup is needed: not every moment can be restored");
  return clock_now () > b->time + day ? _ ("the last backup is old") : NULL;
}

static enum outcome
verify_piece (struct site *s, struct verify *v, problem_seen seen, void *with,
              struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_verify (&body, v);
  outcome = client_ask (s, ASK_VERIFY, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  while (client_another (&r)) {
    const char *sentence = take_words (&r);

    if (!r.bad)
      seen (with, sentence);
  }
  take_verify (&r, v);
  return client_finish (s, p, &r, e);
}

enum outcome
site_verify (struct site *s, struct verify *v, problem_seen seen,
             void (*step) (void *with, const struct verify *), void *with,
             struct error *e)
{
  enum outcome outcome = OK;

  while (!v->done && outcome == OK) {
    outcome = verify_piece (s, v, seen, with, e);
    if (outcome == OK && step != NULL)
      step (with, v);
  }
  return outcome;
}

static enum outcome
compact_piece (struct site *s, struct compact *c, struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_compact (&body, c);
  outcome = client_ask (s, ASK_COMPACT, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  take_compact (&r, c);
  return client_finish (s, p, &r, e);
}

enum outcome
site_compact (struct site *s,
              void (*step) (void *with, const struct compact *), void *with,
              struct error *e)
{
  struct compact c = { .done = false };
  enum outcome outcome = OK;

  while (!c.done && outcome == OK) {
    outcome = compact_piece (s, &c, e);
    if (outcome == OK)
      step (with, &c);
  }
  return outcome;
}

/* ---- repair ---- */

static enum outcome
repair_piece (struct site *s, struct repair *repair, struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_repair (&body, repair);
  outcome = client_ask (s, ASK_REPAIR, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  take_repair (&r, repair);
  return client_finish (s, p, &r, e);
}

enum outcome
site_repair (struct site *s,
             void (*step) (void *with, const struct repair *), void *with,
             struct error *e)
{
  const struct timespec wait = { .tv_nsec = 50 * 1000000L };
  struct repair repair = { 0 };
  enum outcome outcome = OK;

  while (!repair.done && outcome == OK) {
    if (repair.run != 0)
      nanosleep (&wait, NULL);
    outcome = repair_piece (s, &repair, e);
    if (outcome == OK && step != NULL)
      step (with, &repair);
  }
  return outcome;
}

/* ---- the end ---- */

enum { STOP_MS = 30 * 1000, LOOK_MS = 10 };

/* Asks the server of S to end and waits until it has let go of everything. */
static enum outcome
end_server (struct site *s, uint64_t ms, struct error *e)
{
  enum outcome outcome = client_tell (s, ASK_STOP, NULL, e);

  if (outcome == OK && !client_closed (s, ms))
    outcome =
      fail (e, ERR_BUSY, 0, _ ("the server of the site %s takes long to end"),
            s->config.folder);
  return outcome == ERR_ABSENT ? OK : outcome; /* it ended by itself */
}

/* One try to end the server, and to see that none holds the store: ERR_BUSY
 * while one is just starting or ending.
 */
static enum outcome
try_to_end (struct site *s, uint64_t ms, struct error *e)
{
  char folder[PATH_MAX];
  enum outcome outcome = client_wait (s, NULL, e);

  if (outcome == OK)
    return end_server (s, ms, e);
  if (outcome != ERR_ABSENT)
    return outcome;
  if (file_join (folder, sizeof folder, s->config.folder, "db", e) != OK)
    return ERR_SYSTEM;
  if (!store_locked (folder))
    return OK;
  return fail (e, ERR_BUSY, 0,
               _ ("the server of the site %s takes long to begin or to end"),
               s->config.folder);
}

enum outcome
site_stop (const char *folder, struct error *e)
{
  const struct timespec look = { .tv_nsec = LOOK_MS * 1000000L };
  uint64_t since = clock_ticks (), passed = 0;
  struct site *s;
  enum outcome outcome = client_new (&s, folder, false, e);

  if (outcome != OK)
    return outcome;
  s->any_protocol = true;
  do {
    outcome = try_to_end (s, STOP_MS - passed, e);
    if (outcome == ERR_BUSY)
      nanosleep (&look, NULL);
    passed = clock_ticks () - since;
  } while (outcome == ERR_BUSY && passed < STOP_MS);
  site_close (s);
  return outcome;
}
