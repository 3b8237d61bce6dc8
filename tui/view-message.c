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

static void
update_tell (struct app *app, void *model, const struct event *event)
{
  (void) model;
  if (event->key != KEY_TICK && event->key != KEY_RESIZE && !event->pasted)
    app_pop (app, ANSWER_NO);
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
    bytes_clear (m->to);
    bytes_add_text (m->to, edit_text (&m->edit));
    app_pop (app, m->to->len > 0 ? ANSWER_YES : ANSWER_NO);
  } else if (action == LEAVE)
    app_pop (app, ANSWER_NO);
  else {
    m->edit.typing = app->typing;
    if (!app->typing_on)
      m->edit.typing.method = TYPING_OFF;
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

static void
draw_lines (struct canvas *canvas, int row, int column, int cells,
            const char *text)
{
  while (*text != '\0') {
    size_t next, len = line_length (text, (size_t) cells, &next);

    canvas_printf (canvas, row++, column, cells, STYLE_PLAIN, "%.*s", (int) len,
                   text);
    text += next;
  }
}

static void
draw_message (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct message *m = model;
  int cells = canvas->columns < 72 ? canvas->columns - 6 : 66;
  int column = (canvas->columns - cells) / 2, row = canvas->rows / 2 - 4;
  const struct key_row *keys = app->stack[app->depth - 1].view->keys;

  box_draw (canvas, row, column - 2, 8, cells + 4, m->title);
  draw_lines (canvas, row + 2, column, cells, m->text);
  if (m->mode == WORDS)
    edit_draw (&m->edit, canvas, row + 5, column, cells, true);
  else
    canvas_cursor (canvas, row + 2, column);
  keys_draw (keys, canvas, canvas->rows - 1);
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
