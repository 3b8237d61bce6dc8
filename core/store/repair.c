/* repair.c - every table but the log made anew by a child, while the server
 * goes on.
 *
 * The child reads the log and writes new files; it never touches what the
 * library has in memory, of which it has a copy.
 */

#include "store/inside.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/language.h"
#include "base/log.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  GONE_TICKS = 10 * 1000, /* then whoever asked for it is gone               */
  RESULT_MOST = 64 << 10, /* books and years                                 */
  NICER = 5,
};

/* What the child tells. */
struct shared {
  uint64_t at, of;
  bool ended;
  struct error error;
  uint32_t len;
  unsigned char result[RESULT_MOST];
};

struct repairing {
  uint64_t number, looked; /* of the run; ticks of its last piece */
  pid_t child;             /* 0: ended                             */
  struct shared *shared;
};

/* ---- the child --------------------------------------------------------------
 */

static void
tell (void *with, uint64_t at, uint64_t of)
{
  struct shared *shared = with;

  shared->at = at;
  shared->of = of;
}

__attribute__ ((noreturn)) static void
child (struct store *s, pid_t parent, struct shared *shared)
{
  struct bytes result = { 0 };

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  signal (SIGTERM, SIG_DFL);
  signal (SIGINT, SIG_DFL);
  if (getppid () != parent || nice (NICER) == -2)
    _exit (1);
  store_forked (s);
  shared->error.kind =
    remake_files (s, s->last.counts.changes,
                  (struct remake_told){ tell, shared }, &result,
                  &shared->error);
  if (shared->error.kind == OK && result.len > RESULT_MOST)
    fail (&shared->error, ERR_SYSTEM, 0, _ ("there are too many books"));
  if (shared->error.kind == OK) {
    memcpy (shared->result, result.at, result.len);
    shared->len = (uint32_t) result.len;
  }
  shared->ended = true;
  _exit (0);
}

/* ---- the parent -------------------------------------------------------------
 */

void
repair_leave (struct store *s)
{
  struct repairing *r = s->repairing;

  if (r == NULL)
    return;
  if (r->child > 0) {
    kill (r->child, SIGKILL);
    while (waitpid (r->child, NULL, 0) < 0 && errno == EINTR)
      continue;
    generations_tidy (s);
  }
  munmap (r->shared, sizeof *r->shared);
  free (r);
  s->repairing = NULL;
}

/* The child sees what is committed now. */
static enum outcome
start (struct store *s, struct repairing *r, struct error *e)
{
  pid_t parent = getpid ();
  enum outcome done = settle_table (s, T_CHANGES, e);

  if (done != OK)
    return done;
  r->child = fork ();
  if (r->child == 0)
    child (s, parent, r->shared);
  if (r->child < 0)
    return fail (e, ERR_SYSTEM, errno, _ ("the repair cannot begin: %s"),
                 strerror (errno));
  return OK;
}

static enum outcome
begin (struct store *s, struct repair *to, struct error *e)
{
  struct repairing *r = s->repairing;
  void *shared;
  enum outcome done;

  if (r != NULL && clock_ticks () - r->looked < GONE_TICKS)
    return fail (e, ERR_BUSY, 0,
                 _ ("somebody repairs this site already; wait for its end"));
  repair_leave (s);
  shared = mmap (NULL, sizeof *r->shared, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED)
    return fail (e, ERR_SYSTEM, errno, _ ("the repair cannot begin: %s"),
                 strerror (errno));
  r = bytes_must (sizeof *r);
  *r = (struct repairing){ .shared = shared, .looked = clock_ticks () };
  random_bytes (&r->number, sizeof r->number);
  r->number |= 1;
  s->repairing = r;
  log_line ("store: every table is made anew from the log");
  done = start (s, r, e);
  if (done != OK)
    repair_leave (s);
  else
    *to = (struct repair){ .run = r->number };
  return done;
}

/* Whether the child has ended, and how. */
static bool
has_ended (struct repairing *r)
{
  int status;
  pid_t ended = waitpid (r->child, &status, WNOHANG);

  if (ended == 0 || (ended < 0 && errno == EINTR))
    return false;
  r->child = 0;
  if (!r->shared->ended)
    fail (&r->shared->error, ERR_SYSTEM, 0, _ ("the repair was broken off"));
  return true;
}

static enum outcome
finish (struct store *s, struct repair *to, struct error *e)
{
  struct shared *shared = s->repairing->shared;
  enum outcome done = shared->error.kind;

  if (done == OK) {
    done = remake_adopt (s, slice_of (shared->result, shared->len), e);
    to->broken = done == ERR_DAMAGED;
  } else {
    shared->error.text[sizeof shared->error.text - 1] = '\0';
    *e = shared->error;
    generations_tidy (s);
  }
  to->done = done == OK;
  repair_leave (s);
  return done;
}

enum outcome
store_repair (struct store *s, struct repair *to, struct error *e)
{
  struct repairing *r;

  if (to->run == 0)
    return begin (s, to, e);
  r = s->repairing;
  if (r == NULL || r->number != to->run)
    return fail (e, ERR_BUSY, 0,
                 _ ("this repair was given up; begin it again"));
  r->looked = clock_ticks ();
  to->at = r->shared->at;
  to->of = r->shared->of;
  return has_ended (r) ? finish (s, to, e) : OK;
}
