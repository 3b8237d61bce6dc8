/* thread.c - a thread beside the one that serves. */

#include "base/thread.h"

#include <signal.h>

enum {
  STACK = 256 * 1024
}; /* a page or two lie on it, and what a tool needs
    * that watches threads                          */

bool
thread_start (pthread_t *thread, void *(*work) (void *), void *with)
{
  pthread_attr_t attr;
  sigset_t all, before;
  int rc = pthread_attr_init (&attr);

  if (rc != 0)
    return false;
  sigfillset (&all);
  pthread_sigmask (SIG_SETMASK, &all, &before);
  rc = pthread_attr_setstacksize (&attr, STACK);
  if (rc == 0)
    rc = pthread_create (thread, &attr, work, with);
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  pthread_attr_destroy (&attr);
  return rc == 0;
}
