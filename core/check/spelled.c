/* spelled.c - values that were found to be as their kind stores them. */

#include "check/spelled.h"

#include "base/bytes.h"

#include <string.h>

enum { PLACES = 4096 }; /* 128 KiB a form; a newer value replaces an older */

struct spelled_values {
  struct spelled at[PLACES];
};

void
spelled_free (struct spelled_values *values)
{
  free (values);
}

static unsigned
place_of (uint16_t field, const char *text, size_t len)
{
  uint64_t hash = (uint64_t) field << 8 ^ len;

  while (len > 0) {
    size_t part = len < 8 ? len : 8;
    uint64_t word = 0;

    memcpy (&word, text, part);
    hash = (hash ^ word) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
    text += part;
    len -= part;
  }
  return (unsigned) (hash % PLACES);
}

struct spelled *
spelled_place (struct spelled_values **values, uint16_t field, const char *text,
               size_t len)
{
  if (len > SPELLED_MOST)
    return NULL;
  if (*values == NULL) {
    *values = bytes_must (sizeof **values);
    memset (*values, 0, sizeof **values);
  }
  return &(*values)->at[place_of (field, text, len)];
}

bool
spelled_is (const struct spelled *s, uint16_t field, const char *text,
            size_t len, int32_t received)
{
  return s->len == len && s->field == field && s->received == received
         && memcmp (s->text, text, len) == 0;
}

void
spelled_keep (struct spelled *s, uint16_t field, const char *text, size_t len,
              int32_t received)
{
  s->received = received;
  s->field = field;
  s->len = (uint8_t) len;
  memcpy (s->text, text, len);
}
