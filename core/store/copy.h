/* store/copy.h - files of a backup and of the log; private to the store. */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "store/backup.h"

#include <sys/types.h>

/* Appends to TO what FROM has behind byte AT. */
enum outcome copy_rest (const char *from, const char *to, uint64_t at,
                        struct error *);

/* Numbers of files of the log: "log.0000000017". */
enum { LOG_NAME = 16 };
void log_name (uint32_t number, char name[LOG_NAME]);
uint32_t log_number (const char *name);          /* 0: it is no such name     */
/* DIR/log.N */
enum outcome log_path (const char *dir, uint32_t number, char path[4096],
                       struct error *);

/* The lowest and the highest number of a file of the log in DIR; 0, 0: none. */
void log_range (const char *dir, uint32_t *first, uint32_t *last);

/* PLACE/log/EPOCH-BUILDS: within these the log is one and its files are
 * numbered on.
 */
enum outcome archive_folder (const char *place, uint32_t epoch, uint32_t builds,
                             char path[4096], struct error *);

/* ---- marks.c: moments in the log --------------------------------------- */

/* Notes in the transaction at hand when it is committed, and what it makes. */
enum outcome mark_commit (struct store *, struct error *);

/* Where the log of DIR is to end: behind UNTIL (0: at its end), before a build
 * that is not BUILDS, or where it cannot be read.  Marks up to byte FLOOR of
 * file FROM belong to the backup and are not looked at.  Cuts it there.
 */
struct cutting {
  const char *dir;
  uint64_t until;
  uint32_t builds, from;
  uint64_t floor;
};
enum outcome marks_cut (const struct cutting *, struct laid *, struct error *);

/* ---- archive.c: the log kept beside the backups ------------------------- */

/* Removes or keeps what the library needs no more: after a checkpoint AT_ONCE,
 * between saves now and then.
 */
void archive_tidy (struct store *, bool at_once);
/* The same when the store is closed: waits a little until all is kept. */
void archive_finish (struct store *);
/* Looks whether the log was kept without a gap; once the counters are read. */
void archive_look (struct store *);
/* The lowest number of the log that recovery needs. */
uint32_t log_needed (struct store *);
/* Where the log is durable until: file and offset. */
int log_end (struct store *, uint32_t *file, uint32_t *offset);

#endif
