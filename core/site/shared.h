/* site/shared.h - memory that the server writes and one client reads.
 *
 * Private to the site.  The pieces of a long scan come through it, where a
 * socket would copy each of them twice.  The server makes it, seals it and
 * sends its descriptor; whoever has that can read, and nothing else: the memory
 * cannot be made smaller under the server, and nobody else can write to it.
 * The server in turn takes nothing from there but what goes to that client.
 */
#ifndef SITE_SHARED_H
#define SITE_SHARED_H

#include "site/protocol.h"

enum {
  SHARED_PIECES = 2,            /* one is written while the other is read    */
  SHARED_PIECE = SCAN_PIECE + SCAN_PIECE / 4, /* bytes of each               */
};

struct shared {
  unsigned char *at;            /* NULL: there is none                       */
};

/* The server's end; *FD is to be sent, and then the receiver's.  False where
 * the system cannot do that.
 */
bool shared_make (struct shared *, int *fd);
/* The client's end of FD, which is closed; false when FD (perhaps -1) is not
 * what shared_make gives.
 */
bool shared_take (struct shared *, int fd);
void shared_free (struct shared *);

/* Piece N, from 1 on, with no byte in it and no room but its own; at is NULL
 * where there is none.
 */
struct bytes shared_piece (const struct shared *, unsigned n);

#endif
