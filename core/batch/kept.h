/* batch/kept.h - what the header columns of a row say, kept if the row is new:
 * so that an export goes into an empty site and comes out the same.
 */
#ifndef BATCH_KEPT_H
#define BATCH_KEPT_H

#include "batch/export.h"
#include "check/finding.h"

struct kept {
  unsigned char id[ID_SIZE];
  bool has_id;
  char code[64], procedure[64], officer[64]; /* "" when empty                */
  uint16_t revision;              /* 0 when empty, as the next three         */
  uint32_t version;
  uint8_t state;
  uint64_t received, due;         /* microseconds of UTC                     */
  struct bytes override;          /* as it came                              */
};

/* Reads the values of a row's header columns (by place in header_columns,
 * missing ones empty).  What cannot be read is a refusal whose id is the
 * column's name.  OVERRIDE is used again.
 */
void kept_read (struct kept *, const struct hoso_text at[HEADER_COLUMNS],
                const struct form *, struct findings *);

#endif
