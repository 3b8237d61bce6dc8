/* finding.c - lists of findings, and the reasons that warnings were taken for.
 */

#include "check/finding.h"

#include "text/nfc.h"

#include <string.h>

static struct finding *
next_free (struct findings *f)
{
  if (f->count == f->room) {
    f->room = f->room == 0 ? 8 : 2 * f->room;
    f->at = bytes_must_again (f->at, f->room * sizeof *f->at);
  }
  return &f->at[f->count];
}

static void
put_id (struct finding *f, const char *id)
{
  size_t len = strnlen (id, sizeof f->id - 1);

  memcpy (f->id, id, len);
  f->id[len] = '\0';
}

void
findings_add (struct findings *f, uint8_t severity, const char *id,
              uint16_t field, uint16_t row, const char *text)
{
  struct finding *new = next_free (f);

  new->severity = severity;
  new->field = field;
  new->row = row;
  put_id (new, id);
  new->text = bytes_must_copy (text);
  f->count++;
}

void
findings_copy (const struct findings *from, struct findings *to)
{
  for (size_t i = 0; i < from->count; i++) {
    const struct finding *f = &from->at[i];

    findings_add (to, f->severity, f->id, f->field, f->row, f->text);
  }
}

void
findings_clear (struct findings *f)
{
  for (size_t i = 0; i < f->count; i++)
    free (f->at[i].text);
  f->count = 0;
}

void
findings_free (struct findings *f)
{
  findings_clear (f);
  free (f->at);
  *f = (struct findings){ 0 };
}

size_t
findings_of (const struct findings *f, uint8_t severity)
{
  size_t count = 0;

  for (size_t i = 0; i < f->count; i++)
    count += f->at[i].severity == severity;
  return count;
}

bool
findings_refuse (const struct findings *f)
{
  return findings_of (f, HOSO_REFUSE) > 0;
}

/* ---- reasons ------------------------------------------------------------ */

/* "V01: reason", where the reason may have semicolons of its own: a part ends
 * where another id and its colon begin.
 */
struct part {
  struct slice id, whole;
};

static bool
of_id (unsigned char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
         || (c >= '0' && c <= '9') || c == '.' || c == '_';
}

/* Length of the id at the front of TEXT, when a colon follows it; else 0. */
static size_t
id_length (struct slice text)
{
  size_t len = 0;

  while (len < text.len && of_id (text.at[len]))
    len++;
  return len < text.len && text.at[len] == ':' ? len : 0;
}

static struct slice
behind (struct slice text, size_t len)
{
  return (struct slice){ text.at + len, text.len - len };
}

static struct slice
without_blanks (struct slice text)
{
  while (text.len > 0 && text.at[0] == ' ')
    text = behind (text, 1);
  return text;
}

/* Where the next "; ID:" begins in TEXT, or its end. */
static size_t
part_length (struct slice text)
{
  for (size_t i = 0; i < text.len; i++)
    if (text.at[i] == ';'
        && id_length (without_blanks (behind (text, i + 1))) > 0)
      return i;
  return text.len;
}

/* Takes a part from the front of *REST; false when there is none left.  Text
 * in front of the first id belongs to none: its id is empty.
 */
static bool
next_part (struct slice *rest, struct part *part)
{
  size_t len;

  *rest = without_blanks (*rest);
  if (rest->len == 0)
    return false;
  len = part_length (*rest);
  part->whole = (struct slice){ rest->at, len };
  part->id = (struct slice){ rest->at, id_length (*rest) };
  *rest = behind (*rest, len < rest->len ? len + 1 : len);
  return true;
}

void
override_add (struct bytes *to, const char *id, const char *reason)
{
  size_t before;

  bytes_printf (to, "%s%s: ", to->len > 0 ? "; " : "", id);
  before = to->len;
  nfc_add_tidy (to, reason, strlen (reason), false);
  for (size_t i = before; i < to->len; i++)
    if (to->at[i] == ';')
      to->at[i] = ',';
}

bool
override_has (struct slice override, const char *id)
{
  struct part part;

  while (next_part (&override, &part))
    if (part.id.len > 0 && slice_is (part.id, id))
      return true;
  return false;
}

static bool
is_warning (const struct findings *f, struct slice id)
{
  for (size_t i = 0; i < f->count; i++)
    if (f->at[i].severity == HOSO_WARN && slice_is (id, f->at[i].id))
      return true;
  return false;
}

void
override_keep (struct slice override, const struct findings *f,
               struct bytes *to)
{
  struct part part;
  bool first = true;

  while (next_part (&override, &part)) {
    if (!is_warning (f, part.id))
      continue;
    bytes_add_text (to, first ? "" : "; ");
    bytes_add (to, part.whole.at, part.whole.len);
    first = false;
  }
}

void
override_carry (struct slice override, const struct form *form,
                const struct findings *found, struct bytes *to)
{
  struct findings asked = { 0 };

  if (override.len == 0)
    return;
  for (size_t i = 0; i < found->count; i++)
    findings_add (&asked, found->at[i].severity, found->at[i].id, NO_FIELD, 0,
                  "");
  for (uint16_t i = 0; i < form->n_uniques; i++)
    findings_add (&asked, HOSO_WARN, form->uniques[i].id, NO_FIELD, 0, "");
  override_keep (override, &asked, to);
  findings_free (&asked);
}

/* ---- on the socket ------------------------------------------------------ */

void
findings_put (const struct findings *f, struct bytes *to)
{
  put_u32 (to, (uint32_t) f->count);
  for (size_t i = 0; i < f->count; i++) {
    put_u8 (to, f->at[i].severity);
    put_u16 (to, f->at[i].field);
    put_u16 (to, f->at[i].row);
    put_text (to, f->at[i].id);
    put_text (to, f->at[i].text);
  }
}

static bool
take_finding (struct reader *from, struct findings *f)
{
  struct finding *new = next_free (f);
  struct slice id;

  new->severity = take_u8 (from);
  new->field = take_u16 (from);
  new->row = take_u16 (from);
  id = take_block (from);
  new->text = take_text (from);
  if (from->bad || id.len >= sizeof new->id || memchr (id.at, 0, id.len) != NULL
      || new->severity < HOSO_REFUSE || new->severity > HOSO_NOTE) {
    free (new->text);
    return false;
  }
  memcpy (new->id, id.at, id.len);
  new->id[id.len] = '\0';
  f->count++;
  return true;
}

bool
findings_take (struct reader *from, struct findings *f)
{
  uint32_t count = take_u32 (from);

  /* No count is trusted: the first finding that is not there ends it. */
  for (uint32_t i = 0; i < count; i++)
    if (!take_finding (from, f))
      return false;
  return !from->bad;
}
