/* target.c - the table of targets. */

#include "delivery/target.h"

#include <string.h>

static const struct hoso_target *const targets[] = { &target_file, NULL };

const struct hoso_target *
target_named (const char *name, const char **where)
{
  size_t len = strcspn (name, ":");

  for (size_t i = 0; name[len] == ':' && targets[i] != NULL; i++)
    if (strlen (targets[i]->scheme) == len
        && strncmp (targets[i]->scheme, name, len) == 0) {
      *where = name + len + 1;
      return targets[i];
    }
  return NULL;
}
