/* dossier/needs.h - what a procedure asks of the citizen and what it gives, in
 * words: how long it takes, papers, fees, sheets.
 */
#ifndef DOSSIER_NEEDS_H
#define DOSSIER_NEEDS_H

#include "form/condition.h"
#include "form/form.h"

enum need_kind { NEED_TIME, NEED_PAPER, NEED_FEE, NEED_SHEET, NEED_KINDS };

/* In the language of now. */
struct need {
  enum need_kind kind;
  const char *name;             /* "Văn bản ủy quyền", "3 working days"      */
  const char *more;             /* "original or copy; 2 pieces", or ""        */
  const struct condition *when; /* needed only then; NULL: always            */
};
typedef void (*need_seen) (void *with, const struct need *);

/* Calls SEEN for each, kind after kind.  SCOPE: what this dossier needs that
 * was received at RECEIVED (microseconds of UTC), fees as what they come to.
 * NULL: what any dossier of FORM received then may need, with its conditions,
 * and what can be printed of it.
 */
void needs_each (const struct form *, const struct scope *, uint64_t received,
                 need_seen, void *with);

/* "Papers to bring": what stands over all of a kind. */
const char *need_heading (enum need_kind);

#endif
