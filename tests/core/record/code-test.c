/* code-test.c - dossier numbers: which are the office's own, and both ways. */

#include "record/record.h"
#include "tests/tap.h"

#include <string.h>

static const struct {
  const char *name, *office, *typed;
  uint8_t kind;         /* CODE_NONE: refused */
  uint32_t day, serial; /* of the office's own */
  const char *shown;    /* NULL: as typed */
} cases[] = {
  { "with the office", "H29.22.1", "H29.22.1-261121-0001", CODE_OWN, 20261121,
    1, NULL },
  { "without the office", "H29.22.1", "261121-0001", CODE_OWN, 20261121, 1,
    "H29.22.1-261121-0001" },
  { "an office with a dash", "H29-22", "H29-22-261121-0012", CODE_OWN, 20261121,
    12, NULL },
  { "an office that looks like a day", "261120", "261120-261121-0012", CODE_OWN,
    20261121, 12, NULL },
  { "a busy day", "H29.22.1", "H29.22.1-261121-10000", CODE_OWN, 20261121,
    10000, NULL },
  { "the largest serial", "H29", "H29-991231-4294967295", CODE_OWN, 20991231,
    4294967295u, NULL },
  { "one too large", "H29", "H29-991231-4294967296", CODE_TEXT, 0, 0, NULL },
  { "a leap day", "H29", "H29-280229-0001", CODE_OWN, 20280229, 1, NULL },
  { "no such day", "H29", "H29-270229-0001", CODE_TEXT, 0, 0, NULL },
  { "month 13", "H29", "H29-261301-0001", CODE_TEXT, 0, 0, NULL },
  { "serial 0", "H29", "H29-261121-0000", CODE_TEXT, 0, 0, NULL },
  { "three digits", "H29", "H29-261121-001", CODE_TEXT, 0, 0, NULL },
  { "a zero too many", "H29", "H29-261121-00001", CODE_TEXT, 0, 0, NULL },
  { "no serial", "H29", "H29-261121-", CODE_TEXT, 0, 0, NULL },
  { "letters behind", "H29", "H29-261121-0001a", CODE_TEXT, 0, 0, NULL },
  { "another office", "H29.22.1", "H29.22.10-261121-0001", CODE_TEXT, 0, 0,
    NULL },
  { "the office twice", "H29", "H29-H29-261121-0001", CODE_TEXT, 0, 0, NULL },
  { "from elsewhere", "H29.22.1", "Số 12/2026-KS", CODE_TEXT, 0, 0, NULL },
  { "63 bytes", "H29",
    "123456789012345678901234567890123456789012345678901234567890123",
    CODE_TEXT, 0, 0, NULL },
  { "64 bytes", "H29",
    "1234567890123456789012345678901234567890123456789012345678901234",
    CODE_NONE, 0, 0, NULL },
  { "nothing", "H29", "", CODE_NONE, 0, 0, NULL },
};

static void
test_case (size_t i)
{
  struct code code;
  char text[96] = "";
  const char *shown = cases[i].shown ? cases[i].shown : cases[i].typed;
  bool read = code_read (cases[i].typed, cases[i].office, &code);
  bool good = read == (cases[i].kind != CODE_NONE);

  if (read) {
    code_text (&code, cases[i].office, text);
    good = good && code.kind == cases[i].kind && code.day == cases[i].day
           && code.serial == cases[i].serial && strcmp (text, shown) == 0;
  }
  if (!ok (good, "code_read: %s", cases[i].name))
    printf ("# \"%s\": read %d kind %u day %u serial %u \"%s\"\n",
            cases[i].typed, read, code.kind, code.day, code.serial, text);
}

int
main (void)
{
  struct code none = { .kind = CODE_NONE };
  char text[96] = "unset";

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i);
  code_text (&none, "H29", text);
  ok (text[0] == '\0', "code_text: none is empty");
  return tap_done ();
}
