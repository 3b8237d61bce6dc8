/* base/progress.h - how far long work has come, for a person who waits.
 *
 * On a terminal one line of standard error is drawn over and over, at most ten
 * times a second; anywhere else nothing is written at all, so that logs and
 * jobs see no trace of it.
 *
 *    struct progress bar = progress_of (_("Importing"), rows);
 *    ... progress_at (&bar, done); ...
 *    progress_end (&bar);
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include "base/bytes.h"

#include <stdbool.h>
#include <stdint.h>

struct progress {
  const char *what;    /* one or two words, translated; lives as long        */
  uint64_t total;      /* 0 when nobody knows                                */
  uint64_t done;
  uint64_t began, drawn; /* clock_ticks; DRAWN is 0 before the first time    */
  size_t shown_cells;  /* of the line that stands there now                  */
  bool shows;
};

struct progress progress_of (const char *what, uint64_t total);
void progress_at (struct progress *, uint64_t done);
/* The last state and a line end, if anything was drawn. */
void progress_end (struct progress *);

/* The line itself, AFTER so many milliseconds, at most CELLS wide:
 * "Importing [=====>    ] 50 %  500/1000  250/s  0:02 left".
 */
void progress_line (const struct progress *, uint64_t after, size_t cells,
                    struct bytes *to);

#endif
