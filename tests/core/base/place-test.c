/* place-test.c - a program in the build tree finds the tree's own folders. */

#include "base/file.h"
#include "base/log.h"
#include "base/place.h"
#include "tests/tap.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
ends (const char *text, const char *tail)
{
  size_t len = strlen (text), end = strlen (tail);

  return len >= end && strcmp (text + len - end, tail) == 0;
}

static void
test_log (void)
{
  SCOPED_BYTES b = { 0 };
  const char *tmp = getenv ("TMPDIR");
  char home[PATH_MAX / 2], path[PATH_MAX], old[PATH_MAX];
  struct stat s;

  snprintf (home, sizeof home, "%s/hoso-log.XXXXXX",
            tmp != NULL ? tmp : "/tmp");
  if (mkdtemp (home) == NULL)
    return;
  snprintf (path, sizeof path, "%s/hoso.log", home);
  snprintf (old, sizeof old, "%s/hoso.log.1", home);
  log_line ("lost");
  log_open (home);
  log_line ("saved %d\nrecords", 12);
  ok (file_read (path, 4096, &b, NULL) == OK
        && ends (bytes_text (&b), " saved 12 records\n")
        && strstr (bytes_text (&b), "lost") == NULL,
      "a log line is one line");
  ok (stat (path, &s) == 0 && (s.st_mode & 0777) == 0600,
      "nobody else reads the log");
  ok (truncate (path, (1 << 20) + 1) == 0, "a log of more than 1 MiB");
  log_open (home);
  log_line ("new");
  ok (stat (path, &s) == 0 && s.st_size < 100 && stat (old, &s) == 0,
      "is put aside when it is opened");
  chmod (home, 0770);
  unlink (path);
  umask (0);
  log_open (home);
  ok (stat (path, &s) == 0 && (s.st_mode & 0777) == 0660,
      "a group's log is the group's");
  folder_remove (home, NULL);
}

int
main (void)
{
  ok (place_program ()[0] == '/' && ends (place_program (), "place-test"),
      "place_program: %s", place_program ());
  ok (ends (place_plugins (), "/plugins/.libs"), "place_plugins: %s",
      place_plugins ());
  ok (ends (place_locale (), "/po/locale"), "place_locale: %s",
      place_locale ());
  test_log ();
  return tap_done ();
}
