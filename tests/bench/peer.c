/* peer.c - SQLite opened as somebody would who wants every commit to last. */

#include "tests/bench/peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 20 * 1000 };

sqlite3 *
peer_open (const char *path)
{
  sqlite3 *db;

  if (sqlite3_open (path, &db) == SQLITE_OK
      && sqlite3_busy_timeout (db, BUSY_MS) == SQLITE_OK
      && sqlite3_exec (db,
                       "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                       "SELECT count(*) FROM sqlite_schema",
                       NULL, NULL, NULL)
           == SQLITE_OK)
    return db;
  fprintf (stderr, "sqlite: %s: %s\n", path, sqlite3_errmsg (db));
  return NULL;
}

sqlite3_stmt *
peer_prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK)
    return statement;
  fprintf (stderr, "sqlite: %s\n", sqlite3_errmsg (db));
  exit (1);
}

sqlite3_stmt *
peer_insert (sqlite3 *db)
{
  char sql[512] = "INSERT INTO dossiers VALUES (NULL";

  for (int i = 0; i < PEER_HEAD + PEER_COLUMNS; i++)
    strcat (sql, ",?");
  strcat (sql, ")");
  return peer_prepare (db, sql);
}
