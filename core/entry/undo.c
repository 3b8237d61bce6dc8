/* undo.c - the last 200 puts, each with the cell as it was before. */

#include "entry/session-parts.h"

static struct step *
step_at (struct session *s, unsigned i)
{
  return &s->steps[(s->first_step + i) % STEPS];
}

struct cell *
step_spare (struct session *s)
{
  return &step_at (s, s->n_steps)->cell;
}

static void
swap (struct cell *a, struct cell *b)
{
  struct cell old = *a;

  *a = *b;
  *b = old;
}

void
step_keep (struct session *s, uint16_t f)
{
  struct step *step = step_at (s, s->n_steps++);

  step->field = f;
  swap (&step->cell, &s->cells[f]);
  if (s->n_steps > UNDO_MOST) {
    s->first_step = (s->first_step + 1) % STEPS;
    s->n_steps--;
  }
}

bool
session_undo (struct session *s)
{
  struct step *step;

  if (s->n_steps == 0)
    return false;
  step = step_at (s, --s->n_steps);
  swap (&step->cell, &s->cells[step->field]);
  session_changed (s, step->field);
  session_go (s, step->field);
  return true;
}
