/* find-pending.c - what saves change in the index, gathered.
 *
 * A posting in a list: how much higher its record is than that of the one
 * before (negative numbers are odd ones), times two, and one more when it is
 * dropped; in a bucket's list then its rest; both in bytes of seven bits.
 */

#include "store/find-pending.h"

#include "store/find-bucket.h"
#include "store/find-container.h"
#include "store/key.h"

enum {
  NEW_FIRST = 1024,
  LISTS_FIRST = 256,
  LISTS_KEPT = 4096, /* more were an import's */
  BUCKET_KEY = 3,    /* bytes of a bucket's term before its rest */
};

struct posting_list {
  struct bytes bytes;
  struct posting last;
  struct record_range range;
  size_t learned; /* bytes the dictionary knows of */
  bool is_bucket;
};

/* Not committed yet. */
struct posting_new {
  uint32_t list;
  struct posting is;
};

/* What a term and its list take beside their bytes. */
static const size_t term_bytes =
  sizeof (struct posting_list) + 2 * sizeof (struct spelled);

void
postings_free (struct postings *p)
{
  free (p->at);
  *p = (struct postings){ 0 };
}

static void
free_lists (struct pending *p)
{
  for (size_t i = 0; i < p->n_lists; i++)
    bytes_free (&p->lists[i].bytes);
  p->n_lists = p->kept = p->learned = p->bytes = 0;
}

void
pending_free (struct pending *p)
{
  free_lists (p);
  spelling_free (&p->terms);
  free (p->lists);
  free (p->at);
  *p = (struct pending){ 0 };
}

/* What an import took is given back; a save's stays for the next one. */
void
pending_clear (struct pending *p)
{
  if (p->terms.room > LISTS_KEPT) {
    pending_free (p);
    return;
  }
  free_lists (p);
  spelling_clear (&p->terms);
  p->count = 0;
}

/* ---- lists --------------------------------------------------------------- */

static bool
is_bucket (struct slice term)
{
  return term.at[0] == FIELD_BUCKET;
}

static void
make_list (struct pending *p, bool bucket)
{
  if (p->n_lists == p->lists_room) {
    p->lists_room = p->lists_room == 0 ? LISTS_FIRST : 2 * p->lists_room;
    p->lists = bytes_must_again (p->lists, p->lists_room * sizeof *p->lists);
  }
  p->lists[p->n_lists++] = (struct posting_list){ .is_bucket = bucket };
  p->bytes += term_bytes;
}

/* Cuts a bucket's TERM off before its rest, which is told. */
static uint16_t
take_rest (struct slice *term)
{
  struct bucket bucket;

  if (!term_bucket (*term, &bucket))
    return 0;
  term->len = BUCKET_KEY;
  return bucket.rest;
}

struct listed
pending_term (struct pending *p, struct slice term)
{
  struct listed listed = { .rest = take_rest (&term) };

  listed.list = spell (&p->terms, term);
  if (listed.list == p->n_lists)
    make_list (p, is_bucket (term));
  return listed;
}

struct slice
pending_text (const struct pending *p, uint32_t list)
{
  return p->terms.at[list].text;
}

static bool
same_posting (struct posting a, struct posting b)
{
  return a.ordinal == b.ordinal && a.rest == b.rest && a.drop == b.drop;
}

static void
widen (struct record_range *range, uint32_t ordinal, bool is_first)
{
  if (is_first || ordinal < range->low)
    range->low = ordinal;
  if (is_first || ordinal > range->high)
    range->high = ordinal;
}

/* What a list has last came with the same record, most often. */
static void
list_add (struct pending *p, struct posting_list *list, struct posting posting)
{
  int64_t step = (int64_t) posting.ordinal - (int64_t) list->last.ordinal;
  uint64_t turned = step < 0 ? (uint64_t) -step * 2 - 1 : (uint64_t) step * 2;
  size_t room = list->bytes.room;

  if (list->bytes.len > 0 && same_posting (list->last, posting))
    return;
  widen (&list->range, posting.ordinal, list->bytes.len == 0);
  sevens_put (&list->bytes, turned << 1 | posting.drop);
  if (list->is_bucket)
    sevens_put (&list->bytes, posting.rest);
  list->last = posting;
  p->bytes += list->bytes.room - room;
  widen (&p->range, posting.ordinal, p->kept == 0);
  p->kept++;
}

/* ---- gathering ----------------------------------------------------------- */

void
pending_add (struct pending *p, struct listed listed, uint32_t ordinal,
             bool drop)
{
  if (p->count == p->room) {
    p->room = p->room == 0 ? NEW_FIRST : 2 * p->room;
    p->at = bytes_must_again (p->at, p->room * sizeof *p->at);
  }
  p->at[p->count++] =
    (struct posting_new){ listed.list,
                          { ordinal & 0x7fffffff, drop, listed.rest } };
}

void
pending_keep (struct pending *p)
{
  for (size_t i = 0; i < p->count; i++)
    list_add (p, &p->lists[p->at[i].list], p->at[i].is);
  p->count = 0;
}

/* Its terms stay, though no record may have them. */
void
pending_forget (struct pending *p)
{
  p->count = 0;
}

void
pending_copy_new (const struct pending *p, struct pending *to)
{
  for (size_t i = 0; i < p->count; i++) {
    const struct posting_new *from = &p->at[i];
    struct listed listed = pending_term (to, pending_text (p, from->list));

    listed.rest = from->is.rest; /* which the text of a bucket does without */
    pending_add (to, listed, from->is.ordinal, from->is.drop);
  }
  pending_keep (to);
}

/* ---- in order ------------------------------------------------------------ */

static int
compare_terms (const void *a, const void *b, void *with)
{
  const struct pending *p = with;

  return term_compare (pending_text (p, *(const uint32_t *) a),
                       pending_text (p, *(const uint32_t *) b));
}

uint32_t *
pending_order (const struct pending *p)
{
  uint32_t *order = bytes_must ((p->n_lists + 1) * sizeof *order);

  for (size_t i = 0; i < p->n_lists; i++)
    order[i] = (uint32_t) i;
  if (p->n_lists > 1)
    qsort_r (order, p->n_lists, sizeof *order, compare_terms,
             (void *) (uintptr_t) p);
  return order;
}

static struct posting
take_posting (struct reader *r, uint32_t before, bool bucket)
{
  uint64_t code = sevens_take (r), turned = code >> 1;
  int64_t step =
    (turned & 1) != 0 ? -(int64_t) (turned / 2) - 1 : (int64_t) (turned / 2);

  return (struct posting){
    .ordinal = (uint32_t) (before + step) & 0x7fffffff,
    .drop = code & 1,
    .rest = bucket ? (uint16_t) sevens_take (r) : 0,
  };
}

/* A posting and when it came. */
struct turned {
  struct posting is;
  uint32_t turn;
};

static int
order_of (struct posting a, struct posting b)
{
  if (a.ordinal != b.ordinal)
    return a.ordinal < b.ordinal ? -1 : 1;
  return (a.rest > b.rest) - (a.rest < b.rest);
}

static int
compare_turned (const void *one, const void *other)
{
  const struct turned *a = one, *b = other;
  int order = order_of (a->is, b->is);

  return order != 0 ? order : (a->turn > b->turn) - (a->turn < b->turn);
}

static void
sort (struct postings *p)
{
  struct turned *t = bytes_must (p->count * sizeof *t);

  for (size_t i = 0; i < p->count; i++)
    t[i] = (struct turned){ p->at[i], (uint32_t) i };
  qsort (t, p->count, sizeof *t, compare_turned);
  for (size_t i = 0; i < p->count; i++)
    p->at[i] = t[i].is;
  free (t);
}

/* New records come in order; only those that were amended need to be sorted,
 * and those with several numbers of one bucket.
 */
void
pending_read (const struct pending *p, uint32_t list, struct postings *to)
{
  const struct posting_list *l = &p->lists[list];
  struct reader r = reader_of (l->bytes.at, l->bytes.len);
  uint32_t before = 0;
  bool sorted = true;

  to->count = 0;
  while (r.left > 0) {
    if (to->count == to->room) {
      to->room = to->room == 0 ? NEW_FIRST : 2 * to->room;
      to->at = bytes_must_again (to->at, to->room * sizeof *to->at);
    }
    to->at[to->count] = take_posting (&r, before, l->is_bucket);
    before = to->at[to->count].ordinal;
    sorted &= to->count == 0
              || order_of (to->at[to->count - 1], to->at[to->count]) <= 0;
    to->count++;
  }
  if (!sorted)
    sort (to);
}

bool
pending_has (const struct pending *p, struct slice term, uint32_t *list)
{
  return spell_known (&p->terms, term, list) && p->lists[*list].bytes.len > 0;
}

bool
pending_news (struct pending *p, uint32_t list, struct record_range *range)
{
  struct posting_list *l = &p->lists[list];
  bool news = !l->is_bucket && l->bytes.len > l->learned;

  l->learned = l->bytes.len;
  *range = l->range;
  return news;
}

void
pending_tells (const struct pending *p, struct slice term, uint32_t ordinal,
               bool *has)
{
  SCOPED_POSTINGS postings = { 0 };
  uint16_t rest = take_rest (&term);
  uint32_t list;

  if (!spell_known (&p->terms, term, &list))
    return;
  pending_read (p, list, &postings);
  for (size_t i = 0; i < postings.count; i++)
    if (postings.at[i].ordinal == ordinal && postings.at[i].rest == rest)
      *has = !postings.at[i].drop;
}
