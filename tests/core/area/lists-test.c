/* lists-test.c - lists by name, code and label; what became of old wards. */

#include "area/area.h"
#include "tests/tap.h"

#include <string.h>

static const struct {
  const char *name;
  size_t count;
  const char *first, *last; /* codes */
} lists[] = {
  { "SEX", 2, "1", "2" },
  { "IDTYPE", 4, "1", "4" },
  { "REL", 10, "0", "9" },
  { "RESTYPE", 3, "1", "3" },
  { "TTHN5", 5, "1", "5" },
  { "ETHNIC", 56, "01", "56" },
  { "NATION", 250, "VN", "XX" },
  { "PROV", 34, "01", "96" },
  { "WARD", 3321, "00004", "32248" },
};

static void
test_lists (void)
{
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    const struct area_list *list = area_list (lists[i].name);
    size_t count = list == NULL ? 0 : area_count (list);
    bool good =
      count == lists[i].count
      && strcmp (area_item (list, 0)->code, lists[i].first) == 0
      && strcmp (area_item (list, count - 1)->code, lists[i].last) == 0;

    if (!ok (good, "list %s", lists[i].name))
      printf ("# has %zu\n", count);
  }
  ok (area_list ("NOTHING") == NULL && area_list ("") == NULL
        && area_list ("sex") == NULL,
      "no other lists");
  ok (area_version () == 20260802, "the date of the list of wards");
}

/* Every item is found again by its code and by its label. */
static void
test_items (void)
{
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    const struct area_list *list = area_list (lists[i].name);
    unsigned wrong = 0;

    for (size_t k = 0; k < area_count (list); k++) {
      const struct area_item *item = area_item (list, k);
      bool good = area_by_code (list, item->code) == item
                  && area_by_label (list, item->label[VI]) == item
                  && area_by_label (list, item->label[EN]) == item
                  && item->from == INT32_MIN && item->until == INT32_MAX;

      if (!good)
        printf ("# %s %s\n", item->code, item->label[VI]);
      wrong += !good;
    }
    ok (wrong == 0, "items of %s by code and label", lists[i].name);
  }
}

static const struct {
  const char *list, *label, *code; /* NULL: none */
} labels[] = {
  { "SEX", "nữ", "2" },
  { "SEX", "nu", "2" },
  { "SEX", " FEMALE ", "2" },
  { "SEX", "", NULL },
  { "SEX", "3", NULL },
  { "ETHNIC", "kinh", "01" },
  { "ETHNIC", "ê-đê", "12" },
  { "NATION", "việt nam", "VN" },
  { "NATION", "Viet Nam", "VN" },
  { "NATION", "Han Quoc", "KR" },
  { "NATION", "japan", "JP" },
  { "NATION", "Không quốc tịch", "XX" },
  { "PROV", "Thành phố Hồ Chí Minh", "79" },
  { "PROV", "hồ chí minh", "79" },
  { "PROV", "TP.HCM", "79" },
  { "PROV", "Hanoi", "01" },
  { "PROV", "Tỉnh Lào Cai", "15" },
  { "PROV", "Bình Dương", NULL },
  { "WARD", "Phường Sài Gòn, Thành phố Hồ Chí Minh", "26740" },
  { "WARD", "P. Sài Gòn, TP HCM", "26740" },
  { "WARD", "Xã Tân Thành", NULL },
};

static const struct {
  const char *list, *code, *label; /* NULL: none */
} codes[] = {
  { "REL", "8", "Vợ/chồng" },
  { "REL", "08", NULL },
  { "REL", "", NULL },
  { "NATION", "VN", "Việt Nam" },
  { "NATION", "vn", NULL },
  { "WARD", "26740", "Phường Sài Gòn, Thành phố Hồ Chí Minh" },
  { "WARD", "00004", "Phường Ba Đình, Thành phố Hà Nội" },
  { "WARD", "4", NULL },
  { "WARD", "00001", NULL },
  { "WARD", "026740", NULL },
  { "WARD", "2674x", NULL },
};

static void
test_look_ups (void)
{
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
    const struct area_item *item =
      area_by_label (area_list (labels[i].list), labels[i].label);
    const char *got = item == NULL ? NULL : item->code;

    if (!ok (labels[i].code == NULL
               ? got == NULL
               : got != NULL && strcmp (got, labels[i].code) == 0,
             "%s by label \"%s\"", labels[i].list, labels[i].label))
      printf ("# got %s\n", got == NULL ? "none" : got);
  }
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    const struct area_item *item =
      area_by_code (area_list (codes[i].list), codes[i].code);
    const char *got = item == NULL ? NULL : item->label[VI];

    if (!ok (codes[i].label == NULL
               ? got == NULL
               : got != NULL && strcmp (got, codes[i].label) == 0,
             "%s by code \"%s\"", codes[i].list, codes[i].code))
      printf ("# got %s\n", got == NULL ? "none" : got);
  }
}

/* ---- wards --------------------------------------------------------------- */

static const struct {
  const char *name;
  uint32_t before;
  size_t count;
  uint32_t after[5];
} fates[] = {
  { "merged", 1, 1, { 97 } },     { "of the same code", 4, 1, { 4 } },
  { "divided", 634, 5, { 0 } },   { "put right: Ba Chẽ", 6970, 1, { 6978 } },
  { "unknown", 99999, 0, { 0 } }, { "none", 0, 0, { 0 } },
};

static void
test_successors (void)
{
  const struct area_list *wards = area_list ("WARD");
  uint32_t to[SUCCESSORS_MOST];
  SCOPED_BYTES text = { 0 };

  for (size_t i = 0; i < sizeof fates / sizeof *fates; i++) {
    size_t count = area_successors (fates[i].before, to);
    bool good = count == fates[i].count;

    for (size_t k = 0; good && k < count; k++) {
      char code[8];

      snprintf (code, sizeof code, "%05u", to[k]);
      good = area_by_code (wards, code) != NULL
             && (fates[i].after[0] == 0 || to[k] == fates[i].after[k]);
    }
    if (!ok (good, "a ward of before: %s", fates[i].name))
      printf ("# %zu, first %u\n", count, count > 0 ? to[0] : 0);
  }
  ok (area_ward_text (26740, &text)
        && strcmp (bytes_text (&text), "Phường Sài Gòn, Thành phố Hồ Chí Minh")
             == 0,
      "the text of a ward");
  ok (!area_ward_text (1, &text), "no text of an unknown ward");
}

int
main (void)
{
  test_lists ();
  test_items ();
  test_look_ups ();
  test_successors ();
  return tap_done ();
}
