/* terminal.c - raw mode in, curses out, and everything as it was at the end. */

#include "tui/terminal.h"

#include "base/clock.h"
#include "base/language.h"
#include "text/fold.h"

#include <errno.h>
#include <fcntl.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct {
  struct terminal_settings settings;
  struct termios before;
  SCREEN *screen;
  int pipe[2]; /* handlers write a byte: 'r' resize, else a signal   */
  uint64_t beeped;
  int rows, columns;
  bool open;
} self = { .pipe = { -1, -1 } };

/* Pasted text comes between marks; nothing else is asked of the terminal. */
static const char modes_on[] = "\033[?2004h";
static const char modes_off[] = "\033[?2004l";

/* ---- signals
 * ------------------------------------------------------------------ */

static void
tell_loop (int number)
{
  int saved = errno;
  unsigned char byte = number == SIGWINCH ? 'r' : (unsigned char) number;

  if (write (self.pipe[1], &byte, 1) < 0)
    errno = 0; /* the pipe is full: the loop has news enough */
  errno = saved;
}

/* A crash: only calls that are safe in a handler, then the default way. */
static void
crash (int number)
{
  static const char reset[] = "\033[?2004l\033[?1049l\033[?25h\033[0m\r\n";

  if (self.open) {
    if (write (STDOUT_FILENO, reset, sizeof reset - 1) < 0)
      errno = 0;
    tcsetattr (STDIN_FILENO, TCSANOW, &self.before);
  }
  signal (number, SIG_DFL);
  raise (number);
}

static void
catch_signals (void)
{
  static const int ends[] = { SIGHUP, SIGTERM, SIGWINCH };
  static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL };
  struct sigaction action = { .sa_handler = tell_loop, .sa_flags = SA_RESTART };

  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    sigaction (ends[i], &action, NULL);
  action.sa_handler = crash;
  action.sa_flags = (int) SA_RESETHAND;
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
    sigaction (crashes[i], &action, NULL);
  signal (SIGPIPE, SIG_IGN);
}

/* ---- opening and closing
 * --------------------------------------------------------- */

/* TERM itself, else what it is likely to be. */
static SCREEN *
new_screen (void)
{
  const char *term = getenv ("TERM");
  const char *tries[3] = { term, "xterm", "vt100" };
  SCREEN *screen = NULL;

  if (term == NULL
      || (strncmp (term, "xterm", 5) != 0 && getenv ("COLORTERM") == NULL))
    tries[1] = "vt100";
  for (size_t i = 0; i < 3 && screen == NULL; i++)
    if (tries[i] != NULL && tries[i][0] != '\0')
      screen = newterm (tries[i], stdout, stdin);
  return screen;
}

/* raw() turns XON/XOFF off; a serial line would lose output without it. */
static void
keep_flow_control (void)
{
  struct termios now;
  char line[64] = "";

  if ((self.before.c_iflag & IXON) == 0
      || ttyname_r (STDIN_FILENO, line, sizeof line) != 0
      || (strncmp (line, "/dev/ttyS", 9) != 0
          && strncmp (line, "/dev/ttyUSB", 11) != 0))
    return;
  if (tcgetattr (STDIN_FILENO, &now) == 0) {
    now.c_iflag |= IXON;
    tcsetattr (STDIN_FILENO, TCSANOW, &now);
  }
}

static void
start_colours (void)
{
  if (self.settings.mono || getenv ("NO_COLOR") != NULL || !has_colors ())
    return;
  start_color ();
  use_default_colors ();
  init_pair (1, COLOR_RED, -1);
  init_pair (2, COLOR_YELLOW, -1);
}

static void
raw_mode (void)
{
  raw ();
  noecho ();
  nonl ();
  keep_flow_control ();
  fputs (modes_on, stdout);
  fflush (stdout);
}

enum outcome
terminal_open (const struct terminal_settings *settings, struct error *e)
{
  self.settings = *settings;
  if (!isatty (STDIN_FILENO) || !isatty (STDOUT_FILENO)
      || tcgetattr (STDIN_FILENO, &self.before) != 0)
    return fail (e, ERR_SYSTEM, errno,
                 _ ("this is no terminal; see 'hoso --help' for commands"));
  if (self.pipe[0] < 0 && pipe2 (self.pipe, O_NONBLOCK | O_CLOEXEC) != 0)
    return fail (e, ERR_SYSTEM, errno, _ ("cannot make a pipe: %s"),
                 strerror (errno));
  self.screen = new_screen ();
  if (self.screen == NULL || tigetstr ("cup") == NULL
      || tigetstr ("cup") == (char *) -1) {
    terminal_close ();
    return fail (e, ERR_SYSTEM, 0,
                 _ ("the terminal (TERM=%s) cannot place its cursor; use "
                    "another, e.g. TERM=vt100"),
                 getenv ("TERM") == NULL ? "" : getenv ("TERM"));
  }
  self.open = true;
  catch_signals ();
  raw_mode ();
  start_colours ();
  getmaxyx (stdscr, self.rows, self.columns);
  return OK;
}

void
terminal_close (void)
{
  if (self.screen == NULL)
    return;
  fputs (modes_off, stdout);
  endwin ();
  delscreen (self.screen);
  self.screen = NULL;
  if (self.open)
    tcsetattr (STDIN_FILENO, TCSADRAIN, &self.before);
  self.open = false;
}

void
terminal_size (int *rows, int *columns)
{
  *rows = self.rows;
  *columns = self.columns;
}

static void
take_size (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0
      || size.ws_col == 0)
    return;
  self.rows = size.ws_row;
  self.columns = size.ws_col;
  resizeterm (self.rows, self.columns);
}

void
terminal_suspend (void)
{
  fputs (modes_off, stdout);
  endwin ();
  tcsetattr (STDIN_FILENO, TCSADRAIN, &self.before);
  kill (getpid (), SIGSTOP);
  raw_mode ();
  take_size ();
  terminal_repaint ();
}

/* ---- showing
 * ------------------------------------------------------------------------ */

static attr_t
look_of (enum style style)
{
  bool colours = !self.settings.mono && COLOR_PAIRS > 2;

  switch (style) {
  case STYLE_BAR:
  case STYLE_FOCUS: return A_REVERSE;
  case STYLE_HEADING: return A_BOLD;
  case STYLE_BAD: return colours ? COLOR_PAIR (1) : A_NORMAL;
  case STYLE_WARN: return colours ? COLOR_PAIR (2) : A_NORMAL;
  default: return A_NORMAL;
  }
}

/* The letter as a terminal without Vietnamese can show it: one of 7 bits. */
static void
put_plain (const char *text)
{
  SCOPED_BYTES plain = { 0 };
  bool capital;

  if ((unsigned char) text[0] < 0x80) {
    addstr (text);
    return;
  }
  fold_add (&plain, text, strlen (text));
  capital = false;
  {
    SCOPED_BYTES small = { 0 };

    small_add (&small, text, strlen (text));
    capital = strcmp (bytes_text (&small), text) != 0;
  }
  if (plain.len != 1 || plain.at[0] >= 0x80)
    addch (strcmp (text, "…") == 0 ? '.' : '?');
  else
    addch ((chtype) (capital && plain.at[0] >= 'a' ? plain.at[0] - 32
                                                   : plain.at[0]));
}

void
terminal_show (const struct canvas *c)
{
  const struct cell *cell = c->cells;

  erase ();
  for (int row = 0; row < c->rows; row++)
    for (int column = 0; column < c->columns; column++, cell++) {
      if (cell->text[0] == '\0')
        continue;
      attrset (look_of ((enum style) cell->style));
      move (row, column);
      if (self.settings.marks_off)
        put_plain (cell->text);
      else
        addstr (cell->text);
    }
  attrset (A_NORMAL);
  move (c->cursor_row, c->cursor_column);
  refresh ();
}

void
terminal_repaint (void)
{
  clearok (curscr, TRUE);
}

void
terminal_beep (void)
{
  uint64_t now = clock_ticks ();

  if (now - self.beeped < 500)
    return;
  self.beeped = now;
  beep ();
}

/* ---- reading
 * ------------------------------------------------------------------------- */

bool
terminal_pending (void)
{
  struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };

  return poll (&in, 1, 0) > 0 && (in.revents & POLLIN) != 0;
}

/* A byte of the handlers' pipe: a new size, or the signal that ends us. */
static enum terminal_news
read_pipe (int *number)
{
  enum terminal_news news = TERMINAL_QUIET;
  unsigned char byte;

  while (read (self.pipe[0], &byte, 1) == 1)
    if (byte != 'r') {
      *number = byte;
      return TERMINAL_GONE;
    } else
      news = TERMINAL_RESIZED;
  if (news == TERMINAL_RESIZED)
    take_size ();
  return news;
}

enum terminal_news
terminal_wait (int ms, unsigned char *to, size_t room, size_t *len, int *number)
{
  struct pollfd in[2] = { { .fd = STDIN_FILENO, .events = POLLIN },
                          { .fd = self.pipe[0], .events = POLLIN } };
  ssize_t got;

  *len = 0;
  *number = 0;
  if (poll (in, 2, ms) <= 0)
    return TERMINAL_QUIET;
  if (in[1].revents != 0)
    return read_pipe (number);
  got = read (STDIN_FILENO, to, room);
  if (got < 0 && (errno == EINTR || errno == EAGAIN))
    return TERMINAL_QUIET;
  if (got <= 0) {
    *number = SIGHUP;
    return TERMINAL_GONE;
  }
  *len = (size_t) got;
  return TERMINAL_BYTES;
}
