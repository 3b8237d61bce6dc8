/* wards-test.c - the name of every ward, old and new, of every district and
 * province and of every people can be typed by Telex, VNI and VIQR, with the
 * marks at their letters and with the tone last.
 *
 * The keys come from the table of letters.
 */

#include "base/file.h"
#include "tests/core/text/keyboards.h"
#include "tests/tap.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <string.h>

/* Telex keeps these letters only when they are typed once more: W at the
 * beginning of a word, R behind a vowel at its end, the second O of boong.
 */
static bool
is_twice (const struct keyboard *m, char base, char before, bool is_last)
{
  base |= 0x20;
  if (m->method != TYPING_TELEX)
    return false;
  return (base == 'w' && before == 0) || (base == 'o' && before == 'o')
         || (base == 'r' && is_last && before != 0
             && strchr ("aeiouy-", before) != NULL);
}

/* Words that Telex types in one way alone: a late A or S that is no mark, a
 * tone that comes before the k, since "ook" is English.
 */
static const struct {
  const char *word, *keys;
} one_way[] = {
  { "Ana", "Anaa" },  { "Chais", "Chaiss" }, { "BHốk", "BHoosk" },
  { "Pốk", "Poosk" }, { "Rốk", "Roosk" },
};

static void
put_shape (struct bytes *keys, const struct keyboard *m, const struct letter *l)
{
  if (*m->shapes[l->shape] == '=')
    bytes_add_char (keys, (char) (l->base | 0x20));
  else
    bytes_add_text (keys, m->shapes[l->shape]);
}

static void
keys_of (const struct keyboard *m, const char *word, size_t len, bool tone_last,
         struct bytes *keys)
{
  const char *at = word, *end = word + len;
  unsigned tone = TONE_LEVEL;
  char before = 0; /* the letter before, when it has no shape */

  for (size_t i = 0; i < sizeof one_way / sizeof *one_way; i++)
    if (m->method == TYPING_TELEX && strlen (one_way[i].word) == len
        && memcmp (one_way[i].word, word, len) == 0) {
      bytes_add_text (keys, one_way[i].keys);
      return;
    }
  while (at < end) {
    struct letter l;

    if (!letter_of (utf8_next (&at, end), &l))
      continue;
    bytes_add_char (keys, l.base);
    if (l.shape == SHAPE_NONE && is_twice (m, l.base, before, at == end))
      bytes_add_char (keys, l.base);
    before = l.shape == SHAPE_NONE ? (char) (l.base | 0x20) : '-';
    put_shape (keys, m, &l);
    if (tone_last && l.tone != TONE_LEVEL)
      tone = l.tone;
    else
      bytes_add_text (keys, m->tones[l.tone]);
  }
  bytes_add_text (keys, m->tones[tone]);
}

/* hoà and hòa are one: whatever the list has, the style of it is tried. */
static bool
is_typed (const struct keyboard *m, const char *keys, const char *word,
          size_t len)
{
  for (int style = TONE_OLD; style <= TONE_NEW; style++) {
    struct typing t = { m->method, (enum tone_style) style, true };
    SCOPED_BYTES got = { 0 };

    typing_line (&t, keys, strlen (keys), &got);
    if (got.len == len && memcmp (got.at, word, len) == 0)
      return true;
  }
  return false;
}

struct tally {
  unsigned words, failed;
};

static void
try_word (const char *word, size_t len, struct tally *tally)
{
  for (int i = 0; i < 2 * KEYBOARDS; i++) {
    const struct keyboard *m = &keyboards[i % KEYBOARDS];
    SCOPED_BYTES keys = { 0 };

    keys_of (m, word, len, i / KEYBOARDS, &keys);
    tally->words++;
    if (is_typed (m, bytes_text (&keys), word, len))
      continue;
    tally->failed++;
    printf ("# %.*s: %s does not give it\n", (int) len, word,
            bytes_text (&keys));
  }
}

static void
try_name (const char *name, size_t len, struct tally *tally)
{
  const char *at = name, *end = name + len;

  while (at < end) {
    const char *first = at;
    struct letter l;

    while (at < end) {
      const char *next = at;

      if (!letter_of (utf8_next (&next, end), &l))
        break;
      at = next;
    }
    if (at > first)
      try_word (first, (size_t) (at - first), tally);
    else
      utf8_next (&at, end);
  }
}

/* The lists, and which column of them has the names. */
static const struct {
  const char *file;
  unsigned column, least;
} lists[] = {
  { "wards_2025.csv", 2, 3321 },   { "wards_legacy_63.csv", 1, 10000 },
  { "wards_legacy_63.csv", 4, 0 }, { "provinces_2025.csv", 1, 34 },
  { "ethnic_groups.csv", 1, 54 },
};

static const char *
column_of (const char *line, unsigned column)
{
  while (column-- > 0)
    line = strchr (line, ',') + 1;
  return line;
}

static void
try_list (const char *file, unsigned column, unsigned least)
{
  SCOPED_BYTES text = { 0 };
  struct error e = { OK, 0, "" };
  struct tally tally = { 0 };
  const char *srcdir = getenv ("srcdir");
  unsigned names = 0;
  char path[4096];

  snprintf (path, sizeof path, "%s/data/%s", srcdir != NULL ? srcdir : ".",
            file);
  if (file_read (path, 4 << 20, &text, &e) != OK) {
    ok (false, "%s: %s", file, e.text);
    return;
  }
  for (const char *line = bytes_text (&text); *line != '\0'; names++) {
    const char *name = column_of (line, column);

    try_name (name, strcspn (name, ",\n"), &tally);
    line += strcspn (line, "\n");
    line += *line == '\n';
  }
  ok (names > least && tally.failed == 0,
      "%s: %u names, %u ways of typing their words, %u failed", file, names,
      tally.words, tally.failed);
}

int
main (void)
{
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    try_list (lists[i].file, lists[i].column, lists[i].least);
  return tap_done ();
}
