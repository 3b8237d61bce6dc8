/* server-store.c - the store opened, mended when need be, what people are told
 * of that; and opened again when it became large.
 */

#include "site/server.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"

#include <limits.h>
#include <stdio.h>

enum {
  CACHE = 4 * 1024 * 1024,
  LOG_LEAST_KIB = 16, /* written back at once; more goes in pieces */
};

/* For so long all who come are told what is missing. */
static const uint64_t told_for = 24 * 60 * 60 * UINT64_C (1000000);

/* A batch of another epoch is not taken for one of this site. */
static enum outcome
raise_epoch (void *with, uint32_t epoch, struct error *e)
{
  struct config *c = with;

  c->identity.epoch = epoch;
  return config_write (c, e);
}

/* Where backups of the site go unless somebody says otherwise. */
static enum outcome
find_place (const struct config *c, char place[PATH_MAX], struct error *e)
{
  if (c->backup[0] == '\0')
    return file_join (place, PATH_MAX, c->folder, "backup", e);
  if (c->backup[0] != '/')
    return file_join (place, PATH_MAX, c->folder, c->backup, e);
  snprintf (place, PATH_MAX, "%s", c->backup);
  return OK;
}

enum outcome
server_open_store (struct server *s, struct error *e)
{
  char folder[PATH_MAX], place[PATH_MAX];
  struct mending mending = { place, raise_epoch, &s->config };
  enum outcome outcome;

  if (file_join (folder, sizeof folder, s->config.folder, "db", e) != OK
      || find_place (&s->config, place, e) != OK)
    return ERR_SYSTEM;
  s->began = clock_now ();
  outcome = store_open_mending (&s->store, folder, &s->config.identity, CACHE,
                                s->config.group, &mending, e);
  if (outcome == OK)
    store_watch (s->store);
  return outcome;
}

/* Whether all that was to be written some time later is, and nobody builds. */
static bool
is_quiet (const struct server *s)
{
  return s->words == 0 && !s->checkpoints && s->builder.pid == 0;
}

static void
renew (struct server *s)
{
  struct error e;

  s->used_much = true;
  if (store_renew (s->store, &e) == OK)
    return;
  log_line ("server cannot go on: %s", e.text);
  s->lost = true;
}

/* Pieces of a checkpoint come first: then closing has little to write. */
void
server_renew (struct server *s)
{
  uint64_t now = clock_ticks ();

  if (s->renews == 0 || now < s->renews)
    return;
  s->renews = is_quiet (s) ? 0 : now + CALM_MS;
  if (s->renews != 0 || !store_is_large (s->store)
      || store_checkpoint_piece (s->store, LOG_LEAST_KIB, &s->checkpoints, NULL)
           != OK)
    return;
  if (s->checkpoints)
    s->renews = now;
  else
    renew (s);
}

/* By this server, or lately and not without loss. */
static bool
is_news (const struct server *s, const struct mended *m)
{
  bool whole = m->had > 0 && m->had <= m->have;

  return m->how != MEND_NONE
         && (m->time >= s->began
             || (!whole && clock_now () < m->time + told_for));
}

void
server_notice (const struct server *s, struct error *to)
{
  const struct mended *m = store_mended (s->store);

  if (is_news (s, m))
    store_mended_text (m, to);
}
