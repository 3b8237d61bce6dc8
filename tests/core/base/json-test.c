/* json-test.c - JSON goes out and comes in again, and nothing else comes in. */

#include "base/json.h"
#include "tests/tap.h"

#include <math.h>
#include <string.h>

/* All tokens of TEXT in short: brackets, k:key, t:text, n:number, T F N, and
 * "!" where it is bad.
 */
static void
tokens_of (const char *text, size_t len, struct bytes *to)
{
  struct json_reader r;

  json_begin (&r, text, len);
  for (;;) {
    enum json_kind kind = json_next (&r);

    switch (kind) {
    case JSON_OPEN:
    case JSON_CLOSE: bytes_printf (to, "%c", r.bracket); continue;
    case JSON_KEY: bytes_printf (to, "k:%s ", (char *) r.text.at); continue;
    case JSON_TEXT: bytes_printf (to, "t:%s ", (char *) r.text.at); continue;
    case JSON_NUMBER: bytes_printf (to, "n:%s ", (char *) r.text.at); continue;
    case JSON_TRUE: bytes_add_text (to, "T "); continue;
    case JSON_FALSE: bytes_add_text (to, "F "); continue;
    case JSON_NULL: bytes_add_text (to, "N "); continue;
    case JSON_BAD: bytes_add_text (to, "!");
    case JSON_END: break;
    }
    break;
  }
  json_done (&r);
}

static const struct {
  const char *name, *json, *tokens;
} good[] = {
  { "object", "{\"a\":1,\"b\":\"x\"}", "{k:a n:1 k:b t:x }" },
  { "array of all", "[true,false,null,-0.5e+3]", "[T F N n:-0.5e+3 ]" },
  { "nested", "{\"a\":[{},[]]}", "{k:a [{}[]]}" },
  { "blanks", " \t\r\n{ \"a\" : [ 1 , 2 ] } \n", "{k:a [n:1 n:2 ]}" },
  { "a text alone", "\"x\"", "t:x " },
  { "numbers as spelled", "[0,10.50,1E5]", "[n:0 n:10.50 n:1E5 ]" },
  { "short escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "t:\"\\/\b\f\n\r\t " },
  { "escaped letter", "\"\\u1ebf\\u0111\"", "t:ếđ " },
  { "surrogate pair", "\"\\uD83D\\uDE00\"", "t:\xF0\x9F\x98\x80 " },
  { "UTF-8", "\"Nguyễn\"", "t:Nguyễn " },
};

static const struct {
  const char *name, *json, *tokens; /* as far as it is read */
} bad[] = {
  { "nothing", "", "!" },
  { "blanks only", "  ", "!" },
  { "open object", "{", "{!" },
  { "open array", "[1", "[n:1 !" },
  { "comma at the end", "[1,]", "[n:1 !" },
  { "comma at the end of an object", "{\"a\":1,}", "{k:a n:1 !" },
  { "comma first", "[,1]", "[!" },
  { "no comma", "[1 2]", "[n:1 !" },
  { "wrong bracket", "[1}", "[n:1 !" },
  { "wrong bracket at once", "{]", "{!" },
  { "closing alone", "]", "!" },
  { "two values", "1 2", "n:1 !" },
  { "key without colon", "{\"a\" 1}", "{!" },
  { "key without value", "{\"a\":}", "{k:a !" },
  { "key that is no text", "{1:2}", "{!" },
  { "open text", "\"abc", "!" },
  { "text cut at the backslash", "\"abc\\", "!" },
  { "unknown escape", "\"\\x\"", "!" },
  { "short \\u", "\"\\u12\"", "!" },
  { "\\u with no hex", "\"\\u12g4\"", "!" },
  { "\\u0000", "\"\\u0000\"", "!" },
  { "high surrogate alone", "\"\\uD83D\"", "!" },
  { "high surrogate, then a letter", "\"\\uD83Dabcdef\"", "!" },
  { "two high surrogates", "\"\\uD83D\\uD83D\"", "!" },
  { "low surrogate alone", "\"\\uDE00\"", "!" },
  { "line end in a text", "\"a\nb\"", "!" },
  { "overlong UTF-8", "\"\xC0\xAF\"", "!" },
  { "cut UTF-8", "\"\xE1\xBA\"", "!" },
  { "surrogate as UTF-8", "\"\xED\xA0\x80\"", "!" },
  { "leading zero", "[01]", "[n:0 !" },
  { "plus", "+1", "!" },
  { "point first", ".5", "!" },
  { "point last", "5.", "!" },
  { "no exponent", "5e", "!" },
  { "minus alone", "-", "!" },
  { "half a word", "tru", "!" },
  { "a word too long", "truex", "T !" },
  { "infinity", "Infinity", "!" },
  { "comment", "/* */1", "!" },
  { "byte order mark",
    "\xEF\xBB\xBF"
    "1",
    "!" },
};

static void
test_reading (void)
{
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    SCOPED_BYTES got = { 0 };

    tokens_of (good[i].json, strlen (good[i].json), &got);
    if (!ok (strcmp (bytes_text (&got), good[i].tokens) == 0, "read: %s",
             good[i].name))
      printf ("# given %s wanted %s got %s\n", good[i].json, good[i].tokens,
              bytes_text (&got));
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    SCOPED_BYTES got = { 0 };

    tokens_of (bad[i].json, strlen (bad[i].json), &got);
    if (!ok (strcmp (bytes_text (&got), bad[i].tokens) == 0, "refuse: %s",
             bad[i].name))
      printf ("# given %s wanted %s got %s\n", bad[i].json, bad[i].tokens,
              bytes_text (&got));
  }
}

/* Every beginning of a good text is bad, and none is read past its end. */
static void
test_truncated (void)
{
  const char *text =
    "{\"a\":[1,-2.5e3,true,\"\\u1ebf\\n\"],\"b\":{\"c\":null}}";
  size_t len = strlen (text), wrong = 0;

  for (size_t cut = 0; cut < len; cut++) {
    SCOPED_BYTES got = { 0 };
    char *part = bytes_must (cut);

    memcpy (part, text, cut);
    tokens_of (part, cut, &got);
    wrong += got.len == 0 || got.at[got.len - 1] != '!';
    free (part);
  }
  ok (wrong == 0, "every beginning of %zu bytes is refused", len);
}

static void
test_depth (void)
{
  char text[80];
  SCOPED_BYTES got = { 0 };

  memset (text, '[', 32);
  memset (text + 32, ']', 32);
  tokens_of (text, 64, &got);
  ok (got.len == 64 && got.at[63] == ']', "32 brackets deep is read");
  memset (text, '[', 33);
  memset (text + 33, ']', 33);
  bytes_clear (&got);
  tokens_of (text, 66, &got);
  ok (got.len == 33 && got.at[32] == '!', "33 is refused");
}

static void
test_whole (void)
{
  const char *text = "{\"a\": [1, {\"b\": \"]\"}] , \"c\":2}";
  struct json_reader r;
  struct slice raw = { 0 };

  json_begin (&r, text, strlen (text));
  json_next (&r);
  json_next (&r);
  ok (!json_whole (&r, &raw), "json_whole wants a bracket before it");
  json_next (&r);
  ok (json_whole (&r, &raw) && slice_is (raw, "[1, {\"b\": \"]\"}]"),
      "json_whole gives bracket to bracket");
  ok (json_next (&r) == JSON_KEY && strcmp ((char *) r.text.at, "c") == 0,
      "and reading goes on behind");
  json_done (&r);

  json_begin (&r, "[[1,2", 5);
  json_next (&r);
  ok (!json_whole (&r, &raw), "json_whole: the end is missing");
  json_done (&r);
}

static void
test_writing (void)
{
  SCOPED_BYTES b = { 0 };
  struct json_writer w = json_writer_of (&b);
  static const char wanted[] =
    "{\"name\":\"Nguyễn \\\"An\\\"\\n\\u0001\",\"read\":-12,\"list\":"
    "[1.500,null,true,{\"raw\":1},[]],\"bad\":\"a\xEF\xBF\xBD"
    "b\"}";

  json_open (&w, '{');
  json_key_text (&w, "name", "Nguyễn \"An\"\n\001");
  json_key_number (&w, "read", -12);
  json_key (&w, "list");
  json_open (&w, '[');
  json_real (&w, 1.5);
  json_real (&w, INFINITY);
  json_truth (&w, true);
  json_raw (&w, (struct slice){ (const unsigned char *) "{\"raw\":1}", 9 });
  json_open (&w, '[');
  json_close (&w, ']');
  json_close (&w, ']');
  json_key_text (&w, "bad",
                 "a\xFF"
                 "b");
  json_close (&w, '}');
  if (!ok (strcmp (bytes_text (&b), wanted) == 0, "an object is written"))
    printf ("# wanted %s\n# got    %s\n", wanted, bytes_text (&b));
}

/* Every code point that a text can hold is written and read unchanged. */
static void
test_round_trip (void)
{
  size_t wrong = 0, count = 0;

  for (uint32_t c = 1; c < 0x3000; c++) {
    SCOPED_BYTES b = { 0 };
    struct json_writer w = json_writer_of (&b);
    struct json_reader r;
    char text[4] = { (char) c };

    if (c >= 0x80) {
      text[0] = (char) (c < 0x800 ? 0xC0 | c >> 6 : 0xE0 | c >> 12);
      text[1] = (char) (0x80 | (c < 0x800 ? c & 0x3F : c >> 6 & 0x3F));
      text[2] = (char) (c < 0x800 ? 0 : 0x80 | (c & 0x3F));
    }
    json_text (&w, text);
    json_begin (&r, b.at, b.len);
    wrong += json_next (&r) != JSON_TEXT || strcmp ((char *) r.text.at, text);
    count++;
    json_done (&r);
  }
  ok (wrong == 0, "%zu code points go out and come in", count);
}

int
main (void)
{
  test_reading ();
  test_truncated ();
  test_depth ();
  test_whole ();
  test_writing ();
  test_round_trip ();
  return tap_done ();
}
