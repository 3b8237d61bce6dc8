/* fee.c - amounts by date, and what a form makes of them. */

#include "dossier/fee.h"

#include "area/list-file.h"
#include "base/language.h"
#include "text/number.h"

#include <stdlib.h>
#include <string.h>

/* ---- the office's own amounts -------------------------------------------- */

struct amount {
  char *name, *procedure; /* "": for all procedures */
  int32_t from;
  int64_t amount;
};

static struct amount *own;
static size_t own_count;

static void
forget (struct amount *at, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    free (at[i].name);
    free (at[i].procedure);
  }
  free (at);
}

enum { NAME, AMOUNT, FROM, PROCEDURE };

static enum outcome
read_amount (struct list_file *f, struct amount *a, struct error *e)
{
  if (*f->cell[NAME] == '\0')
    return list_file_fail (f, e, _ ("the name is missing"));
  if (number_parse (f->cell[AMOUNT], false, &a->amount, NULL) != OK)
    return list_file_fail (f, e, _ ("write the amount in digits alone"));
  if (!list_file_day (f, FROM, INT32_MIN, &a->from))
    return list_file_fail (f, e, _ ("write the date as 2026-11-21"));
  a->name = bytes_must_copy (f->cell[NAME]);
  a->procedure = bytes_must_copy (f->cell[PROCEDURE]);
  return OK;
}

enum outcome
amounts_start (const char *folder, struct error *e)
{
  SCOPED_LIST_FILE f;
  struct amount *at = NULL, a;
  size_t count = 0;
  enum outcome rc = list_file_open (&f, folder, "amounts.csv",
                                    "name amount from? procedure?", e);

  while (rc == OK && list_file_next (&f)) {
    rc = read_amount (&f, &a, e);
    if (rc == OK) {
      at = bytes_must_again (at, (count + 1) * sizeof *at);
      at[count++] = a;
    }
  }
  if (rc != OK && rc != ERR_ABSENT) {
    forget (at, count);
    return rc;
  }
  forget (own, own_count);
  own = at;
  own_count = count;
  return OK;
}

bool
amount_local (const struct form *form, const char *name, int32_t day,
              int64_t *amount)
{
  const struct amount *best = NULL;

  for (size_t i = 0; i < own_count; i++) {
    const struct amount *a = &own[i];

    if (a->from > day || strcmp (a->name, name) != 0
        || (*a->procedure != '\0' && strcmp (a->procedure, form->code) != 0))
      continue;
    if (best == NULL || (*a->procedure != '\0') > (*best->procedure != '\0')
        || ((*a->procedure != '\0') == (*best->procedure != '\0')
            && a->from >= best->from))
      best = a;
  }
  if (best != NULL)
    *amount = best->amount;
  return best != NULL;
}

bool
amount_on (const struct form *form, const char *name, int32_t day,
           int64_t *amount)
{
  return amount_local (form, name, day, amount)
         || form_amount_on (form, name, day, amount);
}

/* ---- fees and papers ----------------------------------------------------- */

/* The number in field KEY; false when there is no such field or it is empty. */
static bool
number_in (const struct form *form, const struct scope *scope, const char *key,
           int64_t *n)
{
  uint16_t field = form_field_named (form, key);

  return field != NO_FIELD
         && number_parse (scope->values[field], false, n, NULL) == OK;
}

bool
fee_due (const struct form *form, const struct scope *scope, unsigned i,
         int64_t *amount)
{
  const struct form_fee *fee = &form->fees[i];
  int64_t each, times = 1;

  if (!condition_asks (fee->when, scope))
    return false;
  if (fee->times != NULL
      && (!number_in (form, scope, fee->times, &times) || times == 0))
    return false;
  if (!amount_on (form, fee->amount, scope->received, &each)
      && !number_in (form, scope, fee->amount, &each))
    return false;
  if (__builtin_mul_overflow (each, times, amount))
    *amount = INT64_MAX;
  return true;
}

bool
paper_needed (const struct form *form, const struct scope *scope, unsigned i)
{
  return condition_asks (form->papers[i].when, scope);
}
