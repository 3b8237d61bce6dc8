/* site-files.c - what a backup has of a site beside its store: its settings,
 * its key, its own tables and plugins.
 */

#include "site/site-files.h"

#include "base/file.h"
#include "base/language.h"
#include "store/backup.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEP = 8 }; /* folders in folders */

/* Files keep whether they can be run: plugins. */
static mode_t
folder_mode (mode_t file)
{
  return file == 0660 ? 02770 : 0700;
}

static enum outcome
add (struct backup *b, const char *name, const unsigned char hash[HASH_SIZE],
     uint64_t size, struct error *e)
{
  struct backup_file *file;

  if (b->n_files >= BACKUP_FILES_MOST || strlen (name) >= sizeof file->name)
    return fail (e, ERR_SYSTEM, 0,
                 _ ("the folder of the site has too many files, or %s has too "
                    "long a name"),
                 name);
  file = backup_add (b);
  snprintf (file->name, sizeof file->name, "%s", name);
  file->size = size;
  memcpy (file->hash, hash, HASH_SIZE);
  return OK;
}

static enum outcome copy_any (const char *site, const char *name, mode_t,
                              unsigned deep, struct backup *, struct error *);

static enum outcome
copy_folder (const char *site, const char *name, const char *from,
             const char *to, mode_t mode, unsigned deep, struct backup *b,
             struct error *e)
{
  enum outcome done = folder_make (to, folder_mode (mode), e);
  const struct dirent *entry;
  DIR *folder;

  if (done != OK)
    return done;
  folder = opendir (from);
  if (folder == NULL)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", from, strerror (errno));
  while (done == OK && (entry = readdir (folder)) != NULL) {
    char below[4096];

    if (entry->d_name[0] == '.')
      continue;
    done = file_join (below, sizeof below, name, entry->d_name, e);
    if (done == OK)
      done = copy_any (site, below, mode, deep + 1, b, e);
  }
  closedir (folder);
  return done == OK ? folder_sync (to, e) : done;
}

/* What is neither a file nor a folder, links too, stays behind. */
static enum outcome
copy_any (const char *site, const char *name, mode_t mode, unsigned deep,
          struct backup *b, struct error *e)
{
  unsigned char hash[HASH_SIZE];
  char from[4096], to[4096];
  struct stat s;
  enum outcome done;

  if (file_join (from, sizeof from, site, name, e) != OK
      || file_join (to, sizeof to, b->folder, name, e) != OK)
    return ERR_SYSTEM;
  if (lstat (from, &s) != 0)
    return errno == ENOENT
             ? OK
             : fail (e, ERR_SYSTEM, errno, "%s: %s", from, strerror (errno));
  if (S_ISDIR (s.st_mode) && deep < DEEP)
    return copy_folder (site, name, from, to, mode, deep, b, e);
  if (!S_ISREG (s.st_mode))
    return OK;
  done = copy_file (from, to, mode, UINT64_MAX, hash, e);
  return done == OK ? add (b, name, hash, (uint64_t) s.st_size, e) : done;
}

enum outcome
site_files_copy (const char *site, mode_t mode, struct backup *b,
                 struct error *e)
{
  static const char *const names[] = { "site.conf", "key", "data", "plugins" };
  enum outcome done = OK;

  for (size_t i = 0; done == OK && i < sizeof names / sizeof *names; i++)
    done = copy_any (site, names[i], mode, 0, b, e);
  return done;
}

/* ---- back --------------------------------------------------------------- */

/* Makes the folders that NAME leads through. */
static enum outcome
make_above (const char *folder, const char *name, mode_t mode, struct error *e)
{
  char path[4096];
  enum outcome done = OK;

  for (const char *slash = strchr (name, '/'); done == OK && slash != NULL;
       slash = strchr (slash + 1, '/')) {
    int len = snprintf (path, sizeof path, "%s/%.*s", folder,
                        (int) (slash - name), name);

    done = len >= (int) sizeof path
             ? fail (e, ERR_SYSTEM, ENAMETOOLONG, "%s: %s", name,
                     strerror (ENAMETOOLONG))
             : folder_make (path, folder_mode (mode), e);
  }
  return done;
}

enum outcome
site_files_lay (const struct backup *b, const char *folder, mode_t mode,
                struct error *e)
{
  enum outcome done = OK;

  for (size_t i = 0; done == OK && i < b->n_files; i++) {
    const char *name = b->files[i].name;
    char from[4096], to[4096];

    if (strncmp (name, "db/", 3) == 0)
      continue;
    done = make_above (folder, name, mode, e);
    if (done == OK)
      done = file_join (from, sizeof from, b->folder, name, e);
    if (done == OK)
      done = file_join (to, sizeof to, folder, name, e);
    if (done == OK)
      done = copy_file (from, to, mode, UINT64_MAX, NULL, e);
  }
  return done;
}
