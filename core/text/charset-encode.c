/* charset-encode.c - text becomes bytes in one of the encodings. */

#include "text/charset-escape.h"
#include "text/charset-foreign.h"
#include "text/charset-set.h"
#include "text/letters.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <string.h>

struct encoder {
  enum charset_kind kind;
  struct misfit misfit;
  uint64_t lines;
  struct bytes nfc, back; /* of one line */
  struct foreign *foreign;
  struct charset_writing *writing; /* of a set; or NULL */
  struct decoder *decoder;         /* of the same, to look at what is written */
};

struct encoder *
encoder_new (const struct charset *c)
{
  struct encoder *e = bytes_must (sizeof *e);

  *e = (struct encoder){ .kind = c->kind };
  if (charset_has_set (c->kind)) {
    e->writing = bytes_must (sizeof *e->writing);
    charset_writing_make (e->writing, c->kind);
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
  bytes_free (&e->back);
  free (e->writing);
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

/* ---- one byte or two ------------------------------------------------------
 */

static inline uint32_t
writing_of (const struct encoder *e, uint32_t code)
{
  return code < WRITTEN_CODES ? e->writing->of[code] : e->writing->beyond;
}

/* Writes the line; returns all that has to be known of its letters.  Of a word
 * with two capitals, each in doubt may be taken for one.
 */
static uint32_t
write_letters (const struct encoder *e, const char *text, size_t len,
               struct bytes *to)
{
  const char *at = text, *end = text + len;
  uint32_t all = 0, before = 0;
  unsigned char *out;

  bytes_reserve (to, len + 1); /* a second byte is put down and passed over */
  out = to->at + to->len;
  while (at < end) {
    uint32_t one = writing_of (e, utf8_next (&at, end));

    out[0] = (unsigned char) one;
    out[1] = (unsigned char) (one >> 8);
    out += (one & WRITTEN_TWO) != 0 ? 2 : 1;
    all |= one | (before << 1 & one & WRITTEN_CAPITAL) >> 2;
    before = one & WRITTEN_LETTER;
  }
  to->len = (size_t) (out - to->at);
  return all;
}

/* Reads it back: letters that come as others are misfits, as are those that
 * were written as others.
 */
static void
read_back (struct encoder *e, const char *text, size_t len,
           const struct bytes *written, size_t from)
{
  const char *at = text, *end = text + len, *back, *back_end;

  bytes_clear (&e->back);
  decoder_add (e->decoder, written->at + from, written->len - from, &e->back);
  decoder_end (e->decoder, &e->back);
  back = bytes_text (&e->back);
  if (e->back.len == len && memcmp (back, text, len) == 0)
    return;
  back_end = back + e->back.len;
  while (at < end) {
    uint32_t code = utf8_next (&at, end);

    if (back == back_end || utf8_next (&back, back_end) != code)
      note_misfit (e, text, at, code);
  }
}

/* What no letter of the line puts in doubt needs no look, unless its bytes
 * happen to be UTF-8.
 */
static void
write_set (struct encoder *e, const char *text, size_t len, struct bytes *to)
{
  enum { DOUBTS = WRITTEN_ELSE | WRITTEN_DOUBT, BEYOND = 0x8080 };
  size_t from = to->len;
  uint32_t all = write_letters (e, text, len, to);

  if ((all & DOUBTS) != 0
      || ((all & BEYOND) != 0 && utf8_valid (to->at + from, to->len - from)))
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
  if (nfc_has_marks (text, len)) {
    bytes_clear (&e->nfc);
    nfc_add (&e->nfc, text, len);
    text = (const char *) e->nfc.at;
    len = e->nfc.len;
  }
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
