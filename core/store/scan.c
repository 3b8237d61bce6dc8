/* scan.c - the whole store, a piece at a time, as it was at one change.
 *
 * Changes are read many at a time, and those that are to be shown wait in a
 * batch, where their hashes are proven several at once.
 */

#include "store/inside.h"
#include "store/log-run.h"
#include "store/sweep.h"

#include "base/language.h"

enum {
  BATCH = 64,              /* changes */
  RECORDS_ROOM = 32 << 10, /* bytes read at once */
  AHEAD_MOST = 16, /* changes that are passed over to come to a later one */
};

struct scan_job {
  struct store *store;
  uint64_t until;
  uint16_t procedure; /* 0: all */
  size_t size, seen;  /* bytes to be read in this piece; read */
  change_seen show;
  void *with;
  bool stopped;  /* who is shown them has enough */
  uint64_t next; /* the place behind the last that counts */
  struct log_run *changes;
  uint64_t last; /* the one that was fetched last */
  struct change batch[BATCH];
  uint64_t places[BATCH]; /* of them: seq, or ordinal */
  unsigned waiting;
  struct bytes hold;
};

/* Without the memory of *J being cleared, which is much. */
static void
job_open (struct scan_job *j, struct store *s, uint64_t until, size_t size)
{
  j->store = s;
  j->until = until;
  j->size = size;
  j->procedure = 0;
  j->stopped = false;
  j->seen = j->waiting = 0;
  j->next = j->last = 0;
  j->hold = (struct bytes){ 0 };
  j->changes = log_run_of (s);
}

static void
job_close (struct scan_job *j)
{
  if (j->store->run != NULL)
    log_run_rest (j->store->run);
  bytes_free (&j->hold);
}

static bool
enough (const struct scan_job *j)
{
  return j->stopped || j->seen >= j->size;
}

/* Where to go on, given how the last step went: 0 at the end, where what was
 * read for a next piece is of no use.
 */
static enum outcome
job_end (const struct scan_job *j, enum outcome step, uint64_t *at)
{
  if (step != OK && step != ERR_ABSENT)
    return step;
  *at = step == OK || j->stopped ? j->next : 0;
  if (*at == 0)
    log_run_free (j->store);
  return OK;
}

/* ---- what is shown ------------------------------------------------------ */

static void
show (struct scan_job *j, const struct change *c, uint64_t place)
{
  if (j->stopped)
    return;
  j->next = place + 1;
  j->stopped = !j->show (j->with, c->id, c);
}

/* Proves and shows what waits. */
static enum outcome
flush (struct scan_job *j, struct error *e)
{
  size_t proven = changes_prove (j->batch, j->waiting);
  uint64_t next = j->next;

  if (proven < j->waiting)
    return change_unproven (&j->batch[proven], e);
  for (unsigned i = 0; i < j->waiting; i++)
    show (j, &j->batch[i], j->places[i]);
  if (!j->stopped)
    j->next = next; /* it was at what came behind them */
  j->waiting = 0;
  return OK;
}

/* The change at hand is the next to be shown, if it is of the procedure. */
static enum outcome
take_in (struct scan_job *j, uint64_t place, struct error *e)
{
  struct change *c = &j->batch[j->waiting];
  struct slice value = j->changes->value;
  enum outcome done = change_read (j->changes->seq, value.at, value.len, c, e);

  if (done != OK)
    return done;
  if (j->procedure != 0 && c->head.procedure != j->procedure)
    return OK;
  j->places[j->waiting++] = place;
  return j->waiting == BATCH ? flush (j, e) : OK;
}

/* ---- by change ---------------------------------------------------------- */

/* Of two changes of the log none is missing between: where a page of it cannot
 * be read, the library goes on behind it.
 */
static enum outcome
came_to (struct scan_job *j, uint64_t seq, enum outcome step, struct error *e)
{
  bool is_there = seq <= j->until && seq <= j->store->last.counts.changes;

  if ((step == OK && j->changes->seq == seq)
      || (step == ERR_ABSENT && !is_there)
      || (step != OK && step != ERR_ABSENT))
    return step;
  return fail (e, ERR_DAMAGED, 0, _ ("changes: %llu is missing"),
               (unsigned long long) seq);
}

static enum outcome
first_change (struct scan_job *j, uint64_t seq, struct error *e)
{
  enum outcome done = flush (j, e);

  if (done == OK)
    done = came_to (j, seq, log_run_first (j->changes, seq, e), e);
  return done;
}

/* What waits lies in the room that is read into: it goes first. */
static enum outcome
next_change (struct scan_job *j, struct error *e)
{
  uint64_t seq = j->changes->seq + 1;
  enum outcome done;

  if (log_run_near (j->changes))
    return came_to (j, seq, OK, e);
  done = flush (j, e);
  return done == OK ? came_to (j, seq, log_run_next (j->changes, e), e) : done;
}

/* Whether the change at hand is the last of its record at the picture. */
static enum outcome
is_latest (struct scan_job *j, bool *latest, struct error *e)
{
  SCOPED_BYTES row_hold = { 0 };
  struct slice value = j->changes->value;
  enum outcome got;
  struct change c;
  struct row row;

  got = change_read (j->changes->seq, value.at, value.len, &c, e);
  if (got == OK)
    got = store_row (j->store, c.ordinal, &row, &row_hold, e);
  if (got == ERR_ABSENT)
    return fail (e, ERR_DAMAGED, 0, _ ("records: record %u is missing"),
                 c.ordinal);
  if (got != OK)
    return got;
  *latest = row.seq == j->changes->seq;
  if (row.seq <= j->until)
    return OK;
  got = change_until (j->store, row.seq, j->until, &c, &j->hold, e);
  if (got == OK)
    *latest = c.seq == j->changes->seq;
  return got == ERR_ABSENT ? OK : got;
}

/* Every change from AT on; with LATEST those alone that no later one replaced.
 */
static enum outcome
scan_changes (struct scan_job *j, uint64_t at, bool latest, struct error *e)
{
  enum outcome step = first_change (j, at == 0 ? 1 : at, e), done;

  while (step == OK && j->changes->seq <= j->until && !enough (j)) {
    bool wanted = true;

    if (latest)
      step = is_latest (j, &wanted, e);
    j->seen += j->changes->value.len;
    j->next = j->changes->seq + 1;
    if (step == OK && wanted)
      step = take_in (j, j->changes->seq, e);
    if (step == OK && !enough (j))
      step = next_change (j, e);
  }
  if (step == OK && j->changes->seq > j->until)
    step = ERR_ABSENT;
  done = step == OK || step == ERR_ABSENT ? flush (j, e) : step;
  return done == OK ? step : done;
}

/* ---- by record ---------------------------------------------------------- */

/* Whether each change up to the picture entered a record: then the picture has
 * as many records as changes, and the last change is of the last record.  So it
 * is when all changes there are did.
 */
static enum outcome
all_enter (struct scan_job *j, bool *all, struct error *e)
{
  const struct counts *now = &j->store->last.counts;
  struct change c;
  enum outcome got;

  *all = j->until == 0 || now->changes == now->records;
  if (*all)
    return OK;
  got = change_get (j->store, j->until, &c, &j->hold, e);
  if (got == OK)
    *all = c.ordinal == j->until;
  return got == ERR_ABSENT ? OK : got;
}

/* Goes to change SEQ, if it can be had with those before it; false when it is
 * better fetched by itself.
 */
static enum outcome
go_to (struct scan_job *j, uint64_t seq, bool *there, struct error *e)
{
  enum outcome step = OK;

  *there = true;
  if (j->changes->seq == 0 || j->changes->seq > seq
      || seq - j->changes->seq > AHEAD_MOST) {
    *there = seq == j->last + 1;
    if (*there)
      step = first_change (j, seq, e);
  }
  while (*there && step == OK && j->changes->seq < seq)
    step = next_change (j, e);
  return step;
}

/* The record of ROW as it was at the picture, fetched by itself; one that came
 * later is passed over.
 */
static enum outcome
show_by_itself (struct scan_job *j, const struct row *row, struct error *e)
{
  struct change c;
  enum outcome got = flush (j, e);

  if (got == OK)
    got = change_until (j->store, row->seq, j->until, &c, &j->hold, e);
  if (got != OK)
    return got == ERR_ABSENT ? OK : got;
  j->seen += j->hold.len;
  show (j, &c, row->ordinal);
  return OK;
}

static enum outcome
show_record (struct scan_job *j, const struct row *row, struct error *e)
{
  bool there = false;
  enum outcome done = OK;

  if (row->seq <= j->until)
    done = go_to (j, row->seq, &there, e);
  j->last = row->seq;
  if (done != OK)
    return done;
  if (!there)
    return show_by_itself (j, row, e);
  j->seen += j->changes->value.len;
  return take_in (j, row->ordinal, e);
}

static enum outcome
scan_rows (struct scan_job *j, struct sweep *rows, uint32_t at, struct error *e)
{
  struct key from = ordinal_key (at);
  enum outcome step = sweep_first (rows, key_slice (&from), e), done;

  while (step == OK && !enough (j)) {
    uint32_t ordinal = key_end (rows->key);
    struct row row;

    step = row_of_value (ordinal, rows->value, &row, e);
    j->seen += rows->value.len;
    j->next = (uint64_t) ordinal + 1;
    if (step == OK && (j->procedure == 0 || j->procedure == row.head.procedure))
      step = show_record (j, &row, e);
    if (step == OK && !enough (j))
      step = sweep_next (rows, e);
  }
  done = step == OK || step == ERR_ABSENT ? flush (j, e) : step;
  return done == OK ? step : done;
}

static enum outcome
scan_records (struct scan_job *j, uint32_t at, struct error *e)
{
  struct sweep rows = { .size = 0 };
  bool all = false;
  enum outcome done = all_enter (j, &all, e);

  if (done == OK && all)
    return scan_changes (j, at, false, e);
  if (done == OK)
    done = sweep_open (j->store, T_RECORDS, RECORDS_ROOM, &rows, e);
  if (done == OK)
    done = scan_rows (j, &rows, at, e);
  sweep_close (&rows);
  return done;
}

/* ---- a piece ------------------------------------------------------------ */

enum outcome
store_scan_records (struct store *s, uint32_t *at, uint64_t until,
                    uint16_t procedure, size_t size, change_seen seen,
                    void *with, struct error *e)
{
  struct scan_job j;
  uint64_t next = 0;
  enum outcome done;

  job_open (&j, s, until, size);
  j.procedure = procedure;
  j.show = seen;
  j.with = with;
  done = job_end (&j, scan_records (&j, *at, e), &next);
  if (done == OK)
    *at = next > UINT32_MAX ? 0 : (uint32_t) next;
  job_close (&j);
  return done;
}

enum outcome
store_scan_changes (struct store *s, uint64_t *at, uint64_t until, bool latest,
                    size_t size, change_seen seen, void *with, struct error *e)
{
  struct scan_job j;
  bool all = false;
  enum outcome done = OK;

  job_open (&j, s, until, size);
  j.show = seen;
  j.with = with;
  if (latest)
    done = all_enter (&j, &all, e);
  if (done == OK)
    done = job_end (&j, scan_changes (&j, *at, latest && !all, e), at);
  job_close (&j);
  return done;
}
