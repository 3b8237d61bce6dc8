/* peer.h - the table of dossiers in SQLite, for the programs that measure it. */
#ifndef TESTS_BENCH_PEER_H
#define TESTS_BENCH_PEER_H

#include <sqlite3.h>
#include <stdbool.h>

enum {
  PEER_COLUMNS = 42,         /* of a birth                                   */
  PEER_HEAD = 9,             /* columns before them, without the number      */
};

/* Opens PATH with a log in WAL mode, each commit durable (FULL); NULL, and a
 * word on standard error.
 */
sqlite3 *peer_open (const char *path);
/* A statement; ends the program when it cannot be. */
sqlite3_stmt *peer_prepare (sqlite3 *, const char *sql);
/* "INSERT INTO dossiers VALUES (NULL, ?, ...)" */
sqlite3_stmt *peer_insert (sqlite3 *);

#endif
