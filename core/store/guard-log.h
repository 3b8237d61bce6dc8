/* store/guard-log.h - the files of the log, as the guard sees them. */
#ifndef STORE_GUARD_LOG_H
#define STORE_GUARD_LOG_H

/* Syncs all that are in FOLDER, and their names: what a server that was killed wrote there, and
 * did not sync, can be read and need not be on the disk.  The library takes it
 * to be there: it would put pages into their places whose log a power cut then
 * takes away.  0 or an errno.
 */
int guard_log_sync (const char *folder);

#endif
