/* aside.c - damaged files set aside and others put in their place. */

#include "store/aside.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"
#include "base/log.h"
#include "store/guard-journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 100 }; /* names for one second */

/* ---- paths ------------------------------------------------------------- */

static enum outcome
beside (const char *dir, const char *suffix, char path[4096], struct error *e)
{
  int len = snprintf (path, 4096, "%s%s", dir, suffix);

  if (len < 0 || len >= 4096)
    return fail (e, ERR_SYSTEM, ENAMETOOLONG, _ ("%s: the path is too long"),
                 dir);
  return OK;
}

bool
aside_waits (const char *dir)
{
  int before = errno;
  char new[4096];
  bool waits = beside (dir, ".new", new, NULL) == OK && access (new, F_OK) == 0;

  errno = before;
  return waits;
}

/* fsync of the folder that the store's folder is in. */
static enum outcome
sync_above (const struct store *s, struct error *e)
{
  char above[4096];

  return file_folder (above, sizeof above, s->dir, e) == OK
           ? folder_sync (above, e)
           : ERR_SYSTEM;
}

/* "damaged-20261122T031500", and from the second try on "...-2". */
static void
stamp (unsigned try_number, char text[ASIDE_NAME])
{
  struct moment m = moment_of (clock_now ());
  int len = snprintf (text, ASIDE_NAME, "damaged-%04d%02d%02dT%02d%02d%02d",
                      m.year, m.month, m.day, m.hour, m.minute, m.second);

  if (try_number > 1)
    snprintf (text + len, (size_t) (ASIDE_NAME - len), "-%u", try_number);
}

/* ---- locks ------------------------------------------------------------- */

/* The lock of another folder than the store's own. */
static enum outcome
lock_other (struct store *s, char *dir, int *lock, struct error *e)
{
  struct store other = { .dir = dir, .mode = s->mode, .lock = -1 };
  enum outcome locked = env_lock (&other, e);

  *lock = other.lock;
  return locked;
}

static void
take_lock (struct store *s, int lock)
{
  if (s->lock >= 0)
    close (s->lock);
  s->lock = lock;
}

/* ---- the exchange ------------------------------------------------------ */

/* Renames the store's folder to the first free name. */
static enum outcome
step_aside (const struct store *s, char name[ASIDE_NAME], struct error *e)
{
  char path[4096], text[ASIDE_NAME], suffix[ASIDE_NAME + 1];

  for (unsigned n = 1; n <= TRIES; n++) {
    stamp (n, text);
    snprintf (suffix, sizeof suffix, ".%s", text);
    if (beside (s->dir, suffix, path, e) != OK)
      return ERR_SYSTEM;
    if (access (path, F_OK) == 0)
      continue;
    snprintf (name, ASIDE_NAME, "%.63s", file_name (path));
    if (rename (s->dir, path) == 0)
      return sync_above (s, e);
    break;
  }
  return fail (e, ERR_SYSTEM, errno, _ ("%s cannot be set aside: %s"), s->dir,
               strerror (errno));
}

/* DB.new takes the place of DB, if there is one; the lock of both is held at
 * the end, and then that of the old one let go.
 */
static enum outcome
exchange (struct store *s, char name[ASIDE_NAME], struct error *e)
{
  char new[4096];
  int lock = -1;
  enum outcome done = beside (s->dir, ".new", new, e);

  if (done == OK)
    done = lock_other (s, new, &lock, e);
  if (done == OK && access (s->dir, F_OK) == 0)
    done = step_aside (s, name, e);
  if (done == OK && rename (new, s->dir) != 0)
    done = fail (e, ERR_SYSTEM, errno, _ ("%s cannot be put in place: %s"), new,
                 strerror (errno));
  if (done == OK)
    done = sync_above (s, e);
  if (done == OK)
    take_lock (s, lock);
  else if (lock >= 0)
    close (lock);
  return done;
}

enum outcome
aside_lock (struct store *s, struct error *e)
{
  char new[4096], name[ASIDE_NAME] = "";
  enum outcome done = beside (s->dir, ".new", new, e);

  if (done != OK)
    return done;
  if (access (s->dir, F_OK) == 0)
    done = env_lock (s, e);
  if (done != OK || access (new, F_OK) != 0)
    return done;
  log_line ("store: what was begun is finished: %s takes its place", new);
  return exchange (s, name, e);
}

/* ---- a store that is being laid ---------------------------------------- */

enum outcome
aside_part (const struct store *s, char part[4096], struct error *e)
{
  struct stat like;

  if (beside (s->dir, ".part", part, e) != OK)
    return ERR_SYSTEM;
  aside_give_up (s);
  if (stat (s->dir, &like) != 0)
    like.st_mode = s->mode == 0600 ? 0700 : 02770;
  if (folder_make (part, 0700, e) != OK)
    return ERR_SYSTEM;
  if (chmod (part, like.st_mode & 07777) == 0)
    return OK;
  return fail (e, ERR_SYSTEM, errno, _ ("the folder %s: %s"), part,
               strerror (errno));
}

void
aside_give_up (const struct store *s)
{
  char part[4096];

  if (beside (s->dir, ".part", part, NULL) == OK && access (part, F_OK) == 0)
    folder_remove (part, NULL);
}

/* Whatever wrote the files: they are on the disk when this is OK. */
static enum outcome
sync_files (const char *folder, struct error *e)
{
  DIR *d = opendir (folder);
  struct dirent *entry;
  enum outcome done = OK;

  if (d == NULL)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", folder, strerror (errno));
  while (done == OK && (entry = readdir (d)) != NULL) {
    int fd = openat (dirfd (d), entry->d_name, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || fsync (fd) != 0)
      done = fail (e, ERR_SYSTEM, errno, "%s/%s: %s", folder, entry->d_name,
                   strerror (errno));
    if (fd >= 0)
      close (fd);
  }
  closedir (d);
  return done == OK ? folder_sync (folder, e) : done;
}

enum outcome
aside_swap (struct store *s, char name[ASIDE_NAME], struct error *e)
{
  char part[4096], new[4096];

  if (beside (s->dir, ".part", part, e) != OK
      || beside (s->dir, ".new", new, e) != OK || sync_files (part, e) != OK)
    return ERR_SYSTEM;
  if (rename (part, new) != 0)
    return fail (e, ERR_SYSTEM, errno, _ ("%s cannot be put in place: %s"),
                 part, strerror (errno));
  if (sync_above (s, e) != OK)
    return ERR_SYSTEM;
  return exchange (s, name, e);
}

/* ---- single tables ----------------------------------------------------- */

static enum outcome
make_folder (const struct store *s, char path[4096], char name[ASIDE_NAME],
             struct error *e)
{
  char text[ASIDE_NAME], suffix[ASIDE_NAME + 1];

  for (unsigned n = 1; n <= TRIES; n++) {
    stamp (n, text);
    snprintf (suffix, sizeof suffix, ".%s", text);
    if (beside (s->dir, suffix, path, e) != OK)
      return ERR_SYSTEM;
    snprintf (name, ASIDE_NAME, "%.63s", file_name (path));
    if (mkdir (path, s->mode == 0600 ? 0700 : 02770) == 0)
      return OK;
    if (errno != EEXIST)
      break;
  }
  return fail (e, ERR_SYSTEM, errno, "%s: %s: %s", path,
               _ ("the folder cannot be made"), strerror (errno));
}

static enum outcome
move_table (struct store *s, enum table t, const char *folder, struct error *e)
{
  char from[4096], to[4096];

  if (table_path (s, t, from, e) != OK
      || file_join (to, sizeof to, folder, file_name (from), e) != OK)
    return ERR_SYSTEM;
  if (rename (from, to) == 0 || errno == ENOENT)
    return OK;
  return fail (e, ERR_SYSTEM, errno, _ ("%s cannot be set aside: %s"), from,
               strerror (errno));
}

/* Its pages are in their places; they are none of the files that come next. */
enum outcome
aside_journal (const struct store *s, struct error *e)
{
  char path[4096];

  if (file_join (path, sizeof path, s->dir, JOURNAL_NAME, e) != OK)
    return ERR_SYSTEM;
  if (unlink (path) == 0 || errno == ENOENT)
    return folder_sync (s->dir, e);
  return fail (e, ERR_SYSTEM, errno, _ ("%s cannot be set aside: %s"), path,
               strerror (errno));
}

enum outcome
aside_tables (struct store *s, uint32_t tables, char name[ASIDE_NAME],
              struct error *e)
{
  char folder[4096];
  enum outcome done = aside_journal (s, e);

  if (done == OK)
    done = make_folder (s, folder, name, e);
  for (enum table t = 0; done == OK && t < TABLES; t++)
    if ((tables >> t & 1) != 0)
      done = move_table (s, t, folder, e);
  if (done == OK)
    done = folder_sync (folder, e);
  if (done == OK)
    done = folder_sync (s->dir, e);
  return done == OK ? sync_above (s, e) : done;
}
