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
};
static const uint64_t whole = UINT64_C (1) << 32; /* of half a number */

struct sieve {
  uint64_t *words;
  size_t groups;
  size_t at;         /* what is being taken in of SIFTED */
  struct bytes from; /* the last key of it that was */
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

bool
sieve_full (const struct sieve *s)
{
  return s->at == SIFTED;
}

/* ---- bits ---------------------------------------------------------------- */

/* How much of a key of T is asked for; 0: nothing of that table. */
static size_t
front_of (enum table t)
{
  for (size_t i = 0; i < SIFTED; i++)
    if (sifted[i].table == t)
      return sifted[i].front;
  return 0;
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

/* The bits of a front: they lie in words of their group. */
static void
bits_of (const struct sieve *s, enum table t, struct slice front,
         uint64_t *words[BITS], uint64_t bits[BITS])
{
  uint64_t number = number_of (t, front);
  uint64_t *group = &s->words[(number >> 32) * s->groups / whole * GROUP];

  for (unsigned i = 0; i < BITS; i++, number >>= 9) {
    words[i] = &group[number & (GROUP - 1)];
    bits[i] = UINT64_C (1) << (number >> 3 & 63);
  }
}

void
sieve_add (struct sieve *s, enum table t, struct slice key)
{
  size_t front = front_of (t);
  uint64_t *words[BITS], bits[BITS];

  if (front == 0 || key.len < front)
    return;
  bits_of (s, t, slice_of (key.at, front), words, bits);
  for (unsigned i = 0; i < BITS; i++)
    *words[i] |= bits[i];
}

bool
sieve_lacks (const struct sieve *s, enum table t, struct slice front)
{
  uint64_t *words[BITS], bits[BITS];

  if (!sieve_full (s) || front.len == 0 || front.len != front_of (t))
    return false;
  bits_of (s, t, front, words, bits);
  for (unsigned i = 0; i < BITS; i++)
    if ((*words[i] & bits[i]) == 0)
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

static enum outcome
fill_from (struct sieve *s, enum table t, struct sweep *w, struct error *e)
{
  enum outcome at = sweep_first (w, bytes_slice (&s->from), e);
  size_t seen = 0;

  while (at == OK && seen < PIECE_BYTES) {
    sieve_add (s, t, w->key);
    seen += w->key.len + w->value.len;
    if (seen >= PIECE_BYTES)
      note_place (s, w->key);
    at = sweep_next (w, e);
  }
  return at;
}

enum outcome
sieve_fill (struct sieve *s, struct store *store, struct error *e)
{
  enum table t = sifted[s->at].table;
  struct sweep w;
  enum outcome done = sweep_open_written (store, t, SWEEP_BYTES, &w, e);

  if (done == OK)
    done = fill_from (s, t, &w, e);
  sweep_close (&w);
  if (done != ERR_ABSENT)
    return done;
  s->at++;
  bytes_clear (&s->from);
  return OK;
}
