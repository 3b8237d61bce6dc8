/* fixture.h - the modules that were built for these tests. */
#ifndef TESTS_PLUGIN_FIXTURE_H
#define TESTS_PLUGIN_FIXTURE_H

#include "plugin/plugin.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The path of module NAME; valid until the next call. */
static inline const char *
module_path (const char *name)
{
  static char path[PATH_MAX];
  const char *build = getenv ("builddir");

  snprintf (path, sizeof path, "%s/tests/core/plugin/modules/.libs/%s.so",
            build == NULL ? "." : build, name);
  return path;
}

#endif
