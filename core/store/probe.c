/* probe.c - work on bytes that may be damaged, in a child with a time limit. */

#include "store/probe.h"

#include "base/clock.h"
#include "base/language.h"
#include "base/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LEAST_MS = 10 * 1000, STEP_MS = 200, MIB = 1 << 20 };

/* ---- how long ---------------------------------------------------------- */

static bool
is_named (const char *name, const char *front, const char *back)
{
  size_t len = strlen (name), f = strlen (front), b = strlen (back);

  return len >= f + b && strncmp (name, front, f) == 0
         && strcmp (name + len - b, back) == 0;
}

uint64_t
probe_time (const char *dir, const char *front, const char *back, unsigned rate)
{
  DIR *folder = opendir (dir);
  struct dirent *entry;
  uint64_t bytes = 0;
  struct stat st;

  while (folder != NULL && (entry = readdir (folder)) != NULL)
    if (is_named (entry->d_name, front, back)
        && fstatat (dirfd (folder), entry->d_name, &st, 0) == 0)
      bytes += (uint64_t) st.st_size;
  if (folder != NULL)
    closedir (folder);
  return LEAST_MS + bytes / MIB * 1000 / rate;
}

/* ---- the child --------------------------------------------------------- */

__attribute__ ((noreturn)) static void
child (struct store *s, pid_t parent, probe_work work, const void *with,
       struct probe *probe)
{
  enum outcome outcome;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != parent)
    _exit (1);
  outcome = work (s, with, probe, &probe->error);
  probe->error.kind = outcome;
  probe->done = true;
  _exit (0);
}

/* ---- the parent -------------------------------------------------------- */

/* Whether the child ended within MS; it is gone afterwards. */
static bool
await (struct store *s, pid_t pid, uint64_t ms, int *status)
{
  uint64_t since = clock_ticks (), passed = 0;
  struct pollfd end = { .fd = (int) syscall (SYS_pidfd_open, pid, 0),
                        .events = POLLIN };
  bool ended = false;

  while (!ended && passed < ms) {
    poll (&end, 1, end.fd >= 0 ? STEP_MS : 1);
    ended = waitpid (pid, status, WNOHANG) == pid;
    passed = clock_ticks () - since;
    if (!ended)
      work_tell (s, WORK_OPEN, 0, 0);
  }
  if (!ended) {
    kill (pid, SIGKILL);
    while (waitpid (pid, status, 0) < 0 && errno == EINTR)
      continue;
  }
  if (end.fd >= 0)
    close (end.fd);
  return ended;
}

/* A crash, a refusal of memory (base/bytes.h ends the process then), or an end
 * that came from outside: only the first says something about the store.
 */
static enum outcome
judge_end (const struct store *s, int status, struct error *e)
{
  int by = WIFSIGNALED (status) ? WTERMSIG (status) : 0;

  log_line ("store: work on it ended with %d, by signal %d",
            by != 0 ? -1 : WEXITSTATUS (status), by);
  if (by == SIGKILL || by == SIGTERM || by == SIGINT || by == SIGHUP)
    return fail (e, ERR_SYSTEM, EINTR,
                 _ ("the store in %s could not be looked at: somebody ended "
                    "that"),
                 s->dir);
  if (by == 0 && WEXITSTATUS (status) == outcome_exit (ERR_SYSTEM))
    return fail (e, ERR_SYSTEM, ENOMEM,
                 _ ("there is too little memory to open the store in %s"),
                 s->dir);
  return fail (e, ERR_DAMAGED, 0,
               _ ("the store in %s is damaged: the library crashes over it"),
               s->dir);
}

/* What the child left, or what its end says. */
static enum outcome
judge (const struct store *s, const struct probe *t, bool ended, int status,
       struct error *e)
{
  if (!ended) {
    log_line ("store: work on it takes too long and was ended");
    return fail (e, ERR_DAMAGED, ETIMEDOUT,
                 _ ("the store in %s is damaged: the library does not come to "
                    "an end over it"),
                 s->dir);
  }
  if (WIFSIGNALED (status) || !t->done)
    return judge_end (s, status, e);
  if (t->error.kind == OK)
    return OK;
  return fail (e, t->error.kind, t->error.os, "%s", t->error.text);
}

enum outcome
probe_run (struct store *s, probe_work work, const void *with, uint64_t ms,
           struct probe *probe, struct error *e)
{
  struct probe *shared = mmap (NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t parent = getpid (), pid;
  enum outcome outcome;
  int status = 0;
  bool ended;

  if (shared == MAP_FAILED)
    return fail (e, ERR_SYSTEM, errno, _ ("the store cannot be looked at: %s"),
                 strerror (errno));
  shared->at = TABLES;
  pid = fork ();
  if (pid == 0)
    child (s, parent, work, with, shared);
  if (pid < 0) {
    munmap (shared, sizeof *shared);
    return fail (e, ERR_SYSTEM, errno, _ ("the store cannot be looked at: %s"),
                 strerror (errno));
  }
  ended = await (s, pid, ms, &status);
  *probe = *shared;
  munmap (shared, sizeof *shared);
  probe->error.text[sizeof probe->error.text - 1] = '\0';
  outcome = judge (s, probe, ended, status, e);
  return outcome;
}
