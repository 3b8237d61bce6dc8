/* site/shape.h - structs as bytes: one table of members writes and reads them.
 *
 *    static const struct member sealed_shape[] = {
 *      MEMBER (sealed, NUMBER, number), ..., MEMBER (sealed, RAW, sha256),
 *    };
 *
 * Private to the site.
 */
#ifndef SITE_SHAPE_H
#define SITE_SHAPE_H

#include "base/bytes.h"

enum spelled {
  NUMBER, /* of 1, 2, 4 or 8 bytes, not negative; little-endian              */
  TRUTH,  /* a bool: u8                                                      */
  RAW,    /* an array of bytes, as it is                                     */
  WORDS,  /* an array of char that holds a text                              */
  TEXT,   /* a const char *; read, it points into the bytes                  */
  BLOCK,  /* a struct slice; read, it points into the bytes                  */
};

struct member {
  enum spelled as;
  size_t at, size;
};

#define MEMBER(type, as, name)                                               \
  { as, offsetof (struct type, name), sizeof ((struct type *) NULL)->name }

void put_members (struct bytes *, const struct member *, size_t count,
                  const void *from);
/* Sets BAD for what does not fit, as those of base/bytes.h do; every member
 * has a value then too.
 */
void take_members (struct reader *, const struct member *, size_t count,
                   void *to);

/* A text is a block that ends with its only 0, so that it can be read where it
 * lies.  NULL is written as ""; what is read is never NULL.
 */
void put_words (struct bytes *, const char *);
const char *take_words (struct reader *);

#endif
