/* build-chunk.c - which terms the records of a chunk have, gathered until the
 * chunk is full.
 *
 * In the sorter:
 *
 *   mark, 0x02, u16 bucket   u32 record, u16 rest, ...      of one chunk
 *   mark, 0x03, term         u32 chunk, u32 how many records
 */

#include "store/build-chunk.h"

#include "store/find-bucket.h"
#include "store/find-index.h"
#include "store/find-spelled.h"
#include "store/inside.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = UINT16_MAX + 1 };

/* That a record of the chunk has a term. */
struct had {
  uint32_t term;
  uint16_t place; /* of the record */
};

/* A number or a birth. */
struct numbered {
  uint32_t ordinal;
  struct bucket bucket;
};

struct chunk {
  struct pages *pages;
  struct sorter *sorter;
  unsigned char mark;
  uint32_t number;
  struct spelling terms;
  struct had *had;
  size_t n_had, had_room;
  struct numbered *numbered;
  size_t n_numbered, numbered_room;
  struct bytes key, value;
};

struct chunk *
chunk_new (struct pages *pages, struct sorter *sorter, unsigned char mark)
{
  struct chunk *c = bytes_must (sizeof *c);

  *c = (struct chunk){ .pages = pages, .sorter = sorter, .mark = mark };
  return c;
}

void
chunk_free (struct chunk *c)
{
  if (c == NULL)
    return;
  spelling_free (&c->terms);
  free (c->had);
  free (c->numbered);
  bytes_free (&c->key);
  bytes_free (&c->value);
  free (c);
}

/* ---- gathering --------------------------------------------------------- */

uint32_t
chunk_term (struct chunk *c, struct slice term)
{
  return spell (&c->terms, term);
}

static void
add_term (struct chunk *c, uint32_t term, uint32_t ordinal, uint16_t place)
{
  struct spelled *t = &c->terms.at[term];

  if (t->last == ordinal)
    return;
  t->last = ordinal;
  t->count++;
  if (c->n_had == c->had_room) {
    c->had_room = c->had_room == 0 ? 65536 : c->had_room + c->had_room / 2;
    c->had = bytes_must_again (c->had, c->had_room * sizeof *c->had);
  }
  c->had[c->n_had++] = (struct had){ term, place };
}

void
chunk_add_bucket (struct chunk *c, struct bucket bucket, uint32_t ordinal)
{
  for (size_t i = c->n_numbered; i > 0 && c->numbered[i - 1].ordinal == ordinal;
       i--)
    if (c->numbered[i - 1].bucket.number == bucket.number
        && c->numbered[i - 1].bucket.rest == bucket.rest)
      return;
  if (c->n_numbered == c->numbered_room) {
    c->numbered_room =
      c->numbered_room == 0 ? 32768 : c->numbered_room + c->numbered_room / 2;
    c->numbered =
      bytes_must_again (c->numbered, c->numbered_room * sizeof *c->numbered);
  }
  c->numbered[c->n_numbered++] = (struct numbered){ ordinal, bucket };
}

void
chunk_add (struct chunk *c, const uint32_t *asked, size_t count,
           uint32_t ordinal)
{
  uint16_t place = (uint16_t) (ordinal % CHUNK);

  for (size_t i = 0; i < count; i++) {
    uint32_t what = asked[i];
    struct bucket bucket = { (uint16_t) ((what & ~ASKED_BUCKET) >> 16),
                             (uint16_t) what };

    if ((what & ASKED_BUCKET) != 0)
      chunk_add_bucket (c, bucket, ordinal);
    else
      add_term (c, what, ordinal, place);
  }
}

/* ---- terms ------------------------------------------------------------- */

/* The places of all terms, those of a term together. */
static uint16_t *
sort_places (struct chunk *c)
{
  uint16_t *places = bytes_must ((c->n_had + 1) * sizeof *places);
  uint32_t from = 0;

  for (size_t i = 0; i < c->terms.count; i++) {
    c->terms.at[i].from = from;
    from += c->terms.at[i].count;
    c->terms.at[i].count = 0;
  }
  for (size_t i = 0; i < c->n_had; i++) {
    struct spelled *t = &c->terms.at[c->had[i].term];

    places[t->from + t->count++] = c->had[i].place;
  }
  return places;
}

static int
compare_terms (const void *one, const void *other)
{
  const struct spelled *a = one, *b = other;

  return term_compare (a->text, b->text);
}

static enum outcome
write_term (struct chunk *c, const struct spelled *t, const uint16_t *places,
            struct error *e)
{
  enum outcome done;

  bytes_clear (&c->value);
  container_put_places (places + t->from, t->count, &c->value);
  done = pages_add (c->pages, find_key (&c->key, c->number, t->text),
                    bytes_slice (&c->value), e);
  if (done != OK)
    return done;

  bytes_clear (&c->key);
  put_u8 (&c->key, c->mark);
  put_u8 (&c->key, ROW_DICTIONARY);
  bytes_add (&c->key, t->text.at, t->text.len);
  bytes_clear (&c->value);
  put_u32 (&c->value, c->number);
  put_u32 (&c->value, t->count);
  return sorter_add (c->sorter, bytes_slice (&c->key), bytes_slice (&c->value),
                     e);
}

static enum outcome
write_terms (struct chunk *c, struct error *e)
{
  uint16_t *places = sort_places (c);
  enum outcome done = OK;

  if (c->terms.count > 0)
    qsort (c->terms.at, c->terms.count, sizeof *c->terms.at, compare_terms);
  for (size_t i = 0; done == OK && i < c->terms.count; i++)
    done = write_term (c, &c->terms.at[i], places, e);
  free (places);
  return done;
}

/* ---- numbers and births ------------------------------------------------ */

/* Those of bucket NUMBER, COUNT from AT on, to the sorter. */
static enum outcome
write_bucket (struct chunk *c, uint16_t number, const struct numbered *at,
              size_t count, struct error *e)
{
  bytes_clear (&c->key);
  put_u8 (&c->key, c->mark);
  put_u8 (&c->key, ROW_BLOCK);
  put_be16 (&c->key, number);
  bytes_clear (&c->value);
  for (size_t i = 0; i < count; i++) {
    put_u32 (&c->value, at[i].ordinal);
    put_u16 (&c->value, at[i].bucket.rest);
  }
  return sorter_add (c->sorter, bytes_slice (&c->key), bytes_slice (&c->value),
                     e);
}

static enum outcome
write_numbered (struct chunk *c, struct error *e)
{
  uint32_t *ends = bytes_must (BUCKETS * sizeof *ends);
  struct numbered *sorted = bytes_must ((c->n_numbered + 1) * sizeof *sorted);
  enum outcome done = OK;
  uint32_t place = 0;

  memset (ends, 0, BUCKETS * sizeof *ends);
  for (size_t i = 0; i < c->n_numbered; i++)
    ends[c->numbered[i].bucket.number]++;
  for (unsigned b = 0; b < BUCKETS; b++) {
    uint32_t count = ends[b];

    ends[b] = place;
    place += count;
  }
  for (size_t i = 0; i < c->n_numbered; i++)
    sorted[ends[c->numbered[i].bucket.number]++] = c->numbered[i];
  place = 0;
  for (unsigned b = 0; done == OK && b < BUCKETS; place = ends[b++])
    if (ends[b] > place)
      done = write_bucket (c, (uint16_t) b, sorted + place, ends[b] - place, e);
  free (sorted);
  free (ends);
  return done;
}

/* ---- a chunk that is full ---------------------------------------------- */

enum outcome
chunk_write (struct chunk *c, uint32_t number, struct error *e)
{
  enum outcome done;

  c->number = number;
  done = write_terms (c, e);
  if (done == OK)
    done = write_numbered (c, e);
  c->n_had = c->n_numbered = 0;
  spelling_clear (&c->terms);
  return done;
}
