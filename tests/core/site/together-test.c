/* together-test.c - saves that come at once are one transaction, and each is
 * answered as if it were alone: one that is turned away harms no other, nor
 * does one that fails after it wrote.
 */

#include "tests/core/site/by-hand.h"

enum { SAVERS_MOST = 4 };

static struct site *site;
static const struct form *form;
static uint16_t procedure;

/* What each of some clients sends: S a new dossier, D that of the first one
 * once more, R one without a name, T two new ones and a part of a third.  What
 * they are answered: the same letter, or - for an error.
 */
static const struct {
  const char *sent, *answered;
} cases[] = {
  { "SSS", "SSS" }, { "SRS", "SRS" },   { "SDSD", "SDSD" }, { "STS", "S-S" },
  { "TSS", "-SS" }, { "SST", "SS-" },   { "SDT", "SD-" },   { "SDRT", "SDR-" },
  { "RTS", "R-S" }, { "STST", "S-S-" },
};

static void
add (struct bytes *body, uint32_t who, uint32_t n, bool nameless)
{
  struct dossier d;

  dossier_make (&d, form, procedure, who, n);
  if (nameless)
    d.texts[NAME_] = "";
  put_save (body, &d.save);
}

static void
send_saves (int fd, uint32_t who, uint32_t n, char what)
{
  SCOPED_BYTES body = { 0 };

  add (&body, who, what == 'D' ? 0 : n, what == 'R');
  if (what == 'T') {
    add (&body, who, n + 100, false);
    add (&body, who, n + 200, false);
    body.len -= 5;
  }
  ask (fd, n + 1, ASK_SAVE, body.at, body.len);
}

static char
verdict_in (struct slice frame)
{
  struct reader r = reader_of (frame.at, frame.len);
  struct answer a;
  char verdict;

  take (&r, 8 + 1);
  if (take_u8 (&r) != OK)
    return '-';
  take_answer (&r, &a);
  verdict = r.bad ? '?' : "SDRCF"[a.verdict];
  answer_free (&a);
  return verdict;
}

/* A client that the server knows already. */
static void
come (struct stream *s, uint32_t who)
{
  struct hello hello = { .protocol = PROTOCOL,
                         .version = "0",
                         .language = "en" };
  struct slice frame;

  memcpy (hello.client, &who, sizeof who);
  stream_start (s, join ());
  put_hello (&s->out, &hello);
  if (!hear (s, &frame))
    printf ("# no greeting\n");
}

static struct status
state (void)
{
  struct status status = { .changes = 0 };
  struct error e = { 0 };

  if (site_status (site, &status, &e) != OK)
    bail_out (&e);
  return status;
}

static unsigned
count (const char *text, char c)
{
  unsigned n = 0;

  for (; *text != '\0'; text++)
    n += *text == c;
  return n;
}

/* The server sleeps while all of them send. */
static void
test_case (uint32_t i)
{
  struct status before = state ();
  struct stream streams[SAVERS_MOST];
  char answered[SAVERS_MOST + 1] = "";
  uint32_t savers = (uint32_t) strlen (cases[i].sent);
  struct slice frame;

  for (uint32_t n = 0; n < savers; n++)
    come (&streams[n], 100 * i + n + 1);
  kill ((pid_t) before.server_pid, SIGSTOP);
  for (uint32_t n = 0; n < savers; n++)
    send_saves (streams[n].fd, 100 * i, n, cases[i].sent[n]);
  kill ((pid_t) before.server_pid, SIGCONT);
  for (uint32_t n = 0; n < savers; n++) {
    answered[n] = hear (&streams[n], &frame) ? verdict_in (frame) : '?';
    stream_close (&streams[n]);
  }
  if (!ok (strcmp (answered, cases[i].answered) == 0, "%s: each is answered",
           cases[i].sent))
    printf ("# wanted %s, got %s\n", cases[i].answered, answered);
  ok (state ().changes - before.changes == count (cases[i].answered, 'S'),
      "%s: what was saved is there once, and nothing else", cases[i].sent);
}

int
main (int argc, char **argv)
{
  test_start (argc, argv, "site");
  site = test_open ();
  form = made_form ();
  procedure = test_register (site, form);
  for (uint32_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i);
  ok (test_verify (site) == 0, "the store agrees with itself");
  site_close (site);
  made_free (form);
  return tap_done ();
}
