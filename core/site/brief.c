/* brief.c - waits that are usually short, without falling asleep. */

#include "site/brief.h"

#include <sched.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

enum {
  MEMORY = 4,   /* waits that count */
  CROWDED = 20, /* microseconds: somebody else used the processor so long */
};

static uint64_t
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (uint64_t) t.tv_sec * 1000000 + (uint64_t) t.tv_nsec / 1000;
}

/* With one processor, what is waited for comes when this process sleeps. */
static bool
others_can_run (void)
{
  static long processors;

  if (processors == 0)
    processors = sysconf (_SC_NPROCESSORS_ONLN);
  return processors > 1;
}

/* Looks again and again, until something came, it took too long, or somebody
 * else wants the processor.
 */
static int
stay_awake (struct pollfd *news, nfds_t n, uint64_t since, uint32_t most)
{
  uint64_t before = since, after = since;
  int came;

  while ((came = poll (news, n, 0)) == 0 && after - since < most) {
    before = now ();
    sched_yield ();
    after = now ();
    if (after - before > CROWDED)
      break;
  }
  return came;
}

/* However long one was, a few short ones make up for it. */
static void
learn (struct brief *b, uint64_t took)
{
  uint32_t wait = took < 4 * (uint64_t) b->most ? (uint32_t) took : 4 * b->most;

  b->usual = (b->usual * (MEMORY - 1) + wait) / MEMORY;
}

int
brief_poll (struct brief *b, struct pollfd *news, nfds_t n, int ms)
{
  uint64_t since;
  int came = 0;

  if (ms == 0)
    return poll (news, n, 0);
  since = now ();
  b->waits++;
  if (b->usual <= b->most && others_can_run ())
    came = stay_awake (news, n, since, b->most);
  if (came == 0)
    came = poll (news, n, ms);
  learn (b, now () - since);
  return came;
}
