/* play.c - a script instead of a keyboard, a file instead of a screen. */

#include "tui/play.h"

#include "base/clock.h"
#include "base/language.h"
#include "text/utf8.h"
#include "tui/view-entry.h"
#include "tui/view-message.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 24, COLUMNS = 80, TICK_MS = 1000, LINE_MOST = 64 * 1024 };

struct player {
  struct app *app;
  struct canvas canvas;
  FILE *to;
  int from;
  struct bytes read; /* of the script, not played yet                        */
  bool ended, pasting;
  uint64_t ticked;
};

/* ---- keys ---- */

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
  { "Paste", KEY_PASTE_BEGIN },
  { "Paste-End", KEY_PASTE_END },
};

static bool
control_named (const char *name, struct event *event)
{
  if (strcmp (name, "Ctrl-Space") == 0)
    event->text[0] = ' ';
  else if (strncmp (name, "Ctrl-", 5) == 0 && name[5] >= 'A' && name[5] <= 'Z'
           && name[6] == '\0')
    event->text[0] = name[5];
  else
    return false;
  event->key = KEY_CONTROL;
  return true;
}

static bool
function_named (const char *name, struct event *event)
{
  char *end;
  long number;

  if (name[0] != 'F' || name[1] == '\0')
    return false;
  number = strtol (name + 1, &end, 10);
  if (*end != '\0' || number < 1 || number > 12)
    return false;
  event->key = (enum key) (KEY_F1 + number - 1);
  return true;
}

/* One letter, whatever it is. */
static bool
letter_named (const char *name, struct event *event)
{
  const char *at = name, *end = name + strlen (name);

  if (at == end || utf8_next (&at, end) == 0xfffd || at < end)
    return false;
  event->key = KEY_TEXT;
  memcpy (event->text, name, (size_t) (end - name));
  return true;
}

static bool
key_named (const char *name, struct event *event)
{
  *event = (struct event){ .key = KEY_NONE };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp (names[i].name, name) == 0)
      event->key = names[i].key;
  return event->key != KEY_NONE || control_named (name, event)
         || function_named (name, event) || letter_named (name, event);
}

static void
send (struct player *p, enum key key)
{
  struct event event = { .key = key };

  app_update (p->app, &event);
}

/* ---- verbs ---- */

/* A script has no pauses that would end the code of a card. */
static void
end_card (struct player *p)
{
  const struct entry_view *v = entry_of (p->app);

  if (v != NULL && v->scanning)
    send (p, KEY_PASTE_END);
}

/* The form, with what covers it closed. */
static struct entry_view *
form_now (struct player *p, struct error *e)
{
  end_card (p);
  entry_uncover (p->app);
  if (entry_of (p->app) == NULL)
    fail (e, ERR_INPUT, 0, _ ("there is no form on the screen"));
  return entry_of (p->app);
}

static bool
do_field (struct player *p, const char *key, struct error *e)
{
  struct entry_view *v = form_now (p, e);
  uint16_t f;

  if (v == NULL)
    return false;
  f = form_field_named (v->form, key);
  if (f == NO_FIELD) {
    fail (e, ERR_INPUT, 0, _ ("there is no field %s here"), key);
    return false;
  }
  entry_keep (v);
  entry_keep_draft (p->app, v, false);
  entry_go (p->app, v, f);
  if (v->at != f)
    fail (e, ERR_INPUT, 0, _ ("the field %s is not to be filled in now"), key);
  return v->at == f;
}

static bool
do_text (struct player *p, const char *words, struct error *e)
{
  struct entry_view *v;

  if (message_put (p->app, words))
    return true;
  v = form_now (p, e);
  if (v != NULL)
    entry_put (p->app, v, words);
  return v != NULL;
}

static bool
do_type (struct player *p, const char *keys, struct error *e)
{
  const char *end = keys + strlen (keys);

  (void) e;
  while (keys < end) {
    struct event event = { .key = KEY_TEXT, .pasted = p->pasting };
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
  if (event.key == KEY_PASTE_BEGIN || event.key == KEY_PASTE_END)
    p->pasting = event.key == KEY_PASTE_BEGIN;
  app_update (p->app, &event);
  return true;
}

/* What keeps the form from being saved, in words. */
static void
tell_hindrance (struct entry_view *v, struct error *e)
{
  const struct finding *worst = NULL;

  for (size_t i = 0; i < entry_findings (v); i++) {
    const struct finding *f = entry_finding (v, i);

    if (worst == NULL || f->severity < worst->severity)
      worst = f;
  }
  if (worst == NULL)
    fail (e, ERR_INPUT, 0, _ ("the dossier was not saved"));
  else
    fail (e, ERR_INPUT, 0, _ ("the dossier was not saved: %s: %.200s"),
          worst->id, worst->text);
}

static bool
wait_saved (struct player *p, struct error *e)
{
  struct entry_view *v = entry_of (p->app);

  if (v == NULL)
    return true;
  if (v->tried) {
    tell_hindrance (v, e);
    return false;
  }
  entry_keep_draft (p->app, v, true);
  if (v->unsaved)
    fail (e, ERR_INPUT, 0, _ ("the draft was not kept: %s"), p->app->trouble);
  return !v->unsaved;
}

static bool
do_wait (struct player *p, const char *what, struct error *e)
{
  end_card (p);
  send (p, KEY_TICK);
  if (strcmp (what, "saved") == 0)
    return wait_saved (p, e);
  if (strcmp (what, "idle") == 0)
    return true;
  fail (e, ERR_INPUT, 0, _ ("wait idle, or wait saved"));
  return false;
}

static bool
do_screen (struct player *p, const char *rest, struct error *e)
{
  SCOPED_BYTES lines = { 0 };

  (void) rest;
  app_draw (p->app, &p->canvas);
  canvas_lines (&p->canvas, &lines);
  if (fwrite (lines.at, 1, lines.len, p->to) == lines.len
      && fflush (p->to) == 0)
    return true;
  fail (e, ERR_SYSTEM, errno, _ ("the screen cannot be printed: %s"),
        strerror (errno));
  return false;
}

static const struct {
  const char *word;
  bool (*run) (struct player *, const char *rest, struct error *);
} verbs[] = {
  { "field", do_field }, { "text", do_text }, { "type", do_type },
  { "key", do_key },     { "wait", do_wait }, { "screen", do_screen },
};

/* ---- lines ---- */

static bool
play_line (struct player *p, const char *line, struct error *e)
{
  size_t len = strcspn (line, " ");
  const char *rest = line[len] == ' ' ? line + len + 1 : "";

  if (line[strspn (line, " \t")] == '\0' || line[0] == '#')
    return true;
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (strlen (verbs[i].word) == len
        && strncmp (verbs[i].word, line, len) == 0)
      return verbs[i].run (p, rest, e);
  fail (e, ERR_INPUT, 0,
        _ ("field, text, type, key, wait, screen: not \"%.40s\""), line);
  return false;
}

/* Time passes, whether or not lines come. */
static void
tick (struct player *p)
{
  if (clock_ticks () - p->ticked < TICK_MS)
    return;
  p->ticked = clock_ticks ();
  send (p, KEY_TICK);
}

static void
read_more (struct player *p)
{
  struct pollfd news = { .fd = p->from, .events = POLLIN };
  ssize_t got;

  while (poll (&news, 1, TICK_MS) == 0)
    tick (p);
  tick (p);
  bytes_reserve (&p->read, 4096);
  got = read (p->from, p->read.at + p->read.len, 4096);
  if (got > 0)
    p->read.len += (size_t) got;
  else if (got == 0 || errno != EINTR)
    p->ended = true;
}

/* The next line without its end, in LINE; false at the end of the script. */
static bool
next_line (struct player *p, struct bytes *line)
{
  const unsigned char *end = NULL;
  size_t len;

  for (;;) {
    if (p->read.len > 0)
      end = memchr (p->read.at, '\n', p->read.len);
    if (end != NULL || p->ended || p->read.len > LINE_MOST)
      break;
    read_more (p);
  }
  len = end == NULL ? p->read.len : (size_t) (end - p->read.at);
  if (len == 0 && end == NULL)
    return false;
  bytes_clear (line);
  bytes_add (line, p->read.at, len);
  if (line->len > 0 && line->at[line->len - 1] == '\r')
    line->len--;
  len += end != NULL;
  memmove (p->read.at, p->read.at + len, p->read.len - len);
  p->read.len -= len;
  return true;
}

static bool
line_good (const struct bytes *line, struct error *e)
{
  if (utf8_valid (line->at, line->len)
      && !utf8_has_control ((const char *) line->at, line->len, false))
    return true;
  fail (e, ERR_INPUT, 0, _ ("the line is not UTF-8 text"));
  return false;
}

enum outcome
play (struct app *app, int from, const char *name, FILE *to, struct error *e)
{
  struct player p = {
    .app = app, .from = from, .to = to, .ticked = clock_ticks ()
  };
  struct error problem = { .kind = OK };
  SCOPED_BYTES line = { 0 };
  unsigned long number = 1;
  enum outcome outcome = OK;

  app->rows = ROWS;
  app->columns = COLUMNS;
  canvas_size (&p.canvas, ROWS, COLUMNS);
  for (; outcome == OK && !app->quit && next_line (&p, &line); number++)
    if (!line_good (&line, &problem)
        || !play_line (&p, bytes_text (&line), &problem))
      outcome =
        fail (e, problem.kind, 0, "%s:%lu: %s", name, number, problem.text);
  bytes_free (&p.read);
  canvas_free (&p.canvas);
  return outcome;
}
