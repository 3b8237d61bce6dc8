/* cli/rows.h - lines of lists and of search results. */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include "batch/export.h"
#include "cli/arguments.h"
#include "site/site.h"

/* Puts the ten header members of a JSON object. */
struct json_writer;
void rows_header (struct json_writer *, const struct header_texts *);

/* A row_seen: prints one line a row, JSON or cells; what was found tells where
 * people live, too.
 */
struct rows {
  struct site *site;
  bool json, found;
  struct bytes line;
  uint64_t count;
};
bool rows_print (void *with, const struct row *);

/* "21/11/2026", or "" for 0. */
void rows_day (uint64_t time, char text[16]);

#endif
