/* copy.c - files copied whole, hashed and synced; names of files of the log. */

#include "store/copy.h"

#include "base/file.h"
#include "base/language.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 256 << 10 };

static enum outcome
open_fail (struct error *e, const char *path)
{
  int os = errno;

  return fail (e, os == ENOENT ? ERR_ABSENT : ERR_SYSTEM, os, "%s: %s", path,
               strerror (os));
}

/* Reads at most SIZE bytes of FD; gives them to TO (-1: to nobody) and to HASH.
 */
static enum outcome
pour (int fd, const char *path, int to, const char *name, uint64_t size,
      struct hash *hash, uint64_t *poured, backup_step step, void *with,
      struct error *e)
{
  SCOPED_BYTES piece = { 0 };

  *poured = 0;
  bytes_reserve (&piece, PIECE);
  while (*poured < size) {
    uint64_t left = size - *poured;
    ssize_t got = read (fd, piece.at, left < PIECE ? (size_t) left : PIECE);

    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return open_fail (e, path);
    if (got == 0)
      break;
    if (hash != NULL)
      hash_add (hash, piece.at, (size_t) got);
    if (to >= 0 && file_put (to, piece.at, (size_t) got, name, e) != OK)
      return ERR_SYSTEM;
    *poured += (uint64_t) got;
    if (step != NULL)
      step (with, *poured);
  }
  return OK;
}

enum outcome
copy_file (const char *from, const char *to, mode_t mode, uint64_t size,
           unsigned char hash[HASH_SIZE], struct error *e)
{
  int in = open (from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), out = -1;
  struct hash state;
  uint64_t poured;
  enum outcome done;

  if (in < 0)
    return open_fail (e, from);
  out =
    open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (int) mode);
  hash_start (&state, NULL);
  done = out < 0 ? open_fail (e, to)
                 : pour (in, from, out, to, size, hash != NULL ? &state : NULL,
                         &poured, NULL, NULL, e);
  if (done == OK && fsync (out) != 0)
    done = open_fail (e, to);
  if (done == OK && hash != NULL)
    hash_end (&state, hash);
  close (in);
  if (out >= 0 && close (out) != 0 && done == OK)
    done = open_fail (e, to);
  if (done != OK && out >= 0)
    unlink (to);
  return done == ERR_ABSENT ? ERR_SYSTEM : done;
}

enum outcome
hash_file (const char *path, uint64_t *size, unsigned char hash[HASH_SIZE],
           backup_step step, void *with, struct error *e)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct hash state;
  enum outcome done;

  if (fd < 0)
    return open_fail (e, path);
  hash_start (&state, NULL);
  done = pour (fd, path, -1, NULL, UINT64_MAX, &state, size, step, with, e);
  hash_end (&state, hash);
  close (fd);
  return done;
}

enum outcome
copy_rest (const char *from, const char *to, uint64_t at, struct error *e)
{
  int in = open (from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  int out = open (to, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
  uint64_t poured;
  enum outcome done = OK;

  if (in < 0 || lseek (in, (off_t) at, SEEK_SET) < 0)
    done = open_fail (e, from);
  else if (out < 0)
    done = open_fail (e, to);
  if (done == OK)
    done = pour (in, from, out, to, UINT64_MAX, NULL, &poured, NULL, NULL, e);
  if (done == OK && fsync (out) != 0)
    done = open_fail (e, to);
  if (in >= 0)
    close (in);
  if (out >= 0)
    close (out);
  return done == ERR_ABSENT ? ERR_SYSTEM : done;
}

/* ---- files of the log --------------------------------------------------- */

void
log_name (uint32_t number, char name[LOG_NAME])
{
  snprintf (name, LOG_NAME, "log.%010u", number);
}

uint32_t
log_number (const char *name)
{
  uint64_t n = 0;

  if (strlen (name) != LOG_NAME - 2 || strncmp (name, "log.", 4) != 0)
    return 0;
  for (const char *c = name + 4; *c != '\0'; c++) {
    if (*c < '0' || *c > '9')
      return 0;
    n = n * 10 + (uint64_t) (*c - '0');
  }
  return n > UINT32_MAX ? 0 : (uint32_t) n;
}

enum outcome
log_path (const char *dir, uint32_t number, char path[4096], struct error *e)
{
  char name[LOG_NAME];

  log_name (number, name);
  return file_join (path, 4096, dir, name, e);
}

void
log_range (const char *dir, uint32_t *first, uint32_t *last)
{
  DIR *folder = opendir (dir);
  const struct dirent *entry;

  *first = *last = 0;
  while (folder != NULL && (entry = readdir (folder)) != NULL) {
    uint32_t n = log_number (entry->d_name);

    if (n != 0 && (*first == 0 || n < *first))
      *first = n;
    if (n > *last)
      *last = n;
  }
  if (folder != NULL)
    closedir (folder);
}

enum outcome
archive_folder (const char *place, uint32_t epoch, uint32_t builds,
                char path[4096], struct error *e)
{
  int len = snprintf (path, 4096, "%s/log/%u-%u", place, epoch, builds);

  if (len < 0 || len >= 4096)
    return fail (e, ERR_SYSTEM, ENAMETOOLONG, _ ("%s: the path is too long"),
                 place);
  return OK;
}
