/* draft-test.c - what is typed is there again: after a kill, a hang-up, a dead
 * server, a crash.
 */

#include "tests/tui/sees.h"

#include "base/clock.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NAME_ROW "> Full name *              "
#define ISSUED_ROW "> Issued on                "

/* A name in the first field, a day in the fourth, the cursor behind it. */
static struct pty *
half_filled (void)
{
  struct pty *p = office_start (NULL, "khai-sinh");

  pty_send (p, "Nguyễn Thị Ánh" ENTER ENTER ENTER);
  pty_send (p, "05/09/20");
  return p;
}

/* The draft opens at the field where it was left, holding FIELD, and OTHER
 * stands elsewhere; then it is thrown away.
 */
static void
look_at_draft (const char *field, const char *other, const char *name)
{
  struct pty *p = office_start (NULL, NULL);

  holds (p,
         strstr (pty_row (p, 9), "> draft 21/11 08:15") != NULL
           && strstr (pty_row (p, 10), "draft") == NULL,
         "%s: one draft", name);
  pty_send (p, ENTER);
  here (p, field, "opens at the same field");
  sees (p, other, "with all that was typed");
  pty_send (p, F (0));
  pty_send (p, "y");
  pty_send (p, "\033[3~");
  pty_send (p, "y");
  holds (p, pty_find (p, "draft 21/11") < 0, "and can be thrown away");
  pty_end (p);
}

/* ---- the terminal's end ---- */

/* What was typed in the last second may be lost, never a field before it. */
static void
test_killed (void)
{
  struct pty *p = half_filled ();

  pty_settle_down (p);
  pty_signal (p, SIGKILL);
  ends (p, 2000, 128 + SIGKILL, "kill -9");
  pty_end (p);
  look_at_draft (ISSUED_ROW "05/09/20", "Nguyễn Thị Ánh", "kill -9");
}

static void
test_killed_at_once (void)
{
  struct pty *p = half_filled ();

  pty_signal (p, SIGKILL);
  pty_end (p);
  look_at_draft ("> Identity paper", "Nguyễn Thị Ánh", "kill -9 while typing");
}

/* A long note without a pause is kept while it is typed. */
static void
test_typing_on (void)
{
  struct pty *p = office_start (NULL, "khai-sinh");
  uint64_t began = clock_ticks ();
  struct bytes out = { 0 };

  while (clock_ticks () - began < 1300)
    pty_send (p, "a\b");
  pty_send (p, "b");
  office_run (&out, (const char *const[]){ "status", "--json", NULL });
  if (!ok (strstr (bytes_text (&out), "\"drafts\":1") != NULL,
           "kept while typing goes on"))
    printf ("# %s\n", bytes_text (&out));
  bytes_free (&out);
  pty_end (p);
  look_at_draft (NAME_ROW, "Page 1/", "typed without a pause");
}

static void
test_ended (int number, const char *name)
{
  struct pty *p = half_filled ();

  pty_signal (p, number);
  ends (p, 3000, 128 + number, name);
  pty_end (p);
  look_at_draft (ISSUED_ROW "05/09/20", "Nguyễn Thị Ánh", name);
}

static void
test_cut (void)
{
  struct pty *p = half_filled ();

  pty_hang_up (p);
  ends (p, 3000, 128 + SIGHUP, "the line is cut");
  pty_end (p);
  look_at_draft (ISSUED_ROW "05/09/20", "Nguyễn Thị Ánh", "a cut line");
}

/* Under a list and under a question the form is kept too. */
static void
test_covered (void)
{
  static const char *const covers[] = { ESC "4", ESC "0", ESC "8" };

  for (size_t i = 0; i < sizeof covers / sizeof *covers; i++) {
    struct pty *p = office_start (NULL, "khai-sinh");

    pty_send (p, "Nguyễn Thị Ánh" ENTER "1");
    pty_send (p, covers[i]);
    pty_signal (p, SIGTERM);
    ends (p, 3000, 128 + SIGTERM, "SIGTERM under a list, question, summary");
    pty_end (p);
    look_at_draft ("> Identity paper", "Nguyễn Thị Ánh", "covered");
  }
}

/* ---- the server's end ---- */

enum { ROWS = 24, STATUS_ROW = 22, FIELD_ROW = 6, WAIT_MS = 10000 };

/* Types on until the status line has the word, or, WORD being false, has it no
 * longer.
 */
static void
type_until (struct pty *p, bool word)
{
  uint64_t since = clock_ticks ();

  while ((pty_find (p, "The server does not answer") == STATUS_ROW) != word
         && clock_ticks () - since < WAIT_MS)
    pty_send (p, "1\b");
}

static void
test_server_killed (void)
{
  struct pty *p = half_filled ();
  int server = office_server ();

  if (ok (server > 0 && kill (server, SIGKILL) == 0, "the server is killed"))
    pty_send (p, "10" ENTER);
  pty_send (p, "Cục Cảnh sát");
  here (p, "Cục Cảnh sát", "typing goes on");
  type_until (p, false);
  pty_send (p, ENTER);
  holds (p, pty_find (p, "does not answer") < 0, "another server was started");
  pty_signal (p, SIGKILL);
  pty_end (p);
  look_at_draft ("> Residence", "05/09/2010", "a dead server");
}

/* Killed between the last key and the terminal's end. */
static void
test_both_killed (void)
{
  struct pty *p = half_filled ();

  kill (office_server (), SIGKILL);
  pty_send (p, "10");
  pty_signal (p, SIGTERM);
  ends (p, 10000, 128 + SIGTERM, "server killed, then SIGTERM");
  pty_end (p);
  look_at_draft (ISSUED_ROW "05/09/2010", "Nguyễn Thị Ánh", "both ended");
}

/* A server that is stopped, not dead: it takes requests and never answers. */
static void
test_server_stopped (void)
{
  struct pty *p = half_filled ();
  int server = office_server ();
  uint64_t began = clock_ticks (), worst = 0;

  kill (server, SIGSTOP);
  while (pty_find (p, "The server does not answer") < 0
         && clock_ticks () - began < 5000) {
    uint64_t now = clock_ticks (), took;

    pty_send (p, "1\b");
    took = clock_ticks () - now;
    worst = took > worst ? took : worst;
  }
  pty_send (p, "10");
  here (p, "05/09/2010", "letters appear while the server is stopped");
  printf ("# after %d ms at most\n", (int) worst);
  ok (worst < 2000, "and soon");
  sees (p, "The server does not answer", "the screen says so");
  kill (server, SIGCONT);
  pty_signal (p, SIGTERM);
  ends (p, 10000, 128 + SIGTERM, "SIGTERM, the server running again");
  pty_end (p);
  look_at_draft (ISSUED_ROW "05/09/2010", "Nguyễn Thị Ánh", "a slow server");
}

/* ---- an outage that lasts ---- */

/* Kills the server and keeps others from starting: the lock of the store. */
static int
hold_lock (void)
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  char path[4096];
  int lock;

  snprintf (path, sizeof path, "%.4000s/db/lock", office_site ());
  lock = open (path, O_RDWR | O_CLOEXEC);
  kill (office_server (), SIGKILL);
  if (lock < 0 || fcntl (lock, F_OFD_SETLKW, &whole) != 0)
    printf ("# the lock cannot be had\n");
  return lock;
}

/* Whether everything but the status line and the field at the cursor is as it
 * was in BEFORE.
 */
static bool
undisturbed (struct pty *p, char before[ROWS][512])
{
  bool same = true;

  for (int row = 0; row < ROWS; row++)
    if (row != STATUS_ROW && row != FIELD_ROW
        && strcmp (before[row], pty_row (p, row)) != 0) {
      printf ("# row %d: was \"%s\"\n", row, before[row]);
      same = false;
    }
  return same;
}

static void
test_a_word (void)
{
  static char before[ROWS][512];
  struct pty *p = half_filled ();
  int lock;

  pty_settle_down (p);
  for (int row = 0; row < ROWS; row++)
    snprintf (before[row], sizeof before[row], "%s", pty_row (p, row));
  lock = hold_lock ();
  type_until (p, true);
  pty_send (p, "1");
  sees (p, "The server does not answer", "no server: a word");
  here (p, ISSUED_ROW "05/09/201", "typing goes on");
  holds (p, undisturbed (p, before), "nothing else on the screen moves");

  close (lock);
  type_until (p, false);
  holds (p, pty_find (p, "does not answer") < 0, "a server again: no word");
  pty_send (p, "0");
  here (p, ISSUED_ROW "05/09/2010", "everything typed is there");
  holds (p, undisturbed (p, before), "and the screen as it was");
  pty_settle_down (p);
  pty_signal (p, SIGKILL);
  pty_end (p);
  look_at_draft (ISSUED_ROW "05/09/2010", "Nguyễn Thị Ánh", "an outage");
}

/* No server, and then no terminal either. */
static void
test_neither (void)
{
  struct pty *p = half_filled ();
  int lock;

  pty_settle_down (p);
  lock = hold_lock ();
  type_until (p, true);
  pty_send (p, "10" ENTER);
  type_until (p, true);
  pty_send (p, "Cục Cảnh sát");
  pty_signal (p, SIGTERM);
  ends (p, 15000, 128 + SIGTERM, "SIGTERM while there is no server");
  pty_end (p);
  close (lock);
  look_at_draft ("Cục Cảnh sát", "05/09/2010", "kept in a file, then brought");
  p = office_start (NULL, NULL);
  holds (p, pty_find (p, "draft 21/11") < 0, "and the file is gone");
  pty_end (p);
}

int
main (void)
{
  office_open (false);
  test_killed ();
  test_killed_at_once ();
  test_typing_on ();
  test_ended (SIGTERM, "SIGTERM");
  test_ended (SIGHUP, "SIGHUP");
  test_cut ();
  test_covered ();
  test_server_killed ();
  test_both_killed ();
  test_server_stopped ();
  test_a_word ();
  test_neither ();
  office_close ();
  return tap_done ();
}
