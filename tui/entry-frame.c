/* entry-frame.c - what is around the fields of a form: title, help, findings,
 * state, keys.
 */

#include "tui/view-entry.h"

#include "base/clock.h"
#include "base/language.h"
#include "tui/view-help.h"

#include <stdio.h>
#include <string.h>

/* What is filled in, and under which heading or in which row the cursor is. */
static void
write_where (const struct entry_view *v, char *to, size_t room)
{
  uint16_t heading = v->form->fields[v->at].heading;
  const char *title = form_words (v->form->title);
  char change[128];

  if (v->amended != NULL) {
    snprintf (change, sizeof change, _ ("Change %s"), v->amended->code);
    title = change;
  }
  if (heading != NO_HEADING && v->form->headings[heading].label[VI] != NULL)
    snprintf (to, room, "%s › %s", title,
              form_words (v->form->headings[heading].label));
  else if (v->rows != NULL)
    snprintf (to, room, _ ("%s › row %zu"), title, v->row + 1);
  else
    snprintf (to, room, "%s", title);
}

static void
draw_title (const struct app *app, const struct entry_view *v,
            struct canvas *canvas)
{
  char left[160], right[96], draft[48] = "";

  write_where (v, left, sizeof left);
  if (v->draft_shown != 0) {
    struct moment m = moment_of (v->draft_shown);

    snprintf (draft, sizeof draft, _ (" · draft kept %02d:%02d"), m.hour,
              m.minute);
  }
  snprintf (right, sizeof right, _ ("Page %d/%d · %d/%d%s"),
            entry_page_of (v, canvas->rows, v->at) + 1,
            entry_pages (v, canvas->rows), v->at + 1, v->form->n_fields, draft);
  app_title (app, canvas, left, right);
}

/* The full label, when the form has a shorter one, and what is to be typed. */
static void
draw_help (const struct entry_view *v, struct canvas *canvas, int row)
{
  const struct form_field *f = &v->form->fields[v->at];
  const char *label = form_words (f->label), *help = help_hint (f);
  bool longer = strcmp (label, form_words (f->short_label)) != 0;
  SCOPED_BYTES list = { 0 };

  if (f->help[VI] == NULL)
    field_list (f, &list);
  if (list.len > 0)
    help = entry_fits_beside (v, canvas, &list) ? NULL : bytes_text (&list);
  if (help == NULL)
    canvas_text (canvas, row, 2, -1, STYLE_PLAIN, label);
  else
    canvas_printf (canvas, row, 2, -1, STYLE_PLAIN, "%s%s%s",
                   longer ? label : "", longer ? ": " : "", help);
}

/* The field just left was filled in wrongly; that it is empty, its mark says.
 */
static const struct finding *
finding_left (struct entry_view *v)
{
  if (v->left == NO_FIELD || session_text (v->session, v->left)[0] == '\0')
    return NULL;
  return entry_worst (v, v->left);
}

/* The finding of this field word for word, else of the one just left. */
static void
draw_finding (struct entry_view *v, struct canvas *canvas, int row)
{
  const struct finding *found = entry_worst (v, v->at);
  const char *label = "", *colon = "", *mark;

  if (found == NULL) {
    found = finding_left (v);
    if (found == NULL)
      return;
    label = form_words (v->form->fields[v->left].short_label);
    colon = ": ";
  }
  mark = found->severity == HOSO_REFUSE ? "!"
         : found->severity == HOSO_WARN ? "?"
                                        : "·";
  canvas_printf (canvas, row, 0, -1,
                 found->severity == HOSO_REFUSE ? STYLE_BAD : STYLE_WARN,
                 "%s %s%s%s", mark, label, colon, found->text);
}

static void
count (struct entry_view *v, unsigned *bad, unsigned *warned)
{
  *bad = *warned = 0;
  for (size_t i = 0; i < entry_findings (v); i++) {
    const struct finding *f = entry_finding (v, i);

    if (f->field != NO_FIELD && !v->visited[f->field])
      continue;
    *bad += f->severity == HOSO_REFUSE;
    *warned += f->severity == HOSO_WARN;
  }
}

static void
draw_state (const struct app *app, struct entry_view *v, struct canvas *canvas,
            int row)
{
  static const char *const methods[] = { "EN", "VN Telex", "VN VNI",
                                         "VN VIQR" };
  unsigned bad, warned;

  count (v, &bad, &warned);
  if (v->scanning)
    canvas_text (canvas, row, 2, 60, STYLE_PLAIN,
                 _ ("Reading a card: Enter ends it, Esc gives it up"));
  else if (bad + warned > 0)
    canvas_printf (canvas, row, 2, 60, STYLE_PLAIN,
                   _ ("%u to mend, %u to look at"), bad, warned);
  else
    canvas_text (canvas, row, 2, 60, STYLE_PLAIN, v->saved);
  canvas_right (canvas, row, canvas->columns - 1, STYLE_PLAIN,
                methods[app_typing (app, true).method]);
}

static void
draw_strip (struct canvas *canvas)
{
  int last = canvas->rows - 1;

  canvas_fill (canvas, last - 1, 0, canvas->columns, STYLE_PLAIN, ' ');
  canvas_fill (canvas, last, 0, canvas->columns, STYLE_BAR, ' ');
  canvas_text (canvas, last - 1, 1, -1, STYLE_PLAIN,
               _ ("1 Help  2 Save  3 Find  4 List  5 Same  7 Reason  8 Check  "
                  "9 Tiếng Việt"));
  canvas_text (canvas, last, 1, -1, STYLE_BAR,
               _ ("Press a digit, Enter to go on, Esc to leave (the draft is "
                  "kept)"));
}

void
entry_draw_frame (const struct app *app, struct entry_view *v,
                  struct canvas *canvas)
{
  int last = canvas->rows - 1;

  draw_title (app, v, canvas);
  draw_help (v, canvas, last - 3);
  draw_finding (v, canvas, last - 2);
  draw_state (app, v, canvas, last - 1);
  if (v->strip)
    draw_strip (canvas);
  else
    keys_draw (app->stack[app->depth - 1].view->keys, canvas, last);
}
