/* check/spelled.h - codes that were found to be as their kind stores them, so
 * that what comes again, as choices do, is not looked up again.
 */
#ifndef CHECK_SPELLED_H
#define CHECK_SPELLED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SPELLED_MOST = 7 };   /* bytes of a code that is remembered           */

/* A code in FIELD of a dossier received that day. */
struct spelled {
  uint64_t code;             /* its bytes, and above them how many; 0: none  */
  int32_t received;
  uint16_t field;
};
struct spelled spelled_of (uint16_t field, const char *text, size_t len,
                           int32_t received);

struct spelled_codes;
void spelled_free (struct spelled_codes *); /* NULL is allowed               */

/* Where such a code is remembered, in *CODES, made when it is NULL. */
struct spelled *spelled_place (struct spelled_codes **CODES,
                               const struct spelled *);
bool spelled_same (const struct spelled *, const struct spelled *);

#endif
