/* arguments.c - reading the command line by the command's table of options. */

#include "cli/arguments.h"

#include "base/bytes.h"
#include "base/file.h"
#include "base/language.h"
#include "cli/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct option_row common_options[] = {
  { "--site", 's', "DIR", N_ ("the site's folder") },
  { "--json", 0, NULL, N_ ("JSON on standard output") },
  { "--help", 'h', NULL, N_ ("what this command does") },
  { "--version", 'V', NULL, N_ ("which hoso this is") },
  { NULL, 0, NULL, NULL },
};

const struct option_row *
option_named (const struct option_row *rows, const char *word,
              const char **value)
{
  *value = NULL;
  for (; rows != NULL && rows->name != NULL; rows++) {
    size_t length = strlen (rows->name);

    if (word[0] == '-' && word[1] != '-') {
      if (rows->letter == 0 || word[1] != rows->letter)
        continue;
      if (word[2] != '\0')
        *value = word + 2;
      return rows;
    }
    if (strncmp (word, rows->name, length) != 0)
      continue;
    if (word[length] == '=')
      *value = word + length + 1;
    else if (word[length] != '\0')
      continue;
    return rows;
  }
  return NULL;
}

static enum outcome
take_option (struct arguments *a, int argc, char **argv, int *i,
             struct error *e)
{
  const char *word = argv[*i], *value;
  const struct option_row *row =
    option_named (a->command->options, word, &value);

  if (row == NULL)
    row = option_named (common_options, word, &value);
  if (row == NULL)
    return fail (e, ERR_INPUT, 0,
                 _ ("there is no option %s; see 'hoso %s --help'"), word,
                 a->command->name);
  if (row->takes == NULL && value != NULL)
    return fail (e, ERR_INPUT, 0, _ ("%s takes no value"), row->name);
  if (row->takes != NULL && value == NULL) {
    if (*i + 1 >= argc)
      return fail (e, ERR_INPUT, 0, _ ("%s wants a value: %s %s"), row->name,
                   row->name, row->takes);
    value = argv[++*i];
  }
  if (strcmp (row->name, "--site") == 0 && value[0] == '\0')
    return fail (e, ERR_INPUT, 0, _ ("--site names no folder"));
  if (strcmp (row->name, "--site") == 0)
    a->site = value;
  a->options[a->n_options++] = (struct given){ row, value };
  return OK;
}

static enum outcome
check_words (const struct arguments *a, struct error *e)
{
  const struct command *c = a->command;

  if (argument_given (a, "--help") || argument_given (a, "--version"))
    return OK;
  if (a->n_words >= c->least && a->n_words <= c->most)
    return OK;
  return fail (e, ERR_INPUT, 0, _ ("usage: hoso %s %s"), c->name, c->takes);
}

enum outcome
arguments_read (struct arguments *a, const struct command *command, int argc,
                char **argv, struct error *e)
{
  bool only_words = false;

  *a = (struct arguments){ .command = command, .site = a->site };
  a->words = bytes_must (((size_t) argc + 1) * sizeof *a->words);
  a->options = bytes_must (((size_t) argc + 1) * sizeof *a->options);
  for (int i = 0; i < argc; i++) {
    if (only_words || argv[i][0] != '-' || argv[i][1] == '\0')
      a->words[a->n_words++] = argv[i];
    else if (strcmp (argv[i], "--") == 0)
      only_words = true;
    else if (take_option (a, argc, argv, &i, e) != OK)
      return ERR_INPUT;
  }
  return check_words (a, e);
}

void
arguments_free (struct arguments *a)
{
  free (a->words);
  free (a->options);
}

static const struct given *
find_given (const struct arguments *a, const char *option)
{
  for (size_t i = a->n_options; i-- > 0;)
    if (strcmp (a->options[i].row->name, option) == 0)
      return &a->options[i];
  return NULL;
}

bool
argument_given (const struct arguments *a, const char *option)
{
  return find_given (a, option) != NULL;
}

const char *
argument (const struct arguments *a, const char *option)
{
  const struct given *g = find_given (a, option);

  return g == NULL ? NULL : g->value;
}

const char *
argument_site (const struct arguments *a)
{
  static char usual[4096];
  const char *site = a->site != NULL ? a->site : getenv ("HOSO_SITE");
  const char *home = getenv ("HOME");

  if (site != NULL && site[0] != '\0')
    return site;
  if (file_join (usual, sizeof usual, home == NULL ? "/" : home,
                 ".local/share/hoso", NULL)
      != OK)
    return ".";
  return usual;
}

enum outcome
argument_number (const struct arguments *a, const char *option,
                 uint64_t otherwise, uint64_t *n, struct error *e)
{
  const char *text = argument (a, option);
  char *end;

  *n = otherwise;
  if (text == NULL)
    return OK;
  errno = 0;
  *n = strtoull (text, &end, 10);
  if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0)
    return fail (e, ERR_INPUT, 0, _ ("%s wants a number, not \"%s\""), option,
                 text);
  return OK;
}
