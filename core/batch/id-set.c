/* id-set.c - ids seen in a run that saves nothing. */

#include "batch/id-set.h"

#include <string.h>

/* Ids are drawn or hashed: any eight bytes of them are a hash.  0 is kept for
 * what is empty.
 */
static uint64_t
short_id (const unsigned char id[ID_SIZE])
{
  uint64_t n;

  memcpy (&n, id, sizeof n);
  return n == 0 ? 1 : n;
}

static uint64_t *
slot_of (const struct id_set *s, uint64_t n)
{
  size_t i = n % s->room;

  while (s->slots[i] != 0 && s->slots[i] != n)
    i = (i + 1) % s->room;
  return &s->slots[i];
}

static void
grow (struct id_set *s)
{
  struct id_set wider = { .room = s->room == 0 ? 1024 : 2 * s->room };

  wider.slots = bytes_must (wider.room * sizeof *wider.slots);
  memset (wider.slots, 0, wider.room * sizeof *wider.slots);
  for (size_t i = 0; i < s->room; i++)
    if (s->slots[i] != 0)
      *slot_of (&wider, s->slots[i]) = s->slots[i];
  wider.count = s->count;
  free (s->slots);
  *s = wider;
}

bool
id_set_add (struct id_set *s, const unsigned char id[ID_SIZE])
{
  uint64_t n = short_id (id), *slot;

  if (2 * s->count >= s->room)
    grow (s);
  slot = slot_of (s, n);
  if (*slot == n)
    return false;
  *slot = n;
  s->count++;
  return true;
}

void
id_set_free (struct id_set *s)
{
  free (s->slots);
  *s = (struct id_set){ 0 };
}
