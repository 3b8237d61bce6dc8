/* dossier/state.h - the ten national states of a dossier. */
#ifndef DOSSIER_STATE_H
#define DOSSIER_STATE_H

#include "base/language.h"

#include <stdbool.h>
#include <stdint.h>

enum state {
  REGISTERED = 1, RECEIVED, NOT_RECEIVED, PROCESSING, SUPPLEMENT, PAYMENT,
  WITHDRAWN, STOPPED, FINISHED, RETURNED,
};

struct state_row {
  uint8_t state;
  const char *label[LANGUAGES];
  bool ended;         /* 3, 8, 10: nothing more happens; not in the due list */
  bool stops_clock;   /* 5, 6                                                */
  uint16_t next;      /* bit n: may go to state n                            */
};

/* NULL unless 1 <= state <= 10. */
const struct state_row *state_row (unsigned state);
bool state_open (unsigned state);

/* 0 unless TEXT is 1..10 or a label (folded, either language). */
unsigned state_named (const char *text);

#endif
