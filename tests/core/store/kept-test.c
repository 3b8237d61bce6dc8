/* kept-test.c - what is kept beside the records: forms, accounts, drafts,
 * answered requests.
 */

#include "tests/core/store/forms.h"

#include "form/declare.h"

static struct store *s;
static struct error e;

/* ---- forms -------------------------------------------------------------- */

/* The form with its first field changed. */
static struct form_field changed_fields[FIELDS];

static struct form
changed_form (const char *label, uint8_t kind, uint16_t revision)
{
  struct form form = test_form;

  memcpy (changed_fields, test_fields, sizeof changed_fields);
  changed_fields[0].label[0] = label;
  changed_fields[0].kind = kind;
  form.fields = changed_fields;
  form.revision = revision;
  return form;
}

static enum outcome
registered (const struct form *form, uint16_t *procedure)
{
  enum outcome done;

  store_begin (s, &e);
  done = store_register (s, form, procedure, &e);
  if (done == OK)
    return store_commit (s, &e);
  store_abort (s);
  return done;
}

static const char *
label (uint16_t procedure, uint16_t revision)
{
  const struct form *form;

  return store_form (s, procedure, revision, &form, &e) == OK
           ? form->fields[0].label[0]
           : "none";
}

static void
test_catalog (void)
{
  struct form labelled = changed_form ("Họ và tên", HOSO_NAME, 1);
  const struct form *first, *again;
  uint16_t number = 0;

  ok (registered (&test_form, &number) == OK && number == 1,
      "the first procedure gets number 1");
  ok (registered (&marriage_form, &number) == OK && number == 2,
      "the second number 2");
  ok (registered (&test_form, &number) == OK && number == 1,
      "the same again is the same");
  ok (store_form (s, 1, 1, &first, &e) == OK
        && store_form (s, 1, 1, &again, &e) == OK && first == again,
      "a form is decoded once");

  ok (registered (&labelled, &number) == OK && number == 1
        && strcmp (label (1, 1), "Họ và tên") == 0,
      "labels may change");
  ok (strcmp (first->fields[0].label[0], "Họ tên") == 0,
      "who holds the old form keeps it");
  ok (registered (&test_form, &number) == OK
        && store_form (s, 1, 1, &again, &e) == OK && again == first,
      "and change back");
}

static void
test_revisions (void)
{
  struct form other = changed_form ("Họ tên", HOSO_TEXT, 1);
  uint16_t number = 0;

  ok (registered (&other, &number) == ERR_INPUT
        && strstr (e.text, "raise") != NULL,
      "a kind may not: %s", e.text);
  other.revision = 2;
  ok (registered (&other, &number) == OK && number == 1
        && store_last_revision (s, 1) == 2 && store_procedure_count (s) == 2,
      "but under another revision");
  ok (store_procedure_numbered (s, "9.000002") == 2
        && store_procedure_numbered (s, "9") == 0
        && store_last_revision (s, 3) == 0,
      "procedures are known by code and number");
  ok (strcmp (label (1, 3), "none") == 0 && e.kind == ERR_ABSENT,
      "a form that nobody registered is not there");
}

static void
test_declared (void)
{
  SCOPED_BYTES declared = { 0 };
  struct form *form = NULL;

  ok (store_declared (s, 2, 1, &declared, &e) == OK
        && form_of_declared (declared.at, declared.len, &form, &e) == OK
        && strcmp (form->code, "9.000002") == 0,
      "a form is given as it was declared");
  form_free (form);
}

static void
test_abort (void)
{
  struct form form = changed_form ("Mới", HOSO_NAME, 1);
  uint16_t number = 0;
  uint32_t officer = 0;

  form.code = "9.000003";
  store_begin (s, &e);
  store_register (s, &form, &number, &e);
  store_officer (s, "khach", &officer, &e);
  ok (number == 3 && strcmp (label (3, 1), "Mới") == 0
        && store_officer_name (s, officer) != NULL,
      "what is registered is known within its transaction");
  store_abort (s);
  ok (store_procedure_numbered (s, "9.000003") == 0
        && strcmp (label (3, 1), "none") == 0
        && store_officer_name (s, officer) == NULL,
      "and forgotten when that is aborted");
  form.code = "9.000004";
  form.fields = test_fields;
  ok (registered (&form, &number) == OK && number == 3
        && strcmp (label (3, 1), "Họ tên") == 0,
      "its number is given to the next");
}

/* ---- accounts ----------------------------------------------------------- */

static void
test_officers (void)
{
  uint32_t one = 0, other = 0, again = 0;

  store_begin (s, &e);
  ok (store_officer (s, "lan", &one, &e) == OK && one == 1
        && store_officer (s, "minh", &other, &e) == OK && other == 2
        && store_officer (s, "lan", &again, &e) == OK && again == 1,
      "accounts get numbers at first sight");
  store_commit (s, &e);
  ok (store_officer (s, "", &again, &e) == ERR_INPUT, "one without a name not");
  ok (strcmp (store_officer_name (s, 2), "minh") == 0
        && store_officer_name (s, 0) == NULL
        && store_officer_name (s, 9) == NULL,
      "an account is known by its number");
}

/* ---- drafts ------------------------------------------------------------- */

static bool
add_draft (void *with, const struct draft *d)
{
  bytes_printf (with, "%.16s/%u/%s/%.*s ", (const char *) d->id, d->officer,
                d->procedure, (int) d->values.len, (const char *) d->values.at);
  return true;
}

static void
drafts (const char *name, uint32_t officer, const char *want)
{
  SCOPED_BYTES seen = { 0 };

  store_drafts (s, officer, add_draft, &seen, &e);
  if (!ok (strcmp (bytes_text (&seen), want) == 0, "drafts: %s", name))
    printf ("# wanted \"%s\" got \"%s\"\n", want, bytes_text (&seen));
}

static void
test_drafts (void)
{
  struct draft d = { .id = "draft number one",
                     .officer = 1,
                     .terminal = 3,
                     .procedure = "9.000001",
                     .time = 5,
                     .values = text_slice ("abc") };
  struct draft got;
  SCOPED_BYTES hold = { 0 };

  ok (store_draft_put (s, &d, &e) == OK, "a draft is kept");
  d.values = text_slice ("abcd");
  store_draft_put (s, &d, &e);
  memcpy (d.id, "draft number two", ID_SIZE);
  d.officer = 2;
  store_draft_put (s, &d, &e);
  drafts ("all", 0,
          "draft number one/1/9.000001/abcd draft number two/2/9.000001/abcd ");
  drafts ("an officer's", 2, "draft number two/2/9.000001/abcd ");
  ok (store_draft_get (s, d.id, &got, &hold, &e) == OK && got.terminal == 3
        && got.time == 5 && slice_is (got.values, "abcd"),
      "one is given back");
  ok (store_draft_drop (s, d.id, &e) == OK
        && store_draft_drop (s, d.id, &e) == ERR_ABSENT
        && store_draft_get (s, d.id, &got, &hold, &e) == ERR_ABSENT,
      "and dropped");
}

/* ---- answered requests -------------------------------------------------- */

static const unsigned char client[ID_SIZE] = "a certain client";
static const unsigned char stranger[ID_SIZE] = "another, b.older";

/* That of a request which changed nothing: there are no changes here. */
static bool
answered (const unsigned char who[ID_SIZE], uint64_t number)
{
  uint64_t first = 1, last = 1;

  return store_answered (s, who, number, &first, &last, &e) == OK && first == 0
         && last == 0;
}

static void
answer (const unsigned char who[ID_SIZE], uint64_t number, uint64_t time)
{
  store_answer (s, who, number, 0, 0, time, &e);
}

static void
test_requests (void)
{
  uint64_t now = test_day (0), hours = 3600 * 1000000ull;
  unsigned kept = 0;

  answer (stranger, 1, now - 25 * hours);
  answer (stranger, 2, now - 23 * hours);
  for (uint64_t n = 1; n <= 60; n += 3)
    answer (client, n, now);
  ok (answered (client, 58), "a request that was answered is known");
  ok (!answered (client, 59), "one that was not is not");
  ok (answered (stranger, 1), "other clients' answers stay");
  for (uint64_t n = 1; n <= 60; n++)
    kept += answered (client, n);
  ok (kept == 16 && answered (client, 13), "sixteen of a client are kept");

  store_close (s);
  s = test_open ();
  ok (!answered (stranger, 1) && answered (stranger, 2)
        && answered (client, 58),
      "those of yesterday go when the store is opened");
}

static void
test_again (void)
{
  const struct form *form;

  ok (store_procedure_count (s) == 3 && store_last_revision (s, 1) == 2
        && store_form (s, 1, 2, &form, &e) == OK
        && form->fields[0].kind == HOSO_TEXT,
      "forms are there when the store is opened again");
  ok (strcmp (store_officer_name (s, 1), "lan") == 0, "so are accounts");
}

/* ---- without end -------------------------------------------------------- */

/* How many drafts of VALUES OFFICER may have more. */
static unsigned
drafts_taken (uint32_t officer, struct slice values)
{
  struct draft d = { .officer = officer, .values = values };
  unsigned n = 0;

  for (; n < 2 * DRAFTS_EACH; n++) {
    memcpy (d.id, &n, sizeof n);
    memcpy (d.id + 4, &officer, sizeof officer);
    if (store_draft_put (s, &d, &e) != OK)
      break;
  }
  return n;
}

static void
test_drafts_without_end (void)
{
  static unsigned char much[RECORD_MOST];
  struct slice large = { much, sizeof much };
  struct draft d = { .officer = 9, .values = text_slice ("a") };
  unsigned many = drafts_taken (7, text_slice ("a"));
  unsigned long long bytes = drafts_taken (8, large) * sizeof much;

  ok (many == DRAFTS_EACH && e.kind == ERR_INPUT, "an officer has %u drafts",
      many);
  ok (bytes == DRAFTS_EACH_BYTES, "or %llu bytes of them", bytes);
  ok (store_draft_put (s, &d, &e) == OK, "another one may have his own");
  d = (struct draft){ .id = { 1 }, .officer = 7, .values = text_slice ("b") };
  memset (d.id + 4, 0, 4);
  d.id[4] = 7;
  ok (store_draft_put (s, &d, &e) == OK, "a draft that is there may change");
  d.officer = 9;
  ok (store_draft_put (s, &d, &e) == ERR_INPUT, "by its officer alone");
  d.officer = 7;
  ok (store_draft_drop (s, d.id, &e) == OK && store_draft_put (s, &d, &e) == OK,
      "and one is taken for each that goes");
}

static void
test_officers_without_end (void)
{
  char account[32];
  uint32_t number;
  enum outcome done = OK;
  unsigned n = 0;

  store_begin (s, &e);
  for (; n < 2 * OFFICERS_MOST && done == OK; n++) {
    snprintf (account, sizeof account, "a%u", n);
    done = store_officer (s, account, &number, &e);
  }
  ok (done == ERR_INPUT && n <= OFFICERS_MOST, "accounts have an end");
  ok (store_officer (s, "a1", &number, &e) == OK, "those that are known stay");
  store_abort (s);
}

static void
test_forms_without_end (void)
{
  struct form form = changed_form ("Mới", HOSO_NAME, 1);
  static char longest[FORM_MOST];
  char code[32];
  uint16_t number;
  enum outcome done = OK;
  unsigned n = 0;

  memset (longest, 'x', sizeof longest - 1);
  store_begin (s, &e);
  for (form.code = code; n < 2 * FORMS_MOST && done == OK; n++) {
    snprintf (code, sizeof code, "8.%06u", n);
    done = store_register (s, &form, &number, &e);
  }
  ok (done == ERR_INPUT && n <= FORMS_MOST, "forms have an end: %u", n);
  form.code = test_form.code;
  ok (store_register (s, &test_form, &number, &e) == OK, "known ones stay");
  store_abort (s);
  store_begin (s, &e);
  form = changed_form (longest, HOSO_NAME, 77);
  ok (store_register (s, &form, &number, &e) == ERR_INPUT,
      "so has what one may say");
  store_abort (s);
}

int
main (void)
{
  setenv ("HOSO_CLOCK", "2026-11-21T08:00:00+07:00", 1);
  test_start ();
  s = test_create ();
  test_catalog ();
  test_revisions ();
  test_declared ();
  test_officers ();
  test_abort ();
  test_drafts ();
  test_requests ();
  test_again ();
  test_drafts_without_end ();
  test_officers_without_end ();
  test_forms_without_end ();
  store_close (s);
  return tap_done ();
}
