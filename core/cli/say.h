/* cli/say.h - what a command says: data to standard output, words to standard
 * error.
 */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include "base/bytes.h"
#include "base/error.h"
#include "base/json.h"
#include "cli/arguments.h"

/* "hoso import: ..." on standard error; COMMAND may be NULL. */
void say_error (const char *command, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* Says E and gives the exit status of its kind. */
int say_failed (const struct arguments *, const struct error *);

/* A remark on standard error, without the command's name. */
void say_note (const char *format, ...) __attribute__ ((format (printf, 1, 2)));

/* Puts what a finding is about: its field ("": none) and its rule; the field
 * alone when its kind found it, and the id is its own key.
 */
void say_about (struct bytes *to, const char *field, const char *rule);

/* Ends standard output: STATUS, or EXIT_SYSTEM with a sentence when what was
 * written could not be (a full disk, a closed pipe).
 */
int say_done (int status);

/* Puts TEXT and blanks up to CELLS, cut with "…" when it is longer. */
void say_cell (struct bytes *to, const char *text, size_t cells);

/* One line of JSON to standard output, and the bytes emptied. */
void say_json (struct bytes *);

#endif
