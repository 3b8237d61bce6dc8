/* record-fuzz.c - whatever bytes the store holds, reading them stays inside. */

#include "base/arena.h"
#include "record/change.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const struct form_field fields[] = {
  { .key = "ten", .kind = HOSO_NAME },
  { .key = "que", .kind = HOSO_ADDRESS },
  { .key = "ghi", .kind = HOSO_NOTES },
};

static const struct form form = {
  .name = "thu", .code = "9.000001", .fields = fields, .n_fields = 3
};

/* Every byte is looked at, so that the sanitizers see a look too far. */
static void
look (struct slice bytes)
{
  volatile unsigned char seen = 0;

  for (size_t i = 0; i < bytes.len; i++)
    seen ^= bytes.at[i];
}

static void
look_at_image (struct slice at, uint16_t flags)
{
  struct image image;
  struct arena *arena;

  if (image_open (at.at, at.len, flags, &image, NULL) != OK)
    return;
  for (unsigned i = 0; i < image.count; i++)
    look (image_value (&image, i));
  arena = arena_new ();
  image_values (&image, &form, arena);
  arena_free (arena);
}

/* What was read is written again and must read the same. */
static void
look_at_change (const uint8_t *at, size_t len)
{
  SCOPED_BYTES again = { 0 };
  struct change c;

  change_proves (at, len);
  if (change_read (1, at, len, &c, NULL) != OK)
    return;
  look (c.reason);
  look (c.head.override);
  look_at_image (c.image, c.head.flags);
  change_add (&c, &again);
  if (again.len != len || memcmp (again.at, at, CHANGE_HEAD - HASH_SIZE) != 0)
    abort ();
}

static void
look_at_code (const uint8_t *at, size_t len)
{
  char text[128], shown[96];
  struct code code, again;

  if (len >= sizeof text)
    len = sizeof text - 1;
  memcpy (text, at, len);
  text[len] = '\0';
  if (!code_read (text, "H29.22.1", &code))
    return;
  code_text (&code, "H29.22.1", shown);
  if (!code_read (shown, "H29.22.1", &again) || again.kind != code.kind
      || again.day != code.day || again.serial != code.serial)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  struct slice all = { at, len };

  look_at_change (at, len);
  look_at_code (at, len);
  look_at_image (all, 0);
  look_at_image (all, RECORD_WIDE);
  return 0;
}
