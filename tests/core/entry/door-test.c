/* door-test.c - one door: what is typed field by field, what is filed by key,
 * and what went through a draft is the same dossier with the same findings.
 *
 * Made-up records of every plugin, some of them wrong, are filled in three
 * ways: at the keyboard (with the cursor, hidden fields passed over, dates and
 * numbers as people type them), from a file (every field by its key, stored
 * spellings), and typed with a draft and another session in between.
 */

#include "entry/session.h"
#include "base/arena.h"
#include "plugin/plugin.h"
#include "tests/tap.h"
#include "text/date.h"

#include <string.h>

enum { BIRTHS = 200, OTHERS = 20, FIELDS = 400, WRONG_IN = 12 };

static const struct place here = { "26740", "lan", 1795223700000000 };

/* ---- made-up values ----------------------------------------------------- */

static uint32_t seed;

static uint32_t
chance (uint32_t below)
{
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % below;
}

#define PICK(list) (list[chance (sizeof list / sizeof *list)])

static const char *const surnames[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Y" };
static const char *const middles[] = { "Văn", "Thị", "Đức", "Ngọc", "Thuỳ" };
static const char *const givens[] = { "An",   "Bình", "Cường", "Mỹ",
                                      "Hạnh", "Vân",  "H'Hen", "Nguyeenx" };
static const char *const streets[] = { "12 Lê Lợi", "Thôn 3", "Tổ 5, ấp Đông" };
static const char *const places[] = { "26740", "00004",
                                      "Phường Sài Gòn, Thành phố Hồ Chí Minh",
                                      "xã không có, tỉnh không có" };

/* What is put: as in a file and as typed; the same meaning. */
struct put {
  const char *filed, *typed;
};

static struct arena *arena;

__attribute__ ((format (printf, 1, 2))) static const char *
made (const char *format, ...)
{
  char text[512];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  return arena_copy (arena, text);
}

static struct put
alike (const char *text)
{
  return (struct put){ text, text };
}

static struct put
some_name (void)
{
  const char *a = PICK (surnames), *b = PICK (middles), *c = PICK (givens);

  return (struct put){ made ("%s %s %s", a, b, c),
                       made (" %s  %s %s", a, b, c) };
}

static struct put
some_date (void)
{
  char iso[DATE_TEXT], shown[DATE_TEXT];
  int32_t day = date_of (1950, 1, 1) + (int32_t) chance (77 * 365);

  date_iso (day, iso);
  date_show (iso, shown);
  return (struct put){ made ("%s", iso), made ("%s", shown) };
}

static struct put
some_partial_date (void)
{
  unsigned year = 1950 + chance (70), month = 1 + chance (12);

  switch (chance (3)) {
  case 0: return alike (made ("%u", year));
  case 1:
    return (struct put){ made ("%u-%02u", year, month),
                         made ("%u/%u", month, year) };
  default: return some_date ();
  }
}

static struct put
some_number (void)
{
  unsigned n = chance (3) == 0 ? 1000 + chance (900000) : chance (20);

  return (struct put){ made ("%u", n),
                       n < 1000 ? made ("%u", n)
                                : made ("%u.%03u", n / 1000, n % 1000) };
}

static struct put
some_choice (const struct form_field *field)
{
  size_t count = field_choices (field);
  struct form_choice choice;

  if (count == 0)
    return alike ("1");
  choice = field_choice (field, chance ((uint32_t) count));
  return (struct put){ choice.code, choice.code };
}

static struct put
some_paper (void)
{
  if (chance (3) == 0)
    return (struct put){ "C1234567", "c 1234567" };
  return alike (made ("%03u%u%02u%06u", 1 + chance (96), chance (4),
                      chance (100), chance (1000000)));
}

static struct put
some_text (void)
{
  unsigned n = chance (100);

  return (struct put){ made ("Số %u", n), made ("  Số   %u ", n) };
}

static struct put some_table (const struct form_field *);

static struct put
some_value (const struct form_field *field)
{
  switch (field->kind) {
  case HOSO_NAME: return some_name ();
  case HOSO_DATE: return some_date ();
  case HOSO_PARTIAL_DATE: return some_partial_date ();
  case HOSO_TIME: return (struct put){ "09:05", "905" };
  case HOSO_WHOLE:
  case HOSO_MONEY: return some_number ();
  case HOSO_DECIMAL: return (struct put){ "1.5", "1,5" };
  case HOSO_YES_NO:
    return chance (2) ? (struct put){ "1", "có" } : (struct put){ "0", "k" };
  case HOSO_CHOICE:
  case HOSO_CHOICES: return some_choice (field);
  case HOSO_ADDRESS:
    return alike (made ("%s, %s", PICK (streets), PICK (places)));
  case HOSO_PERSON_ID:
  case HOSO_ID_PAPER: return some_paper ();
  case HOSO_PHONE: return (struct put){ "0912345678", "+84 912 345 678" };
  case HOSO_EMAIL: return alike ("an@example.vn");
  case HOSO_TABLE: return some_table (field);
  default: return some_text ();
  }
}

static struct put
some_table (const struct form_field *field)
{
  SCOPED_BYTES filed = { 0 };
  uint32_t rows = chance (4);

  bytes_add_char (&filed, '[');
  for (uint32_t row = 0; row < rows; row++) {
    bytes_add_text (&filed, row == 0 ? "{" : ",{");
    for (uint16_t i = 0; i < field->n_columns; i++)
      bytes_printf (&filed, "%s\"%s\":\"%s\"", i == 0 ? "" : ",",
                    field->columns[i].key,
                    chance (8) ? some_value (&field->columns[i]).filed : "");
    bytes_add_char (&filed, '}');
  }
  bytes_add_char (&filed, ']');
  return alike (made ("%.500s", bytes_text (&filed)));
}

/* Now and then nothing, or something that cannot be. */
static struct put
any_value (const struct form_field *field, bool sound)
{
  uint32_t seed_before = seed, dice = chance (WRONG_IN);
  struct put put;

  if (dice == 0 && !sound)
    return alike ("");
  if (dice == 1 && !sound)
    return alike ("không, 31/02/2024?");
  seed = seed_before;
  put = some_value (field);
  chance (2);
  return put;
}

/* ---- the ways in -------------------------------------------------------- */

static void
put (struct session *s, uint16_t f, const char *text, enum spelling spelling)
{
  session_put (s, f, text, strlen (text), spelling);
}

/* From the cursor on, at most COUNT fields; true when there are more. */
static bool
type_on (struct session *s, const struct put *values, unsigned count)
{
  bool more = true;

  for (unsigned i = 0; more && i < count; i++) {
    uint16_t f = session_cursor (s);

    put (s, f, values[f].typed, TYPED);
    more = session_next (s);
  }
  return more;
}

static void
by_keyboard (struct session *s, const struct put *values)
{
  session_clear (s, &here, true);
  type_on (s, values, FIELDS);
}

static void
by_file (struct session *s, const struct put *values)
{
  session_clear (s, &here, false);
  for (uint16_t f = 0; f < session_form (s)->n_fields; f++)
    put (s, f, values[f].filed, FILED);
}

static bool
by_draft (struct session *s, const struct put *values)
{
  struct session *first = session_new (session_form (s), &here, true);
  SCOPED_BYTES draft = { 0 };
  bool good, more;

  more = type_on (first, values, session_form (s)->n_fields / 2);
  session_save_draft (first, &draft);
  session_free (first);
  session_clear (s, &here, false);
  good = session_load_draft (s, draft.at, draft.len, NULL) == OK;
  if (more)
    type_on (s, values, FIELDS);
  return good;
}

/* ---- comparing ---------------------------------------------------------- */

static void
image_of (struct session *s, struct bytes *to)
{
  bytes_clear (to);
  values_image (session_form (s), session_values (s), NULL, to);
}

static bool
same_image (struct session *a, struct session *b)
{
  SCOPED_BYTES image_a = { 0 }, image_b = { 0 };

  image_of (a, &image_a);
  image_of (b, &image_b);
  return image_a.len == image_b.len
         && memcmp (image_a.at, image_b.at, image_a.len) == 0;
}

static bool
same_findings (const struct findings *a, const struct findings *b)
{
  bool good = a->count == b->count;

  for (size_t i = 0; good && i < a->count; i++)
    good = a->at[i].severity == b->at[i].severity
           && a->at[i].field == b->at[i].field && a->at[i].row == b->at[i].row
           && strcmp (a->at[i].id, b->at[i].id) == 0;
  return good;
}

static void
tell (const char *way, struct session *s)
{
  const struct findings *found = session_check (s);

  printf ("# %s:", way);
  for (uint16_t f = 0; f < session_form (s)->n_fields; f++)
    printf (" %s", session_values (s)->texts[f]);
  printf ("\n#   finds:");
  for (size_t i = 0; i < found->count; i++)
    printf (" %s@%u", found->at[i].id, found->at[i].row);
  printf ("\n");
}

static bool
same_dossier (struct session *a, struct session *b, const char *way)
{
  bool good =
    same_image (a, b) && same_findings (session_check (a), session_check (b));

  if (!good) {
    tell ("filed", a);
    tell (way, b);
  }
  return good;
}

/* A record that is amended without a change is the same record. */
static bool
comes_back (struct session *s, struct session *spare)
{
  SCOPED_BYTES bytes = { 0 };
  struct arena *hold = arena_new ();
  struct values values;
  struct image image;
  bool good;
  uint16_t flags = values_image (session_form (s), session_values (s), NULL, &bytes);

  good = image_open (bytes.at, bytes.len, flags, &image, NULL) == OK;
  values = image_values (&image, session_form (s), hold);
  session_clear (spare, &here, false);
  session_load (spare, &values);
  good = good && same_image (s, spare);
  arena_free (hold);
  return good;
}

/* ---- every plugin ------------------------------------------------------- */

struct tally {
  unsigned typed, drafts, back, wrong, hidden;
};

static void
test_record (struct session *way[3], struct tally *bad)
{
  const struct form *form = session_form (way[0]);
  bool sound = chance (2) == 0;
  struct put values[FIELDS];
  const struct findings *found;

  arena_clear (arena);
  for (uint16_t f = 0; f < form->n_fields; f++)
    values[f] = any_value (&form->fields[f], sound);
  by_file (way[0], values);
  by_keyboard (way[1], values);
  bad->typed += !same_dossier (way[0], way[1], "typed");
  bad->drafts +=
    !by_draft (way[2], values) || !same_dossier (way[0], way[2], "draft");

  found = session_check (way[0]);
  bad->wrong += findings_refuse (found);
  for (uint16_t f = 0; f < form->n_fields; f++)
    bad->hidden += !session_shown (way[0], f);
  bad->back += !comes_back (way[0], way[2]);
}

static void
test_form (const struct form *form, unsigned records)
{
  struct session *way[3];
  struct tally bad = { 0 };

  seed = 20261121;
  for (int i = 0; i < 3; i++)
    way[i] = session_new (form, &here, false);
  for (unsigned i = 0; i < records; i++)
    test_record (way, &bad);
  for (int i = 0; i < 3; i++)
    session_free (way[i]);
  ok (bad.typed == 0, "%s: %u records typed and filed are the same", form->name,
      records);
  ok (bad.drafts == 0, "%s: and so through a draft", form->name);
  ok (bad.back == 0, "%s: and amended without a change", form->name);
  printf ("# %u of them were refused, %u fields were hidden\n", bad.wrong,
          bad.hidden);
}

int
main (void)
{
  struct plugins *plugins = plugins_load (NULL, NULL);
  bool births = false;

  arena = arena_new ();
  for (size_t i = 0; i < plugins_count (plugins); i++) {
    const struct form *form = plugins_at (plugins, i)->form;

    if (form == NULL || form->n_fields > FIELDS)
      continue;
    births |= strcmp (form->name, "khai-sinh") == 0;
    test_form (form, strcmp (form->name, "khai-sinh") == 0 ? BIRTHS : OTHERS);
  }
  ok (births, "the birth form is among them");
  arena_free (arena);
  plugins_free (plugins);
  return tap_done ();
}
