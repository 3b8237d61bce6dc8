/* site/trial.h - what a backup makes: laid down, opened and verified; private
 * to the site.
 */
#ifndef SITE_TRIAL_H
#define SITE_TRIAL_H

#include "site/site.h"

struct trial {
  struct lay lay;
  struct identity identity;     /* with a higher epoch than the backup's     */
  care_seen seen;               /* or NULL                                   */
  void *with;
};

/* ERR_DAMAGED names the first thing that does not agree, and says how many
 * there are.
 */
enum outcome trial_run (const struct trial *, struct laid *, struct counts *,
                        struct error *);

/* The same in a child, which stands back for those who work and is given up
 * when it takes too long: bytes that are damaged may lead the library round in
 * circles.
 */
enum outcome trial_run_apart (const struct trial *, struct laid *,
                              struct counts *, struct error *);

#endif
