/* slower.c - a disk whose syncs take longer: for LD_PRELOAD, in the bench
 * alone.
 *
 * SYNC_US microseconds pass before each fsync and fdatasync of the program; the
 * disk does its own part as ever.  A disk of spinning plates takes some 8,000
 * of them, a cheap one of flash 1,000 to 3,000.
 */

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { SECOND_US = 1000 * 1000 };

static void
wait_for_disk (void)
{
  const char *words = getenv ("SYNC_US");
  long us = words == NULL ? 0 : strtol (words, NULL, 10);
  struct timespec left = { us / SECOND_US, us % SECOND_US * 1000 };

  while (us > 0 && nanosleep (&left, &left) != 0 && errno == EINTR)
    ;
}

/* POSIX lets a pointer of dlsym be one to a function, C does not. */
static int
sync_by (const char *name, int fd)
{
  union {
    void *at;
    int (*call) (int);
  } real = { .at = dlsym (RTLD_NEXT, name) };

  wait_for_disk ();
  return real.call (fd);
}

int
fsync (int fd)
{
  return sync_by ("fsync", fd);
}

int
fdatasync (int fd)
{
  return sync_by ("fdatasync", fd);
}
