/* client-fuzz.c - whatever a server answers, the client reads it or gives up.
 *
 * The first byte chooses what is asked, the second how the rest is sent: as
 * frames of answers to the first requests, each behind a u16 length, or as it
 * is.
 */

#include "tests/fuzz/fuzz.h"

#include "tests/core/site/fixture.h"

#include "site/client.h"

#include <sys/socket.h>

static struct site *site;
static const struct form *form;

/* ---- what is asked ---- */

static volatile unsigned char seen;

static void
look (const void *at, size_t len)
{
  const unsigned char *bytes = at;

  for (size_t i = 0; i < len; i++)
    seen ^= bytes[i];
}

static bool
see_row (void *with, const struct row *row)
{
  (void) with;
  look (row->name.at, row->name.len);
  look (row->birth.at, row->birth.len);
  return true;
}

static bool
see_change (void *with, const unsigned char id[ID_SIZE], const struct change *c)
{
  (void) with;
  look (id, ID_SIZE);
  look (c->reason.at, c->reason.len);
  look (c->image.at, c->image.len);
  return true;
}

static bool
see_draft (void *with, const struct draft *d)
{
  (void) with;
  look (d->procedure, strlen (d->procedure));
  look (d->values.at, d->values.len);
  return true;
}

static bool
see_target (void *with, const struct target *t)
{
  (void) with;
  look (t->name, strlen (t->name));
  return true;
}

static bool
see_receipt (void *with, const struct receipt *r, const struct code *c)
{
  (void) with;
  look (r->reason, strlen (r->reason));
  look (c->text, strlen (c->text));
  return true;
}

static void
see_problem (void *with, const char *sentence)
{
  (void) with;
  look (sentence, strlen (sentence));
}

static void
see_answer (void *with, uint64_t tag, const struct answer *a)
{
  (void) with;
  (void) tag;
  for (size_t i = 0; i < a->findings.count; i++)
    look (a->findings.at[i].text, strlen (a->findings.at[i].text));
}

static void
ask_status (void)
{
  struct status status;

  if (site_status (site, &status, NULL) == OK)
    look (status.version, strlen (status.version));
}

static void
ask_get (void)
{
  struct whole w;

  if (site_get (site, "261120-0001", &w, NULL) != OK)
    return;
  see_row (NULL, &w.row);
  see_change (NULL, w.row.id, &w.change);
  whole_free (&w);
}

static void
ask_change (void)
{
  SCOPED_BYTES hold = { 0 };
  struct change c;

  if (site_change (site, 1, &c, &hold, NULL) == OK)
    look (c.image.at, c.image.len);
}

static void
ask_lists (void)
{
  struct filter filter = { .limit = 10 };
  uint32_t total;
  bool more;

  site_list (site, &filter, see_row, NULL, &more, NULL);
  site_find (site, "an", false, 10, see_row, NULL, &total, &more, NULL);
}

static void
ask_scan (void)
{
  struct scan scan = { .until = 0 };

  site_scan (site, &scan, see_change, NULL, NULL);
}

static void
ask_drafts (void)
{
  SCOPED_BYTES hold = { 0 };
  struct draft d;
  unsigned char id[ID_SIZE] = { 1 };

  site_drafts (site, see_draft, NULL, NULL);
  if (site_draft_get (site, id, &d, &hold, NULL) == OK)
    see_draft (NULL, &d);
}

static void
ask_out (void)
{
  struct sealed sealed;

  site_sealed (site, 0, &sealed, NULL);
  site_targets (site, see_target, NULL, NULL);
  site_receipts (site, see_receipt, NULL, NULL);
}

static void
ask_verify (void)
{
  struct verify v = { 0 };

  site_verify (site, &v, see_problem, NULL, NULL, NULL);
}

static void
ask_form (void)
{
  const struct form *known;
  uint16_t number;

  site_form (site, 1, 1, &known, NULL);
  site_procedure (site, "thu", &number, NULL);
  look (site_officer_name (site, 1), 1);
}

static void
ask_save (void)
{
  struct answer a;
  struct dossier d;

  dossier_make (&d, form, 1, 1, 1);
  if (site_save (site, &d.save, &a, NULL) == OK)
    see_answer (NULL, 0, &a);
  answer_free (&a);
  site_queue (site, &d.save, 1, see_answer, NULL, NULL);
  site_queue (site, &d.save, 2, see_answer, NULL, NULL);
  site_finish (site, NULL);
  queue_free (site);
}

static void (*const asked[]) (void) = {
  ask_status, ask_get, ask_change, ask_lists, ask_scan,
  ask_drafts, ask_out, ask_verify, ask_form,  ask_save,
};

/* ---- what is answered ---- */

static void
send_frames (int fd, struct reader *r)
{
  SCOPED_BYTES frames = { 0 };
  struct hello hello = { .protocol = PROTOCOL, .version = "0" };

  put_hello (&frames, &hello);
  for (uint64_t number = 1; r->left > 0 && number < 8; number++) {
    uint16_t size = take_u16 (r);
    struct slice body = take (r, size < r->left ? size : r->left);
    size_t frame = frame_open (&frames);

    put_u64 (&frames, number);
    put_u8 (&frames, 0);
    bytes_add (&frames, body.at, body.len);
    frame_close (&frames, frame);
  }
  look (frames.at, (size_t) (send (fd, frames.at, frames.len, 0) < 0));
}

/* A site whose server is at the other end, and has said all it has to say. */
static void
answer (struct reader *r)
{
  bool framed = take_u8 (r) % 2 == 0;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
    exit (1);
  if (framed)
    send_frames (ends[1], r);
  else
    look (r->at, (size_t) (send (ends[1], r->at, r->left, 0) < 0));
  shutdown (ends[1], SHUT_WR);
  stream_start (&site->stream, ends[0]);
  site->greeted = site->of_use = false;
  site->number = 0;
  site->pause_ms = 0;
  asked[seen % (sizeof asked / sizeof *asked)]();
  close (ends[1]);
}

static void
begin (void)
{
  struct error e;

  test_start (0, NULL, "site");
  form = made_form ();
  if (client_new (&site, test_folder, false, &e) != OK)
    bail_out (&e);
}

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  struct reader r = reader_of (at, len);

  if (site == NULL)
    begin ();
  seen = take_u8 (&r);
  answer (&r);
  while (site->first != NULL)
    client_drop (site, site->first);
  stream_close (&site->stream);
  known_free (site);
  return 0;
}
