/* search-test.c - where procedures are looked for, who wins, and what a file
 * that harms may cost.
 */

#include "tests/core/plugin/fixture.h"
#include "tests/tap.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/file.h"

#include <sys/stat.h>
#include <unistd.h>

static char root[PATH_MAX];

/* "ROOT/NAME"; four of them may be in use at a time. */
static const char *
in_root (const char *name)
{
  static char paths[4][2 * PATH_MAX];
  static unsigned next;
  char *path = paths[next++ % 4];

  snprintf (path, sizeof paths[0], "%s/%s", root, name);
  return path;
}

static void
put_file (const char *name, const void *from, size_t len)
{
  file_write (in_root (name), 0755, from, len, NULL);
}

/* A copy of a module as ROOT/NAME. */
static void
put_module (const char *module, const char *name)
{
  SCOPED_BYTES image = { 0 };

  if (file_read (module_path (module), 10 << 20, &image, NULL) != OK) {
    printf ("Bail out! no module %s\n", module_path (module));
    exit (1);
  }
  put_file (name, image.at, image.len);
}

static const struct procedure *
entry_of (const struct plugins *plugins, const char *part)
{
  for (size_t i = 0; i < plugins_count (plugins); i++)
    if (strstr (plugins_at (plugins, i)->path, part) != NULL)
      return plugins_at (plugins, i);
  return NULL;
}

static bool
has_problem (const struct plugins *plugins, const char *part, const char *what)
{
  const struct procedure *p = entry_of (plugins, part);
  bool good = p != NULL && p->form == NULL && p->problem != NULL
              && strstr (p->problem, what) != NULL;

  if (!good)
    printf ("# %s: wanted \"%s\", got %s\n", part, what,
            p == NULL            ? "no entry"
            : p->problem == NULL ? "no problem"
                                 : p->problem);
  return good;
}

/* ---- folders ------------------------------------------------------------- */

static void
test_order (void)
{
  const struct procedure *p;
  struct plugins *plugins;
  struct error e;

  put_module ("good", "first/b.so");
  put_module ("good", "site/plugins/a.so");
  put_module ("good-again", "last/a.so");
  put_module ("newer-quiet", "last/newer.so");
  put_file ("last/read-me.txt", "", 0);
  setenv ("HOSO_PLUGINS", ":", 1);
  plugins = plugins_load (NULL, NULL);
  ok (plugins_count (plugins) == 0, "no folders, no procedures");
  ok (plugins_find (plugins, "tot", &p, &e) == ERR_ABSENT, "and none found");
  plugins_free (plugins);

  setenv ("HOSO_PLUGINS", in_root ("first"), 1);
  plugins = plugins_load (in_root ("site"), in_root ("last"));
  ok (plugins_count (plugins) == 2, "two procedures");
  ok (plugins_find (plugins, "9.000001", &p, &e) == OK
        && strstr (p->path, "first/b.so") != NULL,
      "the first of a code wins");
  ok (p->note != NULL && strstr (p->note, "site/plugins/a.so") != NULL
        && strstr (p->note, "last/a.so") != NULL,
      "and says which it hides");
  ok (plugins_find (plugins, "moi", &p, &e) == OK, "by its name");
  ok (plugins_find (plugins, "khong", &p, &e) == ERR_ABSENT
        && strstr (e.text, "tot, moi") != NULL,
      "what is not there is told from what is");
  plugins_free (plugins);
}

static void
test_twice (void)
{
  char both[2 * PATH_MAX + 2];
  struct plugins *plugins;

  snprintf (both, sizeof both, "%s:%s/", in_root ("first"), in_root ("first"));
  setenv ("HOSO_PLUGINS", both, 1);
  plugins = plugins_load (NULL, in_root ("first"));
  ok (plugins_count (plugins) == 1 && plugins_at (plugins, 0)->note == NULL,
      "a folder named three times is searched once");
  plugins_free (plugins);
}

static void
test_trust (void)
{
  struct plugins *plugins;

  setenv ("HOSO_PLUGINS", in_root ("first"), 1);
  chmod (in_root ("first"), 0777);
  plugins = plugins_load (NULL, NULL);
  ok (plugins_count (plugins) == 1
        && has_problem (plugins, "first", "other users"),
      "a folder that others can write is not used");
  ok (has_problem (plugins, "first", "chmod"), "and what to do is said");
  plugins_free (plugins);

  chmod (in_root ("first"), 0755);
  chmod (in_root ("first/b.so"), 0777);
  plugins = plugins_load (NULL, NULL);
  ok (has_problem (plugins, "first/b.so", "chmod"),
      "nor a file that others can write");
  plugins_free (plugins);
  chmod (in_root ("first/b.so"), 0755);
}

/* ---- files that harm ----------------------------------------------------- */

static void
test_harm (void)
{
  struct plugins *plugins;
  uint64_t begun = clock_ticks (), again;

  put_module ("ends-crash", "harm/crash.so");
  put_module ("ends-hang", "harm/hang.so");
  put_module ("ends-leave", "harm/leave.so");
  put_module ("faulty", "harm/faulty.so");
  put_module ("good", "harm/good.so");
  put_file ("harm/text.so", "no module\n", 10);
  setenv ("HOSO_PLUGINS", in_root ("harm"), 1);
  plugins = plugins_load (in_root ("site"), NULL);
  ok (has_problem (plugins, "crash.so", "crashes"), "one that crashes");
  ok (has_problem (plugins, "leave.so", "crashes"), "one that leaves");
  ok (has_problem (plugins, "hang.so", "seconds"), "one that hangs");
  ok (has_problem (plugins, "faulty.so", "faulty.c:6:"), "one that is wrong");
  ok (has_problem (plugins, "text.so", "text.so"), "one that is a text");
  ok (entry_of (plugins, "good.so")->form != NULL, "none harms the good one");
  plugins_free (plugins);

  again = clock_ticks ();
  plugins = plugins_load (in_root ("site"), NULL);
  ok (has_problem (plugins, "hang.so", "seconds")
        && has_problem (plugins, "crash.so", "crashes"),
      "the verdict is remembered");
  ok (clock_ticks () - again < (again - begun) / 2,
      "so it does not hang again");
  plugins_free (plugins);

  put_module ("newer-quiet", "harm/hang.so");
  plugins = plugins_load (in_root ("site"), NULL);
  ok (entry_of (plugins, "hang.so")->form != NULL,
      "until there is another file");
  plugins_free (plugins);
}

/* The file of verdicts may hold anything. */
static void
test_verdicts (void)
{
  static const char *const texts[] = { "", "hoso plugins 0.0\nx\ty\tz\n",
                                       "\t\t\t\n\n\t", "hoso plugins" };

  setenv ("HOSO_PLUGINS", in_root ("first"), 1);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct plugins *plugins;

    put_file ("site/log/plugins", texts[i], strlen (texts[i]));
    plugins = plugins_load (in_root ("site"), NULL);
    ok (plugins_count (plugins) == 1 && plugins_at (plugins, 0)->form != NULL,
        "verdicts that are none: %zu", i);
    plugins_free (plugins);
  }
}

/* ---- scripts ------------------------------------------------------------- */

static void
test_scripts (void)
{
  static const char script[] = "mot Thủ tục một\n";
  const struct procedure *p;
  struct plugins *plugins;

  put_module ("script", "scripts/opener.so");
  put_file ("first/mot.thu", script, strlen (script));
  put_file ("scripts/hong.thu", "", 0);
  setenv ("HOSO_PLUGINS", in_root ("first"), 1);
  plugins = plugins_load (NULL, in_root ("scripts"));
  ok (plugins_find (plugins, "mot", &p, NULL) == OK
        && strcmp (p->form->title[VI], "Thủ tục một") == 0
        && strcmp (p->form->file, p->path) == 0,
      "a script is a procedure");
  ok (has_problem (plugins, "hong.thu", "write a name and a title"),
      "a bad script says why");
  ok (entry_of (plugins, "opener.so") == NULL, "what opens them is none");
  plugins_free (plugins);
}

int
main (void)
{
  const char *tmp = getenv ("TMPDIR");
  static const char *const folders[] = { "first",    "site", "site/plugins",
                                         "site/log", "last", "harm",
                                         "scripts" };

  snprintf (root, sizeof root, "%s/hoso-search-XXXXXX",
            tmp == NULL ? "/tmp" : tmp);
  if (mkdtemp (root) == NULL)
    return 99;
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
    folder_make (in_root (folders[i]), 0755, NULL);
  test_order ();
  test_twice ();
  test_trust ();
  test_harm ();
  test_verdicts ();
  test_scripts ();
  folder_remove (root, NULL);
  return tap_done ();
}
