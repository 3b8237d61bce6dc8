/* own-test.c - a client that looks for its own findings alone misses none.
 *
 * What check_own finds and what a server finds, which has the form from its
 * catalog and an office of its own, are together what check_form finds.
 */

#include "check/check.h"
#include "form/declare.h"
#include "tests/core/made-form.h"
#include "tests/tap.h"
#include "text/date.h"

/* ---- two forms ---------------------------------------------------------- */

static bool
is_not_bad (struct hoso_check *c)
{
  return strcmp (hoso_value (c, "ten"), "Lê Xấu") != 0;
}

/* Asks for a field that is not there: the host says that the plugin errs. */
static void
give_wrong (struct hoso_check *c)
{
  if (strcmp (hoso_value (c, "ten"), "Lê Sai") == 0)
    hoso_value (c, "khong_co");
  hoso_give (c, NULL, "%s", "x");
}

#define NAME_AND_GIVEN                       \
  HOSO_FIELD (NAME, REQUIRED, "ten", "Tên"), \
    HOSO_FIELD (TEXT, GIVEN, "cho", "Cho", .compute = give_wrong)

static const struct hoso_field plain_fields[] = {
  HOSO_SECTION ("Chung"),
  NAME_AND_GIVEN,
  HOSO_FIELD (WHOLE, OPTIONAL, "so", "Số", .min = "2"),
  HOSO_FIELD (TEXT, OPTIONAL, "can", "Cần", .required = "ward = 26740"),
  HOSO_FIELD (TABLE, OPTIONAL, "nguoi", "Thành viên", .max = "2",
              .columns =
                HOSO_COLUMNS (HOSO_FIELD (NAME, REQUIRED, "ho_ten", "Họ tên"),
                              HOSO_FIELD (ADDRESS, OPTIONAL, "noi_o", "Nơi ở"),
                              HOSO_FIELD (TEXT, OPTIONAL, "them", "Thêm",
                                          .required = "ward = 26740"))),
  HOSO_END_OF_FORM
};

static const struct hoso_field office_fields[] = {
  HOSO_SECTION ("Chung"), NAME_AND_GIVEN,
  HOSO_FIELD (WHOLE, OPTIONAL, "so", "Số", .min = "2"),
  HOSO_FIELD (TEXT, OPTIONAL, "can", "Cần", .shown = "ward = 26740"),
  HOSO_END_OF_FORM
};

static const struct hoso_rule rules[] = {
  HOSO_RULE (REFUSE, "R1", "so", "so != 3", "Số khác 3."),
  HOSO_RULE (WARN, "R2", "so", "so != 4", "Số khác 4.", .when = "ward = 26740"),
  HOSO_RULE (REFUSE, "R3", "can", "can != officer", "Không phải Lan.",
             .when = "so = 5"),
  HOSO_RULE (WARN, "R4", "can", "can != 'x'", "Cần khác x."),
  HOSO_TEST (WARN, "T1", "ten", is_not_bad, "Tên xấu."),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (.name = "thu", .code = "9.000001", .revision = 1, .title = "Thử",
               .form = plain_fields, .rules = rules);

static const struct hoso_procedure of_office = {
  .name = "thu-hai",
  .code = "9.000002",
  .revision = 1,
  .title = "Thử hai",
  .form = office_fields,
  .rules = rules,
};

static const struct hoso_plugin office_plugin = {
  .abi = HOSO_ABI,
  .sizes = &hoso_sizes_,
  .file = __FILE__,
  .procedure = &of_office,
};

/* ---- what both find ------------------------------------------------------ */

static const struct {
  const char *values;
  const char *plain, *office; /* ids that check_form finds there */
} cases[] = {
  { "can=y\n", "", "" },
  { "ten=\n", "ten can", "ten" },
  { "can=y\nso=1\n", "so", "so" },
  { "can=y\nso=3\n", "R1", "R1" },
  { "can=y\nso=4\n", "R2", "R2" },
  { "can=lan\nso=5\n", "R3", "R3" },
  { "can=x\n", "R4", "R4" },
  { "can=y\nten=Lê Xấu\n", "T1", "T1" },
  { "can=y\nten=Lê Sai\n", "PLUGIN", "PLUGIN" },
  { "", "can", "" },
};

/* Fields that one form alone has. */
static const struct {
  const char *values, *plain;
} rows[] = {
  { "can=y\nnguoi=[{\"ho_ten\":\"Lê A\",\"them\":\"x\","
    "\"noi_o\":\"12 Lê Lợi\"}]\n",
    "nguoi" },
  { "can=y\nnguoi=[{\"ho_ten\":\"Lê A\"}]\n", "nguoi" },
  { "can=y\nnguoi=[{\"them\":\"x\"}]\n", "nguoi" },
};

static struct findings
look (const struct form *form, const char *lines, const char *ward,
      const char *officer,
      void (*check_with) (const struct check *, struct findings *))
{
  struct check_memory *memory = check_memory_new (form);
  const char *texts[16], *given[16];
  struct findings findings = { 0 };
  struct check check = { .form = form,
                         .values = texts,
                         .ward = ward,
                         .officer = officer,
                         .memory = memory,
                         .received = date_day ("2026-11-21") };
  struct line line;

  for (uint16_t f = 0; f < form->n_fields; f++)
    texts[f] = "";
  texts[form_field_named (form, "ten")] = "Lê Mai";
  while (next_line (&lines, &line))
    texts[field_of_line (form, &line)] = line.value;
  check_give (&check, given, NULL, made);
  check.values = given;
  check_with (&check, &findings);
  check_memory_free (memory);
  return findings;
}

static const struct form *
as_in_catalog (const struct form *form)
{
  SCOPED_BYTES declared = { 0 };
  struct form *again = NULL;
  struct error e = { OK, 0, "" };

  form_declare (form, &declared);
  if (form_of_declared (declared.at, declared.len, &again, &e) != OK)
    printf ("Bail out! %s\n", e.text);
  return again;
}

static bool
has (const struct findings *in, const char *id)
{
  for (size_t i = 0; i < in->count; i++)
    if (strcmp (in->at[i].id, id) == 0)
      return true;
  return false;
}

/* Whether the ids of ALL are those of WANTED, each of them in OWN or THEIRS. */
static bool
is_covered (const struct findings *all, const struct findings *own,
            const struct findings *theirs, const char *wanted)
{
  char *copy = arena_copy (made, wanted), *id;
  size_t n = 0;

  while ((id = strsep (&copy, " ")) != NULL)
    if (*id != '\0') {
      n++;
      if (!has (all, id) || (!has (own, id) && !has (theirs, id)))
        return false;
    }
  return n == all->count;
}

static void
show (const char *who, const struct findings *f)
{
  printf ("# %s:", who);
  for (size_t i = 0; i < f->count; i++)
    printf (" %s", f->at[i].id);
  printf ("\n");
}

static void
test_case (const struct form *form, const char *values, const char *wanted)
{
  const struct form *catalog = as_in_catalog (form);
  struct findings all = look (form, values, "26740", "lan", check_form),
                  own = look (form, values, "26740", "lan", check_own),
                  theirs = look (catalog, values, "00004", "mai", check_form);

  if (!ok (is_covered (&all, &own, &theirs, wanted), "%s: finds \"%s\"",
           form->name, wanted)) {
    printf ("# of:\n%s", values);
    show ("all", &all);
    show ("own", &own);
    show ("the server's", &theirs);
  }
  findings_free (&all);
  findings_free (&own);
  findings_free (&theirs);
  form_free ((struct form *) catalog);
}

/* What a server finds as well is left to it. */
static void
test_rest (const struct form *form)
{
  struct findings own = look (form, "can=y\nso=3\n", "26740", "lan", check_own);

  ok (own.count == 0, "what the server finds is not looked for twice");
  findings_free (&own);
}

int
main (void)
{
  const struct form *plain = made_form ();
  const struct form *office = made_form_of (&office_plugin);

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    test_case (plain, cases[i].values, cases[i].plain);
    test_case (office, cases[i].values, cases[i].office);
  }
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    test_case (plain, rows[i].values, rows[i].plain);
  test_rest (plain);
  form_free ((struct form *) office);
  made_free (plain);
  return tap_done ();
}
