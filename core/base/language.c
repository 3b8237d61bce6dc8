/* language.c - Vietnamese and English for people, by gettext.
 *
 * glibc looks translations up by $LANGUAGE in every locale but "C", so the
 * program stays in C.UTF-8 and only that variable changes.
 */

#include "base/language.h"
#include "base/bytes.h"

#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* glibc forgets what it looked up when this counter moves: the way its manual
 * gives for changing the language of a running program.
 */
extern int _nl_msg_cat_cntr;

static const char *const codes[LANGUAGES] = { [VI] = "vi", [EN] = "en" };

/* The language is one for the whole program, as the locale is. */
static enum language now = VI;
static bool chosen;
static char *folder;

const char *
language_code (enum language language)
{
  return codes[language];
}

enum language
language_named (const char *code)
{
  for (int i = 0; i < LANGUAGES; i++) {
    size_t len = strlen (codes[i]);

    if (strncmp (code, codes[i], len) == 0
        && (code[len] == '\0' || strchr ("_.@-:", code[len]) != NULL))
      return (enum language) i;
  }
  return LANGUAGES;
}

/* The first language of a list such as "fr:vi:en" that hoso speaks. */
static enum language
first_named (const char *list)
{
  for (;;) {
    enum language found = language_named (list);

    list += strcspn (list, ":");
    if (found != LANGUAGES || *list == '\0')
      return found;
    list++;
  }
}

/* What the first of the variables that is set says. */
static enum language
of_environment (void)
{
  static const char *const variables[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES",
                                           "LANG" };

  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    const char *value = getenv (variables[i]);

    if (value != NULL && *value != '\0')
      return first_named (value);
  }
  return LANGUAGES;
}

/* Each change costs gettext what it remembers. */
void
language_set (enum language language)
{
  static bool set;

  if (set && language == now)
    return;
  set = true;
  now = language;
  setenv ("LANGUAGE", codes[language], 1);
  _nl_msg_cat_cntr++;
}

void
language_start (const char *from, enum language fallback)
{
  enum language found = of_environment ();

  setlocale (LC_ALL, "C.UTF-8");
  free (folder);
  folder = bytes_must_copy (from);
  chosen = found != LANGUAGES;
  language_set (chosen ? found : fallback);
}

int
language_chosen (void)
{
  return chosen;
}

enum language
language_now (void)
{
  return now;
}

/* Tells gettext, once for each domain, where its translations are. */
static void
bind (const char *domain)
{
  const char *bound = bindtextdomain (domain, NULL);

  if (folder != NULL && (bound == NULL || strcmp (bound, folder) != 0)) {
    bindtextdomain (domain, folder);
    bind_textdomain_codeset (domain, "UTF-8");
  }
}

const char *
language_say (const char *text)
{
  return language_say_in ("hoso", NULL, text);
}

const char *
language_say_in (const char *domain, const char *context, const char *text)
{
  SCOPED_BYTES both = { 0 };
  const char *key, *said;

  if (*text == '\0')
    return text; /* gettext would answer with the head of the catalog */
  bind (domain);
  if (context != NULL) {
    bytes_printf (&both, "%s\004%s", context, text);
    key = bytes_text (&both);
    said = dgettext (domain, key);
    if (said != key)
      return said;
  }
  return dgettext (domain, text);
}
