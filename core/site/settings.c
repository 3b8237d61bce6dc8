/* settings.c - the lines of site.conf: one row of a table a setting. */

#include "site/settings.h"

#include "base/language.h"
#include "text/utf8.h"
#include "text/typing.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Ways to spell a value; reading is false for a text that cannot be one. */

static bool
read_words (void *to, size_t size, const char *text)
{
  size_t len = strlen (text);

  if (len >= size || utf8_has_control (text, len, false))
    return false;
  memcpy (to, text, len + 1);
  return true;
}

static void
show_words (const void *from, size_t size, struct bytes *to)
{
  (void) size;
  bytes_add_text (to, from);
}

/* At least one letter. */
static bool
read_name (void *to, size_t size, const char *text)
{
  return text[0] != '\0' && read_words (to, size, text);
}

/* The prefix of dossier numbers: "H29.22.1". */
static bool
read_office (void *to, size_t size, const char *text)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789.-_";

  return text[strspn (text, letters)] == '\0' && read_name (to, size, text);
}

static bool
read_ward (void *to, size_t size, const char *text)
{
  size_t digits = strspn (text, "0123456789");

  return text[digits] == '\0' && (digits == 0 || digits == 5)
         && read_words (to, size, text);
}

static bool
read_language (void *to, size_t size, const char *text)
{
  return (strcmp (text, "vi") == 0 || strcmp (text, "en") == 0)
         && read_words (to, size, text);
}

static bool
read_typing (void *to, size_t size, const char *text)
{
  enum typing_method method;

  return (text[0] == '\0' || typing_method_named (text, &method))
         && read_words (to, size, text);
}

static bool
read_hex (void *to, size_t size, const char *text)
{
  return hex_read (text, to, size);
}

static void
show_hex (const void *from, size_t size, struct bytes *to)
{
  bytes_reserve (to, 2 * size + 1);
  hex_of (from, size, (char *) to->at + to->len);
  to->len += 2 * size;
}

/* 1 .. 4294967295 */
static bool
read_whole (void *to, size_t size, const char *text)
{
  uint32_t n = 0;

  (void) size;
  if (text[0] == '\0' || text[strspn (text, "0123456789")] != '\0')
    return false;
  for (; *text != '\0'; text++)
    if (__builtin_mul_overflow (n, 10, &n)
        || __builtin_add_overflow (n, (uint32_t) (*text - '0'), &n))
      return false;
  memcpy (to, &n, sizeof n);
  return n > 0;
}

static void
show_whole (const void *from, size_t size, struct bytes *to)
{
  uint32_t n;

  (void) size;
  memcpy (&n, from, sizeof n);
  bytes_printf (to, "%u", n);
}

static bool
read_truth (void *to, size_t size, const char *text)
{
  bool yes = strcmp (text, "yes") == 0;

  (void) size;
  memcpy (to, &yes, sizeof yes);
  return yes || strcmp (text, "no") == 0;
}

static void
show_truth (const void *from, size_t size, struct bytes *to)
{
  bool yes;

  (void) size;
  memcpy (&yes, from, sizeof yes);
  bytes_add_text (to, yes ? "yes" : "no");
}

#define AT(member) \
  offsetof (struct config, member), sizeof ((struct config *) NULL)->member

/* One line of site.conf each, in the order in which they are written. */
static const struct setting {
  const char *key;
  bool (*read) (void *to, size_t size, const char *text);
  void (*show) (const void *from, size_t size, struct bytes *to);
  size_t at, size; /* in struct config                          */
  bool must;       /* a site.conf without it is none            */
} settings[] = {
  { "site", read_hex, show_hex, AT (identity.site), true },
  { "epoch", read_whole, show_whole, AT (identity.epoch), true },
  { "office", read_office, show_words, AT (identity.office), true },
  { "name", read_name, show_words, AT (name), true },
  { "ward", read_ward, show_words, AT (ward), false },
  { "language", read_language, show_words, AT (language), false },
  { "typing", read_typing, show_words, AT (typing), false },
  { "target", read_words, show_words, AT (target), false },
  { "backup", read_words, show_words, AT (backup), false },
  { "group", read_truth, show_truth, AT (group), false },
};

enum { SETTINGS = sizeof settings / sizeof *settings };

/* ---- lines ---- */

/* A line of site.conf. */
struct line {
  struct slice whole; /* without its line end                                */
  char key[32];       /* "" for blank lines and comments                     */
  char value[1200];
};

static bool
is_blank (unsigned char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

/* Copies TEXT without the blanks around it; false when TO is too small. */
static bool
copy_trimmed (char *to, size_t size, const unsigned char *at, size_t len)
{
  while (len > 0 && is_blank (at[0])) {
    at++;
    len--;
  }
  while (len > 0 && is_blank (at[len - 1]))
    len--;
  if (len >= size || memchr (at, 0, len) != NULL)
    return false;
  memcpy (to, at, len);
  to[len] = '\0';
  return true;
}

static struct slice
take_whole_line (struct slice *text)
{
  const unsigned char *end = memchr (text->at, '\n', text->len);
  struct slice whole = *text;

  if (end != NULL)
    whole.len = (size_t) (end - text->at);
  text->at += whole.len + (end != NULL);
  text->len -= whole.len + (end != NULL);
  return whole;
}

/* Takes the next line off *TEXT; false for one that is neither blank nor a
 * comment nor "key = value".
 */
static bool
take_line (struct slice *text, struct line *line)
{
  const unsigned char *at, *equals;
  size_t len;

  line->whole = take_whole_line (text);
  at = line->whole.at;
  len = line->whole.len;
  equals = memchr (at, '=', len);
  line->key[0] = line->value[0] = '\0';

  while (len > 0 && is_blank (at[0])) {
    at++;
    len--;
  }
  if (len == 0 || at[0] == '#')
    return true;
  return equals != NULL
         && copy_trimmed (line->key, sizeof line->key, at,
                          (size_t) (equals - at))
         && copy_trimmed (line->value, sizeof line->value, equals + 1,
                          len - (size_t) (equals + 1 - at))
         && line->key[0] != '\0';
}

/* The place of the setting KEY, or SETTINGS. */
static unsigned
setting_named (const char *key)
{
  unsigned i = 0;

  while (i < SETTINGS && strcmp (settings[i].key, key) != 0)
    i++;
  return i;
}

static bool
read_setting (const struct setting *s, struct config *c, const char *value)
{
  return s->read ((char *) c + s->at, s->size, value);
}

static void
show_setting (const struct setting *s, const struct config *c, struct bytes *to)
{
  bytes_printf (to, "%s = ", s->key);
  s->show ((const char *) c + s->at, s->size, to);
  bytes_add_char (to, '\n');
}

/* ---- the whole ---- */

uint32_t
settings_layout (struct slice text)
{
  struct line line;
  uint32_t layout = 0;

  while (text.len > 0)
    if (take_line (&text, &line) && strcmp (line.key, "layout") == 0)
      read_whole (&layout, sizeof layout, line.value);
  return layout;
}

enum outcome
settings_read (struct slice text, struct config *c, struct error *e)
{
  bool seen[SETTINGS] = { false };
  struct line line;

  for (unsigned n = 1; text.len > 0; n++) {
    unsigned i;

    if (!take_line (&text, &line))
      return fail (e, ERR_SYSTEM, 0, _ ("line %u is not \"key = value\""), n);
    i = setting_named (line.key);
    if (i == SETTINGS)
      continue;
    if (!read_setting (&settings[i], c, line.value))
      return fail (e, ERR_SYSTEM, 0, _ ("line %u: %s cannot be \"%.80s\""), n,
                   line.key, line.value);
    seen[i] = true;
  }
  for (unsigned i = 0; i < SETTINGS; i++)
    if (settings[i].must && !seen[i])
      return fail (e, ERR_SYSTEM, 0, _ ("\"%s = ...\" is missing"),
                   settings[i].key);
  return OK;
}

enum outcome
settings_check (const struct config *c, struct error *e)
{
  SCOPED_BYTES shown = { 0 };
  struct config again = { 0 };

  for (unsigned i = 0; i < SETTINGS; i++) {
    bytes_clear (&shown);
    settings[i].show ((const char *) c + settings[i].at, settings[i].size,
                      &shown);
    if (!read_setting (&settings[i], &again, bytes_text (&shown)))
      return fail (e, ERR_INPUT, 0, _ ("%s cannot be \"%.80s\""),
                   settings[i].key, bytes_text (&shown));
  }
  return OK;
}

void
settings_show (const struct config *c, struct slice old, struct bytes *to)
{
  bool shown[SETTINGS] = { false };
  struct line line;

  while (old.len > 0) {
    unsigned i = take_line (&old, &line) ? setting_named (line.key) : SETTINGS;

    if (i < SETTINGS) {
      show_setting (&settings[i], c, to);
      shown[i] = true;
    } else {
      bytes_add (to, line.whole.at, line.whole.len);
      bytes_add_char (to, '\n');
    }
  }
  for (unsigned i = 0; i < SETTINGS; i++)
    if (!shown[i])
      show_setting (&settings[i], c, to);
}
