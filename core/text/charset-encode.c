/* charset-encode.c - text becomes bytes in one of the encodings. */

#include "text/charset-escape.h"
#include "text/charset-foreign.h"
#include "text/charset-set.h"
#include "text/letters.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <string.h>

/* The bytes of the code points that text is full of; what is beyond is looked
 * up.
 */
enum { KNOWN = 0x1F00 };

struct encoder {
  enum charset_kind kind;
  struct misfit misfit;
  uint64_t lines;
  struct bytes nfc, meant, back; /* of one line */
  struct foreign *foreign;
  uint16_t *known;         /* of a set; or NULL */
  struct decoder *decoder; /* of a set that may lose case; or NULL */
};

static uint16_t *
known_bytes (enum charset_kind kind)
{
  uint16_t *known = bytes_must (KNOWN * sizeof *known);

  for (uint32_t c = 0; c < KNOWN; c++)
    known[c] = charset_bytes (kind, c);
  return known;
}

struct encoder *
encoder_new (const struct charset *c)
{
  struct encoder *e = bytes_must (sizeof *e);

  *e = (struct encoder){ .kind = c->kind };
  if (charset_has_set (c->kind)) {
    e->known = known_bytes (c->kind);
    e->decoder = decoder_new (c, "?");
  }
  if (c->kind == CHARSET_ICONV)
    e->foreign = foreign_new (c->name, "UTF-8");
  return e;
}

void
encoder_free (struct encoder *e)
{
  if (e == NULL)
    return;
  foreign_free (e->foreign);
  decoder_free (e->decoder);
  bytes_free (&e->nfc);
  bytes_free (&e->meant);
  bytes_free (&e->back);
  free (e->known);
  free (e);
}

const struct misfit *
encoder_misfit (const struct encoder *e)
{
  return &e->misfit;
}

/* ---- what does not fit ----------------------------------------------------
 */

/* The letter that ends before AT in TEXT does not go over. */
static void
note_misfit (struct encoder *e, const char *text, const char *at, uint32_t code)
{
  if (e->misfit.count++ > 0)
    return;
  e->misfit.line = e->lines;
  e->misfit.column = utf8_letters (text, (size_t) (at - text));
  e->misfit.what = code;
}

static uint16_t
bytes_of (const struct encoder *e, uint32_t code)
{
  return code < KNOWN ? e->known[code] : charset_bytes (e->kind, code);
}

/* What is written for a letter that the encoding has not: it without its tone,
 * then without its shape, a plain sign for a fine one, or "?".
 */
static uint32_t
nearest (const struct encoder *e, uint32_t code)
{
  static const struct {
    uint16_t fine;
    char plain;
  } signs[] = { { U'\u2018', '\'' }, { U'\u2019', '\'' }, { U'\u201C', '"' },
                { U'\u201D', '"' },  { U'\u2013', '-' },  { U'\u2014', '-' },
                { U'\u00A0', ' ' },  { U'\u2026', '.' } };
  struct letter l;
  struct plain_letter p;

  if (letter_of (code, &l)) {
    l.tone = TONE_LEVEL;
    code = letter_code (l);
    return bytes_of (e, code) != 0 ? code : (unsigned char) l.base;
  }
  if (letter_plain (code, &p))
    return (unsigned char) p.text[0];
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (signs[i].fine == code)
      return (unsigned char) signs[i].plain;
  return '?';
}

/* ---- one byte or two ------------------------------------------------------
 */

/* Writes the line, and what it is to be read back as. */
static void
write_letters (struct encoder *e, const char *text, size_t len,
               struct bytes *to)
{
  const char *at = text, *end = text + len;

  bytes_clear (&e->meant);
  while (at < end) {
    uint32_t code = utf8_next (&at, end);
    uint16_t bytes = bytes_of (e, code);
    char raw[4];

    if (bytes == 0 && code != 0) {
      note_misfit (e, text, at, code);
      code = nearest (e, code);
      bytes = bytes_of (e, code);
    }
    if (bytes > 0xFF)
      bytes_add_char (to, (char) (bytes >> 8));
    bytes_add_char (to, (char) bytes);
    bytes_add (&e->meant, raw, utf8_put (code, raw));
  }
}

/* Reads it back: letters that come as others are misfits too. */
static void
read_back (struct encoder *e, const char *text, size_t len,
           const struct bytes *written, size_t from)
{
  const char *at = text, *end = text + len;
  const char *meant, *meant_end, *back, *back_end;

  bytes_clear (&e->back);
  decoder_add (e->decoder, written->at + from, written->len - from, &e->back);
  decoder_end (e->decoder, &e->back);
  if (e->back.len == e->meant.len
      && memcmp (e->back.at, e->meant.at, e->back.len) == 0)
    return;
  meant = (const char *) e->meant.at;
  meant_end = meant + e->meant.len;
  back = (const char *) e->back.at;
  back_end = back + e->back.len;
  while (at < end && meant < meant_end && back < back_end) {
    uint32_t code = utf8_next (&at, end);

    if (utf8_next (&meant, meant_end) != utf8_next (&back, back_end))
      note_misfit (e, text, at, code);
  }
}

static void
write_set (struct encoder *e, const char *text, size_t len, struct bytes *to)
{
  size_t from = to->len;

  write_letters (e, text, len, to);
  read_back (e, text, len, to, from);
}

/* ---- iconv ----------------------------------------------------------------
 */

static void
write_foreign (struct encoder *e, const char *text, size_t len,
               struct bytes *to)
{
  size_t done = 0;
  bool bad;

  do {
    const char *at;
    uint32_t code;

    done += foreign_add (e->foreign, text + done, len - done, to, &bad);
    if (!bad || done >= len)
      break;
    at = text + done;
    code = utf8_next (&at, text + len);
    note_misfit (e, text, at, code);
    foreign_add (e->foreign, "?", 1, to, &bad);
    done = (size_t) (at - text);
  } while (done < len);
}

/* ---- a line ----------------------------------------------------------------
 */

void
encoder_line (struct encoder *e, const char *text, size_t len, struct bytes *to)
{
  bytes_clear (&e->nfc);
  nfc_add (&e->nfc, text, len);
  text = (const char *) e->nfc.at;
  len = e->nfc.len;
  e->lines++;
  switch (e->kind) {
  case CHARSET_UTF8: bytes_add (to, text, len); break;
  case CHARSET_VIQR: viqr_write (text, len, to); break;
  case CHARSET_NCR: ncr_write (text, len, to); break;
  case CHARSET_C_STRING: c_string_write (text, len, to); break;
  case CHARSET_ICONV: write_foreign (e, text, len, to); break;
  default: write_set (e, text, len, to); break;
  }
}

void
encoder_lines (struct encoder *e, struct bytes *text, bool end,
               struct bytes *to)
{
  const char *at = (const char *) text->at;
  size_t done = 0;

  while (done < text->len) {
    const char *stop = memchr (at + done, '\n', text->len - done);
    size_t len =
      stop != NULL ? (size_t) (stop + 1 - at) - done : text->len - done;

    if (stop == NULL && !end)
      break;
    encoder_line (e, at + done, len, to);
    done += len;
  }
  text->len -= done;
  if (text->len > 0)
    memmove (text->at, text->at + done, text->len);
  if (end)
    encoder_end (e, to);
}

void
encoder_end (struct encoder *e, struct bytes *to)
{
  if (e->kind == CHARSET_ICONV)
    foreign_end (e->foreign, to);
}
