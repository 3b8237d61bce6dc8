/* person-id-test.c - numbers of people, of telephones, and addresses of mail.
 */

#include "tests/tap.h"
#include "text/person-id.h"

#include <stdlib.h>
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

int
main (void)
{
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
