/* lines.c - lines of files, for commands that are filters. */

#include "cli/lines.h"

#include "base/language.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum outcome
lines_of (FILE *from, const char *name, line_seen seen, void *with,
          struct error *e)
{
  char *line = NULL;
  size_t room = 0;
  ssize_t len;

  while ((len = getline (&line, &room, from)) >= 0) {
    if (len > 0 && line[len - 1] == '\n')
      len--;
    if (len > 0 && line[len - 1] == '\r')
      len--;
    seen (with, line, (size_t) len);
  }
  free (line);
  if (ferror (from))
    return fail (e, ERR_INPUT, errno, _ ("cannot read %s: %s"), name,
                 strerror (errno));
  return OK;
}

enum outcome
lines_each (const char *const *words, size_t n_words, line_seen seen,
            void *with, struct error *e)
{
  if (n_words == 0)
    return lines_of (stdin, _ ("standard input"), seen, with, e);
  for (size_t i = 0; i < n_words; i++) {
    bool usual = strcmp (words[i], "-") == 0;
    FILE *from = usual ? stdin : fopen (words[i], "r");
    enum outcome outcome;

    if (from == NULL)
      return fail (e, ERR_INPUT, errno, _ ("cannot read %s: %s"), words[i],
                   strerror (errno));
    outcome = lines_of (from, words[i], seen, with, e);
    if (!usual)
      fclose (from);
    if (outcome != OK)
      return outcome;
  }
  return OK;
}
