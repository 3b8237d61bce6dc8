/* resend-test.c - a server dies between saving and answering: the next one
 * gives the answer that was lost, to the byte, and nothing is saved twice.
 */

#include "tests/core/site/by-hand.h"

#include <sys/resource.h>

static struct site *site;
static const struct form *form;
static uint16_t procedure;

/* ---- a client by hand, whose id and numbers can be chosen ---- */

static const unsigned char client_id[ID_SIZE] = "client by hand";

/* Sends request NUMBER with the saves of BODY as client CLIENT; the answer is
 * appended to *ANSWER.
 */
static bool
send_saves (const unsigned char client[ID_SIZE], uint64_t number,
            const struct bytes *body, struct bytes *answer)
{
  struct hello hello = { .protocol = PROTOCOL,
                         .version = "0",
                         .language = "en" };
  struct stream s;
  struct slice frame;
  size_t at;
  bool good;

  memcpy (hello.client, client, ID_SIZE);
  stream_start (&s, socket_connect (test_folder));
  put_hello (&s.out, &hello);
  at = frame_open (&s.out);
  put_u64 (&s.out, number);
  put_u8 (&s.out, ASK_SAVE);
  bytes_add (&s.out, body->at, body->len);
  frame_close (&s.out, at);

  good = s.fd >= 0 && hear (&s, &frame) && hear (&s, &frame);
  if (good)
    bytes_add (answer, frame.at, frame.len);
  stream_close (&s);
  return good;
}

/* The server dies; the client of the test starts another. */
static void
kill_server (void)
{
  struct status status;
  struct error e = { 0 };

  if (site_status (site, &status, &e) != OK
      || kill ((pid_t) status.server_pid, SIGKILL) != 0)
    bail_out (&e);
  if (site_status (site, &status, &e) != OK)
    bail_out (&e);
}

static uint64_t
changes (void)
{
  struct status status = { .changes = 0 };
  struct error e = { 0 };

  if (site_status (site, &status, &e) != OK)
    bail_out (&e);
  return status.changes;
}

/* ---- frames of saves ---- */

enum { NEW, NAMELESS, AMENDED, MOVED };

static void
add (struct bytes *body, uint32_t who, uint32_t n, int what)
{
  struct dossier d;

  dossier_make (&d, form, procedure, who, n);
  if (what == NAMELESS)
    d.texts[NAME_] = "";
  if (what == AMENDED) {
    d.save.action = AMEND;
    d.save.version_read = 1;
    d.texts[NAME_] = "Lê Ba";
  }
  if (what == MOVED) {
    d.save.action = MOVE;
    d.save.version_read = 2;
    d.save.state = 4;
    d.save.form = NULL;
  }
  put_save (body, &d.save);
}

static void
add_one (struct bytes *body)
{
  add (body, 10, 1, NEW);
}

/* Twice the same: the second is a duplicate, whether asked once or again. */
static void
add_twice (struct bytes *body)
{
  add (body, 11, 1, NEW);
  add (body, 11, 1, NEW);
  add (body, 11, 2, NEW);
}

static void
add_refused (struct bytes *body)
{
  add (body, 12, 1, NAMELESS);
  add (body, 12, 2, NEW);
  add (body, 12, 3, NAMELESS);
  add (body, 12, 3, NEW);
  add (body, 12, 4, NAMELESS);
}

/* Several changes of one record in one request. */
static void
add_history (struct bytes *body)
{
  add (body, 13, 1, NEW);
  add (body, 13, 2, NEW);
  add (body, 13, 1, AMENDED);
  add (body, 13, 2, AMENDED);
  add (body, 13, 1, MOVED);
  add (body, 13, 1, AMENDED); /* of a version that is gone */
}

/* Warnings come with the answer; a later record of the same request must not
 * be held against an earlier one.
 */
static void
add_alike (struct bytes *body)
{
  add (body, 14, 7, NEW);
  add (body, 15, 7, NEW);
  add (body, 16, 7, NEW);
}

static void
add_many (struct bytes *body)
{
  for (uint32_t n = 0; n < 200; n++)
    add (body, 17, n, n % 7 == 3 ? NAMELESS : NEW);
}

static const struct {
  const char *name;
  void (*add) (struct bytes *);
  bool warned; /* what warns may be others by then          */
} cases[] = {
  { "one", add_one, false },
  { "the same twice", add_twice, false },
  { "refused among saved", add_refused, false },
  { "histories", add_history, false },
  { "alike", add_alike, true },
  { "many", add_many, true },
};

/* The verdicts in an answer, as letters: "ssr". */
static const char *
verdicts (const struct bytes *answer, struct bytes *to)
{
  struct reader r = reader_of (answer->at, answer->len);

  bytes_clear (to);
  take (&r, 8 + 1);
  if (take_u8 (&r) != OK)
    return "no answer";
  while (r.left > 0 && !r.bad) {
    struct answer a;

    take_answer (&r, &a);
    bytes_printf (to, "%c%u ", "sdrcf"[a.verdict], a.saved.ordinal);
    answer_free (&a);
  }
  return bytes_text (to);
}

static void
test_case (size_t i)
{
  SCOPED_BYTES body = { 0 }, first = { 0 }, again = { 0 }, other = { 0 };
  SCOPED_BYTES one = { 0 }, two = { 0 };
  uint64_t number = 100 + i, before;
  const char *first_says, *again_says;
  bool same;

  cases[i].add (&body);
  if (!ok (send_saves (client_id, number, &body, &first), "%s: answered",
           cases[i].name))
    return;
  before = changes ();
  kill_server ();
  if (!ok (send_saves (client_id, number, &body, &again),
           "%s: answered again after a kill", cases[i].name))
    return;
  same = first.len == again.len && memcmp (first.at, again.at, first.len) == 0;
  first_says = verdicts (&first, &one);
  again_says = verdicts (&again, &two);
  if (!ok ((same || cases[i].warned) && strcmp (first_says, again_says) == 0,
           "%s: as the first time", cases[i].name))
    printf ("# first %s\n# again %s\n", first_says, again_says);
  ok (changes () == before, "%s: nothing is saved twice", cases[i].name);

  ok (send_saves (client_id, number + 1000, &body, &other)
        && strncmp (verdicts (&other, &two), "s", 1) != 0
        && changes () == before,
      "%s: under another number it is another request", cases[i].name);
}

/* The very save whose answer nobody reads. */
static void
test_unread (void)
{
  SCOPED_BYTES body = { 0 }, answer = { 0 }, text = { 0 };
  uint64_t before = changes ();
  struct hello hello = { .protocol = PROTOCOL,
                         .version = "0",
                         .language = "en" };
  struct stream s;
  size_t at;

  memcpy (hello.client, client_id, ID_SIZE);
  add (&body, 20, 1, NEW);
  stream_start (&s, socket_connect (test_folder));
  put_hello (&s.out, &hello);
  at = frame_open (&s.out);
  put_u64 (&s.out, 1);
  put_u8 (&s.out, ASK_SAVE);
  bytes_add (&s.out, body.at, body.len);
  frame_close (&s.out, at);
  stream_drain (&s);
  for (int tries = 0; tries < 500 && changes () == before; tries++)
    usleep (2000);
  kill_server ();
  stream_close (&s);
  ok (changes () == before + 1 && send_saves (client_id, 1, &body, &answer)
        && verdicts (&answer, &text)[0] == 's' && changes () == before + 1,
      "a save whose answer was never read is SAVED when it is asked again");
}

/* ---- a disk that fails ---- */

/* A log that cannot be written: the server leaves without an answer, and the
 * next one, whose disk is well, is asked again.
 */
static void
test_bad_disk (void)
{
  struct rlimit none = { 0, 0 };
  struct error e = { 0 };
  struct answer a;
  struct dossier d;
  uint64_t before = changes ();
  struct site *probe;
  int status = -1;
  pid_t child;

  site_stop (test_folder, &e);
  fflush (stdout);
  child = fork ();
  if (child == 0) {
    signal (SIGXFSZ, SIG_IGN);
    _exit (server_run (test_folder, 0, &e));
  }
  while (site_open (&probe, test_folder, false, &e) == ERR_ABSENT)
    usleep (5000);
  site_close (probe);

  if (prlimit (child, RLIMIT_FSIZE, &none, NULL) != 0)
    bail_out (&e);
  dossier_make (&d, form, procedure, 30, 1);
  ok (went (site_save (site, &d.save, &a, &e), &e) && a.verdict == SAVED
        && changes () == before + 1,
      "a save is answered by the server that could write it, once");
  answer_free (&a);
  ok (waitpid (child, &status, 0) == child && WIFEXITED (status)
        && WEXITSTATUS (status) == ERR_SYSTEM,
      "the one that could not has left");
}

/* ---- a client that waits ---- */

struct patience {
  unsigned calls, most, down;
};

static bool
be_patient (void *with, const struct work *down)
{
  struct patience *p = with;

  p->down += down != NULL;
  return ++p->calls < p->most;
}

static void
test_stopped (void)
{
  struct patience p = { .most = 4 };
  struct status status;
  struct error e = { 0 };
  uint64_t since = clock_ticks (), took;
  enum outcome got;
  pid_t server;

  if (site_status (site, &status, &e) != OK)
    bail_out (&e);
  server = (pid_t) status.server_pid;
  site_on_wait (site, be_patient, &p);
  kill (server, SIGSTOP);
  got = site_status (site, &status, &e);
  took = clock_ticks () - since;
  if (!ok (got == ERR_BUSY && p.calls == 4 && p.down == 0 && took >= 300
             && took < 3000,
           "who waits is asked ten times a second, and may give up"))
    printf ("# got %d, %u calls, %llu ms\n", got, p.calls,
            (unsigned long long) took);
  kill (server, SIGCONT);
  p = (struct patience){ .most = 1000 };
  ok (went (site_status (site, &status, &e), &e)
        && status.server_pid == (uint64_t) server,
      "and asks again later, of the same server");
  site_on_wait (site, NULL, NULL);
}

/* Somebody has the store: no server can start. */
static void
test_down (void)
{
  struct patience p = { .most = 3 };
  char db[PATH_MAX];
  struct config c;
  struct store *store;
  struct status status;
  struct error e = { 0 };

  site_stop (test_folder, &e);
  if (config_read (test_folder, &c, &e) != OK
      || file_join (db, sizeof db, test_folder, "db", &e) != OK
      || store_open (&store, db, &c.identity, 1 << 20, false, &e) != OK)
    bail_out (&e);
  ok (store_locked (db), "somebody else holds the store");
  site_on_wait (site, be_patient, &p);
  ok (site_status (site, &status, &e) == ERR_BUSY && p.calls == 3
        && p.down == 3,
      "who waits is told that there is no server");
  store_close (store);
  p = (struct patience){ .most = 1000 };
  ok (went (site_status (site, &status, &e), &e), "and then there is one");
  site_on_wait (site, NULL, NULL);
}

int
main (int argc, char **argv)
{
  test_start (argc, argv, "site");
  form = made_form ();
  site = test_open ();
  procedure = test_register (site, form);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i);
  test_unread ();
  test_bad_disk ();
  test_stopped ();
  test_down ();
  ok (test_verify (site) == 0, "the store is sound");
  site_close (site);
  made_free (form);
  return tap_done ();
}
