/* text/clean.h - whether a text needs looking at letter by letter at all. */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

/* Whether LEN bytes are UTF-8 of one spelling in which there is nothing to
 * tidy: no control characters, no combining marks, no blanks but plain ones and
 * no two of those together.  Blanks may stand at the ends.  May say no too
 * often (to dashes, curly quotes, letters beyond U+FFFF), never yes.
 */
bool text_clean (const char *text, size_t len);

#endif
