/* order-fuzz.c - a text and its normal form are one, they fold and sort
 * alike; and the order of two texts is that of their words.
 *
 * Two texts, the first one ended by 0.
 */

#include "tests/fuzz/fuzz.h"
#include "text/collate.h"
#include "text/fold.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool
same (const struct bytes *a, const struct bytes *b)
{
  return a->len == b->len
         && (a->len == 0 || memcmp (a->at, b->at, a->len) == 0);
}

static void
whole_add (struct bytes *to, const char *text, size_t len)
{
  collate_add (to, text, len, COLLATE_WHOLE);
}

static void
given_add (struct bytes *to, const char *text, size_t len)
{
  collate_add (to, text, len, COLLATE_GIVEN);
}

static void
try_normal (const char *text, size_t len)
{
  static void (*const deeds[]) (struct bytes *, const char *,
                                size_t) = { nfc_add,     fold_add,  small_add,
                                            capital_add, whole_add, given_add };
  SCOPED_BYTES normal = { 0 };

  nfc_add (&normal, text, len);
  bytes_text (&normal);
  if (!nfc_is ((char *) normal.at, normal.len))
    abort ();
  for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
    SCOPED_BYTES one = { 0 }, other = { 0 };

    deeds[i](&one, text, len);
    deeds[i](&other, (char *) normal.at, normal.len);
    if (!same (&one, &other))
      abort ();
  }
}

static int
order_of (const struct bytes *a, const struct bytes *b)
{
  size_t least = a->len < b->len ? a->len : b->len;
  int order = least == 0 ? 0 : memcmp (a->at, b->at, least);

  return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

/* Blanks at the ends and twice between count for nothing, and a text stands
 * before itself and more.
 */
static void
try_order (const char *text, size_t len, const char *more, size_t n_more)
{
  SCOPED_BYTES wide = { 0 }, longer = { 0 }, key = { 0 }, other = { 0 };

  bytes_printf (&wide, "  %.*s ", (int) len, text);
  bytes_printf (&longer, "%.*s %.*s", (int) len, text, (int) n_more, more);
  whole_add (&key, text, len);
  whole_add (&other, (char *) wide.at, wide.len);
  if (!same (&key, &other))
    abort ();
  bytes_clear (&other);
  whole_add (&other, (char *) longer.at, longer.len);
  if (order_of (&key, &other) > 0)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *from, size_t len)
{
  SCOPED_BYTES at = { 0 };
  const char *text, *more;
  size_t n, n_more;

  bytes_add (&at, from, len);
  text = bytes_text (&at);
  n = strlen (text);
  more = n < len ? text + n + 1 : text + n;
  n_more = strlen (more);
  if (!utf8_valid (text, n) || !utf8_valid (more, n_more))
    return 0;
  try_normal (text, n);
  try_order (text, n, more, n_more);
  return 0;
}
