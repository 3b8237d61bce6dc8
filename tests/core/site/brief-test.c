/* brief-test.c - who waits briefly stays awake; who waits long, or in vain,
 * sleeps; and what comes is told as poll tells it.
 */

#include "site/brief.h"
#include "tests/tap.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum {
  MOST = 1000, /* microseconds */
  WAITS = 100, /* of a kind */
  TRIES = 20,  /* others may want both processors all the time */
};

static int timer;

/* How often this process slept, and for how many microseconds it worked. */
static void
costs (long *sleeps, uint64_t *worked)
{
  struct rusage r;

  getrusage (RUSAGE_SELF, &r);
  *sleeps = r.ru_nvcsw;
  *worked = (uint64_t) (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1000000
            + (uint64_t) (r.ru_utime.tv_usec + r.ru_stime.tv_usec);
}

/* Waits N times for what comes after so many microseconds; how often it did. */
static unsigned
wait_for (struct brief *b, unsigned n, long after, int ms)
{
  unsigned came = 0;

  for (unsigned i = 0; i < n; i++) {
    struct itimerspec in = { .it_value.tv_nsec = after * 1000 };
    struct pollfd news = { .fd = timer, .events = POLLIN };

    timerfd_settime (timer, 0, &in, NULL);
    came += brief_poll (b, &news, 1, ms) == 1 && news.revents == POLLIN;
  }
  return came;
}

static void
test_waits (void)
{
  static const struct {
    const char *name;
    long after; /* microseconds */
    int ms;
    unsigned came;
    bool awake;
  } rows[] = {
    { "short", 50, 100, WAITS, true },
    { "long", 3 * MOST, 100, WAITS, false },
    { "in vain", 90 * MOST, 3, 0, false },
    { "short again", 50, 100, WAITS, true },
  };
  struct brief b = { .most = MOST };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    long before, sleeps;
    uint64_t then, worked;
    unsigned came, tries = 0;

    do {
      costs (&before, &then);
      came = wait_for (&b, WAITS, rows[i].after, rows[i].ms);
      costs (&sleeps, &worked);
      sleeps -= before;
      worked -= then;
    } while (rows[i].awake && sleeps >= WAITS && ++tries < TRIES);
    ok (came == rows[i].came, "%s: %u come of %u", rows[i].name, came,
        rows[i].came);
    if (rows[i].awake && sysconf (_SC_NPROCESSORS_ONLN) > 1)
      ok (sleeps < WAITS, "%s: it slept %ld times", rows[i].name, sleeps);
    if (!rows[i].awake) {
      ok (sleeps > WAITS / 2, "%s: it slept %ld times", rows[i].name, sleeps);
      ok (worked < WAITS * MOST / 2, "%s: it worked %u us", rows[i].name,
          (unsigned) worked);
    }
  }
}

static void
wake (int signal)
{
  (void) signal;
}

static void
test_as_poll (void)
{
  struct brief b = { .most = MOST };
  struct itimerspec in = { .it_value.tv_nsec = 1 };
  struct itimerval soon = { .it_value.tv_usec = 20000 };
  struct sigaction wakes = { .sa_handler = wake };
  struct pollfd news[2] = { { .fd = -1 }, { .fd = timer, .events = POLLIN } };
  int came;

  sigaction (SIGALRM, &wakes, NULL);
  timerfd_settime (timer, 0, &(struct itimerspec){ 0 }, NULL);
  came = brief_poll (&b, news, 2, 0);
  ok (came == 0 && b.usual == 0, "a look is no wait: %d come", came);
  timerfd_settime (timer, 0, &in, NULL);
  came = brief_poll (&b, news, 2, 1000);
  ok (came == 1 && news[0].revents == 0 && news[1].revents == POLLIN,
      "it says who: %d come", came);
  news[1].fd = -1;
  setitimer (ITIMER_REAL, &soon, NULL);
  came = brief_poll (&b, news, 2, -1);
  ok (came == -1 && errno == EINTR, "a signal ends it: %d, errno %d", came,
      errno);
}

int
main (void)
{
  timer = timerfd_create (CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  test_waits ();
  test_as_poll ();
  close (timer);
  return tap_done ();
}
