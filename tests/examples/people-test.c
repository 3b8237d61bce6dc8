/* people-test.c - made-up people pass every rule, are made up again the same,
 * and what is damaged is found.
 */

#include "entry/session.h"
#include "plugin/plugin.h"
#include "tests/tap.h"
#include "text/utf8.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 500, DAMAGE_EVERY = 25, COLUMNS_MOST = 80 };

static const struct {
  const char *word, *plugin, *sample;
} kinds[] = {
  { "births", "khai-sinh", "births.csv" },
  { "deaths", "khai-tu", "deaths.csv" },
  { "marriages", "ket-hon", "marriages.csv" },
};

/* ---- what the program prints ------------------------------------------ */

static bool
print_people (const char *arguments, struct bytes *to)
{
  const char *builddir = getenv ("builddir");
  SCOPED_BYTES command = { 0 };
  char piece[4096];
  FILE *pipe;
  size_t len;

  bytes_printf (&command, "'%s/tests/people/people' %s",
                builddir != NULL ? builddir : ".", arguments);
  pipe = popen (bytes_text (&command), "r");
  bytes_clear (to);
  if (pipe == NULL)
    return false;
  while ((len = fread (piece, 1, sizeof piece, pipe)) > 0)
    bytes_add (to, piece, len);
  bytes_text (to);
  return pclose (pipe) == 0;
}

/* Splits the line at *AT into values, in place; returns how many. */
static size_t
split (char **at, char *values[COLUMNS_MOST])
{
  char *from = *at, *to = from;
  size_t count = 1;
  bool quoted = false;

  values[0] = to;
  for (; *from != '\0' && (quoted || *from != '\n'); from++)
    if (*from == '"' && quoted && from[1] == '"')
      *to++ = *from++;
    else if (*from == '"')
      quoted = !quoted;
    else if (*from == ',' && !quoted && count < COLUMNS_MOST) {
      *to++ = '\0';
      values[count++] = to;
    } else
      *to++ = *from;
  *at = from + (*from == '\n');
  *to = '\0';
  return count;
}

/* ---- a row in the form ------------------------------------------------ */

struct sheet {
  const struct form *form;
  struct session *session;
  char *keys[COLUMNS_MOST];
  size_t columns;
  unsigned refused, warned, damaged, missed, named_nguyen;
  bool strange; /* a key or a finding that should not be */
};

static void
put_value (struct sheet *s, const char *key, const char *value)
{
  uint16_t f = form_field_named (s->form, key);
  uint64_t time;

  if (strcmp (key, "received") == 0 && clock_read (value, &time))
    session_received (s->session, time);
  else if (f != NO_FIELD)
    session_put (s->session, f, value, strlen (value), FILED);
  else if (strcmp (key, "procedure") != 0)
    s->strange = true;
}

static void
say (const struct finding *finding, unsigned row)
{
  printf ("# row %u: %s: %s\n", row, finding->id, finding->text);
}

/* A daughter among the Ê Đê has her mother's clan, not her first word. */
static bool
may_warn (const struct sheet *s, const struct finding *finding)
{
  uint16_t f = form_field_named (s->form, "ks_ho_ten");

  return finding->severity != HOSO_REFUSE && strcmp (finding->id, "HO") == 0
         && strchr (session_text (s->session, f), '\'') != NULL;
}

/* Whether something is wrong with the row that a form would not show. */
static bool
is_misshapen (const struct sheet *s, char **values, size_t count)
{
  if (count != s->columns)
    return true;
  for (size_t i = 0; i < count; i++)
    if (!utf8_valid (values[i], strlen (values[i]))
        || (strcmp (s->keys[i], "procedure") == 0
            && strcmp (values[i], s->form->code) != 0))
      return true;
  return false;
}

static const struct findings *
fill (struct sheet *s, char **values, size_t count, uint64_t received)
{
  struct place place = { "26740", "an", received };

  session_clear (s->session, &place, false);
  for (size_t i = 0; i < count; i++)
    put_value (s, s->keys[i], values[i]);
  return session_check (s->session);
}

static void
check_row (struct sheet *s, char **values, size_t count, unsigned row,
           bool damaged)
{
  bool misshapen = is_misshapen (s, values, count);
  const struct findings *found = fill (s, values, misshapen ? 0 : count, 0);
  bool bad = misshapen || findings_refuse (found);

  s->damaged += damaged && bad;
  s->missed += damaged && !bad;
  if (damaged)
    return;
  s->refused += bad;
  s->warned += found->count > 0;
  for (size_t i = 0; i < found->count; i++)
    if (!may_warn (s, &found->at[i])) {
      s->strange = true;
      say (&found->at[i], row);
    }
}

static void
check_sheet (struct sheet *s, char *text, bool damage)
{
  char *values[COLUMNS_MOST];
  size_t count;

  s->columns = split (&text, s->keys);
  for (unsigned row = 1; *text != '\0'; row++) {
    count = split (&text, values);
    s->named_nguyen +=
      strncmp (values[s->columns > 10 ? 1 : 0], "Nguyễn", strlen ("Nguyễn"))
      == 0;
    check_row (s, values, count, row, damage && row % DAMAGE_EVERY == 0);
  }
}

static struct sheet
sheet_of (const struct form *form)
{
  struct place place = { "26740", "an", 0 };

  return (struct sheet){ .form = form,
                         .session = session_new (form, &place, false) };
}

/* ---- the tests -------------------------------------------------------- */

static const struct form *
form_named (const struct plugins *plugins, const char *name)
{
  const struct procedure *p;

  return plugins_find (plugins, name, &p, NULL) == OK ? p->form : NULL;
}

static void
test_good (const struct form *form, const char *word)
{
  struct sheet s = sheet_of (form);
  SCOPED_BYTES text = { 0 };
  char arguments[128];

  snprintf (arguments, sizeof arguments,
            "%s %d --seed 4 --received 2026-01-05..2026-11-20", word, ROWS);
  ok (print_people (arguments, &text), "people %s", arguments);
  check_sheet (&s, (char *) text.at, false);
  if (!ok (s.refused == 0 && !s.strange && s.warned < ROWS / 50,
           "%d %s pass every rule", ROWS, word))
    printf ("# %u refused, %u warned\n", s.refused, s.warned);
  ok (s.named_nguyen > ROWS * 25 / 100 && s.named_nguyen < ROWS * 45 / 100,
      "%u of them with a Nguyễn", s.named_nguyen);
  session_free (s.session);
}

static void
test_damage (const struct form *form, const char *word)
{
  struct sheet s = sheet_of (form);
  SCOPED_BYTES text = { 0 };
  char arguments[128];

  snprintf (arguments, sizeof arguments,
            "%s %d --seed 5 --damage --received 2026-01-05..2026-11-20", word,
            ROWS);
  print_people (arguments, &text);
  check_sheet (&s, (char *) text.at, true);
  if (!ok (s.damaged == ROWS / DAMAGE_EVERY && s.missed == 0 && s.refused == 0
             && !s.strange,
           "every %dth of %d %s is damaged, no other", DAMAGE_EVERY, ROWS,
           word))
    printf ("# %u damaged, %u not found, %u others refused\n", s.damaged,
            s.missed, s.refused);
  session_free (s.session);
}

/* How many rows, made today without a column of days, are refused today. */
static unsigned
refused_today (const struct form *form, const char *arguments, unsigned *rows)
{
  struct sheet s = sheet_of (form);
  SCOPED_BYTES text = { 0 };
  char *values[COLUMNS_MOST], *at;

  *rows = 0;
  setenv ("HOSO_CLOCK", "2027-02-28T10:00", 1);
  print_people (arguments, &text);
  at = (char *) text.at;
  s.columns = split (&at, s.keys);
  for (; *at != '\0'; ++*rows) {
    size_t count = split (&at, values);

    s.refused += findings_refuse (fill (&s, values, count, clock_now ()));
  }
  unsetenv ("HOSO_CLOCK");
  session_free (s.session);
  return s.refused;
}

static void
test_today (const struct form *form, const char *word)
{
  char arguments[128];
  unsigned rows, refused;

  snprintf (arguments, sizeof arguments, "%s 60", word);
  refused = refused_today (form, arguments, &rows);
  ok (rows == 60 && refused == 0, "%s of today pass today", word);
}

/* The 17th is a daughter of a Gia Rai whose mother is not determined: two of a
 * million births are.
 */
static void
test_motherless (const struct form *form)
{
  unsigned rows, refused = refused_today (form, "births 20 --seed 311", &rows);

  ok (rows == 20 && refused == 0, "a father's clan where no mother is known");
}

static bool
is_front (const struct bytes *front, const struct bytes *whole)
{
  return front->len > 0 && front->len <= whole->len
         && memcmp (front->at, whole->at, front->len) == 0;
}

static void
test_seeds (void)
{
  SCOPED_BYTES one = { 0 };
  SCOPED_BYTES again = { 0 };
  SCOPED_BYTES more = { 0 };
  SCOPED_BYTES other = { 0 };

  print_people ("births 40 --seed 7 --received 2026-01-05..2026-02-20", &one);
  print_people ("births 40 --seed 7 --received 2026-01-05..2026-02-20", &again);
  print_people ("births 90 --seed 7 --received 2026-01-05..2026-02-20", &more);
  print_people ("births 40 --seed 8 --received 2026-01-05..2026-02-20", &other);
  ok (one.len == again.len && is_front (&one, &again),
      "one seed gives the same people");
  ok (more.len > one.len && is_front (&one, &more),
      "more people are the same ones and more");
  ok (!is_front (&other, &more), "another seed gives others");
}

/* The samples in examples/imports are what the program makes. */
static void
test_samples (void)
{
  const char *srcdir = getenv ("srcdir");

  for (size_t i = 0; i <= sizeof kinds / sizeof *kinds; i++) {
    bool jsonl = i == sizeof kinds / sizeof *kinds;
    const char *file = jsonl ? "births.jsonl" : kinds[i].sample;
    SCOPED_BYTES made = { 0 };
    SCOPED_BYTES kept = { 0 };
    char arguments[128], path[4096];

    snprintf (arguments, sizeof arguments,
              "%s 12 --received 2026-11-02..2026-11-20%s",
              jsonl ? "births" : kinds[i].word, jsonl ? " --jsonl" : "");
    snprintf (path, sizeof path, "%s/examples/imports/%s",
              srcdir != NULL ? srcdir : ".", file);
    print_people (arguments, &made);
    if (!ok (file_read (path, 1 << 20, &kept, NULL) == OK
               && kept.len == made.len && is_front (&kept, &made),
             "examples/imports/%s is up to date", file))
      printf ("# make it anew: people %s >examples/imports/%s\n", arguments,
              file);
  }
}

static void
test_usage (void)
{
  static const char *const wrong[] = {
    "births",
    "weddings 5",
    "births x",
    "births 5 --received 2026-11-20",
    "births 5 --received 2026-11-20..2026-02-30",
    "births 5 --ward 99999",
    "births 5 --data /nonexistent",
    "births -5",
    "births 5 6",
  };
  SCOPED_BYTES text = { 0 };
  char arguments[128];

  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    snprintf (arguments, sizeof arguments, "%s 2>/dev/null", wrong[i]);
    ok (!print_people (arguments, &text) && text.len == 0, "refused: %s",
        wrong[i]);
  }
  ok (print_people ("--help", &text)
        && strstr (bytes_text (&text), "a control character") != NULL,
      "--help tells the kinds of damage");
}

int
main (void)
{
  struct plugins *plugins;

  language_start ("/nonexistent", VI);
  plugins = plugins_load (NULL, NULL);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const struct form *form = form_named (plugins, kinds[i].plugin);

    if (!ok (form != NULL, "%s is there", kinds[i].plugin))
      continue;
    test_good (form, kinds[i].word);
    test_damage (form, kinds[i].word);
    test_today (form, kinds[i].word);
  }
  test_motherless (form_named (plugins, "khai-sinh"));
  test_seeds ();
  test_samples ();
  test_usage ();
  plugins_free (plugins);
  return tap_done ();
}
