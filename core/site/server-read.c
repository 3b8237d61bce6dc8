/* server-read.c - what the server gives out: forms, records, lists, scans. */

#include "site/server.h"

#include "base/language.h"
#include "form/declare.h"

#include <string.h>

/* ---- forms and accounts ---- */

enum outcome
answer_register (struct request *q, struct error *e)
{
  struct slice declared = take_block (q->body);
  struct form *form;
  uint16_t procedure;
  enum outcome outcome;

  if (request_torn (q))
    return ERR_INPUT;
  outcome = form_of_declared (declared.at, declared.len, &form, e);
  if (outcome != OK)
    return fail (e, ERR_INPUT, 0,
                 _ ("the declared form of a procedure cannot be read"));
  outcome = store_register (q->server->store, form, &procedure, e);
  form_free (form);
  if (outcome == OK)
    put_u16 (q->answer, procedure);
  return outcome;
}

enum outcome
answer_form (struct request *q, struct error *e)
{
  uint16_t procedure = take_u16 (q->body);
  uint16_t revision = take_u16 (q->body);

  if (request_torn (q))
    return ERR_INPUT;
  if (revision == 0)
    revision = store_last_revision (q->server->store, procedure);
  return store_declared (q->server->store, procedure, revision, q->answer, e);
}

/* The number of a procedure by its code, or by the name that the plugin of its
 * newest form had, for the plugin may be gone.  0: there is none.
 */
static uint16_t
procedure_called (struct server *s, const char *name)
{
  uint16_t number = store_procedure_numbered (s->store, name);
  const struct form *form;

  for (uint16_t n = store_procedure_count (s->store); number == 0 && n > 0;
       n--) {
    uint16_t last = store_last_revision (s->store, n);

    if (store_form (s->store, n, last, &form, NULL) == OK
        && strcmp (form->name, name) == 0)
      number = n;
    forget_forms (s);
  }
  return number;
}

enum outcome
answer_procedure (struct request *q, struct error *e)
{
  const char *name = take_words (q->body);

  (void) e;
  if (request_torn (q))
    return ERR_INPUT;
  put_u16 (q->answer, procedure_called (q->server, name));
  return OK;
}

enum outcome
answer_officer (struct request *q, struct error *e)
{
  uint32_t officer = take_u32 (q->body);

  (void) e;
  if (request_torn (q))
    return ERR_INPUT;
  put_words (q->answer, store_officer_name (q->server->store, officer));
  return OK;
}

/* ---- one record ---- */

/* The ordinal of the record that a person calls TEXT. */
static enum outcome
find_record (struct server *s, const char *text, uint32_t *ordinal,
             struct error *e)
{
  unsigned char id[ID_SIZE];
  struct code code;

  if (hex_read (text, id, ID_SIZE))
    return store_by_id (s->store, id, ordinal, e);
  if (!code_read (text, s->config.identity.office, &code))
    return fail (e, ERR_ABSENT, 0, _ ("\"%.80s\" is no number of a dossier"),
                 text);
  return store_by_code (s->store, &code, ordinal, e);
}

enum outcome
answer_get (struct request *q, struct error *e)
{
  SCOPED_BYTES row_hold = { 0 }, change_hold = { 0 };
  struct store *store = q->server->store;
  const char *text = take_words (q->body);
  struct change change;
  struct row row;
  uint32_t ordinal;
  enum outcome outcome;

  if (request_torn (q))
    return ERR_INPUT;
  outcome = find_record (q->server, text, &ordinal, e);
  if (outcome == ERR_ABSENT)
    return fail (e, ERR_ABSENT, 0, _ ("there is no dossier \"%.80s\""), text);
  if (outcome == OK)
    outcome = store_row (store, ordinal, &row, &row_hold, e);
  if (outcome == OK)
    outcome = store_change (store, row.seq, &change, &change_hold, e);
  if (outcome != OK)
    return outcome;
  put_row (q->answer, &row);
  put_change (q->answer, &change);
  return OK;
}

enum outcome
answer_change (struct request *q, struct error *e)
{
  SCOPED_BYTES hold = { 0 };
  uint64_t seq = take_u64 (q->body);
  struct change change;
  enum outcome outcome;

  if (request_torn (q))
    return ERR_INPUT;
  outcome = store_change (q->server->store, seq, &change, &hold, e);
  if (outcome == OK)
    put_change (q->answer, &change);
  return outcome;
}

/* ---- lists ---- */

static bool
add_row (void *with, const struct row *row)
{
  struct listing *listing = with;

  if (!listing_item (listing))
    return false;
  put_row (listing->request->answer, row);
  return true;
}

enum outcome
answer_list (struct request *q, struct error *e)
{
  struct listing rows = { .request = q };
  struct filter filter;
  bool more = false;
  enum outcome outcome;

  take_filter (q->body, &filter);
  if (request_torn (q))
    return ERR_INPUT;
  outcome = store_list (q->server->store, &filter, add_row, &rows, &more, e);
  listing_end (&rows);
  put_u8 (q->answer, more || rows.full);
  return outcome;
}

enum outcome
answer_find (struct request *q, struct error *e)
{
  struct listing rows = { .request = q };
  const char *words = take_words (q->body);
  bool any = take_u8 (q->body) != 0, about = false;
  uint32_t limit = take_u32 (q->body), total = 0;
  enum outcome outcome;

  if (request_torn (q))
    return ERR_INPUT;
  outcome = store_find (q->server->store, words, any, limit, add_row, &rows,
                        &total, &about, e);
  listing_end (&rows);
  put_u32 (q->answer, total);
  put_u8 (q->answer, about);
  return outcome;
}

/* ---- scans ---- */

/* Where the changes of a piece go. */
struct picked {
  struct bytes piece;   /* of shared memory, whose room does not grow        */
  struct bytes *answer; /* what does not fit there                           */
  struct bytes *items;  /* one of the two                                    */
  uint16_t procedure;   /* 0: all                                            */
};

/* A piece that shared memory has no room for goes the usual way, as a whole;
 * the last byte there is for the end of the list.
 */
static void
make_room (struct picked *p, size_t need)
{
  if (p->items == p->answer || p->piece.room - p->piece.len > need)
    return;
  bytes_add (p->answer, p->piece.at, p->piece.len);
  p->items = p->answer;
}

/* The bytes of a change go out as they lie in the log. */
static bool
add_change (void *with, const unsigned char id[ID_SIZE],
            const struct change *change)
{
  struct picked *picked = with;
  struct slice bytes = change_bytes (change);

  (void) id;
  if (picked->procedure != 0 && change->head.procedure != picked->procedure)
    return true;
  make_room (picked, 1 + sizeof (uint64_t) + sizeof (uint32_t) + bytes.len);
  put_u8 (picked->items, 1);
  put_u64 (picked->items, change->seq);
  put_block (picked->items, bytes.at, bytes.len);
  return true;
}

/* One piece of SCAN, which moves on to its end; *DONE: there is no more. */
static enum outcome
scan_piece (struct store *store, struct scan *scan, struct picked *picked,
            bool *done, struct error *e)
{
  uint32_t ordinal = (uint32_t) scan->after + 1;
  uint64_t at = scan->after + 1;
  enum outcome outcome;

  if (scan->by_change)
    outcome = store_scan_changes (store, &at, scan->until, scan->latest,
                                  SCAN_PIECE, add_change, picked, e);
  else {
    outcome = store_scan_records (store, &ordinal, scan->until, scan->procedure,
                                  SCAN_PIECE, add_change, picked, e);
    at = ordinal;
  }
  *done = at == 0;
  scan->after = at - 1;
  return outcome;
}

/* How the scan goes on comes first, so that the next piece can be asked for
 * before this one is read; it is known last.
 */
struct front {
  struct scan scan;
  bool done;
  uint8_t piece; /* of shared memory; 0: the changes follow */
  uint32_t len;  /* of them there */
};

static size_t
put_front (struct bytes *to, const struct front *front)
{
  size_t at = to->len;

  put_scan (to, &front->scan);
  put_u8 (to, front->done);
  put_u8 (to, front->piece);
  put_u32 (to, front->len);
  return at;
}

static void
put_front_again (struct bytes *to, size_t at, const struct front *front)
{
  SCOPED_BYTES bytes = { 0 };

  put_front (&bytes, front);
  memcpy (to->at + at, bytes.at, bytes.len);
}

/* Ends the list of what was picked and says where it is.  Shared memory is
 * given back behind the last piece: the client has it before its eyes.
 */
static void
end_piece (struct request *q, struct picked *picked, struct front *front)
{
  put_u8 (picked->items, 0);
  if (picked->items == &picked->piece)
    front->len = (uint32_t) picked->piece.len;
  else
    front->piece = 0;
  if (front->done)
    shared_free (&q->peer->shared);
  q->server->used_much |= front->done;
}

enum outcome
answer_scan (struct request *q, struct error *e)
{
  struct store *store = q->server->store;
  struct front front = { .done = true };
  struct picked picked = { .answer = q->answer };
  struct scan *scan = &front.scan;
  struct counts counts;
  size_t at;
  enum outcome outcome = OK;

  take_scan (q->body, scan);
  front.piece = take_u8 (q->body);
  if (request_torn (q))
    return ERR_INPUT;
  store_counts (store, &counts);
  if (scan->until == 0 || scan->until > counts.changes)
    scan->until = counts.changes;
  picked.procedure = scan->procedure;
  picked.piece = shared_piece (&q->peer->shared, front.piece);
  picked.items = picked.piece.at != NULL ? &picked.piece : q->answer;

  if (picked.items == q->answer)
    bytes_reserve (q->answer, SCAN_PIECE + SCAN_PIECE / 4);
  at = put_front (q->answer, &front);
  if (scan->after < (scan->by_change ? scan->until : counts.records))
    outcome = scan_piece (store, scan, &picked, &front.done, e);
  end_piece (q, &picked, &front);
  put_front_again (q->answer, at, &front);
  return outcome;
}

static size_t
sharers (const struct server *s)
{
  size_t count = 0;

  for (size_t i = 0; i < s->n_peers; i++)
    count += s->peers[i]->shared.at != NULL;
  return count;
}

/* One for each connection, or descriptors that nobody takes would hold memory
 * without end.
 */
enum outcome
answer_share (struct request *q, struct error *e)
{
  struct peer *p = q->peer;
  int fd = -1;
  bool given;

  (void) e;
  if (request_torn (q))
    return ERR_INPUT;
  given = !p->was_shared && sharers (q->server) < SHARED_MOST
          && shared_make (&p->shared, &fd);
  if (given)
    stream_pass (&p->stream, fd);
  p->was_shared |= given;
  put_u8 (q->answer, given);
  return OK;
}
