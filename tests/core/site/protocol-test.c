/* protocol-test.c - every piece of a message comes back as it went; what is
 * cut or altered is turned away and never read past its end.
 */

#include "site/protocol.h"
#include "tests/core/record/images.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <string.h>

enum { MUTATIONS = 3000 };

/* ---- samples: no member is 0, so that none can be forgotten ---- */

static const struct filter filter = { 2, 3, 20260101, 20261231, true, 99, 50 };
static const struct scan scan = { true, true, 17, 1ull << 40, 9 };
static const struct sealed sealed = {
  3, 4, 5, 6, "a sha of 32 bytes.............", 7
};
static const struct target target = { "file:/mnt/usb", 8, 9 };
static const struct status status = {
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, "0.1", { 12, 13, 1, "/mnt/usb" }, 14,
  "it was damaged"
};
static const struct verify verify = {
  1, 2, 3, 4, 5, 6, true
};
static const struct code code = { CODE_TEXT, 20261121, 12, "H1-261121-12" };
static const struct error error = { ERR_BUSY, 11, "một lỗi" };
static const struct draft draft = {
  "sixteen bytes..", 3, 4, "1.001193", 5, { (const unsigned char *) "v", 1 }
};
static const struct receipt receipt = { "file:/x", 3, "sixteen bytes..", 9,
                                        "sai" };
static const struct change change = {
  .seq = 9,
  .action = AMEND,
  .terminal = 2,
  .officer = 3,
  .ordinal = 4,
  .version = 5,
  .time = 6,
  .before = 7,
  .hash_before = "before",
  .hash_body = "body",
  .reason = { (const unsigned char *) "vì", 4 },
};

/* A body that decodes, for a change. */
static void
put_body (struct bytes *to)
{
  struct record_head head = {
    .state = 2,
    .procedure = 1,
    .revision = 1,
    .version = 5,
    .received = 8,
    .code = { .kind = CODE_OWN, .day = 20261121, .serial = 3 }
  };
  const char *texts[] = { "An", "" };

  record_head_add (&head, to);
  bytes_add (to, "0123456789abcdef", ID_SIZE);
  add_image (to, texts, 2);
}

static void
put_sample_change (struct bytes *to)
{
  SCOPED_BYTES body = { 0 };
  struct change c = change;

  put_body (&body);
  c.body = (struct slice){ body.at, body.len };
  put_change (to, &c);
}

static void
put_sample_answer (struct bytes *to)
{
  struct answer a = { .verdict = REFUSED,
                      .saved = { 1, 2, 3, code },
                      .code = "H1-261121-0012",
                      .error = error };

  findings_add (&a.findings, HOSO_WARN, "V01", 3, 1, "Xem lại.");
  findings_add (&a.findings, HOSO_REFUSE, "ten", NO_FIELD, 0, "Thiếu.");
  put_answer (to, &a);
  answer_free (&a);
}

static void
put_sample_save (struct bytes *to)
{
  static const struct to_save save = {
    .action = CREATE,
    .id = "sixteen bytes..",
    .version_read = 1,
    .version = 2,
    .procedure = 3,
    .state = 4,
    .received = 5,
    .due = 6,
    .code = "7",
    .officer = "tám",
    .override = "V1: chín",
    .reason = "mười",
    .take_warnings = true,
  };

  put_save (to, &save);
}

/* ---- each piece: a sample, and how it is read and written again ---- */

#define PLAIN(type)                                             \
  static void sample_##type (struct bytes *to)                  \
  {                                                             \
    put_##type (to, &type);                                     \
  }                                                             \
  static bool again_##type (struct reader *r, struct bytes *to) \
  {                                                             \
    struct type it = { 0 };                                     \
                                                                \
    take_##type (r, &it);                                       \
    if (!r->bad)                                                \
      put_##type (to, &it);                                     \
    return !r->bad;                                             \
  }

PLAIN (filter)
PLAIN (scan)
PLAIN (sealed)
PLAIN (target)
PLAIN (status)
PLAIN (verify)
PLAIN (code)
PLAIN (error)
PLAIN (draft)
PLAIN (receipt)

static bool
again_change (struct reader *r, struct bytes *to)
{
  struct change c;

  take_change (r, &c);
  if (!r->bad)
    put_change (to, &c);
  return !r->bad;
}

static bool
again_answer (struct reader *r, struct bytes *to)
{
  struct answer a;

  take_answer (r, &a);
  if (!r->bad)
    put_answer (to, &a);
  answer_free (&a);
  return !r->bad;
}

/* A save is read into another struct; its members stand in the same order. */
static bool
again_save (struct reader *r, struct bytes *to)
{
  struct asked_save s;
  struct to_save again;

  take_save (r, &s);
  if (r->bad)
    return false;
  again = (struct to_save){
    .action = s.action,
    .version_read = s.version_read,
    .version = s.version,
    .procedure = s.procedure,
    .state = s.state,
    .received = s.received,
    .due = s.due,
    .code = s.code,
    .officer = s.officer,
    .override = s.override,
    .reason = s.reason,
    .take_warnings = s.take_warnings,
  };
  memcpy (again.id, s.id, ID_SIZE);
  put_save (to, &again);
  return true;
}

static const struct piece {
  const char *name;
  void (*sample) (struct bytes *);
  bool (*again) (struct reader *, struct bytes *);
} pieces[] = {
  { "filter", sample_filter, again_filter },
  { "scan", sample_scan, again_scan },
  { "sealed", sample_sealed, again_sealed },
  { "target", sample_target, again_target },
  { "status", sample_status, again_status },
  { "verify", sample_verify, again_verify },
  { "code", sample_code, again_code },
  { "error", sample_error, again_error },
  { "draft", sample_draft, again_draft },
  { "receipt", sample_receipt, again_receipt },
  { "change", put_sample_change, again_change },
  { "answer", put_sample_answer, again_answer },
  { "save", put_sample_save, again_save },
};

static bool
same (const struct bytes *a, const struct bytes *b)
{
  return a->len == b->len && memcmp (a->at, b->at, a->len) == 0;
}

static void
test_round_trip (const struct piece *p)
{
  SCOPED_BYTES bytes = { 0 }, again = { 0 };
  struct reader r;
  bool taken;

  p->sample (&bytes);
  r = reader_of (bytes.at, bytes.len);
  taken = p->again (&r, &again);
  ok (taken && r.left == 0 && same (&bytes, &again), "%s: there and back",
      p->name);
}

/* Cuts are read from memory of exactly that size, so that the sanitizer sees
 * a read behind it.
 */
static void
test_cuts (const struct piece *p)
{
  SCOPED_BYTES bytes = { 0 }, again = { 0 };
  size_t taken = 0;

  p->sample (&bytes);
  for (size_t len = 0; len < bytes.len; len++) {
    unsigned char *cut = bytes_must (len);
    struct reader r = reader_of (cut, len);

    memcpy (cut, bytes.at, len);
    taken += p->again (&r, &again);
    free (cut);
  }
  ok (taken == 0, "%s: none of %zu cuts is taken", p->name, bytes.len);
}

static void
test_mutations (const struct piece *p)
{
  SCOPED_BYTES bytes = { 0 }, again = { 0 };
  unsigned dice = 1;

  p->sample (&bytes);
  for (unsigned i = 0; i < MUTATIONS; i++) {
    unsigned char *altered = bytes_must (bytes.len);
    struct reader r = reader_of (altered, bytes.len);

    memcpy (altered, bytes.at, bytes.len);
    for (unsigned n = 0; n <= i % 3; n++) {
      dice = dice * 1103515245u + 12345u;
      altered[(dice >> 8) % bytes.len] = (unsigned char) (dice >> 24);
    }
    bytes_clear (&again);
    p->again (&r, &again);
    free (altered);
  }
  ok (true, "%s: %d alterations are read within their bytes", p->name,
      MUTATIONS);
}

/* ---- members: what was written is what is read ---- */

#define CARRIES(type)                                                 \
  do {                                                                \
    SCOPED_BYTES bytes = { 0 };                                       \
    struct type it;                                                   \
    struct reader r;                                                  \
                                                                      \
    memset (&it, 0, sizeof it);                                       \
    put_##type (&bytes, &type);                                       \
    r = reader_of (bytes.at, bytes.len);                              \
    take_##type (&r, &it);                                            \
    ok (memcmp (&it, &type, sizeof it) == 0, #type ": every member"); \
  } while (0)

static void
test_members (void)
{
  CARRIES (filter);
  CARRIES (scan);
  CARRIES (sealed);
  CARRIES (target);
  CARRIES (status);
  CARRIES (verify);
  CARRIES (code);
  CARRIES (error);
}

/* ---- frames and hello ---- */

static void
test_frames (void)
{
  static const struct {
    const char *name, *bytes;
    size_t len;
    enum frame wanted;
  } cases[] = {
    { "nothing", "", 0, FRAME_PART },
    { "half a length", "\3\0", 2, FRAME_PART },
    { "a length alone", "\3\0\0\0", 4, FRAME_PART },
    { "a part", "\3\0\0\0ab", 6, FRAME_PART },
    { "a whole", "\3\0\0\0abc", 7, FRAME_WHOLE },
    { "a whole and more", "\3\0\0\0abcde", 9, FRAME_WHOLE },
    { "an empty one", "\0\0\0\0", 4, FRAME_WHOLE },
    { "the longest, not there yet", "\0\0\20\0", 4, FRAME_PART },
    { "one byte too long", "\1\0\20\0", 4, FRAME_BAD },
    { "far too long", "\377\377\377\377", 4, FRAME_BAD },
    { "words instead", "GET / HTTP/1.1\r\n", 16, FRAME_BAD },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct slice came = { (const unsigned char *) cases[i].bytes,
                          cases[i].len };
    struct slice frame;
    enum frame got = frame_first (came, &frame);

    if (!ok (got == cases[i].wanted, "frame: %s", cases[i].name))
      printf ("# wanted %d got %d\n", cases[i].wanted, got);
  }
}

static void
test_hello (void)
{
  static const struct hello hello = {
    .protocol = 77,
    .terminal = 3,
    .client = "sixteen bytes..",
    .version = "9.9",
    .language = "vi",
    .refused = { ERR_BUSY, 0, "đông quá" },
  };
  SCOPED_BYTES bytes = { 0 };
  struct hello got;
  struct slice frame;

  put_hello (&bytes, &hello);
  ok (frame_first ((struct slice){ bytes.at, bytes.len }, &frame) == FRAME_WHOLE
        && take_hello (frame, &got) && got.protocol == 77 && got.terminal == 3
        && memcmp (got.client, hello.client, ID_SIZE) == 0
        && strcmp (got.version, "9.9") == 0 && strcmp (got.language, "vi") == 0
        && got.refused.kind == ERR_BUSY
        && strcmp (got.refused.text, "đông quá") == 0,
      "hello: there and back");
  bytes_add_text (&bytes, "of the future");
  frame.len += strlen ("of the future");
  ok (take_hello ((struct slice){ bytes.at + 4, frame.len }, &got),
      "hello: what a later hoso says besides is passed over");
  bytes.at[4] = 'H';
  ok (!take_hello ((struct slice){ bytes.at + 4, frame.len }, &got),
      "hello: of something else");
}

static void
test_words (void)
{
  static const struct {
    const char *name, *bytes;
    size_t len;
    bool good;
  } cases[] = {
    { "a text", "\3\0\0\0ab\0", 7, true },
    { "an empty text", "\1\0\0\0\0", 5, true },
    { "no end", "\2\0\0\0ab", 6, false },
    { "two ends", "\4\0\0\0a\0b\0", 8, false },
    { "nothing at all", "\0\0\0\0", 4, false },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct reader r = reader_of (cases[i].bytes, cases[i].len);
    const char *words = take_words (&r);

    ok (!r.bad == cases[i].good && (cases[i].good || words[0] == '\0'),
        "words: %s", cases[i].name);
  }
}

int
main (void)
{
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    test_round_trip (&pieces[i]);
    test_cuts (&pieces[i]);
    test_mutations (&pieces[i]);
  }
  test_members ();
  test_frames ();
  test_hello ();
  test_words ();
  return tap_done ();
}
