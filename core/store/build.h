/* store/build.h - a store whose tables are being written offline; private to
 * the store.
 *
 * It is a struct store of its own: saves, numbers, duplicates, the chain are
 * the same code as ever.  Only its keeper differs.  New records alone can be
 * saved: changes and records go to pages as they come, and so do the entries of
 * an index while they come in order; other entries go through one sorter at the
 * end, words by chunks; what must be known meanwhile is held
 * in sets of records that may have a value.  Small tables are copies in
 * memory; what changed in them is handed over at the end.
 */
#ifndef STORE_BUILD_H
#define STORE_BUILD_H

#include "store/build-log.h"
#include "store/build-map.h"
#include "store/build-set.h"
#include "store/build-words.h"
#include "store/table.h"

struct build {
  uint32_t generation;
  uint32_t officers;         /* how many there were when it began            */
  struct pages *pages[TABLES];
  bool sorted[TABLES];       /* entries come in no order: to the sorter      */
  struct sorter *sorter;
  struct build_log *log;
  struct build_words *words;
  struct map small[TABLES];  /* catalog, officers, counters                  */
  struct set ids, codes, persons, uniques;
  bool coded;                /* codes are in their set                       */
  bool looks_persons;        /* by the forms that are saved                  */
  bool looks_uniques;
  struct bytes key, hold;
};

extern const struct keeper build_keeper;

void build_free (struct build *); /* NULL is allowed                         */

#endif
