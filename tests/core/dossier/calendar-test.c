/* calendar-test.c - which days are worked, and the office's own notices. */

#include "dossier/calendar.h"
#include "base/file.h"
#include "tests/tap.h"
#include "text/date.h"

#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name, *day;
  bool works;
} days[] = {
  { "a Friday", "2026-11-20", true },
  { "a Saturday", "2026-11-21", false },
  { "a Sunday", "2026-11-22", false },
  { "New Year", "2026-01-01", false },
  { "a day that was swapped", "2026-01-02", false },
  { "the Saturday it is made up on", "2026-01-10", true },
  { "the first day of Tết", "2026-02-17", false },
  { "the Monday after Tết", "2026-02-23", true },
  { "Giỗ Tổ on a Sunday is made up on Monday", "2026-04-27", false },
  { "and only then", "2026-04-28", true },
  { "Ngày Văn hóa Việt Nam", "2026-11-24", false },
  { "not yet a holiday", "2025-11-24", true },
  { "Tết 2025", "2025-01-27", false },
  { "after Tết 2025", "2025-02-03", true },
  { "two holidays of a weekend: the first", "2027-02-10", false },
  { "two holidays of a weekend: the second", "2027-02-11", false },
  { "two holidays of a weekend: work again", "2027-02-12", true },
  { "a weekday long ago", "1999-09-02", true },
  { "a weekday far away", "2050-09-02", true },
  { "a Sunday far away", "2050-09-04", false },
};

static void
test_built (void)
{
  for (size_t i = 0; i < sizeof days / sizeof *days; i++)
    ok (calendar_works (date_day (days[i].day)) == days[i].works, "%s: %s",
        days[i].day, days[i].name);
  ok (calendar_next (date_day ("2026-02-13")) == date_day ("2026-02-23"),
      "the first working day after Tết");
}

/* ---- the office's own ---------------------------------------------------- */

static char folder[64];

static void
put (const char *name, const char *text)
{
  char path[128];

  file_join (path, sizeof path, folder, name, NULL);
  file_write (path, 0600, text, strlen (text), NULL);
}

static void
test_own (void)
{
  struct error e = { 0 };

  put ("holidays.csv", "date,name\n2026-11-23,Một ngày\n2041-01-01,Năm mới\n");
  put ("swap_days.csv", "\xef\xbb\xbf"
                        "note,kind,date\r\nx,work,2026-11-22\r\n");
  ok (calendar_start (folder, &e) == OK, "the office's own files");
  ok (!calendar_works (date_day ("2026-11-23")), "its holiday");
  ok (calendar_works (date_day ("2026-11-24")), "replaces those of the year");
  ok (!calendar_works (date_day ("2027-11-24")), "but not of other years");
  ok (calendar_works (date_day ("2026-11-22")), "its Sunday to make up on");
  ok (calendar_works (date_day ("2026-08-31")), "replaces the swaps too");
  ok (!calendar_works (date_day ("2041-01-01")), "and years beyond the built");
}

static const struct {
  const char *name, *file, *text, *says;
} wrong[] = {
  { "a date that is none", "holidays.csv", "date\n2026-11-23\n23.11\n",
    "holidays.csv:3: " },
  { "no date", "holidays.csv", "date,name\n,x\n", "holidays.csv:2: " },
  { "no column", "holidays.csv", "day,name\n2026-11-23,x\n",
    "holidays.csv:1: " },
  { "an unknown kind", "swap_days.csv", "date,kind\n2026-11-23,rest\n",
    "swap_days.csv:2: " },
  { "an open quote", "swap_days.csv", "date,kind\n\"2026-11-23,off\n",
    "swap_days.csv: " },
  { "not UTF-8", "swap_days.csv", "date,kind\n2026-11-23,off\xff\n",
    "swap_days.csv is not UTF-8" },
  { "an empty file", "swap_days.csv", "", "swap_days.csv:1: " },
};

static void
test_wrong (void)
{
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct error e = { 0 };
    enum outcome got;

    put ("holidays.csv", "date\n2026-11-23\n");
    put ("swap_days.csv", "date,kind\n");
    put (wrong[i].file, wrong[i].text);
    got = calendar_start (folder, &e);
    if (!ok (got == ERR_INPUT && strstr (e.text, wrong[i].says) != NULL,
             "refused: %s", wrong[i].name))
      printf ("# %d \"%s\"\n", got, e.text);
  }
  ok (!calendar_works (date_day ("2026-11-23")),
      "what was refused changes nothing");
}

int
main (void)
{
  const char *tmp = getenv ("TMPDIR");

  snprintf (folder, sizeof folder, "%.40s/calendar-XXXXXX",
            tmp == NULL ? "/tmp" : tmp);
  if (mkdtemp (folder) == NULL)
    return 99;
  test_built ();
  test_own ();
  test_wrong ();
  ok (calendar_start ("/nowhere", NULL) == OK
        && calendar_works (date_day ("2026-11-23")),
      "without a folder the built tables count");
  folder_remove (folder, NULL);
  return tap_done ();
}
