/* own-lists-test.c - the office's own lists in the place of the built ones. */

#include "area/area.h"
#include "base/file.h"
#include "tests/tap.h"
#include "text/date.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64];

static void
put (const char *name, const char *text)
{
  char path[128];

  file_join (path, sizeof path, folder, name, NULL);
  if (text == NULL)
    unlink (path);
  else
    file_write (path, 0600, text, strlen (text), NULL);
}

#define PROVINCES "province_code,full_name\n79,Thành phố Hồ Chí Minh\n"
#define WARDS "ward_code,full_name,province_code\n26740,Phường Sài Gòn,79\n"

static const struct {
  const char *name, *file, *text, *says;
} wrong[] = {
  { "no code", "nations.csv", "code,name_vi\nVN,Việt Nam\n,Lào\n",
    "nations.csv:3: " },
  { "no label", "nations.csv", "code,name_vi\nVN,\n", "nations.csv:2: " },
  { "a code twice", "nations.csv", "code,name_vi\nVN,A\n\"VN\",B\n",
    "nations.csv:3: " },
  { "no label, behind empty lines", "nations.csv",
    "code,name_vi\n\n\r\nVN,A\nXX,\n", "nations.csv:5: " },
  { "a code twice, behind a long row", "nations.csv",
    "code,name_vi\n\"A\",\"two\nlines\"\nVN,A\nVN,B\n", "nations.csv:5: " },
  { "a date that is none", "choices.csv",
    "set,code,label_vi,from\nSEX,1,Nam,2026-13-01\n", "choices.csv:2: " },
  { "a set in two places", "choices.csv",
    "set,code,label_vi\nSEX,1,Nam\nREL,1,Cha\nSEX,2,Nữ\n", "choices.csv:4: " },
  { "no set", "choices.csv", "set,code,label_vi\nSEX,1,Nam\n,2,Nữ\n",
    "choices.csv:3: " },
  { "a set with a long name", "choices.csv",
    "set,code,label_vi\nABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ,1,Nam\n",
    "choices.csv:2: " },
  { "no column", "choices.csv", "set,code,label\nSEX,1,Nam\n",
    "choices.csv:1: there is no column \"label_vi\"" },
  { "an open quote", "choices.csv", "set,code,label_vi\nSEX,1,\"Nam\n",
    "choices.csv: " },
  { "not UTF-8", "choices.csv", "set,code,label_vi\nSEX,1,N\xe0m\n",
    "choices.csv is not UTF-8" },
  { "a ward's kind", "wards_2025.csv",
    "ward_code,full_name,province_code\n26740,Sài Gòn,79\n",
    "wards_2025.csv:2: " },
  { "a ward's province", "wards_2025.csv",
    "ward_code,full_name,province_code\n26740,Phường Sài Gòn,99\n",
    "wards_2025.csv:2: " },
  { "a ward's code", "wards_2025.csv",
    "ward_code,full_name,province_code\n126740,Phường Sài Gòn,79\n",
    "wards_2025.csv:2: " },
  { "a ward twice", "wards_2025.csv",
    "ward_code,full_name,province_code\n26740,Phường Sài Gòn,79\n"
    "00004,Phường Ba Đình,01\n26740,Xã B,79\n",
    "wards_2025.csv: the code 26740 " },
  { "no wards", "wards_2025.csv", "ward_code,full_name,province_code\n",
    "wards_2025.csv:1: " },
  { "provinces without wards", "provinces_2025.csv", PROVINCES,
    "needs a wards_2025.csv" },
};

static void
test_wrong (void)
{
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct error e = { 0 };
    enum outcome got;

    put (wrong[i].file, wrong[i].text);
    got = area_start (folder, &e);
    put (wrong[i].file, NULL);
    if (!ok (got == ERR_INPUT && strstr (e.text, wrong[i].says) != NULL,
             "refused: %s", wrong[i].name))
      printf ("# %d \"%s\"\n", got, e.text);
  }
}

static void
test_own (void)
{
  struct error e = { 0 };
  const struct area_item *item;
  SCOPED_BYTES text = { 0 };

  put ("choices.csv", "\xef\xbb\xbfset,label_vi,code,label_en,from,until\r\n"
                      "SEX,Nam,1,Male,,\r\n\r\n"
                      "SEX,\"Nữ, \"\"hai\"\"\",2,,2026-01-01,2026-12-31\r\n"
                      "XOM,Xo\xcc\x81m Đình,A,,,\r\n"
                      "XOM,Xóm Chùa,B,,,\r\nXOM,Xóm Chua,C,,,\r\n");
  put ("ethnic_groups.csv", "code,name\n01,Kinh\n");
  put ("wards_2025.csv", "ward_code,full_name,province_code,from\n"
                         "40001,Xã Rất Mới,01,2026-10-01\n"
                         "26740,Phường Sài Gòn,79,\n");
  ok (area_start (folder, &e) == OK, "the office's own lists");

  ok (area_count (area_list ("SEX")) == 2
        && area_count (area_list ("ETHNIC")) == 1
        && area_count (area_list ("REL")) == 10
        && area_count (area_list ("NATION")) == 250,
      "replace those they name, and no other");
  item = area_by_code (area_list ("SEX"), "2");
  ok (item != NULL && strcmp (item->label[VI], "Nữ, \"hai\"") == 0
        && strcmp (item->label[EN], "Nữ, \"hai\"") == 0
        && item->from == date_day ("2026-01-01")
        && item->until == date_day ("2026-12-31"),
      "with quotes and dates");
  item = area_list ("XOM") == NULL
           ? NULL
           : area_by_label (area_list ("XOM"), "xom dinh");
  ok (item != NULL && strcmp (item->label[VI], "Xóm Đình") == 0,
      "a new set, decomposed letters composed");
  item = area_by_label (area_list ("XOM"), "Xóm Chua");
  ok (item != NULL && strcmp (item->code, "C") == 0
        && area_by_label (area_list ("XOM"), "xóm chua") == NULL,
      "of labels that are alike only the exact one");

  ok (area_count (area_list ("WARD")) == 2 && area_version () == 20261001,
      "the wards and their date");
  ok (area_ward_of ("1 A, Xã Rất Mới, Hà Nội") == 40001
        && area_ward_of ("1 A, 40001") == 40001
        && area_ward_of ("1 A, P. Sài Gòn, TP HCM") == 26740
        && area_ward_of ("1 A, Phường Ba Đình, Hà Nội") == 0,
      "addresses go by them");
  ok (area_ward_text (40001, &text)
        && strcmp (bytes_text (&text), "Xã Rất Mới, Thành phố Hà Nội") == 0,
      "and their texts");
  ok (strcmp (area_item (area_list ("WARD"), 0)->code, "26740") == 0,
      "in the order of the codes");
}

static void
test_own_provinces (void)
{
  struct error e = { 0 };

  put ("provinces_2025.csv", PROVINCES);
  put ("wards_2025.csv", WARDS);
  ok (area_start (folder, &e) == OK && area_count (area_list ("PROV")) == 1
        && area_ward_of ("P. Sài Gòn, TP HCM") == 26740,
      "provinces and wards");
}

int
main (void)
{
  const char *tmp = getenv ("TMPDIR");

  snprintf (folder, sizeof folder, "%.40s/lists-XXXXXX",
            tmp == NULL ? "/tmp" : tmp);
  if (mkdtemp (folder) == NULL)
    return 99;
  ok (area_start ("/nowhere", NULL) == OK
        && area_count (area_list ("WARD")) == 3321,
      "no folder, the built lists");
  test_wrong ();
  test_own ();
  test_own_provinces ();
  folder_remove (folder, NULL);
  return tap_done ();
}
