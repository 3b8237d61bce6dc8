/* kinds.c - whether values are as their kinds store them: of those that did not
 * come through a session.
 */

#include "check/run.h"

#include "base/language.h"
#include "form/kind.h"
#include "text/clean.h"
#include "text/name.h"

#include <string.h>

/* Parses TEXT, which is not empty, to see whether that gives it again. */
static bool
parses_again (struct run *r, uint16_t f, const char *text, size_t len)
{
  const struct form_field *field = &r->form->fields[f];
  struct bytes *again = &r->memory->text;
  struct error e;

  bytes_clear (again);
  if (field_parse (field, text, len, FILED, r->check->received, again, &e)
      != OK) {
    findings_add (r->to, HOSO_REFUSE, field->key, f, 0, e.text);
    return false;
  }
  if (strcmp (bytes_text (again), text) == 0)
    return true;
  findings_add (r->to, HOSO_REFUSE, field->key, f, 0,
                _ ("the value is not spelled as it is stored: "
                   "enter it again"));
  return false;
}

/* Parses it, unless it is a short code that was found to be stored so. */
static void
check_kind (struct run *r, uint16_t f, const char *text, size_t len)
{
  struct spelled now, *known = NULL;

  if (len <= SPELLED_MOST) {
    known = spelled_find (&r->memory->spelled, f, text, len, r->check->received,
                          &now);
    if (spelled_same (known, &now))
      return;
  }
  if (parses_again (r, f, text, len) && known != NULL)
    *known = now;
}

/* What was told on the way is kept for those who ask later. */
static void
keep_told (struct run *r, uint16_t f, const char *text, const struct told *told)
{
  switch (r->form->fields[f].kind) {
  case HOSO_NAME: r->good_name[f] = told->name == NAME_GOOD; break;
  case HOSO_DATE:
  case HOSO_PARTIAL_DATE:
    scope_keep_span (&r->scope, text, told->first, told->last);
    break;
  }
}

static bool
looks_stored (struct run *r, uint16_t f, const char *text, size_t len)
{
  struct told told;

  if ((r->memory->asked[f] & ASKED_LOOK) == 0
      || (!r->check->clean && !text_clean (text, len))
      || !field_looks_stored (&r->form->fields[f], text, len, &told))
    return false;
  keep_told (r, f, text, &told);
  return true;
}

void
check_kinds (struct run *r)
{
  const char *const *values = r->check->values;
  const size_t *sizes = r->check->sizes;

  for (uint16_t f = 0; f < r->form->n_fields; f++) {
    size_t len = sizes != NULL ? sizes[f] : strlen (values[f]);

    if (len > 0 && !looks_stored (r, f, values[f], len))
      check_kind (r, f, values[f], len);
  }
}
