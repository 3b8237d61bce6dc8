/* batch/id-set.h - ids seen in a run that saves nothing: 8 bytes each. */
#ifndef BATCH_ID_SET_H
#define BATCH_ID_SET_H

#include "base/hash.h"

#include <stdbool.h>
#include <stdint.h>

struct id_set {
  uint64_t *slots;     /* 0: empty                                           */
  size_t room, count;
};

/* Adds ID; false when it was there.  Two of a thousand million ids may be
 * taken for one.
 */
bool id_set_add (struct id_set *, const unsigned char id[ID_SIZE]);
void id_set_free (struct id_set *);

#endif
