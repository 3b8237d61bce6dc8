/* site/client.h - the client from inside; private to the site.
 *
 *   client.c        connects, waits, sends again
 *   client-ask.c    requests: sent, answered, dropped
 *   client-save.c   dossiers in, one or many
 *   client-build.c  an empty site built by a child of the server
 *   client-read.c   forms, records, lists, scans out
 *   client-keep.c   drafts, batches, targets, receipts
 *   client-care.c   state, verification, the end
 */
#ifndef SITE_CLIENT_H
#define SITE_CLIENT_H

#include "site/brief.h"
#include "site/stream.h"

/* A request that was sent, until its answer is dealt with. */
struct pending {
  uint64_t number;
  struct bytes frame;           /* kept to be sent again                     */
  struct bytes answer;          /* the pieces that came, behind FRONT bytes  */
  size_t front;
  bool done;                    /* all of them                               */
  struct pending *next;
};

struct queue;                   /* of saves; client-save.c                   */
struct known_form;              /* client-read.c                             */
struct known_officer;

struct site {
  struct config config;
  bool start;                   /* a server when there is none               */
  bool any_protocol;            /* it is only to be ended                    */
  bool once;                    /* this connection, or none: a build's       */
  unsigned char id[ID_SIZE];
  uint64_t number;              /* of the last request                       */
  struct pending *first;        /* in the order of their numbers             */

  struct stream stream;
  struct brief brief;           /* waits for answers                         */
  bool bulk;                    /* a large piece came last, or is to come    */
  bool greeted;                 /* the server said hello                     */
  bool greeted_once;            /* on this connection or an earlier one      */
  bool of_use;                  /* and answered something since              */
  unsigned silent;              /* that greeted and left, since an answer    */
  uint64_t heard;               /* frames of answers, and news of WORK, ever */
  struct work work;             /* of the server that is coming              */
  struct error notice;          /* what the server greeted with, OK          */
  bool noticed;                 /* that was told                             */
  site_told told;               /* or NULL                                   */
  void *told_with;
  int report;                   /* of the server that is starting, or -1     */
  uint64_t spawned;             /* ticks; 0: none since the last hello       */
  uint64_t lost;                /* ticks when there was a connection last    */
  int pause_ms;                 /* before the next try to connect            */

  site_waiting waiting;         /* or NULL                                   */
  void *waiting_with;

  struct queue *queue;
  struct known_form *forms;
  struct known_officer *officers;
};

/* A site that is not connected yet. */
enum outcome client_new (struct site **, const char *folder, bool start,
                         struct error *);

/* Sends the request WHAT with BODY (NULL: none), or notes it to be sent when
 * there is a server; ERR_INPUT when it is too large for a frame.  The caller
 * drops what it got.
 */
enum outcome client_send (struct site *, enum ask what,
                          const struct bytes *body, struct pending **,
                          struct error *);
/* The same of a whole FRAME, which is taken: first what client_front puts there,
 * then the body.
 */
enum outcome client_send_frame (struct site *, enum ask what,
                                struct bytes *frame, struct pending **,
                                struct error *);
void client_front (struct bytes *frame);
/* Waits until P is answered, or, P being NULL, until there is a server. */
enum outcome client_wait (struct site *, const struct pending *P,
                          struct error *);
/* The outcome of an answer; when it is OK, *BODY reads what came with it. */
enum outcome client_answer (const struct pending *, struct reader *body,
                            struct error *);
void client_drop (struct site *, struct pending *);
/* Forgets the connection; what is not answered waits for the next one. */
void client_disconnect (struct site *);
/* Waits until the server has closed the connection; false after MS. */
bool client_closed (struct site *, uint64_t ms);

/* An answer that does not decode. */
enum outcome client_torn (struct error *);

/* Send, wait and answer in one.  With OK, the caller drops *P when BODY was
 * read.
 */
enum outcome client_ask (struct site *, enum ask what,
                         const struct bytes *body, struct pending **P,
                         struct reader *answer, struct error *);
/* Asks for something whose answer has no body. */
enum outcome client_tell (struct site *, enum ask what,
                          const struct bytes *body, struct error *);
/* Whether another item of a list follows. */
bool client_another (struct reader *);
/* Drops an answer that was read by R; OK when all of it made sense. */
enum outcome client_finish (struct site *, struct pending *,
                            const struct reader *r, struct error *);
/* Drops it, but for its bytes: what was read points into them. */
void client_hold (struct site *, struct pending *, struct bytes *hold);

void queue_free (struct site *);        /* client-save.c */
void known_free (struct site *);        /* client-read.c */

#endif
