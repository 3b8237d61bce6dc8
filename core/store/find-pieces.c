/* find-pieces.c - what pieces of texts ask for, known by their bytes. */

#include "store/find-pieces.h"

#include "store/key.h"

#include <string.h>

enum { PIECES_FIRST = 256, TERMS_FIRST = 1024 };

/* What stands between two blanks, in a name or an address; a birth; the bytes
 * of a day of receipt.
 */
struct piece {
  struct slice text; /* with a 0 behind it                          */
  uint32_t hash;
  uint32_t from, count; /* its terms                                   */
  char field;
};

/* Who gets the terms of a piece that is new. */
struct learning {
  struct pieces *pieces;
  struct pending *pending;
};

void
pieces_free (struct pieces *pieces)
{
  free (pieces->at);
  free (pieces->slots);
  free (pieces->terms);
  arena_free (pieces->arena);
  *pieces = (struct pieces){ 0 };
}

static void
learn_term (void *with, struct slice term)
{
  struct learning *l = with;
  struct pieces *pieces = l->pieces;

  if (pieces->n_terms == pieces->terms_room) {
    pieces->terms_room =
      pieces->terms_room == 0 ? TERMS_FIRST : 2 * pieces->terms_room;
    pieces->terms = bytes_must_again (pieces->terms, pieces->terms_room
                                                       * sizeof *pieces->terms);
  }
  pieces->terms[pieces->n_terms++] = pending_term (l->pending, term);
}

static uint32_t *
slot_of (const struct pieces *pieces, char field, struct slice text,
         uint32_t hash)
{
  size_t mask = pieces->n_slots - 1, i = hash & mask;

  for (; pieces->slots[i] != 0; i = (i + 1) & mask) {
    const struct piece *p = &pieces->at[pieces->slots[i] - 1];

    if (p->hash == hash && p->field == field && slices_equal (p->text, text))
      break;
  }
  return &pieces->slots[i];
}

static void
grow (struct pieces *pieces)
{
  if (pieces->count < pieces->room)
    return;
  if (pieces->arena == NULL)
    pieces->arena = arena_new ();
  pieces->room = pieces->room == 0 ? PIECES_FIRST : 2 * pieces->room;
  pieces->at = bytes_must_again (pieces->at, pieces->room * sizeof *pieces->at);
  free (pieces->slots);
  pieces->n_slots = 2 * pieces->room;
  pieces->slots = bytes_must (pieces->n_slots * sizeof *pieces->slots);
  memset (pieces->slots, 0, pieces->n_slots * sizeof *pieces->slots);
  for (size_t i = 0; i < pieces->count; i++) {
    const struct piece *p = &pieces->at[i];

    *slot_of (pieces, p->field, p->text, p->hash) = (uint32_t) i + 1;
  }
}

/* Gives the terms of a piece, which is a birth when its field is that of years.
 */
static void
terms_of_piece (char field, struct slice piece, struct learning *l)
{
  const char *text = (const char *) piece.at;
  uint32_t day;

  switch (field) {
  case FIELD_YEAR: terms_of_birth (text, learn_term, l); break;
  case FIELD_DAY:
    memcpy (&day, piece.at, sizeof day);
    terms_of_receipt (day, learn_term, l);
    break;
  default:
    terms_of_words ((enum find_field) field, text, piece.len, learn_term, l);
  }
}

static void
learn (struct learning *l, char field, struct slice text, uint32_t hash)
{
  struct pieces *pieces = l->pieces;
  unsigned char *copy = arena_take (pieces->arena, text.len + 1);
  uint32_t from = (uint32_t) pieces->n_terms;

  memcpy (copy, text.at, text.len);
  copy[text.len] = 0;
  terms_of_piece (field, slice_of (copy, text.len), l);
  pieces->at[pieces->count++] = (struct piece){
    .text = slice_of (copy, text.len),
    .hash = hash,
    .from = from,
    .count = (uint32_t) pieces->n_terms - from,
    .field = field,
  };
}

static void
add_piece (struct learning *l, char field, const void *text, size_t len,
           uint32_t ordinal)
{
  struct pieces *pieces = l->pieces;
  struct slice bytes = slice_of (text, len);
  uint32_t hash = spelling_hash (bytes, (uint64_t) (unsigned char) field << 32);
  const struct piece *p;
  uint32_t *slot;

  grow (pieces);
  slot = slot_of (pieces, field, bytes, hash);
  if (*slot == 0) {
    learn (l, field, bytes, hash);
    *slot = (uint32_t) pieces->count;
  }
  p = &pieces->at[*slot - 1];
  for (uint32_t i = 0; i < p->count; i++)
    pending_add (l->pending, pieces->terms[p->from + i], ordinal, false);
}

static void
add_words (struct learning *l, char field, const char *text, uint32_t ordinal)
{
  while (*text != '\0') {
    const char *end = strchrnul (text, ' ');

    if (end > text)
      add_piece (l, field, text, (size_t) (end - text), ordinal);
    text = *end == ' ' ? end + 1 : end;
  }
}

/* A number hardly repeats. */
struct adding {
  struct pending *pending;
  uint32_t ordinal;
};

static void
add_term (void *with, struct slice term)
{
  struct adding *a = with;

  pending_add (a->pending, pending_term (a->pending, term), a->ordinal, false);
}

void
pieces_add (struct pieces *pieces, struct pending *pending, uint32_t ordinal,
            const struct find_entry *entry)
{
  const struct facts *facts = entry->facts;
  struct learning l = { pieces, pending };
  struct adding a = { pending, ordinal };

  for (size_t i = 0; i < facts->n_names; i++)
    add_words (&l, FIELD_NAME, facts->names[i], ordinal);
  for (size_t i = 0; i < facts->n_addresses; i++)
    add_words (&l, FIELD_ADDRESS, facts->addresses[i], ordinal);
  for (size_t i = 0; i < facts->n_numbers; i++)
    terms_of_number (facts->numbers[i], add_term, &a);
  for (size_t i = 0; i < facts->n_births; i++)
    add_piece (&l, FIELD_YEAR, facts->births[i], strlen (facts->births[i]),
               ordinal);
  add_piece (&l, FIELD_DAY, &entry->received, sizeof entry->received, ordinal);
}
