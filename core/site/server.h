/* site/server.h - the server from inside; private to the site.
 *
 *   server.c        starts, ends
 *   server-turn.c   takes in, serves, answers
 *   server-peer.c   who is connected, what they ask
 *   server-crowd.c  who has to leave when they are too many or hold too much
 *   server-socket.c the name that it listens under
 *   server-store.c  the store opened, and what is told of that
 *   server-group.c  short saves of a turn, together
 *   server-save.c   dossiers in
 *   server-judge.c  whether they may be saved
 *   server-read.c   forms, records, lists, scans out
 *   server-keep.c   drafts, batches, targets, receipts
 *   server-backup.c a copy of the store, a piece at a time
 *   server-care.c   state, verification, the end
 *   server-build.c  a site built offline by a child
 */
#ifndef SITE_SERVER_H
#define SITE_SERVER_H

#include "base/arena.h"
#include "site/brief.h"
#include "site/stream.h"
#include "site/shared.h"

#include <sys/stat.h>
#include <sys/types.h>

enum {
  PEERS_MOST = 250,             /* connections: a ward has some dozens       */
  PEERS_SPARE = 25,             /* one in so many is being turned away       */
  WELCOMED_MOST = 16,           /* in a turn: those who come in a loop keep
                                 * nobody waiting                            */
  GREETING_MS = 10 * 1000,      /* a peer that says no hello leaves then     */
  COPYING_MS = 3600 * 1000,     /* a backup that asks nothing for so long lets
                                 * go of the log: its copy is being verified */
  ACCOUNT_MOST = 64,
  MUCH = 32 * 1024,             /* bytes of a request that takes its time    */
  TURN_MS = 10,                 /* of such requests in a turn, and the one
                                 * that was begun: a save waits for them once */
  SHARED_MOST = 4,              /* peers at a time that memory is shared with,
                                 * 640 KiB each: others go without           */
  LISTING_MOST = 8 * 1024 * 1024, /* bytes of an answer that lists things    */
  HELD_MOST = 24 * 1024 * 1024, /* of all frames that come and answers that
                                 * go: more than two of the longest, and with
                                 * the request at hand below 64 MiB          */
  HELD_CALM = 1024 * 1024,      /* as much is held every day                 */
  GIVE_BACK_MS = 1000,          /* from one time to the next at least        */
  CALM_MS = 3000,               /* nobody asked: the server is quiet         */
};

/* A program that is connected. */
struct peer {
  struct stream stream;
  struct hello hello;
  bool greeted;
  bool gone;                    /* to be closed when the turn ends           */
  bool handed;                  /* to a child: it has the connection now     */
  uid_t uid;                    /* whose program, and which, by the kernel   */
  pid_t pid;
  uint64_t since;               /* ticks                                     */
  uint64_t heard;               /* ticks of its last whole frame             */
  uint64_t stuck;               /* ticks since its frame is not whole, or its
                                 * answer not taken; UINT64_MAX: it is       */
  enum language language;
  char account[ACCOUNT_MOST];   /* the name of UID                           */
  uint32_t officer;             /* the number of that; 0: not asked for yet  */
  struct shared shared;         /* until its scan is at its end              */
  bool was_shared;              /* there is no second time                   */
};

/* What checks of a form keep from one dossier to the next. */
struct form_memory {
  const struct form *form;
  struct check_memory *memory;
};

/* A child that builds the store of an empty site.  Its result is there, whole,
 * in a file without a name, or it is not.
 */
struct builder {
  pid_t pid;                    /* 0: none                                   */
  bool ended;                   /* the child; its result may be there        */
  int result;
  unsigned char owner[ID_SIZE]; /* the client that will adopt it             */
};

/* Short saves of a turn, in one transaction. */
struct save_group {
  bool open;                    /* the transaction is at hand                */
  bool apart;                   /* it failed; its saves are done one by one  */
  struct grouped *members;
  size_t count, room;
  struct bytes frames;          /* of all of them                            */
};

struct server {
  struct config config;
  struct store *store;
  struct arena *arena;          /* of the request at hand                    */
  struct bytes answer;          /* of the request at hand                    */
  struct form_memory *memories;
  size_t n_memories;
  struct peer *peers[PEERS_MOST];
  size_t n_peers;
  size_t places;                /* for peers: at most PEERS_MOST             */
  size_t next;                  /* peer whose long request is served first   */
  const struct peer *copier;    /* who makes a backup, or NULL               */
  int listener, signals;
  int watch;                    /* tells of names that go; -1: nobody does   */
  bool named;                   /* the listener has a name in the folder,    */
  struct stat name;             /* which this is                             */
  struct brief brief;           /* waits for news                            */
  struct builder builder;
  struct save_group group;
  bool wrote;                   /* this turn; nothing is answered unflushed  */
  bool saves_follow;            /* one another closely                       */
  uint64_t saved;               /* ticks when somebody wrote last            */
  bool stood_back;              /* imports did, in this turn                 */
  bool checkpoints;             /* pieces of a checkpoint are left           */
  bool dirty;                   /* since the last whole checkpoint           */
  uint64_t words;               /* ticks when words are to be written; 0: none
                                 * wait                                      */
  bool full;                    /* no descriptor was left for one more       */
  bool used_much;               /* memory, since it was given back last      */
  uint64_t gave_back;           /* ticks when it was                         */
  const struct peer *verifier;  /* who verifies the store, or NULL           */
  bool lost;                    /* the log did not reach the disk            */
  bool ends;                    /* when the turn is over                     */
  uint64_t since;               /* clock                                     */
  uint64_t began;               /* clock, when the store was to be opened    */
  uint64_t busy;                /* ticks when somebody was here last         */
  uint64_t renews;              /* ticks when the store is made small, if need
                                 * be; 0: nobody asked since                 */
  uint64_t idle_ms;             /* leaves after so long alone; 0: never      */
};

/* ---- server-turn.c ---- */

/* One turn; what is not OK ends the server. */
enum outcome server_turn (struct server *, struct error *);

/* ---- server-socket.c ---- */

enum outcome server_listen (struct server *, struct error *);
/* Looks whether the socket is there still: makes it again when it is not, and
 * ends the server when it is another's.
 */
void server_mind_name (struct server *);
void server_unlisten (struct server *);

/* ---- server-peer.c ---- */

/* Takes FD in, or closes it when there is no place for it. */
void peer_join (struct server *, int fd);
void peer_leave (struct server *, size_t i);
/* Whether it can be served now: a frame is there and no answer waits to go. */
bool peer_asks (const struct peer *);
/* The same of something that takes its time. */
bool peer_asks_much (const struct peer *);
/* Whether it brings many saves in a row, though the answer to those before has
 * not gone: one flush does for both.
 */
bool peer_saves_more (const struct peer *);
/* Serves one frame; the answer waits in the peer's stream. */
void peer_serve (struct server *, struct peer *);
/* Answers what FRAME asks. */
void peer_answer (struct server *, struct peer *, struct slice frame);

/* ---- server-group.c ---- */

struct request;
/* Whether a frame of LEN bytes that asks WHAT belongs in the group. */
bool group_takes (const struct server *, uint8_t what, size_t len);
/* Answers a save in the group's transaction.  When it fails all of the group is
 * taken back, until group_mend, when no request is at hand, does the others
 * again.
 */
enum outcome group_save (struct request *, struct slice frame, struct error *);
void group_mend (struct server *);
/* Commits what is in the group; before anything else is asked of the store. */
void group_end (struct server *);
void group_free (struct save_group *);

/* ---- server-crowd.c ---- */

/* How many peers this process has descriptors for. */
size_t crowd_places (void);
/* Who gives its place to COMER, who may be among the peers; or NULL. */
struct peer *crowd_worst (const struct server *, const struct peer *comer);
/* Notes whether P lets something wait. */
void crowd_note (struct peer *P, uint64_t now);
/* Parts with those who let most wait the longest, until no more is held than
 * HELD_MOST.
 */
void crowd_hold_less (struct server *);
/* Gives memory back to the system after much was used. */
void crowd_give_back (struct server *);

/* ---- server-build.c ---- */

/* Gives the build up when its owner is gone, or somebody saved meanwhile. */
void builder_look (struct server *);
/* Ends the child, if there is one, and removes what it made, unless nobody
 * knows whether it counts: s->lost.
 */
void builder_drop (struct server *);

/* ---- server-store.c ---- */

/* REPORT, which may be -1, hears that it takes its time. */
enum outcome server_open_store (struct server *, struct error *);
/* Makes the store small when it became large and nobody has asked for some
 * time; a store that cannot be opened again is lost.
 */
void server_renew (struct server *);
/* The sentence that a peer is greeted with, if there is one. */
void server_notice (const struct server *, struct error *);

/* ---- what answers ---- */

/* A request at hand.  Its body is read from BODY (a bad or unread rest ends
 * the connection), the answer's body is appended to ANSWER.
 */
struct request {
  struct server *server;
  struct peer *peer;
  uint64_t number;
  struct reader *body;
  struct bytes *answer;
  uint64_t time;            /* when it was taken up, and of all it changes   */
};

typedef enum outcome (*answerer) (struct request *, struct error *);

/* A body that is bad or not read to its end: the connection ends. */
bool request_torn (const struct request *);

/* Refuses what would be kept under a time that cannot be read back; then the
 * rest of the body is taken.
 */
enum outcome request_dated (const struct request *, struct error *);

/* A list in an answer: each item behind a 1, a 0 at the end.  listing_item is
 * false, and FULL true, when there is no room for one more.
 */
struct listing {
  struct request *request;
  bool full;
};
bool listing_item (struct listing *);
void listing_end (struct listing *);

/* The number of the peer's account; within a transaction. */
enum outcome request_officer (struct request *, uint32_t *, struct error *);

/* Forgets forms that were decoded, when they are many; no request may be at
 * work with one.
 */
void forget_forms (struct server *);

enum outcome answer_save (struct request *, struct error *);
/* The same in a build: nothing was asked before, and nobody else waits. */
enum outcome answer_built (struct request *, struct error *);
enum outcome answer_build (struct request *, struct error *);
enum outcome answer_adopt (struct request *, struct error *);

enum outcome answer_stop (struct request *, struct error *);
enum outcome answer_status (struct request *, struct error *);
enum outcome answer_register (struct request *, struct error *);
enum outcome answer_form (struct request *, struct error *);
enum outcome answer_procedure (struct request *, struct error *);
enum outcome answer_officer (struct request *, struct error *);
enum outcome answer_get (struct request *, struct error *);
enum outcome answer_change (struct request *, struct error *);
enum outcome answer_list (struct request *, struct error *);
enum outcome answer_find (struct request *, struct error *);
enum outcome answer_scan (struct request *, struct error *);
enum outcome answer_draft_put (struct request *, struct error *);
enum outcome answer_draft_get (struct request *, struct error *);
enum outcome answer_draft_drop (struct request *, struct error *);
enum outcome answer_drafts (struct request *, struct error *);
enum outcome answer_seal (struct request *, struct error *);
enum outcome answer_sealed (struct request *, struct error *);
enum outcome answer_target (struct request *, struct error *);
enum outcome answer_targets (struct request *, struct error *);
enum outcome answer_receipt (struct request *, struct error *);
enum outcome answer_receipts (struct request *, struct error *);
enum outcome answer_verify (struct request *, struct error *);
enum outcome answer_repair (struct request *, struct error *);
enum outcome answer_share (struct request *, struct error *);
enum outcome answer_compact (struct request *, struct error *);

/* ---- server-backup.c ---- */

enum outcome answer_backup (struct request *, struct error *);
enum outcome answer_backed (struct request *, struct error *);
/* Lets go of what a backup of PEER holds. */
void backup_leave (struct server *, const struct peer *);
/* The same of who verifies the store. */
void verify_leave (struct server *, const struct peer *);

#endif
