/* entry-draft.c - what is typed is on the server before it can be lost; in the
 * officer's own folder while there is none.
 *
 * u8 format; u32 the version of the dossier that is changed, 0 for a new one;
 * the form as it was left last, as a block (session_save_draft); the
 * text in the field at the cursor, u32 where its cursor is; the reasons.
 */

#include "tui/view-entry.h"

#include "base/clock.h"
#include "base/language.h"
#include "text/utf8.h"
#include "tui/stash.h"
#include "tui/view-rows.h"

#include <stdio.h>
#include <string.h>

enum {
  TYPED_FORMAT = 3,
  AGAIN_MS = 2000, /* no server: so long until the next try                  */
};

/* ---- bytes ---- */

static void
put_typed (struct entry_view *v, struct bytes *to)
{
  SCOPED_BYTES form = { 0 };
  const char *text = v->scanning ? v->scan_before : edit_text (&v->edit);
  size_t cursor = v->scanning ? strlen (text) : v->edit.cursor;

  session_save_draft (v->session, &form);
  put_u8 (to, TYPED_FORMAT);
  put_u32 (to, v->amended != NULL ? v->amended->whole.change.head.version : 0);
  put_block (to, form.at, form.len);
  put_text (to, text);
  put_u32 (to, (uint32_t) cursor);
  put_text (to, bytes_text (&v->override));
}

/* Whether a cursor may stand behind N bytes of TEXT. */
static bool
is_place (const char *text, uint32_t n)
{
  size_t len = strlen (text);

  return utf8_valid (text, len) && n <= len
         && ((unsigned char) text[n] & 0xc0) != 0x80;
}

enum outcome
entry_draft_read (struct slice draft, struct session *session,
                  struct typed *typed, struct error *e)
{
  struct reader r = reader_of (draft.at, draft.len);
  uint8_t format = take_u8 (&r);
  struct slice form;

  take_u32 (&r); /* the version */
  form = take_block (&r);
  typed->text = take_text (&r);
  typed->cursor = take_u32 (&r);
  typed->override = take_text (&r);
  if (r.bad || r.left != 0 || format != TYPED_FORMAT
      || !is_place (typed->text, typed->cursor))
    return fail (e, ERR_DAMAGED, 0, _ ("the draft does not decode"));
  return session_load_draft (session, form.at, form.len, e);
}

uint32_t
entry_draft_version (struct slice draft)
{
  struct reader r = reader_of (draft.at, draft.len);

  return take_u8 (&r) == TYPED_FORMAT ? take_u32 (&r) : 0;
}

void
typed_free (struct typed *typed)
{
  free (typed->text);
  free (typed->override);
  *typed = (struct typed){ 0 };
}

/* What stands in F, or is being typed there. */
static const char *
text_of (const struct session *session, const struct typed *typed, uint16_t f)
{
  return session_cursor (session) == f ? typed->text
                                       : session_text (session, f);
}

/* The first column of lists; while that is empty, the first name. */
static const char *
name_of (const struct session *session, const struct typed *typed)
{
  const struct form *form = session_form (session);
  const char *name = "";

  for (uint16_t f = 0; f < form->n_fields; f++) {
    const char *text = text_of (session, typed, f);

    if (form->fields[f].list == 1 && text[0] != '\0')
      return text;
    if (form->fields[f].kind == HOSO_NAME && name[0] == '\0')
      name = text;
  }
  return name;
}

void
entry_draft_name (struct slice draft, const struct form *form, char *name,
                  size_t size)
{
  const struct place nowhere = { "", "", clock_now () };
  struct session *session = session_new (form, &nowhere, false);
  struct typed typed = { 0 };
  const char *text = "";

  if (entry_draft_read (draft, session, &typed, NULL) == OK)
    text = name_of (session, &typed);
  snprintf (name, size, "%.*s", (int) utf8_cut (text, strlen (text), size - 1),
            text);
  typed_free (&typed);
  session_free (session);
}

/* ---- to the server ---- */

static void
make_draft (struct entry_view *v, struct bytes *values, struct draft *draft)
{
  put_typed (v, values);
  *draft = (struct draft){ .time = clock_now () };
  memcpy (draft->id, v->id, ID_SIZE);
  snprintf (draft->procedure, sizeof draft->procedure, "%s", v->form->code);
  draft->values = (struct slice){ values->at, values->len };
}

static void
unstash (struct app *app, struct entry_view *v)
{
  if (v->stashed)
    stash_drop (app->site, v->id);
  v->stashed = false;
}

/* A row is kept with its form. */
static bool
keep_row (struct app *app, struct entry_view *v)
{
  if (v->rows == NULL)
    return false;
  if (v->unsaved)
    rows_take (app, v->rows, v->row, session_values (v->session));
  v->unsaved = false;
  return true;
}

void
entry_keep_draft (struct app *app, struct entry_view *v, bool wait)
{
  SCOPED_BYTES values = { 0 };
  struct draft draft;
  struct error e = { 0 };
  enum outcome outcome;

  if (keep_row (app, v) || !v->unsaved
      || (!wait && app->down && clock_ticks () - v->tried_at < AGAIN_MS))
    return;
  make_draft (v, &values, &draft);
  app_ask (app, wait ? ASK_SOME : ASK_HURRY);
  outcome = site_draft_put (app->site, &draft, &e);
  app_asked (app, outcome, &e);
  v->tried_at = clock_ticks ();
  if (outcome != OK) {
    if (app->down)
      v->stashed |= stash_put (app->site, &draft);
    return;
  }
  unstash (app, v);
  v->unsaved = false;
  v->draft_time = draft.time;
}

void
entry_rescue_draft (struct app *app, struct entry_view *v)
{
  SCOPED_BYTES values = { 0 };
  struct draft draft;

  if (v->rows == NULL && v->unsaved && app->down) {
    make_draft (v, &values, &draft);
    if (stash_put (app->site, &draft))
      return;
  }
  entry_keep_draft (app, v, true);
}

void
entry_drop_draft (struct app *app, struct entry_view *v)
{
  struct error e = { 0 };

  if (v->draft_time != 0)
    site_draft_drop (app->site, v->id, &e);
  unstash (app, v);
  v->draft_time = v->draft_shown = 0;
  v->unsaved = false;
}
