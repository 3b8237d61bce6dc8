/* cli/command.h - the subcommands: one table, one file each. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/arguments.h"

/* Exit statuses, beside EXIT_SUCCESS. */
enum exit_status {
  EXIT_DONE = 0,       /* also: sent and not yet acknowledged                */
  EXIT_SOME = 1,       /* done, but rows were rejected or something was found */
  EXIT_USAGE = 2,      /* wrong usage                                        */
  EXIT_UNREADABLE = 3, /* the input cannot be read at all                    */
  EXIT_BUSY = 4,       /* somebody else was first: read again, try again     */
  EXIT_SYSTEM = 5,     /* disk, permission, network, no such site            */
  EXIT_DAMAGED = 6,    /* damaged store                                      */
};

struct command {
  const char *name, *takes; /* "import", "PROCEDURE FILE..."                 */
  const char *help;         /* one line, marked N_()                         */
  const struct option_row *options; /* ends with a NULL name; may be NULL    */
  unsigned least, most;     /* how many words it takes                       */
  int (*run) (struct arguments *); /* gives the exit status                  */
};

extern const struct command command_init, command_procedures, command_check,
  command_import, command_export, command_list, command_find, command_show,
  command_amend, command_upload, command_targets, command_receipts,
  command_serve, command_status, command_stop, command_verify,
  command_backup, command_restore, command_compact, command_due,
  command_text, command_card;

/* Runs the program's arguments: finds the command, reads its options.  SCREENS
 * is what runs without a command, ENTER the command that begins a form: they
 * come from the layer above.
 */
int command_main (int argc, char **argv, const struct command *screens,
                  const struct command *enter);

#endif
