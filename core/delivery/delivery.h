/* delivery/delivery.h - sealed batches out, receipts home (docs/layout.md). */
#ifndef DELIVERY_DELIVERY_H
#define DELIVERY_DELIVERY_H

#include "site/site.h"

#include <hoso/target.h>

struct upload_job {
  struct site *site;
  const char *target;             /* "file:DIR"                              */
  bool dry_run;                   /* says what it would do, changes nothing  */
  void (*progress) (void *with, uint32_t batch, uint32_t of);
  /* What was found and stops nothing: a damaged acknowledgement; or NULL. */
  void (*problem) (void *with, const char *sentence);
  void *with;
};

struct upload_sum {
  uint64_t offered, acknowledged, rejected;  /* changes, changes, records    */
  uint32_t batches;
  uint32_t problems;              /* that were found and stopped nothing     */
};

/* Seals what is unsent, offers every batch the target does not have yet, reads
 * what it acknowledged.  May be killed at any moment and run again, and two may
 * run at once: a batch is sealed in the store before its first byte goes out,
 * and sealed batches never overlap.  A rejection is kept and counted once.
 *
 *   ERR_INPUT   the target's name cannot be read
 *   ERR_SYSTEM  the folder holds another site's batches (nothing was written),
 *               cannot be written, holds another batch of that number
 *   ERR_DAMAGED a sealed batch cannot be made again from the change log
 */
enum outcome upload_run (const struct upload_job *, struct upload_sum *,
                         struct error *);

#endif
