/* pages.c - one table written as a file, from the first key to the last. */

#include "store/pages-inside.h"

#include "store/inside.h"

#include "base/language.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

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
  enum outcome done = pages_file_put (&p->file, level->page, number, e);

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
    return fail (e, ERR_SYSTEM, EFBIG, _ ("%s grows too large"), p->file.path);
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

static void
place_add (struct pages *p, struct slice key, uint32_t number)
{
  if (p->n_places == p->room) {
    p->room = p->room == 0 ? 256 : p->room + p->room / 2;
    p->places = bytes_must_again (p->places, p->room * sizeof *p->places);
  }
  p->places[p->n_places++] = (struct place){ key_front (key), number };
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
  done = pages_file_put (&p->file, leaf->page, leaf->number, e);
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
    if (pages_file_put (&p->file, page, number, e) != OK)
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

bool
pages_follows (const struct pages *p, struct slice key)
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
    return fail (e, ERR_INPUT, 0, _ ("%s: a key is too long"), p->file.path);
  if (!pages_follows (p, key))
    return fail (e, ERR_DAMAGED, 0, _ ("%s: keys come out of order"),
                 p->file.path);
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

/* ---- the whole --------------------------------------------------------- */

/* Ends every level; the page above all others is the root. */
static enum outcome
end_levels (struct pages *p, struct error *e)
{
  struct level *leaf = p->levels[0];
  enum outcome done = OK;

  if (leaf->number == 0)
    return pages_file_put (&p->file, leaf->page, ROOT_PAGE, e);
  done = leaf_end (p, 0, e);
  for (unsigned i = 1; done == OK && i < p->n_levels - 1; i++)
    done = inner_end (p, i, e);
  if (done != OK)
    return done;
  return pages_file_put (&p->file, p->levels[p->n_levels - 1]->page, ROOT_PAGE,
                         e);
}

enum outcome
pages_close (struct pages *p, struct error *e)
{
  enum outcome done = OK;

  if (p->n_levels > 0)
    done = end_levels (p, e);
  if (done == OK)
    done = pages_file_end (&p->file, p->last, e);
  pages_drop (p);
  return done;
}

static void
drop_levels (struct pages *p)
{
  while (p->n_levels > 0)
    free (p->levels[--p->n_levels]);
}

enum outcome
pages_restart (struct pages *p, struct error *e)
{
  drop_levels (p);
  p->n_places = 0;
  p->last = ROOT_PAGE;
  p->last_key_len = 0;
  return pages_file_restart (&p->file, e);
}

void
pages_drop (struct pages *p)
{
  if (p == NULL)
    return;
  drop_levels (p);
  free (p->places);
  pages_file_close (&p->file);
  free (p);
}

/* The bytes of a page that stay free when it is filled to FILL percent. */
static unsigned
kept_free (unsigned fill)
{
  if (fill < 50)
    fill = 50;
  return fill < 100 ? PAGE_SIZE * (100 - fill) / 100 : 0;
}

enum outcome
pages_open (struct pages **to, const char *path, unsigned fill, struct error *e)
{
  struct pages *p = bytes_must (sizeof *p);
  enum outcome done;

  *p = (struct pages){ .last = ROOT_PAGE, .keep = kept_free (fill) };
  done = pages_file_open (&p->file, path, e);
  p->head = p->file.sums ? PAGE_HEAD_SUMMED : PAGE_HEAD;
  /* As the library has it: four items always fit on a page. */
  p->longest = (PAGE_SIZE - p->head) / 4 - 10;
  *to = done == OK ? p : NULL;
  if (done != OK)
    pages_drop (p);
  return done;
}
