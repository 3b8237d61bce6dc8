/* jsonl.c - JSON lines: one flat object a line.
 *
 * Reading.  Numbers stay as they are spelled, true and false are 1 and 0, null
 * is empty, an array (rows of a table) stays JSON.  Lines may have different
 * members.  A name that comes twice costs the line, unless it begins with "_":
 * those are remarks about the row.  Lines of blanks are passed over.
 */

#include "base/json.h"
#include "base/language.h"
#include "formats/formats.h"
#include "formats/jsonl-write.h"
#include "formats/window.h"

#include <stdio.h>
#include <string.h>

enum { MEMBERS_MOST = 2048, SLOTS = 2 * MEMBERS_MOST };

/* A member while its line is read: where its texts are in struct jsonl.texts.
 */
struct member {
  size_t name, name_len, value, value_len;
};

struct jsonl {
  struct window window;
  size_t row_most;
  struct bytes texts; /* names, each ended by 0, and values */
  struct member members[MEMBERS_MOST];
  struct hoso_column columns[MEMBERS_MOST];
  struct hoso_text values[MEMBERS_MOST];
  size_t count;
  uint16_t slots[SLOTS]; /* by hash of the name: 1 + its member */
  uint64_t number;
  bool passing; /* within a line that is too long */
  uint64_t passing_line;
  char problem[160];
};

/* ---- Lines ------------------------------------------------------------- */

/* The length of the line at the front, its end included; 0 at the end of the
 * file; more than row_most when it is too long to be kept.
 */
static size_t
line_length (struct jsonl *j)
{
  size_t seen = 0;

  for (;;) {
    struct hoso_text left = window_left (&j->window);
    const char *end = memchr (left.at + seen, '\n', left.len - seen);

    if (end != NULL)
      return (size_t) (end - left.at) + 1;
    if (left.len > j->row_most || !window_fill (&j->window))
      return left.len;
    seen = left.len;
  }
}

static bool
is_blank (struct hoso_text line)
{
  size_t i = 0;

  while (i < line.len && memchr (" \t\r\n", line.at[i], 4) != NULL)
    i++;
  return i == line.len;
}

/* ---- One object -------------------------------------------------------- */

/* The slot of the member of that name, or the empty one where it belongs. */
static uint16_t *
slot_of (struct jsonl *j, const char *name, size_t len)
{
  uint64_t hash = 14695981039346656037u; /* FNV-1a */
  uint16_t *slot;

  for (size_t i = 0; i < len; i++)
    hash = (hash ^ (unsigned char) name[i]) * 1099511628211u;
  for (;; hash++) {
    slot = &j->slots[hash % SLOTS];
    if (*slot == 0)
      return slot;
    const struct member *m = &j->members[*slot - 1];
    if (m->name_len == len && memcmp (j->texts.at + m->name, name, len) == 0)
      return slot;
  }
}

static const char *
begin_member (struct jsonl *j, const struct bytes *name)
{
  uint16_t *slot = slot_of (j, (const char *) name->at, name->len);

  if (j->count == MEMBERS_MOST)
    return N_ ("the object has more than 2048 members");
  if (*slot != 0 && name->at[0] != '_') {
    snprintf (j->problem, sizeof j->problem, _ ("\"%.60s\" is there twice"),
              (const char *) name->at);
    return j->problem;
  }
  j->members[j->count].name = j->texts.len;
  j->members[j->count].name_len = name->len;
  bytes_add (&j->texts, name->at, name->len);
  bytes_add_char (&j->texts, '\0');
  *slot = (uint16_t) (j->count + 1);
  return NULL;
}

static const char *
end_member (struct jsonl *j, uint8_t kind, const void *value, size_t len)
{
  struct member *m = &j->members[j->count];

  m->value = j->texts.len;
  m->value_len = len;
  bytes_add (&j->texts, value, len);
  j->columns[j->count++].kind = kind;
  return NULL;
}

static const char *
read_value (struct jsonl *j, struct json_reader *r)
{
  struct slice rows;

  switch (json_next (r)) {
  case JSON_TEXT:
    return end_member (j, HOSO_COLUMN_TEXT, r->text.at, r->text.len);
  case JSON_NUMBER:
    return end_member (j, HOSO_COLUMN_NUMBER, r->text.at, r->text.len);
  case JSON_TRUE: return end_member (j, HOSO_COLUMN_TEXT, "1", 1);
  case JSON_FALSE: return end_member (j, HOSO_COLUMN_TEXT, "0", 1);
  case JSON_NULL: return end_member (j, HOSO_COLUMN_TEXT, "", 0);
  case JSON_OPEN:
    if (r->bracket == '{')
      return N_ ("an object stands inside the object: it must be flat");
    if (json_whole (r, &rows))
      return end_member (j, HOSO_COLUMN_ROWS, rows.at, rows.len);
    break;
  default: break;
  }
  return N_ ("the line is not JSON");
}

static const char *
read_members (struct jsonl *j, struct json_reader *r)
{
  for (;;) {
    enum json_kind kind = json_next (r);
    const char *problem;

    if (kind == JSON_CLOSE)
      break;
    if (kind != JSON_KEY)
      return N_ ("the line is not JSON");
    problem = begin_member (j, &r->text);
    if (problem == NULL)
      problem = read_value (j, r);
    if (problem != NULL)
      return problem;
  }
  return json_next (r) == JSON_END ? NULL
                                   : N_ ("something stands behind the object");
}

/* Reads the object in LINE; returns why it cannot be read, or NULL. */
static const char *
read_object (struct jsonl *j, struct hoso_text line)
{
  struct json_reader r;
  const char *problem = N_ ("the line is not a JSON object");

  j->count = 0;
  bytes_clear (&j->texts);
  memset (j->slots, 0, sizeof j->slots);
  json_begin (&r, line.at, line.len);
  if (json_next (&r) == JSON_OPEN && r.bracket == '{')
    problem = read_members (j, &r);
  json_done (&r);
  for (size_t i = 0; i < j->count; i++) {
    const char *texts = (const char *) j->texts.at;
    const struct member *m = &j->members[i];

    j->columns[i].name = texts + m->name;
    j->values[i] = (struct hoso_text){ texts + m->value, m->value_len };
  }
  return problem;
}

/* ---- Reading ----------------------------------------------------------- */

static void *
jsonl_open (hoso_more more, void *with, size_t row_most, char *problem,
            size_t room)
{
  struct jsonl *j = bytes_must (sizeof *j);

  (void) problem;
  (void) room;
  memset (j, 0, sizeof *j);
  j->row_most = row_most;
  window_open (&j->window, more, with);
  return j;
}

static void
jsonl_close (void *state)
{
  struct jsonl *j = state;

  window_close (&j->window);
  bytes_free (&j->texts);
  free (j);
}

static bool
pass_over (struct jsonl *j, struct hoso_row *row)
{
  if (!j->passing) {
    j->passing_line = j->window.line;
    snprintf (j->problem, sizeof j->problem,
              _ ("the row is longer than %zu bytes"), j->row_most);
  }
  *row = (struct hoso_row){ .number = j->number,
                            .line = j->passing_line,
                            .problem = j->problem };
  window_piece (&j->window, row);
  j->passing = row->goes_on;
  return true;
}

/* How long the next line is that is not blank; 0 at the end of the file. */
static size_t
look_on (struct jsonl *j)
{
  for (;;) {
    size_t len = line_length (j);

    if (len == 0 || len > j->row_most
        || !is_blank ((struct hoso_text){ window_left (&j->window).at, len }))
      return len;
    window_take (&j->window, len);
  }
}

static bool
jsonl_next (void *state, struct hoso_row *row)
{
  struct jsonl *j = state;
  const char *problem;
  size_t len;

  if (j->passing)
    return pass_over (j, row);
  len = look_on (j);
  if (len == 0)
    return false;
  j->number++;
  if (len > j->row_most)
    return pass_over (j, row);

  *row = (struct hoso_row){ .number = j->number,
                            .line = j->window.line,
                            .columns = j->columns,
                            .values = j->values };
  row->raw = window_take (&j->window, len);
  problem = read_object (j, row->raw);
  row->problem = problem == NULL ? NULL : _ (problem);
  row->count = problem == NULL ? j->count : 0;
  return true;
}

static size_t
jsonl_columns (void *state, const struct hoso_column **columns)
{
  (void) state;
  *columns = NULL;
  return 0;
}

static struct hoso_text
jsonl_header (void *state)
{
  (void) state;
  return (struct hoso_text){ NULL, 0 };
}

const struct hoso_format format_jsonl = {
  .size = sizeof (struct hoso_format),
  .name = "jsonl",
  .suffix = ".jsonl",
  .record = jsonl_record,
  .spell = jsonl_spell,
  .extend = jsonl_extend,
  .open = jsonl_open,
  .next = jsonl_next,
  .close = jsonl_close,
  .columns = jsonl_columns,
  .header = jsonl_header,
};
