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

struct picked {
  struct bytes *items;
  uint16_t procedure; /* 0: all                                              */
};

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
  put_u8 (picked->items, 1);
  put_u64 (picked->items, change->seq);
  put_block (picked->items, bytes.at, bytes.len);
  return true;
}

/* One piece of SCAN, which moves on to its end; *DONE: there is no more. */
static enum outcome
scan_piece (struct store *store, struct scan *scan, struct bytes *items,
            bool *done, struct error *e)
{
  struct picked picked = { items, scan->procedure };
  uint32_t ordinal = (uint32_t) scan->after + 1;
  uint64_t at = scan->after + 1;
  enum outcome outcome;

  if (scan->by_change)
    outcome = store_scan_changes (store, &at, scan->until, scan->latest,
                                  SCAN_PIECE, add_change, &picked, e);
  else {
    outcome = store_scan_records (store, &ordinal, scan->until, scan->procedure,
                                  SCAN_PIECE, add_change, &picked, e);
    at = ordinal;
  }
  *done = at == 0;
  scan->after = at - 1;
  return outcome;
}

/* How the scan goes on comes first, so that the next piece can be asked for
 * before this one is read; it is known last.
 */
static size_t
put_front (struct bytes *to, const struct scan *scan, bool done)
{
  size_t at = to->len;

  put_scan (to, scan);
  put_u8 (to, done);
  return at;
}

static void
put_front_again (struct bytes *to, size_t at, const struct scan *scan,
                 bool done)
{
  SCOPED_BYTES front = { 0 };

  put_front (&front, scan, done);
  memcpy (to->at + at, front.at, front.len);
}

enum outcome
answer_scan (struct request *q, struct error *e)
{
  struct store *store = q->server->store;
  struct counts counts;
  struct scan scan;
  size_t front;
  bool done = true;
  enum outcome outcome = OK;

  take_scan (q->body, &scan);
  if (request_torn (q))
    return ERR_INPUT;
  store_counts (store, &counts);
  if (scan.until == 0 || scan.until > counts.changes)
    scan.until = counts.changes;

  bytes_reserve (q->answer, SCAN_PIECE + SCAN_PIECE / 4);
  front = put_front (q->answer, &scan, done);
  if (scan.after < (scan.by_change ? scan.until : counts.records))
    outcome = scan_piece (store, &scan, q->answer, &done, e);
  put_front_again (q->answer, front, &scan, done);
  put_u8 (q->answer, 0);
  q->server->used_much |= done;
  return outcome;
}
