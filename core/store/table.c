/* table.c - one file of the library as a sorted table of bytes. */

#include "store/table-inside.h"
#include "store/waiting.h"

#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <unistd.h>

/* A value that is longer costs a second look. */
enum { VALUE_USUAL = 512 };

static const struct {
  const char *name;
  bool proven;  /* by hashes of its own: needs no sums of pages */
  bool derived; /* can be made anew from the changes            */
} tables[TABLES] = {
  [T_CHANGES] = { "changes", true, false },
  [T_RECORDS] = { "records", false, true },
  [T_ID] = { "i_id", false, true },
  [T_CODE] = { "i_code", false, true },
  [T_PERSON] = { "i_person", false, true },
  [T_DUE] = { "i_due", false, true },
  [T_PROCEDURE] = { "i_procedure", false, true },
  [T_UNIQUE] = { "i_unique", false, true },
  [T_FIND] = { "find", false, true },
  [T_CATALOG] = { "catalog", false, false },
  [T_DRAFTS] = { "drafts", false, false },
  [T_OFFICERS] = { "officers", false, false },
  [T_COUNTERS] = { "counters", false, false },
  [T_TARGETS] = { "targets", false, false },
  [T_BATCHES] = { "batches", false, false },
  [T_RECEIPTS] = { "receipts", false, false },
  [T_READS] = { "reads", false, false },
  [T_REQUESTS] = { "requests", false, false },
};

const char *
table_name (enum table t)
{
  return tables[t].name;
}

bool
table_proven (enum table t)
{
  return tables[t].proven;
}

enum outcome
table_fail (struct error *e, int rc, enum table t)
{
  char file[TABLE_FILE];

  if (rc == DB_NOTFOUND) /* several times a save, and nobody says it */
    return store_fail (e, rc, NULL);
  table_file_of (t, 0, file);
  return store_fail (e, rc, file);
}

/* Opens table T of a GENERATION in *TO, which is NULL when there is nothing to
 * be closed.
 */
static int
open_file (struct store *s, enum table t, uint32_t generation, bool create,
           DB **to)
{
  uint32_t flags = create ? DB_CREATE | DB_EXCL : s->read_only ? DB_RDONLY : 0;
  char file[TABLE_FILE];
  DB *db;
  int rc;

  rc = db_create (to, s->env, 0);
  if (rc != 0) {
    *to = NULL;
    return rc;
  }
  db = *to;
  if (!tables[t].proven)
    rc = db->set_flags (db, DB_CHKSUM);
  if (rc == 0)
    rc = db->set_pagesize (db, TABLE_PAGE);
  if (rc != 0)
    return rc;
  table_file_of (t, generation, file);
  if (s->txn == NULL && !s->read_only)
    flags |= DB_AUTO_COMMIT;
  return db->open (db, s->txn, file, NULL, DB_BTREE, flags, (int) s->mode);
}

static void
close_table (struct store *s, enum table t)
{
  if (s->tables[t] != NULL)
    s->tables[t]->close (s->tables[t], 0);
  s->tables[t] = NULL;
}

uint32_t
tables_derived (void)
{
  uint32_t derived = 0;

  for (enum table t = 0; t < TABLES; t++)
    derived |= (uint32_t) tables[t].derived << t;
  return derived;
}

enum outcome
table_path (const struct store *s, enum table t, char path[4096],
            struct error *e)
{
  char file[TABLE_FILE];

  table_file_of (t, s->generations[t], file);
  return file_join (path, 4096, s->dir, file, e);
}

enum outcome
table_open (struct store *s, enum table t, uint32_t generation, bool create,
            DB **to, struct error *e)
{
  int rc = open_file (s, t, generation, create, to);
  char file[TABLE_FILE];

  table_file_of (t, generation, file);
  if (rc == ENOENT || rc == EINVAL)
    return fail (e, ERR_DAMAGED, rc,
                 _ ("%s/%s is missing, is no table, or is not of this log"),
                 s->dir, file);
  return rc == 0 ? OK : store_fail (e, rc, file);
}

/* A table that can be made anew need not be there. */
static enum outcome
open_or_miss (struct store *s, enum table t, bool create, struct error *e)
{
  char path[4096];

  s->at = t;
  if (!create && tables[t].derived && table_path (s, t, path, e) == OK
      && access (path, F_OK) != 0 && errno == ENOENT) {
    s->missing |= 1U << t;
    return OK;
  }
  return table_open (s, t, s->generations[t], create, &s->tables[t], e);
}

/* The counters first: they say which files the others are in. */
enum outcome
tables_open (struct store *s, bool create, struct error *e)
{
  enum outcome done;

  s->missing = 0;
  s->at = T_COUNTERS;
  done = table_open (s, T_COUNTERS, 0, create, &s->tables[T_COUNTERS], e);
  if (done == OK && !create)
    done = generations_read (s, e);
  for (enum table t = 0; done == OK && t < TABLES; t++)
    if (t != T_COUNTERS)
      done = open_or_miss (s, t, create, e);
  if (done == OK)
    s->at = TABLES;
  return done;
}

static enum outcome
replace (struct store *s, struct error *e)
{
  enum outcome done = counter_set_derived (s, 0, e);

  for (enum table t = 0; done == OK && t < TABLES; t++)
    if ((s->missing >> t & 1) != 0)
      done = table_open (s, t, s->generations[t], true, &s->tables[t], e);
  return done;
}

enum outcome
tables_replace (struct store *s, struct error *e)
{
  enum outcome done = OK;

  if (s->missing == 0)
    return OK;
  done = store_begin (s, e);
  if (done != OK)
    return done;
  done = replace (s, e);
  done = transaction_end (s, done, e);
  if (done == OK)
    s->made |= s->missing;
  return done;
}

void
tables_close (struct store *s)
{
  for (enum table t = 0; t < TABLES; t++)
    close_table (s, t);
}

int
table_get_into (DB *db, DBC *cursor, DBT *key, struct bytes *value)
{
  DBT v = { .flags = DB_DBT_USERMEM };
  int rc;

  bytes_reserve (value, VALUE_USUAL);
  do {
    v.data = value->at + value->len;
    v.ulen = (uint32_t) (value->room - value->len);
    rc = cursor != NULL ? cursor->get (cursor, key, &v, DB_SET)
                        : db->get (db, NULL, key, &v, 0);
    if (rc == DB_BUFFER_SMALL)
      bytes_reserve (value, v.size);
  } while (rc == DB_BUFFER_SMALL);
  if (rc == 0)
    value->len += v.size;
  return rc;
}

static enum outcome
library_get (struct store *s, enum table t, struct slice key,
             struct bytes *value, struct error *e)
{
  DBT k = dbt_of (key);
  DB *db = s->tables[t];
  int rc = value != NULL ? table_get_into (db, NULL, &k, value)
                         : db->exists (db, NULL, &k, 0);

  return rc == 0 ? OK : table_fail (e, rc, t);
}

static enum outcome
library_put (struct store *s, enum table t, struct slice key,
             struct slice value, bool add, struct error *e)
{
  DBT k = dbt_of (key), v = dbt_of (value);
  DB *db = s->tables[t];
  int rc = db->put (db, s->txn, &k, &v, add ? DB_NOOVERWRITE : 0);

  s->touched = true;
  return rc == 0 ? OK : table_fail (e, rc, t);
}

static enum outcome
library_drop (struct store *s, enum table t, struct slice key, struct error *e)
{
  DBT k = dbt_of (key);
  DB *db = s->tables[t];
  int rc = db->del (db, s->txn, &k, 0);

  s->touched = true;
  return rc == 0 ? OK : table_fail (e, rc, t);
}

enum outcome
table_clear (struct store *s, enum table t, struct error *e)
{
  DB *db = s->tables[t];
  uint32_t count;
  int rc = db->truncate (db, s->txn, &count, 0);

  waiting_clear_table (s->waiting, t);
  s->touched = true;
  return rc == 0 ? OK : table_fail (e, rc, t);
}

/* ---- walking --------------------------------------------------------------
 *
 * A cursor belongs to no transaction: with one thread and without locks it
 * sees what the transaction at hand wrote, and may outlive it.
 */

static enum outcome
library_walk_open (struct walk *w, struct error *e)
{
  DB *db = w->store->tables[w->table];
  int rc = db->cursor (db, w->store->txn, &w->cursor, 0);

  if (rc == 0)
    return OK;
  w->cursor = NULL;
  return table_fail (e, rc, w->table);
}

/* The library keeps KEY and VALUE in the cursor until the next step. */
static int
step (struct walk *w, struct slice from, uint32_t how)
{
  DBT k = dbt_of (from), v = { 0 };
  int rc = w->cursor->get (w->cursor, &k, &v, how);

  w->key = w->value = (struct slice){ 0 };
  if (rc != 0)
    return rc;
  w->key = slice_of (k.data, k.size);
  w->value = slice_of (v.data, v.size);
  return 0;
}

static const struct slice nothing;

/* To the last key <= FROM. */
static int
step_back (struct walk *w, struct slice from)
{
  int rc = step (w, from, DB_SET_RANGE);

  if (rc == DB_NOTFOUND)
    return step (w, nothing, DB_LAST);
  if (rc == 0 && !slices_equal (w->key, from))
    return step (w, nothing, DB_PREV);
  return rc;
}

static enum outcome
library_walk_step (struct walk *w, struct slice from, enum step how,
                   struct error *e)
{
  int rc = EINVAL;

  switch (how) {
  case STEP_FIRST:
    rc = step (w, from, from.len > 0 ? DB_SET_RANGE : DB_FIRST);
    break;
  case STEP_BACK: rc = step_back (w, from); break;
  case STEP_LAST: rc = step (w, nothing, DB_LAST); break;
  case STEP_NEXT: rc = step (w, nothing, DB_NEXT); break;
  case STEP_PREVIOUS: rc = step (w, nothing, DB_PREV); break;
  }
  return rc == 0 ? OK : table_fail (e, rc, w->table);
}

static void
library_walk_close (struct walk *w)
{
  if (w->cursor != NULL)
    w->cursor->close (w->cursor);
  w->cursor = NULL;
}

static bool
library_lacks (struct store *s, enum table t, struct slice front)
{
  (void) s;
  (void) t;
  (void) front;
  return false;
}

const struct keeper library_keeper = {
  .get = library_get,
  .put = library_put,
  .drop = library_drop,
  .walk_open = library_walk_open,
  .walk_step = library_walk_step,
  .walk_close = library_walk_close,
  .lacks = library_lacks,
};

/* ---- whoever keeps them ------------------------------------------------ */

enum outcome
table_get (struct store *s, enum table t, struct slice key, struct bytes *value,
           struct error *e)
{
  return s->keeper->get (s, t, key, value, e);
}

enum outcome
table_put (struct store *s, enum table t, struct slice key, struct slice value,
           struct error *e)
{
  return s->keeper->put (s, t, key, value, false, e);
}

enum outcome
table_add (struct store *s, enum table t, struct slice key, struct slice value,
           struct error *e)
{
  return s->keeper->put (s, t, key, value, true, e);
}

enum outcome
table_drop (struct store *s, enum table t, struct slice key, struct error *e)
{
  return s->keeper->drop (s, t, key, e);
}

bool
table_lacks (struct store *s, enum table t, struct slice front)
{
  return s->keeper->lacks (s, t, front);
}

enum outcome
walk_open (struct store *s, enum table t, struct walk *w, struct error *e)
{
  *w = (struct walk){ .store = s, .table = t };
  return s->keeper->walk_open (w, e);
}

enum outcome
walk_first (struct walk *w, struct slice from, struct error *e)
{
  return w->store->keeper->walk_step (w, from, STEP_FIRST, e);
}

enum outcome
walk_back (struct walk *w, struct slice from, struct error *e)
{
  return w->store->keeper->walk_step (w, from, STEP_BACK, e);
}

enum outcome
walk_last (struct walk *w, struct error *e)
{
  return w->store->keeper->walk_step (w, nothing, STEP_LAST, e);
}

enum outcome
walk_next (struct walk *w, struct error *e)
{
  return w->store->keeper->walk_step (w, nothing, STEP_NEXT, e);
}

enum outcome
walk_previous (struct walk *w, struct error *e)
{
  return w->store->keeper->walk_step (w, nothing, STEP_PREVIOUS, e);
}

void
walk_close (struct walk *w)
{
  w->store->keeper->walk_close (w);
}
