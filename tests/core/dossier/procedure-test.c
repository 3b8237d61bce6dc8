/* procedure-test.c - deadline, fees, papers and facts of a real procedure. */

#include "area/area.h"
#include "base/clock.h"
#include "dossier/calendar.h"
#include "dossier/due.h"
#include "dossier/facts.h"
#include "dossier/fee.h"
#include "plugin/plugin.h"
#include "tests/tap.h"
#include "text/date.h"

#include <inttypes.h>
#include <string.h>

/* The birth registration's first sample, changed by "key=value" lines. */
static const struct {
  const char *name, *changes, *received;
  const char *due, *rule, *fees, *papers;
} cases[] = {
  { "in time", "", "2026-11-20T09:00", "2026-11-20T17:00",
    "the same day (Luật Hộ tịch Đ16)", "- 16000", "1 0 0 0 1 1" },
  { "in the afternoon", "", "2026-11-20T15:00", "2026-11-23T17:00",
    "the same day, received from 15:00: next working day"
    " (Luật Hộ tịch Đ16)",
    "- 16000", "1 0 0 0 1 1" },
  { "abandoned", "ks_loai=2\nkh_so=\n", "2026-11-20T09:00", "2026-11-27T17:00",
    "7 days (NĐ 123/2015 Đ14: niêm yết 07 ngày)", "- 16000",
    "0 1 0 0 1 0" },
  { "late, no copies, by somebody authorised",
    "loai_dang_ky=2\nso_ban_sao=\nnyc_quan_he=7\n", "2026-11-20T09:00",
    "2026-11-20T17:00", "the same day (Luật Hộ tịch Đ16)", "5000 -",
    "1 0 0 1 1 1" },
};

static const struct form *form;
static struct arena *arena;

/* Puts "key=value" lines into V; an address is recognised as at a save. */
static void
put_lines (struct values *v, const char *lines)
{
  while (*lines != '\0') {
    size_t len = strcspn (lines, "\n"), key = strcspn (lines, "=");
    uint16_t i = form_field_named (form, arena_copy_len (arena, lines, key));
    int place;

    v->texts[i] = arena_copy_len (arena, lines + key + 1, len - key - 1);
    place = form_address_place (form, i);
    if (place >= 0)
      v->wards[place] = area_ward_of (v->texts[i]);
    lines += len + (lines[len] == '\n');
  }
}

static struct values
values_of (const char *sample, const char *changes)
{
  struct values v = {
    .texts = arena_take (arena, form->n_fields * sizeof *v.texts),
    .wards = arena_take (arena, form_addresses (form) * sizeof *v.wards),
  };

  for (uint16_t i = 0; i < form->n_fields; i++)
    v.texts[i] = "";
  put_lines (&v, sample);
  put_lines (&v, changes);
  return v;
}

/* "- 16000": what each fee comes to. */
static void
list_fees (const struct scope *scope, struct bytes *to)
{
  for (unsigned i = 0; i < form->n_fees; i++) {
    int64_t amount;

    bytes_add_text (to, i > 0 ? " " : "");
    if (fee_due (form, scope, i, &amount))
      bytes_printf (to, "%" PRId64, amount);
    else
      bytes_add_char (to, '-');
  }
}

static void
list_papers (const struct scope *scope, struct bytes *to)
{
  for (unsigned i = 0; i < form->n_papers; i++)
    bytes_printf (to, "%s%d", i > 0 ? " " : "", paper_needed (form, scope, i));
}

static void
test_case (size_t i, const char *sample)
{
  SCOPED_BYTES rule = { 0 }, fees = { 0 }, papers = { 0 };
  struct values v = values_of (sample, cases[i].changes);
  struct scope scope = {
    .form = form,
    .values = v.texts,
    .wards = v.wards,
    .ward = "26740",
    .officer = "",
  };
  char due[CLOCK_TEXT];
  uint64_t received = 0;
  bool good;

  clock_read (cases[i].received, &received);
  scope.received = date_today (received);
  clock_text (due_of (form, &scope, received, &rule), due);
  list_fees (&scope, &fees);
  list_papers (&scope, &papers);
  good = strncmp (due, cases[i].due, strlen (cases[i].due)) == 0
         && strcmp (bytes_text (&rule), cases[i].rule) == 0
         && strcmp (bytes_text (&fees), cases[i].fees) == 0
         && strcmp (bytes_text (&papers), cases[i].papers) == 0;
  if (!ok (good, "birth: %s", cases[i].name))
    printf ("# %s, %s, %s, %s\n", due, bytes_text (&rule), bytes_text (&fees),
            bytes_text (&papers));
}

static void
test_facts (const char *sample)
{
  struct values v = values_of (sample, "");
  struct facts f = facts_of (form, &v, arena);

  if (!ok (strcmp (f.name, "NGUYỄN THỊ AN") == 0
             && strcmp (f.birth, "2026-10-31") == 0 && f.ward == 26740,
           "birth: the subject"))
    printf ("# %s, %s, %u\n", f.name, f.birth, f.ward);
  if (!ok (f.n_persons == 2 && f.persons[0].number == UINT64_C (79095000123)
             && f.persons[0].role == HOSO_APPLICANT
             && f.persons[1].number == UINT64_C (79197000456)
             && f.persons[1].role == HOSO_OTHER,
           "birth: persons with numbers"))
    printf ("# %zu\n", f.n_persons);
  /* The father declares it, and the three live together. */
  if (!ok (f.n_names == 3 && f.n_numbers == 2 && f.n_addresses == 1
             && f.n_births == 3 && f.n_uniques == 1,
           "birth: what it is found by"))
    printf ("# %zu %zu %zu %zu %zu\n", f.n_names, f.n_numbers, f.n_addresses,
            f.n_births, f.n_uniques);
}

/* Whatever the form: its first sample has a name, or nothing has. */
static void
test_every_procedure (const struct plugins *plugins)
{
  for (size_t i = 0; i < plugins_count (plugins); i++) {
    const struct procedure *p = plugins_at (plugins, i);
    struct values v;
    struct facts f;
    uint64_t received;

    if (p->form == NULL || procedure_samples (p) == 0)
      continue;
    form = p->form;
    v = values_of (procedure_sample (p, 0).values, "");
    f = facts_of (form, &v, arena);
    clock_read ("2026-11-20T09:00", &received);
    ok (f.name[0] != '\0' && f.n_names > 0, "%s: somebody's name", form->name);
    ok (form->n_terms == 0 || due_plain (form, received, NULL) > received,
        "%s: a deadline", form->name);
  }
}

int
main (void)
{
  struct plugins *plugins = plugins_load (NULL, NULL);
  const struct procedure *p;
  struct error e = { 0 };
  const char *sample;

  calendar_start (NULL, NULL);
  arena = arena_new ();
  if (!ok (plugins_find (plugins, "khai-sinh", &p, &e) == OK,
           "the birth registration is there")) {
    printf ("# %s\n", e.text);
    return tap_done ();
  }
  form = p->form;
  sample = procedure_sample (p, 0).values;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i, sample);
  test_facts (sample);
  test_every_procedure (plugins);
  arena_free (arena);
  plugins_free (plugins);
  return tap_done ();
}
