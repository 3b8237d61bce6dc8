/* whole.c - a record with all that can be derived from it. */

#include "store/inside.h"

#include "base/language.h"

#include <string.h>

enum outcome
values_of_change (const struct change *c, const struct form *form,
                  struct arena *arena, struct values *values, struct error *e)
{
  struct image image;
  enum outcome read =
    image_open (c->image.at, c->image.len, c->head.flags, &image, e);

  if (read != OK)
    return read;
  *values = image_values (&image, form, arena);
  return OK;
}

enum outcome
whole_record_read (struct store *s, struct arena *arena, struct whole_record *w,
                   struct error *e)
{
  uint32_t ordinal = w->row.ordinal;
  enum outcome got =
    store_change (s, w->row.seq, &w->change, &w->change_hold, e);

  if (got == ERR_ABSENT)
    return fail (e, ERR_DAMAGED, 0, _ ("record %u has no change %llu"), ordinal,
                 (unsigned long long) w->row.seq);
  if (got == OK)
    got = store_form (s, w->change.head.procedure, w->change.head.revision,
                      &w->form, e);
  if (got == ERR_ABSENT)
    return fail (e, ERR_DAMAGED, 0, _ ("record %u has no form"), ordinal);
  if (got == OK)
    got = values_of_change (&w->change, w->form, arena, &w->values, e);
  return got;
}

enum outcome
whole_record_of_change (struct store *s, const struct change *c,
                        struct arena *arena, struct whole_record *w,
                        struct error *e)
{
  enum outcome got;

  memset (w, 0, sizeof *w);
  w->change = *c;
  w->row.ordinal = c->ordinal;
  w->row.seq = c->seq;
  got = store_form (s, c->head.procedure, c->head.revision, &w->form, e);
  if (got == OK)
    got = values_of_change (c, w->form, arena, &w->values, e);
  if (got == OK) {
    w->facts = facts_of (w->form, &w->values, arena);
    w->row = whole_record_row (w);
  }
  return got;
}

enum outcome
whole_record_load (struct store *s, uint32_t ordinal, struct arena *arena,
                   struct whole_record *w, struct error *e)
{
  enum outcome got;

  memset (w, 0, sizeof *w);
  got = store_row (s, ordinal, &w->row, &w->row_hold, e);
  if (got == OK)
    got = whole_record_read (s, arena, w, e);
  if (got == OK)
    w->facts = facts_of (w->form, &w->values, arena);
  return got;
}

void
whole_record_free (struct whole_record *w)
{
  bytes_free (&w->row_hold);
  bytes_free (&w->change_hold);
}

struct row
whole_record_row (const struct whole_record *w)
{
  const struct facts *f = &w->facts;
  struct row row = {
    .ordinal = w->row.ordinal,
    .seq = w->row.seq,
    .head = w->change.head,
    .name = slice_of (f->name, strlen (f->name)),
    .birth = slice_of (f->birth, strlen (f->birth)),
    .ward = f->ward,
  };

  memcpy (row.id, w->change.id, ID_SIZE);
  return row;
}
