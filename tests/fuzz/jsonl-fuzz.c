/* jsonl-fuzz.c - whatever file comes, the JSON lines reader stays inside and
 * finds the same rows however many bytes come at a time.
 */

#include "formats/formats.h"
#include "tests/formats/rows.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  static const size_t most[] = {40, 1 << 20};

  for (size_t i = 0; i < 2; i++) {
    SCOPED_BYTES all = {0}, one = {0}, all_raw = {0}, one_raw = {0};

    rows_of (&format_jsonl, (const char *)at, len, len + 1, most[i], true, &all,
             &all_raw);
    rows_of (&format_jsonl, (const char *)at, len, 1, most[i], true, &one,
             &one_raw);
    if (all.len != one.len || all_raw.len != one_raw.len
        || memcmp (bytes_text (&all), bytes_text (&one), all.len) != 0)
      abort ();
  }
  return 0;
}
