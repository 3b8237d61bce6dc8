/* work.c - what the owner of a store does before it can be asked, told to those
 * who wait in some bytes of the file that it holds locked.
 */

#include "store/inside.h"

#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

/* As it stands in DIR/lock, in the order of this machine: nobody else reads
 * it.  BEATS goes on whenever something was done.
 */
struct told {
  uint32_t kind, beats;
  uint64_t done, of;
};

/* The row is always there, so that a full disk cannot refuse it later. */
void
work_tell (struct store *s, enum work_kind kind, uint64_t done, uint64_t of)
{
  struct told told = { kind, ++s->beats, done, of };

  if (s->lock >= 0 && pwrite (s->lock, &told, sizeof told, 0) < 0)
    return; /* those who wait are told nothing */
}

static void
take_work (int fd, struct work *work)
{
  struct told told;

  *work = (struct work){ .kind = WORK_NONE };
  if (pread (fd, &told, sizeof told, 0) != sizeof told
      || told.kind >= WORK_KINDS)
    return;
  work->kind = (enum work_kind) told.kind;
  work->beats = told.beats;
  work->of = told.of;
  work->done = told.done < told.of ? told.done : told.of;
}

bool
store_at_work (const char *dir, struct work *work)
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  char path[4096];
  bool locked;
  int fd;

  if (file_join (path, sizeof path, dir, "lock", NULL) != OK)
    return false;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return false;
  locked = fcntl (fd, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
  if (locked && work != NULL)
    take_work (fd, work);
  close (fd);
  return locked;
}

bool
store_locked (const char *dir)
{
  return store_at_work (dir, NULL);
}
