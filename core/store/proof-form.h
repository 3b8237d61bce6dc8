/* store/proof-form.h - what each field of a form is to the indexes, found out
 * once for all its records; private to the store.
 *
 * As dossier/facts.h derives it.  Where the two disagree a proof fails, and
 * every record is looked at exactly: that costs time and hides nothing.
 */
#ifndef STORE_PROOF_FORM_H
#define STORE_PROOF_FORM_H

#include "form/form.h"

enum {
  USE_NAME = 1,              /* its words are found                          */
  USE_ADDRESS = 2,
  USE_NUMBER = 4,
  USE_BIRTH = 8,
  USE_PERSON = 16,           /* somebody's number                            */
  USE_SERIAL = 32,           /* of a book                                    */
};

struct use {
  uint16_t field;
  uint16_t id_type;          /* field that must be "1" for USE_PERSON        */
  uint8_t uses, role;
};

struct form_uses {
  const struct form *form;
  uint16_t procedure, revision;
  struct use *at;
  uint16_t count;
  uint16_t *tables;          /* fields whose rows tell more than uses can    */
  uint16_t n_tables;
  uint16_t *names;           /* fields, joined in the row                    */
  uint16_t n_names;
  uint16_t birth;            /* field, or NO_FIELD                           */
  uint16_t *wards;           /* places among the form's wards, best first    */
  uint16_t n_wards;
  uint8_t uniques[32];       /* those that i_unique has                      */
  uint16_t n_uniques;
};

/* Nothing is kept of the form but its address. */
void form_uses_make (struct form_uses *, const struct form *);
void form_uses_free (struct form_uses *);

#endif
