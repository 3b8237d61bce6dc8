/* draft-test.c - what was typed comes back from a draft, or the session stays
 * as it was.
 */

#include "entry/session.h"
#include "tests/core/made-form.h"
#include "tests/tap.h"

static const struct hoso_field form_fields[] = {
  HOSO_FIELD (NAME, REQUIRED, "ten", "Họ tên"),
  HOSO_FIELD (DATE, OPTIONAL, "sinh", "Ngày sinh"),
  HOSO_FIELD (ADDRESS, OPTIONAL, "thuong_tru", "Nơi thường trú"),
  HOSO_FIELD (ADDRESS, OPTIONAL, "noi_o", "Nơi ở", .initial = "thuong_tru"),
  HOSO_FIELD (YES_NO, OPTIONAL, "co", "Có"),
  HOSO_FIELD (TEXT, OPTIONAL, "ghi", "Ghi", .shown = "co = 1"),
  HOSO_END_OF_FORM
};

HOSO_REGISTER (.name = "thu", .code = "9.000001", .revision = 2, .title = "Thử",
               .form = form_fields);

enum { TEN, SINH, THUONG_TRU, NOI_O, CO, GHI, FIELDS };

static const struct form *form;
static const struct place here = { "26740", "lan", 1795223700000000 };
static const struct place later = { "26740", "lan", 1795313700000000 };

static void
type (struct session *s, uint16_t f, const char *text)
{
  session_put (s, f, text, strlen (text), TYPED);
}

/* Typed, untouched, hidden, and what does not parse. */
static struct session *
half_typed (void)
{
  struct session *s = session_new (form, &here, true);

  type (s, TEN, "Lê Mai");
  type (s, SINH, "31/2/24");
  type (s, THUONG_TRU, "Lê Lợi, 26740");
  type (s, CO, "1");
  type (s, GHI, "một ít");
  type (s, CO, "0");
  session_go (s, SINH);
  return s;
}

static bool
same (struct session *a, struct session *b)
{
  bool good = session_cursor (a) == session_cursor (b);
  const struct findings *found_a = session_check (a);
  const struct findings *found_b = session_check (b);

  for (uint16_t f = 0; f < FIELDS; f++)
    good = good && strcmp (session_text (a, f), session_text (b, f)) == 0
           && session_parses (a, f) == session_parses (b, f)
           && session_shown (a, f) == session_shown (b, f);
  good = good && found_a->count == found_b->count;
  for (size_t i = 0; good && i < found_a->count; i++)
    good = strcmp (found_a->at[i].text, found_b->at[i].text) == 0;
  return good;
}

static enum outcome
load_exact (struct session *s, const unsigned char *from, size_t len,
            struct error *e)
{
  unsigned char *exact = bytes_must (len + 1);
  enum outcome rc;

  memcpy (exact + 1, from, len);
  rc = session_load_draft (s, exact + 1, len, e);
  free (exact);
  return rc;
}

static void
test_both_ways (void)
{
  SCOPED_BYTES at = { 0 }, again = { 0 };
  struct session *s = half_typed (), *t = session_new (form, &later, true);

  session_save_draft (s, &at);
  type (t, TEN, "Trần Bình");
  ok (session_load_draft (t, at.at, at.len, NULL) == OK && same (s, t),
      "a draft comes back, cursor and all");
  session_save_draft (t, &again);
  ok (again.len == at.len && memcmp (again.at, at.at, at.len) == 0,
      "and is the same draft again");
  ok (!session_undo (t), "there is nothing to take back");
  type (t, CO, "1");
  ok (strcmp (session_values (t)->texts[GHI], "một ít") == 0,
      "what was hidden is there");
  type (t, THUONG_TRU, "Bà Triệu, 00004");
  ok (strcmp (session_text (t, NOI_O), "Bà Triệu, 00004") == 0
        && session_values (t)->wards[1] == 4,
      "what was not touched goes on with the other field");
  type (t, SINH, "29/2/24");
  ok (strcmp (session_text (t, SINH), "2024-02-29") == 0,
      "what did not parse is mended as usual");
  session_free (s);
  session_free (t);
}

static void
test_cut (void)
{
  SCOPED_BYTES at = { 0 };
  struct session *s = half_typed (), *t = half_typed ();
  size_t taken = 0;
  bool kept = true;

  session_save_draft (s, &at);
  type (s, TEN, "Trần Bình");
  type (t, TEN, "Trần Bình");
  for (size_t len = 0; len < at.len; len++) {
    struct error e = { OK, 0, "" };

    taken += load_exact (t, at.at, len, &e) != ERR_DAMAGED || e.text[0] == 0;
    kept = kept && same (s, t);
  }
  ok (taken == 0, "a draft cut at every length is refused");
  ok (kept, "and the session is as it was");
  ok (session_undo (t), "with its steps");
  session_free (s);
  session_free (t);
}

/* Any byte may be anything: the session still holds texts that are texts. */
static void
test_bent (void)
{
  SCOPED_BYTES at = { 0 };
  struct session *s = half_typed ();
  size_t seen = 0, loaded = 0;

  session_save_draft (s, &at);
  for (size_t i = 0; i < at.len; i++)
    for (unsigned bit = 0; bit < 8; bit++) {
      at.at[i] ^= (unsigned char) (1u << bit);
      loaded += load_exact (s, at.at, at.len, NULL) == OK;
      seen += session_cursor (s) + session_check (s)->count;
      for (uint16_t f = 0; f < FIELDS; f++)
        seen += strlen (session_values (s)->texts[f]);
      at.at[i] ^= (unsigned char) (1u << bit);
    }
  ok (seen > 0 && loaded > 0, "bent drafts stay inside (%zu were loaded)",
      loaded);
  session_free (s);
}

static void
test_other_form (void)
{
  static const struct {
    const char *name, *code;
    uint16_t revision, fields;
  } others[] = {
    { "another procedure", "9.000002", 2, FIELDS },
    { "another revision", "9.000001", 3, FIELDS },
    { "fewer fields", "9.000001", 2, FIELDS - 1 },
  };
  SCOPED_BYTES at = { 0 };
  struct session *s = half_typed ();

  session_save_draft (s, &at);
  session_free (s);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    struct form other = *form;
    struct error e = { OK, 0, "" };

    other.code = others[i].code;
    other.revision = others[i].revision;
    other.n_fields = others[i].fields;
    s = session_new (&other, &here, true);
    ok (session_load_draft (s, at.at, at.len, &e) == ERR_DAMAGED && e.text[0],
        "a draft is refused: %s", others[i].name);
    session_free (s);
  }
}

int
main (void)
{
  form = made_form ();
  test_both_ways ();
  test_cut ();
  test_bent ();
  test_other_form ();
  made_free (form);
  return tap_done ();
}
