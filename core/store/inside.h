/* store/inside.h - what the files of the store share; private to the store. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "store/care.h"
#include "store/find.h"
#include "store/guard.h"
#include "store/key.h"
#include "store/settle.h"
#include "store/witness.h"
#include "store/store.h"
#include "store/table.h"
#include "store/transaction.h"

#include <sys/types.h>

enum {
  STORE_LAYOUT = 1,        /* of tables, keys and values                     */
  TABLE_PAGE = 8192,
  LOG_BUFFER = 512 << 10,  /* a group of saves goes to the disk in one piece */
  LOG_FILE = 4 << 20,      /* bytes of one file of the log                   */
  TRANSACTIONS_MOST = 64,
  CACHE_LEAST = 1 << 20,
  FAILURES_MOST = 2,       /* of the disk, then nothing is written any more  */
  COUNTS_WAIT = 256,       /* changes, then the counters say where it stands */
  DAYS_WAIT = 16,          /* numbers of days that wait with them            */
};

/* What every change moves on.  Kept in memory, written by store_commit, put
 * back by store_abort.
 */
struct last {
  struct counts counts;
  struct counts counted;   /* as the counters say them                       */
  struct day_number {
    uint32_t day, number;
  } days[DAYS_WAIT];       /* the last numbers of days of which the counters
                            * do not know yet                                */
  unsigned n_days;
  struct sealed sealed;    /* the last batch; number 0: none                 */
  uint32_t officers;       /* how many accounts there are                    */
  uint32_t builds;         /* adopted; none of their tables is in the log    */
};

/* The last good backup, as the row "backup" of counters says it. */
struct backed {
  uint32_t epoch, builds, last_log;
  uint64_t time, changes;  /* TIME 0: there is none                          */
  char name[32];
  char place[1024];        /* "": SITE/backup                                */
};

/* The log as it is kept beside it. */
struct archive {
  pid_t child;             /* that brings it there; 0: none                  */
  uint32_t going_file, going_offset; /* until there                          */
  uint32_t file, offset;   /* how far it is kept                             */
  uint32_t lost;           /* the last file that was given up; 0: none       */
  int error;               /* why the last child did not succeed; 0: it did  */
  uint64_t looked;         /* ticks when it was last looked after            */
};

/* A backup that is at work. */
struct copying {
  uint32_t first_log;      /* held for it; 0: none is                        */
  uint32_t last_log, last_size; /* once the tables are copied                */
  uint32_t builds;
};

struct catalog;
struct officers;
struct drafts;
struct log_run;
struct proof;
struct repairing;
struct requests;

struct store {
  const struct keeper *keeper;
  struct build *build;       /* of a store that is being built, or NULL      */
  DB_ENV *env;
  DB *tables[TABLES];
  uint32_t generations[TABLES]; /* of the files they are in                  */
  struct guard *guard;     /* of the pages                                   */
  DB_TXN *txn;             /* the transaction at hand, or NULL               */
  bool touched;            /* something was written in it                    */
  int lock;                /* descriptor of DIR/lock, or -1                  */
  uint32_t beats;          /* told there                                     */
  uint64_t complained;     /* the minute of the library's last complaint     */
  unsigned complaints;     /* in that minute                                 */
  int panic;               /* the errno over which the library gave up, or 0 */
  struct witness witness;        /* what the next owner will read                  */
  int failed;              /* the errno with which a flush failed, or 0      */
  bool read_only;          /* the disk is                                    */
  bool wrote;              /* something became durable since it was opened   */
  int witness_fd;             /* or -1                                          */
  const struct mending *mending; /* while it is being opened, or NULL        */
  struct mended mended;    /* the last time                                  */
  enum table at;           /* what is being opened, or TABLES                */
  uint32_t missing, made;  /* derived tables that were not there, by bits;
                            * and that were made since                       */
  char *dir;
  mode_t mode;             /* of new files: 0600, or 0660 for a group        */
  struct identity identity;
  struct last last, begun; /* now; when the transaction began                */
  struct catalog *catalog;
  struct officers *officers;
  struct drafts *drafts;   /* how many there are; NULL: not counted          */
  uint64_t receipts;       /* bytes of receipts; 0: not counted              */
  struct requests *requests; /* what clients that save were answered, or NULL */
  struct find *words;
  struct waiting *waiting; /* rows of indexes                                */
  struct round round;      /* of words and rows being written                */
  struct proof *proof;     /* the verification under way, or NULL            */
  uint64_t commits;        /* since it was opened                            */
  struct {
    unsigned char id[ID_SIZE];
    bool known;
  } strange;               /* what the transaction at hand looked for last,
                            * and no dossier has                             */
  uint64_t roomy;          /* ticks when the disk had room last, or 0        */
  uint64_t settled;        /* changes that lie in the file of the log        */
  uint64_t settling;       /* and that will, when no pages wait any more     */
  unsigned handed_over;    /* tables, by the checkpoint that is at work      */
  struct log_run *run;     /* for who reads them one after the other, or NULL */
  struct repairing *repairing; /* the child that makes tables anew, or NULL  */
  struct arena *arena;     /* of one store_save, with                        */
  struct bytes saving[3];  /* what it writes                                 */
  struct backed backed;
  struct archive archive;
  struct copying copying;
  size_t cache;            /* bytes                                          */
};

/* ---- store.c ----------------------------------------------------------- */

/* One that is not open, as S was made; and given back. */
struct store *store_new_like (const struct store *S);
void store_free (struct store *);
/* Closes what is open but for the lock, as an opener that failed does. */
void store_shut (struct store *);

/* Reads anew what is kept in memory of tables that generations_switch put in
 * the place of others.
 */
enum outcome store_reread (struct store *, struct error *);

/* ---- work.c ------------------------------------------------------------- */

/* Tells those who wait what the owner of the lock does. */
void work_tell (struct store *, enum work_kind, uint64_t done, uint64_t of);

/* ---- env.c: the folder, its lock, the library's environment ------------ */

/* ERR_BUSY when another process holds it. */
enum outcome env_lock (struct store *, struct error *);
/* Whether the log ends where its last owner says, or later; ERR_DAMAGED.  The
 * library must not see one that does not: it would undo what is missing there.
 */
enum outcome env_check_log (struct store *, struct error *);
/* Brings the tables to their last durable commit; ERR_DAMAGED. */
enum outcome env_open (struct store *, struct error *);
/* Recovers the folder DIR, which nobody has open, from all of its log, and
 * leaves it as if it had been closed in order.
 */
enum outcome env_recover_whole (const char *dir, mode_t, struct error *);
/* Cache, log and what is heard of the library, before it is opened. */
int env_configure (struct store *);
/* False when the library could not write what it had to. */
bool env_close (struct store *);

/* ---- checkpoint.c ------------------------------------------------------ */

/* Pages on their way go to their places; 0 or a code. */
int settle_pages (struct store *);
/* What is in memory of a table goes to its file, which can be read without the
 * library then.
 */
enum outcome settle_table (struct store *, enum table, struct error *);
/* Until the library is asked for something no page of a file is half written.
 * What could not be written is found elsewhere.
 */
void keep_pages_still (const struct store *);
void env_unlock (struct store *);

/* ---- read-only.c -------------------------------------------------------- */

/* Whether the disk with DIR cannot be written at all. */
bool read_only_disk (const char *dir);
/* Opens the tables of a store that was closed in order. */
enum outcome read_only_open (struct store *, struct error *);
/* ERR_SYSTEM, in words. */
enum outcome read_only_refuse (const struct store *, struct error *);

/* ---- reserve.c: room that only recovery uses ---------------------------- */

/* Sets the room aside, unless the disk has too little for that. */
void reserve_keep (struct store *);
/* Gives it free; false when none was kept. */
bool reserve_use (const struct store *);

/* ---- table.c ----------------------------------------------------------- */

/* Opens every table; CREATE makes them, in the transaction at hand.  Without
 * it, a derived table may be missing.
 */
enum outcome tables_open (struct store *, bool create, struct error *);
/* Makes those that were, empty; the counters say that they are to be filled. */
enum outcome tables_replace (struct store *, struct error *);
void tables_close (struct store *);
/* One of them, in *TO, which is to be closed unless it is NULL. */
enum outcome table_open (struct store *, enum table, uint32_t generation,
                         bool create, DB **to, struct error *);

/* Those that can be made anew from the changes, by bits. */
uint32_t tables_derived (void);
/* Where the file of a table is. */
enum outcome table_path (const struct store *, enum table, char path[4096],
                         struct error *);

/* As table_put; ERR_DAMAGED when KEY is there already. */
enum outcome table_add (struct store *, enum table, struct slice key,
                        struct slice value, struct error *);

/* Drops every key, in the transaction at hand. */
enum outcome table_clear (struct store *, enum table, struct error *);

/* The last key of a table as in walk_back; ERR_ABSENT when it is empty. */
enum outcome walk_last (struct walk *, struct error *);

/* ---- generation.c: which files the tables are in ------------------------ */

/* Reads it from the counters, the only table that is open. */
enum outcome generations_read (struct store *, struct error *);
/* The generation after all that TABLES_BUILT have or have had. */
uint32_t generation_next (const struct store *);
/* Removes files of generations that do not count: what a build left that was
 * cut off, what another one replaced.
 */
void generations_tidy (const struct store *);

/* Puts files of the NEXT generation, whole and on the disk, in the place of
 * the tables that BUILT names, and ROWS into the counters and officers, all or
 * nothing.  Outside of transactions.  With ERR_DAMAGED the store must be
 * closed: the next store_open finds either state.
 */
struct table_row {
  enum table table;
  struct slice key, value;
};
enum outcome generations_switch (struct store *, const bool built[TABLES],
                                 uint32_t next, const struct table_row *rows,
                                 size_t n_rows, struct error *);

/* ---- counters.c -------------------------------------------------------- */

enum outcome counters_create (struct store *, struct error *);
/* Checks whose store this is, and reads where it stands. */
enum outcome counters_read (struct store *, struct error *);
enum outcome counters_write (struct store *, struct error *);
/* The same in a transaction of its own, when they do not say so yet. */
enum outcome counters_settle (struct store *, struct error *);
/* What counters_write wrote last. */
enum outcome counters_stored (struct store *, struct counts *, struct error *);

/* Of which generation a table's file is. */
enum outcome counter_of_generation (struct store *, enum table, uint32_t *,
                                    struct error *);
enum outcome counter_set_generation (struct store *, enum table, uint32_t,
                                     struct error *);

/* Of which versions of facts and terms the indexes are; 0 while they are being
 * made anew.
 */
enum { DERIVED = FACTS_VERSION << 16 | FIND_VERSION };
enum outcome counter_of_derived (struct store *, uint32_t *, struct error *);
enum outcome counter_set_derived (struct store *, uint32_t, struct error *);

/* The last change of which words and entries of indexes are all written; those
 * of later ones are derived again when the store is opened.
 */
enum outcome counter_of_settled (struct store *, uint64_t *, struct error *);
enum outcome counter_set_settled (struct store *, uint64_t, struct error *);

/* A day's dossier numbers, and the numbers of a book in a year: the last one
 * given, 0 for none.
 */
enum outcome counter_of_day (struct store *, uint32_t day, uint32_t *n,
                             struct error *);
enum outcome counter_of_book (struct store *, const char *book, unsigned year,
                              uint32_t *n, struct error *);
enum outcome counter_set_day (struct store *, uint32_t day, uint32_t n,
                              struct error *);
enum outcome counter_set_book (struct store *, const char *book, unsigned year,
                               uint32_t n, struct error *);
/* Notes that the last number of DAY is N, in the transaction at hand. */
enum outcome counter_move_day (struct store *, uint32_t day, uint32_t n,
                               struct error *);
/* Brings the counters of days to what i_code has. */
enum outcome counters_mend_days (struct store *, struct error *);

/* ---- source.c, archive.c: backups --------------------------------------- */

/* Reads which backup is the last good one. */
enum outcome backed_read (struct store *, struct error *);
/* Whether there is one, so that the log is kept. */
bool backed_up (const struct store *);
void backed_place (const struct store *, char path[4096]);

/* ---- rows.c: the table of records -------------------------------------- */

/* The bytes of a row as they stand in its table: row_put without the ordinal.
 */
void row_value (const struct row *, struct bytes *);
enum outcome row_of_value (uint32_t ordinal, struct slice value, struct row *,
                           struct error *);

/* ERR_DAMAGED: an index named a record that store_row did not find. */
enum outcome row_missing (uint32_t ordinal, struct error *);

/* 20261121 of a moment at UTC+7; 0 of 0. */
uint32_t day_of (uint64_t time);

/* ---- whole.c: a record with all that can be derived from it ------------ */

struct whole_record {
  struct row row;
  struct change change;
  const struct form *form;
  struct values values;
  struct facts facts;
  struct bytes row_hold, change_hold;
};
/* What its row asks for but the facts: change, form and values. */
enum outcome whole_record_read (struct store *, struct arena *,
                                struct whole_record *, struct error *);
/* Texts of values and facts live in ARENA.  Free with whole_record_free. */
enum outcome whole_record_load (struct store *, uint32_t ordinal,
                                struct arena *, struct whole_record *,
                                struct error *);
void whole_record_free (struct whole_record *);
/* The same of one change, whatever the table of records has: its row is the one
 * that the change asks for.  Nothing is to be freed.
 */
enum outcome whole_record_of_change (struct store *, const struct change *,
                                     struct arena *, struct whole_record *,
                                     struct error *);
/* The row that its change and facts ask for. */
struct row whole_record_row (const struct whole_record *);

/* The values of a change under FORM; ERR_DAMAGED. */
enum outcome values_of_change (const struct change *, const struct form *,
                               struct arena *, struct values *,
                               struct error *);

/* ---- index.c: what of a record stands in which index ------------------- */

struct entry {
  enum table table;
  struct key key;
  struct slice value;
};
struct entries {
  struct entry *at;
  size_t count, room;
};
/* Lists grow in ARENA.  VALUE is the row's row_value. */
struct entry *entries_add (struct entries *, enum table, struct arena *);
void entries_of_row (struct entries *, const struct row *, struct slice value,
                     struct arena *);
void entries_of_facts (struct entries *, const struct row *,
                       const struct form *, const struct facts *,
                       struct arena *);
/* Whether a unique is looked up by the person whose number it is about, so
 * that i_unique does without it.
 */
bool unique_is_personal (const struct form *, const struct form_unique *);
/* The counter of a book set to N, among what is to be written. */
void counter_plan_book (struct entries *, const char *book, unsigned year,
                        uint32_t n, struct arena *);
/* Writes what NOW has and OLD has not, drops what only OLD has. */
enum outcome entries_change (struct store *, struct entries *old,
                             struct entries *now, struct error *);

/* ---- rebuild.c: indexes made anew -------------------------------------- */

/* Makes them anew when they are of other versions: as new files, or, when that
 * cannot be, empties them; before the words are opened.
 */
enum outcome rebuild_clear (struct store *, struct error *);
/* Fills them when they were emptied, now or by somebody who did not finish. */
enum outcome rebuild_fill (struct store *, struct error *);
/* Empties and fills them in transactions, without new files. */
enum outcome rebuild_by_library (struct store *, struct error *);

/* ---- remake.c: every table but the log made anew, as new files ---------- */

/* Who is told how far it is, every now and then. */
struct remake_told {
  void (*step) (void *with, uint64_t at, uint64_t of);
  void *with;
};

/* Writes the tables that follow from the changes up to UNTIL as files of a new
 * generation.  Reads files alone, so it may run in a process that was forked
 * off.  RESULT is for remake_adopt.
 */
enum outcome remake_files (struct store *, uint64_t until, struct remake_told,
                           struct bytes *result, struct error *);
/* Puts them in the place of those that are there, brings them up to date with
 * what was saved since, and mends the counters that follow from them.  Outside
 * of transactions; after ERR_DAMAGED the store must be closed.
 */
enum outcome remake_adopt (struct store *, struct slice result,
                           struct error *);

/* ---- repair.c: the same in a child ---------------------------------------- */

void repair_leave (struct store *);

/* ---- redo.c --------------------------------------------------------------- */

/* Puts anew what follows from change SEQ, and takes away what followed from its
 * record's change before: words, entries, and the ROW.  Clears ARENA.
 */
enum outcome change_repeat (struct store *, uint64_t seq, bool row,
                            struct arena *, struct error *);

/* ---- changes.c: the log ------------------------------------------------ */

/* Appends C as the next change: fills in its seq, hashes and place in the
 * chain.
 */
enum outcome changes_add (struct store *, struct change *, struct error *);
/* Brings what the counters say up to the last change in the log, proving the
 * chain from there on; ERR_DAMAGED.
 */
enum outcome changes_count (struct store *, struct error *);
/* Whether every change is there that was acknowledged; ERR_DAMAGED. */
enum outcome changes_check_cut (struct store *, struct error *);
/* As store_change, but the change may not agree with its hash: for verify. */
enum outcome change_get (struct store *, uint64_t seq, struct change *,
                         struct bytes *hold, struct error *);
/* Goes back from change SEQ of a record to its last one <= UNTIL; ERR_ABSENT
 * when the record began later.
 */
enum outcome change_until (struct store *, uint64_t seq, uint64_t until,
                           struct change *, struct bytes *hold,
                           struct error *);

/* ---- requests.c ------------------------------------------------------- */

struct key request_key (const unsigned char client[ID_SIZE], unsigned place);
void request_value (uint64_t number, uint64_t first, uint64_t last,
                    uint64_t time, struct bytes *);
/* What is kept in memory of answers is read anew when it is asked for next:
 * after an abort, or when the tables are others.
 */
void requests_forget (struct store *);
void requests_close (struct store *);

/* ---- what is kept in memory beside the tables -------------------------- */

enum outcome catalog_open (struct store *, struct error *);
void catalog_committed (struct store *);
void catalog_aborted (struct store *); /* reads anew what was registered     */
void catalog_close (struct store *);

enum outcome officers_open (struct store *, struct error *);
void officers_close (struct store *);

/* What is counted of drafts, and of receipts, is counted anew when it is asked
 * for next: after an abort.
 */
void drafts_forget (struct store *);
void receipts_forget (struct store *);

enum outcome sealed_open (struct store *, struct error *);

/* Whether the log has every change that an answer names; ERR_DAMAGED. */
enum outcome requests_check (struct store *, struct error *);

/* ---- serial.c: numbers of books ---------------------------------------- */

/* Fills in the SERIAL fields and columns of NOW (texts in ARENA): from OLD (or
 * NULL) when it has them, as they are when an import brings them, else the
 * book's next number.  The counters to be written are appended to PLAN.
 */
enum outcome serials_fill (struct store *, const struct form *,
                           const struct whole_record *old, struct values *now,
                           uint64_t received, struct entries *plan,
                           struct arena *, struct error *);
/* Each number of a book that the values have; BOOK and YEAR as in counters. */
typedef void (*serial_seen) (void *with, const char *book, unsigned year,
                             uint32_t n);
void serials_each (const struct form *, const struct values *,
                   uint64_t received, struct arena *, serial_seen, void *with);

/* Whether no book's counter is behind a number that the record has. */
bool serials_known (struct store *, const struct whole_record *,
                    struct arena *);

#endif
