/* sieve.c - what is certainly not written in an index. */

#include "store/sieve.h"

#include "store/inside.h"
#include "store/sweep.h"

#include <string.h>

/* What is asked for: so many bytes of a key. */
static const struct {
  enum table table;
  size_t front;
} sifted[] = {
  { T_ID, ID_SIZE },
  { T_PERSON, 5 },  /* the number */
  { T_UNIQUE, 11 }, /* procedure, which, hash */
};

enum {
  SIFTED = sizeof sifted / sizeof *sifted,
  BITS = 3,              /* of a front, all in the same 64 bytes */
  GROUP = 8,             /* words, that is */
  RECORDS_LEAST = 50000, /* those that come */
  PIECE_BYTES = 1 << 20, /* of rows: three milliseconds */
  SWEEP_BYTES = 64 << 10,
  ASKED_MANY = 100, /* questions that make a table worth taking in */
  TOGETHER = 16,    /* of whose groups the memory is asked at once */
};
static const uint64_t whole = UINT64_C (1) << 32; /* of half a number */

/* What is known of one table. */
struct taken {
  uint32_t asked; /* how often */
  bool begun, full;
};

struct sieve {
  uint64_t *words;
  size_t groups;
  struct taken taken[SIFTED];
  struct bytes from; /* the last key of the one that is being taken in */
};

struct sieve *
sieve_new (uint32_t records)
{
  struct sieve *s = bytes_must (sizeof *s);
  size_t size;

  *s = (struct sieve){ .groups = ((size_t) records + RECORDS_LEAST) / 16 };
  size = s->groups * GROUP * sizeof *s->words;
  s->words = bytes_must (size);
  memset (s->words, 0, size);
  return s;
}

void
sieve_free (struct sieve *s)
{
  if (s == NULL)
    return;
  free (s->words);
  bytes_free (&s->from);
  free (s);
}

/* The table that is taken in next; SIFTED when no other is asked for. */
static size_t
next_of (const struct sieve *s)
{
  size_t i = 0;

  while (i < SIFTED && (s->taken[i].full || s->taken[i].asked < ASKED_MANY))
    i++;
  return i;
}

bool
sieve_wants (const struct sieve *s)
{
  return next_of (s) < SIFTED;
}

/* ---- bits ---------------------------------------------------------------- */

/* The place of T in SIFTED, which is the end for a table that is not there. */
static size_t
place_of (enum table t)
{
  size_t i = 0;

  while (i < SIFTED && sifted[i].table != t)
    i++;
  return i;
}

static uint64_t
number_of (enum table t, struct slice front)
{
  uint64_t parts[2] = { 0 };

  memcpy (parts, front.at, front.len);
  parts[0] = (parts[0] ^ (uint64_t) t) * UINT64_C (0x9e3779b97f4a7c15);
  parts[1] ^= parts[0] ^ parts[0] >> 32;
  parts[1] *= UINT64_C (0xff51afd7ed558ccd);
  return (parts[1] ^ parts[1] >> 29) * UINT64_C (0xc4ceb9fe1a85ec53);
}

static uint64_t *
group_of (const struct sieve *s, uint64_t number)
{
  return &s->words[(number >> 32) * s->groups / whole * GROUP];
}

/* The bits of a front: they lie in words of its group. */
static void
bits_of (const struct sieve *s, uint64_t number, uint64_t *words[BITS],
         uint64_t bits[BITS])
{
  uint64_t *group = group_of (s, number);

  for (unsigned i = 0; i < BITS; i++, number >>= 9) {
    words[i] = &group[number & (GROUP - 1)];
    bits[i] = UINT64_C (1) << (number >> 3 & 63);
  }
}

static void
add_number (struct sieve *s, uint64_t number)
{
  uint64_t *words[BITS], bits[BITS];

  bits_of (s, number, words, bits);
  for (unsigned i = 0; i < BITS; i++)
    *words[i] |= bits[i];
}

void
sieve_add (struct sieve *s, enum table t, struct slice key)
{
  size_t i = place_of (t);

  if (i < SIFTED && s->taken[i].begun && key.len >= sifted[i].front)
    add_number (s, number_of (t, slice_of (key.at, sifted[i].front)));
}

bool
sieve_lacks (struct sieve *s, enum table t, struct slice front)
{
  uint64_t *words[BITS], bits[BITS];
  size_t i = place_of (t);

  if (i == SIFTED || front.len != sifted[i].front)
    return false;
  s->taken[i].asked++;
  if (!s->taken[i].full)
    return false;
  bits_of (s, number_of (t, front), words, bits);
  for (unsigned k = 0; k < BITS; k++)
    if ((*words[k] & bits[k]) == 0)
      return true;
  return false;
}

/* ---- filling ------------------------------------------------------------- */

static void
note_place (struct sieve *s, struct slice key)
{
  bytes_clear (&s->from);
  bytes_add (&s->from, key.at, key.len);
}

/* Fronts that are taken in together. */
struct fronts {
  uint64_t at[TOGETHER];
  unsigned count;
};

static void
add_fronts (struct sieve *s, struct fronts *f)
{
  for (unsigned i = 0; i < f->count; i++)
    add_number (s, f->at[i]);
  f->count = 0;
}

static void
take_front (struct sieve *s, struct fronts *f, uint64_t number)
{
  __builtin_prefetch (group_of (s, number), 1);
  f->at[f->count++] = number;
  if (f->count == TOGETHER)
    add_fronts (s, f);
}

static enum outcome
fill_from (struct sieve *s, size_t i, struct sweep *w, struct error *e)
{
  enum outcome at = sweep_first (w, bytes_slice (&s->from), e);
  enum table t = sifted[i].table;
  struct fronts fronts = { .count = 0 };
  size_t seen = 0;

  while (at == OK && seen < PIECE_BYTES) {
    if (w->key.len >= sifted[i].front)
      take_front (s, &fronts,
                  number_of (t, slice_of (w->key.at, sifted[i].front)));
    seen += w->key.len + w->value.len;
    if (seen >= PIECE_BYTES)
      note_place (s, w->key);
    at = sweep_next (w, e);
  }
  add_fronts (s, &fronts);
  return at;
}

enum outcome
sieve_fill (struct sieve *s, struct store *store, struct error *e)
{
  size_t i = next_of (s);
  enum outcome done;
  struct sweep w;

  if (i == SIFTED)
    return OK;
  s->taken[i].begun = true;
  done = sweep_open_written (store, sifted[i].table, SWEEP_BYTES, &w, e);
  if (done == OK)
    done = fill_from (s, i, &w, e);
  sweep_close (&w);
  if (done != ERR_ABSENT)
    return done;
  s->taken[i].full = true;
  bytes_clear (&s->from);
  return OK;
}
