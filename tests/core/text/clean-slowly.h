/* clean-slowly.h - whether a text is clean, byte by byte: what text_clean is
 * held against.
 */
#ifndef TESTS_CORE_TEXT_CLEAN_SLOWLY_H
#define TESTS_CORE_TEXT_CLEAN_SLOWLY_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes belong to the letter that C begins; 0: it is not allowed. */
static inline unsigned
clean_size (unsigned char c)
{
  if (c < 0x80)
    return c >= 0x20 && c != 0x7F;
  if (c < 0xC3 || c == 0xCC || c == 0xCD)
    return 0;
  if (c < 0xE0)
    return 2;
  return c == 0xE1 || (c >= 0xE4 && c <= 0xEC) || c == 0xEE ? 3 : 0;
}

static inline bool
clean_slowly (const char *text, size_t len)
{
  unsigned size;

  for (size_t i = 0; i < len; i += size) {
    size = clean_size ((unsigned char) text[i]);
    if (size == 0 || size > len - i)
      return false;
    for (unsigned k = 1; k < size; k++)
      if (((unsigned char) text[i + k] & 0xC0) != 0x80)
        return false;
    if (text[i] == ' ' && i > 0 && text[i - 1] == ' ')
      return false;
  }
  return true;
}

#endif
