/* lay.c - a store laid down from a backup and the log kept since. */

#include "store/copy.h"
#include "store/inside.h"

#include "base/file.h"
#include "base/language.h"
#include "base/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
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

/* Folders where files of the log may be, what is trusted most first. */
struct sources {
  const char *dirs[2];
  size_t count;
  char archive[4096];
};

/* Whether the place has a log that begins after a later build. */
static bool
was_built (const char *place, const struct backup *b)
{
  char later[4096];

  return archive_folder (place, b->epoch, b->builds + 1, later, NULL) == OK
         && access (later, F_OK) == 0;
}

/* The archive beside the backup, and the damaged store; whether a build ended
 * that archive.
 */
static enum outcome
find_sources (const struct lay *l, struct sources *sources, struct laid *laid,
              struct error *e)
{
  const struct backup *b = l->backup;
  char place[4096];

  if (file_folder (place, sizeof place, b->folder, e) != OK
      || archive_folder (place, b->epoch, b->builds, sources->archive, e) != OK)
    return ERR_SYSTEM;
  laid->built = l->archived && l->until == 0 && was_built (place, b);
  sources->count = 0;
  if (l->archived)
    sources->dirs[sources->count++] = sources->archive;
  if (l->damaged != NULL)
    sources->dirs[sources->count++] = l->damaged;
  return OK;
}

static uint64_t
size_of (const char *path)
{
  struct stat s;

  return stat (path, &s) == 0 && S_ISREG (s.st_mode) ? (uint64_t) s.st_size : 0;
}

/* Whether both begin alike: files of another log have the same names. */
static bool
begin_alike (const char *a, const char *b)
{
  enum { FRONT = 4096 };
  unsigned char one[FRONT], other[FRONT];
  ssize_t got = -1, too = -2;
  int fd = open (a, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd >= 0) {
    got = read (fd, one, FRONT);
    close (fd);
  }
  fd = open (b, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd >= 0) {
    too = read (fd, other, FRONT);
    close (fd);
  }
  return got > 0 && too > 0
         && memcmp (one, other, (size_t) (got < too ? got : too)) == 0;
}

/* Makes file N of the log from what the sources have of it: the front from the
 * first, what it lacks from the next.  *FOUND: one of them has it.
 */
static enum outcome
lay_one (const struct lay *l, const struct sources *sources, uint32_t n,
         bool *found, struct error *e)
{
  char from[4096], to[4096];
  enum outcome done = log_path (l->db, n, to, e);

  *found = size_of (to) > 0;
  for (size_t i = 0; done == OK && i < sources->count; i++) {
    if (log_path (sources->dirs[i], n, from, NULL) != OK
        || size_of (from) <= size_of (to))
      continue;
    if (!*found)
      done = copy_file (from, to, mode_of (l), UINT64_MAX, NULL, e);
    else if (begin_alike (from, to))
      done = copy_rest (from, to, size_of (to), e);
    else
      log_line ("store: log %u in %s is of another log", n, sources->dirs[i]);
    *found = true;
  }
  return done;
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

/* The backup's last file of the log goes on elsewhere; then the next ones. */
static enum outcome
lay_log (const struct lay *l, const struct sources *sources, struct laid *laid,
         struct error *e)
{
  uint32_t last = last_of (sources);
  bool found = true;
  enum outcome done = OK;

  for (uint32_t n = l->backup->last_log; done == OK && found && n <= last;
       n++) {
    done = lay_one (l, sources, n, &found, e);
    if (done == OK && !found)
      laid->missing = n;
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
  const struct backup *b = l->backup;
  struct cutting c = {
    .dir = l->db, .until = l->until, .builds = b->builds, .from = b->last_log
  };
  struct sources sources;
  enum outcome done;

  *laid = (struct laid){ .time = b->time, .changes = b->changes };
  done = find_sources (l, &sources, laid, e);
  if (done == OK)
    done = lay_files (l, &c.floor, e);
  if (done == OK)
    done = lay_log (l, &sources, laid, e);
  if (done == OK)
    done = marks_cut (&c, laid, e);
  if (done == OK)
    done = env_recover_whole (l->db, mode_of (l), e);
  return done == OK ? sync_all (l->db, e) : done;
}
