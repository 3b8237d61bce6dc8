/* csv-test.c - what the CSV reader makes of odd files, and what is written. */

#include "formats/formats.h"
#include "tests/formats/rows.h"
#include "tests/tap.h"

enum { MOST = 64 }; /* bytes of a row, in these cases */

#define SHORT(n) "!the row is too short: " n " values for 2 columns\n"
#define LONG(n) "!the row is too long: " n " values for 2 columns\n"
#define OPEN "!a quote is not closed\n"
#define AFTER "!a quote is not closed, or something follows it\n"
#define INSIDE "!a quote stands inside a value without quotes\n"
#define HUGE_ROW "!the row is longer than 64 bytes\n"
#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

/* The header is "a,b" unless the case brings its own. */
static const struct {
  const char *name, *text, *rows; /* "~" stands for NUL */
} cases[] = {
  { "two rows", "1,2\n3,4\n", "1@2 1|2\n2@3 3|4\n" },
  { "no rows", "", "" },
  { "no line end behind the last", "1,2\n3,4", "1@2 1|2\n2@3 3|4\n" },
  { "CR LF", "1,2\r\n3,4\r\n", "1@2 1|2\n2@3 3|4\n" },
  { "CR LF and LF mixed", "1,2\r\n3,4\n5,6", "1@2 1|2\n2@3 3|4\n3@4 5|6\n" },
  { "a CR at the very end", "1,2\r", "1@2 1|2\r\n" },
  { "a CR inside a value", "1\r2,3\n", "1@2 1\r2|3\n" },
  { "empty values", ",\n", "1@2 |\n" },
  { "empty values, no line end", "1,", "1@2 1|\n" },
  { "blanks are kept", " 1 ,  \n", "1@2  1 |  \n" },
  { "empty lines are passed over", "\n1,2\n\r\n\n3,4\n\n",
    "1@3 1|2\n2@6 3|4\n" },
  { "quotes", "\"1\",\"2\"\n", "1@2 1|2\n" },
  { "empty quotes", "\"\",\"\"\n", "1@2 |\n" },
  { "a comma in quotes", "\"1,2\",3\n", "1@2 1,2|3\n" },
  { "a doubled quote", "\"1\"\"2\",3\n", "1@2 1\"2|3\n" },
  { "only a doubled quote", "\"\"\"\",3\n", "1@2 \"|3\n" },
  { "doubled quotes at both ends", "\"\"\"1\"\"\",\"\"\"\"\"\"\n",
    "1@2 \"1\"|\"\"\n" },
  { "LF in quotes", "\"1\n2\",3\n4,5\n", "1@2 1/2|3\n2@4 4|5\n" },
  { "CR LF in quotes", "\"1\r\n2\",3\r\n4,5\r\n", "1@2 1\r/2|3\n2@4 4|5\n" },
  { "quotes close the file", "1,\"2\"", "1@2 1|2\n" },
  { "quotes, CR LF, end", "1,\"2\"\r\n", "1@2 1|2\n" },
  { "a NUL is a byte", "1~2,3\n", "1@2 1~2|3\n" },
  { "bad UTF-8 is bytes", "1\xff,3\n", "1@2 1\xff|3\n" },
  { "too short", "1\n2,3\n", "1@2 " SHORT ("1") "2@3 2|3\n" },
  { "too long", "1,2,3\n4,5\n", "1@2 " LONG ("3") "2@3 4|5\n" },
  { "blanks alone are a row", " \n2,3\n", "1@2 " SHORT ("1") "2@3 2|3\n" },
  { "an unclosed quote, plain rows behind", "1,\"2\n3,4\n5,6\n",
    "1@2 " OPEN "2@3 3|4\n3@4 5|6\n" },
  { "an unclosed quote, quoted rows behind", "1,\"2\n\"3\",\"4\"\n5,6\n",
    "1@2 " AFTER "2@3 3|4\n3@4 5|6\n" },
  { "an unclosed quote, a quoted second value behind", "1,\"2\n3,\"4,5\"\n",
    "1@2 " AFTER "2@3 3|4,5\n" },
  { "an unclosed quote in the first value", "\"1,2\n3,4\n",
    "1@2 " OPEN "2@3 3|4\n" },
  { "an unclosed quote, doubled ones behind", "1,\"2\n3,\"\"\"4\"\"\"\n5,6\n",
    "1@2 " AFTER "2@3 3|\"4\"\n3@4 5|6\n" },
  { "an unclosed quote behind a value of two lines", "\"1\n2\",\"3\n4,5\n",
    "1@2 " OPEN "2@4 4|5\n" },
  { "an unclosed quote in the last row", "1,2\n3,\"4", "1@2 1|2\n2@3 " OPEN },
  { "an unclosed quote, CR LF", "1,\"2\r\n3,4\r\n", "1@2 " OPEN "2@3 3|4\n" },
  { "two unclosed quotes", "1,\"2\n3,\"4\n5,6\n",
    "1@2 " AFTER "2@3 " OPEN "3@4 5|6\n" },
  { "a letter behind a quote", "1,\"2\"x\n3,4\n", "1@2 " AFTER "2@3 3|4\n" },
  { "a blank behind a quote", "1,\"2\" \n3,4\n", "1@2 " AFTER "2@3 3|4\n" },
  { "a quote inside a value", "1,2\"3\n4,5\n", "1@2 " INSIDE "2@3 4|5\n" },
  { "a quote behind a blank", "1, \"2\"\n4,5\n", "1@2 " INSIDE "2@3 4|5\n" },
  { "as long as may be", SIXTY ",1\n3,4\n", "1@2 " SIXTY "|1\n2@3 3|4\n" },
  { "one byte longer", SIXTY ",123\n3,4\n", "1@2 " HUGE_ROW "2@3 3|4\n" },
  { "much longer, in quotes", "\"" SIXTY SIXTY SIXTY "\",\"2\"\n3,4\n",
    "1@2 " HUGE_ROW "2@3 3|4\n" },
  { "too long and the last", SIXTY SIXTY, "1@2 " HUGE_ROW },
  { "two that are too long", SIXTY SIXTY "\n" SIXTY SIXTY "\n3,4\n",
    "1@2 " HUGE_ROW "2@3 " HUGE_ROW "3@4 3|4\n" },
  { "an unclosed quote and far too much behind it", "1,\"2\n3," SIXTY "\n5,6\n",
    "1@2 " OPEN "2@3 3|" SIXTY "\n3@4 5|6\n" },
  { "names in quotes", "\xef\xbb\xbf\"a\",\"b\"\"c\"\n1,2\n", "1@2 1|2\n" },
  { "a byte order mark",
    "\xef\xbb\xbf"
    "a,b\n1,2\n",
    "1@2 1|2\n" },
  { "a header with CR LF", "a,b\r\n1,2\r\n", "1@2 1|2\n" },
  { "a header alone", "a,b", "" },
};

static const struct {
  const char *name, *text, *problem;
} unreadable[] = {
  { "an empty file", "", "the file is empty" },
  { "a byte order mark alone", "\xef\xbb\xbf", "the file is empty" },
  { "a header with an unclosed quote", "a,\"b\n1,2\n", "the first line must" },
  { "a header that is too long", SIXTY SIXTY "\n1,2\n", "the first line must" },
  { "CR alone", "a,b\r1,2\r", "lines end in CR alone" },
};

static bool
has_header (const char *text)
{
  return text[0] == 'a' || text[0] == '\xef';
}

static bool
has_empty_lines (const char *text)
{
  return text[0] == '\n';
}

/* Fed one byte, three bytes and all at once, the same comes out; and the bytes
 * of all rows are the file.
 */
static void
try_reading (size_t i, size_t step)
{
  const char *text = cases[i].text;
  struct bytes whole = { 0 }, got = { 0 }, raw = { 0 };
  size_t mark = strncmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  bool good;

  if (!has_header (text))
    bytes_add_text (&whole, "a,b\n");
  bytes_add_text (&whole, text);
  make_nuls (&whole);
  rows_of (&format_csv, (const char *) whole.at, whole.len, step, MOST, false,
           &got, &raw);
  good = strcmp (bytes_text (&got), cases[i].rows) == 0;
  if (!has_empty_lines (text))
    good = good && raw.len == whole.len - mark
           && memcmp (raw.at, whole.at + mark, raw.len) == 0;
  if (!ok (good, "csv: %s, %zu bytes at a time", cases[i].name, step))
    printf ("# wanted %s# got    %s# raw    %s\n", cases[i].rows,
            bytes_text (&got), bytes_text (&raw));
  bytes_free (&whole);
  bytes_free (&got);
  bytes_free (&raw);
}

static void
try_unreadable (const char *name, const char *text, const char *problem)
{
  struct bytes got = { 0 }, raw = { 0 };
  const char *said;

  rows_of (&format_csv, text, strlen (text), 7, MOST, false, &got, &raw);
  said = bytes_text (&got);
  if (!ok (said[0] == '?' && strncmp (said + 1, problem, strlen (problem)) == 0,
           "csv: %s cannot be read", name))
    printf ("# wanted ?%s\n# got    %s", problem, said);
  bytes_free (&got);
  bytes_free (&raw);
}

/* ---- Writing ----------------------------------------------------------- */

static const struct {
  const char *a, *b, *line;
} written[] = {
  { "1", "2", "1,2\n" },
  { "", "", ",\n" },
  { "Phường Sài Gòn", "ấp 3", "Phường Sài Gòn,ấp 3\n" },
  { " 1 ", "'", " 1 ,'\n" },
  { "1,2", "3", "\"1,2\",3\n" },
  { "1\n2", "3\r4", "\"1\n2\",\"3\r4\"\n" },
  { "\"", "a\"b\"\"", "\"\"\"\",\"a\"\"b\"\"\"\"\"\n" },
  { "0123456789,", "0123456\n", "\"0123456789,\",\"0123456\n\"\n" },
};

static void
try_writing (void)
{
  static const struct hoso_column columns[] = { { .name = "a" },
                                                { .name = "b" } };
  struct gather out = gather_new ();

  format_csv.begin (&out.sink, columns, 2);
  ok (strcmp (bytes_text (&out.bytes), "a,b\n") == 0, "csv: writes the header");
  for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
    struct hoso_text values[] = {
      { written[i].a, strlen (written[i].a) },
      { written[i].b, strlen (written[i].b) },
    };

    bytes_clear (&out.bytes);
    format_csv.record (&out.sink, columns, values, 2);
    if (!ok (strcmp (bytes_text (&out.bytes), written[i].line) == 0,
             "csv: writes line %zu", i))
      printf ("# wanted %s# got    %s", written[i].line,
              bytes_text (&out.bytes));
  }
  bytes_clear (&out.bytes);
  format_csv.record (&out.sink, columns, &(struct hoso_text){ "", 0 }, 1);
  ok (strcmp (bytes_text (&out.bytes), "\"\"\n") == 0,
      "csv: one empty value is a row, not an empty line");
  bytes_free (&out.bytes);
}

static const struct {
  const char *row, *extended;
  size_t missing;
} rejected[] = {
  { "1,2\n", "1,2,\"x\"\"y\"\n", 0 },
  { "1,2", "1,2,\"x\"\"y\"\n", 0 },
  { "1,2\r\n", "1,2,\"x\"\"y\"\r\n", 0 },
  { "1\n", "1,,,\"x\"\"y\"\n", 2 },
  { "", ",\"x\"\"y\"\n", 0 },
  { "\r", "\r,\"x\"\"y\"\n", 0 },
  { "1,\"2\n", "1,\"2,\"x\"\"y\"\n", 0 },
};

static void
try_extending (void)
{
  struct gather out = { 0 };

  for (size_t i = 0; i < sizeof rejected / sizeof *rejected; i++) {
    extended (&format_csv, rejected[i].row, rejected[i].missing, &out);
    if (!ok (strcmp (bytes_text (&out.bytes), rejected[i].extended) == 0,
             "csv: a row with one more column, %zu", i))
      printf ("# wanted %s# got    %s", rejected[i].extended,
              bytes_text (&out.bytes));
  }
  bytes_free (&out.bytes);
}

/* A row of 10 MB comes in pieces, and the memory for it stays small. */
static void
try_huge (void)
{
  static const size_t steps[] = { 1 << 12, 1 << 20 };
  size_t len = 10 * 1000 * 1000;
  struct bytes text = { 0 };

  bytes_add_text (&text, "a,b\n1,\"");
  while (text.len < len)
    bytes_add_text (&text, "0123456789,");
  bytes_add_text (&text, "\"\n3,4\n");
  for (size_t i = 0; i < 2; i++) {
    struct bytes got = { 0 }, raw = { 0 };

    rows_of (&format_csv, (const char *) text.at, text.len, steps[i], 1 << 20,
             false, &got, &raw);
    ok (strcmp (bytes_text (&got),
                "1@2 !the row is longer than 1048576 bytes\n2@3 3|4\n")
            == 0
          && raw.len == text.len && memcmp (raw.at, text.at, raw.len) == 0,
        "csv: a row of 10 MB costs itself, its bytes come all the same");
    bytes_free (&got);
    bytes_free (&raw);
  }
  bytes_free (&text);
}

int
main (void)
{
  static const size_t steps[] = { 1, 3, 1000 };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (size_t k = 0; k < 3; k++)
      try_reading (i, steps[k]);
  for (size_t i = 0; i < sizeof unreadable / sizeof *unreadable; i++)
    try_unreadable (unreadable[i].name, unreadable[i].text,
                    unreadable[i].problem);
  try_writing ();
  try_extending ();
  try_huge ();
  ok (format_of_file ("a/b.csv") == &format_csv
        && format_of_file ("B.JSONL") == &format_jsonl
        && format_of_file ("csv") == NULL && format_named ("csv") == &format_csv
        && format_named ("CSV") == NULL,
      "formats are found by name and by a file's ending");
  return tap_done ();
}
