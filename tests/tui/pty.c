/* pty.c - a program in a terminal of its own, its screen read as text. */

#include "tests/tui/pty.h"

#include "base/clock.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

enum {
  PATIENCE_MS = 10000, /* longer is a fault, under sanitizers too            */
  TICK_LEAST_MS = 100, /* who waits so long waits for a tick, not for Esc    */
  QUIET_MS = 30,       /* where the kernel does not tell what it sleeps in   */
};

struct pty {
  int master, slave; /* the slave stays open, so as to look at it           */
  pid_t pid;
  int status; /* of waitpid, once ENDED                              */
  bool ended, stuck;
  unsigned long woken; /* how often before the last write                   */
  struct termios before;
  struct bytes bytes;
  size_t mark;
  unsigned bells;
  VTerm *vterm;
  VTermScreen *screen;
  struct bytes row; /* of pty_row                                           */
};

/* ---- the terminal ---- */

static int
ring (void *with)
{
  struct pty *p = with;

  p->bells++;
  return 1;
}

/* What the terminal answers goes to the program as if it were typed. */
static void
answer (const char *bytes, size_t len, void *with)
{
  struct pty *p = with;

  if (write (p->master, bytes, len) < 0)
    return; /* it has ended */
}

static void
make_terminal (struct pty *p, int rows, int columns, bool eight_bits)
{
  static const VTermScreenCallbacks callbacks = { .bell = ring };

  p->vterm = vterm_new (rows, columns);
  vterm_set_utf8 (p->vterm, !eight_bits);
  vterm_output_set_callback (p->vterm, answer, p);
  p->screen = vterm_obtain_screen (p->vterm);
  vterm_screen_set_callbacks (p->screen, &callbacks, p);
  vterm_screen_enable_altscreen (p->screen, 1);
  vterm_screen_reset (p->screen, 1);
}

/* Takes what came; false when nothing did within MS. */
static bool
take_in (struct pty *p, int ms)
{
  struct pollfd news = { .fd = p->master, .events = POLLIN };
  char bytes[8192];
  ssize_t got;

  if (p->master < 0 || poll (&news, 1, ms) <= 0)
    return false;
  got = read (p->master, bytes, sizeof bytes);
  if (got <= 0)
    return false;
  bytes_add (&p->bytes, bytes, (size_t) got);
  vterm_input_write (p->vterm, bytes, (size_t) got);
  return true;
}

/* ---- the program ---- */

static void
set_environment (const char *const *change)
{
  for (; change != NULL && *change != NULL; change++) {
    char *text = bytes_must_copy (*change), *value = strchr (text, '=');

    if (value == NULL)
      unsetenv (text);
    else {
      *value = '\0';
      setenv (text, value + 1, 1);
    }
    free (text);
  }
}

__attribute__ ((noreturn)) static void
become (const struct pty_settings *s, const char *const argv[])
{
  setenv ("TERM", "xterm-256color", 1);
  unsetenv ("COLORTERM");
  set_environment (s->environment);
  signal (SIGPIPE, SIG_DFL);
  execv (argv[0], (char *const *) argv);
  printf ("cannot run %s: %s\n", argv[0], strerror (errno));
  fflush (stdout);
  _exit (127);
}

struct pty *
pty_start (const struct pty_settings *s, const char *const argv[])
{
  struct pty *p = bytes_must (sizeof *p);
  struct winsize size = { .ws_row = (unsigned short) (s->rows ? s->rows : 24),
                          .ws_col =
                            (unsigned short) (s->columns ? s->columns : 80) };

  *p = (struct pty){ 0 };
  if (openpty (&p->master, &p->slave, NULL, NULL, &size) != 0) {
    perror ("openpty");
    exit (99);
  }
  fcntl (p->master, F_SETFD, FD_CLOEXEC);
  tcgetattr (p->slave, &p->before);
  make_terminal (p, size.ws_row, size.ws_col, s->eight_bits);
  fflush (stdout);
  p->pid = fork ();
  if (p->pid == 0) {
    close (p->master);
    login_tty (p->slave);
    become (s, argv);
  }
  fcntl (p->slave, F_SETFD, FD_CLOEXEC);
  pty_settle (p);
  return p;
}

/* How often the program has gone to sleep; 0 when nobody tells. */
static unsigned long
sleeps (const struct pty *p)
{
  static const char name[] = "\nvoluntary_ctxt_switches:";
  char path[64], text[4096] = "";
  const char *at;
  FILE *f;

  snprintf (path, sizeof path, "/proc/%d/status", (int) p->pid);
  f = fopen (path, "r");
  if (f == NULL)
    return 0;
  text[fread (text, 1, sizeof text - 1, f)] = '\0';
  fclose (f);
  at = strstr (text, name);
  return at == NULL ? 0 : strtoul (at + strlen (name), NULL, 10);
}

enum sleep { AWAKE, UNTIL_TICK, FOR_EVER, UNKNOWN };

/* What the program sleeps in: the wait for a key has two descriptors. */
static enum sleep
sleep_of (const struct pty *p)
{
  char path[64], text[256] = "";
  unsigned long long number, set, count, limit;
  FILE *f;
  int n;

  snprintf (path, sizeof path, "/proc/%d/syscall", (int) p->pid);
  f = fopen (path, "r");
  if (f == NULL)
    return UNKNOWN;
  text[fread (text, 1, sizeof text - 1, f)] = '\0';
  fclose (f);
  n = sscanf (text, "%llu %llx %llx %llx", &number, &set, &count, &limit);
  if (n != 4 || count != 2)
    return AWAKE;
#ifdef SYS_poll
  if (number == SYS_poll && (int) limit > 0)
    return (int) limit < TICK_LEAST_MS ? AWAKE : UNTIL_TICK;
  if (number == SYS_poll)
    return (int) limit < 0 ? FOR_EVER : AWAKE;
#endif
  /* Where poll is ppoll its limit stands in the program's memory. */
  if (number == SYS_ppoll)
    return limit == 0 ? FOR_EVER : UNKNOWN;
  return AWAKE;
}

static bool
has_ended (struct pty *p)
{
  if (!p->ended && waitpid (p->pid, &p->status, WNOHANG) == p->pid)
    p->ended = true;
  return p->ended;
}

static bool
unread (const struct pty *p)
{
  int left = 0;

  return p->slave >= 0 && ioctl (p->slave, FIONREAD, &left) == 0 && left > 0;
}

/* ---- waiting ---- */

static bool
settle (struct pty *p, enum sleep enough)
{
  uint64_t began = clock_ticks (), heard = began;

  while (clock_ticks () - began < PATIENCE_MS) {
    enum sleep sleep;

    if (take_in (p, 0)) {
      heard = clock_ticks ();
      continue;
    }
    if (has_ended (p)) {
      while (take_in (p, 0))
        ;
      return false;
    }
    /* In this order: having woken is over before what it sleeps in now. */
    sleep = sleeps (p) == p->woken ? AWAKE : sleep_of (p);
    if (sleep == UNKNOWN && clock_ticks () - heard >= QUIET_MS)
      sleep = FOR_EVER;
    if (sleep >= enough && sleep != UNKNOWN && !unread (p) && !take_in (p, 0))
      return true;
    take_in (p, 1);
  }
  p->stuck = true;
  printf ("# the program did not settle\n");
  pty_explain (p);
  return true;
}

bool
pty_settle (struct pty *p)
{
  return settle (p, UNTIL_TICK);
}

bool
pty_settle_down (struct pty *p)
{
  return settle (p, FOR_EVER);
}

bool
pty_stuck (const struct pty *p)
{
  return p->stuck;
}

int
pty_status (struct pty *p, int ms)
{
  uint64_t began = clock_ticks ();

  while (!has_ended (p) && clock_ticks () - began < (uint64_t) ms) {
    if (p->master < 0)
      poll (NULL, 0, 1);
    else
      take_in (p, 1);
  }
  while (take_in (p, 0))
    ;
  return !p->ended               ? -1
         : WIFEXITED (p->status) ? WEXITSTATUS (p->status)
                                 : 128 + WTERMSIG (p->status);
}

/* ---- to the program ---- */

void
pty_write (struct pty *p, const void *bytes, size_t len)
{
  const char *at = bytes;

  p->woken = sleeps (p);
  while (len > 0 && p->master >= 0) {
    ssize_t wrote = write (p->master, at, len < 1024 ? len : 1024);

    if (wrote < 0)
      return;
    at += wrote;
    len -= (size_t) wrote;
    take_in (p, 0);
  }
}

void
pty_send (struct pty *p, const char *keys)
{
  pty_write (p, keys, strlen (keys));
  pty_settle (p);
}

void
pty_resize (struct pty *p, int rows, int columns)
{
  struct winsize size = { .ws_row = (unsigned short) rows,
                          .ws_col = (unsigned short) columns };
  int rows_now, columns_now;

  pty_size (p, &rows_now, &columns_now);
  if (rows == rows_now && columns == columns_now)
    return; /* the kernel tells nobody */
  p->woken = sleeps (p);
  vterm_set_size (p->vterm, rows, columns);
  ioctl (p->master, TIOCSWINSZ, &size);
  pty_settle (p);
}

void
pty_signal (struct pty *p, int number)
{
  p->woken = sleeps (p);
  kill (p->pid, number);
}

void
pty_hang_up (struct pty *p)
{
  close (p->slave);
  close (p->master);
  p->slave = p->master = -1;
}

void
pty_end (struct pty *p)
{
  if (!has_ended (p)) {
    kill (p->pid, SIGKILL);
    waitpid (p->pid, &p->status, 0);
  }
  if (p->master >= 0)
    pty_hang_up (p);
  vterm_free (p->vterm);
  bytes_free (&p->bytes);
  bytes_free (&p->row);
  free (p);
}

/* ---- from the program ---- */

void
pty_size (const struct pty *p, int *rows, int *columns)
{
  vterm_get_size (p->vterm, rows, columns);
}

static int
rows_of (const struct pty *p)
{
  int rows, columns;

  pty_size (p, &rows, &columns);
  return rows;
}

static int
add_cell (struct pty *p, VTermPos at, struct bytes *to)
{
  VTermScreenCell cell;

  if (!vterm_screen_get_cell (p->screen, at, &cell))
    return 1;
  if (cell.chars[0] == 0)
    bytes_add_char (to, ' ');
  for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
    char letter[4];

    bytes_add (to, letter, utf8_put (cell.chars[i], letter));
  }
  return cell.width < 1 ? 1 : cell.width;
}

static void
add_row (struct pty *p, int row, struct bytes *to)
{
  int rows, columns;
  size_t from = to->len;

  pty_size (p, &rows, &columns);
  for (int column = 0; column < columns;)
    column += add_cell (p, (VTermPos){ .row = row, .col = column }, to);
  while (to->len > from && to->at[to->len - 1] == ' ')
    to->len--;
}

const char *
pty_row (struct pty *p, int row)
{
  bytes_clear (&p->row);
  add_row (p, row, &p->row);
  return bytes_text (&p->row);
}

void
pty_screen (struct pty *p, struct bytes *to)
{
  for (int row = 0; row < rows_of (p); row++) {
    add_row (p, row, to);
    bytes_add_char (to, '\n');
  }
}

int
pty_find (struct pty *p, const char *text)
{
  for (int row = 0; row < rows_of (p); row++)
    if (strstr (pty_row (p, row), text) != NULL)
      return row;
  return -1;
}

void
pty_cursor (struct pty *p, int *row, int *column)
{
  VTermPos at;

  vterm_state_get_cursorpos (vterm_obtain_state (p->vterm), &at);
  *row = at.row;
  *column = at.col;
}

bool
pty_at (struct pty *p, int row, int column)
{
  int now_row, now_column;

  pty_cursor (p, &now_row, &now_column);
  return now_row == row && now_column == column;
}

bool
pty_reversed (struct pty *p, int row, int column)
{
  VTermScreenCell cell = { 0 };

  vterm_screen_get_cell (p->screen, (VTermPos){ .row = row, .col = column },
                         &cell);
  return cell.attrs.reverse;
}

struct slice
pty_bytes (const struct pty *p)
{
  return (struct slice){ p->bytes.at + p->mark, p->bytes.len - p->mark };
}

void
pty_mark (struct pty *p)
{
  p->mark = p->bytes.len;
}

struct termios
pty_modes_before (const struct pty *p)
{
  return p->before;
}

struct termios
pty_modes (const struct pty *p)
{
  struct termios now = { 0 };

  tcgetattr (p->slave, &now);
  return now;
}

int
pty_pid (const struct pty *p)
{
  return (int) p->pid;
}

unsigned
pty_bells (const struct pty *p)
{
  return p->bells;
}

void
pty_explain (struct pty *p)
{
  int row, column;

  for (row = 0; row < rows_of (p); row++)
    if (pty_row (p, row)[0] != '\0')
      printf ("# %2d %s\n", row, pty_row (p, row));
  pty_cursor (p, &row, &column);
  printf ("# cursor at %d, %d; %s\n", row, column,
          has_ended (p) ? "the program has ended" : "the program runs");
}
