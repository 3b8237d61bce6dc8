/* begin-test.c - what a form begins with: initial values, the form before, a
 * stored one, and what somebody else saved meanwhile.
 */

#include "tests/core/entry/filling.h"

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

/* Another form is none to take from, though it has the same fields. */
static void
test_carry_other (void)
{
  const struct form *twin = made_form_of (&hoso_plugin);
  struct session *before = session_new (twin, &here, true);
  struct session *s = session_new (form, &here, true);

  type (before, "ten", "Lê Mai");
  session_carry (s, before);
  ok (!session_same (s, field ("ten")), "nothing comes from another form");
  session_free (s);
  session_free (before);
  form_free ((struct form *) twin);
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
  type (s, "loai", "c");
  session_merge (s, &base, &there);
  ok (!session_parses (s, field ("loai")), "a choice that is no more stays");
  session_received (s, in_may);
  ok (session_parses (s, field ("loai")) && is (saved (s, "loai"), "3"),
      "and how it was put, for the day when it was one");
  session_free (s);
}

int
main (void)
{
  form = made_form ();
  test_initial ();
  test_carry ();
  test_carry_other ();
  test_clear ();
  test_load ();
  test_merge ();
  made_free (form);
  return tap_done ();
}
