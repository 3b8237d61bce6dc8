/* store/find-bucket.h - numbers and births: pairs of record and rest, in
 * blocks of about 1,000 bytes, the newest block of a bucket first.
 *
 * A block is keyed by the first record it may hold, its pairs are in order:
 * how much higher the record is than the one before (the first: than the
 * key's), then the rest, each in as many bytes of seven bits as it takes, the
 * lowest first.
 */
#ifndef STORE_FIND_BUCKET_H
#define STORE_FIND_BUCKET_H

#include "store/find-terms.h"

enum {
  BLOCK_MOST = 1000,         /* bytes, unless one record alone has more      */
  ROW_BLOCK = 2,             /* first byte of the key                        */
};

struct pair {
  uint32_t ordinal;
  uint16_t rest;
};

struct block {
  uint32_t first;
  struct pair *at;
  size_t count, room;
};
void block_free (struct block *);
#define SCOPED_BLOCK __attribute__ ((cleanup (block_free))) struct block

/* Reads VALUE, whose key names FIRST; false when its bytes are no block. */
bool block_read (struct slice value, uint32_t first, struct block *);
void block_put (const struct block *, struct bytes *to);

/* Puts PAIR in its place; false when it is there.  And takes it out; false
 * when it is not.
 */
bool block_add (struct block *, struct pair);
bool block_drop (struct block *, struct pair);

/* Where to divide a block that has grown too long by PAIR: at the end when it
 * came last, as new records do, else in the middle; never within a record.  0
 * when it holds only one record.
 */
size_t block_middle (const struct block *, struct pair);

/* Adds or drops ORDINAL in the table; it may be there, or not there, before. */
enum outcome bucket_add (struct store *, struct bucket, uint32_t ordinal,
                         struct error *);
enum outcome bucket_drop (struct store *, struct bucket, uint32_t ordinal,
                          struct error *);
enum outcome bucket_has (struct store *, struct bucket, uint32_t ordinal,
                         bool *, struct error *);

/* Record numbers, highest first. */
struct ordinals {
  uint32_t *at;
  size_t count, room;
};
void ordinals_add (struct ordinals *, uint32_t);
void ordinals_free (struct ordinals *);

/* Appends the records of bucket NUMBER whose rest is wanted. */
typedef bool (*rest_wanted) (uint16_t rest, uint16_t with);
enum outcome bucket_list (struct store *, uint16_t number, rest_wanted,
                          uint16_t with, struct ordinals *, struct error *);

#endif
