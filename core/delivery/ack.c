/* ack.c - what the other side answers for a batch. */

#include "delivery/ack.h"

#include "base/hash.h"
#include "base/json.h"

#include <stdio.h>
#include <string.h>

/* An answer while it is read. */
struct ack {
  struct json_reader r;
  char batch[24], sha256[2 * HASH_SIZE + 2];
  hoso_rejected seen; /* NULL: only look */
  void *with;
};

/* Copies the text or number that comes next; false for anything else. */
static bool
take_word (struct ack *a, char *to, size_t room)
{
  enum json_kind kind = json_next (&a->r);

  return (kind == JSON_TEXT || kind == JSON_NUMBER)
         && snprintf (to, room, "%s", bytes_text (&a->r.text)) < (int) room;
}

static bool
pass_value (struct ack *a)
{
  struct slice raw;
  enum json_kind kind = json_next (&a->r);

  if (kind == JSON_OPEN)
    return json_whole (&a->r, &raw);
  return kind != JSON_BAD && kind != JSON_CLOSE && kind != JSON_END;
}

/* { "id": "...", "reason": "..." } behind its bracket. */
static bool
take_rejection (struct ack *a)
{
  char id[2 * ID_SIZE + 2] = "";
  unsigned char bytes[ID_SIZE];
  SCOPED_BYTES reason = { 0 };
  enum json_kind kind;
  bool good = true;

  while (good && (kind = json_next (&a->r)) == JSON_KEY) {
    if (strcmp (bytes_text (&a->r.text), "id") == 0)
      good = take_word (a, id, sizeof id);
    else if (strcmp (bytes_text (&a->r.text), "reason") == 0) {
      good = json_next (&a->r) == JSON_TEXT;
      bytes_add_text (&reason, good ? bytes_text (&a->r.text) : "");
    } else
      good = pass_value (a);
  }
  if (!good || kind != JSON_CLOSE || !hex_read (id, bytes, ID_SIZE))
    return false;
  hex_of (bytes, ID_SIZE, id); /* in small letters */
  if (a->seen != NULL)
    a->seen (a->with, &(struct hoso_rejection){ id, bytes_text (&reason) });
  return true;
}

static bool
take_rejections (struct ack *a)
{
  enum json_kind kind;

  if (json_next (&a->r) != JSON_OPEN || a->r.bracket != '[')
    return false;
  while ((kind = json_next (&a->r)) == JSON_OPEN && a->r.bracket == '{')
    if (!take_rejection (a))
      return false;
  return kind == JSON_CLOSE;
}

/* Reads the whole of TEXT; false when it is not as it must be. */
static bool
read_ack (struct ack *a, const struct bytes *text)
{
  bool good;

  json_begin (&a->r, text->at, text->len);
  good = json_next (&a->r) == JSON_OPEN && a->r.bracket == '{';
  while (good && json_next (&a->r) == JSON_KEY) {
    if (strcmp (bytes_text (&a->r.text), "batch") == 0)
      good = take_word (a, a->batch, sizeof a->batch);
    else if (strcmp (bytes_text (&a->r.text), "sha256") == 0)
      good = take_word (a, a->sha256, sizeof a->sha256);
    else if (strcmp (bytes_text (&a->r.text), "rejected") == 0)
      good = take_rejections (a);
    else
      good = pass_value (a);
  }
  good = good && a->r.kind == JSON_CLOSE && json_next (&a->r) == JSON_END;
  json_done (&a->r);
  return good;
}

enum ack_kind
ack_read (const struct bytes *text, uint32_t number, const char *sha256,
          hoso_rejected seen, void *with)
{
  struct ack look = { 0 }, tell = { .seen = seen, .with = with };

  if (!read_ack (&look, text))
    return ACK_DAMAGED;
  if (strtoul (look.batch, NULL, 10) != number
      || strcasecmp (look.sha256, sha256) != 0)
    return ACK_OTHER;
  read_ack (&tell, text);
  return ACK_GOOD;
}
