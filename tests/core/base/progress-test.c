/* progress-test.c - the bar says how far it is, and is silent in a pipe. */

#include "base/progress.h"
#include "tests/tap.h"

#include <string.h>
#include <unistd.h>

static const struct {
  const char *name;
  uint64_t total, done, after;
  size_t cells;
  const char *line;
} cases[] = {
  { "half way", 1000, 500, 2000, 79,
    "Import [==========>         ] 50 %  500/1000  250/s  0:02 left" },
  { "the beginning", 1000, 0, 0, 79,
    "Import [>                   ] 0 %  0/1000  0/s" },
  { "the end", 1000, 1000, 4000, 79,
    "Import [====================] 100 %  1000/1000  250/s" },
  { "more than all", 10, 12, 1000, 79,
    "Import [====================] 100 %  10/10  10/s" },
  { "nobody knows how many", 0, 12, 1000, 79, "Import  12  12/s" },
  { "hours", 1000000, 100, 1000, 99,
    "Import [>                   ] 0 %  100/1000000  100/s  2:46:39 left" },
  { "a narrow terminal", 1000, 500, 2000, 20, "Import [==========>" },
};

static void
test_silence (void)
{
  struct progress bar;
  int ends[2], old = dup (STDERR_FILENO);
  char byte;

  if (pipe (ends) != 0 || dup2 (ends[1], STDERR_FILENO) < 0)
    return;
  bar = progress_of ("Import", 10);
  bar.began -= 10000;
  progress_at (&bar, 5);
  progress_end (&bar);
  fflush (stderr);
  dup2 (old, STDERR_FILENO);
  close (ends[1]);
  ok (read (ends[0], &byte, 1) == 0, "nothing is written into a pipe");
  close (ends[0]);
  close (old);
}

int
main (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SCOPED_BYTES got = { 0 };
    struct progress bar = { .what = "Import",
                            .total = cases[i].total,
                            .done = cases[i].done };

    progress_line (&bar, cases[i].after, cases[i].cells, &got);
    if (!ok (strncmp (bytes_text (&got), cases[i].line,
                      cases[i].cells < 79 ? strlen (cases[i].line) : 999)
               == 0,
             "%s", cases[i].name))
      printf ("# wanted %s\n# got    %s\n", cases[i].line, bytes_text (&got));
    ok (got.len <= cases[i].cells, "%s: fits", cases[i].name);
  }
  test_silence ();
  return tap_done ();
}
