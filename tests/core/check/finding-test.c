/* finding-test.c - lists of findings, reasons for warnings, and the socket. */

#include "check/finding.h"
#include "tests/tap.h"

#include <string.h>

static struct slice
slice (const char *text)
{
  return (struct slice){ (const unsigned char *) text, strlen (text) };
}

/* ---- override texts ----------------------------------------------------- */

static const struct {
  const char *override, *id;
  bool has;
} held[] = {
  { "V01: sinh ở xa", "V01", true },
  { "V01: sinh ở xa; V05: có giấy", "V05", true },
  { "V01:;V05:", "V05", true },
  { "  V01 : x", "V01", false }, /* an id is followed by its colon */
  { "V01", "V01", false },
  { "V012: x", "V01", false },
  { "V01: xem V05: ghi rõ", "V05", false }, /* within a reason */
  { "V01: a; b; V05: c", "V05", true },
  { "V03.ME: x", "V03.ME", true },
  { "me_ho_ten: x", "me_ho_ten", true },
  { "V03.ME: x", "V03", false },
  { "", "V01", false },
  { "V01: x", "", false },
  { ";;;", "V01", false },
};

static const struct {
  const char *name, *override, *kept;
} keeps[] = {
  { "all are warnings", "V01: a; V05: b", "V01: a; V05: b" },
  { "an unknown id goes", "V01: a; V99: x; V05: b", "V01: a; V05: b" },
  { "a refusal is never taken", "V10: let it; V05: b", "V05: b" },
  { "a note needs no reason", "V11: a", "" },
  { "semicolons in a reason stay", "V01: a; b;c; V99: d; e; V05: f",
    "V01: a; b;c; V05: f" },
  { "text without an id goes", "because; V01: a", "V01: a" },
  { "a key of a field", "me_ho_ten: đúng vậy", "me_ho_ten: đúng vậy" },
  { "nothing", "", "" },
};

static const struct {
  const char *name, *before, *reason, *after;
} adds[] = {
  { "the first", "", "vắng mặt", "V05: vắng mặt" },
  { "one more", "V01: a", "b", "V01: a; V05: b" },
  { "a reason cannot pretend to be another's", "", "a; V01: b",
    "V05: a, V01: b" },
  { "blanks around it go", "", "  a  b ", "V05: a b" },
};

static struct findings
some_findings (void)
{
  struct findings f = { 0 };

  findings_add (&f, HOSO_WARN, "V01", 3, 0, "Quá 60 ngày.");
  findings_add (&f, HOSO_WARN, "V05", NO_FIELD, 0, "Kiểm tra.");
  findings_add (&f, HOSO_REFUSE, "V10", 1, 2, "Một người.");
  findings_add (&f, HOSO_NOTE, "V11", 1, 0, "");
  findings_add (&f, HOSO_WARN, "me_ho_ten", 2, 0, "gõ dở");
  return f;
}

static void
test_override (void)
{
  struct findings f = some_findings ();

  for (size_t i = 0; i < sizeof held / sizeof *held; i++)
    ok (override_has (slice (held[i].override), held[i].id) == held[i].has,
        "\"%s\" %s \"%s\"", held[i].override, held[i].has ? "has" : "has not",
        held[i].id);
  for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++) {
    SCOPED_BYTES kept = { 0 };

    override_keep (slice (keeps[i].override), &f, &kept);
    if (!ok (strcmp (bytes_text (&kept), keeps[i].kept) == 0,
             "override_keep: %s", keeps[i].name))
      printf ("# wanted \"%s\" got \"%s\"\n", keeps[i].kept,
              bytes_text (&kept));
  }
  for (size_t i = 0; i < sizeof adds / sizeof *adds; i++) {
    SCOPED_BYTES text = { 0 };

    bytes_add_text (&text, adds[i].before);
    override_add (&text, "V05", adds[i].reason);
    if (!ok (strcmp (bytes_text (&text), adds[i].after) == 0,
             "override_add: %s", adds[i].name))
      printf ("# wanted \"%s\" got \"%s\"\n", adds[i].after,
              bytes_text (&text));
  }
  findings_free (&f);
}

/* ---- lists -------------------------------------------------------------- */

static bool
same (const struct findings *a, const struct findings *b)
{
  bool good = a->count == b->count;

  for (size_t i = 0; good && i < a->count; i++)
    good = a->at[i].severity == b->at[i].severity
           && a->at[i].field == b->at[i].field && a->at[i].row == b->at[i].row
           && strcmp (a->at[i].id, b->at[i].id) == 0
           && strcmp (a->at[i].text, b->at[i].text) == 0;
  return good;
}

static void
test_counts (void)
{
  struct findings f = { 0 };

  ok (!findings_refuse (&f) && findings_of (&f, HOSO_WARN) == 0,
      "nothing is found in nothing");
  f = some_findings ();
  ok (findings_refuse (&f) && findings_of (&f, HOSO_REFUSE) == 1
        && findings_of (&f, HOSO_WARN) == 3 && findings_of (&f, HOSO_NOTE) == 1,
      "findings are counted by severity");
  findings_clear (&f);
  ok (f.count == 0 && !findings_refuse (&f), "clear leaves none");
  findings_add (&f, HOSO_WARN, "an-id-that-is-longer-than-thirty-one-bytes", 0,
                0, "");
  ok (strlen (f.at[0].id) == sizeof f.at[0].id - 1, "a long id is cut");
  findings_free (&f);
}

static bool
take_exact (const unsigned char *from, size_t len, struct findings *f)
{
  unsigned char *exact = bytes_must (len + 1);
  struct reader r = reader_of (exact + 1, len);
  bool good;

  memcpy (exact + 1, from, len);
  good = findings_take (&r, f);
  free (exact);
  return good;
}

static void
test_socket (void)
{
  SCOPED_BYTES at = { 0 };
  struct findings f = some_findings (), got = { 0 };
  size_t taken = 0;

  findings_put (&f, &at);
  ok (take_exact (at.at, at.len, &got) && same (&f, &got),
      "findings come back from the socket");
  for (size_t len = 0; len < at.len; len++) {
    findings_clear (&got);
    taken += take_exact (at.at, len, &got);
  }
  ok (taken == 0, "findings cut at every length are refused");
  for (size_t i = 0; i < at.len; i++) {
    findings_clear (&got);
    at.at[i] ^= 0xff;
    take_exact (at.at, at.len, &got);
    at.at[i] ^= 0xff;
  }
  ok (true, "findings with any byte bent stay inside");
  findings_free (&f);
  findings_free (&got);
}

static void
test_bent (void)
{
  static const struct {
    const char *name, *hex;
  } cases[] = {
    { "severity 0", "01000000"
                    "00"
                    "0100"
                    "0000"
                    "00000000"
                    "00000000" },
    { "severity 4", "01000000"
                    "04"
                    "0100"
                    "0000"
                    "00000000"
                    "00000000" },
    { "four billion of them", "ffffffff" },
    { "a 0 within the id", "01000000"
                           "01"
                           "0100"
                           "0000"
                           "02000000"
                           "4100"
                           "00000000" },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    unsigned char at[64];
    size_t len = strlen (cases[i].hex) / 2;
    struct findings got = { 0 };
    bool read = hex_read (cases[i].hex, at, len);

    ok (read && !take_exact (at, len, &got) && got.count == 0,
        "findings are refused: %s", cases[i].name);
    findings_free (&got);
  }
}

int
main (void)
{
  test_counts ();
  test_override ();
  test_socket ();
  test_bent ();
  return tap_done ();
}
