/* check/run.h - one pass over one form; shared by the files of check/. */
#ifndef CHECK_RUN_H
#define CHECK_RUN_H

#include "check/check.h"
#include "form/rows.h"

#include <stdarg.h>

/* A condition of a plugin's function, known by its address. */
struct known {
  const char *text;
  uint16_t table;                    /* where it was asked, or NO_FIELD */
  const struct condition *condition; /* NULL: it cannot be read */
  bool read;
};

/* A code that was found to be as its kind stores it, when a dossier was
 * received that day.
 */
struct spelled {
  uint64_t code;    /* its bytes; 0: none                                    */
  int32_t received;
};

/* What check_own looks at. */
struct own {
  bool all;                    /* what is shown or given asks of the office */
  uint16_t *fields, n_fields;
  uint16_t *rules, n_rules;
};

/* What of a field is asked. */
enum {
  ASKED_EMPTY = 1,  /* it may have to be filled in                           */
  ASKED_FILLED = 2, /* more than its kind                                    */
  ASKED_LOOK = 4,   /* its kind may be told by a look                        */
};

struct check_memory {
  const struct form *form;
  struct arena *scratch;      /* of one run */
  struct arena *kept;         /* of all runs */
  struct known *known;        /* hash by address */
  size_t n_known, room_known; /* room: a power of two */
  struct spelled *spelled;    /* of check_kinds; NULL: none yet */
  struct bytes text;          /* a sentence being written */
  struct findings said;       /* by functions in check_give */
  uint16_t *shy, n_shy;       /* fields with a condition to be shown */
  const struct condition **veils; /* such conditions, each once */
  uint16_t n_veils;
  uint8_t *asked;             /* of each field */
  uint16_t *given, n_given;   /* fields that the host fills in */
  bool given_shows;           /* such a condition names a GIVEN field */
  struct own own;
};

struct run {
  struct hoso_check lent; /* first: what functions are given */
  const struct check *check;
  const struct form *form;
  struct check_memory *memory;
  struct findings *to;
  struct scope scope;
  const char **values; /* of the form, hidden ones "" */
  bool *shown;
  bool *good_name;     /* texts that check_kinds found to be; or NULL */
  struct rows **tables; /* read when they are asked for */
  uint16_t table, row;  /* at hand, row from 1; or NO_FIELD, 0 */
  const char *id;       /* of the rule or field a function is of */
  uint16_t giving;      /* GIVEN field being computed */
  struct arena *give_to;
};

/* Takes the check's memory, or makes one, which run_end drops. */
void run_open (struct run *, const struct check *, struct findings *);
void run_end (struct run *);

/* Settles which fields are shown; the others' values become "". */
void run_hide (struct run *);
/* Opens it and settles that. */
void run_start (struct run *, const struct check *, struct findings *);
static inline bool
run_unread (const struct run *r, uint16_t f)
{
  return r->check->unread != NULL && r->check->unread[f] && r->shown[f];
}

/* The rows of table F; and a row (from 0) at hand, until run_no_row. */
const struct rows *run_rows (struct run *, uint16_t f);
void run_row (struct run *, uint16_t f, size_t row);
void run_no_row (struct run *);

/* Values were given: rows are read again. */
void run_forget_rows (struct run *);

/* What a finding is about. */
struct spot {
  const struct form_field *field; /* a field, or a column */
  const char *text;               /* its value */
  uint16_t at;                    /* place of the field, or of the table */
  uint16_t row;                   /* from 1; 0: no table */
};
static inline struct spot
run_spot (const struct run *r, uint16_t f)
{
  return (struct spot){ &r->form->fields[f], r->values[f], f, 0 };
}
struct spot run_cell (const struct run *, uint16_t column);

/* Adds a finding about SPOT under the key of its field or table.  In a row the
 * sentence says which.
 */
void run_say (struct run *, uint8_t severity, const struct spot *,
              const char *format, ...) __attribute__ ((format (printf, 4, 5)));

/* A bug of the plugin: logged, and the form is refused. */
void run_fault (struct run *, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* Whether a field or column must be filled in, asked of the run's scope. */
bool field_needed (const struct form_field *, const struct scope *);

/* What of each field is asked; lives in KEPT. */
uint8_t *fields_asked (const struct form *, struct arena *kept);

/* Appends a finding for each value that is not as its kind stores it. */
void check_kinds (struct run *);
void check_field (struct run *, uint16_t f);
void check_fields (struct run *);
void check_persons (struct run *);
void check_rule (struct run *, const struct form_rule *);

/* Fills in what is given; values of RUN are what check_give puts out.  VALUES,
 * of AGAIN, have room for them.
 */
void give_all (struct run *, struct check *again, const char **values);

/* Finds what check_own looks at; the lists live in KEPT. */
struct own own_of (const struct form *, struct arena *kept);

/* What functions of plugins are lent (host.c). */
extern const struct hoso_host check_host;

#endif
