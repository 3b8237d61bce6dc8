/* proof.c - a quick proof that nothing is wrong: its sums. */

#include "store/proof.h"

#include "base/hash.h"

static uint64_t *
numbers (size_t count)
{
  uint64_t *at = bytes_must (count * sizeof *at);

  memset (at, 0, count * sizeof *at);
  return at;
}

/* Changes are numbered in 32 bits here, to keep a record at 4 bytes; of a log
 * that is longer every record is looked at exactly.
 */
static bool
too_long (const struct proof *p)
{
  return p->until >= UINT32_MAX;
}

static void
draw_keys (struct proof *p)
{
  random_bytes (p->key, sizeof p->key);
  random_bytes (p->factors, sizeof p->factors);
  random_bytes (&p->number, sizeof p->number);
  for (unsigned i = 0; i < GROUP; i++)
    p->factors[i] |= 1;
  p->number |= 1;
}

struct proof *
proof_new (struct store *s)
{
  const struct counts *now = &s->last.counts;
  struct proof *p = bytes_must (sizeof *p);

  *p = (struct proof){
    .store = s,
    .until = now->changes,
    .records = now->records,
    .groups = now->records / GROUP + 1,
  };
  draw_keys (p);
  memcpy (p->end, now->chain, HASH_SIZE);
  p->latest = bytes_must (((size_t) p->records + 1) * sizeof *p->latest);
  memset (p->latest, 0, ((size_t) p->records + 1) * sizeof *p->latest);
  p->all.groups = numbers (p->groups);
  p->part.groups = numbers (p->groups);
  p->suspects = bytes_must (p->groups / 8 + 1);
  memset (p->suspects, too_long (p) ? 0xff : 0, p->groups / 8 + 1);
  p->asking = asking_new (p);
  return p;
}

void
proof_free (struct proof *p)
{
  if (p == NULL)
    return;
  reading_free (p->reading);
  asking_free (p->asking);
  free (p->latest);
  free (p->all.groups);
  free (p->part.groups);
  free (p->suspects);
  free (p->needed);
  free (p->had);
  free (p);
}

void
proof_suspect (struct proof *p, uint32_t ordinal)
{
  if (ordinal <= p->records)
    p->suspects[ordinal / GROUP / 8] |=
      (unsigned char) (1u << ordinal / GROUP % 8);
}

bool
proof_suspects (const struct proof *p, uint32_t ordinal)
{
  return ordinal <= p->records
         && (p->suspects[ordinal / GROUP / 8] >> ordinal / GROUP % 8 & 1) != 0;
}

void
proof_touch (struct proof *p, uint32_t ordinal)
{
  if (p != NULL)
    proof_suspect (p, ordinal);
}

/* ---- a pass over a table ------------------------------------------------- */

void
proof_again (struct proof *p)
{
  uint64_t *groups = p->part.groups;

  memset (groups, 0, p->groups * sizeof *groups);
  p->part = (struct tally){ .groups = groups };
}

void
proof_keep (struct proof *p)
{
  const struct tally *part = &p->part;
  struct tally *all = &p->all;

  for (uint32_t i = 0; i < p->groups; i++)
    all->groups[i] += part->groups[i];
  all->chain += part->chain;
  all->words += part->words;
  all->postings += part->postings;
  all->records += part->records;
  all->changes += part->changes;
  all->stray |= part->stray;
  all->torn_words |= part->torn_words;
  all->torn_change |= part->torn_change;
  proof_again (p);
}

/* ---- what came of it ----------------------------------------------------- */

void
proof_compare (struct proof *p)
{
  p->any = p->all.stray;
  for (uint32_t i = 0; i < p->groups; i++)
    if (p->all.groups[i] != 0)
      proof_suspect (p, i * GROUP);
  for (uint32_t n = 1; n <= p->records && n != 0; n++)
    if (p->latest[n] == 0)
      proof_suspect (p, n);
  for (uint32_t i = 0; i < p->groups; i++)
    p->any |= proof_suspects (p, i * GROUP);
}
