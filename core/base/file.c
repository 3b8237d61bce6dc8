/* file.c - files that are whole or not there, and files one can trust. */

#include "base/file.h"
#include "base/language.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ERR_SYSTEM, or ERR_ABSENT for what is not there, with errno's own words. */
static enum outcome
system_fail (struct error *e, const char *doing, const char *path)
{
  int os = errno;

  return fail (e, os == ENOENT ? ERR_ABSENT : ERR_SYSTEM, os, "%s: %s: %s",
               path, doing, strerror (os));
}

/* As read, but begun again when a signal came. */
static ssize_t
read_on (int fd, void *to, size_t size)
{
  ssize_t got;

  do
    got = read (fd, to, size);
  while (got < 0 && errno == EINTR);
  return got;
}

enum outcome
file_read (const char *path, size_t most, struct bytes *into, struct error *e)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  size_t before = into->len;
  enum outcome done = OK;
  ssize_t got;

  if (fd < 0)
    return system_fail (e, _ ("cannot be opened"), path);
  do {
    bytes_reserve (into, 8192);
    got = read_on (fd, into->at + into->len, into->room - into->len);
    if (got > 0)
      into->len += (size_t) got;
  } while (got > 0 && into->len - before <= most);
  if (got < 0)
    done = system_fail (e, _ ("cannot be read"), path);
  else if (got > 0)
    done =
      fail (e, ERR_INPUT, 0, _ ("%s is larger than %zu bytes"), path, most);
  if (done != OK)
    into->len = before;
  close (fd);
  return done;
}

enum outcome
file_put (int fd, const void *from, size_t len, const char *name,
          struct error *e)
{
  const char *at = from;

  while (len > 0) {
    ssize_t put = write (fd, at, len);

    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0)
      return system_fail (e, _ ("cannot be written"), name);
    at += put;
    len -= (size_t) put;
  }
  return OK;
}

enum outcome
folder_sync (const char *folder, struct error *e)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int synced;

  if (fd < 0)
    return system_fail (e, _ ("cannot be opened"), folder);
  synced = fsync (fd);
  if (synced != 0)
    system_fail (e, _ ("cannot be written"), folder);
  close (fd);
  return synced == 0 ? OK : ERR_SYSTEM;
}

enum outcome
file_folder (char *to, size_t size, const char *path, struct error *e)
{
  size_t len = (size_t) (file_name (path) - path);

  if (len > 1)
    len--; /* the slash, but of "/" itself */
  if ((size_t) snprintf (to, size, "%.*s", len == 0 ? 1 : (int) len,
                         len == 0 ? "." : path)
      >= size)
    return fail (e, ERR_SYSTEM, ENAMETOOLONG, _ ("%s: the path is too long"),
                 path);
  return OK;
}

const char *
file_name (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash == NULL ? path : slash + 1;
}

enum outcome
file_write (const char *path, mode_t mode, const void *from, size_t len,
            struct error *e)
{
  char beside[PATH_MAX], folder[PATH_MAX];
  enum outcome done;
  int fd;

  if (snprintf (beside, sizeof beside, "%s.XXXXXX", path) >= PATH_MAX)
    return fail (e, ERR_SYSTEM, ENAMETOOLONG, _ ("%s: the path is too long"),
                 path);
  if (file_folder (folder, sizeof folder, path, e) != OK)
    return ERR_SYSTEM;
  fd = mkostemp (beside, O_CLOEXEC);
  if (fd < 0)
    return system_fail (e, _ ("no file can be made beside it"), path);

  done = file_put (fd, from, len, path, e);
  if (done == OK && (fchmod (fd, mode) != 0 || fsync (fd) != 0))
    done = system_fail (e, _ ("cannot be written"), path);
  close (fd);
  if (done == OK && rename (beside, path) != 0)
    done = system_fail (e, _ ("cannot be replaced"), path);
  if (done == OK)
    return folder_sync (folder, e);
  unlink (beside);
  return done;
}

enum outcome
folder_make (const char *folder, mode_t mode, struct error *e)
{
  struct stat s;

  if (mkdir (folder, mode) == 0)
    return OK;
  if (errno == EEXIST && stat (folder, &s) == 0 && S_ISDIR (s.st_mode))
    return OK;
  return fail (e, ERR_SYSTEM, errno, "%s: %s: %s", folder,
               _ ("the folder cannot be made"), strerror (errno));
}

bool
folder_is_empty (const char *folder)
{
  DIR *d = opendir (folder);
  struct dirent *entry;

  if (d == NULL)
    return false;
  while ((entry = readdir (d)) != NULL)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
      break;
  closedir (d);
  return entry == NULL;
}

static int
remove_one (const char *path, const struct stat *s, int type, struct FTW *ftw)
{
  (void) s, (void) type, (void) ftw;
  return remove (path);
}

enum outcome
folder_remove (const char *folder, struct error *e)
{
  /* The deepest first, links not followed, at most 16 folders open. */
  if (nftw (folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0)
    return OK;
  return system_fail (e, _ ("cannot be removed"), folder);
}

enum outcome
file_join (char *to, size_t size, const char *a, const char *b, struct error *e)
{
  int len = snprintf (to, size, "%s/%s", a, b);

  if (len < 0 || (size_t) len >= size)
    return fail (e, ERR_SYSTEM, ENAMETOOLONG, _ ("%s/%s: the path is too long"),
                 a, b);
  return OK;
}

/* The folder that PATH is in; false when there is none. */
static bool
find_folder (const char *path, struct stat *folder)
{
  char above[PATH_MAX];

  return file_folder (above, sizeof above, path, NULL) == OK
         && stat (above, folder) == 0;
}

bool
file_same (const char *a, const char *b)
{
  struct stat one, other;
  bool is = stat (a, &one) == 0, too = stat (b, &other) == 0;

  if (!is && !too)
    return find_folder (a, &one) && find_folder (b, &other)
           && one.st_dev == other.st_dev && one.st_ino == other.st_ino
           && strcmp (file_name (a), file_name (b)) == 0;
  return is && too && S_ISREG (one.st_mode) && one.st_dev == other.st_dev
         && one.st_ino == other.st_ino;
}

bool
file_no_room (int why)
{
  return why == ENOSPC || why == EDQUOT || why == EFBIG;
}

void
file_hold_standard (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && errno == EBADF)
      (void) open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}
