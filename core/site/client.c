/* client.c - a connection that outlives servers: connects, waits, sends again.
 *
 * Everything waits in client_wait, in steps of at most a tenth of a second.
 * What was not answered when a server died is sent again to the next one,
 * under the same number, so that it is done once.
 */

#include "site/client.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"
#include "site/spawn.h"
#include <config.h>

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum {
  STEP_MS = 100,
  PAUSE_LEAST_MS = 3,
  PAUSE_MOST_MS = 20,  /* while a server may be there any moment          */
  PAUSE_LONG_MS = 200, /* when none came for a while                      */
  A_WHILE_MS = 3000,
  RESPAWN_MS = 300, /* another server when the last one did not come up  */
  PATIENCE_MS = 30 * 1000,
  SILENT_MOST = 20, /* servers in a row that end of what they are asked   */
  AWAKE_US = 350,   /* for an answer: a save takes 150 to 300, as the disk is */
};

/* ---- connecting ---- */

/* The terminal this runs on, as a number for the records: console N, or 1000
 * and the number of a line from elsewhere; 0: none.
 */
static uint16_t
terminal_here (void)
{
  enum { CONSOLES = 4 };
  struct stat here;

  if (!isatty (STDIN_FILENO) || fstat (STDIN_FILENO, &here) != 0)
    return 0;
  return (uint16_t) (minor (here.st_rdev)
                     + (major (here.st_rdev) == CONSOLES ? 0 : 1000));
}

void
client_disconnect (struct site *s)
{
  stream_close (&s->stream);
  s->greeted = false;
  s->lost = clock_ticks ();
  for (struct pending *p = s->first; p != NULL; p = p->next)
    if (!p->done)
      bytes_clear (&p->answer);
}

static void
say_hello (struct site *s)
{
  struct hello hello = {
    .protocol = PROTOCOL,
    .terminal = terminal_here (),
    .version = PACKAGE_VERSION,
  };

  memcpy (hello.client, s->id, ID_SIZE);
  snprintf (hello.language, sizeof hello.language, "%s",
            language_code (language_now ()));
  put_hello (&s->stream.out, &hello);
}

static void
close_report (struct site *s)
{
  if (s->report >= 0)
    close (s->report);
  s->report = -1;
}

/* Whether a server is there already, and only not yet to be reached.  As long
 * as it gets on with its work, it is waited for.
 */
static bool
one_is_coming (struct site *s)
{
  char folder[PATH_MAX];
  struct work work = { .kind = WORK_NONE };
  bool coming =
    file_join (folder, sizeof folder, s->config.folder, "db", NULL) == OK
    && store_at_work (folder, &work);

  s->heard += work.beats != s->work.beats;
  s->work = work;
  return coming;
}

/* Starts a server unless one is starting, or one was started just now. */
static enum outcome
start_server (struct site *s, struct error *e)
{
  uint64_t now = clock_ticks ();
  bool coming = one_is_coming (s);

  if (!s->start)
    return fail (e, ERR_ABSENT, 0, _ ("no server runs for the site %s"),
                 s->config.folder);
  if (coming || s->report >= 0
      || (s->spawned != 0 && now - s->spawned < RESPAWN_MS))
    return OK;
  s->spawned = now;
  return spawn_server (s->config.folder, &s->report, e);
}

/* Waits a little before the next try, longer each time, but not once the
 * server that is starting has something to say.
 */
static enum outcome
pause_a_little (struct site *s, struct error *e)
{
  struct pollfd news = { .fd = s->report, .events = POLLIN };
  int most =
    clock_ticks () - s->lost < A_WHILE_MS ? PAUSE_MOST_MS : PAUSE_LONG_MS;

  poll (&news, 1, s->pause_ms < STEP_MS ? s->pause_ms : STEP_MS);
  s->pause_ms *= 2;
  if (s->pause_ms > most)
    s->pause_ms = most;
  if (s->report < 0 || news.revents == 0)
    return OK;

  switch (spawn_hear (s->report, e)) {
  case HEARD_NOTHING: return OK;
  case HEARD_END: close_report (s); return OK;
  default: close_report (s); return e == NULL ? ERR_SYSTEM : e->kind;
  }
}

/* One try to connect; then a pause. */
static enum outcome
reach (struct site *s, struct error *e)
{
  enum outcome outcome = OK;
  int fd;

  if (s->once && s->greeted_once)
    return fail (e, ERR_BUSY, 0, _ ("the build was given up"));
  fd = socket_connect (s->config.folder);

  if (fd >= 0) {
    stream_start (&s->stream, fd);
    s->of_use = false;
    say_hello (s);
    return OK;
  }
  if (errno == ENOENT || errno == ECONNREFUSED)
    outcome = start_server (s, e);
  else if (errno != EAGAIN && errno != EINTR)
    outcome = fail (e, ERR_SYSTEM, errno, _ ("the socket in %s: %s"),
                    s->config.folder, strerror (errno));
  return outcome == OK ? pause_a_little (s, e) : outcome;
}

/* ---- frames from the server ---- */

/* Reads who answers, and whether the two of us may talk. */
static enum outcome
read_hello (const struct site *s, struct slice frame, struct hello *hello,
            struct error *e)
{
  if (!take_hello (frame, hello))
    return fail (e, ERR_SYSTEM, 0, _ ("what answers in %s is not hoso"),
                 s->config.folder);
  if (hello->protocol != PROTOCOL && !s->any_protocol)
    return fail (e, ERR_SYSTEM, 0,
                 _ ("the site's server is hoso %s and this is hoso %s: finish "
                    "everywhere, then \"hoso stop\" and start again"),
                 hello->version, PACKAGE_VERSION);
  if (hello->refused.kind != OK)
    return fail (e, hello->refused.kind, 0, "%s", hello->refused.text);
  return OK;
}

static enum outcome
hear_hello (struct site *s, struct slice frame, struct error *e)
{
  struct hello hello;
  enum outcome done = read_hello (s, frame, &hello, e);

  if (done != OK)
    return done;
  close_report (s);
  s->work = (struct work){ .kind = WORK_NONE };
  if (strcmp (s->notice.text, hello.refused.text) != 0)
    s->noticed = false;
  s->notice = hello.refused;
  if (s->told != NULL && site_notice (s, &hello.refused))
    s->told (s->told_with, &hello.refused);
  s->greeted = s->greeted_once = true;
  s->spawned = 0;
  for (const struct pending *p = s->first; p != NULL; p = p->next)
    if (!p->done)
      bytes_add (&s->stream.out, p->frame.at, p->frame.len);
  return OK;
}

/* A piece of an export stays where it came; what is small is copied. */
static void
take_piece (struct site *s, struct pending *p, struct slice frame,
            struct slice piece)
{
  size_t front = (size_t) (piece.at - s->stream.in.at);

  s->bulk = piece.len >= FRAME_BULK;
  if (p->answer.len == 0)
    p->front = 0;
  if (p->answer.len == 0 && s->bulk
      && stream_yield (&s->stream, frame, &p->answer))
    p->front = front;
  else
    bytes_add (&p->answer, piece.at, piece.len);
}

/* False for what nobody asked. */
static bool
hear_answer (struct site *s, struct slice frame)
{
  struct reader r = reader_of (frame.at, frame.len);
  uint64_t number = take_u64 (&r);
  bool more = take_u8 (&r) != 0;
  struct pending *p = s->first;

  while (p != NULL && p->number != number)
    p = p->next;
  if (r.bad || p == NULL || p->done
      || p->answer.len + r.left > 2 * (size_t) ANSWER_MOST)
    return false;
  take_piece (s, p, frame, (struct slice){ r.at, r.left });
  p->done = !more;
  s->heard++;
  s->of_use = true;
  s->silent = 0;
  s->pause_ms = PAUSE_LEAST_MS;
  return true;
}

/* Reads what has come; *LOST: it makes no sense. */
static enum outcome
hear (struct site *s, bool *lost, struct error *e)
{
  struct slice frame;
  enum frame state;
  enum outcome outcome = OK;

  while (outcome == OK && !*lost
         && (state = stream_take (&s->stream, &frame)) != FRAME_PART) {
    if (state == FRAME_BAD)
      *lost = true;
    else if (!s->greeted)
      outcome = hear_hello (s, frame, e);
    else
      *lost = !hear_answer (s, frame);
  }
  return outcome;
}

/* Awake for one short answer, not for pieces of a long one. */
static int
wait_some (struct site *s, struct pollfd *news)
{
  return s->bulk || stream_sends (&s->stream)
           ? poll (news, 1, STEP_MS)
           : brief_poll (&s->brief, news, 1, STEP_MS);
}

/* Sends and takes in what goes; what came before the other end left is read
 * first, for it may say why.  A server that left without an answer is not tried
 * again at once: perhaps it cannot bear the question.
 */
static enum outcome
exchange (struct site *s, struct error *e)
{
  struct pollfd news = { .fd = s->stream.fd, .events = POLLIN };
  bool lost = false;
  enum outcome outcome;

  if (stream_sends (&s->stream))
    news.events |= POLLOUT;
  if (wait_some (s, &news) <= 0)
    return OK;
  if ((news.revents & ~POLLOUT) != 0)
    lost = !stream_fill (&s->stream);
  outcome = lost ? OK : hear (s, &lost, e);
  if (!lost && outcome == OK)
    lost = !stream_drain (&s->stream);
  s->silent += lost && s->greeted && !s->of_use;
  if (lost || outcome != OK)
    client_disconnect (s);
  return lost && !s->of_use ? pause_a_little (s, e) : outcome;
}

/* ---- waiting ---- */

static bool
arrived (const struct site *s, const struct pending *p)
{
  return p == NULL ? s->greeted : p->done;
}

static const char *
why_given_up (const struct site *s)
{
  if (s->silent >= SILENT_MOST)
    return _ ("each server of the site %s ends without an answer to this: its "
              "log says why");
  return s->greeted ? _ ("the server of the site %s does not answer")
                    : _ ("the server of the site %s cannot be reached");
}

static enum outcome
give_up (struct site *s, struct error *e)
{
  fail (e, ERR_SYSTEM, ETIMEDOUT, why_given_up (s), s->config.folder);
  s->silent = 0;
  client_disconnect (s);
  return ERR_SYSTEM;
}

/* News of servers that are coming are no answer: each may end as the one
 * before.
 */
enum outcome
client_wait (struct site *s, const struct pending *p, struct error *e)
{
  uint64_t since = clock_ticks (), told = since, heard = s->heard;

  while (!arrived (s, p)) {
    enum outcome outcome = s->stream.fd < 0 ? reach (s, e) : exchange (s, e);
    uint64_t now = clock_ticks ();

    if (outcome != OK)
      return outcome;
    if (s->heard != heard)
      since = now;
    heard = s->heard;
    if (now - since >= PATIENCE_MS || s->silent >= SILENT_MOST)
      return give_up (s, e);
    if (s->waiting == NULL || now - told < STEP_MS)
      continue;
    told = now;
    if (!s->waiting (s->waiting_with, s->greeted ? NULL : &s->work))
      return fail (e, ERR_BUSY, 0, _ ("given up while the site was busy"));
  }
  return OK;
}

bool
client_closed (struct site *s, uint64_t ms)
{
  uint64_t since = clock_ticks ();

  while (s->stream.fd >= 0 && clock_ticks () - since < ms)
    if (exchange (s, NULL) != OK)
      break;
  return s->stream.fd < 0;
}

/* ---- the site ---- */

enum outcome
client_new (struct site **site, const char *folder, bool start, struct error *e)
{
  struct site *s = bytes_must (sizeof *s);
  enum outcome outcome;

  *s = (struct site){ .start = start, .report = -1, .brief.most = AWAKE_US };
  s->pause_ms = PAUSE_LEAST_MS;
  s->lost = clock_ticks ();
  stream_start (&s->stream, -1);
  random_bytes (s->id, ID_SIZE);
  outcome = config_read (folder, &s->config, e);
  if (outcome != OK) {
    free (s);
    return outcome;
  }
  *site = s;
  return OK;
}

enum outcome
site_open_waiting (struct site **site, const char *folder, bool start,
                   site_waiting waiting, void *with, struct error *e)
{
  enum outcome outcome = client_new (site, folder, start, e);

  if (outcome != OK)
    return outcome;
  site_on_wait (*site, waiting, with);
  outcome = client_wait (*site, NULL, e);
  site_on_wait (*site, NULL, NULL);
  if (outcome != OK) {
    site_close (*site);
    *site = NULL;
  }
  return outcome;
}

enum outcome
site_open (struct site **site, const char *folder, bool start, struct error *e)
{
  return site_open_waiting (site, folder, start, NULL, NULL, e);
}

void
site_close (struct site *s)
{
  if (s == NULL)
    return;
  queue_free (s);
  known_free (s);
  while (s->first != NULL)
    client_drop (s, s->first);
  close_report (s);
  stream_close (&s->stream);
  free (s);
}

bool
site_notice (struct site *s, struct error *to)
{
  if (s->noticed || s->notice.text[0] == '\0')
    return false;
  s->noticed = true;
  *to = s->notice;
  return true;
}

void
site_on_notice (struct site *s, site_told told, void *with)
{
  s->told = told;
  s->told_with = with;
}

const struct config *
site_config (const struct site *s)
{
  return &s->config;
}

void
site_on_wait (struct site *s, site_waiting waiting, void *with)
{
  s->waiting = waiting;
  s->waiting_with = with;
}
