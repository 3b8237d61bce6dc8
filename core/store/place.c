/* place.c - the folder that holds a site's backups: the newest, the oldest. */

#include "store/copy.h"

#include "base/file.h"
#include "base/language.h"
#include "base/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* The backups of a place, the newest first. */
struct shelf {
  struct backup *at;
  size_t count;
  char damaged[4096]; /* the last of those whose manifest does not decode  */
  struct error why;
};

static void
shelf_free (struct shelf *shelf)
{
  for (size_t i = 0; i < shelf->count; i++)
    backup_free (&shelf->at[i]);
  free (shelf->at);
}

/* "2026-11-21_10-15-00", and what follows that, such as "-2" or ".part". */
bool
backup_named (const char *name)
{
  static const char like[] = "0000-00-00_00-00-00";

  for (size_t i = 0; like[i] != '\0'; i++)
    if (like[i] == '0' ? name[i] < '0' || name[i] > '9' : name[i] != like[i])
      return false;
  return strlen (name) < BACKUP_NAME;
}

static bool
is_part (const char *name)
{
  size_t len = strlen (name);

  return len > 5 && strcmp (name + len - 5, ".part") == 0;
}

/* By what only grows: a clock can be set back, and may begin in 1970. */
static int
newest_first (const void *a, const void *b)
{
  const struct backup *one = a, *other = b;

  if (one->epoch != other->epoch)
    return one->epoch < other->epoch ? 1 : -1;
  if (one->builds != other->builds)
    return one->builds < other->builds ? 1 : -1;
  if (one->changes != other->changes)
    return one->changes < other->changes ? 1 : -1;
  if (one->last_log != other->last_log)
    return one->last_log < other->last_log ? 1 : -1;
  if (one->time != other->time)
    return one->time < other->time ? 1 : -1;
  return -strcmp (one->name, other->name);
}

static enum outcome
foreign (const char *folder, struct error *e)
{
  return fail (e, ERR_SYSTEM, 0,
               _ ("%s is a backup of another site; name another folder"),
               folder);
}

static enum outcome
take_one (struct shelf *shelf, const char *folder, const unsigned char *site,
          struct error *e)
{
  struct backup b;
  enum outcome got = backup_read (folder, &b, &shelf->why);

  if (got == ERR_ABSENT)
    return OK; /* no backup */
  if (got != OK) {
    if (strcmp (folder, shelf->damaged) > 0)
      snprintf (shelf->damaged, sizeof shelf->damaged, "%s", folder);
    return OK;
  }
  if (site != NULL && memcmp (b.site, site, ID_SIZE) != 0) {
    backup_free (&b);
    return foreign (folder, e);
  }
  shelf->at =
    bytes_must_again (shelf->at, (shelf->count + 1) * sizeof *shelf->at);
  shelf->at[shelf->count++] = b;
  return OK;
}

static enum outcome
read_shelf (const char *place, const unsigned char *site, struct shelf *shelf,
            struct error *e)
{
  DIR *folder = opendir (place);
  const struct dirent *entry;
  char path[4096];
  enum outcome got = OK;

  if (folder == NULL)
    return fail (e, errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM, errno,
                 _ ("the backups in %s: %s"), place, strerror (errno));
  while (got == OK && (entry = readdir (folder)) != NULL)
    if (backup_named (entry->d_name) && !is_part (entry->d_name)
        && file_join (path, sizeof path, place, entry->d_name, e) == OK)
      got = take_one (shelf, path, site, e);
  closedir (folder);
  if (shelf->count > 1)
    qsort (shelf->at, shelf->count, sizeof *shelf->at, newest_first);
  return got;
}

/* ---- finding ------------------------------------------------------------ */

/* Gives the first of the shelf that stands at UNTIL or before, and with it the
 * last that does not decode: that may have been a later one.
 */
static enum outcome
choose (struct shelf *shelf, const char *place, uint64_t until,
        struct backup *b, struct error *e)
{
  size_t i = 0;

  while (i < shelf->count && until != 0 && shelf->at[i].time > until)
    i++;
  if (i < shelf->count) {
    *b = shelf->at[i];
    snprintf (b->passed, sizeof b->passed, "%s", file_name (shelf->damaged));
    shelf->at[i].files = NULL;
    shelf->at[i].n_files = 0;
    return OK;
  }
  if (shelf->damaged[0] != '\0')
    return fail (e, ERR_DAMAGED, 0, "%s", shelf->why.text);
  return fail (e, ERR_ABSENT, 0,
               shelf->count > 0 ? _ ("no backup in %s is so old")
                                : _ ("there is no good backup in %s"),
               place);
}

/* PLACE as the folder of one backup; ERR_ABSENT when it is none. */
static enum outcome
find_one (const char *place, const unsigned char *site, uint64_t until,
          struct backup *b, struct error *e)
{
  enum outcome got = backup_read (place, b, e);

  if (got != OK)
    return got;
  if (site != NULL && memcmp (b->site, site, ID_SIZE) != 0)
    got = foreign (place, e);
  else if (until != 0 && b->time > until)
    got =
      fail (e, ERR_ABSENT, 0, _ ("the backup %s is younger than that"), place);
  if (got != OK)
    backup_free (b);
  return got;
}

enum outcome
backup_find (const char *place, const unsigned char *site, uint64_t until,
             struct backup *b, struct error *e)
{
  struct shelf shelf = { 0 };
  char path[4096];
  enum outcome got;

  if (file_join (path, sizeof path, place, "manifest.json", e) != OK)
    return ERR_SYSTEM;
  if (access (path, F_OK) == 0)
    return find_one (place, site, until, b, e);
  got = read_shelf (place, site, &shelf, e);
  if (got == OK)
    got = choose (&shelf, place, until, b, e);
  shelf_free (&shelf);
  return got;
}

enum outcome
backup_usable (const char *place, const unsigned char *site, struct backup *b,
               struct error *e)
{
  struct shelf shelf = { 0 };
  enum outcome got = read_shelf (place, site, &shelf, e);

  if (got == OK)
    got = fail (e, ERR_ABSENT, 0, _ ("there is no good backup in %s"), place);
  for (size_t i = 0; got == ERR_ABSENT && i < shelf.count; i++)
    if (backup_check (&shelf.at[i], NULL, NULL, NULL) == OK) {
      *b = shelf.at[i];
      shelf.at[i].files = NULL;
      shelf.at[i].n_files = 0;
      got = OK;
    } else
      log_line ("store: the backup %s is damaged", shelf.at[i].name);
  shelf_free (&shelf);
  return got;
}

/* ---- tidying ------------------------------------------------------------ */

/* Whoever makes a backup holds its folder locked. */
static bool
is_left (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  bool left = fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0;

  if (fd >= 0)
    close (fd);
  return left;
}

void
backups_sweep (const char *place)
{
  DIR *folder = opendir (place);
  const struct dirent *entry;
  char path[4096];

  while (folder != NULL && (entry = readdir (folder)) != NULL)
    if (backup_named (entry->d_name) && is_part (entry->d_name)
        && file_join (path, sizeof path, place, entry->d_name, NULL) == OK
        && is_left (path))
      folder_remove (path, NULL);
  if (folder != NULL)
    closedir (folder);
}

/* It is a backup no more before the first of its files goes. */
static void
remove_backup (const struct backup *b)
{
  char part[sizeof b->folder + 8];

  snprintf (part, sizeof part, "%s.part", b->folder);
  if (rename (b->folder, part) == 0)
    folder_remove (part, NULL);
}

/* What no backup that is kept can be rolled on with goes.  NAME is that of a
 * folder of the log, "EPOCH-BUILDS".
 */
static void
remove_log (const char *place, const char *name, const struct shelf *kept)
{
  uint32_t needed = UINT32_MAX, epoch, builds, first, last;
  const struct backup *newest = &kept->at[0];
  char dir[4096], path[4096];

  if (sscanf (name, "%" SCNu32 "-%" SCNu32, &epoch, &builds) != 2
      || epoch > newest->epoch
      || (epoch == newest->epoch && builds > newest->builds)
      || archive_folder (place, epoch, builds, dir, NULL) != OK)
    return;
  for (size_t i = 0; i < kept->count; i++)
    if (kept->at[i].epoch == epoch && kept->at[i].builds == builds
        && kept->at[i].last_log < needed)
      needed = kept->at[i].last_log;
  log_range (dir, &first, &last);
  for (uint32_t n = first; n != 0 && n <= last && n < needed; n++)
    if (log_path (dir, n, path, NULL) == OK)
      unlink (path);
  rmdir (dir);
}

static void
remove_logs (const char *place, const struct shelf *kept)
{
  const struct dirent *entry;
  char path[4096];
  DIR *folder;

  if (file_join (path, sizeof path, place, "log", NULL) != OK)
    return;
  folder = opendir (path);
  while (folder != NULL && (entry = readdir (folder)) != NULL)
    remove_log (place, entry->d_name, kept);
  if (folder != NULL)
    closedir (folder);
}

void
backups_tidy (const char *place, const unsigned char *site)
{
  struct shelf shelf = { 0 };

  if (read_shelf (place, site, &shelf, NULL) == OK && shelf.count > 0) {
    backups_sweep (place);
    for (; shelf.count > BACKUPS_KEPT; shelf.count--) {
      remove_backup (&shelf.at[shelf.count - 1]);
      backup_free (&shelf.at[shelf.count - 1]);
    }
    remove_logs (place, &shelf);
  }
  shelf_free (&shelf);
}

enum outcome
backups_epoch (const char *place, const unsigned char *site, uint32_t *epoch,
               struct error *e)
{
  struct shelf shelf = { 0 };
  enum outcome got = read_shelf (place, site, &shelf, e);

  *epoch = got == OK && shelf.count > 0 ? shelf.at[0].epoch : 0;
  shelf_free (&shelf);
  return got;
}
