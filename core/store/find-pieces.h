/* store/find-pieces.h - what pieces of texts ask for, known by their bytes: the
 * words of names and addresses, births and days repeat from record to record.
 */
#ifndef STORE_FIND_PIECES_H
#define STORE_FIND_PIECES_H

#include "store/find-pending.h"

struct piece;

struct pieces {
  struct piece *at;
  size_t count, room;
  uint32_t *slots;           /* pieces by their hash: place + 1              */
  size_t n_slots;
  struct listed *terms;      /* of all pieces, by place in the pending       */
  size_t n_terms, terms_room;
  struct arena *arena;       /* of their bytes                               */
};

void pieces_free (struct pieces *);

/* Adds the terms of new record ORDINAL to PENDING.  To be freed before that is
 * cleared.
 */
void pieces_add (struct pieces *, struct pending *, uint32_t ordinal,
                 const struct find_entry *);

#endif
