/* list.c - rows for people: newest first, by due day, by person. */

#include "store/inside.h"
#include "store/sweep.h"

#include "base/language.h"
#include "dossier/state.h"

/* A list on its way. */
struct listing {
  struct store *store;
  const struct filter *filter;
  row_seen seen;
  void *with;
  uint32_t shown, limit;
  bool more;
};

static bool
wanted (const struct filter *f, const struct row *row)
{
  const struct record_head *head = &row->head;
  bool by_day = f->due_from != 0 || f->due_until != 0;
  uint32_t due = by_day ? day_of (head->due) : 0;

  if (f->state != 0 && f->state != head->state)
    return false;
  if (f->procedure != 0 && f->procedure != head->procedure)
    return false;
  if ((f->due_from != 0 && due < f->due_from)
      || (f->due_until != 0 && due > f->due_until))
    return false;
  return !f->overdue_only
         || (state_open (head->state) && head->due != 0 && head->due < f->now);
}

/* Shows ROW if it is wanted; false when the list is full or nobody looks. */
static bool
show (struct listing *l, const struct row *row)
{
  if (!wanted (l->filter, row))
    return true;
  if (l->limit != 0 && l->shown == l->limit) {
    l->more = true;
    return false;
  }
  l->shown++;
  return l->seen (l->with, row);
}

static enum outcome
show_ordinal (struct listing *l, uint32_t ordinal, bool *go_on, struct error *e)
{
  SCOPED_BYTES hold = { 0 };
  struct row row;
  enum outcome got = store_row (l->store, ordinal, &row, &hold, e);

  if (got == ERR_ABSENT)
    return row_missing (ordinal, e);
  if (got == OK)
    *go_on = show (l, &row);
  return got;
}

/* ---- newest first ------------------------------------------------------ */

static enum outcome
by_entry (struct listing *l, struct walk *w, struct error *e)
{
  enum outcome at = walk_last (w, e);
  bool go_on = true;

  while (at == OK && go_on) {
    struct row row;

    at = row_of_value (key_end (w->key), w->value, &row, e);
    if (at == OK)
      go_on = show (l, &row);
    if (at == OK)
      at = walk_previous (w, e);
  }
  return at;
}

static enum outcome
by_procedure (struct listing *l, struct walk *w, struct error *e)
{
  struct key from = { .len = 0 };
  struct slice procedure = slice_of (from.at, 2);
  enum outcome at;
  bool go_on = true;

  key_u16 (&from, l->filter->procedure);
  key_u64 (&from, UINT64_MAX); /* behind every day and ordinal */
  at = walk_back (w, key_slice (&from), e);
  while (at == OK && go_on && slice_begins (w->key, procedure)) {
    at = show_ordinal (l, key_end (w->key), &go_on, e);
    if (at == OK)
      at = walk_previous (w, e);
  }
  return at;
}

/* ---- open dossiers: few of many, and i_due has them all ---------------- */

static bool
due_entry (struct slice key, uint32_t *due, uint8_t *state, uint32_t *ordinal)
{
  struct reader r = reader_of (key.at, key.len);

  *due = take_be32 (&r);
  *state = take_u8 (&r);
  *ordinal = take_be32 (&r);
  return !r.bad && r.left == 0;
}

/* Shows the entries of i_due from where W stands to the end of day UNTIL. */
static enum outcome
show_days (struct listing *l, struct sweep *w, uint32_t until, struct error *e)
{
  enum outcome at = OK;
  bool go_on = true;

  while (at == OK && go_on) {
    uint32_t due, ordinal;
    uint8_t state;
    struct row row;

    if (!due_entry (w->key, &due, &state, &ordinal))
      return fail (e, ERR_DAMAGED, 0, _ ("i_due: an entry does not decode"));
    if (until != 0 && due > until)
      break;
    at = row_of_value (ordinal, w->value, &row, e);
    if (at == OK)
      go_on = show (l, &row);
    if (at == OK && go_on)
      at = sweep_next (w, e);
  }
  return at;
}

static enum outcome
by_due (struct listing *l, struct error *e)
{
  const struct filter *f = l->filter;
  uint32_t until = f->due_until, today = day_of (f->now);
  struct key from = { .len = 0 };
  struct sweep w;
  enum outcome at = sweep_open (l->store, T_DUE, TABLE_PAGE, &w, e);

  if (f->overdue_only && (until == 0 || until > today))
    until = today;
  key_u32 (&from, f->due_from > 0 ? f->due_from : 1); /* 0: without a limit */
  if (at == OK)
    at = sweep_first (&w, key_slice (&from), e);
  if (at == OK)
    at = show_days (l, &w, until, e);
  sweep_close (&w);
  return at;
}

struct ordinals {
  uint32_t *at;
  size_t count, room;
};

static void
ordinals_add (struct ordinals *list, uint32_t ordinal)
{
  if (list->count == list->room) {
    list->room = list->room == 0 ? 256 : 2 * list->room;
    list->at = bytes_must_again (list->at, list->room * sizeof *list->at);
  }
  list->at[list->count++] = ordinal;
}

static int
newest_first (const void *one, const void *other)
{
  uint32_t a = *(const uint32_t *) one, b = *(const uint32_t *) other;

  return (a < b) - (a > b);
}

static enum outcome
gather_state (struct walk *w, uint8_t wanted_state, struct ordinals *list,
              struct error *e)
{
  enum outcome at = walk_first (w, slice_of (NULL, 0), e);

  while (at == OK) {
    uint32_t due, ordinal;
    uint8_t state;

    if (!due_entry (w->key, &due, &state, &ordinal))
      return fail (e, ERR_DAMAGED, 0, _ ("i_due: an entry does not decode"));
    if (state == wanted_state)
      ordinals_add (list, ordinal);
    at = walk_next (w, e);
  }
  return at;
}

static enum outcome
show_ordinals (struct listing *l, struct ordinals *list, struct error *e)
{
  enum outcome got = OK;
  bool go_on = true;

  if (list->count > 1)
    qsort (list->at, list->count, sizeof *list->at, newest_first);
  for (size_t i = 0; got == OK && go_on && i < list->count; i++)
    got = show_ordinal (l, list->at[i], &go_on, e);
  free (list->at);
  return got;
}

static enum outcome
by_open_state (struct listing *l, struct walk *w, struct error *e)
{
  struct ordinals list = { 0 };
  enum outcome at = gather_state (w, l->filter->state, &list, e);
  enum outcome shown = show_ordinals (l, &list, e);

  return at == ERR_ABSENT ? shown : at;
}

/* ---- the ways to walk -------------------------------------------------- */

struct way {
  enum table table;
  enum outcome (*walk) (struct listing *, struct walk *, struct error *);
};

static const struct way entries = { T_RECORDS, by_entry };
static const struct way procedures = { T_PROCEDURE, by_procedure };
static const struct way states = { T_DUE, by_open_state };

static bool
has_limits (const struct filter *f)
{
  return f->due_from != 0 || f->due_until != 0 || f->overdue_only;
}

static const struct way *
way_of (const struct filter *f)
{
  if (f->state != 0 && state_open (f->state))
    return &states;
  return f->procedure != 0 ? &procedures : &entries;
}

static enum outcome
walk_along (struct listing *l, const struct way *way, struct error *e)
{
  struct walk w;
  enum outcome done = walk_open (l->store, way->table, &w, e);

  if (done == OK)
    done = way->walk (l, &w, e);
  walk_close (&w);
  return done;
}

enum outcome
store_list (struct store *s, const struct filter *filter, row_seen seen,
            void *with, bool *more, struct error *e)
{
  struct listing l = { .store = s,
                       .filter = filter,
                       .seen = seen,
                       .with = with,
                       .limit = filter->limit };
  enum outcome done =
    has_limits (filter) ? by_due (&l, e) : walk_along (&l, way_of (filter), e);

  *more = l.more;
  return done == ERR_ABSENT ? OK : done;
}

/* ---- by person --------------------------------------------------------- */

static enum outcome
gather_person (struct walk *w, uint64_t number, struct ordinals *list,
               struct error *e)
{
  struct key from = { .len = 0 };
  enum outcome at;

  key_u40 (&from, number);
  at = walk_first (w, key_slice (&from), e);
  while (at == OK && slice_begins (w->key, key_slice (&from))) {
    ordinals_add (list, key_end (w->key));
    at = walk_next (w, e);
  }
  return at == ERR_ABSENT ? OK : at;
}

enum outcome
store_by_person (struct store *s, uint64_t number, uint32_t limit,
                 row_seen seen, void *with, struct error *e)
{
  static const struct filter all;
  struct listing l = {
    .store = s, .filter = &all, .seen = seen, .with = with, .limit = limit
  };
  struct ordinals list = { 0 };
  struct walk w;
  enum outcome at = walk_open (s, T_PERSON, &w, e), shown;

  if (at == OK)
    at = gather_person (&w, number, &list, e);
  walk_close (&w);
  shown = show_ordinals (&l, &list, e);
  return at == OK ? shown : at;
}
