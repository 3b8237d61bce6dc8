/* guard-log.c - the files of the log brought to the disk. */

#include "store/guard-log.h"

#include "store/guard-journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int
guard_log_sync (const char *folder)
{
  DIR *dir = opendir (folder);
  struct dirent *entry;
  int rc = dir == NULL ? errno : 0;

  while (rc == 0 && (entry = readdir (dir)) != NULL) {
    int fd;

    if (strncmp (entry->d_name, "log.", 4) != 0)
      continue;
    fd = openat (dirfd (dir), entry->d_name,
                 O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    rc = fd < 0 ? errno : journal_sync (fd);
    if (fd >= 0)
      close (fd);
  }
  if (dir != NULL)
    closedir (dir);
  return rc == 0 ? journal_names (folder) : rc;
}
