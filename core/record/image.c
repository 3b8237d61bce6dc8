/* image.c - the values of a form as bytes, each one a look away. */

#include "record/image-ends.h"

#include "area/area.h"
#include "base/arena.h"
#include "base/language.h"
#include "text/clean.h"

#include <string.h>

enum {
  COUNT_SIZE = 2,
  WARD_DIGITS = 5,               /* at least */
  WARD_TEXT = 24,                /* "26740/20260802" and the widest numbers */
  VALUES_MOST = 2 * FIELDS_MOST, /* every field may be an address */
};

enum { AT_ONCE = 16 }; /* bytes: most values have fewer */

/* Most values have less than sixteen bytes: two copies that overlap. */
static inline void
copy_short (unsigned char *to, const char *from, size_t len)
{
  if (len > 16) {
    memcpy (to, from, len);
  } else if (len >= 8) {
    memcpy (to, from, 8);
    memcpy (to + len - 8, from + len - 8, 8);
  } else if (len >= 4) {
    memcpy (to, from, 4);
    memcpy (to + len - 4, from + len - 4, 4);
  } else if (len > 0) {
    to[0] = (unsigned char) from[0];
    to[len / 2] = (unsigned char) from[len / 2];
    to[len - 1] = (unsigned char) from[len - 1];
  }
}

/* Values and their ends to the front AT of an image.  WIDE is known to the
 * compiler.
 */
static inline __attribute__ ((always_inline)) void
put_values (unsigned char *at, bool wide, const char *const *texts,
            const size_t *sizes, unsigned count)
{
  unsigned char *ends = at + COUNT_SIZE;
  unsigned char *values = ends + (size_t) count * (wide ? 4 : 2);
  size_t end = 0;

  for (unsigned i = 0; i < count; i++) {
    copy_short (values + end, texts[i], sizes[i]);
    end += sizes[i];
    image_put_end (ends, wide, i, end);
  }
}

uint16_t
image_add (struct bytes *to, const char *const *texts, const size_t *sizes,
           unsigned count)
{
  size_t len = 0, head;
  unsigned char *at;
  bool wide;

  for (unsigned i = 0; i < count; i++)
    len += sizes[i];
  wide = len > UINT16_MAX;
  head = COUNT_SIZE + (size_t) count * (wide ? 4 : 2);

  bytes_reserve (to, head + len);
  at = to->at + to->len;
  at[0] = (unsigned char) count;
  at[1] = (unsigned char) (count >> 8);
  if (wide)
    put_values (at, true, texts, sizes, count);
  else
    put_values (at, false, texts, sizes, count);
  to->len += head + len;
  return wide ? RECORD_WIDE : 0;
}

static void
measure (const char *const *texts, unsigned count, size_t *sizes)
{
  for (unsigned i = 0; i < count; i++)
    sizes[i] = strlen (texts[i]);
}

/* Whether each value ends behind the one before, the last at END.  WIDE is
 * known to the compiler.
 */
static inline __attribute__ ((always_inline)) bool
in_order (const struct image *of, bool wide, size_t end)
{
  struct image image = { .at = of->at, .count = of->count, .wide = wide };
  size_t before = 0;
  bool good = true;

  for (unsigned i = 0; i < image.count; i++) {
    size_t at = image_end (&image, i);

    good &= at >= before;
    before = at;
  }
  return good && before == end;
}

static bool
is_whole (const struct image *image, size_t end)
{
  return image->wide ? in_order (image, true, end)
                     : in_order (image, false, end);
}

/* What is wrong with an image that is not whole. */
static enum outcome
fail_torn (const struct image *image, size_t room, struct error *e)
{
  size_t before = 0;

  for (unsigned i = 0; i < image->count; i++) {
    size_t end = image_end (image, i);

    if (end < before || end > room)
      return fail (e, ERR_DAMAGED, 0,
                   _ ("value %u of a record lies outside of it"), i + 1);
    before = end;
  }
  return fail (e, ERR_DAMAGED, 0, _ ("a record has bytes behind its values"));
}

enum outcome
image_open (const void *at, size_t len, uint16_t flags, struct image *image,
            struct error *e)
{
  size_t front;

  *image = (struct image){ at, len, 0, (flags & RECORD_WIDE) != 0 };
  if ((flags & RECORD_PACKED) != 0)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("a record is compressed, a newer hoso wrote it"));
  if (len >= COUNT_SIZE)
    image->count = image_count_at (image->at);
  front = image_front (image);
  if (len < front)
    return fail (e, ERR_DAMAGED, 0, _ ("the values of a record end too early"));
  return is_whole (image, len - front) ? OK : fail_torn (image, len - front, e);
}

/* Whether no value ends within a letter.  WIDE is known to the compiler. */
static inline __attribute__ ((always_inline)) bool
ends_whole (const struct image *of, bool wide)
{
  const struct image image = { .at = of->at, .count = of->count, .wide = wide };
  size_t front = image_front (&image), room = of->len - front;
  const unsigned char *values = image.at + front;
  bool within = false;

  for (unsigned i = 0; i < image.count; i++) {
    size_t end = image_end (&image, i);

    within |= end < room && (values[end] & 0xC0) == 0x80;
  }
  return !within;
}

/* Values that lie one behind the other are looked at as one text. */
bool
image_clean (const struct image *image)
{
  size_t front = image_front (image);

  return (image->wide ? ends_whole (image, true) : ends_whole (image, false))
         && text_clean ((const char *) image->at + front, image->len - front);
}

uint32_t
image_ward (struct slice text)
{
  uint32_t ward = 0;

  for (size_t i = 0; i < text.len && text.at[i] != '/'; i++) {
    if (text.at[i] < '0' || text.at[i] > '9' || i >= 9)
      return 0;
    ward = ward * 10 + (text.at[i] - '0');
  }
  return ward;
}

/* LEN of the LEFT bytes at FROM become a text at TO, which has room for as many
 * as are copied at once; returns what is behind it.
 */
static inline char *
copy_text (char *to, const unsigned char *from, size_t len, size_t left)
{
  if (len <= AT_ONCE && left >= AT_ONCE)
    memcpy (to, from, AT_ONCE);
  else if (len > 0)
    memcpy (to, from, len);
  to[len] = '\0';
  return to + len + 1;
}

/* Copies FIELDS values to HOLD; those that are missing are "".  WIDE is known
 * to the compiler; nothing that is written may be the image that FROM is of.
 */
static inline __attribute__ ((always_inline)) void
copy_texts (const struct image *from, bool wide, unsigned fields, char *hold,
            const char **texts, size_t *sizes)
{
  const struct image image = { .at = from->at,
                               .count = from->count,
                               .wide = wide };
  size_t front = image_front (&image), room = from->len - front, begin = 0;
  const unsigned char *at = image.at + front;

  for (unsigned i = 0; i < fields; i++) {
    size_t end = i < image.count ? image_end (&image, i) : begin;

    texts[i] = hold;
    sizes[i] = end - begin;
    hold = copy_text (hold, at + begin, end - begin, room - begin);
    begin = end;
  }
}

struct values
image_values (const struct image *image, const struct form *form,
              struct arena *arena)
{
  unsigned fields = form->n_fields, addresses = form_addresses (form);
  char *hold = arena_take (arena, image->len + fields + AT_ONCE);
  const char **texts = arena_take (arena, (fields + 1) * sizeof *texts);
  size_t *sizes = arena_take (arena, (fields + 1) * sizeof *sizes);
  struct values to = { .texts = texts, .sizes = sizes };

  to.wards = arena_take (arena, (addresses + 1) * sizeof *to.wards);
  if (image->wide)
    copy_texts (image, true, fields, hold, texts, sizes);
  else
    copy_texts (image, false, fields, hold, texts, sizes);
  for (unsigned i = 0; i < addresses && fields + i < image->count; i++)
    to.wards[i] = image_ward (image_value (image, fields + i));
  return to;
}

/* ---- of a form's values -------------------------------------------------- */

/* N in LEAST digits or more, behind AT; returns where they end. */
static char *
put_number (char *at, uint32_t n, unsigned least)
{
  char digits[10], *first = digits + sizeof digits;
  unsigned count = 0;

  for (; count < least || n > 0; count++, n /= 10)
    *--first = (char) ('0' + n % 10);
  memcpy (at, first, count);
  return at + count;
}

/* What stands behind a ward: "/20260802", the list it is from; returns its
 * length.
 */
static size_t
list_text (char list[WARD_TEXT])
{
  list[0] = '/';
  return (size_t) (put_number (list + 1, area_version (), 1) - list);
}

/* "26740/20260802" of a ward, nothing of none; LIST has LEN bytes. */
static size_t
ward_text (uint32_t ward, const char *list, size_t len, char to[WARD_TEXT])
{
  char *behind;

  if (ward == 0)
    return 0;
  behind = put_number (to, ward, WARD_DIGITS);
  memcpy (behind, list, len);
  return (size_t) (behind - to) + len;
}

/* Whether WARD would be written as TEXT is: LIST is that of a ward. */
static bool
ward_stays (uint32_t ward, struct slice list, struct slice text)
{
  if (ward == 0)
    return text.len == 0;
  return image_ward (text) == ward && text.len == WARD_DIGITS + list.len
         && memcmp (text.at + WARD_DIGITS, list.at, list.len) == 0;
}

/* Whether the wards would be written as IMAGE has them. */
static bool
wards_stay (const struct image *image, const struct form *form,
            const uint32_t *wards)
{
  unsigned addresses = form_addresses (form);
  char text[WARD_TEXT];
  struct slice list = { (const unsigned char *) text, 0 };

  if (addresses > 0)
    list.len = list_text (text);
  for (unsigned i = 0; i < addresses; i++)
    if (!ward_stays (wards[i], list, image_value (image, form->n_fields + i)))
      return false;
  return true;
}

/* Whether the values would be written as the image that they came in. */
static bool
values_stay (const struct form *form, const struct values *values)
{
  const struct origin *from = values->origin;
  const struct image *image = &from->image;

  if (image->count != form->n_fields + form_addresses (form)
      || image->wide != (image->len - image_front (image) > UINT16_MAX))
    return false;
  for (unsigned i = 0; i < form->n_fields; i++)
    if (values->texts[i] != from->texts[i]
        && strcmp (values->texts[i], from->texts[i]) != 0)
      return false;
  return wards_stay (image, form, values->wards);
}

uint16_t
values_image (const struct form *form, const struct values *values,
              const size_t *sizes, struct bytes *to)
{
  unsigned fields = form->n_fields, addresses = form_addresses (form);
  const struct origin *from = values->origin;
  const char *texts[2 * FIELDS_MOST];
  size_t all_sizes[2 * FIELDS_MOST];
  char wards[FIELDS_MOST][WARD_TEXT], list[WARD_TEXT];
  size_t list_len = addresses > 0 ? list_text (list) : 0;

  if (from != NULL && values_stay (form, values)) {
    bytes_add (to, from->image.at, from->image.len);
    return from->image.wide ? RECORD_WIDE : 0;
  }
  memcpy (texts, values->texts, fields * sizeof *texts);
  if (sizes != NULL)
    memcpy (all_sizes, sizes, fields * sizeof *sizes);
  else
    measure (texts, fields, all_sizes);
  for (unsigned i = 0; i < addresses; i++) {
    texts[fields + i] = wards[i];
    all_sizes[fields + i] =
      ward_text (values->wards[i], list, list_len, wards[i]);
  }
  return image_add (to, texts, all_sizes, fields + addresses);
}
