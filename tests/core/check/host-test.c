/* host-test.c - what functions of plugins are lent, and what they must not do.
 */

#include "check/check.h"
#include "tests/core/made-form.h"
#include "tests/tap.h"
#include "text/date.h"

#include <inttypes.h>

/* ---- what each function asks, and what it was told ---------------------- */

static struct bytes told;

#define TELL(...) bytes_printf (&told, __VA_ARGS__)

static void
tell_number (struct hoso_check *c, const char *key)
{
  int64_t n = -1;
  bool got = hoso_number (c, key, &n);

  TELL ("%d %" PRId64, got, n);
}

static void
tell_days (struct hoso_check *c, const char *from, const char *to)
{
  int32_t days = -999, years = -999;
  bool got = hoso_days (c, from, to, &days);

  if (hoso_years (c, from, to, &years) != got)
    TELL ("one of two ");
  TELL ("%d %d %d", got, days, years);
}

static void
ask_value (struct hoso_check *c)
{
  TELL ("%s|%s", hoso_value (c, "ten"), hoso_value (c, "ngay_nua"));
}

static void
ask_hidden (struct hoso_check *c)
{
  TELL ("%s|", hoso_value (c, "an"));
}

static void
ask_unknown (struct hoso_check *c)
{
  TELL ("%s|", hoso_value (c, "khong_co"));
  TELL ("%s|", hoso_value (c, "khong_co_nua"));
}

static void
ask_whole (struct hoso_check *c)
{
  tell_number (c, "so");
}

static void
ask_decimal (struct hoso_check *c)
{
  tell_number (c, "ty_le");
}

static void
ask_empty_number (struct hoso_check *c)
{
  tell_number (c, "so_nua");
}

static void
ask_yes (struct hoso_check *c)
{
  tell_number (c, "co");
}

static void
ask_text_number (struct hoso_check *c)
{
  tell_number (c, "ten");
}

static void
ask_days (struct hoso_check *c)
{
  tell_days (c, "ngay", "received");
}

static void
ask_days_back (struct hoso_check *c)
{
  tell_days (c, "received", "ngay");
}

static void
ask_days_partial (struct hoso_check *c)
{
  tell_days (c, "nam", "nam");
}

static void
ask_days_empty (struct hoso_check *c)
{
  tell_days (c, "ngay_nua", "received");
}

static void
ask_holds (struct hoso_check *c)
{
  static const char over[] = "so > 3", in[] = "so in 1, 2";

  for (int i = 0; i < 3; i++) /* read once, asked often */
    TELL ("%d%d", hoso_holds (c, over), hoso_holds (c, in));
}

/* More conditions than the memory begins with. */
static void
ask_holds_many (struct hoso_check *c)
{
  static char conditions[100][16];
  int held = 0;

  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 100; i++) {
      snprintf (conditions[i], sizeof conditions[i], "so = %d", i);
      held += hoso_holds (c, conditions[i]);
    }
  TELL ("%d", held);
}

static void
ask_holds_wrong (struct hoso_check *c)
{
  TELL ("%d", hoso_holds (c, "so is five"));
}

static void
ask_rows (struct hoso_check *c)
{
  TELL ("%zu %s|%s|%s %" PRId64 " %" PRId64, hoso_rows (c, "bang"),
        hoso_cell (c, "bang", 0, "vat"), hoso_cell (c, "bang", 1, "vat"),
        hoso_cell (c, "bang", 7, "vat"), hoso_cell_number (c, "bang", 1, "gia"),
        hoso_cell_number (c, "bang", 9, "gia"));
}

static void
ask_rows_wrong (struct hoso_check *c)
{
  TELL ("%zu %s|", hoso_rows (c, "so"), hoso_cell (c, "bang", 0, "mau"));
}

static void
ask_amount (struct hoso_check *c)
{
  TELL ("%" PRId64 " %" PRId64, hoso_amount (c, "muc"),
        hoso_amount (c, "cua_tinh"));
}

static void
ask_amount_wrong (struct hoso_check *c)
{
  TELL ("%" PRId64, hoso_amount (c, "khong_co"));
}

/* Several results live at once. */
static void
ask_plain (struct hoso_check *c)
{
  const char *a = hoso_plain (c, "Hộ  Kinh DOANH");
  const char *b = hoso_plain (c, hoso_value (c, "ten"));

  TELL ("%s|%s", a, b);
}

static void
ask_say (struct hoso_check *c)
{
  hoso_say (c, HOSO_WARN, "so", "Số %d lớn hơn %s.", 5, "4");
}

static void
ask_say_wrong (struct hoso_check *c)
{
  hoso_say (c, HOSO_WARN, "khong_co", "x");
  hoso_say (c, 7, "so", "x");
}

static void
ask_give (struct hoso_check *c)
{
  hoso_give (c, NULL, "%d", 1);
}

static void
ask_old (struct hoso_check *c)
{
  TELL ("%s|", hoso_old (c, "so"));
}

static const struct {
  const char *name;
  void (*ask) (struct hoso_check *);
  const char *told, *finds; /* FAULT: the form is refused */
} cases[] = {
#define FAULT "R:PLUGIN"
  { "value", ask_value, "Nguyễn Văn An|", "" },
  { "value of a hidden field", ask_hidden, "|", "" },
  { "value of no field, said once", ask_unknown, "||", FAULT },
  { "number", ask_whole, "1 5", "" },
  { "number with decimals", ask_decimal, "1 15", "" },
  { "number of an empty field is left alone", ask_empty_number, "0 -1", "" },
  { "number of yes", ask_yes, "1 1", "" },
  { "number of a text", ask_text_number, "0 -1", "" },
  { "days and years", ask_days, "1 9855 26", "" },
  { "days back are negative", ask_days_back, "1 -9855 -27", "" },
  { "a partial date at its largest", ask_days_partial, "1 364 0", "" },
  { "days of an empty date", ask_days_empty, "0 -999 -999", "" },
  { "holds", ask_holds, "101010", "" },
  { "holds, of many", ask_holds_many, "2", "" },
  { "holds, unreadable", ask_holds_wrong, "0", FAULT },
  { "rows and cells", ask_rows, "2 bàn|ghế| 12 0", "" },
  { "no such table or column", ask_rows_wrong, "0 |", FAULT },
  { "amount of the day, the office's first", ask_amount, "540000 77", "" },
  { "amount of no name", ask_amount_wrong, "0", FAULT },
  { "plain twice", ask_plain, "ho kinh doanh|nguyen van an", "" },
  { "say", ask_say, "", "W:T1" },
  { "say of no field, no severity", ask_say_wrong, "", FAULT },
  { "give outside of compute", ask_give, "", FAULT },
  { "old outside of upgrade", ask_old, "|", FAULT },
};

/* ---- the form ----------------------------------------------------------- */

static size_t at_hand;

static bool
run_case (struct hoso_check *c)
{
  cases[at_hand].ask (c);
  return true;
}

/* he_so is given from so, and tien from he_so: in the form's order. */
static void
factor (struct hoso_check *c)
{
  int64_t n;

  if (hoso_number (c, "so", &n))
    hoso_give (c, NULL, "%d.%d", (int) n / 10, (int) n % 10);
}

static void
money (struct hoso_check *c)
{
  int64_t tenths;

  if (hoso_number (c, "he_so", &tenths))
    hoso_give (c, NULL, "%" PRId64, tenths * hoso_amount (c, "muc") / 10);
}

static void
faulty (struct hoso_check *c)
{
  if (hoso_holds (c, "so = 9"))
    hoso_give (c, NULL, "not a number");
  if (hoso_holds (c, "so = 8"))
    hoso_say (c, HOSO_NOTE, "so", "Tám.");
}

static const struct hoso_field form_fields[] = {
  HOSO_FIELD (NAME, OPTIONAL, "ten", "Tên"),
  HOSO_FIELD (WHOLE, OPTIONAL, "so", "Số"),
  HOSO_FIELD (WHOLE, OPTIONAL, "so_nua", "Số nữa"),
  HOSO_FIELD (DECIMAL, OPTIONAL, "ty_le", "Tỷ lệ", .decimals = 1),
  HOSO_FIELD (YES_NO, OPTIONAL, "co", "Có"),
  HOSO_FIELD (DATE, OPTIONAL, "ngay", "Ngày"),
  HOSO_FIELD (DATE, OPTIONAL, "ngay_nua", "Ngày nữa"),
  HOSO_FIELD (PARTIAL_DATE, OPTIONAL, "nam", "Năm"),
  HOSO_FIELD (TEXT, OPTIONAL, "an", "Ẩn", .shown = "so = 1"),
  HOSO_FIELD (TABLE, OPTIONAL, "bang", "Bảng",
              .columns =
                HOSO_COLUMNS (HOSO_FIELD (TEXT, OPTIONAL, "vat", "Vật"),
                              HOSO_FIELD (WHOLE, OPTIONAL, "gia", "Giá"))),
  HOSO_FIELD (DECIMAL, GIVEN, "he_so", "Hệ số", .decimals = 1,
              .compute = factor),
  HOSO_FIELD (MONEY, GIVEN, "tien", "Tiền", .compute = money),
  HOSO_FIELD (TEXT, GIVEN, "chu", "Bằng chữ", .value = "ngay in words",
              .shown = "so != 1"),
  HOSO_FIELD (WHOLE, GIVEN, "hong", "Hỏng", .compute = faulty),
  HOSO_FIELD (SERIAL, GIVEN, "so_chung_thuc", "Số chứng thực", .set = "CC"),
  HOSO_END_OF_FORM
};

static const struct hoso_rule rules[] = {
  HOSO_TEST (REFUSE, "T1", "so", run_case, "x"), HOSO_END_OF_RULES
};

HOSO_REGISTER (.name = "thu", .code = "9.000001", .revision = 1, .title = "Thử",
               .form = form_fields, .rules = rules,
               .amounts =
                 HOSO_AMOUNTS (HOSO_AMOUNT ("muc", NULL, 360000),
                               HOSO_AMOUNT ("muc", "2024-07-01", 500000),
                               HOSO_AMOUNT ("muc", "2026-07-01", 540000),
                               HOSO_AMOUNT ("cua_tinh", NULL, 1)));

/* ---- running them ------------------------------------------------------- */

static const struct form *form;
static const char *texts[32];

static bool
amount_of_office (const struct form *asked, const char *name, int32_t day,
                  int64_t *amount)
{
  if (asked != form || strcmp (name, "cua_tinh") != 0 || day < 0)
    return false;
  *amount = 77;
  return true;
}

static struct check
check_of (const char *lines, struct check_memory *memory)
{
  struct line line;

  for (uint16_t f = 0; f < form->n_fields; f++)
    texts[f] = "";
  while (next_line (&lines, &line))
    texts[field_of_line (form, &line)] = line.value;
  return (struct check){
    .form = form,
    .values = texts,
    .received = date_day ("2026-11-21"),
    .ward = "26740",
    .officer = "lan",
    .amount = amount_of_office,
    .memory = memory,
  };
}

static const char *
found (const struct findings *findings)
{
  SCOPED_BYTES to = { 0 };

  for (size_t i = 0; i < findings->count; i++)
    bytes_printf (&to, "%s%c:%s", i > 0 ? " " : "",
                  "?RWN"[findings->at[i].severity], findings -> at[i].id);
  return arena_copy (made, bytes_text (&to));
}

static void
test_case (size_t i, struct check_memory *memory)
{
  struct check check = check_of (
    "ten=Nguyễn Văn An\nso=5\nty_le=1.5\nco=1\nngay=1999-11-28\nnam=2025\n"
    "an=x\nbang=[{\"vat\":\"bàn\"},{\"vat\":\"ghế\",\"gia\":\"12\"}]\n",
    memory);
  struct findings findings = { 0 };

  at_hand = i;
  bytes_clear (&told);
  check_form (&check, &findings);
  if (!ok (strcmp (bytes_text (&told), cases[i].told) == 0
             && strcmp (found (&findings), cases[i].finds) == 0,
           "hoso_%s", cases[i].name))
    printf ("# wanted \"%s\" and \"%s\"\n# got    \"%s\" and \"%s\"\n",
            cases[i].told, cases[i].finds, bytes_text (&told),
            found (&findings));
  findings_free (&findings);
}

static void
test_said (struct check_memory *memory)
{
  struct check check = check_of ("so=5\n", memory);
  struct findings findings = { 0 };

  for (at_hand = 0; cases[at_hand].ask != ask_say;)
    at_hand++;
  check_form (&check, &findings);
  ok (findings.count == 1
        && strcmp (findings.at[0].text, "Số 5 lớn hơn 4.") == 0
        && findings.at[0].field == form_field_named (form, "so"),
      "hoso_say fills in its format");
  findings_free (&findings);
}

/* ---- GIVEN fields ------------------------------------------------------- */

static const struct {
  const char *name, *values, *key, *given, *finds;
} given[] = {
  { "by a text", "ngay=2026-10-31\n", "chu",
    "Ngày ba mươi mốt tháng mười năm hai nghìn không trăm hai mươi sáu", "" },
  { "by a text, of an empty field", "chu=cũ\n", "chu", "", "" },
  { "by a text, hidden", "so=1\nngay=2026-10-31\n", "chu", "", "" },
  { "by a function", "so=15\n", "he_so", "1.5", "" },
  { "by a function, from what was given", "so=15\n", "tien", "810000", "" },
  { "by a function that gives nothing", "he_so=9.9\n", "he_so", "", "" },
  { "what does not fit its kind", "so=9\n", "hong", "", FAULT },
  { "a function that says something", "so=8\n", "hong", "", "N:hong" },
  { "what nobody gives stays", "so_chung_thuc=12/2026\n", "so_chung_thuc",
    "12/2026", "" },
  { "a field that is hidden", "so=2\nan=x\n", "an", "", "" },
};

static void
test_given (size_t i, struct check_memory *memory)
{
  struct check check = check_of (given[i].values, memory);
  struct arena *arena = arena_new ();
  const char *values[32];
  bool shown[32];
  struct findings findings = { 0 };
  uint16_t f = form_field_named (form, given[i].key);

  at_hand = 0;
  check_give (&check, values, shown, arena);
  check.values = values;
  check_form (&check, &findings);
  if (!ok (strcmp (values[f], given[i].given) == 0
             && strcmp (found (&findings), given[i].finds) == 0,
           "given: %s", given[i].name))
    printf ("# wanted \"%s\" got \"%s\", found \"%s\"\n", given[i].given,
            values[f], found (&findings));
  ok (shown[f] == check_shown (&check, f), "given: %s is %sshown", given[i].key,
      shown[f] ? "" : "not ");
  findings_free (&findings);
  arena_free (arena);
}

int
main (void)
{
  struct check_memory *memory;

  form = made_form ();
  memory = check_memory_new (form);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i, memory);
  test_said (memory);
  for (size_t i = 0; i < sizeof given / sizeof *given; i++)
    test_given (i, memory);
  check_memory_free (memory);
  bytes_free (&told);
  made_free (form);
  return tap_done ();
}
