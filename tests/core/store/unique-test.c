/* unique-test.c - dossiers that are there already, and those that are not. */

#include "tests/core/store/forms.h"

static struct store *s;

/* What is found for D under FORM, as "U1 U2 ", into FOUND. */
static void
look (const struct form *form, const struct dossier *d, struct bytes *found,
      struct findings *findings)
{
  struct arena *arena = arena_new ();
  struct facts facts = facts_of (form, &d->save.values, arena);
  struct error e = { 0 };

  findings_clear (findings);
  if (!went (store_uniques (s, form, &d->save.values, &facts, d->save.id,
                            findings, &e),
             &e))
    bytes_add_text (found, "failed");
  arena_free (arena);
  for (size_t i = 0; i < findings->count; i++)
    bytes_printf (found, "%s ", findings->at[i].id);
}

static void
found_under (const struct form *form, const char *name, const struct dossier *d,
             const char *want)
{
  SCOPED_BYTES got = { 0 };
  struct findings findings = { 0 };

  look (form, d, &got, &findings);
  if (!ok (strcmp (bytes_text (&got), want) == 0, "%s", name))
    printf ("# wanted \"%s\" got \"%s\"\n", want, bytes_text (&got));
  findings_free (&findings);
}

static void
found (const char *name, const struct dossier *d, const char *want)
{
  found_under (&test_form, name, d, want);
}

static bool
save (const struct save *save)
{
  struct error e = { 0 };
  struct saved saved;

  store_begin (s, &e);
  return went (store_save (s, save, &saved, &e), &e)
         && store_commit (s, &e) == OK;
}

/* A marriage of two numbers before a third. */
static bool
marry (const char *a, const char *b, const char *witness)
{
  const char *texts[M_FIELDS] = {
    [M_A] = "Lê Văn Ba", [M_A_NUMBER] = a,     [M_B] = "Ngô Thị Tư",
    [M_B_NUMBER] = b,    [M_C] = "Lý Thị Năm", [M_C_NUMBER] = witness,
  };
  struct dossier d;

  dossier_make (&d, 900);
  d.save.id[0] = 'm';
  d.save.form = &marriage_form;
  d.save.head.procedure = 2;
  d.save.values = (struct values){ .texts = texts, .wards = d.wards };
  return save (&d.save);
}

static void
test_same_values (void)
{
  struct dossier d, other;

  dossier_make (&d, 1);
  found ("nothing is found in an empty store", &d, "");
  ok (save (&d.save), "a dossier is saved");
  found ("a dossier is not its own duplicate", &d, "");

  dossier_make (&other, 1);
  other.save.id[0] = 'x';
  found ("another with the same values is", &other, "U1 U2 ");
  other.texts[F_SUBJECT_NUMBER] = "001200000555";
  found ("also when only name and birth are", &other, "U1 ");
  other.texts[F_BIRTH] = "2026-10-30";
  found ("not when the birth is another", &other, "");
  other.texts[F_BIRTH] = "";
  found ("nor when it is empty", &other, "");
  other.texts[F_SUBJECT] = "Ai Đó";
  other.texts[F_SUBJECT_NUMBER] = d.texts[F_SUBJECT_NUMBER];
  found ("the number alone is enough", &other, "U2 ");
  other.texts[F_SUBJECT_NUMBER] = d.texts[F_NUMBER];
  found ("but not another person's of the dossier", &other, "");
}

static void
test_open_only (void)
{
  struct dossier d, other;

  dossier_make (&d, 1);
  dossier_make (&other, 1);
  other.save.id[0] = 'x';
  d.save.version_read = 1;
  d.save.head.state = 10;
  ok (save (&d.save), "the dossier ends");
  found ("then only the unique that counts ended ones is found", &other, "U1 ");
}

static void
test_other_procedure (void)
{
  struct dossier d;

  dossier_make (&d, 3);
  found ("nobody is married yet", &d, "");
  ok (marry ("001100000001", "001200000003", "001200000005"),
      "a marriage is saved");
  found ("a person is found among another procedure's", &d, "U3 U4 ");
  d.texts[F_SUBJECT_NUMBER] = "001200000005";
  found ("the witness is none of those who marry", &d, "U4 ");
  d.texts[F_SUBJECT_NUMBER] = "001200000004";
  found ("another person is not", &d, "");
}

/* Records of an older revision are compared by their keys, those of the form at
 * hand by their places.
 */
static void
test_revisions (void)
{
  static const struct form_unique uniques[] = {
    { .id = "U9", .text = TEST_LABEL ("Trẻ này đã có hồ sơ."),
      .fields = { F_BIRTH, F_SUBJECT }, .n_fields = 2, .severity = HOSO_WARN },
  };
  struct form_field fields[FIELDS];
  struct form newer = test_form;
  const struct form *known = NULL;
  struct dossier d;
  struct error e;

  dossier_make (&d, 1);
  d.save.id[0] = 'x';
  went (store_form (s, 1, 1, &known, &e), &e);
  found_under (known, "a record of the same form is found", &d, "U1 ");
  d.texts[F_SUBJECT] = "trần thị BINH";
  found_under (known, "written in another way, too", &d, "U1 ");
  d.texts[F_SUBJECT] = "Trần Thị Bình An";
  found_under (known, "one of another name is not", &d, "");

  memcpy (fields, test_fields, sizeof fields);
  fields[F_SUBJECT] = test_fields[F_BIRTH];
  fields[F_BIRTH] = test_fields[F_SUBJECT];
  newer.fields = fields;
  newer.uniques = uniques;
  newer.n_uniques = 1;
  d.texts[F_BIRTH] = "Trần Thị Bình";
  d.texts[F_SUBJECT] = "2026-10-31";
  found_under (&newer, "one of a form whose fields changed places is", &d,
               "U9 ");
  fields[F_SUBJECT].key = "dt_ngay";
  found_under (&newer, "but not without one of the fields", &d, "");
}

static void
test_sentence (void)
{
  SCOPED_BYTES ids = { 0 };
  struct findings f = { 0 };
  struct dossier d;

  dossier_make (&d, 1);
  d.save.id[0] = 'x';
  look (&test_form, &d, &ids, &f);
  ok (f.count == 1 && f.at[0].severity == HOSO_WARN
        && f.at[0].field == F_SUBJECT
        && strcmp (f.at[0].text, "Trẻ này đã có hồ sơ. (H29.22.1-261121-0001)")
             == 0,
      "the sentence names the other dossier");
  printf ("# %s\n", f.count > 0 ? f.at[0].text : "nothing");
  findings_free (&f);
}

int
main (void)
{
  test_start ();
  s = test_create ();
  test_register (s);
  test_same_values ();
  test_open_only ();
  test_other_procedure ();
  test_revisions ();
  test_sentence ();
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  store_close (s);
  return tap_done ();
}
