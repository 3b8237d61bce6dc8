/* cli/text-tools.h - tools of "hoso text" that are no filters of lines. */
#ifndef CLI_TEXT_TOOLS_H
#define CLI_TEXT_TOOLS_H

#include "cli/arguments.h"

/* Each takes the files that stand behind its name, or standard input, and
 * gives the exit status.
 */
int text_convert (const struct arguments *);
int text_detect (const struct arguments *);

/* Reads up to ROOM bytes of a file that is open; 0 at its end, -1 with E. */
long text_read (int fd, const char *name, void *to, size_t room,
                struct error *);
/* Opens a file, or standard input for "-"; -1 with E. */
int text_open (const char *name, struct error *);

#endif
