/* input-test.c - bytes of every kind of terminal, good and bad, as keys. */

#include "tests/tap.h"
#include "tests/tui/names.h"
#include "tui/input.h"

#include <string.h>

/* ---- keys ---- */

/* In BYTES, "~~" stands for a pause in which the terminal is quiet. */
static const struct {
  const char *name, *bytes, *keys;
} cases[] = {
  { "letters", "aZ9 ~!", "a Z 9   ~ !" },
  { "letters of two and three bytes", "đĐếự", "đ Đ ế ự" },
  { "letters of four bytes", "𠀀😀", "𠀀 😀" },
  { "marks come as they are", "e\u0302\u0301", "e \u0302 \u0301" },

  { "both line ends", "\r\n", "Enter Enter" },
  { "both Backspaces", "\b\177", "Backspace Backspace" },
  { "Tab and Shift-Tab", "\t\033[Z", "Tab BackTab" },
  { "Ctrl and a letter", "\001\013\032", "^A ^K ^Z" },

  { "arrows, CSI", "\033[A\033[B\033[C\033[D", "Up Down Right Left" },
  { "arrows, SS3", "\033OA\033OB\033OC\033OD", "Up Down Right Left" },
  { "arrows with Ctrl", "\033[1;5A\033[1;5D", "Up Left" },
  { "xterm: Home, End", "\033[H\033[F\033OH\033OF", "Home End Home End" },
  { "Linux, VT220: Home, End", "\033[1~\033[4~", "Home End" },
  { "rxvt: Home, End", "\033[7~\033[8~", "Home End" },
  { "Ins, Del, PgUp, PgDn", "\033[2~\033[3~\033[5~\033[6~",
    "Ins Del PgUp PgDn" },
  { "rxvt with Shift and Ctrl", "\033[3$\033[5^\033[6@", "Del PgUp PgDn" },

  { "Linux: F1 to F5", "\033[[A\033[[B\033[[C\033[[D\033[[E",
    "F1 F2 F3 F4 F5" },
  { "xterm, VT: F1 to F4", "\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4" },
  { "PuTTY, rxvt: F1 to F5", "\033[11~\033[12~\033[13~\033[14~\033[15~",
    "F1 F2 F3 F4 F5" },
  { "all: F6 to F8", "\033[17~\033[18~\033[19~", "F6 F7 F8" },
  { "all: F9 to F12", "\033[20~\033[21~\033[23~\033[24~", "F9 F10 F11 F12" },
  { "F keys with Shift and Ctrl", "\033[1;2P\033[15;5~\033[15^", "F1 F5 F5" },
  { "Esc and a digit", "\0331\0335\0339\0330", "F1 F5 F9 F10" },
  { "Esc and a sign: a page", "\033-\033+", "PgUp PgDn" },

  { "a lone Esc, after a pause", "\033~~a", "Esc a" },
  { "Esc twice", "\033\033~~", "Esc Esc" },
  { "Esc before an arrow", "\033\033[A", "Esc Up" },
  { "Esc before Enter, typed ahead", "\033\r", "Esc Enter" },
  { "Esc before a letter is noise", "\033k\033đ", "k đ" },
  { "Esc and a digit, a pause between", "\033~~2", "Esc 2" },
  { "half a sequence, then a pause", "\033[1~~A", "A" },
  { "half a sequence, then Enter", "\033[1\rA", "Enter A" },
  { "half a sequence, then a letter", "\033[1đ", "đ" },
  { "half a sequence, then a whole one", "\033[1\033[B", "Down" },
  { "an unknown sequence", "\033[99~A", "A" },
  { "an answer nobody asked for", "\033]11;rgb:0/0/0\033\\A", "A" },
  { "the same, ended by BEL", "\033]52;c;YQ==\aA", "A" },

  { "a bad byte", "a\377b", "a b" },
  { "a lead byte without the rest", "\303(B", "( B" },
  { "two lead bytes", "\303\303\251", "é" },
  { "a tail without its lead", "\251a", "a" },
  { "overlong", "\300\257a\340\200\257b", "a b" },
  { "a surrogate", "\355\240\200a", "a" },
  { "beyond Unicode", "\364\220\200\200a", "a" },
  { "a C1 control", "\302\233A", "A" },

  { "a paste", "\033[200~Lê 1\033[201~a", "< 'L 'ê '  '1 > a" },
  { "line ends and tabs of a paste", "\033[200~a\r\nb\nc\r\td\033[201~",
    "< 'a 'Enter 'b 'Enter 'c 'Enter 'Tab 'd >" },
  { "keys in a paste are none",
    "\033[200~a\033[A\0332\b\003\033[200~b\033[201~", "< 'a 'b >" },
  { "the end of a paste was lost", "\033[200~a~~\033OQ", "< 'a > F2" },
  { "half an end in a paste", "\033[200~a\033[2b\033[201~c", "< 'a > c" },
};

/* The keys that BYTES make, named. */
static void
keys_of (const char *bytes, size_t len, struct bytes *to)
{
  struct input in = { 0 };
  struct event events[INPUT_KEYS];

  for (size_t i = 0; i < len; i++) {
    size_t n;

    if (bytes[i] == '~' && i + 1 < len && bytes[i + 1] == '~') {
      i++;
      n = input_patience (&in) >= 0 && input_pause (&in, events);
    } else
      n = input_byte (&in, (unsigned char) bytes[i], events);
    for (size_t k = 0; k < n; k++)
      name_add (to, &events[k]);
  }
}

static void
test_keys (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SCOPED_BYTES got = { 0 };

    keys_of (cases[i].bytes, strlen (cases[i].bytes), &got);
    if (!ok (strcmp (bytes_text (&got), cases[i].keys) == 0, "%s",
             cases[i].name))
      printf ("# wanted %s\n# got    %s\n", cases[i].keys, bytes_text (&got));
  }
}

static void
test_zero (void)
{
  SCOPED_BYTES got = { 0 };

  keys_of ("a\0b", 3, &got);
  if (!ok (strcmp (bytes_text (&got), "a ^  b") == 0, "Ctrl-Space"))
    printf ("# got %s\n", bytes_text (&got));
}

static void
test_patience (void)
{
  static const struct {
    const char *name, *bytes;
    int least, most;
  } rows[] = {
    { "nothing has begun: for ever", "a", -1, -1 },
    { "after a whole sequence: for ever", "\033[A", -1, -1 },
    { "a lone Esc is answered within 100 ms", "\033", 25, 90 },
    { "half a letter", "\341\272", 25, 90 },
    { "a paste may pause longer", "\033[200~a", 500, 5000 },
    { "after a paste: for ever", "\033[200~a\033[201~", -1, -1 },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct input in = { 0 };
    struct event events[INPUT_KEYS];
    int got;

    for (const char *c = rows[i].bytes; *c != '\0'; c++)
      input_byte (&in, (unsigned char) *c, events);
    got = input_patience (&in);
    if (!ok (got >= rows[i].least && got <= rows[i].most, "%s", rows[i].name))
      printf ("# got %d ms\n", got);
  }
}

/* ---- noise ---- */

/* How often LETTER comes out. */
static size_t
count_of (const char *letter, const unsigned char *bytes, size_t len)
{
  struct input in = { 0 };
  struct event events[INPUT_KEYS];
  size_t found = 0;

  for (size_t i = 0; i < len; i++) {
    size_t n = input_byte (&in, bytes[i], events);

    for (size_t k = 0; k < n; k++)
      found +=
        events[k].key == KEY_TEXT && strcmp (events[k].text, letter) == 0;
  }
  return found;
}

/* Any one byte costs no letter before or behind it. */
static void
test_each_byte (void)
{
  unsigned bad = 0;

  for (unsigned byte = 0; byte < 256; byte++) {
    unsigned char bytes[] = { 'K', (unsigned char) byte, 'K' };
    size_t want = 2 + (byte == 'K');

    if (count_of ("K", bytes, sizeof bytes) != want) {
      printf ("# byte %02x between letters\n", byte);
      bad++;
    }
  }
  ok (bad == 0, "each of 256 bytes between two letters");
}

static uint32_t
random_next (uint32_t *state)
{
  *state = *state * 1664525 + 1013904223;
  return *state >> 8;
}

/* Noise of up to eight bytes between letters; a paste must not begin in it, and
 * the letter is none of the bytes that may go on a sequence.
 */
static void
test_random_bytes (void)
{
  enum { BYTES = 10000 };
  SCOPED_BYTES line = { 0 };
  uint32_t seed = 1;
  size_t letters = 0;

  for (size_t i = 0; i < BYTES;) {
    for (size_t n = random_next (&seed) % 9; n > 0 && i < BYTES; n--, i++)
      bytes_add_char (&line, (char) random_next (&seed));
    bytes_add_text (&line, "ự");
    letters++;
  }
  if (!ok (count_of ("ự", line.at, line.len) == letters,
           "%d random bytes between %zu letters", BYTES, letters))
    printf ("# %zu came out\n", count_of ("ự", line.at, line.len));
}

/* Whatever comes, each event can be shown and nothing is written beyond. */
static void
test_pure_noise (void)
{
  struct input in = { 0 };
  struct event events[INPUT_KEYS];
  uint32_t seed = 7;
  unsigned bad = 0;

  for (unsigned i = 0; i < 200000; i++) {
    size_t n = input_byte (&in, (unsigned char) random_next (&seed), events);

    if (random_next (&seed) % 64 == 0)
      input_pause (&in, events);
    for (size_t k = 0; k < n; k++)
      bad += events[k].key <= KEY_NONE || events[k].key > KEY_PASTE_END
             || memchr (events[k].text, '\0', sizeof events[k].text) == NULL;
    bad += in.n_held > INPUT_MOST || n > INPUT_KEYS;
  }
  ok (bad == 0, "200000 bytes of noise make only keys");
}

int
main (void)
{
  test_keys ();
  test_zero ();
  test_patience ();
  test_each_byte ();
  test_random_bytes ();
  test_pure_noise ();
  return tap_done ();
}
