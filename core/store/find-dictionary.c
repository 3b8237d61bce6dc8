/* find-dictionary.c - every term of the index in memory, in order. */

#include "store/find-dictionary.h"

#include "store/find-terms.h"

#include <string.h>

void
dictionary_free (struct dictionary *dictionary)
{
  free (dictionary->at);
  arena_free (dictionary->arena);
  *dictionary = (struct dictionary){ 0 };
}

size_t
dictionary_place (const struct dictionary *dictionary, struct slice term)
{
  size_t low = 0, high = dictionary->count;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (term_compare (dictionary->at[middle].term, term) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool
is_at (const struct dictionary *dictionary, size_t place, struct slice term)
{
  return place < dictionary->count
         && term_compare (dictionary->at[place].term, term) == 0;
}

struct known *
dictionary_find (const struct dictionary *dictionary, struct slice term)
{
  size_t place = dictionary_place (dictionary, term);

  return is_at (dictionary, place, term) ? &dictionary->at[place] : NULL;
}

static struct slice
keep (struct dictionary *dictionary, struct slice term)
{
  unsigned char *copy = arena_take (dictionary->arena, term.len);

  memcpy (copy, term.at, term.len);
  return (struct slice){ copy, term.len };
}

struct known *
dictionary_make (struct dictionary *dictionary, struct slice term)
{
  size_t place = dictionary_place (dictionary, term);
  struct known *known;

  if (is_at (dictionary, place, term))
    return &dictionary->at[place];
  if (dictionary->arena == NULL)
    dictionary->arena = arena_new ();
  if (dictionary->count == dictionary->room) {
    dictionary->room = dictionary->room == 0 ? 1024 : dictionary->room * 2;
    dictionary->at = bytes_must_again (
      dictionary->at, dictionary->room * sizeof *dictionary->at);
  }
  known = &dictionary->at[place];
  memmove (known + 1, known, (dictionary->count - place) * sizeof *known);
  dictionary->count++;
  *known = (struct known){ .term = keep (dictionary, term) };
  return known;
}

bool
known_in (const struct known *known, uint32_t chunk)
{
  return chunk / 64 < known->groups
         && (known->chunks[chunk / 64] >> chunk % 64 & 1) != 0;
}

/* The chunks as they were stay in the arena; they grow once in a million
 * records.
 */
static void
grow (struct dictionary *dictionary, struct known *known, uint32_t groups)
{
  uint64_t *chunks;

  if (groups <= known->groups)
    return;
  chunks = arena_take (dictionary->arena, groups * sizeof *chunks);
  if (known->groups > 0)
    memcpy (chunks, known->chunks, known->groups * sizeof *chunks);
  known->chunks = chunks;
  known->groups = groups;
  if (groups > dictionary->groups)
    dictionary->groups = groups;
}

void
known_add_chunk (struct dictionary *dictionary, struct known *known,
                 uint32_t chunk)
{
  grow (dictionary, known, chunk / 64 + 1);
  known->chunks[chunk / 64] |= UINT64_C (1) << chunk % 64;
}

void
known_put (const struct known *known, struct bytes *to)
{
  put_u32 (to, known->records);
  for (uint32_t i = 0; i < known->groups; i++)
    put_u64 (to, known->chunks[i]);
}

bool
known_read (struct slice value, struct dictionary *dictionary,
            struct slice term)
{
  struct reader r = reader_of (value.at, value.len);
  struct known *known = dictionary_make (dictionary, term);

  known->records = take_u32 (&r);
  if (r.bad || r.left % 8 != 0 || r.left / 8 > UINT16_MAX / 64 + 1)
    return false;
  grow (dictionary, known, (uint32_t) (r.left / 8));
  for (uint32_t i = 0; i < known->groups; i++)
    known->chunks[i] = take_u64 (&r);
  return true;
}
