/* fill.c - many rows of a table put and read, in the order of their keys. */

#include "store/table-inside.h"

enum outcome
fill_open (struct store *s, enum table t, struct fill *f, struct error *e)
{
  DB *db = s->tables[t];
  int rc;

  *f = (struct fill){ .store = s, .table = t };
  rc = db->cursor (db, s->txn, &f->cursor, DB_CURSOR_BULK);
  s->touched = true;
  if (rc == 0)
    return OK;
  f->cursor = NULL;
  return table_fail (e, rc, t);
}

enum outcome
fill_put (struct fill *f, struct slice key, struct slice value, bool drop,
          struct error *e)
{
  DBT k = dbt_of (key), v = dbt_of (value);
  enum outcome done;
  int rc;

  if (drop) {
    done = library_keeper.drop (f->store, f->table, key, e);
    return done == ERR_ABSENT ? OK : done;
  }
  rc = f->cursor->put (f->cursor, &k, &v, DB_KEYFIRST);
  return rc == 0 ? OK : table_fail (e, rc, f->table);
}

enum outcome
fill_get (struct fill *f, struct slice key, struct bytes *value,
          struct error *e)
{
  DBT k = dbt_of (key);
  int rc = table_get_into (NULL, f->cursor, &k, value);

  return rc == 0 ? OK : table_fail (e, rc, f->table);
}

enum outcome
fill_seek (struct fill *f, struct slice from, struct slice *key,
           struct slice *value, struct error *e)
{
  DBT k = dbt_of (from), v = { 0 };
  int rc = f->cursor->get (f->cursor, &k, &v, DB_SET_RANGE);

  if (rc != 0)
    return table_fail (e, rc, f->table);
  *key = slice_of (k.data, k.size);
  *value = slice_of (v.data, v.size);
  return OK;
}

void
fill_close (struct fill *f)
{
  if (f->cursor != NULL)
    f->cursor->close (f->cursor);
  f->cursor = NULL;
}
