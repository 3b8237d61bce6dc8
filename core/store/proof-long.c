/* proof-long.c - what one record asks for, from all that whole.c, index.c and
 * find-terms.c make of it.
 */

#include "store/proof-brief.h"

#include "store/find-terms.h"

static void
ask_terms (struct proof *p, const struct whole_record *w, struct arena *arena)
{
  struct find_entry entry = { &w->facts, day_of (w->change.head.received) };
  struct terms terms = find_terms (&entry, arena);
  uint64_t sum = 0;

  for (size_t i = 0; i < terms.count; i++) {
    struct bucket bucket;

    sum += term_bucket (terms.at[i], &bucket)
             ? proof_bucket (p, bucket.number, bucket.rest)
             : proof_hash (p, terms.at[i].at, terms.at[i].len);
  }
  proof_ask_terms (p, w->row.ordinal, sum, terms.count);
}

static void
ask_entries (struct proof *p, const struct whole_record *w, struct arena *arena,
             struct bytes *hold)
{
  struct row row = whole_record_row (w);
  struct key key = ordinal_key (row.ordinal);
  struct entries list = { 0 };
  struct slice value;

  bytes_clear (hold);
  row_value (&row, hold);
  value = bytes_slice (hold);
  entries_of_row (&list, &row, value, arena);
  entries_of_facts (&list, &row, w->form, &w->facts, arena);
  proof_ask_entry (p, row.ordinal, T_RECORDS, &key,
                   proof_hash (p, value.at, value.len));
  for (size_t i = 0; i < list.count; i++)
    proof_ask_entry (p, row.ordinal, list.at[i].table, &list.at[i].key,
                     proof_hash (p, list.at[i].value.at, list.at[i].value.len));
}

bool
proof_long_ask (struct proof *p, const struct change *c,
                const struct form *form, struct arena *arena,
                struct bytes *value)
{
  struct whole_record w = { .change = *c, .form = form };
  bool good;

  w.row = (struct row){ .ordinal = c->ordinal, .seq = c->seq, .head = c->head };
  good = values_of_change (c, form, arena, &w.values, NULL) == OK;
  if (good) {
    w.facts = facts_of (form, &w.values, arena);
    ask_entries (p, &w, arena, value);
    ask_terms (p, &w, arena);
    good = serials_known (p->store, &w, arena);
  }
  arena_clear (arena);
  return good;
}
