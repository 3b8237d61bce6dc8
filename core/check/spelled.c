/* spelled.c - codes that were found to be as their kind stores them. */

#include "check/spelled.h"

#include "base/bytes.h"

#include <endian.h>
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

/* LEN bytes, 1 to SPELLED_MOST, of which some are read twice. */
static uint64_t
packed (const char *text, size_t len)
{
  const unsigned char *at = (const unsigned char *) text;
  uint32_t front, back;

  if (len < 4)
    return at[0] | (uint64_t) at[len / 2] << 8 * (len / 2)
           | (uint64_t) at[len - 1] << 8 * (len - 1);
  memcpy (&front, at, 4);
  memcpy (&back, at + len - 4, 4);
  return le32toh (front) | (uint64_t) le32toh (back) << 8 * (len - 4);
}

static struct spelled_codes *
codes_new (void)
{
  struct spelled_codes *codes = bytes_must (sizeof *codes);

  memset (codes, 0, sizeof *codes);
  return codes;
}

struct spelled *
spelled_find (struct spelled_codes **codes, uint16_t field, const char *text,
              size_t len, int32_t received, struct spelled *now)
{
  uint64_t code = packed (text, len) | (uint64_t) len << 56;
  uint64_t hash = (code ^ (uint64_t) field << 40) * 0x9e3779b97f4a7c15u;

  if (*codes == NULL)
    *codes = codes_new ();
  *now = (struct spelled){ code, received, field };
  return &(*codes)->at[hash >> (64 - PLACES_BITS)];
}
