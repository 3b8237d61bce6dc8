/* store/store.h - records on disk.  The only folder that knows Berkeley DB.
 *
 * Only the site's server opens a store; one thread; one transaction at a time.
 * Work between store_begin and store_commit stands or falls together.  A
 * commit is durable after the next store_flush: the server answers then.
 *
 * docs/layout.md has the tables and keys.  Errors everywhere: ERR_SYSTEM (disk
 * full or unreadable: nothing was stored; the transaction is to be aborted),
 * ERR_DAMAGED (stored bytes do not decode or do not agree: store/care.h).
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "check/finding.h"
#include "dossier/facts.h"
#include "form/form.h"
#include "record/change.h"

struct store;

/* What is no dossier has its bounds, far beyond what an office needs: a program
 * that errs, or means harm, fills neither memory nor disk with it.  ERR_INPUT,
 * in words, when they are reached.
 */
enum {
  FORMS_MOST = 2000,             /* procedures, each in its revisions: a ward
                                  * has some 400 procedures                  */
  FORM_MOST = 128 << 10,         /* bytes as declared; births have 12 KiB    */
  CATALOG_MOST = 16 << 20,       /* of all forms                             */
  FORMS_KEPT = 4 << 20,          /* of those that stay decoded               */
  OFFICERS_MOST = 5000,          /* an import may bring those of former years */
  DRAFTS_EACH = 100,             /* of an officer                            */
  DRAFTS_EACH_BYTES = 4 << 20,   /* of them: one answer lists them all       */
  TARGETS_MOST = 100,
  REASON_BYTES_MOST = 1000,      /* of a rejection                           */
  RECEIPTS_BYTES_MOST = 4 << 20, /* of all: some 20,000 rejections           */
};

/* What SITE/site.conf says of the site; the store's own copy must agree. */
struct identity {
  unsigned char site[ID_SIZE];
  unsigned char key[KEY_SIZE];   /* for ids of imported rows                 */
  uint32_t epoch;
  char office[64];               /* prefix of dossier numbers                */
};

/* Makes the tables in the empty folder DIR (mode 0700, or GROUP: 0770).  This
 * and store_open set the umask of the process, since the library makes files
 * at any time.
 */
enum outcome store_create (const char *dir, const struct identity *, bool group,
                           struct error *);
/* Opens them, with recovery; CACHE in bytes.  ERR_BUSY when another process
 * has the lock, ERR_SYSTEM for another layout or site, by name.  Recovery runs
 * in a child first; tables that can be made anew are, when they are damaged.
 * store_open_mending (store/care.h) does more for a damaged one.
 */
enum outcome store_open (struct store **, const char *dir,
                         const struct identity *, size_t cache, bool group,
                         struct error *);

/* ---- who has it open ---------------------------------------------------- */

/* What a process that has a store open does before it can be asked. */
enum work_kind {
  WORK_NONE,                 /* it can be                                    */
  WORK_OPEN,                 /* brings it to the last durable commit, mends  */
  WORK_REMAKE,               /* makes tables anew from the changes           */
  WORK_KINDS
};
struct work {
  enum work_kind kind;
  uint32_t beats;            /* goes on while anything is done               */
  uint64_t done, of;         /* OF 0: nobody knows                           */
};
/* Whether a process has the store of DIR open; what it does goes to *WORK
 * (may be NULL).
 */
bool store_at_work (const char *dir, struct work *);
bool store_locked (const char *dir);
void store_close (struct store *);  /* checkpoint, and everything closed     */

/* The disk cannot be written: the store was closed in order and is opened to be
 * read, and store_begin is ERR_SYSTEM.
 */
bool store_read_only (const struct store *);

/* From now on a crash of this process is noted, so that the next store_open
 * looks at every page.  One store of a process, until it is closed.
 */
void store_watch (struct store *);
/* Forgets that the disk failed: dossiers may be saved again. */
void store_forgive (struct store *);

/* Leaves it as it is, as if its owner had died: nothing more is written, not
 * even memory of the library given back.  For a store whose store_flush
 * failed; the process ends next, and the next store_open recovers.
 */
void store_abandon (struct store *);

/* ERR_SYSTEM unless NEED bytes and 4 MiB are free: so much that the log of
 * what was committed always fits.
 */
enum outcome store_room (struct store *, size_t need, struct error *);
/* Begins to write; looks at store_room (0) first. */
enum outcome store_begin (struct store *, struct error *);
enum outcome store_commit (struct store *, struct error *); /* or aborts     */
void store_abort (struct store *);
/* Makes every commit until now durable.  When it fails nobody knows which
 * commits the disk has: the store must not be closed, but abandoned.
 */
enum outcome store_flush (struct store *, struct error *);
/* Whether pages did not reach the disk: the store must be abandoned. */
bool store_lost (const struct store *);
/* Words and entries of indexes are written some time after their record, piece
 * by piece; whoever asks finds it all the same.  Writes a piece, some
 * milliseconds long, in no transaction; *MORE while something waits.
 */
enum outcome store_settle (struct store *, bool *more, struct error *);
/* Whether another piece should follow when nobody waits for an answer. */
bool store_settle_owes (const struct store *);
/* Whether those of a thousand changes wait or more: many dossiers come. */
bool store_waits_for_many (const struct store *);
/* Whether so few wait that they may go on waiting. */
bool store_waits_for_few (const struct store *);
/* Whether so many wait that a piece should be written between two saves. */
bool store_waits_for_much (const struct store *);
/* Writes pages back when MORE than that many KiB of log have come since. */
enum outcome store_checkpoint (struct store *, unsigned kib, struct error *);
/* The same a piece at a time, some milliseconds or a sync: *MORE while pieces
 * are left, which saves may come between.
 */
enum outcome store_checkpoint_piece (struct store *, unsigned kib, bool *more,
                                     struct error *);
/* Whether the next piece would only find pages still on their way. */
bool store_checkpoint_waits (const struct store *);
/* Whether its cache has become large, and nobody is in the middle of anything
 * for which the tables must stay open.
 */
bool store_is_large (const struct store *);
/* Makes it small again: the tables are closed and opened, some milliseconds
 * when a checkpoint was made just before.  Where that cannot be written it
 * stays as it is: OK.  Any other outcome: it is not open any more, and must be
 * abandoned.
 */
enum outcome store_renew (struct store *, struct error *);

/* ---- records ----------------------------------------------------------- */

/* A row of "records": what lists show, without the image. */
struct row {
  uint32_t ordinal;
  uint64_t seq;              /* the record's latest change                   */
  unsigned char id[ID_SIZE];
  struct record_head head;
  struct slice name, birth;
  uint32_t ward;
};
/* On the socket, the same bytes as in the table behind a u32 ordinal. */
void row_put (const struct row *, struct bytes *);
bool row_take (struct reader *, struct row *);

/* Results that point somewhere point into HOLD, which the caller owns.
 * ERR_ABSENT when there is none.
 */
enum outcome store_row (struct store *, uint32_t ordinal, struct row *,
                        struct bytes *hold, struct error *);
enum outcome store_by_id (struct store *, const unsigned char id[ID_SIZE],
                          uint32_t *ordinal, struct error *);
/* The same, but nothing is said of ERR_ABSENT. */
enum outcome store_seek_id (struct store *, const unsigned char id[ID_SIZE],
                            uint32_t *ordinal, struct error *);
/* One will be sought soon: a store that is being built waits for memory then. */
void store_expect_id (const struct store *, const unsigned char id[ID_SIZE]);
enum outcome store_by_code (struct store *, const struct code *,
                            uint32_t *ordinal, struct error *);
/* ERR_DAMAGED when the change does not agree with its hash: its table has no
 * page sums.
 */
enum outcome store_change (struct store *, uint64_t seq, struct change *,
                           struct bytes *hold, struct error *);

struct counts {
  uint64_t changes;          /* seq of the last change                       */
  uint32_t records;          /* last ordinal                                 */
  unsigned char chain[HASH_SIZE];  /* hash of the last change's head         */
};
void store_counts (const struct store *, struct counts *);

/* ---- saving ------------------------------------------------------------ */

struct save {
  uint8_t action;
  unsigned char id[ID_SIZE];
  uint32_t version_read;     /* 0: a new record                              */
  uint16_t terminal;
  uint32_t officer;          /* who does it; head.officer is who received it */
  uint64_t time;
  struct slice reason;
  struct record_head head;   /* state, procedure, revision, received, due,
                              * officer, override, RECORD_SECRET.  When new:
                              * code.kind CODE_NONE for the next number of the
                              * day received, or one that an import keeps;
                              * version 0, or one that an import keeps       */
  const struct form *form;
  struct values values;      /* GIVEN fields and wards in place; SERIAL
                              * fields are filled in here                    */
  const struct facts *facts; /* of these values, when they are known; or NULL */
};

struct saved {
  uint32_t ordinal, version;
  uint64_t seq;
  struct code code;
};

/* Writes the change, the record, its indexes and words, the number's counter,
 * within the transaction at hand.  Duplicates are not looked for here.  After
 * the following errors nothing was written, and the transaction may go on:
 *
 *   ERR_BUSY    the record's version is not VERSION_READ, or a new record's id
 *               is there; *SAVED tells the one that is
 *   ERR_INPUT   the code is another record's, the form is not registered,
 *               the body is larger than RECORD_MOST
 *   ERR_ABSENT  VERSION_READ is not 0 and there is no such record
 */
enum outcome store_save (struct store *, const struct save *, struct saved *,
                         struct error *);

/* Appends a finding for each unique of FORM that another record (not ID)
 * breaks: "Trẻ này đã có hồ sơ khai sinh ... (H29.22.1-261121-0007)".  FACTS
 * are those of the values.
 */
enum outcome store_uniques (struct store *, const struct form *,
                            const struct values *, const struct facts *,
                            const unsigned char id[ID_SIZE],
                            struct findings *, struct error *);

/* ---- lists ------------------------------------------------------------- */

/* What to list; a 0 (or NULL) does not count.  Dates are 20261121. */
struct filter {
  uint8_t state;
  uint16_t procedure;
  uint32_t due_from, due_until;
  bool overdue_only;         /* open and due before now                      */
  uint64_t now;
  uint32_t limit;
};

/* Rows by ROW, newest first, until it returns false or LIMIT rows came.  With
 * a due limit or OVERDUE_ONLY: open dossiers alone, by due day and state.  Of a
 * procedure, newest is received last; else entered last.  *MORE: whether there
 * were more than LIMIT.
 */
typedef bool (*row_seen) (void *with, const struct row *);
enum outcome store_list (struct store *, const struct filter *, row_seen,
                         void *with, bool *more, struct error *);

/* Finds by words, as hoso(1) says under "find".  ANY also looks in addresses.
 * Calls ROW for at most LIMIT rows, best first; *TOTAL counts all, *ABOUT is
 * true when there are more than TOTAL.
 */
enum outcome store_find (struct store *, const char *words, bool any,
                         uint32_t limit, row_seen, void *with,
                         uint32_t *total, bool *about, struct error *);

/* Rows of records that a person (twelve digits) is in, newest first. */
enum outcome store_by_person (struct store *, uint64_t number, uint32_t limit,
                              row_seen, void *with, struct error *);

/* Scanning for exports.  UNTIL is the seq of the picture: a record is given as
 * it was after its last change <= UNTIL.  By record: from ordinal *AT on, in
 * order of first entry.  By change: from seq *AT on, in the order of changes;
 * LATEST leaves out those that a later change <= UNTIL replaced.  Stops after
 * about SIZE bytes were seen; *AT is where to go on, 0 at the end.
 */
typedef bool (*change_seen) (void *with, const unsigned char id[ID_SIZE],
                             const struct change *);
enum outcome store_scan_records (struct store *, uint32_t *at, uint64_t until,
                                 uint16_t procedure, size_t size, change_seen,
                                 void *with, struct error *);
enum outcome store_scan_changes (struct store *, uint64_t *at, uint64_t until,
                                 bool latest, size_t size, change_seen,
                                 void *with, struct error *);

/* ---- catalog, accounts, drafts ----------------------------------------- */

/* Registers a declared form: its procedure gets a number, the pair
 * (procedure, revision) its bytes.  The same again is OK; another fingerprint
 * under it is ERR_INPUT, in words.  Labels alone may change.
 */
enum outcome store_register (struct store *, const struct form *,
                             uint16_t *procedure, struct error *);
/* Forms live until store_forms_forget; decoded once. */
enum outcome store_form (struct store *, uint16_t procedure, uint16_t revision,
                         const struct form **, struct error *);
enum outcome store_declared (struct store *, uint16_t procedure,
                             uint16_t revision, struct bytes *, struct error *);
/* Whether more forms are decoded than FORMS_KEPT; and frees them all. */
bool store_forms_many (const struct store *);
void store_forms_forget (struct store *);
/* The number of a procedure by its code; 0: none. */
uint16_t store_procedure_numbered (struct store *, const char *code);
uint16_t store_procedure_count (struct store *);
uint16_t store_last_revision (struct store *, uint16_t procedure);

/* The number of an account; given at first sight.  And its name, or NULL. */
enum outcome store_officer (struct store *, const char *account, uint32_t *,
                            struct error *);
const char *store_officer_name (struct store *, uint32_t);

struct draft {
  unsigned char id[ID_SIZE];
  uint32_t officer;
  uint16_t terminal;
  char procedure[32];        /* code                                         */
  uint64_t time;
  struct slice values;       /* session_save_draft                           */
};
/* ERR_INPUT for a draft that is another officer's, or too many of them. */
enum outcome store_draft_put (struct store *, const struct draft *,
                              struct error *);
enum outcome store_draft_get (struct store *, const unsigned char id[ID_SIZE],
                              struct draft *, struct bytes *hold,
                              struct error *);
enum outcome store_draft_drop (struct store *, const unsigned char id[ID_SIZE],
                               struct error *);
typedef bool (*draft_seen) (void *with, const struct draft *);
enum outcome store_drafts (struct store *, uint32_t officer /* 0: all */,
                           draft_seen, void *with, struct error *);

/* ---- answered requests ------------------------------------------------- */

/* What request NUMBER of client CLIENT changed: the changes FIRST..LAST (0, 0
 * for none).  Kept in the transaction of the request, so that a request that
 * is sent again is known.  The last 16 of a client are kept; those older than
 * a day go at store_open, and with store_answers_forget.
 */
enum outcome store_answered (struct store *,
                             const unsigned char client[ID_SIZE],
                             uint64_t number, uint64_t *first, uint64_t *last,
                             struct error *);         /* ERR_ABSENT: not yet */
enum outcome store_answer (struct store *, const unsigned char client[ID_SIZE],
                           uint64_t number, uint64_t first, uint64_t last,
                           uint64_t time, struct error *);
enum outcome store_answers_forget (struct store *, struct error *);

/* ---- the way out ------------------------------------------------------- */

struct sealed {              /* a batch                                      */
  uint32_t number, count;
  uint64_t first, last;      /* changes                                      */
  unsigned char sha256[HASH_SIZE];
  uint64_t time;
};
/* Seals the next batch: NUMBER is the last plus 1 and FIRST the last batch's
 * LAST plus 1, else ERR_BUSY.
 */
enum outcome store_seal (struct store *, const struct sealed *, struct error *);
enum outcome store_sealed (struct store *, uint32_t number, struct sealed *,
                           struct error *);
uint32_t store_sealed_last (struct store *);

struct target {
  char name[128];            /* "file:/mnt/usb"                              */
  uint32_t offered, acknowledged; /* batches up to and with this one         */
};
enum outcome store_target_put (struct store *, const struct target *,
                               struct error *);
typedef bool (*target_seen) (void *with, const struct target *);
enum outcome store_targets (struct store *, target_seen, void *with,
                            struct error *);

struct receipt {             /* a rejection                                  */
  char target[128];
  uint32_t batch;
  unsigned char id[ID_SIZE];
  uint64_t time;
  const char *reason;
};
/* ERR_INPUT unless TARGET is known and was offered that batch. */
enum outcome store_receipt_put (struct store *, const struct receipt *,
                                struct error *);
typedef bool (*receipt_seen) (void *with, const struct receipt *,
                              const struct code *);
enum outcome store_receipts (struct store *, receipt_seen, void *with,
                             struct error *);

/* ---- building offline -------------------------------------------------- */

/* A store beside PARENT, which has no changes, for new records of PROCEDURE:
 * store_save and store_uniques work on it, and what they read.  Its tables are
 * written to files that nobody reads yet.  Nothing is logged, nothing can be
 * taken back, and nothing counts before store_adopt.  The library is not used:
 * it may go on in a process that was forked off.
 */
enum outcome store_build (struct store *parent, uint16_t procedure,
                          struct store **, struct error *);
/* Writes all of it and brings it to the disk; RESULT is for store_adopt.  Calls
 * ALIVE now and then: it takes some microseconds a record.
 */
enum outcome store_build_end (struct store *, void (*alive) (void *with),
                              void *with, struct bytes *result,
                              struct error *);
void store_build_free (struct store *);
/* In a process that was forked off: the lock stays the parent's alone. */
void store_forked (struct store *parent);
/* Removes what a build left that will not be adopted. */
void store_build_forget (struct store *parent);

/* Puts what was built in the place of S's tables, durably, all or nothing; in
 * no transaction; and keeps that request NUMBER of CLIENT was answered.
 * ERR_BUSY when somebody has saved since the build began; after ERR_DAMAGED
 * the store is to be abandoned: the next store_open finds either all or
 * nothing.
 */
enum outcome store_adopt (struct store *S, struct slice result,
                          const unsigned char client[ID_SIZE], uint64_t number,
                          uint64_t time, struct error *);

#endif
