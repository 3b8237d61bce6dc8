/* loop.c - read bytes, make keys, update, draw. */

#include "tui/loop.h"

#include "base/clock.h"
#include "tui/input.h"

enum {
  ESCAPE_MS = 50, /* an escape sequence may pause so long                   */
  TICK_MS = 1000, /* a tick comes so often while nothing is typed           */
};

struct loop {
  struct app *app;
  struct canvas canvas;
  struct input input;
  uint64_t ticked;
  int status;
};

static void
send (struct loop *l, enum key key)
{
  struct event event = { .key = key };

  app_update (l->app, &event);
}

static void
take_bytes (struct loop *l, const unsigned char *bytes, size_t len)
{
  for (size_t i = 0; i < len && !l->app->quit; i++) {
    struct event event;

    if (!input_byte (&l->input, bytes[i], &event))
      continue;
    if (event.key == KEY_CONTROL && event.text[0] == 'L' && !event.pasted)
      terminal_repaint ();
    else
      app_update (l->app, &event);
    if (l->app->beep)
      terminal_beep ();
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
take_quiet (struct loop *l)
{
  struct event event;

  if (input_waits (&l->input)) {
    if (input_pause (&l->input, &event))
      app_update (l->app, &event);
    return;
  }
  if (clock_ticks () - l->ticked >= TICK_MS) {
    l->ticked = clock_ticks ();
    send (l, KEY_TICK);
  }
}

static void
turn (struct loop *l)
{
  unsigned char bytes[4096];
  size_t len;
  int number;

  switch (terminal_wait (input_waits (&l->input) ? ESCAPE_MS : TICK_MS, bytes,
                         sizeof bytes, &len, &number)) {
  case TERMINAL_BYTES: take_bytes (l, bytes, len); break;
  case TERMINAL_RESIZED: take_size (l); break;
  case TERMINAL_QUIET: take_quiet (l); break;
  case TERMINAL_GONE:
    send (l, KEY_HANGUP);
    l->status = 128 + number;
    l->app->quit = true;
    break;
  }
}

int
loop_run (struct app *app, const struct terminal_settings *settings,
          struct error *e)
{
  struct loop l = { .app = app, .ticked = clock_ticks () };

  if (terminal_open (settings, e) != OK)
    return 5;
  take_size (&l);
  while (!app->quit) {
    if (!terminal_pending ()) {
      app_draw (app, &l.canvas);
      terminal_show (&l.canvas);
    }
    turn (&l);
  }
  terminal_close ();
  canvas_free (&l.canvas);
  return l.status;
}
