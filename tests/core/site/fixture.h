/* fixture.h - a site in a folder of its own, a small procedure, dossiers. */
#ifndef TESTS_SITE_FIXTURE_H
#define TESTS_SITE_FIXTURE_H

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"
#include "site/site.h"
#include "tests/core/made-form.h"
#include "tests/tap.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the procedure ---- */

static const struct hoso_field test_fields[] = {
  HOSO_PERSON ("nk", "Người khai", .role = HOSO_BOTH),
  HOSO_FIELD (NAME, REQUIRED, "nk_ho_ten", "Họ tên"),
  HOSO_FIELD (DATE, OPTIONAL, "nk_ngay_sinh", "Ngày sinh", .fact = HOSO_BIRTH,
              .max = "received"),
  HOSO_FIELD (ADDRESS, OPTIONAL, "nk_noi_o", "Nơi ở"),
  HOSO_SECTION ("Khác"),
  HOSO_FIELD (WHOLE, REQUIRED, "so", "Số"),
  HOSO_FIELD (NOTES, OPTIONAL, "ghi_chu", "Ghi chú", .chars = 20000),
  HOSO_END_OF_FORM
};

enum { NAME_, BIRTH_, HOME_, NUMBER_, NOTES_, TEST_FIELDS };

static const struct hoso_rule test_rules[] = {
  HOSO_RULE (REFUSE, "R1", "so", "so != 13", "Số 13 không dùng."),
  HOSO_RULE (WARN, "W1", "so", "so < 1000000", "Số lớn quá."),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (.name = "thu", .code = "9.000001", .revision = 1,
               .title = "Thử", .area = "Thử", .form = test_fields,
               .rules = test_rules,
               .uniques = HOSO_UNIQUES (
                 HOSO_UNIQUE (WARN, "U1", "nk_ho_ten;so", "Trùng hồ sơ.")),
               .terms = HOSO_TERMS (HOSO_TERM (3, WORK_DAYS)));

/* ---- the site ---- */

static char test_top[PATH_MAX];    /* made once, removed at the end          */
static char test_folder[PATH_MAX]; /* of the site                            */
static pid_t test_owner;

static void
test_remove (void)
{
  if (getpid () != test_owner)
    return;
  site_stop (test_folder, NULL);
  folder_remove (test_top, NULL);
}

__attribute__ ((unused, noreturn)) static void
bail_out (const struct error *e)
{
  printf ("Bail out! %s\n", e->text);
  fflush (stdout);
  exit (1);
}

/* Says why a call failed; true when it did not. */
__attribute__ ((unused)) static bool
went (enum outcome got, const struct error *e)
{
  if (got != OK)
    printf ("# outcome %d: %s\n", got, e->text);
  return got == OK;
}

/* Makes the folders, and a site when NAME is not NULL.  The test is what a
 * client starts: then it is the server, and nothing else.
 */
__attribute__ ((unused)) static void
test_start (int argc, char **argv, const char *name)
{
  const char *tmp = getenv ("TMPDIR");
  struct config c = { .name = "UBND Phường Thử", .ward = "26740" };
  struct error e = { 0 };

  language_start ("", EN);
  if (argc == 5 && strcmp (argv[3], "serve") == 0)
    exit (server_spawned (argv[2]));

  snprintf (test_top, sizeof test_top, "%s/hoso-site-XXXXXX",
            tmp != NULL ? tmp : "/tmp");
  if (mkdtemp (test_top) == NULL) {
    printf ("Bail out! no folder %s\n", test_top);
    exit (1);
  }
  test_owner = getpid ();
  atexit (test_remove);
  snprintf (test_folder, sizeof test_folder, "%.2000s/%.200s", test_top,
            name == NULL ? "site" : name);
  if (name == NULL)
    return;
  snprintf (c.identity.office, sizeof c.identity.office, "H29.22.1");
  snprintf (c.folder, sizeof c.folder, "%s", test_folder);
  if (config_make (&c, NULL, &e) != OK)
    bail_out (&e);
}

__attribute__ ((unused)) static struct site *
test_open (void)
{
  struct error e = { 0 };
  struct site *s;

  if (site_open (&s, test_folder, true, &e) != OK)
    bail_out (&e);
  return s;
}

__attribute__ ((unused)) static uint16_t
test_register (struct site *s, const struct form *form)
{
  struct error e = { 0 };
  uint16_t procedure;

  if (site_register (s, form, &procedure, &e) != OK)
    bail_out (&e);
  return procedure;
}

/* ---- dossiers ---- */

/* One to be saved, with room for its values. */
struct dossier {
  struct to_save save;
  const char *texts[TEST_FIELDS];
  uint32_t wards[1];
  struct values values;
  char number[16];
};

/* Dossier number N, complete and new; its id says N and WHO. */
__attribute__ ((unused)) static void
dossier_make (struct dossier *d, const struct form *form, uint16_t procedure,
              uint32_t who, uint32_t n)
{
  *d = (struct dossier){
    .texts = { "Nguyễn Văn An", "2001-02-03", "", d->number, "" },
    .save = {
      .action = CREATE,
      .form = form,
      .procedure = procedure,
      .values = &d->values,
      .state = 2,
      .received = 1795222800000000ull, /* 2026-11-21T08:00+07:00 */
      .take_warnings = true,
    },
  };
  snprintf (d->number, sizeof d->number, "%u", 1000 + n);
  d->values = (struct values){ .texts = d->texts, .wards = d->wards };
  memcpy (d->save.id, &who, 4);
  memcpy (d->save.id + 4, &n, 4);
  memcpy (d->save.id + 8, "dossiers", 8);
}

__attribute__ ((unused)) static const char *
verdict_name (enum verdict v)
{
  static const char *const names[] = { "saved", "duplicate", "refused",
                                       "conflict", "failed" };

  return v <= FAILED ? names[v] : "?";
}

/* Verifies the whole store through the server; the number of problems. */
static void
print_problem (void *with, const char *sentence)
{
  (void) with;
  printf ("# %s\n", sentence);
}

__attribute__ ((unused)) static uint64_t
test_verify (struct site *s)
{
  struct verify v = { 0 };
  struct error e = { 0 };

  if (!went (site_verify (s, &v, print_problem, NULL, NULL, &e), &e))
    return v.problems + 1;
  return v.problems;
}

#endif
