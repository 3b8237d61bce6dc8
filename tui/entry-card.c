/* entry-card.c - a scanner types a card's code: it fills the person's fields.
 *
 * Recognised by what it is (twelve digits and a separator), never by how fast
 * it comes: pastes and input methods are fast too.
 */

#include "tui/view-entry.h"

#include "base/clock.h"
#include "base/language.h"
#include "text/card.h"
#include "tui/view-message.h"

#include <ctype.h>
#include <string.h>

enum {
  PREFIX = 3, /* "]Q1": how some scanners say what kind of code it was   */
  FIELDS = 7,
  FIELDS_LONG = 11,
  DATE_DIGITS = 8,
  QUIET_MS = 500, /* nothing came for so long: a whole code is at its end    */
};

/* ---- filling in ---- */

/* Puts TEXT into the field that tells FACT of the person; which one it is. */
static uint16_t
put_fact (struct entry_view *v, uint16_t heading, enum hoso_fact fact,
          const char *text)
{
  uint16_t f = form_fact (v->form, heading, (uint8_t) fact);

  if (f == NO_FIELD || text == NULL || text[0] == '\0')
    return NO_FIELD;
  session_put (v->session, f, text, strlen (text), FILED);
  v->visited[f] = true;
  v->unsaved = true;
  return f;
}

/* How many facts of the card went to the person at the cursor; *HERE: one of
 * them into the field at the cursor.
 */
static unsigned
fill (struct entry_view *v, const struct card *c, bool *here)
{
  uint16_t h = v->form->fields[v->at].heading;
  unsigned count = 0;
  const struct {
    enum card_field field;
    enum hoso_fact fact;
    const char *text;
  } facts[] = {
    { CARD_ID, HOSO_ID_TYPE, c->kind == CARD_IDENTITY ? "1" : NULL },
    { CARD_ID, HOSO_ID_NUMBER, c->id },
    { CARD_NAME, HOSO_FULL_NAME, c->name },
    { CARD_BIRTH, HOSO_BIRTH, c->birth },
    { CARD_SEX, HOSO_SEX, c->sex },
    { CARD_ADDRESS, HOSO_RESIDENCE, c->address },
    { CARD_ISSUED, HOSO_ISSUED_ON, c->issued },
  };

  *here = false;
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    if (c->certain & facts[i].field) {
      uint16_t f = put_fact (v, h, facts[i].fact, facts[i].text);

      count += f != NO_FIELD;
      *here |= f == v->at;
    }
  return count;
}

/* What stood in the field before the code came into it. */
static void
take_back (struct entry_view *v)
{
  v->scanning = false;
  if (strcmp (v->scan_before, edit_text (&v->edit)) != 0)
    edit_put (&v->edit, v->scan_before);
}

static void
tell (struct app *app, struct card *card, unsigned count)
{
  if (count == 0 && card->certain != 0) {
    app->beep = true;
    message_show (app, N_ ("Card"),
                  N_ ("These fields tell about no person: go to a person's "
                      "fields and scan again"));
  } else if (card->problems.len > 0)
    message_show (app, N_ ("Card"), bytes_text (&card->problems));
}

static void
finish (struct app *app, struct entry_view *v)
{
  struct card card;
  unsigned count;
  bool here;

  take_back (v);
  card_read (v->scan, v->n_scan, &card);
  v->n_scan = 0;
  count = fill (v, &card, &here);
  if (here || !session_shown (v->session, v->at))
    entry_take (app, v);
  tell (app, &card, count);
  card_free (&card);
}

/* ---- what comes ---- */

static bool
is_separator (const char *text)
{
  return strcmp (text, "|") == 0 || strcmp (text, "~") == 0
         || strcmp (text, "\\") == 0 || strcmp (text, "¦") == 0;
}

/* Whether TEXT may be the next of "]Q1", twelve digits, a separator. */
static bool
goes_on (const struct entry_view *v, const char *text)
{
  return isdigit ((unsigned char) text[0])
         || (v->n_scan > 0 && v->n_scan < PREFIX && v->scan[0] == ']')
         || (v->n_scan > 0 && is_separator (text));
}

static void
append (struct entry_view *v, const char *text)
{
  size_t len = strlen (text);

  if (v->n_scan + len > sizeof v->scan)
    return;
  memcpy (v->scan + v->n_scan, text, len);
  v->n_scan += len;
}

static void
begin (struct entry_view *v)
{
  v->n_scan = 0;
  free (v->scan_before);
  v->scan_before = bytes_must_copy (edit_text (&v->edit));
}

/* Whether TEXT is a piece of a card's code, known as one. */
static bool
take_letter (struct entry_view *v, const char *text)
{
  size_t prefix;

  if (!v->scanning && !goes_on (v, text))
    v->n_scan = 0;
  if (v->n_scan == 0 && (text[0] == ']' || isdigit ((unsigned char) text[0])))
    begin (v);
  else if (v->n_scan == 0)
    return false;
  append (v, text);
  if (v->scanning || !is_separator (text))
    return v->scanning;
  prefix = v->scan[0] == ']' && v->n_scan > PREFIX ? PREFIX : 0;
  v->scanning = card_begins (v->scan + prefix, v->n_scan - prefix);
  if (!v->scanning)
    v->n_scan = 0;
  return v->scanning;
}

/* Seven fields, the last one a date, or eleven. */
static bool
is_complete (const struct entry_view *v)
{
  unsigned fields = 1, digits = 0;

  for (size_t i = 0; i < v->n_scan; i++) {
    char c = v->scan[i];
    bool separator = strchr ("|~\\\xa6", c) != NULL;

    fields += separator;
    digits = separator ? 0 : digits + (isdigit ((unsigned char) c) != 0);
  }
  return fields >= FIELDS_LONG || (fields == FIELDS && digits == DATE_DIGITS);
}

bool
entry_scan (struct app *app, struct entry_view *v, const struct event *event)
{
  if (event->key == KEY_TEXT) {
    v->typed_at = clock_ticks ();
    return take_letter (v, event->text);
  }
  if (!v->scanning) {
    if (event->key != KEY_TICK)
      v->n_scan = 0;
    return false;
  }
  if (event->key == KEY_TICK
      && (!is_complete (v) || clock_ticks () - v->typed_at < QUIET_MS))
    return false;
  if (event->key == KEY_ESCAPE)
    take_back (v);
  else
    finish (app, v);
  return event->key == KEY_ENTER || event->key == KEY_TAB
         || event->key == KEY_ESCAPE || event->key == KEY_PASTE_END;
}
