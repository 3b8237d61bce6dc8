/* cli/command.h - the subcommands: one table, one file each. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/error.h"
#include "plugin/plugin.h"
#include "site/site.h"

#include <stdbool.h>

/* Exit statuses of cli.md. */
enum exit_status {
  EXIT_DONE = 0, EXIT_SOME = 1, EXIT_USAGE = 2, EXIT_UNREADABLE = 3,
  EXIT_BUSY = 4, EXIT_SYSTEM = 5, EXIT_DAMAGED = 6,
};

/* An option of a command: getopt, help, the man page's test and completion
 * come from this row.
 */
struct option_row {
  const char *name;     /* "--limit"                                         */
  const char *takes;    /* "N", or NULL: none                                */
  const char *help;     /* English, marked N_()                              */
};

struct arguments;

struct command {
  const char *name, *takes; /* "import", "PROCEDURE FILE..."                 */
  const char *help;         /* one line, marked N_()                         */
  const struct option_row *options; /* ends with a NULL name                 */
  int (*run) (struct arguments *);
};

/* What the user gave: positional words and options by name. */
struct arguments;
const char *argument (struct arguments *, const char *option); /* NULL: absent */
bool argument_given (struct arguments *, const char *option);
size_t argument_words (struct arguments *);
const char *argument_word (struct arguments *, size_t i);
const char *argument_site (struct arguments *); /* -s, HOSO_SITE, default    */
bool argument_json (struct arguments *);

/* Says E on standard error ("hoso import: ...") and gives its exit status. */
int command_failed (struct arguments *, const struct error *);

/* Runs the program's arguments: finds the command, reads options. */
int command_run (int argc, char **argv);

#endif
