/* memo.c - what choices and addresses were read as: the rows of a register
 * repeat them; a label is looked for among all labels of its list, and a family
 * lives at one address.
 */

#include "entry/session-parts.h"

#include "area/area.h"

#include <string.h>

enum { SEEN_SLOTS = 16, SEEN_TEXT = 40, SEEN_CODE = 16 };

/* A text that was taken, 64 bytes. */
struct seen {
  int32_t day; /* a choice may have an end */
  uint8_t spelling;
  uint8_t text_len, code_len; /* text_len 0: free */
  char text[SEEN_TEXT];       /* zeros behind it */
  char code[SEEN_CODE];       /* its 0 too */
};

struct memo {
  struct bytes address; /* the last one, ended by 0, and its ward */
  uint32_t ward;
  struct seen *of_field[FIELDS_MOST]; /* SEEN_SLOTS each, or NULL */
};

struct memo *
memo_new (void)
{
  struct memo *m = bytes_must (sizeof *m);

  memset (m, 0, sizeof *m);
  return m;
}

void
memo_free (struct memo *m)
{
  for (size_t f = 0; f < FIELDS_MOST; f++)
    free (m->of_field[f]);
  bytes_free (&m->address);
  free (m);
}

uint32_t
memo_ward (const struct session *s, const struct bytes *address)
{
  struct memo *m = s->memo;

  if (m->address.len == address->len
      && memcmp (m->address.at, address->at, address->len) == 0)
    return m->ward;
  bytes_clear (&m->address);
  bytes_add (&m->address, address->at, address->len);
  return m->ward = area_ward_of (bytes_text (&m->address));
}

/* The eight bytes at AT, or fewer: LEN of them, in an order that tells texts of
 * one length apart.
 */
static inline uint64_t
front_of (const char *at, size_t len)
{
  uint64_t all = 0;
  uint32_t first, last;

  if (len >= sizeof all) {
    memcpy (&all, at, sizeof all);
    return all;
  }
  if (len < sizeof first)
    return (uint64_t) (unsigned char) at[0] << 16
           | (unsigned) (unsigned char) at[len / 2] << 8
           | (unsigned char) at[len - 1];
  memcpy (&first, at, sizeof first);
  memcpy (&last, at + len - sizeof last, sizeof last);
  return (uint64_t) first << 32 | last;
}

/* Two texts of one slot only forget each other. */
static inline unsigned
slot_of (uint64_t front)
{
  return (unsigned) (front * 0x9e3779b97f4a7c15u >> 32) % SEEN_SLOTS;
}

/* FRONT is that of TEXT. */
static inline bool
is_of (const struct seen *seen, const char *text, size_t len, uint64_t front)
{
  return seen->text_len == len && front_of (seen->text, len) == front
         && (len <= sizeof front || memcmp (seen->text, text, len) == 0);
}

bool
memo_find (const struct session *s, uint16_t f, const char *text, size_t len,
           enum spelling spelling, struct bytes *to)
{
  const struct seen *seen = s->memo->of_field[f];
  uint64_t front;

  if (seen == NULL || len == 0 || len > SEEN_TEXT)
    return false;
  front = front_of (text, len);
  seen += slot_of (front);
  if (!is_of (seen, text, len, front) || seen->day != s->day
      || seen->spelling != spelling)
    return false;
  if (to->room - to->len < sizeof seen->code)
    bytes_reserve (to, sizeof seen->code);
  memcpy (to->at + to->len, seen->code, sizeof seen->code);
  to->len += seen->code_len;
  return true;
}

void
memo_keep (const struct session *s, uint16_t f, const char *text, size_t len,
           enum spelling spelling, const struct bytes *code)
{
  struct seen **of_field = &s->memo->of_field[f], *seen;

  if (len == 0 || len > SEEN_TEXT || code->len >= SEEN_CODE)
    return;
  if (*of_field == NULL) {
    *of_field = bytes_must (SEEN_SLOTS * sizeof **of_field);
    memset (*of_field, 0, SEEN_SLOTS * sizeof **of_field);
  }
  seen = *of_field + slot_of (front_of (text, len));
  *seen = (struct seen){ .day = s->day,
                         .spelling = (uint8_t) spelling,
                         .text_len = (uint8_t) len,
                         .code_len = (uint8_t) code->len };
  memcpy (seen->text, text, len);
  memcpy (seen->code, code->at, code->len);
}
