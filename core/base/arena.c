/* arena.c - memory that is given back all at once. */

#include "base/arena.h"
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

/* Enough for the texts of one form; larger wishes get a block of their own.
 * Who needed several blocks has one that is as large next time.
 */
enum { BLOCK_SIZE = 4096, KEPT_MOST = 64 << 10 };

struct block {
  struct block *next;
  size_t used, room;
  _Alignas(max_align_t) unsigned char memory[];
};

struct arena {
  struct block *first, *last;
};

static struct block *
block_new (size_t size)
{
  size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
  struct block *b = bytes_must (sizeof *b + room);

  *b = (struct block){ .room = room };
  return b;
}

struct arena *
arena_new (void)
{
  struct arena *a = bytes_must (sizeof *a);

  a->first = a->last = block_new (0);
  return a;
}

static void
free_after (struct block *b)
{
  struct block *next = b->next;

  b->next = NULL;
  while (next != NULL) {
    struct block *behind = next->next;

    free (next);
    next = behind;
  }
}

void
arena_free (struct arena *a)
{
  if (a == NULL)
    return;
  free_after (a->first);
  free (a->first);
  free (a);
}

static size_t
room_of (const struct arena *a)
{
  size_t room = 0;

  for (const struct block *b = a->first; b != NULL; b = b->next)
    room += b->room;
  return room;
}

void
arena_clear (struct arena *a)
{
  if (a->first->next != NULL) {
    size_t room = room_of (a);

    free_after (a->first);
    free (a->first);
    a->first = block_new (room < KEPT_MOST ? room : KEPT_MOST);
  }
  a->last = a->first;
  a->first->used = 0;
}

void *
arena_take (struct arena *a, size_t size)
{
  const size_t unit = _Alignof(max_align_t);
  void *taken;

  if (size > SIZE_MAX / 4)
    return bytes_must (size); /* says so and ends the program */
  size = (size + unit - 1) / unit * unit;
  if (size > a->last->room - a->last->used) {
    a->last->next = block_new (size);
    a->last = a->last->next;
  }
  taken = a->last->memory + a->last->used;
  a->last->used += size;
  return memset (taken, 0, size);
}

char *
arena_copy_len (struct arena *a, const char *text, size_t len)
{
  char *copy = arena_take (a, len + 1);

  if (len > 0)
    memcpy (copy, text, len);
  return copy;
}

char *
arena_copy (struct arena *a, const char *text)
{
  return text != NULL ? arena_copy_len (a, text, strlen (text)) : NULL;
}
