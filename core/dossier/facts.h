/* dossier/facts.h - what lists, indexes and search need to know of a record.
 *
 * Derived from the form and the values alone, the same at a save, an
 * amendment, a rebuild and a check of the store.
 */
#ifndef DOSSIER_FACTS_H
#define DOSSIER_FACTS_H

#include "base/arena.h"
#include "form/form.h"
#include "record/record.h"

enum { FACTS_VERSION = 1 };  /* raised when any fact is derived differently  */

/* Somebody under a person's heading, or in a row of a table (HOSO_OTHER). */
struct person_fact {
  uint64_t number;      /* twelve digits                                     */
  uint8_t role;         /* enum hoso_role                                    */
};

struct unique_fact {
  uint8_t which;        /* place in the form's list                          */
  uint64_t hash;        /* first 8 bytes of BLAKE2b of the folded values     */
};

struct facts {
  const char *name;     /* of the subject, several joined with "; "; of the
                         * applicant when the form is about nobody           */
  const char *birth;    /* of the (first) subject, stored spelling, or ""    */
  uint32_t ward;        /* where the subject, else the applicant, lives; 0   */
  struct person_fact *persons;  size_t n_persons;
  struct unique_fact *uniques;  size_t n_uniques; /* with no empty value     */
  /* for the words: names of all persons and HOSO_INDEX_NAME fields; numbers
   * of ids, papers, phones and INDEX_ID fields; addresses and INDEX_TEXT;
   * births of all persons; each once
   */
  const char **names;     size_t n_names;
  const char **numbers;   size_t n_numbers;  /* digits and capitals only     */
  const char **addresses; size_t n_addresses;
  const char **births;    size_t n_births;
};

/* All of it lives in ARENA. */
struct facts facts_of (const struct form *, const struct values *,
                       struct arena *);

/* Where the subject lives, else the applicant, as it was given; "" when nobody
 * said.
 */
const char *facts_address (const struct form *, const struct values *);

#endif
