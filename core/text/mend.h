/* text/mend.h - text that scanners and keyboards damaged, put right. */
#ifndef TEXT_MEND_H
#define TEXT_MEND_H

#include "base/bytes.h"

#include <stdbool.h>

/* "Nguyá»…n" to "Nguyễn": UTF-8 whose bytes were taken for letters of Latin-1
 * or Windows-1252.  Appends the mended text and returns true only if all of it
 * can be so.
 */
bool mend_bytes (struct bytes *to, const char *text, size_t len);

/* "nGUYỄN" to "Nguyễn": appends TEXT with the case of every letter changed. */
void mend_case (struct bytes *to, const char *text, size_t len);

/* Whether every word of TEXT has a small letter first and capitals behind, as
 * Caps Lock makes it, and one has at least two letters.
 */
bool mend_is_caps_lock (const char *text, size_t len);

#endif
