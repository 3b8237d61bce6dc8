/* needs-test.c - what a procedure asks of the citizen, in words. */

#include "base/arena.h"
#include "base/clock.h"
#include "base/language.h"
#include "dossier/calendar.h"
#include "dossier/needs.h"
#include "tests/tap.h"
#include "text/date.h"

#include <string.h>

enum { COPIES, KIND, MINE, FIELDS };

static const struct form_field fields[FIELDS] = {
  { .key = "so_ban_sao", .kind = HOSO_WHOLE, .label = { "Số bản sao" } },
  { .key = "loai", .kind = HOSO_WHOLE, .label = { "Loại" } },
  { .key = "phi_rieng", .kind = HOSO_MONEY, .label = { "Phí riêng" } },
};

static const struct form_amount amounts[] = {
  { .name = "ban_sao", .from = INT32_MIN, .amount = 8000 },
  { .name = "qua_han", .from = INT32_MIN, .amount = 5000, .local = true },
};

/* Those marked depend on "loai = 2": see main. */
static struct form_term terms[] = {
  { .count = 7, .unit = HOSO_DAYS, .from = INT32_MIN, .until = INT32_MAX,
    .law = "Luật A" }, /* marked */
  { .unit = HOSO_SAME_DAY, .cutoff = 900, .from = INT32_MIN,
    .until = INT32_MAX },
  { .count = 3, .unit = HOSO_WORK_DAYS, .more = true, .from = INT32_MIN,
    .until = INT32_MAX }, /* marked */
  { .count = 1, .unit = HOSO_MONTHS, .from = INT32_MIN, .until = 0 },
};

static struct form_paper papers[] = {
  { .name = { "Giấy ủy quyền" }, .copy = HOSO_EITHER, .law = "Luật B" },
  { .name = { "Căn cước" }, .copy = HOSO_SHOWN, .count = 2 },
  { .name = { "Ảnh" }, .optional = true },
  { .name = { "Bản tra cứu" }, .copy = HOSO_ORIGINAL, .lookup = true },
};

static struct form_fee fees[] = {
  { .name = { "Bản sao" }, .amount = "ban_sao", .times = "so_ban_sao" },
  { .name = { "Quá hạn" }, .amount = "qua_han", .exempt = "hộ nghèo" },
  { .name = { "Khác" }, .amount = "phi_rieng", .law = "Luật C" },
};

static const struct form_sheet sheets[] = {
  { .name = "giay", .title = { "GIẤY" }, .paper = 4 },
};

static struct form form = {
  .code = "1.001193",
  .fields = fields,
  .n_fields = FIELDS,
  .amounts = amounts,
  .n_amounts = sizeof amounts / sizeof *amounts,
  .terms = terms,
  .n_terms = sizeof terms / sizeof *terms,
  .papers = papers,
  .n_papers = sizeof papers / sizeof *papers,
  .fees = fees,
  .n_fees = sizeof fees / sizeof *fees,
  .sheets = sheets,
  .n_sheets = 1,
};

static const struct {
  const char *name, *values[FIELDS]; /* the first NULL: of any dossier       */
  const char *needs;                 /* kind|name|more|when, line by line    */
} cases[] = {
  { "any dossier",
    { NULL },
    "0|7 days|Luật A|loai = 2\n"
    "0|the same day||\n"
    "0|+ 3 working days||loai = 2\n"
    "1|Giấy ủy quyền|original or copy (Luật B)|loai = 2\n"
    "1|Căn cước|shown and given back; 2 pieces|\n"
    "1|Ảnh|if there is one|\n"
    "1|Bản tra cứu|the office looks it up and prints it|\n"
    "2|Bản sao|8.000 dong × Số bản sao|\n"
    "2|Quá hạn|5.000 dong; the province sets it: see data/amounts.csv;"
    " free for: hộ nghèo|loai = 2\n"
    "2|Khác|as filled in: Phí riêng (Luật C)|\n"
    "3|GIẤY|A4|\n" },
  { "a dossier of the second kind",
    { "3", "2", "15000" },
    "0|02/12/2026 17:00|7 days (Luật A) + 3 working days|\n"
    "1|Giấy ủy quyền|original or copy (Luật B)|\n"
    "1|Căn cước|shown and given back; 2 pieces|\n"
    "1|Ảnh|if there is one|\n"
    "1|Bản tra cứu|the office looks it up and prints it|\n"
    "2|Bản sao|24.000 dong|\n"
    "2|Quá hạn|5.000 dong; the province sets it: see data/amounts.csv;"
    " free for: hộ nghèo|\n"
    "2|Khác|15.000 dong (Luật C)|\n" },
  { "a dossier with nothing in it",
    { "", "", "" },
    "0|20/11/2026 17:00|the same day|\n"
    "1|Căn cước|shown and given back; 2 pieces|\n"
    "1|Ảnh|if there is one|\n"
    "1|Bản tra cứu|the office looks it up and prints it|\n" },
};

static void
add (void *with, const struct need *n)
{
  struct bytes *to = with;

  bytes_printf (to, "%d|%s|%s|", (int) n->kind, n->name, n->more);
  condition_show (n->when, &form, NULL, to);
  bytes_add_char (to, '\n');
}

static void
test_case (size_t i, uint64_t received)
{
  SCOPED_BYTES got = { 0 };
  struct scope scope = { .form = &form,
                         .values = cases[i].values,
                         .received = date_today (received) };

  needs_each (&form, cases[i].values[0] == NULL ? NULL : &scope, received, add,
              &got);
  if (!ok (strcmp (bytes_text (&got), cases[i].needs) == 0, "%s",
           cases[i].name))
    printf ("# wanted %s# got %s", cases[i].needs, bytes_text (&got));
}

int
main (void)
{
  struct arena *arena = arena_new ();
  const struct condition *second = NULL;
  uint64_t received = 0;

  language_set (EN);
  calendar_start (NULL, NULL);
  clock_read ("2026-11-20T09:00", &received);
  ok (condition_read (arena, &form, NULL, "loai = 2", &second, NULL) == OK,
      "the condition is read");
  terms[0].when = terms[2].when = second;
  papers[0].when = fees[1].when = second;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i, received);
  arena_free (arena);
  return tap_done ();
}
