/* move.c - the cursor: where it may stand and what is next. */

#include "entry/session-parts.h"

bool
session_shown (const struct session *s, uint16_t f)
{
  return f < s->form->n_fields && session_settle (s)->shown[f];
}

bool
session_all_shown (const struct session *s)
{
  return session_settle (s)->all_shown;
}

bool
session_needed (const struct session *s, uint16_t f)
{
  const struct settled *settled = session_settle (s);
  struct check check = session_as_check (s);

  if (f >= s->form->n_fields || !settled->shown[f])
    return false;
  check.values = settled->values.texts;
  return check_needed (&check, f);
}

/* Whether the cursor may stand on F. */
static bool
enterable (const struct session *s, uint16_t f)
{
  return session_shown (s, f) && s->form->fields[f].need != HOSO_GIVEN;
}

/* The nearest field behind F, or before it; NO_FIELD when there is none. */
static uint16_t
after (const struct session *s, uint16_t f)
{
  while (++f < s->form->n_fields)
    if (enterable (s, f))
      return f;
  return NO_FIELD;
}

static uint16_t
before (const struct session *s, uint16_t f)
{
  while (f-- > 0)
    if (enterable (s, f))
      return f;
  return NO_FIELD;
}

/* The field under the cursor may have been hidden since: then the next one. */
uint16_t
session_cursor (const struct session *s)
{
  uint16_t next;

  if (enterable (s, s->cursor))
    return s->cursor;
  next = after (s, s->cursor);
  return next != NO_FIELD ? next : before (s, s->cursor);
}

static bool
move_to (struct session *s, uint16_t f)
{
  if (f == NO_FIELD)
    return false;
  s->cursor = f;
  return true;
}

bool
session_next (struct session *s)
{
  uint16_t at = session_cursor (s);

  return at != NO_FIELD && move_to (s, after (s, at));
}

bool
session_back (struct session *s)
{
  uint16_t at = session_cursor (s);

  return at != NO_FIELD && move_to (s, before (s, at));
}

bool
session_go (struct session *s, uint16_t f)
{
  return enterable (s, f) && move_to (s, f);
}
