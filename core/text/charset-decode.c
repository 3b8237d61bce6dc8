/* charset-decode.c - bytes in one of the encodings become text. */

#include "text/charset-escape.h"
#include "text/charset-foreign.h"
#include "text/charset-set.h"
#include "text/letters.h"
#include "text/nfc.h"
#include "text/utf8.h"
#include "text/windows.h"

#include <string.h>

enum {
  LINE_MOST = 64 * 1024, /* a longer one is taken in pieces */
  ROOM_EACH = 3,         /* bytes of UTF-8 for a byte */
};

struct decoder {
  enum charset_kind kind;
  char instead[8];
  size_t instead_len;
  struct misfit misfit;
  uint64_t lines;          /* that are over */
  struct bytes held;       /* the beginning of a line */
  struct bytes raw, plain; /* of one line */
  bool begun;
  struct foreign *foreign;
  struct charset_set *set; /* or NULL */
};

struct decoder *
decoder_new (const struct charset *c, const char *instead)
{
  struct decoder *d = bytes_must (sizeof *d);

  *d = (struct decoder){ .kind = c->kind };
  d->instead_len = strlen (instead) < 8 ? strlen (instead) : 7;
  memcpy (d->instead, instead, d->instead_len);
  if (charset_has_set (c->kind)) {
    d->set = bytes_must (sizeof *d->set);
    charset_set_make (d->set, c->kind);
  }
  if (c->kind == CHARSET_ICONV)
    d->foreign = foreign_new ("UTF-8", c->name);
  return d;
}

void
decoder_free (struct decoder *d)
{
  if (d == NULL)
    return;
  foreign_free (d->foreign);
  bytes_free (&d->held);
  bytes_free (&d->raw);
  bytes_free (&d->plain);
  free (d->set);
  free (d);
}

const struct misfit *
decoder_misfit (const struct decoder *d)
{
  return &d->misfit;
}

/* ---- what is nothing ----------------------------------------------------- */

/* WHAT stands where TO ends; TO began its line at LINE. */
static void
put_misfit (struct decoder *d, unsigned char what, size_t line,
            struct bytes *to)
{
  if (d->misfit.count++ == 0) {
    d->misfit.line = d->lines + 1;
    d->misfit.column =
      utf8_letters (bytes_text (to) + line, to->len - line) + 1;
    d->misfit.what = what;
  }
  bytes_add (to, d->instead, d->instead_len);
}

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

static void
read_shared (struct decoder *d, const unsigned char *at, size_t len,
             struct bytes *to)
{
  const struct charset_set *set = d->set;
  size_t line = to->len, i = 0;
  struct words words = { 0 };

  while (i < len) {
    bytes_reserve (to, ROOM_EACH * (len - i) + ROOM_EACH);
    words.now.from = to->len;
    i = put_run (set, at, i, len, &words.now.count, to);
    if (words.now.count != 0)
      end_word (&words, to);
    if (i < len && set->utf8[at[i]] == 0)
      put_misfit (d, at[i++], line, to);
  }
}

/* ---- one byte or two ----------------------------------------------------- */

/* Appends whole letters from AT[I] on, up to a byte that is none; returns
 * where that is.  There is room.
 */
static size_t
put_letters (const struct charset_set *set, const unsigned char *at, size_t i,
             size_t len, struct bytes *to)
{
  unsigned char *out = to->at + to->len;

  for (; i < len; i++) {
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

static void
read_pairs (struct decoder *d, const unsigned char *at, size_t len,
            struct bytes *to)
{
  size_t line = to->len, i = 0;

  while (i < len) {
    bytes_reserve (to, ROOM_EACH * (len - i) + ROOM_EACH);
    i = put_letters (d->set, at, i, len, to);
    if (i < len)
      put_misfit (d, at[i++], line, to);
  }
}

/* ---- UTF-8 and what went through it -------------------------------------- */

/* Lines that are not valid; the letters in them are. */
static void
read_damaged (struct decoder *d, const unsigned char *at, size_t len,
              struct bytes *to)
{
  size_t line = to->len;

  for (size_t i = 0; i < len;) {
    size_t step = at[i] < 0x80 ? 1 : bytes_letter (at + i, len - i);

    if (step == 0)
      put_misfit (d, at[i], line, to);
    else
      bytes_add (to, at + i, step);
    i += step > 0 ? step : 1;
  }
}

static void
read_utf8 (struct decoder *d, const unsigned char *at, size_t len,
           struct bytes *to)
{
  if (utf8_valid (at, len))
    nfc_add (to, (const char *) at, len);
  else
    read_damaged (d, at, len, to);
}

static bool
is_ascii (const unsigned char *at, size_t len)
{
  uint64_t all = 0, word;

  for (; len >= 8; at += 8, len -= 8) {
    memcpy (&word, at, 8);
    all |= word;
  }
  while (len-- > 0)
    all |= *at++;
  return (all & 0x8080808080808080) == 0;
}

/* Whether the letters of the line, which is UTF-8, were bytes: they are put
 * into RAW.
 */
static bool
is_through (struct decoder *d, const unsigned char *at, size_t len)
{
  const char *text = (const char *) at, *end = text + len;

  bytes_clear (&d->raw);
  while (text < end) {
    int byte = windows_byte (utf8_next (&text, end));

    if (byte < 0)
      return false;
    bytes_add_char (&d->raw, (char) byte);
  }
  return true;
}

/* ---- lines --------------------------------------------------------------- */

static void
read_escapes (struct decoder *d, const unsigned char *at, size_t len,
              struct bytes *to)
{
  void (*read) (const char *, size_t, struct bytes *) =
    d->kind == CHARSET_VIQR  ? viqr_read
    : d->kind == CHARSET_NCR ? ncr_read
                             : c_string_read;

  bytes_clear (&d->raw);
  read_utf8 (d, at, len, &d->raw);
  bytes_clear (&d->plain);
  read ((const char *) d->raw.at, d->raw.len, &d->plain);
  nfc_add (to, (const char *) d->plain.at, d->plain.len);
}

static void
read_set (struct decoder *d, const unsigned char *at, size_t len,
          struct bytes *to)
{
  if (d->set->shares)
    read_shared (d, at, len, to);
  else
    read_pairs (d, at, len, to);
}

/* UTF-8, or what was UTF-8 before it was taken for bytes. */
static void
read_plain (struct decoder *d, const unsigned char *at, size_t len,
            struct bytes *to)
{
  if (is_ascii (at, len))
    bytes_add (to, at, len);
  else if (!utf8_valid (at, len))
    read_damaged (d, at, len, to);
  else if (is_through (d, at, len) && utf8_valid (d->raw.at, d->raw.len))
    nfc_add (to, (const char *) d->raw.at, d->raw.len);
  else
    nfc_add (to, (const char *) at, len);
}

/* One line with its end, or a piece of one. */
static void
read_line (struct decoder *d, const unsigned char *at, size_t len,
           struct bytes *to)
{
  if (d->kind == CHARSET_UTF8)
    read_plain (d, at, len, to);
  else if (d->set == NULL)
    read_escapes (d, at, len, to);
  else if (utf8_valid (at, len) && !is_ascii (at, len)
           && is_through (d, at, len))
    read_set (d, d->raw.at, d->raw.len, to);
  else
    read_set (d, at, len, to);
  d->lines += len > 0 && at[len - 1] == '\n';
}

/* Where a piece of a very long line may end: behind its last blank. */
static size_t
piece_of (const unsigned char *at, size_t len)
{
  size_t end = len;

  while (end > 0 && at[end - 1] != ' ' && at[end - 1] != ',')
    end--;
  return end > 0 ? end : len;
}

/* Takes the whole lines of what came; returns how many bytes. */
static size_t
read_lines (struct decoder *d, const unsigned char *at, size_t len,
            struct bytes *to)
{
  size_t done = 0;

  while (done < len) {
    const unsigned char *end = memchr (at + done, '\n', len - done);
    size_t line = end == NULL ? 0 : (size_t) (end + 1 - at) - done;

    if (line == 0 && len - done < LINE_MOST)
      break;
    if (line == 0)
      line = piece_of (at + done, len - done);
    read_line (d, at + done, line, to);
    done += line;
  }
  return done;
}

/* ---- iconv --------------------------------------------------------------- */

static size_t
read_foreign (struct decoder *d, const unsigned char *at, size_t len,
              struct bytes *to)
{
  size_t from = to->len, done = 0;
  bool bad;

  do {
    done +=
      foreign_add (d->foreign, (const char *) at + done, len - done, to, &bad);
    if (bad) {
      put_misfit (d, at[done], from, to);
      done++;
    }
  } while (bad && done < len);
  for (size_t i = from; i < to->len; i++)
    d->lines += to->at[i] == '\n';
  return done;
}

/* ---- all ----------------------------------------------------------------- */

static size_t
read_some (struct decoder *d, const unsigned char *at, size_t len,
           struct bytes *to)
{
  static const unsigned char mark[] = { 0xEF, 0xBB, 0xBF };

  if (d->kind == CHARSET_ICONV)
    return read_foreign (d, at, len, to);
  if (!d->begun && len >= sizeof mark && memcmp (at, mark, sizeof mark) == 0) {
    d->begun = true;
    return sizeof mark
           + read_lines (d, at + sizeof mark, len - sizeof mark, to);
  }
  d->begun |= len >= sizeof mark;
  return read_lines (d, at, len, to);
}

void
decoder_add (struct decoder *d, const void *from, size_t len, struct bytes *to)
{
  const unsigned char *at = from;
  size_t done;

  if (d->held.len > 0) {
    const unsigned char *end = memchr (at, '\n', len);
    size_t more =
      end != NULL && d->kind != CHARSET_ICONV ? (size_t) (end + 1 - at) : len;

    bytes_add (&d->held, at, more);
    done = read_some (d, d->held.at, d->held.len, to);
    d->held.len -= done;
    memmove (d->held.at, d->held.at + done, d->held.len);
    at += more;
    len -= more;
  }
  if (len == 0)
    return;
  if (d->held.len == 0) {
    done = read_some (d, at, len, to);
    at += done;
    len -= done;
  }
  bytes_add (&d->held, at, len);
}

void
decoder_end (struct decoder *d, struct bytes *to)
{
  if (d->kind == CHARSET_ICONV) {
    if (d->held.len > 0)
      put_misfit (d, d->held.at[0], to->len, to);
    foreign_end (d->foreign, to);
  } else if (d->held.len > 0) {
    read_line (d, d->held.at, d->held.len, to);
  }
  bytes_clear (&d->held);
}
