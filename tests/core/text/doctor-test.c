/* doctor-test.c - of files in every encoding nearly all are known for what they
 * are, and UTF-8 is never taken for anything else.  FILES says how many of
 * each: a thousand, or more in the long run.
 */

#include "doctor-files.h"

#include "tests/tap.h"
#include "text/detect.h"

#include <string.h>

/* What files may be in; those of CHARSETS on are iconv's. */
static const char *const wide[] = { "utf-16", "utf-16le", "utf-16be" };
enum { WIDE = sizeof wide / sizeof *wide, ENCODINGS = CHARSETS + WIDE };

struct score {
  unsigned files, read; /* to the same text */
  unsigned named;       /* by its name, or one that this file could have */
};

static void
read_as (const struct charset *c, const struct bytes *raw, struct bytes *to)
{
  struct decoder *d = decoder_new (c, "?");

  decoder_add (d, raw->at, raw->len, to);
  decoder_end (d, to);
  decoder_free (d);
}

static bool
same (const struct bytes *a, const struct bytes *b)
{
  return a->len == b->len && memcmp (a->at, b->at, a->len) == 0;
}

/* Whether GUESS reads the text itself, or what C makes of its bytes. */
static bool
reads_right (const struct charset *c, const struct charset *guess,
             const struct bytes *raw, const struct bytes *text)
{
  SCOPED_BYTES ours = { 0 }, theirs = { 0 };

  read_as (guess, raw, &ours);
  read_as (c, raw, &theirs);
  return same (&ours, text) || same (&ours, &theirs);
}

/* Whether what C reads would be the same bytes in the encoding that was
 * guessed: no letter of the file tells the two apart.
 */
static bool
could_be (const struct charset *c, const struct charset *guess, enum way way,
          const struct bytes *raw)
{
  SCOPED_BYTES text = { 0 }, theirs = { 0 };

  if (strcmp (c->name, guess->name) == 0)
    return true;
  read_as (c, raw, &text);
  return doctor_write (guess, way, &text, &theirs) && same (raw, &theirs);
}

static void
complain (const struct charset *c, enum style style, enum way way,
          const struct guesses *g)
{
  printf ("# %s, style %d, way %d:", c->name, style, way);
  for (unsigned i = 0; i < g->count && i < 3; i++)
    printf (" %s%s %.2f of %u", g->at[i].through ? "through " : "",
            g->at[i].charset.name, g->at[i].share, g->at[i].words);
  printf (g->clear ? "\n" : ", not clear\n");
}

static void
judge (const struct charset *c, enum style style, enum way way,
       const struct bytes *raw, const struct bytes *text, struct score *score)
{
  struct guesses g;
  bool read, named;

  detect (raw->at, raw->len, &g);
  read = g.clear && !g.plain && reads_right (c, &g.at[0].charset, raw, text);
  named = read && could_be (c, &g.at[0].charset, way, raw);
  score->files++;
  score->named += named;
  score->read += read;
  if (!named)
    complain (c, style, way, &g);
}

/* File NUMBER: encodings and styles take turns. */
static void
try_file (unsigned number, const struct places *places,
          struct score scores[ENCODINGS][WAYS])
{
  struct dice dice = dice_of (20261121, number);
  unsigned encoding = number % ENCODINGS;
  enum style style = (enum style) (number / ENCODINGS % STYLES);
  enum way way = encoding < CHARSET_VIQR ? number / 7 % WAYS : WAY_PLAIN;
  SCOPED_BYTES text = { 0 }, raw = { 0 };
  struct charset c;

  if (encoding == CHARSET_TCVN3_H)
    style = STYLE_CAPITALS;
  if (encoding < CHARSETS)
    c = charset_of ((enum charset_kind) encoding);
  else if (!charset_named (wide[encoding - CHARSETS], &c))
    return;
  doctor_text (&dice, places, style, &text);
  if (encoding == CHARSET_UTF8 && way == WAY_PLAIN && dice_chance (&dice, 30))
    doctor_decompose (&text, &raw);
  else if (!doctor_write (&c, way, &text, &raw))
    return;
  judge (&c, style, way, &raw, &text, &scores[encoding][way]);
}

static void
print_scores (const struct score scores[ENCODINGS][WAYS])
{
  static const char *const ways[WAYS] = { "", " taken for Latin-1",
                                          " taken for Windows-1252" };

  for (unsigned i = 0; i < ENCODINGS; i++)
    for (unsigned way = 0; way < WAYS; way++)
      if (scores[i][way].files > 0)
        printf ("# %s%s: %u files, %u read right, %u by its name\n",
                i < CHARSETS ? charset_of ((enum charset_kind) i).name
                             : wide[i - CHARSETS],
                ways[way], scores[i][way].files, scores[i][way].read,
                scores[i][way].named);
}

static void
test_encodings (unsigned files, const struct places *places)
{
  static struct score scores[ENCODINGS][WAYS];
  unsigned tried = 0, read = 0, named = 0;

  for (unsigned i = 0; i < files; i++)
    try_file (i, places, scores);
  for (unsigned i = 0; i < ENCODINGS; i++)
    for (unsigned way = 0; way < WAYS; way++) {
      tried += scores[i][way].files;
      read += scores[i][way].read;
      named += scores[i][way].named;
    }
  print_scores (scores);
  ok (tried > files / 2 && read * 100 >= tried * 99,
      "%u of %u files are read right", read, tried);
  ok (named * 100 >= tried * 99, "%u of %u are known for what they are", named,
      tried);
}

static void
test_utf8 (unsigned files, const struct places *places)
{
  unsigned alarms = 0;

  for (unsigned i = 0; i < files; i++) {
    struct dice dice = dice_of (20261122, i);
    SCOPED_BYTES text = { 0 };
    struct guesses g;

    doctor_foreign (&dice, places, &text);
    detect (text.at, text.len, &g);
    if (g.plain
        || (g.clear && g.at[0].charset.kind == CHARSET_UTF8
            && !g.at[0].through))
      continue;
    alarms++;
    printf ("# %.*s\n", (int) strcspn (bytes_text (&text), "\n"), text.at);
    complain (&g.at[0].charset, STYLES, WAYS, &g);
  }
  ok (alarms == 0, "%u texts in UTF-8: %u false alarms", files, alarms);
}

int
main (void)
{
  const char *wanted = getenv ("FILES"), *srcdir = getenv ("srcdir");
  unsigned files = wanted != NULL ? (unsigned) atoi (wanted) : 0;
  struct places places = { 0 };
  char data[4096];

  snprintf (data, sizeof data, "%s/data", srcdir != NULL ? srcdir : ".");
  if (!places_read (&places, data, "26740"))
    return 1;
  files = files > 0 ? files : 1000;
  test_encodings (files, &places);
  test_utf8 (files, &places);
  free (places.wards);
  free (places.provinces);
  return tap_done ();
}
