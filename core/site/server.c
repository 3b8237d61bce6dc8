/* server.c - the site's server: starts, takes its turns, ends in order.
 *
 * One thread: a turn after the other, server-turn.c.
 */

#include "site/server.h"

#include "area/area.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"
#include "base/log.h"
#include "check/check.h"
#include "dossier/calendar.h"
#include "dossier/fee.h"
#include "site/spawn.h"
#include <config.h>

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  IDLE_SPAWNED = 600, /* seconds */
  AWAKE_US = 200,     /* waiting for who was answered: they ask again in 40 */
};

/* ---- starting ---- */

/* From now on SIGTERM, SIGINT and SIGHUP are read like other news; OLD is what
 * was blocked before.
 */
static int
open_signals (sigset_t *old)
{
  sigset_t ends;

  sigemptyset (&ends);
  sigaddset (&ends, SIGTERM);
  sigaddset (&ends, SIGINT);
  sigaddset (&ends, SIGHUP);
  sigprocmask (SIG_BLOCK, &ends, old);
  return signalfd (-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* Reads the office's own tables. */
static enum outcome
start_data (const struct config *c, struct error *e)
{
  char folder[PATH_MAX];
  enum outcome outcome;

  outcome = file_join (folder, sizeof folder, c->folder, "data", e);
  if (outcome == OK)
    outcome = area_start (folder, e);
  if (outcome == OK)
    outcome = calendar_start (folder, e);
  if (outcome == OK)
    outcome = amounts_start (folder, e);
  return outcome;
}

/* Before the store is opened: what the library says of damage stands there. */
static void
start_log (const struct server *s)
{
  char folder[PATH_MAX];

  umask (s->config.group ? 0007 : 0077);
  if (file_join (folder, sizeof folder, s->config.folder, "log", NULL) == OK)
    log_open (folder);
}

static void
log_begin (const struct server *s)
{
  struct counts counts;

  store_counts (s->store, &counts);
  log_line ("server %s begins: %llu changes, epoch %u", PACKAGE_VERSION,
            (unsigned long long) counts.changes, s->config.identity.epoch);
}

/* Started by root, the server becomes the owner of the folder: its socket and
 * new files would keep the site's own people out.
 */
static enum outcome
become_owner (const struct config *c, struct error *e)
{
  struct stat folder;

  if (geteuid () != 0)
    return OK;
  if (stat (c->folder, &folder) == 0
      && (folder.st_uid == 0
          || (setgroups (0, NULL) == 0 && setgid (folder.st_gid) == 0
              && setuid (folder.st_uid) == 0)))
    return OK;
  return fail (e, ERR_SYSTEM, errno,
               _ ("the server cannot become the owner of %s: %s"), c->folder,
               strerror (errno));
}

/* The lock of the store decides who serves: ERR_BUSY for all the others. */
static enum outcome
start (struct server *s, const char *folder, struct error *e)
{
  enum outcome outcome;

  if (s->signals < 0)
    return fail (e, ERR_SYSTEM, errno, _ ("the server cannot start: %s"),
                 strerror (errno));
  outcome = config_read (folder, &s->config, e);
  if (outcome == OK)
    outcome = become_owner (&s->config, e);
  if (outcome == OK)
    outcome = start_data (&s->config, e);
  if (outcome != OK)
    return outcome;
  start_log (s);
  outcome = server_open_store (s, e);
  if (outcome != OK)
    return outcome;

  log_begin (s);
  s->since = clock_now ();
  s->busy = clock_ticks ();
  s->places = crowd_places ();
  return server_listen (s, e);
}

/* ---- the whole ---- */

/* A backup or a verification in the middle. */
static void
leave_store (struct server *s)
{
  for (size_t i = 0; i < s->n_peers; i++) {
    backup_leave (s, s->peers[i]);
    verify_leave (s, s->peers[i]);
  }
}

/* The peers are let go last: who asked for the end sees it when the lock is
 * free.
 */
static void
end (struct server *s)
{
  leave_store (s);
  server_unlisten (s);
  builder_drop (s);
  for (size_t i = 0; i < s->n_memories; i++)
    check_memory_free (s->memories[i].memory);
  free (s->memories);
  if (s->lost)
    store_abandon (s->store);
  else if (s->store != NULL)
    store_close (s->store);
  while (s->n_peers > 0)
    peer_leave (s, s->n_peers - 1);
  arena_free (s->arena);
  bytes_free (&s->answer);
  group_free (&s->group);
}

/* REPORT, which may be -1, is told why it cannot start, and closed as soon as
 * clients can connect.
 */
static enum outcome
run (const char *folder, unsigned idle, int report, struct error *e)
{
  struct server s = { .listener = -1,
                      .watch = -1,
                      .idle_ms = 1000 * (uint64_t) idle,
                      .brief.most = AWAKE_US };
  mode_t mask = umask (0077);
  enum outcome outcome;
  sigset_t blocked;

  s.signals = open_signals (&blocked);
  s.arena = arena_new ();
  outcome = start (&s, folder, e);
  if (outcome != OK && outcome != ERR_BUSY) {
    log_line ("server cannot start: %s", e->text);
    if (report >= 0)
      spawn_tell (report, e);
  }
  if (report >= 0)
    close (report);
  while (outcome == OK && !s.ends)
    outcome = server_turn (&s, e);

  if (outcome != ERR_BUSY)
    log_line ("server ends: outcome %d, error %d", (int) outcome,
              outcome == OK ? 0 : e->os);
  end (&s);
  close (s.signals);
  sigprocmask (SIG_SETMASK, &blocked, NULL);
  umask (mask);
  return outcome;
}

enum outcome
server_run (const char *folder, unsigned idle, struct error *e)
{
  struct error why = { .kind = OK };
  enum outcome outcome = run (folder, idle, -1, &why);

  return outcome == OK ? OK : fail (e, outcome, why.os, "%s", why.text);
}

int
server_spawned (const char *folder)
{
  struct error why = { .kind = OK };
  enum outcome outcome = run (folder, IDLE_SPAWNED, SPAWN_REPORT, &why);

  return outcome == ERR_BUSY ? 0 : outcome_exit (outcome);
}
