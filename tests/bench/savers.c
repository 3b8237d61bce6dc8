/* savers.c - runs clients that save, and sums up how long they waited. */

#include "tests/bench/savers.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  CLIENTS_MOST = 64,
  WAITS_MOST = 1 << 20, /* of all clients                       */
  LONG_WAIT = 20000,    /* microseconds: nobody should wait so  */
};

/* Shared by the clients. */
struct board {
  volatile unsigned ready; /* clients that are open                     */
  volatile uint64_t from;  /* microseconds; 0: not yet                  */
  volatile bool ends;      /* told to                                   */
  volatile unsigned count, failed;
  uint32_t waits[WAITS_MOST]; /* microseconds                              */
};

static volatile sig_atomic_t told_to_end;

static void
end_soon (int signal)
{
  (void) signal;
  told_to_end = 1;
}

static uint64_t
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (uint64_t) t.tv_sec * 1000000 + (uint64_t) t.tv_nsec / 1000;
}

static void
note (struct board *board, uint64_t wait)
{
  unsigned i = __atomic_fetch_add (&board->count, 1, __ATOMIC_RELAXED);

  if (i < WAITS_MOST)
    board->waits[i] = (uint32_t) wait;
}

static void
client (struct board *board, const struct saver *saver, uint64_t seconds,
        unsigned pause)
{
  uint64_t until = board->from + seconds * 1000000;

  while (!board->ends && (seconds == 0 || now () < until)) {
    uint64_t before = now ();

    if (saver->save ())
      note (board, now () - before);
    else
      __atomic_fetch_add (&board->failed, 1, __ATOMIC_RELAXED);
    if (pause > 0)
      usleep (pause * 1000);
  }
}

static int
compare (const void *one, const void *other)
{
  uint32_t a = *(const uint32_t *) one, b = *(const uint32_t *) other;

  return (a > b) - (a < b);
}

/* How many of N sorted WAITS are longer than MOST. */
static unsigned
above (const uint32_t *waits, unsigned n, uint32_t most)
{
  unsigned count = 0;

  while (count < n && waits[n - 1 - count] > most)
    count++;
  return count;
}

static void
sum_up (struct board *board)
{
  double seconds = (double) (now () - board->from) / 1e6;
  unsigned n = board->count < WAITS_MOST ? board->count : WAITS_MOST;

  if (n == 0) {
    printf ("0 0 0 0 %u 0\n", board->failed);
    return;
  }
  qsort (board->waits, n, sizeof *board->waits, compare);
  printf ("%.0f %.2f %.2f %.2f %u %.2f\n", board->count / seconds,
          board->waits[n / 2] / 1e3,
          board->waits[(unsigned) ((uint64_t) n * 95 / 100)] / 1e3,
          board->waits[n - 1] / 1e3, board->failed,
          100.0 * above (board->waits, n, LONG_WAIT) / n);
}

int
savers_main (int argc, char **argv, const struct saver *saver)
{
  struct sigaction ends = { .sa_handler = end_soon };
  unsigned clients = argc > 3 ? (unsigned) atoi (argv[3]) : 0;
  unsigned pause = argc > 5 ? (unsigned) atoi (argv[5]) : 0;
  uint64_t seconds = argc > 4 ? (uint64_t) atoi (argv[4]) : 0;
  struct board *board;
  int status = 0;

  if (clients == 0 || clients > CLIENTS_MOST || argc < 5) {
    fprintf (stderr, "usage: %s DONOR TARGET CLIENTS SECONDS [PAUSE]\n",
             argv[0]);
    return 2;
  }
  board = mmap (NULL, sizeof *board, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (board == MAP_FAILED)
    return 2;

  for (unsigned i = 0; i < clients; i++)
    if (fork () == 0) {
      if (!saver->open (argv[1], argv[2], i, clients))
        _exit (1);
      __atomic_fetch_add (&board->ready, 1, __ATOMIC_RELEASE);
      while (board->from == 0)
        usleep (1000);
      client (board, saver, seconds, pause);
      _exit (0);
    }
  sigaction (SIGTERM, &ends, NULL);
  while (board->ready < clients && waitpid (-1, &status, WNOHANG) == 0)
    usleep (1000);
  board->from = now ();
  while (wait (&status) > 0 || errno == EINTR)
    board->ends |= told_to_end;
  sum_up (board);
  return board->ready == clients ? 0 : 1;
}
