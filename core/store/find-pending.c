/* find-pending.c - what saves change in the index, gathered.
 *
 * Terms repeat: each is held once, and postings name it by its place.
 */

#include "store/find-pending.h"

#include "store/find-container.h"
#include "store/key.h"

#include <string.h>

enum { POSTINGS_FIRST = 1024, KEPT = 4096 };

void
pending_free (struct pending *pending)
{
  spelling_free (&pending->terms);
  free (pending->at);
  *pending = (struct pending){ 0 };
}

/* What an import took is given back; a save's stays for the next one. */
void
pending_clear (struct pending *pending)
{
  if (pending->room > KEPT || pending->terms.room > KEPT) {
    pending_free (pending);
    return;
  }
  spelling_clear (&pending->terms);
  pending->count = pending->kept = 0;
}

void
pending_keep (struct pending *pending)
{
  pending->kept = pending->count;
}

/* Its terms stay, though no record may have them. */
void
pending_forget (struct pending *pending)
{
  for (size_t i = pending->kept; i < pending->count; i++) {
    struct spelled *t = &pending->terms.at[pending->at[i].term];

    t->count--;
    t->last = 0;
  }
  pending->count = pending->kept;
}

uint32_t
pending_term (struct pending *pending, struct slice term)
{
  return spell (&pending->terms, term);
}

void
pending_add (struct pending *pending, uint32_t term, uint32_t ordinal,
             bool drop)
{
  struct spelled *t = &pending->terms.at[term];

  if (!drop && t->last == ordinal)
    return;
  t->last = drop ? 0 : ordinal;
  t->count++;
  if (pending->count == pending->room) {
    pending->room = pending->room == 0 ? POSTINGS_FIRST : pending->room * 2;
    pending->at =
      bytes_must_again (pending->at, pending->room * sizeof *pending->at);
  }
  pending->at[pending->count] = (struct posting){
    .term = term,
    .ordinal = ordinal & 0x7fffffff,
    .drop = drop,
    .turn = (uint32_t) pending->count,
  };
  pending->count++;
}

struct slice
posting_term (const struct pending *pending, const struct posting *posting)
{
  return pending->terms.at[posting->term].text;
}

/* ---- sorting ----------------------------------------------------------- */

static bool
is_bucket (struct slice term)
{
  return term.at[0] == FIELD_BUCKET;
}

/* A bucket's row is its field and number. */
static bool
same_bucket (struct slice a, struct slice b)
{
  return is_bucket (a) && is_bucket (b) && memcmp (a.at, b.at, 3) == 0;
}

static int
compare_terms (const void *a, const void *b, void *with)
{
  const struct pending *pending = with;

  return term_compare (pending->terms.at[*(const uint32_t *) a].text,
                       pending->terms.at[*(const uint32_t *) b].text);
}

static int
order_of (uint32_t a, uint32_t b)
{
  return (a > b) - (a < b);
}

static int
compare_postings (const void *a, const void *b, void *with)
{
  const struct posting *left = a, *right = b;
  const struct pending *pending = with;
  int order = order_of (left->ordinal, right->ordinal);

  if (order == 0 && left->term != right->term)
    order = term_compare (posting_term (pending, left),
                          posting_term (pending, right));
  return order != 0 ? order : order_of (left->turn, right->turn);
}

/* Places of all terms, in their order. */
static uint32_t *
sort_terms (const struct pending *pending)
{
  uint32_t *order = bytes_must ((pending->terms.count + 1) * sizeof *order);

  for (size_t i = 0; i < pending->terms.count; i++)
    order[i] = (uint32_t) i;
  if (pending->terms.count > 1)
    qsort_r (order, pending->terms.count, sizeof *order, compare_terms,
             (void *) (uintptr_t) pending);
  return order;
}

/* Lays the postings of each term together, as they came. */
static void
deal (struct pending *pending, const uint32_t *order)
{
  struct posting *to = bytes_must ((pending->count + 1) * sizeof *to);
  uint32_t *ends = bytes_must ((pending->terms.count + 1) * sizeof *ends);
  uint32_t place = 0;

  for (size_t i = 0; i < pending->terms.count; i++) {
    ends[order[i]] = place;
    place += pending->terms.at[order[i]].count;
  }
  for (size_t i = 0; i < pending->count; i++)
    to[ends[pending->at[i].term]++] = pending->at[i];
  free (ends);
  free (pending->at);
  pending->at = to;
  pending->room = pending->count + 1;
}

/* New records come in order; only those that were amended, and buckets, need
 * to be sorted.
 */
static void
sort_group (struct pending *pending, size_t from, size_t end)
{
  for (size_t i = from + 1; i < end; i++)
    if (compare_postings (&pending->at[i - 1], &pending->at[i], pending) > 0) {
      qsort_r (&pending->at[from], end - from, sizeof *pending->at,
               compare_postings, pending);
      return;
    }
}

void
pending_sort (struct pending *pending)
{
  uint32_t *order = sort_terms (pending);
  size_t from = 0;

  deal (pending, order);
  free (order);
  for (size_t i = 1; i <= pending->count; i++) {
    const struct posting *first = &pending->at[from];

    if (i < pending->count
        && (first->term == pending->at[i].term
            || same_bucket (posting_term (pending, first),
                            posting_term (pending, &pending->at[i]))))
      continue;
    sort_group (pending, from, i);
    from = i;
  }
}

size_t
pending_run (const struct pending *pending, size_t i)
{
  const struct posting *first = &pending->at[i];
  struct slice term = posting_term (pending, first);
  size_t end = i + 1;

  if (is_bucket (term))
    while (end < pending->count
           && same_bucket (term, posting_term (pending, &pending->at[end])))
      end++;
  else
    while (end < pending->count && pending->at[end].term == first->term
           && pending->at[end].ordinal / CHUNK == first->ordinal / CHUNK)
      end++;
  return end - i;
}
