/* file-test.c - files are whole or not there, and trusted only when safe. */

#include "base/file.h"
#include "tests/tap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char home[PATH_MAX / 2]; /* the folder of this test */

/* home/NAME; good until the fourth call after. */
static const char *
at (const char *name)
{
  static char paths[4][PATH_MAX];
  static int turn;
  char *path = paths[turn++ % 4];

  snprintf (path, PATH_MAX, "%s/%s", home, name);
  return path;
}

static void
put (const char *name, const char *text, mode_t mode)
{
  file_write (at (name), mode, text, strlen (text), NULL);
}

static const struct {
  const char *path, *folder, *name;
} places[] = {
  { "a", ".", "a" },
  { "d/a", "d", "a" },
  { "/a", "/", "a" },
  { "/d/e/a", "/d/e", "a" },
  { "../a", "..", "a" },
  { "d/", "d", "" },
  { "", ".", "" },
  { "d/123456789", "d", "123456789" },
  { "1234567/a", "1234567", "a" },
  { "12345678/a", NULL, "a" },
};

static void
test_places (void)
{
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    const char *path = places[i].path;
    char folder[8] = "";
    enum outcome got = file_folder (folder, sizeof folder, path, NULL);
    bool good = places[i].folder == NULL
                  ? got == ERR_SYSTEM
                  : got == OK && strcmp (folder, places[i].folder) == 0;

    if (!ok (good && strcmp (file_name (path), places[i].name) == 0,
             "the folder and the name of \"%s\"", path))
      printf ("# \"%s\", \"%s\"\n", folder, file_name (path));
  }
}

static void
test_writing (void)
{
  SCOPED_BYTES b = { 0 };
  struct error e = { OK, 0, "" };
  struct stat s;

  ok (file_write (at ("a"), 0640, "one", 3, &e) == OK,
      "file_write makes a file");
  ok (stat (at ("a"), &s) == 0 && (s.st_mode & 07777) == 0640,
      "with the mode that was asked for");
  ok (file_write (at ("a"), 0600, "second", 6, &e) == OK
        && file_read (at ("a"), 100, &b, &e) == OK
        && strcmp (bytes_text (&b), "second") == 0,
      "and replaces it");
  ok (file_write (at ("no/a"), 0600, "x", 1, &e) != OK && e.text[0] != '\0',
      "no folder: refused, with a sentence");
  folder_make (at ("full"), 0700, NULL);
  folder_make (at ("full/d"), 0700, NULL);
  put ("full/d/x", "x", 0600);
  ok (file_write (at ("full/d"), 0600, "x", 1, &e) == ERR_SYSTEM,
      "a folder is not replaced by a file");
  ok (folder_remove (at ("full"), &e) == OK, "and nothing is left beside it");
}

static void
test_reading (void)
{
  SCOPED_BYTES b = { 0 };
  struct error e = { OK, 0, "" };

  put ("r", "0123456789", 0600);
  bytes_add_text (&b, "before ");
  ok (file_read (at ("r"), 10, &b, &e) == OK
        && strcmp (bytes_text (&b), "before 0123456789") == 0,
      "file_read appends");
  ok (file_read (at ("r"), 9, &b, &e) == ERR_INPUT && b.len == 17,
      "too large: refused, nothing appended");
  ok (file_read (at ("none"), 9, &b, &e) == ERR_ABSENT, "no such file");
  ok (file_read (home, 9, &b, &e) == ERR_SYSTEM, "a folder cannot be read");
}

static void
test_folders (void)
{
  struct error e = { OK, 0, "" };
  char small[4];

  ok (folder_make (at ("f"), 0700, &e) == OK
        && folder_make (at ("f"), 0700, &e) == OK,
      "a folder is made, once");
  ok (folder_is_empty (at ("f")), "and is empty");
  put ("f/x", "x", 0600);
  ok (!folder_is_empty (at ("f")), "until something is in it");
  ok (!folder_is_empty (at ("none")), "what is not there is not empty");
  put ("one", "x", 0600);
  ok (file_same (at ("one"), at ("./one")) && !file_same (at ("one"), at ("f")),
      "file_same: a file by two names, and by another's");
  ok (file_same (at ("new"), at ("./new"))
        && !file_same (at ("new"), at ("one"))
        && !file_same (at ("new"), at ("none/new"))
        && !file_same (at ("none/new"), at ("none/new")),
      "file_same: one that is not there yet");
  ok (!file_same ("/dev/null", "/dev/null"), "file_same: no regular file");
  ok (folder_make (at ("f/x"), 0700, &e) == ERR_SYSTEM, "a file is no folder");
  ok (folder_make (at ("none/f"), 0700, &e) == ERR_SYSTEM,
      "nothing is made above it");

  folder_make (at ("outside"), 0700, NULL);
  put ("outside/kept", "x", 0600);
  ok (symlink (at ("outside"), at ("f/link")) == 0
        && folder_remove (at ("f"), &e) == OK && access (at ("f"), F_OK) != 0
        && access (at ("outside/kept"), F_OK) == 0,
      "folder_remove follows no links");
  ok (folder_remove (at ("none"), &e) == ERR_ABSENT, "nothing to remove");

  ok (file_join (small, sizeof small, "a", "b", &e) == OK
        && strcmp (small, "a/b") == 0,
      "file_join fills the buffer");
  ok (file_join (small, sizeof small, "a", "bc", &e) == ERR_SYSTEM,
      "and refuses one letter more");
}

/* Whether the files made here belong to a group of ours alone. */
static bool
own_group (void)
{
  const struct passwd *user = getpwuid (geteuid ());
  const struct group *group = getgrgid (getegid ());

  return geteuid () != 0 && user != NULL && group != NULL
         && strcmp (user->pw_name, group->gr_name) == 0
         && group->gr_mem[0] == NULL;
}

static void
test_trust (void)
{
  struct error e = { OK, 0, "" };

  if (file_trusted (home, &e) == ERR_INPUT) {
    ok (true, "trust # SKIP %s", e.text);
    return;
  }
  folder_make (at ("t"), 0700, NULL);
  put ("t/x", "x", 0600);
  ok (file_trusted (at ("t/x"), &e) == OK, "a file of ours: %s", e.text);
  chmod (at ("t/x"), 0620);
  ok (file_trusted (at ("t/x"), &e) == (own_group () ? OK : ERR_INPUT),
      "the group may write to it");
  chmod (at ("t/x"), 0602);
  ok (file_trusted (at ("t/x"), &e) == ERR_INPUT, "all may write to it");
  ok (strstr (e.text, "/t/x ") != NULL, "the sentence names it");
  chmod (at ("t/x"), 0644);

  chmod (at ("t"), 0777);
  ok (file_trusted (at ("t/x"), &e) == ERR_INPUT, "its folder is open");
  ok (strstr (e.text, "/t ") != NULL, "the sentence names the folder");
  ok (symlink (at ("t/x"), at ("link")) == 0
        && file_trusted (at ("link"), &e) == ERR_INPUT,
      "a link into an open folder");
  ok (symlink ("t/x", at ("short")) == 0
        && file_trusted (at ("short"), &e) == ERR_INPUT,
      "a relative one");
  chmod (at ("t"), 0700);
  ok (file_trusted (at ("link"), &e) == OK
        && file_trusted (at ("short"), &e) == OK,
      "links to what is safe");
  ok (symlink ("loop", at ("loop")) == 0
        && file_trusted (at ("loop"), &e) == ERR_INPUT,
      "a link to itself");
  ok (file_trusted (at ("none"), &e) == ERR_ABSENT, "what is not there");
  ok (chdir (home) == 0 && file_trusted ("t/x", &e) == OK
        && file_trusted ("t/../t//x", &e) == OK,
      "a path from here");
}

int
main (void)
{
  const char *tmp = getenv ("TMPDIR");

  snprintf (home, sizeof home, "%s/hoso-file.XXXXXX",
            tmp != NULL ? tmp : "/tmp");
  if (mkdtemp (home) == NULL)
    return 99;
  test_places ();
  test_writing ();
  test_reading ();
  test_folders ();
  test_trust ();
  if (chdir ("/") != 0)
    return 99;
  ok (folder_remove (home, NULL) == OK, "the test leaves nothing behind");
  return tap_done ();
}
