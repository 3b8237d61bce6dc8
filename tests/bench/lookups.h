/* lookups.h - the questions that officers ask, put to a store from inside. */
#ifndef TESTS_BENCH_LOOKUPS_H
#define TESTS_BENCH_LOOKUPS_H

#include <stdbool.h>

enum { LIST_ROWS = 50 };

struct asked {
  bool (*open) (const char *path);
  /* The whole of every record in which the person is; how many. */
  unsigned (*person) (const char *number);
  /* The LIST_ROWS open dossiers that are due first; how many. */
  unsigned (*list) (void);
  void (*close) (void);
};

/* Runs "NAME STORE NUMBERS", NUMBERS a file of person ids, one a line.  Prints
 *
 *    PERSON-US LIST-US PERSON-READS LIST-READS RECORDS ROWS
 *
 * microseconds of processor time, warm; reads of pages by the first question
 * after the store is opened, RECORDS that a person is in, ROWS of a list.
 */
int lookups_main (int argc, char **argv, const struct asked *);

#endif
