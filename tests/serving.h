/* serving.h - which processes are servers of a folder, as /proc tells it. */
#ifndef TESTS_SERVING_H
#define TESTS_SERVING_H

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Whether process PID is a server of FOLDER. */
static inline bool
is_server (const char *pid, const char *folder)
{
  char path[300], line[PATH_MAX + 100] = "";
  size_t len = 0;
  FILE *f;

  snprintf (path, sizeof path, "/proc/%.200s/cmdline", pid);
  f = fopen (path, "re");
  if (f != NULL) {
    len = fread (line, 1, sizeof line - 1, f);
    fclose (f);
  }
  for (size_t i = 0; i + 1 < len; i++)
    if (line[i] == '\0')
      line[i] = ' ';
  return strstr (line, folder) != NULL && strstr (line, " serve") != NULL;
}

#endif
