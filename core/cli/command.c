/* command.c - the table of commands, help, and running the one that is meant.
 */

#include "config.h"

#include "cli/command.h"

#include "base/file.h"
#include "base/language.h"
#include "base/place.h"
#include "cli/say.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int run_help (struct arguments *);

static const struct command command_help = {
  .name = "help",
  .takes = "[COMMAND]",
  .most = 1,
  .run = run_help,
  .help = N_ ("what hoso can do, or what one command does"),
};

/* The first one comes from the layer above, by command_main. */
static const struct command *table[] = {
  &command_help,
  &command_init,
  &command_procedures,
  &command_check,
  &command_import,
  &command_export,
  &command_list,
  &command_find,
  &command_show,
  &command_amend,
  &command_upload,
  &command_targets,
  &command_receipts,
  &command_serve,
  &command_status,
  &command_stop,
  &command_verify,
  &command_backup,
  &command_restore,
  &command_compact,
  &command_due,
  &command_text,
  &command_card,
  &command_help,
  NULL,
};

static const struct command *
command_named (const char *name)
{
  for (size_t i = 0; table[i] != NULL; i++)
    if (strcmp (table[i]->name, name) == 0)
      return table[i];
  return NULL;
}

static void
show_options (const struct option_row *row)
{
  for (; row != NULL && row->name != NULL; row++) {
    char left[64];

    if (row->help == NULL)
      continue;
    snprintf (left, sizeof left, "%c%c%s%s%s%s", row->letter ? '-' : ' ',
              row->letter ? row->letter : ' ', row->letter ? ", " : "  ",
              row->name, row->takes != NULL ? " " : "",
              row->takes != NULL ? row->takes : "");
    printf ("  %-28s %s\n", left, _ (row->help));
  }
}

static int
show_command (const struct command *c)
{
  printf (_ ("usage: hoso [-s DIR] %s %s\n\n%s\n\n"), c->name, c->takes,
          _ (c->help));
  show_options (c->options);
  show_options (common_options);
  printf ("\nhoso(1)\n");
  return EXIT_DONE;
}

static int
show_all (FILE *to)
{
  fprintf (to, _ ("usage: hoso [-s DIR] COMMAND ...\n\n"));
  for (size_t i = 0; table[i] != NULL; i++)
    fprintf (to, "  %-11s %s\n", table[i]->name, _ (table[i]->help));
  fprintf (to, _ ("\n'hoso COMMAND --help' tells more; so does hoso(1)\n"));
  return to == stdout ? EXIT_DONE : EXIT_USAGE;
}

static int
show_version (void)
{
  printf ("hoso %s\n", PACKAGE_VERSION);
  return EXIT_DONE;
}

static int
run_help (struct arguments *a)
{
  const struct command *c;

  if (a->n_words == 0)
    return show_all (stdout);
  c = command_named (a->words[0]);
  if (c == NULL) {
    say_error ("help", _ ("there is no command %s"), a->words[0]);
    return EXIT_USAGE;
  }
  return show_command (c);
}

static int
run_command (const struct command *c, const char *site, int argc, char **argv)
{
  struct arguments a = { .site = site };
  struct error e = { 0 };
  int status;

  if (arguments_read (&a, c, argc, argv, &e) != OK) {
    say_error (c->name, "%s", e.text);
    status = EXIT_USAGE;
  } else if (argument_given (&a, "--help"))
    status = show_command (c);
  else if (argument_given (&a, "--version"))
    status = show_version ();
  else
    status = c->run (&a);
  arguments_free (&a);
  return say_done (status);
}

/* Takes the option at ARGV[I], and the next word when that is its value; gives
 * how many words it was.  *STATUS: the program ends with it.
 */
static int
take_common (int argc, char **argv, int i, const char **site, int *status)
{
  const char *value;
  const struct option_row *row = option_named (common_options, argv[i], &value);
  bool next =
    row != NULL && row->letter == 's' && value == NULL && i + 1 < argc;

  if (next)
    value = argv[i + 1];
  if (row != NULL && row->letter == 's' && value != NULL && value[0] != '\0')
    *site = value;
  else if (row != NULL && row->letter == 'h')
    *status = show_all (stdout);
  else if (row != NULL && row->letter == 'V')
    *status = show_version ();
  else {
    if (row != NULL && row->letter == 's')
      say_error (NULL, "%s", _ ("--site names no folder"));
    else
      say_error (NULL, _ ("cannot do anything with %s; see 'hoso --help'"),
                 argv[i]);
    *status = EXIT_USAGE;
  }
  return next ? 2 : 1;
}

/* What stands before the command: -s DIR, --help, --version. */
static int
take_before (int argc, char **argv, const char **site, int *status)
{
  int i = 1;

  *status = -1;
  while (i < argc && argv[i][0] == '-' && *status < 0)
    i += take_common (argc, argv, i, site, status);
  return i;
}

int
command_main (int argc, char **argv, const struct command *screens,
              const struct command *enter)
{
  const struct command *c;
  const char *site = NULL;
  int status, i;

  file_hold_standard ();
  signal (SIGXFSZ, SIG_IGN); /* a file at its limit is like a full disk */
  table[0] = enter;
  language_start (place_locale (), VI);
  i = take_before (argc, argv, &site, &status);
  if (status >= 0)
    return say_done (status);
  if (i >= argc && (!isatty (STDIN_FILENO) || !isatty (STDOUT_FILENO)))
    return show_all (stderr);
  if (i >= argc)
    return run_command (screens, site, 0, argv);
  c = command_named (argv[i]);
  if (c == NULL) {
    say_error (NULL, _ ("there is no command %s; see 'hoso --help'"), argv[i]);
    return EXIT_USAGE;
  }
  return run_command (c, site, argc - i - 1, argv + i + 1);
}
