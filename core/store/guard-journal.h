/* store/guard-journal.h - the file page-guard: pages on their way to their
 * places, so that a power cut that tears a place cannot tear the page.
 *
 * A batch is whole when its head agrees with its hash and every page with its
 * sum; a head that was torn, or a page, makes no batch.  docs/layout.md has
 * every byte.  Codes are 0 or an errno.
 */
#ifndef STORE_GUARD_JOURNAL_H
#define STORE_GUARD_JOURNAL_H

#include "base/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define JOURNAL_NAME "page-guard"

enum {
  JOURNAL_NAME_MOST = 44,    /* bytes of a file's name, with its 0           */
  JOURNAL_FILES_MOST = 63,   /* of a batch                                   */
  JOURNAL_PAGES_MOST = 512,  /* of a batch: as many as the cache has         */
  JOURNAL_PAGE = 8192,       /* bytes, or less                               */
  TABLE_ID = 20,             /* bytes that the library made up for a table   */
  TABLE_ID_AT = 52,          /* in its first page                            */
};

/* A file that has pages in a batch: its name in the folder, and which of those
 * that had the name.
 */
struct journal_file {
  char name[JOURNAL_NAME_MOST];
  unsigned char id[TABLE_ID];
};

/* A page of it: where it belongs, and where in the journal it lies. */
struct journal_page {
  uint32_t file, len, slot;
  uint64_t at, sum;
};

struct journal_batch {
  uint64_t number;
  uint32_t n_files, n_pages;
  struct journal_file files[JOURNAL_FILES_MOST];
  struct journal_page pages[JOURNAL_PAGES_MOST];
};

struct journal {
  int fd;
  uint64_t next;     /* number of the next batch                       */
  bool stale;        /* on the disk there may be an older batch        */
  struct bytes head; /* of the batch that is sealed                    */
};

/* All LEN bytes to AT. */
int journal_write (int fd, const void *from, size_t len, uint64_t at);
/* A sync that failed is not tried again: the system may have dropped what it
 * could not write, and would call the next one good.  So a want of room counts
 * as EIO: no room that is made later brings it back.
 */
int journal_sync (int fd);
/* Syncs the names in FOLDER: a file that was synced may have none after a power
 * cut (fsync(2)).
 */
int journal_names (const char *folder);

/* Opens the journal in FOLDER, making it when there is none; the folder is
 * synced then.  It must have been replayed.
 */
int journal_open (struct journal *, const char *folder, mode_t mode);
void journal_close (struct journal *);

/* Writes the bytes of a page of the batch NUMBER to its slot and fills in its
 * sum.
 */
int journal_put (const struct journal *, uint64_t number,
                 struct journal_page *, const void *from);
/* Reads them back; EIO when they are not what was put. */
int journal_get (const struct journal *, uint64_t number,
                 const struct journal_page *, void *to);

/* Writes the head of a batch, whose pages are in their slots.  It counts from
 * the next sync on.  Takes no memory.
 */
int journal_seal (struct journal *, const struct journal_batch *);
/* The batch has reached its places: the head is made void.  When a cut undoes
 * that, the same pages are written once more.
 */
int journal_void (const struct journal *);
/* Makes sure that nothing can be replayed: before places go away. */
int journal_forget (struct journal *);

/* Puts the pages of a whole batch in the journal of FOLDER to their places;
 * before the library opens anything.  Their number goes to *PAGES, 0 for most.
 * EINVAL: the batch is whole, and names what no batch of ours would.
 */
int journal_replay (const char *folder, unsigned *pages);

#endif
