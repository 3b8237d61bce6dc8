/* batch/arrival.h - one row of a file on its way through the one door: put into
 * a session, checked, and ready to be saved.
 */
#ifndef BATCH_ARRIVAL_H
#define BATCH_ARRIVAL_H

#include "batch/columns.h"
#include "batch/kept.h"
#include "entry/session.h"
#include "site/site.h"

/* Where rows of one form are taken in. */
struct desk {
  const struct form *form;
  struct session *session;
  struct columns columns;
  bool trusts;                    /* what the site finds itself is left to it */
};

void desk_open (struct desk *, const struct form *, const struct config *);
void desk_close (struct desk *);

/* What is the same for all rows. */
struct arrivals {
  const struct config *config;
  const char *officer;            /* account that imports                    */
  uint64_t now;                   /* received, where a row does not say      */
  bool strict;                    /* a warning without a reason refuses      */
};

/* A row that was read: what it says, and all findings. */
struct arrival {
  struct kept kept;
  struct bytes override;          /* parts of it that the row has found      */
  unsigned char id[ID_SIZE];      /* kept, or of the values                  */
  uint64_t received;
  bool left;                      /* only the site has judged it by the form */
};

/* Takes in a row whose columns DESK has read; appends all that is found.
 * ARRIVAL is used again; override is made only when nothing refuses.
 */
void arrival_take (struct arrival *, const struct arrivals *, struct desk *,
                   const struct hoso_row *, struct findings *);

/* Gives a row that is not refused its id. */
void arrival_identify (struct arrival *, const struct arrivals *,
                       struct desk *);

/* What site_queue is to be given; valid until the desk's next row. */
struct to_save arrival_save (struct arrival *, const struct arrivals *,
                             struct desk *, uint16_t procedure);

/* With STRICT: warnings without a reason in OVERRIDE become refusals. */
void arrival_excuse (struct findings *, const struct bytes *override);

void arrival_free (struct arrival *);

#endif
