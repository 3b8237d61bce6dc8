/* kind-test.c - what every kind of field takes, stores, shows and refuses. */

#include "tests/tap.h"

#include "base/arena.h"
#include "form/kind.h"
#include "text/clean.h"
#include "text/date.h"

#include <string.h>

/* ---- fields -------------------------------------------------------------- */

static const struct form_choice grades[] = {
  { "1", { "Giỏi", "Good" }, INT32_MIN, INT32_MAX },
  { "2", { "Khá", "Fair" }, INT32_MIN, INT32_MAX },
  { "3", { "Khá giỏi", NULL }, INT32_MIN, INT32_MAX },
  { "4", { "Yếu", "Poor" }, INT32_MIN, 20635 },         /* until 2026-07-01 */
  { "5", { "Chưa xếp loại", NULL }, 20800, INT32_MAX }, /* from 2026-12-13 */
};

static const struct form_field columns[] = {
  { .key = "ten", .label = { "Tên" }, .kind = HOSO_NAME, .chars = 20 },
  { .key = "sinh", .label = { "Ngày sinh" }, .kind = HOSO_DATE },
  { .key = "so_to", .label = { "Số tờ" }, .kind = HOSO_WHOLE },
  { .key = "xep",
    .label = { "Xếp loại" },
    .kind = HOSO_CHOICE,
    .choices = grades,
    .n_choices = 5 },
};

#define KIND(name_, ...)                                        \
  static const struct form_field name_ = { .key = #name_,       \
                                           .label = { #name_ }, \
                                           __VA_ARGS__ }
KIND (plain, .kind = HOSO_TEXT, .chars = 10);
KIND (code, .kind = HOSO_TEXT, .pattern = "AA-99*");
KIND (word, .kind = HOSO_TEXT, .pattern = "aa9");
KIND (name, .kind = HOSO_NAME, .chars = 60);
KIND (notes, .kind = HOSO_NOTES, .chars = 20);
KIND (date, .kind = HOSO_DATE);
KIND (pdate, .kind = HOSO_PARTIAL_DATE);
KIND (hour, .kind = HOSO_TIME);
KIND (whole, .kind = HOSO_WHOLE);
KIND (decimal, .kind = HOSO_DECIMAL, .decimals = 2);
KIND (money, .kind = HOSO_MONEY);
KIND (yes, .kind = HOSO_YES_NO);
KIND (grade, .kind = HOSO_CHOICE, .choices = grades, .n_choices = 5);
KIND (sex, .kind = HOSO_CHOICE, .set = "SEX");
KIND (relation, .kind = HOSO_CHOICE, .set = "REL", .only = "1;2;7");
KIND (ward, .kind = HOSO_CHOICE, .set = "WARD");
KIND (nation, .kind = HOSO_CHOICE, .set = "NATION");
KIND (nowhere, .kind = HOSO_CHOICE, .set = "NO SUCH SET");
KIND (several, .kind = HOSO_CHOICES, .choices = grades, .n_choices = 5);
KIND (address, .kind = HOSO_ADDRESS, .chars = 200);
KIND (person, .kind = HOSO_PERSON_ID);
KIND (paper, .kind = HOSO_ID_PAPER, .chars = 12);
KIND (phone, .kind = HOSO_PHONE);
KIND (email, .kind = HOSO_EMAIL, .chars = 80);
KIND (table, .kind = HOSO_TABLE, .columns = columns, .n_columns = 4);
KIND (officer, .kind = HOSO_OFFICER);

/* ---- what is taken ------------------------------------------------------- */

#define RECEIVED "2026-11-20"
enum { BOTH = 2 };

/* STORED is NULL when it must be refused; SHOWN NULL: as stored. */
static const struct {
  const struct form_field *field;
  int spelling; /* FILED, TYPED or BOTH */
  const char *text, *stored, *shown;
} cases[] = {
  { &plain, BOTH, "", "", NULL },
  { &plain, BOTH, "   ", "", NULL },
  { &plain, BOTH, "  a   b ", "a b", NULL },
  { &plain, BOTH, "1234567890", "1234567890", NULL },
  { &plain, BOTH, "12345678901", NULL, NULL },
  { &plain, BOTH, "ưấưấưấưấưấ", "ưấưấưấưấưấ", NULL },
  { &plain, BOTH, "a\tb", NULL, NULL },
  { &plain, BOTH, "a\nb", NULL, NULL },
  { &plain, BOTH, "a\x1b[0m", NULL, NULL },
  { &plain, BOTH, "a\xff", NULL, NULL },
  { &plain, BOTH, "Tie\xcc\x82\xcc\x81ng", "Tiếng", NULL },
  { &code, BOTH, "AB-12/x", "AB-12/x", NULL },
  { &code, BOTH, "AB-1", NULL, NULL },
  { &code, BOTH, "Ab-12", NULL, NULL },
  { &word, BOTH, "ab1", "ab1", NULL },
  { &word, BOTH, "ab12", NULL, NULL },

  { &name, BOTH, "Nguyễn  Thị Á", "Nguyễn Thị Á", NULL },
  { &name, BOTH, "H\u2019Lan Niê", "H'Lan Niê", NULL },
  { &name, BOTH, "Nguyen2", NULL, NULL },
  { &name, BOTH, "-", NULL, NULL },
  { &name, BOTH, "Nguyeenx", "Nguyeenx", NULL }, /* a warning, later */

  { &notes, BOTH, "a\r\nb\n", "a\nb", NULL },
  { &notes, BOTH,
    "a\x02"
    "b",
    NULL, NULL },
  { &notes, BOTH, "123456789012345678901", NULL, NULL },

  { &date, BOTH, "2026-11-21", "2026-11-21", "21/11/2026" },
  { &date, BOTH, "21/11/2026", "2026-11-21", "21/11/2026" },
  { &date, TYPED, "5/3/24", "2024-03-05", "05/03/2024" },
  { &date, FILED, "5/3/24", NULL, NULL },
  { &date, BOTH, "29/02/2023", NULL, NULL },
  { &date, BOTH, "2026", NULL, NULL },
  { &pdate, BOTH, "2026", "2026", "2026" },
  { &pdate, BOTH, "11/2026", "2026-11", "11/2026" },
  { &pdate, BOTH, "2026-11", "2026-11", "11/2026" },
  { &pdate, BOTH, "13/2026", NULL, NULL },
  { &pdate, TYPED, "9/90", "1990-09", "09/1990" },
  { &pdate, FILED, "9/90", NULL, NULL },
  { &pdate, TYPED, "5/10", NULL, NULL },
  { &date, TYPED, "5 3 1990", "1990-03-05", "05/03/1990" },
  { &date, TYPED, "mai", "2026-11-21", "21/11/2026" },

  { &hour, BOTH, "14:05", "14:05", NULL },
  { &hour, BOTH, "9:05", "09:05", NULL },
  { &hour, TYPED, "1405", "14:05", NULL },
  { &hour, FILED, "1405", NULL, NULL },
  { &hour, BOTH, "24:00", NULL, NULL },

  { &whole, BOTH, "0", "0", "0" },
  { &whole, BOTH, "999999999999", "999999999999", "999.999.999.999" },
  { &whole, BOTH, "1000000000000", NULL, NULL },
  { &whole, TYPED, "1.000", "1000", "1.000" },
  { &whole, FILED, "1.000", NULL, NULL },
  { &whole, BOTH, "-1", NULL, NULL },
  { &whole, BOTH, "1x", NULL, NULL },
  { &money, BOTH, "540000", "540000", "540.000" },
  { &money, TYPED, "1.000.000đ", "1000000", "1.000.000" },
  { &money, TYPED, "1tr5", "1500000", "1.500.000" },
  { &money, FILED, "1tr5", NULL, NULL },
  { &money, TYPED, "1tr50", NULL, NULL },
  { &whole, TYPED, "2 triệu", NULL, NULL },
  { &decimal, BOTH, "1,5", "1.5", "1,5" },
  { &decimal, BOTH, "1.25", "1.25", "1,25" },
  { &decimal, BOTH, "1.255", NULL, NULL },

  { &yes, BOTH, "1", "1", "Yes" },
  { &yes, BOTH, "0", "0", "No" },
  { &yes, TYPED, "Có", "1", "Yes" },
  { &yes, TYPED, "k", "0", "No" },
  { &yes, FILED, "Có", NULL, NULL },
  { &yes, BOTH, "2", NULL, NULL },

  { &grade, BOTH, "1", "1", "Giỏi" },
  { &grade, BOTH, "Giỏi", "1", "Giỏi" },
  { &grade, BOTH, "GIOI", "1", "Giỏi" },
  { &grade, BOTH, "good", "1", "Giỏi" },
  { &grade, BOTH, "Khá", "2", "Khá" }, /* exact before what begins so */
  { &grade, TYPED, "gi", "1", "Giỏi" },
  { &grade, FILED, "gi", NULL, NULL },
  { &grade, TYPED, "kh", NULL, NULL }, /* two begin so */
  { &grade, BOTH, "4", NULL, NULL },   /* no longer on the day received */
  { &grade, BOTH, "Yếu", NULL, NULL },
  { &grade, BOTH, "5", NULL, NULL }, /* not yet */
  { &grade, BOTH, "9", NULL, NULL },
  { &sex, BOTH, "2", "2", "Nữ" },
  { &sex, BOTH, "nữ", "2", "Nữ" },
  { &sex, BOTH, "3", NULL, NULL },
  { &relation, BOTH, "7", "7", "Người được ủy quyền" },
  { &relation, BOTH, "3", NULL, NULL }, /* in the set, not offered */
  { &relation, BOTH, "Ông", NULL, NULL },
  { &relation, BOTH, "cha", "1", "Cha" },
  { &nation, BOTH, "VN", "VN", "Việt Nam" },
  { &nation, TYPED, "vn", "VN", "Việt Nam" },
  { &nation, FILED, "vn", NULL, NULL },

  { &ward, BOTH, "26740", "26740", "Phường Sài Gòn, Thành phố Hồ Chí Minh" },
  { &ward, BOTH, "99999", NULL, NULL },
  { &nowhere, BOTH, "1", NULL, NULL },

  { &several, BOTH, "2;1", "1;2", "Giỏi; Khá" },
  { &several, BOTH, " Khá ; 1;", "1;2", "Giỏi; Khá" },
  { &several, BOTH, "1;1", "1", "Giỏi" },
  { &several, BOTH, "1;9", NULL, NULL },
  { &several, BOTH, ";", "", "" },

  { &address, BOTH, " 7  Pasteur, 26740", "7 Pasteur, 26740", NULL },
  { &person, BOTH, "079 095 000123", "079095000123", NULL },
  { &person, BOTH, "07909500012", NULL, NULL },
  { &paper, BOTH, "c1234567", "C1234567", NULL },
  { &paper, BOTH, "079.095.000-123", "079095000123", NULL },
  { &paper, BOTH, "1234", NULL, NULL },
  { &paper, BOTH, "1234567890123", NULL, NULL }, /* this field has 12 */
  { &paper, BOTH, "Đ1234567", NULL, NULL },
  { &phone, BOTH, "+84 912 345 678", "0912345678", NULL },
  { &phone, BOTH, "12345", NULL, NULL },
  { &email, BOTH, "an@example.vn", "an@example.vn", NULL },
  { &email, BOTH, "an.example.vn", NULL, NULL },
  { &officer, BOTH, "an", "an", NULL },

  { &table, BOTH, "[]", "", "" },
  { &table, BOTH, "[{}]", "", "" },
  { &table, BOTH,
    "[ {\"so_to\": 2, \"ten\": \" Lê  An \"},\r\n {\"sinh\": \"5/3/2024\"} ]",
    "[{\"ten\":\"Lê An\",\"so_to\":\"2\"},{\"sinh\":\"2024-03-05\"}]",
    "Lê An, 2; 05/03/2024" },
  { &table, BOTH, "[{\"ten\":null,\"xep\":\"khá\"}]", "[{\"xep\":\"2\"}]",
    "Khá" },
  { &table, BOTH, "[{\"ten\":\"Lê 2\"}]", NULL, NULL },
  { &table, BOTH, "[{\"ten\":\"a\\u0000b\"}]", NULL, NULL },
  { &table, BOTH, "[{\"khac\":\"x\"}]", NULL, NULL },
  { &table, BOTH, "[{\"ten\":{}}]", NULL, NULL },
  { &table, BOTH, "[{\"ten\":\"An\"}] x", NULL, NULL },
  { &table, BOTH, "[\"An\"]", NULL, NULL },
  { &table, BOTH, "An", NULL, NULL },
  { &table, BOTH, "[{\"ten\":\"An\"}", NULL, NULL },
};

/* TEXT without what would end the line of the test. */
static const char *
said (const char *text)
{
  static char line[48];
  size_t n = 0;

  for (; text[n] != '\0' && n < sizeof line - 1; n++)
    line[n] = text[n] < ' ' && text[n] >= 0 ? '?' : text[n];
  line[n] = '\0';
  return line;
}

static void
test_case (size_t i, enum spelling spelling)
{
  const struct form_field *field = cases[i].field;
  const char *text = cases[i].text, *wanted = cases[i].stored;
  SCOPED_BYTES stored = { 0 }, again = { 0 }, shown = { 0 };
  struct error e = { 0 };
  enum outcome got;
  bool good;

  bytes_add_text (&stored, "<");
  got = field_parse (field, text, strlen (text), spelling, date_day (RECEIVED),
                     &stored, &e);
  if (wanted == NULL) {
    good = got == ERR_INPUT && e.text[0] != '\0' && stored.len == 1;
  } else {
    const char *shows = cases[i].shown != NULL ? cases[i].shown : wanted;
    const char *kept = bytes_text (&stored) + 1;

    field_show (field, kept, &shown);
    good = got == OK && strcmp (kept, wanted) == 0
           && strcmp (bytes_text (&shown), shows) == 0
           /* what is stored is taken again from a file, and is the same */
           && field_parse (field, kept, strlen (kept), FILED,
                           date_day (RECEIVED), &again, NULL)
                == OK
           && strcmp (bytes_text (&again), wanted) == 0;
  }
  if (!ok (good, "%s %s: %s", kind_of (field)->name,
           spelling == FILED ? "filed" : "typed", said (text)))
    printf ("# wanted %s got %s, shown %s, again %s (%s)\n",
            wanted == NULL ? "a refusal" : wanted, bytes_text (&stored),
            bytes_text (&shown), bytes_text (&again), e.text);
}

/* What is told by a look agrees with what parsing gives; the text goes on
 * behind its end, as it does in a row.
 */
static void
test_told (size_t i)
{
  const struct form_field *field = cases[i].field;
  const char *text = cases[i].text;
  size_t len = strlen (text);
  SCOPED_BYTES again = { 0 }, told = { 0 }, row = { 0 };

  bytes_printf (&row, "%s,9/1", text);
  bytes_add_text (&told, "x");
  if (!text_clean (text, len)
      || !field_tell_stored (field, (const char *) row.at, len, &told))
    return;
  ok (field_parse (field, text, len, FILED, date_day (RECEIVED), &again, NULL)
          == OK
        && told.at[0] == 'x'
        && strcmp (bytes_text (&told) + 1, bytes_text (&again)) == 0
        && field_is_stored (field, text, len)
             == (strcmp (bytes_text (&again), text) == 0),
      "%s is told to be stored: %s", kind_of (field)->name, said (text));
}

/* Texts as they are stored, mostly; and some that are close to it. */
static void
test_told_all (void)
{
  static const struct {
    const struct form_field *field;
    const char *text;
    bool stored;
  } texts[] = {
    { &plain, "a b", true },
    { &plain, " a b", false },
    { &plain, "a b ", false },
    { &plain, "", false },
    { &plain, "12345678901", false },
    { &code, "AB-12", false },
    { &name, "Nguyễn Thị Á", true },
    { &name, "Nguyeenx", true },
    { &name, "Nguyen2", false },
    { &name, "-", false },
    { &date, "2026-11-21", true },
    { &date, "21/11/2026", false },
    { &date, "2026-11", false },
    { &date, "2026-11-31", false },
    { &pdate, "2026", true },
    { &pdate, "2026-02", true },
    { &pdate, "2026-02-29", false },
    { &whole, "0", true },
    { &whole, "01", false },
    { &whole, "1000000000000", false },
    { &money, "540000", true },
    { &address, "7 Pasteur, 26740", true },
    { &person, "079095000123", true },
    { &person, "07909500012", false },
    { &person, "079095 00123", false },
    { &paper, "079095000123", true },
    { &paper, "1234", false },
    { &paper, "c1234567", false },
    { &phone, "0912345678", true },
    { &phone, "84912345678", false },
    { &phone, "0012345678", false },
    { &phone, "091234567", false },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_told (i);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    ok (field_is_stored (texts[i].field, texts[i].text, strlen (texts[i].text))
          == texts[i].stored,
        "%s is %stold to be stored: \"%s\"", kind_of (texts[i].field)->name,
        texts[i].stored ? "" : "not ", texts[i].text);
}

static void
test_table (void)
{
  unsigned kinds = 0;

  for (unsigned kind = HOSO_TEXT; kind <= HOSO_FILE; kind++) {
    struct form_field field = { .kind = (uint8_t) kind };
    const struct kind *k = kind_of (&field);

    kinds += k->name == kind_name ((uint8_t) kind) && k->parse != NULL
             && k->show != NULL;
  }
  ok (kinds == HOSO_FILE - HOSO_TEXT + 1, "every kind has its row");
  ok (kind_name (HOSO_HEADING) == NULL && kind_name (200) == NULL,
      "what holds nothing has none");
  ok (strcmp (kind_of (&(struct form_field){ .kind = 200 })->name, "TEXT") == 0,
      "an unknown kind reads as a text");
}

static void
test_choices (void)
{
  struct form_choice choice;

  ok (field_choices (&relation) == 3, "three of a set are offered");
  ok (strcmp (field_choice (&relation, 2).code, "7") == 0,
      "in the set's order");
  ok (field_choices (&sex) == 2 && field_choices (&nowhere) == 0,
      "a whole set, and none");
  ok (!field_choice_coded (&relation, "3", &choice), "not what is left out");
}

int
main (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (cases[i].spelling != TYPED)
      test_case (i, FILED);
    if (cases[i].spelling != FILED)
      test_case (i, TYPED);
  }
  test_told_all ();
  test_table ();
  test_choices ();
  return tap_done ();
}
