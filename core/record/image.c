/* image.c - the values of a form as bytes, each one a look away. */

#include "record/record.h"

#include "area/area.h"
#include "base/arena.h"
#include "base/language.h"
#include "text/clean.h"

#include <string.h>

enum {
  COUNT_SIZE = 2,
  WARD_DIGITS = 5,               /* at least */
  WARD_TEXT = 24,                /* "26740/20260802" and the widest numbers */
  IMAGE_USUAL = 1024,            /* bytes */
  VALUES_MOST = 2 * FIELDS_MOST, /* every field may be an address */
};

static uint32_t
le16 (const unsigned char *at)
{
  return (uint32_t) at[0] | (uint32_t) at[1] << 8;
}

/* Where the ends begin is fixed, so they are written in place. */
static inline void
put_end (unsigned char *ends, bool wide, unsigned i, size_t end)
{
  unsigned char *at = ends + i * (wide ? 4u : 2u);

  at[0] = (unsigned char) end;
  at[1] = (unsigned char) (end >> 8);
  if (wide) {
    at[2] = (unsigned char) (end >> 16);
    at[3] = (unsigned char) (end >> 24);
  }
}

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
    put_end (ends, wide, i, end);
  }
}

uint16_t
image_add_sized (struct bytes *to, const char *const *texts,
                 const size_t *sizes, unsigned count)
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

uint16_t
image_add (struct bytes *to, const char *const *texts, unsigned count)
{
  size_t sizes[VALUES_MOST];

  if (count > VALUES_MOST)
    count = VALUES_MOST;
  measure (texts, count, sizes);
  return image_add_sized (to, texts, sizes, count);
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
    image->count = (uint16_t) le16 (image->at);
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
  return image_add_sized (to, texts, all_sizes, fields + addresses);
}

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
    put_end (p->ends, wide, i - first, image_end (&from, i) - p->gone);
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
    .count = (uint16_t) le16 (image.at),
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
