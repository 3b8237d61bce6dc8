/* savers-sqlite.c - the peer of savers-hoso: each client has a connection of
 * its own and saves one row a transaction.
 */

#include "tests/bench/peer.h"
#include "tests/bench/savers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROWS_MOST = 60000 };

static struct client {
  sqlite3 *db;
  sqlite3_stmt *insert;
  char *rows[ROWS_MOST][PEER_COLUMNS];
  unsigned count, next, who;
} me;

static bool
open_client (const char *donor, const char *target, unsigned who, unsigned of)
{
  sqlite3 *from = peer_open (donor);
  sqlite3_stmt *births;

  me.who = who;
  me.db = peer_open (target);
  if (from == NULL || me.db == NULL)
    return false;
  births = peer_prepare (from, "SELECT * FROM births");
  for (unsigned seen = 0;
       me.count < ROWS_MOST && sqlite3_step (births) == SQLITE_ROW; seen++) {
    if (seen % of != who)
      continue;
    for (int i = 0; i < PEER_COLUMNS; i++)
      me.rows[me.count][i] =
        strdup ((const char *) sqlite3_column_text (births, i));
    me.count++;
  }
  sqlite3_finalize (births);
  sqlite3_close (from);
  me.insert = peer_insert (me.db);
  return me.count > 0;
}

/* What a site adds to a birth: id, number, procedure, revision, state, version,
 * received, due, officer.
 */
static void
bind_head (sqlite3_stmt *insert, unsigned n)
{
  unsigned char id[16];
  char code[48];
  sqlite3_int64 received = (sqlite3_int64) time (NULL) * 1000000;

  sqlite3_randomness (sizeof id, id);
  snprintf (code, sizeof code, "H29.22.1-%u-%07u", me.who, n);
  sqlite3_bind_blob (insert, 1, id, sizeof id, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 2, code, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (insert, 3, 1);
  sqlite3_bind_int (insert, 4, 1);
  sqlite3_bind_int (insert, 5, 2);
  sqlite3_bind_int (insert, 6, 1);
  sqlite3_bind_int64 (insert, 7, received);
  sqlite3_bind_int64 (insert, 8, received + 36000000000);
  sqlite3_bind_int (insert, 9, 1);
}

static bool
save (void)
{
  char **row = me.rows[me.next % me.count];
  bool done;

  bind_head (me.insert, me.next++);
  for (int i = 0; i < PEER_COLUMNS; i++)
    sqlite3_bind_text (me.insert, PEER_HEAD + 1 + i, row[i], -1, SQLITE_STATIC);
  done = sqlite3_step (me.insert) == SQLITE_DONE;
  if (!done && me.next == 1)
    fprintf (stderr, "sqlite: %s\n", sqlite3_errmsg (me.db));
  sqlite3_reset (me.insert);
  return done;
}

int
main (int argc, char **argv)
{
  static const struct saver saver = { open_client, save };

  return savers_main (argc, argv, &saver);
}
