/* session.c - a form being filled in: its life, and what its fields hold. */

#include "entry/session-parts.h"

#include "base/arena.h"
#include "text/date.h"

#include <string.h>

/* ---- cells -------------------------------------------------------------- */

const char *
cell_text (const struct cell *cell)
{
  return cell->text.len == 0 ? "" : (const char *) cell->text.at;
}

void
cell_clear (struct cell *cell)
{
  bytes_clear (&cell->text);
  cell->ward = 0;
  cell->spelling = FILED;
  cell->parses = true;
  cell->touched = false;
}

static bool
is_clean (const struct session *s, const struct form_field *field,
          const char *text, size_t len)
{
  uintptr_t at = (uintptr_t) text, from = (uintptr_t) s->clean.at;

  return at >= from && at - from <= s->clean.len
         && len <= s->clean.len - (at - from) && field->kind != HOSO_TABLE;
}

static void
keep_as_put (struct cell *cell, const char *text, size_t len)
{
  bytes_clear (&cell->text);
  bytes_add (&cell->text, text, len);
  bytes_text (&cell->text);
}

static bool
cell_parse (const struct session *s, struct cell *cell,
            const struct form_field *field, const char *text, size_t len)
{
  bool clean = is_clean (s, field, text, len);

  if (clean && cell->spelling == FILED
      && field_tell_stored (field, text, len, &cell->text))
    return true;
  return (clean ? field_parse_clean : field_parse) (
           field, text, len, cell->spelling, s->day, &cell->text, NULL)
         == OK;
}

/* Rows of files have some forty values each: they are put without a call. */
static inline __attribute__ ((always_inline)) bool
fill (const struct session *s, struct cell *cell, uint16_t f, const char *text,
      size_t len, enum spelling spelling)
{
  const struct form_field *field = &s->form->fields[f];

  cell_clear (cell);
  cell->spelling = (uint8_t) spelling;
  if (field->kind == HOSO_CHOICE
      && memo_find (s, f, text, len, spelling, &cell->text))
    return true;
  cell->parses = cell_parse (s, cell, field, text, len);
  if (!cell->parses) {
    keep_as_put (cell, text, len);
    return false;
  }
  bytes_text (&cell->text);
  if (field->kind == HOSO_CHOICE)
    memo_keep (s, f, text, len, spelling, &cell->text);
  else if (field->kind == HOSO_ADDRESS && cell->text.len > 0)
    cell->ward = memo_ward (s, &cell->text);
  return true;
}

bool
cell_fill (const struct session *s, struct cell *cell, uint16_t f,
           const char *text, size_t len, enum spelling spelling)
{
  return fill (s, cell, f, text, len, spelling);
}

/* Conditions see what parses; places of wards are those of the form. */
static inline void
show_to_conditions (struct session *s, uint16_t f)
{
  const struct cell *cell = &s->cells[f];
  int place = form_address_place (s->form, f);

  s->texts[f] = cell->parses ? cell_text (cell) : "";
  if (cell->parses == s->unread[f]) {
    s->n_unread += cell->parses ? -1 : 1;
    s->unread[f] = !cell->parses;
  }
  if (place >= 0)
    s->wards[place] = cell->ward;
  s->settled->values_good = s->settled->findings_good = false;
}

void
session_changed (struct session *s, uint16_t f)
{
  show_to_conditions (s, f);
  if (s->initial)
    initial_follow (s, f);
}

/* ---- life --------------------------------------------------------------- */

static void *
zeroed (size_t count, size_t size)
{
  return memset (bytes_must (count * size + 1), 0, count * size + 1);
}

struct session *
session_new (const struct form *form, const struct place *place, bool initial)
{
  struct session *s = zeroed (1, sizeof *s);
  size_t n = form->n_fields;

  s->form = form;
  s->memory = check_memory_new (form);
  s->memo = memo_new ();
  s->cells = zeroed (n, sizeof *s->cells);
  s->texts = zeroed (n, sizeof *s->texts);
  s->wards = zeroed (form_addresses (form), sizeof *s->wards);
  s->unread = zeroed (n, sizeof *s->unread);
  s->steps = zeroed (STEPS, sizeof *s->steps);
  s->settled = settled_new (form);
  session_clear (s, place, initial);
  return s;
}

void
session_free (struct session *s)
{
  if (s == NULL)
    return;
  for (uint16_t f = 0; f < s->form->n_fields; f++)
    bytes_free (&s->cells[f].text);
  for (unsigned i = 0; i < STEPS; i++)
    bytes_free (&s->steps[i].cell.text);
  check_memory_free (s->memory);
  memo_free (s->memo);
  settled_free (s->settled);
  arena_free (s->carry);
  bytes_free (&s->officer);
  free (s->cells);
  free (s->texts);
  free (s->wards);
  free (s->unread);
  free (s->steps);
  free (s);
}

static void
go_to (struct session *s, const struct place *place)
{
  const char *ward = place->ward != NULL ? place->ward : "";
  size_t len = strnlen (ward, sizeof s->ward - 1);

  memcpy (s->ward, ward, len);
  s->ward[len] = '\0';
  bytes_clear (&s->officer);
  bytes_add_text (&s->officer, place->officer != NULL ? place->officer : "");
  bytes_text (&s->officer);
  if (s->received != place->received) /* at first both are 0: 1 January 1970 */
    s->day = date_today (place->received);
  s->received = place->received;
}

static void
clear_cells (struct session *s)
{
  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    cell_clear (&s->cells[f]);
    s->texts[f] = "";
  }
  memset (s->unread, 0, s->form->n_fields * sizeof *s->unread);
  memset (s->wards, 0, form_addresses (s->form) * sizeof *s->wards);
  s->n_unread = 0;
  s->settled->values_good = s->settled->findings_good = false;
}

void
session_put_clean (struct session *s, const char *text, size_t len)
{
  s->clean = (struct slice){ (const unsigned char *) text, len };
}

void
session_clear (struct session *s, const struct place *place, bool initial)
{
  go_to (s, place);
  s->initial = initial;
  s->first_step = s->n_steps = 0;
  s->carried = NULL;
  s->clean = (struct slice){ 0 };
  clear_cells (s);
  if (initial)
    initial_all (s);
  s->cursor = 0;
}

const struct form *
session_form (const struct session *s)
{
  return s->form;
}

/* A choice may not be in force on the new day, or may be at last: what was put
 * is read again.
 */
void
session_received (struct session *s, uint64_t received)
{
  struct cell again = { 0 };

  s->received = received;
  if (s->day == date_today (received))
    return;
  s->day = date_today (received);
  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    struct cell *cell = &s->cells[f], old = *cell;

    cell_fill (s, &again, f, cell_text (cell), cell->text.len,
               cell->parses ? FILED : cell->spelling);
    again.touched = cell->touched;
    *cell = again;
    again = old;
    show_to_conditions (s, f);
  }
  bytes_free (&again.text);
  if (s->initial)
    initial_all (s);
}

void
session_load (struct session *s, const struct values *values)
{
  s->first_step = s->n_steps = 0;
  s->initial = false;
  s->cursor = 0;
  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    struct cell *cell = &s->cells[f];
    int place = form_address_place (s->form, f);

    cell_fill (s, cell, f, values->texts[f], strlen (values->texts[f]), FILED);
    cell->touched = true;
    if (!cell->parses && s->form->fields[f].need == HOSO_GIVEN)
      cell_clear (cell); /* nobody could mend it; it is given again */
    if (place >= 0 && cell->parses)
      cell->ward = values->wards[place];
    show_to_conditions (s, f);
  }
}

/* ---- fields ------------------------------------------------------------- */

static bool
same_cell (const struct cell *a, const struct cell *b)
{
  return a->parses == b->parses && a->text.len == b->text.len
         && memcmp (cell_text (a), cell_text (b), a->text.len) == 0;
}

static bool
may_be_put (const struct session *s, uint16_t f)
{
  return f < s->form->n_fields && s->form->fields[f].need != HOSO_GIVEN;
}

static inline void
take_in (struct session *s, uint16_t f, const struct hoso_text *text)
{
  struct cell *cell = &s->cells[f];

  fill (s, cell, f, text->at, text->len, FILED);
  cell->touched = true;
  show_to_conditions (s, f);
  if (s->initial)
    initial_follow (s, f);
}

void
session_take_row (struct session *s, const uint16_t *to,
                  const struct hoso_text *texts, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (texts[i].len > 0 && may_be_put (s, to[i]))
      take_in (s, to[i], &texts[i]);
}

bool
session_put (struct session *s, uint16_t f, const char *text, size_t len,
             enum spelling spelling)
{
  struct cell *spare, *cell;

  if (!may_be_put (s, f))
    return false;
  spare = step_spare (s);
  cell = &s->cells[f];
  cell_fill (s, spare, f, text, len, spelling);
  if (same_cell (spare, cell)) {
    cell->touched = true;
    return cell->parses;
  }
  spare->touched = true;
  step_keep (s, f);
  session_changed (s, f);
  return cell->parses;
}

const char *
session_text (const struct session *s, uint16_t f)
{
  if (f >= s->form->n_fields)
    return "";
  if (s->form->fields[f].need == HOSO_GIVEN)
    return session_settle (s)->values.texts[f];
  return cell_text (&s->cells[f]);
}

bool
session_parses (const struct session *s, uint16_t f)
{
  return f < s->form->n_fields && s->cells[f].parses;
}
