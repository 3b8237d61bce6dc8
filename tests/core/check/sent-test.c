/* sent-test.c - what is found in values that did not come through a session:
 * their kinds, then all that is found in a form.
 */

#include "tests/core/check/dossiers.h"

/* Values that came over the socket, not through a session. */
static void
test_kinds (void)
{
  static const struct {
    const char *name, *values, *finds;
  } spelled[] = {
    { "as stored", "ngay=2026-11-21\nso_ky=3\n", "N:N1" },
    { "a date as typed", "ngay=21/11/2026\n", "R:ngay" },
    { "a choice by its label", "loai=Một\n", "R:loai" },
    { "no such choice", "loai=9\n", "R:loai" },
    { "no number", "so_ky=x\n", "R:so_ky" },
    { "blanks", "ghi= x\n", "R:ghi" },
    { "not UTF-8", "ghi=\xff\n", "R:ghi" },
    { "not NFC", "nk_ho_ten=Nguye\u0302\u0303n An\n", "R:nk_ho_ten" },
    { "no table", "nguoi=x\n", "R:nguoi" },
  };

  for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++) {
    const char *given[FIELDS_MOST];
    struct findings findings = { 0 };
    struct check check;
    bool fits;

    start_from_good ();
    put (spelled[i].values);
    check = check_on (NULL);
    fits = check_sent (&check, given, made, &findings);
    if (!ok (strcmp (found (&findings), spelled[i].finds) == 0
               && fits == (spelled[i].finds[0] == 'N'),
             "check_sent, kinds: %s", spelled[i].name))
      printf ("# wanted %s got %s\n", spelled[i].finds, found (&findings));
    findings_free (&findings);
  }
}

/* Everything that is found, in words. */
static const char *
told (const struct findings *findings)
{
  SCOPED_BYTES to = { 0 };

  bytes_add_text (&to, found (findings));
  for (size_t i = 0; i < findings->count; i++)
    bytes_printf (&to, "; %s", findings->at[i].text);
  return arena_copy (made, bytes_text (&to));
}

/* What is found and given by steps that look at each value anew. */
static const char *
told_slowly (struct check check, const char **given)
{
  struct findings findings = { 0 };
  bool shown[FIELDS_MOST];
  const char *said;

  check.memory = NULL;
  check_give (&check, given, shown, made);
  check.values = given;
  check.shown = shown;
  check_form (&check, &findings);
  said = told (&findings);
  findings_free (&findings);
  return said;
}

/* The same is found and given when every value is looked at once, with what
 * the cases before left in the memory.
 */
static void
test_sent (void)
{
  struct check_memory *memory = check_memory_new (form);
  unsigned fit = 0;

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *given[FIELDS_MOST], *slowly[FIELDS_MOST], *want, *got;
    struct findings findings = { 0 };
    struct check check;
    bool same = true;

    start_from_good ();
    put (cases[i].values);
    check = check_on (cases[i].received);
    check.memory = memory;
    if (check_sent (&check, given, made, &findings)) {
      fit++;
      got = told (&findings);
      want = told_slowly (check, slowly);
      for (uint16_t f = 0; f < form->n_fields; f++)
        same &= strcmp (given[f], slowly[f]) == 0;
      if (!ok (same && strcmp (got, want) == 0, "check_sent: %s",
               cases[i].name))
        printf ("# wanted %s\n# got    %s\n", want, got);
    }
    findings_free (&findings);
  }
  if (!ok (fit > sizeof cases / sizeof *cases / 2, "most are of their kinds"))
    printf ("# %u\n", fit);
  check_memory_free (memory);
}

/* A code that was found to be stored so is asked about again on another day,
 * in another field, and when it is another one.
 */
static void
test_codes (void)
{
  static const struct {
    const char *values, *received;
    bool fits;
  } dossiers[] = {
    { "loai=4\n", "2025-06-01", true },
    { "loai=4\n", "2025-06-01", true },
    { "loai=4\n", "2026-06-01", false },
    { "loai=4\n", "2025-06-01", true },
    { "loai=3\n", "2026-06-01", true },
    { "nk_gioi_tinh=4\n", "2025-06-01", false },
    { "nk_gioi_tinh=2\n", "2025-06-01", true },
    { "loai=3x\n", "2026-06-01", false },
    { "loai=03\n", "2026-06-01", false },
    { "loai=3333333\n", "2026-06-01", false },
    { "loai=33333333\n", "2026-06-01", false },
    { "loai=3\n", "2026-06-01", true },
  };
  struct check_memory *memory = check_memory_new (form);

  for (size_t i = 0; i < sizeof dossiers / sizeof *dossiers; i++) {
    const char *given[FIELDS_MOST];
    struct findings findings = { 0 };
    struct check check;

    start_from_good ();
    put (dossiers[i].values);
    check = check_on (dossiers[i].received);
    check.memory = memory;
    ok (check_sent (&check, given, made, &findings) == dossiers[i].fits,
        "received on %s: %.*s %s", dossiers[i].received,
        (int) strcspn (dossiers[i].values, "\n"), dossiers[i].values,
        dossiers[i].fits ? "is a code" : "is none");
    findings_free (&findings);
  }
  check_memory_free (memory);
}

int
main (void)
{
  form = made_form ();
  test_kinds ();
  test_sent ();
  test_codes ();
  made_free (form);
  return tap_done ();
}
