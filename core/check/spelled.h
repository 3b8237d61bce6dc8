/* check/spelled.h - values that were found to be as their kind stores them, so
 * that what comes again, as wards, dates and choices do, is not parsed again.
 */
#ifndef CHECK_SPELLED_H
#define CHECK_SPELLED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SPELLED_MOST = 25 }; /* bytes of a text that is remembered            */

/* TEXT in FIELD of a dossier received that day. */
struct spelled {
  int32_t received;
  uint16_t field;
  uint8_t len;               /* 0: nothing yet                               */
  char text[SPELLED_MOST];
};

struct spelled_values;
void spelled_free (struct spelled_values *); /* NULL is allowed              */

/* Where such a value is remembered, in *VALUES, made when it is NULL; NULL for
 * one that is too long.
 */
struct spelled *spelled_place (struct spelled_values **VALUES,
                               uint16_t field, const char *text, size_t len);
bool spelled_is (const struct spelled *, uint16_t field, const char *text,
                 size_t len, int32_t received);
void spelled_keep (struct spelled *, uint16_t field, const char *text,
                   size_t len, int32_t received);

#endif
