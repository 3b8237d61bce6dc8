/* bytes.c - a growable run of bytes, and readers that never overrun. */

#include "base/bytes.h"
#include "base/error.h"
#include "base/language.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__ ((noreturn)) static void
no_memory (void)
{
  fprintf (stderr, "hoso: %s\n", _ ("there is not enough memory"));
  exit (outcome_exit (ERR_SYSTEM));
}

void *
bytes_must_again (void *old, size_t size)
{
  void *memory = realloc (old, size > 0 ? size : 1);

  if (memory == NULL)
    no_memory ();
  return memory;
}

void *
bytes_must (size_t size)
{
  return bytes_must_again (NULL, size);
}

char *
bytes_must_copy (const char *text)
{
  size_t size = strlen (text) + 1;

  return memcpy (bytes_must (size), text, size);
}

void
bytes_reserve (struct bytes *b, size_t more)
{
  size_t room = b->room > 0 ? b->room : 64;

  if (more <= b->room - b->len)
    return;
  if (more > SIZE_MAX / 4 || b->len > SIZE_MAX / 4)
    no_memory ();
  while (room < b->len + more)
    room *= 2;
  b->at = bytes_must_again (b->at, room);
  b->room = room;
}

void
bytes_printf (struct bytes *b, const char *format, ...)
{
  va_list args, again;
  int len;

  va_start (args, format);
  va_copy (again, args);
  len = vsnprintf (NULL, 0, format, args);
  if (len > 0) {
    bytes_reserve (b, (size_t) len + 1);
    vsnprintf ((char *) b->at + b->len, (size_t) len + 1, format, again);
    b->len += (size_t) len;
  }
  va_end (again);
  va_end (args);
}

void
put_block (struct bytes *b, const void *from, size_t len)
{
  if (len > UINT32_MAX)
    no_memory ();
  put_u32 (b, (uint32_t) len);
  bytes_add (b, from, len);
}

void
put_text (struct bytes *b, const char *text)
{
  put_block (b, text, strlen (text));
}

/* Reading. */

struct slice
take_block (struct reader *r)
{
  return take (r, take_u32 (r));
}

char *
take_text (struct reader *r)
{
  struct slice block = take_block (r);
  char *text;

  if (memchr (block.at, '\0', block.len) != NULL) {
    r->bad = true;
    block.len = 0;
  }
  text = bytes_must (block.len + 1);
  memcpy (text, block.at, block.len);
  text[block.len] = '\0';
  return text;
}

bool
slice_is (struct slice s, const char *text)
{
  return strlen (text) == s.len && memcmp (s.at, text, s.len) == 0;
}

/* Hex. */

void
hex_of (const void *from, size_t len, char *text)
{
  const unsigned char *at = from;

  for (size_t i = 0; i < len; i++) {
    *text++ = "0123456789abcdef"[at[i] >> 4];
    *text++ = "0123456789abcdef"[at[i] & 15];
  }
  *text = '\0';
}

/* What the digit C is worth, or -1. */
static int
nibble (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

bool
hex_read (const char *hex, void *to, size_t len)
{
  unsigned char *at = to;

  if (strlen (hex) != 2 * len)
    return false;
  for (size_t i = 0; i < len; i++) {
    int high = nibble (hex[2 * i]), low = nibble (hex[2 * i + 1]);

    if (high < 0 || low < 0)
      return false;
    at[i] = (unsigned char) (high << 4 | low);
  }
  return true;
}

/* UTF-8. */

/* What the byte behind the first one may be, by the first (Unicode 15, table
 * 3-7): neither overlong forms nor surrogates nor beyond U+10FFFF.
 */
static const struct {
  unsigned char first, last, low, high;
  size_t len;
} forms[] = {
  { 0x00, 0x7F, 0x00, 0x00, 1 }, { 0xC2, 0xDF, 0x80, 0xBF, 2 },
  { 0xE0, 0xE0, 0xA0, 0xBF, 3 }, { 0xE1, 0xEC, 0x80, 0xBF, 3 },
  { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 },
  { 0xF0, 0xF0, 0x90, 0xBF, 4 }, { 0xF1, 0xF3, 0x80, 0xBF, 4 },
  { 0xF4, 0xF4, 0x80, 0x8F, 4 },
};
enum { FORMS = sizeof forms / sizeof *forms };

static size_t
any_letter (const unsigned char *at, size_t left)
{
  size_t form = 0;

  while (form < FORMS && at[0] > forms[form].last)
    form++;
  if (form == FORMS || at[0] < forms[form].first || forms[form].len > left)
    return 0;
  for (size_t i = 1; i < forms[form].len; i++)
    if (at[i] < (i == 1 ? forms[form].low : 0x80)
        || at[i] > (i == 1 ? forms[form].high : 0xBF))
      return 0;
  return forms[form].len;
}

size_t
bytes_letter (const void *from, size_t left)
{
  const unsigned char *at = from;

  if (left == 0)
    return 0;
  /* The letters of Viet Nam: two bytes, or three of which any will do. */
  if (at[0] >= 0xC2 && at[0] <= 0xDF)
    return left > 1 && (at[1] & 0xC0) == 0x80 ? 2 : 0;
  if (at[0] == 0xE1)
    return left > 2 && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80 ? 3 : 0;
  return any_letter (at, left);
}
