/* base/file.h - files that are whole or not there, and files one can trust. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Appends the whole file PATH to *INTO; ERR_ABSENT when there is none,
 * ERR_INPUT when it is larger than MOST bytes.
 */
enum outcome file_read (const char *path, size_t most, struct bytes *into,
                        struct error *);

/* Writes PATH as a whole: a temporary file beside it, fsync, rename, fsync of
 * the folder.  After a crash either the old file or the new one is there.
 */
enum outcome file_write (const char *path, mode_t mode, const void *from,
                         size_t len, struct error *);

/* All of FROM to FD, over short writes and EINTR. */
enum outcome file_put (int fd, const void *from, size_t len,
                       const char *name, struct error *);

/* fsync of the folder itself: makes a rename in it durable. */
enum outcome folder_sync (const char *folder, struct error *);

/* Makes FOLDER (and nothing above it) with MODE; OK when it is there. */
enum outcome folder_make (const char *folder, mode_t mode, struct error *);

/* Whether FOLDER exists and holds nothing but "." and "..". */
bool folder_is_empty (const char *folder);

/* Removes FOLDER with everything in it; used for *.part folders and tests. */
enum outcome folder_remove (const char *folder, struct error *);

/* Whether A and B are one regular file, or would be one if they were made. */
bool file_same (const char *a, const char *b);

/* Whether the errno WHY says that there is no room: on the disk, in what the
 * user may take of it, or in a file of the size that is allowed.
 */
bool file_no_room (int why);

/* Takes the places of standard input, output and error where the caller left
 * them closed: what is opened next would get them, and a message would go into
 * a database.  Reading or writing there fails, as it would on a closed one.
 */
void file_hold_standard (void);

/* OK when PATH, and every folder above it, can be changed by nobody but root
 * and the user who runs the program (a folder with the sticky bit that root
 * owns, such as /tmp, counts as safe above a safe one; so does a group of the
 * user's own name that nobody else is in).  Else ERR_INPUT naming the first
 * that can.
 */
enum outcome file_trusted (const char *path, struct error *);

/* The folder that PATH is in ("." for a name alone), in a buffer of SIZE;
 * ERR_SYSTEM when it does not fit.  And its name there.
 */
enum outcome file_folder (char *to, size_t size, const char *path,
                          struct error *);
const char *file_name (const char *path);

/* "A/B" in a buffer of SIZE; ERR_SYSTEM when it does not fit. */
enum outcome file_join (char *to, size_t size, const char *a, const char *b,
                        struct error *);

#endif
