/* site/saving.h - one dossier on its way into the store; private to the server.
 */
#ifndef SITE_SAVING_H
#define SITE_SAVING_H

#include "site/server.h"

/* A request that was answered before: which of its changes come next. */
struct again {
  uint64_t next, last;
};

struct saving {
  struct request *request;
  struct again *again;          /* or NULL                                   */
  struct asked_save asked;
  const struct form *form;
  bool there;                   /* the store has this record, as OLD:        */
  struct row old;
  struct change before;         /* the record's latest change: of a MOVE, or
                                 * of one that was saved already             */
  struct bytes old_hold, before_hold;
  bool earlier;                 /* it was saved as BEFORE, AGAIN's next      */
  struct values values;         /* in the server's arena                     */
  struct origin origin;         /* of values that were sent                  */
  bool clean;                   /* all of them are (text/clean.h)            */
  bool told;                    /* FACTS are those of the values             */
  struct facts facts;
  struct answer answer;         /* SAVED while nothing is against it         */
  bool decided;                 /* the answer stands                         */
};

/* Ends it with VERDICT; OK, so that a step can end with it. */
enum outcome saving_decide (struct saving *, enum verdict);
/* Ends it as FAILED, in words. */
enum outcome saving_fail (struct saving *, enum outcome kind,
                          const char *format, ...)
  __attribute__ ((format (printf, 3, 4)));

/* server-judge.c: reads what was sent into FORM and VALUES, or what a MOVE
 * keeps; and looks for what is against it: kinds, the declared form's rules,
 * duplicates.
 */
enum outcome saving_read (struct saving *, struct error *);
enum outcome saving_judge (struct saving *, struct error *);

#endif
