/* find-waiting.c - what waits of the index of words, found all the same. */

#include "store/find-waiting.h"

#include "store/key.h"

/* ---- which terms, which chunks --------------------------------------------
 */

static void
learn (struct dictionary *dictionary, struct pending *p)
{
  struct record_range range;

  if (p->learned == p->kept)
    return;
  for (uint32_t list = 0; list < p->n_lists; list++)
    if (pending_news (p, list, &range)) {
      struct known *known =
        dictionary_make (dictionary, pending_text (p, list));

      for (uint32_t i = range.low / CHUNK; i <= range.high / CHUNK; i++)
        known_add_chunk (dictionary, known, i);
    }
  p->learned = p->kept;
}

void
find_learn (struct find *find)
{
  learn (&find->dictionary, &find->round);
  learn (&find->dictionary, &find->pending);
}

static bool
is_in (const struct pending *p, uint32_t chunk)
{
  return p->kept > 0 && p->range.low / CHUNK <= chunk
         && chunk <= p->range.high / CHUNK;
}

bool
find_waits_in (const struct find *find, uint32_t chunk)
{
  return is_in (&find->round, chunk) || is_in (&find->pending, chunk);
}

bool
find_waits_for (const struct find *find, struct slice term)
{
  uint32_t list;

  return pending_has (&find->round, term, &list)
         || pending_has (&find->pending, term, &list);
}

/* ---- brought up to date -------------------------------------------------- */

static void
bring (const struct pending *p, uint32_t chunk, struct slice term,
       struct bits *bits)
{
  SCOPED_POSTINGS postings = { 0 };
  uint32_t list;

  if (!is_in (p, chunk) || !pending_has (p, term, &list))
    return;
  pending_read (p, list, &postings);
  for (size_t i = 0; i < postings.count; i++) {
    struct posting is = postings.at[i];

    if (is.ordinal / CHUNK != chunk)
      continue;
    if (is.drop)
      bits_drop (bits, is.ordinal % CHUNK);
    else
      bits_add (bits, is.ordinal % CHUNK);
  }
}

/* A round came before what waits for the next one. */
void
find_bring (const struct find *find, uint32_t chunk, struct slice term,
            struct bits *bits)
{
  bring (&find->round, chunk, term, bits);
  bring (&find->pending, chunk, term, bits);
}

static void
add_pairs (const struct pending *p, struct slice term,
           struct pair_changes *pairs)
{
  SCOPED_POSTINGS postings = { 0 };
  size_t size = sizeof *pairs->at;
  uint32_t list;

  if (!pending_has (p, term, &list))
    return;
  pending_read (p, list, &postings);
  pairs->at =
    bytes_must_again (pairs->at, (pairs->count + postings.count) * size);
  for (size_t i = 0; i < postings.count; i++) {
    struct posting is = postings.at[i];

    pairs->at[pairs->count++] =
      (struct pair_change){ { is.ordinal, is.rest }, is.drop };
  }
}

void
find_waiting_pairs (const struct find *find, uint16_t bucket,
                    struct pair_changes *pairs)
{
  SCOPED_BYTES term = { 0 };

  *pairs = (struct pair_changes){ 0 };
  put_u8 (&term, FIELD_BUCKET);
  put_be16 (&term, bucket);
  add_pairs (&find->round, bytes_slice (&term), pairs);
  add_pairs (&find->pending, bytes_slice (&term), pairs);
}
