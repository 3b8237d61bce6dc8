/* settle.c - what waits in memory is written, in rounds. */

#include "store/settle.h"

#include "store/inside.h"
#include "store/waiting.h"

enum {
  MANY = 1000,          /* changes that wait: many dossiers come            */
  /* Changes of a round.  The more, the fewer pages and rows for each: 22,500
   * cost a tenth less each than 11,000, and a burst of fewer is written when it
   * is over.  The fewer, the less is derived again after a crash, 15 us each,
   * of up to two rounds; and the less memory waits, 13 MB while dossiers come
   * without a pause.
   */
  ROUND = 24576,
  WORDS_MOST = 8 << 20, /* of memory: twice what waits for a longest round  */
  ROWS_MOST = 20 << 20, /* the same                                         */
  /* A piece is what so many changes ask for, two milliseconds, or a part of
   * what is owed; and for each change so much, of which a dossier has some 24
   * and 8, and both take their turns.
   */
  PIECE = 24,
  PARTS = 8,
  POSTINGS_EACH = 40,
  ROWS_EACH = 25,
};

/* Whether there is enough for a round beside the one at work. */
static bool
is_much (const struct store *s)
{
  return s->last.counts.changes - s->round.until >= ROUND
         || find_gathered (s->words) >= WORDS_MOST
         || waiting_bytes (s->waiting) >= ROWS_MOST;
}

bool
settle_waits (const struct store *s)
{
  return s->words != NULL
         && (s->round.begun || find_waits (s->words)
             || waiting_rows (s->waiting) > 0);
}

bool
settle_full (const struct store *s)
{
  return s->words != NULL
         && (s->round.begun || is_much (s) || waiting_wants (s->waiting));
}

/* With a sieve many dossiers came, and what they took is to be given back. */
bool
settle_few (const struct store *s)
{
  return !settle_many (s) && !settle_full (s) && !waiting_hurries (s->waiting);
}

/* Words that somebody looked for may be in a round of their own. */
static void
begin (struct store *s)
{
  if (s->round.begun || !find_written (s->words))
    return;
  find_begin (s->words);
  waiting_begin (s->waiting);
  s->round.begun = true;
  s->round.until = s->round.paced = s->last.counts.changes;
}

/* Whether all of the round is written, if not committed. */
static bool
is_written (const struct store *s)
{
  return s->round.begun && find_written (s->words) && waiting_done (s->waiting);
}

static enum outcome
write_some (struct store *s, size_t postings, size_t rows, struct error *e)
{
  enum outcome done = find_write (s->words, s, postings, e);

  if (done == OK && find_written (s->words))
    done = waiting_write (s->waiting, s, rows, e);
  if (done == OK && is_written (s))
    done = counter_set_settled (s, s->round.until, e);
  return done;
}

enum outcome
settle_commit (struct store *s, struct error *e)
{
  if (s->words == NULL || !is_much (s)
      || (!s->round.begun && find_written (s->words)))
    return OK;
  return write_some (s, SIZE_MAX, SIZE_MAX, e);
}

void
settle_keep (struct store *s)
{
  bool written;

  waiting_keep (s->waiting);
  if (s->words == NULL)
    return;
  written = is_written (s);
  find_keep (s->words);
  if (written)
    s->round.begun = false;
  if (is_much (s))
    begin (s);
  if (settle_many (s))
    waiting_hurry (s->waiting, s->last.counts.records);
  else if (!settle_waits (s))
    waiting_calm (s->waiting);
}

void
settle_forget (struct store *s)
{
  if (s->words != NULL)
    find_forget (s->words);
  waiting_forget (s->waiting);
}

/* ---- in transactions of their own --------------------------------------- */

static enum outcome
write_piece (struct store *s, size_t postings, size_t rows, struct error *e)
{
  enum outcome done = store_begin (s, e);

  if (done != OK)
    return done;
  begin (s);
  done = write_some (s, postings, rows, e);
  return transaction_end (s, done, e);
}

static size_t
larger (size_t a, size_t b)
{
  return a > b ? a : b;
}

/* What a piece is for, in changes.  What came before a round began is owed to
 * nobody.
 */
static size_t
take_share (struct store *s)
{
  struct round *r = &s->round;
  uint64_t now = s->last.counts.changes, share;

  r->owed = r->begun ? r->owed + now - r->paced : 0;
  r->paced = now;
  share = larger (PIECE, r->owed / PARTS);
  r->owed -= share < r->owed ? share : r->owed;
  return share;
}

enum outcome
settle_piece (struct store *s, struct error *e)
{
  size_t share;

  if (s->txn != NULL || !settle_waits (s))
    return OK;
  if (waiting_wants (s->waiting) && !s->round.begun && !is_much (s))
    return waiting_prepare (s->waiting, s, e);
  share = take_share (s);
  return write_piece (s, share * POSTINGS_EACH, share * ROWS_EACH, e);
}

bool
settle_owes (const struct store *s)
{
  return s->round.begun && s->round.owed > 0;
}

bool
settle_many (const struct store *s)
{
  return s->last.counts.changes - s->round.until >= MANY;
}

/* ---- all of it ------------------------------------------------------------
 */

static enum outcome
settle_here (struct store *s, struct error *e)
{
  enum outcome done;

  waiting_begin (s->waiting);
  done = write_some (s, SIZE_MAX, SIZE_MAX, e);
  return done == OK ? find_settle (s->words, s, e) : done;
}

enum outcome
settle_all (struct store *s, struct error *e)
{
  enum outcome done = OK;

  if (s->words == NULL)
    return OK;
  if (s->txn != NULL)
    return settle_here (s, e);
  while (done == OK && settle_waits (s))
    done = write_piece (s, SIZE_MAX, SIZE_MAX, e);
  return done == ERR_SYSTEM ? OK : done;
}
