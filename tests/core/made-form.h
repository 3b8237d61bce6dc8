/* made-form.h - a form out of the plugin that a test itself is.
 *
 * The test is written like a plugin (HOSO_REGISTER at its end) and linked, not
 * loaded: so its functions are at hand and share what the test keeps.
 */
#ifndef TESTS_MADE_FORM_H
#define TESTS_MADE_FORM_H

#include "base/arena.h"
#include "plugin/make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct hoso_plugin hoso_plugin;

/* Everything that is made here lives as long as the test. */
static struct arena *made;

__attribute__ ((unused)) static const struct form *
made_form_of (const struct hoso_plugin *plugin)
{
  SCOPED_COMPLAINTS complaints = { .file = "test" };
  struct taken taken;
  struct exported exported;
  struct error e = { OK, 0, "" };
  static struct form *form; /* it stays, as MADE does */

  form = NULL;
  if (made == NULL)
    made = arena_new ();
  if (take_plugin (plugin, "test", &exported, &e) == OK
      && take_procedure (&exported, exported.plugin.procedure, made, &taken, &e)
           == OK)
    form = make_form (&taken, &complaints);
  if (form == NULL || complaints.errors > 0) {
    printf ("Bail out! %s %s\n", e.text, complaint_first (&complaints));
    exit (1);
  }
  return form;
}

__attribute__ ((unused)) static const struct form *
made_form (void)
{
  return made_form_of (&hoso_plugin);
}

__attribute__ ((unused)) static void
made_free (const struct form *form)
{
  form_free ((struct form *) form);
  arena_free (made);
}

/* One of "key=value" lines, taken from the front of *LINES. */
struct line {
  const char *key, *value;
};

__attribute__ ((unused)) static bool
next_line (const char **lines, struct line *line)
{
  size_t len = strcspn (*lines, "\n"), key = strcspn (*lines, "=");

  if (len == 0 || key > len)
    return false;
  line->key = arena_copy_len (made, *lines, key);
  line->value = arena_copy_len (made, *lines + key + 1, len - key - 1);
  *lines += len + ((*lines)[len] == '\n');
  return true;
}

__attribute__ ((unused)) static uint16_t
field_of_line (const struct form *form, const struct line *line)
{
  uint16_t f = form_field_named (form, line->key);

  if (f == NO_FIELD) {
    printf ("Bail out! the form has no field %s\n", line->key);
    exit (1);
  }
  return f;
}

#endif
