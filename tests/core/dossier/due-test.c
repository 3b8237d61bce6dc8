/* due-test.c - when the result is due, and what is said about it. */

#include "base/clock.h"
#include "dossier/calendar.h"
#include "dossier/due.h"
#include "tests/tap.h"

#include <string.h>

#define ALWAYS .from = INT32_MIN, .until = INT32_MAX

enum { CUTOFF = 15 * 60 };

/* The vectors that the calculation was agreed on: N working days. */
static const struct {
  const char *received;
  unsigned days;
  const char *with_cutoff, *without;
} vectors[] = {
  { "2026-11-20T14:00", 3, "2026-11-26", "2026-11-26" }, /* 24/11 is off */
  { "2026-11-20T15:30", 3, "2026-11-27", "2026-11-26" },
  { "2026-11-23T09:00", 1, "2026-11-25", "2026-11-25" },
  { "2026-02-13T10:00", 3, "2026-02-25", "2026-02-25" }, /* Tết 16-20/2 */
  { "2026-04-24T16:00", 5, "2026-05-07", "2026-05-06" }, /* 27/4 made up */
  { "2026-08-28T09:00", 3, "2026-09-07", "2026-09-07" }, /* 31/8 swapped */
  { "2026-12-31T09:00", 1, "2027-01-04", "2027-01-04" },
  { "2026-08-21T09:00", 1, "2026-08-22", "2026-08-22" }, /* a Saturday */
};

static const struct {
  const char *name;
  struct form_term terms[3];
  const char *received, *due, *rule;
} cases[] = {
  { "the same day",
    { { ALWAYS, .unit = HOSO_SAME_DAY, .cutoff = CUTOFF } },
    "2026-11-20T14:59",
    "2026-11-20T17:00",
    "the same day" },
  { "from the cut-off on",
    { { ALWAYS, .unit = HOSO_SAME_DAY, .cutoff = CUTOFF,
        .law = "Luật Hộ tịch Đ16" } },
    "2026-11-20T15:00",
    "2026-11-23T17:00",
    "the same day, received from 15:00: next working day (Luật Hộ tịch Đ16)" },
  { "the same day, a Saturday",
    { { ALWAYS, .unit = HOSO_SAME_DAY, .cutoff = CUTOFF } },
    "2026-11-21T16:00",
    "2026-11-23T17:00",
    "the same day, received on a day off: next working day" },
  { "the same day, after the office has closed",
    { { ALWAYS, .unit = HOSO_SAME_DAY } },
    "2026-11-20T17:00",
    "2026-11-23T17:00",
    "the same day, received from 17:00: next working day" },
  { "the same day, late but open",
    { { ALWAYS, .unit = HOSO_SAME_DAY } },
    "2026-11-20T16:59",
    "2026-11-20T17:00",
    "the same day" },
  { "three working days from a Saturday",
    { { ALWAYS, .unit = HOSO_WORK_DAYS, .count = 3, .cutoff = CUTOFF } },
    "2026-11-21T09:00",
    "2026-11-27T17:00",
    "3 working days, received on a day off: next working day" },
  { "one working day",
    { { ALWAYS, .unit = HOSO_WORK_DAYS, .count = 1, .law = "X" } },
    "2026-11-20T09:00",
    "2026-11-23T17:00",
    "1 working day (X)" },
  { "days of the calendar",
    { { ALWAYS, .unit = HOSO_DAYS, .count = 15 } },
    "2026-11-02T09:00",
    "2026-11-17T17:00",
    "15 days" },
  { "days of the calendar that end on a Saturday",
    { { ALWAYS, .unit = HOSO_DAYS, .count = 15 } },
    "2026-11-06T09:00",
    "2026-11-23T17:00",
    "15 days" },
  { "days of the calendar that end in Tết",
    { { ALWAYS, .unit = HOSO_DAYS, .count = 10 } },
    "2026-02-06T09:00",
    "2026-02-23T17:00",
    "10 days" },
  { "a month",
    { { ALWAYS, .unit = HOSO_MONTHS, .count = 1 } },
    "2026-01-30T09:00",
    "2026-03-02T17:00",
    "1 month" }, /* 28/2 Saturday */
  { "hours of one morning",
    { { ALWAYS, .unit = HOSO_WORK_HOURS, .count = 2 } },
    "2026-11-20T08:10",
    "2026-11-20T10:10",
    "2 working hours" },
  { "hours over noon",
    { { ALWAYS, .unit = HOSO_WORK_HOURS, .count = 4 } },
    "2026-11-20T09:00",
    "2026-11-20T15:00",
    "4 working hours" },
  { "hours over a weekend",
    { { ALWAYS, .unit = HOSO_WORK_HOURS, .count = 4 } },
    "2026-11-20T16:00",
    "2026-11-23T10:30",
    "4 working hours" },
  { "hours from before the office opens",
    { { ALWAYS, .unit = HOSO_WORK_HOURS, .count = 1 } },
    "2026-11-20T06:00",
    "2026-11-20T08:30",
    "1 working hour" },
  { "hours that end with a session",
    { { ALWAYS, .unit = HOSO_WORK_HOURS, .count = 4 } },
    "2026-11-20T07:30",
    "2026-11-20T11:30",
    "4 working hours" },
  { "hours from a Saturday",
    { { ALWAYS, .unit = HOSO_WORK_HOURS, .count = 8 } },
    "2026-11-21T09:00",
    "2026-11-25T08:00",
    "8 working hours, received on a day off: next working day" },
  { "more on top",
    { { ALWAYS, .unit = HOSO_WORK_DAYS, .count = 3, .law = "A" },
      { ALWAYS, .unit = HOSO_WORK_DAYS, .count = 2, .more = true,
        .law = "B" } },
    "2026-11-02T09:00",
    "2026-11-09T17:00",
    "3 working days (A) + 2 working days (B)" },
  { "days on top of hours",
    { { ALWAYS, .unit = HOSO_WORK_HOURS, .count = 2 },
      { ALWAYS, .unit = HOSO_WORK_DAYS, .count = 1, .more = true } },
    "2026-11-20T08:00",
    "2026-11-23T17:00",
    "2 working hours + 1 working day" },
  { "the first term counts",
    { { ALWAYS, .unit = HOSO_WORK_DAYS, .count = 1 },
      { ALWAYS, .unit = HOSO_WORK_DAYS, .count = 9 } },
    "2026-11-02T09:00",
    "2026-11-03T17:00",
    "1 working day" },
  { "a term not yet in force",
    { { .unit = HOSO_WORK_DAYS, .count = 1, .from = 21000, .until = INT32_MAX },
      { ALWAYS, .unit = HOSO_WORK_DAYS, .count = 2 } },
    "2026-11-02T09:00",
    "2026-11-04T17:00",
    "2 working days" },
  { "beyond what the calendar knows",
    { { ALWAYS, .unit = HOSO_WORK_DAYS, .count = 1 } },
    "2045-09-01T09:00",
    "2045-09-04T17:00",
    "1 working day" },
};

/* Whether FORM received then is due at DUE; says what was got. */
static bool
is_due (const struct form *form, const char *received, const char *due,
        struct bytes *rule)
{
  char text[CLOCK_TEXT];
  uint64_t time, wanted, got;

  if (!clock_read (received, &time) || !clock_read (due, &wanted))
    return false;
  got = due_plain (form, time, rule);
  clock_text (got, text);
  if (got != wanted)
    printf ("# received %s wanted %s got %s\n", received, due, text);
  return got == wanted;
}

static void
test_vectors (void)
{
  for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
    for (int cut = 0; cut <= 1; cut++) {
      struct form_term term = { ALWAYS, .unit = HOSO_WORK_DAYS,
                                .count = (uint16_t) vectors[i].days,
                                .cutoff = cut ? CUTOFF : 0 };
      struct form form = { .terms = &term, .n_terms = 1 };
      char due[32];

      snprintf (due, sizeof due, "%sT17:00",
                cut ? vectors[i].with_cutoff : vectors[i].without);
      ok (is_due (&form, vectors[i].received, due, NULL),
          "%s + %u working days, %s", vectors[i].received, vectors[i].days,
          cut ? "cut-off 15:00" : "no cut-off");
    }
}

static void
test_cases (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SCOPED_BYTES rule = { 0 };
    struct form form = { .terms = cases[i].terms };
    bool good;

    while (form.n_terms < 3 && cases[i].terms[form.n_terms].unit != 0)
      form.n_terms++;
    good = is_due (&form, cases[i].received, cases[i].due, &rule);
    if (!ok (good && strcmp (bytes_text (&rule), cases[i].rule) == 0, "%s",
             cases[i].name))
      printf ("# said \"%s\"\n", bytes_text (&rule));
  }
}

static void
test_without_terms (void)
{
  static const struct form_term over = {
    .unit = HOSO_DAYS, .count = 1, .from = INT32_MIN, .until = 0
  };
  struct form form = { .terms = &over, .n_terms = 0 };
  SCOPED_BYTES rule = { 0 };
  uint64_t time;

  clock_read ("2026-11-20T09:00", &time);
  ok (due_plain (&form, time, &rule) == 0 && rule.len == 0, "no terms, no day");
  form.n_terms = 1;
  ok (due_plain (&form, time, &rule) == 0 && rule.len == 0,
      "no term in force, no day");
}

int
main (void)
{
  calendar_start (NULL, NULL);
  test_vectors ();
  test_cases ();
  test_without_terms ();
  return tap_done ();
}
