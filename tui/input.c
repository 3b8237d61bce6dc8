/* input.c - from bytes of a terminal to keys: one small state machine. */

#include "tui/input.h"

#include "text/utf8.h"

#include <string.h>

enum {
  ESC = 0x1b,
  BEL = 0x07,
  ESCAPE_MS = 50,  /* a lone Esc: answered at once, as people feel it        */
  PASTE_MS = 1000, /* no more of a paste: its end was lost on the line       */
};

/* What stands behind ESC, the whole of it. */
static const struct {
  const char *bytes;
  enum key key;
} sequences[] = {
  /* cursor and editing keys: CSI, SS3, VT52-like, Linux, rxvt */
  { "[A", KEY_UP },
  { "OA", KEY_UP },
  { "[B", KEY_DOWN },
  { "OB", KEY_DOWN },
  { "[C", KEY_RIGHT },
  { "OC", KEY_RIGHT },
  { "[D", KEY_LEFT },
  { "OD", KEY_LEFT },
  { "[H", KEY_HOME },
  { "OH", KEY_HOME },
  { "[1~", KEY_HOME },
  { "[7~", KEY_HOME },
  { "[F", KEY_END },
  { "OF", KEY_END },
  { "[4~", KEY_END },
  { "[8~", KEY_END },
  { "[2~", KEY_INSERT },
  { "[3~", KEY_DELETE },
  { "[5~", KEY_PAGE_UP },
  { "[6~", KEY_PAGE_DOWN },
  { "[Z", KEY_BACK_TAB },
  { "-", KEY_PAGE_UP },
  { "+", KEY_PAGE_DOWN },
  { "=", KEY_PAGE_DOWN },
  { "OM", KEY_ENTER },
  /* F1 to F5 of the Linux console */
  { "[[A", KEY_F1 },
  { "[[B", KEY_F2 },
  { "[[C", KEY_F3 },
  { "[[D", KEY_F4 },
  { "[[E", KEY_F5 },
  /* xterm, VT: PF1 to PF4 */
  { "OP", KEY_F1 },
  { "OQ", KEY_F2 },
  { "OR", KEY_F3 },
  { "OS", KEY_F4 },
  { "[P", KEY_F1 },
  { "[Q", KEY_F2 },
  { "[R", KEY_F3 },
  { "[S", KEY_F4 },
  /* PuTTY, rxvt, VT220 and all that follow it */
  { "[11~", KEY_F1 },
  { "[12~", KEY_F2 },
  { "[13~", KEY_F3 },
  { "[14~", KEY_F4 },
  { "[15~", KEY_F5 },
  { "[17~", KEY_F6 },
  { "[18~", KEY_F7 },
  { "[19~", KEY_F8 },
  { "[20~", KEY_F9 },
  { "[21~", KEY_F10 },
  { "[23~", KEY_F11 },
  { "[24~", KEY_F12 },
  /* Esc and a digit */
  { "1", KEY_F1 },
  { "2", KEY_F2 },
  { "3", KEY_F3 },
  { "4", KEY_F4 },
  { "5", KEY_F5 },
  { "6", KEY_F6 },
  { "7", KEY_F7 },
  { "8", KEY_F8 },
  { "9", KEY_F9 },
  { "0", KEY_F10 },
  { "[200~", KEY_PASTE_BEGIN },
  { "[201~", KEY_PASTE_END },
};

/* ---- giving keys ---- */

static bool
passes_in_paste (enum key key)
{
  return key == KEY_TEXT || key == KEY_ENTER || key == KEY_TAB
         || key == KEY_PASTE_END;
}

/* Ends what was held; true when KEY is one that may come now. */
static bool
give (struct input *in, enum key key, struct event *event)
{
  bool pasted = in->pasting;

  in->n_held = 0;
  if (key == KEY_NONE || (pasted && !passes_in_paste (key)))
    return false;
  if (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END)
    in->pasting = key == KEY_PASTE_BEGIN;
  *event = (struct event){ .key = key, .pasted = pasted || in->pasting };
  return true;
}

static bool
give_text (struct input *in, const void *letter, size_t len,
           struct event *event)
{
  if (!give (in, KEY_TEXT, event))
    return false;
  memcpy (event->text, letter, len);
  return true;
}

/* ---- control characters ---- */

static bool
is_control (unsigned char byte)
{
  return byte < 0x20 || byte == 0x7f;
}

static bool
give_control (struct input *in, unsigned char byte, struct event *event)
{
  bool second = in->pasting && in->returned && byte == '\n';

  in->returned = byte == '\r';
  switch (byte) {
  case '\n':
  case '\r': return !second && give (in, KEY_ENTER, event);
  case '\t': return give (in, KEY_TAB, event);
  case 0x08:
  case 0x7f: return give (in, KEY_BACKSPACE, event);
  default: break;
  }
  if (!give (in, KEY_CONTROL, event))
    return false;
  event->text[0] = byte == 0 ? ' ' : (char) (byte + '@');
  return true;
}

/* ---- escape sequences ---- */

/* Modifiers are passed over: "[15;5~" and rxvt's "[15^" are F5, "[1;2A" is
 * the arrow.
 */
static void
without_modifier (const char *from, char *to)
{
  const char *semicolon = strchr (from, ';');
  size_t head, len;

  strcpy (to, from);
  if (from[0] != '[')
    return;
  if (semicolon != NULL) {
    head = (size_t) (semicolon - from);
    while (*++semicolon >= '0' && *semicolon <= '9')
      ;
    strcpy (to + head, semicolon);
  }
  if (strncmp (to, "[1", 2) == 0 && to[2] >= 'A' && to[2] <= 'Z')
    memmove (to + 1, to + 2, strlen (to + 2) + 1);
  len = strlen (to);
  if (to[1] >= '0' && to[1] <= '9' && strchr ("$^@", to[len - 1]) != NULL)
    to[len - 1] = '~';
}

static enum key
key_of_sequence (const char *bytes)
{
  char plain[INPUT_MOST + 1];

  without_modifier (bytes, plain);
  for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
    if (strcmp (sequences[i].bytes, plain) == 0)
      return sequences[i].key;
  return KEY_NONE;
}

/* Whether the bytes behind ESC are a whole sequence, by its own grammar. */
static bool
sequence_ends (const unsigned char *at, size_t len)
{
  unsigned char last = at[len - 1];

  switch (at[0]) {
  case '[':
    if (len == 1 || (len == 2 && last == '['))
      return false;
    return at[1] == '[' || last == '$' || last >= 0x40;
  case 'O': return len == 2;
  case ']': /* an answer of the terminal's: up to BEL or ESC \ */
    return last == BEL || (len > 1 && at[len - 2] == ESC);
  default: return true;
  }
}

/* Esc and a letter that mean nothing together: noise, and a good letter. */
static bool
sequence_byte (struct input *in, unsigned char byte, struct event *event)
{
  char bytes[INPUT_MOST + 1];
  enum key key;

  in->held[in->n_held++] = byte;
  if (!sequence_ends (in->held + 1, in->n_held - 1))
    return false;
  memcpy (bytes, in->held + 1, in->n_held - 1);
  bytes[in->n_held - 1] = '\0';
  key = key_of_sequence (bytes);
  if (key == KEY_NONE && in->n_held == 2)
    return give_text (in, &byte, 1, event);
  return give (in, key, event);
}

/* ---- letters ---- */

/* How many bytes a letter has that begins with BYTE; 0 for noise. */
static size_t
letter_length (unsigned char byte)
{
  return byte >= 0xc2 && byte <= 0xdf   ? 2
         : byte >= 0xe0 && byte <= 0xef ? 3
         : byte >= 0xf0 && byte <= 0xf4 ? 4
                                        : 0;
}

static bool
letter_byte (struct input *in, unsigned char byte, struct event *event)
{
  char letter[4];
  const char *at = letter;
  size_t len;

  in->held[in->n_held++] = byte;
  len = in->n_held;
  if (len < letter_length (in->held[0]))
    return false;
  memcpy (letter, in->held, len);
  in->n_held = 0;
  return utf8_valid (letter, len)
         && !utf8_control (utf8_next (&at, letter + len))
         && give_text (in, letter, len, event);
}

/* ---- bytes ---- */

/* Whether BYTE can go on what has begun. */
static bool
goes_on (const struct input *in, unsigned char byte)
{
  bool shown = byte >= 0x20 && byte < 0x7f;

  if (in->held[0] != ESC)
    return (byte & 0xc0) == 0x80;
  if (in->n_held > 1 && in->held[1] == ']')
    shown = shown || byte == BEL || byte == ESC;
  return shown && in->n_held < INPUT_MOST;
}

/* What was held stays half: a lone Esc before a control key is the Esc key,
 * anything else is noise.
 */
static bool
give_up (struct input *in, unsigned char byte, struct event *event)
{
  bool lone = in->n_held == 1 && in->held[0] == ESC && is_control (byte);

  return give (in, lone ? KEY_ESCAPE : KEY_NONE, event);
}

static bool
first_byte (struct input *in, unsigned char byte, struct event *event)
{
  if (byte == ESC || letter_length (byte) > 0) {
    in->held[in->n_held++] = byte;
    return false;
  }
  if (is_control (byte))
    return give_control (in, byte, event);
  return byte < 0x80 && give_text (in, &byte, 1, event);
}

size_t
input_byte (struct input *in, unsigned char byte,
            struct event events[INPUT_KEYS])
{
  size_t n = 0;

  if (in->n_held > 0 && !goes_on (in, byte))
    n += give_up (in, byte, &events[n]);
  if (byte != '\n' && byte != '\r')
    in->returned = false;
  if (in->n_held == 0)
    n += first_byte (in, byte, &events[n]);
  else if (in->held[0] == ESC)
    n += sequence_byte (in, byte, &events[n]);
  else
    n += letter_byte (in, byte, &events[n]);
  return n;
}

int
input_patience (const struct input *in)
{
  return in->n_held > 0 ? ESCAPE_MS : in->pasting ? PASTE_MS : -1;
}

bool
input_pause (struct input *in, struct event *event)
{
  bool lone = in->n_held == 1 && in->held[0] == ESC;

  if (in->n_held == 0 && in->pasting)
    return give (in, KEY_PASTE_END, event);
  return give (in, lone ? KEY_ESCAPE : KEY_NONE, event);
}
