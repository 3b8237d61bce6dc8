/* merge.c - a dossier was changed by somebody else while it was being changed
 * here: what was put stays, the rest is as it is there.
 */

#include "entry/session-parts.h"

#include <string.h>

/* What a field held before the session was loaded anew. */
struct put {
  struct bytes text;
  enum spelling spelling;
  bool differs;
};

static bool
differs (const struct session *s, const struct values *from, uint16_t f)
{
  return s->form->fields[f].need != HOSO_GIVEN
         && strcmp (cell_text (&s->cells[f]), from->texts[f]) != 0;
}

unsigned
session_differs (const struct session *s, const struct values *from)
{
  unsigned count = 0;

  for (uint16_t f = 0; f < s->form->n_fields; f++)
    count += differs (s, from, f);
  return count;
}

static void
take_puts (const struct session *s, const struct values *base, struct put *puts)
{
  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    const struct cell *cell = &s->cells[f];

    puts[f].spelling = cell->parses ? FILED : (enum spelling) cell->spelling;
    puts[f].differs = differs (s, base, f);
    if (puts[f].differs)
      bytes_add (&puts[f].text, cell->text.at, cell->text.len);
  }
}

void
session_merge (struct session *s, const struct values *base,
               const struct values *now)
{
  struct put *puts = bytes_must (s->form->n_fields * sizeof *puts + 1);
  uint16_t cursor = s->cursor;

  memset (puts, 0, s->form->n_fields * sizeof *puts);
  take_puts (s, base, puts);
  session_load (s, now);
  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    if (puts[f].differs)
      session_put (s, f, bytes_text (&puts[f].text), puts[f].text.len,
                   puts[f].spelling);
    bytes_free (&puts[f].text);
  }
  free (puts);
  session_go (s, cursor);
}
