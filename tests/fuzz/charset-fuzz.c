/* charset-fuzz.c - text in any encoding: the first byte says in which.  What is
 * written without a misfit is read back as it was; bytes of any kind, in pieces
 * of any size, become UTF-8.
 */

#include "tests/fuzz/fuzz.h"
#include "text/charset.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static uint64_t
read_in (const struct charset *c, struct slice from, size_t step,
         struct bytes *to)
{
  struct decoder *d = decoder_new (c, "?");
  uint64_t misfits;

  for (size_t i = 0; i < from.len; i += step)
    decoder_add (d, from.at + i, from.len - i < step ? from.len - i : step, to);
  decoder_end (d, to);
  misfits = decoder_misfit (d)->count;
  decoder_free (d);
  return misfits;
}

static uint64_t
write_in (const struct charset *c, const struct bytes *text, struct bytes *to)
{
  struct encoder *e = encoder_new (c);
  struct bytes copy = { 0 };
  uint64_t misfits;

  bytes_add (&copy, text->at, text->len);
  encoder_lines (e, &copy, true, to);
  misfits = encoder_misfit (e)->count;
  encoder_free (e);
  bytes_free (&copy);
  return misfits;
}

static bool
same (const struct bytes *a, const struct bytes *b)
{
  return a->len == b->len
         && (a->len == 0 || memcmp (a->at, b->at, a->len) == 0);
}

/* Whether the file would begin with the mark of UTF-8, which is no text. */
static bool
has_mark (const struct bytes *raw)
{
  return raw->len >= 3 && memcmp (raw->at, "\xEF\xBB\xBF", 3) == 0;
}

static void
try_reading (const struct charset *c, struct slice from)
{
  SCOPED_BYTES whole = { 0 }, pieces = { 0 };

  read_in (c, from, from.len + 1, &whole);
  read_in (c, from, 1 + from.len / 3, &pieces);
  if (!same (&whole, &pieces) || !utf8_valid (whole.at, whole.len))
    abort ();
}

static void
try_writing (const struct charset *c, struct slice from)
{
  SCOPED_BYTES text = { 0 }, raw = { 0 }, back = { 0 };

  nfc_add (&text, (const char *) from.at, from.len);
  if (write_in (c, &text, &raw) > 0 || has_mark (&raw)
      || c->kind == CHARSET_UTF8)
    return;
  if (read_in (c, (struct slice){ raw.at, raw.len }, raw.len + 1, &back) > 0
      || !same (&text, &back))
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *from, size_t len)
{
  struct charset c;
  struct slice rest = { from + 1, len - 1 };

  if (len < 2)
    return 0;
  c = charset_of (from[0] % CHARSETS);
  try_reading (&c, rest);
  if (utf8_valid (rest.at, rest.len))
    try_writing (&c, rest);
  return 0;
}
