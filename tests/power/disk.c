/* disk.c - what was done to the files, and what of it survives a power cut. */

#include "tests/power/disk.h"

#include "base/arena.h"
#include "base/bytes.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, BLOCK = 4096 };

/* Something that was done to a file and is not synced: bytes, or (FROM is
 * NULL) a new size.
 */
struct deed {
  uint64_t at;
  size_t len;
  const unsigned char *from;
  size_t nth; /* of the changes of names, before which a new size came */
};

struct node {
  uint64_t number;
  struct bytes synced;
  struct deed *deeds;
  size_t n_deeds, room;
  uint64_t done; /* deeds that were synced before these */
};

/* A sync that has begun, and what was done by then. */
struct sync {
  uint64_t number, deeds;
  size_t names;
};
enum { SYNCS_MOST = 64 }; /* that are not done; of dead programs too */

/* A change of names: of PATH, to TO where it has two; NODE came to be. */
struct change_of_name {
  enum kind kind;
  const char *path, *to;
  size_t node;
};

struct disk {
  struct node *nodes;
  size_t n_nodes, nodes_room;
  struct change_of_name *names;
  size_t n_names, names_room;
  size_t synced; /* that many of them are on the disk */
  struct sync syncs[SYNCS_MOST];
  size_t next_sync;
};

/* Room for one more of SIZE bytes behind N of them. */
static void *
grown (void *all, size_t n, size_t *room, size_t size)
{
  if (n < *room)
    return all;
  *room = *room == 0 ? 64 : 2 * *room;
  return bytes_must_again (all, *room * size);
}

struct disk *
disk_new (void)
{
  struct disk *d = bytes_must (sizeof *d);

  memset (d, 0, sizeof *d);
  return d;
}

void
disk_free (struct disk *d)
{
  for (size_t i = 0; i < d->n_nodes; i++) {
    bytes_free (&d->nodes[i].synced);
    free (d->nodes[i].deeds);
  }
  free (d->nodes);
  free (d->names);
  free (d);
}

/* ---- what is done ------------------------------------------------------ */

static size_t
node_new (struct disk *d, uint64_t number)
{
  d->nodes = grown (d->nodes, d->n_nodes, &d->nodes_room, sizeof *d->nodes);
  d->nodes[d->n_nodes] = (struct node){ .number = number };
  return d->n_nodes++;
}

/* The last file of that number: numbers are used again. */
static struct node *
node_of (struct disk *d, uint64_t number)
{
  for (size_t i = d->n_nodes; i-- > 0;)
    if (d->nodes[i].number == number)
      return &d->nodes[i];
  return NULL;
}

static void
name_add (struct disk *d, enum kind kind, const char *path, size_t node)
{
  d->names = grown (d->names, d->n_names, &d->names_room, sizeof *d->names);
  d->names[d->n_names++] = (struct change_of_name){
    .kind = kind,
    .path = path,
    .to = kind == RENAMED || kind == LINKED ? path + strlen (path) + 1 : NULL,
    .node = node,
  };
}

static void
deed_add (struct node *n, struct deed deed)
{
  n->deeds = grown (n->deeds, n->n_deeds, &n->room, sizeof *n->deeds);
  n->deeds[n->n_deeds++] = deed;
}

static void
set_size (struct bytes *b, uint64_t size)
{
  if (size > b->len) {
    bytes_reserve (b, size - b->len);
    memset (b->at + b->len, 0, size - b->len);
  }
  b->len = size;
}

/* Bytes FROM to UNTIL of what DEED writes. */
static void
write_part (struct bytes *b, const struct deed *deed, uint64_t from,
            uint64_t until)
{
  if (b->len < until)
    set_size (b, until);
  memcpy (b->at + from, deed->from + (from - deed->at), until - from);
}

/* What was done until then; of a file that had the number before, nothing. */
static void
sync_node (struct node *n, uint64_t until)
{
  size_t count = 0;

  for (; count < n->n_deeds && n->done < until; count++, n->done++) {
    const struct deed *deed = &n->deeds[count];

    if (deed->from == NULL)
      set_size (&n->synced, deed->at);
    else
      write_part (&n->synced, deed, deed->at, deed->at + deed->len);
  }
  n->n_deeds -= count;
  memmove (n->deeds, n->deeds + count, n->n_deeds * sizeof *n->deeds);
}

/* Of a folder there is no node. */
static void
begin_sync (struct disk *d, const struct node *n, uint64_t number)
{
  d->syncs[d->next_sync++ % SYNCS_MOST] = (struct sync){
    .number = number,
    .deeds = n == NULL ? 0 : n->done + n->n_deeds,
    .names = d->n_names,
  };
}

static void
end_sync (struct disk *d, struct node *n, uint64_t number)
{
  for (size_t i = 0; i < SYNCS_MOST; i++) {
    const struct sync *s = &d->syncs[i];

    if (s->number != number)
      continue;
    if (n != NULL)
      sync_node (n, s->deeds);
    if (d->synced < s->names)
      d->synced = s->names;
  }
}

void
disk_do (struct disk *d, const struct event *event, const unsigned char *from)
{
  struct node *n = node_of (d, event->node);

  switch ((enum kind) event->kind) {
  case MADE:
    name_add (d, MADE, (const char *) from, node_new (d, event->node));
    break;
  case FOLDER:
  case RENAMED:
  case LINKED:
  case REMOVED: name_add (d, event->kind, (const char *) from, 0); break;
  case WRITTEN:
    if (n != NULL && event->len > 0)
      deed_add (n, (struct deed){ event->at, event->len, from, 0 });
    break;
  case SIZED:
    if (n != NULL)
      deed_add (n, (struct deed){ event->at, 0, NULL, d->n_names });
    break;
  case SYNCING: begin_sync (d, n, event->at); break;
  case SYNCED: end_sync (d, n, event->at); break;
  case SAVED_:
  case DRAFTED:
  case REACHED: break;
  }
}

/* ---- names ------------------------------------------------------------- */

struct entry {
  const char *path;
  bool is_folder;
  size_t node;
};

struct entries {
  struct entry *at;
  size_t n, room;
  struct arena *arena; /* of paths in folders that were renamed */
};

static struct entry *
find (const struct entries *all, const char *path)
{
  for (size_t i = 0; i < all->n; i++)
    if (strcmp (all->at[i].path, path) == 0)
      return &all->at[i];
  return NULL;
}

static void
put (struct entries *all, struct entry entry)
{
  struct entry *old = find (all, entry.path);

  if (old != NULL) {
    *old = entry;
    return;
  }
  all->at = grown (all->at, all->n, &all->room, sizeof *all->at);
  all->at[all->n++] = entry;
}

static void
drop (struct entries *all, const char *path)
{
  struct entry *old = find (all, path);

  if (old != NULL)
    memmove (old, old + 1, (size_t) (all->at + --all->n - old) * sizeof *old);
}

/* What lies in the folder FROM lies in the folder TO. */
static void
move_all (struct entries *all, const char *from, const char *to)
{
  size_t len = strlen (from);

  for (size_t i = 0; i < all->n; i++) {
    struct entry *e = &all->at[i];
    char path[PATH_MAX];

    if (strncmp (e->path, from, len) != 0 || e->path[len] != '/')
      continue;
    snprintf (path, sizeof path, "%s%s", to, e->path + len);
    e->path = arena_copy (all->arena, path);
  }
}

/* Its place in the list stays: a folder comes before what is in it. */
static void
rename_entry (struct entries *all, const char *from, const char *to)
{
  struct entry *old;

  drop (all, to);
  old = find (all, from);
  if (old != NULL)
    old->path = to;
  move_all (all, from, to);
}

static void
give_name (struct entries *all, const struct change_of_name *c)
{
  const struct entry *old = find (all, c->path);

  if (c->kind == MADE)
    put (all, (struct entry){ c->path, false, c->node });
  else if (c->kind == FOLDER)
    put (all, (struct entry){ c->path, true, 0 });
  else if (c->kind == REMOVED)
    drop (all, c->path);
  else if (c->kind == RENAMED)
    rename_entry (all, c->path, c->to);
  else if (old != NULL)
    put (all, (struct entry){ c->to, false, old->node });
}

static void
entries_free (struct entries *all)
{
  free (all->at);
  arena_free (all->arena);
}

/* The names after the first N changes, for entries_free. */
static struct entries
names_after (const struct disk *d, size_t n)
{
  struct entries all = { .arena = arena_new () };

  for (size_t i = 0; i < n; i++)
    give_name (&all, &d->names[i]);
  return all;
}

size_t
disk_waits (const struct disk *d, const char *ending)
{
  struct entries all = names_after (d, d->n_names);
  size_t waits = 0, end = strlen (ending);

  for (size_t i = 0; i < all.n; i++) {
    size_t len = strlen (all.at[i].path);

    if (!all.at[i].is_folder && len >= end
        && strcmp (all.at[i].path + len - end, ending) == 0)
      waits += d->nodes[all.at[i].node].n_deeds;
  }
  entries_free (&all);
  return waits;
}

/* ---- after the cut ----------------------------------------------------- */

/* Of each unit how often it was written, then how many of these writes are on
 * the disk.
 */
struct units {
  size_t size, n;
  uint32_t *count;
};

static uint64_t
smaller (uint64_t a, uint64_t b)
{
  return a < b ? a : b;
}

static struct units
units_of (const struct deed *deeds, size_t n, size_t size)
{
  struct units u = { .size = size };
  uint64_t end = 0;

  for (size_t i = 0; i < n; i++)
    if (end < deeds[i].at + deeds[i].len)
      end = deeds[i].at + deeds[i].len;
  u.n = end / size + 1;
  u.count = bytes_must (u.n * sizeof *u.count);
  memset (u.count, 0, u.n * sizeof *u.count);
  for (size_t i = 0; i < n; i++)
    for (uint64_t k = deeds[i].at / size; k * size < deeds[i].at + deeds[i].len;
         k++)
      u.count[k]++;
  return u;
}

/* Some cuts come late, when most is there, some early. */
static void
choose (struct units *u)
{
  int whole = rand () % 101;

  for (size_t i = 0; i < u->n; i++)
    if (u->count[i] > 0 && rand () % 100 >= whole)
      u->count[i] = (uint32_t) rand () % (u->count[i] + 1);
}

/* N writes, some units of them. */
static void
write_some (struct bytes *b, const struct deed *deeds, size_t n, size_t size)
{
  struct units u = units_of (deeds, n, size);

  choose (&u);
  for (size_t i = 0; i < n; i++) {
    uint64_t end = deeds[i].at + deeds[i].len, from = deeds[i].at;

    for (uint64_t k = from / size; from < end; from = ++k * size)
      if (u.count[k] > 0) {
        u.count[k]--;
        write_part (b, &deeds[i], from, smaller (end, (k + 1) * size));
      }
  }
  free (u.count);
}

static void
write_all (struct bytes *b, const struct deed *deeds, size_t n)
{
  for (size_t i = 0; i < n; i++)
    write_part (b, &deeds[i], deeds[i].at, deeds[i].at + deeds[i].len);
}

/* Whether a new size is on the disk, when N changes of names are. */
static bool
sized (const struct deed *deed, enum model model, size_t n)
{
  if (deed->nth == n && model != DROPPED)
    return model == KEPT || rand () % 2 == 0;
  return deed->nth < n;
}

/* What is in NODE when N changes of names are on the disk. */
static void
content (const struct node *node, enum model model, size_t n, struct bytes *b)
{
  size_t i = 0;

  bytes_add (b, node->synced.at, node->synced.len);
  while (i < node->n_deeds) {
    size_t first = i;

    while (i < node->n_deeds && node->deeds[i].from != NULL)
      i++;
    if (model == KEPT)
      write_all (b, node->deeds + first, i - first);
    else if (model != DROPPED && i > first)
      write_some (b, node->deeds + first, i - first,
                  model == BLOCKS ? BLOCK : SECTOR);
    if (i < node->n_deeds && sized (&node->deeds[i++], model, n))
      set_size (b, node->deeds[i - 1].at);
  }
}

static enum outcome
write_file (const char *path, const struct bytes *b, struct error *e)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  enum outcome done;

  if (fd < 0)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", path, strerror (errno));
  done = file_put (fd, b->at, b->len, path, e);
  close (fd);
  return done;
}

enum outcome
disk_cut (const struct disk *d, enum model model, const char *folder,
          struct error *e)
{
  size_t n = model == DROPPED ? d->synced
             : model == KEPT
               ? d->n_names
               : d->synced + (size_t) rand () % (d->n_names - d->synced + 1);
  struct entries all = names_after (d, n);
  enum outcome done = folder_make (folder, 0700, e);

  for (size_t i = 0; i < all.n && done == OK; i++) {
    SCOPED_BYTES b = { 0 };
    char path[PATH_MAX];

    done = file_join (path, sizeof path, folder, all.at[i].path, e);
    if (done == OK && all.at[i].is_folder)
      done = folder_make (path, 0700, e);
    else if (done == OK) {
      content (&d->nodes[all.at[i].node], model, n, &b);
      done = write_file (path, &b, e);
    }
  }
  entries_free (&all);
  return done;
}
