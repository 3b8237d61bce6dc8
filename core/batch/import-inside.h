/* batch/import-inside.h - an import that is under way; private to import.c and
 * the files named here.
 */
#ifndef BATCH_IMPORT_INSIDE_H
#define BATCH_IMPORT_INSIDE_H

#include "batch/arrival.h"
#include "batch/id-set.h"
#include "batch/import.h"
#include "batch/ledger.h"
#include "batch/source.h"

/* Rows on their way to the site that wait for their ids: those of four or eight
 * texts are reckoned in little more time than that of one.
 */
enum { HAND = 8 };

struct hand {
  struct held {
    struct to_save save;     /* without the values, but for IMAGE            */
    struct bytes image;
    uint64_t number;         /* of the entry                                 */
  } rows[HAND];
  struct bytes texts[HAND];  /* what the ids are hashes of                   */
  struct hash_key key;       /* the site's                                   */
  size_t count;
};

struct import {
  const struct import_job *job;
  struct import_sum *sum;
  struct arrivals all;
  struct desk desk, older;   /* of the plugin's form; of an older revision   */
  struct arrival arrival;
  struct hand hand;
  struct session *again;     /* of import-again.c, NULL until it is needed   */
  struct renames renames;
  struct ledger ledger;
  struct id_set seen;        /* ids of a run that saves nothing              */
  uint16_t procedure;        /* the site's number for it, 0: unknown         */
  struct site *build;        /* where rows go instead, or NULL               */
  bool given_up;             /* the build: nothing was saved                 */
  struct charset *charsets;  /* of the files, once they were looked at       */
  uint64_t bytes, bytes_of;  /* of the files before; of all, 0: unknown      */
  struct error *error;
  enum outcome failed;       /* why it ends early                            */
};

/* It ends early, unless it did before; false. */
static inline bool
import_stop (struct import *im, enum outcome outcome)
{
  if (im->failed == OK)
    im->failed = outcome;
  return false;
}

/* ---- import-desk.c ------------------------------------------------------- */

/* A line that names its own columns may be of another procedure: then they are
 * not looked at.
 */
bool import_is_of_another (const struct import *, const struct source *,
                           const struct hoso_row *);

/* Where a row is to be taken in, its columns read; NULL when the file has a
 * column that is unknown.
 */
struct desk *import_desk (struct import *, const struct source *,
                          const struct hoso_row *);

/* ---- import-again.c ------------------------------------------------------ */

/* Looks for everything in a row that was left to the site and of which it had
 * something to say: the entry has all findings then, as if it had not been left.
 */
void import_again (struct import *, struct entry *, const struct answer *);

/* ---- import-queue.c ------------------------------------------------------ */

/* The row that has arrived goes to the site, at once or with the next ones;
 * false when the import ends early.
 */
bool import_queue (struct import *, struct desk *, struct entry *);

/* Waits until every row's fate is known. */
bool import_finish (struct import *);

void hand_free (struct hand *);

/* ---- import-row.c -------------------------------------------------------- */

/* Takes in a row of a file; false when the import ends early. */
bool import_row (struct import *, struct source *, const struct hoso_row *);

/* A save_answered: what the site says of a row; WITH is the import. */
void import_answered (void *with, uint64_t number, const struct answer *);

#endif
