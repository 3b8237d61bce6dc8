/* find-chunk.c - the records of one chunk that match all parts of a question.
 */

#include "store/find-search.h"
#include "store/find-waiting.h"

#include <string.h>

static bool
is_empty (const struct bits *bits)
{
  uint64_t any = 0;

  for (unsigned i = 0; i < CHUNK_GROUPS; i++)
    any |= bits->at[i];
  return any == 0;
}

static void
join (struct bits *to, const struct bits *from)
{
  for (unsigned i = 0; i < CHUNK_GROUPS; i++)
    to->at[i] |= from->at[i];
}

static void
keep_common (struct bits *to, const struct bits *from)
{
  for (unsigned i = 0; i < CHUNK_GROUPS; i++)
    to->at[i] &= from->at[i];
}

static enum level
level_of (const struct range *range, struct slice term)
{
  bool exact = range->exact.len > 0 && term_compare (term, range->exact) == 0;

  return exact ? LEVEL_EXACT : range->level;
}

/* Whether some of what TERM has in CHUNK is not in its row. */
static bool
is_waiting (const struct search *s, uint32_t chunk, struct slice term)
{
  return s->waits && find_waits_in (s->find, chunk)
         && find_waits_for (s->find, term);
}

/* Adds a row, if there is one, with what waits. */
static enum outcome
read_waiting (struct search *s, uint32_t chunk, const struct range *range,
              struct slice term, struct matches *matches, struct error *e)
{
  struct bits own = { 0 };
  bool absent;
  enum outcome outcome =
    find_container (s->store, chunk, term, &own, &absent, e);

  find_bring (s->find, chunk, term, &own);
  join (&matches->at[level_of (range, term)], &own);
  return outcome;
}

/* Adds the rows FROM <= term < UNTIL of CHUNK for which nothing waits, starting
 * the walk anew.
 */
static enum outcome
read_rows (struct search *s, uint32_t chunk, const struct range *range,
           struct slice from, struct slice until, struct matches *matches,
           struct error *e)
{
  enum outcome outcome =
    walk_first (&s->walk, find_key (&s->key, chunk, from), e);
  struct slice term;
  uint32_t in;

  while (outcome == OK && find_key_read (s->walk.key, &in, &term) && in == chunk
         && term_compare (term, until) < 0) {
    if (!is_waiting (s, chunk, term)
        && !container_add (s->walk.value, &matches->at[level_of (range, term)]))
      return find_damaged (e);
    outcome = walk_next (&s->walk, e);
  }
  return outcome == ERR_ABSENT ? OK : outcome;
}

/* One row; a term and the same with a 0 behind it have none between them. */
static enum outcome
read_row (struct search *s, uint32_t chunk, const struct range *range,
          struct slice term, struct matches *matches, struct error *e)
{
  SCOPED_BYTES after = { 0 };

  if (is_waiting (s, chunk, term))
    return read_waiting (s, chunk, range, term, matches, e);
  bytes_add (&after, term.at, term.len);
  put_u8 (&after, 0);
  return read_rows (s, chunk, range, term,
                    (struct slice){ after.at, after.len }, matches, e);
}

enum { SINGLE_ROWS = 2 }; /* up to here rows are looked up one by one */

/* What waits of a range. */
static enum outcome
read_range_waiting (struct search *s, uint32_t chunk,
                    const struct source *source, unsigned r,
                    struct matches *matches, struct error *e)
{
  const struct known *entries = s->find->dictionary.at;
  const struct range *range = &source->part->ranges[r];
  enum outcome outcome = OK;

  if (!s->waits || !find_waits_in (s->find, chunk))
    return OK;
  for (size_t i = source->first[r]; outcome == OK && i < source->end[r]; i++)
    if (known_in (&entries[i], chunk)
        && find_waits_for (s->find, entries[i].term))
      outcome = read_waiting (s, chunk, range, entries[i].term, matches, e);
  return outcome;
}

/* Reads what CHUNK has of a range: nothing, some rows, or a walk from the
 * first row that the dictionary knows of.
 */
static enum outcome
read_range (struct search *s, uint32_t chunk, const struct source *source,
            unsigned r, struct matches *matches, struct error *e)
{
  const struct known *entries = s->find->dictionary.at;
  const struct range *range = &source->part->ranges[r];
  struct slice present[SINGLE_ROWS];
  unsigned count = 0;
  enum outcome outcome = read_range_waiting (s, chunk, source, r, matches, e);

  for (size_t i = source->first[r]; outcome == OK && i < source->end[r]; i++)
    if (known_in (&entries[i], chunk)
        && !is_waiting (s, chunk, entries[i].term)) {
      if (count == SINGLE_ROWS)
        return read_rows (s, chunk, range, present[0], range->until, matches,
                          e);
      present[count++] = entries[i].term;
    }
  for (unsigned i = 0; outcome == OK && i < count; i++)
    outcome = read_row (s, chunk, range, present[i], matches, e);
  return outcome;
}

static void
read_list (struct source *source, uint32_t chunk, struct bits *bits)
{
  const struct ordinals *list = &source->list;

  while (source->listed < list->count
         && list->at[source->listed] / CHUNK > chunk)
    source->listed++;
  for (size_t i = source->listed;
       i < list->count && list->at[i] / CHUNK == chunk; i++)
    bits_add (bits, list->at[i] % CHUNK);
}

/* The records of CHUNK that match SOURCE, at LEVEL and better. */
static enum outcome
read_source (struct search *s, uint32_t chunk, struct source *source,
             enum level level, struct matches *matches, struct error *e)
{
  const struct part *part = source->part;
  enum outcome outcome = OK;

  memset (matches, 0, (level + 1) * sizeof *matches->at);
  for (unsigned r = 0; outcome == OK && r < part->n_ranges; r++) {
    const struct range *range = &part->ranges[r];

    if (range->level <= level)
      outcome = read_range (s, chunk, source, r, matches, e);
    else if (range->exact.len > 0)
      outcome = read_row (s, chunk, range, range->exact, matches, e);
  }
  read_list (source, chunk, &matches->at[LEVEL_EXACT]);
  for (int better = 0; better < (int) level; better++)
    join (&matches->at[better + 1], &matches->at[better]);
  return outcome;
}

enum outcome
search_chunk (struct search *s, uint32_t chunk, enum level level,
              struct matches *all, struct error *e)
{
  for (unsigned i = 0; i < s->n_sources; i++) {
    struct matches one;
    enum outcome outcome =
      read_source (s, chunk, &s->sources[i], level, i == 0 ? all : &one, e);

    if (outcome != OK)
      return outcome;
    for (int l = 0; i > 0 && l <= (int) level; l++)
      keep_common (&all->at[l], &one.at[l]);
    if (is_empty (&all->at[level]))
      return OK;
  }
  return OK;
}
