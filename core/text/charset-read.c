/* charset-read.c - bytes of an encoding of one or two bytes a letter, read. */

#include "text/charset-set.h"
#include "text/letters.h"
#include "text/utf8.h"

enum { ROOM_EACH = 3 }; /* bytes of UTF-8 for a byte */

/* Writes a letter as the set has it, with four bytes of room. */
static inline unsigned char *
put_known (uint32_t utf8, unsigned char *to)
{
  to[0] = (unsigned char) utf8;
  to[1] = (unsigned char) (utf8 >> 8);
  to[2] = (unsigned char) (utf8 >> 16);
  return to + (utf8 >> 24);
}

/* ---- fonts whose capitals are a matter of the font ----------------------- */

/* A word in the text: where it begins, and what its letters are. */
struct word {
  size_t from, to;
  uint32_t count;
};

static bool
shouts (const struct word *w)
{
  return (w->count >> 10 & COUNT_EACH) >= 2 && (w->count & COUNT_EACH) == 0;
}

/* Whether it may be in capitals, but is too short to tell. */
static bool
may_shout (const struct word *w)
{
  return w->count >= COUNT_EITHER && (w->count & COUNT_EACH) == 0;
}

/* A letter and its capital have as many bytes in UTF-8. */
static void
raise (struct bytes *text, const struct word *w)
{
  char *at = (char *) text->at + w->from;
  const char *end = (const char *) text->at + w->to;

  while (at < end) {
    const char *next = at;
    uint32_t c = letter_capital (utf8_next (&next, end));

    at += utf8_put (c, at);
  }
}

/* The words of a line so far, as far as they matter. */
struct words {
  struct word now, before;
};

/* "NGUYÔN" is NGUYỄN: two capitals and no small letter.  A word with fewer, a
 * blank away from one like that, is like that too: "NGUYÔN V¡N Tó".
 */
static void
end_word (struct words *w, struct bytes *text)
{
  struct word *now = &w->now, *before = &w->before;
  bool near = before->count != 0 && now->from == before->to + 1
              && text->at[before->to] == ' ';

  now->to = text->len;
  if (near && shouts (before) && may_shout (now))
    now->count |= COUNT_CAPITAL << 1; /* as good as two capitals */
  if (near && shouts (now) && may_shout (before))
    raise (text, before);
  if (shouts (now) && now->count >= COUNT_EITHER)
    raise (text, now);
  *before = *now;
}

/* Appends the letters from AT[I] on that have one count, or have none; returns
 * where they end.  There is room.
 */
static inline size_t
put_run (const struct charset_set *set, const unsigned char *at, size_t i,
         size_t len, uint32_t *count, struct bytes *to)
{
  bool letters = set->counts[at[i]] != 0;
  unsigned char *out = to->at + to->len;

  for (*count = 0; i < len; i++) {
    uint32_t one = set->counts[at[i]];

    if ((one != 0) != letters || set->utf8[at[i]] == 0)
      break;
    *count += one;
    out = put_known (set->utf8[at[i]], out);
  }
  to->len = (size_t) (out - to->at);
  return i;
}

static size_t
read_shared (const struct charset_set *set, const unsigned char *at, size_t len,
             struct bytes *to)
{
  struct words words = { 0 };
  size_t i = 0;

  while (i < len && set->utf8[at[i]] != 0) {
    words.now.from = to->len;
    i = put_run (set, at, i, len, &words.now.count, to);
    if (words.now.count != 0)
      end_word (&words, to);
  }
  return i;
}

/* ---- one byte or two ----------------------------------------------------- */

static size_t
read_pairs (const struct charset_set *set, const unsigned char *at, size_t len,
            struct bytes *to)
{
  unsigned char *out = to->at + to->len;
  size_t i;

  for (i = 0; i < len; i++) {
    unsigned row = set->row_of[at[i]];
    uint16_t pair = row > 0 && i + 1 < len ? set->pairs[row - 1][at[i + 1]] : 0;

    if (pair != 0) {
      out += utf8_put (pair, (char *) out);
      i++;
    } else if (set->utf8[at[i]] != 0) {
      out = put_known (set->utf8[at[i]], out);
    } else {
      break;
    }
  }
  to->len = (size_t) (out - to->at);
  return i;
}

size_t
charset_read (const struct charset_set *set, const unsigned char *at,
              size_t len, struct bytes *to)
{
  bytes_reserve (to, ROOM_EACH * len + ROOM_EACH);
  return set->shares ? read_shared (set, at, len, to)
                     : read_pairs (set, at, len, to);
}
