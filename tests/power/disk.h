/* disk.h - a folder as a disk would have it after a power cut.
 *
 * What was synced is there.  Of what was written since, each unit (a sector, a
 * block) may have any of its states, independently of all others: the system
 * writes when it likes and in any order, and a disk that loses its power has
 * finished some sectors of a page and not others.  A file is as long as what of
 * it is there.  Names are made, changed and removed in order, as a journaling
 * file system (ext4, data=ordered) does: some of the last ones may be missing,
 * none before a sync of any file.  Cutting a file short counts as such a change.
 */
#ifndef TESTS_POWER_DISK_H
#define TESTS_POWER_DISK_H

#include "base/error.h"
#include "tests/power/trace.h"

#include <stddef.h>

enum model {
  DROPPED, /* nothing that was not synced is there                  */
  KEPT,    /* everything is: as after kill -9                       */
  BLOCKS,  /* each 4,096 bytes are whole, in any of their states    */
  SECTORS, /* each 512 bytes are                                    */
  MODELS
};

struct disk;

struct disk *disk_new (void);
void disk_free (struct disk *);

/* Does what EVENT says; its bytes are at FROM and must stay there. */
void disk_do (struct disk *, const struct event *, const unsigned char *from);

/* How many writes to files whose names end with ENDING are not synced. */
size_t disk_waits (const struct disk *, const char *ending);

/* Makes FOLDER, which must not exist, as one of the states that the disk may
 * be left in; rand decides which.
 */
enum outcome disk_cut (const struct disk *, enum model, const char *folder,
                       struct error *);

#endif
