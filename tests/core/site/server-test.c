/* server-test.c - one server, many clients: the good are served whatever the
 * bad ones send, or do not send, or do not read.
 */

#include "tests/core/site/by-hand.h"

#include <sys/stat.h>
#include <sys/un.h>

/* Whether the server hangs up within two seconds; what it says is dropped. */
static bool
hangs_up (int fd)
{
  struct pollfd news = { .fd = fd, .events = POLLIN };
  char drop[4096];

  for (int tries = 0; tries < 20; tries++)
    if (poll (&news, 1, 100) == 1) {
      ssize_t n = recv (fd, drop, sizeof drop, 0);

      if (n == 0 || (n < 0 && errno != EAGAIN))
        return true;
    }
  return false;
}

/* Whether S is answered, soon, and by the server that was there. */
static bool
is_served (struct site *s)
{
  static uint64_t server;
  uint64_t since = clock_ticks (), before = server;
  struct status status;
  struct error e = { 0 };

  if (!went (site_status (s, &status, &e), &e))
    return false;
  server = status.server_pid;
  return (before == server || before == 0) && clock_ticks () - since < 2000;
}

/* ---- those who misbehave ---- */

static void
test_garbage (struct site *s)
{
  static const struct {
    const char *name;
    bool greets;
    const char *bytes;
    size_t len;
  } cases[] = {
    { "words instead of a hello", false, "GET / HTTP/1.1\r\n\r\n", 18 },
    { "a hello of something else", false, "\4\0\0\0oops", 8 },
    { "an empty frame first", false, "\0\0\0\0", 4 },
    { "a frame of 4 GiB", true, "\377\377\377\377", 4 },
    { "a frame one byte too long", true, "\1\0\20\0", 4 },
    { "an empty request", true, "\0\0\0\0", 4 },
    { "a request of the future", true, "\11\0\0\0\1\0\0\0\0\0\0\0\377", 13 },
    { "a request without a body", true, "\11\0\0\0\1\0\0\0\0\0\0\0\10", 13 },
    { "a request with a body too many", true, "\12\0\0\0\1\0\0\0\0\0\0\0\2x",
      14 },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int fd = join ();

    if (cases[i].greets)
      greet (fd, PROTOCOL);
    send_all (fd, cases[i].bytes, cases[i].len);
    ok (hangs_up (fd) && is_served (s), "only its own connection ends: %s",
        cases[i].name);
    close (fd);
  }
}

/* Everything that can be asked, with bodies of dice: nothing but answers or a
 * closed connection.
 */
static void
test_dice (struct site *s)
{
  unsigned dice = 7;
  bool good = true;

  for (unsigned round = 0; round < 300 && good; round++) {
    unsigned char body[200];
    int fd = join ();
    size_t len = round % sizeof body;

    for (size_t i = 0; i < sizeof body; i++) {
      dice = dice * 1103515245u + 12345u;
      body[i] = (unsigned char) (dice >> (dice % 3 == 0 ? 24 : 30));
    }
    greet (fd, PROTOCOL);
    /* not ASK_STOP, which is number 1 */
    ask (fd, 1, (uint8_t) (2 + round % (ASKS - 2)), body, len);
    if (round % 25 == 0)
      good = is_served (s);
    close (fd);
  }
  ok (good && is_served (s), "bodies of dice hurt nobody");
}

static void
test_half_a_frame (struct site *s)
{
  int half = join (), silent = join (), part = join ();

  greet (half, PROTOCOL);
  send_all (half, "\377\0\0\0abc", 7); /* 255 bytes, of which 3 */
  send_all (part, "\3\0", 2);          /* not even a length */
  for (int i = 0; i < 3; i++)
    ok (is_served (s), "served beside half a frame and silence, %d", i + 1);
  close (half);
  close (silent);
  close (part);
  ok (is_served (s), "and when they left");
}

/* One asks and asks and never reads: the server stops reading too, and holds
 * one answer for it at most.
 */
static void
test_never_reads (struct site *s)
{
  SCOPED_BYTES body = { 0 };
  struct status before = { 0 }, after = { 0 };
  struct filter filter = { .limit = 1000 };
  struct error e = { 0 };
  int fd = join ();
  bool full = false;

  greet (fd, PROTOCOL);
  put_filter (&body, &filter);
  site_status (s, &before, &e);
  for (unsigned i = 0; i < 5000 && !full; i++) {
    SCOPED_BYTES frame = { 0 };
    size_t at = frame_open (&frame);

    put_u64 (&frame, i + 1);
    put_u8 (&frame, ASK_LIST);
    bytes_add (&frame, body.at, body.len);
    frame_close (&frame, at);
    for (int tries = 0; tries < 20; tries++) {
      full = send (fd, frame.at, frame.len, MSG_NOSIGNAL | MSG_DONTWAIT) < 0;
      if (!full)
        break;
      usleep (10000);
    }
  }
  ok (full, "who never reads is not read from for ever");
  ok (is_served (s), "served beside one who never reads");
  site_status (s, &after, &e);
  if (!ok (after.server_rss_kib < before.server_rss_kib + 16 * 1024,
           "and the server's memory is bounded"))
    printf ("# %llu KiB, before %llu\n",
            (unsigned long long) after.server_rss_kib,
            (unsigned long long) before.server_rss_kib);
  close (fd);
}

static void
test_other_protocol (struct site *s)
{
  SCOPED_BYTES came = { 0 };
  struct hello hello = { 0 };
  struct slice frame;
  int fd = join ();

  greet (fd, PROTOCOL + 1);
  bytes_reserve (&came, 1024);
  for (int tries = 0; tries < 200 && came.len == 0; tries++) {
    ssize_t n = recv (fd, came.at, 1024, 0);

    came.len = n > 0 ? (size_t) n : 0;
    usleep (10000);
  }
  ok (frame_first ((struct slice){ came.at, came.len }, &frame) == FRAME_WHOLE
        && take_hello (frame, &hello) && hello.protocol == PROTOCOL,
      "one of another protocol is told which this is");
  ask (fd, 1, ASK_STATUS, "", 0);
  ok (hangs_up (fd) && is_served (s), "and may ask nothing");
  close (fd);
}

/* More than are served: the last are told, and when the others leave there is
 * room again.
 */
static void
test_crowd (struct site *s)
{
  enum { CROWD = 260 };
  int fds[CROWD];
  struct site *late;
  struct error e = { 0 };
  enum outcome got;

  for (int i = 0; i < CROWD; i++) {
    fds[i] = join ();
    if (fds[i] >= 0)
      greet (fds[i], PROTOCOL);
  }
  ok (is_served (s), "served beside a crowd");
  got = site_open (&late, test_folder, true, &e);
  if (!ok (got == ERR_BUSY, "too many are told so"))
    printf ("# got %d %s\n", got, e.text);
  for (int i = 0; i < CROWD; i++)
    close (fds[i]);
  usleep (100000);
  ok (went (site_open (&late, test_folder, true, &e), &e),
      "there is room again");
  site_close (late);
}

/* ---- the ordinary ---- */

static void
test_two (struct site *s)
{
  struct site *other = test_open ();
  struct status one = { 0 }, two = { 0 };
  struct error e = { 0 };

  ok (went (site_status (s, &one, &e), &e)
        && went (site_status (other, &two, &e), &e)
        && one.server_pid == two.server_pid && two.clients == 2
        && one.server_pid != (uint64_t) getpid (),
      "two clients, one server, which is another process");
  ok (one.server_rss_kib > 0 && one.since > 0 && one.version[0] != '\0',
      "it tells of itself");
  site_close (other);
}

static void
test_files (void)
{
  char path[PATH_MAX];
  struct stat s;

  ok (file_join (path, sizeof path, test_folder, "socket", NULL) == OK
        && stat (path, &s) == 0 && S_ISSOCK (s.st_mode)
        && (s.st_mode & 0777) == 0600,
      "the socket is the owner's alone");
}

static void
test_stop (struct site *s)
{
  struct error e = { 0 };
  struct status status;
  struct site *none;
  char path[PATH_MAX];

  ok (went (site_stop (test_folder, &e), &e), "it is ended");
  ok (file_join (path, sizeof path, test_folder, "socket", NULL) == OK
        && access (path, F_OK) != 0,
      "the socket is gone");
  ok (file_join (path, sizeof path, test_folder, "db", NULL) == OK
        && !store_locked (path),
      "and the lock free");
  ok (site_open (&none, test_folder, false, &e) == ERR_ABSENT,
      "who does not want to start one is told that there is none");
  ok (went (site_stop (test_folder, &e), &e), "ending none is no fault");
  ok (went (site_status (s, &status, &e), &e),
      "a client that was there starts another and goes on");
}

/* In the foreground, as "hoso serve" runs it. */
/* Somebody whose backup is begun and goes no further. */
static int
begin_backup (void)
{
  SCOPED_BYTES body = { 0 };
  struct asked_backup begins = { .step = BACKUP_BEGIN };
  char answer[4096];
  int fd = join ();

  greet (fd, PROTOCOL);
  put_asked_backup (&body, &begins);
  ask (fd, 1, ASK_BACKUP, body.at, body.len);
  recv (fd, answer, 1, MSG_PEEK);
  usleep (50000); /* the answer, behind the hello */
  return fd;
}

static void
test_foreground (void)
{
  struct error e = { 0 };
  struct status status_of;
  struct site *s;
  int status = -1, fd;
  pid_t child;

  site_stop (test_folder, &e);
  fflush (stdout);
  child = fork ();
  if (child == 0)
    _exit (server_run (test_folder, 0, &e));
  while (site_open (&s, test_folder, false, &e) == ERR_ABSENT)
    usleep (5000);
  ok (went (site_status (s, &status_of, &e), &e)
        && status_of.server_pid == (uint64_t) child,
      "a server in the foreground serves");
  ok (server_run (test_folder, 0, &e) == ERR_BUSY,
      "a second one sees the lock");
  fd = begin_backup ();
  kill (child, SIGTERM);
  ok (waitpid (child, &status, 0) == child && WIFEXITED (status)
        && WEXITSTATUS (status) == OK,
      "SIGTERM ends it in order, a backup begun or not");
  close (fd);
  site_close (s);
}

/* A socket of nobody's under NAME in the folder. */
static bool
bind_other (const char *name)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  bool bound;

  snprintf (address.sun_path, sizeof address.sun_path, "%.80s/%s", test_top,
            name);
  bound = bind (fd, (const struct sockaddr *) &address, sizeof address) == 0;
  close (fd);
  return bound;
}

/* Whether a client that comes now finds server PID within two seconds. */
static bool
is_reached (pid_t pid)
{
  uint64_t since = clock_ticks ();
  struct status status = { 0 };
  struct error e = { 0 };
  struct site *s = NULL;

  while (clock_ticks () - since < 2000 && s == NULL)
    if (site_open (&s, test_folder, false, &e) != OK)
      usleep (5000);
  if (s != NULL)
    site_status (s, &status, &e);
  site_close (s);
  return status.server_pid == (uint64_t) pid;
}

static void
test_socket_goes (void)
{
  char path[PATH_MAX], other[PATH_MAX];
  int status = -1;
  struct error e;
  pid_t child;

  fflush (stdout);
  child = fork ();
  if (child == 0)
    _exit (server_run (test_folder, 0, &e));
  snprintf (path, sizeof path, "%.4000s/socket", test_folder);
  snprintf (other, sizeof other, "%.4000s/other", test_top);
  ok (is_reached (child), "a server in the foreground is reached");
  ok (unlink (path) == 0 && is_reached (child), "its socket removed, as well");
  ok (rename (path, other) == 0 && is_reached (child), "or moved away");
  ok (unlink (other) == 0 && bind_other ("other") && rename (other, path) == 0
        && waitpid (child, &status, 0) == child && WIFEXITED (status)
        && WEXITSTATUS (status) == OK,
      "for another's in its place it leaves");
  ok (unlink (path) == 0, "and lets that be");
}

static void
test_idle (void)
{
  struct error e = { 0 };
  uint64_t since = clock_ticks ();
  int status = -1;
  pid_t child;

  fflush (stdout);
  child = fork ();
  if (child == 0)
    _exit (server_run (test_folder, 1, &e));
  ok (waitpid (child, &status, 0) == child && WIFEXITED (status)
        && WEXITSTATUS (status) == OK && clock_ticks () - since >= 1000,
      "a server that nobody needs leaves by itself");
}

int
main (int argc, char **argv)
{
  struct site *s;

  test_start (argc, argv, "site");
  s = test_open ();
  test_two (s);
  test_files ();
  test_garbage (s);
  test_half_a_frame (s);
  test_never_reads (s);
  test_other_protocol (s);
  test_crowd (s);
  test_dice (s);
  ok (test_verify (s) == 0, "the store is sound");
  test_stop (s);
  site_close (s);
  test_foreground ();
  test_socket_goes ();
  test_idle ();
  return tap_done ();
}
