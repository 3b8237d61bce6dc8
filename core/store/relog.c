/* relog.c - tables that were closed in order begin another log.
 *
 * Each page says up to where in the log it stands, and the library wants that
 * of no page to be behind the log's end.
 */

#include "store/relog.h"

#include "base/file.h"
#include "base/language.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 256 << 10 };

static enum outcome
copy_bytes (int from, int to, const char *name, struct error *e)
{
  SCOPED_BYTES piece = { 0 };
  ssize_t got;

  bytes_reserve (&piece, PIECE);
  while ((got = read (from, piece.at, PIECE)) > 0)
    if (file_put (to, piece.at, (size_t) got, name, e) != OK)
      return ERR_SYSTEM;
  return got == 0 ? OK
                  : fail (e, ERR_SYSTEM, errno, _ ("%s cannot be read: %s"),
                          name, strerror (errno));
}

static enum outcome
copy_table (const struct store *s, int folder, const char *name,
            const char *part, struct error *e)
{
  char path[4096];
  int from = openat (folder, name, O_RDONLY | O_CLOEXEC), to = -1;
  enum outcome done = file_join (path, sizeof path, part, name, e);

  if (done == OK)
    to = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, s->mode);
  if (done == OK && (from < 0 || to < 0))
    done = fail (e, ERR_SYSTEM, errno, _ ("%s cannot be copied: %s"), name,
                 strerror (errno));
  if (done == OK)
    done = copy_bytes (from, to, name, e);
  if (from >= 0)
    close (from);
  if (to >= 0)
    close (to);
  return done;
}

static bool
is_table (const char *name)
{
  size_t len = strlen (name);

  return len > 3 && strcmp (name + len - 3, ".db") == 0;
}

static enum outcome
copy_tables (const struct store *s, const char *part, struct error *e)
{
  DIR *folder = opendir (s->dir);
  struct dirent *entry;
  enum outcome done = OK;

  if (folder == NULL)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", s->dir, strerror (errno));
  while (done == OK && (entry = readdir (folder)) != NULL)
    if (is_table (entry->d_name))
      done = copy_table (s, dirfd (folder), entry->d_name, part, e);
  closedir (folder);
  return done;
}

/* In an environment that has nothing but a cache. */
static enum outcome
reset_tables (DB_ENV *env, const char *part, struct error *e)
{
  DIR *folder = opendir (part);
  struct dirent *entry;
  int rc = folder == NULL ? errno : 0;

  while (rc == 0 && (entry = readdir (folder)) != NULL)
    if (is_table (entry->d_name))
      rc = env->lsn_reset (env, entry->d_name, 0);
  if (folder != NULL)
    closedir (folder);
  return rc == 0 ? OK : store_fail (e, rc, _ ("beginning another log"));
}

enum outcome
relog (const struct store *s, const char *part, struct error *e)
{
  DB_ENV *env;
  enum outcome done = copy_tables (s, part, e);
  int rc;

  if (done != OK)
    return done;
  rc = db_env_create (&env, 0);
  if (rc == 0)
    rc = env->open (env, part, DB_CREATE | DB_INIT_MPOOL | DB_PRIVATE,
                    (int) s->mode);
  if (rc != 0)
    return store_fail (e, rc, _ ("beginning another log"));
  done = reset_tables (env, part, e);
  rc = env->close (env, 0);
  return rc == 0 || done != OK
           ? done
           : store_fail (e, rc, _ ("beginning another log"));
}
