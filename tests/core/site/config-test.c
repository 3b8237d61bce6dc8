/* config-test.c - sites made, read back, and refused in one sentence. */

#include "tests/core/site/fixture.h"

#include <grp.h>
#include <sys/stat.h>

/* ---- making and reading back ---- */

static void
fill (struct config *c)
{
  *c = (struct config){ .name = "UBND Phường Sài Gòn",
                        .ward = "26740",
                        .target = "file:/mnt/usb" };
  snprintf (c->identity.office, sizeof c->identity.office, "H29.22.1");
  snprintf (c->folder, sizeof c->folder, "%s", test_folder);
}

static mode_t
mode_of (const char *name)
{
  char path[PATH_MAX];
  struct stat s;

  if (file_join (path, sizeof path, test_folder, name, NULL) != OK
      || stat (path, &s) != 0)
    return 0;
  return s.st_mode & 07777;
}

static void
test_make (void)
{
  static const struct {
    const char *name;
    mode_t mode;
  } parts[] = { { ".", 0700 },         { "db", 0700 },  { "data", 0700 },
                { "plugins", 0700 },   { "log", 0700 }, { "backup", 0700 },
                { "site.conf", 0600 }, { "key", 0600 } };
  struct config given, read;
  struct error e = { 0 };

  fill (&given);
  ok (went (config_make (&given, NULL, &e), &e), "a site is made");
  ok (went (config_read (test_folder, &read, &e), &e), "and read");
  ok (memcmp (&given.identity, &read.identity, sizeof given.identity) == 0
        && read.identity.epoch == 1,
      "its identity is the same, of epoch 1");
  ok (strcmp (read.name, given.name) == 0 && strcmp (read.ward, "26740") == 0
        && strcmp (read.target, "file:/mnt/usb") == 0
        && strcmp (read.language, "vi") == 0 && !read.group,
      "its settings too; the language is vi");
  ok (read.folder[0] == '/', "the folder is absolute");
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!ok (mode_of (parts[i].name) == parts[i].mode, "mode of %s",
             parts[i].name))
      printf ("# wanted %o got %o\n", parts[i].mode, mode_of (parts[i].name));

  ok (config_make (&given, NULL, &e) == ERR_SYSTEM,
      "a folder that is not empty is refused");
  ok (config_read (test_folder, &read, &e) == OK, "and left as it was");
}

static void
test_relative (void)
{
  struct config c;
  struct error e = { 0 };
  char here[PATH_MAX];

  if (getcwd (here, sizeof here) == NULL || chdir (test_folder) != 0)
    return;
  ok (went (config_read (".", &c, &e), &e)
        && strcmp (c.folder, test_folder) == 0,
      "a relative folder is found");
  if (chdir (here) != 0)
    exit (1);
}

static void
write_conf (const char *text)
{
  char path[PATH_MAX];
  struct error e = { 0 };

  if (file_join (path, sizeof path, test_folder, "site.conf", &e) != OK
      || file_write (path, 0600, text, strlen (text), &e) != OK)
    bail_out (&e);
}

/* What others wrote into site.conf stays. */
static void
test_rewrite (void)
{
  static const char wanted[] =
    "# ours\nlayout = 1\nsite = 000102030405060708090a0b0c0d0e0f\n"
    "epoch = 8\n\noffice = H1.2\ncolour = blue\nname = Một, Hai\nward = \n";
  SCOPED_BYTES text = { 0 };
  struct config c;
  struct error e = { 0 };
  char path[PATH_MAX];

  write_conf ("# ours\nlayout = 1\nsite = 000102030405060708090a0b0c0d0e0f\n"
              "epoch=7\n\n  office =  H1.2 \ncolour = blue\nname = Một, Hai");
  ok (went (config_read (test_folder, &c, &e), &e) && c.identity.epoch == 7
        && strcmp (c.identity.office, "H1.2") == 0
        && strcmp (c.name, "Một, Hai") == 0,
      "blanks, comments and keys of others are passed over");

  c.identity.epoch++;
  ok (went (config_write (&c, &e), &e), "it is written again");
  if (file_join (path, sizeof path, test_folder, "site.conf", &e) != OK
      || file_read (path, 1 << 16, &text, &e) != OK)
    bail_out (&e);
  if (!ok (strncmp (bytes_text (&text), wanted, strlen (wanted)) == 0,
           "lines stay in their places, new ones come last"))
    printf ("# wanted %s\n# got %s\n", wanted, bytes_text (&text));
  ok (config_read (test_folder, &c, &e) == OK && c.identity.epoch == 8,
      "and the new epoch is there");
}

/* ---- refusals ---- */

#define GOOD                                              \
  "layout = 1\nsite = 000102030405060708090a0b0c0d0e0f\n" \
  "epoch = 1\noffice = H1\nname = Một\n"

static const struct {
  const char *name, *conf, *says;
} refused[] = {
  { "empty", "", "no site of hoso" },
  { "something else", "[core]\nbare = false\n", "no site of hoso" },
  { "not UTF-8", GOOD "x = \xff\n", "no site of hoso" },
  { "another layout", "layout = 2\nwords = 3\n", "has layout 2" },
  { "no layout number", "layout = one\n", "no site of hoso" },
  { "no site", "layout = 1\nepoch = 1\noffice = H1\nname = x\n", "site" },
  { "no office",
    "layout = 1\nsite = 000102030405060708090a0b0c0d0e0f\n"
    "epoch = 1\nname = x\n",
    "office" },
  { "short site id", "layout = 1\nsite = 0001\n", "line 2" },
  { "epoch 0", "layout = 1\nepoch = 0\n", "line 2" },
  { "epoch too large", "layout = 1\nepoch = 4294967296\n", "line 2" },
  { "a ward of four digits", GOOD "ward = 2674\n", "line 6" },
  { "a language of elsewhere", GOOD "language = fr\n", "line 6" },
  { "group is neither yes nor no", GOOD "group = 1\n", "line 6" },
  { "a line without =", GOOD "what is this\n", "line 6" },
  { "a key without a name", GOOD " = 3\n", "line 6" },
  { "an office that is no prefix", "layout = 1\noffice = H 29\n", "line 2" },
};

static void
test_refusals (void)
{
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    struct config c;
    struct error e = { 0 };
    enum outcome got;

    write_conf (refused[i].conf);
    got = config_read (test_folder, &c, &e);
    if (!ok (got == ERR_SYSTEM && strstr (e.text, refused[i].says) != NULL
               && strchr (e.text, '\n') == NULL,
             "refused: %s", refused[i].name))
      printf ("# wanted \"%s\" got %d \"%s\"\n", refused[i].says, got, e.text);
  }
}

static void
remove_part (const char *name)
{
  char path[PATH_MAX];

  if (file_join (path, sizeof path, test_folder, name, NULL) == OK)
    unlink (path);
}

static void
test_missing (void)
{
  struct config c;
  struct error e = { 0 };
  char nowhere[PATH_MAX];

  write_conf (GOOD);
  ok (went (config_read (test_folder, &c, &e), &e), "the least is enough");
  remove_part ("key");
  ok (config_read (test_folder, &c, &e) == ERR_SYSTEM
        && strstr (e.text, "/key") != NULL,
      "no key");
  remove_part ("site.conf");
  ok (config_read (test_folder, &c, &e) == ERR_SYSTEM
        && strstr (e.text, "no site.conf") != NULL,
      "no site.conf");
  snprintf (nowhere, sizeof nowhere, "%.2000s/nowhere", test_top);
  ok (config_read (nowhere, &c, &e) == ERR_SYSTEM
        && strstr (e.text, "hoso init") != NULL,
      "no folder");
}

/* A site for several logins: of the group that runs the test. */
static void
test_group (void)
{
  static const struct {
    const char *name;
    mode_t mode;
  } parts[] = { { ".", 02770 },   { "db", 02770 },       { "data", 02770 },
                { "log", 02770 }, { "site.conf", 0660 }, { "key", 0660 } };
  struct group *own = getgrgid (getgid ());
  struct config given, read;
  struct error e = { 0 };

  if (own == NULL) {
    ok (true, "a group # SKIP the group has no name");
    return;
  }
  fill (&given);
  snprintf (test_folder, sizeof test_folder, "%.2000s/group", test_top);
  snprintf (given.folder, sizeof given.folder, "%s", test_folder);
  umask (077);
  ok (went (config_make (&given, own->gr_name, &e), &e)
        && went (config_read (test_folder, &read, &e), &e) && read.group,
      "a site for a group");
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!ok (mode_of (parts[i].name) == parts[i].mode, "mode of %s for a group",
             parts[i].name))
      printf ("# wanted %o got %o\n", parts[i].mode, mode_of (parts[i].name));
}

/* Whether making a site that cannot be leaves nothing behind. */
static bool
leaves_nothing (struct config *c, const char *group, enum outcome wanted)
{
  struct error e = { 0 };
  enum outcome got;

  snprintf (c->folder, sizeof c->folder, "%.2000s/none", test_top);
  got = config_make (c, group, &e);
  if (got == wanted && access (c->folder, F_OK) != 0)
    return true;
  printf ("# wanted %d got %d %s\n", wanted, got, e.text);
  return false;
}

static void
test_bad_makes (void)
{
  struct config c;

  fill (&c);
  c.name[0] = '\0';
  ok (leaves_nothing (&c, NULL, ERR_INPUT), "no name");
  fill (&c);
  snprintf (c.ward, sizeof c.ward, "2674");
  ok (leaves_nothing (&c, NULL, ERR_INPUT), "a ward of four digits");
  fill (&c);
  snprintf (c.name, sizeof c.name, "two\nlines");
  ok (leaves_nothing (&c, NULL, ERR_INPUT), "a name of two lines");
  fill (&c);
  ok (leaves_nothing (&c, "no-such-group-here", ERR_INPUT), "no such group");
}

int
main (int argc, char **argv)
{
  test_start (argc, argv, NULL);
  test_make ();
  test_relative ();
  test_rewrite ();
  test_refusals ();
  test_missing ();
  test_bad_makes ();
  test_group ();
  return tap_done ();
}
