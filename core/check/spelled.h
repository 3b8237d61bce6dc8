/* check/spelled.h - codes that were found to be as their kind stores them, so
 * that what comes again, as choices do, is not looked up again.
 */
#ifndef CHECK_SPELLED_H
#define CHECK_SPELLED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SPELLED_MOST = 7 };   /* bytes of a code that is remembered           */

/* A code, not empty, in FIELD of a dossier received that day. */
struct spelled {
  uint64_t code;             /* its bytes, and above them how many; 0: none  */
  int32_t received;
  uint16_t field;
};
struct spelled_codes;
void spelled_free (struct spelled_codes *); /* NULL is allowed               */

/* Where the code TEXT, of SPELLED_MOST bytes at most, is remembered in *CODES,
 * made when it is NULL; NOW is it.  It is remembered when both are the same.
 */
struct spelled *spelled_find (struct spelled_codes **CODES, uint16_t field,
                              const char *text, size_t len, int32_t received,
                              struct spelled *now);

static inline bool
spelled_same (const struct spelled *a, const struct spelled *b)
{
  return a->code == b->code && a->field == b->field
         && a->received == b->received;
}

#endif
