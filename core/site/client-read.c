/* client-read.c - what is read from the server: forms, records, lists, scans.
 */

#include "site/client.h"

#include "dossier/facts.h"
#include "form/declare.h"
#include "site/shared.h"

#include <stdlib.h>

/* ---- forms and accounts: asked once ---- */

struct known_form {
  uint16_t procedure, revision;
  struct form *form;
  struct known_form *next;
};

struct known_officer {
  uint32_t officer;
  char *name;
  struct known_officer *next;
};

void
known_free (struct site *s)
{
  while (s->forms != NULL) {
    struct known_form *known = s->forms;

    s->forms = known->next;
    form_free (known->form);
    free (known);
  }
  while (s->officers != NULL) {
    struct known_officer *known = s->officers;

    s->officers = known->next;
    free (known->name);
    free (known);
  }
}

enum outcome
site_register (struct site *s, const struct form *form, uint16_t *procedure,
               struct error *e)
{
  SCOPED_BYTES declared = { 0 }, body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  form_declare (form, &declared);
  put_block (&body, declared.at, declared.len);
  outcome = client_ask (s, ASK_REGISTER, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  *procedure = take_u16 (&r);
  return client_finish (s, p, &r, e);
}

static enum outcome
ask_form (struct site *s, uint16_t procedure, uint16_t revision,
          struct form **form, struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_u16 (&body, procedure);
  put_u16 (&body, revision);
  outcome = client_ask (s, ASK_FORM, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  outcome = form_of_declared (r.at, r.left, form, e);
  client_drop (s, p);
  return outcome;
}

enum outcome
site_form (struct site *s, uint16_t procedure, uint16_t revision,
           const struct form **form, struct error *e)
{
  struct known_form *known = s->forms;
  struct form *new;
  enum outcome outcome;

  while (known != NULL
         && (known->procedure != procedure || known->revision != revision))
    known = known->next;
  if (known == NULL) {
    outcome = ask_form (s, procedure, revision, &new, e);
    if (outcome != OK)
      return outcome;
    known = bytes_must (sizeof *known);
    *known = (struct known_form){ procedure, revision, new, s->forms };
    s->forms = known;
  }
  *form = known->form;
  return OK;
}

enum outcome
site_procedure (struct site *s, const char *name, uint16_t *procedure,
                struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_words (&body, name);
  outcome = client_ask (s, ASK_PROCEDURE, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  *procedure = take_u16 (&r);
  return client_finish (s, p, &r, e);
}

/* A copy of the account's name; NULL when it cannot be asked for now. */
static char *
ask_officer (struct site *s, uint32_t officer)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  char *name;

  put_u32 (&body, officer);
  if (client_ask (s, ASK_OFFICER, &body, &p, &r, NULL) != OK)
    return NULL;
  name = bytes_must_copy (take_words (&r));
  client_drop (s, p);
  return name;
}

const char *
site_officer_name (struct site *s, uint32_t officer)
{
  struct known_officer *known = s->officers;
  char *name;

  while (known != NULL && known->officer != officer)
    known = known->next;
  if (known != NULL)
    return known->name;

  name = ask_officer (s, officer);
  if (name == NULL)
    return "";
  known = bytes_must (sizeof *known);
  *known = (struct known_officer){ officer, name, s->officers };
  s->officers = known;
  return name;
}

/* ---- records ---- */

void
whole_free (struct whole *w)
{
  bytes_free (&w->row_hold);
  bytes_free (&w->change_hold);
}

enum outcome
site_get (struct site *s, const char *record, struct whole *whole,
          struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  *whole = (struct whole){ .row = { .ordinal = 0 } };
  put_words (&body, record);
  outcome = client_ask (s, ASK_GET, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  take_row (&r, &whole->row);
  take_change (&r, &whole->change);
  client_hold (s, p, &whole->change_hold);
  if (!r.bad)
    return OK;
  whole_free (whole);
  return client_torn (e);
}

enum outcome
site_change (struct site *s, uint64_t seq, struct change *change,
             struct bytes *hold, struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_u64 (&body, seq);
  outcome = client_ask (s, ASK_CHANGE, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  take_change (&r, change);
  client_hold (s, p, hold);
  return r.bad ? client_torn (e) : OK;
}

void
site_address (struct site *s, const unsigned char id[ID_SIZE], struct bytes *to)
{
  struct arena *arena = arena_new ();
  struct whole w = { .row = { .ordinal = 0 } };
  const struct record_head *h = &w.change.head;
  char hex[2 * ID_SIZE + 1];
  const struct form *form;
  struct image image;

  hex_of (id, ID_SIZE, hex);
  if (site_get (s, hex, &w, NULL) == OK
      && site_form (s, h->procedure, h->revision, &form, NULL) == OK
      && image_open (w.change.image.at, w.change.image.len, h->flags, &image,
                     NULL)
           == OK) {
    struct values values = image_values (&image, form, arena);

    bytes_add_text (to, facts_address (form, &values));
  }
  whole_free (&w);
  arena_free (arena);
}

/* Gives ROW the rows of a list, until it has enough. */
static void
see_rows (struct reader *r, row_seen seen, void *with)
{
  bool wanted = true;
  struct row row;

  while (client_another (r)) {
    take_row (r, &row);
    if (!r->bad && wanted)
      wanted = seen (with, &row);
  }
}

enum outcome
site_list (struct site *s, const struct filter *filter, row_seen seen,
           void *with, bool *more, struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_filter (&body, filter);
  outcome = client_ask (s, ASK_LIST, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  see_rows (&r, seen, with);
  *more = take_u8 (&r) != 0;
  return client_finish (s, p, &r, e);
}

enum outcome
site_find (struct site *s, const char *words, bool any, uint32_t limit,
           row_seen seen, void *with, uint32_t *total, bool *about,
           struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct pending *p;
  struct reader r;
  enum outcome outcome;

  put_words (&body, words);
  put_u8 (&body, any);
  put_u32 (&body, limit);
  outcome = client_ask (s, ASK_FIND, &body, &p, &r, e);
  if (outcome != OK)
    return outcome;
  see_rows (&r, seen, with);
  *total = take_u32 (&r);
  *about = take_u8 (&r) != 0;
  return client_finish (s, p, &r, e);
}

/* ---- scans ---- */

/* A scan at work. */
struct reading {
  struct site *site;
  struct scan at;       /* where it goes on                                  */
  struct shared shared; /* memory that its pieces come through               */
  bool asked;           /* whether there may be one                          */
  uint8_t piece;        /* of it that was asked for last                     */
  change_seen seen;
  void *with;
};

/* Into the pieces of shared memory in turn: a client reads the one and has
 * asked for the other.
 */
static enum outcome
ask_piece (struct reading *g, struct pending **p, struct error *e)
{
  SCOPED_BYTES body = { 0 };

  if (g->shared.at != NULL)
    g->piece = g->piece % SHARED_PIECES + 1;
  put_scan (&body, &g->at);
  put_u8 (&body, g->piece);
  return client_send (g->site, ASK_SCAN, &body, p, e);
}

/* A scan of more than a piece asks for shared memory.  A server that believes
 * to have given some that did not come is left: the next connection has none.
 */
static enum outcome
ask_share (struct reading *g, struct error *e)
{
  struct site *s = g->site;
  struct pending *p;
  struct reader r;
  enum outcome outcome;
  bool given;

  g->asked = s->stream.takes = true;
  outcome = client_ask (s, ASK_SHARE, NULL, &p, &r, e);
  s->stream.takes = false;
  if (outcome != OK)
    return outcome;
  given = take_u8 (&r) != 0;
  outcome = client_finish (s, p, &r, e);
  if (given && !shared_take (&g->shared, stream_passed (&s->stream)))
    client_disconnect (s);
  return outcome;
}

/* Asks for what comes behind a piece, unless that was the last: *NEXT. */
static enum outcome
ask_next (struct reading *g, bool done, struct pending **next, struct error *e)
{
  enum outcome outcome = OK;

  *next = NULL;
  if (done)
    return OK;
  if (!g->asked)
    outcome = ask_share (g, e);
  return outcome == OK ? ask_piece (g, next, e) : outcome;
}

/* Gives the changes of a piece out; false when it is enough. */
static bool
see_changes (struct reading *g, struct reader *r)
{
  struct change change;
  bool wanted = true;

  while (wanted && client_another (r)) {
    uint64_t seq = take_u64 (r);
    struct slice bytes = take_block (r);

    if (!r->bad && change_read (seq, bytes.at, bytes.len, &change, NULL) != OK)
      r->bad = true;
    wanted = !r->bad && g->seen (g->with, change.id, &change);
  }
  return wanted;
}

/* Where the changes of the answer R are: behind its front, or shared. */
static struct reader
changes_of (const struct reading *g, struct reader *r)
{
  uint8_t n = take_u8 (r);
  uint32_t len = take_u32 (r);
  struct bytes piece = shared_piece (&g->shared, n);

  if (r->bad || n == 0)
    return *r;
  return reader_of (piece.at, len <= piece.room ? len : 0);
}

/* Reads the piece P and asks for the next one before it is seen, so that the
 * server fetches it meanwhile: *NEXT, NULL after the last.
 */
static enum outcome
see_piece (struct reading *g, struct pending *p, struct pending **next,
           struct error *e)
{
  struct site *s = g->site;
  struct reader r;
  enum outcome outcome;
  bool done;

  *next = NULL;
  s->bulk |= g->piece != 0;
  outcome = client_wait (s, p, e);
  if (outcome == OK)
    outcome = client_answer (p, &r, e);
  if (outcome != OK)
    return outcome;

  take_scan (&r, &g->at);
  done = take_u8 (&r) != 0;
  r = changes_of (g, &r);
  outcome = ask_next (g, done || r.bad, next, e);
  if (outcome == OK && !see_changes (g, &r) && *next != NULL) {
    client_drop (s, *next);
    *next = NULL;
  }
  return outcome == OK && r.bad ? client_torn (e) : outcome;
}

enum outcome
site_scan (struct site *s, struct scan *scan, change_seen seen, void *with,
           struct error *e)
{
  struct reading g = { .site = s, .at = *scan, .seen = seen, .with = with };
  struct pending *p, *next;
  size_t keep = s->stream.keep;
  enum outcome outcome = ask_piece (&g, &p, e);

  s->stream.keep = FRAME_MOST; /* piece after piece in the same memory */
  while (outcome == OK && p != NULL) {
    outcome = see_piece (&g, p, &next, e);
    scan->until = g.at.until;
    client_drop (s, p);
    p = next;
  }
  s->stream.keep = keep;
  shared_free (&g.shared);
  return outcome;
}
