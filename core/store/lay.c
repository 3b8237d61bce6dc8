/* lay.c - a store laid down from a backup and the log kept since. */

#include "store/copy.h"
#include "store/inside.h"

#include "base/file.h"
#include "base/language.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char below[] = "db/";

static mode_t
mode_of (const struct lay *l)
{
  return l->group ? 0660 : 0600;
}

/* ---- files -------------------------------------------------------------- */

static enum outcome
lay_file (const struct lay *l, const struct backup_file *file, struct error *e)
{
  char from[4096], to[4096];
  unsigned char hash[HASH_SIZE];
  enum outcome done;

  if (file_join (from, sizeof from, l->backup->folder, file->name, e) != OK
      || file_join (to, sizeof to, l->db, file->name + sizeof below - 1, e)
           != OK)
    return ERR_SYSTEM;
  done = copy_file (from, to, mode_of (l), file->size, hash, e);
  if (done == OK && memcmp (hash, file->hash, HASH_SIZE) != 0)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("%s is damaged: its bytes are not those that were "
                    "written"),
                 from);
  return done;
}

/* *END: how long the last file of the backup's own log is. */
static enum outcome
lay_files (const struct lay *l, uint64_t *end, struct error *e)
{
  enum outcome done = OK;

  *end = 0;
  for (size_t i = 0; done == OK && i < l->backup->n_files; i++) {
    const struct backup_file *file = &l->backup->files[i];
    const char *name = file->name + sizeof below - 1;

    if (strncmp (file->name, below, sizeof below - 1) != 0
        || strchr (name, '/') != NULL)
      continue;
    done = lay_file (l, file, e);
    if (log_number (name) == l->backup->last_log)
      *end = file->size;
  }
  if (done == OK && *end == 0)
    return fail (e, ERR_DAMAGED, 0, _ ("the backup %s has no log"),
                 l->backup->folder);
  return done;
}

/* ---- the log since ------------------------------------------------------ */

/* Where files of the log may be, what is trusted most first. */
struct sources {
  const char *dirs[2];
  size_t count;
};

static uint64_t
size_of (const char *path)
{
  struct stat s;

  return stat (path, &s) == 0 && S_ISREG (s.st_mode) ? (uint64_t) s.st_size : 0;
}

/* FROM becomes the longest file of that number; false when there is none. */
static bool
longest (const struct sources *sources, uint32_t number, uint64_t most,
         char from[4096])
{
  bool found = false;

  for (size_t i = 0; i < sources->count; i++) {
    char path[4096];
    uint64_t size;

    if (log_path (sources->dirs[i], number, path, NULL) != OK)
      continue;
    size = size_of (path);
    if (size <= most)
      continue;
    memcpy (from, path, sizeof path);
    most = size;
    found = true;
  }
  return found;
}

static uint32_t
last_of (const struct sources *sources)
{
  uint32_t last = 0;

  for (size_t i = 0; i < sources->count; i++) {
    uint32_t first, here;

    log_range (sources->dirs[i], &first, &here);
    if (here > last)
      last = here;
  }
  return last;
}

/* The backup's last file of the log has its whole length elsewhere; the next
 * ones follow.
 */
static enum outcome
lay_log (const struct lay *l, const struct sources *sources, uint64_t have,
         struct laid *laid, struct error *e)
{
  uint32_t last = last_of (sources);
  char from[4096], to[4096];
  enum outcome done = OK;

  for (uint32_t n = l->backup->last_log; done == OK && n <= last; n++) {
    bool found = longest (sources, n, have, from);

    if (!found && n > l->backup->last_log) {
      laid->missing = n;
      return OK;
    }
    done = log_path (l->db, n, to, e);
    if (done == OK && found) {
      unlink (to);
      done = copy_file (from, to, mode_of (l), UINT64_MAX, NULL, e);
    }
    have = 0;
  }
  return done;
}

/* ---- recovering --------------------------------------------------------- */

/* The library syncs its tables; the folder and the log are ours to sync. */
static enum outcome
sync_all (const char *db, struct error *e)
{
  DIR *folder = opendir (db);
  const struct dirent *entry;
  enum outcome done = OK;

  while (done == OK && folder != NULL && (entry = readdir (folder)) != NULL) {
    char path[4096];
    int fd;

    if (entry->d_name[0] == '.'
        || file_join (path, sizeof path, db, entry->d_name, NULL) != OK)
      continue;
    fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 || fsync (fd) != 0)
      done = fail (e, ERR_SYSTEM, errno, "%s: %s", path, strerror (errno));
    if (fd >= 0)
      close (fd);
  }
  if (folder != NULL)
    closedir (folder);
  return done == OK ? folder_sync (db, e) : done;
}

enum outcome
backup_lay (const struct lay *l, struct laid *laid, struct error *e)
{
  struct cutting c = { .dir = l->db,
                       .until = l->until,
                       .builds = l->backup->builds,
                       .from = l->backup->last_log };
  struct sources sources = { 0 };
  char archive[4096], *place = bytes_must_copy (l->backup->folder);
  char *slash = strrchr (place, '/');
  enum outcome done;

  *laid =
    (struct laid){ .time = l->backup->time, .changes = l->backup->changes };
  if (slash != NULL)
    *slash = '\0';
  done = archive_folder (slash != NULL ? place : ".", l->backup->epoch,
                         l->backup->builds, archive, e);
  free (place);
  if (l->archived)
    sources.dirs[sources.count++] = archive;
  if (l->damaged != NULL)
    sources.dirs[sources.count++] = l->damaged;

  if (done == OK)
    done = lay_files (l, &c.floor, e);
  if (done == OK)
    done = lay_log (l, &sources, c.floor, laid, e);
  if (done == OK)
    done = marks_cut (&c, laid, e);
  if (done == OK)
    done = env_recover_whole (l->db, mode_of (l), e);
  return done == OK ? sync_all (l->db, e) : done;
}
