/* charset-decode.c - bytes in one of the encodings become text. */

#include "text/charset-escape.h"
#include "text/charset-foreign.h"
#include "text/charset-set.h"
#include "text/clean.h"
#include "text/nfc.h"
#include "text/utf8.h"
#include "text/windows.h"

#include <string.h>

enum { LINE_MOST = 64 * 1024 }; /* a longer one is taken in pieces */

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

/* Whether the letters of the line, which is UTF-8, were bytes: they are put
 * into RAW.
 */
static bool
is_through (struct decoder *d, const unsigned char *at, size_t len)
{
  bytes_clear (&d->raw);
  return windows_bytes (&d->raw, (const char *) at, len);
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
  size_t line = to->len, i = 0;

  while (i < len) {
    i += charset_read (d->set, at + i, len - i, to);
    if (i < len)
      put_misfit (d, at[i++], line, to);
  }
}

/* Whether the line, but for its end, is seen at once to be UTF-8. */
static bool
is_clean (const unsigned char *at, size_t len)
{
  return text_clean ((const char *) at, len - (at[len - 1] == '\n'));
}

/* UTF-8, or what was UTF-8 before it was taken for bytes. */
static void
read_plain (struct decoder *d, const unsigned char *at, size_t len,
            struct bytes *to)
{
  if (utf8_ascii (at, len))
    bytes_add (to, at, len);
  else if (!is_clean (at, len) && !utf8_valid (at, len))
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
  else if (utf8_valid (at, len) && !utf8_ascii (at, len)
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

/* What was held, and what of AT belongs to its line; returns how much that is.
 */
static size_t
read_held (struct decoder *d, const unsigned char *at, size_t len,
           struct bytes *to)
{
  const unsigned char *end = memchr (at, '\n', len);
  size_t more =
    end != NULL && d->kind != CHARSET_ICONV ? (size_t) (end + 1 - at) : len;
  size_t done;

  bytes_add (&d->held, at, more);
  done = read_some (d, d->held.at, d->held.len, to);
  d->held.len -= done;
  memmove (d->held.at, d->held.at + done, d->held.len);
  return more;
}

void
decoder_add (struct decoder *d, const void *from, size_t len, struct bytes *to)
{
  const unsigned char *at = from;
  size_t done = d->held.len > 0 ? read_held (d, at, len, to) : 0;

  if (d->held.len == 0 && done < len)
    done += read_some (d, at + done, len - done, to);
  if (done < len)
    bytes_add (&d->held, at + done, len - done);
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
