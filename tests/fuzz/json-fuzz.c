/* json-fuzz.c - whatever comes, the JSON reader stays inside; and what it read
 * is the same once written and read again.
 */

#include "base/json.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

/* Writes what the last token was. */
static void
copy_token (const struct json_reader *r, struct json_writer *w)
{
  struct slice text = { r->text.at, r->text.len };

  switch (r->kind) {
  case JSON_OPEN: json_open (w, r->bracket); return;
  case JSON_CLOSE: json_close (w, r->bracket); return;
  case JSON_KEY: json_key (w, (const char *) r->text.at); return;
  case JSON_TEXT: json_slice (w, text); return;
  case JSON_NUMBER: json_raw (w, text); return;
  case JSON_TRUE:
  case JSON_FALSE: json_truth (w, r->kind == JSON_TRUE); return;
  case JSON_NULL:
    json_raw (w, (struct slice){ (const unsigned char *) "null", 4 });
    return;
  case JSON_END:
  case JSON_BAD: return;
  }
}

/* Whether FROM is JSON; then *TO is it, written anew. */
static bool
rewrite (const void *from, size_t len, struct bytes *to)
{
  struct json_writer w = json_writer_of (to);
  struct json_reader r;

  json_begin (&r, from, len);
  while (json_next (&r) != JSON_BAD && r.kind != JSON_END) {
    if (r.token < r.from || r.at > r.end
        || strlen ((char *) r.text.at) != r.text.len)
      abort ();
    copy_token (&r, &w);
  }
  json_done (&r);
  return r.kind == JSON_END;
}

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  SCOPED_BYTES once = { 0 }, twice = { 0 };
  struct json_reader r;
  struct slice raw;

  if (rewrite (at, len, &once)
      && (!rewrite (once.at, once.len, &twice) || once.len != twice.len
          || memcmp (once.at, twice.at, once.len) != 0))
    abort ();
  json_begin (&r, at, len);
  if (json_next (&r) == JSON_OPEN && json_whole (&r, &raw)
      && (raw.at < at || raw.at + raw.len > at + len))
    abort ();
  json_done (&r);
  return 0;
}
