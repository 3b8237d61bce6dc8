/* address.c - which ward an address ends in. */

#include "area/area.h"
#include "area/unit.h"

#include "text/fold.h"

#include <ctype.h>
#include <string.h>

/* ---- its last parts ------------------------------------------------------ */

enum { PARTS_MOST = 4 };

struct part {
  const char *at;
  size_t len;
};

/* The last parts of an address, the very last first. */
struct parts {
  struct part part[PARTS_MOST];
  unsigned count;
};

static bool
is_divider (char c)
{
  return c == ',' || c == ';' || c == '\n';
}

/* Without what a sentence ends in. */
static size_t
trimmed (const char *text, size_t len)
{
  while (len > 0
         && (text[len - 1] == ' ' || text[len - 1] == '.'
             || text[len - 1] == '\t' || text[len - 1] == '\r'
             || is_divider (text[len - 1])))
    len--;
  return len;
}

/* Where the text behind the last C of LEN bytes begins, or FROM. */
static size_t
behind_last (const char *text, size_t from, size_t len, char c)
{
  const char *last = memrchr (text + from, c, len - from);

  return last == NULL ? from : (size_t) (last - text) + 1;
}

/* How much of LEN bytes stands before the last part of them; *DASHES: parts
 * end at dashes between blanks, too.
 */
static size_t
before_part (const char *text, size_t len, bool dashes)
{
  size_t from = behind_last (text, 0, len, ',');

  from = behind_last (text, from, len, ';');
  from = behind_last (text, from, len, '\n');
  for (size_t i = len; dashes && i >= from + 3; i--)
    if (memcmp (text + i - 3, " - ", 3) == 0)
      return i;
  return from;
}

/* Parts are divided by commas, semicolons or lines, and with DASHES by dashes
 * between blanks, too.
 */
static struct parts
split (const char *text, size_t len, bool dashes)
{
  struct parts p = { .count = 0 };

  for (len = trimmed (text, len); len > 0 && p.count < PARTS_MOST;) {
    size_t from = before_part (text, len, dashes);
    bool dash = from > 0 && !is_divider (text[from - 1]);

    p.part[p.count++] = (struct part){ text + from, len - from };
    len = trimmed (text, dash ? from - 3 : from);
  }
  return p;
}

static bool
is_country (struct part part)
{
  SCOPED_BYTES fold = { 0 };

  fold_add (&fold, part.at, part.len);
  return strcmp (bytes_text (&fold), "viet nam") == 0
         || strcmp (bytes_text (&fold), "vietnam") == 0;
}

/* Takes five digits off the end of the LEN bytes; 0 when there are none. */
static uint32_t
take_code (const char *text, size_t *len)
{
  size_t start;
  uint32_t code = 0;

  if (*len < 5)
    return 0;
  start = *len - 5;
  for (size_t i = start; i < *len; i++) {
    if (!isdigit ((unsigned char) text[i]))
      return 0;
    code = code * 10 + (uint32_t) (text[i] - '0');
  }
  if (start > 0
      && ((unsigned char) text[start - 1] >= 0x80
          || isalnum ((unsigned char) text[start - 1])))
    return 0;
  *len = trimmed (text, start);
  return code;
}

/* ---- what they say ------------------------------------------------------- */

/* Of the last two parts of an address. */
struct answer {
  uint32_t ward;
  bool kind;    /* "Phường", "Xã" or "Đặc khu" was there */
  bool country; /* the last part is "Việt Nam": look before it */
};

/* WARD may be empty.  A ward without a province must say what it is: "Sài Gòn"
 * alone may be a street or a hamlet.
 */
static struct answer
reckon (struct part ward, struct part last)
{
  struct units *wards = units_of (WARDS);
  struct answer a = { 0 };
  bool kind;
  int province =
    unit_named (units_of (PROVINCES), last.at, last.len, ANYWHERE, &kind);
  int found = NO_UNIT;

  if (province >= 0 && ward.len > 0)
    found = unit_named (wards, ward.at, ward.len, province, &a.kind);
  if (province < 0) {
    found = unit_named (wards, last.at, last.len, ANYWHERE, &a.kind);
    a.country = found == NO_UNIT && is_country (last);
    found = a.kind ? found : NO_UNIT;
  }
  if (found >= 0)
    a.ward = wards->at[found].code;
  return a;
}

enum { MEMO_SLOTS = 4096, MEMO_PART = 255 };

/* Registers repeat themselves: one slot for each hash, the newest stays. */
static struct {
  uint32_t hash;
  struct answer answer;
  uint8_t ward_len, last_len;
  char *text; /* both parts; NULL: an empty slot */
} memo[MEMO_SLOTS];

/* Of a part, eight bytes at a time. */
static uint32_t
hash_of_part (struct part part)
{
  uint64_t hash = part.len, word;
  size_t i = 0;

  for (; part.len - i >= sizeof word; i += sizeof word) {
    memcpy (&word, part.at + i, sizeof word);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 32;
  }
  word = 0;
  memcpy (&word, part.at + i, part.len - i);
  hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
  return (uint32_t) (hash >> 32);
}

static struct answer
remember (struct part ward, struct part last)
{
  uint32_t hash = hash_of_part (ward) * 31 + hash_of_part (last);
  size_t slot = hash % MEMO_SLOTS;
  struct answer a;

  if (ward.len > MEMO_PART || last.len > MEMO_PART)
    return reckon (ward, last);
  if (memo[slot].text != NULL && memo[slot].hash == hash
      && memo[slot].ward_len == ward.len && memo[slot].last_len == last.len
      && memcmp (memo[slot].text, ward.at, ward.len) == 0
      && memcmp (memo[slot].text + ward.len, last.at, last.len) == 0)
    return memo[slot].answer;

  a = reckon (ward, last);
  memo[slot].text = bytes_must_again (memo[slot].text, ward.len + last.len);
  memcpy (memo[slot].text, ward.at, ward.len);
  memcpy (memo[slot].text + ward.len, last.at, last.len);
  memo[slot].hash = hash;
  memo[slot].ward_len = (uint8_t) ward.len;
  memo[slot].last_len = (uint8_t) last.len;
  memo[slot].answer = a;
  return a;
}

/* An address of three levels, of before July 2025, is not one of now: "Xã Tân
 * Lập, Đông Anh, Hà Nội" is not in the ward Đông Anh.
 */
static bool
is_old (struct part before_ward)
{
  return unit_kind_said (OLD_WARD_KINDS, before_ward.at, before_ward.len);
}

static uint32_t
ward_of_parts (const struct part *part, unsigned count)
{
  static const struct part none = { "", 0 };
  struct answer a;

  if (count == 0)
    return 0;
  a = remember (count > 1 ? part[1] : none, part[0]);
  if (a.country)
    return ward_of_parts (part + 1, count - 1);
  if (a.ward != 0 && !a.kind && count > 2 && is_old (part[2]))
    return 0;
  return a.ward;
}

/* Whether the last part names no other province than that of WARD. */
static bool
agrees (uint32_t ward, const struct parts *p)
{
  const struct units *wards = units_of (WARDS);
  int i = unit_coded (wards, ward), province = NO_UNIT;
  bool kind;

  if (i >= 0 && p->count > 0)
    province = unit_named (units_of (PROVINCES), p->part[0].at, p->part[0].len,
                           ANYWHERE, &kind);
  return i >= 0 && (province < 0 || wards->at[i].above == (unsigned) province);
}

uint32_t
area_ward_of (const char *address)
{
  size_t len = trimmed (address, strlen (address));
  uint32_t code = take_code (address, &len);
  struct parts p = split (address, len, false);
  uint32_t ward;

  /* Five digits may be those of the post, too. */
  if (code != 0 && agrees (code, &p))
    return code;
  ward = ward_of_parts (p.part, p.count);
  if (ward != 0 || strstr (address, " - ") == NULL)
    return ward;
  /* Some wards have a dash in their name; else it is one between parts. */
  p = split (address, len, true);
  return ward_of_parts (p.part, p.count);
}

uint32_t
area_old_ward_of (const char *address, size_t *street)
{
  struct parts p = split (address, strlen (address), false);
  const struct part *part = p.part;
  struct units *wards = units_of (OLD_WARDS);
  bool kind;
  int found;

  *street = 0;
  if (p.count > 0 && is_country (part[0])) {
    part++;
    p.count--;
  }
  if (p.count < 3)
    return 0;
  found = unit_named (units_of (OLD_PROVINCES), part[0].at, part[0].len,
                      ANYWHERE, &kind);
  if (found >= 0)
    found = unit_named (units_of (OLD_DISTRICTS), part[1].at, part[1].len,
                        found, &kind);
  if (found >= 0)
    found = unit_named (wards, part[2].at, part[2].len, found, &kind);
  for (*street = (size_t) (part[2].at - address); address[*street] == ' ';)
    ++*street;
  return found < 0 ? 0 : wards->at[found].code;
}
