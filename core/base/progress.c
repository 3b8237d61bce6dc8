/* progress.c - how far long work has come, for a person who waits. */

#include "base/progress.h"
#include "base/clock.h"
#include "base/language.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
  PAUSE_MS = 100,  /* between two drawings */
  SILENT_MS = 300, /* quick work shows no bar */
  BAR_CELLS = 20,
};

struct progress
progress_of (const char *what, uint64_t total)
{
  return (struct progress){ .what = what,
                            .total = total,
                            .began = clock_ticks (),
                            .shows = isatty (STDERR_FILENO) == 1 };
}

/* Letters in LEN bytes; the bar's own words take one cell a letter. */
static size_t
cells_of (const char *text, size_t len)
{
  size_t cells = 0;

  for (size_t i = 0; i < len; i++)
    cells += (text[i] & 0xC0) != 0x80;
  return cells;
}

static void
put_bar (struct bytes *to, uint64_t done, uint64_t total)
{
  double part = (double) done / (double) total;
  unsigned full = (unsigned) (part * BAR_CELLS);

  bytes_add_text (to, " [");
  for (unsigned i = 0; i < BAR_CELLS; i++)
    bytes_add_char (to, i < full ? '=' : i == full ? '>' : ' ');
  bytes_printf (to, "] %u %%", (unsigned) (part * 100));
}

static void
put_left (struct bytes *to, double seconds)
{
  unsigned s = seconds < 359999 ? (unsigned) (seconds + 0.5) : 359999;

  bytes_add_text (to, "  ");
  if (s >= 3600)
    bytes_printf (to, _ ("%u:%02u:%02u left"), s / 3600, s / 60 % 60, s % 60);
  else
    bytes_printf (to, _ ("%u:%02u left"), s / 60, s % 60);
}

void
progress_line (const struct progress *p, uint64_t after, size_t cells,
               struct bytes *to)
{
  uint64_t done = p->total > 0 && p->done > p->total ? p->total : p->done;
  double rate = after > 0 ? (double) done * 1000 / (double) after : 0;
  size_t begin = to->len, len;

  bytes_add_text (to, p->what);
  if (p->total > 0)
    put_bar (to, done, p->total);
  bytes_printf (to, "  %" PRIu64, done);
  if (p->total > 0)
    bytes_printf (to, "/%" PRIu64, p->total);
  bytes_printf (to, "  %.0f/s", rate);
  if (p->total > done && rate > 0)
    put_left (to, (double) (p->total - done) / rate);

  len = to->len - begin;
  while (cells_of ((char *) to->at + begin, len) > cells)
    len--;
  while (len > 0 && begin + len < to->len
         && (to->at[begin + len] & 0xC0) == 0x80)
    len--;
  to->len = begin + len;
}

/* One cell of the line stays free: some terminals wrap when it is filled. */
static size_t
terminal_cells (void)
{
  struct winsize size;

  if (ioctl (STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
    return 79;
  return size.ws_col - 1u;
}

static void
draw (struct progress *p, uint64_t now)
{
  SCOPED_BYTES line = { 0 };
  size_t cells;

  bytes_add_char (&line, '\r');
  progress_line (p, now - p->began, terminal_cells (), &line);
  cells = cells_of ((char *) line.at + 1, line.len - 1);
  for (size_t i = cells; i < p->shown_cells; i++)
    bytes_add_char (&line, ' '); /* over the rest of a longer line */
  p->shown_cells = cells;
  p->drawn = now;
  fwrite (line.at, 1, line.len, stderr);
  fflush (stderr);
}

void
progress_at (struct progress *p, uint64_t done)
{
  uint64_t now;

  p->done = done;
  if (!p->shows)
    return;
  now = clock_ticks ();
  if (now - p->began >= SILENT_MS && now - p->drawn >= PAUSE_MS)
    draw (p, now);
}

void
progress_end (struct progress *p)
{
  if (!p->shows || p->drawn == 0)
    return;
  draw (p, clock_ticks ());
  fputc ('\n', stderr);
}
