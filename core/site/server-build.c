/* server-build.c - a site that is empty, filled by a child while the server
 * goes on.
 *
 * The importing client asks for it on a second connection.  A child is forked
 * off that has this connection and a building store; it takes dossiers by the
 * same steps as the server, but into files that nobody reads yet, without log
 * and transactions.  It never touches the library, whose memory it has only a
 * copy of.  When all is on the disk, the client asks the server on its first
 * connection to adopt the files, which is one transaction.  If anything goes
 * wrong before, or somebody saves meanwhile, the files are removed and the
 * client begins again in the ordinary way.
 */

#include "site/saving.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"
#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NICER = 5, RESULT_MOST = 64 << 20 };

/* ---- the child --------------------------------------------------------- */

/* What the child serves. */
struct session {
  struct server *server; /* a copy, of the one peer */
  struct peer *peer;
  int result;
  uint64_t number; /* of the request that ends it */
  uint64_t told;   /* ticks when the client heard of us last */
  bool ended;
};

/* A piece of an answer that says nothing but that more will come. */
static void
alive (void *with)
{
  struct session *session = with;
  struct bytes *out = &session->peer->stream.out;
  uint64_t now = clock_ticks ();
  size_t frame;

  if (now - session->told < 1000)
    return;
  session->told = now;
  frame = frame_open (out);
  put_u64 (out, session->number);
  put_u8 (out, 1);
  frame_close (out, frame);
  stream_drain (&session->peer->stream);
}

/* The length of the result and its hash stand before it: it is whole, or it is
 * none.
 */
static enum outcome
write_result (int fd, const struct bytes *result, struct error *e)
{
  SCOPED_BYTES head = { 0 };
  unsigned char hash[HASH_SIZE];
  enum outcome done;

  hash_of (result->at, result->len, hash);
  put_u32 (&head, (uint32_t) result->len);
  bytes_add (&head, hash, sizeof hash);
  done = file_put (fd, head.at, head.len, "result", e);
  return done == OK ? file_put (fd, result->at, result->len, "result", e)
                    : done;
}

static enum outcome
end_session (struct session *session, struct error *e)
{
  SCOPED_BYTES result = { 0 };
  enum outcome done =
    store_build_end (session->server->store, alive, session, &result, e);

  session->ended = true;
  return done == OK ? write_result (session->result, &result, e) : done;
}

/* Answers one frame; false when the session is over. */
static bool
answer_one (struct session *session, struct slice frame)
{
  struct bytes *out = &session->peer->stream.out;
  SCOPED_BYTES answer = { 0 };
  struct reader body = reader_of (frame.at, frame.len);
  struct request q = { session->server, session->peer, take_u64 (&body), &body,
                       &answer, clock_now () };
  uint8_t what = take_u8 (&body);
  struct error e = { .kind = OK };
  enum outcome done = ERR_INPUT;

  session->number = q.number;
  put_u8 (&answer, OK);
  if (what == ASK_SAVE)
    done = answer_built (&q, &e);
  else if (what == ASK_BUILD_END && body.left == 0)
    done = end_session (session, &e);
  if (body.bad || body.left > 0)
    return false;

  if (done != OK) {
    e.kind = done;
    bytes_clear (&answer);
    put_u8 (&answer, (uint8_t) done);
    put_error (&answer, &e);
  }
  put_pieces (out, q.number, (struct slice){ answer.at, answer.len });
  return done == OK && !session->ended;
}

/* Sends what goes and takes in what comes; false when the client is gone. */
static bool
exchange (struct stream *stream)
{
  struct pollfd news = { .fd = stream->fd, .events = POLLIN };

  if (stream_sends (stream))
    news.events = POLLOUT;
  if (poll (&news, 1, -1) < 0)
    return errno == EINTR;
  if ((news.revents & POLLIN) != 0 && !stream_fill (stream))
    return false;
  if ((news.revents & POLLOUT) != 0)
    return stream_drain (stream);
  return (news.revents & (POLLHUP | POLLERR | POLLNVAL)) == 0
         || (news.revents & POLLIN) != 0;
}

/* Serves until the end; what cannot be sent is not waited for for ever, since
 * the client that does not read hangs up one day.
 */
static void
serve (struct session *session)
{
  struct stream *stream = &session->peer->stream;
  struct slice frame;
  bool goes_on = true;

  language_set (session->peer->language);
  while (goes_on) {
    enum frame state = stream_peek (stream);

    if (stream_sends (stream) || state == FRAME_PART) {
      if (!exchange (stream))
        return;
      continue;
    }
    if (state == FRAME_BAD || stream_take (stream, &frame) == FRAME_BAD)
      return;
    goes_on = answer_one (session, frame);
    if (!stream_drain (stream))
      return;
  }
  while (stream_sends (stream) && exchange (stream))
    ;
}

/* Leaves only this connection open, and nobody who waits for a signal. */
static void
part_with_parent (struct server *s, const struct peer *kept)
{
  sigset_t none;

  for (size_t i = 0; i < s->n_peers; i++)
    if (s->peers[i] != kept)
      close (s->peers[i]->stream.fd);
  close (s->listener);
  close (s->signals);
  if (s->watch >= 0)
    close (s->watch);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
  signal (SIGINT, SIG_IGN); /* of the terminal: the client decides */
}

/* The child's whole life.  It must not outlive the server: the next one would
 * build into files of the same names.
 */
static void
live (struct server *s, struct peer *peer, struct store *built, pid_t parent)
{
  struct session session = { .server = s,
                             .peer = peer,
                             .result = s->builder.result };

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != parent)
    _exit (1);
  store_forked (s->store);
  part_with_parent (s, peer);
  if (nice (NICER) < 0)
    errno = 0;
  s->store = built;
  s->n_peers = 0;
  peer->officer = 0;
  serve (&session);
  _exit (0);
}

/* ---- the server -------------------------------------------------------- */

/* Reads what the child left; false when it is not whole. */
static bool
read_result (int fd, struct bytes *file, struct slice *result)
{
  unsigned char hash[HASH_SIZE];
  struct reader r;
  struct slice sum;
  struct stat size;
  size_t len;
  ssize_t got;

  if (fstat (fd, &size) != 0 || size.st_size < 4 + HASH_SIZE
      || size.st_size > RESULT_MOST)
    return false;
  len = (size_t) size.st_size;
  bytes_reserve (file, len);
  got = pread (fd, file->at, len, 0);
  if (got < 0 || (size_t) got != len)
    return false;
  file->len = len;

  r = reader_of (file->at, file->len);
  len = take_u32 (&r);
  sum = take (&r, HASH_SIZE);
  *result = take (&r, len);
  if (r.bad || r.left > 0)
    return false;
  hash_of (result->at, result->len, hash);
  return memcmp (hash, sum.at, HASH_SIZE) == 0;
}

void
builder_drop (struct server *s)
{
  struct builder *b = &s->builder;

  if (b->pid == 0)
    return;
  if (!b->ended) {
    kill (b->pid, SIGKILL);
    waitpid (b->pid, NULL, 0);
  }
  close (b->result);
  *b = (struct builder){ .pid = 0 };
  if (!s->lost)
    store_build_forget (s->store);
}

static bool
owner_is_here (const struct server *s)
{
  for (size_t i = 0; i < s->n_peers; i++)
    if (memcmp (s->peers[i]->hello.client, s->builder.owner, ID_SIZE) == 0)
      return true;
  return false;
}

/* Whether the child has ended without a result: what it wrote must not stand
 * in the way of those who save now.
 */
static bool
is_in_vain (struct builder *b)
{
  SCOPED_BYTES file = { 0 };
  struct slice result;

  if (b->ended || waitpid (b->pid, NULL, WNOHANG) != b->pid)
    return false;
  b->ended = true;
  return !read_result (b->result, &file, &result);
}

void
builder_look (struct server *s)
{
  struct counts counts;

  if (s->builder.pid == 0)
    return;
  store_counts (s->store, &counts);
  if (is_in_vain (&s->builder) || counts.changes != 0 || !owner_is_here (s)) {
    builder_drop (s);
    log_line ("a build was given up");
  }
}

/* Forks the child; the connection is its from now on. */
static enum outcome
start_child (struct request *q, struct store *built, struct error *e)
{
  struct server *s = q->server;
  pid_t parent = getpid (), child;

  s->builder.result = memfd_create ("result", MFD_CLOEXEC);
  if (s->builder.result < 0)
    return fail (e, ERR_SYSTEM, errno, _ ("the build cannot begin: %s"),
                 strerror (errno));
  child = fork ();
  if (child == 0)
    live (s, q->peer, built, parent);
  if (child > 0) {
    s->builder.pid = child;
    q->peer->handed = true;
    return OK;
  }
  fail (e, ERR_SYSTEM, errno, _ ("the build cannot begin: %s"),
        strerror (errno));
  close (s->builder.result);
  store_build_forget (s->store);
  return ERR_SYSTEM;
}

enum outcome
answer_build (struct request *q, struct error *e)
{
  struct server *s = q->server;
  unsigned char owner[ID_SIZE];
  struct store *built;
  uint16_t procedure;
  enum outcome done;

  take_id (q->body, owner);
  procedure = take_u16 (q->body);
  if (request_torn (q))
    return ERR_INPUT;
  if (s->builder.pid != 0)
    return fail (e, ERR_BUSY, 0, _ ("the site is being built already"));
  done = store_build (s->store, procedure, &built, e);
  if (done != OK)
    return done;
  memcpy (s->builder.owner, owner, ID_SIZE);
  done = start_child (q, built, e);
  store_build_free (built);
  if (done == OK)
    log_line ("a build begins");
  return done;
}

static enum outcome
adopt (struct request *q, struct error *e)
{
  struct server *s = q->server;
  SCOPED_BYTES file = { 0 };
  struct slice result;
  enum outcome done;

  if (s->builder.pid == 0
      || memcmp (s->builder.owner, q->peer->hello.client, ID_SIZE) != 0
      || !read_result (s->builder.result, &file, &result))
    return fail (e, ERR_BUSY, 0, _ ("the build was given up"));
  done = store_adopt (s->store, result, q->peer->hello.client, q->number,
                      clock_now (), e);
  s->lost = s->ends = done == ERR_DAMAGED;
  if (done == OK) {
    s->dirty = true;
    log_line ("a build was adopted");
  }
  return done;
}

/* Asked again after the answer was lost, it is answered as it was. */
enum outcome
answer_adopt (struct request *q, struct error *e)
{
  struct server *s = q->server;
  uint64_t first, last;
  enum outcome done = store_answered (s->store, q->peer->hello.client,
                                      q->number, &first, &last, e);

  if (done != ERR_ABSENT || request_torn (q))
    return done;
  done = adopt (q, e);
  if (!s->lost)
    builder_drop (s);
  return done;
}
