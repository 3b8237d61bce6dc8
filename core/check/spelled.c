/* spelled.c - codes that were found to be as their kind stores them. */

#include "check/spelled.h"

#include "base/bytes.h"

#include <string.h>

/* 16 KiB a form; a newer code replaces an older */
enum { PLACES_BITS = 10, PLACES = 1 << PLACES_BITS };

struct spelled_codes {
  struct spelled at[PLACES];
};

void
spelled_free (struct spelled_codes *codes)
{
  free (codes);
}

struct spelled
spelled_of (uint16_t field, const char *text, size_t len, int32_t received)
{
  struct spelled s = { (uint64_t) len << 56, received, field };

  for (size_t i = 0; i < len; i++)
    s.code |= (uint64_t) (unsigned char) text[i] << 8 * i;
  return s;
}

struct spelled *
spelled_place (struct spelled_codes **codes, const struct spelled *s)
{
  uint64_t hash = (s->code ^ (uint64_t) s->field << 40) * 0x9e3779b97f4a7c15u;

  if (*codes == NULL) {
    *codes = bytes_must (sizeof **codes);
    memset (*codes, 0, sizeof **codes);
  }
  return &(*codes)->at[hash >> (64 - PLACES_BITS)];
}

bool
spelled_same (const struct spelled *a, const struct spelled *b)
{
  return a->code == b->code && a->field == b->field
         && a->received == b->received;
}
