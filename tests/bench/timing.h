/* timing.h - processor time and reads of this process. */
#ifndef TESTS_BENCH_TIMING_H
#define TESTS_BENCH_TIMING_H

#include <stdio.h>
#include <time.h>

/* Processor seconds of this process. */
static inline double
timing_cpu (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

/* How often it has asked the system to read, but for this question; 0 where
 * the system does not say.
 */
static inline long
timing_reads (void)
{
  static long asked; /* reads by this function */
  char line[128];
  long reads = 0;
  FILE *f = fopen ("/proc/self/io", "r");

  if (f == NULL)
    return 0;
  while (fgets (line, sizeof line, f) != NULL)
    if (sscanf (line, "syscr: %ld", &reads) == 1)
      break;
  fclose (f);
  return reads - asked++;
}

#endif
