/* store/backup.h - copies of a store: taken while it works, and laid down
 * again.
 *
 * A PLACE holds the backups of one site:
 *
 *   2026-11-21_10-15-00/       a good one: manifest.json, db/, and what else
 *                              the folder of the site has
 *   2026-11-22_10-15-00.part/  one that is being made, or was given up
 *   log/2-0/log.0000000017     the log since, of epoch 2 before any build
 *
 * A backup is the files of the tables, page by page, as they stood while others
 * saved, and the log from before the first page was copied until after the
 * last one was: the log makes one moment of it.  With the log that was kept
 * later it makes any later moment, until a build whose tables are not in the
 * log.  Each commit leaves a mark in the log that says when it was; the log is
 * cut before the first mark that is later than the moment that is wanted, and
 * then recovered as after a power cut there.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"

#include <sys/types.h>

enum {
  BACKUPS_KEPT = 7,
  BACKUP_NAME = 32,             /* "2026-11-21_10-15-00", at UTC+7           */
  BACKUP_FILES_MOST = 10000,
};

struct backup_file {
  char name[256];               /* below the backup's folder: "db/find.db"   */
  uint64_t size;
  unsigned char hash[HASH_SIZE];
};

/* What the manifest of a backup says. */
struct backup {
  char folder[4096];            /* where it is; not in the manifest          */
  char name[BACKUP_NAME];       /* the last part of that                     */
  char office[64], version[32]; /* of hoso                                   */
  unsigned char site[ID_SIZE];
  uint32_t epoch;
  uint64_t time;                /* the moment it stands at                   */
  uint64_t changes;
  uint32_t records;
  unsigned char chain[HASH_SIZE];
  uint32_t builds;              /* that the store had seen by then           */
  uint32_t first_log, last_log; /* numbers of its files of the log           */
  char passed[BACKUP_NAME];     /* by backup_find, of the same place, because
                                 * it does not decode; not in the manifest   */
  struct backup_file *files;    /* all but the manifest                      */
  size_t n_files;
};
void backup_free (struct backup *);
/* One more file, all zeros. */
struct backup_file *backup_add (struct backup *);
uint64_t backup_size (const struct backup *); /* bytes of all files           */

/* The manifest in FOLDER: written as a whole, and read.  ERR_ABSENT when there
 * is none, ERR_DAMAGED when it does not agree with its own hash.
 */
enum outcome backup_write (const struct backup *, mode_t, struct error *);
enum outcome backup_read (const char *folder, struct backup *, struct error *);

/* ---- a place ----------------------------------------------------------- */

/* The newest good backup of SITE in PLACE that stands at UNTIL or before (0:
 * the newest of all); PLACE may also be the folder of one backup.  SITE may be
 * NULL: any.  Fill *BACKUP with zeros before; free it with backup_free.
 *
 *   ERR_ABSENT   there is none, or no PLACE
 *   ERR_SYSTEM   PLACE cannot be read, or holds backups of another site
 *   ERR_DAMAGED  there is none whose manifest decodes
 */
enum outcome backup_find (const char *place, const unsigned char *site,
                          uint64_t until, struct backup *, struct error *);

/* The newest whose files are all as their manifest says, passing over those
 * that are not: for a recovery that nobody watches.  It reads whole backups.
 */
enum outcome backup_usable (const char *place, const unsigned char *site,
                            struct backup *, struct error *);

/* The highest epoch of SITE's backups in PLACE; 0 without any. */
enum outcome backups_epoch (const char *place, const unsigned char *site,
                            uint32_t *epoch, struct error *);

/* Removes what is left of backups that were given up. */
void backups_sweep (const char *place);
/* That, all but the newest BACKUPS_KEPT good ones, and the log that none of
 * these can be rolled on with.
 */
void backups_tidy (const char *place, const unsigned char *site);

/* Whether NAME begins as that of a backup does. */
bool backup_named (const char *name);

/* Whether every file is as its manifest says; ERR_DAMAGED names the first that
 * is not.  STEP (may be NULL) is told how many bytes were read.
 */
typedef void (*backup_step) (void *with, uint64_t bytes);
enum outcome backup_check (const struct backup *, backup_step, void *with,
                           struct error *);

/* The first SIZE bytes of FROM (UINT64_MAX: all of it) become the file TO,
 * which must not be there, with MODE, synced.  HASH may be NULL.
 */
enum outcome copy_file (const char *from, const char *to, mode_t mode,
                        uint64_t size, unsigned char hash[HASH_SIZE],
                        struct error *);

/* Hash of the whole file; *SIZE its bytes. */
enum outcome hash_file (const char *path, uint64_t *size,
                        unsigned char hash[HASH_SIZE], backup_step, void *with,
                        struct error *);

/* ---- laying a store down ----------------------------------------------- */

struct lay {
  const struct backup *backup;  /* checked by the caller                     */
  const char *db;               /* an empty folder to fill                   */
  const char *damaged;          /* db folder whose log is of use, or NULL    */
  uint64_t until;               /* the last moment to be laid; 0: all        */
  bool archived;                /* go on with the log kept in the place      */
  bool group;                   /* modes, as store_open                      */
};

/* What there is then.  The caller opens the store: counts tell the rest. */
struct laid {
  uint64_t time;                /* of the last commit that was laid          */
  uint64_t changes;             /* there were after it                       */
  uint32_t missing;             /* file of the log that would have come next,
                                 * when a later one was found; 0: no gap     */
  uint32_t torn;                /* file of the log that ends in the middle,
                                 * though there is a later one; 0: none      */
  bool built;                   /* a build ended it: its tables are in no log */
  bool cut;                     /* something later than UNTIL was left out   */
};

/* Copies the files of the backup into DB, then its log, that in the place and
 * that in DAMAGED, as far as they follow each other; cuts it behind UNTIL;
 * recovers.  What is there at the end is durable, has no log before that, and
 * is opened by store_open with an identity of a higher epoch: the log of the
 * old epoch must not be mixed with what comes now.  Needs the library, so it
 * is called in a process that has no store open; it may take a second for 10
 * MB of log.  ERR_DAMAGED: the log cannot be recovered.
 */
enum outcome backup_lay (const struct lay *, struct laid *, struct error *);

/* ---- the store that is copied ------------------------------------------ */

/* For the server, which alone may read the files: one backup at a time.  A
 * client begins, reads file 0 and on until ERR_INPUT, each from byte 0 in
 * pieces until END; asks for the moment and reads the files that are there now,
 * which are of the log; says that all of it is good; ends.
 *
 *   ERR_BUSY    another backup is at work
 *   ERR_ABSENT  none was begun, the server is another one by now, or a build
 *               came in between: begin again
 */
enum { COPY_PIECE = 512 << 10 };
enum outcome store_copy_begin (struct store *, struct error *);
enum outcome store_copy_read (struct store *, uint32_t number, uint64_t at,
                              char name[64], struct bytes *to, bool *end,
                              struct error *);
/* Fills in all but name, folder, version and files.  The caller makes the log
 * durable before it reads the files of it.
 */
enum outcome store_copy_moment (struct store *, struct backup *,
                                struct error *);
/* The backup (name, time, changes, last_log count) is a good one in PLACE, an
 * absolute path: from now on the log is kept there.  Outside of transactions.
 */
enum outcome store_backed (struct store *, const struct backup *,
                           const char *place, struct error *);
void store_copy_end (struct store *);
bool store_is_copied (const struct store *);  /* a backup is at work         */

/* How far the last good backup can be rolled on. */
enum rolls {
  ROLLS_NONE,      /* there is no good backup of this epoch                  */
  ROLLS,           /* to any moment until the last checkpoint                */
  ROLLS_NOT_NOW,   /* its place cannot be written; the log waits             */
  ROLLS_TO_GAP,    /* to a moment from which on the log was given up         */
  ROLLS_TO_BUILD,  /* to the build that came after it                        */
};
struct backup_state {
  uint64_t time, changes;   /* of the last good backup; 0: there is none     */
  uint8_t rolls;            /* enum rolls                                    */
  char folder[1100];
};
void store_backup_state (const struct store *, struct backup_state *);

/* How many builds (tables written without the log, or another log begun) the
 * store has seen.  Who is about to adopt one calls store_built in the
 * transaction that adopts it: no backup before it can be rolled on then.
 */
enum outcome store_built (struct store *, struct error *);

#endif
