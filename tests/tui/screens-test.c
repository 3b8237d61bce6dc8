/* screens-test.c - what an officer sees, held against golden/NAME.txt.
 *
 * One walk through all screens, in both languages and two sizes; each screen of
 * a name is in one file.  UPDATE=1 writes the files anew: then read the diff.
 * The account's name and how many plugins there are differ from machine to
 * machine; they are made alike.
 */

#include "tests/tui/sees.h"

#include "base/file.h"

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct {
  const char *keys, *name; /* the screen after KEYS, when it has a name       */
} walk[] = {
  { "", "home" },
  { F (1), "help" },
  { ENTER "1", "procedures" },
  { "1.001193", "procedures-found" },
  { F (4), "needs" },
  { ENTER ENTER, "entry" },
  { "Nguyễn Thị Ánh" ENTER CLEAR "3" ENTER, NULL },
  { "079190001234" ENTER "31/11/2024" ENTER, "entry-filled" },
  { UP, "entry-finding" },
  { PAPERS, "needs-dossier" },
  { ENTER UP UP F (4), "choice" },
  { "ho", "choice-found" },
  { F (0) DOWN DOWN DOWN DOWN F (4) "tan hai", "wards" },
  { F (0) F (1), "help-field" },
  { ENTER ESC, "strip" },
  { ENTER ESC "+", "entry-second" },
  { F (8), "summary" },
  { F (8) F (0), "question" },
  { "y" F (0), "home-draft" },
  { "\033[3~", "home-question" },
  { "y2", "list" },
  { DOWN DOWN "nguyen", "list-found" },
  { ENTER, "record" },
};
enum { STEPS = sizeof walk / sizeof *walk };

static const struct size {
  const char *name;
  int rows, columns;
} sizes[] = { { "80x24", 24, 80 }, { "132x50", 50, 132 } };
static const char *const languages[] = { "vi", "en" };

enum { ROUNDS = 4 }; /* languages by sizes */

/* Screens by step and round. */
static struct bytes seen[STEPS][ROUNDS];

/* ---- made alike ---- */

static const char *
account (void)
{
  const struct passwd *who = getpwuid (geteuid ());

  return who == NULL ? "?" : who->pw_name;
}

/* Where WORD stands by itself in ROW, or NULL. */
static const char *
whole_word (const char *row, const char *word)
{
  size_t len = strlen (word);

  for (const char *at = row; (at = strstr (at, word)) != NULL; at++)
    if ((at == row || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' '))
      return at;
  return NULL;
}

/* The account becomes "lan"; blanks that keep columns in place become two. */
static void
add_row (struct bytes *to, const char *row)
{
  const char *who = whole_word (row, account ());

  while (*row != '\0') {
    if (row == who) {
      bytes_add_text (to, "lan");
      row += strlen (account ());
      continue;
    }
    bytes_add_char (to, *row++);
    while (who != NULL && row[-1] == ' ' && row[0] == ' ' && row[1] == ' ')
      row++;
  }
  bytes_add_char (to, '\n');
}

/* "1 / 14" procedures, more with every plugin. */
static void
add_count_row (struct bytes *to, const char *row)
{
  const char *of = strrchr (row, '/');

  bytes_add (to, row, of == NULL ? strlen (row) : (size_t) (of - row));
  bytes_add_text (to, of == NULL ? "\n" : "/ N\n");
}

static void
take_screen (struct pty *p, const char *name, int rows, struct bytes *to)
{
  bool counts = strncmp (name, "procedures", 10) == 0;

  for (int row = 0; row < rows; row++)
    if (counts && row == 2)
      add_count_row (to, pty_row (p, row));
    else
      add_row (to, pty_row (p, row));
}

/* ---- the walk ---- */

static void
look (const char *language, const struct size *size, unsigned round)
{
  char variable[32];
  const char *const environment[] = { variable, NULL };
  struct pty *p;

  snprintf (variable, sizeof variable, "LANGUAGE=%s", language);
  p = office_start (&(struct pty_settings){ .rows = size->rows,
                                            .columns = size->columns,
                                            .environment = environment },
                    NULL);
  for (unsigned i = 0; i < STEPS; i++) {
    if (walk[i].keys[0] != '\0')
      pty_send (p, walk[i].keys);
    if (walk[i].name != NULL)
      take_screen (p, walk[i].name, size->rows, &seen[i][round]);
  }
  pty_end (p);
}

/* ---- golden files ---- */

static void
golden_path (char *path, const char *name)
{
  snprintf (path, PATH_MAX, "%s/tests/tui/golden/%s.txt", getenv ("srcdir"),
            name);
}

static void
heading (struct bytes *to, unsigned round)
{
  bytes_clear (to);
  bytes_printf (to, "== %s %s\n", languages[round / 2], sizes[round % 2].name);
}

static void
write_golden (unsigned step)
{
  char path[PATH_MAX];
  SCOPED_BYTES head = { 0 };
  FILE *f;

  golden_path (path, walk[step].name);
  f = fopen (path, "w");
  for (unsigned round = 0; f != NULL && round < ROUNDS; round++) {
    heading (&head, round);
    fwrite (head.at, 1, head.len, f);
    fwrite (seen[step][round].at, 1, seen[step][round].len, f);
  }
  ok (f != NULL && fclose (f) == 0, "%s is written", path);
}

/* Prints the rows in which WANTED and GOT differ. */
static void
show_difference (const char *wanted, const char *got)
{
  for (int row = 0; *wanted != '\0' || *got != '\0'; row++) {
    size_t w = strcspn (wanted, "\n"), g = strcspn (got, "\n");

    if (w != g || memcmp (wanted, got, w) != 0)
      printf ("# row %d wanted %.*s\n# row %d got    %.*s\n", row, (int) w,
              wanted, row, (int) g, got);
    wanted += w + (wanted[w] == '\n');
    got += g + (got[g] == '\n');
  }
}

static void
compare (unsigned step, unsigned round, const char *golden)
{
  SCOPED_BYTES head = { 0 };
  SCOPED_BYTES wanted = { 0 };
  const char *at, *end;

  heading (&head, round);
  at = strstr (golden, bytes_text (&head));
  at = at == NULL ? "" : at + head.len;
  end = strstr (at, "== ");
  bytes_add (&wanted, at, end == NULL ? strlen (at) : (size_t) (end - at));
  if (ok (strcmp (bytes_text (&wanted), bytes_text (&seen[step][round])) == 0,
          "%s, %s %s", walk[step].name, languages[round / 2],
          sizes[round % 2].name))
    return;
  show_difference (bytes_text (&wanted), bytes_text (&seen[step][round]));
}

static void
hold_against (unsigned step)
{
  char path[PATH_MAX];
  SCOPED_BYTES golden = { 0 };
  struct error e = { 0 };

  golden_path (path, walk[step].name);
  if (file_read (path, 1 << 20, &golden, &e) != OK)
    printf ("# %s\n", e.text);
  for (unsigned round = 0; round < ROUNDS; round++)
    compare (step, round, bytes_text (&golden));
}

int
main (void)
{
  office_open (true);
  for (unsigned round = 0; round < ROUNDS; round++)
    look (languages[round / 2], &sizes[round % 2], round);
  office_close ();
  for (unsigned i = 0; i < STEPS; i++) {
    if (walk[i].name == NULL)
      continue;
    if (getenv ("UPDATE") != NULL)
      write_golden (i);
    else
      hold_against (i);
    for (unsigned round = 0; round < ROUNDS; round++)
      bytes_free (&seen[i][round]);
  }
  return tap_done ();
}
