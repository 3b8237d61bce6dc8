/* line-test.c - what goes down the line to a terminal, and how much of it. */

#include "tests/tui/forms.h"

/* ---- 4, 5: what goes down the line ---- */

/* Home, a form, its list, a question and the help, all in P. */
static void
walk (struct pty *p)
{
  pty_send (p, "1");
  pty_send (p, "1.001193" ENTER);
  pty_send (p, DOWN F (4));
  pty_send (p, F (0) F (8));
  pty_send (p, F (8) F (1));
  pty_send (p, ENTER "x" F (0));
}

static void
test_no_line_set (void)
{
  static const char *const terms[] = {
    "TERM=linux", "TERM=xterm", "TERM=vt100",
    "TERM=vt220", "TERM=putty", "TERM=ansi"
  };

  for (size_t t = 0; t < sizeof terms / sizeof *terms; t++) {
    const char *const environment[] = { terms[t], NULL };
    struct pty *p =
      office_start (&(struct pty_settings){ .environment = environment }, NULL);
    struct slice all;

    walk (p);
    all = pty_bytes (p);
    holds (p,
           memchr (all.at, '\016', all.len) == NULL
             && memmem (all.at, all.len, "\033(0", 3) == NULL
             && pty_find (p, "│") >= 0,
           "lines are text, not another set of characters, %s", terms[t]);
    pty_send (p, "y" ESC);
    pty_send (p, "\033[3~");
    pty_send (p, "y"); /* the draft is gone, too */
    pty_end (p);
  }
}

/* Types into a form of a terminal that shows no marks; drops the draft. */
static void
look_without_marks (struct pty *p, const char *why)
{
  struct slice all;
  unsigned wide = 0;

  sees (p, "UBND Phuong Thu", why);
  pty_send (p, "1");
  pty_send (p, "1.001193" ENTER);
  pty_send (p, "Nguyeenx Thij DDaof");
  here (p, "Nguyen Thi Dao", "what is typed, too");
  sees (p, "Ho, chu dem, ten", "and labels");
  pty_send (p, DOWN F (4));
  sees (p, "+-", "a frame of signs");
  pty_send (p, ESC);
  pty_send (p, F (8));
  pty_send (p, ESC);
  all = pty_bytes (p);
  for (size_t i = 0; i < all.len; i++)
    wide += all.at[i] > 127;
  ok (wide <= 2, "7 bits only, but for the question at the start");
  ok (memchr (all.at, '\016', all.len) == NULL, "and one set of characters");
  pty_signal (p, SIGTERM);
  ends (p, 3000, 128 + SIGTERM, "it ends, and keeps the draft");
}

/* The form typed last, opened from the home screen; and thrown away. */
static void
look_at_draft (const char *text, const char *name)
{
  struct pty *p = office_start (NULL, NULL);

  sees (p, "draft 21/11", "the draft is there");
  pty_send (p, ENTER);
  sees (p, text, name);
  pty_send (p, F (0) "y");
  pty_send (p, "\033[3~");
  pty_send (p, "y");
  holds (p, pty_find (p, "draft 21/11") < 0, "and can be thrown away");
  pty_end (p);
}

static void
test_marks_off (void)
{
  static const char *const vietnamese[] = { "LANGUAGE=vi", NULL };
  static const char *const old[] = { "LANGUAGE=vi", "TERM=vt220", NULL };
  const char *const off[] = { getenv ("HOSO"), "enter", "--marks", "off",
                              "--typing",      "telex", NULL };
  const char *const ask[] = { getenv ("HOSO"), NULL };
  struct pty *p =
    pty_start (&(struct pty_settings){ .environment = vietnamese }, off);

  look_without_marks (p, "marks off: letters without marks");
  pty_end (p);
  look_at_draft ("Nguyễn Thị Đào", "what was stored has its marks");
  p = pty_start (
    &(struct pty_settings){ .environment = old, .eight_bits = true }, ask);
  look_without_marks (p, "a terminal without UTF-8 is found out");
  pty_end (p);
  look_at_draft ("Nguyễn Thị Đào", "what was stored has its marks");
}

/* ---- bytes on the line ---- */

static size_t
bytes_of (struct pty *p, const char *keys)
{
  pty_mark (p);
  pty_send (p, keys);
  return pty_bytes (p).len;
}

static size_t
most (size_t a, size_t b)
{
  return a > b ? a : b;
}

static void
test_bytes (const char *variable)
{
  struct pty *p = form_under (variable);
  size_t page = pty_bytes (p).len, letter = 0, enter = 0, next, up, back;

  for (const char *c = "Tran Van"; *c != '\0'; c++)
    letter = most (letter, bytes_of (p, (char[]){ *c, '\0' }));
  letter = most (letter, bytes_of (p, "ế"));
  back = bytes_of (p, "\b");
  /* From a good field to the next, the draft being kept and named already. */
  pty_send (p, ENTER ENTER ENTER);
  for (unsigned i = 0; i < 3; i++)
    enter = most (enter, bytes_of (p, ENTER));
  up = bytes_of (p, UP);
  next = bytes_of (p, ESC "+");
  printf ("# %s: page %zu, letter %zu, Backspace %zu, Enter %zu, up %zu, "
          "next page %zu\n",
          variable, page, letter, back, enter, up, next);
  ok (letter <= 3, "a letter costs at most 3 bytes, %s", variable);
  ok (back <= 6, "a Backspace at most 6");
  ok (enter <= 120, "Enter at most 120");
  ok (page <= 3600 && next <= 3600, "a page at most 3,600");
  pty_end (p);
}

/* The input method rewrites at most the word. */
static void
test_telex_bytes (void)
{
  const char *const argv[] = { getenv ("HOSO"), "enter", "khai-sinh",
                               "--typing",      "telex", NULL };
  struct pty *p = pty_start (&(struct pty_settings){ 0 }, argv);
  size_t letter = 0;

  for (const char *c = "Nguyeenx"; *c != '\0'; c++)
    letter = most (letter, bytes_of (p, (char[]){ *c, '\0' }));
  here (p, "Nguyễn_", "Telex in a terminal");
  printf ("# Telex: at most %zu bytes a key\n", letter);
  ok (letter <= 12, "a key of Telex costs at most 12 bytes");
  pty_end (p);
}

/* Nothing is drawn while nobody types, the draft being kept meanwhile. */
static void
test_quiet (void)
{
  struct pty *p = form ();

  pty_send (p, "a");
  pty_mark (p);
  pty_settle_down (p);
  ok (pty_bytes (p).len == 0, "nothing moves on the screen without a key");
  pty_end (p);
}

int
main (void)
{
  office_open (true);
  test_no_line_set ();
  test_marks_off ();
  test_telex_bytes ();
  test_quiet ();
  test_bytes ("TERM=linux");
  test_bytes ("TERM=vt220");
  test_bytes ("TERM=xterm-256color");
  office_close ();
  return tap_done ();
}
