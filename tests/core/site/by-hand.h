/* by-hand.h - a client made by hand, frame by frame: so that it can misbehave.
 */
#ifndef TESTS_BY_HAND_H
#define TESTS_BY_HAND_H

#include "tests/core/site/fixture.h"

#include "site/stream.h"

#include <poll.h>
#include <sys/socket.h>

/* A client by hand; many at once have to wait until they are let in. */
__attribute__ ((unused)) static int
join (void)
{
  int fd = -1;

  for (int tries = 0; tries < 200 && fd < 0; tries++) {
    fd = socket_connect (test_folder);
    if (fd < 0)
      usleep (10000);
  }
  if (fd < 0)
    printf ("# connect: %s\n", strerror (errno));
  return fd;
}

__attribute__ ((unused)) static void
send_all (int fd, const void *bytes, size_t len)
{
  if (send (fd, bytes, len, MSG_NOSIGNAL) != (ssize_t) len)
    printf ("# short: %s\n", strerror (errno));
}

__attribute__ ((unused)) static void
greet (int fd, uint16_t protocol)
{
  SCOPED_BYTES bytes = { 0 };
  struct hello hello = { .protocol = protocol,
                         .version = "0",
                         .language = "vi" };

  put_hello (&bytes, &hello);
  send_all (fd, bytes.at, bytes.len);
}

/* A frame with request NUMBER asking WHAT with BODY. */
__attribute__ ((unused)) static void
ask (int fd, uint64_t number, uint8_t what, const void *body, size_t len)
{
  SCOPED_BYTES bytes = { 0 };
  size_t frame = frame_open (&bytes);

  put_u64 (&bytes, number);
  put_u8 (&bytes, what);
  bytes_add (&bytes, body, len);
  frame_close (&bytes, frame);
  send_all (fd, bytes.at, bytes.len);
}

/* Waits for a frame; false when the server leaves. */
__attribute__ ((unused)) static bool
hear (struct stream *s, struct slice *frame)
{
  struct pollfd news = { .fd = s->fd, .events = POLLIN };

  for (int tries = 0; tries < 50; tries++) {
    if (!stream_drain (s))
      return false;
    if (stream_take (s, frame) == FRAME_WHOLE)
      return true;
    poll (&news, 1, 100);
    if (news.revents != 0 && !stream_fill (s))
      return false;
  }
  return false;
}

#endif
