/* entry-card.c - a scanner types a card's code: it fills the person's fields.
 *
 * Recognised by what it is (twelve digits and a separator), never by how fast
 * it comes: pastes and input methods are fast too.
 */

#include "tui/view-entry.h"

#include "base/language.h"
#include "text/card.h"
#include "tui/view-message.h"

#include <string.h>

static void
put_fact (struct entry_view *v, uint16_t heading, enum hoso_fact fact,
          const char *text)
{
  uint16_t f = form_fact (v->form, heading, (uint8_t) fact);

  if (f == NO_FIELD || text == NULL || text[0] == '\0')
    return;
  session_put (v->session, f, text, strlen (text), FILED);
  v->visited[f] = true;
  v->unsaved = true;
}

static void
fill (struct entry_view *v, const struct card *c)
{
  uint16_t h = v->form->fields[session_cursor (v->session)].heading;
  const struct {
    enum card_field field;
    enum hoso_fact fact;
    const char *text;
  } facts[] = {
    { CARD_ID, HOSO_ID_TYPE, "1" },
    { CARD_ID, HOSO_ID_NUMBER, c->id },
    { CARD_NAME, HOSO_FULL_NAME, c->name },
    { CARD_BIRTH, HOSO_BIRTH, c->birth },
    { CARD_SEX, HOSO_SEX, c->sex },
    { CARD_ADDRESS, HOSO_RESIDENCE, c->address },
    { CARD_ISSUED, HOSO_ISSUED_ON, c->issued },
  };

  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    if (c->certain & facts[i].field)
      put_fact (v, h, facts[i].fact, facts[i].text);
}

/* The field gets back what it had before the code came into it. */
static void
take_back (struct app *app, struct entry_view *v)
{
  uint16_t f = session_cursor (v->session);

  if (v->scan_before != NULL)
    session_put (v->session, f, v->scan_before, strlen (v->scan_before), TYPED);
  (void) app;
}

static void
finish (struct app *app, struct entry_view *v)
{
  struct card card = { 0 };
  uint16_t f = session_cursor (v->session);

  v->scanning = false;
  card_read (v->scan, v->n_scan, &card);
  v->n_scan = 0;
  take_back (app, v);
  if (card.kind == CARD_IDENTITY)
    fill (v, &card);
  entry_go (app, v, f);
  if (card.problems.len > 0)
    message_show (app, _ ("Card"), bytes_text (&card.problems));
  card_free (&card);
}

static void
remember (struct entry_view *v, const struct event *event)
{
  size_t len = strlen (event->text);

  if (v->n_scan == 0) {
    free (v->scan_before);
    v->scan_before = bytes_must_copy (edit_text (&v->edit));
  }
  if (v->n_scan + len < SCAN_MOST) {
    memcpy (v->scan + v->n_scan, event->text, len);
    v->n_scan += len;
  }
}

bool
entry_scan (struct app *app, struct entry_view *v, const struct event *event)
{
  if (event->key == KEY_TEXT) {
    remember (v, event);
    v->scanning = v->scanning || card_begins (v->scan, v->n_scan);
    return v->scanning;
  }
  if (v->scanning) {
    finish (app, v);
    return true;
  }
  if (event->key != KEY_TICK)
    v->n_scan = 0;
  return false;
}
