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
  struct charset_set *set;         /* or NULL, as the next two */
  struct charset_writing *writing; /* of the set */
  struct decoder *decoder;         /* of lines that happen to be UTF-8 */
};

struct encoder *
encoder_new (const struct charset *c)
{
  struct encoder *e = bytes_must (sizeof *e);

  *e = (struct encoder){ .kind = c->kind };
  if (charset_has_set (c->kind)) {
    e->set = bytes_must (sizeof *e->set);
    charset_set_make (e->set, c->kind);
    e->writing = bytes_must (sizeof *e->writing);
    charset_writing_make (e->writing, e->set, c->kind);
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
  free (e->set);
  free (e);
}

const struct misfit *
encoder_misfit (const struct encoder *e)
{
  return &e->misfit;
}

/* ---- what does not fit ----------------------------------------------------
 */

/* The letter that ends before AT in TEXT, a line, does not go over. */
static void
note_misfit (struct encoder *e, struct slice text, const char *at,
             uint32_t code)
{
  const char *from = (const char *) text.at;

  if (e->misfit.count++ > 0)
    return;
  e->misfit.line = e->lines;
  e->misfit.column = utf8_letters (from, (size_t) (at - from));
  e->misfit.what = code;
}

/* ---- one byte or two ------------------------------------------------------
 */

/* A piece of a line, which is read without what is beside it. */
struct phrase {
  const char *from, *to;
  uint32_t traits; /* of all its letters */
  unsigned lost;   /* letters that were written as others */
};

static inline uint32_t
writing_of (const struct encoder *e, uint32_t code)
{
  return code < WRITTEN_CODES ? e->writing->of[code] : e->writing->beyond;
}

/* Writes a phrase from AT on; there is room.  In a word with two capitals, each
 * letter in doubt may be taken for one.
 */
static struct phrase
write_phrase (const struct encoder *e, const char *at, const char *end,
              struct bytes *to)
{
  unsigned char *out = to->at + to->len;
  struct phrase p = { .from = at };
  uint32_t one, before = 0;

  do {
    one = writing_of (e, utf8_next (&at, end));
    out[0] = (unsigned char) one;
    out[1] = (unsigned char) (one >> 8);
    out += (one & WRITTEN_TWO) != 0 ? 2 : 1;
    p.traits |= one | (before << 1 & one & WRITTEN_CAPITAL) >> 2;
    p.lost += (one & WRITTEN_ELSE) != 0;
    before = one & WRITTEN_LETTER;
  } while (at < end && (one & WRITTEN_ENDS) == 0);
  p.to = at;
  to->len = (size_t) (out - to->at);
  return p;
}

/* Letters from AT to END that are read BACK as others are misfits. */
static void
compare (struct encoder *e, struct slice line, const char *at, const char *end)
{
  const char *back = bytes_text (&e->back), *back_end = back + e->back.len;

  if (e->back.len == (size_t) (end - at) && memcmp (back, at, e->back.len) == 0)
    return;
  while (at < end) {
    uint32_t code = utf8_next (&at, end);

    if (back == back_end || utf8_next (&back, back_end) != code)
      note_misfit (e, line, at, code);
  }
}

/* Those that are known to be lost; only the place of the first is asked. */
static void
note_lost (struct encoder *e, struct slice line, const struct phrase *p)
{
  const char *at = p->from;
  unsigned lost = p->lost;

  while (e->misfit.count == 0 && at < p->to) {
    uint32_t code = utf8_next (&at, p->to);

    if ((writing_of (e, code) & WRITTEN_ELSE) != 0) {
      note_misfit (e, line, at, code);
      lost--;
    }
  }
  e->misfit.count += lost;
}

/* Looks at what was written from FROM on as its reader will. */
static void
look_back (struct encoder *e, struct slice line, const struct phrase *p,
           const struct bytes *written, size_t from)
{
  bytes_clear (&e->back);
  charset_read (e->set, written->at + from, written->len - from, &e->back);
  compare (e, line, p->from, p->to);
}

/* A whole line that will be taken for UTF-8. */
static void
look_back_through (struct encoder *e, struct slice line,
                   const struct bytes *written, size_t from)
{
  const char *text = (const char *) line.at;

  bytes_clear (&e->back);
  decoder_add (e->decoder, written->at + from, written->len - from, &e->back);
  decoder_end (e->decoder, &e->back);
  compare (e, line, text, text + line.len);
}

static void
write_set (struct encoder *e, const char *text, size_t len, struct bytes *to)
{
  enum { BEYOND = 0x8080 };
  struct slice line = { (const unsigned char *) text, len };
  struct misfit before = e->misfit;
  const char *end = text + len;
  size_t begun = to->len;
  uint32_t all = 0;

  bytes_reserve (to, len + 1); /* a second byte is put down and passed over */
  for (struct phrase p = { .to = text }; p.to < end; all |= p.traits) {
    size_t from = to->len;

    p = write_phrase (e, p.to, end, to);
    if ((p.traits & WRITTEN_DOUBT) != 0)
      look_back (e, line, &p, to, from);
    else if (p.lost > 0)
      note_lost (e, line, &p);
  }
  if ((all & BEYOND) != 0 && utf8_valid (to->at + begun, to->len - begun)) {
    e->misfit = before;
    look_back_through (e, line, to, begun);
  }
}

/* ---- iconv ----------------------------------------------------------------
 */

static void
write_foreign (struct encoder *e, const char *text, size_t len,
               struct bytes *to)
{
  struct slice line = { (const unsigned char *) text, len };
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
    note_misfit (e, line, at, code);
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
