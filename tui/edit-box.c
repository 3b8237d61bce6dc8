/* edit-box.c - one line of text being typed. */

#include "tui/edit-box.h"

#include "text/nfc.h"
#include "text/utf8.h"
#include "text/width.h"

#include <ctype.h>
#include <string.h>

/* ---- undo ---- */

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

static bool
goes_on (const struct edit_box *b, enum edit_run run)
{
  return run != EDIT_ALONE
         && (b->run == run || (b->run == EDIT_TYPING && run == EDIT_DELETING));
}

/* Remembers the text before a change; the oldest step gives way. */
static void
remember (struct edit_box *b, enum edit_run run)
{
  if (goes_on (b, run))
    return;
  drop_steps (b, b->n_undo, b->n_undo + b->n_redo);
  b->n_redo = 0;
  if (b->n_undo == EDIT_UNDOS) {
    free (b->undo[0].text);
    memmove (b->undo, b->undo + 1, --b->n_undo * sizeof *b->undo);
  }
  b->undo[b->n_undo++] = step_of (b);
  b->run = run;
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
  b->run = EDIT_ALONE;
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

/* ---- letters ---- */

/* Whether CODE stands on the letter before it. */
static bool
joins (uint32_t code)
{
  return width_of_code (code) == 0 && !utf8_control (code);
}

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
    if (!joins (utf8_next (&from, text + b->text.len)))
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

    if (!joins (utf8_next (&next, end)))
      return (size_t) (here - text);
  }
  return b->text.len;
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

/* ---- changing the text ---- */

/* A text that is too long already may still get shorter. */
static bool
too_long (const struct edit_box *b, const struct bytes *next)
{
  size_t letters = utf8_letters ((char *) next->at, next->len);

  if (next->len > EDIT_BYTES && next->len > b->text.len)
    return true;
  return letters > b->letters_most
         && letters > utf8_letters ((char *) b->text.at, b->text.len);
}

/* Puts WORDS for FROM..UNTIL, in NFC with the letter before them.  False, and
 * nothing changed, when that is over a limit.
 */
static bool
splice (struct edit_box *b, size_t from, size_t until,
        const struct bytes *words, enum edit_run run)
{
  SCOPED_BYTES next = { 0 };
  SCOPED_BYTES middle = { 0 };
  size_t start = letter_before (b, from), cursor;

  bytes_add (&middle, b->text.at + start, from - start);
  bytes_add (&middle, words->at, words->len);
  bytes_add (&next, b->text.at, start);
  nfc_add (&next, (char *) middle.at, middle.len);
  cursor = next.len;
  bytes_add (&next, b->text.at + until, b->text.len - until);
  if (too_long (b, &next))
    return false;
  remember (b, run);
  bytes_clear (&b->text);
  bytes_add (&b->text, next.at, next.len);
  bytes_text (&b->text);
  b->cursor = cursor;
  return true;
}

static bool
put_words (struct edit_box *b, size_t from, size_t until, const char *words)
{
  SCOPED_BYTES bytes = { 0 };

  bytes_add_text (&bytes, words);
  return splice (b, from, until, &bytes, EDIT_TYPING);
}

static bool
cut (struct edit_box *b, size_t from, size_t until, enum edit_run run)
{
  return from < until && splice (b, from, until, &(struct bytes){ 0 }, run);
}

/* ---- the input method ---- */

static bool
is_word_byte (unsigned char c)
{
  return c >= 0x80 || isalnum (c);
}

/* Whether the word being typed still stands left of the cursor. */
static bool
in_word (const struct edit_box *b)
{
  size_t len = strlen (b->word.shown);

  return len > 0 && b->word_at + len == b->cursor
         && memcmp (b->text.at + b->word_at, b->word.shown, len) == 0;
}

/* Takes up the word left of the cursor, unless it is the one being typed. */
static void
resume_word (struct edit_box *b)
{
  const char *text = (const char *) b->text.at;
  size_t at = b->cursor;

  if (in_word (b))
    return;
  while (at > 0 && is_word_byte ((unsigned char) text[at - 1]))
    at--;
  b->word_at = at;
  typing_resume (&b->word, text + at, b->cursor - at);
  if (b->word.shown[0] == '\0')
    b->word_at = b->cursor;
}

/* KEY goes into the word, or ends it and stands behind it. */
static bool
type_key (struct edit_box *b, char key)
{
  SCOPED_BYTES words = { 0 };
  bool ended;

  resume_word (b);
  ended = !typing_key (&b->typing, &b->word, key);
  if (ended)
    typing_end (&b->typing, &b->word);
  bytes_add_text (&words, b->word.shown);
  if (ended) {
    bytes_add_char (&words, key);
    typing_begin (&b->word);
  }
  if (splice (b, b->word_at, b->cursor, &words, EDIT_TYPING))
    return true;
  typing_begin (&b->word);
  return false;
}

/* Backspace.  In the word being typed the tone finds its place anew, and the
 * keys of what is left are known on.
 */
static bool
take_letter (struct edit_box *b)
{
  SCOPED_BYTES word = { 0 };
  size_t at = b->cursor;

  if (b->typing.method == TYPING_OFF || !in_word (b)) {
    typing_begin (&b->word);
    return cut (b, letter_before (b, at), at, EDIT_DELETING);
  }
  typing_back (&b->typing, &b->word);
  bytes_add_text (&word, b->word.shown);
  return splice (b, b->word_at, at, &word, EDIT_DELETING);
}

/* ---- keys ---- */

/* What nobody types on purpose: controls, signs without width or that change
 * the direction, what is no character.
 */
static bool
is_odd (uint32_t code)
{
  static const struct {
    uint32_t first, last;
  } odd[] = {
    { 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x00ad, 0x00ad },
    { 0x061c, 0x061c }, { 0x180e, 0x180e }, { 0x200b, 0x200f },
    { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0xfdd0, 0xfdef },
    { 0xfeff, 0xfeff }, { 0xfff0, 0xfffb }, { 0xe0000, 0xe0fff },
  };

  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
    if (code >= odd[i].first && code <= odd[i].last)
      return true;
  return (code & 0xfffe) == 0xfffe;
}

static bool
is_allowed (const struct edit_box *b, uint32_t code)
{
  if (is_odd (code) || (joins (code) && b->cursor == 0))
    return false; /* a mark needs a letter */
  return b->allows == NULL || b->allows (code);
}

static enum edit_result
insert (struct edit_box *b, const struct event *event)
{
  const char *at = event->text, *end = at + strlen (at);
  uint32_t code = utf8_next (&at, end);
  bool good;

  if (code == 0xa0)
    code = ' ';
  if (!is_allowed (b, code))
    return EDIT_REFUSED;
  if (b->typing.method != TYPING_OFF && !event->pasted && code < 0x80)
    good = type_key (b, (char) code);
  else {
    typing_begin (&b->word);
    good = put_words (b, b->cursor, b->cursor, code == ' ' ? " " : event->text);
  }
  return good ? EDIT_DONE : EDIT_REFUSED;
}

/* Line ends and tabs of a paste part words; they are never keys. */
static enum edit_result
insert_blank (struct edit_box *b, bool line)
{
  char before = b->cursor == 0 ? ' ' : (char) b->text.at[b->cursor - 1];
  bool stays = line && b->lines && b->cursor > 0;

  typing_begin (&b->word);
  if (!stays && (before == ' ' || before == '\n'))
    return EDIT_DONE;
  return put_words (b, b->cursor, b->cursor, stays ? "\n" : " ") ? EDIT_DONE
                                                                 : EDIT_REFUSED;
}

static enum edit_result
move (struct edit_box *b, size_t to)
{
  b->cursor = to;
  b->run = EDIT_ALONE;
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
  case 'E': return move (b, b->text.len);
  case 'U': return took (b, cut (b, 0, b->text.len, EDIT_ALONE));
  case 'W': return took (b, cut (b, word_before (b), b->cursor, EDIT_ALONE));
  case 'Z': return took (b, undo (b));
  case 'Y': return took (b, redo (b));
  default: return EDIT_NOT_MINE;
  }
}

enum edit_result
edit_key (struct edit_box *b, const struct event *event)
{
  size_t at = b->cursor;

  switch (event->key) {
  case KEY_TEXT: return insert (b, event);
  case KEY_ENTER:
  case KEY_TAB:
    return event->pasted ? insert_blank (b, event->key == KEY_ENTER)
                         : EDIT_NOT_MINE;
  case KEY_BACKSPACE: return take_letter (b) ? EDIT_DONE : EDIT_REFUSED;
  case KEY_DELETE:
    return took (b, cut (b, at, letter_after (b, at), EDIT_DELETING));
  case KEY_LEFT: return move (b, letter_before (b, at));
  case KEY_RIGHT: return move (b, letter_after (b, at));
  case KEY_HOME: return move (b, 0);
  case KEY_END: return move (b, b->text.len);
  case KEY_CONTROL: return control (b, event->text[0]);
  default: return EDIT_NOT_MINE;
  }
}

/* ---- the rest ---- */

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

void
edit_leave (struct edit_box *b)
{
  if (!in_word (b))
    return;
  typing_end (&b->typing, &b->word);
  put_words (b, b->word_at, b->cursor, b->word.shown);
  typing_begin (&b->word);
}

const char *
edit_text (struct edit_box *b)
{
  return bytes_text (&b->text);
}

void
edit_put (struct edit_box *b, const char *text)
{
  remember (b, EDIT_ALONE);
  bytes_clear (&b->text);
  bytes_add_text (&b->text, text);
  bytes_text (&b->text);
  b->cursor = b->text.len;
  typing_begin (&b->word);
}

/* The byte the window begins with: it moves by halves, so that typing at its
 * end rarely redraws the row.
 */
static size_t
window_from (const struct edit_box *b, int cells)
{
  const char *text = (const char *) b->text.at;
  size_t from = 0;

  while (canvas_cells (text + from, b->cursor - from) > cells - 1) {
    size_t half = canvas_fit (text + from, b->cursor - from, (cells - 1) / 2);

    from = half == 0 ? letter_after (b, from) : from + half;
  }
  return from;
}

void
edit_draw (const struct edit_box *b, struct canvas *canvas, int row, int column,
           int cells, bool focus)
{
  const char *text = (const char *) b->text.at;
  size_t from = window_from (b, cells);
  size_t len = canvas_fit (text + from, b->text.len - from, cells);

  canvas_fill (canvas, row, column, cells, STYLE_PLAIN, ' ');
  canvas_fill (canvas, row, column, cells - 1, STYLE_PLAIN, '_');
  canvas_printf (canvas, row, column, cells, STYLE_PLAIN, "%.*s", (int) len,
                 text + from);
  if (from > 0)
    canvas_text (canvas, row, column, 1, STYLE_PLAIN, "<");
  if (from + len < b->text.len)
    canvas_text (canvas, row, column + cells - 1, 1, STYLE_PLAIN, ">");
  if (focus)
    canvas_cursor (canvas, row,
                   column + canvas_cells (text + from, b->cursor - from));
}
