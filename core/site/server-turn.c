/* server-turn.c - a turn of the server.
 *
 * It takes in what has come, applies at most one request of each peer, or as
 * many of an import as a turn has time for, brings the log to the disk once,
 * and only then sends the answers: so one flush answers all who wait, and
 * nobody waits for a slow neighbour.
 */

#include "site/server.h"

#include "base/clock.h"
#include "base/language.h"
#include "base/log.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  FULL_MS = 100,
  PAGES_MS = 1,         /* pages on their way are looked after          */
  WORDS_MS = 100,       /* words are written when nobody saves any more */
  MANY_MS = 1000,       /* nor imports: what waits is more by then      */
  QUIET_MS = 60 * 1000, /* a checkpoint is made when it is quiet     */
  LOG_BUSY_KIB = 4096,  /* and when that much log has come: recovery */
  LOG_CALM_KIB = 2048,  /* reads 11 MB a second                      */
};

/* Places of what is waited for; those of the peers are behind them. */
enum { SIGNALS, LISTENER, WATCH, OWN };

static uint64_t
earlier (uint64_t a, uint64_t b)
{
  return a < b ? a : b;
}

/* How long nothing needs to be done, in milliseconds; -1: for ever. */
static int
rest_ms (const struct server *s)
{
  uint64_t now = clock_ticks (), until = UINT64_MAX;
  bool waits = s->checkpoints && store_checkpoint_waits (s->store);

  for (size_t i = 0; i < s->n_peers; i++) {
    if (peer_asks (s->peers[i]) && !(waits && peer_asks_much (s->peers[i])))
      return 0;
    if (!s->peers[i]->greeted)
      until = earlier (until, s->peers[i]->since + GREETING_MS);
  }
  if (s->checkpoints)
    return waits ? PAGES_MS : 0;
  if (s->full)
    until = earlier (until, now + FULL_MS);
  if (s->used_much)
    until = earlier (until, s->gave_back + GIVE_BACK_MS);
  if (s->words != 0)
    until = earlier (until, s->words);
  if (s->renews != 0)
    until = earlier (until, s->renews);
  if (s->dirty)
    until = earlier (until, s->busy + QUIET_MS);
  if (s->idle_ms > 0 && s->n_peers == 0)
    until = earlier (until, s->busy + s->idle_ms);

  if (until == UINT64_MAX)
    return -1;
  return until <= now ? 0 : (int) earlier (until - now, INT_MAX);
}

/* Awake for who saves: whoever reads much pays for that time and gains none. */
static int
wait_some (struct server *s, struct pollfd news[], int ms)
{
  nfds_t n = OWN + s->n_peers;
  bool awake = s->saves_follow && clock_ticks () - s->saved < WORDS_MS;

  return awake ? brief_poll (&s->brief, news, n, ms) : poll (news, n, ms);
}

/* Waits for news, MS milliseconds at most; NEWS has a place for each.  Of
 * peers who are gone there is none: a child may have the connection.
 */
static void
wait_for_news (struct server *s, struct pollfd news[], int ms)
{
  news[SIGNALS] = (struct pollfd){ .fd = s->signals, .events = POLLIN };
  news[LISTENER] = (struct pollfd){ .fd = s->listener, .events = POLLIN };
  news[WATCH] = (struct pollfd){ .fd = s->watch, .events = POLLIN };
  if (s->full)
    news[LISTENER].fd = -1;
  for (size_t i = 0; i < s->n_peers; i++) {
    const struct stream *stream = &s->peers[i]->stream;

    news[OWN + i] =
      (struct pollfd){ .fd = s->peers[i]->gone ? -1 : stream->fd };
    if (stream_peek (stream) == FRAME_PART)
      news[OWN + i].events |= POLLIN;
    if (stream_sends (stream))
      news[OWN + i].events |= POLLOUT;
  }
  if (wait_some (s, news, ms) <= 0)
    for (size_t i = 0; i < OWN + s->n_peers; i++)
      news[i].revents = 0;
}

/* Those who hung up are gone, whatever they sent: nobody reads the answer. */
static void
take_in (struct server *s, const struct pollfd news[])
{
  for (size_t i = 0; i < s->n_peers; i++) {
    struct peer *p = s->peers[i];

    if ((news[OWN + i].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0
        || ((news[OWN + i].revents & POLLIN) != 0 && !stream_fill (&p->stream)))
      p->gone = true;
    if ((news[OWN + i].revents & POLLIN) != 0)
      crowd_hold_less (s);
  }
}

/* With no descriptor left, those who come wait outside for a while. */
static void
welcome (struct server *s)
{
  for (unsigned n = 0; n < WELCOMED_MOST; n++) {
    int fd = accept4 (s->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

    s->full = fd < 0 && errno != EAGAIN && errno != ECONNABORTED;
    if (fd < 0)
      return;
    peer_join (s, fd);
  }
}

/* Whether somebody asks for something that is quickly done. */
static bool
somebody_waits (const struct server *s)
{
  for (size_t i = 0; i < s->n_peers; i++)
    if (peer_asks (s->peers[i]) && !peer_asks_much (s->peers[i]))
      return true;
  return false;
}

/* The same, of those too who have come since. */
static bool
somebody_came (struct server *s)
{
  struct pollfd news[OWN + PEERS_MOST];

  wait_for_news (s, news, 0);
  take_in (s, news);
  return somebody_waits (s);
}

static void
serve_quick (struct server *s)
{
  for (size_t i = 0; i < s->n_peers; i++)
    if (peer_asks (s->peers[i]) && !peer_asks_much (s->peers[i]))
      peer_serve (s, s->peers[i]);
}

/* One after the other, until their time is over; the next turn goes on from
 * there.  Those who STAND_BACK are only noted.
 */
static void
serve_long (struct server *s, bool stand_back)
{
  uint64_t until = clock_ticks () + TURN_MS;

  for (size_t n = 0, i = s->next; n < s->n_peers; n++, i++) {
    struct peer *p = s->peers[i % s->n_peers];

    if (!peer_asks_much (p))
      continue;
    s->stood_back |= stand_back;
    if (stand_back || clock_ticks () >= until)
      break;
    do
      peer_serve (s, p);
    while (peer_saves_more (p) && clock_ticks () < until && !somebody_came (s));
    s->next = (i + 1) % s->n_peers;
  }
}

static bool
somebody_may_ask (const struct server *s)
{
  for (size_t i = 0; i < s->n_peers; i++)
    if (!s->peers[i]->gone && !stream_sends (&s->peers[i]->stream))
      return true;
  return false;
}

/* Whoever asked while others were served comes into their group, so that one
 * flush answers them all; each peer once, for its answer waits.
 */
static void
gather (struct server *s)
{
  uint64_t until = clock_ticks () + TURN_MS;

  while (s->wrote && somebody_may_ask (s) && clock_ticks () < until
         && somebody_came (s))
    serve_quick (s);
}

/* What takes its time stands back for one turn when somebody waits, and not for
 * two; and for a checkpoint, which would have the more to write.
 */
static void
serve (struct server *s)
{
  bool stand_back =
    s->checkpoints || (somebody_waits (s) && !s->stood_back);
  uint64_t now;

  s->wrote = s->stood_back = false;
  serve_quick (s);
  serve_long (s, stand_back);
  gather (s);
  group_end (s);
  s->dirty |= s->wrote;
  if (!s->wrote)
    return;
  now = clock_ticks ();
  s->saves_follow = now - s->saved < WORDS_MS;
  s->saved = now;
  s->words = now + (store_waits_for_many (s->store) ? MANY_MS : WORDS_MS);
}

static void
answer (struct server *s)
{
  uint64_t now = clock_ticks ();

  for (size_t i = 0; i < s->n_peers; i++) {
    struct peer *p = s->peers[i];

    if (!stream_drain (&p->stream))
      p->gone = true;
    crowd_note (p, now);
  }
}

static void
part (struct server *s)
{
  uint64_t now = clock_ticks ();

  if (s->n_peers > 0)
    s->busy = now;
  for (size_t i = s->n_peers; i-- > 0;) {
    const struct peer *p = s->peers[i];

    if (p->gone || (!p->greeted && now - p->since >= GREETING_MS)
        || (p == s->copier && now - p->heard >= COPYING_MS))
      peer_leave (s, i);
  }
}

static void
checkpoint (struct server *s)
{
  struct error e;

  if (store_checkpoint (s->store, 0, &e) != OK)
    log_line ("a checkpoint failed: error %d", e.os);
  else
    s->dirty = false;
}

/* A piece of a checkpoint when more than KIB of log have come, and the others
 * until somebody comes.
 */
static void
checkpoint_some (struct server *s, unsigned kib)
{
  struct error e;

  do
    if (store_checkpoint_piece (s->store, kib, &s->checkpoints, &e) != OK)
      log_line ("a checkpoint failed: error %d", e.os);
  while (s->checkpoints && !store_checkpoint_waits (s->store)
         && !somebody_came (s));
}

static bool
nobody_asks (const struct server *s)
{
  for (size_t i = 0; i < s->n_peers; i++)
    if (peer_asks (s->peers[i]))
      return false;
  return true;
}

/* Writes pieces of the words that wait: between saves only when they have
 * become many, and until somebody comes; a few go on waiting for more.  What
 * fails is tried again after the next save.
 */
static bool
settle (struct server *s)
{
  uint64_t now = clock_ticks ();
  bool more = true;
  struct error e;

  if (s->words == 0 || (now < s->words && !store_waits_for_much (s->store)))
    return false;
  if (store_waits_for_few (s->store)) {
    s->words = 0;
    return false;
  }
  s->used_much |= store_waits_for_much (s->store);
  do
    if (store_settle (s->store, &more, &e) != OK)
      log_line ("words were not written: error %d", e.os);
  while (more && store_settle_owes (s->store) && !somebody_came (s));
  if (!more)
    s->words = 0;
  return true;
}

/* Writes pages back while nobody waits for an answer, and later while saves
 * follow one another.
 */
static void
tidy (struct server *s)
{
  bool calm = nobody_asks (s);

  if (s->checkpoints || settle (s) || s->wrote)
    checkpoint_some (s, calm && !s->saves_follow ? LOG_CALM_KIB : LOG_BUSY_KIB);
  else if (s->dirty && clock_ticks () - s->busy >= QUIET_MS) {
    store_answers_forget (s->store, NULL);
    checkpoint (s);
  }
  if (!calm)
    return;
  server_renew (s);
  crowd_give_back (s);
}

/* Whether the signal to end has come; it is taken. */
static bool
told_to_end (const struct server *s)
{
  struct signalfd_siginfo signal;
  bool told = false;

  while (read (s->signals, &signal, sizeof signal) == sizeof signal)
    told = true;
  return told;
}

/* A log that did not reach the disk must not be flushed again, for the system
 * may have dropped what it could not write: the server leaves without an
 * answer, as if it had died, and the next one recovers what is there.
 */
enum outcome
server_turn (struct server *s, struct error *e)
{
  struct pollfd news[OWN + PEERS_MOST];
  enum outcome outcome = OK;

  wait_for_news (s, news, rest_ms (s));
  s->full = false;
  s->ends |= news[SIGNALS].revents != 0 && told_to_end (s);
  take_in (s, news);
  if (news[LISTENER].revents != 0)
    welcome (s);
  if (news[WATCH].revents != 0)
    server_mind_name (s);
  builder_look (s);
  serve (s);
  s->lost |= store_lost (s->store);
  if (s->lost)
    return fail (e, ERR_DAMAGED, 0, _ ("the store must be recovered"));
  if (s->wrote)
    outcome = store_flush (s->store, e);
  s->lost = outcome != OK;
  if (s->lost)
    return outcome;

  answer (s);
  tidy (s);
  s->lost |= store_lost (s->store);
  if (s->lost)
    return fail (e, ERR_SYSTEM, EIO, _ ("pages did not reach the disk"));
  part (s);
  builder_look (s);
  s->ends |=
    s->idle_ms > 0 && s->n_peers == 0 && clock_ticks () - s->busy >= s->idle_ms;
  return OK;
}
