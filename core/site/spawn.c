/* spawn.c - how a client starts the server. */

#include "site/spawn.h"

#include "base/language.h"
#include "base/place.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the pipe ---- */

/* What the pipe carries: a kind, and a text without its 0.  Small enough to be
 * written and read at once.
 */
struct report {
  unsigned char kind;
  char text[sizeof ((struct error *) NULL)->text];
};

void
spawn_tell (int report, const struct error *e)
{
  struct report said = { .kind = (unsigned char) e->kind };
  size_t len = strlen (e->text);

  memcpy (said.text, e->text, len);
  if (write (report, &said, offsetof (struct report, text) + len) < 0)
    return; /* nobody listens */
}

enum heard
spawn_hear (int report, struct error *e)
{
  struct report said = { .kind = OK };
  ssize_t n = read (report, &said, sizeof said - 1);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return HEARD_NOTHING;
  if (n <= 0 || said.kind == OK || said.kind > ERR_DAMAGED)
    return HEARD_END;
  fail (e, (enum outcome) said.kind, 0, "%s", said.text);
  return HEARD_ERROR;
}

/* ---- the process ---- */

/* Signals as a program expects them: the client may ignore or block some. */
static void
reset_signals (void)
{
  sigset_t none;

  for (int i = 1; i < NSIG; i++)
    signal (i, SIG_DFL);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
}

/* Leaves nothing open but the report, which becomes SPAWN_REPORT. */
static bool
reset_descriptors (int report)
{
  int nothing = open ("/dev/null", O_RDWR);

  report = fcntl (report, F_DUPFD, SPAWN_REPORT + 1);
  if (nothing < 0 || report < 0)
    return false;
  for (int fd = 0; fd < SPAWN_REPORT; fd++)
    if (dup2 (nothing, fd) < 0)
      return false;
  return dup2 (report, SPAWN_REPORT) == SPAWN_REPORT
         && close_range (SPAWN_REPORT + 1, ~0U, 0) == 0;
}

/* In the child's child: becomes the server. */
__attribute__ ((noreturn)) static void
become_server (const char *program, const char *folder, int report)
{
  struct error e;

  reset_signals ();
  if (reset_descriptors (report) && chdir ("/") == 0)
    execl (program, "hoso", "-s", folder, "serve", "--spawned", (char *) NULL);
  fail (&e, ERR_SYSTEM, errno,
        _ ("the site's server cannot be started: %s: %s"), program,
        strerror (errno));
  spawn_tell (SPAWN_REPORT, &e);
  _exit (outcome_exit (ERR_SYSTEM));
}

/* In the child, which ends at once: its child belongs to nobody then. */
__attribute__ ((noreturn)) static void
let_go (const char *folder, int report)
{
  const char *program = place_program ();
  pid_t server;

  setsid ();
  server = fork ();
  if (server == 0)
    become_server (program, folder, report);
  _exit (server < 0);
}

enum outcome
spawn_server (const char *folder, int *report, struct error *e)
{
  int ends[2], status = 0;
  pid_t child;

  if (pipe2 (ends, O_CLOEXEC | O_NONBLOCK) != 0)
    return fail (e, ERR_SYSTEM, errno,
                 _ ("the site's server cannot be started: %s"),
                 strerror (errno));
  child = fork ();
  if (child == 0)
    let_go (folder, ends[1]);
  close (ends[1]);

  if (child > 0)
    while (waitpid (child, &status, 0) < 0 && errno == EINTR)
      continue;
  if (child < 0 || status != 0) {
    close (ends[0]);
    return fail (e, ERR_SYSTEM, EAGAIN,
                 _ ("the site's server cannot be started: there are too many "
                    "processes"));
  }
  *report = ends[0];
  return OK;
}
