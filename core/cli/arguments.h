/* cli/arguments.h - what the user gave: words and options, by a table. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An option: reading, help, the check of the man page and completion all come
 * from this row.
 */
struct option_row {
  const char *name;     /* "--limit"                                         */
  char letter;          /* 'o' for -o, or 0                                  */
  const char *takes;    /* "N", or NULL: takes nothing                       */
  const char *help;     /* English, marked N_(); NULL: not shown             */
};

/* Those every command has: --site, --json, --help, --version. */
extern const struct option_row common_options[];

struct command;

struct arguments {
  const struct command *command;
  const char *site;             /* from -s, or NULL                          */
  size_t n_words, n_options;
  const char **words;
  struct given {
    const struct option_row *row;
    const char *value;
  } *options;
};

/* Reads ARGV behind the command's name.  ERR_INPUT says what is wrong. */
enum outcome arguments_read (struct arguments *, const struct command *,
                             int argc, char **argv, struct error *);
void arguments_free (struct arguments *);

bool argument_given (const struct arguments *, const char *option);
const char *argument (const struct arguments *, const char *option); /* NULL */

/* -s, else $HOSO_SITE, else ~/.local/share/hoso; lives as long as the program. */
const char *argument_site (const struct arguments *);

/* The number OPTION was given, or OTHERWISE; ERR_INPUT names the option. */
enum outcome argument_number (const struct arguments *, const char *option,
                              uint64_t otherwise, uint64_t *, struct error *);

/* The option whose --name or -letter begins at *WORD, and its value when it is
 * written behind "="; NULL when there is none.  For reading alone.
 */
const struct option_row *option_named (const struct option_row *,
                                       const char *word, const char **value);

#endif
