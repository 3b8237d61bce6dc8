/* session-test.c - filling in a form: what is kept, shown, taken back, and what
 * is saved of it.
 */

#include "tests/core/entry/filling.h"

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

/* The ward of an address that was read last is no other address's. */
static void
test_wards (void)
{
  struct session *s = session_new (form, &here, false);

  file (s, "thuong_tru", "Lê Lợi, 26740");
  file (s, "noi_o", "Lê Lợi");
  file (s, "noi_gui", "Lê Lợi, 26740");
  ok (session_values (s)->wards[0] == 26740 && session_values (s)->wards[1] == 0
        && session_values (s)->wards[2] == 26740,
      "the beginning of an address has no ward");
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
  type (s, "loai", "2");
  session_go (s, field ("cuoi"));
  type (s, "loai", "1");
  ok (at (s, "dai_them"), "or back, where nothing comes any more");
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

/* ---- the day received, choices ------------------------------------------ */

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
  const struct hoso_text row = { text, strlen (text) };
  bool same;

  session_take_row (s, &f, &row, 1);
  session_take_row (other, &f, &row, 1);
  same = session_parses (s, f) == session_parses (other, f)
         && is (session_text (s, f), session_text (other, f));
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

/* ---- much --------------------------------------------------------------- */

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
  test_wards ();
  test_given ();
  test_cursor ();
  test_undo ();
  test_received ();
  test_repeated ();
  test_many_choices ();
  test_large ();
  made_free (form);
  return tap_done ();
}
