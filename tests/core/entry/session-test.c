/* session-test.c - filling in a form: what is kept, shown, taken back, begun
 * with, and what is saved of it.
 */

#include "entry/session.h"
#include "tests/core/made-form.h"
#include "tests/tap.h"

#include <hoso/people.h>

/* ---- the form ----------------------------------------------------------- */

static const struct hoso_choice sorts[] = {
  HOSO_OPTION ("1", "Thường"), HOSO_OPTION ("2", "Đặc biệt"),
  HOSO_OPTION ("3", "Cũ", .until = "2026-06-30"), HOSO_END_OF_CHOICES
};

static void
twice (struct hoso_check *c)
{
  int64_t n;

  if (hoso_number (c, "so", &n))
    hoso_give (c, NULL, "%lld", (long long) (2 * n));
}

static const struct hoso_field form_fields[] = {
  HOSO_PERSON ("nk", "Người khai"),
  HOSO_FIELD (NAME, REQUIRED, "ten", "Họ tên", .chars = 60),
  HOSO_FIELD (DATE, OPTIONAL, "sinh", "Ngày sinh", .fact = HOSO_BIRTH),
  HOSO_FIELD (ADDRESS, REQUIRED, "thuong_tru", "Nơi thường trú"),
  HOSO_FIELD (ADDRESS, OPTIONAL, "noi_o", "Nơi ở", .initial = "thuong_tru",
              .fact = HOSO_NO_FACT),
  HOSO_FIELD (ADDRESS, OPTIONAL, "noi_gui", "Nơi gửi", .initial = "noi_o",
              .fact = HOSO_NO_FACT),

  HOSO_SECTION ("Việc"),
  HOSO_FIELD (CHOICE, REQUIRED, "loai", "Loại", .choices = sorts,
              .initial = "1"),
  HOSO_FIELD (TEXT, OPTIONAL, "ly_do", "Lý do", .shown = "loai = 2",
              .required = "loai = 2"),
  HOSO_FIELD (ADDRESS, OPTIONAL, "tam_tru", "Nơi tạm trú", .shown = "loai = 2",
              .fact = HOSO_NO_FACT),
  HOSO_FIELD (WHOLE, OPTIONAL, "so", "Số", .max = "50"),
  HOSO_FIELD (WHOLE, GIVEN, "gap_doi", "Gấp đôi", .compute = twice),
  HOSO_FIELD (TEXT, OPTIONAL, "ghi", "Ghi", .shown = "gap_doi > 10"),
  HOSO_FIELD (DATE, OPTIONAL, "ngay", "Ngày", .initial = "received"),
  HOSO_FIELD (CHOICE, OPTIONAL, "noi", "Nơi", .set = "WARD", .initial = "ward"),
  HOSO_FIELD (TEXT, OPTIONAL, "nguoi_nhan", "Người nhận",
              .initial = "previous"),
  HOSO_FIELD (TEXT, OPTIONAL, "huong", "Hưởng", .initial = "'không'"),
  HOSO_FIELD (TEXT, OPTIONAL, "can_bo", "Cán bộ", .initial = "officer"),
  HOSO_FIELD (NOTES, OPTIONAL, "dai", "Dài", .chars = 65000),
  HOSO_FIELD (NOTES, OPTIONAL, "dai_nua", "Dài nữa", .chars = 65000),
  HOSO_FIELD (NOTES, OPTIONAL, "dai_them", "Dài thêm", .chars = 65000),
  HOSO_FIELD (SERIAL, GIVEN, "so_cc", "Số chứng thực", .set = "CC"),
  HOSO_END_OF_FORM
};

HOSO_REGISTER (.name = "thu", .code = "9.000001", .revision = 2, .title = "Thử",
               .form = form_fields);

/* ---- a session and what one does to it ---------------------------------- */

static const struct form *form;

/* 21 November 2026, 08:15 at UTC+7, and half a year before. */
enum { DAY = 86400 };
static const uint64_t now = 1795223700000000;
static const uint64_t in_may = now - 190ull * DAY * 1000000;

static const struct place here = { "26740", "lan", now };

static uint16_t
field (const char *key)
{
  struct line line = { key, "" };

  return field_of_line (form, &line);
}

static bool
type (struct session *s, const char *key, const char *text)
{
  return session_put (s, field (key), text, strlen (text), TYPED);
}

static bool
file (struct session *s, const char *key, const char *text)
{
  return session_put (s, field (key), text, strlen (text), FILED);
}

static const char *
text (const struct session *s, const char *key)
{
  return session_text (s, field (key));
}

static const char *
saved (struct session *s, const char *key)
{
  return session_values (s)->texts[field (key)];
}

static bool
is (const char *got, const char *wanted)
{
  if (strcmp (got, wanted) != 0)
    printf ("# wanted \"%s\" got \"%s\"\n", wanted, got);
  return strcmp (got, wanted) == 0;
}

static const char *
found (struct session *s)
{
  const struct findings *findings = session_check (s);
  SCOPED_BYTES to = { 0 };

  for (size_t i = 0; i < findings->count; i++)
    bytes_printf (&to, "%s%c:%s", i > 0 ? " " : "",
                  "?RWN"[findings->at[i].severity], findings -> at[i].id);
  return arena_copy (made, bytes_text (&to));
}

/* ---- putting ------------------------------------------------------------ */

static const struct {
  const char *key, *put;
  enum spelling spelling;
  bool parses;
  const char *text;
} puts_[] = {
  { "sinh", "5/3/24", TYPED, true, "2024-03-05" },
  { "sinh", "5/3/24", FILED, false, "5/3/24" },
  { "sinh", "31/2/2024", TYPED, false, "31/2/2024" },
  { "sinh", "2024-03-05", FILED, true, "2024-03-05" },
  { "sinh", "", TYPED, true, "" },
  { "ten", "  nguyễn   văn an ", TYPED, true, "nguyễn văn an" },
  { "ten", "Nguye\u0302\u0303n", FILED, true, "Nguyễn" },
  { "ten", "R2D2", TYPED, false, "R2D2" },
  { "so", "1.000", TYPED, true, "1000" },
  { "so", "1.000", FILED, false, "1.000" },
  { "loai", "Đặc biệt", FILED, true, "2" },
  { "ly_do", "tab\there", FILED, false, "tab\there" },
};

static void
test_puts (void)
{
  for (size_t i = 0; i < sizeof puts_ / sizeof *puts_; i++) {
    struct session *s = session_new (form, &here, false);
    uint16_t f = field (puts_[i].key);
    bool parses = session_put (s, f, puts_[i].put, strlen (puts_[i].put),
                               puts_[i].spelling);

    ok (parses == puts_[i].parses && session_parses (s, f) == parses
          && is (session_text (s, f), puts_[i].text),
        "put: %s \"%s\" %s", puts_[i].key, puts_[i].put,
        puts_[i].spelling == TYPED ? "typed" : "from a file");
    session_free (s);
  }
}

static void
test_refused (void)
{
  struct session *s = session_new (form, &here, false);

  ok (!file (s, "gap_doi", "7") && is (text (s, "gap_doi"), "")
        && !file (s, "so_cc", "1") && is (text (s, "so_cc"), ""),
      "GIVEN fields take nothing");
  ok (!session_put (s, form->n_fields, "x", 1, FILED)
        && !session_put (s, NO_FIELD, "x", 1, FILED),
      "fields beyond the form take nothing");
  ok (!session_undo (s), "what was refused is no step");
  ok (is (session_text (s, NO_FIELD), "") && !session_parses (s, NO_FIELD)
        && !session_shown (s, NO_FIELD) && !session_needed (s, NO_FIELD)
        && !session_go (s, NO_FIELD) && !session_same (s, NO_FIELD),
      "fields beyond the form are nothing");
  session_free (s);
}

static void
test_unread (void)
{
  struct session *s = session_new (form, &here, false);

  file (s, "ten", "Lê Mai");
  file (s, "thuong_tru", "Lê Lợi, 26740");
  file (s, "loai", "1");
  file (s, "so", "x");
  ok (is (found (s), "R:so") && is (text (s, "so"), "x")
        && is (saved (s, "so"), ""),
      "what does not parse is kept, found once, and not saved");
  file (s, "so", "x\0y");
  ok (session_put (s, field ("so"), "7\0", 2, FILED) == false,
      "a 0 in the text is refused");
  file (s, "so", "7");
  ok (is (found (s), "") && is (saved (s, "so"), "7"),
      "and goes when it is mended");
  file (s, "ten", "\xff\xfe");
  ok (is (found (s), "R:ten") && is (text (s, "ten"), "\xff\xfe"),
      "bytes that are no text are kept as they are");
  session_free (s);
}

/* ---- hidden, given ------------------------------------------------------ */

static void
test_hidden (void)
{
  struct session *s = session_new (form, &here, false);

  file (s, "loai", "2");
  file (s, "ly_do", "ở xa");
  file (s, "tam_tru", "Lê Lợi, 26740");
  ok (session_shown (s, field ("ly_do")) && session_needed (s, field ("ly_do"))
        && is (saved (s, "ly_do"), "ở xa")
        && session_values (s)->wards[3] == 26740,
      "a shown field is saved, and its ward");
  file (s, "loai", "1");
  ok (!session_shown (s, field ("ly_do"))
        && !session_needed (s, field ("ly_do")) && is (saved (s, "ly_do"), "")
        && session_values (s)->wards[3] == 0,
      "a hidden field is saved empty, and its ward");
  ok (is (text (s, "ly_do"), "ở xa"), "but keeps what was typed");
  file (s, "loai", "2");
  ok (is (saved (s, "ly_do"), "ở xa") && session_values (s)->wards[3] == 26740,
      "and shows it again");
  file (s, "ly_do", "tab\there");
  file (s, "loai", "1");
  file (s, "ten", "Lê Mai");
  file (s, "thuong_tru", "Lê Lợi, 26740");
  ok (is (found (s), ""), "what does not parse raises nothing while hidden");
  session_free (s);
}

static void
test_given (void)
{
  struct session *s = session_new (form, &here, false);

  file (s, "so", "4");
  ok (is (text (s, "gap_doi"), "8") && !session_shown (s, field ("ghi")),
      "a GIVEN field follows");
  file (s, "so", "6");
  ok (is (saved (s, "gap_doi"), "12") && session_shown (s, field ("ghi")),
      "and may show another");
  file (s, "so", "x");
  ok (is (text (s, "gap_doi"), ""), "and is empty without its source");
  session_free (s);
}

/* ---- the cursor --------------------------------------------------------- */

static bool
at (const struct session *s, const char *key)
{
  return is (form->fields[session_cursor (s)].key, key);
}

static void
test_cursor (void)
{
  struct session *s = session_new (form, &here, true);
  unsigned steps = 1;

  ok (at (s, "ten") && !session_back (s) && at (s, "ten"),
      "the cursor begins at the first field and stays there");
  session_go (s, field ("loai"));
  session_next (s);
  ok (at (s, "so"), "next passes over hidden fields");
  session_next (s);
  ok (at (s, "ngay"), "and over GIVEN ones");
  ok (!session_go (s, field ("ly_do")) && !session_go (s, field ("gap_doi"))
        && at (s, "ngay"),
      "go refuses them");
  type (s, "loai", "2");
  ok (session_go (s, field ("tam_tru")) && session_back (s) && at (s, "ly_do"),
      "back stops at what is shown now");
  type (s, "loai", "1");
  ok (at (s, "so"), "from a field that was hidden it goes on");
  session_go (s, field ("ten"));
  while (session_next (s))
    steps++;
  ok (at (s, "dai_them") && steps == 15, "next ends at the last field");
  session_free (s);
}

/* ---- taking back -------------------------------------------------------- */

static void
test_undo (void)
{
  struct session *s = session_new (form, &here, false);
  char number[16];
  int taken = 0;

  type (s, "ten", "Lê Mai");
  type (s, "so", "x");
  type (s, "so", "7");
  type (s, "so", "7");
  type (s, "loai", "1");
  ok (session_undo (s) && is (text (s, "loai"), "") && at (s, "loai"),
      "undo takes back the last put and goes there");
  ok (session_undo (s) && is (text (s, "so"), "x")
        && !session_parses (s, field ("so")),
      "the same again is no step; what did not parse comes back");
  ok (session_undo (s) && session_undo (s) && is (text (s, "ten"), "")
        && !session_undo (s),
      "to the beginning, and no further");

  for (int i = 0; i < 250; i++) {
    snprintf (number, sizeof number, "%d", i);
    file (s, "so", number);
  }
  while (session_undo (s))
    taken++;
  ok (taken == 200 && is (text (s, "so"), "49"), "200 steps are kept");
  session_free (s);
}

/* ---- initial values ----------------------------------------------------- */

static void
test_initial (void)
{
  struct session *s = session_new (form, &here, true);
  struct session *none = session_new (form, &here, false);

  ok (is (text (s, "loai"), "1") && is (text (s, "ngay"), "2026-11-21")
        && is (text (s, "noi"), "26740") && is (text (s, "huong"), "không")
        && is (text (s, "can_bo"), "lan") && is (text (s, "nguoi_nhan"), ""),
      "a new form begins with its initial values");
  ok (is (text (none, "loai"), "") && is (text (none, "ngay"), ""),
      "a row of a file does not");
  ok (!session_undo (s), "they are no steps");

  type (s, "thuong_tru", "Lê Lợi, 26740");
  ok (is (text (s, "noi_o"), "Lê Lợi, 26740")
        && is (text (s, "noi_gui"), "Lê Lợi, 26740")
        && session_values (s)->wards[2] == 26740,
      "a field that begins as another one goes with it, and so on");
  type (s, "noi_o", "Bà Triệu, 00004");
  type (s, "thuong_tru", "Trần Phú, 26740");
  ok (is (text (s, "noi_o"), "Bà Triệu, 00004")
        && is (text (s, "noi_gui"), "Bà Triệu, 00004"),
      "until it is touched itself");
  session_undo (s);
  session_undo (s);
  ok (is (text (s, "noi_o"), "Lê Lợi, 26740")
        && is (text (s, "noi_gui"), "Lê Lợi, 26740"),
      "undo leads back there");
  session_undo (s);
  ok (is (text (s, "noi_o"), "") && is (text (s, "noi_gui"), ""),
      "and to nothing");
  type (s, "noi_o", "");
  type (s, "thuong_tru", "Lê Lợi, 26740");
  ok (is (text (s, "noi_o"), ""), "what was emptied by hand stays empty");
  session_free (s);
  session_free (none);
}

static void
test_carry (void)
{
  struct session *s = session_new (form, &here, true), *next;

  type (s, "ten", "Lê Mai");
  type (s, "nguoi_nhan", "Bà Hai");
  type (s, "loai", "1");
  type (s, "ly_do", "ẩn");
  next = session_new (form, &here, true);
  ok (!session_same (next, field ("ten")), "nothing to take before");
  session_carry (next, s);
  session_free (s);
  ok (is (text (next, "nguoi_nhan"), "Bà Hai") && is (text (next, "ten"), ""),
      "\"previous\" comes from the form before, the rest does not");
  ok (session_same (next, field ("ten")) && is (text (next, "ten"), "Lê Mai")
        && session_undo (next) && is (text (next, "ten"), ""),
      "same takes one field, as a step");
  ok (!session_same (next, field ("ly_do"))
        && !session_same (next, field ("so"))
        && !session_same (next, field ("gap_doi")),
      "same takes nothing that was empty, hidden or given");
  type (next, "nguoi_nhan", "Ông Ba");
  session_carry (next, next);
  ok (is (text (next, "nguoi_nhan"), "Ông Ba"), "what was touched stays");
  session_clear (next, &here, true);
  ok (is (text (next, "nguoi_nhan"), "") && !session_same (next, field ("ten")),
      "clear forgets the form before");
  session_free (next);
}

/* ---- the day received, clearing, loading -------------------------------- */

static void
test_received (void)
{
  struct session *s = session_new (form, &here, true);

  type (s, "ten", "Lê Mai");
  type (s, "thuong_tru", "Lê Lợi, 26740");
  ok (!type (s, "loai", "3") && is (found (s), "R:loai"),
      "a choice that is no more");
  session_received (s, in_may);
  ok (session_parses (s, field ("loai")) && is (found (s), "")
        && is (saved (s, "loai"), "3"),
      "was one in May");
  ok (is (text (s, "ngay"), "2026-05-15"), "initial values follow the day");
  session_received (s, now);
  ok (!session_parses (s, field ("loai")) && is (text (s, "loai"), "3"),
      "and is none again");
  session_free (s);
}

/* A choice that was read once is not read again, unless it may differ. */
static void
test_repeated (void)
{
  struct session *s = session_new (form, &here, false);
  bool good = true;

  for (int row = 0; row < 3; row++) {
    session_clear (s, &here, false);
    good = good && type (s, "loai", "đặc") && is (saved (s, "loai"), "2")
           && file (s, "loai", "Thường") && is (saved (s, "loai"), "1")
           && !file (s, "loai", "đặc") && is (text (s, "loai"), "đặc")
           && !file (s, "loai", "3");
    session_received (s, in_may);
    good = good && file (s, "loai", "3") && is (saved (s, "loai"), "3");
  }
  ok (good, "what was chosen before is chosen again, on the same terms");
  session_free (s);
}

/* Whether TEXT is read in field F as it is by a session that has read nothing.
 */
static bool
is_read_anew (struct session *s, uint16_t f, const char *text)
{
  struct session *other = session_new (form, &here, false);
  bool one = session_take (s, f, text, strlen (text), FILED);
  bool two = session_take (other, f, text, strlen (text), FILED);
  bool same = one == two && is (session_text (s, f), session_text (other, f));

  session_free (other);
  return same;
}

/* Choices of one slot, and with one beginning, do not stand for each other:
 * codes, labels, parts of labels and more than labels.
 */
static void
test_many_choices (void)
{
  enum { CHOICES = 60, ROUNDS = 2 };
  struct session *s = session_new (form, &here, false);
  uint16_t f = field ("noi");
  bool good = true;

  for (int round = 0; round < ROUNDS; round++)
    for (size_t i = 0; i < CHOICES && good; i++) {
      struct form_choice choice = field_choice (&form->fields[f], i);
      SCOPED_BYTES other = { 0 };

      bytes_printf (&other, "%sx", choice.label[0]);
      good = is_read_anew (s, f, choice.code)
             && is_read_anew (s, f, choice.label[0])
             && is_read_anew (s, f, bytes_text (&other))
             && is_read_anew (s, f, choice.label[0] + 1);
    }
  ok (good, "many choices are read as by who has read none");
  session_free (s);
}

static void
test_clear (void)
{
  struct session *s = session_new (form, &here, false);
  const struct place there = { "00004", "nam", in_may };

  file (s, "ten", "Lê Mai");
  file (s, "thuong_tru", "Lê Lợi, 26740");
  file (s, "so", "x");
  file (s, "noi", "00005");
  session_go (s, field ("so"));
  session_check (s);
  session_clear (s, &there, false);
  ok (is (text (s, "ten"), "") && is (text (s, "so"), "") && at (s, "ten")
        && session_values (s)->wards[0] == 0 && !session_undo (s)
        && is (found (s), "R:ten R:thuong_tru R:loai"),
      "clear empties everything");
  session_clear (s, &there, true);
  ok (is (text (s, "noi"), "00004") && is (text (s, "can_bo"), "nam")
        && is (text (s, "ngay"), "2026-05-15"),
      "and begins in another place");
  session_free (s);
}

static void
test_load (void)
{
  struct session *s = session_new (form, &here, true);
  struct session *again = session_new (form, &here, true);
  struct values values = *session_values (s);
  const char *texts[64];
  uint32_t wards[8] = { 11111, 0, 22222, 0 };

  memcpy (texts, values.texts, form->n_fields * sizeof *texts);
  texts[field ("ten")] = "Lê Mai";
  texts[field ("thuong_tru")] = "Đường cũ, xã đã sáp nhập";
  texts[field ("noi_o")] = "";
  texts[field ("so")] = "4";
  texts[field ("gap_doi")] = "9";
  texts[field ("so_cc")] = "12/2026";
  texts[field ("sinh")] = "no date";
  values = (struct values){ .texts = texts, .wards = wards };
  type (again, "ten", "Trần Bình");
  session_load (again, &values);
  ok (is (text (again, "ten"), "Lê Mai") && !session_undo (again),
      "load replaces everything");
  ok (session_values (again)->wards[0] == 11111,
      "a ward that was recognised then stays");
  ok (is (saved (again, "gap_doi"), "8")
        && is (saved (again, "so_cc"), "12/2026"),
      "computed fields are computed again, numbers of books stay");
  ok (is (text (again, "sinh"), "no date")
        && !session_parses (again, field ("sinh")),
      "a value that does not parse any more stays as text");
  type (again, "thuong_tru", "Lê Lợi, 26740");
  ok (session_values (again)->wards[0] == 26740
        && is (text (again, "noi_o"), ""),
      "an address that is typed anew has its ward anew");
  session_free (s);
  session_free (again);
}

/* Two change one dossier: who comes second keeps what she put. */
static void
test_merge (void)
{
  struct session *s = session_new (form, &here, true);
  struct values values = *session_values (s);
  const char *base_texts[64], *there_texts[64];
  struct values base = { .texts = base_texts, .wards = values.wards };
  struct values there = { .texts = there_texts, .wards = values.wards };

  memcpy (base_texts, values.texts, form->n_fields * sizeof *base_texts);
  base_texts[field ("ten")] = "Lê Mai";
  base_texts[field ("so")] = "4";
  memcpy (there_texts, base_texts, sizeof there_texts);
  there_texts[field ("ten")] = "Lê Thị Mai";
  there_texts[field ("so")] = "5";
  there_texts[field ("huong")] = "ba";
  session_load (s, &base);
  ok (session_differs (s, &base) == 0 && session_differs (s, &there) == 3,
      "fields that differ are counted");
  type (s, "so", "6");
  type (s, "sinh", "31/2/2024");
  session_go (s, field ("sinh"));
  session_merge (s, &base, &there);
  ok (is (text (s, "ten"), "Lê Thị Mai") && is (text (s, "huong"), "ba"),
      "merged: what somebody else saved comes in");
  ok (is (text (s, "so"), "6") && is (text (s, "sinh"), "31/2/2024")
        && !session_parses (s, field ("sinh")),
      "what was put stays, also what does not parse");
  ok (session_cursor (s) == field ("sinh") && session_differs (s, &there) == 2,
      "so does the cursor");
  session_free (s);
}

static void
test_large (void)
{
  struct session *s = session_new (form, &here, true);
  SCOPED_BYTES long_text = { 0 };

  for (int i = 0; i < 40000; i++)
    bytes_add_text (&long_text, i % 50 == 49 ? "\n" : "ê");
  type (s, "ten", "Lê Mai");
  type (s, "thuong_tru", "Lê Lợi, 26740");
  type (s, "dai", bytes_text (&long_text));
  type (s, "dai_nua", bytes_text (&long_text));
  ok (is (found (s), ""), "much is taken");
  type (s, "dai_them", bytes_text (&long_text));
  ok (!session_passes (s), "a dossier too large is not left to the server");
  ok (is (found (s), "R:" SESSION_LARGE),
      "more than a record holds is refused");
  session_free (s);
}

int
main (void)
{
  form = made_form ();
  test_puts ();
  test_refused ();
  test_unread ();
  test_hidden ();
  test_given ();
  test_cursor ();
  test_undo ();
  test_initial ();
  test_carry ();
  test_received ();
  test_repeated ();
  test_many_choices ();
  test_clear ();
  test_load ();
  test_merge ();
  test_large ();
  made_free (form);
  return tap_done ();
}
