/* windows.c - Windows-1252, which most mistaken text went through. */

#include "text/windows.h"

#include "text/utf8.h"

/* 0x80..0x9F, by its table at unicode.org; the rest is Latin-1. */
static const uint16_t codes[32] = {
  0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

uint32_t
windows_code (unsigned char byte)
{
  return byte >= 0x80 && byte < 0xA0 ? codes[byte - 0x80] : byte;
}

int
windows_byte (uint32_t c)
{
  if (c < 0x100)
    return (int) c;
  for (int i = 0; i < 32; i++)
    if (codes[i] == c)
      return 0x80 + i;
  return -1;
}

bool
windows_bytes (struct bytes *to, const char *text, size_t len)
{
  const char *at = text, *end = text + len;
  size_t before = to->len;

  while (at < end) {
    int byte = windows_byte (utf8_next (&at, end));

    if (byte < 0) {
      to->len = before;
      return false;
    }
    bytes_add_char (to, (char) byte);
  }
  return true;
}
