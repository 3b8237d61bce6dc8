/* memo.c - what choices and addresses were read as: the rows of a register
 * repeat them; a label is looked for among all labels of its list, and a family
 * lives at one address.
 */

#include "entry/session-parts.h"

#include "area/area.h"

#include <string.h>

enum { SEEN_SLOTS = 16, SEEN_TEXT = 42, SEEN_CODE = 15 };

/* A text that was taken, 64 bytes. */
struct seen {
  int32_t day; /* a choice may have an end */
  uint8_t spelling;
  uint8_t text_len, code_len; /* text_len 0: free */
  char text[SEEN_TEXT];
  char code[SEEN_CODE];
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

/* FNV-1a over a few bytes: two texts of one slot only forget each other. */
static unsigned
slot_of (const char *text, size_t len)
{
  uint32_t h = 2166136261u;

  for (size_t i = 0; i < len; i++)
    h = (h ^ (unsigned char) text[i]) * 16777619u;
  return h % SEEN_SLOTS;
}

bool
memo_find (const struct session *s, uint16_t f, const char *text, size_t len,
           enum spelling spelling, struct bytes *to)
{
  const struct seen *seen = s->memo->of_field[f];

  if (seen == NULL || len == 0 || len > SEEN_TEXT)
    return false;
  seen += slot_of (text, len);
  if (seen->text_len != len || seen->day != s->day || seen->spelling != spelling
      || memcmp (seen->text, text, len) != 0)
    return false;
  bytes_add (to, seen->code, seen->code_len);
  bytes_text (to);
  return true;
}

void
memo_keep (const struct session *s, uint16_t f, const char *text, size_t len,
           enum spelling spelling, const struct bytes *code)
{
  struct seen **of_field = &s->memo->of_field[f], *seen;

  if (len == 0 || len > SEEN_TEXT || code->len > SEEN_CODE)
    return;
  if (*of_field == NULL) {
    *of_field = bytes_must (SEEN_SLOTS * sizeof **of_field);
    memset (*of_field, 0, SEEN_SLOTS * sizeof **of_field);
  }
  seen = *of_field + slot_of (text, len);
  *seen = (struct seen){ .day = s->day,
                         .spelling = (uint8_t) spelling,
                         .text_len = (uint8_t) len,
                         .code_len = (uint8_t) code->len };
  memcpy (seen->text, text, len);
  memcpy (seen->code, code->at, code->len);
}
