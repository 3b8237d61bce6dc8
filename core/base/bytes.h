/* base/bytes.h - a growable run of bytes, and readers that never overrun.
 *
 * Memory that cannot be had ends the program with one sentence and status 5
 * (bytes_must): an office form is small, and nothing is half written, since
 * what is durable is durable only after the server's answer.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

struct bytes {
  unsigned char *at;
  size_t len, room;
};

/* A piece of somebody else's bytes; not ended by 0. */
struct slice {
  const unsigned char *at;
  size_t len;
};

static inline void
bytes_free (struct bytes *b)
{
  free (b->at);
  b->at = NULL;
  b->len = b->room = 0;
}

/* struct bytes owned by the enclosing block: freed on every way out. */
#define SCOPED_BYTES __attribute__ ((cleanup (bytes_free))) struct bytes

/* As malloc, realloc and strdup; they end the program rather than return
 * NULL.  The caller owns the result.
 */
void *bytes_must (size_t size);
void *bytes_must_again (void *old, size_t size);
char *bytes_must_copy (const char *text);

void bytes_reserve (struct bytes *, size_t more);
static inline void bytes_add (struct bytes *, const void *from, size_t len);
static inline void bytes_add_text (struct bytes *, const char *text);
static inline void bytes_add_char (struct bytes *, char c);
void bytes_printf (struct bytes *, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));
/* Ends the run with a 0 that is not counted in len; returns it as text. */
static inline const char *bytes_text (struct bytes *);
static inline void
bytes_clear (struct bytes *b)
{
  b->len = 0;
}

/* Numbers: little-endian in values and frames, big-endian in keys. */
static inline void put_u8 (struct bytes *, uint8_t);
static inline void put_u16 (struct bytes *, uint16_t);
static inline void put_u32 (struct bytes *, uint32_t);
static inline void put_u64 (struct bytes *, uint64_t);
static inline void put_be16 (struct bytes *, uint16_t);
static inline void put_be32 (struct bytes *, uint32_t);
/* A u32 length and the bytes; a text without its 0. */
void put_block (struct bytes *, const void *from, size_t len);
void put_text (struct bytes *, const char *text);

/* Reads from the front.  Past the end every read gives 0 or an empty slice
 * and sets BAD, which the caller looks at once, at the end.
 */
struct reader {
  const unsigned char *at;
  size_t left;
  bool bad;
};

static inline struct reader reader_of (const void *at, size_t len);
static inline uint8_t take_u8 (struct reader *);
static inline uint16_t take_u16 (struct reader *);
static inline uint32_t take_u32 (struct reader *);
static inline uint64_t take_u64 (struct reader *);
static inline uint16_t take_be16 (struct reader *);
static inline uint32_t take_be32 (struct reader *);
static inline uint64_t take_be64 (struct reader *);
static inline struct slice take (struct reader *, size_t len);
struct slice take_block (struct reader *);
/* A block copied with a 0 behind it; owned by the caller; never NULL.  BAD
 * also when there is a 0 inside.
 */
char *take_text (struct reader *);

bool slice_is (struct slice, const char *text);
/* Lower-case hex of LEN bytes into TEXT (2 * LEN + 1); and back: false when
 * HEX is not exactly LEN bytes in hex (either case).
 */
void hex_of (const void *from, size_t len, char *text);
bool hex_read (const char *hex, void *to, size_t len);

/* How many of the LEFT bytes at FROM are one code point of UTF-8: 1 to 4, and
 * 0 when they begin with none.
 */
size_t bytes_letter (const void *from, size_t left);

#include "base/bytes-inline.h"

#endif
