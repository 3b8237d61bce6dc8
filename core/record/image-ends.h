/* record/image-ends.h - where the values of an image end, as bytes. */
#ifndef RECORD_IMAGE_ENDS_H
#define RECORD_IMAGE_ENDS_H

#include "record/record.h"

/* Where the ends begin is fixed, so they are written in place. */
static inline void
image_put_end (unsigned char *ends, bool wide, unsigned i, size_t end)
{
  unsigned char *at = ends + i * (wide ? 4u : 2u);

  at[0] = (unsigned char) end;
  at[1] = (unsigned char) (end >> 8);
  if (wide) {
    at[2] = (unsigned char) (end >> 16);
    at[3] = (unsigned char) (end >> 24);
  }
}

/* How many values it has; it is there whole. */
static inline uint16_t
image_count_at (const unsigned char *at)
{
  return (uint16_t) (at[0] | at[1] << 8);
}

#endif
