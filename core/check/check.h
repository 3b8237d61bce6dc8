/* check/check.h - is this form filled in as it must be?
 *
 * Kinds, then required and limits, then persons (number against birth and
 * sex), then rules.  Duplicates are the store's business.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/arena.h"
#include "check/finding.h"
#include "form/form.h"

/* What is checked, and for whom. */
struct check {
  const struct form *form;
  const char *const *values;      /* stored spellings; a field that did not
                                   * parse is "" and has its own finding     */
  const uint32_t *wards;          /* or NULL                                 */
  int32_t received;               /* day                                     */
  const char *ward, *officer;     /* of this office; who is signed in        */
  /* The office's own amounts, or NULL: amount NAME on DAY. */
  bool (*amount) (const char *name, int32_t day, int64_t *);
  unsigned language_domain;       /* unused by the server                    */
};

/* Appends every finding.  Functions of the plugin are run when the form has
 * them; a form from the catalog passes over by_code rules.
 */
void check_form (const struct check *, struct findings *);

/* Whether field F is shown (its own condition and its heading's) and needed. */
bool check_shown (const struct check *, uint16_t f);
bool check_needed (const struct check *, uint16_t f);

/* Fills the GIVEN fields into VALUES (n_fields, strings made in ARENA): .value
 * always, .compute when the form has its functions.  Hidden fields become "".
 */
void check_give (const struct check *, const char **values, struct arena *);

#endif
