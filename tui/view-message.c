/* view-message.c - pop-ups of one sentence. */

#include "tui/view-message.h"

#include "base/language.h"
#include "text/width.h"
#include "tui/box.h"
#include "tui/edit-box.h"

#include <ctype.h>
#include <string.h>

enum mode { TELL, ASK, WORDS };

struct message {
  enum mode mode;
  char *title, *text;
  struct edit_box edit;
  struct bytes *to;
};

enum { TAKE = 1, LEAVE };

static const struct key_row tell_keys[] = {
  { KEY_ENTER, 0, TAKE, "Enter", N_ ("Close"), N_ ("closes the message") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};
static const struct key_row ask_keys[] = {
  { KEY_TEXT, 'c', TAKE, "C", N_ ("Yes"), N_ ("yes (có)") },
  { KEY_TEXT, 'y', TAKE, "Y", NULL, N_ ("yes") },
  { KEY_ENTER, 0, LEAVE, "Enter", N_ ("No"), N_ ("no") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", NULL, N_ ("no") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};
static const struct key_row words_keys[] = {
  { KEY_ENTER, 0, TAKE, "Enter", N_ ("Done"), N_ ("takes the words") },
  { KEY_F2, 0, TAKE, "F2", NULL, N_ ("takes the words") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Back"), N_ ("gives up") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

static void
close_message (struct app *app, void *model)
{
  struct message *m = model;

  (void) app;
  edit_end (&m->edit);
  free (m->title);
  free (m->text);
  free (m);
}

/* Any key closes it; what was typed ahead goes where it was meant to go. */
static void
update_tell (struct app *app, void *model, const struct event *event)
{
  (void) model;
  if (event->key == KEY_RESIZE || event->key == KEY_LANGUAGE)
    return;
  app_pop (app, ANSWER_NO);
  if (event->key != KEY_ENTER && event->key != KEY_ESCAPE)
    app_update (app, event);
}

static void
update_ask (struct app *app, void *model, const struct event *event)
{
  struct event small = *event;
  int action;

  (void) model;
  small.text[0] = (char) tolower ((unsigned char) small.text[0]);
  action = keys_action (ask_keys, &small);
  if (action != 0)
    app_pop (app, action == TAKE ? ANSWER_YES : ANSWER_NO);
}

static void
update_words (struct app *app, void *model, const struct event *event)
{
  struct message *m = model;
  int action = keys_action (words_keys, event);

  if (action == TAKE) {
    edit_leave (&m->edit);
    bytes_clear (m->to);
    bytes_add_text (m->to, edit_text (&m->edit));
    app_pop (app, m->to->len > 0 ? ANSWER_YES : ANSWER_NO);
  } else if (action == LEAVE)
    app_pop (app, ANSWER_NO);
  else {
    m->edit.typing = app_typing (app, true);
    app->beep = edit_key (&m->edit, event) == EDIT_REFUSED;
  }
}

/* How much of TEXT goes into one line of CELLS, cut at a blank; *NEXT is where
 * the next line begins.
 */
static size_t
line_length (const char *text, size_t cells, size_t *next)
{
  size_t len = strcspn (text, "\n"), fits = width_fit (text, len, cells);

  if (fits == len) {
    *next = len + (text[len] == '\n');
    return len;
  }
  for (len = fits; len > 1 && text[len] != ' '; len--)
    ;
  *next = len + (text[len] == ' ');
  return len;
}

/* Draws them from ROW on, when CANVAS is there; how many there are. */
static int
lines_of (const char *text, int cells, struct canvas *canvas, int row,
          int column)
{
  int count = 0;

  for (; *text != '\0'; count++) {
    size_t next, len = line_length (text, (size_t) cells, &next);

    if (canvas != NULL)
      canvas_printf (canvas, row + count, column, cells, STYLE_PLAIN, "%.*s",
                     (int) len, text);
    text += next;
  }
  return count;
}

static void
draw_message (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct message *m = model;
  int cells = canvas->columns < 72 ? canvas->columns - 6 : 66;
  const char *text = _ (m->text);
  int lines = lines_of (text, cells, NULL, 0, 0);
  int rows = lines + (m->mode == WORDS ? 6 : 4);
  int column = (canvas->columns - cells) / 2, row = (canvas->rows - rows) / 2;

  box_draw (canvas, row, column - 2, rows, cells + 4, _ (m->title));
  lines_of (text, cells, canvas, row + 2, column);
  if (m->mode == WORDS)
    edit_draw (&m->edit, canvas, row + 3 + lines, column, cells, true);
  else
    canvas_cursor (canvas, row + 2, column);
  keys_draw (app->stack[app->depth - 1].view->keys, canvas, canvas->rows - 1);
}

static const struct view tell_view = {
  .name = "message",
  .keys = tell_keys,
  .popup = true,
  .update = update_tell,
  .draw = draw_message,
  .close = close_message,
};
static const struct view ask_view = {
  .name = "question",
  .keys = ask_keys,
  .popup = true,
  .update = update_ask,
  .draw = draw_message,
  .close = close_message,
};
static const struct view words_view = {
  .name = "words",
  .keys = words_keys,
  .popup = true,
  .update = update_words,
  .draw = draw_message,
  .close = close_message,
};

static void
push (struct app *app, const struct view *view, enum mode mode,
      const char *title, const char *text, struct bytes *to)
{
  struct message *m = bytes_must (sizeof *m);

  *m = (struct message){ .mode = mode,
                         .to = to,
                         .title = bytes_must_copy (title),
                         .text = bytes_must_copy (text) };
  edit_begin (&m->edit, to == NULL ? "" : bytes_text (to), 200);
  app_push (app, view, m);
}

void
message_show (struct app *app, const char *title, const char *text)
{
  push (app, &tell_view, TELL, title, text, NULL);
}

void
message_ask (struct app *app, const char *title, const char *text)
{
  push (app, &ask_view, ASK, title, text, NULL);
}

void
message_words (struct app *app, const char *title, const char *text,
               struct bytes *to)
{
  push (app, &words_view, WORDS, title, text, to);
}

bool
message_put (struct app *app, const char *words)
{
  const struct frame *top = &app->stack[app->depth - 1];
  struct message *m = top->model;

  if (app->depth == 0 || top->view != &words_view)
    return false;
  edit_put (&m->edit, words);
  return true;
}
