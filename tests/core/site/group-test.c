/* group-test.c - saves that come while another one is applied are answered by
 * the same sync, and by none when it fails.
 *
 * The server is a fork of the test: when it has read the first save, it waits
 * until the test has sent the others.
 */

#include "tests/core/site/by-hand.h"

#include "base/language.h"

#include <sys/mman.h>
#include <sys/syscall.h>

enum { CLIENTS = 5, SAVE_LEAST = 100 /* bytes of a frame with a save */ };

/* ---- in the server ------------------------------------------------------- */

/* Shared with the test. */
static volatile struct {
  bool waits; /* the next save is read only when the others are sent */
  bool reads; /* it was read                                         */
  bool fails; /* the next sync                                       */
  unsigned syncs;
} * server;

ssize_t
recv (int fd, void *to, size_t len, int flags)
{
  ssize_t n = syscall (SYS_recvfrom, fd, to, len, flags, NULL, NULL);

  if (n < SAVE_LEAST || !server->waits)
    return n;
  server->reads = true;
  while (server->waits)
    usleep (1000);
  return n;
}

int
fdatasync (int fd)
{
  server->syncs++;
  if (!server->fails)
    return (int) syscall (SYS_fdatasync, fd);
  errno = EIO;
  return -1;
}

/* Runs until it is stopped, or its disk fails. */
static pid_t
start_server (void)
{
  struct error e = { 0 };
  struct site *probe;
  pid_t child;

  fflush (stdout);
  child = fork ();
  if (child == 0)
    _exit (server_run (test_folder, 0, &e));
  while (site_open (&probe, test_folder, false, &e) == ERR_ABSENT)
    usleep (5000);
  site_close (probe);
  return child;
}

/* ---- clients ------------------------------------------------------------- */

static struct stream clients[CLIENTS];
static const struct form *form;
static uint16_t procedure;

static bool
connect_client (unsigned who)
{
  struct hello hello = { .protocol = PROTOCOL,
                         .version = "0",
                         .language = "en" };
  struct slice frame;

  snprintf ((char *) hello.client, ID_SIZE, "client %u", who);
  stream_start (&clients[who], socket_connect (test_folder));
  put_hello (&clients[who].out, &hello);
  return stream_drain (&clients[who]) && hear (&clients[who], &frame);
}

/* Dossier N of each, as request N. */
static bool
send_save (unsigned who, uint32_t n)
{
  struct bytes *out = &clients[who].out;
  struct dossier d;
  size_t frame = frame_open (out);

  put_u64 (out, n);
  put_u8 (out, ASK_SAVE);
  dossier_make (&d, form, procedure, who, n);
  snprintf (d.number, sizeof d.number, "%u", 100 * who + n);
  put_save (out, &d.save);
  frame_close (out, frame);
  return stream_drain (&clients[who]);
}

static bool
is_saved (unsigned who)
{
  struct slice frame;
  struct reader r;
  struct answer a;
  bool saved;

  if (!hear (&clients[who], &frame))
    return false;
  r = reader_of (frame.at, frame.len);
  take (&r, 8 + 1);
  if (take_u8 (&r) != OK)
    return false;
  take_answer (&r, &a);
  saved = !r.bad && a.verdict == SAVED;
  answer_free (&a);
  return saved;
}

/* All of them save N while the server is at the first of them. */
static bool
send_together (uint32_t n)
{
  bool sent;

  server->reads = false;
  server->waits = true;
  sent = send_save (0, n);
  while (!server->reads)
    usleep (1000);
  for (unsigned who = 1; who < CLIENTS; who++)
    sent &= send_save (who, n);
  server->syncs = 0;
  server->waits = false;
  return sent;
}

static unsigned
count_saved (void)
{
  unsigned saved = 0;

  for (unsigned who = 0; who < CLIENTS; who++)
    saved += is_saved (who);
  return saved;
}

static void
connect_all (void)
{
  bool good = true;

  for (unsigned who = 0; who < CLIENTS; who++)
    good &= connect_client (who);
  ok (good, "%u clients are greeted", CLIENTS);
}

static void
close_all (void)
{
  for (unsigned who = 0; who < CLIENTS; who++)
    stream_close (&clients[who]);
}

/* ---- tests --------------------------------------------------------------- */

static uint64_t
changes (struct site *s)
{
  struct status status = { .changes = 0 };
  struct error e = { 0 };

  if (site_status (s, &status, &e) != OK)
    bail_out (&e);
  return status.changes;
}

static void
test_group (void)
{
  unsigned saved, syncs;

  connect_all ();
  ok (send_save (0, 1) && is_saved (0), "one save is answered");
  ok (send_together (2), "all save while the server is at the first");
  saved = count_saved ();
  syncs = server->syncs;
  if (!ok (saved == CLIENTS && syncs == 1, "one sync answers them all"))
    printf ("# %u saved by %u syncs\n", saved, syncs);
}

/* Nobody is told that a save is durable; what the disk has of it is known when
 * it is asked for again.
 */
static void
test_failing_group (pid_t child)
{
  unsigned saved;
  int status = -1;
  struct site *s;

  server->fails = true;
  ok (send_together (3), "all save again, and the disk fails");
  saved = count_saved ();
  ok (saved == 0 && waitpid (child, &status, 0) == child && WIFEXITED (status)
        && WEXITSTATUS (status) == ERR_SYSTEM,
      "none of them is answered, and the server leaves");
  server->fails = false;
  close_all ();

  s = test_open ();
  connect_all ();
  for (unsigned who = 0; who < CLIENTS; who++)
    send_save (who, 3);
  ok (count_saved () == CLIENTS && changes (s) == 1 + 2 * CLIENTS,
      "the next server saves each of them once");
  close_all ();
  site_close (s);
}

int
main (int argc, char **argv)
{
  struct site *s;
  pid_t child;

  server = mmap (NULL, sizeof *server, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (server == MAP_FAILED)
    return 1;
  test_start (argc, argv, "site");
  child = start_server ();
  s = test_open ();
  form = made_form ();
  procedure = test_register (s, form);
  site_close (s);

  test_group ();
  test_failing_group (child);
  return tap_done ();
}
