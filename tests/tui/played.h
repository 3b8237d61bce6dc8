/* played.h - the screens of a site in a folder of its own, without a terminal:
 * scripts go in, screens come out.
 */
#ifndef TESTS_TUI_PLAYED_H
#define TESTS_TUI_PLAYED_H

#include "tests/core/site/fixture.h"
#include "tui/play.h"
#include "tui/view-entry.h"
#include "tui/view-home.h"
#include "tui/view.h"

/* The home screen of the test's own site; played_close ends it. */
__attribute__ ((unused)) static struct app *
played_open (void)
{
  struct app *app = bytes_must (sizeof *app);

  *app = (struct app){ .officer = "lan", .rows = 24, .columns = 80 };
  app->typing = (struct typing){ .method = TYPING_TELEX, .restore = true };
  app->typing_on = true;
  app->site = test_open ();
  app->plugins = plugins_load (NULL, NULL);
  home_open (app);
  return app;
}

__attribute__ ((unused)) static void
played_close (struct app *app)
{
  app_close (app);
  plugins_free (app->plugins);
  site_close (app->site);
  free (app);
}

/* Plays SCRIPT; the screens it asked for are in *OUT, which may be NULL.  What
 * cannot be played is printed.
 */
__attribute__ ((unused)) static bool
played (struct app *app, const char *script, struct bytes *out)
{
  FILE *in = tmpfile (), *to = tmpfile ();
  struct error e = { 0 };
  bool good = in != NULL && to != NULL;
  int c;

  if (good) {
    fputs (script, in);
    fflush (in);
    good = lseek (fileno (in), 0, SEEK_SET) == 0
           && went (play (app, fileno (in), "script", to, &e), &e);
    rewind (to);
    while (out != NULL && (c = getc (to)) != EOF)
      bytes_add_char (out, (char) c);
  }
  if (in != NULL)
    fclose (in);
  if (to != NULL)
    fclose (to);
  return good;
}

/* Whether the screen has TEXT now. */
__attribute__ ((unused)) static bool
shows (const struct app *app, const char *text)
{
  SCOPED_BYTES lines = { 0 };
  struct canvas canvas = { 0 };
  bool found;

  canvas_size (&canvas, app->rows, app->columns);
  app_draw (app, &canvas);
  canvas_lines (&canvas, &lines);
  canvas_free (&canvas);
  found = strstr (bytes_text (&lines), text) != NULL;
  if (!found)
    printf ("# no \"%s\" in\n%s", text, bytes_text (&lines));
  return found;
}

/* Presses one key. */
__attribute__ ((unused)) static void
press (struct app *app, enum key key)
{
  app_update (app, &(struct event){ .key = key });
}

#endif
