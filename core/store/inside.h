/* store/inside.h - what the files of the store share; private to the store. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "store/find.h"
#include "store/store.h"
#include "store/table.h"

#include <sys/types.h>

enum {
  LAYOUT = 1,              /* of tables, keys and values                     */
  TABLE_PAGE = 8192,
  LOG_BUFFER = 512 << 10,  /* a group of saves goes to the disk in one piece */
  LOG_FILE = 4 << 20,      /* bytes of one file of the log                   */
  TRANSACTIONS_MOST = 64,
  CACHE_LEAST = 1 << 20,
};

/* What every change moves on.  Kept in memory, written by store_commit, put
 * back by store_abort.
 */
struct last {
  struct counts counts;
  struct sealed sealed;    /* the last batch; number 0: none                 */
};

struct catalog;
struct officers;

struct store {
  DB_ENV *env;
  DB *tables[TABLES];
  DB_TXN *txn;             /* the transaction at hand, or NULL               */
  int lock;                /* descriptor of DIR/lock, or -1                  */
  char *dir;
  mode_t mode;             /* of new files: 0600, or 0660 for a group        */
  struct identity identity;
  struct last last, begun; /* now; when the transaction began                */
  struct catalog *catalog;
  struct officers *officers;
  struct find *words;
  struct arena *arena;     /* of one store_save                              */
};

/* ---- env.c: the folder, its lock, the library's environment -------------- */

/* ERR_BUSY when another process holds it. */
enum outcome env_lock (struct store *, struct error *);
/* Brings the tables to their last durable commit; ERR_DAMAGED. */
enum outcome env_open (struct store *, size_t cache, struct error *);
/* Closes what is open and lets the lock go. */
void env_close (struct store *);

/* ---- table.c -------------------------------------------------------------- */

/* Opens every table; CREATE makes them, in the transaction at hand. */
enum outcome tables_open (struct store *, bool create, struct error *);
void tables_close (struct store *);

/* As table_put; ERR_DAMAGED when KEY is there already. */
enum outcome table_add (struct store *, enum table, struct slice key,
                        struct slice value, struct error *);

/* The last key of a table as in walk_back; ERR_ABSENT when it is empty. */
enum outcome walk_last (struct walk *, struct error *);

/* ---- counters.c ----------------------------------------------------------- */

enum outcome counters_create (struct store *, struct error *);
/* Checks whose store this is, and reads where it stands. */
enum outcome counters_read (struct store *, struct error *);
enum outcome counters_write (struct store *, struct error *);
/* What counters_write wrote last. */
enum outcome counters_stored (struct store *, struct counts *, struct error *);

/* A day's dossier numbers, and the numbers of a book in a year: the last one
 * given, 0 for none; and the same set to N.
 */
enum outcome counter_of_day (struct store *, uint32_t day, uint32_t *n,
                             struct error *);
enum outcome counter_set_day (struct store *, uint32_t day, uint32_t n,
                              struct error *);
enum outcome counter_of_book (struct store *, const char *book, unsigned year,
                              uint32_t *n, struct error *);
enum outcome counter_set_book (struct store *, const char *book, unsigned year,
                               uint32_t n, struct error *);

/* ---- small things --------------------------------------------------------- */

static inline struct slice
slice_of (const void *at, size_t len)
{
  return (struct slice){ at, len };
}

static inline struct slice
bytes_slice (const struct bytes *b)
{
  return (struct slice){ b->at, b->len };
}

/* Keys are short: built here, without memory of their own. */
struct key {
  unsigned char at[280];
  uint16_t len;
};
void key_u8 (struct key *, uint8_t);
void key_u16 (struct key *, uint16_t);
void key_u32 (struct key *, uint32_t);
void key_u40 (struct key *, uint64_t);
void key_u64 (struct key *, uint64_t);
void key_bytes (struct key *, const void *from, size_t len);

static inline struct slice
key_slice (const struct key *k)
{
  return (struct slice){ k->at, k->len };
}

#endif
