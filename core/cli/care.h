/* cli/care.h - how far a backup or a restore is, for those who wait. */
#ifndef CLI_CARE_H
#define CLI_CARE_H

#include "base/progress.h"
#include "site/site.h"

struct care_bar {
  struct progress bar;
  enum care care;
  bool begun;
};

/* A care_seen: draws one bar for each thing that is done. */
void care_show (void *with, enum care, uint64_t done, uint64_t total);
void care_end (struct care_bar *);

#endif
