/* pages.c - one table written as a file, from the first key to the last. */

#include "store/pages.h"

#include "store/inside.h"
#include "store/pages-form.h"

#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  LEVELS_MOST = 8, /* of some hundred entries a page: more than 2^32 pages */
  BUFFERED = 32,   /* pages that are written together */
};

/* The page of a level that is being filled; leaves are level 0. */
struct level {
  unsigned char page[PAGE_SIZE];
  unsigned entries, items; /* how many; where the last one begins */
  uint32_t number;         /* of the page; 0: not known yet */
  bool begun;
  unsigned char first[PAGES_KEY_MOST]; /* what tells it from the page before */
  unsigned first_len;
};

/* Where a leaf is: the first eight bytes of its first key. */
struct place {
  uint64_t first;
  uint32_t number;
};

struct pages {
  char *path;
  int fd;
  bool sums;
  unsigned head;    /* bytes of a page before its places */
  unsigned longest; /* a longer item goes to pages of its own */
  unsigned keep;    /* bytes of a page that stay free */
  uint32_t last;    /* page that has a number */
  unsigned char last_key[PAGES_KEY_MOST];
  unsigned last_key_len;
  struct level *levels[LEVELS_MOST];
  unsigned n_levels;
  struct place *places;
  size_t n_places, room;
  unsigned char *buffer; /* pages BUFFER_FROM on */
  uint32_t buffer_from;
  unsigned buffered;
};

/* ---- the file ---------------------------------------------------------- */

enum outcome
pages_make (const char *path, mode_t mode, bool sums, struct error *e)
{
  DB *db;
  int rc = db_create (&db, NULL, 0);

  if (rc != 0)
    return store_fail (e, rc, path);
  if (sums)
    rc = db->set_flags (db, DB_CHKSUM);
  if (rc == 0)
    rc = db->set_pagesize (db, PAGE_SIZE);
  if (rc == 0)
    rc = db->open (db, NULL, path, NULL, DB_BTREE, DB_CREATE | DB_EXCL,
                   (int) mode);
  if (rc == 0)
    rc = db->close (db, 0);
  else
    db->close (db, 0);
  return rc == 0 ? OK : store_fail (e, rc, path);
}

static enum outcome
file_failed (const struct pages *p, struct error *e)
{
  return store_fail (e, errno != 0 ? errno : EIO, p->path);
}

static enum outcome
write_at (const struct pages *p, const unsigned char *from, size_t len,
          uint32_t page, struct error *e)
{
  off_t at = (off_t) page * PAGE_SIZE;

  while (len > 0) {
    ssize_t done;

    errno = 0;
    done = pwrite (p->fd, from, len, at);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return file_failed (p, e);
    from += done;
    at += done;
    len -= (size_t) done;
  }
  return OK;
}

static enum outcome
read_at (const struct pages *p, unsigned char page[PAGE_SIZE], uint32_t number,
         struct error *e)
{
  off_t at = (off_t) number * PAGE_SIZE;
  size_t have = 0;

  while (have < PAGE_SIZE) {
    ssize_t got;

    errno = 0;
    got = pread (p->fd, page + have, PAGE_SIZE - have, at + (off_t) have);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return file_failed (p, e);
    have += (size_t) got;
  }
  return OK;
}

static enum outcome
flush (struct pages *p, struct error *e)
{
  size_t len = (size_t) p->buffered * PAGE_SIZE;

  p->buffered = 0;
  return write_at (p, p->buffer, len, p->buffer_from, e);
}

/* Sends PAGE on its way as page NUMBER. */
static enum outcome
emit (struct pages *p, unsigned char page[PAGE_SIZE], uint32_t number,
      struct error *e)
{
  set_u32 (page, 4, 1); /* LSN [0][1]: a page that was never logged */
  set_u32 (page, PAGE_NUMBER, number);
  if (p->sums) {
    set_u32 (page, PAGE_SUM, 0);
    set_u32 (page, PAGE_SUM, page_sum (page, PAGE_SIZE));
  }
  if (p->buffered == BUFFERED
      || (p->buffered > 0 && number != p->buffer_from + p->buffered))
    if (flush (p, e) != OK)
      return ERR_SYSTEM;
  if (p->buffered == 0)
    p->buffer_from = number;
  memcpy (p->buffer + (size_t) p->buffered++ * PAGE_SIZE, page, PAGE_SIZE);
  return OK;
}

/* ---- one page ---------------------------------------------------------- */

static void
page_begin (struct level *level, unsigned height, uint32_t before)
{
  memset (level->page, 0, sizeof level->page);
  level->page[PAGE_LEVEL] = (unsigned char) (height + 1);
  level->page[PAGE_TYPE] = height == 0 ? TYPE_LEAF : TYPE_INNER;
  set_u32 (level->page, PAGE_BEFORE, before);
  set_u16 (level->page, PAGE_ITEMS, PAGE_SIZE);
  level->entries = 0;
  level->items = PAGE_SIZE;
  level->number = 0;
  level->begun = true;
}

static unsigned
aligned (size_t size)
{
  return (unsigned) (size + 3) & ~3u;
}

/* Bytes between the places and the items. */
static unsigned
room_in (const struct pages *p, const struct level *level)
{
  return level->items - p->head - 2 * level->entries;
}

/* Makes room for an item of SIZE bytes; returns where it goes. */
static unsigned char *
item_add (const struct pages *p, struct level *level, size_t size)
{
  level->items -= aligned (size);
  set_u16 (level->page, p->head + 2 * level->entries, level->items);
  level->entries++;
  set_u16 (level->page, PAGE_ENTRIES, level->entries);
  set_u16 (level->page, PAGE_ITEMS, level->items);
  return level->page + level->items;
}

static void
item_bytes (const struct pages *p, struct level *level, struct slice bytes)
{
  unsigned char *at = item_add (p, level, ITEM_HEAD + bytes.len);

  set_u16 (at, 0, (unsigned) bytes.len);
  at[ITEM_TYPE] = ITEM_BYTES;
  if (bytes.len > 0)
    memcpy (at + ITEM_HEAD, bytes.at, bytes.len);
}

/* ---- inner pages ------------------------------------------------------- */

static struct level *
level_at (struct pages *p, unsigned height)
{
  if (height == p->n_levels) {
    p->levels[height] = bytes_must (sizeof *p->levels[height]);
    p->levels[height]->begun = false;
    p->n_levels++;
  }
  return p->levels[height];
}

static void
inner_put (const struct pages *p, struct level *level, struct slice first,
           uint32_t child)
{
  unsigned char *at = item_add (p, level, INNER_HEAD + first.len);

  set_u16 (at, 0, (unsigned) first.len);
  at[ITEM_TYPE] = ITEM_BYTES;
  set_u32 (at, 4, child);
  if (first.len > 0)
    memcpy (at + INNER_HEAD, first.at, first.len);
}

static enum outcome child_add (struct pages *, unsigned height,
                               struct slice first, uint32_t child,
                               struct error *);

/* The page that was filled at HEIGHT goes up. */
static enum outcome
inner_end (struct pages *p, unsigned height, struct error *e)
{
  struct level *level = p->levels[height];
  struct slice first = { level->first, level->first_len };
  uint32_t number = ++p->last;
  enum outcome done = emit (p, level->page, number, e);

  level->begun = false;
  return done == OK ? child_add (p, height + 1, first, number, e) : done;
}

/* Puts page CHILD, which FIRST tells from the page before it, into the page
 * that is being filled at HEIGHT.
 */
static enum outcome
child_add (struct pages *p, unsigned height, struct slice first, uint32_t child,
           struct error *e)
{
  struct level *level;
  enum outcome done = OK;

  if (height == LEVELS_MOST)
    return fail (e, ERR_SYSTEM, EFBIG, _ ("%s grows too large"), p->path);
  level = level_at (p, height);
  if (level->begun
      && room_in (p, level) < aligned (INNER_HEAD + first.len) + 2 + p->keep)
    done = inner_end (p, height, e);
  if (done != OK)
    return done;
  if (!level->begun) {
    page_begin (level, height, 0);
    level->first_len = (unsigned) first.len;
    if (first.len > 0)
      memcpy (level->first, first.at, first.len);
  }
  inner_put (p, level, first, child);
  return OK;
}

/* ---- leaves ------------------------------------------------------------ */

static uint64_t
place_of (struct slice key)
{
  unsigned char first[8] = { 0 };
  struct reader r = reader_of (first, sizeof first);

  if (key.len > 0)
    memcpy (first, key.at, key.len < sizeof first ? key.len : sizeof first);
  return take_be64 (&r);
}

static void
place_add (struct pages *p, struct slice key, uint32_t number)
{
  if (p->n_places == p->room) {
    p->room = p->room == 0 ? 256 : p->room + p->room / 2;
    p->places = bytes_must_again (p->places, p->room * sizeof *p->places);
  }
  p->places[p->n_places++] = (struct place){ place_of (key), number };
}

/* So much of KEY that it is greater than the last key. */
static struct slice
told_apart (const struct pages *p, struct slice key)
{
  size_t len = 0;

  while (len < p->last_key_len && len < key.len
         && p->last_key[len] == key.at[len])
    len++;
  return (struct slice){ key.at, len < key.len ? len + 1 : len };
}

/* The leaf is full.  The number of the next one stands in it, so that it is
 * given now; the first leaf has waited for its own, since the only one would
 * be the root.
 */
static enum outcome
leaf_end (struct pages *p, uint32_t next, struct error *e)
{
  struct level *leaf = p->levels[0];
  struct slice first = { leaf->first, leaf->first_len };
  enum outcome done;

  set_u32 (leaf->page, PAGE_AFTER, next);
  done = emit (p, leaf->page, leaf->number, e);
  return done == OK ? child_add (p, 1, first, leaf->number, e) : done;
}

static enum outcome
leaf_begin (struct pages *p, struct slice key, struct error *e)
{
  struct level *leaf = level_at (p, 0);
  struct slice first = told_apart (p, key);
  uint32_t number = 0, before = 0;
  enum outcome done = OK;

  if (leaf->begun) {
    if (leaf->number == 0)
      p->places[0].number = leaf->number = ++p->last;
    before = leaf->number;
    number = ++p->last;
    done = leaf_end (p, number, e);
  }
  page_begin (leaf, 0, before);
  leaf->number = number;
  leaf->first_len = before == 0 ? 0 : (unsigned) first.len;
  memcpy (leaf->first, first.at, leaf->first_len);
  place_add (p, key, number);
  return done;
}

/* Writes VALUE to pages of its own; *FIRST is the first of them. */
static enum outcome
overflow_add (struct pages *p, struct slice value, uint32_t *first,
              struct error *e)
{
  unsigned char page[PAGE_SIZE];
  uint32_t before = 0;

  *first = p->last + 1;
  while (value.len > 0) {
    size_t most = PAGE_SIZE - p->head;
    size_t len = value.len < most ? value.len : most;
    uint32_t number = ++p->last;

    memset (page, 0, sizeof page);
    page[PAGE_TYPE] = TYPE_OVERFLOW;
    set_u32 (page, PAGE_BEFORE, before);
    set_u32 (page, PAGE_AFTER, len < value.len ? number + 1 : 0);
    set_u16 (page, PAGE_ENTRIES, 1);
    set_u16 (page, PAGE_ITEMS, (unsigned) len);
    memcpy (page + p->head, value.at, len);
    if (emit (p, page, number, e) != OK)
      return ERR_SYSTEM;
    before = number;
    value.at += len;
    value.len -= len;
  }
  return OK;
}

static enum outcome
value_add (struct pages *p, struct slice value, struct error *e)
{
  struct level *leaf = p->levels[0];
  enum outcome done;
  uint32_t first;
  unsigned char *at;

  if (value.len <= p->longest) {
    item_bytes (p, leaf, value);
    return OK;
  }
  done = overflow_add (p, value, &first, e);
  at = item_add (p, leaf, OVERFLOW_SIZE);
  at[ITEM_TYPE] = ITEM_OVERFLOW;
  set_u32 (at, 4, first);
  set_u32 (at, 8, (uint32_t) value.len);
  return done;
}

static bool
is_greater (const struct pages *p, struct slice key)
{
  size_t len = key.len < p->last_key_len ? key.len : p->last_key_len;
  int order;

  if (p->n_levels == 0)
    return true;
  order = len == 0 ? 0 : memcmp (key.at, p->last_key, len);
  return order != 0 ? order > 0 : key.len > p->last_key_len;
}

enum outcome
pages_add (struct pages *p, struct slice key, struct slice value,
           struct error *e)
{
  size_t value_size =
    value.len <= p->longest ? ITEM_HEAD + value.len : OVERFLOW_SIZE;
  size_t size = aligned (ITEM_HEAD + key.len) + aligned (value_size) + 4;
  enum outcome done = OK;

  if (key.len > PAGES_KEY_MOST || value.len > UINT32_MAX)
    return fail (e, ERR_INPUT, 0, _ ("%s: a key is too long"), p->path);
  if (!is_greater (p, key))
    return fail (e, ERR_DAMAGED, 0, _ ("%s: keys come out of order"), p->path);
  if (p->n_levels == 0
      || room_in (p, p->levels[0])
           < size + (p->levels[0]->entries >= 4 ? p->keep : 0))
    done = leaf_begin (p, key, e);
  if (done != OK)
    return done;
  item_bytes (p, p->levels[0], key);
  memcpy (p->last_key, key.at, key.len);
  p->last_key_len = (unsigned) key.len;
  return value_add (p, value, e);
}

/* ---- reading back ------------------------------------------------------ */

/* Page NUMBER as it was emitted, in HOLD unless it waits in the buffer. */
static enum outcome
page_of (const struct pages *p, uint32_t number, unsigned char hold[PAGE_SIZE],
         const unsigned char **page, struct error *e)
{
  *page = hold;
  if (p->buffered == 0 || number < p->buffer_from
      || number >= p->buffer_from + p->buffered)
    return read_at (p, hold, number, e);
  *page = p->buffer + (size_t) (number - p->buffer_from) * PAGE_SIZE;
  return OK;
}

/* The last leaf that begins with a key <= KEY, by its place; or the first. */
static size_t
leaf_of (const struct pages *p, struct slice key)
{
  uint64_t place = place_of (key);
  size_t low = 0, high = p->n_places;

  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;

    if (p->places[middle].first <= place)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static int
compare_item (const unsigned char *item, struct slice key)
{
  size_t have = get_u16 (item, 0);
  size_t len = have < key.len ? have : key.len;
  int order = len == 0 ? 0 : memcmp (item + ITEM_HEAD, key.at, len);

  return order != 0 ? order : (have > key.len) - (have < key.len);
}

/* The item of KEY's value, or NULL. */
static const unsigned char *
item_of (const struct pages *p, const unsigned char *page, struct slice key)
{
  unsigned low = 0, high = get_u16 (page, PAGE_ENTRIES) / 2;

  while (low < high) {
    unsigned middle = low + (high - low) / 2;
    unsigned at = get_u16 (page, p->head + 4 * middle);
    int order = compare_item (page + at, key);

    if (order == 0)
      return page + get_u16 (page, p->head + 4 * middle + 2);
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static enum outcome
overflow_get (const struct pages *p, const unsigned char *item,
              struct bytes *value, struct error *e)
{
  uint32_t number = get_u32 (item, 4), left = get_u32 (item, 8);
  unsigned char hold[PAGE_SIZE];

  while (left > 0) {
    const unsigned char *page;
    uint32_t len;

    if (page_of (p, number, hold, &page, e) != OK)
      return ERR_SYSTEM;
    len = get_u16 (page, PAGE_ITEMS);
    if (len == 0 || len > left || len > PAGE_SIZE - p->head)
      return fail (e, ERR_DAMAGED, 0, _ ("%s cannot be read back"), p->path);
    bytes_add (value, page + p->head, len);
    left -= len;
    number = get_u32 (page, PAGE_AFTER);
  }
  return OK;
}

enum outcome
pages_get (struct pages *p, struct slice key, struct bytes *value,
           struct error *e)
{
  unsigned char hold[PAGE_SIZE];
  const unsigned char *page, *item;
  size_t leaf;

  if (p->n_places == 0)
    return fail (e, ERR_ABSENT, 0, "%s", p->path);
  leaf = leaf_of (p, key);
  if (leaf == p->n_places - 1)
    page = p->levels[0]->page;
  else if (page_of (p, p->places[leaf].number, hold, &page, e) != OK)
    return ERR_SYSTEM;
  item = item_of (p, page, key);
  if (item == NULL)
    return fail (e, ERR_ABSENT, 0, "%s", p->path);
  if (item[ITEM_TYPE] == ITEM_OVERFLOW)
    return overflow_get (p, item, value, e);
  bytes_add (value, item + ITEM_HEAD, get_u16 (item, 0));
  return OK;
}

/* ---- the whole --------------------------------------------------------- */

/* Ends every level; the page above all others is the root. */
static enum outcome
end_levels (struct pages *p, struct error *e)
{
  struct level *leaf = p->levels[0];
  enum outcome done = OK;

  if (leaf->number == 0)
    return emit (p, leaf->page, ROOT_PAGE, e);
  done = leaf_end (p, 0, e);
  for (unsigned i = 1; done == OK && i < p->n_levels - 1; i++)
    done = inner_end (p, i, e);
  return done == OK ? emit (p, p->levels[p->n_levels - 1]->page, ROOT_PAGE, e)
                    : done;
}

/* Tells the first page how many there are. */
static enum outcome
end_meta (struct pages *p, struct error *e)
{
  unsigned char meta[PAGE_SIZE];
  enum outcome done = read_at (p, meta, 0, e);

  set_u32 (meta, META_LAST, p->last);
  if (p->sums) {
    set_u32 (meta, META_SUM, 0);
    set_u32 (meta, META_SUM, page_sum (meta, META_SIZE));
  }
  return done == OK ? write_at (p, meta, PAGE_SIZE, 0, e) : done;
}

enum outcome
pages_close (struct pages *p, struct error *e)
{
  enum outcome done = OK;

  if (p->n_levels > 0)
    done = end_levels (p, e);
  if (done == OK)
    done = flush (p, e);
  if (done == OK)
    done = end_meta (p, e);
  if (done == OK && fdatasync (p->fd) != 0)
    done = file_failed (p, e);
  pages_drop (p);
  return done;
}

void
pages_drop (struct pages *p)
{
  if (p == NULL)
    return;
  for (unsigned i = 0; i < p->n_levels; i++)
    free (p->levels[i]);
  if (p->fd >= 0)
    close (p->fd);
  free (p->places);
  free (p->buffer);
  free (p->path);
  free (p);
}

/* Whether the file is what pages_make leaves. */
static enum outcome
begin (struct pages *p, struct error *e)
{
  unsigned char meta[PAGE_SIZE];
  enum outcome done = read_at (p, meta, 0, e);

  if (done != OK)
    return done;
  if (get_u32 (meta, META_MAGIC) != BTREE_MAGIC
      || get_u32 (meta, META_VERSION) != BTREE_VERSION
      || get_u32 (meta, META_PAGE_SIZE) != PAGE_SIZE
      || get_u32 (meta, META_ROOT) != ROOT_PAGE
      || get_u32 (meta, META_LAST) != ROOT_PAGE)
    return fail (e, ERR_DAMAGED, 0, _ ("%s is no empty table"), p->path);
  p->sums = (meta[META_FLAGS] & FLAG_SUMMED) != 0;
  p->head = p->sums ? PAGE_HEAD_SUMMED : PAGE_HEAD;
  /* As the library has it: four items always fit on a page. */
  p->longest = (PAGE_SIZE - p->head) / 4 - 10;
  return OK;
}

enum outcome
pages_open (struct pages **to, const char *path, unsigned fill, struct error *e)
{
  struct pages *p = bytes_must (sizeof *p);
  enum outcome done;

  *p = (struct pages){ .last = ROOT_PAGE };
  p->path = bytes_must_copy (path);
  p->buffer = bytes_must ((size_t) BUFFERED * PAGE_SIZE);
  p->keep = PAGE_SIZE
            * (100
               - (fill < 50    ? 50
                  : fill > 100 ? 100
                               : fill))
            / 100;
  p->fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  done = p->fd < 0 ? file_failed (p, e) : begin (p, e);
  *to = done == OK ? p : NULL;
  if (done != OK)
    pages_drop (p);
  return done;
}

uint64_t
pages_size (const struct pages *p)
{
  return ((uint64_t) p->last + 1) * PAGE_SIZE;
}
