/* direct.c - writes of the log that go past the system's cache. */

#include "store/direct.h"

#include "base/bytes.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  BLOCK = 4096,     /* no disk wants larger ones                   */
  ROOM = 64 * 1024, /* a group of twenty saves; what is longer is quicker
                     * through the cache                           */
};

struct direct {
  int fd;              /* -1: this disk cannot                        */
  off_t end;           /* of what was written last; -1: of nothing    */
  off_t size;          /* of the file, at least                       */
  unsigned char *room; /* its block at END first                      */
};

struct direct *
direct_open (const char *path)
{
  struct direct *d = bytes_must (sizeof *d);

  *d = (struct direct){
    .fd = open (path, O_WRONLY | O_DIRECT | O_CLOEXEC | O_NOFOLLOW),
    .end = -1,
    .room = aligned_alloc (BLOCK, ROOM),
  };
  return d;
}

void
direct_close (struct direct *d)
{
  if (d == NULL)
    return;
  if (d->fd >= 0)
    close (d->fd);
  free (d->room);
  free (d);
}

/* Whether UNTIL is in the file, which is made longer through the cache. */
static bool
is_inside (struct direct *d, off_t until)
{
  struct stat s;

  if (until > d->size && fstat (d->fd, &s) == 0)
    d->size = s.st_size;
  return until <= d->size;
}

/* Whether the room begins with the FRONT bytes that lie before AT. */
static bool
has_front (struct direct *d, int fd, size_t front, off_t at)
{
  return front == 0 || d->end == at
         || pread (fd, d->room, front, at - (off_t) front) == (ssize_t) front;
}

/* The blocks with LEN bytes behind FRONT; behind them is nothing yet. */
static bool
write_blocks (struct direct *d, size_t front, const void *from, size_t len,
              off_t at)
{
  size_t filled = front + len, rest = -filled % BLOCK;

  memcpy (d->room + front, from, len);
  memset (d->room + filled, 0, rest);
  d->end = -1;
  if (pwrite (d->fd, d->room, filled + rest, at - (off_t) front)
      != (ssize_t) (filled + rest))
    return false;
  memmove (d->room, d->room + filled / BLOCK * BLOCK, filled % BLOCK);
  d->end = at + (off_t) len;
  return true;
}

/* What cannot be written so goes through the cache, which says why when it
 * cannot either.
 */
ssize_t
direct_write (struct direct *d, int fd, const void *from, size_t len, off_t at)
{
  size_t front = (size_t) (at % BLOCK);

  off_t until = at + (off_t) len + BLOCK - 1;

  if (d->fd >= 0 && d->room != NULL && front + len <= ROOM
      && is_inside (d, until - until % BLOCK) && has_front (d, fd, front, at)
      && write_blocks (d, front, from, len, at))
    return (ssize_t) len;
  d->end = -1;
  return pwrite (fd, from, len, at);
}
