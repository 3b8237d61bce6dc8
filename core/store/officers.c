/* officers.c - the accounts that officers go by, as numbers.
 *
 * "officers": u32 number, from 1 -> account.  All are kept in memory: a ward
 * has some dozens.
 */

#include "store/inside.h"

#include "base/arena.h"
#include "base/language.h"

#include <string.h>

enum { ACCOUNT_MOST = 64 };

/* Names by number - 1; how many count is in struct last, so that an abort
 * takes back the new ones.
 */
struct officers {
  struct arena *arena;
  const char **names;
  size_t room;
};

static void
remember (struct store *s, const char *at, size_t len)
{
  struct officers *o = s->officers;

  if (s->last.officers == o->room) {
    o->room = o->room == 0 ? 32 : 2 * o->room;
    o->names = bytes_must_again (o->names, o->room * sizeof *o->names);
  }
  o->names[s->last.officers++] = arena_copy_len (o->arena, at, len);
}

static enum outcome
read_all (struct store *s, struct walk *w, struct error *e)
{
  enum outcome at = walk_first (w, slice_of (NULL, 0), e);

  while (at == OK) {
    struct reader key = reader_of (w->key.at, w->key.len);

    if (take_be32 (&key) != s->last.officers + 1)
      return fail (e, ERR_DAMAGED, 0, _ ("officers: number %u is missing"),
                   s->last.officers + 1);
    remember (s, (const char *) w->value.at, w->value.len);
    at = walk_next (w, e);
  }
  return at == ERR_ABSENT ? OK : at;
}

enum outcome
officers_open (struct store *s, struct error *e)
{
  struct walk w;
  enum outcome done;

  s->officers = bytes_must (sizeof *s->officers);
  *s->officers = (struct officers){ .arena = arena_new () };
  s->last.officers = 0; /* a store that was mended is opened again */
  done = walk_open (s, T_OFFICERS, &w, e);
  if (done == OK)
    done = read_all (s, &w, e);
  walk_close (&w);
  return done;
}

void
officers_close (struct store *s)
{
  if (s->officers == NULL)
    return;
  arena_free (s->officers->arena);
  free (s->officers->names);
  free (s->officers);
  s->officers = NULL;
}

enum outcome
store_officer (struct store *s, const char *account, uint32_t *number,
               struct error *e)
{
  size_t len = strlen (account);
  struct key k = { .len = 0 };
  enum outcome done;

  for (*number = 1; *number <= s->last.officers; ++*number)
    if (strcmp (s->officers->names[*number - 1], account) == 0)
      return OK;
  if (len == 0 || len > ACCOUNT_MOST)
    return fail (e, ERR_INPUT, 0, _ ("an account has 1 to %d bytes"),
                 ACCOUNT_MOST);
  if (s->last.officers >= OFFICERS_MOST)
    return fail (e, ERR_INPUT, 0,
                 _ ("the site knows %d accounts already, and no more"),
                 OFFICERS_MOST);
  key_u32 (&k, *number);
  done = table_add (s, T_OFFICERS, key_slice (&k), slice_of (account, len), e);
  if (done == OK)
    remember (s, account, len);
  return done;
}

const char *
store_officer_name (struct store *s, uint32_t number)
{
  return number == 0 || number > s->last.officers
           ? NULL
           : s->officers->names[number - 1];
}
