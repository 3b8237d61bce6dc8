/* forms.h - two small procedures, and dossiers of them, for tests. */
#ifndef TESTS_STORE_FORMS_H
#define TESTS_STORE_FORMS_H

#include "tests/core/store/fixture.h"

/* A certification: an applicant, a person it is about, a number in a book and
 * a table whose rows have numbers of their own.
 */
enum {
  F_NAME, F_NUMBER, F_HOME, F_SUBJECT, F_BIRTH, F_SUBJECT_NUMBER, F_BOOK,
  F_NOTES, F_PAPERS, FIELDS
};

#define TEST_LABEL(text) { text, text }

static const struct form_field test_columns[] = {
  { .key = "ten", .label = TEST_LABEL ("Tên"), .kind = HOSO_TEXT },
  { .key = "so_ct", .label = TEST_LABEL ("Số"), .kind = HOSO_SERIAL,
    .need = HOSO_GIVEN, .set = "CT" },
};

static const struct form_field test_fields[FIELDS] = {
  [F_NAME] = { .key = "nk_ho_ten", .label = TEST_LABEL ("Họ tên"),
               .kind = HOSO_NAME, .fact = HOSO_FULL_NAME, .heading = 0 },
  [F_NUMBER] = { .key = "nk_so", .label = TEST_LABEL ("Số ĐDCN"),
                 .kind = HOSO_PERSON_ID, .fact = HOSO_ID_NUMBER },
  [F_HOME] = { .key = "nk_noi_o", .label = TEST_LABEL ("Nơi ở"),
               .kind = HOSO_ADDRESS, .fact = HOSO_RESIDENCE },
  [F_SUBJECT] = { .key = "dt_ho_ten", .label = TEST_LABEL ("Họ tên"),
                  .kind = HOSO_NAME, .fact = HOSO_FULL_NAME, .heading = 1 },
  [F_BIRTH] = { .key = "dt_ngay_sinh", .label = TEST_LABEL ("Ngày sinh"),
                .kind = HOSO_DATE, .fact = HOSO_BIRTH, .heading = 1 },
  [F_SUBJECT_NUMBER] = { .key = "dt_so", .label = TEST_LABEL ("Số ĐDCN"),
                         .kind = HOSO_PERSON_ID, .fact = HOSO_ID_NUMBER,
                         .heading = 1 },
  [F_BOOK] = { .key = "so_vao_so", .label = TEST_LABEL ("Số vào sổ"),
               .kind = HOSO_SERIAL, .need = HOSO_GIVEN, .fact = HOSO_NO_FACT,
               .set = "CS", .heading = 2 },
  [F_NOTES] = { .key = "ghi_chu", .label = TEST_LABEL ("Ghi chú"),
                .kind = HOSO_NOTES, .fact = HOSO_NO_FACT, .heading = 2 },
  [F_PAPERS] = { .key = "van_ban", .label = TEST_LABEL ("Văn bản"),
                 .kind = HOSO_TABLE, .fact = HOSO_NO_FACT, .heading = 2,
                 .columns = test_columns, .n_columns = 2 },
};

static const struct form_heading test_headings[] = {
  { .key = "nk", .label = TEST_LABEL ("Người khai"), .role = HOSO_APPLICANT,
    .first = F_NAME, .count = 3 },
  { .key = "dt", .label = TEST_LABEL ("Đối tượng"), .role = HOSO_SUBJECT,
    .first = F_SUBJECT, .count = 3 },
  { .label = TEST_LABEL ("Sổ"), .first = F_BOOK, .count = 3 },
};

static const struct form_unique test_uniques[] = {
  { .id = "U1", .text = TEST_LABEL ("Trẻ này đã có hồ sơ."),
    .fields = { F_SUBJECT, F_BIRTH }, .n_fields = 2, .severity = HOSO_WARN },
  { .id = "U2", .text = TEST_LABEL ("Người này có hồ sơ chưa xong."),
    .fields = { F_SUBJECT_NUMBER }, .n_fields = 1, .severity = HOSO_REFUSE,
    .open_only = true },
  { .id = "U3", .text = TEST_LABEL ("Người này đã kết hôn."),
    .procedure = "9.000002", .persons = "a;b",
    .fields = { F_SUBJECT_NUMBER }, .n_fields = 1, .severity = HOSO_NOTE },
  { .id = "U4", .text = TEST_LABEL ("Người này có tên trong một hồ sơ kết hôn."),
    .procedure = "9.000002",
    .fields = { F_SUBJECT_NUMBER }, .n_fields = 1, .severity = HOSO_NOTE },
};

__attribute__ ((unused)) static const struct form test_form = {
  .name = "chung-nhan", .code = "9.000001", .area = "Thử", .law = "",
  .title = TEST_LABEL ("Chứng nhận"), .revision = 1,
  .from = INT32_MIN, .until = INT32_MAX,
  .fields = test_fields, .n_fields = FIELDS,
  .headings = test_headings, .n_headings = 3,
  .uniques = test_uniques, .n_uniques = 4,
};

/* A marriage: two persons and a witness. */
enum { M_A, M_A_NUMBER, M_B, M_B_NUMBER, M_C, M_C_NUMBER, M_FIELDS };

static const struct form_field marriage_fields[M_FIELDS] = {
  [M_A] = { .key = "a_ho_ten", .label = TEST_LABEL ("Họ tên"),
            .kind = HOSO_NAME, .fact = HOSO_FULL_NAME },
  [M_A_NUMBER] = { .key = "a_so", .label = TEST_LABEL ("Số"),
                   .kind = HOSO_PERSON_ID, .fact = HOSO_ID_NUMBER },
  [M_B] = { .key = "b_ho_ten", .label = TEST_LABEL ("Họ tên"),
            .kind = HOSO_NAME, .fact = HOSO_FULL_NAME, .heading = 1 },
  [M_B_NUMBER] = { .key = "b_so", .label = TEST_LABEL ("Số"),
                   .kind = HOSO_PERSON_ID, .fact = HOSO_ID_NUMBER,
                   .heading = 1 },
  [M_C] = { .key = "c_ho_ten", .label = TEST_LABEL ("Họ tên"),
            .kind = HOSO_NAME, .fact = HOSO_FULL_NAME, .heading = 2 },
  [M_C_NUMBER] = { .key = "c_so", .label = TEST_LABEL ("Số"),
                   .kind = HOSO_PERSON_ID, .fact = HOSO_ID_NUMBER,
                   .heading = 2 },
};

static const struct form_heading marriage_headings[] = {
  { .key = "a", .label = TEST_LABEL ("Bên nam"), .role = HOSO_SUBJECT,
    .first = M_A, .count = 2 },
  { .key = "b", .label = TEST_LABEL ("Bên nữ"), .role = HOSO_SUBJECT,
    .first = M_B, .count = 2 },
  { .key = "c", .label = TEST_LABEL ("Người làm chứng"),
    .first = M_C, .count = 2 },
};

__attribute__ ((unused)) static const struct form marriage_form = {
  .name = "ket-hon", .code = "9.000002", .area = "Thử", .law = "",
  .title = TEST_LABEL ("Kết hôn"), .revision = 1,
  .from = INT32_MIN, .until = INT32_MAX,
  .fields = marriage_fields, .n_fields = M_FIELDS,
  .headings = marriage_headings, .n_headings = 3,
};

/* 2026-11-21T08:00:00+07:00 plus N days, in microseconds of UTC. */
__attribute__ ((unused)) static uint64_t
test_day (int n)
{
  return (uint64_t) (1795222800ll + 86400ll * n) * 1000000;
}

/* A dossier to be saved, with room for its values. */
struct dossier {
  struct save save;
  const char *texts[FIELDS];
  uint32_t wards[1];
  char name[64], number[16], notes[32];
};

static const char *const test_names[] = {
  "Nguyễn Văn An", "Trần Thị Bình", "Lê Hoàng Cường", "Phạm Duy Đức",
  "Huỳnh Ngọc Ánh", "Đặng Thị Hòa",
};

/* Dossier number N (from 1), received on day N / 10, complete and new. */
__attribute__ ((unused)) static void
dossier_make (struct dossier *d, unsigned n)
{
  uint64_t received = test_day ((int) (n / 10));

  memset (d, 0, sizeof *d);
  for (unsigned f = 0; f < FIELDS; f++)
    d->texts[f] = "";
  snprintf (d->name, sizeof d->name, "%s", test_names[n % 6]);
  snprintf (d->number, sizeof d->number, "0012%08u", n);
  snprintf (d->notes, sizeof d->notes, "ghi chú %u", n);
  d->texts[F_NAME] = "Võ Thị Sáu";
  d->texts[F_NUMBER] = "001175000007";
  d->texts[F_HOME] = "12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh";
  d->texts[F_SUBJECT] = d->name;
  d->texts[F_BIRTH] = n % 2 ? "2026-10-31" : "2025-02-28";
  d->texts[F_SUBJECT_NUMBER] = d->number;
  d->texts[F_NOTES] = d->notes;
  d->wards[0] = 26740;

  memcpy (d->save.id, "id of dossier", 12);
  memcpy (d->save.id + 12, &n, 4);
  d->save = (struct save) {
    .action = CREATE,
    .terminal = 1,
    .officer = 1,
    .time = received,
    .head = { .state = 2, .procedure = 1, .revision = 1,
              .received = received, .due = received + 5 * 86400000000ull,
              .officer = 1 },
    .form = &test_form,
    .values = { d->texts, d->wards },
  };
  memcpy (d->save.id, "id of dossier", 12);
  memcpy (d->save.id + 12, &n, 4);
}

/* Registers both forms and an officer; ends the test when it cannot. */
__attribute__ ((unused)) static void
test_register (struct store *s)
{
  struct error e = { 0 };
  uint16_t procedure;
  uint32_t officer;

  if (store_begin (s, &e) == OK
      && store_register (s, &test_form, &procedure, &e) == OK
      && store_register (s, &marriage_form, &procedure, &e) == OK
      && store_officer (s, "can-bo", &officer, &e) == OK
      && store_commit (s, &e) == OK)
    return;
  printf ("Bail out! %s\n", e.text);
  exit (1);
}

/* Saves the dossiers FROM..TO in one transaction. */
__attribute__ ((unused)) static bool
test_save (struct store *s, unsigned from, unsigned to)
{
  struct error e = { 0 };
  struct saved saved;
  enum outcome done = store_begin (s, &e);

  for (unsigned n = from; done == OK && n <= to; n++) {
    struct dossier d;

    dossier_make (&d, n);
    done = store_save (s, &d.save, &saved, &e);
  }
  if (done == OK)
    done = store_commit (s, &e);
  else
    store_abort (s);
  return went (done, &e);
}

/* Verifies the whole store; the number of problems, each printed. */
static void
print_problem (void *with, const char *sentence)
{
  (void) with;
  printf ("# %s\n", sentence);
}

/* For lists: *WITH, an unsigned, is how many rows there were. */
__attribute__ ((unused)) static bool
count_row (void *with, const struct row *row)
{
  (void) row;
  ++*(unsigned *) with;
  return true;
}

__attribute__ ((unused)) static uint64_t
test_verify (struct store *s, problem_seen seen, void *with)
{
  struct verify v = { 0 };
  struct error e = { 0 };

  while (!v.done)
    if (store_verify (s, &v, seen != NULL ? seen : print_problem, with, &e)
        != OK) {
      printf ("# %s\n", e.text);
      return v.problems + 1;
    }
  return v.problems;
}

#endif
