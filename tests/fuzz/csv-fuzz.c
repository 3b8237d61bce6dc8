/* csv-fuzz.c - whatever file comes, the CSV reader stays inside, loses no byte,
 * and what it read is the same once written and read again.
 */

#include "formats/formats.h"
#include "tests/formats/rows.h"
#include "tests/fuzz/fuzz.h"

enum { ROW_MOST = 40 };

/* All bytes come out as header and rows, but for a byte order mark and lines
 * without a byte.
 */
static void
compare_bytes (const char *text, size_t len, const struct bytes *raw)
{
  size_t i = len >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  for (size_t k = 0; k < raw->len; i++) {
    if (i == len)
      abort ();
    if (text[i] == (char)raw->at[k])
      k++;
    else if (text[i] != '\n' && text[i] != '\r')
      abort ();
  }
}

/* The rows are the same however many bytes come at a time. */
static void
compare_steps (const char *text, size_t len, size_t row_most)
{
  SCOPED_BYTES all = {0}, one = {0}, all_raw = {0}, one_raw = {0};

  rows_of (&format_csv, text, len, len + 1, row_most, false, &all, &all_raw);
  rows_of (&format_csv, text, len, 1, row_most, false, &one, &one_raw);
  if (all.len != one.len || all_raw.len != one_raw.len
      || memcmp (bytes_text (&all), bytes_text (&one), all.len) != 0
      || memcmp (bytes_text (&all_raw), bytes_text (&one_raw), one_raw.len)
           != 0)
    abort ();
  if (all.len > 0 && all.at[0] != '?')
    compare_bytes (text, len, &all_raw);
}

/* Values of all rows that can be read, one after the other; WRITTEN: the same
 * as a file.
 */
static void
read_values (const char *text, size_t len, struct bytes *values,
             struct gather *written)
{
  struct feed feed = {text, len, 64};
  char problem[200];
  struct hoso_row row;
  void *state =
    format_csv.open (feed_more, &feed, 1 << 20, problem, sizeof problem);

  while (state != NULL && format_csv.next (state, &row)) {
    if (row.problem != NULL)
      continue;
    if (written != NULL && written->bytes.len == 0)
      format_csv.begin (&written->sink, row.columns, row.count);
    if (written != NULL)
      format_csv.record (&written->sink, row.columns, row.values, row.count);
    for (size_t i = 0; i < row.count; i++)
      put_block (values, row.values[i].at, row.values[i].len);
  }
  if (state != NULL)
    format_csv.close (state);
}

static void
compare_written (const char *text, size_t len)
{
  SCOPED_BYTES once = {0}, twice = {0};
  struct gather written = gather_new ();

  read_values (text, len, &once, &written);
  read_values (bytes_text (&written.bytes), written.bytes.len, &twice, NULL);
  if (once.len != twice.len
      || memcmp (bytes_text (&once), bytes_text (&twice), once.len) != 0)
    abort ();
  bytes_free (&written.bytes);
}

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  const char *text = (const char *)at;

  compare_steps (text, len, ROW_MOST);
  compare_steps (text, len, 1 << 20);
  compare_written (text, len);
  return 0;
}
