/* text/ascii.h - digits and letters of ASCII, whatever the locale is.
 *
 * A byte beyond ASCII, signed or not, and a code point beyond it are neither.
 */
#ifndef TEXT_ASCII_H
#define TEXT_ASCII_H

#include <stdbool.h>
#include <stdint.h>

static inline bool
ascii_digit (uint32_t c)
{
  return c - '0' < 10;
}

static inline bool
ascii_capital (uint32_t c)
{
  return c - 'A' < 26;
}

static inline bool
ascii_letter (uint32_t c)
{
  return (c | 0x20) - 'a' < 26;
}

static inline char
ascii_small (char c)
{
  return ascii_capital ((uint32_t) c) ? (char) (c | 0x20) : c;
}

#endif
