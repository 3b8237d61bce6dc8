/* play.c - a script instead of a keyboard, a file instead of a screen. */

#include "tui/play.h"

#include "base/language.h"
#include "text/utf8.h"
#include "tui/view-entry.h"

#include <string.h>

enum { ROWS = 24, COLUMNS = 80 };

struct player {
  struct app *app;
  struct canvas canvas;
  FILE *to;
};

static const struct {
  const char *name;
  enum key key;
} names[] = {
  { "Enter", KEY_ENTER },
  { "Tab", KEY_TAB },
  { "Shift-Tab", KEY_BACK_TAB },
  { "Esc", KEY_ESCAPE },
  { "Backspace", KEY_BACKSPACE },
  { "Up", KEY_UP },
  { "Down", KEY_DOWN },
  { "Left", KEY_LEFT },
  { "Right", KEY_RIGHT },
  { "Home", KEY_HOME },
  { "End", KEY_END },
  { "PgUp", KEY_PAGE_UP },
  { "PgDn", KEY_PAGE_DOWN },
  { "Ins", KEY_INSERT },
  { "Del", KEY_DELETE },
};

static bool
key_named (const char *name, struct event *event)
{
  char *end;
  long number;

  *event = (struct event){ .key = KEY_NONE };
  if (strncmp (name, "Ctrl-", 5) == 0 && name[5] >= 'A' && name[5] <= 'Z'
      && name[6] == '\0') {
    event->key = KEY_CONTROL;
    event->text[0] = name[5];
    return true;
  }
  if (name[0] == 'F') {
    number = strtol (name + 1, &end, 10);
    if (*end == '\0' && number >= 1 && number <= 12) {
      event->key = (enum key) (KEY_F1 + number - 1);
      return true;
    }
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp (names[i].name, name) == 0)
      event->key = names[i].key;
  return event->key != KEY_NONE;
}

static struct entry_view *
entry_of (struct player *p)
{
  return entry_on_top (p->app);
}

static bool
do_field (struct player *p, const char *key, struct error *e)
{
  struct entry_view *v = entry_of (p);
  uint16_t f = v == NULL ? NO_FIELD : form_field_named (v->form, key);

  if (f == NO_FIELD) {
    fail (e, ERR_INPUT, 0, _ ("there is no field %s here"), key);
    return false;
  }
  entry_keep (v);
  if (!session_shown (v->session, f)) {
    fail (e, ERR_INPUT, 0, _ ("the field %s is not to be filled in now"), key);
    return false;
  }
  entry_go (p->app, v, f);
  return true;
}

static bool
do_text (struct player *p, const char *words, struct error *e)
{
  struct entry_view *v = entry_of (p);

  if (v == NULL) {
    fail (e, ERR_INPUT, 0, _ ("there is no form on the screen"));
    return false;
  }
  entry_put (p->app, v, words);
  return true;
}

static bool
do_type (struct player *p, const char *keys, struct error *e)
{
  const char *end = keys + strlen (keys);

  (void) e;
  while (keys < end) {
    struct event event = { .key = KEY_TEXT };
    const char *from = keys;

    utf8_next (&keys, end);
    memcpy (event.text, from, (size_t) (keys - from));
    app_update (p->app, &event);
  }
  return true;
}

static bool
do_key (struct player *p, const char *name, struct error *e)
{
  struct event event;

  if (!key_named (name, &event)) {
    fail (e, ERR_INPUT, 0, _ ("there is no key %s"), name);
    return false;
  }
  app_update (p->app, &event);
  return true;
}

static bool
do_wait (struct player *p, const char *what, struct error *e)
{
  struct entry_view *v = entry_of (p);

  if (strcmp (what, "idle") != 0 && strcmp (what, "saved") != 0) {
    fail (e, ERR_INPUT, 0, _ ("wait idle, or wait saved"));
    return false;
  }
  if (what[0] == 's' && v != NULL)
    entry_keep_draft (p->app, v, true);
  return true;
}

static bool
do_screen (struct player *p, const char *rest, struct error *e)
{
  SCOPED_BYTES lines = { 0 };

  (void) rest;
  (void) e;
  app_draw (p->app, &p->canvas);
  canvas_lines (&p->canvas, &lines);
  fwrite (lines.at, 1, lines.len, p->to);
  return true;
}

static const struct {
  const char *word;
  bool (*run) (struct player *, const char *rest, struct error *);
} verbs[] = {
  { "field", do_field }, { "text", do_text }, { "type", do_type },
  { "key", do_key },     { "wait", do_wait }, { "screen", do_screen },
};

static bool
play_line (struct player *p, char *line, struct error *e)
{
  size_t len = strcspn (line, " ");
  const char *rest = line[len] == ' ' ? line + len + 1 : "";

  if (line[0] == '\0' || line[0] == '#')
    return true;
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (strlen (verbs[i].word) == len
        && strncmp (verbs[i].word, line, len) == 0)
      return verbs[i].run (p, rest, e);
  fail (e, ERR_INPUT, 0,
        _ ("field, text, type, key, wait, screen: not \"%.40s\""), line);
  return false;
}

enum outcome
play (struct app *app, FILE *from, const char *name, FILE *to, struct error *e)
{
  struct player p = { .app = app, .to = to };
  struct error problem = { 0 };
  char *line = NULL;
  size_t room = 0;
  unsigned long number = 0;
  enum outcome outcome = OK;

  app->rows = ROWS;
  app->columns = COLUMNS;
  canvas_size (&p.canvas, ROWS, COLUMNS);
  while (outcome == OK && !app->quit && getline (&line, &room, from) >= 0) {
    number++;
    line[strcspn (line, "\r\n")] = '\0';
    if (!play_line (&p, line, &problem))
      outcome =
        fail (e, ERR_INPUT, 0, "%s:%lu: %s", name, number, problem.text);
  }
  free (line);
  canvas_free (&p.canvas);
  return outcome;
}
