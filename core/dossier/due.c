/* due.c - when the result is due. */

#include "dossier/due.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/calendar.h"
#include "text/date.h"

/* Minutes after midnight at UTC+7.  7:30 to 11:30 and 13:30 to 17:00 are the
 * usual hours; a term of days ends when the office closes.
 */
enum { CLOSES = 17 * 60 };

static const struct {
  int opens, closes;
} sessions[] = { { 7 * 60 + 30, 11 * 60 + 30 }, { 13 * 60 + 30, CLOSES } };

struct point {
  int32_t day;
  int minute;
};

/* ---- adding a term ------------------------------------------------------- */

static void
add_work_minutes (struct point *p, int minutes)
{
  while (minutes > 0) {
    for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++) {
      int from = p->minute > sessions[i].opens ? p->minute : sessions[i].opens;
      int left = sessions[i].closes - from;
      int used = left < minutes ? left : minutes;

      if (used <= 0)
        continue;
      p->minute = from + used;
      minutes -= used;
    }
    if (minutes > 0)
      *p = (struct point){ calendar_next (p->day), 0 };
  }
}

/* Counts from the next day; what would end on a day off ends on the next
 * working day (BLDS 2015 Đ147, Đ148).
 */
static void
add_term (struct point *p, const struct form_term *t)
{
  switch (t->unit) {
  case HOSO_WORK_HOURS: add_work_minutes (p, t->count * 60); return;
  case HOSO_WORK_DAYS:
    for (unsigned i = 0; i < t->count; i++)
      p->day = calendar_next (p->day);
    break;
  case HOSO_DAYS: p->day += t->count; break;
  case HOSO_MONTHS: p->day = date_add_months (p->day, t->count); break;
  }
  if (!calendar_works (p->day))
    p->day = calendar_next (p->day);
  p->minute = CLOSES;
}

/* ---- where counting begins ----------------------------------------------- */

enum start { AT_ONCE, AFTER_DAY_OFF, AFTER_CUTOFF };

/* Minutes after midnight from which on the next working day counts; 0: none.
 * The same day ends at the latest when the office closes.
 */
static int
cutoff_of (const struct form_term *t)
{
  return t->cutoff == 0 && t->unit == HOSO_SAME_DAY ? CLOSES : t->cutoff;
}

/* Moves *P from when the dossier came in to where T counts from. */
static enum start
begin (struct point *p, const struct form_term *t)
{
  int cutoff = cutoff_of (t);
  bool works = calendar_works (p->day);

  if (works && (cutoff == 0 || p->minute < cutoff))
    return AT_ONCE;
  *p = (struct point){ calendar_next (p->day), 0 };
  return works ? AFTER_CUTOFF : AFTER_DAY_OFF;
}

/* ---- for people ---------------------------------------------------------- */

static const struct {
  const char *one, *many;
} unit_words[] = {
  [HOSO_SAME_DAY] = { N_ ("the same day"), N_ ("the same day") },
  [HOSO_WORK_HOURS] = { N_ ("%u working hour"), N_ ("%u working hours") },
  [HOSO_WORK_DAYS] = { N_ ("%u working day"), N_ ("%u working days") },
  [HOSO_DAYS] = { N_ ("%u day"), N_ ("%u days") },
  [HOSO_MONTHS] = { N_ ("%u month"), N_ ("%u months") },
};

void
term_text (const struct form_term *t, struct bytes *to)
{
  if (t->unit < sizeof unit_words / sizeof *unit_words
      && unit_words[t->unit].one != NULL)
    bytes_printf (to,
                  language_say (t->count == 1 ? unit_words[t->unit].one
                                              : unit_words[t->unit].many),
                  t->count);
}

static void
tell (struct bytes *rule, const struct form_term *t, enum start start)
{
  if (rule == NULL)
    return;
  if (t->more)
    bytes_add_text (rule, " + ");
  term_text (t, rule);
  if (start == AFTER_CUTOFF)
    bytes_printf (rule, _ (", received from %02d:%02d: next working day"),
                  cutoff_of (t) / 60, cutoff_of (t) % 60);
  if (start == AFTER_DAY_OFF)
    bytes_add_text (rule, _ (", received on a day off: next working day"));
  if (t->law != NULL)
    bytes_printf (rule, " (%s)", t->law);
}

/* ---- the whole ----------------------------------------------------------- */

/* SCOPE is NULL when nothing is known: then conditions do not hold. */
static bool
holds (const struct form_term *t, const struct scope *scope, int32_t received)
{
  if (received < t->from || received > t->until)
    return false;
  return t->when == NULL || (scope != NULL && condition_asks (t->when, scope));
}

static const struct form_term *
first_term (const struct form *form, const struct scope *scope,
            int32_t received)
{
  for (uint16_t i = 0; i < form->n_terms; i++)
    if (!form->terms[i].more && holds (&form->terms[i], scope, received))
      return &form->terms[i];
  return NULL;
}

static uint64_t
time_of (struct point p)
{
  struct moment m = { .hour = p.minute / 60, .minute = p.minute % 60 };

  date_parts (p.day, &m.year, &m.month, &m.day);
  return moment_time (m);
}

static uint64_t
reckon (const struct form *form, const struct scope *scope, uint64_t received,
        struct bytes *rule)
{
  struct moment m = moment_of (received);
  struct point p = { date_of (m.year, m.month, m.day), m.hour * 60 + m.minute };
  int32_t day = p.day;
  const struct form_term *t = first_term (form, scope, day);

  if (t == NULL)
    return 0;
  tell (rule, t, begin (&p, t));
  add_term (&p, t);
  for (uint16_t i = 0; i < form->n_terms; i++)
    if (form->terms[i].more && holds (&form->terms[i], scope, day)) {
      add_term (&p, &form->terms[i]);
      tell (rule, &form->terms[i], AT_ONCE);
    }
  return time_of (p);
}

uint64_t
due_of (const struct form *form, const struct scope *scope, uint64_t received,
        struct bytes *rule)
{
  return reckon (form, scope, received, rule);
}

uint64_t
due_plain (const struct form *form, uint64_t received, struct bytes *rule)
{
  return reckon (form, NULL, received, rule);
}
