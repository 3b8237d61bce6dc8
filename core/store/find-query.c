/* find-query.c - which records match all parts of a question, best first.
 *
 * The chunks are gone through from the newest to the oldest.  In each the
 * records of the parts are joined as bits, once for each level, the part with
 * the fewest records first.  When enough is counted and shown, older chunks
 * are looked at only for better levels, so that frequent words are the
 * cheapest.
 */

#include "store/find-search.h"
#include "store/find-waiting.h"

#include <string.h>

/* ---- before the chunks ------------------------------------------------ */

static void
add_chunks (struct search *s, const struct known *known, uint64_t *chunks)
{
  for (uint32_t i = 0; i < known->groups && i < s->groups; i++)
    chunks[i] |= known->chunks[i];
}

static void
place_range (struct search *s, struct source *source, unsigned r,
             uint64_t *chunks)
{
  const struct dictionary *dictionary = &s->find->dictionary;
  const struct range *range = &source->part->ranges[r];

  source->first[r] = dictionary_place (dictionary, range->from);
  source->end[r] = dictionary_place (dictionary, range->until);
  for (size_t i = source->first[r]; i < source->end[r]; i++) {
    source->records += dictionary->at[i].records;
    source->possible[range->level] = true;
    add_chunks (s, &dictionary->at[i], chunks);
  }
  if (range->exact.len > 0
      && dictionary_find (dictionary, range->exact) != NULL)
    source->possible[LEVEL_EXACT] = true;
}

static enum outcome
list_bucket (struct search *s, struct source *source, uint64_t *chunks,
             struct error *e)
{
  const struct part *part = source->part;
  struct pair_changes waiting = { 0 };
  enum outcome outcome;

  if (!part->listed)
    return OK;
  if (s->waits)
    find_waiting_pairs (s->find, part->bucket, &waiting);
  outcome = bucket_list (s->store, part->bucket, &waiting, part->wanted,
                         part->with, &source->list, e);
  free (waiting.at);
  for (size_t i = 0; i < source->list.count; i++) {
    uint32_t chunk = source->list.at[i] / CHUNK;

    if (chunk / 64 < s->groups)
      chunks[chunk / 64] |= UINT64_C (1) << chunk % 64;
  }
  source->records += source->list.count;
  source->possible[LEVEL_EXACT] |= source->list.count > 0;
  return outcome;
}

/* Finds the terms of PART, and strikes out the chunks that cannot have it. */
static enum outcome
place_part (struct search *s, const struct part *part, struct error *e)
{
  struct source *source = &s->sources[s->n_sources++];
  uint64_t *chunks = arena_take (s->arena, s->groups * sizeof *chunks);
  enum outcome outcome;

  source->part = part;
  for (unsigned r = 0; r < part->n_ranges; r++)
    place_range (s, source, r, chunks);
  outcome = list_bucket (s, source, chunks, e);
  for (uint32_t i = 0; i < s->groups; i++)
    s->chunks[i] &= chunks[i];
  source->possible[LEVEL_WHOLE] |= source->possible[LEVEL_EXACT];
  source->possible[LEVEL_BEGINNING] |= source->possible[LEVEL_WHOLE];
  return outcome;
}

static int
by_records (const void *a, const void *b)
{
  const struct source *left = a, *right = b;

  return (left->records > right->records) - (left->records < right->records);
}

static enum outcome
prepare (struct search *s, struct error *e)
{
  const struct question *question = &s->question;
  enum outcome outcome = OK;

  s->groups = s->find->dictionary.groups;
  s->chunks = arena_take (s->arena, s->groups * sizeof *s->chunks);
  memset (s->chunks, 0xff, s->groups * sizeof *s->chunks);
  s->top = LEVEL_WHOLE;
  for (unsigned i = 0; outcome == OK && i < question->n_parts; i++) {
    if (question->parts[i].beginning)
      s->top = LEVEL_BEGINNING;
    outcome = place_part (s, &question->parts[i], e);
  }
  qsort (s->sources, s->n_sources, sizeof *s->sources, by_records);

  for (int level = 0; level < LEVELS; level++) {
    s->possible[level] = level > LEVEL_EXACT || question->marked;
    for (unsigned i = 0; i < s->n_sources; i++)
      s->possible[level] &= s->sources[i].possible[level];
  }
  return outcome;
}

/* ---- counting and keeping --------------------------------------------- */

static bool
is_full (const struct search *s, enum level level)
{
  size_t kept = 0;

  for (int l = 0; l <= (int) level; l++)
    kept += s->found[l].count;
  return kept >= s->limit;
}

static bool
is_counted (const struct search *s)
{
  return s->count > s->most;
}

/* Which level older chunks still matter for; LEVELS when none does. */
static enum level
level_needed (const struct search *s)
{
  if (!is_counted (s) || !is_full (s, s->top))
    return s->top;
  for (int level = (int) s->top - 1; level >= 0; level--)
    if (s->possible[level] && !is_full (s, level))
      return level;
  return LEVELS;
}

static enum outcome
holds (struct search *s, uint32_t ordinal, bool *held, struct error *e)
{
  enum outcome outcome = OK;
  struct facts facts;

  *held = true;
  for (unsigned i = 0; *held && i < s->n_sources; i++) {
    const struct part *part = s->sources[i].part;

    if (!part->doubtful)
      continue;
    arena_clear (s->facts_arena);
    outcome = s->facts (s->with, ordinal, s->facts_arena, &facts, e);
    if (outcome != OK)
      return outcome;
    *held = part_holds (part, s->question.any, &facts);
  }
  return OK;
}

/* Counts and keeps the records of one level, the newest first. */
static enum outcome
keep_level (struct search *s, uint32_t chunk, enum level level, bool counts,
            const struct bits *bits, struct error *e)
{
  int place = CHUNK;
  bool held;

  while ((place = bits_last (bits, (unsigned) place)) >= 0) {
    uint32_t ordinal = chunk * CHUNK + (uint32_t) place;
    enum outcome outcome = holds (s, ordinal, &held, e);

    if (outcome != OK)
      return outcome;
    if (!held)
      continue;
    if (s->found[level].count < s->limit)
      ordinals_add (&s->found[level], ordinal);
    if (counts && !is_counted (s))
      s->count++;
    if (is_counted (s) && is_full (s, level))
      break;
  }
  return OK;
}

static enum outcome
keep (struct search *s, uint32_t chunk, enum level level, struct matches *all,
      struct error *e)
{
  const struct bits *better = NULL;
  enum outcome outcome = OK;

  for (int l = 0; outcome == OK && l <= (int) level; l++) {
    struct bits own = all->at[l];

    if (!s->possible[l])
      continue;
    for (unsigned i = 0; better != NULL && i < CHUNK_GROUPS; i++)
      own.at[i] &= ~better->at[i];
    outcome = keep_level (s, chunk, l, level == s->top, &own, e);
    better = &all->at[l];
  }
  return outcome;
}

static enum outcome
go_through (struct search *s, struct error *e)
{
  enum outcome outcome = OK;
  struct matches all;

  for (uint32_t chunk = s->groups * 64; outcome == OK && chunk-- > 0;) {
    enum level level = level_needed (s);

    if (level == LEVELS)
      break;
    if ((s->chunks[chunk / 64] >> chunk % 64 & 1) == 0)
      continue;
    outcome = search_chunk (s, chunk, level, &all, e);
    if (outcome == OK)
      outcome = keep (s, chunk, level, &all, e);
  }
  return outcome;
}

/* ---- the query -------------------------------------------------------- */

/* In a transaction all is written, with what it brought itself. */
static enum outcome
take_waiting (struct search *s, struct error *e)
{
  s->waits = s->store->txn == NULL && find_waits (s->find);
  if (!s->waits)
    return find_settle (s->find, s->store, e);
  find_learn (s->find);
  return OK;
}

static enum outcome
run (struct search *s, struct error *e)
{
  enum outcome outcome = prepare (s, e);

  if (outcome != OK || s->n_sources == 0)
    return outcome;
  outcome = walk_open (s->store, T_FIND, &s->walk, e);
  if (outcome != OK)
    return outcome;
  outcome = go_through (s, e);
  walk_close (&s->walk);
  return outcome;
}

static void
give (const struct search *s, ordinal_seen seen)
{
  uint32_t given = 0;

  for (int level = 0; level < LEVELS; level++)
    for (size_t i = 0; i < s->found[level].count && given < s->limit; i++) {
      given++;
      if (!seen (s->with, s->found[level].at[i]))
        return;
    }
}

static void
search_free (struct search *s)
{
  for (unsigned i = 0; i < s->n_sources; i++)
    ordinals_free (&s->sources[i].list);
  for (int level = 0; level < LEVELS; level++)
    ordinals_free (&s->found[level]);
  bytes_free (&s->key);
  arena_free (s->facts_arena);
  arena_free (s->arena);
}

enum outcome
find_query (struct find *find, struct store *store, const char *words, bool any,
            uint32_t limit, facts_given facts, ordinal_seen seen, void *with,
            uint32_t *total, bool *about, struct error *e)
{
  struct search s = {
    .find = find,
    .store = store,
    .limit = limit,
    .most = limit > FIND_COUNTED ? limit : FIND_COUNTED,
    .facts = facts,
    .with = with,
    .arena = arena_new (),
    .facts_arena = arena_new (),
  };
  enum outcome outcome = question_read (words, any, s.arena, &s.question, e);

  if (outcome == OK)
    outcome = take_waiting (&s, e);
  if (outcome == OK)
    outcome = run (&s, e);
  if (outcome == OK) {
    *about = s.count > s.most;
    *total = *about ? s.most : s.count;
    give (&s, seen);
  }
  search_free (&s);
  return outcome;
}
