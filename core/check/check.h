/* check/check.h - is this form filled in as it must be?
 *
 * Required and limits, then persons (number against birth and sex), then
 * rules.  Duplicates are the store's business.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/arena.h"
#include "check/finding.h"
#include "form/form.h"

struct check_memory;

/* What is checked, and for whom. */
struct check {
  const struct form *form;
  const char *const *values;      /* stored spellings, one a field           */
  const uint32_t *wards;          /* or NULL                                 */
  const bool *shown;              /* or NULL; as check_give left them        */
  const bool *unread;             /* or NULL; fields whose text did not parse:
                                   * their values are "", they have findings
                                   * already, and rules that name them wait  */
  const size_t *sizes;            /* of the values; or NULL                  */
  bool clean;                     /* all values are (text/clean.h)           */
  int32_t received;               /* day                                     */
  const char *ward, *officer;     /* of this office; who is signed in        */
  /* The office's own amounts, or NULL: amount NAME on DAY. */
  bool (*amount) (const struct form *, const char *name, int32_t day,
                  int64_t *);
  struct check_memory *memory;    /* or NULL: made and dropped each time     */
};

/* What checks of one form may keep from one to the next: memory and what was
 * read once.  FORM outlives it.
 */
struct check_memory *check_memory_new (const struct form *);
void check_memory_free (struct check_memory *);

/* Appends every finding.  Functions of the plugin are run when the form has
 * them and every field was read; a form from the catalog passes over by_code
 * rules.  Hidden fields count as empty and raise nothing.
 *
 * A finding's id is the rule's, the key of the field (of the table, for a
 * row), the key of a person (.differs), or PLUGIN_FAULT.
 */
void check_form (const struct check *, struct findings *);

/* Of check_form what a server that has FORM from its catalog does not find, or
 * may find otherwise: what functions of the plugin say, what asks of the office,
 * and addresses in tables, whose wards are looked up where they are checked.
 * The rest is the same there, value by value.
 */
void check_own (const struct check *, struct findings *);

/* A function of the plugin did what it must not; the log says which. */
#define PLUGIN_FAULT "PLUGIN"

/* Whether field F is shown (its own condition and its heading's) and needed,
 * given values as check_give leaves them.
 */
bool check_shown (const struct check *, uint16_t f);
bool check_needed (const struct check *, uint16_t f);

/* Copies the values of CHECK to VALUES (n_fields): hidden fields become "",
 * GIVEN ones are filled in: .value always, .compute when the form has its
 * functions; what neither gives (SERIAL) stays.  SHOWN (n_fields, or NULL)
 * says which fields are not hidden.  Strings that are made live in ARENA.
 * What went wrong in a function is said by the next check_form with the same
 * memory.
 */
void check_give (const struct check *, const char **values, bool *shown,
                 struct arena *);

/* For values that did not come through a session.  Appends a finding for each
 * that is not as its kind stores it; false when there is one.  Otherwise what
 * check_give and then check_form do, every text being read once for all three.
 */
bool check_sent (const struct check *, const char **given, struct arena *,
                 struct findings *);

#endif
