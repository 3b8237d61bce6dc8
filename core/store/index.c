/* index.c - what of a record stands in which index, and how it changes.
 *
 *   i_id         id                                   u32 ordinal
 *   i_code       u8 kind, u32 day, u32 serial | text  u32 ordinal
 *   i_person     u40 number, u32 ordinal              u8 role
 *   i_due        u32 day, u8 state, u32 ordinal       the row
 *   i_procedure  u16 procedure, u32 day, u32 ordinal  -
 *   i_unique     u16 procedure, u8 which, u64 hash, u32 ordinal
 *
 * i_due has the dossiers that are open; day 0 those without a limit.  i_unique
 * does without uniques that i_person answers.
 */

#include "store/inside.h"

#include "base/arena.h"
#include "dossier/state.h"

#include <stdlib.h>
#include <string.h>

struct entry *
entries_add (struct entries *list, enum table t, struct arena *arena)
{
  struct entry *entry;

  if (list->count == list->room) {
    size_t room = list->room == 0 ? 4 : 2 * list->room;
    struct entry *at = arena_take (arena, room * sizeof *at);

    if (list->count > 0)
      memcpy (at, list->at, list->count * sizeof *at);
    list->at = at;
    list->room = room;
  }
  entry = &list->at[list->count++];
  entry->table = t;
  entry->key.len = 0;
  entry->value = (struct slice){ 0 };
  return entry;
}

void
entries_of_row (struct entries *list, const struct row *row, struct slice value,
                struct arena *arena)
{
  struct slice ordinal = little_endian (row->ordinal, arena);
  struct entry *entry = entries_add (list, T_ID, arena);

  key_bytes (&entry->key, row->id, ID_SIZE);
  entry->value = ordinal;

  entry = entries_add (list, T_CODE, arena);
  entry->key = code_key (&row->head.code);
  entry->value = ordinal;

  entry = entries_add (list, T_PROCEDURE, arena);
  key_u16 (&entry->key, row->head.procedure);
  key_u32 (&entry->key, day_of (row->head.received));
  key_u32 (&entry->key, row->ordinal);

  if (!state_open (row->head.state))
    return;
  entry = entries_add (list, T_DUE, arena);
  key_u32 (&entry->key, day_of (row->head.due));
  key_u8 (&entry->key, row->head.state);
  key_u32 (&entry->key, row->ordinal);
  entry->value = value;
}

static void
add_person (struct entries *list, uint32_t ordinal, uint64_t number,
            uint8_t role, struct arena *arena)
{
  struct entry *entry = entries_add (list, T_PERSON, arena);
  unsigned char *at = arena_take (arena, 1);

  *at = role;
  key_u40 (&entry->key, number);
  key_u32 (&entry->key, ordinal);
  entry->value = slice_of (at, 1);
}

/* All roles of person I of the list; false when it stands earlier in the list
 * too, and was told there.
 */
static bool
roles_of (const struct facts *facts, size_t i, uint8_t *roles)
{
  *roles = 0;
  for (size_t j = 0; j < facts->n_persons; j++) {
    if (facts->persons[j].number != facts->persons[i].number)
      continue;
    if (j < i)
      return false;
    *roles |= facts->persons[j].role;
  }
  return true;
}

bool
unique_is_personal (const struct form *form, const struct form_unique *u)
{
  return u->procedure != NULL
         || (u->n_fields == 1
             && form->fields[u->fields[0]].kind == HOSO_PERSON_ID);
}

static void
add_unique (struct entries *list, const struct row *row,
            const struct unique_fact *fact, struct arena *arena)
{
  struct entry *entry = entries_add (list, T_UNIQUE, arena);

  key_u16 (&entry->key, row->head.procedure);
  key_u8 (&entry->key, fact->which);
  key_u64 (&entry->key, fact->hash);
  key_u32 (&entry->key, row->ordinal);
}

void
entries_of_facts (struct entries *list, const struct row *row,
                  const struct form *form, const struct facts *facts,
                  struct arena *arena)
{
  uint8_t roles;

  for (size_t i = 0; i < facts->n_persons; i++)
    if (roles_of (facts, i, &roles))
      add_person (list, row->ordinal, facts->persons[i].number, roles, arena);

  for (size_t i = 0; i < facts->n_uniques; i++)
    if (!unique_is_personal (form, &form->uniques[facts->uniques[i].which]))
      add_unique (list, row, &facts->uniques[i], arena);
}

static int
compare (const void *one, const void *other)
{
  const struct entry *a = one, *b = other;
  size_t len = a->key.len < b->key.len ? a->key.len : b->key.len;
  int order;

  if (a->table != b->table)
    return a->table < b->table ? -1 : 1;
  order = memcmp (a->key.at, b->key.at, len);
  return order != 0 ? order
                    : (a->key.len > b->key.len) - (a->key.len < b->key.len);
}

static void
sort (struct entries *list)
{
  if (list->count > 1)
    qsort (list->at, list->count, sizeof *list->at, compare);
}

/* An entry that was missing already is what was wanted; store_verify tells. */
static enum outcome
drop (struct store *s, const struct entry *entry, struct error *e)
{
  enum outcome done = table_drop (s, entry->table, key_slice (&entry->key), e);

  return done == ERR_ABSENT ? OK : done;
}

enum outcome
entries_change (struct store *s, struct entries *old, struct entries *now,
                struct error *e)
{
  size_t o = 0, n = 0;
  enum outcome done = OK;

  if (old->count > 0) {
    sort (old);
    sort (now);
  }
  while (done == OK && (o < old->count || n < now->count)) {
    const struct entry *a = o < old->count ? &old->at[o] : NULL;
    const struct entry *b = n < now->count ? &now->at[n] : NULL;
    int order = a == NULL ? 1 : b == NULL ? -1 : compare (a, b);

    if (order < 0)
      done = drop (s, a, e);
    else if (order > 0 || !slices_equal (a->value, b->value))
      done = table_put (s, b->table, key_slice (&b->key), b->value, e);
    o += order <= 0;
    n += order >= 0;
  }
  return done;
}
