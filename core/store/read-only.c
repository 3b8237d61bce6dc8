/* read-only.c - a store on a disk that cannot be written: a system that met an
 * error mounts it so, and a copy may lie on one.  Tables that were closed in
 * order are read as they are, without a log.
 */

#include "store/inside.h"

#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool
read_only_disk (const char *dir)
{
  return access (dir, W_OK) != 0 && errno == EROFS;
}

enum outcome
read_only_refuse (const struct store *s, struct error *e)
{
  return fail (e, ERR_SYSTEM, EROFS,
               _ ("the disk with %s is read-only: dossiers can be shown and "
                  "exported, not saved"),
               s->dir);
}

/* Nobody writes there: several may read. */
static enum outcome
lock (struct store *s, struct error *e)
{
  struct flock whole = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
  char path[4096];

  if (file_join (path, sizeof path, s->dir, "lock", e) != OK)
    return ERR_SYSTEM;
  s->lock = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (s->lock >= 0 && fcntl (s->lock, F_OFD_SETLK, &whole) == 0)
    return OK;
  return fail (e, ERR_SYSTEM, errno, _ ("cannot lock %s: %s"), path,
               strerror (errno));
}

static enum outcome
check_closed (struct store *s, struct error *e)
{
  int fd = witness_open (s->dir, O_RDONLY, 0);

  witness_read (fd, &s->witness);
  if (fd >= 0)
    close (fd);
  if (s->witness.state != WITNESS_RUNNING && s->witness.suspects == 0)
    return OK;
  return fail (e, ERR_SYSTEM, EROFS,
               _ ("the disk with %s is read-only, and the store was not closed "
                  "in order: it is recovered once the disk can be written"),
               s->dir);
}

static enum outcome
open_cache (struct store *s, struct error *e)
{
  int rc = db_env_create (&s->env, 0);

  if (rc != 0)
    s->env = NULL;
  if (rc == 0)
    rc = env_configure (s);
  if (rc == 0)
    rc = s->env->open (s->env, s->dir, DB_CREATE | DB_PRIVATE | DB_INIT_MPOOL,
                       (int) s->mode);
  return rc == 0 ? OK : store_fail (e, rc, _ ("opening the store"));
}

enum outcome
read_only_open (struct store *s, struct error *e)
{
  enum outcome done = lock (s, e);

  s->read_only = true;
  if (done == OK)
    done = check_closed (s, e);
  if (done == OK)
    done = open_cache (s, e);
  if (done == OK)
    done = tables_open (s, false, e);
  return done == OK && s->missing != 0 ? read_only_refuse (s, e) : done;
}
