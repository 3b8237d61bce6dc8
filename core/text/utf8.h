/* text/utf8.h - UTF-8, checked and walked. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether LEN bytes are UTF-8: no overlong forms, no surrogates, at most
 * U+10FFFF.
 */
bool utf8_valid (const void *at, size_t len);

/* Whether they are ASCII alone. */
bool utf8_ascii (const void *at, size_t len);

/* Reads one code point of valid or invalid text at *AT before END and moves
 * *AT on; an invalid byte gives 0xFFFD and is passed over alone.  *AT < END.
 */
static inline uint32_t utf8_next (const char **at, const char *end);

/* Writes C to TO (4 bytes of room); returns how many bytes it took. */
size_t utf8_put (uint32_t c, char to[4]);

/* How many letters a person sees in LEN bytes: code points without combining
 * marks and characters of no width.
 */
size_t utf8_letters (const char *text, size_t len);

/* The longest LENGTH <= LEN that ends between two letters. */
size_t utf8_cut (const char *text, size_t len, size_t most);

/* What C is between words: a blank of any width, a line end, nothing at all
 * (signs of no width that copying leaves behind), or a letter (all else).
 */
enum utf8_kind { UTF8_LETTER, UTF8_BLANK, UTF8_LINE, UTF8_NOTHING };
enum utf8_kind utf8_kind (uint32_t c);

/* Whether C is a control character (C0, DEL, C1), and whether text has one
 * other than LF.
 */
bool utf8_control (uint32_t c);
bool utf8_has_control (const char *text, size_t len, bool allow_newline);

/* ---- in place, since texts are walked all day ---- */

/* One that is not free to begin and go on as it likes: beyond U+1FFF, or not
 * valid.
 */
uint32_t utf8_next_rare (const char **at, const char *end);

static inline bool
utf8_goes_on (unsigned char c)
{
  return (c & 0xC0) == 0x80;
}

static inline uint32_t
utf8_next (const char **at, const char *end)
{
  const unsigned char *c = (const unsigned char *) *at;
  size_t left = (size_t) (end - *at);

  if (*c < 0x80) {
    ++*at;
    return *c;
  }
  if (*c >= 0xC2 && *c < 0xE0 && left > 1 && utf8_goes_on (c[1])) {
    *at += 2;
    return (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu);
  }
  if (*c == 0xE1 && left > 2 && utf8_goes_on (c[1]) && utf8_goes_on (c[2])) {
    *at += 3;
    return 0x1000u | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
  }
  return utf8_next_rare (at, end);
}

#endif
