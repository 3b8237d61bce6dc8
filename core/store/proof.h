/* store/proof.h - the quick pass of store_verify: a proof that nothing is
 * wrong, or which few records to look at again; private to the store.
 *
 * Every record asks for entries: its row, its place in each index, its words.
 * Every table holds entries.  Each entry is a number, a keyed hash of table,
 * key and value.  What the records of a group ask for is added up, what the
 * tables hold for them is taken away: the order does not matter, so files are
 * read from front to back, page by page, without the library.  A group that
 * does not come out at 0, or in which something was saved meanwhile, is looked
 * at exactly (verify-records.c): only that pass says what is wrong.
 *
 * Pages, changes and their chain are proven in the same way, by sums over
 * their links.  Random keys are drawn for every run.
 */
#ifndef STORE_PROOF_H
#define STORE_PROOF_H

#include "store/find-container.h"
#include "store/inside.h"
#include "store/page.h"

#include <string.h>

enum {
  GROUP = 64,                /* records, a word of a container               */
  PIECE_TICKS = 5,           /* ms: a save may have to wait for one piece    */
  SLACK = 16,                /* bytes behind a value that may be read too    */
};

/* What a pass over one table adds up. */
struct tally {
  uint64_t *groups;          /* asked for less held                          */
  uint64_t chain;            /* 0: every change holds the hash before        */
  uint64_t links, children;  /* 0: pages refer to each other                 */
  uint64_t words, postings;
  uint64_t records, changes;
  bool stray;                /* an entry of no record                        */
  bool torn_words;           /* a row of "find" does not decode              */
  bool torn_change;          /* a change does not decode or prove itself     */
};

struct proof {
  struct store *store;
  uint64_t number, looked;   /* of the run; ticks of its last piece          */
  uint64_t key[4];
  uint64_t factors[GROUP];   /* odd                                          */
  uint64_t until;            /* the last change when it began; its hash      */
  unsigned char end[HASH_SIZE];
  uint32_t records, groups;  /* the last record when it began                */
  uint32_t *latest;          /* seq of each record's last change, 0: none    */
  unsigned char *suspects;   /* a bit a group: to be looked at exactly       */
  bool any;                  /* suspects, or entries of no record            */
  bool torn;                 /* pages: the library must not read them        */
  struct tally all, part;    /* of all tables; of the one at hand            */
  struct reading *reading;   /* the file at hand                             */
  struct asking *asking;
  uint64_t *needed, *had;    /* chunks of each term of the dictionary        */
  size_t n_terms, term_words;
  unsigned phase;
  uint64_t at;               /* how far the phase is                         */
  unsigned char walked[280]; /* the last key of an exact pass                */
  uint16_t walked_len;
  uint64_t pages, pages_of;  /* read, and to be read                         */
  uint64_t problems;
};

struct proof *proof_new (struct store *);
void proof_free (struct proof *); /* NULL is allowed                         */

/* Ends the pass over a table: it counts, or it is begun anew. */
void proof_keep (struct proof *);
void proof_again (struct proof *);

/* Groups that did not come out become suspects. */
void proof_compare (struct proof *);

/* Something of record ORDINAL was saved; P may be NULL. */
void proof_touch (struct proof *, uint32_t ordinal);

void proof_suspect (struct proof *, uint32_t ordinal);
bool proof_suspects (const struct proof *, uint32_t ordinal);

/* ---- sums ---------------------------------------------------------------- */

static inline uint64_t
proof_mix (uint64_t n)
{
  n = (n ^ n >> 32) * UINT64_C (0xd6e8feb86659fd93);
  n = (n ^ n >> 29) * UINT64_C (0xa0761d6478bd642f);
  return n ^ n >> 32;
}

/* The halves of a product, put together. */
static inline uint64_t
proof_product (uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
  __extension__ unsigned __int128 whole = (unsigned __int128) a * b;

  return (uint64_t) whole ^ (uint64_t) (whole >> 64);
#else
  return proof_mix (a ^ proof_mix (b));
#endif
}

static inline uint64_t
proof_take (const unsigned char *at, size_t size)
{
  uint64_t n = 0;

  memcpy (&n, at, size);
  return n;
}

/* A keyed hash of LEN bytes.  The last step takes the last sixteen; of fewer,
 * some twice.
 */
static inline uint64_t
proof_hash (const struct proof *p, const void *from, size_t len)
{
  const unsigned char *at = from, *end = at + len;
  uint64_t sum = p->key[0], a = 0, b = 0;

  for (; end - at > 16; at += 16)
    sum = proof_product (sum ^ proof_take (at, 8),
                         p->key[1] ^ proof_take (at + 8, 8));
  if (len >= 8) {
    a = proof_take (len >= 16 ? end - 16 : at, 8);
    b = proof_take (end - 8, 8);
  } else if (len >= 4) {
    a = proof_take (at, 4);
    b = proof_take (end - 4, 4);
  } else if (len > 0) {
    a = at[0] | at[len / 2] << 8;
    b = end[-1];
  }
  sum = proof_product (sum ^ a, p->key[1] ^ b);
  return proof_product (sum ^ len, p->key[2]);
}

/* Of a pair of numbers. */
static inline uint64_t
proof_pair (const struct proof *p, uint64_t one, uint64_t other)
{
  return proof_product (proof_product (one ^ p->key[2], other ^ p->key[3]),
                        p->key[0]);
}

/* Of an entry whose value has HASH. */
static inline uint64_t
proof_entry (const struct proof *p, enum table t, struct slice key,
             uint64_t hash)
{
  return proof_product (proof_hash (p, key.at, key.len) + t,
                        hash ^ p->key[3]);
}

/* The term of a number or a birth. */
static inline uint64_t
proof_bucket (const struct proof *p, uint16_t number, uint16_t rest)
{
  return proof_pair (p, number, rest);
}

/* What makes a term another one for each record of a group. */
static inline uint64_t
proof_record (const struct proof *p, uint32_t ordinal)
{
  return p->factors[ordinal % GROUP];
}

/* ---- the files: proof-read.c --------------------------------------------- */

struct verifying;
/* Reads some more of the file of a table; *DONE at its end.  Says which pages
 * are damaged.
 */
enum outcome proof_read (struct verifying *, enum table, bool *done);
void reading_free (struct reading *);
/* How many pages there are in all files. */
uint64_t proof_pages (const struct store *);

/* ---- what tables hold: proof-held.c -------------------------------------- */

/* A pass over a table, an entry at a time. */
void proof_held_begin (struct proof *, enum table);
void proof_held (struct proof *, enum table, struct slice key,
                 struct slice value);
void proof_held_end (struct proof *, enum table);

/* ---- what records ask for: proof-asked.c --------------------------------- */

struct asking *asking_new (struct proof *);
void asking_free (struct asking *);
/* Adds change SEQ to the chain and, when it is its record's last one, what the
 * record asks for: at the next flush, until when VALUE must stay, with SLACK
 * bytes behind it.
 */
void proof_asked (struct proof *, uint64_t seq, struct slice value);
void proof_asked_flush (struct proof *);
/* After the last one. */
void proof_asked_end (struct proof *);

#endif
