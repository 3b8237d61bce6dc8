/* cli/lines.h - standard input, or files, line by line: for filters. */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include "base/error.h"

#include <stddef.h>

/* Calls SEEN with each line (without its end) of the files WORDS, or of
 * standard input when there are none or for "-".  A last line without an end
 * counts.  ERR_INPUT: a file cannot be read.
 */
typedef void (*line_seen) (void *with, const char *line, size_t len);
enum outcome lines_each (const char *const *words, size_t n_words, line_seen,
                         void *with, struct error *);

#endif
