/* build-set.c - which records of a build may have a value. */

#include "store/build-set.h"

#include <string.h>

enum { ROOM_FIRST = 4096 };

static const uint32_t many = 1u << 31;

void
set_free (struct set *set)
{
  free (set->at);
  free (set->links);
  *set = (struct set){ 0 };
}

static uint32_t
tag_of (struct slice value)
{
  uint64_t hash = 0x9e3779b97f4a7c15 ^ value.len;

  while (value.len > 0) {
    size_t len = value.len < 8 ? value.len : 8;
    uint64_t word = 0;

    memcpy (&word, value.at, len);
    hash = (hash ^ word) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
    value.at += len;
    value.len -= len;
  }
  hash *= 0xc4ceb9fe1a85ec53;
  return (uint32_t) (hash >> 32);
}

static size_t
place_of (const struct set *set, uint32_t tag)
{
  return (size_t) ((uint64_t) tag * set->room >> 32);
}

/* The slot of TAG, or the free one where it belongs. */
static struct slot *
slot_of (const struct set *set, uint32_t tag)
{
  size_t place = place_of (set, tag);

  while (set->at[place].ordinal != 0 && set->at[place].tag != tag)
    place = place + 1 == set->room ? 0 : place + 1;
  return &set->at[place];
}

static void
grow (struct set *set)
{
  struct set old = *set;

  set->room = old.room == 0 ? ROOM_FIRST : old.room + old.room / 4;
  set->at = bytes_must (set->room * sizeof *set->at);
  memset (set->at, 0, set->room * sizeof *set->at);
  for (size_t i = 0; i < old.room; i++)
    if (old.at[i].ordinal != 0)
      *slot_of (set, old.at[i].tag) = old.at[i];
  free (old.at);
}

static uint32_t
link_add (struct set *set, uint32_t at, uint32_t next)
{
  if (set->n_links == set->links_room) {
    set->links_room = set->links_room == 0 ? 1024 : 2 * set->links_room;
    set->links =
      bytes_must_again (set->links, set->links_room * sizeof *set->links);
  }
  set->links[set->n_links] = (struct link){ at, next };
  return (uint32_t) set->n_links++;
}

/* Another record has the tag of SLOT. */
static void
slot_add (struct set *set, struct slot *slot, uint32_t ordinal)
{
  uint32_t list, end;

  if ((slot->ordinal & many) == 0) {
    list = link_add (set, 0, 0);
    end = link_add (set, slot->ordinal, 0);
    set->links[list] = (struct link){ end, end };
    slot->ordinal = many | list;
  }
  list = slot->ordinal & ~many;
  end = link_add (set, ordinal, 0);
  set->links[set->links[list].next].next = end;
  set->links[list].next = end;
}

void
set_add (struct set *set, struct slice value, uint32_t ordinal)
{
  uint32_t tag = tag_of (value);
  struct slot *slot;

  if (ordinal == 0 || (ordinal & many) != 0)
    return;
  if (set->count >= set->room - set->room / 5)
    grow (set);
  slot = slot_of (set, tag);
  if (slot->ordinal != 0) {
    slot_add (set, slot, ordinal);
    return;
  }
  *slot = (struct slot){ tag, ordinal };
  set->count++;
}

void
set_expect (const struct set *set, struct slice value)
{
  if (set->room > 0)
    __builtin_prefetch (&set->at[place_of (set, tag_of (value))]);
}

uint32_t
set_next (const struct set *set, struct found *found)
{
  uint32_t at = found->next;

  found->ordinal = at == 0 ? 0 : set->links[at].at;
  found->next = at == 0 ? 0 : set->links[at].next;
  return found->ordinal;
}

uint32_t
set_find (const struct set *set, struct slice value, struct found *found)
{
  const struct slot *slot;

  *found = (struct found){ 0 };
  if (set->room == 0)
    return 0;
  slot = slot_of (set, tag_of (value));
  if ((slot->ordinal & many) == 0)
    return found->ordinal = slot->ordinal;
  found->next = set->links[slot->ordinal & ~many].at;
  return set_next (set, found);
}
