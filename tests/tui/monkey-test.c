/* monkey-test.c - keys and sizes at random: the program goes on, and ends well.
 *
 * KEYS is how many (200), SEED where they begin (1).  A failure prints the seed
 * and the last keys.
 */

#include "tests/tui/sees.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEPT = 40 }; /* keys that are shown after a failure */

/* Those that lead on are here more often than those that lead back. */
static const char *const keys[] = {
  "a",
  "e",
  "Nguyễn",
  "ế",
  "1",
  "2",
  "3",
  "9",
  "05/09/1990",
  "079090001234",
  "Trần Văn ",
  "e\u0302\u0301",
  "\u0301",
  "김",
  "😀",
  "\u200d",
  " ",
  "/",
  ";",
  ENTER,
  ENTER,
  ENTER,
  ENTER,
  ENTER,
  "\t",
  "\t",
  DOWN,
  DOWN,
  DOWN,
  UP,
  UP,
  "\033[C",
  "\033[D",
  "\033[H",
  "\033[F",
  "\033[Z",
  "\033[5~",
  "\033[6~",
  "\033[2~",
  "\033[3~",
  "\b",
  "\177",
  "1" ENTER,
  F (1),
  F (2),
  F (3),
  F (4),
  F (4),
  F (5),
  F (6),
  F (7),
  F (8),
  F (9),
  F (0),
  "\033OP",
  "\033[12~",
  "\033[[D",
  "\033[15;2~",
  "\033[1;5C",
  ESC,
  ESC ESC,
  ENTER ENTER,
  "y",
  "c",
  "\001",
  "\003",
  "\005",
  "\012",
  "\013",
  "\014",
  "\017",
  "\020",
  "\023",
  "\025",
  "\027",
  "\031",
  "\032",
  "\032",
  "\034",
  "\033[200~Lê\nThị\tAn\033[A\033[201~",
  "\033[200~không có cuối",
  "\xff\xc3",
  "\xe1\xba",
  "\033[999",
  "\033]52;c;YQ==\a",
  "\033[I",
  "\033k",
};
enum { KINDS = sizeof keys / sizeof *keys };

static uint32_t state, first_seed;
static const char *last[KEPT];
static unsigned pressed;

static uint32_t
random_next (void)
{
  state = state * 1664525 + 1013904223;
  return state >> 8;
}

static unsigned
number (const char *name, unsigned otherwise)
{
  const char *value = getenv (name);

  return value == NULL || *value == '\0' ? otherwise
                                         : (unsigned) strtoul (value, NULL, 10);
}

static void
explain (struct pty *p)
{
  printf ("# SEED=%u, %u keys; the last ones:\n", (unsigned) first_seed,
          pressed);
  for (unsigned i = pressed < KEPT ? 0 : pressed - KEPT; i < pressed; i++) {
    printf ("#  ");
    for (const char *c = last[i % KEPT]; *c != '\0'; c++)
      printf (iscntrl ((unsigned char) *c) ? "\\%03o" : "%c",
              (unsigned char) *c);
    putchar ('\n');
  }
  pty_explain (p);
}

static struct pty *
start (void)
{
  static const char *const typings[] = { "HOSO_TYPING=off", "HOSO_TYPING=telex",
                                         "HOSO_TYPING=vni" };
  const char *const environment[] = { typings[random_next () % 3], NULL };

  return office_start (&(struct pty_settings){ .environment = environment },
                       random_next () % 3 == 0 ? "khai-tu" : NULL);
}

static void
press (struct pty *p)
{
  const char *key = keys[random_next () % KINDS];

  last[pressed++ % KEPT] = key;
  if (random_next () % 24 == 0) {
    bool odd = random_next () % 4 == 0;

    last[pressed++ % KEPT] = "(another size)";
    pty_resize (p, 1 + (int) (odd ? random_next () % 24 : 23),
                1 + (int) (odd ? random_next () % 80 : 79));
  }
  pty_send (p, key);
}

/* Nothing that may be said about any screen is wrong about this one. */
static bool
is_sound (struct pty *p)
{
  int row, column, rows, columns;

  pty_cursor (p, &row, &column);
  pty_size (p, &rows, &columns);
  return row >= 0 && row < rows && column >= 0 && column < columns
         && !pty_stuck (p) && pty_find (p, "ERROR: AddressSanitizer") < 0
         && pty_find (p, "runtime error") < 0;
}

/* COUNT keys; the program is started anew whenever they end it. */
static bool
run (unsigned count, unsigned *quits)
{
  struct pty *p = start ();
  bool good = true;

  for (unsigned i = 0; i < count && good; i++) {
    int status;

    press (p);
    good = is_sound (p);
    status = pty_status (p, 0);
    if (status < 0 || !good)
      continue;
    good = status == 0;
    if (!good)
      break;
    pty_end (p);
    p = start ();
    ++*quits;
  }
  if (good) {
    pty_signal (p, SIGTERM);
    good = pty_status (p, 10000) == 128 + SIGTERM;
  }
  if (!good)
    explain (p);
  else
    restored (p, "the terminal is as it was");
  pty_end (p);
  return good;
}

int
main (void)
{
  unsigned count = number ("KEYS", 200), quits = 0;
  const char *const verify[] = { "verify", NULL };

  office_open (true);
  for (first_seed = number ("SEED", 1); count > 0; first_seed++) {
    unsigned some = count < 500 ? count : 500;

    state = first_seed;
    pressed = 0;
    ok (run (some, &quits), "%u keys from seed %u", some,
        (unsigned) first_seed);
    count -= some;
  }
  printf ("# the program was left %u times\n", quits);
  ok (office_run (NULL, verify) == 0, "what was stored is sound");
  office_close ();
  return tap_done ();
}
