/* store/waiting-inside.h - what the files of rows that wait share. */
#ifndef STORE_WAITING_INSIDE_H
#define STORE_WAITING_INSIDE_H

#include "store/shelf.h"
#include "store/sieve.h"
#include "store/waiting.h"

struct waiting {
  struct shelf shelves[TABLES_WAIT_END];
  struct sieve *sieve; /* of what is written, while many come; or NULL */
  struct bytes undo;   /* what the transaction at hand found, row by row */
  size_t *undo_at;     /* where each begins */
  size_t n_undo, undo_room;
  enum table round;   /* the table being written; TABLES_WAIT_END: none is */
  struct bytes after; /* the last key of it that was */
  bool wrote;         /* the transaction at hand writes some of the round */
};

/* waiting-walk.c: a walk along what waits and what is written. */
enum outcome waiting_walk_open (struct walk *, struct error *);
enum outcome waiting_walk_step (struct walk *, struct slice from, enum step,
                                struct error *);
void waiting_walk_close (struct walk *);

#endif
