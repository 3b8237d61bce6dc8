/* edit-box-test.c - keys into one line of text: what it holds, where the cursor
 * stands, which keys it refuses.
 *
 * KEYS: letters as they come; "<" Backspace, "[" and "]" left and right, "x|"
 * stands for nothing (to part letters from digits); control keys by their code;
 * "{" and "}" around a paste.  The result has "|" where the cursor is.
 */

#include "tests/tap.h"
#include "text/nfc.h"
#include "text/utf8.h"
#include "text/width.h"
#include "tui/edit-box.h"

#include <string.h>

#define HOME "\001"
#define END "\005"
#define CLEAR "\025"
#define DROP_WORD "\027"
#define REDO "\031"
#define UNDO "\032"
#define DELETE "\177"

static const struct row {
  const char *name, *keys, *result;
  unsigned refused; /* how many of the keys */
} plain[] = {
  { "letters", "Lê An", "Lê An|", 0 },
  { "in mid-word", "Nguyn[ễ", "Nguyễ|n", 0 },
  { "Backspace takes a letter with its marks", "ếự<", "ế|", 0 },
  { "and refuses where nothing is left", "a<<", "|", 1 },
  { "Delete", "aếự" HOME DELETE DELETE, "|ự", 0 },
  { "Delete at the end", "a" DELETE, "a|", 1 },
  { "left and right stop at the ends", "ab[[[[]]]]]", "ab|", 0 },
  { "Home and End", "Lê" HOME "a" END "b", "aLêb|", 0 },
  { "clear the field", "Lê An" CLEAR, "|", 0 },
  { "drop a word", "Lê Văn An" DROP_WORD DROP_WORD, "Lê |", 0 },
  { "drop a word and the blanks behind it", "Lê An  " DROP_WORD, "Lê |", 0 },

  /* decomposed, as the Windows and xkb keyboards for Vietnamese type it */
  { "NFD: base, then marks", "Nguye\u0302\u0303n Thi\u0323 A\u0301nh",
    "Nguyễn Thị Ánh|", 0 },
  { "NFD: letter with a tone behind", "Tiê\u0301ng", "Tiếng|", 0 },
  { "NFD: marks in the other order", "e\u0301\u0302 o\u0323\u0302", "ế ộ|", 0 },
  { "NFD in mid-word", "Nguyên[\u0303", "Nguyễ|n", 0 },
  { "a mark that does not compose", "Adrơ\u0306ng", "Adrơ\u0306ng|", 0 },
  { "it goes with its letter", "ơ\u0306<", "|", 0 },
  { "and the cursor steps over both", "aơ\u0306b[[", "a|ơ\u0306b", 0 },
  { "a mark without a letter", "\u0301a", "a|", 1 },
  { "20 marks on one letter are one letter",
    "aa\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306"
    "\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306b<<",
    "a|", 0 },

  /* input methods outside: letters, Backspaces, letters */
  { "UniKey: e, ê, ế", "Tie<ê<ếng", "Tiếng|", 0 },
  { "UniKey: the tone comes late", "Tieng<<<êng<<<ếng", "Tiếng|", 0 },
  { "UniKey in mid-word", "Nguyn[e<ê<ễ", "Nguyễ|n", 0 },
  { "ibus: what was shown is taken back", "duong<<<<<đường", "đường|", 0 },

  { "undo a run of typing", "Lê An" UNDO, "|", 0 },
  { "typing with corrections is one run", "Lê Am<n" UNDO, "|", 0 },
  { "a burst of an input method too", "Tie<ê<ếng" UNDO, "|", 0 },
  { "an arrow ends the run", "Lê[] An" UNDO, "Lê|", 0 },
  { "deleting is a run", "Lê An[]<<<" UNDO, "Lê An|", 0 },
  { "typing after it is another", "Lê An[]<<Ba" UNDO, "Lê |", 0 },
  { "undo all", "a[]b[]c" UNDO UNDO UNDO, "|", 0 },
  { "nothing to undo", "a" UNDO UNDO, "|", 1 },
  { "redo", "a[]b" UNDO UNDO REDO REDO, "ab|", 0 },
  { "nothing to redo", "a" REDO, "a|", 1 },
  { "a change forgets what was undone", "a[]b" UNDO "c" REDO, "ac|", 1 },
  { "a refused key does not", "a[]b" UNDO "\u200b" REDO, "ab|", 1 },
  { "a refused key is no step", "a[]\u200b" UNDO, "|", 1 },
  { "undo a cleared field", "Lê An" CLEAR UNDO, "Lê An|", 0 },

  { "NBSP is a blank", "a\u00a0b", "a b|", 0 },
  { "signs of no width", "\u200ba\u200cb\u200d\u2060\ufeff\u00ad", "ab|", 6 },
  { "directions", "\u202ea\u2066b\u061c", "ab|", 3 },
  { "what is no character", "\uffff\U0001fffe\ufdd0\U000e0001a", "a|", 4 },
  { "line and paragraph separators", "a\u2028\u2029", "a|", 2 },
  { "emoji are letters", "a😀b<", "a😀|", 0 },
  { "Hangul too", "김가<", "김|", 0 },

  { "a paste", "{Lê Văn An}", "Lê Văn An|", 0 },
  { "line ends and tabs of a paste part words", "{Lê\nVăn\tAn\n}",
    "Lê Văn An |", 0 },
  { "no blank in front, none twice", "{\n\nLê\n\tAn}", "Lê An|", 0 },
  { "a decomposed paste", "{Lê\u0323 e\u0301}", "Lệ é|", 0 },
  { "a paste in mid-word", "Lê An[[{Thị }", "Lê Thị |An", 0 },
};

/* With Telex on. */
static const struct row telex[] = {
  { "a word", "tieengs", "tiếng|", 0 },
  { "a name", "Nguyeenx Thij Anhs", "Nguyễn Thị Ánh|", 0 },
  { "a mark typed twice undoes", "ass", "as|", 0 },
  { "after arrows", "toan[]s", "toán|", 0 },
  { "in mid-word: the part left of the cursor", "toan[s", "tóa|n", 0 },
  { "back at a word from before", "hoa mai[[[[s", "hóa| mai", 0 },
  { "on what was pasted", "{hoa}f", "hòa|", 0 },
  { "what is pasted is no key", "{ass}", "ass|", 0 },
  { "after Backspace", "tieengs<<t", "tiết|", 0 },
  { "Backspace places the tone anew", "toans<", "tóa|", 0 },
  { "Backspace in a word from before", "toans [<", "toá| ", 0 },
  { "Backspace to the beginning and on", "hoa aas<<", "hoa|", 0 },
  { "a letter from outside goes on", "tiêngs", "tiếng|", 0 },
  { "digits and signs stay", "12/4 toor 7", "12/4 tổ 7|", 0 },
  { "undo a typed word", "tieengs" UNDO, "|", 0 },
  { "a word that is none stays as typed", "fjw ", "fjw |", 0 },
};

/* At most five letters. */
static const struct row limited[] = {
  { "letters, not bytes", "Nguyễ", "Nguyễ|", 0 },
  { "one too many", "NguyễnA", "Nguyễ|", 2 },
  { "a mark is no letter more", "Nguye\u0302\u0303", "Nguyễ|", 0 },
  { "a paste is cut", "{Nguyễn Văn}", "Nguyễ|", 5 },
  { "nothing in front either", "Nguyễ" HOME "x", "|Nguyễ", 1 },
  { "a refused key is no step of undo", "Lê[]an1x" UNDO, "Lê|", 1 },
};
/* The same, with Telex on: a tone is no letter more. */
static const struct row limited_telex[] = {
  { "Telex: a tone is no letter more", "toans", "toán|", 0 },
  { "Telex: nor a mark and a tone", "tieengs", "tiếng|", 0 },
  { "Telex: one too many", "toanss ", "toans|", 1 },
  { "Telex: a refused key changes nothing", "tiengsx ", "tiẽng|", 1 },
};

static const struct row digits_only[] = {
  { "digits", "079x0/1", "07901|", 2 },
};

static const struct row notes[] = {
  { "notes keep the line ends of a paste", "{a\nb\tc\n}", "a\nb c\n|", 0 },
};

static bool
is_digit (uint32_t code)
{
  return code >= '0' && code <= '9';
}

/* ---- keys ---- */

static struct event
event_of (const char **keys, const char *end, bool pasting)
{
  static const struct {
    char sign;
    enum key key;
  } signs[] = {
    { '<', KEY_BACKSPACE }, { '[', KEY_LEFT },        { ']', KEY_RIGHT },
    { '\177', KEY_DELETE }, { '{', KEY_PASTE_BEGIN }, { '}', KEY_PASTE_END },
    { '\n', KEY_ENTER },    { '\t', KEY_TAB },
  };
  struct event event = { .key = KEY_TEXT, .pasted = pasting };
  const char *from = *keys;

  utf8_next (keys, end);
  memcpy (event.text, from, (size_t) (*keys - from));
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (signs[i].sign == *from)
      event = (struct event){ .key = signs[i].key, .pasted = pasting };
  if (event.key == KEY_TEXT && (unsigned char) *from < 0x20) {
    event.key = KEY_CONTROL;
    event.text[0] = (char) (*from + '@');
  }
  return event;
}

/* What holds after every key, whatever it was. */
static bool
is_sound (struct edit_box *b)
{
  const char *text = edit_text (b), *at = text + b->cursor;
  const char *end = text + strlen (text);

  return utf8_valid (text, b->text.len) && nfc_is (text, b->text.len)
         && b->cursor <= b->text.len && strlen (text) == b->text.len
         && (at == end || *at == '\n'
             || width_of_code (utf8_next (&at, end)) > 0);
}

static unsigned
press (struct edit_box *b, const char *keys, bool *sound)
{
  const char *end = keys + strlen (keys);
  bool pasting = false;
  unsigned refused = 0;

  while (keys < end) {
    struct event event = event_of (&keys, end, pasting);

    pasting =
      event.key == KEY_PASTE_BEGIN || (pasting && event.key != KEY_PASTE_END);
    refused += edit_key (b, &event) == EDIT_REFUSED;
    *sound = *sound && is_sound (b);
  }
  return refused;
}

static void
run (const struct row *row, const struct edit_box *like)
{
  struct edit_box b;
  SCOPED_BYTES got = { 0 };
  bool sound = true;
  unsigned refused;

  edit_begin (&b, "", like->letters_most);
  b.typing = like->typing;
  b.allows = like->allows;
  b.lines = like->lines;
  refused = press (&b, row->keys, &sound);
  bytes_add (&got, b.text.at, b.cursor);
  bytes_add_char (&got, '|');
  bytes_add_text (&got, edit_text (&b) + b.cursor);
  if (!ok (strcmp (bytes_text (&got), row->result) == 0
             && refused == row->refused && sound,
           "%s", row->name))
    printf ("# wanted %s, refused %u\n# got    %s, refused %u%s\n", row->result,
            row->refused, bytes_text (&got), refused,
            sound ? "" : ", not sound on the way");
  edit_end (&b);
}

static void
run_all (const struct row *rows, size_t count, struct edit_box like)
{
  if (like.letters_most == 0)
    like.letters_most = 255;
  for (size_t i = 0; i < count; i++)
    run (&rows[i], &like);
}
#define RUN(rows, ...) \
  run_all (rows, sizeof rows / sizeof *rows, (struct edit_box){ __VA_ARGS__ })

/* ---- input methods outside ---- */

/* What UniKey and its kind send: after each key Backspaces down to where the
 * word changed, then the letters from there on.
 */
static void
add_burst (struct bytes *to, const char *before, const char *after)
{
  const char *b = before, *a = after;
  size_t same = 0;

  while (*b != '\0' && *b == *a)
    b++, a++, same++;
  while (same > 0 && ((unsigned char) before[same] & 0xc0) == 0x80)
    same--; /* the letters differ in a later byte */
  for (size_t n = utf8_letters (before + same, strlen (before + same)); n > 0;
       n--)
    bytes_add_char (to, '<');
  bytes_add_text (to, after + same);
}

static void
test_bursts (void)
{
  static const char *const keys[] = {
    "Nguyeenx", "Thij",    "AAnh",     "Tuyeets",   "Traanf", "Vawn",
    "DDoongf",  "Quoocs",  "Huynhf",   "Kim",       "Ngaan",  "phuwowngf",
    "ddieejn",  "thoaij",  "nguwowif", "khuyru",    "giaays", "quyeenf",
    "khoer",    "tieengs", "Tieengs",  "toor",      "xaax",   "huyeenj",
    "Thuyf",    "hoas",    "Nghieemx", "truwowngf", "ddaauf", "nuwowcs",
  };
  enum { WORDS = sizeof keys / sizeof *keys };
  static const struct typing method = { TYPING_TELEX, TONE_OLD, false };
  unsigned wrong = 0;

  for (size_t i = 0; i < WORDS; i++) {
    SCOPED_BYTES before = { 0 };
    SCOPED_BYTES burst = { 0 };
    struct edit_box b;
    bool sound = true;

    bytes_text (&before);
    for (size_t len = 1; len <= strlen (keys[i]); len++) {
      SCOPED_BYTES after = { 0 };

      typing_line (&method, keys[i], len, &after);
      add_burst (&burst, bytes_text (&before), bytes_text (&after));
      bytes_clear (&before);
      bytes_add_text (&before, bytes_text (&after));
    }
    edit_begin (&b, "Lê ", 255);
    press (&b, bytes_text (&burst), &sound);
    if (!sound
        || strcmp (edit_text (&b) + strlen ("Lê "), bytes_text (&before))) {
      printf ("# %s: %s gave %s\n", keys[i], bytes_text (&burst),
              edit_text (&b));
      wrong++;
    }
    edit_end (&b);
  }
  ok (wrong == 0, "bursts of an input method for %d words", WORDS);
}

/* ---- more than a line of a table ---- */

static void
press_all (struct edit_box *b, const char *keys)
{
  bool sound = true;

  press (b, keys, &sound);
}

/* What a file brought may be longer than the limit: it may get shorter. */
static void
test_longer (void)
{
  struct edit_box b;

  edit_begin (&b, "Nguyễn", 3);
  press_all (&b, "x");
  ok (strcmp (edit_text (&b), "Nguyễn") == 0, "longer already: no letter more");
  press_all (&b, "<");
  ok (strcmp (edit_text (&b), "Nguyễ") == 0, "but one less");
  edit_end (&b);
}

static void
test_bytes (void)
{
  SCOPED_BYTES keys = { 0 };
  struct edit_box b;

  for (unsigned i = 0; i < EDIT_BYTES; i++)
    bytes_add_text (&keys, "ế");
  edit_begin (&b, "", 1u << 20);
  press_all (&b, bytes_text (&keys));
  ok (b.text.len > EDIT_BYTES - 3 && b.text.len <= EDIT_BYTES,
      "at most %d bytes", EDIT_BYTES);
  edit_end (&b);
}

/* Steps beyond EDIT_UNDOS: the oldest are forgotten, none is mixed up. */
static void
test_many_undos (void)
{
  struct edit_box b;
  unsigned undone = 0;
  struct event z = { .key = KEY_CONTROL, .text = "Z" };

  edit_begin (&b, "", 255);
  for (unsigned i = 0; i < EDIT_UNDOS + 20; i++)
    press_all (&b, "a[]");
  while (edit_key (&b, &z) == EDIT_DONE)
    undone++;
  ok (undone == EDIT_UNDOS && strlen (edit_text (&b)) == 20,
      "%d steps are kept", EDIT_UNDOS);
  edit_end (&b);
}

static void
test_put (void)
{
  struct edit_box b;

  edit_begin (&b, "Lê", 255);
  edit_put (&b, "Trần");
  ok (strcmp (edit_text (&b), "Trần") == 0 && b.cursor == b.text.len,
      "a whole value put");
  press_all (&b, UNDO);
  ok (strcmp (edit_text (&b), "Lê") == 0, "is one step of undo");
  edit_end (&b);
}

/* ---- drawing ---- */

static const struct {
  const char *name, *text, *keys;
  int cells;
  const char *row; /* with "|" before the cursor's cell */
} drawings[] = {
  { "room behind the text", "Lê", "", 6, "Lê|___" },
  { "cursor inside", "Lê An", "[[", 8, "Lê |An__" },
  { "just fits, the cursor behind it", "12345", "", 6, "12345|" },
  { "longer: the end is seen", "0123456789", "", 6, "<789|_" },
  { "longer: the beginning is seen", "0123456789", HOME, 6, "|01234>" },
  { "longer: the middle", "0123456789abcdef", HOME "]]]]]]]]]]", 6, "<789|a>" },
  { "wide letters", "김가", "", 6, "김가|_" },
  { "wide letters in a narrow field", "김가나다", "", 3, "<|" },
  { "the narrowest field", "Nguyễn", "", 2, "<|" },
  { "a line end", "a\nb", "", 6, "a¶b|__" },
};

static void
test_drawing (void)
{
  for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
    struct edit_box b;
    struct canvas c = { 0 };
    SCOPED_BYTES lines = { 0 };
    SCOPED_BYTES got = { 0 };
    size_t left;

    canvas_size (&c, 1, 20);
    edit_begin (&b, drawings[i].text, 255);
    press_all (&b, drawings[i].keys);
    edit_draw (&b, &c, 0, 0, drawings[i].cells, true);
    canvas_lines (&c, &lines);
    left = canvas_fit ((char *) lines.at, lines.len - 1, c.cursor_column);
    bytes_add (&got, lines.at, left);
    bytes_add_char (&got, '|');
    bytes_add (&got, lines.at + left, lines.len - 1 - left);
    if (!ok (strcmp (bytes_text (&got), drawings[i].row) == 0, "drawn: %s",
             drawings[i].name))
      printf ("# wanted %s\n# got    %s\n", drawings[i].row, bytes_text (&got));
    edit_end (&b);
    canvas_free (&c);
  }
}

/* ---- whatever comes ---- */

static uint32_t
random_next (uint32_t *state)
{
  *state = *state * 1664525 + 1013904223;
  return *state >> 8;
}

static void
test_random (enum typing_method method)
{
  static const char *const some[] = {
    "a",      "e",      "o",      "u",  "w",  "s",      "f",    "d",
    "1",      "6",      "9",      " ",  "ế",  "ự",      "Đ",    "\u0301",
    "\u0302", "\u0323", "\u0306", "김", "😀",  "\u200d", "<",    "<",
    "[",      "]",      HOME,     END,  UNDO, REDO,     DELETE, DROP_WORD,
    "{",      "}",      "\n",     "\t",
  };
  struct edit_box b;
  uint32_t seed = 3;
  bool sound = true;

  edit_begin (&b, "", 20);
  b.typing.method = method;
  for (unsigned i = 0; i < 20000 && sound; i++) {
    struct canvas c = { 0 };

    press (&b, some[random_next (&seed) % (sizeof some / sizeof *some)],
           &sound);
    sound = sound && utf8_letters (edit_text (&b), b.text.len) <= 20;
    if (i % 16 != 0)
      continue;
    canvas_size (&c, 1, 30);
    edit_draw (&b, &c, 0, 0, 2 + (int) (random_next (&seed) % 20), true);
    canvas_free (&c);
  }
  ok (sound, "20000 keys at random, method %d", (int) method);
  edit_end (&b);
}

int
main (void)
{
  static const struct typing by_telex = { TYPING_TELEX, TONE_OLD, true };

  RUN (plain, .letters_most = 255);
  RUN (telex, .typing = by_telex);
  RUN (limited, .letters_most = 5);
  RUN (limited_telex, .letters_most = 5, .typing = by_telex);
  RUN (digits_only, .allows = is_digit);
  RUN (notes, .lines = true);
  test_bursts ();
  test_longer ();
  test_bytes ();
  test_many_undos ();
  test_put ();
  test_drawing ();
  test_random (TYPING_OFF);
  test_random (TYPING_TELEX);
  test_random (TYPING_VNI);
  return tap_done ();
}
