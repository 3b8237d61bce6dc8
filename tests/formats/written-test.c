/* written-test.c - records as the formats write them, against the same written
 * byte by byte: values of all lengths, with and without what needs quotes.
 */

#include "formats/formats.h"

#include "base/bytes.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 9, RECORDS = 4000, VALUE_MOST = 90, FRONT_MOST = 64 };

static struct hoso_column columns[COLUMNS] = {
  { .name = "id" },
  { .name = "ks_ho_ten" },
  { .name = "so_ban_sao", .kind = HOSO_COLUMN_NUMBER },
  { .name = "a \"name\" with\nall of it" },
  { .name = "con", .kind = HOSO_COLUMN_ROWS },
  { .name = "me_noi_cu_tru_truoc_day" },
  { .name = "le_phi", .kind = HOSO_COLUMN_NUMBER },
  { .name = "ghi_chu" },
  { .name = "z" },
};

static struct bytes written;
static char *lent; /* not a byte more than was asked for */

static char *
room (struct hoso_sink *to, size_t need)
{
  (void) to;
  return lent = bytes_must (need);
}

static void
wrote (struct hoso_sink *to, size_t len)
{
  (void) to;
  bytes_add (&written, lent, len);
  free (lent);
}

/* ---- values -------------------------------------------------------------- */

/* The next of some numbers below MOST, the same in each run. */
static unsigned
some (unsigned most)
{
  static uint64_t state = 20261122;

  state = state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned) (state >> 33) % most;
}

/* What values are made of; one in eight has some of the second. */
static const char *const plain[] = {
  "a", " ", "Thị", "ễ", "0", "-", "e\u0302"
};
static const char *const signs[] = {
  ",", "\"", "\n", "\r", "\\", "\t", "\x01"
};

static void
choose_text (struct bytes *to)
{
  size_t len = some (3) == 0 ? 0 : some (VALUE_MOST);
  bool odd = some (8) == 0;

  while (to->len < len)
    bytes_add_text (to,
                    odd && some (6) == 0 ? signs[some (7)] : plain[some (7)]);
}

static void
choose (const struct hoso_column *column, struct bytes *to)
{
  static const char *const numbers[] = { "",    "0",   "-12", "3.50",
                                         "007", "1.",  ".5",  "-",
                                         "1e5", "12a", "1\"", "250000" };

  if (column->kind == HOSO_COLUMN_NUMBER)
    bytes_add_text (to, numbers[some (12)]);
  else if (column->kind == HOSO_COLUMN_ROWS)
    bytes_add_text (to, some (2) == 0 ? "" : "[{\"ten\":\"Lan, \\\"út\\\"\"}]");
  else
    choose_text (to);
}

/* ---- byte by byte -------------------------------------------------------- */

static void
add_csv (struct bytes *to, struct hoso_text value)
{
  bool quoted = false;

  for (size_t i = 0; i < value.len; i++)
    quoted |= memchr (",\"\n\r", value.at[i], 4) != NULL;
  if (quoted)
    bytes_add_char (to, '"');
  for (size_t i = 0; i < value.len; i++) {
    if (value.at[i] == '"')
      bytes_add_char (to, '"');
    bytes_add_char (to, value.at[i]);
  }
  if (quoted)
    bytes_add_char (to, '"');
}

static void
add_string (struct bytes *to, struct hoso_text value)
{
  static const char letters[] = "\"\\\n\r\t", names[] = "\"\\nrt";

  bytes_add_char (to, '"');
  for (size_t i = 0; i < value.len; i++) {
    const char *letter = memchr (letters, value.at[i], 5);

    if (letter != NULL)
      bytes_printf (to, "\\%c", names[letter - letters]);
    else if ((unsigned char) value.at[i] < 0x20)
      bytes_printf (to, "\\u%04x", (unsigned) value.at[i]);
    else
      bytes_add_char (to, value.at[i]);
  }
  bytes_add_char (to, '"');
}

static bool
is_number (struct hoso_text value)
{
  static const char *const numbers[] = { "0", "-12", "3.50", "250000" };

  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (value.len == strlen (numbers[i])
        && memcmp (value.at, numbers[i], value.len) == 0)
      return true;
  return false;
}

static void
add_json (struct bytes *to, const struct hoso_column *column,
          struct hoso_text value)
{
  add_string (to, (struct hoso_text){ column->name, strlen (column->name) });
  bytes_add_char (to, ':');
  if (column->kind != HOSO_COLUMN_TEXT && value.len == 0)
    bytes_add_text (to, "null");
  else if (column->kind == HOSO_COLUMN_ROWS
           || (column->kind == HOSO_COLUMN_NUMBER && is_number (value)))
    bytes_add (to, value.at, value.len);
  else
    add_string (to, value);
}

static void
add_record (struct bytes *to, bool json, const struct hoso_text *values)
{
  bytes_add_text (to, json ? "{" : "");
  for (size_t i = 0; i < COLUMNS; i++) {
    bytes_add_text (to, i > 0 ? "," : "");
    if (json)
      add_json (to, &columns[i], values[i]);
    else
      add_csv (to, values[i]);
  }
  bytes_add_text (to, json ? "}\n" : "\n");
}

/* ---- both ---------------------------------------------------------------- */

static bool
one_record (const struct hoso_format *format)
{
  struct hoso_sink sink = { room, wrote };
  struct hoso_text values[COLUMNS];
  struct bytes held[COLUMNS] = { { 0 } };
  SCOPED_BYTES wanted = { 0 };
  bool good;

  for (size_t i = 0; i < COLUMNS; i++) {
    choose (&columns[i], &held[i]);
    values[i] = (struct hoso_text){ bytes_text (&held[i]), held[i].len };
  }
  bytes_clear (&written);
  format->record (&sink, columns, values, COLUMNS);
  add_record (&wanted, format == &format_jsonl, values);
  good = strcmp (bytes_text (&written), bytes_text (&wanted)) == 0;
  if (!good)
    printf ("# wanted %s# got    %s", bytes_text (&wanted),
            bytes_text (&written));
  for (size_t i = 0; i < COLUMNS; i++)
    bytes_free (&held[i]);
  return good;
}

static void
test_format (const struct hoso_format *format, const char *how)
{
  bool good = true;

  for (unsigned n = 0; good && n < RECORDS; n++)
    good = one_record (format);
  ok (good, "%s%s", format->name, how);
}

static void
spell (const struct hoso_format *format, char fronts[COLUMNS][FRONT_MOST])
{
  struct hoso_sink sink = { room, wrote };

  for (size_t i = 0; i < COLUMNS; i++) {
    bytes_clear (&written);
    format->spell (&sink, &columns[i]);
    memcpy (fronts[i], written.at, written.len);
    columns[i].spelled = (struct hoso_text){ fronts[i], written.len };
  }
}

int
main (void)
{
  char fronts[COLUMNS][FRONT_MOST];

  test_format (&format_csv, "");
  test_format (&format_jsonl, "");
  spell (&format_jsonl, fronts);
  test_format (&format_jsonl, ", columns spelled once");
  bytes_free (&written);
  return tap_done ();
}
