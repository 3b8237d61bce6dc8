/* draft.c - a session as bytes, so that nothing typed is lost with a terminal.
 *
 * u8 format, text code, u16 revision, u16 number of fields, u16 cursor,
 * u8 initial, u64 received; for each field u8 marks and its text as a block.
 */

#include "entry/session-parts.h"

#include "base/language.h"
#include "text/date.h"

enum { DRAFT_FORMAT = 1 };

enum mark {
  MARK_UNREAD = 1, /* does not parse */
  MARK_TOUCHED = 2,
  MARK_TYPED = 4,
  MARKS = 8,
};

static uint8_t
marks_of (const struct cell *cell)
{
  return (uint8_t) ((cell->parses ? 0 : MARK_UNREAD)
                    | (cell->touched ? MARK_TOUCHED : 0)
                    | (cell->spelling == TYPED ? MARK_TYPED : 0));
}

void
session_save_draft (const struct session *s, struct bytes *to)
{
  put_u8 (to, DRAFT_FORMAT);
  put_text (to, s->form->code);
  put_u16 (to, s->form->revision);
  put_u16 (to, s->form->n_fields);
  put_u16 (to, s->cursor);
  put_u8 (to, s->initial);
  put_u64 (to, s->received);
  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    const struct cell *cell = &s->cells[f];

    put_u8 (to, marks_of (cell));
    put_block (to, cell->text.at, cell->text.len);
  }
}

/* What stands in front of the fields. */
struct front {
  uint16_t cursor;
  bool initial;
  uint64_t received;
};

static enum outcome
take_front (const struct session *s, struct reader *from, struct front *front,
            struct error *e)
{
  uint8_t format = take_u8 (from);
  struct slice code = take_block (from);
  uint16_t revision = take_u16 (from), count = take_u16 (from);

  front->cursor = take_u16 (from);
  front->initial = take_u8 (from) != 0;
  front->received = take_u64 (from);
  if (from->bad || format != DRAFT_FORMAT)
    return fail (e, ERR_DAMAGED, 0, _ ("the draft does not decode"));
  if (!slice_is (code, s->form->code) || revision != s->form->revision
      || count != s->form->n_fields)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("the draft is of another form than %s, revision %u"),
                 s->form->code, s->form->revision);
  return OK;
}

/* Whether all fields are there, and nothing behind them. */
static bool
fields_decode (const struct session *s, struct reader from)
{
  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    if (take_u8 (&from) >= MARKS)
      return false;
    take_block (&from);
  }
  return !from.bad && from.left == 0;
}

/* What parsed then is in its stored spelling and parses again; if it does not
 * any more, it stays as text.
 */
static void
take_cell (struct session *s, uint16_t f, struct reader *from)
{
  uint8_t marks = take_u8 (from);
  struct slice text = take_block (from);
  enum spelling put = (marks & MARK_TYPED) != 0 ? TYPED : FILED;
  struct cell *cell = &s->cells[f];

  cell_fill (s, cell, f, (const char *) text.at, text.len,
             (marks & MARK_UNREAD) != 0 ? put : FILED);
  cell->spelling = (uint8_t) put;
  cell->touched = (marks & MARK_TOUCHED) != 0;
}

enum outcome
session_load_draft (struct session *s, const void *at, size_t len,
                    struct error *e)
{
  struct reader from = reader_of (at, len);
  struct front front;

  if (take_front (s, &from, &front, e) != OK)
    return ERR_DAMAGED;
  if (!fields_decode (s, from))
    return fail (e, ERR_DAMAGED, 0, _ ("the draft does not decode"));

  s->first_step = s->n_steps = 0;
  s->initial = false; /* nothing follows while fields come in */
  s->received = front.received;
  s->day = date_today (front.received);
  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    take_cell (s, f, &from);
    session_changed (s, f);
  }
  s->initial = front.initial;
  s->cursor = front.cursor < s->form->n_fields ? front.cursor : 0;
  return OK;
}
