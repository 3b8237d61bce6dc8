/* language-test.c - the language follows the environment and can be changed.
 *
 * The .mo file is made here, byte by byte: one text, with and without context.
 */

#include "base/bytes.h"
#include "base/file.h"
#include "base/language.h"
#include "tests/tap.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

static const struct {
  const char *text, *said;
} entries[] = {
  /* sorted, as gettext wants it */
  { "", "Content-Type: text/plain; charset=UTF-8\n" },
  { "busy", "đang bận" },
  { "state\004busy", "chờ" },
};
enum { ENTRIES = sizeof entries / sizeof *entries };

static void
put_table (struct bytes *b, size_t *at, bool said)
{
  for (size_t i = 0; i < ENTRIES; i++) {
    size_t len = strlen (said ? entries[i].said : entries[i].text);

    put_u32 (b, (uint32_t) len);
    put_u32 (b, (uint32_t) *at);
    *at += len + 1;
  }
}

/* The layout of .mo files is in the manual of gettext. */
static void
make_catalog (const char *path)
{
  SCOPED_BYTES b = { 0 };
  size_t at = 28 + 2 * 8 * ENTRIES;

  put_u32 (&b, 0x950412de);
  put_u32 (&b, 0);
  put_u32 (&b, ENTRIES);
  put_u32 (&b, 28);
  put_u32 (&b, 28 + 8 * ENTRIES);
  put_u32 (&b, 0);
  put_u32 (&b, 0);
  put_table (&b, &at, false);
  put_table (&b, &at, true);
  for (size_t i = 0; i < ENTRIES; i++)
    bytes_add (&b, entries[i].text, strlen (entries[i].text) + 1);
  for (size_t i = 0; i < ENTRIES; i++)
    bytes_add (&b, entries[i].said, strlen (entries[i].said) + 1);
  file_write (path, 0600, b.at, b.len, NULL);
}

static void
make_folders (const char *home)
{
  char path[PATH_MAX];

  snprintf (path, sizeof path, "%s/vi", home);
  folder_make (path, 0700, NULL);
  snprintf (path, sizeof path, "%s/vi/LC_MESSAGES", home);
  folder_make (path, 0700, NULL);
  snprintf (path, sizeof path, "%s/vi/LC_MESSAGES/hoso.mo", home);
  make_catalog (path);
  snprintf (path, sizeof path, "%s/vi/LC_MESSAGES/hoso-thu.mo", home);
  make_catalog (path);
}

static void
test_environment (const char *home)
{
  static const struct {
    const char *language, *all, *messages, *lang;
    enum language wanted;
    bool chosen;
  } cases[] = {
    { "", "", "", "", VI, false },
    { "", "", "", "en_US.UTF-8", EN, true },
    { "", "", "vi_VN", "en_US.UTF-8", VI, true },
    { "", "en", "vi_VN", "", EN, true },
    { "vi", "en", "", "", VI, true },
    { "fr:en:vi", "vi", "", "", EN, true },
    { "", "C.UTF-8", "", "", VI, false },
    { "", "", "", "fr_FR", VI, false },
    { "", "", "", "english", VI, false },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    setenv ("LANGUAGE", cases[i].language, 1);
    setenv ("LC_ALL", cases[i].all, 1);
    setenv ("LC_MESSAGES", cases[i].messages, 1);
    setenv ("LANG", cases[i].lang, 1);
    language_start (home, VI);
    ok (language_now () == cases[i].wanted
          && !!language_chosen () == cases[i].chosen,
        "LANGUAGE=%s LC_ALL=%s LC_MESSAGES=%s LANG=%s", cases[i].language,
        cases[i].all, cases[i].messages, cases[i].lang);
  }
}

static void
test_saying (const char *home)
{
  setenv ("LANGUAGE", "en", 1);
  language_start (home, VI);
  ok (strcmp (_ ("busy"), "busy") == 0, "English is what stands in the code");
  language_set (VI);
  ok (strcmp (_ ("busy"), "đang bận") == 0, "Vietnamese from the catalog");
  language_set (EN);
  ok (strcmp (_ ("busy"), "busy") == 0, "and English again");
  language_set (VI);
  ok (strcmp (_ ("unknown"), "unknown") == 0, "no translation: the text");
  ok (*_ ("") == '\0', "nothing stays nothing");
  ok (strcmp (language_say_in ("hoso-thu", "state", "busy"), "chờ") == 0,
      "a context has a translation of its own");
  ok (strcmp (language_say_in ("hoso-thu", "other", "busy"), "đang bận") == 0,
      "one without: that of the text");
  ok (strcmp (language_say_in ("hoso-none", NULL, "busy"), "busy") == 0,
      "no such domain: the text");
}

int
main (void)
{
  const char *tmp = getenv ("TMPDIR");
  char home[PATH_MAX / 2];

  snprintf (home, sizeof home, "%s/hoso-language.XXXXXX",
            tmp != NULL ? tmp : "/tmp");
  if (mkdtemp (home) == NULL)
    return 99;
  make_folders (home);
  test_environment (home);
  test_saying (home);
  ok (language_named ("vi_VN.UTF-8") == VI && language_named ("en") == EN
        && language_named ("envy") == LANGUAGES,
      "codes have languages");
  folder_remove (home, NULL);
  return tap_done ();
}
