/* lookups.c - times the questions, warm and cold. */

#include "tests/bench/lookups.h"

#include "tests/bench/timing.h"

#include <stdlib.h>
#include <string.h>

enum {
  NUMBERS_MOST = 10000,
  ROUNDS = 5, /* the best of them counts                 */
  LISTS = 500,
};

static char numbers[NUMBERS_MOST][16];
static unsigned n_numbers;

static bool
read_numbers (const char *path)
{
  FILE *f = fopen (path, "r");

  if (f == NULL)
    return false;
  while (n_numbers < NUMBERS_MOST
         && fscanf (f, "%15s", numbers[n_numbers]) == 1)
    n_numbers++;
  fclose (f);
  return n_numbers > 0;
}

/* Microseconds of the fastest round, and what one question found. */
static double
time_persons (const struct asked *asked, double *found)
{
  double best = 0;

  for (unsigned round = 0; round < ROUNDS; round++) {
    double from = timing_cpu (), took;
    unsigned records = 0;

    for (unsigned i = 0; i < n_numbers; i++)
      records += asked->person (numbers[i]);
    took = (timing_cpu () - from) * 1e6 / n_numbers;
    best = round == 0 || took < best ? took : best;
    *found = (double) records / n_numbers;
  }
  return best;
}

static double
time_lists (const struct asked *asked, unsigned *rows)
{
  double best = 0;

  for (unsigned round = 0; round < ROUNDS; round++) {
    double from = timing_cpu (), took;

    for (unsigned i = 0; i < LISTS; i++)
      *rows = asked->list ();
    took = (timing_cpu () - from) * 1e6 / LISTS;
    best = round == 0 || took < best ? took : best;
  }
  return best;
}

/* Reads of the first question; -1 when the store cannot be opened. */
static long
cold (const struct asked *asked, const char *path, const char *number)
{
  long before;

  if (!asked->open (path))
    return -1;
  before = timing_reads ();
  if (number != NULL)
    asked->person (number);
  else
    asked->list ();
  before = timing_reads () - before;
  asked->close ();
  return before;
}

int
lookups_main (int argc, char **argv, const struct asked *asked)
{
  double persons, lists, found = 0;
  long person_reads, list_reads;
  unsigned rows = 0;

  if (argc != 3 || !read_numbers (argv[2])) {
    fprintf (stderr, "usage: %s STORE NUMBERS\n", argv[0]);
    return 2;
  }
  person_reads = cold (asked, argv[1], numbers[n_numbers / 2]);
  list_reads = cold (asked, argv[1], NULL);
  if (list_reads < 0 || !asked->open (argv[1]))
    return 1;
  persons = time_persons (asked, &found);
  lists = time_lists (asked, &rows);
  asked->close ();
  printf ("%.2f %.2f %ld %ld %.2f %u\n", persons, lists, person_reads,
          list_reads, found, rows);
  return 0;
}
