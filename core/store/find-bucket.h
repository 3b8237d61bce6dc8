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
#include "store/table.h"

enum { BLOCK_MOST = 1000 };  /* bytes, unless one record alone has more      */

struct pair {
  uint32_t ordinal;
  uint16_t rest;
};
static inline int
pair_compare (struct pair a, struct pair b)
{
  if (a.ordinal != b.ordinal)
    return a.ordinal < b.ordinal ? -1 : 1;
  return (a.rest > b.rest) - (a.rest < b.rest);
}

struct block {
  uint32_t first;
  struct pair *at;
  size_t count, room;
};
void block_free (struct block *);
#define SCOPED_BLOCK __attribute__ ((cleanup (block_free))) struct block

/* A number in as many bytes as it takes, five at most; BAD when it has more. */
void sevens_put (struct bytes *, uint64_t n);
uint64_t sevens_take_long (struct reader *);
static inline uint64_t
sevens_take (struct reader *r)
{
  if (r->left == 0 || *r->at >= 0x80)
    return sevens_take_long (r);
  r->left--;
  return *r->at++;
}

/* Reads VALUE, whose key names FIRST; false when its bytes are no block. */
bool block_read (struct slice value, uint32_t first, struct block *);
void block_put (const struct block *, struct bytes *to);
/* Appends the key of bucket NUMBER's block that begins with record FIRST. */
void block_key (struct bytes *, uint16_t number, uint32_t first);

bool block_has (const struct block *, struct pair);
/* Puts PAIR in its place; false when it is there.  And takes it out; false
 * when it is not.
 */
bool block_add (struct block *, struct pair);
bool block_drop (struct block *, struct pair);

struct pair_change {
  struct pair pair;
  bool drop;
};
struct pair_changes {
  struct pair_change *at;
  size_t count;
};
/* Appends pairs to a block as it is stored, its first record FIRST, as long as
 * they come behind its last one and it does not grow too long; returns how many
 * of the changes that were.
 */
size_t block_push (struct bytes *stored, uint32_t first,
                   const struct pair_change *, size_t count);

/* How many pairs stay in a block that has grown too long: as many as fit when
 * what came belongs AT_END, as new records do, else half of them; never a part
 * of a record.  All when it holds only one record.
 */
size_t block_keeps (const struct block *, bool at_end);

/* Adds or drops pairs in the table.  They come in order; each may be there, or
 * not there, before.
 */
enum outcome bucket_change (struct fill *, uint16_t number,
                            const struct pair_change *, size_t count,
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

/* Appends the records of bucket NUMBER whose rest is wanted, as they are when
 * what waits is written; that comes in any order, what came later later.
 */
typedef bool (*rest_wanted) (uint16_t rest, uint16_t with);
enum outcome bucket_list (struct store *, uint16_t number,
                          const struct pair_changes *waiting, rest_wanted,
                          uint16_t with, struct ordinals *, struct error *);

#endif
