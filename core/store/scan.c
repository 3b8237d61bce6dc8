/* scan.c - the whole store, a piece at a time, as it was at one change. */

#include "store/inside.h"

#include "base/language.h"

#include <string.h>

struct scan_job {
  struct store *store;
  uint64_t until;
  size_t size, seen; /* bytes to be seen in this piece; seen */
  change_seen show;
  void *with;
  struct bytes row_hold, change_hold;
};

/* False when the piece is done. */
static bool
show (struct scan_job *j, const unsigned char id[ID_SIZE],
      const struct change *c)
{
  j->seen += CHANGE_HEAD + c->reason.len + c->body.len;
  return j->show (j->with, id, c) && j->seen < j->size;
}

static void
scan_free (struct scan_job *j)
{
  bytes_free (&j->row_hold);
  bytes_free (&j->change_hold);
}

/* ---- by record --------------------------------------------------------- */

/* Shows the record of ROW as it was at the picture; one that came later is
 * passed over.
 */
static enum outcome
show_record (struct scan_job *j, const struct row *row, bool *go_on,
             struct error *e)
{
  struct change c;
  enum outcome got =
    change_until (j->store, row->seq, j->until, &c, &j->change_hold, e);

  if (got == OK)
    *go_on = show (j, row->id, &c);
  return got == ERR_ABSENT ? OK : got;
}

static enum outcome
scan_records (struct scan_job *j, struct walk *w, uint32_t *at,
              uint16_t procedure, struct error *e)
{
  struct key from = ordinal_key (*at);
  enum outcome step = walk_first (w, key_slice (&from), e);
  bool go_on = true;

  while (step == OK) {
    struct reader key = reader_of (w->key.at, w->key.len);
    struct row row;

    *at = take_be32 (&key);
    if (!go_on)
      return OK;
    step = row_of_value (*at, w->value, &row, e);
    if (step == OK && (procedure == 0 || procedure == row.head.procedure))
      step = show_record (j, &row, &go_on, e);
    if (step == OK)
      step = walk_next (w, e);
  }
  if (step == ERR_ABSENT)
    *at = 0;
  return step == ERR_ABSENT ? OK : step;
}

enum outcome
store_scan_records (struct store *s, uint32_t *at, uint64_t until,
                    uint16_t procedure, size_t size, change_seen seen,
                    void *with, struct error *e)
{
  struct scan_job j = {
    .store = s, .until = until, .size = size, .show = seen, .with = with
  };
  struct walk w;
  enum outcome done = walk_open (s, T_RECORDS, &w, e);

  if (done == OK)
    done = scan_records (&j, &w, at, procedure, e);
  walk_close (&w);
  scan_free (&j);
  return done;
}

/* ---- by change --------------------------------------------------------- */

/* Whether change SEQ is the last of its record at the picture. */
static enum outcome
is_latest (struct scan_job *j, const struct row *row, uint64_t seq,
           bool *latest, struct error *e)
{
  struct change c;
  enum outcome got = OK;

  *latest = row->seq == seq;
  if (row->seq > j->until)
    got = change_until (j->store, row->seq, j->until, &c, &j->change_hold, e);
  if (row->seq > j->until && got == OK)
    *latest = c.seq == seq;
  return got == ERR_ABSENT ? OK : got;
}

static enum outcome
show_change (struct scan_job *j, const struct walk *w, uint64_t seq,
             bool latest_only, bool *go_on, struct error *e)
{
  struct change c;
  struct row row;
  bool wanted = true;
  enum outcome got = change_read_proven (seq, w->value.at, w->value.len, &c, e);

  if (got == OK)
    got = store_row (j->store, c.ordinal, &row, &j->row_hold, e);
  if (got == ERR_ABSENT)
    return fail (e, ERR_DAMAGED, 0, _ ("records: record %u is missing"),
                 c.ordinal);
  if (got == OK && latest_only)
    got = is_latest (j, &row, seq, &wanted, e);
  if (got == OK && wanted)
    *go_on = show (j, row.id, &c);
  return got;
}

static enum outcome
scan_changes (struct scan_job *j, struct walk *w, uint64_t *at, bool latest,
              struct error *e)
{
  struct key from = seq_key (*at);
  enum outcome step = walk_first (w, key_slice (&from), e);
  bool go_on = true;

  while (step == OK) {
    struct reader key = reader_of (w->key.at, w->key.len);

    *at = take_be64 (&key);
    if (*at > j->until)
      break;
    if (!go_on)
      return OK;
    step = show_change (j, w, *at, latest, &go_on, e);
    if (step == OK)
      step = walk_next (w, e);
  }
  if (step == OK || step == ERR_ABSENT)
    *at = 0;
  return step == ERR_ABSENT ? OK : step;
}

enum outcome
store_scan_changes (struct store *s, uint64_t *at, uint64_t until, bool latest,
                    size_t size, change_seen seen, void *with, struct error *e)
{
  struct scan_job j = {
    .store = s, .until = until, .size = size, .show = seen, .with = with
  };
  struct walk w;
  enum outcome done = walk_open (s, T_CHANGES, &w, e);

  if (done == OK)
    done = scan_changes (&j, &w, at, latest, e);
  walk_close (&w);
  scan_free (&j);
  return done;
}
