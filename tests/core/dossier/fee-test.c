/* fee-test.c - amounts by date, the office's own, fees and papers. */

#include "base/arena.h"
#include "base/file.h"
#include "dossier/fee.h"
#include "tests/tap.h"
#include "text/date.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { COPIES, KIND, MINE, FIELDS };

static const struct form_field fields[FIELDS] = {
  { .key = "so_ban_sao", .kind = HOSO_WHOLE },
  { .key = "loai", .kind = HOSO_WHOLE },
  { .key = "phi_rieng", .kind = HOSO_MONEY },
};

/* 2024-07-01 is day 19905, 2026-07-01 day 20635. */
static const struct form_amount amounts[] = {
  { .name = "muc_chuan", .from = INT32_MIN, .amount = 360000 },
  { .name = "muc_chuan", .from = 19905, .amount = 500000 },
  { .name = "muc_chuan", .from = 20635, .amount = 540000 },
  { .name = "ban_sao", .from = INT32_MIN, .amount = 8000 },
  { .name = "mai_sau", .from = 30000, .amount = 1 },
};

static struct form_fee fees[] = {
  { .amount = "ban_sao", .times = "so_ban_sao" },
  { .amount = "muc_chuan" },
  { .amount = "phi_rieng" },
  { .amount = "ban_sao" }, /* when loai = 2, see main */
  { .amount = "phi_rieng", .times = "so_ban_sao" },
  { .amount = "mai_sau" },
};

static struct form_paper papers[2]; /* the first when loai = 2 */

static struct form form = {
  .code = "1.001193",
  .fields = fields,
  .n_fields = FIELDS,
  .amounts = amounts,
  .n_amounts = sizeof amounts / sizeof *amounts,
  .fees = fees,
  .n_fees = sizeof fees / sizeof *fees,
  .papers = papers,
  .n_papers = 2,
};

/* ---- the form's own ------------------------------------------------------ */

static const struct {
  const char *name, *amount, *day;
  int64_t is; /* -1: there is none */
} by_date[] = {
  { "always was", "muc_chuan", "2000-01-01", 360000 },
  { "the day before", "muc_chuan", "2024-06-30", 360000 },
  { "from that day on", "muc_chuan", "2024-07-01", 500000 },
  { "the newest", "muc_chuan", "2026-11-20", 540000 },
  { "not yet", "mai_sau", "2026-11-20", -1 },
  { "unknown", "khong_co", "2026-11-20", -1 },
};

static void
check_amount (const char *name, const char *amount, const char *day, int64_t is)
{
  int64_t got = -1;
  bool found = amount_on (&form, amount, date_day (day), &got);

  if (!ok (found == (is >= 0) && got == is, "amount: %s", name))
    printf ("# %s on %s wanted %" PRId64 " got %" PRId64 "\n", amount, day, is,
            got);
}

static const struct {
  const char *name;
  unsigned fee;
  const char *values[FIELDS];
  int64_t is; /* -1: not to be paid */
} due[] = {
  { "three copies", 0, { "3", "", "" }, 24000 },
  { "no copies", 0, { "0", "", "" }, -1 },
  { "copies not said", 0, { "", "", "" }, -1 },
  { "an amount by date", 1, { "", "", "" }, 540000 },
  { "a field's", 2, { "", "", "15000" }, 15000 },
  { "a field's, nothing", 2, { "", "", "0" }, 0 },
  { "a field's, empty", 2, { "", "", "" }, -1 },
  { "its condition holds", 3, { "", "2", "" }, 8000 },
  { "its condition does not", 3, { "", "1", "" }, -1 },
  { "its condition is open", 3, { "", "", "" }, -1 },
  { "more than there is",
    4,
    { "999999999999", "", "999999999999" },
    INT64_MAX },
  { "no amount yet", 5, { "", "", "" }, -1 },
};

static void
test_fees (void)
{
  for (size_t i = 0; i < sizeof due / sizeof *due; i++) {
    struct scope scope = { .form = &form,
                           .values = due[i].values,
                           .received = date_day ("2026-11-20") };
    int64_t got = -1;
    bool paid = fee_due (&form, &scope, due[i].fee, &got);

    if (!ok (paid == (due[i].is >= 0) && got == due[i].is, "fee: %s",
             due[i].name))
      printf ("# wanted %" PRId64 " got %" PRId64 "\n", due[i].is, got);
  }
}

static void
test_papers (void)
{
  static const char *const second[FIELDS] = { "", "2", "" };
  static const char *const first[FIELDS] = { "", "1", "" };
  struct scope a = { .form = &form, .values = second };
  struct scope b = { .form = &form, .values = first };

  ok (paper_needed (&form, &a, 0) && !paper_needed (&form, &b, 0)
        && paper_needed (&form, &a, 1) && paper_needed (&form, &b, 1),
      "papers by their conditions");
}

/* ---- the office's own ---------------------------------------------------- */

static char folder[64];

static void
put (const char *text)
{
  char path[128];

  file_join (path, sizeof path, folder, "amounts.csv", NULL);
  file_write (path, 0600, text, strlen (text), NULL);
}

static void
test_own (void)
{
  struct form other = form;
  struct error e = { 0 };
  int64_t got = 0;

  other.code = "2.000815";
  put ("name,from,amount,law,procedure\n"
       "ban_sao,2026-01-01,9000,\"NQ 1/2026, HĐND\",\n"
       "ban_sao,2025-01-01,8500,,\n"
       "ban_sao,2024-01-01,2000,,2.000815\n");
  ok (amounts_start (folder, &e) == OK, "the office's own amounts");
  check_amount ("the form's before", "ban_sao", "2024-12-31", 8000);
  check_amount ("the office's own", "ban_sao", "2025-06-01", 8500);
  check_amount ("the office's newest", "ban_sao", "2026-06-01", 9000);
  check_amount ("another name", "muc_chuan", "2026-11-20", 540000);
  ok (amount_on (&other, "ban_sao", date_day ("2026-06-01"), &got)
        && got == 2000,
      "amount: a procedure's own before that for all");
  ok (!amount_local (&form, "muc_chuan", date_day ("2026-06-01"), &got),
      "amount: not the office's");
}

static const struct {
  const char *name, *text, *says;
} wrong[] = {
  { "no amount", "name,amount\nx,\n", "amounts.csv:2: " },
  { "separators", "name,amount\nx,1\ny,1.000\n", "amounts.csv:3: " },
  { "no name", "name,amount\n,1\n", "amounts.csv:2: " },
  { "a date that is none", "name,amount,from\nx,1,2026-02-30\n",
    "amounts.csv:2: " },
  { "no column", "name,from\nx,2026-01-01\n", "\"amount\"" },
};

static void
test_wrong (void)
{
  int64_t got = 0;

  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct error e = { 0 };

    put (wrong[i].text);
    if (!ok (amounts_start (folder, &e) == ERR_INPUT
               && strstr (e.text, wrong[i].says) != NULL,
             "refused: %s", wrong[i].name))
      printf ("# \"%s\"\n", e.text);
  }
  ok (amount_local (&form, "ban_sao", date_day ("2026-06-01"), &got)
        && got == 9000,
      "what was refused changes nothing");
  ok (amounts_start (NULL, NULL) == OK
        && !amount_local (&form, "ban_sao", date_day ("2026-06-01"), &got),
      "without a folder there are none");
}

int
main (void)
{
  const char *tmp = getenv ("TMPDIR");
  struct arena *arena = arena_new ();
  const struct condition *second = NULL;

  snprintf (folder, sizeof folder, "%.40s/fee-XXXXXX",
            tmp == NULL ? "/tmp" : tmp);
  if (mkdtemp (folder) == NULL
      || condition_read (arena, &form, NULL, "loai = 2", &second, NULL) != OK)
    return 99;
  fees[3].when = papers[0].when = second;

  for (size_t i = 0; i < sizeof by_date / sizeof *by_date; i++)
    check_amount (by_date[i].name, by_date[i].amount, by_date[i].day,
                  by_date[i].is);
  test_fees ();
  test_papers ();
  test_own ();
  test_wrong ();
  folder_remove (folder, NULL);
  arena_free (arena);
  return tap_done ();
}
