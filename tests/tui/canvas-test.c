/* canvas-test.c - texts in cells: cut, wide, combined, unmeasured, outside. */

#include "tests/tap.h"
#include "tui/canvas.h"

#include <string.h>

/* One row of ten cells; "|" is put behind the text, at the column returned. */
static const struct {
  const char *name, *text;
  int column, cells;
  const char *row;
} cases[] = {
  { "fits", "Lê", 0, -1, "Lê|" },
  { "from a column", "Lê", 3, -1, "   Lê|" },
  { "fits just", "Nguyễn An!", 0, -1, "Nguyễn An!" },
  { "cut at the row's end", "Nguyễn Thị Ánh", 0, -1, "Nguyễn Th…" },
  { "cut at so many cells", "Nguyễn", 0, 4, "Ngu…|" },
  { "one cell", "Nguyễn", 0, 1, "…|" },
  { "no cell", "Nguyễn", 0, 0, "|" },
  { "outside", "Nguyễn", 12, -1, "" },
  { "partly outside", "Nguyễn", 7, -1, "       Ng…" },
  { "nothing", "", 2, -1, "  |" },
  { "wide letters", "김a", 0, -1, "김a|" },
  { "wide letters, cut", "김김김김김김", 0, -1, "김김김김…|" },
  { "no room for half a letter", "a김김", 0, 4, "a김…|" },
  { "a mark that does not compose", "ơ\u0306a", 0, -1, "ơ\u0306a|" },
  { "a mark on a wide letter", "김\u0306a", 0, -1, "김\u0306a|" },
  { "a mark at the end of the row", "123456789ơ\u0306", 0, -1,
    "123456789ơ\u0306" },
  { "a mark without a letter", "\u0301a", 0, -1, "a|" },
  { "more marks than a cell holds",
    "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a"
    "\u030b\u030c\u030d\u030e\u030f\u0310\u0311\u0312\u0313\u0314b",
    0, -1, "a\u0301\u0302\u0303\u0304\u0305b|" },
  { "signs of no width", "a\u200b\u200d\ufeff\ufe0fb", 0, -1, "ab|" },
  { "directions", "a\u202eb\u2066c", 0, -1, "abc|" },
  { "emoji: two cells that show nothing wrong", "a😀b", 0, -1, "a? b|" },
  { "a family of emoji", "👨\u200d👩\u200d👧b", 0, -1, "? ? ? b|" },
  { "skin is no letter", "👍\U0001f3fdb", 0, -1, "? b|" },
  { "private use", "\ue000b", 0, -1, "?b|" },
  { "Nôm", "𠀀b", 0, -1, "𠀀b|" },
  { "controls", "a\033[31mb\tc", 0, -1, "a?[31mb?c|" },
  { "C1 controls", "a\302\2331b", 0, -1, "a?1b|" },
  { "a line end", "a\nb", 0, -1, "a¶b|" },
  { "bad bytes", "a\377\303", 0, -1, "a??|" },
  { "a broken letter at the end", "a\341\272", 0, -1, "a??|" },
};

static void
test_texts (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct canvas c = { 0 };
    SCOPED_BYTES got = { 0 };
    int behind;

    canvas_size (&c, 1, 10);
    behind = canvas_text (&c, 0, cases[i].column, cases[i].cells, STYLE_PLAIN,
                          cases[i].text);
    canvas_text (&c, 0, behind, 1, STYLE_PLAIN, "|");
    canvas_lines (&c, &got);
    got.len -= got.len > 0; /* the line end */
    if (!ok (strcmp (bytes_text (&got), cases[i].row) == 0, "%s",
             cases[i].name))
      printf ("# wanted \"%s\"\n# got    \"%s\"\n", cases[i].row,
              bytes_text (&got));
    canvas_free (&c);
  }
}

/* What is measured and what is drawn agree for every text. */
static void
test_measure (void)
{
  unsigned bad = 0;

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *text = cases[i].text;
    size_t len = strlen (text);
    struct canvas c = { 0 };

    canvas_size (&c, 1, 80);
    bad +=
      canvas_text (&c, 0, 0, -1, STYLE_PLAIN, text) != canvas_cells (text, len);
    for (int cells = 0; cells < 12; cells++)
      bad += canvas_cells (text, canvas_fit (text, len, cells)) > cells;
    canvas_free (&c);
  }
  ok (bad == 0, "measured as drawn");
}

static void
test_places (void)
{
  static const struct {
    int row, column, cursor_row, cursor_column;
  } rows[] = {
    { 1, 3, 1, 3 },
    { -1, -5, 0, 0 },
    { 9, 99, 2, 9 },
  };
  struct canvas c = { 0 };
  SCOPED_BYTES got = { 0 };

  canvas_size (&c, 3, 10);
  canvas_text (&c, -1, 0, -1, STYLE_PLAIN, "above");
  canvas_text (&c, 3, 0, -1, STYLE_PLAIN, "below");
  canvas_text (&c, 1, -3, 5, STYLE_PLAIN, "12345");
  canvas_fill (&c, 2, 8, 5, STYLE_PLAIN, '_');
  canvas_right (&c, 0, 10, STYLE_PLAIN, "phải");
  canvas_lines (&c, &got);
  if (!ok (strcmp (bytes_text (&got), "      phải\n45\n        __\n") == 0,
           "what lies outside is dropped"))
    printf ("# got %s\n", bytes_text (&got));
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    canvas_cursor (&c, rows[i].row, rows[i].column);
    ok (c.cursor_row == rows[i].cursor_row
          && c.cursor_column == rows[i].cursor_column,
        "cursor at %d, %d stays inside", rows[i].row, rows[i].column);
  }
  canvas_free (&c);
}

/* A wide letter that loses a half to another text leaves a blank. */
static void
test_halves (void)
{
  struct canvas c = { 0 };
  SCOPED_BYTES got = { 0 };

  canvas_size (&c, 1, 10);
  canvas_text (&c, 0, 0, -1, STYLE_PLAIN, "김가나다");
  canvas_text (&c, 0, 0, -1, STYLE_PLAIN, "<");
  canvas_text (&c, 0, 3, -1, STYLE_PLAIN, ">");
  canvas_text (&c, 0, 5, -1, STYLE_PLAIN, "한");
  canvas_lines (&c, &got);
  if (!ok (strcmp (bytes_text (&got), "<  > 한\n") == 0, "halves of letters"))
    printf ("# got %s\n", bytes_text (&got));
  canvas_free (&c);
}

/* A text longer than canvas_printf holds ends with a whole letter. */
static void
test_long (void)
{
  struct canvas c = { 0 };
  SCOPED_BYTES text = { 0 };
  SCOPED_BYTES got = { 0 };

  bytes_add_char (&text, '-'); /* so that no letter ends at a round number */
  for (unsigned i = 0; i < 1000; i++)
    bytes_add_text (&text, "ế");
  canvas_size (&c, 1, 1000);
  canvas_printf (&c, 0, 0, -1, STYLE_PLAIN, "%s", bytes_text (&text));
  canvas_lines (&c, &got);
  ok (strchr (bytes_text (&got), '?') == NULL && got.len > 900,
      "a long text is cut between letters");
  canvas_free (&c);
}

int
main (void)
{
  test_texts ();
  test_measure ();
  test_places ();
  test_halves ();
  test_long ();
  return tap_done ();
}
