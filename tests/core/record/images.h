/* images.h - images of texts that end where their first 0 is. */
#ifndef TESTS_CORE_RECORD_IMAGES_H
#define TESTS_CORE_RECORD_IMAGES_H

#include "record/record.h"

#include <string.h>

static inline uint16_t
add_image (struct bytes *to, const char *const *texts, unsigned count)
{
  size_t sizes[2 * FIELDS_MOST];

  for (unsigned i = 0; i < count; i++)
    sizes[i] = strlen (texts[i]);
  return image_add (to, texts, sizes, count);
}

#endif
