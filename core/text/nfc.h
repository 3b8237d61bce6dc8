/* text/nfc.h - Vietnamese in one spelling: composed, NFC. */
#ifndef TEXT_NFC_H
#define TEXT_NFC_H

#include "base/bytes.h"

/* Appends TEXT (valid UTF-8) to *TO with every Vietnamese letter and every
 * Latin letter of Latin-1 and Latin Extended-A composed, marks in any order.
 * Combining marks that no letter takes stay.
 */
void nfc_add (struct bytes *to, const char *text, size_t len);

/* Whether there is a combining mark, quickly; without one nfc_add copies. */
bool nfc_has_marks (const char *text, size_t len);

/* Whether nfc_add would change nothing; quick for text without marks. */
bool nfc_is (const char *text, size_t len);

/* As nfc_add, and what files do to words: trims, turns NBSP and tabs into
 * blanks, drops U+200B, U+FEFF and U+00AD, squeezes blanks.  With LINES, line
 * ends stay ("\n"; CR LF and CR become it) and each line is trimmed at its end.
 */
void nfc_add_tidy (struct bytes *to, const char *text, size_t len, bool lines);

#endif
