/* entry-field.c - the field at the cursor: its text on the way from the form to
 * the keys and back.
 */

#include "tui/view-entry.h"
#include "tui/view-rows.h"

#include "base/clock.h"
#include "base/language.h"
#include "form/kind.h"
#include "text/date.h"
#include "text/number.h"
#include "text/utf8.h"

#include <string.h>

enum {
  CELLS_MOST = 60,   /* of a text that says no limit                          */
  SHORT_LIST = 4,    /* so many choices are shown beside the field            */
  SEARCH_CELLS = 12, /* for the first letters of a label                     */
  YES_NO_CELLS = 5,
};

/* ---- how wide ---- */

/* Few choices are typed by code, many by the letters they begin with. */
static int
choice_cells (const struct form_field *f)
{
  size_t n = field_choices (f), most = 2;

  if (n > SHORT_LIST)
    return SEARCH_CELLS;
  for (size_t i = 0; i < n; i++) {
    size_t len = strlen (field_choice (f, i).code);

    most = len > most ? len : most;
  }
  return (int) most;
}

/* "99" wants two cells, 1.000.000 nine. */
static int
number_cells (const struct form_field *f, const struct form *form)
{
  struct scope scope = { .form = form };
  SCOPED_BYTES most = { 0 };
  char shown[32];

  if (f->max == NULL || !value_is_constant (f->max)
      || !value_text (f->max, &scope, &most))
    return kind_of (f)->cells;
  number_show (strtoll (bytes_text (&most), NULL, 10), shown);
  return (int) strlen (shown);
}

static int
cells_of_kind (const struct form_field *f, const struct form *form)
{
  int cells = kind_of (f)->cells;

  switch (f->kind) {
  case HOSO_CHOICE: return choice_cells (f);
  case HOSO_YES_NO: return YES_NO_CELLS;
  case HOSO_WHOLE:
  case HOSO_MONEY: return number_cells (f, form);
  default: break;
  }
  if (kind_of (f)->limited && f->chars != 0 && (cells == 0 || f->chars < cells))
    cells = f->chars;
  return cells == 0 ? CELLS_MOST : cells;
}

void
entry_measure (struct entry_view *v)
{
  for (uint16_t f = 0; f < v->form->n_fields; f++) {
    int cells = cells_of_kind (&v->form->fields[f], v->form);

    v->cells[f] = (unsigned char) (cells < 2 ? 2 : cells > 200 ? 200 : cells);
  }
}

/* ---- which letters ---- */

static bool
is_one_of (const char *letters, uint32_t code)
{
  return code != 0 && code < 0x80 && strchr (letters, (int) code) != NULL;
}

/* Also hn, hq, mai, hom nay, hom qua, ngay mai, +3. */
static bool
date_letter (uint32_t code)
{
  return is_one_of ("0123456789/-.+ aghimnoquyAGHIMNOQUY", code);
}

static bool
id_letter (uint32_t code)
{
  return is_one_of ("0123456789/-. ", code);
}

static bool
number_letter (uint32_t code)
{
  return is_one_of ("0123456789., ", code);
}

/* Also k, tr, trieu, ruoi, ty, nghin, ngan, d, dong, vnd. */
static bool
money_letter (uint32_t code)
{
  return number_letter (code)
         || is_one_of ("adeghiknortuvyADEGHIKNORTUVY", code) || code == U'đ'
         || code == U'Đ';
}

static bool
time_letter (uint32_t code)
{
  return is_one_of ("0123456789:hH", code);
}

static bool
phone_letter (uint32_t code)
{
  return is_one_of ("0123456789+.-() ", code);
}

/* What can never be right is refused while it is typed; all else when the
 * field is left.
 */
static const struct {
  uint8_t kind;
  bool (*allows) (uint32_t);
} letters[] = {
  { HOSO_DATE, date_letter },      { HOSO_PARTIAL_DATE, date_letter },
  { HOSO_TIME, time_letter },      { HOSO_WHOLE, number_letter },
  { HOSO_DECIMAL, number_letter }, { HOSO_MONEY, money_letter },
  { HOSO_PERSON_ID, id_letter },   { HOSO_PHONE, phone_letter },
};

/* How many letters there may be; rows and several codes are longer. */
static unsigned
letters_most (const struct form_field *f)
{
  if (f->kind == HOSO_TABLE || f->kind == HOSO_CHOICES)
    return EDIT_BYTES;
  return f->chars != 0 && kind_of (f)->limited ? f->chars : CHARS_MOST;
}

static void
limit (struct edit_box *edit, const struct form_field *f)
{
  edit->lines = f->kind == HOSO_NOTES;
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    if (letters[i].kind == f->kind)
      edit->allows = letters[i].allows;
}

/* ---- choices ---- */

bool
choice_offered (const struct form_choice *c)
{
  int32_t today = date_today (clock_now ());

  return c->from <= today && today <= c->until;
}

void
field_list (const struct form_field *f, struct bytes *to)
{
  size_t n = field_choices (f);

  if (f->kind == HOSO_YES_NO)
    bytes_printf (to, "1 %s  0 %s", _ ("Yes"), _ ("No"));
  for (size_t i = 0; f->kind == HOSO_CHOICE && i < n && n <= SHORT_LIST; i++) {
    struct form_choice c = field_choice (f, i);

    if (choice_offered (&c))
      bytes_printf (to, "%s%s %s", to->len > 0 ? "  " : "", c.code,
                    form_words (c.label));
  }
}

/* ---- from the form to the keys ---- */

/* Whether a field is typed by code and shown by label. */
static bool
is_coded (const struct form_field *f)
{
  return f->kind == HOSO_CHOICE || f->kind == HOSO_CHOICES
         || f->kind == HOSO_YES_NO;
}

/* Codes as they are typed, all else in the usual spelling. */
static void
text_to_edit (const struct entry_view *v, struct bytes *to)
{
  const struct form_field *field = &v->form->fields[v->at];
  const char *text = session_text (v->session, v->at);

  if (session_parses (v->session, v->at) && !is_coded (field))
    field_show (field, text, to);
  else
    bytes_add_text (to, text);
}

/* A code, a date or a number that is there whole is not typed on, but anew. */
static bool
is_whole (const struct entry_view *v, const char *text)
{
  const struct form_field *f = &v->form->fields[v->at];

  return text[0] != '\0' && session_parses (v->session, v->at)
         && !kind_of (f)->vietnamese && f->kind != HOSO_EMAIL
         && f->kind != HOSO_TABLE && f->kind != HOSO_CHOICES;
}

void
entry_take (struct app *app, struct entry_view *v)
{
  SCOPED_BYTES text = { 0 };
  const struct form_field *f;

  if (session_cursor (v->session) != NO_FIELD)
    v->at = session_cursor (v->session);
  f = &v->form->fields[v->at];
  text_to_edit (v, &text);
  edit_end (&v->edit);
  edit_begin (&v->edit, bytes_text (&text), letters_most (f));
  limit (&v->edit, f);
  v->edit.typing = app_typing (app, kind_of (f)->vietnamese);
  v->whole = is_whole (v, bytes_text (&text));
  free (v->before);
  v->before = bytes_must_copy (bytes_text (&text));
  v->draft_shown = v->draft_time;
}

/* ---- from the keys to the form ---- */

bool
entry_half_typed (struct entry_view *v)
{
  return strcmp (edit_text (&v->edit), v->before) != 0;
}

void
entry_keep (struct entry_view *v)
{
  const char *text;

  edit_leave (&v->edit);
  v->visited[v->at] = true;
  v->left = v->at;
  if (!entry_half_typed (v))
    return;
  text = edit_text (&v->edit);
  session_put (v->session, v->at, text, strlen (text), TYPED);
  findings_clear (&v->server);
  v->unsaved = true;
}

void
entry_go (struct app *app, struct entry_view *v, uint16_t f)
{
  session_go (v->session, f);
  entry_take (app, v);
}

/* The session's undo when the box has nothing left to take back. */
static bool
undo_field (struct app *app, struct entry_view *v, const struct event *event)
{
  if (event->key != KEY_CONTROL || event->text[0] != 'Z' || entry_half_typed (v)
      || !session_undo (v->session))
    return false;
  entry_take (app, v);
  v->unsaved = true;
  return true;
}

static bool
takes_place (const struct entry_view *v, const struct event *event)
{
  const char *at = event->text, *end = at + strlen (at);

  return v->whole && event->key == KEY_TEXT && at < end
         && (v->edit.allows == NULL || v->edit.allows (utf8_next (&at, end)));
}

void
entry_type (struct app *app, struct entry_view *v, const struct event *event)
{
  const struct form_field *f = &v->form->fields[v->at];
  enum edit_result result;

  if (undo_field (app, v, event))
    return;
  if (f->kind == HOSO_TABLE) {
    if (event->key == KEY_TEXT)
      rows_open (app, v); /* no row is typed as one text */
    else
      app->beep = true;
    return;
  }
  if (takes_place (v, event))
    edit_put (&v->edit, "");
  v->edit.typing = app_typing (app, kind_of (f)->vietnamese);
  result = edit_key (&v->edit, event);
  if (result == EDIT_NOT_MINE)
    return;
  v->whole = false;
  app->beep = result == EDIT_REFUSED;
  v->unsaved = v->unsaved || result == EDIT_DONE;
}

void
entry_put (struct app *app, struct entry_view *v, const char *text)
{
  session_put (v->session, v->at, text, strlen (text), FILED);
  findings_clear (&v->server);
  v->visited[v->at] = true;
  v->unsaved = true;
  entry_take (app, v);
}
