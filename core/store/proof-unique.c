/* proof-unique.c - what one record asks for in the index of uniques: hashes of
 * folded texts, some of them at a time.
 */

#include "store/proof-brief.h"
#include "store/proof-text.h"

#include "text/fold.h"

#include <stdlib.h>

enum {
  UNIQUES = 16,   /* hashed together                      */
  FOLDS = 2048,   /* words whose folded spelling is kept  */
  FOLD_MOST = 16, /* bytes of one                         */
};

/* A unique that waits for its hash. */
struct waiting {
  uint32_t ordinal;
  uint16_t procedure;
  uint8_t which;
  size_t from, len; /* in TEXTS */
};

struct proof_uniques {
  struct proof *proof;
  struct bytes texts;
  struct waiting waiting[UNIQUES];
  size_t n_waiting;
  struct {
    uint64_t hash;
    unsigned char text[FOLD_MOST]; /* all are copied, LEN count */
    uint8_t len;
  } folds[FOLDS];
};

struct proof_uniques *
proof_uniques_new (struct proof *p)
{
  struct proof_uniques *u = bytes_must (sizeof *u);

  memset (u, 0, sizeof *u);
  u->proof = p;
  return u;
}

void
proof_uniques_free (struct proof_uniques *u)
{
  bytes_free (&u->texts);
  free (u);
}

/* Appends a word as fold_add has it; its spelling is remembered. */
static void
fold_word (struct proof_uniques *u, struct bytes *to, struct slice word)
{
  uint64_t hash = proof_word_hash (u->proof, word);
  size_t place = hash % FOLDS, before = to->len;

  bytes_reserve (to, FOLD_MOST);
  if (u->folds[place].hash == hash) {
    memcpy (to->at + before, u->folds[place].text, FOLD_MOST);
    to->len += u->folds[place].len;
    return;
  }
  fold_add (to, (const char *) word.at, word.len);
  if (to->len - before > FOLD_MOST)
    return;
  u->folds[place].hash = hash;
  u->folds[place].len = (uint8_t) (to->len - before);
  memcpy (u->folds[place].text, to->at + before, to->len - before);
}

/* Whether folding leaves every byte as it is, as it does those of dates. */
static bool
is_folded (struct slice text)
{
  for (size_t i = 0; i < text.len; i++)
    if (text.at[i] <= ' ' || text.at[i] > '9')
      return false;
  return true;
}

/* fold_add, a word at a time: blanks between words are one. */
static void
fold_text (struct proof_uniques *u, struct bytes *to, struct slice text)
{
  size_t begin = to->len;

  while (text.len > 0) {
    size_t len = proof_word_length (text, ' '), before = to->len, word;

    if (before > begin)
      bytes_add_char (to, ' ');
    word = to->len;
    fold_word (u, to, slice_of (text.at, len));
    if (to->len == word)
      to->len = before; /* of nothing */
    text = proof_behind (text, len + (len < text.len));
  }
}

void
proof_uniques_flush (struct proof_uniques *u)
{
  unsigned char hashes[UNIQUES][HASH_SIZE];
  struct slice texts[UNIQUES];

  for (size_t i = 0; i < u->n_waiting; i++)
    texts[i] = slice_of (u->texts.at + u->waiting[i].from, u->waiting[i].len);
  hash_each (texts, u->n_waiting, hashes);
  for (size_t i = 0; i < u->n_waiting; i++) {
    const struct waiting *w = &u->waiting[i];
    struct reader hash = reader_of (hashes[i], HASH_SIZE);
    struct key key;

    key.len = 0;
    key_u16 (&key, w->procedure);
    key_u8 (&key, w->which);
    key_u64 (&key, take_u64 (&hash));
    key_u32 (&key, w->ordinal);
    proof_ask_entry (u->proof, w->ordinal, T_UNIQUE, &key,
                     proof_nothing (u->proof));
  }
  u->n_waiting = 0;
  bytes_clear (&u->texts);
}

void
proof_unique_ask (struct proof_uniques *u, const struct brief *b, uint8_t which)
{
  const struct form_unique *unique = &b->form->form->uniques[which];
  size_t from = u->texts.len;

  for (uint16_t i = 0; i < unique->n_fields; i++) {
    struct slice text = brief_value (b, unique->fields[i]);

    if (text.len == 0) {
      u->texts.len = from;
      return;
    }
    if (is_folded (text))
      bytes_add (&u->texts, text.at, text.len);
    else
      fold_text (u, &u->texts, text);
    put_u8 (&u->texts, 0);
  }
  if (unique->n_fields == 0)
    return;
  u->waiting[u->n_waiting++] =
    (struct waiting){ b->ordinal, b->change->head.procedure, which, from,
                      u->texts.len - from };
  if (u->n_waiting == UNIQUES)
    proof_uniques_flush (u);
}
