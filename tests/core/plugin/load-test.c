/* load-test.c - one plugin, from its file: older, newer, odd, none. */

#include "tests/core/plugin/fixture.h"
#include "tests/tap.h"

/* What each module comes to: a word of the problem, or NULL when it loads. */
static const struct {
  const char *module, *problem, *also;
} cases[] = {
  { "good", NULL, NULL },
  { "other-abi", "ABI 2", "has 1" },
  { "newer-quiet", NULL, NULL },
  { "newer-used", "newer-used.so: struct hoso_rule", "newer hoso" },
  { "kind-like", NULL, NULL },
  { "kind-alone", "kind 99", "kind.c:11:" },
  { "no-plugin", "no hoso plugin", "no-plugin.so" },
  { "faulty", "faulty.c:6:", "nk_tuoi" },
  { "missing", "missing.so", "No such file" },
};

static void
test_case (size_t i)
{
  const char *wanted = cases[i].problem;
  struct procedure p;
  struct error e = { 0 };
  enum outcome got = procedure_load (module_path (cases[i].module), &p, &e);
  bool good;

  if (wanted == NULL)
    good = got == OK && p.form != NULL && p.problem == NULL;
  else
    good = got != OK && p.form == NULL && p.problem != NULL
           && strcmp (p.problem, e.text) == 0 && strstr (e.text, wanted) != NULL
           && strstr (e.text, cases[i].also) != NULL;
  if (!ok (good, "%s %s", cases[i].module,
           wanted == NULL ? "loads" : "is refused"))
    printf ("# wanted %s, %s; got %d %s\n", wanted == NULL ? "" : wanted,
            wanted == NULL ? "" : cases[i].also, got, e.text);
  procedure_unload (&p);
}

/* The newer plugin's fields are as far apart as its own struct is wide. */
static void
test_newer (void)
{
  struct procedure p;
  const struct form *f;

  procedure_load (module_path ("newer-quiet"), &p, NULL);
  f = p.form;
  ok (f != NULL && f->n_fields == 2 && f->n_rules == 2
        && strcmp (f->fields[1].key, "nk_ngay_sinh") == 0
        && f->fields[1].max != NULL && strcmp (f->rules[1].id, "T2") == 0,
      "its arrays are walked with its own stride");
  procedure_unload (&p);
}

static void
test_kind (void)
{
  struct procedure p;

  procedure_load (module_path ("kind-like"), &p, NULL);
  ok (p.form != NULL && p.form->fields[1].kind == HOSO_TEXT,
      "a kind to come is shown as the one it is like");
  ok (p.note != NULL && strstr (p.note, "kind.c:11:") != NULL
        && strstr (p.note, "TEXT") != NULL,
      "and that is noted");
  procedure_unload (&p);
}

static void
test_made (void)
{
  struct procedure p;
  const struct form *f;

  procedure_load (module_path ("good"), &p, NULL);
  f = p.form;
  ok (f != NULL && strcmp (f->name, "tot") == 0 && f->n_headings == 1
        && f->headings[0].count == 1 && f->fields[0].heading == 0
        && f->fields[0].fact == HOSO_FULL_NAME && f->fields[0].chars == 60
        && f->fields[0].since == 1 && f->until == INT32_MAX,
      "a form has what the plugin declares");
  ok (p.note == NULL && p.remarks == NULL && procedure_samples (&p) == 0,
      "nothing is said of it");
  procedure_unload (&p);
  ok (p.form == NULL && p.path == NULL, "unloaded");
}

int
main (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i);
  test_newer ();
  test_kind ();
  test_made ();
  return tap_done ();
}
