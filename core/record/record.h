/* record/record.h - a dossier as bytes (docs/layout.md), read without copying.
 *
 * body  = record head, id (16 bytes), image
 * image = u16 number of values, u16 (or u32, by IMAGE_WIDE) end offset of each,
 *         the values one after the other.  The form's fields come first, in
 *         its order, then for each ADDRESS field its ward: "26740/20260802",
 *         or empty when none was recognised.
 * One encoding serves the disk, the socket and drafts.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "base/bytes.h"
#include "base/error.h"
#include "base/hash.h"
#include "form/form.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  RECORD_FORMAT = 1,
  RECORD_HEAD_FIXED = 32,
  RECORD_MOST = 256 * 1024, /* bytes of a body                               */
  RECORD_WIDE = 1,          /* flag: end offsets are u32                     */
  RECORD_PACKED = 2,        /* flag: reserved, image compressed; refused     */
  RECORD_SECRET = 4,        /* flag: never leaves the site (V29)             */
};

enum code_kind { CODE_NONE, CODE_OWN, CODE_TEXT };

/* A dossier's number: this office's own, or a text that came from elsewhere. */
struct code {
  uint8_t kind;
  uint32_t day;     /* OWN: 20261121                                         */
  uint32_t serial;  /* OWN: from 1                                           */
  char text[64];    /* TEXT                                                  */
};

/* Fixed part, little-endian: u8 format, u8 state, u16 procedure, u16 revision,
 * u16 flags, u32 version, u64 received, u64 due, u32 officer; then code: u8
 * kind and u32 day, u32 serial (OWN) or u8 length and text (TEXT); then u16
 * length and the override text.
 */
struct record_head {
  uint8_t state;         /* 1..10, dossier/state.h                           */
  uint16_t procedure;    /* the site's number for it, from the catalog       */
  uint16_t revision;     /* of the form                                      */
  uint16_t flags;
  uint32_t version;      /* counts its changes, from 1                       */
  uint64_t received, due;/* microseconds of UTC; due 0: none                 */
  uint32_t officer;      /* the site's number for the account                */
  struct code code;
  struct slice override; /* "V01: reason; V05: reason"                       */
};

struct image {
  const unsigned char *at;
  size_t len;
  uint16_t count;
  bool wide;
};

void record_head_add (const struct record_head *, struct bytes *to);
/* Reads a head from the front of a body; OVERRIDE points into the bytes.
 * ERR_DAMAGED for what does not decode or is of a format it does not know.
 */
enum outcome record_head_take (struct reader *, struct record_head *,
                               struct error *);

/* Appends an image of COUNT values, at most 2 * FIELDS_MOST; returns the flags
 * it needs (RECORD_WIDE).
 */
uint16_t image_add (struct bytes *to, const char *const *texts,
                    const size_t *sizes, unsigned count);
/* Checks every offset once; afterwards image_value is safe and takes 6 ns. */
enum outcome image_open (const void *at, size_t len, uint16_t flags,
                         struct image *, struct error *);
/* Bytes before its first value. */
static inline size_t
image_front (const struct image *image)
{
  return 2 + (size_t) image->count * (image->wide ? 4 : 2);
}

/* Where value I ends, behind that. */
static inline size_t
image_end (const struct image *image, unsigned i)
{
  const unsigned char *at = image->at + 2 + (size_t) i * (image->wide ? 4 : 2);
  size_t end = (size_t) at[0] | (size_t) at[1] << 8;

  return image->wide ? end | (size_t) at[2] << 16 | (size_t) at[3] << 24 : end;
}

static inline struct slice
image_value (const struct image *image, unsigned i)   /* i < count           */
{
  size_t begin = i == 0 ? 0 : image_end (image, i - 1);

  return (struct slice){ image->at + image_front (image) + begin,
                         image_end (image, i) - begin };
}

/* Whether all values are clean texts (text/clean.h); may say no too often. */
bool image_clean (const struct image *);

/* What values were read from: IMAGE, whose values are clean, as TEXTS. */
struct origin {
  struct image image;
  const char *const *texts;
};

/* Copies all values as texts into arrays made in ARENA: FIELDS of the form
 * (missing ones "") and the wards as numbers.
 */
struct values {
  const char **texts;  /* n_fields                                           */
  uint32_t *wards;     /* form_addresses                                     */
  const size_t *sizes; /* of the values in the image, which are those of the
                        * texts while no value holds a 0; or NULL            */
  const struct origin *origin; /* or NULL, as image_values leaves it: set by
                        * whoever keeps the image, it spares making it anew  */
};
struct values image_values (const struct image *, const struct form *,
                            struct arena *);

/* The ward of an address: "26740/20260802" gives 26740; anything else 0. */
uint32_t image_ward (struct slice);

/* Appends the image of a form's VALUES with its wards; flags as image_add.
 * SIZES of the texts, or NULL.
 */
uint16_t values_image (const struct form *, const struct values *,
                       const size_t *sizes, struct bytes *to);

/* The id of an imported row without one (docs/layout.md): 16 bytes of keyed
 * BLAKE2b over procedure code, 0, image without computed fields and wards.
 */
void record_id_of_values (const struct form *, const struct values *,
                          const unsigned char site_key[KEY_SIZE],
                          unsigned char id[ID_SIZE]);
/* The same for several: of each the text that it is the hash of, appended to
 * *TO, by the image that values_image made (with FLAGS); then all ids at once.
 */
void record_id_text (const struct form *, struct slice image, uint16_t flags,
                     struct bytes *to);
void record_ids (const struct hash_key *site_key, const struct bytes *texts,
                 size_t count,
                 unsigned char (*ids)[ID_SIZE]);

/* "H29.22.1-261121-0001" of a code, given the office's own prefix; and back:
 * OWN when the prefix is the office's or left out, else TEXT.  False when TEXT
 * is longer than 63 bytes or empty.
 */
void code_text (const struct code *, const char *office, char text[96]);
bool code_read (const char *text, const char *office, struct code *);

#endif
