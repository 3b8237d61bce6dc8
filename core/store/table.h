/* store/table.h - one Berkeley DB file as a sorted table of bytes; private to
 * the store.  All of it runs in the store's transaction at hand, if any.
 */
#ifndef STORE_TABLE_H
#define STORE_TABLE_H

#include "base/bytes.h"
#include "base/error.h"
#include "store/store.h"

#include <db.h>

enum table {
  T_CHANGES, T_RECORDS, T_ID, T_CODE, T_PERSON, T_DUE, T_PROCEDURE, T_UNIQUE,
  T_FIND, T_CATALOG, T_DRAFTS, T_OFFICERS, T_COUNTERS, T_TARGETS, T_BATCHES,
  T_RECEIPTS, T_READS, T_REQUESTS,
  TABLES,
  TABLES_BUILT = T_FIND + 1, /* those before it can be built offline         */
  TABLES_WAIT = T_ID,       /* from here on rows wait (store/waiting.h)      */
  TABLES_WAIT_END = T_UNIQUE + 1
};

const char *table_name (enum table); /* "changes", "i_id", ...               */
/* Whether hashes of its own prove it, so that its pages have no sums. */
bool table_proven (enum table);

/* A table that is built offline comes in a file of its own, "changes.3.db",
 * the next generation; generation 0 is "changes.db".  The counters say which
 * one counts.
 */
enum { TABLE_FILE = 40 };
void table_file (const struct store *, enum table, char file[TABLE_FILE]);
void table_file_of (enum table, uint32_t generation, char file[TABLE_FILE]);

/* Appends the value of KEY to *VALUE (may be NULL: only whether it is there);
 * ERR_ABSENT.
 */
enum outcome table_get (struct store *, enum table, struct slice key,
                        struct bytes *value, struct error *);
enum outcome table_put (struct store *, enum table, struct slice key,
                        struct slice value, struct error *);
enum outcome table_drop (struct store *, enum table, struct slice key,
                         struct error *);    /* ERR_ABSENT: was not there    */

/* Whether it is certain, without a look at the table, that none of its keys
 * begins with FRONT.
 */
bool table_lacks (struct store *, enum table, struct slice front);

/* Walking in order of keys.  walk_first goes to the first key >= FROM,
 * walk_back to the last key <= FROM; KEY and VALUE are valid until the next
 * step.  ERR_ABSENT at the end.  Always walk_close.
 */
struct walk {
  struct store *store;
  enum table table;
  DBC *cursor;
  struct built_walk *built; /* of tables that are being built                */
  struct merged *merged;    /* of tables of which rows wait                  */
  struct slice key, value;
};
enum outcome walk_open (struct store *, enum table, struct walk *,
                        struct error *);
enum outcome walk_first (struct walk *, struct slice from, struct error *);
enum outcome walk_back (struct walk *, struct slice from, struct error *);
enum outcome walk_next (struct walk *, struct error *);
enum outcome walk_previous (struct walk *, struct error *);
void walk_close (struct walk *);

/* Who keeps the tables of a store: the library, or a build (store/build.h).
 * What the functions above do, they do.
 */
enum step { STEP_FIRST, STEP_BACK, STEP_LAST, STEP_NEXT, STEP_PREVIOUS };
struct keeper {
  enum outcome (*get) (struct store *, enum table, struct slice key,
                       struct bytes *value, struct error *);
  enum outcome (*put) (struct store *, enum table, struct slice key,
                       struct slice value, bool add, struct error *);
  enum outcome (*drop) (struct store *, enum table, struct slice key,
                        struct error *);
  enum outcome (*walk_open) (struct walk *, struct error *);
  enum outcome (*walk_step) (struct walk *, struct slice from, enum step,
                             struct error *);
  void (*walk_close) (struct walk *);
  bool (*lacks) (struct store *, enum table, struct slice front);
};
extern const struct keeper library_keeper;

/* Many rows put into a table of the library, or dropped from it, in the order
 * of their keys: a third quicker than one by one.  To drop one that is not
 * there is OK.  Always fill_close before the transaction ends.
 */
struct fill {
  struct store *store;
  enum table table;
  DBC *cursor;
};
enum outcome fill_open (struct store *, enum table, struct fill *,
                        struct error *);
enum outcome fill_put (struct fill *, struct slice key, struct slice value,
                       bool drop, struct error *);
/* As table_get; whoever then puts the row finds its page at hand. */
enum outcome fill_get (struct fill *, struct slice key, struct bytes *value,
                       struct error *);
/* The first row from FROM on, in KEY and VALUE until the next call. */
enum outcome fill_seek (struct fill *, struct slice from, struct slice *key,
                        struct slice *value, struct error *);
void fill_close (struct fill *);

/* The library's code RC, while DOING, as ours. */
enum outcome store_fail (struct error *, int rc, const char *doing);

#endif
