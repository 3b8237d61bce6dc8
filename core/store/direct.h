/* store/direct.h - writes of the log that go past the system's cache; private
 * to the store.
 *
 * A save waits for the log.  Through the cache its bytes are copied to a page,
 * which the sync finds, locks and sends; a direct write sends them itself, and
 * the sync that follows only asks the disk to be done: two thirds of the time,
 * half of the processor.  It wants whole blocks, so the last one, not full yet,
 * is kept, and written again with what comes.
 */
#ifndef STORE_DIRECT_H
#define STORE_DIRECT_H

#include <sys/types.h>

struct direct;

/* Of the file PATH, which is open otherwise too. */
struct direct *direct_open (const char *path);
void direct_close (struct direct *); /* NULL is allowed */

/* As pwrite; FD is the same file, for what is long, what makes the file longer,
 * and disks that cannot.  Nobody else writes to it.
 */
ssize_t direct_write (struct direct *, int fd, const void *from, size_t len,
                      off_t at);

#endif
