/* savers.h - clients that save one dossier after the other, each a process of
 * its own, and how long they wait.
 */
#ifndef TESTS_BENCH_SAVERS_H
#define TESTS_BENCH_SAVERS_H

#include <stdbool.h>

struct saver {
  /* Reads dossiers from DONOR and is ready to save them in TARGET; client WHO
   * of OF.
   */
  bool (*open) (const char *donor, const char *target, unsigned who,
                unsigned of);
  /* Saves the next one; true when it is durable. */
  bool (*save) (void);
};

/* Runs "NAME DONOR TARGET CLIENTS SECONDS [PAUSE]": with SECONDS 0 until it is
 * told to end (SIGTERM), PAUSE milliseconds between two saves.  Prints one line
 *
 *    SAVES-A-SECOND P50 P95 WORST FAILED
 *
 * of all clients together, waits in milliseconds.
 */
int savers_main (int argc, char **argv, const struct saver *);

#endif
