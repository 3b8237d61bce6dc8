/* care.c - how far a backup or a restore is, for who waits at a terminal. */

#include "cli/care.h"

#include "base/language.h"

static const char *const names[] = {
  [CARE_COPIES] = N_ ("Copying"),
  [CARE_READS] = N_ ("Reading"),
  [CARE_VERIFIES] = N_ ("Verifying"),
  [CARE_REPAIRS] = N_ ("Repairing"),
};

void
care_show (void *with, enum care care, uint64_t done, uint64_t total)
{
  struct care_bar *b = with;

  if (care >= sizeof names / sizeof *names)
    return;
  if (!b->begun || b->care != care) {
    care_end (b);
    b->bar = progress_of (_ (names[care]), total);
    b->care = care;
    b->begun = true;
  }
  progress_at (&b->bar, done);
}

void
care_end (struct care_bar *b)
{
  if (b->begun)
    progress_end (&b->bar);
  b->begun = false;
}
