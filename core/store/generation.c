/* generation.c - which files the tables are in, and how others take their
 * place.
 *
 * A build writes whole new files beside those that count.  One committed
 * transaction says that they count from now on: whatever happens before it,
 * they are rubbish; whatever happens after it, the old ones are.
 */

#include "store/backup.h"
#include "store/inside.h"

#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
table_file_of (enum table t, uint32_t generation, char file[TABLE_FILE])
{
  if (generation == 0)
    snprintf (file, TABLE_FILE, "%s.db", table_name (t));
  else
    snprintf (file, TABLE_FILE, "%s.%u.db", table_name (t), generation);
}

void
table_file (const struct store *s, enum table t, char file[TABLE_FILE])
{
  table_file_of (t, s->generations[t], file);
}

enum outcome
generations_read (struct store *s, struct error *e)
{
  enum outcome got = OK;

  for (enum table t = 0; got == OK && t < TABLES_BUILT; t++)
    got = counter_of_generation (s, t, &s->generations[t], e);
  return got;
}

uint32_t
generation_next (const struct store *s)
{
  uint32_t most = 0;

  for (enum table t = 0; t < TABLES_BUILT; t++)
    if (s->generations[t] > most)
      most = s->generations[t];
  return most + 1;
}

/* ---- old files --------------------------------------------------------- */

/* Whether NAME is a file of table T, of any generation. */
static bool
is_of_table (const char *name, enum table t)
{
  size_t len = strlen (table_name (t));
  const char *rest = name + len;

  if (strncmp (name, table_name (t), len) != 0 || *rest != '.')
    return false;
  if (strcmp (rest, ".db") == 0)
    return true;
  rest += 1 + strspn (rest + 1, "0123456789");
  return rest[-1] != '.' && strcmp (rest, ".db") == 0;
}

static bool
is_rubbish (const struct store *s, const char *name)
{
  for (enum table t = 0; t < TABLES_BUILT; t++) {
    char file[TABLE_FILE];

    table_file (s, t, file);
    if (is_of_table (name, t))
      return strcmp (name, file) != 0;
  }
  return false;
}

void
generations_tidy (const struct store *s)
{
  DIR *folder = opendir (s->dir);
  const struct dirent *entry;

  if (folder == NULL)
    return;
  while ((entry = readdir (folder)) != NULL)
    if (is_rubbish (s, entry->d_name))
      unlinkat (dirfd (folder), entry->d_name, 0);
  closedir (folder);
}

/* ---- the switch -------------------------------------------------------- */

static void
close_tables (DB *at[TABLES])
{
  for (enum table t = 0; t < TABLES; t++) {
    if (at[t] != NULL)
      at[t]->close (at[t], 0);
    at[t] = NULL;
  }
}

static enum outcome
open_fresh (struct store *s, const bool built[TABLES], uint32_t next,
            DB *fresh[TABLES], struct error *e)
{
  enum outcome done = OK;

  for (enum table t = 0; done == OK && t < TABLES; t++)
    if (built[t])
      done = table_open (s, t, next, false, &fresh[t], e);
  if (done != OK)
    close_tables (fresh);
  return done;
}

/* All that the switch writes, in one transaction.  When that does not commit,
 * nobody knows what the log has of it.
 */
static enum outcome
write_switch (struct store *s, const bool built[TABLES], uint32_t next,
              const struct table_row *rows, size_t n_rows, struct error *e)
{
  enum outcome done = store_begin (s, e);

  if (done != OK)
    return done;
  for (size_t i = 0; done == OK && i < n_rows; i++)
    done = table_put (s, rows[i].table, rows[i].key, rows[i].value, e);
  for (enum table t = 0; done == OK && t < TABLES; t++)
    if (built[t])
      done = counter_set_generation (s, t, next, e);
  if (done == OK)
    done = store_built (s, e); /* no log has these files */
  if (done == OK)
    return store_commit (s, e) == OK ? OK : ERR_DAMAGED;
  store_abort (s);
  return done;
}

/* FRESH tables count from here on; the old ones are in FRESH then. */
static void
trade (struct store *s, const bool built[TABLES], uint32_t next,
       DB *fresh[TABLES])
{
  for (enum table t = 0; t < TABLES; t++)
    if (built[t]) {
      DB *old = s->tables[t];

      s->tables[t] = fresh[t];
      fresh[t] = old;
      s->generations[t] = next;
    }
}

/* Makes the switch durable, and reads anew what memory has of the tables. */
static enum outcome
go_on (struct store *s, struct error *e)
{
  enum outcome done = store_flush (s, e);

  if (done == OK)
    done = store_checkpoint (s, 0, e);
  if (done == OK)
    done = store_reread (s, e);
  if (done == OK)
    generations_tidy (s);
  return done == OK ? OK : ERR_DAMAGED;
}

enum outcome
generations_switch (struct store *s, const bool built[TABLES], uint32_t next,
                    const struct table_row *rows, size_t n_rows,
                    struct error *e)
{
  DB *fresh[TABLES] = { NULL };
  enum outcome done = folder_sync (s->dir, e);

  if (done == OK)
    done = open_fresh (s, built, next, fresh, e);
  if (done == OK)
    done = write_switch (s, built, next, rows, n_rows, e);
  if (done == OK)
    trade (s, built, next, fresh);
  close_tables (fresh);
  return done == OK ? go_on (s, e) : done;
}
