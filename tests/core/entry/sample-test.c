/* sample-test.c - samples that hold, and what is said of those that do not. */

#include "entry/sample.h"
#include "tests/core/made-form.h"
#include "tests/tap.h"

static void
twice (struct hoso_check *c)
{
  int64_t n;

  if (hoso_number (c, "so", &n))
    hoso_give (c, NULL, "%lld", (long long) (2 * n));
}

static const struct hoso_field form_fields[] = {
  HOSO_FIELD (NAME, REQUIRED, "ten", "Họ tên"),
  HOSO_FIELD (WHOLE, OPTIONAL, "so", "Số"),
  HOSO_FIELD (DATE, OPTIONAL, "ngay", "Ngày", .max = "received"),
  HOSO_FIELD (CHOICE, OPTIONAL, "noi", "Nơi", .set = "WARD"),
  HOSO_FIELD (TABLE, OPTIONAL, "vat", "Vật",
              .columns =
                HOSO_COLUMNS (HOSO_FIELD (TEXT, REQUIRED, "ten_vat", "Tên"),
                              HOSO_FIELD (WHOLE, OPTIONAL, "gia", "Giá"))),
  HOSO_FIELD (WHOLE, GIVEN, "gap_doi", "Gấp đôi", .compute = twice),
  HOSO_END_OF_FORM
};

static const struct hoso_rule rules[] = {
  HOSO_RULE (WARN, "A1", "so", "so < 5", "Ít hơn."),
  HOSO_RULE (REFUSE, "A2", "noi", "noi = ward", "Nơi khác."),
  HOSO_RULE (NOTE, "A3", "so", NULL, "Chín.", .when = "so = 9"),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (.name = "thu", .code = "9.000001", .revision = 1, .title = "Thử",
               .form = form_fields, .rules = rules);

/* ---- samples, and the lines that are said of each ----------------------- */

static const struct {
  struct hoso_sample sample;
  const char *problems; /* how each line begins, parted by "|"; "" holds */
} cases[] = {
  { { .name = "tốt",
      .received = "2026-11-20T09:00",
      .finds = "",
      .values = "ten=Lê Mai\nso=2\nngay=2026-11-20\nnoi=26740\ngap_doi=4\n" },
    "" },
  { { .name = "như tốt",
      .like = "tốt",
      .finds = "A1",
      .values = "so=6\ngap_doi=12\n" },
    "" },
  { { .name = "như như tốt",
      .like = "như tốt",
      .finds = "",
      .values = "so=2\n"
                "gap_doi"
                "=4\n" },
    "" },
  { { .name = "hai điều",
      .like = "tốt",
      .finds = "A2 A1",
      .values = "so=7\nnoi=00004\ngap_doi=\n" },
    "gap_doi is \"14\", not \"\"" },
  { { .name = "không có gì", .like = "tốt", .finds = "A1" },
    "A1 is not found" },
  { { .name = "có mà không nói",
      .like = "tốt",
      .finds = "ten",
      .values = "ten=\nnoi=00004\n" },
    "A2 is found: Nơi khác." },
  { { .name = "tính sai", .like = "tốt", .finds = "", .values = "gap_doi=5\n" },
    "gap_doi is \"4\", not \"5\"" },
  { { .name = "ngày khác",
      .like = "tốt",
      .received = "2026-11-19T09:00",
      .finds = "ngay" },
    "" },
  { { .name = "bảng",
      .like = "tốt",
      .finds = "vat",
      .values = "vat.2.gia=5\nvat.1.ten_vat=bàn\nvat.1.gia=3\n" },
    "" },
  { { .name = "bảng đủ",
      .like = "bảng",
      .finds = "",
      .values = "vat.2.ten_vat=ghế\n" },
    "" },
  { { .name = "không đọc được",
      .like = "tốt",
      .finds = "so",
      .values = "so=x\ngap_doi=\n" },
    "" },
};

enum { CASES = sizeof cases / sizeof *cases };

static bool
begins (const char *text, const char *with)
{
  return strncmp (text, with, strlen (with)) == 0;
}

int
main (void)
{
  const struct form *form = made_form ();
  struct hoso_sample samples[CASES];
  struct procedure p = { .form = form, .samples = samples, .n_samples = CASES };
  struct session *s;
  bool broken[3] = { false };

  for (size_t i = 0; i < CASES; i++)
    samples[i] = cases[i].sample;
  s = sample_session (&p);
  for (size_t i = 0; i < CASES; i++) {
    SCOPED_BYTES problems = { 0 };
    bool holds = sample_holds (&p, i, s, broken, &problems);

    if (!ok (holds == (cases[i].problems[0] == '\0')
               && begins (bytes_text (&problems), cases[i].problems),
             "sample: %s", samples[i].name))
      printf ("# wanted %s\n# got %s\n", cases[i].problems,
              bytes_text (&problems));
  }
  ok (broken[0] && broken[1] && !broken[2], "rules that no sample breaks");
  sample_fill (&p, 9, s);
  ok (strcmp (session_text (s, form_field_named (form, "vat")),
              "[{\"ten_vat\":\"bàn\",\"gia\":\"3\"},"
              "{\"ten_vat\":\"ghế\",\"gia\":\"5\"}]")
        == 0,
      "cells are put into their rows");
  session_free (s);
  made_free (form);
  return tap_done ();
}
