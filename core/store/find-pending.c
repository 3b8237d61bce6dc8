/* find-pending.c - what saves change in the index, gathered. */

#include "store/find-pending.h"

#include "store/find-container.h"

#include <string.h>

enum { ROOM_KEPT = 4096 }; /* postings */

void
pending_free (struct pending *pending)
{
  bytes_free (&pending->terms);
  free (pending->at);
  *pending = (struct pending){ 0 };
}

/* What an import took is given back; a save's stays for the next one. */
void
pending_clear (struct pending *pending)
{
  if (pending->room > ROOM_KEPT)
    pending_free (pending);
  bytes_clear (&pending->terms);
  pending->count = pending->kept = pending->kept_terms = 0;
}

void
pending_copy (struct pending *to, const struct pending *from)
{
  *to = (struct pending){ .count = from->count, .room = from->count };
  bytes_add (&to->terms, from->terms.at, from->terms.len);
  if (from->count == 0)
    return;
  to->at = bytes_must (from->count * sizeof *to->at);
  memcpy (to->at, from->at, from->count * sizeof *to->at);
}

void
pending_keep (struct pending *pending)
{
  pending->kept = pending->count;
  pending->kept_terms = pending->terms.len;
}

void
pending_forget (struct pending *pending)
{
  if (pending->kept == 0) {
    pending_clear (pending);
    return;
  }
  pending->count = pending->kept;
  pending->terms.len = pending->kept_terms;
}

void
pending_add (struct pending *pending, struct slice term, uint32_t ordinal,
             bool drop)
{
  struct posting *posting;

  if (pending->count == pending->room) {
    pending->room = pending->room == 0 ? 64 : pending->room * 2;
    pending->at =
      bytes_must_again (pending->at, pending->room * sizeof *pending->at);
  }
  posting = &pending->at[pending->count];
  *posting = (struct posting){
    .at = (uint32_t) pending->terms.len,
    .ordinal = ordinal,
    .turn = (uint32_t) pending->count & 0x7fffffff,
    .drop = drop,
  };
  pending->count++;
  put_u8 (&pending->terms, (uint8_t) term.len);
  bytes_add (&pending->terms, term.at, term.len);
}

struct slice
posting_term (const struct pending *pending, const struct posting *posting)
{
  const unsigned char *at = pending->terms.at + posting->at;

  return (struct slice){ at + 1, *at };
}

static int
order_of (uint32_t a, uint32_t b)
{
  return (a > b) - (a < b);
}

/* Whether two postings are of the same row, or which of the rows comes first;
 * a bucket's is its field and number.
 */
static int
compare_rows (const struct pending *pending, const struct posting *a,
              const struct posting *b)
{
  struct slice left = posting_term (pending, a);
  struct slice right = posting_term (pending, b);
  bool left_bucket = left.at[0] == FIELD_BUCKET;
  bool right_bucket = right.at[0] == FIELD_BUCKET;
  int order = order_of (a->ordinal / CHUNK, b->ordinal / CHUNK);

  if (left_bucket != right_bucket)
    return left_bucket ? 1 : -1;
  if (left_bucket)
    return memcmp (left.at, right.at, 3);
  return order != 0 ? order : term_compare (left, right);
}

static int
compare (const void *a, const void *b, void *with)
{
  const struct posting *left = a, *right = b;
  const struct pending *pending = with;
  int order = compare_rows (pending, left, right);

  if (order == 0)
    order = order_of (left->ordinal, right->ordinal);
  if (order == 0)
    order = term_compare (posting_term (pending, left),
                          posting_term (pending, right));
  return order != 0 ? order : order_of (left->turn, right->turn);
}

void
pending_sort (struct pending *pending)
{
  if (pending->count > 1)
    qsort_r (pending->at, pending->count, sizeof *pending->at, compare,
             pending);
}

size_t
pending_run (const struct pending *pending, size_t i)
{
  size_t end = i + 1;

  while (end < pending->count
         && compare_rows (pending, &pending->at[i], &pending->at[end]) == 0)
    end++;
  return end - i;
}
