/* terminal-test.c - the program in terminals of all kinds, and in bad ones. */

#include "tests/tui/forms.h"

/* ---- 1: the terminal is gone ---- */

static void
test_gone (void)
{
  struct pty *p = form ();

  pty_hang_up (p);
  ends (p, 2000, 128 + SIGHUP, "the terminal is gone");
  pty_end (p);

  signal (SIGHUP, SIG_IGN);
  p = form ();
  signal (SIGHUP, SIG_DFL);
  pty_hang_up (p);
  ends (p, 2000, 128 + SIGHUP, "the same, hang-ups ignored by the parent");
  pty_end (p);
}

static void
test_signals (void)
{
  static const struct {
    int number;
    const char *name;
  } rows[] = {
    { SIGTERM, "SIGTERM" }, { SIGHUP, "SIGHUP" },   { SIGINT, "SIGINT" },
    { SIGQUIT, "SIGQUIT" }, { SIGABRT, "SIGABRT" }, { SIGSEGV, "SIGSEGV" },
    { SIGBUS, "SIGBUS" },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct pty *p = form ();

    pty_signal (p, rows[i].number);
    ends (p, 2000, 128 + rows[i].number, rows[i].name);
    restored (p, "leaves the terminal as it was");
    pty_end (p);
  }
}

static void
test_quit (void)
{
  struct pty *p = office_start (NULL, NULL);

  pty_write (p, F (0), 2);
  ends (p, 2000, 0, "F10 quits");
  restored (p, "leaves the terminal as it was");
  pty_end (p);
}

/* ---- 2: Esc ---- */

/* The quickest of some tries: others use this machine too. */
static void
test_lone_escape (void)
{
  struct pty *p = form ();
  uint64_t best = UINT64_MAX;

  for (unsigned i = 0; i < 4; i++) {
    uint64_t began = clock_ticks (), took;

    pty_send (p, ESC);
    took = clock_ticks () - began;
    best = took < best ? took : best;
    if (i == 0)
      sees (p, "Press a digit", "a lone Esc opens the commands");
    pty_send (p, ENTER);
  }
  printf ("# answered after %d ms\n", (int) best);
  ok (best < 100, "a lone Esc is answered in less than 100 ms");
  pty_end (p);
}

/* Writes an arrow a byte at a time, BETWEEN called after each; false when the
 * machine held a byte back for longer than an Esc may wait.
 */
static bool
write_arrow (struct pty *p, void (*between) (struct pty *))
{
  uint64_t worst = 0;

  for (const char *c = DOWN; *c != '\0'; c++) {
    uint64_t began = clock_ticks (), took;

    pty_write (p, c, 1);
    between (p);
    took = clock_ticks () - began;
    worst = took > worst ? took : worst;
  }
  pty_settle (p);
  return worst <= 25;
}

static void
pause_a_little (struct pty *p)
{
  (void) p;
  poll (NULL, 0, 5);
}

static void
change_window (struct pty *p)
{
  pty_signal (p, SIGWINCH);
}

static void
test_split_arrow (void)
{
  static const struct {
    void (*between) (struct pty *);
    const char *name;
  } rows[] = {
    { pause_a_little, "an arrow, a byte every 5 ms" },
    { change_window, "an arrow, a window change behind each byte" },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct pty *p = form ();

    while (!write_arrow (p, rows[i].between)) {
      pty_end (p);
      p = form ();
    }
    here (p, "Identity paper", rows[i].name);
    pty_end (p);
  }
}

/* ---- 3: keys of all families, and without F keys ---- */

static void
test_families (void)
{
  static const char *const terms[] = { "TERM=linux",  "TERM=xterm",
                                       "TERM=vt100",  "TERM=vt220",
                                       "TERM=screen", "TERM=putty",
                                       "TERM=rxvt" };
  static const char *const helps[] = { "\033[[A", "\033OP", "\033[11~",
                                       "\0331",   "\007",   "\033[P" };
  static const char *const ups[] = { "\033[A", "\033OA", "\033[Z", "\002" };
  static const char *const backspaces[] = { "\b", "\177" };

  for (size_t t = 0; t < sizeof terms / sizeof *terms; t++) {
    struct pty *p = form_under (terms[t]);
    unsigned good = 0;

    for (size_t i = 0; i < sizeof helps / sizeof *helps; i++) {
      pty_send (p, helps[i]);
      good += strstr (pty_row (p, 0), "Help") != NULL;
      pty_send (p, ENTER);
    }
    for (size_t i = 0; i < sizeof ups / sizeof *ups; i++) {
      pty_send (p, DOWN);
      pty_send (p, ups[i]);
      good += pty_at (p, 3, VALUE_AT);
    }
    for (size_t i = 0; i < sizeof backspaces / sizeof *backspaces; i++) {
      pty_send (p, "a");
      pty_send (p, backspaces[i]);
      good += pty_at (p, 3, VALUE_AT);
    }
    holds (p, good == 12, "F1, arrows and Backspace of every kind, %s",
           terms[t]);
    pty_end (p);
  }
}

/* From home through a whole dossier and back by letters, digits, Esc. */
static void
test_without_f_keys (void)
{
  struct pty *p = office_start (NULL, NULL);

  pty_send (p, "1");
  sees (p, "Choose a procedure", "1: a new dossier");
  pty_send (p, "1.001193" ENTER);
  sees (p, "Page 1/", "by its code");
  pty_send (p, F (8));
  sees (p, "Check before receiving", "Esc 8: check");
  pty_send (p, ENTER);
  sees (p, "Page 1/", "to the field");
  pty_send (p, "x" DOWN F (4));
  sees (p, "Citizen identity card", "Esc 4: the list");
  pty_send (p, ESC);
  pty_send (p, ESC "-");
  sees (p, "Page 1/", "a page up");
  pty_send (p, ESC "+");
  sees (p, "Page 2/", "a page down");
  pty_send (p, ESC);
  pty_send (p, ESC);
  pty_send (p, "y" ESC);
  sees (p, "draft 21/11", "Esc Esc: leave; the draft is kept");
  pty_send (p, "\033[3~");
  pty_send (p, "y");
  pty_send (p, "2");
  sees (p, "Dossiers", "2: the list");
  pty_send (p, ENTER);
  sees (p, "TIMELINE", "Enter: the dossier");
  pty_send (p, ESC);
  pty_send (p, ESC);
  sees (p, "Home", "Esc: back");
  pty_write (p, F (0), 2);
  ends (p, 2000, 0, "Esc 0: quit");
  pty_end (p);
}

/* ---- 6, 7: locale and TERM ---- */

static void
test_environment (void)
{
  static const char *const rows[][5] = {
    { "LC_ALL=C" },
    { "LC_ALL=POSIX" },
    { "LC_ALL=vi_VN.UTF-8" },
    { "LC_ALL=xx_YY.UTF-8" },
    { "LC_ALL=en_US.ISO-8859-1" },
    { "LC_ALL", "LANG", "LANGUAGE", "HOME" },
    { "TERM=xterm-kitty" },
    { "TERM=xterm-nonsense" },
    { "TERM=nonsense" },
    { "TERM=" },
    { "TERM" },
    { "TERM=nonsense", "COLORTERM=truecolor" },
    { "TERM=vt100" },
    { "NO_COLOR=1" },
    { "TZ=America/New_York" },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct pty *p = office_start (
      &(struct pty_settings){ .environment = rows[i] }, "khai-sinh");

    pty_send (p, "Nguyễn Thị Ánh");
    here (p, "Nguyễn Thị Ánh", rows[i][0]);
    pty_send (p, "\025");
    pty_end (p);
  }
}

static void
test_dumb (void)
{
  struct pty *p = form_under ("TERM=dumb");

  ends (p, 2000, 5, "TERM=dumb: status 5");
  sees (p, "TERM=dumb", "one sentence says why");
  ok (memchr (pty_bytes (p).at, '\033', pty_bytes (p).len) == NULL,
      "and nothing else is sent");
  ok (line_restored (p), "and the line is as it was");
  pty_end (p);
}

/* ---- 8, 9: sizes ---- */

static uint32_t
random_next (uint32_t *state)
{
  *state = *state * 1664525 + 1013904223;
  return *state >> 8;
}

static void
test_sizes (unsigned count)
{
  static const int odd[][2] = {
    { 1, 1 },  { 1, 200 },   { 200, 1 }, { 2, 2 },
    { 5, 80 }, { 300, 100 }, { 24, 79 }, { 23, 80 }
  };
  struct pty *p = form ();
  uint32_t seed = 11;

  pty_send (p, "Ng");
  for (unsigned i = 0; i < count; i++) {
    int rows = 1 + (int) (random_next (&seed) % 60);
    int columns = 1 + (int) (random_next (&seed) % 200);

    if (i < sizeof odd / sizeof *odd)
      rows = odd[i][0], columns = odd[i][1];
    pty_resize (p, rows, columns);
    pty_write (p, "a", 1);
    pty_write (p, "\b", 1);
  }
  pty_resize (p, 10, 40);
  pty_send (p, "uyễn");
  sees (p, "80x24", "a small window says so");
  pty_resize (p, 24, 80);
  here (p, "> Full name *              Nguyễn_", "the text is kept");
  holds (p, pty_at (p, 3, VALUE_AT + 6), "and the cursor");
  pty_resize (p, 50, 132);
  holds (p, strstr (pty_row (p, 49), "F1 Help") != NULL,
         "a large window is used");
  pty_end (p);
}

static void
test_size_signals (void)
{
  struct pty *p = form ();

  pty_send (p, "Nguyễn");
  for (unsigned i = 0; i < 1000; i++)
    pty_signal (p, SIGWINCH);
  pty_send (p, "\014");
  here (p, "Nguyễn_", "1,000 SIGWINCH");
  pty_end (p);
}

/* ---- 10: letters that are wide, joined or unknown ---- */

static void
test_widths (void)
{
  static const struct {
    const char *name, *typed;
    int cells;
  } rows[] = {
    { "Vietnamese", "Nguyễn", 6 },
    { "decomposed", "Nguye\u0302\u0303n", 6 },
    { "a mark that does not compose", "Adrơ\u0306ng", 6 },
    { "Hangul", "김가", 4 },
    { "an emoji", "a😀b", 4 },
    { "a family of emoji", "👨\u200d👩\u200d👧", 6 },
    { "skin", "👍🏽", 2 },
    { "a flag", "🇻🇳", 2 },
    { "20 marks",
      "a\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306"
      "\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306\u0306",
      1 },
    { "Nôm", "𠀀", 2 },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct pty *p = form ();
    int row, column, behind;

    pty_send (p, rows[i].typed);
    pty_cursor (p, &row, &column);
    pty_send (p, "|");
    pty_cursor (p, &row, &behind);
    if (!ok (column == VALUE_AT + rows[i].cells && behind == column + 1
               && strchr (pty_row (p, 3), '|') != NULL,
             "columns stay: %s", rows[i].name)) {
      printf ("# column %d, wanted %d\n", column, VALUE_AT + rows[i].cells);
      pty_explain (p);
    }
    pty_end (p);
  }
}

/* ---- 11: the cursor is where the focus is ---- */

static bool
on_mark (struct pty *p)
{
  int row, column;

  pty_cursor (p, &row, &column);
  return strchr (pty_row (p, row), '>') != NULL;
}

static void
test_focus (void)
{
  struct pty *p = office_start (NULL, NULL);
  unsigned good = on_mark (p);

  for (unsigned i = 0; i < 5; i++) {
    pty_send (p, DOWN);
    good += on_mark (p);
  }
  holds (p, good == 6, "home: the cursor is on the chosen line");
  pty_send (p, "1"
               "1.001193" ENTER);
  good = on_mark (p);
  for (unsigned i = 0; i < 30; i++) {
    pty_send (p, i % 3 == 0 ? "\t" : ENTER);
    good += on_mark (p);
  }
  holds (p, good == 31, "a form: on the field");
  pty_send (p, F (8));
  good = on_mark (p);
  for (unsigned i = 0; i < 5; i++) {
    pty_send (p, DOWN);
    good += on_mark (p);
  }
  holds (p, good == 6, "the summary: on the finding");
  pty_end (p);
}

/* ---- 12, 14, 15: pastes, odd keys ---- */

static void
test_paste (void)
{
  struct pty *p = form ();

  pty_send (p, "\033[200~Nguyễn\r\nThị\tÁnh\033[A\00321\n\033[201~");
  here (p, "> Full name *              Nguyễn Thị Ánh",
        "a paste stays in its field");
  pty_end (p);
}

static void
test_odd_keys (void)
{
  struct pty *p = form ();

  pty_send (p, "a\021b\023c\034d\003e");
  here (p, "abcde_", "Ctrl-S, -Q, -\\ and -C do nothing");
  pty_send (p, "\032");
  pty_send (p, "f");
  here (p, "f_", "Ctrl-Z is undo, the program runs on");
  pty_end (p);
}

/* Waits at most two seconds until P is stopped, as a shell would see it. */
static bool
is_stopped (struct pty *p)
{
  uint64_t until = clock_ticks () + 2000;
  char path[64], state = ' ';

  snprintf (path, sizeof path, "/proc/%d/stat", pty_pid (p));
  while (state != 'T' && clock_ticks () < until) {
    FILE *stat = fopen (path, "r");

    if (stat == NULL || fscanf (stat, "%*d (%*[^)]) %c", &state) != 1)
      state = ' ';
    if (stat != NULL)
      fclose (stat);
    poll (NULL, 0, 1);
  }
  return state == 'T';
}

/* 8 on the home screen gives the shell its terminal back; fg goes on. */
static void
test_suspend (void)
{
  struct pty *p = office_start (NULL, NULL);
  struct termios before = pty_modes_before (p), now;

  pty_write (p, "8", 1);
  ok (is_stopped (p), "8 stops the program");
  now = pty_modes (p);
  ok (now.c_lflag == before.c_lflag && now.c_iflag == before.c_iflag,
      "the line is as the shell had it");
  pty_signal (p, SIGCONT);
  pty_settle (p);
  ok (pty_modes (p).c_lflag != before.c_lflag && pty_find (p, "Home") == 0,
      "and it goes on where it was");
  pty_end (p);
}

/* ---- 20: typed ahead ---- */

static void
test_typed_ahead (void)
{
  struct pty *p = form ();
  size_t came;

  pty_signal (p, SIGSTOP);
  for (unsigned i = 0; i < 500; i++)
    pty_write (p, "ab\b\b", 4);
  pty_write (p, "Nguyễn\tÁnh", strlen ("Nguyễn\tÁnh"));
  pty_mark (p);
  pty_signal (p, SIGCONT);
  pty_settle (p);
  came = pty_bytes (p).len;
  sees (p, "Full name *              Nguyễn_", "2 KB typed ahead: all there");
  here (p, "> Identity paper", "in their fields");
  if (!ok (came < 2500, "and painted few times"))
    printf ("# %zu bytes\n", came);
  pty_end (p);
}

static void (*const tests[]) (void) = {
  test_gone,        test_signals,      test_quit,           test_lone_escape,
  test_split_arrow, test_families,     test_without_f_keys, test_environment,
  test_dumb,        test_size_signals, test_widths,         test_focus,
  test_paste,       test_odd_keys,     test_suspend,        test_typed_ahead,
};

int
main (void)
{
  office_open (true);
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    uint64_t began = clock_ticks ();

    tests[i]();
    printf ("# %d ms\n", (int) (clock_ticks () - began));
  }
  test_sizes (500);
  office_close ();
  return tap_done ();
}
