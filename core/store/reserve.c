/* reserve.c - room on the disk that only recovery uses.
 *
 * Another program may fill the disk while pages and log of the last saves are
 * on their way.  Recovery has to write them; without room nothing could be
 * read until somebody has made some.
 */

#include "store/inside.h"

#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

/* What a checkpoint may have left to be written: pages and a file of the log;
 * on a small disk the pages alone.  ROOM is what must be free besides, so that
 * there is something to write.
 */
static const struct {
  off_t size;
  size_t room;
} sizes[] = { { 10 << 20, 8 << 20 }, { 4 << 20, 0 } };

static bool
reserve_path (const struct store *s, char path[4096])
{
  return file_join (path, 4096, s->dir, "reserve", NULL) == OK;
}

static void
make (const struct store *s, const char *path, off_t size)
{
  int fd =
    open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, (int) s->mode);

  if (fd < 0)
    return;
  if (posix_fallocate (fd, 0, size) != 0)
    unlink (path);
  close (fd);
}

void
reserve_keep (struct store *s)
{
  char path[4096];

  if (!reserve_path (s, path) || access (path, F_OK) == 0)
    return;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    if (store_room (s, (size_t) sizes[i].size + sizes[i].room, NULL) == OK) {
      make (s, path, sizes[i].size);
      return;
    }
}

bool
reserve_use (const struct store *s)
{
  char path[4096];

  return reserve_path (s, path) && unlink (path) == 0;
}
