/* place.c - where the program's own things are. */

#include "base/place.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* tests/core/NAME/.libs/NAME-test is five folders below the build tree. */
enum { FOLDERS_UP = 5 };

/* Found out once; the same for as long as the program runs. */
static char program[PATH_MAX];
static char plugins[PATH_MAX] = PLUGINS_FOLDER;
static char locale[PATH_MAX] = LOCALE_FOLDER;
static bool known;

static const struct {
  const char *key;
  char *folder;
} lines[] = {
  { "plugins=", plugins },
  { "locale=", locale },
};

static void
take_line (char *line)
{
  line[strcspn (line, "\n")] = '\0';
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    size_t len = strlen (lines[i].key);

    if (strncmp (line, lines[i].key, len) == 0
        && strlen (line + len) < PATH_MAX)
      strcpy (lines[i].folder, line + len);
  }
}

/* Takes FOLDER/build-tree.conf; false when there is none, or somebody else put
 * it there.
 */
static bool
take_file (const char *folder)
{
  char path[PATH_MAX + 32], line[PATH_MAX + 32];
  struct stat s;
  FILE *f;

  snprintf (path, sizeof path, "%s/build-tree.conf", folder);
  f = fopen (path, "re");
  if (f == NULL)
    return false;
  if (fstat (fileno (f), &s) != 0
      || (s.st_uid != geteuid () && s.st_uid != 0)) {
    fclose (f);
    return false;
  }
  while (fgets (line, sizeof line, f) != NULL)
    take_line (line);
  fclose (f);
  return true;
}

static void
look (void)
{
  char folder[PATH_MAX];
  ssize_t len;

  if (known)
    return;
  known = true;
  len = readlink ("/proc/self/exe", program, sizeof program - 1);
  program[len > 0 ? len : 0] = '\0';

  strcpy (folder, program);
  for (int up = 0; up <= FOLDERS_UP; up++) {
    char *slash = strrchr (folder, '/');

    if (slash == NULL)
      return;
    *slash = '\0';
    if (take_file (folder))
      return;
  }
}

const char *
place_program (void)
{
  look ();
  return program;
}

const char *
place_plugins (void)
{
  look ();
  return plugins;
}

const char *
place_locale (void)
{
  look ();
  return locale;
}
