/* record.c - the head of a body: what is known of a dossier besides its form.
 */

#include "record/record.h"

#include "base/language.h"
#include "text/utf8.h"

#include <string.h>

enum { STATES = 10, FLAGS_KNOWN = RECORD_WIDE | RECORD_PACKED | RECORD_SECRET };

static void
put_code (struct bytes *to, const struct code *code)
{
  size_t len = strnlen (code->text, sizeof code->text - 1);

  put_u8 (to, code->kind);
  if (code->kind == CODE_OWN) {
    put_u32 (to, code->day);
    put_u32 (to, code->serial);
  } else if (code->kind == CODE_TEXT) {
    put_u8 (to, (uint8_t) len);
    bytes_add (to, code->text, len);
  }
}

/* False for a kind of the future and for a text that has no end or no
 * beginning.
 */
static bool
take_code (struct reader *from, struct code *code)
{
  struct slice text;

  memset (code, 0, sizeof *code);
  code->kind = take_u8 (from);
  switch (code->kind) {
  case CODE_NONE: return true;
  case CODE_OWN:
    code->day = take_u32 (from);
    code->serial = take_u32 (from);
    return true;
  case CODE_TEXT:
    text = take (from, take_u8 (from));
    if (text.len == 0 || text.len >= sizeof code->text
        || memchr (text.at, 0, text.len) != NULL)
      return false;
    memcpy (code->text, text.at, text.len);
    return true;
  default: return false;
  }
}

void
record_head_add (const struct record_head *head, struct bytes *to)
{
  size_t len =
    utf8_cut ((const char *) head->override.at, head->override.len, UINT16_MAX);

  put_u8 (to, RECORD_FORMAT);
  put_u8 (to, head->state);
  put_u16 (to, head->procedure);
  put_u16 (to, head->revision);
  put_u16 (to, head->flags);
  put_u32 (to, head->version);
  put_u64 (to, head->received);
  put_u64 (to, head->due);
  put_u32 (to, head->officer);
  put_code (to, &head->code);
  put_u16 (to, (uint16_t) len);
  bytes_add (to, head->override.at, len);
}

/* What has its place whatever the record is; false when it is not all there. */
static bool
take_fixed (struct reader *from, struct record_head *head)
{
  const unsigned char *at = take (from, RECORD_HEAD_FIXED).at;

  if (from->bad)
    return false;
  head->state = at[1];
  head->procedure = (uint16_t) little_at (at + 2, 2);
  head->revision = (uint16_t) little_at (at + 4, 2);
  head->flags = (uint16_t) little_at (at + 6, 2);
  head->version = (uint32_t) little_at (at + 8, 4);
  head->received = little_at (at + 12, 8);
  head->due = little_at (at + 20, 8);
  head->officer = (uint32_t) little_at (at + 28, 4);
  return true;
}

enum outcome
record_head_take (struct reader *from, struct record_head *head,
                  struct error *e)
{
  uint8_t format = from->left > 0 ? from->at[0] : 0;
  bool code_good = take_fixed (from, head) && take_code (from, &head->code);

  head->override = take (from, take_u16 (from));
  if (from->bad)
    return fail (e, ERR_DAMAGED, 0, _ ("a record ends too early"));
  if (format != RECORD_FORMAT)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("a record has format %u, this hoso reads format %d"),
                 format, RECORD_FORMAT);
  if ((head->flags & ~FLAGS_KNOWN) != 0)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("a record has flags 0x%04x, a newer hoso wrote it"),
                 head->flags);
  if (!code_good || head->state < 1 || head->state > STATES)
    return fail (e, ERR_DAMAGED, 0, _ ("a record's head does not decode"));
  return OK;
}
