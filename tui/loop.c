/* loop.c - read bytes, make keys, update, draw. */

#include "tui/loop.h"

#include "base/clock.h"
#include "tui/input.h"

enum { TICK_MS = 1000 };

struct loop {
  struct app *app;
  struct canvas canvas;
  struct input input;
  bool waits;      /* a view waits for a tick, since ... */
  uint64_t ticked; /* ... this tick, or since it began   */
  int status;
};

static void
send (struct loop *l, enum key key)
{
  struct event event = { .key = key };

  app_update (l->app, &event);
}

static void
take_event (struct loop *l, const struct event *event)
{
  if (event->key == KEY_CONTROL && event->text[0] == 'L')
    terminal_repaint ();
  else
    app_update (l->app, event);
  if (l->app->beep)
    terminal_beep ();
  if (l->app->suspend)
    terminal_suspend ();
  l->app->suspend = false;
}

static void
take_bytes (struct loop *l, const unsigned char *bytes, size_t len)
{
  struct event events[INPUT_KEYS];

  for (size_t i = 0; i < len; i++) {
    size_t n = input_byte (&l->input, bytes[i], events);

    for (size_t k = 0; k < n && !l->app->quit; k++)
      take_event (l, &events[k]);
  }
}

static void
take_size (struct loop *l)
{
  terminal_size (&l->app->rows, &l->app->columns);
  canvas_size (&l->canvas, l->app->rows, l->app->columns);
  send (l, KEY_RESIZE);
}

static void
take_pause (struct loop *l)
{
  struct event event;

  if (input_pause (&l->input, &event))
    take_event (l, &event);
}

/* The first tick comes a second after a view begins to wait, however much is
 * typed meanwhile.
 */
static void
take_tick (struct loop *l)
{
  bool waited = l->waits;

  l->waits = app_waits (l->app);
  if (!waited)
    l->ticked = clock_ticks ();
  if (!l->waits || clock_ticks () - l->ticked < TICK_MS)
    return;
  l->ticked = clock_ticks ();
  send (l, KEY_TICK);
  l->waits = app_waits (l->app);
}

/* Milliseconds until something is to be done without a key; negative: never,
 * so that an idle terminal costs nothing.
 */
static int
patience (const struct loop *l)
{
  int input = input_patience (&l->input);
  uint64_t since = clock_ticks () - l->ticked;

  if (input >= 0)
    return input;
  return !l->waits ? -1 : since < TICK_MS ? TICK_MS - (int) since : 0;
}

static void
turn (struct loop *l)
{
  unsigned char bytes[4096];
  size_t len;
  int number;

  switch (terminal_wait (patience (l), bytes, sizeof bytes, &len, &number)) {
  case TERMINAL_BYTES: take_bytes (l, bytes, len); break;
  case TERMINAL_RESIZED: take_size (l); break;
  case TERMINAL_QUIET: take_pause (l); break;
  case TERMINAL_GONE:
    send (l, KEY_HANGUP);
    l->status = 128 + number;
    l->app->quit = true;
    break;
  }
  if (!l->app->quit)
    take_tick (l);
}

static void
show (void *with)
{
  struct loop *l = with;

  app_draw (l->app, &l->canvas);
  terminal_show (&l->canvas);
}

int
loop_run (struct app *app, const struct terminal_settings *settings,
          struct error *e)
{
  struct loop l = { .app = app };

  if (terminal_open (settings, e) != OK)
    return 5;
  take_size (&l);
  app->show = show;
  app->show_with = &l;
  while (!app->quit) {
    if (!terminal_pending ())
      show (&l);
    turn (&l);
  }
  app->show = NULL;
  terminal_close ();
  canvas_free (&l.canvas);
  return l.status;
}
