/* person-id-test.c - numbers of people, of telephones, and addresses of mail.
 */

#include "tests/tap.h"
#include "text/person-id.h"

#include <stdlib.h>
#include <inttypes.h>
#include <string.h>

static const struct {
  const char *text, *stored; /* NULL: refused */
  int province, sex, year;
} ids[] = {
  { "001199000015", "001199000015", 1, 2, 1999 },
  { "079 090 000 028", "079090000028", 79, 1, 1990 },
  { "079.204.000028", "079204000028", 79, 1, 2004 },
  { "079304000028", "079304000028", 79, 2, 2004 },
  { "079404000028", "079404000028", 79, 1, 2104 },
  { "079904000028", "079904000028", 79, 2, 2304 },
  { "00119900001", NULL, 0, 0, 0 },
  { "0011990000155", NULL, 0, 0, 0 },
  { "012345678", NULL, 0, 0, 0 },
  { "00119900001a", NULL, 0, 0, 0 },
  { "-01199000015", NULL, 0, 0, 0 },
  { "", NULL, 0, 0, 0 },
};

static const struct {
  const char *text, *stored;
} phones[] = {
  { "0900000001", "0900000001" },
  { "02400000001", "02400000001" },
  { "090 000 0001", "0900000001" },
  { "090.000-0001", "0900000001" },
  { "+84900000001", "0900000001" },
  { "84900000001", "0900000001" },
  { "+84 24 0000 0001", "02400000001" },
  { "900000001", NULL },
  { "090000000", NULL },
  { "090000000123", NULL },
  { "0090000001", NULL },
  { "+1900000001", NULL },
  { "+0900000001", NULL },
  { "0900000001x", NULL },
  { "", NULL },
};

static const struct {
  const char *text;
  bool good;
} mails[] = {
  { "an@vidu.vn", true },
  { "a.b-c@mail.vidu.gov.vn", true },
  { "an@vidu", false },
  { "an.vidu.vn", false },
  { "@vidu.vn", false },
  { "an@", false },
  { "an@@vidu.vn", false },
  { "an@vidu.vn@x.vn", false },
  { "an @vidu.vn", false },
  { "an@vidu.", false },
  { "an@.vn", false },
  { "an@vidu..vn", false },
  { "", false },
};

/* Twelve digits put together at once are what they are one by one; with any
 * other byte among them they are no number.
 */
static void
test_numbers (void)
{
  unsigned numbers = 0, refused = 0;

  for (uint64_t n = 1, i = 0; i < 1000; i++) {
    char text[13];
    uint64_t got = 0;

    n = (n * UINT64_C (6364136223846793005) + 1442695040888963407);
    snprintf (text, sizeof text, "%012" PRIu64, n % UINT64_C (1000000000000));
    numbers += person_id_number (text, 12, &got)
               && got == n % UINT64_C (1000000000000);
  }
  for (unsigned place = 0; place < 12; place++)
    for (unsigned byte = 0; byte < 256; byte++) {
      char text[13] = "079095000123";
      uint64_t got;

      text[place] = (char) byte;
      if (byte < '0' || byte > '9')
        refused += !person_id_number (text, 12, &got);
    }
  if (!ok (numbers == 1000 && refused == 12 * 246,
           "person_id_number: twelve digits and nothing else"))
    printf ("# %u right, %u refused\n", numbers, refused);
  ok (!person_id_number ("07909500012", 11, &(uint64_t){ 0 })
        && !person_id_number ("0790950001234", 13, &(uint64_t){ 0 }),
      "person_id_number: neither eleven nor thirteen");
}

int
main (void)
{
  test_numbers ();
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
    char stored[13] = "unset";
    struct person_id id = { 0 };
    struct error e = { OK, 0, "" };
    enum outcome got = person_id_parse (ids[i].text, stored, &id, &e);
    bool good = ids[i].stored != NULL
                  ? got == OK && strcmp (stored, ids[i].stored) == 0
                      && id.province == ids[i].province && id.sex == ids[i].sex
                      && id.year == ids[i].year
                      && id.number == strtoull (stored, NULL, 10)
                  : got == ERR_INPUT && strcmp (stored, "unset") == 0
                      && e.text[0] != '\0';

    if (!ok (good, "person_id_parse: \"%s\"", ids[i].text))
      printf ("# got %s: %d %d %d\n", stored, id.province, id.sex, id.year);
  }
  for (size_t i = 0; i < sizeof phones / sizeof *phones; i++) {
    char stored[16] = "unset";
    enum outcome got = phone_parse (phones[i].text, stored, NULL);

    if (!ok (phones[i].stored != NULL
               ? got == OK && strcmp (stored, phones[i].stored) == 0
               : got == ERR_INPUT && strcmp (stored, "unset") == 0,
             "phone_parse: \"%s\"", phones[i].text))
      printf ("# got %s\n", stored);
  }
  for (size_t i = 0; i < sizeof mails / sizeof *mails; i++)
    ok (email_good (mails[i].text) == mails[i].good, "email_good: \"%s\"",
        mails[i].text);
  return tap_done ();
}
