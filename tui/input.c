/* input.c - from bytes of a terminal to keys: one small state machine. */

#include "tui/input.h"

#include "text/utf8.h"

#include <string.h>

enum { ESC = 0x1b };

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

static struct event
event_of (const struct input *in, enum key key)
{
  return (struct event){ .key = key, .pasted = in->pasting };
}

static bool
give (struct input *in, enum key key, struct event *event)
{
  if (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END)
    in->pasting = key == KEY_PASTE_BEGIN;
  in->n_held = 0;
  *event = event_of (in, key);
  return key != KEY_NONE;
}

/* ---- control characters ----------------------------------------------------
 */

static bool
control (struct input *in, unsigned char byte, struct event *event)
{
  switch (byte) {
  case '\r':
  case '\n': return give (in, KEY_ENTER, event);
  case '\t': return give (in, KEY_TAB, event);
  case 0x08:
  case 0x7f: return give (in, KEY_BACKSPACE, event);
  default: break;
  }
  give (in, KEY_CONTROL, event);
  event->text[0] = byte == 0 ? ' ' : (char) (byte + '@');
  return true;
}

/* ---- escape sequences
 * -------------------------------------------------------- */

/* Modifiers, "[1;2A" or "[15;5~", are passed over: Shift-F5 is F5. */
static void
without_modifier (const char *from, char *to)
{
  const char *semicolon = strchr (from, ';');
  size_t head;

  strcpy (to, from);
  if (semicolon == NULL || from[0] != '[')
    return;
  head = (size_t) (semicolon - from);
  while (*++semicolon >= '0' && *semicolon <= '9')
    ;
  strcpy (to + head, semicolon);
  if (strncmp (to, "[1", 2) == 0 && to[2] >= 'A' && to[2] <= 'Z')
    memmove (to + 1, to + 2, strlen (to + 2) + 1);
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
    if (at[1] == '[')
      return true;
    return last >= 0x40 && last <= 0x7e;
  case 'O': return len == 2;
  case ']': /* an answer of the terminal's: up to BEL or ESC \ */
    return last == 0x07 || (len > 1 && last == '\\' && at[len - 2] == ESC);
  default: return true;
  }
}

static bool
escape_byte (struct input *in, unsigned char byte, struct event *event)
{
  char bytes[INPUT_MOST + 1];

  if (byte == ESC && in->n_held == 1)
    return give (in, KEY_ESCAPE, event) && (in->held[in->n_held++] = ESC);
  if (in->n_held == INPUT_MOST) {
    in->n_held = 0; /* no terminal sends this: noise */
    return false;
  }
  in->held[in->n_held++] = byte;
  if (!sequence_ends (in->held + 1, in->n_held - 1))
    return false;
  memcpy (bytes, in->held + 1, in->n_held - 1);
  bytes[in->n_held - 1] = '\0';
  return give (in, key_of_sequence (bytes), event);
}

/* ---- letters
 * ------------------------------------------------------------------- */

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
give_letter (struct input *in, struct event *event)
{
  size_t len = in->n_held;
  bool good = utf8_valid (in->held, len);
  const char *at = (const char *) in->held;

  if (good && utf8_control (utf8_next (&at, at + len)))
    good = false; /* C1 controls are noise too */
  give (in, good ? KEY_TEXT : KEY_NONE, event);
  if (good)
    memcpy (event->text, in->held, len);
  return good;
}

static bool
letter_byte (struct input *in, unsigned char byte, struct event *event)
{
  in->held[in->n_held++] = byte;
  if (in->n_held < letter_length (in->held[0]))
    return false;
  return give_letter (in, event);
}

static bool
first_byte (struct input *in, unsigned char byte, struct event *event)
{
  if (byte == ESC || letter_length (byte) > 0) {
    in->held[in->n_held++] = byte;
    return false;
  }
  if (byte < 0x20 || byte == 0x7f)
    return control (in, byte, event);
  if (byte >= 0x80)
    return false;
  give (in, KEY_TEXT, event);
  event->text[0] = (char) byte;
  return true;
}

bool
input_byte (struct input *in, unsigned char byte, struct event *event)
{
  *event = (struct event){ .key = KEY_NONE };
  if (in->n_held > 0 && in->held[0] == ESC)
    return escape_byte (in, byte, event);
  if (in->n_held > 0 && (byte & 0xc0) == 0x80)
    return letter_byte (in, byte, event);
  in->n_held = 0; /* half a letter, then something else: only it is lost */
  return first_byte (in, byte, event);
}

bool
input_pause (struct input *in, struct event *event)
{
  bool lone = in->n_held == 1 && in->held[0] == ESC;

  *event = (struct event){ .key = KEY_NONE };
  in->n_held = 0;
  return lone && give (in, KEY_ESCAPE, event);
}

bool
input_waits (const struct input *in)
{
  return in->n_held > 0;
}
