/* entry/session-parts.h - what a session is made of; for entry/ alone. */
#ifndef ENTRY_SESSION_PARTS_H
#define ENTRY_SESSION_PARTS_H

#include "entry/session.h"

enum { UNDO_MOST = 200, STEPS = UNDO_MOST + 1 /* one is spare */ };

/* What one field holds. */
struct cell {
  struct bytes text; /* stored spelling, or as it was put; ended by 0 */
  uint32_t ward;     /* of an ADDRESS */
  uint8_t spelling;  /* how it was put */
  bool parses;
  bool touched; /* not by .initial alone */
};

/* A cell as it was before a put. */
struct step {
  uint16_t field;
  struct cell cell;
};

/* What follows from the cells, reckoned when it is asked for. */
struct settled {
  bool values_good, findings_good;
  struct values values; /* as they would be saved */
  size_t *sizes;        /* of their texts */
  bool *shown, all_shown;
  struct arena *arena; /* of GIVEN texts */
  struct findings findings;
  enum language language; /* that the findings are in */
};

struct session {
  const struct form *form;
  struct check_memory *memory;
  struct memo *memo;
  bool initial; /* .initial counts */
  char ward[8];
  struct bytes officer;
  uint64_t received;
  int32_t day; /* of received */
  uint16_t cursor;
  struct cell *cells; /* n_fields */

  /* the cells as conditions see them, always up to date */
  const char **texts; /* "" for what does not parse */
  uint32_t *wards;
  bool *unread;
  int n_unread;

  struct step *steps; /* a ring of STEPS */
  unsigned first_step, n_steps;

  const char **carried; /* n_fields, or NULL */
  struct arena *carry;

  struct settled *settled;
  struct slice clean; /* texts from in here need no tidying */
};

struct settled *settled_new (const struct form *);
void settled_free (struct settled *);

/* The check as of now, over the cells. */
struct check session_as_check (const struct session *);

/* Brings values and shown up to date. */
const struct settled *session_settle (const struct session *);

/* Fills CELL with TEXT as field F takes it; whether it parses. */
bool cell_fill (const struct session *, struct cell *, uint16_t f,
                const char *text, size_t len, enum spelling);
/* Empties it; its memory is kept. */
void cell_clear (struct cell *);
const char *cell_text (const struct cell *);

/* After cell F changed: conditions see it, initial values follow it. */
void session_changed (struct session *, uint16_t f);

/* Puts .initial into every field that was not touched. */
void initial_all (struct session *);
/* ... into those whose .initial names field F. */
void initial_follow (struct session *, uint16_t f);

/* A spare cell for the next step; step_keep makes it one, for field F. */
struct cell *step_spare (struct session *);
void step_keep (struct session *, uint16_t f);

/* Choices that were taken on the day at hand: appends the code of TEXT in F, a
 * CHOICE, to *TO, ended by 0; false when it was not seen.  Kept across
 * session_clear.
 */
struct memo *memo_new (void);
void memo_free (struct memo *);
bool memo_find (const struct session *, uint16_t f, const char *text,
                size_t len, enum spelling, struct bytes *to);
void memo_keep (const struct session *, uint16_t f, const char *text,
                size_t len, enum spelling, const struct bytes *code);

/* The ward that ADDRESS ends in; 0: none. */
uint32_t memo_ward (const struct session *, const struct bytes *address);

#endif
