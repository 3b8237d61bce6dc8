/* server-socket.c - the name that the server listens under: when somebody
 * removes it, nobody reaches the server any more, nor may start another.
 */

#include "site/server.h"

#include "base/file.h"
#include "base/log.h"

#include <limits.h>
#include <sys/inotify.h>
#include <unistd.h>

/* What stands under the name now; false: nothing. */
static bool
find_name (const struct server *s, struct stat *there)
{
  char path[PATH_MAX];

  return file_join (path, sizeof path, s->config.folder, "socket", NULL) == OK
         && lstat (path, there) == 0;
}

/* The number of a file that is gone is soon another's. */
static bool
is_own (const struct server *s, const struct stat *there)
{
  const struct stat *own = &s->name;

  return there->st_dev == own->st_dev && there->st_ino == own->st_ino
         && there->st_mtim.tv_sec == own->st_mtim.tv_sec
         && there->st_mtim.tv_nsec == own->st_mtim.tv_nsec;
}

static enum outcome
take_name (struct server *s, struct error *e)
{
  enum outcome outcome =
    socket_listen (s->config.folder, s->config.group, &s->listener, e);

  s->named = outcome == OK && find_name (s, &s->name);
  return outcome;
}

/* Names that go, or give way to others, are news of the folder; those that come
 * are none, nor is what is written.
 */
static int
watch (const char *folder)
{
  int fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);

  if (fd >= 0
      && inotify_add_watch (
           fd, folder, IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR)
           < 0) {
    close (fd);
    fd = -1;
  }
  return fd;
}

enum outcome
server_listen (struct server *s, struct error *e)
{
  enum outcome outcome = take_name (s, e);

  if (outcome != OK || !s->named)
    return outcome;
  s->watch = watch (s->config.folder);
  server_mind_name (s); /* it may have gone before it was watched */
  return OK;
}

static void
drain (int fd)
{
  _Alignas(struct inotify_event) char news[4096];

  while (read (fd, news, sizeof news) > 0)
    continue;
}

void
server_mind_name (struct server *s)
{
  struct stat there;
  struct error e;

  drain (s->watch);
  if (find_name (s, &there)) {
    if (!is_own (s, &there)) {
      log_line ("the socket is another's: the server leaves");
      s->ends = true;
    }
    return;
  }
  close (s->listener);
  s->ends |= take_name (s, &e) != OK;
  log_line (s->listener >= 0 ? "the socket was removed, and is made again"
                             : "the socket was removed: the server leaves");
}

void
server_unlisten (struct server *s)
{
  struct stat there;

  if (s->watch >= 0)
    close (s->watch);
  if (s->listener < 0)
    return;
  if (s->named && find_name (s, &there) && is_own (s, &there))
    socket_remove (s->config.folder, s->listener);
  else
    close (s->listener);
}
