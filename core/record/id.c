/* id.c - the id of a record: a hash of what people said, not of what was given.
 */

#include "record/image-ends.h"

#include <string.h>

enum { IMAGE_USUAL = 1024 }; /* bytes */

/* An image without what was GIVEN, while it is made. */
struct put {
  const struct image *from;
  unsigned char *ends, *values; /* where the next ones go */
  bool wide;
  size_t gone; /* bytes of values that were left out */
};

/* FROM_WIDE and WIDE are known to the compiler. */
static inline __attribute__ ((always_inline)) void
put_ends (struct put *p, unsigned first, unsigned until, bool from_wide,
          bool wide)
{
  struct image from = { .at = p->from->at, .wide = from_wide };

  for (unsigned i = first; i < until; i++)
    image_put_end (p->ends, wide, i - first, image_end (&from, i) - p->gone);
  p->ends += (size_t) (until - first) * (wide ? 4 : 2);
}

static size_t
begin_of (const struct image *image, unsigned i)
{
  return i == 0 ? 0 : image_end (image, i - 1);
}

/* Values FIRST to UNTIL, which lie side by side. */
static void
put_run (struct put *p, unsigned first, unsigned until)
{
  size_t begin = begin_of (p->from, first);
  size_t len = begin_of (p->from, until) - begin;

  if (p->from->wide && p->wide)
    put_ends (p, first, until, true, true);
  else if (p->from->wide)
    put_ends (p, first, until, true, false);
  else
    put_ends (p, first, until, false, false);
  p->values =
    mempcpy (p->values, p->from->at + image_front (p->from) + begin, len);
}

/* Which fields of a form are GIVEN; returns how many. */
static unsigned
find_given (const struct form *form, uint16_t *given)
{
  unsigned count = 0;

  for (uint16_t f = 0; f < form->n_fields; f++)
    if (form->fields[f].need == HOSO_GIVEN)
      given[count++] = f;
  return count;
}

/* Appends an image of the values of a form that are not GIVEN. */
static void
add_image_of_put (struct bytes *to, const struct form *form,
                  const struct image *image)
{
  uint16_t given[FIELDS_MOST];
  unsigned n_given = find_given (form, given), first = 0;
  unsigned count = form->n_fields - n_given;
  size_t len = begin_of (image, form->n_fields);
  struct put p = { .from = image };

  for (unsigned g = 0; g < n_given; g++)
    len -= image_end (image, given[g]) - begin_of (image, given[g]);
  p.wide = len > UINT16_MAX;
  put_u16 (to, (uint16_t) count);
  bytes_reserve (to, (size_t) count * (p.wide ? 4 : 2) + len);
  p.ends = to->at + to->len;
  p.values = p.ends + (size_t) count * (p.wide ? 4 : 2);
  for (unsigned g = 0; g < n_given; first = given[g++] + 1u) {
    put_run (&p, first, given[g]);
    p.gone += image_end (image, given[g]) - begin_of (image, given[g]);
  }
  put_run (&p, first, form->n_fields);
  to->len = (size_t) (p.values - to->at);
}

void
record_id_text (const struct form *form, struct slice image, uint16_t flags,
                struct bytes *to)
{
  const struct image from = {
    .at = image.at,
    .len = image.len,
    .count = image_count_at (image.at),
    .wide = (flags & RECORD_WIDE) != 0,
  };

  bytes_reserve (to, IMAGE_USUAL);
  bytes_add (to, form->code, strlen (form->code) + 1);
  add_image_of_put (to, form, &from);
}

enum { IDS_AT_ONCE = 16 };

void
record_ids (const struct hash_key *site_key, const struct bytes *texts,
            size_t count, unsigned char (*ids)[ID_SIZE])
{
  unsigned char hashes[IDS_AT_ONCE][HASH_SIZE];
  struct slice slices[IDS_AT_ONCE];

  for (size_t n; count > 0; count -= n, texts += n, ids += n) {
    n = count < IDS_AT_ONCE ? count : IDS_AT_ONCE;
    for (size_t i = 0; i < n; i++)
      slices[i] = (struct slice){ texts[i].at, texts[i].len };
    hash_each_keyed (site_key, slices, n, hashes);
    for (size_t i = 0; i < n; i++)
      memcpy (ids[i], hashes[i], ID_SIZE);
  }
}

void
record_id_of_values (const struct form *form, const struct values *values,
                     const unsigned char site_key[KEY_SIZE],
                     unsigned char id[ID_SIZE])
{
  SCOPED_BYTES text = { 0 }, image = { 0 };
  uint16_t flags = values_image (form, values, NULL, &image);
  unsigned char one[1][ID_SIZE];
  struct hash_key key;

  hash_key_make (site_key, &key);
  record_id_text (form, (struct slice){ image.at, image.len }, flags, &text);
  record_ids (&key, &text, 1, one);
  memcpy (id, one[0], ID_SIZE);
}
