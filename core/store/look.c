/* look.c - which tables have damaged pages. */

#include "store/look.h"

#include "base/language.h"
#include "store/guard.h"
#include "store/probe.h"

#include <unistd.h>

enum { RATE = 8, /* MiB of tables a second */ CACHE = 4 << 20 };

/* What the library says of each page would fill the log. */
static void
be_quiet (const DB_ENV *env, const char *prefix, const char *message)
{
  (void) env, (void) prefix, (void) message;
}

/* Without an environment: each page for itself, and all of them together. */
static bool
is_sound (const char *path)
{
  DB *db;

  if (access (path, F_OK) != 0 || db_create (&db, NULL, 0) != 0)
    return false;
  db->set_errcall (db, be_quiet);
  db->set_cachesize (db, 0, CACHE, 1);
  return db->verify (db, path, NULL, NULL, 0) == 0; /* closes it as well */
}

static enum outcome
look_at_each (struct store *s, const void *with, struct probe *t,
              struct error *e)
{
  const uint32_t *tables = with;
  int rc = guard_begin (&s->guard, s->dir, s->mode); /* and what it held back */

  if (rc != 0)
    return store_fail (e, rc, _ ("looking at the tables"));
  guard_end (s->guard);
  for (enum table at = 0; at < TABLES; at++) {
    char path[4096];

    if ((*tables >> at & 1) == 0)
      continue;
    t->at = at;
    if (table_path (s, at, path, e) != OK)
      return ERR_SYSTEM;
    if (!is_sound (path))
      t->bad |= 1U << at;
  }
  t->at = TABLES;
  return OK;
}

/* A table over which the library crashes or spins is damaged; those behind it
 * are looked at by another child.
 */
enum outcome
look_at (struct store *s, uint32_t tables, uint32_t *bad, struct error *e)
{
  uint64_t ms = probe_time (s->dir, "", ".db", RATE);
  enum outcome done;

  tables &= (1U << TABLES) - 1;
  do {
    struct probe t;

    done = probe_run (s, look_at_each, &tables, ms, &t, e);
    *bad |= t.bad;
    if (done != ERR_DAMAGED || t.at >= TABLES)
      return done;
    *bad |= 1U << t.at;
    tables &= ~((2U << t.at) - 1);
  } while (tables != 0);
  return OK;
}
