/* keys-test.c - a key table gives actions and the row at the bottom. */

#include "tests/tap.h"
#include "tui/canvas.h"
#include "tui/keys.h"

#include <string.h>

enum { HELP = 1, SAVE, NEW, NEXT, FREE };

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", "Trợ giúp", "helps" },
  { KEY_F2, 0, SAVE, "F2", "Lưu", "saves" },
  { KEY_CONTROL, 'O', SAVE, "Ctrl-O", NULL, "saves" },
  { KEY_TEXT, '1', NEW, "1", "Nhập mới", "begins" },
  { KEY_DOWN, 0, NEXT, "↓", "Ô kế", "goes on" },
  { KEY_INSERT, 0, FREE, "Ins", "Ghi khác", "takes any words" },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

static const struct {
  const char *name;
  struct event event;
  int action;
} cases[] = {
  { "a function key", { .key = KEY_F2 }, SAVE },
  { "its second way", { .key = KEY_CONTROL, .text = "O" }, SAVE },
  { "another control key", { .key = KEY_CONTROL, .text = "P" }, 0 },
  { "a character", { .key = KEY_TEXT, .text = "1" }, NEW },
  { "another character", { .key = KEY_TEXT, .text = "2" }, 0 },
  { "a letter of more bytes", { .key = KEY_TEXT, .text = "ế" }, 0 },
  { "a key that is in no row", { .key = KEY_F12 }, 0 },
  { "a pasted character is no command",
    { .key = KEY_TEXT, .text = "1", .pasted = true },
    0 },
};

static const struct {
  int columns;
  const char *row;
} rows[] = {
  { 60, " F1 Trợ giúp  F2 Lưu  1 Nhập mới  ↓ Ô kế  Ins Ghi khác" },
  { 44, " F1 Trợ giúp  F2 Lưu  1 Nhập mới  ↓ Ô kế" },
  { 24, " F1 Trợ giúp  F2 Lưu" },
  { 10, " F2 Lưu" },
  { 3, "" },
};

int
main (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int got = keys_action (keys, &cases[i].event);

    if (!ok (got == cases[i].action, "%s", cases[i].name))
      printf ("# wanted %d got %d\n", cases[i].action, got);
  }
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct canvas c = { 0 };
    SCOPED_BYTES got = { 0 };

    canvas_size (&c, 1, rows[i].columns);
    keys_draw (keys, &c, 0);
    canvas_lines (&c, &got);
    got.len -= got.len > 0;
    if (!ok (strcmp (bytes_text (&got), rows[i].row) == 0,
             "the key row in %d columns", rows[i].columns))
      printf ("# wanted \"%s\"\n# got    \"%s\"\n", rows[i].row,
              bytes_text (&got));
    canvas_free (&c);
  }
  return tap_done ();
}
