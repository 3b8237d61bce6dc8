/* rows.c - the table of records: what lists show, and where the record is. */

#include "store/build.h"
#include "store/inside.h"

#include "base/clock.h"
#include "base/language.h"

#include <string.h>

static void
put_short (struct bytes *to, struct slice text)
{
  uint16_t len = text.len > UINT16_MAX ? UINT16_MAX : (uint16_t) text.len;

  put_u16 (to, len);
  bytes_add (to, text.at, len);
}

static struct slice
take_short (struct reader *from)
{
  return take (from, take_u16 (from));
}

/* u64 seq, id, record head, u16 and name, u16 and birth, u32 ward. */
void
row_value (const struct row *row, struct bytes *to)
{
  put_u64 (to, row->seq);
  bytes_add (to, row->id, ID_SIZE);
  record_head_add (&row->head, to);
  put_short (to, row->name);
  put_short (to, row->birth);
  put_u32 (to, row->ward);
}

void
row_put (const struct row *row, struct bytes *to)
{
  put_u32 (to, row->ordinal);
  row_value (row, to);
}

static bool
take_value (struct reader *from, struct row *row)
{
  struct slice id;

  row->seq = take_u64 (from);
  id = take (from, ID_SIZE);
  if (from->bad || record_head_take (from, &row->head, NULL) != OK)
    return false;
  memcpy (row->id, id.at, ID_SIZE);
  row->name = take_short (from);
  row->birth = take_short (from);
  row->ward = take_u32 (from);
  return !from->bad;
}

bool
row_take (struct reader *from, struct row *row)
{
  memset (row, 0, sizeof *row);
  row->ordinal = take_u32 (from);
  return take_value (from, row);
}

enum outcome
row_of_value (uint32_t ordinal, struct slice value, struct row *row,
              struct error *e)
{
  struct reader r = reader_of (value.at, value.len);

  memset (row, 0, sizeof *row);
  row->ordinal = ordinal;
  if (take_value (&r, row) && r.left == 0)
    return OK;
  return fail (e, ERR_DAMAGED, 0, _ ("records: record %u does not decode"),
               ordinal);
}

uint32_t
day_of (uint64_t time)
{
  int year, month, day;

  if (time == 0)
    return 0;
  clock_date (clock_today (time), &year, &month, &day);
  return (uint32_t) (year * 10000 + month * 100 + day);
}

enum outcome
store_row (struct store *s, uint32_t ordinal, struct row *row,
           struct bytes *hold, struct error *e)
{
  struct key k = ordinal_key (ordinal);
  enum outcome got;

  bytes_clear (hold);
  got = table_get (s, T_RECORDS, key_slice (&k), hold, e);
  if (got == ERR_ABSENT)
    return fail (e, ERR_ABSENT, 0, _ ("there is no record %u"), ordinal);
  return got == OK ? row_of_value (ordinal, bytes_slice (hold), row, e) : got;
}

enum outcome
row_missing (uint32_t ordinal, struct error *e)
{
  return fail (e, ERR_DAMAGED, 0,
               _ ("an index has record %u, which is not there"), ordinal);
}

/* The ordinal that an index has under K; ERR_ABSENT without a sentence, for
 * whoever saves hopes for it.
 */
static enum outcome
ordinal_under (struct store *s, enum table t, const struct key *k,
               uint32_t *ordinal, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  enum outcome got = table_get (s, t, key_slice (k), &value, e);
  struct reader r = reader_of (value.at, value.len);

  if (got != OK)
    return got;
  *ordinal = take_u32 (&r);
  if (r.bad || r.left > 0)
    return fail (e, ERR_DAMAGED, 0, _ ("%s: an entry does not decode"),
                 table_name (t));
  return OK;
}

static enum outcome
say_absent (enum outcome got, struct error *e)
{
  return got == ERR_ABSENT
           ? fail (e, ERR_ABSENT, 0, _ ("there is no such dossier"))
           : got;
}

/* Whoever saves a new dossier looked for it before, and store_save does. */
static bool
is_strange (const struct store *s, const unsigned char id[ID_SIZE])
{
  return s->txn != NULL && s->strange.known
         && memcmp (s->strange.id, id, ID_SIZE) == 0;
}

enum outcome
store_seek_id (struct store *s, const unsigned char id[ID_SIZE],
               uint32_t *ordinal, struct error *e)
{
  struct key k;
  enum outcome got;

  if (is_strange (s, id))
    return store_fail (e, DB_NOTFOUND, table_name (T_ID));
  k.len = 0;
  key_bytes (&k, id, ID_SIZE);
  got = ordinal_under (s, T_ID, &k, ordinal, e);
  s->strange.known = got == ERR_ABSENT;
  memcpy (s->strange.id, id, ID_SIZE);
  return got;
}

void
store_expect_id (const struct store *s, const unsigned char id[ID_SIZE])
{
  if (s->build != NULL)
    set_expect (&s->build->ids, slice_of (id, ID_SIZE));
}

enum outcome
store_by_id (struct store *s, const unsigned char id[ID_SIZE],
             uint32_t *ordinal, struct error *e)
{
  return say_absent (store_seek_id (s, id, ordinal, e), e);
}

enum outcome
store_by_code (struct store *s, const struct code *code, uint32_t *ordinal,
               struct error *e)
{
  struct key k = code_key (code);

  return say_absent (ordinal_under (s, T_CODE, &k, ordinal, e), e);
}
