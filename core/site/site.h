/* site/site.h - the site as everyone above sees it: a server somewhere.
 *
 * A client keeps a connection to SITE/socket and starts the server when there
 * is none.  When the server dies, the client starts it again, connects and
 * sends again what was not answered; the caller only waits.  Requests carry
 * the client's id and a number, so that nothing is done twice.
 *
 *   ERR_SYSTEM  the server cannot be reached within the patience (30 s), says
 *               that its disk is full, speaks another protocol, ...
 *   others as in store.h
 *
 * Callbacks may call the functions of this header again.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/arena.h"
#include "site/config.h"
#include "store/backup.h"
#include "store/care.h"
#include "store/store.h"

struct site;

/* Reads the configuration, connects (START: starting a server when none runs;
 * else ERR_ABSENT), says hello.
 */
enum outcome site_open (struct site **, const char *folder, bool start,
                        struct error *);

/* Called about ten times a second while a request waits for the server; DOWN is
 * what the one that is coming does (WORK_NONE: nobody knows), and NULL while
 * there is one.  Returns false to give up (ERR_BUSY).
 */
typedef bool (*site_waiting) (void *with, const struct work *down);
void site_on_wait (struct site *, site_waiting, void *with);
enum outcome site_open_waiting (struct site **, const char *folder, bool start,
                                site_waiting, void *with, struct error *);
void site_close (struct site *);
const struct config *site_config (const struct site *);

/* What the server has to tell everybody, once: that the store was damaged and
 * mended, and what is missing.  False when there is nothing, or no more.
 */
bool site_notice (struct site *, struct error *to);
/* The same of what comes later, when another server greets. */
typedef void (*site_told) (void *with, const struct error *);
void site_on_notice (struct site *, site_told, void *with);

/* ---- forms ---------------------------------------------------------------- */

/* Registers FORM unless the server knows it; its number goes to *PROCEDURE. */
enum outcome site_register (struct site *, const struct form *,
                            uint16_t *procedure, struct error *);
/* The declared form of a record; kept by the client for its life.  REVISION 0:
 * the newest one when it is asked for first.
 */
enum outcome site_form (struct site *, uint16_t procedure, uint16_t revision,
                        const struct form **, struct error *);
/* The number of a procedure by its code or name; 0 when the site has never seen
 * it.
 */
enum outcome site_procedure (struct site *, const char *name, uint16_t *,
                             struct error *);
/* The account behind a number; "" when unknown.  Kept. */
const char *site_officer_name (struct site *, uint32_t officer);

/* ---- saving ---------------------------------------------------------------- */

/* One dossier to save, as a session gives it.  A MOVE keeps what the record
 * holds: form and values may be NULL, due 0 keeps the day.
 */
struct to_save {
  uint8_t action;                  /* CREATE, AMEND, ...                     */
  unsigned char id[ID_SIZE];
  uint32_t version_read;           /* 0 for a new one                        */
  uint32_t version;                /* kept from an import, or 0              */
  const struct form *form;
  uint16_t procedure;              /* from site_register                     */
  const struct values *values;
  struct slice image;              /* or instead, as values_image made it    */
  uint16_t flags;                  /* of the image                           */
  uint8_t state;                   /* 0: as it was, or received              */
  uint64_t received, due;          /* 0: as it was, or now; it is reckoned   */
  const char *code;                /* kept from an import, or NULL           */
  const char *officer;             /* kept from an import, or NULL           */
  const char *override, *reason;   /* or NULL                                */
  bool take_warnings;              /* import: warnings need no reason        */
};

enum verdict {
  SAVED,
  DUPLICATE,  /* a record with this id is there (import)                     */
  REFUSED,    /* FINDINGS say why: refusals, or warnings without a reason    */
  CONFLICT,   /* another version is there, or the number is another record's */
  FAILED,     /* ERROR says why: disk full, ...                              */
};

struct answer {
  enum verdict verdict;
  struct saved saved;              /* SAVED, DUPLICATE, CONFLICT             */
  char code[96];                   /* of the record, as text                 */
  struct findings findings;        /* from the server: rules of the declared
                                    * form and duplicates; owned by answer   */
  struct error error;
  struct slice sent;               /* of site_queue: for answer_values       */
};
void answer_free (struct answer *);

enum outcome site_save (struct site *, const struct to_save *, struct answer *,
                        struct error *);

/* Many: queued into frames of 256 KiB or 100 saves, four frames on their way;
 * ANSWERED is called for each in the order they were queued, with the TAG given.
 */
typedef void (*save_answered) (void *with, uint64_t tag, const struct answer *);
enum outcome site_queue (struct site *, const struct to_save *, uint64_t tag,
                         save_answered, void *with, struct error *);
enum outcome site_finish (struct site *, struct error *);

/* Until ANSWERED returns, what was sent and when that was received: values of
 * FORM in ARENA.
 */
struct values answer_values (const struct answer *, const struct form *,
                             struct arena *, uint64_t *received);

/* Asks an empty site to be built: new dossiers of PROCEDURE are queued on
 * *BUILD instead, at a tenth of the work, and are the site's, all together,
 * after site_build_end on both; then, or to give it up, site_build_close.
 * Whatever goes wrong, or ERR_BUSY: nothing was saved, and all may be queued
 * on the site itself.
 */
enum outcome site_build (struct site *, uint16_t procedure,
                         struct site **build, struct error *);
enum outcome site_build_end (struct site *, struct site *build,
                             struct error *);
void site_build_close (struct site *build); /* NULL is allowed               */

/* ---- reading ---------------------------------------------------------------- */

/* One record whole.  Slices and HEAD point into hold. */
struct whole {
  struct row row;
  struct change change;            /* its latest                             */
  struct bytes row_hold, change_hold;
};
void whole_free (struct whole *);

/* RECORD: a dossier code (with or without the office's prefix), or 32 hex
 * digits of an id.  ERR_ABSENT.
 */
enum outcome site_get (struct site *, const char *record, struct whole *,
                       struct error *);
enum outcome site_change (struct site *, uint64_t seq, struct change *,
                          struct bytes *hold, struct error *);

/* Appends where the subject of a dossier lives, else its applicant: what tells
 * people of one name apart.  Nothing when it cannot be known.
 */
void site_address (struct site *, const unsigned char id[ID_SIZE],
                   struct bytes *to);

/* Rows belong to the answer: copy what must stay. */
enum outcome site_list (struct site *, const struct filter *, row_seen,
                        void *with, bool *more, struct error *);
enum outcome site_find (struct site *, const char *words, bool any,
                        uint32_t limit, row_seen, void *with, uint32_t *total,
                        bool *about, struct error *);

/* One consistent picture: what was there when the scan began. */
struct scan {
  bool by_change;                  /* changes in their order, from AFTER + 1 */
  bool latest;                     /* by_change: each record once            */
  uint64_t after, until;           /* until 0: now; filled in                */
  uint16_t procedure;              /* 0: all                                 */
};
enum outcome site_scan (struct site *, struct scan *, change_seen, void *with,
                        struct error *);

/* ---- drafts ---------------------------------------------------------------- */

enum outcome site_draft_put (struct site *, const struct draft *,
                             struct error *);
enum outcome site_draft_get (struct site *, const unsigned char id[ID_SIZE],
                             struct draft *, struct bytes *hold,
                             struct error *);
enum outcome site_draft_drop (struct site *, const unsigned char id[ID_SIZE],
                              struct error *);
enum outcome site_drafts (struct site *, draft_seen, void *with,
                          struct error *);  /* of this officer               */

/* ---- the way out ------------------------------------------------------------ */

enum outcome site_seal (struct site *, const struct sealed *, struct error *);
enum outcome site_sealed (struct site *, uint32_t number, struct sealed *,
                          struct error *);  /* number 0: the last; ERR_ABSENT */
enum outcome site_target (struct site *, const struct target *,
                          struct error *);  /* remembers how far it is        */
enum outcome site_targets (struct site *, target_seen, void *with,
                           struct error *);
enum outcome site_receipt (struct site *, const struct receipt *,
                           struct error *);
enum outcome site_receipts (struct site *, receipt_seen, void *with,
                            struct error *);

/* ---- the server ------------------------------------------------------------- */

struct status {
  uint64_t changes, unsent;        /* unsent: in no sealed batch             */
  uint32_t records, drafts;
  uint64_t server_rss_kib, server_pid, since, due_today, overdue;
  uint64_t awake;                  /* waits that the server might not sleep  */
  uint32_t clients;
  char version[32];
  struct backup_state backup;      /* the last good one                      */
  uint64_t mended_at;              /* when the store was damaged last; 0     */
  char mended[320];                /* and how it was mended                  */
};
enum outcome site_status (struct site *, struct status *, struct error *);

/* Ends the server of FOLDER and waits until its lock is free; OK when none
 * ran; never starts one.
 */
enum outcome site_stop (const char *folder, struct error *);

/* What an officer should know of the backups, in a few words; NULL: nothing.
 * One is old after a day in which something was saved.
 */
const char *status_backup_warning (const struct status *);

/* Steps until done; STEP (may be NULL) sees how far it is. */
enum outcome site_verify (struct site *, struct verify *, problem_seen,
                          void (*step) (void *with, const struct verify *),
                          void *with, struct error *);

/* Makes every table but the log anew while others save; STEP (may be NULL) sees
 * how far it is.
 *
 *   ERR_BUSY     another repair is at work
 *   ERR_DAMAGED  the log itself is damaged; nothing was changed
 */
enum outcome site_repair (struct site *,
                          void (*step) (void *with, const struct repair *),
                          void *with, struct error *);

/* How far a backup or a restore is: bytes copied, bytes read again, dossiers
 * looked at.  TOTAL is 0 when nobody knows.
 */
enum care { CARE_COPIES, CARE_READS, CARE_VERIFIES, CARE_REPAIRS };
typedef void (*care_seen) (void *with, enum care, uint64_t done,
                           uint64_t total);

/* Makes a backup below PLACE (NULL: as site.conf says, else SITE/backup) while
 * others save, restores it there into a folder of its own, verifies that, and
 * only then calls it good; older ones than the last seven go.  *MADE is freed
 * with backup_free.  Nothing is left when it fails.
 *
 *   ERR_BUSY     another backup is at work
 *   ERR_SYSTEM   PLACE cannot be written, is full, or has another site's
 *   ERR_DAMAGED  what was copied does not verify: run verify
 */
enum outcome site_backup (struct site *, const char *place, care_seen,
                          void *with, struct backup *made, struct error *);

/* Makes the site FOLDER, which must be missing or empty, from the backup FROM,
 * or the newest in it, and the log kept since, up to UNTIL (0: all).
 *
 *   ERR_INPUT    there is no such backup
 *   ERR_SYSTEM   FOLDER holds something, or cannot be written
 *   ERR_DAMAGED  the backup is damaged, or what it makes does not verify
 */
struct restored {
  char folder[4096];
  struct backup from;              /* which backup; files are freed          */
  struct laid laid;                /* what was added to it                   */
  struct counts counts;
  uint32_t epoch;
};
enum outcome site_restore (const char *from, const char *folder,
                           uint64_t until, care_seen, void *with,
                           struct restored *, struct error *);

/* Joins half-empty pages and makes the files shorter; STEP sees each piece. */
enum outcome site_compact (struct site *,
                           void (*step) (void *with, const struct compact *),
                           void *with, struct error *);

/* Runs the server of FOLDER until it is stopped, gets SIGTERM or SIGINT, or
 * idles IDLE seconds (0: never).  Returns when the store is closed.
 */
enum outcome server_run (const char *folder, unsigned idle, struct error *);

/* What "hoso -s FOLDER serve --spawned" does, which is how a client starts a
 * server: server_run with ten idle minutes, telling the client on descriptor
 * 3 why it could not start.  Returns the exit status; quietly 0 when another
 * server was first.
 */
int server_spawned (const char *folder);

#endif
