/* cost.c - what a command costs: seconds, processor and memory, of itself and
 * of the server that works for it.
 *
 *    cost [-s PID] [-o FILE] COMMAND...
 *
 * Appends one line to FILE (standard error):
 *
 *    WALL CPU CLIENT-CPU SERVER-CPU PEAK CLIENT-PEAK SERVER-PEAK CHILD-PEAK
 *
 * in seconds and KiB.  CPU is user and system time, the server's with that of
 * its children; PEAK is the largest of the three.  Ends as COMMAND ended.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_US = 20 * 1000 }; /* how often children are looked at */

static double
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

/* User and system seconds of process PID with its dead children. */
static double
cpu_of (int pid)
{
  char path[64], line[1024] = "";
  unsigned long user = 0, system = 0, children[2] = { 0, 0 };
  const char *at;
  FILE *f;

  snprintf (path, sizeof path, "/proc/%d/stat", pid);
  f = fopen (path, "r");
  if (f == NULL)
    return 0;
  if (fgets (line, sizeof line, f) == NULL)
    line[0] = '\0';
  fclose (f);
  at = strrchr (line, ')'); /* the name may hold anything */
  if (at != NULL)
    sscanf (at + 2,
            "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu",
            &user, &system, &children[0], &children[1]);
  return (double) (user + system + children[0] + children[1])
         / (double) sysconf (_SC_CLK_TCK);
}

/* The most KiB that process PID was resident; 0 when it is gone. */
static long
peak_of (int pid)
{
  char path[64], line[256];
  long kib = 0;
  FILE *f;

  snprintf (path, sizeof path, "/proc/%d/status", pid);
  f = fopen (path, "r");
  if (f == NULL)
    return 0;
  while (fgets (line, sizeof line, f) != NULL)
    if (sscanf (line, "VmHWM: %ld", &kib) == 1)
      break;
  fclose (f);
  return kib;
}

static void
forget_peak (int pid)
{
  char path[64];
  FILE *f;

  snprintf (path, sizeof path, "/proc/%d/clear_refs", pid);
  f = fopen (path, "w");
  if (f == NULL)
    return;
  fputs ("5", f);
  fclose (f);
}

/* The largest peak among the children of process PID. */
static long
children_peak (int pid)
{
  char path[64];
  long most = 0;
  int child;
  FILE *f;

  snprintf (path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
  f = fopen (path, "r");
  if (f == NULL)
    return 0;
  while (fscanf (f, "%d", &child) == 1) {
    long kib = peak_of (child);

    most = kib > most ? kib : most;
  }
  fclose (f);
  return most;
}

/* Waits for COMMAND, looking at the server's children meanwhile. */
static int
watch (pid_t command, int server, struct rusage *used, long *child_peak)
{
  int status = 0;

  *child_peak = 0;
  while (wait4 (command, &status, server > 0 ? WNOHANG : 0, used) == 0) {
    long kib = children_peak (server);

    *child_peak = kib > *child_peak ? kib : *child_peak;
    usleep (LOOK_US);
  }
  return status;
}

static double
seconds (struct timeval t)
{
  return (double) t.tv_sec + (double) t.tv_usec / 1e6;
}

static long
larger (long a, long b)
{
  return a > b ? a : b;
}

int
main (int argc, char **argv)
{
  const char *out = NULL;
  int server = 0, option, status;
  double from, wall, client, served;
  struct rusage used;
  long child_peak, peak;
  pid_t command;
  FILE *to;

  while ((option = getopt (argc, argv, "+s:o:")) != -1)
    if (option == 's')
      server = atoi (optarg);
    else if (option == 'o')
      out = optarg;
    else
      return 2;
  if (optind == argc)
    return 2;

  forget_peak (server);
  served = cpu_of (server);
  from = now ();
  command = fork ();
  if (command == 0) {
    execvp (argv[optind], argv + optind);
    _exit (127);
  }
  status = watch (command, server, &used, &child_peak);
  wall = now () - from;
  served = cpu_of (server) - served;
  client = seconds (used.ru_utime) + seconds (used.ru_stime);
  peak = peak_of (server);

  to = out != NULL ? fopen (out, "a") : stderr;
  if (to == NULL)
    return 2;
  fprintf (to, "%.3f %.3f %.3f %.3f %ld %ld %ld %ld\n", wall, client + served,
           client, served, larger (larger (used.ru_maxrss, peak), child_peak),
           used.ru_maxrss, peak, child_peak);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 128;
}
