/* bytes-test.c - what is written is read again, and readers never overrun. */

#include "base/bytes.h"
#include "tests/tap.h"

#include <string.h>

static void
test_numbers (void)
{
  SCOPED_BYTES b = { 0 };
  struct reader r;

  put_u8 (&b, 0xFE);
  put_u16 (&b, 0xFEDC);
  put_u32 (&b, 0xFEDCBA98);
  put_u64 (&b, UINT64_C (0xFEDCBA9876543210));
  put_be16 (&b, 0xFEDC);
  put_be32 (&b, 0xFEDCBA98);
  bytes_add (&b, "\1\2\3\4\5\6\7\10", 8);
  ok (b.len == 1 + 2 + 4 + 8 + 2 + 4 + 8, "numbers take their size");
  ok (b.at[1] == 0xDC && b.at[15] == 0xFE, "little end first, then big");

  r = reader_of (b.at, b.len);
  ok (take_u8 (&r) == 0xFE && take_u16 (&r) == 0xFEDC
        && take_u32 (&r) == 0xFEDCBA98
        && take_u64 (&r) == UINT64_C (0xFEDCBA9876543210),
      "little-endian numbers come back");
  ok (take_be16 (&r) == 0xFEDC && take_be32 (&r) == 0xFEDCBA98
        && take_be64 (&r) == UINT64_C (0x0102030405060708),
      "big-endian numbers come back");
  ok (r.left == 0 && !r.bad, "nothing is left");
  ok (take_u8 (&r) == 0 && r.bad, "past the end: 0 and bad");
}

/* What a reader makes of bytes that end too early. */
static void
test_past_the_end (void)
{
  static const struct {
    const char *name, *bytes;
    size_t len;
  } cases[] = {
    { "nothing at all", "", 0 },
    { "half a length", "\x05\0", 2 },
    { "a length and too few bytes", "\x05\0\0\0abc", 7 },
    { "the largest length",
      "\xFF\xFF\xFF\xFF"
      "abc",
      7 },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct reader r = reader_of (cases[i].bytes, cases[i].len);
    struct slice block = take_block (&r);
    struct reader again = reader_of (cases[i].bytes, cases[i].len);
    char *text = take_text (&again);

    ok (block.len == 0 && r.bad, "take_block: %s", cases[i].name);
    ok (*text == '\0' && again.bad, "take_text: %s", cases[i].name);
    free (text);
  }
}

static void
test_stays_bad (void)
{
  struct reader r = reader_of ("ab", 2);

  take_u32 (&r);
  ok (r.bad, "four bytes of two are bad");
  ok (take_u8 (&r) == 0 && take (&r, 0).len == 0 && r.bad,
      "what was bad gives nothing more");
  r = reader_of (NULL, 0);
  ok (memcmp (take (&r, 0).at, "", 0) == 0 && !r.bad,
      "an empty slice of nothing may be compared");
}

static void
test_texts (void)
{
  SCOPED_BYTES b = { 0 };
  struct reader r;
  char *text;

  put_text (&b, "Hồ sơ");
  put_block (&b, "a\0b", 3);
  r = reader_of (b.at, b.len);
  text = take_text (&r);
  ok (strcmp (text, "Hồ sơ") == 0 && !r.bad, "a text comes back");
  free (text);
  text = take_text (&r);
  ok (*text == '\0' && r.bad, "a text with a 0 inside is bad");
  free (text);
}

static void
test_growing (void)
{
  SCOPED_BYTES b = { 0 };
  bool same = true;

  for (int i = 0; i < 10000; i++)
    bytes_printf (&b, "%05d", i);
  for (int i = 0; i < 10000; i++) {
    char wanted[8];

    snprintf (wanted, sizeof wanted, "%05d", i);
    same = same && memcmp (b.at + 5 * i, wanted, 5) == 0;
  }
  ok (b.len == 50000 && same, "50,000 bytes in pieces of five");
  ok (strlen (bytes_text (&b)) == b.len, "bytes_text ends without counting");
  bytes_clear (&b);
  bytes_add (&b, NULL, 0);
  bytes_add_char (&b, 'x');
  ok (strcmp (bytes_text (&b), "x") == 0, "cleared and used again");
}

static void
test_hex (void)
{
  unsigned char raw[3];
  char text[7];

  hex_of ("\x00\xAB\xFF", 3, text);
  ok (strcmp (text, "00abff") == 0, "hex_of: small letters");
  ok (hex_read ("00aBFf", raw, 3) && memcmp (raw, "\x00\xAB\xFF", 3) == 0,
      "hex_read: either case");
  ok (!hex_read ("00aBF", raw, 3), "hex_read: a digit too few");
  ok (!hex_read ("00aBFf0", raw, 3), "hex_read: a digit too many");
  ok (!hex_read ("00aBFg", raw, 3), "hex_read: no digit");
  ok (hex_read ("", raw, 0), "hex_read: nothing");
}

static void
test_letters (void)
{
  static const struct {
    const char *name, *bytes;
    size_t wanted;
  } cases[] = {
    { "ASCII", "a", 1 },
    { "two bytes", "đ", 2 },
    { "three bytes", "ế", 3 },
    { "four bytes", "\xF0\x9F\x98\x80", 4 },
    { "the last code point", "\xF4\x8F\xBF\xBF", 4 },
    { "beyond the last", "\xF4\x90\x80\x80", 0 },
    { "overlong slash", "\xC0\xAF", 0 },
    { "overlong in three", "\xE0\x9F\xBF", 0 },
    { "overlong in four", "\xF0\x8F\xBF\xBF", 0 },
    { "surrogate", "\xED\xA0\x80", 0 },
    { "cut off", "\xE1\xBA", 0 },
    { "continuation alone", "\x80", 0 },
    { "first byte, then ASCII", "\xC3(", 0 },
    { "byte that never is", "\xFF", 0 },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t got = bytes_letter (cases[i].bytes, strlen (cases[i].bytes));

    if (!ok (got == cases[i].wanted, "bytes_letter: %s", cases[i].name))
      printf ("# wanted %zu got %zu\n", cases[i].wanted, got);
  }
  ok (bytes_letter ("a", 0) == 0, "bytes_letter: no bytes");
  ok (bytes_letter ("\0", 1) == 1, "bytes_letter: the byte 0 is a letter");
}

int
main (void)
{
  test_numbers ();
  test_past_the_end ();
  test_stays_bad ();
  test_texts ();
  test_growing ();
  test_hex ();
  test_letters ();
  return tap_done ();
}
