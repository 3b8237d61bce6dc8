/* check-test.c - what is found in a form, in which order, under which id. */

#include "tests/core/check/dossiers.h"

static bool unread[64];

static int
compare_words (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The words of TEXT in their order, so that sets compare. */
static const char *
sorted (const char *text)
{
  char *copy = arena_copy (made, text), *words[32], *at = copy, *word;
  size_t count = 0;
  SCOPED_BYTES to = { 0 };

  while ((word = strsep (&at, " ")) != NULL && count < 32)
    if (*word != '\0')
      words[count++] = word;
  qsort (words, count, sizeof *words, compare_words);
  for (size_t i = 0; i < count; i++)
    bytes_printf (&to, "%s%s", i > 0 ? " " : "", words[i]);
  return arena_copy (made, bytes_text (&to));
}

/* Each case with memory of its own and with memory that is kept. */
static void
test_cases (void)
{
  struct check_memory *memory = check_memory_new (form);
  struct findings findings = { 0 };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct check check;
    const char *first;

    start_from_good ();
    put (cases[i].values);
    check = check_on (cases[i].received);
    findings_clear (&findings);
    check_form (&check, &findings);
    first = found (&findings);
    check.memory = memory;
    findings_clear (&findings);
    check_form (&check, &findings);
    if (!ok (strcmp (sorted (first), sorted (cases[i].finds)) == 0
               && strcmp (first, found (&findings)) == 0,
             "check_form: %s", cases[i].name))
      printf ("# wanted %s\n# got    %s\n# then   %s\n", cases[i].finds, first,
              found (&findings));
  }
  findings_free (&findings);
  check_memory_free (memory);
}

/* Required and limits in the form's order, then persons, then rules. */
static void
test_order (void)
{
  struct check check;
  struct findings findings = { 0 };

  start_from_good ();
  put ("nk_ho_ten=\nso_ky=6\nme_so=079097000456\nnk_loai=1\nnk_so=C1234567\n");
  check = check_on (NULL);
  check_form (&check, &findings);
  if (!ok (
        strcmp (found (&findings), "R:nk_ho_ten R:so_ky R:nk_so R:me_so N:N1")
          == 0,
        "check_form: fields, then persons, then rules"))
    printf ("# got %s\n", found (&findings));
  findings_free (&findings);
}

static void
test_sentences (void)
{
  static const struct {
    const char *values, *id, *says;
  } said[] = {
    { "nk_ho_ten=\n", "nk_ho_ten", "fill in \"Họ tên\"" },
    { "so_ky=6\n", "so_ky", "\"Số kỳ\" must be at most 5" },
    { "ngay=2026-11-22\n", "ngay", "\"Ngày\" must not be after 21/11/2026" },
    { "nguoi=[{\"ten\":\"Lê A\"},{\"ten\":\"Lê B\"},{\"ten\":\"Lê C\"},"
      "{\"ten\":\"Lê D\"}]\n",
      "nguoi", "\"Thành viên\" may have at most 3 rows" },
    { "nguoi=[{\"gia\":\"1\"}]\n", "nguoi", "row 1: fill in \"Tên\"" },
    { "", "N1", "Nên biết." },
  };

  for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
    struct check check;
    struct findings findings = { 0 };
    const char *got = "";

    start_from_good ();
    put (said[i].values);
    check = check_on (NULL);
    check_form (&check, &findings);
    for (size_t f = 0; f < findings.count; f++)
      if (strcmp (findings.at[f].id, said[i].id) == 0)
        got = arena_copy (made, findings.at[f].text);
    if (!ok (strcmp (got, said[i].says) == 0, "it says: %s", said[i].says))
      printf ("# got \"%s\"\n", got);
    findings_free (&findings);
  }
}

/* What could not be read has its own finding; what compares it waits. */
static void
test_unread (void)
{
  static const struct {
    const char *name, *key, *values, *finds;
  } waiting[] = {
    { "required", "nk_ho_ten", "nk_ho_ten=\n", "N:N1" },
    { "a rule that names it", "loai", "loai=\nnk_loai=3\nghi=\n", "" },
    { "functions", "me_ho_ten", "nk_loai=3\n", "N:N1" },
    { "but hidden it counts for nothing", "me_ho_ten", "loai=2\nnk_loai=3\n",
      "W:T1" },
  };

  for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++) {
    struct findings findings = { 0 };
    struct check check;

    start_from_good ();
    put (waiting[i].values);
    unread[form_field_named (form, waiting[i].key)] = true;
    check = check_on (NULL);
    check.unread = unread;
    check_form (&check, &findings);
    if (!ok (strcmp (found (&findings), waiting[i].finds) == 0, "unread: %s",
             waiting[i].name))
      printf ("# wanted %s\n# got    %s\n", waiting[i].finds,
              found (&findings));
    unread[form_field_named (form, waiting[i].key)] = false;
    findings_free (&findings);
  }
}

/* Wards that were recognised before are taken as they are. */
static void
test_wards (void)
{
  static const struct {
    uint32_t ward;
    const char *finds;
  } given[] = { { 0, "W:nk_noi_o N:N1" }, { 26740, "N:N1" } };

  for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
    struct findings findings = { 0 };
    struct check check;

    start_from_good ();
    put ("nk_noi_o=12 Lê Lợi\n");
    check = check_on (NULL);
    check.wards = &given[i].ward;
    check_form (&check, &findings);
    ok (strcmp (found (&findings), given[i].finds) == 0,
        "wards: %u is taken as it is", given[i].ward);
    findings_free (&findings);
  }
}

/* A name under a heading that names nobody is nobody's. */
static void
test_facts (void)
{
  ok (form->fields[form_field_named (form, "nk_ho_ten")].fact == HOSO_FULL_NAME
        && form->fields[form_field_named (form, "cho_ten")].fact
             == HOSO_NO_FACT,
      "facts: of persons alone");
}

static void
test_asked (void)
{
  static const struct {
    const char *values, *key;
    bool shown, needed;
  } asked[] = {
    { "", "nk_ho_ten", true, true },
    { "", "nk_so", true, false },
    { "loai=1\n", "me_ho_ten", true, true },
    { "loai=2\n", "me_ho_ten", false, false },
    { "", "ghi", true, true },
    { "loai=1\n", "ghi", false, false },
    { "", "cho", true, false },
  };

  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
    uint16_t f = form_field_named (form, asked[i].key);
    struct check check;

    start_from_good ();
    put (asked[i].values);
    check = check_on (NULL);
    ok (check_shown (&check, f) == asked[i].shown
          && check_needed (&check, f) == asked[i].needed,
        "%s is %sshown, %sneeded", asked[i].key, asked[i].shown ? "" : "not ",
        asked[i].needed ? "" : "not ");
  }
}

int
main (void)
{
  form = made_form ();
  test_cases ();
  test_order ();
  test_sentences ();
  test_unread ();
  test_wards ();
  test_facts ();
  test_asked ();
  made_free (form);
  return tap_done ();
}
