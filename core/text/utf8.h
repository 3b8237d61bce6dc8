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

/* Reads one code point of valid or invalid text at *AT before END and moves
 * *AT on; an invalid byte gives 0xFFFD and is passed over alone.  *AT < END.
 */
uint32_t utf8_next (const char **at, const char *end);

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

#endif
