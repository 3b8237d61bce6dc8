/* value-test.c - what initial and computed values come to, and limits. */

#include "tests/tap.h"

#include "base/arena.h"
#include "form/form.h"
#include "text/date.h"

#include <string.h>

enum { TEN, NGAY, NAM, SO, PHI, HE_SO, NOI, BANG, LOAI, TIEN, FIELDS };

static const struct form_field columns[] = {
  { .key = "ten", .label = { "Tên" }, .kind = HOSO_TEXT },
};

static const struct form_field fields[FIELDS] = {
  [TEN] = { .key = "ten", .label = { "Tên" }, .kind = HOSO_NAME },
  [NGAY] = { .key = "ngay", .label = { "Ngày" }, .kind = HOSO_DATE },
  [NAM] = { .key = "nam", .label = { "Năm" }, .kind = HOSO_PARTIAL_DATE },
  [SO] = { .key = "so", .label = { "Số" }, .kind = HOSO_WHOLE },
  [PHI] = { .key = "phi", .label = { "Phí" }, .kind = HOSO_MONEY },
  [HE_SO] = { .key = "he_so",
              .label = { "Hệ số" },
              .kind = HOSO_DECIMAL,
              .decimals = 1 },
  [NOI] = { .key = "noi", .label = { "Nơi" }, .kind = HOSO_ADDRESS },
  [BANG] = { .key = "bang",
             .label = { "Bảng" },
             .kind = HOSO_TABLE,
             .columns = columns,
             .n_columns = 1 },
  [TIEN] = { .key = "tien", .label = { "Tiền" }, .kind = HOSO_MONEY },
  [LOAI] = { .key = "loai", .label = { "Loại" }, .kind = HOSO_CHOICE },
};

static const struct form_amount amounts[] = {
  { .name = "muc", .from = INT32_MIN, .amount = 10000 },
};

static const struct form form = {
  .fields = fields, .n_fields = FIELDS, .amounts = amounts, .n_amounts = 1
};

static const char *const values[FIELDS] = {
  [TEN] = "Trần An",
  [NGAY] = "2026-08-31",
  [NAM] = "2024",
  [SO] = "21",
  [PHI] = "",
  [HE_SO] = "1.5",
  [NOI] = "7 Pasteur, 26740",
  [BANG] = "[{\"ten\":\"a\"},{\"ten\":\"b\"}]",
  [TIEN] = "1200000",
  [LOAI] = "2",
};

static const char *const previous[FIELDS] = { [TEN] = "Lê Bình" };

static struct scope
scope (void)
{
  return (struct scope){ .form = &form,
                         .values = values,
                         .received = date_day ("2026-11-20"),
                         .ward = "26740",
                         .officer = "an",
                         .previous = previous };
}

/* TEXT is NULL when there is nothing to put. */
static const struct {
  const char *value, *text;
} texts[] = {
  { "'không'", "không" },
  { "VN", "VN" },
  { "26740", "26740" },
  { "2024-07-01", "2024-07-01" },
  { "ten", "Trần An" },
  { "phi", NULL },
  { "noi", "7 Pasteur, 26740" }, /* whole, not its ward */
  { "received", "2026-11-20" },
  { "received + 6 months", "2027-05-20" },
  { "ngay + 6 months", "2027-02-28" },
  { "ngay - 60 days", "2026-07-02" },
  { "nam", "2024" },
  { "nam + 6 months", NULL }, /* no day to write down */
  { "ward", "26740" },
  { "officer", "an" },
  { "previous", "Lê Bình" },
  { "amount (muc)", "10000" },
  { "so in words", "hai mươi mốt" },
  { "phi in words", NULL },
  { "tien in words", "Một triệu hai trăm nghìn đồng" },
  { "ngay in words",
    "Ngày ba mươi mốt tháng tám năm hai nghìn không trăm hai mươi sáu" },
};

static void
test_texts (struct arena *arena)
{
  struct scope s = scope ();

  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const struct value *v = NULL, *kept = NULL;
    SCOPED_BYTES got = { 0 }, image = { 0 }, shown = { 0 };
    struct error e = { 0 };
    struct reader from;
    bool any;

    if (value_read (arena, &form, NULL, TEN, texts[i].value, &v, &e) != OK) {
      ok (false, "%s: %s", texts[i].value, e.text);
      continue;
    }
    value_encode (v, &image);
    from = reader_of (image.at, image.len);
    if (!value_decode (arena, &from, FIELDS, 0, &kept)) {
      ok (false, "%s is not kept", texts[i].value);
      continue;
    }
    value_show (kept, &form, NULL, &shown);
    any = value_text (kept, &s, &got);
    if (!ok (any == (texts[i].text != NULL)
               && (!any || strcmp (bytes_text (&got), texts[i].text) == 0)
               && strcmp (bytes_text (&shown), texts[i].value) == 0,
             "%s", texts[i].value))
      printf ("# wanted %s got %s, shown %s\n",
              texts[i].text == NULL ? "nothing" : texts[i].text,
              any ? bytes_text (&got) : "nothing", bytes_text (&shown));
  }
}

static const struct {
  const char *value;
  uint8_t kind;
  const char *text;
  int order;
} limits[] = {
  { "99", HOSO_WHOLE, "100", 1 },
  { "99", HOSO_WHOLE, "99", 0 },
  { "99", HOSO_WHOLE, "9", -1 },
  { "1.5", HOSO_DECIMAL, "1.4", -1 },
  { "so", HOSO_WHOLE, "22", 1 },
  { "phi", HOSO_WHOLE, "22", -2 },
  { "99", HOSO_WHOLE, "", -2 },
  { "received", HOSO_DATE, "2026-11-21", 1 },
  { "received", HOSO_DATE, "2026-11-20", 0 },
  { "received", HOSO_PARTIAL_DATE, "2026", 0 },
  { "received", HOSO_PARTIAL_DATE, "2026-12", 1 },
  { "received", HOSO_PARTIAL_DATE, "2025", -1 },
  { "nam", HOSO_DATE, "2024-06-01", 0 },
  { "nam + 1 years", HOSO_DATE, "2024-12-31", -1 },
  { "2", HOSO_TABLE, "[{\"ten\":\"a\"},{\"ten\":\"b\"}]", 0 },
  { "1", HOSO_TABLE, "[{\"ten\":\"a\"},{\"ten\":\"b\"}]", 1 },
  { "1", HOSO_TABLE, "", -1 },
};

static const char *const refused[] = { "ten in words",
                                       "received in words",
                                       "ngay in",
                                       "ngay + 1 days in words",
                                       "1 2",
                                       "",
                                       "previous + 1 days",
                                       "amount muc",
                                       "amount (",
                                       "Trần An" };

static void
test_refused (struct arena *arena)
{
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    const struct value *v;
    struct error e = { 0 };

    ok (value_read (arena, &form, NULL, TEN, refused[i], &v, &e) == ERR_INPUT
          && e.text[0] != '\0',
        "refused: \"%s\"", refused[i]);
  }
}

static void
test_limits (struct arena *arena)
{
  struct scope s = scope ();

  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    const struct value *v = NULL;
    int got;

    value_read (arena, &form, NULL, NO_FIELD, limits[i].value, &v, NULL);
    got = value_compare (v, &s, limits[i].kind, limits[i].text);
    if (!ok (got == limits[i].order, "\"%s\" against %s", limits[i].text,
             limits[i].value))
      printf ("# wanted %d got %d\n", limits[i].order, got);
  }
}

static const struct {
  const char *value;
  uint8_t kind;
  bool suits;
} sorts[] = {
  { "99", HOSO_WHOLE, true },
  { "99", HOSO_TABLE, true },
  { "99", HOSO_CHOICE, true },
  { "99", HOSO_DATE, false },
  { "received", HOSO_DATE, true },
  { "received", HOSO_WHOLE, false },
  { "VN", HOSO_CHOICE, true },
  { "VN", HOSO_MONEY, false },
  { "so", HOSO_MONEY, true },
  { "ten", HOSO_MONEY, false },
  { "previous", HOSO_DATE, true },
  { "ngay in words", HOSO_TEXT, true },
  { "ngay in words", HOSO_DATE, false },
};

static void
test_sorts (struct arena *arena)
{
  for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
    const struct value *v = NULL;

    value_read (arena, &form, NULL, TEN, sorts[i].value, &v, NULL);
    ok (value_suits (v, &form, NULL, sorts[i].kind) == sorts[i].suits,
        "%s %s kind %d", sorts[i].value,
        sorts[i].suits ? "suits" : "does not suit", sorts[i].kind);
  }
}

/* The office's own amounts come before the form's. */
static bool
own_amount (const struct form *of, const char *name, int32_t day,
            int64_t *amount)
{
  (void) day;
  *amount = 12000;
  return of == &form && strcmp (name, "muc") == 0;
}

static void
test_amounts (struct arena *arena)
{
  struct scope s = scope ();
  const struct value *v = NULL;
  SCOPED_BYTES got = { 0 };

  s.amount = own_amount;
  value_read (arena, &form, NULL, NO_FIELD, "amount (muc)", &v, NULL);
  value_text (v, &s, &got);
  ok (strcmp (bytes_text (&got), "12000") == 0, "an amount of the office");
  value_read (arena, &form, NULL, NO_FIELD, "amount (khac)", &v, NULL);
  ok (value_stray (v, &form) != NULL, "an unknown amount is a stray");
}

int
main (void)
{
  struct arena *arena = arena_new ();

  test_texts (arena);
  test_refused (arena);
  test_limits (arena);
  test_sorts (arena);
  test_amounts (arena);
  arena_free (arena);
  return tap_done ();
}
