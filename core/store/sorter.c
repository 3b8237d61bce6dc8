/* sorter.c - pairs of key and value put in order within bounded memory.
 *
 * What is too much for it lies in runs, each in order, which are merged.
 */

#include "store/sorter.h"

#include "store/inside.h"
#include "store/pairs.h"

#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  MEMORY_LEAST = 256 << 10,
  WINDOW_LEAST = 16 << 10, /* bytes of a run that are read together */
};

/* A sorted run in the file, and the part of it that was read. */
struct run {
  off_t at, end; /* what was not read yet */
  unsigned char *window;
  size_t have, room, used;
  uint64_t front; /* of the pair at hand */
  struct slice key, value;
};

struct sorter {
  char *folder;
  size_t memory;
  struct pairs pairs; /* at most MEMORY bytes */
  int fd;             /* of the runs; -1: none */
  off_t size;
  struct run *runs;
  size_t n_runs;
  struct run **heap; /* runs that have a pair, the least first */
  size_t n_heap;
  size_t next;         /* item, when all fit in memory */
  bool merging, taken; /* the first run's pair was given out */
};

struct sorter *
sorter_new (const char *folder, size_t memory)
{
  struct sorter *s = bytes_must (sizeof *s);

  *s = (struct sorter){ .fd = -1 };
  s->folder = bytes_must_copy (folder);
  s->memory = memory < MEMORY_LEAST ? MEMORY_LEAST : memory;
  if (s->memory > 1 << 30)
    s->memory = 1 << 30;
  return s;
}

void
sorter_free (struct sorter *s)
{
  if (s == NULL)
    return;
  pairs_free (&s->pairs);
  for (size_t i = 0; i < s->n_runs; i++)
    free (s->runs[i].window);
  free (s->runs);
  free (s->heap);
  if (s->fd >= 0)
    close (s->fd);
  free (s->folder);
  free (s);
}

/* ---- runs -------------------------------------------------------------- */

static enum outcome
runs_failed (const struct sorter *s, struct error *e)
{
  return store_fail (e, errno != 0 ? errno : EIO, s->folder);
}

/* A file that nobody else sees, and that is gone with this process. */
static enum outcome
open_runs (struct sorter *s, struct error *e)
{
  char path[4096];

  if (s->fd >= 0)
    return OK;
  if (file_join (path, sizeof path, s->folder, "sort-XXXXXX", e) != OK)
    return ERR_SYSTEM;
  s->fd = mkostemp (path, O_CLOEXEC);
  if (s->fd < 0)
    return runs_failed (s, e);
  unlink (path);
  return OK;
}

static enum outcome
write_run (struct sorter *s, struct bytes *out, struct error *e)
{
  enum outcome done = file_put (s->fd, out->at, out->len, s->folder, e);

  s->size += (off_t) out->len;
  bytes_clear (out);
  return done;
}

static struct run *
run_add (struct sorter *s)
{
  s->runs = bytes_must_again (s->runs, (s->n_runs + 1) * sizeof *s->runs);
  s->runs[s->n_runs] = (struct run){ .at = s->size };
  return &s->runs[s->n_runs++];
}

/* Writes what is in memory as a run of its own. */
static enum outcome
spill (struct sorter *s, struct error *e)
{
  SCOPED_BYTES out = { 0 };
  enum outcome done = open_runs (s, e);
  struct run *run;

  if (done != OK)
    return done;
  pairs_sort (&s->pairs);
  run = run_add (s);
  for (size_t i = 0; done == OK && i < s->pairs.count; i++) {
    const unsigned char *at = s->pairs.at + s->pairs.items[i].at;
    struct slice key, value;
    size_t len = (size_t) (pair_at (at, &key, &value) - at);

    bytes_add (&out, at, len);
    if (out.len >= WINDOW_LEAST * 4)
      done = write_run (s, &out, e);
  }
  if (done == OK)
    done = write_run (s, &out, e);
  run->end = s->size;
  pairs_clear (&s->pairs);
  return done;
}

/* ---- adding ------------------------------------------------------------ */

/* Bytes of memory that a pair of LEN bytes more would make it. */
static size_t
memory_with (const struct sorter *s, size_t len)
{
  return s->pairs.used + len
         + 2 * (s->pairs.count + 1) * sizeof *s->pairs.items;
}

enum outcome
sorter_add (struct sorter *s, struct slice key, struct slice value,
            struct error *e)
{
  size_t len = PAIR_HEAD + key.len + value.len;
  enum outcome done = OK;

  if (key.len > UINT16_MAX || len > s->memory / 2)
    return fail (e, ERR_INPUT, 0, _ ("a pair is too long to be sorted"));
  if (memory_with (s, len) > s->memory)
    done = spill (s, e);
  if (done != OK)
    return done;
  if (s->pairs.at == NULL)
    s->pairs.at = bytes_must (s->memory);
  pairs_put (&s->pairs, key, value);
  return OK;
}

/* ---- merging ----------------------------------------------------------- */

/* Moves what was not used to the front of the window, which gets room for NEED
 * bytes.
 */
static void
slide (struct run *run, size_t need)
{
  size_t left = run->have - run->used;

  if (left > 0)
    memmove (run->window, run->window + run->used, left);
  run->used = 0;
  run->have = left;
  if (need > run->room) {
    run->room = need;
    run->window = bytes_must_again (run->window, run->room);
  }
}

/* Reads on, so that the window holds at least NEED bytes that were not used. */
static enum outcome
fill_window (struct sorter *s, struct run *run, size_t need, struct error *e)
{
  slide (run, need);
  while (run->have < run->room && run->at < run->end) {
    size_t most = run->room - run->have;
    ssize_t got;

    if ((off_t) most > run->end - run->at)
      most = (size_t) (run->end - run->at);
    errno = 0;
    got = pread (s->fd, run->window + run->have, most, run->at);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return runs_failed (s, e);
    run->have += (size_t) got;
    run->at += got;
  }
  return run->have >= need ? OK : runs_failed (s, e);
}

/* Goes to the run's next pair; ERR_ABSENT when it has no more. */
static enum outcome
run_next (struct sorter *s, struct run *run, struct error *e)
{
  enum outcome done = OK;
  uint16_t key_len;
  uint32_t value_len;
  size_t len;

  if (run->used == run->have && run->at == run->end)
    return ERR_ABSENT;
  if (run->have - run->used < PAIR_HEAD)
    done = fill_window (s, run, PAIR_HEAD, e);
  if (done != OK)
    return done;
  memcpy (&key_len, run->window + run->used, sizeof key_len);
  memcpy (&value_len, run->window + run->used + 2, sizeof value_len);
  len = PAIR_HEAD + (size_t) key_len + value_len;
  if (run->have - run->used < len)
    done = fill_window (s, run, len, e);
  if (done != OK)
    return done;
  pair_at (run->window + run->used, &run->key, &run->value);
  run->front = key_front (run->key);
  run->used += len;
  return OK;
}

/* Whether A's pair comes before B's. */
static bool
is_before (const struct run *a, const struct run *b)
{
  int order;

  if (a->front != b->front)
    return a->front < b->front;
  order = key_compare (a->key, b->key);
  return order != 0 ? order < 0 : a < b;
}

/* Lets the run at place I of the heap sink to where it belongs. */
static void
sink (struct sorter *s, size_t i)
{
  struct run *run = s->heap[i];

  for (;;) {
    size_t child = 2 * i + 1;

    if (child >= s->n_heap)
      break;
    if (child + 1 < s->n_heap && is_before (s->heap[child + 1], s->heap[child]))
      child++;
    if (!is_before (s->heap[child], run))
      break;
    s->heap[i] = s->heap[child];
    i = child;
  }
  s->heap[i] = run;
}

static enum outcome
start_merge (struct sorter *s, struct error *e)
{
  size_t window = s->memory / s->n_runs;
  enum outcome done = OK;

  pairs_free (&s->pairs);
  s->heap = bytes_must (s->n_runs * sizeof *s->heap);
  for (size_t i = 0; done == OK && i < s->n_runs; i++) {
    struct run *run = &s->runs[i];

    run->room = window < WINDOW_LEAST ? WINDOW_LEAST : window;
    run->window = bytes_must (run->room);
    done = run_next (s, run, e);
    if (done == OK)
      s->heap[s->n_heap++] = run;
    else if (done == ERR_ABSENT)
      done = OK;
  }
  for (size_t i = s->n_heap / 2; i-- > 0;)
    sink (s, i);
  s->merging = true;
  return done;
}

enum outcome
sorter_sort (struct sorter *s, struct error *e)
{
  enum outcome done = OK;

  if (s->n_runs == 0) {
    pairs_sort (&s->pairs);
    return OK;
  }
  if (s->pairs.count > 0)
    done = spill (s, e);
  return done == OK ? start_merge (s, e) : done;
}

/* The pair that was given out makes room for the next of its run. */
static enum outcome
move_on (struct sorter *s, struct error *e)
{
  enum outcome done = run_next (s, s->heap[0], e);

  if (done == ERR_ABSENT) {
    s->heap[0] = s->heap[--s->n_heap];
    done = OK;
  }
  if (done == OK && s->n_heap > 0)
    sink (s, 0);
  return done;
}

enum outcome
sorter_next (struct sorter *s, struct slice *key, struct slice *value,
             struct error *e)
{
  if (!s->merging) {
    if (s->next == s->pairs.count)
      return ERR_ABSENT;
    pair_at (s->pairs.at + s->pairs.items[s->next++].at, key, value);
    return OK;
  }
  if (s->taken && move_on (s, e) != OK)
    return ERR_SYSTEM;
  s->taken = s->n_heap > 0;
  if (!s->taken)
    return ERR_ABSENT;
  *key = s->heap[0]->key;
  *value = s->heap[0]->value;
  return OK;
}
