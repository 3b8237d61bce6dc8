/* lint-test.c - what lint finds in a plugin that the compiler let through. */

#include "tests/tap.h"

#include "base/arena.h"
#include "plugin/lint.h"
#include "plugin/make.h"

#include <hoso/people.h>
#include <stdio.h>
#include <string.h>

/* ---- plugins with one fault each ----------------------------------------- */

#define FIELDS(...)                   \
  .form = (const struct hoso_field[]) \
  {                                   \
    __VA_ARGS__, HOSO_END_OF_FORM     \
  }
#define RULES(...)                    \
  .rules = (const struct hoso_rule[]) \
  {                                   \
    __VA_ARGS__, HOSO_END_OF_RULES    \
  }

/* What every fault is put beside. */
#define NAME_FIELD HOSO_FIELD (NAME, REQUIRED, "ten", "Họ tên", .chars = 60)
#define SEX_FIELD \
  HOSO_FIELD (CHOICE, OPTIONAL, "gioi", "Giới tính", .set = "SEX")
#define DAY_FIELD HOSO_FIELD (DATE, OPTIONAL, "ngay", "Ngày")
#define COUNT_FIELD HOSO_FIELD (WHOLE, OPTIONAL, "so", "Số")
#define GOOD_FIELDS FIELDS (NAME_FIELD, SEX_FIELD, DAY_FIELD, COUNT_FIELD)

#define PLUGIN_OF(name_, code_, revision_, title_, ...)                   \
  {                                                                       \
    .name = name_, .code = code_, .revision = revision_, .title = title_, \
    __VA_ARGS__                                                           \
  }
#define PLUGIN(...) PLUGIN_OF ("thu", "9.000001", 1, "Thử", __VA_ARGS__)

static bool
never (struct hoso_check *c)
{
  (void) c;
  return false;
}

static void
nothing (struct hoso_check *c)
{
  (void) c;
}

/* FOUND is part of what is said; NULL when nothing must be.  A hint does not
 * keep the plugin from being loaded.
 */
enum level { ERROR, HINT, NONE };

/* clang-format off */
static const struct {
  enum level level;
  const char *found;
  struct hoso_procedure procedure;
} cases[] = {
  { NONE, NULL, PLUGIN (GOOD_FIELDS) },

  /* the procedure */
  { ERROR, "name of a procedure",
    PLUGIN_OF ("Thu", "9.000001", 1, "Thử", GOOD_FIELDS) },
  { ERROR, "name of a procedure",
    PLUGIN_OF (NULL, "9.000001", 1, "Thử", GOOD_FIELDS) },
  { ERROR, "code of a procedure",
    PLUGIN_OF ("thu", "1.23", 1, "Thử", GOOD_FIELDS) },
  { ERROR, "code of a procedure",
    PLUGIN_OF ("thu", "1.001193-H29", 1, "Thử", GOOD_FIELDS) },
  { NONE, NULL,
    PLUGIN_OF ("thu", "1.001193.000.00.00.H29", 1, "Thử", GOOD_FIELDS) },
  { ERROR, ".revision is missing",
    PLUGIN_OF ("thu", "9.000001", 0, "Thử", GOOD_FIELDS) },
  { ERROR, "the title is missing",
    PLUGIN_OF ("thu", "9.000001", 1, NULL, GOOD_FIELDS) },
  { ERROR, "NFC",
    PLUGIN_OF ("thu", "9.000001", 1, "Thu\xcc\x89", GOOD_FIELDS) },
  { ERROR, "UTF-8", PLUGIN_OF ("thu", "9.000001", 1, "Th\xff", GOOD_FIELDS) },
  { ERROR, "no fields", PLUGIN (.form = NULL) },
  { ERROR, "no day", PLUGIN (GOOD_FIELDS, .from = "2026-02-30") },
  { ERROR, "ends before", PLUGIN (GOOD_FIELDS, .from = "2026-02-02",
                                  .until = "2026-02-01") },

  /* keys and labels */
  { ERROR, "is no key", PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "Ten",
                                                    "Tên"))) },
  { ERROR, "is no key", PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, NULL,
                                                    "Tên"))) },
  { ERROR, "word of conditions",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "received", "Tên"))) },
  { ERROR, "is the key of line", PLUGIN (FIELDS (NAME_FIELD, NAME_FIELD)) },
  { ERROR, "is the key of line",
    PLUGIN (FIELDS (HOSO_PERSON ("ten", "Người"), NAME_FIELD)) },
  { ERROR, "label is missing",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "ten", NULL))) },
  { HINT, "wider than 22",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "ten",
                                "Một nhãn dài quá hai mươi hai ô"))) },
  { NONE, NULL,
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "ten",
                                "Một nhãn dài quá hai mươi hai ô",
                                .short_label = "Ngắn"))) },

  /* members that do not go together */
  { ERROR, ".need", PLUGIN (FIELDS ({ .kind = HOSO_TEXT, .key = "ten",
                                      .label = "Tên", .need = 9 })) },
  { ERROR, "kind 77", PLUGIN (FIELDS ({ .kind = 77, .key = "ten",
                                        .label = "Tên" })) },
  { ERROR, ".decimals",
    PLUGIN (FIELDS (HOSO_FIELD (DECIMAL, OPTIONAL, "he_so", "Hệ số"))) },
  { ERROR, ".choices or a .set",
    PLUGIN (FIELDS (HOSO_FIELD (CHOICE, OPTIONAL, "loai", "Loại"))) },
  { ERROR, "no set",
    PLUGIN (FIELDS (HOSO_FIELD (CHOICE, OPTIONAL, "loai", "Loại",
                                .set = "KHONG"))) },
  { ERROR, "no code of SEX",
    PLUGIN (FIELDS (HOSO_FIELD (CHOICE, OPTIONAL, "loai", "Loại",
                                .set = "SEX", .only = "1;3"))) },
  { ERROR, "no code of a choice",
    PLUGIN (FIELDS (HOSO_FIELD (CHOICE, OPTIONAL, "loai", "Loại",
                                .choices = HOSO_CHOOSE (HOSO_OPTION (
                                  "một", "Một"))))) },
  { ERROR, "two choices",
    PLUGIN (FIELDS (HOSO_FIELD (CHOICE, OPTIONAL, "loai", "Loại",
                                .choices = HOSO_CHOOSE (
                                  HOSO_OPTION ("1", "Một"),
                                  HOSO_OPTION ("1", "Hai"))))) },
  { ERROR, "no day",
    PLUGIN (FIELDS (HOSO_FIELD (CHOICE, OPTIONAL, "loai", "Loại",
                                .choices = HOSO_CHOOSE (HOSO_OPTION (
                                  "1", "Một", .until = "31/12/2026"))))) },
  { ERROR, "only CHOICE",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "loai", "Loại",
                                .choices = HOSO_CHOOSE (
                                  HOSO_OPTION ("1", "Một"))))) },
  { ERROR, "no columns",
    PLUGIN (FIELDS (HOSO_FIELD (TABLE, OPTIONAL, "bang", "Bảng"))) },
  { ERROR, "only a TABLE has columns",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "bang", "Bảng",
                                .columns = HOSO_COLUMNS (NAME_FIELD)))) },
  { ERROR, "neither headings nor tables",
    PLUGIN (FIELDS (HOSO_FIELD (TABLE, OPTIONAL, "bang", "Bảng",
                                .columns = HOSO_COLUMNS (HOSO_FIELD (
                                  TABLE, OPTIONAL, "cot", "Cột"))))) },
  { HINT, "is a field too",
    PLUGIN (FIELDS (NAME_FIELD,
                    HOSO_FIELD (TABLE, OPTIONAL, "bang", "Bảng",
                                .columns = HOSO_COLUMNS (NAME_FIELD)))) },
  { ERROR, "is GIVEN",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, GIVEN, "ten", "Tên"))) },
  { ERROR, "is not GIVEN",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "ten", "Tên",
                                .compute = nothing))) },
  { ERROR, ".required says nothing",
    PLUGIN (FIELDS (SEX_FIELD, HOSO_FIELD (TEXT, REQUIRED, "ten", "Tên",
                                           .required = "gioi = 1"))) },
  { ERROR, ".pattern is for TEXT",
    PLUGIN (FIELDS (HOSO_FIELD (WHOLE, OPTIONAL, "so", "Số",
                                .pattern = "99"))) },
  { ERROR, "comes in revision 2",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "ten", "Tên",
                                .since = 2))) },
  { ERROR, "used again",
    PLUGIN (FIELDS (NAME_FIELD, HOSO_FIELD (TEXT, OPTIONAL, "moi", "Mới",
                                            .was = "ten"))) },
  { ERROR, "place 1 of the list",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "a", "A", .list = 1),
                    HOSO_FIELD (TEXT, OPTIONAL, "b", "B", .list = 1))) },
  { HINT, "told before",
    PLUGIN (FIELDS (HOSO_PERSON ("nk", "Người"),
                    HOSO_FIELD (ADDRESS, OPTIONAL, "a", "A"),
                    HOSO_FIELD (ADDRESS, OPTIONAL, "b", "B"))) },
  { ERROR, "no role or sex",
    PLUGIN (FIELDS (HOSO_SECTION ("Phần", .role = HOSO_SUBJECT),
                    NAME_FIELD)) },
  { ERROR, "no person",
    PLUGIN (FIELDS (HOSO_PERSON ("nk", "Người", .differs = "ai"),
                    NAME_FIELD)) },

  /* conditions and values */
  { ERROR, "no field has this key",
    PLUGIN (FIELDS (NAME_FIELD, HOSO_FIELD (TEXT, OPTIONAL, "a", "A",
                                            .shown = "b = 1"))) },
  { ERROR, "\"3\" is no choice",
    PLUGIN (FIELDS (SEX_FIELD, HOSO_FIELD (TEXT, OPTIONAL, "a", "A",
                                           .shown = "gioi in 1, 3"))) },
  { ERROR, "another sort",
    PLUGIN (FIELDS (HOSO_FIELD (DATE, OPTIONAL, "a", "A", .max = "5"))) },
  { ERROR, "no such number or day",
    PLUGIN (FIELDS (HOSO_FIELD (DATE, OPTIONAL, "a", "A",
                                .min = "2026-13-01"))) },
  { ERROR, "could limit",
    PLUGIN (FIELDS (HOSO_FIELD (TEXT, OPTIONAL, "a", "A", .max = "5"))) },
  { ERROR, "cannot be \"3\"",
    PLUGIN (FIELDS (HOSO_FIELD (CHOICE, OPTIONAL, "a", "A", .set = "SEX",
                                .initial = "3"))) },
  { ERROR, "cannot be \"1.5\"",
    PLUGIN (FIELDS (HOSO_FIELD (WHOLE, OPTIONAL, "a", "A",
                                .initial = "1.5"))) },
  { ERROR, "no amount of this procedure",
    PLUGIN (FIELDS (HOSO_FIELD (MONEY, GIVEN, "a", "A",
                                .value = "amount (phi)"))) },

  /* rules */
  { ERROR, "no id of a rule",
    PLUGIN (GOOD_FIELDS, RULES (HOSO_RULE (WARN, "v1", "ten", "ten filled",
                                           "Ghi tên."))) },
  { ERROR, "id of line",
    PLUGIN (GOOD_FIELDS,
            RULES (HOSO_RULE (WARN, "V1", "ten", "ten filled", "Ghi tên."),
                   HOSO_RULE (WARN, "V1", "so", "so filled", "Ghi số."))) },
  { ERROR, "sentence of a rule is missing",
    PLUGIN (GOOD_FIELDS, RULES (HOSO_RULE (WARN, "V1", "ten", "ten filled",
                                           NULL))) },
  { ERROR, "neither refuses",
    PLUGIN (GOOD_FIELDS, RULES ({ .id = "V1", .key = "ten", .text = "Ghi.",
                                  .must = "ten filled" })) },
  { ERROR, "one decides",
    PLUGIN (GOOD_FIELDS, RULES (HOSO_RULE (WARN, "V1", "ten", "ten filled",
                                           "Ghi tên.", .test = never))) },
  { HINT, "every form", PLUGIN (GOOD_FIELDS, RULES (HOSO_RULE (
                                               NOTE, "V1", NULL, NULL,
                                               "Nhớ."))) },
  { ERROR, "no field has the key \"tuoi\"",
    PLUGIN (GOOD_FIELDS, RULES (HOSO_RULE (WARN, "V1", "tuoi", "ten filled",
                                           "Ghi tên."))) },
  { ERROR, "is no table",
    PLUGIN (GOOD_FIELDS, RULES (HOSO_RULE (WARN, "V1", "ten", "ten filled",
                                           "Ghi tên.", .each = "ten"))) },
  { ERROR, "V1 ends before",
    PLUGIN (GOOD_FIELDS, RULES (HOSO_RULE (WARN, "V1", "ten", "ten filled",
                                           "Ghi tên.", .from = "2026-01-02",
                                           .until = "2026-01-01"))) },

  /* duplicates, money, time, papers */
  { ERROR, "no .index and is no fact",
    PLUGIN (GOOD_FIELDS,
            .uniques = HOSO_UNIQUES (HOSO_UNIQUE (WARN, "V28", "so", "Đã"
                                                  " có."))) },
  { NONE, NULL,
    PLUGIN (FIELDS (HOSO_PERSON ("nk", "Người"), NAME_FIELD),
            .uniques = HOSO_UNIQUES (HOSO_UNIQUE (WARN, "V28", "ten",
                                                  "Đã có."))) },
  { ERROR, "no field has the key \"x\"",
    PLUGIN (GOOD_FIELDS,
            .uniques = HOSO_UNIQUES (HOSO_UNIQUE (WARN, "V28", "x",
                                                  "Đã có."))) },
  { ERROR, "compares nothing",
    PLUGIN (GOOD_FIELDS,
            .uniques = HOSO_UNIQUES (HOSO_UNIQUE (WARN, "V28", NULL,
                                                  "Đã có."))) },
  { ERROR, "oldest first",
    PLUGIN (GOOD_FIELDS,
            .amounts = HOSO_AMOUNTS (HOSO_AMOUNT ("muc", "2026-07-01", 2),
                                     HOSO_AMOUNT ("muc", "2024-07-01",
                                                  1))) },
  { ERROR, "no name of an amount",
    PLUGIN (GOOD_FIELDS,
            .amounts = HOSO_AMOUNTS (HOSO_AMOUNT ("Mức", NULL, 2))) },
  { ERROR, "name a row of .amounts or a MONEY field",
    PLUGIN (GOOD_FIELDS, .fees = HOSO_FEES (HOSO_FEE ("Phí", "so"))) },
  { ERROR, "no WHOLE field",
    PLUGIN (GOOD_FIELDS,
            .amounts = HOSO_AMOUNTS (HOSO_AMOUNT ("muc", NULL, 2)),
            .fees = HOSO_FEES (HOSO_FEE ("Phí", "muc", .times = "ten"))) },
  { ERROR, "counts from 1",
    PLUGIN (GOOD_FIELDS, .terms = HOSO_TERMS (HOSO_TERM (0, DAYS))) },
  { ERROR, "unit or cutoff",
    PLUGIN (GOOD_FIELDS,
            .terms = HOSO_TERMS (HOSO_TERM (0, SAME_DAY,
                                            .cutoff = 24 * 60))) },
  { ERROR, "name of a sheet",
    PLUGIN (GOOD_FIELDS, .sheets = HOSO_SHEETS (HOSO_SHEET ("Tờ", "Tờ"))) },
  { ERROR, "{tuoi}",
    PLUGIN (GOOD_FIELDS,
            .sheets = HOSO_SHEETS (HOSO_SHEET ("to", "Tờ",
                                               .text = "{ten} {tuoi}"))) },
  { ERROR, "none of the ten",
    PLUGIN (GOOD_FIELDS,
            .states = HOSO_STATES (HOSO_STATE ("cho", "Chờ",
                                               .within = 11))) },

  /* samples */
  { ERROR, "none before it",
    PLUGIN (GOOD_FIELDS,
            .samples = HOSO_SAMPLES (HOSO_SAMPLE ("a", .like = "b"))) },
  { ERROR, "needs .received",
    PLUGIN (GOOD_FIELDS, .samples = HOSO_SAMPLES (HOSO_SAMPLE ("a"))) },
  { ERROR, "a line is key=value",
    PLUGIN (GOOD_FIELDS,
            .samples = HOSO_SAMPLES (HOSO_SAMPLE (
              "a", .received = "2026-11-20T09:00",
              .values = "ten=An\ntuoi=3\n"))) },
  { ERROR, "finds \"V9\"",
    PLUGIN (GOOD_FIELDS,
            .samples = HOSO_SAMPLES (HOSO_SAMPLE (
              "a", .received = "2026-11-20T09:00", .values = "ten=An\n",
              .finds = "ten V9"))) },
};
/* clang-format on */

/* ---- what lint says ------------------------------------------------------ */

static void
lint_all (const struct hoso_procedure *procedure, struct arena *arena,
          struct complaints *complaints)
{
  struct exported from = { .plugin = { .file = "thu.c" }, .sizes = HOSO_SIZES };
  struct taken taken;
  struct form *form = NULL;
  struct error e;

  if (take_procedure (&from, procedure, arena, &taken, &e) != OK) {
    complain (complaints, 0, "%s", e.text);
    return;
  }
  lint_shape (&taken, complaints);
  if (complaints->errors == 0)
    form = make_form (&taken, complaints);
  if (complaints->errors == 0)
    lint_form (&taken, form, complaints);
  if (complaints->errors == 0)
    lint_samples (&taken, form, complaints);
  form_free (form);
}

static void
test_case (size_t i)
{
  SCOPED_COMPLAINTS complaints = { .file = "thu.c" };
  struct arena *arena = arena_new ();
  const char *said;
  bool good;

  lint_all (&cases[i].procedure, arena, &complaints);
  said = bytes_text (&complaints.text);
  good = (complaints.errors > 0) == (cases[i].level == ERROR)
         && (cases[i].level == NONE ? said[0] == '\0'
                                    : strstr (said, cases[i].found) != NULL)
         && (cases[i].level == NONE || strncmp (said, "thu.c:", 6) == 0);
  if (!ok (good, "%zu: %s", i,
           cases[i].level == NONE ? "nothing" : cases[i].found))
    printf ("# %u errors; %s\n", complaints.errors, said);
  arena_free (arena);
}

int
main (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i);
  return tap_done ();
}
