/* delivery/ack.h - what the other side answers for a batch, as JSON:
 *
 *   {"batch":1,"sha256":"...","rejected":[{"id":"...","reason":"..."}]}
 *
 * in any order; other members are passed over.
 */
#ifndef DELIVERY_ACK_H
#define DELIVERY_ACK_H

#include "base/bytes.h"

#include <hoso/target.h>

enum ack_kind {
  ACK_GOOD,
  ACK_DAMAGED,                    /* not JSON, or not as it must be          */
  ACK_OTHER,                      /* for another batch                       */
};

/* Gives SEEN every rejection; none unless the whole text was read and is for
 * batch NUMBER with SHA256.
 */
enum ack_kind ack_read (const struct bytes *text, uint32_t number,
                        const char *sha256, hoso_rejected seen, void *with);

#endif
