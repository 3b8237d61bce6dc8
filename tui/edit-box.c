/* edit-box.c - one line of text being typed. */

#include "tui/edit-box.h"

#include "text/nfc.h"
#include "text/utf8.h"
#include "text/width.h"

#include <ctype.h>
#include <string.h>

/* ---- undo ------------------------------------------------------------------
 */

static struct edit_step
step_of (struct edit_box *b)
{
  return (struct edit_step){ bytes_must_copy (bytes_text (&b->text)),
                             b->cursor };
}

static void
drop_steps (struct edit_box *b, unsigned from, unsigned until)
{
  for (unsigned i = from; i < until; i++)
    free (b->undo[i].text);
}

/* Remembers the text before a change; the oldest step gives way. */
static void
remember (struct edit_box *b, bool run)
{
  if (run && b->typing_run)
    return;
  drop_steps (b, b->n_undo, b->n_undo + b->n_redo);
  b->n_redo = 0;
  if (b->n_undo == EDIT_UNDOS) {
    free (b->undo[0].text);
    memmove (b->undo, b->undo + 1, --b->n_undo * sizeof *b->undo);
  }
  b->undo[b->n_undo++] = step_of (b);
  b->typing_run = run;
}

static void
restore (struct edit_box *b, struct edit_step *step)
{
  struct edit_step now = step_of (b);

  bytes_clear (&b->text);
  bytes_add_text (&b->text, step->text);
  b->cursor = step->cursor;
  free (step->text);
  *step = now;
  b->typing_run = false;
}

static bool
undo (struct edit_box *b)
{
  if (b->n_undo == 0)
    return false;
  restore (b, &b->undo[--b->n_undo]);
  b->n_redo++;
  return true;
}

static bool
redo (struct edit_box *b)
{
  if (b->n_redo == 0)
    return false;
  restore (b, &b->undo[b->n_undo++]);
  b->n_redo--;
  return true;
}

/* ---- changing the text
 * -------------------------------------------------------- */

/* The byte where the letter before AT begins. */
static size_t
letter_before (const struct edit_box *b, size_t at)
{
  const char *text = (const char *) b->text.at;

  while (at > 0) {
    const char *from;

    do
      at--;
    while (at > 0 && ((unsigned char) text[at] & 0xc0) == 0x80);
    from = text + at;
    if (width_of_code (utf8_next (&from, text + b->text.len)) > 0)
      break;
  }
  return at;
}

static size_t
letter_after (const struct edit_box *b, size_t at)
{
  const char *text = (const char *) b->text.at, *end = text + b->text.len;
  const char *next = text + at;

  if (at >= b->text.len)
    return b->text.len;
  utf8_next (&next, end);
  while (next < end) {
    const char *here = next;

    if (width_of_code (utf8_next (&next, end)) > 0)
      return (size_t) (here - text);
  }
  return b->text.len;
}

/* The text with FROM..UNTIL replaced by WORDS, in NFC.  False, and nothing
 * changed, when that is over a limit.
 */
static bool
splice (struct edit_box *b, size_t from, size_t until, const char *words,
        size_t len)
{
  SCOPED_BYTES next = { 0 };
  size_t start = letter_before (b, from), cursor;

  bytes_add (&next, b->text.at, start);
  {
    SCOPED_BYTES middle = { 0 };

    bytes_add (&middle, b->text.at + start, from - start);
    bytes_add (&middle, words, len);
    nfc_add (&next, (char *) middle.at, middle.len);
  }
  cursor = next.len;
  bytes_add (&next, b->text.at + until, b->text.len - until);
  if (next.len > EDIT_BYTES
      || (utf8_letters ((char *) next.at, next.len) > b->letters_most
          && next.len > b->text.len))
    return false;
  bytes_clear (&b->text);
  bytes_add (&b->text, next.at, next.len);
  bytes_text (&b->text);
  b->cursor = cursor;
  return true;
}

static bool delete (struct edit_box *b, size_t from, size_t until)
{
  if (from == until)
    return false;
  remember (b, false);
  return splice (b, from, until, "", 0);
}

/* What nobody types on purpose: controls, invisible marks, directions. */
static bool
code_allowed (const struct edit_box *b, uint32_t code)
{
  if (utf8_control (code) || (code >= 0x200b && code <= 0x200f)
      || (code >= 0x202a && code <= 0x202e)
      || (code >= 0x2066 && code <= 0x2069) || code == 0xfeff
      || (code & 0xfffe) == 0xfffe)
    return false;
  if (width_of_code (code) == 0 && b->cursor == 0)
    return false; /* a mark that has no letter */
  return b->allows == NULL || b->allows (code);
}

/* ---- the input method
 * ------------------------------------------------------------ */

static bool
is_word_byte (unsigned char c)
{
  return c >= 0x80 || isalnum (c);
}

/* Takes up the word left of the cursor, unless it is the one being typed. */
static void
resume_word (struct edit_box *b)
{
  const char *text = (const char *) b->text.at;
  size_t at = b->cursor, len = strlen (b->word.shown);

  if (b->word_at + len == b->cursor
      && memcmp (text + b->word_at, b->word.shown, len) == 0 && len > 0)
    return;
  while (at > 0 && is_word_byte ((unsigned char) text[at - 1]))
    at--;
  b->word_at = at;
  typing_resume (&b->word, text + at, b->cursor - at);
  if (b->word.shown[0] == '\0')
    b->word_at = b->cursor;
}

static bool
type_key (struct edit_box *b, char key)
{
  size_t from;

  resume_word (b);
  from = b->word_at;
  if (!typing_key (&b->typing, &b->word, key)) {
    typing_end (&b->typing, &b->word);
    if (b->word.shown[0] != '\0'
        && !splice (b, from, b->cursor, b->word.shown, strlen (b->word.shown)))
      return false;
    typing_begin (&b->word);
    return splice (b, b->cursor, b->cursor, &key, 1);
  }
  if (splice (b, from, b->cursor, b->word.shown, strlen (b->word.shown)))
    return true;
  typing_begin (&b->word);
  return false;
}

/* ---- keys
 * -------------------------------------------------------------------------- */

static enum edit_result
insert (struct edit_box *b, const struct event *event)
{
  const char *at = event->text, *end = at + strlen (at);
  uint32_t code = utf8_next (&at, end);
  bool typed = b->typing.method != TYPING_OFF && !event->pasted && code < 0x80;
  bool good;

  if (code == 0xa0)
    code = ' ';
  if (!code_allowed (b, code))
    return EDIT_REFUSED;
  remember (b, true);
  good = typed
           ? type_key (b, event->text[0])
           : splice (b, b->cursor, b->cursor, code == ' ' ? " " : event->text,
                     code == ' ' ? 1 : strlen (event->text));
  if (!typed)
    typing_begin (&b->word);
  return good ? EDIT_DONE : EDIT_REFUSED;
}

static size_t
word_before (const struct edit_box *b)
{
  size_t at = b->cursor;

  while (at > 0 && b->text.at[at - 1] == ' ')
    at--;
  while (at > 0 && b->text.at[at - 1] != ' ')
    at--;
  return at;
}

static enum edit_result
move (struct edit_box *b, size_t to)
{
  b->cursor = to;
  b->typing_run = false;
  typing_begin (&b->word);
  return EDIT_DONE;
}

static enum edit_result
took (struct edit_box *b, bool good)
{
  typing_begin (&b->word);
  return good ? EDIT_DONE : EDIT_REFUSED;
}

static enum edit_result
control (struct edit_box *b, char letter)
{
  switch (letter) {
  case 'A': return move (b, 0);
  case 'U': return took (b, delete (b, 0, b->text.len));
  case 'W': return took (b, delete (b, word_before (b), b->cursor));
  case 'Z': return took (b, undo (b));
  case 'Y': return took (b, redo (b));
  default: return EDIT_NOT_MINE;
  }
}

enum edit_result
edit_key (struct edit_box *b, const struct event *event)
{
  switch (event->key) {
  case KEY_TEXT: return insert (b, event);
  case KEY_BACKSPACE:
    return took (b, delete (b, letter_before (b, b->cursor), b->cursor));
  case KEY_DELETE:
    return took (b, delete (b, b->cursor, letter_after (b, b->cursor)));
  case KEY_LEFT: return move (b, letter_before (b, b->cursor));
  case KEY_RIGHT: return move (b, letter_after (b, b->cursor));
  case KEY_HOME: return move (b, 0);
  case KEY_END: return move (b, b->text.len);
  case KEY_CONTROL: return control (b, event->text[0]);
  default: return EDIT_NOT_MINE;
  }
}

/* ---- the rest
 * ------------------------------------------------------------------------ */

void
edit_begin (struct edit_box *b, const char *text, unsigned letters_most)
{
  *b = (struct edit_box){ .letters_most = letters_most };
  bytes_add_text (&b->text, text);
  bytes_text (&b->text);
  b->cursor = b->text.len;
  typing_begin (&b->word);
}

void
edit_end (struct edit_box *b)
{
  drop_steps (b, 0, b->n_undo + b->n_redo);
  bytes_free (&b->text);
  b->n_undo = b->n_redo = 0;
}

const char *
edit_text (struct edit_box *b)
{
  return bytes_text (&b->text);
}

void
edit_put (struct edit_box *b, const char *text)
{
  remember (b, false);
  bytes_clear (&b->text);
  bytes_add_text (&b->text, text);
  bytes_text (&b->text);
  b->cursor = b->text.len;
  typing_begin (&b->word);
}

void
edit_draw (const struct edit_box *b, struct canvas *canvas, int row, int column,
           int cells, bool focus)
{
  const char *text = (const char *) b->text.at;
  size_t from = 0, before = width_cells (text, b->cursor), len;
  size_t room = (size_t) cells - 1;

  /* The window moves by halves, so that typing at its end rarely redraws. */
  while (before > room) {
    from += width_fit (text + from, b->text.len - from, room / 2);
    before = width_cells (text + from, b->cursor - from);
  }
  len = width_fit (text + from, b->text.len - from, (size_t) cells);
  canvas_fill (canvas, row, column, cells, STYLE_PLAIN, '_');
  canvas_printf (canvas, row, column, cells, STYLE_PLAIN, "%.*s", (int) len,
                 text + from);
  if (from > 0)
    canvas_text (canvas, row, column, 1, STYLE_PLAIN, "<");
  if (from + len < b->text.len)
    canvas_text (canvas, row, column + cells - 1, 1, STYLE_PLAIN, ">");
  if (focus)
    canvas_cursor (canvas, row, column + (int) before);
}
