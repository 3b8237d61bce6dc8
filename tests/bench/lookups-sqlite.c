/* lookups-sqlite.c - the same questions to a table of dossiers in SQLite. */

#include "tests/bench/lookups.h"
#include "tests/bench/peer.h"

#include <stdio.h>

static sqlite3 *db;
static sqlite3_stmt *persons, *lists;

static bool
open_peer (const char *path)
{
  db = peer_open (path);
  if (db == NULL)
    return false;
  sqlite3_exec (db, "PRAGMA cache_size=-65536", NULL, NULL, NULL);
  persons = peer_prepare (db, "SELECT * FROM dossiers WHERE me_so_giay_to=?1"
                              " AND me_so_giay_to<>''");
  lists = peer_prepare (
    db, "SELECT number, id, code, procedure, state, received, due, ks_ho_ten,"
        " ks_ngay_sinh FROM dossiers WHERE state < 7 AND due > 0"
        " ORDER BY due, state LIMIT 50");
  return true;
}

/* How many rows STATEMENT gives, every value looked at. */
static unsigned
read_all (sqlite3_stmt *statement)
{
  unsigned rows = 0;
  size_t bytes = 0;

  while (sqlite3_step (statement) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      bytes += sqlite3_column_text (statement, i) != NULL;
    rows += bytes > 0;
  }
  sqlite3_reset (statement);
  return rows;
}

static unsigned
person (const char *number)
{
  sqlite3_bind_text (persons, 1, number, -1, SQLITE_STATIC);
  return read_all (persons);
}

static unsigned
list (void)
{
  return read_all (lists);
}

static void
close_peer (void)
{
  sqlite3_finalize (persons);
  sqlite3_finalize (lists);
  sqlite3_close (db);
}

int
main (int argc, char **argv)
{
  static const struct asked asked = { open_peer, person, list, close_peer };

  return lookups_main (argc, argv, &asked);
}
