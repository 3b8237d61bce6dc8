/* log.c - one line a happening, in SITE/log/hoso.log. */

#include "base/log.h"
#include "base/clock.h"

#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOG_MOST = 1 << 20, LINE_MOST = 512 };

/* Where the lines go; -1 is nowhere.  One for the whole program. */
static int log_fd = -1;

void
log_open (const char *folder)
{
  char path[PATH_MAX], old[PATH_MAX];
  mode_t mode = 0600;
  struct stat s;

  if (log_fd >= 0)
    close (log_fd);
  log_fd = -1;
  if (snprintf (path, sizeof path, "%s/hoso.log", folder) >= PATH_MAX
      || snprintf (old, sizeof old, "%s/hoso.log.1", folder) >= PATH_MAX)
    return;
  if (stat (folder, &s) == 0 && (s.st_mode & S_IWGRP) != 0)
    mode = 0660;
  if (stat (path, &s) == 0 && s.st_size > LOG_MOST)
    rename (path, old);
  log_fd =
    open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
}

/* A whole line in one write: lines of several programs do not mix. */
void
log_line (const char *format, ...)
{
  char line[LINE_MOST + 2], time[CLOCK_TEXT];
  va_list args;
  int begin;

  if (log_fd < 0)
    return;
  clock_text (clock_now (), time);
  begin = snprintf (line, LINE_MOST, "%s %ld ", time, (long) getpid ());
  va_start (args, format);
  vsnprintf (line + begin, (size_t) (LINE_MOST - begin), format, args);
  va_end (args);
  for (char *c = line; *c != '\0'; c++)
    if ((unsigned char) *c < ' ')
      *c = ' ';
  strcat (line, "\n");
  if (write (log_fd, line, strlen (line)) < 0)
    return; /* a full disk must not stop the work that is logged */
}
