/* text/charset-escape.h - letters written as signs of ASCII; private to the
 * charsets.  Both ways work on text that holds whole letters, and append.
 */
#ifndef TEXT_CHARSET_ESCAPE_H
#define TEXT_CHARSET_ESCAPE_H

#include "base/bytes.h"

/* VIQR (RFC 1456): "Vie^.t" and "Việt". */
void viqr_read (const char *text, size_t len, struct bytes *to);
void viqr_write (const char *text, size_t len, struct bytes *to);

/* "&#7879;" or "&#x1EC7;". */
void ncr_read (const char *text, size_t len, struct bytes *to);
void ncr_write (const char *text, size_t len, struct bytes *to);

/* "\u1ec7", and to read also "\U00001ec7" and "\x1ec7". */
void c_string_read (const char *text, size_t len, struct bytes *to);
void c_string_write (const char *text, size_t len, struct bytes *to);

#endif
