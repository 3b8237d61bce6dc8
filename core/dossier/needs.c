/* needs.c - what a procedure asks of the citizen and what it gives, in words.
 */

#include "dossier/needs.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/due.h"
#include "dossier/fee.h"
#include "text/date.h"
#include "text/number.h"

#include <stdio.h>
#include <string.h>

/* Of whom, since when, and who wants to know. */
struct telling {
  const struct form *form;
  const struct scope *scope; /* or NULL */
  uint64_t received;
  int32_t day; /* of that */
  need_seen seen;
  void *with;
};

static void
see (const struct telling *t, enum need_kind kind, const char *name,
     struct bytes *more, const struct condition *when)
{
  t->seen (t->with, &(struct need){ kind, name, bytes_text (more),
                                    t->scope == NULL ? when : NULL });
}

/* "original; 2 pieces". */
static void
add_part (struct bytes *to, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (to->len > 0)
    bytes_add_text (to, "; ");
  bytes_add_text (to, part);
}

static void
add_law (struct bytes *to, const char *law)
{
  if (law != NULL)
    bytes_printf (to, to->len > 0 ? " (%s)" : "%s", law);
}

/* ---- time ---------------------------------------------------------------- */

static void
tell_due (const struct telling *t)
{
  SCOPED_BYTES rule = { 0 };
  uint64_t due = due_of (t->form, t->scope, t->received, &rule);
  struct moment m = moment_of (due);
  char day[CLOCK_TEXT];

  if (due == 0)
    return;
  snprintf (day, sizeof day, "%02d/%02d/%d %02d:%02d", m.day, m.month, m.year,
            m.hour, m.minute);
  see (t, NEED_TIME, day, &rule, NULL);
}

static void
tell_term (const struct telling *t, const struct form_term *term)
{
  SCOPED_BYTES name = { 0 }, more = { 0 };

  if (t->day < term->from || t->day > term->until)
    return;
  bytes_add_text (&name, term->more ? "+ " : "");
  term_text (term, &name);
  add_law (&more, term->law);
  see (t, NEED_TIME, bytes_text (&name), &more, term->when);
}

static void
tell_time (const struct telling *t)
{
  if (t->scope != NULL)
    tell_due (t);
  else
    for (uint16_t i = 0; i < t->form->n_terms; i++)
      tell_term (t, &t->form->terms[i]);
}

/* ---- papers -------------------------------------------------------------- */

static const char *const copies[] = {
  [HOSO_ORIGINAL] = N_ ("original"),
  [HOSO_COPY] = N_ ("copy"),
  [HOSO_EITHER] = N_ ("original or copy"),
  [HOSO_SHOWN] = N_ ("shown and given back"),
};

static void
tell_paper (const struct telling *t, const struct form_paper *p)
{
  SCOPED_BYTES more = { 0 };
  char count[32];

  if (p->lookup)
    add_part (&more, _ ("the office looks it up and prints it"));
  else if (p->copy != 0 && p->copy < sizeof copies / sizeof *copies)
    add_part (&more, _ (copies[p->copy]));
  snprintf (count, sizeof count, _ ("%u pieces"), p->count);
  if (p->count > 1)
    add_part (&more, count);
  if (p->optional)
    add_part (&more, _ ("if there is one"));
  add_law (&more, p->law);
  see (t, NEED_PAPER, form_words (p->name), &more, p->when);
}

/* ---- fees ---------------------------------------------------------------- */

/* Whether the province sets it, and nothing in the office's data says it. */
static bool
is_provincial (const struct telling *t, const char *name)
{
  int64_t amount;

  if (amount_local (t->form, name, t->day, &amount))
    return false;
  for (uint16_t i = 0; i < t->form->n_amounts; i++)
    if (t->form->amounts[i].local
        && strcmp (t->form->amounts[i].name, name) == 0)
      return true;
  return false;
}

static void
add_dong (struct bytes *to, int64_t amount)
{
  char shown[32];

  number_show (amount, shown);
  bytes_printf (to, _ ("%s dong"), shown);
}

static const char *
label_of (const struct form *form, const char *key)
{
  uint16_t f = form_field_named (form, key);

  return f == NO_FIELD ? key : form_words (form->fields[f].label);
}

/* "8.000 dong × Copies of the extract", of any dossier. */
static void
add_rate (const struct telling *t, const struct form_fee *fee, struct bytes *to)
{
  int64_t each;

  if (amount_on (t->form, fee->amount, t->day, &each))
    add_dong (to, each);
  else
    bytes_printf (to, _ ("as filled in: %s"), label_of (t->form, fee->amount));
  if (fee->times != NULL)
    bytes_printf (to, " × %s", label_of (t->form, fee->times));
}

static void
tell_fee (const struct telling *t, uint16_t i)
{
  const struct form_fee *fee = &t->form->fees[i];
  SCOPED_BYTES more = { 0 };
  int64_t amount;

  if (t->scope == NULL)
    add_rate (t, fee, &more);
  else if (fee_due (t->form, t->scope, i, &amount))
    add_dong (&more, amount);
  else
    return;
  if (is_provincial (t, fee->amount))
    add_part (&more, _ ("the province sets it: see data/amounts.csv"));
  if (fee->exempt != NULL)
    bytes_printf (&more, _ ("; free for: %s"), fee->exempt);
  add_law (&more, fee->law);
  see (t, NEED_FEE, form_words (fee->name), &more, fee->when);
}

/* ---- all ----------------------------------------------------------------- */

static void
tell_sheet (const struct telling *t, const struct form_sheet *s)
{
  SCOPED_BYTES more = { 0 };

  if (s->paper != 0)
    bytes_printf (&more, "A%u", s->paper);
  see (t, NEED_SHEET, form_words (s->title), &more, NULL);
}

void
needs_each (const struct form *form, const struct scope *scope,
            uint64_t received, need_seen seen, void *with)
{
  const struct telling t = { form, scope, received, date_today (received),
                             seen, with };

  tell_time (&t);
  for (uint16_t i = 0; i < form->n_papers; i++)
    if (scope == NULL || paper_needed (form, scope, i))
      tell_paper (&t, &form->papers[i]);
  for (uint16_t i = 0; i < form->n_fees; i++)
    tell_fee (&t, i);
  if (scope == NULL)
    for (uint16_t i = 0; i < form->n_sheets; i++)
      tell_sheet (&t, &form->sheets[i]);
}

const char *
need_heading (enum need_kind kind)
{
  static const char *const headings[NEED_KINDS] = {
    [NEED_TIME] = N_ ("Result due"),
    [NEED_PAPER] = N_ ("Papers to bring"),
    [NEED_FEE] = N_ ("To pay"),
    [NEED_SHEET] = N_ ("Sheets"),
  };

  return _ (headings[kind]);
}
