/* log-run.c - changes one after the other, from the file of the log where they
 * are settled there, else by the library.
 *
 * Nothing that is read so is believed: a page says its number, its items lie
 * within it, a key is the one that was looked for, and whoever shows a change
 * proves it.  Where something is not as it should be the library is asked.
 */

#include "store/log-run.h"

#include "store/inside.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  BUFFER = 12,     /* pages read together at most: stay in the processor */
  ROOM = 64 << 10, /* bytes that the library reads at once */
  UNSETTLED = 128, /* changes that may stand on the last two leaves */
  LEVELS_MOST = 8,
};

/* ---- pages ----------------------------------------------------------------
 */

/* Reads pages FROM on into the buffer: at most COUNT. */
static bool
read_pages (struct log_run *r, uint32_t from, uint32_t count)
{
  ssize_t got;

  keep_pages_still (r->store);
  do
    got = pread (r->fd, r->buffer, (size_t) count * PAGE_SIZE,
                 (off_t) from * PAGE_SIZE);
  while (got < 0 && errno == EINTR);
  r->leaf.at = NULL;
  r->from = from;
  r->count = got > 0 ? (uint32_t) (got / PAGE_SIZE) : 0;
  return r->count > 0;
}

static bool
has_page (const struct log_run *r, uint32_t number)
{
  return number >= r->from && number - r->from < r->count;
}

/* Page NUMBER, which is in the buffer. */
static bool
look_at (const struct log_run *r, uint32_t number, struct page *page)
{
  const unsigned char *at = r->buffer + (size_t) (number - r->from) * PAGE_SIZE;

  return page_read (at, number, r->meta.summed, page) == PAGE_GOOD;
}

/* On inner pages the library cuts a key behind the first byte that tells it
 * from the one before.
 */
static uint64_t
key_of (const struct page *page, unsigned i)
{
  struct slice key = page_item (page, i).bytes;
  unsigned char whole[8] = { 0 };
  struct reader r = reader_of (key.at, key.len);

  if (page->type != TYPE_INNER || key.len >= sizeof whole)
    return take_be64 (&r);
  memcpy (whole, r.at, key.len);
  r = reader_of (whole, sizeof whole);
  return take_be64 (&r);
}

/* The last item of every STEP whose key is SEQ or less; 0 when there is none:
 * the first item of an inner page stands for all that is less.
 */
static unsigned
place_of (const struct page *page, unsigned step, uint64_t seq)
{
  unsigned low = 0, high = page->count / step;

  while (high - low > 1) {
    unsigned middle = low + (high - low) / 2;

    if (key_of (page, middle * step) <= seq)
      low = middle;
    else
      high = middle;
  }
  return low * step;
}

/* The leaf that change SEQ is on. */
static uint32_t
leaf_of (struct log_run *r, uint64_t seq)
{
  uint32_t number = r->meta.root;

  for (unsigned level = 0; level < LEVELS_MOST; level++) {
    struct page page;

    if (!read_pages (r, number, 1) || !look_at (r, number, &page))
      return 0;
    if (page.type == TYPE_LEAF)
      return number;
    if (page.type != TYPE_INNER || page.count == 0)
      return 0;
    number = page_item (&page, place_of (&page, 1, seq)).child;
  }
  return 0;
}

/* ---- changes of the file ---------------------------------------------------
 */

static bool
is_settled (const struct log_run *r, uint64_t seq)
{
  return r->fd >= 0 && seq + UNSETTLED <= r->store->settled;
}

static bool
to_leaf (struct log_run *r, uint32_t number)
{
  if (!look_at (r, number, &r->leaf) || r->leaf.type != TYPE_LEAF)
    r->leaf.at = NULL;
  r->item = 0;
  return r->leaf.at != NULL;
}

/* Takes the next item of the leaf at hand: change SEQ, as a whole. */
static bool
take_item (struct log_run *r, uint64_t seq)
{
  struct page_item value;

  if (r->item >= r->leaf.count || key_of (&r->leaf, r->item) != seq)
    return false;
  value = page_item (&r->leaf, r->item + 1);
  if (value.long_at != 0 || value.dropped
      || page_item (&r->leaf, r->item).dropped)
    return false;
  r->item += 2;
  r->seq = seq;
  r->value = value.bytes;
  return true;
}

static bool
find_item (struct log_run *r, uint64_t seq)
{
  uint32_t number = is_settled (r, seq) ? leaf_of (r, seq) : 0;

  if (number == 0 || !read_pages (r, number, BUFFER) || !to_leaf (r, number)) {
    r->leaf.at = NULL;
    return false;
  }
  r->item = place_of (&r->leaf, 2, seq);
  return take_item (r, seq);
}

/* The next change where it was read already. */
static bool
near_item (struct log_run *r)
{
  if (r->leaf.at == NULL || !is_settled (r, r->seq + 1))
    return false;
  if (r->item >= r->leaf.count
      && (!has_page (r, r->leaf.after) || !to_leaf (r, r->leaf.after)))
    return false;
  return take_item (r, r->seq + 1);
}

/* The next change, on the next leaf. */
static bool
next_item (struct log_run *r)
{
  uint32_t after = r->leaf.after;

  return r->leaf.at != NULL && r->item >= r->leaf.count && after != 0
         && is_settled (r, r->seq + 1) && read_pages (r, after, BUFFER)
         && to_leaf (r, after) && take_item (r, r->seq + 1);
}

/* ---- by the library --------------------------------------------------------
 */

/* Notes which change is at hand after STEP. */
static enum outcome
arrive (struct log_run *r, enum outcome step)
{
  struct reader key = reader_of (r->sweep.key.at, r->sweep.key.len);

  r->swept = step == OK;
  r->seq = step == OK ? take_be64 (&key) : 0;
  r->value = r->sweep.value;
  return step;
}

static enum outcome
sweep_to (struct log_run *r, uint64_t seq, struct error *e)
{
  struct key from = seq_key (seq);
  enum outcome got = OK;

  r->leaf.at = NULL;
  if (r->sweep.room == NULL)
    got = sweep_open (r->store, T_CHANGES, ROOM, &r->sweep, e);
  if (got == OK)
    got = sweep_first (&r->sweep, key_slice (&from), e);
  return arrive (r, got);
}

/* ---- both ------------------------------------------------------------------
 */

/* Where the file can be read at all. */
static void
open_file (struct log_run *r)
{
  char name[TABLE_FILE], path[4096];

  table_file (r->store, T_CHANGES, name);
  if (file_join (path, sizeof path, r->store->dir, name, NULL) == OK)
    r->fd = open (path, O_RDONLY | O_CLOEXEC);
  if (r->fd < 0)
    return;
  r->buffer = bytes_must ((size_t) BUFFER * PAGE_SIZE);
  if (!read_pages (r, 0, 1)
      || page_meta_read (r->buffer, &r->meta) != PAGE_GOOD) {
    close (r->fd);
    r->fd = -1;
  }
}

static struct log_run *
log_run_new (struct store *s)
{
  struct log_run *r = bytes_must (sizeof *r);

  *r = (struct log_run){ .store = s,
                         .generation = s->generations[T_CHANGES],
                         .settled = s->settled,
                         .fd = -1 };
  if (s->settled > UNSETTLED)
    open_file (r);
  return r;
}

struct log_run *
log_run_of (struct store *s)
{
  if (s->run != NULL
      && (s->run->generation != s->generations[T_CHANGES]
          || s->run->settled != s->settled))
    log_run_free (s);
  if (s->run == NULL)
    s->run = log_run_new (s);
  return s->run;
}

void
log_run_rest (struct log_run *r)
{
  if (r->sweep.room != NULL)
    sweep_close (&r->sweep);
  if (r->swept)
    r->seq = 0;
  r->swept = false;
}

void
log_run_free (struct store *s)
{
  struct log_run *r = s->run;

  if (r == NULL)
    return;
  log_run_rest (r);
  if (r->fd >= 0)
    close (r->fd);
  free (r->buffer);
  free (r);
  s->run = NULL;
}

enum outcome
log_run_first (struct log_run *r, uint64_t seq, struct error *e)
{
  bool follows = !r->swept && r->seq != 0 && r->seq + 1 == seq;

  r->swept = false;
  if (follows && (near_item (r) || next_item (r)))
    return OK;
  return find_item (r, seq) ? OK : sweep_to (r, seq, e);
}

bool
log_run_near (struct log_run *r)
{
  if (!r->swept)
    return near_item (r);
  return sweep_near (&r->sweep) && arrive (r, OK) == OK;
}

enum outcome
log_run_next (struct log_run *r, struct error *e)
{
  if (log_run_near (r) || (!r->swept && next_item (r)))
    return OK;
  if (!r->swept || is_settled (r, r->seq + 1))
    return log_run_first (r, r->seq + 1, e);
  return arrive (r, sweep_next (&r->sweep, e));
}
