/* entry-draft.c - what is typed is on the server before it can be lost. */

#include "tui/view-entry.h"

#include "base/clock.h"

#include <stdio.h>
#include <string.h>

/* A draft holds the field being typed too, as if it had just been left. */
static void
put_edit (struct entry_view *v)
{
  uint16_t f = session_cursor (v->session);
  const char *text = edit_text (&v->edit);

  if (strcmp (text, session_text (v->session, f)) != 0
      && strcmp (text, v->before) != 0)
    session_put (v->session, f, text, strlen (text), TYPED);
}

/* A server that is gone or does not answer is not waited for while somebody
 * types: the next tick tries again.  At the end there is no next time.
 */
struct patience {
  struct app *app;
  bool over;      /* wait whether or not there is a server                  */
  unsigned calls; /* that are left: about ten a second                      */
};

static bool
wait_on (void *with, bool down)
{
  struct patience *p = with;

  p->app->down = down;
  return (p->over || !down) && p->calls-- > 0;
}

void
entry_keep_draft (struct app *app, struct entry_view *v, bool wait)
{
  SCOPED_BYTES values = { 0 };
  struct draft draft = { .time = clock_now () };
  struct patience patience = { app, wait, wait ? 100 : 3 };
  struct error e = { 0 };
  enum outcome outcome;

  if (!v->unsaved)
    return;
  put_edit (v);
  session_save_draft (v->session, &values);
  memcpy (draft.id, v->id, ID_SIZE);
  snprintf (draft.procedure, sizeof draft.procedure, "%s", v->form->code);
  draft.values = (struct slice){ values.at, values.len };
  site_on_wait (app->site, wait_on, &patience);
  outcome = site_draft_put (app->site, &draft, &e);
  site_on_wait (app->site, NULL, NULL);
  app->down = outcome != OK;
  if (outcome != OK)
    return;
  v->unsaved = false;
  v->draft_time = draft.time;
}

void
entry_drop_draft (struct app *app, struct entry_view *v)
{
  struct error e = { 0 };

  if (v->draft_time != 0)
    site_draft_drop (app->site, v->id, &e);
  v->draft_time = 0;
  v->unsaved = false;
}
