/* protocol.c - frames, and the pieces that messages are made of. */

#include "site/protocol.h"

#include <string.h>

/* ---- frames ---- */

size_t
frame_open (struct bytes *to)
{
  put_u32 (to, 0);
  return to->len;
}

void
frame_close (struct bytes *to, size_t opened)
{
  size_t len = to->len - opened;

  for (unsigned i = 0; i < 4; i++)
    to->at[opened - 4 + i] = (unsigned char) (len >> 8 * i);
}

enum frame
frame_first (struct slice came, struct slice *frame)
{
  struct reader r = reader_of (came.at, came.len);
  uint32_t len = take_u32 (&r);

  if (r.bad)
    return FRAME_PART;
  if (len > FRAME_MOST)
    return FRAME_BAD;
  *frame = take (&r, len);
  return r.bad ? FRAME_PART : FRAME_WHOLE;
}

void
put_pieces (struct bytes *to, uint64_t number, struct slice whole)
{
  enum { PIECE_MOST = FRAME_MOST - 64 };

  do {
    size_t len = whole.len < PIECE_MOST ? whole.len : PIECE_MOST;
    size_t frame = frame_open (to);

    put_u64 (to, number);
    put_u8 (to, len < whole.len);
    bytes_add (to, whole.at, len);
    frame_close (to, frame);
    whole.at += len;
    whole.len -= len;
  } while (whole.len > 0);
}

/* ---- pieces that are their members in a row ---- */

#define COUNT(array) (sizeof (array) / sizeof *(array))

/* put_NAME and take_NAME of a struct NAME whose shape is the table NAME_shape.
 */
#define SHAPED(name)                                            \
  void put_##name (struct bytes *to, const struct name *from)   \
  {                                                             \
    put_members (to, name##_shape, COUNT (name##_shape), from); \
  }                                                             \
  void take_##name (struct reader *r, struct name *to)          \
  {                                                             \
    take_members (r, name##_shape, COUNT (name##_shape), to);   \
  }

/* clang-format off */

static const struct member filter_shape[] = {
  MEMBER (filter, NUMBER, state),
  MEMBER (filter, NUMBER, procedure),
  MEMBER (filter, NUMBER, due_from),
  MEMBER (filter, NUMBER, due_until),
  MEMBER (filter, TRUTH,  overdue_only),
  MEMBER (filter, NUMBER, now),
  MEMBER (filter, NUMBER, limit),
};
SHAPED (filter)

static const struct member scan_shape[] = {
  MEMBER (scan, TRUTH,  by_change),
  MEMBER (scan, TRUTH,  latest),
  MEMBER (scan, NUMBER, after),
  MEMBER (scan, NUMBER, until),
  MEMBER (scan, NUMBER, procedure),
};
SHAPED (scan)

static const struct member draft_shape[] = {
  MEMBER (draft, RAW,    id),
  MEMBER (draft, NUMBER, officer),
  MEMBER (draft, NUMBER, terminal),
  MEMBER (draft, WORDS,  procedure),
  MEMBER (draft, NUMBER, time),
  MEMBER (draft, BLOCK,  values),
};
SHAPED (draft)

static const struct member sealed_shape[] = {
  MEMBER (sealed, NUMBER, number),
  MEMBER (sealed, NUMBER, count),
  MEMBER (sealed, NUMBER, first),
  MEMBER (sealed, NUMBER, last),
  MEMBER (sealed, RAW,    sha256),
  MEMBER (sealed, NUMBER, time),
};
SHAPED (sealed)

static const struct member target_shape[] = {
  MEMBER (target, WORDS,  name),
  MEMBER (target, NUMBER, offered),
  MEMBER (target, NUMBER, acknowledged),
};
SHAPED (target)

static const struct member receipt_shape[] = {
  MEMBER (receipt, WORDS,  target),
  MEMBER (receipt, NUMBER, batch),
  MEMBER (receipt, RAW,    id),
  MEMBER (receipt, NUMBER, time),
  MEMBER (receipt, TEXT,   reason),
};
SHAPED (receipt)

static const struct member status_shape[] = {
  MEMBER (status, NUMBER, changes),
  MEMBER (status, NUMBER, unsent),
  MEMBER (status, NUMBER, records),
  MEMBER (status, NUMBER, drafts),
  MEMBER (status, NUMBER, server_rss_kib),
  MEMBER (status, NUMBER, awake),
  MEMBER (status, NUMBER, server_pid),
  MEMBER (status, NUMBER, since),
  MEMBER (status, NUMBER, due_today),
  MEMBER (status, NUMBER, overdue),
  MEMBER (status, NUMBER, clients),
  MEMBER (status, WORDS,  version),
  MEMBER (status, NUMBER, backup.time),
  MEMBER (status, NUMBER, backup.changes),
  MEMBER (status, NUMBER, backup.rolls),
  MEMBER (status, WORDS,  backup.folder),
  MEMBER (status, NUMBER, mended_at),
  MEMBER (status, WORDS,  mended),
};
SHAPED (status)

static const struct member asked_backup_shape[] = {
  MEMBER (asked_backup, NUMBER, step),
  MEMBER (asked_backup, NUMBER, file),
  MEMBER (asked_backup, NUMBER, at),
};
SHAPED (asked_backup)

/* Without its files, which the client lists. */
static const struct member backup_shape[] = {
  MEMBER (backup, WORDS,  name),
  MEMBER (backup, WORDS,  office),
  MEMBER (backup, RAW,    site),
  MEMBER (backup, NUMBER, epoch),
  MEMBER (backup, NUMBER, time),
  MEMBER (backup, NUMBER, changes),
  MEMBER (backup, NUMBER, records),
  MEMBER (backup, RAW,    chain),
  MEMBER (backup, NUMBER, builds),
  MEMBER (backup, NUMBER, first_log),
  MEMBER (backup, NUMBER, last_log),
};
SHAPED (backup)

static const struct member code_shape[] = {
  MEMBER (code, NUMBER, kind),
  MEMBER (code, NUMBER, day),
  MEMBER (code, NUMBER, serial),
  MEMBER (code, WORDS,  text),
};
SHAPED (code)

static const struct member hello_shape[] = {
  MEMBER (hello, NUMBER, protocol),
  MEMBER (hello, NUMBER, terminal),
  MEMBER (hello, RAW,    client),
  MEMBER (hello, WORDS,  version),
  MEMBER (hello, WORDS,  language),
  MEMBER (hello, NUMBER, refused.kind),
  MEMBER (hello, WORDS,  refused.text),
};

static const struct member error_shape[] = {
  MEMBER (error, NUMBER, kind),
  MEMBER (error, NUMBER, os),
  MEMBER (error, WORDS,  text),
};

static const struct member asked_save_shape[] = {
  MEMBER (asked_save, NUMBER, action),
  MEMBER (asked_save, NUMBER, state),
  MEMBER (asked_save, TRUTH,  take_warnings),
  MEMBER (asked_save, NUMBER, procedure),
  MEMBER (asked_save, NUMBER, revision),
  MEMBER (asked_save, NUMBER, version_read),
  MEMBER (asked_save, NUMBER, version),
  MEMBER (asked_save, NUMBER, received),
  MEMBER (asked_save, NUMBER, due),
  MEMBER (asked_save, RAW,    id),
  MEMBER (asked_save, TEXT,   code),
  MEMBER (asked_save, TEXT,   officer),
  MEMBER (asked_save, TEXT,   override),
  MEMBER (asked_save, TEXT,   reason),
  MEMBER (asked_save, NUMBER, flags),
  MEMBER (asked_save, BLOCK,  image),
};

/* Without the findings, which come last. */
static const struct member answer_shape[] = {
  MEMBER (answer, NUMBER, verdict),
  MEMBER (answer, NUMBER, saved.ordinal),
  MEMBER (answer, NUMBER, saved.version),
  MEMBER (answer, NUMBER, saved.seq),
  MEMBER (answer, NUMBER, saved.code.kind),
  MEMBER (answer, NUMBER, saved.code.day),
  MEMBER (answer, NUMBER, saved.code.serial),
  MEMBER (answer, WORDS,  saved.code.text),
  MEMBER (answer, WORDS,  code),
  MEMBER (answer, NUMBER, error.kind),
  MEMBER (answer, NUMBER, error.os),
  MEMBER (answer, WORDS,  error.text),
};

/* Without head and image, which lie in the body. */
static const struct member change_shape[] = {
  MEMBER (change, NUMBER, seq),
  MEMBER (change, NUMBER, action),
  MEMBER (change, NUMBER, terminal),
  MEMBER (change, NUMBER, officer),
  MEMBER (change, NUMBER, ordinal),
  MEMBER (change, NUMBER, version),
  MEMBER (change, NUMBER, time),
  MEMBER (change, NUMBER, before),
  MEMBER (change, RAW,    hash_before),
  MEMBER (change, RAW,    hash_body),
  MEMBER (change, BLOCK,  reason),
  MEMBER (change, BLOCK,  body),
};

static const struct member repair_shape[] = {
  MEMBER (repair, NUMBER, run),
  MEMBER (repair, NUMBER, at),
  MEMBER (repair, NUMBER, of),
  MEMBER (repair, TRUTH,  done),
};

static const struct member verify_shape[] = {
  MEMBER (verify, NUMBER, run),
  MEMBER (verify, NUMBER, pages),
  MEMBER (verify, NUMBER, pages_of),
  MEMBER (verify, NUMBER, records),
  MEMBER (verify, NUMBER, changes),
  MEMBER (verify, NUMBER, problems),
  MEMBER (verify, TRUTH,  done),
};

static const struct member compact_shape[] = {
  MEMBER (compact, NUMBER, table),
  MEMBER (compact, NUMBER, pass),
  MEMBER (compact, TRUTH,  table_done),
  MEMBER (compact, TRUTH,  done),
  MEMBER (compact, WORDS,  name),
  MEMBER (compact, NUMBER, before),
  MEMBER (compact, NUMBER, after),
  MEMBER (compact, NUMBER, inside),
  MEMBER (compact, RAW,    key),
  MEMBER (compact, NUMBER, key_len),
};
SHAPED (compact)

/* clang-format on */

#define PUT(to, shape, from) put_members (to, shape, COUNT (shape), from)
#define TAKE(r, shape, to) take_members (r, shape, COUNT (shape), to)

/* ---- pieces that need a second look ---- */

void
put_id (struct bytes *to, const unsigned char id[ID_SIZE])
{
  bytes_add (to, id, ID_SIZE);
}

void
take_id (struct reader *r, unsigned char id[ID_SIZE])
{
  struct slice from = take (r, ID_SIZE);

  memset (id, 0, ID_SIZE);
  if (!r->bad)
    memcpy (id, from.at, ID_SIZE);
}

/* An outcome of the future counts as ERR_SYSTEM. */
static enum outcome
known_kind (enum outcome kind)
{
  return kind <= ERR_DAMAGED ? kind : ERR_SYSTEM;
}

void
put_error (struct bytes *to, const struct error *e)
{
  PUT (to, error_shape, e);
}

void
take_error (struct reader *r, struct error *e)
{
  TAKE (r, error_shape, e);
  e->kind = known_kind (e->kind);
}

static const char magic[] = { 'h', 'o', 's', 'o' };

void
put_hello (struct bytes *to, const struct hello *hello)
{
  size_t frame = frame_open (to);

  bytes_add (to, magic, sizeof magic);
  PUT (to, hello_shape, hello);
  frame_close (to, frame);
}

bool
take_hello (struct slice frame, struct hello *hello)
{
  struct reader r = reader_of (frame.at, frame.len);
  struct slice front = take (&r, sizeof magic);

  if (r.bad || memcmp (front.at, magic, sizeof magic) != 0)
    return false;
  *hello = (struct hello){ 0 };
  TAKE (&r, hello_shape, hello);
  hello->refused.kind = known_kind (hello->refused.kind);
  return !r.bad;
}

/* Most dossiers have less: so their memory is asked for once. */
enum { SAVE_USUAL = 1024 };

/* The save without its values. */
static struct asked_save
asked_of (const struct to_save *s)
{
  struct asked_save asked = {
    .action = s->action,
    .state = s->state,
    .take_warnings = s->take_warnings,
    .procedure = s->procedure,
    .version_read = s->version_read,
    .version = s->version,
    .received = s->received,
    .due = s->due,
    .code = s->code,
    .officer = s->officer,
    .override = s->override,
    .reason = s->reason,
    .flags = s->flags,
    .image = s->image,
  };

  memcpy (asked.id, s->id, ID_SIZE);
  if (s->form != NULL)
    asked.revision = s->form->revision;
  return asked;
}

void
put_save (struct bytes *to, const struct to_save *s)
{
  SCOPED_BYTES image = { 0 };
  struct asked_save asked = asked_of (s);

  if (s->form != NULL && s->values != NULL) {
    bytes_reserve (&image, SAVE_USUAL);
    asked.flags = values_image (s->form, s->values, NULL, &image);
    asked.image = (struct slice){ image.at, image.len };
  }
  bytes_reserve (to, asked.image.len + SAVE_USUAL / 4);
  PUT (to, asked_save_shape, &asked);
}

void
take_save (struct reader *r, struct asked_save *asked)
{
  TAKE (r, asked_save_shape, asked);
}

void
put_answer (struct bytes *to, const struct answer *answer)
{
  PUT (to, answer_shape, answer);
  findings_put (&answer->findings, to);
}

void
take_answer (struct reader *r, struct answer *answer)
{
  *answer = (struct answer){ 0 };
  TAKE (r, answer_shape, answer);
  answer->error.kind = known_kind (answer->error.kind);
  if (!findings_take (r, &answer->findings) || answer->verdict > FAILED)
    r->bad = true;
}

void
put_row (struct bytes *to, const struct row *row)
{
  size_t block = frame_open (to); /* a frame is a block */

  row_put (row, to);
  frame_close (to, block);
}

void
take_row (struct reader *r, struct row *row)
{
  struct slice block = take_block (r);
  struct reader inside = reader_of (block.at, block.len);

  if (!row_take (&inside, row))
    r->bad = true;
}

/* Not as the log has it (record/change.h): that would hash every body again. */
void
put_change (struct bytes *to, const struct change *change)
{
  PUT (to, change_shape, change);
}

void
take_change (struct reader *r, struct change *change)
{
  TAKE (r, change_shape, change);
  if (change_open_body (change, NULL) != OK)
    r->bad = true;
}

void
put_repair (struct bytes *to, const struct repair *repair)
{
  PUT (to, repair_shape, repair);
}

void
take_repair (struct reader *r, struct repair *repair)
{
  TAKE (r, repair_shape, repair);
}

void
put_verify (struct bytes *to, const struct verify *verify)
{
  PUT (to, verify_shape, verify);
}

void
take_verify (struct reader *r, struct verify *verify)
{
  TAKE (r, verify_shape, verify);
}
