/* site/stream.h - one end of a connection: frames come and go, nothing waits.
 *
 * Private to the site.  Buffers grow with what is in them, never with what a
 * length says will come, and are given back when they were large and are empty.
 */
#ifndef SITE_STREAM_H
#define SITE_STREAM_H

#include "site/protocol.h"

/* SITE/socket.  Paths of any length will do.  socket_listen makes it anew, for
 * the owner, or for the GROUP too; the caller holds the lock of the store.
 * socket_connect is -1 with errno.
 */
enum outcome socket_listen (const char *folder, bool group, int *fd,
                            struct error *);
void socket_remove (const char *folder, int fd);
int socket_connect (const char *folder);

struct stream {
  int fd;                 /* does not block; -1: no connection               */
  struct bytes in, out;
  size_t read, sent;      /* how much of in is read, of out has gone         */
  size_t keep;            /* room that an empty buffer keeps                 */
  int passing;            /* descriptor that goes with what is sent next, -1:
                           * none                                            */
  int passed;             /* one that came, -1: none; only to who TAKES      */
  bool takes;
};

/* Starts with FD, which it owns from now on, and empty buffers. */
void stream_start (struct stream *, int fd);
void stream_close (struct stream *);

/* Takes in what has come, unless a whole frame waits to be read; false when
 * the other end is gone.
 */
bool stream_fill (struct stream *);
/* Sends LEN bytes, and keeps those that do not go at once for stream_drain. */
void stream_put (struct stream *, const unsigned char *at, size_t len);
/* Sends what goes; false when the other end is gone. */
bool stream_drain (struct stream *);
bool stream_sends (const struct stream *);    /* something has not gone yet  */
/* A frame has come in part, or has not gone whole. */
bool stream_stuck (const struct stream *);

/* Sends FD, which it owns from now on, with the next byte. */
void stream_pass (struct stream *, int fd);
/* The descriptor that came last, the caller's from now on; or -1. */
int stream_passed (struct stream *);

/* What stands at the front, and the same with a whole frame read off; it lies
 * in the stream until the next stream_fill.
 */
enum frame stream_peek (const struct stream *);
struct slice stream_waiting (const struct stream *); /* empty: none is whole   */
enum frame stream_take (struct stream *, struct slice *frame);

/* Gives the buffer away in which FRAME lies, which was just taken, if nothing
 * comes behind it; false when something does.
 */
bool stream_yield (struct stream *, struct slice frame, struct bytes *to);
/* Takes a buffer for what will come, unless there is one. */
void stream_lend (struct stream *, struct bytes *);

#endif
