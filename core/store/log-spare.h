/* store/log-spare.h - the next file of the log, made ahead; private to the
 * store.
 *
 * A file of the log is filled with zeros when it is begun, so that a sync
 * writes what was saved and the file system has nothing to note.  Whoever saves
 * then would wait for these zeros, too.  So a thread makes FOLDER/log-next
 * meanwhile, and the library finds it under the name that it is about to
 * create.  A file of the log that is needed no more becomes the next one: to
 * free its blocks and to find others costs more than to write them.
 *
 * Where there is none (the disk is nearly full, the thread could not be
 * started, too much was saved at once) the library makes its file as it always
 * did.
 */
#ifndef STORE_LOG_SPARE_H
#define STORE_LOG_SPARE_H

#include <stdbool.h>
#include <sys/types.h>

struct spare;

struct spare *spare_new (const char *folder, mode_t mode);
/* Waits for the thread; NULL is allowed. */
void spare_free (struct spare *);
/* In a fork: the thread is the parent's. */
void spare_leave (struct spare *);

/* FILLED bytes are in the file at hand: begins to make the next one when it is
 * half full, unless that is there or was tried for this file.
 */
void spare_make (struct spare *, off_t filled);
/* Whether PATH, a new file of the log, is the spare one now: zeros that are on
 * the disk; its name need not be.
 */
bool spare_take (struct spare *, const char *path);
/* Whether LEN bytes for AT are what a spare file has there. */
bool spare_has (const void *from, size_t len, off_t at);

/* Whether PATH, a file of the log in FOLDER that nobody needs, becomes the next
 * one; otherwise it is to be removed.
 */
bool spare_reuse (const char *folder, const char *path);

#endif
