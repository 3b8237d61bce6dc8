/* terminal.c - raw mode in, curses out, and everything as it was at the end. */

#include "tui/terminal.h"

#include "base/clock.h"
#include "base/language.h"
#include "text/utf8.h"
#include "tui/marks.h"

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
  int pipe[2];        /* handlers write the signal's number                  */
  struct bytes early; /* typed while the terminal was being asked            */
  uint64_t beeped;    /* clock_ticks of the last bell                        */
  int rows, columns;  /* of the glass                                        */
  bool marks;         /* letters have theirs                                 */
  bool joins;         /* marks that do not compose are put on their letters  */
  bool open;
} self = { .pipe = { -1, -1 } };

/* Pasted text comes between marks; nothing else is asked of the terminal. */
static const char modes_on[] = "\033[?2004h";
static const char modes_off[] = "\033[?2004l";

/* ---- signals ---- */

static void
tell_loop (int number)
{
  int saved = errno;
  unsigned char byte = (unsigned char) number;

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
  static const int told[] = { SIGHUP,  SIGTERM,  SIGINT,
                              SIGQUIT, SIGWINCH, SIGCONT };
  static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL };
  struct sigaction action = { .sa_handler = tell_loop, .sa_flags = SA_RESTART };

  for (size_t i = 0; i < sizeof told / sizeof *told; i++)
    sigaction (told[i], &action, NULL);
  action.sa_handler = crash;
  action.sa_flags = (int) SA_RESETHAND;
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
    sigaction (crashes[i], &action, NULL);
  signal (SIGPIPE, SIG_IGN);
}

/* ---- opening and closing ---- */

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

/* What the terminal shows, in the settings or by asking it. */
static void
find_marks (void)
{
  const char *term = getenv ("TERM");

  self.joins = term != NULL && strcmp (term, "linux") != 0;
  self.marks = self.settings.marks == MARKS_ON
               || (self.settings.marks == MARKS_ASK
                   && marks_shown (STDIN_FILENO, term, &self.early));
}

static bool
places_cursor (void)
{
  char name[] = "cup"; /* curses takes no const */
  const char *cup = tigetstr (name);

  return cup != NULL && cup != (char *) -1;
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
  if (self.screen == NULL || !places_cursor ()) {
    terminal_close ();
    return fail (e, ERR_SYSTEM, 0,
                 _ ("the terminal (TERM=%s) cannot place its cursor; use "
                    "another, e.g. TERM=vt100"),
                 getenv ("TERM") == NULL ? "" : getenv ("TERM"));
  }
  self.open = true;
  catch_signals ();
  typeahead (-1); /* the loop looks for itself, and draws whole screens */
  raw_mode ();
  find_marks ();
  start_colours ();
  getmaxyx (stdscr, self.rows, self.columns);
  return OK;
}

/* A terminal that is gone takes nothing any more; writing to it would only
 * leave an error behind.
 */
void
terminal_close (void)
{
  struct termios now;

  if (self.screen == NULL)
    return;
  if (tcgetattr (STDIN_FILENO, &now) == 0) {
    if (self.open) {
      fputs (modes_off, stdout);
      fflush (stdout);
      endwin ();
    }
    tcsetattr (STDIN_FILENO, TCSADRAIN, &self.before);
  }
  delscreen (self.screen);
  bytes_free (&self.early);
  self.screen = NULL;
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

/* After a stop others may have set the terminal up their way. */
static void
take_back (void)
{
  reset_prog_mode ();
  raw_mode ();
  take_size ();
  terminal_repaint ();
}

void
terminal_suspend (void)
{
  fputs (modes_off, stdout);
  endwin ();
  tcsetattr (STDIN_FILENO, TCSADRAIN, &self.before);
  kill (getpid (), SIGSTOP);
  take_back ();
}

/* ---- showing ---- */

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

/* A cell's letter in the way this terminal can show it. */
static void
put_letter (const char *text)
{
  const char *at = text;

  if (!self.marks)
    addch ((chtype) (unsigned char) marks_plain (text));
  else if (self.joins)
    addstr (text);
  else {
    utf8_next (&at, text + strlen (text));
    addnstr (text, (int) (at - text));
  }
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
      put_letter (cell->text);
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

/* ---- reading ---- */

bool
terminal_pending (void)
{
  struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };

  return self.early.len > 0
         || (poll (&in, 1, 0) > 0 && (in.revents & POLLIN) != 0);
}

/* What the handlers told: a new size, a stop that is over, or the end. */
static enum terminal_news
read_pipe (int *number)
{
  enum terminal_news news = TERMINAL_QUIET;
  unsigned char byte;

  while (read (self.pipe[0], &byte, 1) == 1) {
    if (byte == SIGWINCH || byte == SIGCONT) {
      news = TERMINAL_RESIZED;
      if (byte == SIGCONT)
        take_back ();
      continue;
    }
    *number = byte;
    return TERMINAL_GONE;
  }
  if (news == TERMINAL_RESIZED)
    take_size ();
  return news;
}

static enum terminal_news
read_early (unsigned char *to, size_t room, size_t *len)
{
  *len = self.early.len < room ? self.early.len : room;
  memcpy (to, self.early.at, *len);
  bytes_free (&self.early);
  return TERMINAL_BYTES;
}

enum terminal_news
terminal_wait (int ms, unsigned char *to, size_t room, size_t *len, int *number)
{
  struct pollfd in[2] = { { .fd = STDIN_FILENO, .events = POLLIN },
                          { .fd = self.pipe[0], .events = POLLIN } };
  ssize_t got;
  int ready;

  *len = 0;
  *number = 0;
  if (self.early.len > 0)
    return read_early (to, room, len);
  do
    ready = poll (in, 2, ms);
  while (ready < 0 && errno == EINTR); /* the pipe knows why */
  if (ready <= 0)
    return TERMINAL_QUIET;
  if (in[1].revents != 0)
    return read_pipe (number);
  got = read (STDIN_FILENO, to, room);
  if (got <= 0 && !(got < 0 && (errno == EINTR || errno == EAGAIN))) {
    *number = SIGHUP;
    return TERMINAL_GONE;
  }
  *len = got < 0 ? 0 : (size_t) got;
  return TERMINAL_BYTES;
}
