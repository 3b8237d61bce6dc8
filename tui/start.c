/* start.c - from the command line to the screens. */

#include "tui/start.h"

#include "base/language.h"
#include "cli/open.h"
#include "cli/say.h"
#include "tui/loop.h"
#include "tui/play.h"
#include "tui/view-entry.h"
#include "tui/view-home.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct option_row options[] = {
  { "--keys", 0, "FILE",
    N_ ("plays a script instead of a keyboard; - is standard input") },
  { "--typing", 0, "telex|simple-telex|vni|viqr|off", N_ ("the input method") },
  { "--marks", 0, "on|off",
    N_ ("off: for terminals that cannot show Vietnamese") },
  { "--mono", 0, NULL, N_ ("no colours") },
  { NULL, 0, NULL, NULL },
};

/* The Linux console and real terminals have no input method of their own. */
static bool
bare_terminal (void)
{
  const char *term = getenv ("TERM");

  return term != NULL
         && (strcmp (term, "linux") == 0 || strncmp (term, "vt", 2) == 0);
}

/* The option wins, then the environment, then the site. */
static const char *
typing_word (const struct arguments *a, const struct config *c)
{
  const char *word = argument (a, "--typing");

  if (word == NULL)
    word = getenv ("HOSO_TYPING");
  if (word == NULL || word[0] == '\0')
    word = c->typing;
  if (word[0] == '\0')
    word = bare_terminal () || argument_given (a, "--keys") ? "telex" : "off";
  return word;
}

static enum outcome
take_typing (const struct arguments *a, struct app *app, struct error *e)
{
  const char *word = typing_word (a, site_config (app->site));
  enum typing_method method;

  if (!typing_method_named (word, &method))
    return fail (e, ERR_INPUT, 0,
                 _ ("the input method is telex, simple-telex, vni, viqr or "
                    "off, not \"%s\""),
                 word);
  app->typing.method = method == TYPING_OFF ? TYPING_TELEX : method;
  app->typing.restore = true;
  app->typing_on = method != TYPING_OFF;
  return OK;
}

static enum outcome
open_first (const struct arguments *a, struct app *app, struct error *e)
{
  const struct procedure *p;

  home_open (app);
  if (a->n_words == 0)
    return OK;
  if (plugins_find (app->plugins, a->words[0], &p, e) != OK)
    return e->kind;
  entry_open (app, p->form);
  return OK;
}

static int
run_script (const struct arguments *a, struct app *app)
{
  const char *name = argument (a, "--keys");
  bool usual = strcmp (name, "-") == 0;
  int from = usual ? STDIN_FILENO : open (name, O_RDONLY | O_CLOEXEC);
  struct error e = { 0 };
  int status = EXIT_DONE;

  if (from < 0) {
    say_error ("enter", _ ("cannot read %s: %s"), name, strerror (errno));
    return EXIT_UNREADABLE;
  }
  if (play (app, from, usual ? _ ("standard input") : name, stdout, &e) != OK)
    status = say_failed (a, &e);
  if (!usual)
    close (from);
  return status;
}

/* The option, then HOSO_MARKS; without them the terminal is asked. */
static enum outcome
take_marks (const struct arguments *a, enum marks *marks, struct error *e)
{
  const char *word = argument (a, "--marks");

  if (word == NULL)
    word = getenv ("HOSO_MARKS");
  *marks = MARKS_ASK;
  if (word == NULL || word[0] == '\0')
    return OK;
  *marks = strcmp (word, "off") == 0 ? MARKS_OFF : MARKS_ON;
  return *marks == MARKS_OFF || strcmp (word, "on") == 0
           ? OK
           : fail (e, ERR_INPUT, 0, _ ("--marks is on or off, not \"%s\""),
                   word);
}

static int
run_screens (const struct arguments *a, enum marks marks, struct app *app)
{
  struct terminal_settings settings = {
    .marks = marks,
    .mono = argument_given (a, "--mono"),
  };
  struct error e = { 0 };
  int status = loop_run (app, &settings, &e);

  if (e.kind != OK)
    say_error (NULL, "%s", e.text);
  return status;
}

static int
run_app (const struct arguments *a, struct app *app)
{
  struct error e = { 0 };
  enum marks marks;

  if (take_typing (a, app, &e) != OK || take_marks (a, &marks, &e) != OK
      || open_first (a, app, &e) != OK) {
    say_error ("enter", "%s", e.text);
    return EXIT_USAGE;
  }
  if (!argument_given (a, "--keys")) {
    app_notice (app);
    return run_screens (a, marks, app);
  }
  if (site_notice (app->site, &e))
    say_error ("enter", "%s", e.text);
  return run_script (a, app);
}

static int
run (struct arguments *a)
{
  struct app *app = bytes_must (sizeof *app);
  const struct passwd *who = getpwuid (geteuid ());
  struct error e = { 0 };
  int status;

  *app = (struct app){ .rows = 24, .columns = 80 };
  app->officer = who == NULL ? "?" : who->pw_name;
  if (open_quietly (a, &app->site, &e) != OK) {
    free (app);
    return say_failed (a, &e);
  }
  app->plugins = open_plugins (a);
  status = run_app (a, app);
  app_close (app);
  plugins_free (app->plugins);
  site_close (app->site);
  free (app);
  return status;
}

const struct command command_enter = {
  .name = "enter",
  .takes = "[PROCEDURE]",
  .options = options,
  .most = 1,
  .help = N_ ("the entry screen at once, or played by a script"),
  .run = run,
};

const struct command command_screens = {
  .name = "screens",
  .takes = "",
  .options = options,
  .run = run,
  .help = N_ ("the terminal interface; the same as hoso alone"),
};
