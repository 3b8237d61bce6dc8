/* script.c - a plugin that opens scripts: two lines, a name and a title. */

#include "small.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct script {
  struct hoso_procedure procedure;      /* first: what open returns          */
  char name[32], title[64];
};

static void
close_script (const struct hoso_procedure *p)
{
  free ((struct script *) (uintptr_t) p);
}

static const struct hoso_procedure *
open_script (const struct hoso_host *host, const char *path, char *problem,
             size_t room)
{
  struct script *s = calloc (1, sizeof *s);
  FILE *f = fopen (path, "r");

  (void) host;
  if (s == NULL || f == NULL
      || fscanf (f, "%31s %63[^\n]", s->name, s->title) != 2) {
    snprintf (problem, room, "write a name and a title");
    free (s);
    s = NULL;
  } else {
    s->procedure = (struct hoso_procedure) {
      .name = s->name, .code = "9.000007", .revision = 1, .title = s->title,
      .form = small_form };
  }
  if (f != NULL)
    fclose (f);
  return s == NULL ? NULL : &s->procedure;
}

HOSO_EXPORT (.suffix = ".thu", .open = open_script, .close = close_script);
