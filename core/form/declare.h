/* form/declare.h - a form as bytes: what the catalog keeps.
 *
 * Fields, conditions as triples, rules that are conditions, terms, amounts,
 * fees, papers, sheets, states, labels in all languages.  Not: functions,
 * samples, source lines.
 */
#ifndef FORM_DECLARE_H
#define FORM_DECLARE_H

#include "form/form.h"

void form_declare (const struct form *, struct bytes *to);

/* ERR_DAMAGED for bytes that are no declared form; every index and length is
 * checked.  The caller frees *TO with form_free.
 */
enum outcome form_of_declared (const void *at, size_t len, struct form **to,
                               struct error *);

/* Hash of what must not differ under one (procedure, revision): keys, kinds,
 * choices, conditions, rules; not labels and translations.
 */
void form_fingerprint (const struct form *, unsigned char to[32]);

#endif
