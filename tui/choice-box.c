/* choice-box.c - a list that is searched while typing. */

#include "tui/choice-box.h"

#include "base/language.h"
#include "text/fold.h"

#include <ctype.h>
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
  fold_add (&fold, code, strlen (code));
  bytes_add_char (&fold, ' ');
  fold_add (&fold, label, strlen (label));
  b->all[b->n_all++] =
    (struct choice){ arena_copy (b->arena, code), arena_copy (b->arena, label),
                     arena_copy (b->arena, bytes_text (&fold)) };
}

static bool
is_word_byte (unsigned char c)
{
  return c >= 0x80 || isalnum (c);
}

/* Whether a word of FOLD begins with the LEN bytes of WORD. */
static bool
has_word (const char *fold, const char *word, size_t len)
{
  for (const char *at = fold; *at != '\0'; at++)
    if ((at == fold || !is_word_byte ((unsigned char) at[-1]))
        && strncmp (at, word, len) == 0)
      return true;
  return false;
}

/* Whether each word of WANTED begins a word of FOLD; both are folded. */
static bool
matches (const char *fold, const char *wanted)
{
  while (*wanted != '\0') {
    size_t len = strcspn (wanted, " ");

    if (!has_word (fold, wanted, len))
      return false;
    wanted += len + (wanted[len] == ' ');
  }
  return true;
}

/* How well FOLD agrees with WANTED: as whole words one after the other, as a
 * beginning of such words, as words anywhere, not at all.
 */
enum likeness { WHOLE, BEGUN, ANYWHERE, UNLIKE };

static enum likeness
likeness (const char *fold, const char *wanted)
{
  size_t len = strlen (wanted);
  bool begun = false;

  for (const char *at = fold; *at != '\0' && len > 0; at++) {
    if ((at > fold && is_word_byte ((unsigned char) at[-1]))
        || strncmp (at, wanted, len) != 0)
      continue;
    if (!is_word_byte ((unsigned char) at[len]))
      return WHOLE;
    begun = true;
  }
  return begun ? BEGUN : matches (fold, wanted) ? ANYWHERE : UNLIKE;
}

/* The best first, those that are alike in the list's own order. */
void
choice_search_again (struct choice_box *b)
{
  SCOPED_BYTES wanted = { 0 }, likes = { 0 };
  const char *words = edit_text (&b->search);

  fold_add (&wanted, words, strlen (words));
  while (wanted.len > 0 && wanted.at[wanted.len - 1] == ' ')
    wanted.len--;
  bytes_text (&wanted);
  b->n_found = b->chosen = 0;
  for (size_t i = 0; i < b->n_all; i++)
    put_u8 (&likes, likeness (b->all[i].fold, (const char *) wanted.at));
  for (enum likeness like = WHOLE; like < UNLIKE; like++)
    for (size_t i = 0; i < b->n_all; i++)
      if (likes.at[i] == like)
        b->found[b->n_found++] = (uint32_t) i;
}

static void
choose (struct choice_box *b, size_t i)
{
  if (b->n_found > 0)
    b->chosen = i < b->n_found ? i : b->n_found - 1;
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
  size_t page = rows > 1 ? (size_t) rows - 1 : 1;
  size_t top = b->chosen / page * page;
  char counts[48];

  snprintf (counts, sizeof counts, "%zu / %zu", b->n_found, b->n_all);
  canvas_right (canvas, row, column + cells, STYLE_PLAIN, counts);
  edit_draw (&b->search, canvas, row, at, cells - (at - column) - 14, true);
  for (size_t i = top; i < top + page && i < b->n_found; i++)
    draw_item (b, canvas, ++row, column, cells, codes, i);
}
