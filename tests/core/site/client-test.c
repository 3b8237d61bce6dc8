/* client-test.c - a client and servers that are none: whatever they send, it
 * ends in an answer or in a sentence.
 */

#include "tests/core/site/fixture.h"

#include "site/client.h"
#include "store/inside.h"

#include <poll.h>
#include <sys/socket.h>

/* ---- servers that are none, each in a process of its own ---- */

/* What one does with a request, given its number. */
struct stage {
  const char *name;
  void (*hello) (struct bytes *to);
  void (*answer) (struct bytes *to, uint64_t number);
  bool hangs_up;       /* behind the answer                         */
  enum outcome wanted; /* from site_procedure                       */
  const char *says;
};

static void
hello_good (struct bytes *to)
{
  struct hello h = { .protocol = PROTOCOL, .version = "0.1" };

  put_hello (to, &h);
}

static void
hello_of_later (struct bytes *to)
{
  struct hello h = { .protocol = PROTOCOL + 1, .version = "9.9" };

  put_hello (to, &h);
}

static void
hello_refusing (struct bytes *to)
{
  struct hello h = { .protocol = PROTOCOL,
                     .version = "0.1",
                     .refused = { ERR_BUSY, 0, "too many here" } };

  put_hello (to, &h);
}

static void
hello_of_others (struct bytes *to)
{
  bytes_add_text (to, "\10");
  bytes_add (to, "\0\0\0SSH-2.0-", 11);
}

static void
hello_too_long (struct bytes *to)
{
  bytes_add_text (to, "HTTP/1.1 400 Bad Request\r\n\r\n");
}

/* A frame of an answer: NUMBER, MORE, and LEN bytes. */
static void
put_frame (struct bytes *to, uint64_t number, bool more, const void *from,
           size_t len)
{
  size_t frame = frame_open (to);

  put_u64 (to, number);
  put_u8 (to, more);
  bytes_add (to, from, len);
  frame_close (to, frame);
}

/* OK, and procedure 7. */
static const unsigned char good[] = { OK, 7, 0 };

static void
answer_good (struct bytes *to, uint64_t number)
{
  put_frame (to, number, false, good, sizeof good);
}

static void
answer_in_pieces (struct bytes *to, uint64_t number)
{
  put_frame (to, number, true, good, 1);
  put_frame (to, number, true, good + 1, 0);
  put_frame (to, number, true, good + 1, 1);
  put_frame (to, number, false, good + 2, 1);
}

static void
answer_cut (struct bytes *to, uint64_t number)
{
  put_frame (to, number, false, good, 2);
}

static void
answer_empty (struct bytes *to, uint64_t number)
{
  put_frame (to, number, false, good, 0);
}

static void
answer_of_later (struct bytes *to, uint64_t number)
{
  put_frame (to, number, false, "\310\310\310\310\310\310\310\310", 8);
}

static void
answer_error (struct bytes *to, uint64_t number)
{
  SCOPED_BYTES body = { 0 };
  struct error e = { ERR_DAMAGED, 3, "a page is torn" };

  put_u8 (&body, ERR_DAMAGED);
  put_error (&body, &e);
  put_frame (to, number, false, body.at, body.len);
}

static void
answer_another (struct bytes *to, uint64_t number)
{
  put_frame (to, number + 5, false, good, sizeof good);
}

static void
answer_half (struct bytes *to, uint64_t number)
{
  put_frame (to, number, false, good, sizeof good);
  to->len -= 2;
}

static void
answer_nothing (struct bytes *to, uint64_t number)
{
  (void) to;
  (void) number;
}

static void
answer_too_long (struct bytes *to, uint64_t number)
{
  (void) number;
  put_u32 (to, FRAME_MOST + 1);
}

static const struct stage stages[] = {
  { "a good one", hello_good, answer_good, false, OK, "" },
  { "an answer in pieces", hello_good, answer_in_pieces, false, OK, "" },
  { "an error", hello_good, answer_error, false, ERR_DAMAGED, "torn" },
  { "an answer that is cut", hello_good, answer_cut, false, ERR_SYSTEM,
    "cannot be read" },
  { "an empty answer", hello_good, answer_empty, false, ERR_SYSTEM,
    "cannot be read" },
  { "an outcome of the future", hello_good, answer_of_later, false, ERR_SYSTEM,
    "cannot be read" },
  { "another protocol", hello_of_later, answer_good, false, ERR_SYSTEM,
    "hoso 9.9" },
  { "a refusal", hello_refusing, answer_good, true, ERR_BUSY, "too many here" },
  { "another program", hello_of_others, answer_good, false, ERR_SYSTEM,
    "not hoso" },
  /* these are asked again until the client gives up */
  { "another program, talking at once", hello_too_long, answer_good, true,
    ERR_BUSY, "given up" },
  { "an answer to something else", hello_good, answer_another, false, ERR_BUSY,
    "given up" },
  { "half an answer, and gone", hello_good, answer_half, true, ERR_BUSY,
    "given up" },
  { "no answer, and gone", hello_good, answer_nothing, true, ERR_BUSY,
    "given up" },
  { "no answer at all", hello_good, answer_nothing, false, ERR_BUSY,
    "given up" },
  { "a frame that is too long", hello_good, answer_too_long, false, ERR_BUSY,
    "given up" },
};

/* The client gives up by itself. */
static const struct stage hopeless = {
  "no answer, and gone, each time", hello_good, answer_nothing, true,
  ERR_SYSTEM,                       "ends without an answer"
};

/* Waits for a frame; false when the client leaves. */
static bool
hear (struct stream *s, struct slice *frame)
{
  struct pollfd news = { .fd = s->fd, .events = POLLIN };

  while (stream_take (s, frame) != FRAME_WHOLE) {
    if (!stream_drain (s) || poll (&news, 1, 1000) <= 0 || !stream_fill (s))
      return false;
  }
  return true;
}

/* Serves one client after the other until it is killed. */
__attribute__ ((noreturn)) static void
play (const struct stage *stage, int listener)
{
  struct pollfd news = { .fd = listener, .events = POLLIN };

  for (;;) {
    struct stream s;
    struct slice frame;

    poll (&news, 1, -1);
    stream_start (&s, accept4 (listener, NULL, NULL, SOCK_NONBLOCK));
    if (s.fd >= 0 && hear (&s, &frame)) {
      stage->hello (&s.out);
      while (hear (&s, &frame)) {
        struct reader r = reader_of (frame.at, frame.len);

        stage->answer (&s.out, take_u64 (&r));
        if (stage->hangs_up && stream_drain (&s))
          break;
      }
    }
    stream_close (&s);
  }
}

/* ---- the client ---- */

static bool
twice (void *with, const struct work *down)
{
  unsigned *calls = with;

  (void) down;
  return ++*calls < 3;
}

/* ---- a server that is coming ---- */

struct seen {
  struct store *owner;
  unsigned calls;
  struct work last;
};

/* The owner goes on a little, five times. */
static bool
watch (void *with, const struct work *down)
{
  struct seen *seen = with;

  if (down != NULL)
    seen->last = *down;
  work_tell (seen->owner, WORK_REMAKE, ++seen->calls, 10);
  return seen->calls < 5;
}

static void
test_coming (void)
{
  char folder[PATH_MAX];
  struct store owner = { .dir = folder, .mode = 0600, .lock = -1 };
  struct seen seen = { .owner = &owner };
  struct error e = { 0 };
  struct site *s = NULL;

  snprintf (folder, sizeof folder, "%.4000s/db", test_folder);
  if (env_lock (&owner, &e) != OK)
    bail_out (&e);
  ok (site_open_waiting (&s, test_folder, true, watch, &seen, &e) == ERR_BUSY,
      "a server that is at work is waited for, until one gives up: %s", e.text);
  ok (seen.last.kind == WORK_REMAKE && seen.last.done >= 3
        && seen.last.of == 10,
      "and how far it is is seen: %d, %u of %u", (int) seen.last.kind,
      (unsigned) seen.last.done, (unsigned) seen.last.of);
  env_unlock (&owner);
}

/* What asking for a procedure gives; the site is closed again.  WAITING may be
 * NULL: patience alone ends it.
 */
static enum outcome
ask (site_waiting waiting, uint16_t *procedure, struct error *e)
{
  struct site *s;
  unsigned calls = 0;
  enum outcome got;

  /* not site_open, which waits with patience for a hello */
  got = client_new (&s, test_folder, false, e);
  if (got != OK)
    return got;
  site_on_wait (s, waiting, &calls);
  got = site_procedure (s, "9.000001", procedure, e);
  site_close (s);
  return got;
}

static void
test_stage (const struct stage *stage, site_waiting waiting)
{
  struct error e = { 0 };
  uint16_t procedure = 0;
  enum outcome got;
  int listener;
  pid_t child;

  if (socket_listen (test_folder, false, &listener, &e) != OK)
    bail_out (&e);
  fflush (stdout);
  child = fork ();
  if (child == 0)
    play (stage, listener);
  got = ask (waiting, &procedure, &e);
  if (!ok (got == stage->wanted && strstr (e.text, stage->says) != NULL
             && (got != OK || procedure == 7),
           "%s", stage->name))
    printf ("# wanted %d \"%s\" got %d \"%s\", procedure %u\n", stage->wanted,
            stage->says, got, e.text, procedure);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  socket_remove (test_folder, listener);
}

int
main (int argc, char **argv)
{
  test_start (argc, argv, "site");
  for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
    test_stage (&stages[i], twice);
  test_stage (&hopeless, NULL);
  test_coming ();
  return tap_done ();
}
