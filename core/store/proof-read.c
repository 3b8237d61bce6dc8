/* proof-read.c - the files of the tables, read page by page. */

#include "store/proof-tree.h"
#include "store/proof.h"
#include "store/verify.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  BUFFER = 16, /* pages that are read together                         */
  TRIES = 3,   /* what was saved meanwhile may have moved entries      */
  TAIL = 128,  /* changes that may stand on the last two leaves        */
  LONG_MOST = RECORD_MOST + (1 << 17), /* bytes of a change                  */
};

/* The pass over the file of a table that is under way. */
struct reading {
  enum table table;
  int fd;
  struct page_meta meta;
  uint32_t next; /* page                                               */
  unsigned tries;
  uint64_t commits; /* of the store when it began                         */
  uint64_t links, children;
  uint32_t damaged; /* pages                                              */
  uint32_t astray;  /* the first leaf that its keys do not lead to        */
  struct proof_tree *tree;
  uint64_t tail;      /* the first change that was looked at already        */
  struct bytes value; /* that takes pages of its own, or is of the tail     */
  unsigned char *buffer;
};

void
reading_free (struct reading *r)
{
  if (r == NULL)
    return;
  if (r->fd >= 0)
    close (r->fd);
  proof_tree_free (r->tree);
  bytes_free (&r->value);
  free (r->buffer);
  free (r);
}

static enum outcome
file_fail (const struct reading *r, struct error *e)
{
  return store_fail (e, errno != 0 ? errno : EIO, table_name (r->table));
}

enum { FREE_LEVEL = 255 };

static uint64_t
child (const struct proof *p, uint32_t page, unsigned level)
{
  return page == 0 ? 0 : proof_pair (p, page, level);
}

/* ---- beginning ------------------------------------------------------------
 */

static enum outcome
open_file (struct verifying *j, struct reading *r)
{
  char name[TABLE_FILE], path[4096];

  table_file (j->store, r->table, name);
  if (file_join (path, sizeof path, j->store->dir, name, j->error) != OK)
    return ERR_SYSTEM;
  r->fd = open (path, O_RDONLY | O_CLOEXEC);
  return r->fd >= 0 ? OK : file_fail (r, j->error);
}

static enum outcome
begin (struct verifying *j, struct reading *r)
{
  enum outcome done = settle_table (j->store, r->table, j->error);
  enum page_fault fault = PAGE_TORN;

  if (done == OK && r->fd < 0)
    done = open_file (j, r);
  if (done != OK)
    return done;
  r->next = 1;
  r->commits = j->store->commits;
  r->links = r->damaged = r->astray = 0;
  proof_held_begin (j->proof, r->table);
  if (pages_fetch (r->fd, r->buffer, 0, 1) == 1)
    fault = page_meta_read (r->buffer, &r->meta);
  if (fault != PAGE_GOOD) {
    j->proof->torn = true;
    problem (j, _ ("%s: its first page is damaged"), table_name (r->table));
    r->meta = (struct page_meta){ 0 };
  }
  r->children = child (j->proof, r->meta.free, FREE_LEVEL);
  proof_tree_free (r->tree);
  r->tree = proof_tree_new (r->fd, &r->meta);
  return OK;
}

static enum outcome
reading_new (struct verifying *j, enum table t)
{
  size_t room = (size_t) BUFFER * PAGE_SIZE + SLACK;
  struct reading *r = bytes_must (sizeof *r);

  *r = (struct reading){
    .table = t, .fd = -1, .tail = UINT64_MAX, .buffer = bytes_must (room)
  };
  memset (r->buffer, 0, room);
  j->proof->reading = r;
  return begin (j, r);
}

/* ---- how pages hang together ----------------------------------------------
 */

/* A page is named by the one before it and the one after it, and by the one
 * above it: who names and who is named cancel out.  Inner pages do not say who
 * is beside them, or say what once was.
 */
static void
link_page (const struct proof *p, struct reading *r, const struct page *page)
{
  if (page->blank)
    return;
  if (page->type == TYPE_FREE) {
    r->children += child (p, page->after, FREE_LEVEL);
    r->children -= child (p, page->number, FREE_LEVEL);
    return;
  }
  if (page->after != 0 && page->type != TYPE_INNER)
    r->links += proof_pair (p, page->number, page->after);
  if (page->before != 0 && page->type != TYPE_INNER)
    r->links -= proof_pair (p, page->before, page->number);
  if (page->type != TYPE_OVERFLOW ? page->number != r->meta.root
                                  : page->before == 0)
    r->children -= child (p, page->number, page->level);
  for (unsigned i = 0; page->type == TYPE_INNER && i < page->count; i++)
    r->children += child (p, page_item (page, i).child, page->level - 1u);
}

/* ---- entries --------------------------------------------------------------
 */

/* The bytes of a value that takes pages of its own; false when they do not
 * hang together.
 */
static bool
long_value (struct reading *r, const struct page_item *item)
{
  unsigned char at[PAGE_SIZE];
  uint32_t next = item->long_at;
  struct page page;

  bytes_clear (&r->value);
  if (item->long_len > LONG_MOST)
    return false;
  while (r->value.len < item->long_len) {
    struct slice part;

    if (next == 0 || pages_fetch (r->fd, at, next, 1) != 1
        || page_read (at, next, r->meta.summed, &page) != PAGE_GOOD
        || page.type != TYPE_OVERFLOW)
      return false;
    part = page_long (&page);
    bytes_add (&r->value, part.at, part.len);
    if (part.len == 0)
      return false;
    next = page.after;
  }
  return next == 0 && r->value.len == item->long_len;
}

/* The value in memory of its own. */
static struct slice
own_value (struct reading *r)
{
  bytes_reserve (&r->value, SLACK);
  memset (r->value.at + r->value.len, 0, SLACK);
  return bytes_slice (&r->value);
}

static void
take_entry (struct verifying *j, struct reading *r, struct slice key,
            struct slice value)
{
  struct reader seq = reader_of (key.at, key.len);
  uint64_t n;

  if (r->table != T_CHANGES) {
    proof_held (j->proof, r->table, key, value);
    return;
  }
  n = take_be64 (&seq);
  if (n < r->tail)
    proof_asked (j->proof, n, value);
}

static void
take_leaf (struct verifying *j, struct reading *r, const struct page *page)
{
  bool entries = r->table <= T_FIND;

  for (unsigned i = 0; i < page->count; i += 2) {
    struct page_item key = page_item (page, i);
    struct page_item value = page_item (page, i + 1);

    if (value.long_at != 0)
      r->children += child (j->proof, value.long_at, 0);
    if (!entries || key.dropped)
      continue;
    if (value.long_at != 0) {
      proof_asked_flush (j->proof);
      if (!long_value (r, &value))
        continue; /* the sums miss it */
      value.bytes = own_value (r);
    }
    take_entry (j, r, key.bytes, value.bytes);
    if (value.long_at != 0)
      proof_asked_flush (j->proof);
  }
}

/* Once, however often the file is read. */
static void
say_damage (struct verifying *j, struct reading *r, const char *sentence,
            uint32_t page)
{
  r->damaged++;
  j->proof->torn = true;
  if (r->tries == 0)
    problem (j, sentence, table_name (r->table), page);
}

static const char *const faults[] = {
  [PAGE_WRONG_SUM] = N_ ("%s: page %u does not agree with its sum"),
  [PAGE_WRONG_PLACE] = N_ ("%s: page %u is another page"),
  [PAGE_TORN] = N_ ("%s: page %u does not decode"),
};

static void
take_page (struct verifying *j, struct reading *r, const unsigned char *at,
           uint32_t number)
{
  struct page page;
  enum page_fault fault = page_read (at, number, r->meta.summed, &page);

  if (fault != PAGE_GOOD) {
    say_damage (j, r, _ (faults[fault]), number);
    return;
  }
  link_page (j->proof, r, &page);
  if (page.type != TYPE_LEAF)
    return;
  take_leaf (j, r, &page);
  if (r->astray == 0 && !proof_tree_leads (r->tree, &page))
    r->astray = number;
}

/* The last changes by the library: saves that come meanwhile may move them to
 * another page.
 */
static enum outcome
take_tail (struct verifying *j, struct reading *r)
{
  uint64_t until = j->proof->until;
  uint64_t from = until > TAIL ? until - TAIL + 1 : 1;
  struct key k = seq_key (from);
  struct walk w;
  enum outcome at = walk_open (j->store, T_CHANGES, &w, j->error);

  if (at == OK)
    at = walk_first (&w, key_slice (&k), j->error);
  while (at == OK) {
    struct reader seq = reader_of (w.key.at, w.key.len);

    bytes_clear (&r->value);
    bytes_add (&r->value, w.value.at, w.value.len);
    proof_asked (j->proof, take_be64 (&seq), own_value (r));
    proof_asked_flush (j->proof);
    at = walk_next (&w, j->error);
  }
  walk_close (&w);
  r->tail = from;
  return at == ERR_ABSENT ? OK : at;
}

/* ---- the end --------------------------------------------------------------
 */

/* Of pages that are all good. */
static void
say_order (struct verifying *j, const struct reading *r)
{
  if (r->links != 0 || r->children != 0)
    problem (j, _ ("%s: its pages do not hang together"),
             table_name (r->table));
  if (r->astray != 0)
    problem (j, _ ("%s: the keys of page %u are looked for in other pages"),
             table_name (r->table), r->astray);
}

/* Whether the pass counts: entries that a save moved from a page that was not
 * read to one that was are seen twice, or not at all.  The last try counts
 * anyhow: what it missed is looked at exactly.  Changes are only added at the
 * end, which take_tail looked at.
 */
static bool
counts (struct verifying *j, struct reading *r)
{
  bool still = r->commits == j->store->commits;

  if (still && r->damaged == 0)
    say_order (j, r);
  return still || r->table == T_CHANGES || ++r->tries == TRIES;
}

static enum outcome
end (struct verifying *j, struct reading *r, bool *done)
{
  *done = counts (j, r);
  if (!*done)
    return begin (j, r);
  if (r->table == T_CHANGES)
    proof_asked_end (j->proof);
  else
    proof_held_end (j->proof, r->table);
  proof_keep (j->proof);
  reading_free (r);
  j->proof->reading = NULL;
  return OK;
}

/* A file that ends too early is a problem too. */
static void
read_some (struct verifying *j, struct reading *r)
{
  uint32_t left = r->meta.last - r->next + 1;
  size_t want = left < BUFFER ? left : BUFFER;
  size_t got = pages_fetch (r->fd, r->buffer, r->next, want);

  for (size_t i = 0; i < got; i++)
    take_page (j, r, r->buffer + i * PAGE_SIZE, r->next + (uint32_t) i);
  proof_asked_flush (j->proof); /* while the buffer is what it was */
  if (got < want)
    say_damage (j, r, _ ("%s: page %u is missing"), r->next + (uint32_t) got);
  r->next = got < want ? r->meta.last + 1 : r->next + (uint32_t) got;
  j->proof->pages += got;
}

enum outcome
proof_read (struct verifying *j, enum table t, bool *done)
{
  uint64_t began = clock_ticks ();
  struct reading *r;
  enum outcome got = OK;

  *done = false;
  if (j->proof->reading == NULL)
    got = reading_new (j, t);
  r = j->proof->reading;
  if (got == OK && t == T_CHANGES && r->tail == UINT64_MAX)
    got = take_tail (j, r);
  while (got == OK && r->next <= r->meta.last
         && clock_ticks () - began < PIECE_TICKS) {
    keep_pages_still (j->store);
    read_some (j, r);
  }
  if (got == OK && r->next > r->meta.last)
    got = end (j, r, done);
  return got;
}

uint64_t
proof_pages (const struct store *s)
{
  uint64_t bytes = 0;

  for (enum table t = 0; t < TABLES; t++) {
    char name[TABLE_FILE], path[4096];
    struct stat st;

    table_file (s, t, name);
    if (file_join (path, sizeof path, s->dir, name, NULL) == OK
        && stat (path, &st) == 0)
      bytes += (uint64_t) st.st_size;
  }
  return bytes / PAGE_SIZE;
}
