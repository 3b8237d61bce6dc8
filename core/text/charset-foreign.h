/* text/charset-foreign.h - encodings that the system's iconv knows; private to
 * the charsets.
 */
#ifndef TEXT_CHARSET_FOREIGN_H
#define TEXT_CHARSET_FOREIGN_H

#include "base/bytes.h"

#include <stdbool.h>

/* A conversion under way; NULL when iconv does not know one of the names. */
struct foreign;
struct foreign *foreign_new (const char *to, const char *from);
void foreign_free (struct foreign *);                  /* NULL is allowed    */

/* Converts what it can of LEN bytes and appends it; returns how many were
 * taken.  It stops before a letter that is not whole yet, and before one that
 * cannot be converted: then *BAD is true.
 */
size_t foreign_add (struct foreign *, const char *from, size_t len,
                    struct bytes *to, bool *bad);

/* Appends what the conversion still holds back: CP1258 keeps the last letter
 * until it knows whether a tone follows.
 */
void foreign_end (struct foreign *, struct bytes *to);

#endif
