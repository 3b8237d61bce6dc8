/* drafts.c - forms that are being typed, kept until they are saved.
 *
 * "drafts": id -> u32 officer, u16 terminal, u64 time, text procedure, values
 */

#include "store/inside.h"

#include "base/language.h"

#include <string.h>

static void
put_draft (const struct draft *d, struct bytes *to)
{
  put_u32 (to, d->officer);
  put_u16 (to, d->terminal);
  put_u64 (to, d->time);
  put_text (to, d->procedure);
  bytes_add (to, d->values.at, d->values.len);
}

static enum outcome
take_draft (struct slice id, struct slice value, struct draft *d,
            struct error *e)
{
  struct reader r = reader_of (value.at, value.len);
  struct slice procedure;

  memset (d, 0, sizeof *d);
  d->officer = take_u32 (&r);
  d->terminal = take_u16 (&r);
  d->time = take_u64 (&r);
  procedure = take_block (&r);
  if (r.bad || id.len != ID_SIZE || procedure.len >= sizeof d->procedure)
    return fail (e, ERR_DAMAGED, 0, _ ("drafts: a draft does not decode"));
  memcpy (d->id, id.at, ID_SIZE);
  memcpy (d->procedure, procedure.at, procedure.len);
  d->values = slice_of (r.at, r.left);
  return OK;
}

/* ---- how many there are ------------------------------------------------ */

struct share {
  uint32_t count;
  uint64_t bytes;
};

/* By number - 1 of the officer. */
struct drafts {
  struct share *of;
  size_t room;
};

void
drafts_forget (struct store *s)
{
  if (s->drafts != NULL)
    free (s->drafts->of);
  free (s->drafts);
  s->drafts = NULL;
}

static struct share *
share_of (struct store *s, uint32_t officer)
{
  struct drafts *all = s->drafts;
  size_t room = s->last.officers > officer ? s->last.officers : officer;

  if (room > all->room) {
    all->of = bytes_must_again (all->of, room * sizeof *all->of);
    memset (all->of + all->room, 0, (room - all->room) * sizeof *all->of);
    all->room = room;
  }
  return &all->of[officer - 1];
}

static bool
count (void *with, const struct draft *d)
{
  struct store *s = with;

  if (d->officer > 0 && d->officer <= OFFICERS_MOST) {
    share_of (s, d->officer)->count++;
    share_of (s, d->officer)->bytes += d->values.len;
  }
  return true;
}

static enum outcome
count_all (struct store *s, struct error *e)
{
  enum outcome done;

  if (s->drafts != NULL)
    return OK;
  s->drafts = bytes_must (sizeof *s->drafts);
  *s->drafts = (struct drafts){ .of = NULL };
  done = store_drafts (s, 0, count, s, e);
  if (done != OK)
    drafts_forget (s);
  return done;
}

/* ---- one draft --------------------------------------------------------- */

enum outcome
store_draft_get (struct store *s, const unsigned char id[ID_SIZE],
                 struct draft *d, struct bytes *hold, struct error *e)
{
  struct slice key = slice_of (id, ID_SIZE);
  enum outcome got;

  bytes_clear (hold);
  got = table_get (s, T_DRAFTS, key, hold, e);
  if (got == ERR_ABSENT)
    return fail (e, ERR_ABSENT, 0, _ ("there is no such draft"));
  return got == OK ? take_draft (key, bytes_slice (hold), d, e) : got;
}

/* The share of D's officer without the draft that D takes the place of. */
static enum outcome
share_without (struct store *s, const struct draft *d, struct share *share,
               struct error *e)
{
  SCOPED_BYTES hold = { 0 };
  struct draft old;
  enum outcome got = count_all (s, e);

  if (got == OK && (d->officer == 0 || d->officer > OFFICERS_MOST))
    return fail (e, ERR_INPUT, 0, _ ("a draft is an officer's"));
  if (got != OK)
    return got;
  *share = *share_of (s, d->officer);
  got = store_draft_get (s, d->id, &old, &hold, e);
  if (got == ERR_ABSENT)
    return OK;
  if (got == OK && old.officer != d->officer)
    return fail (e, ERR_INPUT, 0, _ ("the draft is another officer's"));
  share->count--;
  share->bytes -= old.values.len;
  return got;
}

enum outcome
store_draft_put (struct store *s, const struct draft *d, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  struct share share;
  enum outcome done;

  if (d->values.len > RECORD_MOST)
    return fail (e, ERR_INPUT, 0, _ ("the draft has more than %d KiB"),
                 RECORD_MOST >> 10);
  done = share_without (s, d, &share, e);
  if (done != OK)
    return done;
  share.count++;
  share.bytes += d->values.len;
  if (share.count > DRAFTS_EACH || share.bytes > DRAFTS_EACH_BYTES)
    return fail (e, ERR_INPUT, 0,
                 _ ("you have too many drafts: at most %d, of %d KiB in all; "
                    "finish some or throw them away"),
                 DRAFTS_EACH, DRAFTS_EACH_BYTES >> 10);
  put_draft (d, &value);
  done =
    table_put (s, T_DRAFTS, slice_of (d->id, ID_SIZE), bytes_slice (&value), e);
  if (done == OK)
    *share_of (s, d->officer) = share;
  return done;
}

enum outcome
store_draft_drop (struct store *s, const unsigned char id[ID_SIZE],
                  struct error *e)
{
  drafts_forget (s);
  return table_drop (s, T_DRAFTS, slice_of (id, ID_SIZE), e);
}

/* ---- all of them ------------------------------------------------------- */

static enum outcome
show_all (struct walk *w, uint32_t officer, draft_seen seen, void *with,
          struct error *e)
{
  enum outcome at = walk_first (w, slice_of (NULL, 0), e);

  while (at == OK) {
    struct draft d;

    at = take_draft (w->key, w->value, &d, e);
    if (at == OK && (officer == 0 || officer == d.officer) && !seen (with, &d))
      return OK;
    if (at == OK)
      at = walk_next (w, e);
  }
  return at == ERR_ABSENT ? OK : at;
}

enum outcome
store_drafts (struct store *s, uint32_t officer, draft_seen seen, void *with,
              struct error *e)
{
  struct walk w;
  enum outcome done = walk_open (s, T_DRAFTS, &w, e);

  if (done == OK)
    done = show_all (&w, officer, seen, with, e);
  walk_close (&w);
  return done;
}
