/* choice-box.c - a list that is searched while typing. */

#include "tui/choice-box.h"

#include "base/language.h"
#include "text/fold.h"

#include <stdio.h>
#include <string.h>

enum { PAGE = 10, CODE_CELLS = 7 };

void
choice_begin (struct choice_box *b)
{
  *b = (struct choice_box){ .arena = arena_new (), .rows = PAGE };
  edit_begin (&b->search, "", 60);
}

void
choice_end (struct choice_box *b)
{
  edit_end (&b->search);
  arena_free (b->arena);
  free (b->all);
  free (b->found);
}

void
choice_add (struct choice_box *b, const char *code, const char *label)
{
  SCOPED_BYTES fold = { 0 };

  if (b->n_all == b->room) {
    b->room = b->room == 0 ? 32 : 2 * b->room;
    b->all = bytes_must_again (b->all, b->room * sizeof *b->all);
    b->found = bytes_must_again (b->found, b->room * sizeof *b->found);
  }
  bytes_add_char (&fold, ' ');
  fold_add (&fold, code, strlen (code));
  bytes_add_char (&fold, ' ');
  fold_add (&fold, label, strlen (label));
  b->all[b->n_all++] =
    (struct choice){ arena_copy (b->arena, code), arena_copy (b->arena, label),
                     arena_copy (b->arena, bytes_text (&fold)) };
}

/* Whether each word of WANTED begins a word of FOLD; both are folded. */
static bool
matches (const char *fold, const char *wanted)
{
  char word[64] = " ";

  while (*wanted != '\0') {
    size_t len = strcspn (wanted, " ");

    if (len > 0 && len < sizeof word - 1) {
      memcpy (word + 1, wanted, len);
      word[len + 1] = '\0';
      if (strstr (fold, word) == NULL)
        return false;
    }
    wanted += len + (wanted[len] == ' ');
  }
  return true;
}

void
choice_search_again (struct choice_box *b)
{
  SCOPED_BYTES wanted = { 0 };
  const char *words = edit_text (&b->search);

  fold_add (&wanted, words, strlen (words));
  b->n_found = b->chosen = b->top = 0;
  for (size_t i = 0; i < b->n_all; i++)
    if (matches (b->all[i].fold, bytes_text (&wanted)))
      b->found[b->n_found++] = (uint32_t) i;
}

static void
choose (struct choice_box *b, size_t i)
{
  size_t rows = b->rows < 1 ? 1 : (size_t) b->rows;

  if (b->n_found == 0)
    return;
  b->chosen = i < b->n_found ? i : b->n_found - 1;
  if (b->chosen < b->top)
    b->top = b->chosen;
  if (b->chosen >= b->top + rows)
    b->top = b->chosen - rows + 1;
}

void
choice_go (struct choice_box *b, const char *code)
{
  for (size_t i = 0; i < b->n_found; i++)
    if (strcmp (b->all[b->found[i]].code, code) == 0)
      choose (b, i);
}

bool
choice_key (struct choice_box *b, const struct event *event)
{
  size_t rows = b->rows < 1 ? 1 : (size_t) b->rows, at = b->chosen;

  switch (event->key) {
  case KEY_UP: choose (b, at > 0 ? at - 1 : 0); return true;
  case KEY_DOWN: choose (b, at + 1); return true;
  case KEY_PAGE_UP: choose (b, at > rows ? at - rows : 0); return true;
  case KEY_PAGE_DOWN: choose (b, at + rows); return true;
  default: break;
  }
  if (edit_key (&b->search, event) == EDIT_NOT_MINE)
    return false;
  choice_search_again (b);
  return true;
}

const struct choice *
choice_now (const struct choice_box *b)
{
  return b->n_found == 0 ? NULL : &b->all[b->found[b->chosen]];
}

static void
draw_item (const struct choice_box *b, struct canvas *canvas, int row,
           int column, int cells, bool codes, size_t i)
{
  const struct choice *item = &b->all[b->found[i]];
  enum style style = i == b->chosen ? STYLE_FOCUS : STYLE_PLAIN;
  int at = column + 2;

  canvas_fill (canvas, row, column, cells, style, ' ');
  canvas_text (canvas, row, column, 1, style, i == b->chosen ? ">" : " ");
  if (codes) {
    canvas_text (canvas, row, at, CODE_CELLS - 1, style, item->code);
    at += CODE_CELLS;
  }
  canvas_text (canvas, row, at, column + cells - at, style, item->label);
}

void
choice_draw (const struct choice_box *b, struct canvas *canvas, int row,
             int column, int rows, int cells, bool codes)
{
  const char *label = _ ("Find:");
  int at = canvas_text (canvas, row, column, cells, STYLE_PLAIN, label) + 1;
  char counts[48];

  snprintf (counts, sizeof counts, "%zu / %zu", b->n_found, b->n_all);
  edit_draw (&b->search, canvas, row, at, cells - (at - column) - 14, true);
  canvas_right (canvas, row, column + cells, STYLE_PLAIN, counts);
  for (int i = 0; i < rows - 1; i++)
    if (b->top + (size_t) i < b->n_found)
      draw_item (b, canvas, row + 1 + i, column, cells, codes,
                 b->top + (size_t) i);
}
