/* stream.c - one end of a connection: frames come and go, nothing waits. */

#include "site/stream.h"

#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
  BACKLOG = 64,
  READ_AT_ONCE = 16 * 1024, /* at least; more when a frame is long           */
  KEPT_MOST = 16 * 1024,    /* room that an empty buffer keeps               */
  SOCKET_ROOM = 208 * 1024, /* what is given everywhere                      */
};

/* ---- the socket ---- */

/* An address is short; a folder that is open has a short name.  *HOLD keeps it
 * open, and is closed when the address was used.
 */
static bool
address_of (const char *folder, struct sockaddr_un *address, int *hold)
{
  *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
  *hold = open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (*hold < 0)
    return false;
  snprintf (address->sun_path, sizeof address->sun_path,
            "/proc/self/fd/%d/socket", *hold);
  return true;
}

static int
open_socket (void)
{
  return socket (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

/* Closes FD without losing the reason; -1. */
static int
give_up (int fd)
{
  int reason = errno;

  if (fd >= 0)
    close (fd);
  errno = reason;
  return -1;
}

/* On a disk that cannot be written no socket has a name: there it is called by
 * the folder's number, and lies nowhere.
 */
static bool
nameless (const char *folder, struct sockaddr_un *address, uid_t *owner)
{
  struct stat s;

  *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
  if (access (folder, W_OK) == 0 || errno != EROFS || stat (folder, &s) != 0)
    return false;
  *owner = s.st_uid;
  snprintf (address->sun_path + 1, sizeof address->sun_path - 1,
            "hoso-%llx-%llx", (unsigned long long) s.st_dev,
            (unsigned long long) s.st_ino);
  return true;
}

/* Anybody may take such a name: what answers must be of one who may. */
static bool
is_theirs (int fd, uid_t owner)
{
  struct ucred who;
  socklen_t size = sizeof who;

  return getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0
         && (who.uid == geteuid () || who.uid == 0 || who.uid == owner);
}

static int
connect_nameless (const char *folder)
{
  struct sockaddr_un address;
  int fd, before = errno;
  uid_t owner;

  if (!nameless (folder, &address, &owner)) {
    errno = before;
    return -1;
  }
  fd = open_socket ();
  if (connect (fd, (const struct sockaddr *) &address, sizeof address) == 0
      && is_theirs (fd, owner))
    return fd;
  errno = ECONNREFUSED;
  return give_up (fd);
}

int
socket_connect (const char *folder)
{
  struct sockaddr_un address;
  int hold, fd = open_socket ();

  if (!address_of (folder, &address, &hold))
    return give_up (fd);
  if (connect (fd, (const struct sockaddr *) &address, sizeof address) != 0)
    fd = give_up (fd);
  give_up (hold);
  if (fd < 0 && (errno == ENOENT || errno == ECONNREFUSED))
    fd = connect_nameless (folder);
  return fd;
}

static int
bind_nameless (const char *folder)
{
  struct sockaddr_un address;
  uid_t owner;
  int fd;

  if (!nameless (folder, &address, &owner))
    return -1;
  fd = open_socket ();
  if (bind (fd, (const struct sockaddr *) &address, sizeof address) != 0
      || listen (fd, BACKLOG) != 0)
    fd = give_up (fd);
  return fd;
}

static int
bind_socket (const char *folder, mode_t mask)
{
  struct sockaddr_un address;
  int hold, fd = open_socket ();
  mode_t before;

  if (!address_of (folder, &address, &hold))
    return give_up (fd);
  unlink (address.sun_path);
  before = umask (mask);
  if (bind (fd, (const struct sockaddr *) &address, sizeof address) != 0
      || listen (fd, BACKLOG) != 0)
    fd = give_up (fd);
  umask (before);
  give_up (hold);
  return fd;
}

enum outcome
socket_listen (const char *folder, bool group, int *fd, struct error *e)
{
  *fd = bind_socket (folder, group ? 0117 : 0177);
  if (*fd < 0)
    *fd = bind_nameless (folder);
  if (*fd < 0)
    return fail (e, ERR_SYSTEM, errno, _ ("the socket in %s: %s"), folder,
                 strerror (errno));
  return OK;
}

void
socket_remove (const char *folder, int fd)
{
  char path[PATH_MAX];

  close (fd);
  if (file_join (path, sizeof path, folder, "socket", NULL) == OK)
    unlink (path);
}

/* ---- descriptors ---- */

enum { PASS_ROOM = CMSG_SPACE (sizeof (int)) };

static void
keep_passed (struct stream *s, int fd)
{
  if (s->passed >= 0)
    close (s->passed);
  s->passed = fd;
}

void
stream_pass (struct stream *s, int fd)
{
  if (s->passing >= 0)
    close (s->passing);
  s->passing = fd;
}

int
stream_passed (struct stream *s)
{
  int fd = s->passed;

  s->passed = -1;
  return fd;
}

static ssize_t
send_passing (struct stream *s, const unsigned char *at, size_t len)
{
  _Alignas(struct cmsghdr) char room[PASS_ROOM] = { 0 };
  struct iovec bytes = { (void *) at, len };
  struct msghdr m = { .msg_iov = &bytes,
                      .msg_iovlen = 1,
                      .msg_control = room,
                      .msg_controllen = sizeof room };
  struct cmsghdr *head = CMSG_FIRSTHDR (&m);
  ssize_t n;

  *head = (struct cmsghdr){ CMSG_LEN (sizeof (int)), SOL_SOCKET, SCM_RIGHTS };
  memcpy (CMSG_DATA (head), &s->passing, sizeof s->passing);
  n = sendmsg (s->fd, &m, MSG_NOSIGNAL);
  if (n > 0)
    stream_pass (s, -1);
  return n;
}

static ssize_t
send_some (struct stream *s, const unsigned char *at, size_t len)
{
  return s->passing < 0 ? send (s->fd, at, len, MSG_NOSIGNAL)
                        : send_passing (s, at, len);
}

static ssize_t
receive_passed (struct stream *s, unsigned char *at, size_t room)
{
  _Alignas(struct cmsghdr) char control[PASS_ROOM];
  struct iovec bytes = { at, room };
  struct msghdr m = { .msg_iov = &bytes,
                      .msg_iovlen = 1,
                      .msg_control = control,
                      .msg_controllen = sizeof control };
  ssize_t n = recvmsg (s->fd, &m, MSG_CMSG_CLOEXEC);
  const struct cmsghdr *head = n < 0 ? NULL : CMSG_FIRSTHDR (&m);
  int fd;

  if (head != NULL && head->cmsg_type == SCM_RIGHTS
      && head->cmsg_len == CMSG_LEN (sizeof fd)) {
    memcpy (&fd, CMSG_DATA (head), sizeof fd);
    keep_passed (s, fd);
  }
  return n;
}

/* Where nobody takes descriptors the system closes those that come. */
static ssize_t
receive (struct stream *s, unsigned char *at, size_t room)
{
  return s->takes ? receive_passed (s, at, room) : recv (s->fd, at, room, 0);
}

/* ---- frames ---- */

/* SOCKET_ROOM is asked for, and the system doubles what it gives.  Where less
 * fits, each piece of a scan wakes both ends twice.
 */
void
stream_start (struct stream *s, int fd)
{
  int room = SOCKET_ROOM;

  if (fd >= 0)
    setsockopt (fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  *s =
    (struct stream){ .fd = fd, .keep = KEPT_MOST, .passing = -1, .passed = -1 };
}

void
stream_close (struct stream *s)
{
  if (s->fd >= 0)
    close (s->fd);
  stream_pass (s, -1);
  keep_passed (s, -1);
  bytes_free (&s->in);
  bytes_free (&s->out);
  stream_start (s, -1);
}

static void
empty (struct bytes *b, size_t *done, size_t keep)
{
  *done = 0;
  if (b->room > keep)
    bytes_free (b);
  else
    bytes_clear (b);
}

/* Moves what was not read yet to the front. */
static void
close_up (struct stream *s)
{
  if (s->read == s->in.len) {
    empty (&s->in, &s->read, s->keep);
  } else if (s->read > 0) {
    memmove (s->in.at, s->in.at + s->read, s->in.len - s->read);
    s->in.len -= s->read;
    s->read = 0;
  }
}

static bool
only_later (void)
{
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

bool
stream_fill (struct stream *s)
{
  ssize_t n;

  if (stream_peek (s) != FRAME_PART)
    return true;
  close_up (s);
  bytes_reserve (&s->in, READ_AT_ONCE);
  n = receive (s, s->in.at + s->in.len, s->in.room - s->in.len);
  if (n < 0)
    return only_later ();
  s->in.len += (size_t) n;
  return n > 0;
}

bool
stream_sends (const struct stream *s)
{
  return s->sent < s->out.len;
}

/* What was sent makes room where something always waits behind it. */
static void
move_up (struct stream *s)
{
  int why = errno;

  if (s->sent <= s->out.len / 2)
    return;
  s->out.len -= s->sent;
  memmove (s->out.at, s->out.at + s->sent, s->out.len);
  s->sent = 0;
  errno = why;
}

void
stream_put (struct stream *s, const unsigned char *at, size_t len)
{
  ssize_t n = 0;

  if (!stream_sends (s))
    n = send_some (s, at, len);
  if (n < 0)
    n = 0; /* draining meets it again */
  bytes_add (&s->out, at + n, len - (size_t) n);
}

bool
stream_drain (struct stream *s)
{
  while (stream_sends (s)) {
    ssize_t n = send_some (s, s->out.at + s->sent, s->out.len - s->sent);

    if (n < 0) {
      move_up (s);
      return only_later ();
    }
    s->sent += (size_t) n;
  }
  empty (&s->out, &s->sent, s->keep);
  return true;
}

static enum frame
first (const struct stream *s, struct slice *frame)
{
  return frame_first ((struct slice){ s->in.at + s->read, s->in.len - s->read },
                      frame);
}

enum frame
stream_peek (const struct stream *s)
{
  struct slice frame;

  return first (s, &frame);
}

struct slice
stream_waiting (const struct stream *s)
{
  struct slice frame;

  return first (s, &frame) == FRAME_WHOLE ? frame : (struct slice){ 0 };
}

bool
stream_stuck (const struct stream *s)
{
  return stream_sends (s)
         || (s->read < s->in.len && stream_peek (s) == FRAME_PART);
}

enum frame
stream_take (struct stream *s, struct slice *frame)
{
  enum frame state = first (s, frame);

  if (state == FRAME_WHOLE)
    s->read = (size_t) (frame->at + frame->len - s->in.at);
  return state;
}

bool
stream_yield (struct stream *s, struct slice frame, struct bytes *to)
{
  if (frame.at + frame.len != s->in.at + s->in.len)
    return false;
  bytes_free (to);
  *to = s->in;
  s->in = (struct bytes){ 0 };
  s->read = 0;
  return true;
}

void
stream_lend (struct stream *s, struct bytes *b)
{
  if (s->fd < 0 || s->in.at != NULL || b->room > s->keep)
    return;
  bytes_clear (b);
  s->in = *b;
  *b = (struct bytes){ 0 };
}
