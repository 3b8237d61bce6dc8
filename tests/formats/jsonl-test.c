/* jsonl-test.c - what the JSON lines reader makes of odd files, and writes. */

#include "formats/formats.h"
#include "tests/formats/rows.h"
#include "tests/tap.h"

enum { MOST = 64 };

#define NOT_OBJECT "!the line is not a JSON object\n"
#define NOT_JSON "!the line is not JSON\n"
#define NOT_FLAT "!an object stands inside the object: it must be flat\n"
#define BEHIND "!something stands behind the object\n"
#define HUGE_ROW "!the row is longer than 64 bytes\n"
#define TEN "0123456789"

static const struct {
  const char *name, *text, *rows; /* "~" stands for NUL */
} cases[] = {
  { "an empty file", "", "" },
  { "two lines", "{\"a\":\"1\"}\n{\"a\":\"2\"}\n", "1@1 a=1\n2@2 a=2\n" },
  { "no line end behind the last", "{\"a\":\"1\"}", "1@1 a=1\n" },
  { "CR LF", "{\"a\":\"1\"}\r\n{\"a\":\"2\"}\r\n", "1@1 a=1\n2@2 a=2\n" },
  { "a byte order mark", "\xef\xbb\xbf{\"a\":\"1\"}\n", "1@1 a=1\n" },
  { "blanks everywhere", " { \"a\" : \"1\" , \"b\" : \"2\" } \n",
    "1@1 a=1|b=2\n" },
  { "no members", "{}\n", "1@1 \n" },
  { "other members in each line", "{\"a\":\"1\"}\n{\"b\":\"2\",\"c\":\"3\"}\n",
    "1@1 a=1\n2@2 b=2|c=3\n" },
  { "numbers as they are spelled", "{\"a\":1.50,\"b\":-0,\"c\":1e2}\n",
    "1@1 a=1.50|b=-0|c=1e2\n" },
  { "true, false, null", "{\"a\":true,\"b\":false,\"c\":null}\n",
    "1@1 a=1|b=0|c=\n" },
  { "escapes",
    "{\"a\":\"\\u1ebf\\\"\\\\\\n\",\"\\u0062\":\"\\ud83d\\ude00\"}\n",
    "1@1 a=\xe1\xba\xbf\"\\/|b=\xf0\x9f\x98\x80\n" },
  { "an escaped NUL", "{\"a\":\"1\\u00002\"}\n", "1@1 " NOT_JSON },
  { "rows stay JSON", "{\"a\":[{\"b\":1}, {\"b\": \"]\"}],\"c\":[]}\n",
    "1@1 a=[{\"b\":1}, {\"b\": \"]\"}]|c=[]\n" },
  { "empty lines are passed over", "\n{\"a\":\"1\"}\n  \r\n\n{\"a\":\"2\"}\n",
    "1@2 a=1\n2@5 a=2\n" },
  { "an object inside", "{\"a\":{\"b\":1}}\n{\"a\":\"2\"}\n",
    "1@1 " NOT_FLAT "2@2 a=2\n" },
  { "a name twice", "{\"a\":1,\"b\":2,\"a\":3}\n{\"a\":\"2\"}\n",
    "1@1 !\"a\" is there twice\n2@2 a=2\n" },
  { "a name twice, spelled in two ways", "{\"a\":1,\"\\u0061\":3}\n",
    "1@1 !\"a\" is there twice\n" },
  { "a remark twice", "{\"_p\":\"1\",\"_p\":\"2\"}\n", "1@1 _p=1|_p=2\n" },
  { "an empty name", "{\"\":1}\n", "1@1 =1\n" },
  { "an escaped NUL in a name", "{\"a\\u0000\":1}\n", "1@1 " NOT_JSON },
  { "an array", "[1]\n{\"a\":\"2\"}\n", "1@1 " NOT_OBJECT "2@2 a=2\n" },
  { "a word", "hello\n{\"a\":\"2\"}\n", "1@1 " NOT_OBJECT "2@2 a=2\n" },
  { "cut in a string", "{\"a\":\"1\n{\"a\":\"2\"}\n",
    "1@1 " NOT_JSON "2@2 a=2\n" },
  { "cut behind a name", "{\"a\":\n{\"a\":\"2\"}\n",
    "1@1 " NOT_JSON "2@2 a=2\n" },
  { "cut in rows", "{\"a\":[1,\n{\"a\":\"2\"}\n", "1@1 " NOT_JSON "2@2 a=2\n" },
  { "no closing bracket", "{\"a\":1", "1@1 " NOT_JSON },
  { "a comma too many", "{\"a\":1,}\n", "1@1 " NOT_JSON },
  { "no quotes", "{a:1}\n", "1@1 " NOT_JSON },
  { "two objects", "{\"a\":1}{\"a\":2}\n", "1@1 " BEHIND },
  { "a NUL", "{\"a\":1}~\n", "1@1 " BEHIND },
  { "a NUL in a string", "{\"a\":\"~\"}\n", "1@1 " NOT_JSON },
  { "a line that is too long",
    "{\"a\":\"" TEN TEN TEN TEN TEN TEN "\"}\n{\"a\":\"2\"}\n",
    "1@1 " HUGE_ROW "2@2 a=2\n" },
  { "as long as may be",
    "{\"a\":\"" TEN TEN TEN TEN TEN "01234\"}\n{\"a\":\"2\"}\n",
    "1@1 a=" TEN TEN TEN TEN TEN "01234\n2@2 a=2\n" },
  { "the last line is too long", "{\"a\":\"" TEN TEN TEN TEN TEN TEN,
    "1@1 " HUGE_ROW },
};

static void
try_reading (size_t i, size_t step)
{
  struct bytes text = { 0 }, got = { 0 }, raw = { 0 };

  bytes_add_text (&text, cases[i].text);
  make_nuls (&text);
  rows_of (&format_jsonl, bytes_text (&text), text.len, step, MOST, true, &got,
           &raw);
  if (!ok (strcmp (bytes_text (&got), cases[i].rows) == 0,
           "jsonl: %s, %zu bytes at a time", cases[i].name, step))
    printf ("# wanted %s# got    %s", cases[i].rows, bytes_text (&got));
  bytes_free (&text);
  bytes_free (&got);
  bytes_free (&raw);
}

/* ---- Writing ----------------------------------------------------------- */

static const struct {
  uint8_t kind;
  const char *value, *json;
} written[] = {
  { HOSO_COLUMN_TEXT, "", "\"\"" },
  { HOSO_COLUMN_TEXT, "12", "\"12\"" },
  { HOSO_COLUMN_TEXT, "Phường \"Sài Gòn\"\\",
    "\"Phường \\\"Sài Gòn\\\"\\\\\"" },
  { HOSO_COLUMN_TEXT, "a\nb\tc\rd\x01", "\"a\\nb\\tc\\rd\\u0001\"" },
  { HOSO_COLUMN_NUMBER, "", "null" },
  { HOSO_COLUMN_NUMBER, "0", "0" },
  { HOSO_COLUMN_NUMBER, "-12.50", "-12.50" },
  { HOSO_COLUMN_NUMBER, "012", "\"012\"" },
  { HOSO_COLUMN_NUMBER, "1.", "\"1.\"" },
  { HOSO_COLUMN_NUMBER, "-", "\"-\"" },
  { HOSO_COLUMN_NUMBER, "1e5", "\"1e5\"" },
  { HOSO_COLUMN_ROWS, "", "null" },
  { HOSO_COLUMN_ROWS, "[{\"a\":1}]", "[{\"a\":1}]" },
};

static void
try_writing (size_t i)
{
  const struct hoso_column columns[] = {
    { .name = "a\"", .kind = written[i].kind }, { .name = "b" }
  };
  const struct hoso_text values[] = {
    { written[i].value, strlen (written[i].value) }, { "2", 1 }
  };
  struct gather out = gather_new ();
  SCOPED_BYTES wanted = { 0 };

  bytes_printf (&wanted, "{\"a\\\"\":%s,\"b\":\"2\"}\n", written[i].json);
  format_jsonl.record (&out.sink, columns, values, 2);
  if (!ok (strcmp (bytes_text (&out.bytes), bytes_text (&wanted)) == 0,
           "jsonl: writes %s", written[i].json))
    printf ("# wanted %s# got    %s", bytes_text (&wanted),
            bytes_text (&out.bytes));
  bytes_free (&out.bytes);
}

static const struct {
  const char *row, *extended;
} rejected[] = {
  { "{\"a\":1}\n", "{\"a\":1,\"_a\":\"x\\\"y\"}\n" },
  { "{\"a\":{}} \r\n", "{\"a\":{},\"_a\":\"x\\\"y\"} \r\n" },
  { "{\"a\":1}", "{\"a\":1,\"_a\":\"x\\\"y\"}\n" },
  { " { } ", " { \"_a\":\"x\\\"y\"} \n" },
  { "{\"a\":1\n", "{\"a\":1,\"_a\":\"x\\\"y\"\n" },
  { "[{}]\n", "[{}],\"_a\":\"x\\\"y\"\n" },
  { "", ",\"_a\":\"x\\\"y\"\n" },
};

static void
try_extending (void)
{
  struct gather out = { 0 };

  for (size_t i = 0; i < sizeof rejected / sizeof *rejected; i++) {
    extended (&format_jsonl, rejected[i].row, 0, &out);
    if (!ok (strcmp (bytes_text (&out.bytes), rejected[i].extended) == 0,
             "jsonl: a row with one more member, %zu", i))
      printf ("# wanted %s# got    %s", rejected[i].extended,
              bytes_text (&out.bytes));
  }
  bytes_free (&out.bytes);
}

/* Many members are found in time that does not grow with their square. */
static void
try_many (unsigned count, const char *wanted)
{
  struct bytes text = { 0 }, got = { 0 }, raw = { 0 };

  for (unsigned i = 0; i < count; i++)
    bytes_printf (&text, "%s\"m%u\":%u", i == 0 ? "{" : ",", i, i);
  bytes_add_text (&text, "}\n");
  rows_of (&format_jsonl, (const char *) text.at, text.len, 1 << 16, 1 << 20,
           true, &got, &raw);
  ok (strstr (bytes_text (&got), wanted) != NULL, "jsonl: %u members", count);
  bytes_free (&text);
  bytes_free (&got);
  bytes_free (&raw);
}

int
main (void)
{
  static const size_t steps[] = { 1, 3, 1000 };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (size_t k = 0; k < 3; k++)
      try_reading (i, steps[k]);
  for (size_t i = 0; i < sizeof written / sizeof *written; i++)
    try_writing (i);
  try_extending ();
  try_many (2048, "|m2047=2047");
  try_many (2049, "!the object has more than 2048 members");
  try_many (60000, "!the object has more than 2048 members");
  return tap_done ();
}
