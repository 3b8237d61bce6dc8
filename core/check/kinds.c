/* kinds.c - whether values are as their kinds store them: of those that did not
 * come through a session.
 */

#include "check/run.h"

#include "base/language.h"
#include "form/kind.h"
#include "text/clean.h"
#include "text/name.h"

#include <endian.h>
#include <string.h>

/* ---- codes that come again, as choices do ----------------------------------
 */

enum {
  CODE_MOST = 8,   /* bytes of one that is remembered */
  PLACES_BITS = 4, /* of a field; a newer code replaces an older */
  PLACES = 1 << PLACES_BITS,
};

/* LEN bytes, 1 to CODE_MOST, of which some are read twice.  None is 0, so texts
 * of two lengths differ as well.
 */
static inline uint64_t
packed (const char *text, size_t len)
{
  const unsigned char *at = (const unsigned char *) text;
  uint32_t front, back;

  if (len < 4)
    return at[0] | (uint64_t) at[len / 2] << 8 * (len / 2)
           | (uint64_t) at[len - 1] << 8 * (len - 1);
  memcpy (&front, at, 4);
  memcpy (&back, at + len - 4, 4);
  return le32toh (front) | (uint64_t) le32toh (back) << 8 * (len - 4);
}

static void
make_places (struct check_memory *m)
{
  if (m->spelled == NULL)
    m->spelled =
      arena_take (m->kept, m->form->n_fields * PLACES * sizeof *m->spelled);
}

static inline struct spelled *
place_of (const struct check_memory *m, uint16_t f, uint64_t code)
{
  return &m->spelled[(size_t) f * PLACES
                     + (code * 0x9e3779b97f4a7c15u >> (64 - PLACES_BITS))];
}

/* ---- by parsing -------------------------------------------------------------
 */

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
static inline void
check_kind (struct run *r, uint16_t f, const char *text, size_t len)
{
  struct spelled now = { 0, r->check->received }, *known;

  if (len > CODE_MOST) {
    parses_again (r, f, text, len);
    return;
  }
  now.code = packed (text, len);
  known = place_of (r->memory, f, now.code);
  if ((known->code != now.code || known->received != now.received)
      && parses_again (r, f, text, len))
    *known = now;
}

/* ---- by a look -------------------------------------------------------------
 */

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

static inline bool
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

  make_places (r->memory);
  for (uint16_t f = 0; f < r->form->n_fields; f++) {
    size_t len = sizes != NULL ? sizes[f] : strlen (values[f]);

    if (len > 0 && !looks_stored (r, f, values[f], len))
      check_kind (r, f, values[f], len);
  }
}
