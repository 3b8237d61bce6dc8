/* try.c - a file that was not seen before is loaded in a child first. */

#include "plugin/try.h"

#include "config.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  PATIENCE_MS = 3000,      /* a plugin loads in a few */
  FILE_MOST = 1024 * 1024, /* of SITE/log/plugins */
};

/* ---- the child ----------------------------------------------------------- */

/* Whatever the plugin says or dumps is not for the screen or the disk. */
static void
keep_quiet (void)
{
  static const struct rlimit none = { 0, 0 };
  int null = open ("/dev/null", O_RDWR | O_CLOEXEC);

  if (null >= 0) {
    dup2 (null, STDOUT_FILENO);
    dup2 (null, STDERR_FILENO);
  }
  setrlimit (RLIMIT_CORE, &none);
  for (int s = 1; s < NSIG; s++)
    if (s != SIGKILL && s != SIGSTOP)
      signal (s, SIG_DFL);
}

/* Tells by one byte that loading returned: a plugin may also exit with 0. */
static _Noreturn void
load_in_child (const struct procedure *opener, const char *path, int tell)
{
  struct procedure p;

  keep_quiet ();
  if (opener == NULL)
    procedure_load (path, &p, NULL);
  else
    procedure_open (opener, path, &p, NULL);
  _exit (write (tell, "", 1) == 1 ? 0 : 1);
}

/* Waits for the byte; false when the child ended or took too long. */
static bool
heard (int from, bool *late)
{
  uint64_t until = clock_ticks () + PATIENCE_MS;
  struct pollfd poller = { .fd = from, .events = POLLIN };
  char byte;

  for (;;) {
    uint64_t now = clock_ticks ();
    int ready = now >= until ? 0 : poll (&poller, 1, (int) (until - now));

    if (ready < 0 && errno == EINTR)
      continue;
    *late = ready == 0;
    return ready > 0 && read (from, &byte, 1) == 1;
  }
}

static enum outcome
judge (pid_t child, int from, const char *path, struct error *e)
{
  bool late, good = heard (from, &late);
  int status = 0;

  if (!good)
    kill (child, SIGKILL);
  while (waitpid (child, &status, 0) < 0 && errno == EINTR)
    continue;
  if (good)
    return OK;
  if (late)
    return fail (e, ERR_INPUT, 0, _ ("%s does not load within %d seconds"),
                 path, PATIENCE_MS / 1000);
  return fail (e, ERR_INPUT, 0, _ ("%s crashes while it is loaded"), path);
}

static enum outcome
try_in_child (const struct procedure *opener, const char *path, struct error *e)
{
  enum outcome outcome;
  int ends[2];
  pid_t child;

  if (pipe2 (ends, O_CLOEXEC) != 0)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", path, strerror (errno));
  fflush (NULL);
  child = fork ();
  if (child == 0)
    load_in_child (opener, path, ends[1]);
  close (ends[1]);
  outcome = child < 0
              ? fail (e, ERR_SYSTEM, errno, "%s: %s", path, strerror (errno))
              : judge (child, ends[0], path, e);
  close (ends[0]);
  return outcome;
}

/* ---- what is remembered -------------------------------------------------- */

/* One line of the file: the stamp, the verdict, the path. */
struct verdict {
  const char *path;
  const char *stamp;   /* device, inode, size and time of the file */
  const char *problem; /* "" when it loads */
  struct verdict *next;
};

struct verdicts {
  char path[PATH_MAX]; /* "" when nothing is remembered */
  struct verdict *first;
  bool changed;
  struct arena *arena;
};

/* The program's version is in it: another one reads plugins otherwise. */
static const char heading[] = "hoso plugins " PACKAGE_VERSION "\n";

static void
add_verdict (struct verdicts *v, const char *path, const char *stamp,
             const char *problem)
{
  struct verdict *one = arena_take (v->arena, sizeof *one);

  *one =
    (struct verdict){ arena_copy (v->arena, path), arena_copy (v->arena, stamp),
                      arena_copy (v->arena, problem), v->first };
  v->first = one;
}

/* "STAMP\tPATH\tPROBLEM" */
static void
read_lines (struct verdicts *v, char *text)
{
  for (char *line = strsep (&text, "\n"); line != NULL;
       line = strsep (&text, "\n")) {
    char *stamp = strsep (&line, "\t"), *path = strsep (&line, "\t");

    if (path != NULL && line != NULL)
      add_verdict (v, path, stamp, line);
  }
}

struct verdicts *
verdicts_open (const char *site)
{
  struct verdicts *v = bytes_must (sizeof *v);
  SCOPED_BYTES text = { 0 };
  char folder[PATH_MAX];

  *v = (struct verdicts){ .arena = arena_new () };
  if (site == NULL || file_join (folder, sizeof folder, site, "log", NULL) != OK
      || file_join (v->path, sizeof v->path, folder, "plugins", NULL) != OK) {
    v->path[0] = '\0';
    return v;
  }
  if (file_read (v->path, FILE_MOST, &text, NULL) == OK
      && strncmp (bytes_text (&text), heading, sizeof heading - 1) == 0)
    read_lines (v, (char *) text.at + sizeof heading - 1);
  return v;
}

void
verdicts_close (struct verdicts *v)
{
  SCOPED_BYTES text = { 0 };

  bytes_add_text (&text, heading);
  for (const struct verdict *one = v->first; one != NULL; one = one->next)
    bytes_printf (&text, "%s\t%s\t%s\n", one->stamp, one->path, one->problem);
  if (v->changed && v->path[0] != '\0')
    file_write (v->path, 0600, text.at, text.len, NULL);
  arena_free (v->arena);
  free (v);
}

static bool
stamp_of (const char *path, char stamp[128])
{
  struct stat s;

  if (stat (path, &s) != 0)
    return false;
  snprintf (stamp, 128, "%ju %ju %jd %jd.%09ld", (uintmax_t) s.st_dev,
            (uintmax_t) s.st_ino, (intmax_t) s.st_size,
            (intmax_t) s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
  return true;
}

/* Forgets what another file at PATH once did. */
static const struct verdict *
remembered (struct verdicts *v, const char *path, const char *stamp)
{
  for (struct verdict **at = &v->first; *at != NULL; at = &(*at)->next) {
    if (strcmp ((*at)->path, path) != 0)
      continue;
    if (strcmp ((*at)->stamp, stamp) == 0)
      return *at;
    *at = (*at)->next;
    return NULL;
  }
  return NULL;
}

enum outcome
try_file (struct verdicts *v, const struct procedure *opener, const char *path,
          struct error *e)
{
  const struct verdict *before;
  char stamp[128];
  enum outcome outcome;

  if (!stamp_of (path, stamp))
    return fail (e, ERR_ABSENT, errno, "%s: %s", path, strerror (errno));
  before = remembered (v, path, stamp);
  if (before != NULL)
    return before->problem[0] == '\0'
             ? OK
             : fail (e, ERR_INPUT, 0, "%s", before->problem);
  outcome = try_in_child (opener, path, e);
  if (outcome == ERR_SYSTEM || strpbrk (path, "\t\n") != NULL)
    return outcome;
  add_verdict (v, path, stamp, outcome == OK ? "" : e->text);
  v->changed = true;
  return outcome;
}
