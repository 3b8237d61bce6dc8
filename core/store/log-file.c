/* log-file.c - the log of changes read straight from its file. */

#include "store/log-file.h"

#include "store/inside.h"

#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  BUFFER = 32,                 /* pages that are read together            */
  LONG_MOST = 2 * RECORD_MOST, /* bytes of a change                       */
};

/* A leaf, by its first change. */
struct leaf {
  uint64_t first;
  uint32_t page;
};

struct log_file {
  int fd;
  struct page_meta meta;
  uint64_t until;
  struct leaf *leaves;
  size_t n_leaves, leaves_room;
  uint32_t *latest; /* by ordinal                             */
  size_t n_latest, latest_room;
  unsigned char *buffer; /* pages BUFFER_FROM on                   */
  uint32_t buffer_from, buffered;
  struct page page; /* the last one; of the buffer at hand    */
  size_t at;        /* the leaf that was read last            */
  struct bytes value;
};

void
log_file_close (struct log_file *l)
{
  if (l == NULL)
    return;
  if (l->fd >= 0)
    close (l->fd);
  free (l->leaves);
  free (l->latest);
  free (l->buffer);
  bytes_free (&l->value);
  free (l);
}

/* ---- pages -----------------------------------------------------------------
 */

static enum outcome
damaged (uint32_t page, struct error *e)
{
  return fail (e, ERR_DAMAGED, 0, _ ("%s: page %u does not decode"),
               table_name (T_CHANGES), page);
}

/* Reads pages FROM on. */
static enum outcome
fill (struct log_file *l, uint32_t from, struct error *e)
{
  uint32_t left = l->meta.last + 1 - from;
  size_t want = (left < BUFFER ? left : BUFFER) * (size_t) PAGE_SIZE, have = 0;

  l->buffer_from = from;
  l->buffered = 0;
  l->page.at = NULL;
  while (have < want) {
    ssize_t got = pread (l->fd, l->buffer + have, want - have,
                         (off_t) from * PAGE_SIZE + (off_t) have);

    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return store_fail (e, errno, "changes");
    if (got == 0)
      return damaged (from, e);
    have += (size_t) got;
  }
  l->buffered = (uint32_t) (have / PAGE_SIZE);
  return OK;
}

/* Whether page NUMBER, which is in the buffer, decodes. */
static bool
look_at (struct log_file *l, uint32_t number)
{
  const unsigned char *at =
    l->buffer + (size_t) (number - l->buffer_from) * PAGE_SIZE;

  if (l->page.at != NULL && l->page.number == number)
    return true;
  if (page_read (at, number, l->meta.summed, &l->page) == PAGE_GOOD)
    return true;
  l->page.at = NULL;
  return false;
}

/* The last leaf may be read while the server writes it: then it is read once
 * more.
 */
static enum outcome
page_at (struct log_file *l, uint32_t number, struct page *page,
         struct error *e)
{
  enum outcome got = OK;

  if (number == 0 || number > l->meta.last)
    return damaged (number, e);
  if (number < l->buffer_from || number - l->buffer_from >= l->buffered)
    got = fill (l, number, e);
  if (got == OK && !look_at (l, number)) {
    got = fill (l, number, e);
    if (got == OK && !look_at (l, number))
      got = damaged (number, e);
  }
  *page = l->page;
  return got;
}

/* A value that takes pages of its own. */
static enum outcome
long_value (struct log_file *l, const struct page_item *item, struct error *e)
{
  uint32_t next = item->long_at;

  bytes_clear (&l->value);
  if (item->long_len > LONG_MOST)
    return damaged (next, e);
  while (l->value.len < item->long_len) {
    struct page page;
    struct slice part;

    if (page_at (l, next, &page, e) != OK)
      return ERR_DAMAGED;
    part = page_long (&page);
    if (page.type != TYPE_OVERFLOW || part.len == 0
        || part.len > item->long_len - l->value.len)
      return damaged (next, e);
    bytes_add (&l->value, part.at, part.len);
    next = page.after;
  }
  return OK;
}

static uint64_t
seq_of (struct slice key)
{
  struct reader r = reader_of (key.at, key.len);

  return take_be64 (&r);
}

/* ---- once over all of it
 * ------------------------------------------------------ */

/* Remembers the latest change of its record. */
static enum outcome
note (struct log_file *l, uint64_t seq, struct slice value, struct error *e)
{
  struct reader r = reader_of (value.at, value.len);
  uint32_t ordinal;

  take (&r, 16); /* format, action, terminal, officer, time */
  ordinal = take_u32 (&r);
  if (r.bad || ordinal == 0 || ordinal > l->until)
    return fail (e, ERR_DAMAGED, 0, _ ("change %llu does not decode"),
                 (unsigned long long) seq);
  if (ordinal >= l->latest_room) {
    size_t room = ordinal + ordinal / 2 + 1024;

    l->latest = bytes_must_again (l->latest, room * sizeof *l->latest);
    memset (l->latest + l->latest_room, 0,
            (room - l->latest_room) * sizeof *l->latest);
    l->latest_room = room;
  }
  if (ordinal >= l->n_latest)
    l->n_latest = ordinal + 1;
  if (seq > l->latest[ordinal])
    l->latest[ordinal] = (uint32_t) seq;
  return OK;
}

static void
note_leaf (struct log_file *l, uint64_t first, uint32_t page)
{
  if (l->n_leaves == l->leaves_room) {
    l->leaves_room = l->leaves_room == 0 ? 1024 : l->leaves_room * 2;
    l->leaves =
      bytes_must_again (l->leaves, l->leaves_room * sizeof *l->leaves);
  }
  l->leaves[l->n_leaves++] = (struct leaf){ first, page };
}

/* Of a value on pages of its own the head is on the first of them. */
static enum outcome
head_of (struct log_file *l, const struct page_item *item, struct slice *head,
         struct error *e)
{
  enum outcome got;

  *head = item->bytes;
  if (item->long_at == 0)
    return OK;
  got = long_value (l, item, e);
  *head = bytes_slice (&l->value);
  return got;
}

/* Looking at a long value may put other pages in the buffer: each item is
 * taken from the page anew.
 */
static enum outcome
note_page (struct log_file *l, uint32_t number, uint64_t *count,
           struct error *e)
{
  struct page page;
  enum outcome got = page_at (l, number, &page, e);
  unsigned items = got == OK && page.type == TYPE_LEAF ? page.count : 0;

  for (unsigned i = 0; got == OK && i < items; i += 2) {
    struct page_item item = page_item (&page, i + 1);
    uint64_t seq = seq_of (page_item (&page, i).bytes);
    struct slice head;

    if (i == 0)
      note_leaf (l, seq, number);
    if (seq == 0 || seq > l->until || item.dropped)
      continue;
    ++*count;
    got = head_of (l, &item, &head, e);
    if (got == OK)
      got = note (l, seq, head, e);
    if (got == OK && item.long_at != 0)
      got = page_at (l, number, &page, e);
  }
  return got;
}

static int
compare (const void *one, const void *other)
{
  const struct leaf *a = one, *b = other;

  return (a->first > b->first) - (a->first < b->first);
}

static enum outcome
note_all (struct log_file *l, struct error *e)
{
  uint64_t count = 0;
  enum outcome got = OK;

  for (uint32_t n = 1; got == OK && n <= l->meta.last; n++)
    got = note_page (l, n, &count, e);
  if (got == OK && count != l->until)
    got = fail (e, ERR_DAMAGED, 0, _ ("the log has %llu changes, not %llu"),
                (unsigned long long) count, (unsigned long long) l->until);
  if (l->n_leaves > 1)
    qsort (l->leaves, l->n_leaves, sizeof *l->leaves, compare);
  return got;
}

enum outcome
log_file_open (struct log_file **to, const char *path, uint64_t until,
               struct error *e)
{
  struct log_file *l = bytes_must (sizeof *l);
  enum outcome got = OK;

  *l = (struct log_file){ .fd = open (path, O_RDONLY | O_CLOEXEC),
                          .until = until,
                          .buffer = bytes_must ((size_t) BUFFER * PAGE_SIZE) };
  if (l->fd < 0)
    got = store_fail (e, errno, "changes");
  else if (until >= UINT32_MAX)
    got = fail (e, ERR_SYSTEM, 0, _ ("the log is too long to be read so"));
  if (got == OK)
    got = fill (l, 0, e);
  if (got == OK && page_meta_read (l->buffer, &l->meta) != PAGE_GOOD)
    got = damaged (0, e);
  l->buffered = 0;
  l->page.at = NULL;
  if (got == OK)
    got = note_all (l, e);
  *to = got == OK ? l : NULL;
  if (got != OK)
    log_file_close (l);
  return got;
}

/* ---- one change
 * ----------------------------------------------------------------- */

uint32_t
log_file_records (const struct log_file *l)
{
  return l->n_latest > 0 ? (uint32_t) l->n_latest - 1 : 0;
}

uint64_t
log_file_latest (const struct log_file *l, uint32_t ordinal)
{
  return ordinal < l->n_latest ? l->latest[ordinal] : 0;
}

/* The last leaf that begins with SEQ or before it: most often the one that was
 * read last, or the one after it.
 */
static size_t
leaf_of (const struct log_file *l, uint64_t seq)
{
  size_t low = 0, high = l->n_leaves;

  if (l->at < l->n_leaves && l->leaves[l->at].first <= seq
      && (l->at + 1 == l->n_leaves || l->leaves[l->at + 1].first > seq))
    return l->at;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;

    if (l->leaves[middle].first <= seq)
      low = middle;
    else
      high = middle;
  }
  return low;
}

enum outcome
log_file_get (struct log_file *l, uint64_t seq, struct slice *value,
              struct error *e)
{
  struct page page;
  struct page_item item;
  uint64_t i;

  if (l->n_leaves == 0)
    return damaged (0, e);
  l->at = leaf_of (l, seq);
  if (page_at (l, l->leaves[l->at].page, &page, e) != OK)
    return ERR_DAMAGED;
  i = 2 * (seq - l->leaves[l->at].first);
  if (i >= page.count || seq_of (page_item (&page, (unsigned) i).bytes) != seq)
    return fail (e, ERR_DAMAGED, 0, _ ("there is no change %llu"),
                 (unsigned long long) seq);
  item = page_item (&page, (unsigned) i + 1);
  *value = item.bytes;
  if (item.long_at == 0)
    return OK;
  if (long_value (l, &item, e) != OK)
    return ERR_DAMAGED;
  *value = bytes_slice (&l->value);
  return OK;
}
