/* rows-test.c - tables as they are stored, and out of it. */

#include "tests/tap.h"

#include "form/rows.h"

#include <string.h>

static const struct form_field columns[] = {
  { .key = "ten", .label = { "Tên" }, .kind = HOSO_TEXT },
  { .key = "so", .label = { "Số" }, .kind = HOSO_WHOLE },
};

static const struct form_field table = { .key = "bang",
                                         .label = { "Bảng" },
                                         .kind = HOSO_TABLE,
                                         .columns = columns,
                                         .n_columns = 2 };

/* CELLS: rows parted by "|", cells by ",". */
static const struct {
  const char *name, *stored, *cells;
  size_t count;
} cases[] = {
  { "nothing", "", "", 0 },
  { "one row", "[{\"ten\":\"a\",\"so\":\"1\"}]", "a,1", 1 },
  { "empty cells", "[{\"so\":\"1\"},{\"ten\":\"b\"}]", ",1|b,", 2 },
  { "braces and quotes in texts",
    "[{\"ten\":\"{ \\\"x\\\" } [\"},{\"ten\":\"\\\\\"}]", "{ \"x\" } [,|\\,",
    2 },
};

static void
add_cells (const struct rows *rows, struct bytes *to)
{
  for (size_t i = 0; i < rows->count; i++)
    bytes_printf (to, "%s%s,%s", i == 0 ? "" : "|", rows->cells[2 * i],
                  rows->cells[2 * i + 1]);
}

static void
test_case (size_t i)
{
  struct arena *arena = arena_new ();
  struct rows rows = rows_of (&table, cases[i].stored, arena);
  SCOPED_BYTES cells = { 0 }, again = { 0 };

  add_cells (&rows, &cells);
  rows_add (&table, rows.cells, rows.count, &again);
  if (!ok (rows.count == cases[i].count
             && rows_count (cases[i].stored) == cases[i].count
             && strcmp (bytes_text (&cells), cases[i].cells) == 0
             && strcmp (bytes_text (&again), cases[i].stored) == 0,
           "%s", cases[i].name))
    printf ("# got %zu rows, %s, stored %s\n", rows.count, bytes_text (&cells),
            bytes_text (&again));
  arena_free (arena);
}

/* Stored bytes may be damaged: there are fewer rows then, nothing worse. */
static void
test_damaged (void)
{
  static const char *const texts[] = { "[",
                                       "[{",
                                       "[{\"ten\"",
                                       "[{\"ten\":\"a\"",
                                       "[{\"ten\":1}]",
                                       "{\"ten\":\"a\"}",
                                       "[{\"ten\":\"a\"},",
                                       "abc",
                                       "[[{\"ten\":\"a\"}]]",
                                       "{{{{{{",
                                       "\"\\",
                                       "[{\"la\":\"x\"}]" };
  struct arena *arena = arena_new ();

  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct rows rows = rows_of (&table, texts[i], arena);

    ok (rows.count <= 1 && rows.cells != NULL, "damaged: %s", texts[i]);
  }
  arena_free (arena);
}

int
main (void)
{
  const char *empty[] = { "", "", "a", "" };
  SCOPED_BYTES stored = { 0 };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i);
  test_damaged ();
  rows_add (&table, empty, 2, &stored);
  ok (strcmp (bytes_text (&stored), "[{\"ten\":\"a\"}]") == 0,
      "an empty row is left out");
  return tap_done ();
}
