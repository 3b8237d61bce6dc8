/* choice-box-test.c - choosing from a list, and from all wards of the country.
 */

#include "area/area.h"
#include "base/clock.h"
#include "base/error.h"
#include "tests/tap.h"
#include "text/utf8.h"
#include "tui/choice-box.h"

#include <string.h>

static const struct {
  const char *code, *label;
} items[] = {
  { "79012", "Bệnh viện Từ Dũ" },
  { "79013", "Bệnh viện Từ Dũ (cơ sở 2)" },
  { "79440", "Trạm y tế phường Tự Do" },
  { "79981", "Nhà hộ sinh Tú Dung" },
  { "79500", "Bệnh viện Đa khoa Sài Gòn" },
};

/* In KEYS, "<" is Backspace, "v" and "^" an arrow, "V" and "A" a page. */
static const struct {
  const char *name, *keys;
  size_t found;
  const char *chosen; /* code; NULL: none */
} cases[] = {
  { "nothing typed: all of them", "", 5, "79012" },
  { "without marks", "tu du", 3, "79012" },
  { "with marks, the same", "từ dũ", 3, "79012" },
  { "beginnings of words, in any order", "du tu", 3, "79012" },
  { "not the middle of a word", "ien", 0, NULL },
  { "a word behind a bracket", "co so", 1, "79013" },
  { "đ as d", "da khoa", 1, "79500" },
  { "by code", "7950", 1, "79500" },
  { "code and word", "79 so", 1, "79013" },
  { "blanks do not matter", "  tu   dung ", 1, "79981" },
  { "no such", "xyz", 0, NULL },
  { "Backspace widens again", "xyz<<<", 5, "79012" },
  { "down", "vv", 5, "79440" },
  { "and up", "vv^", 5, "79013" },
  { "up stops at the first", "^^", 5, "79012" },
  { "down stops at the last", "vvvvvvvv", 5, "79500" },
  { "a page", "V", 5, "79500" },
  { "and back", "VA", 5, "79012" },
  { "typing goes back to the first", "vvt", 4, "79012" },
  { "down in nothing", "xyzvV^", 0, NULL },
};

static struct event
event_of (const char *letter, size_t len)
{
  static const struct {
    char sign;
    enum key key;
  } signs[] = {
    { '<', KEY_BACKSPACE }, { 'v', KEY_DOWN },    { '^', KEY_UP },
    { 'V', KEY_PAGE_DOWN }, { 'A', KEY_PAGE_UP },
  };
  struct event event = { .key = KEY_TEXT };

  memcpy (event.text, letter, len);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (*letter == signs[i].sign)
      event.key = signs[i].key;
  return event;
}

static void
press (struct choice_box *b, const char *keys)
{
  const char *end = keys + strlen (keys);

  while (keys < end) {
    const char *from = keys;
    struct event event;

    utf8_next (&keys, end);
    event = event_of (from, (size_t) (keys - from));
    choice_key (b, &event);
  }
}

static void
test_cases (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct choice_box b;
    const struct choice *now;
    const char *code;

    choice_begin (&b);
    for (size_t k = 0; k < sizeof items / sizeof *items; k++)
      choice_add (&b, items[k].code, items[k].label);
    choice_search_again (&b);
    press (&b, cases[i].keys);
    now = choice_now (&b);
    code = now == NULL ? "none" : now->code;
    if (!ok (
          b.n_found == cases[i].found
            && strcmp (code, cases[i].chosen == NULL ? "none" : cases[i].chosen)
                 == 0,
          "%s", cases[i].name))
      printf ("# typed \"%s\" found %zu, chosen %s\n", cases[i].keys, b.n_found,
              code);
    choice_end (&b);
  }
}

static void
test_others (void)
{
  struct choice_box b;
  struct event key = { .key = KEY_ENTER };

  choice_begin (&b);
  choice_search_again (&b);
  press (&b, "vVA^x");
  ok (choice_now (&b) == NULL, "an empty list");
  ok (!choice_key (&b, &key), "Enter is the view's business");
  for (size_t k = 0; k < sizeof items / sizeof *items; k++)
    choice_add (&b, items[k].code, items[k].label);
  press (&b, "<");
  choice_go (&b, "79440");
  ok (strcmp (choice_now (&b)->code, "79440") == 0, "goes to a code");
  choice_go (&b, "1");
  ok (strcmp (choice_now (&b)->code, "79440") == 0, "stays for an unknown one");
  choice_end (&b);
}

/* ---- drawing ---- */

static void
test_drawing (void)
{
  static const struct {
    const char *keys, *screen;
  } rows[] = {
    { "", "Find: _________          5 / 5\n"
          "> 79012  Bệnh viện Từ Dũ\n"
          "  79013  Bệnh viện Từ Dũ (cơ …\n"
          "  79440  Trạm y tế phường Tự …\n" },
    { "vvv", "Find: _________          5 / 5\n"
             "> 79981  Nhà hộ sinh Tú Dung\n"
             "  79500  Bệnh viện Đa khoa Sà…\n\n" },
    { "tu dung", "Find: tu dung__          1 / 5\n"
                 "> 79981  Nhà hộ sinh Tú Dung\n\n\n" },
    { "x", "Find: x________          0 / 5\n\n\n\n" },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct choice_box b;
    struct canvas c = { 0 };
    SCOPED_BYTES got = { 0 };

    choice_begin (&b);
    for (size_t k = 0; k < sizeof items / sizeof *items; k++)
      choice_add (&b, items[k].code, items[k].label);
    choice_search_again (&b);
    press (&b, rows[i].keys);
    canvas_size (&c, 4, 30);
    choice_draw (&b, &c, 0, 0, 4, 30, true);
    canvas_lines (&c, &got);
    if (!ok (strcmp (bytes_text (&got), rows[i].screen) == 0,
             "drawn after \"%s\"", rows[i].keys))
      printf ("# %s\n", bytes_text (&got));
    canvas_free (&c);
    choice_end (&b);
  }
}

/* ---- all wards ---- */

static void
add_wards (struct choice_box *b)
{
  const struct area_list *wards = area_list ("WARD");

  for (size_t i = 0; i < area_count (wards); i++)
    choice_add (b, area_item (wards, i)->code, area_item (wards, i)->label[VI]);
  choice_search_again (b);
}

/* Each ward's own code leaves exactly that ward. */
static void
test_codes (struct choice_box *b)
{
  const struct area_list *wards = area_list ("WARD");
  unsigned wrong = 0;

  for (size_t i = 0; i < area_count (wards); i += 37) {
    edit_put (&b->search, area_item (wards, i)->code);
    choice_search_again (b);
    wrong += b->n_found != 1
             || strcmp (choice_now (b)->code, area_item (wards, i)->code) != 0;
  }
  ok (wrong == 0, "each ward by its code");
}

static void
test_wards (void)
{
  struct choice_box b;
  uint64_t began, took;

  choice_begin (&b);
  add_wards (&b);
  ok (b.n_all == 3321 && b.n_found == 3321, "3,321 wards");
  began = clock_ticks ();
  for (unsigned i = 0; i < 20; i++)
    press (&b, "sai gon<<<<<<<");
  took = clock_ticks () - began;
  printf ("# %.2f ms a key\n", (double) took / (20 * 14));
  ok (took < 20 * 14 * 50, "a key takes less than 50 ms");
  press (&b, "sai gon");
  if (!ok (b.n_found > 0 && strstr (choice_now (&b)->label, "Sài Gòn") != NULL,
           "found without marks"))
    printf ("# found %zu\n", b.n_found);
  test_codes (&b);
  choice_end (&b);
}

int
main (void)
{
  struct error e = { 0 };

  if (area_start (NULL, &e) != OK) {
    ok (false, "the lists: %s", e.text);
    return tap_done ();
  }
  test_cases ();
  test_others ();
  test_drawing ();
  test_wards ();
  return tap_done ();
}
