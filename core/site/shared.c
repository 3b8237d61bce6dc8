/* shared.c - memory that the server writes and one client reads. */

#include "site/shared.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  SIZE = SHARED_PIECES * SHARED_PIECE,
  /* What the server asks of the system, and the client of the server. */
  SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL,
};

static bool
map (struct shared *w, int fd, int how)
{
  void *at = mmap (NULL, SIZE, how, MAP_SHARED, fd, 0);

  w->at = at == MAP_FAILED ? NULL : at;
  return w->at != NULL;
}

/* Sealed once it can be written to here.  Children of the server, and what is
 * left of it when it dies, do without.
 */
static bool
make (struct shared *w, int fd)
{
  return ftruncate (fd, SIZE) == 0 && map (w, fd, PROT_READ | PROT_WRITE)
         && fcntl (fd, F_ADD_SEALS, SEALS) == 0
         && madvise (w->at, SIZE, MADV_DONTFORK) == 0
         && madvise (w->at, SIZE, MADV_DONTDUMP) == 0;
}

bool
shared_make (struct shared *w, int *fd)
{
  *w = (struct shared){ 0 };
  *fd = memfd_create ("hoso", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (*fd >= 0 && make (w, *fd))
    return true;
  shared_free (w);
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
  return false;
}

static bool
is_sealed (int fd)
{
  int seals = fcntl (fd, F_GET_SEALS);
  struct stat s;

  return seals >= 0 && (seals & SEALS) == SEALS && fstat (fd, &s) == 0
         && s.st_size == SIZE;
}

bool
shared_take (struct shared *w, int fd)
{
  bool good;

  *w = (struct shared){ 0 };
  if (fd < 0)
    return false;
  good = is_sealed (fd) && map (w, fd, PROT_READ);
  close (fd);
  return good;
}

void
shared_free (struct shared *w)
{
  if (w->at != NULL)
    munmap (w->at, SIZE);
  *w = (struct shared){ 0 };
}

struct bytes
shared_piece (const struct shared *w, unsigned n)
{
  if (w->at == NULL || n == 0 || n > SHARED_PIECES)
    return (struct bytes){ 0 };
  return (struct bytes){ .at = w->at + (n - 1) * (size_t) SHARED_PIECE,
                         .room = SHARED_PIECE };
}
