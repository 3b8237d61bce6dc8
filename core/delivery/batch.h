/* delivery/batch.h - a run of changes as the bytes that leave the office.
 *
 * The same changes always give the same bytes, so that a batch that was sealed
 * need not be kept: it is made again from the change log.
 */
#ifndef DELIVERY_BATCH_H
#define DELIVERY_BATCH_H

#include "site/site.h"

#include <hoso/target.h>

enum {
  BATCH_LINES = 5000,
  BATCH_BYTES = 16 * 1024 * 1024,
};

struct batch {
  struct sealed sealed;
  struct bytes records, manifest;
  char site[2 * ID_SIZE + 1], sha256[2 * HASH_SIZE + 1];
};

/* Gathers the changes behind the last sealed batch, as many as one may hold,
 * as the next one.  ERR_ABSENT when there are none.
 */
enum outcome batch_gather (struct batch *, struct site *, struct error *);

/* Makes a sealed batch again.  ERR_DAMAGED when its bytes are not those that
 * were sealed.
 */
enum outcome batch_remake (struct batch *, struct site *, uint32_t number,
                           struct error *);

/* As a target sees it; points into the batch. */
struct hoso_batch batch_offered (struct batch *);
void batch_free (struct batch *);

#endif
