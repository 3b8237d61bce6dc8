/* spawn-test.c - servers that clients start: one for all of them, in a process
 * of its own, however deep the folder lies; and why one does not start.
 */

#include "tests/core/site/fixture.h"

#include <dirent.h>

/* More than a socket's address can hold. */
#define DEEP                                                                   \
  "a-folder-with-a-name-that-is-much-longer-than-the-address-of-a-socket-may-" \
  "be-which-is-one-hundred-and-eight-bytes-on-this-system-and-no-more-at-all"

enum { RACERS = 8 };

static pid_t
server_of (struct site *s)
{
  struct status status = { .server_pid = 0 };
  struct error e = { 0 };

  if (!went (site_status (s, &status, &e), &e))
    return 0;
  return (pid_t) status.server_pid;
}

/* In a child: opens the site and writes the server's process to FD. */
static void
race (int fd)
{
  struct site *s;
  struct error e = { 0 };
  pid_t server = 0;

  if (went (site_open (&s, test_folder, true, &e), &e)) {
    server = server_of (s);
    usleep (200000); /* all of them are there at once */
    site_close (s);
  }
  fflush (stdout);
  if (write (fd, &server, sizeof server) != (ssize_t) sizeof server)
    _exit (1);
  _exit (0);
}

static void
test_race (void)
{
  pid_t servers[RACERS];
  int ends[2], same = 0;

  if (pipe (ends) != 0)
    return;
  fflush (stdout);
  for (int i = 0; i < RACERS; i++)
    if (fork () == 0)
      race (ends[1]);
  for (int i = 0; i < RACERS; i++) {
    if (read (ends[0], &servers[i], sizeof servers[i])
        != (ssize_t) sizeof servers[i])
      servers[i] = 0;
    same += servers[i] != 0 && servers[i] == servers[0];
  }
  while (wait (NULL) > 0)
    continue;
  ok (same == RACERS, "%d clients at once have one server", RACERS);
  close (ends[0]);
  close (ends[1]);
}

static unsigned
count_descriptors (pid_t pid)
{
  char path[64];
  DIR *folder;
  unsigned count = 0;

  snprintf (path, sizeof path, "/proc/%d/fd", pid);
  folder = opendir (path);
  if (folder == NULL)
    return 0;
  for (struct dirent *d = readdir (folder); d != NULL; d = readdir (folder)) {
    char link[PATH_MAX], where[PATH_MAX];
    ssize_t n;

    snprintf (link, sizeof link, "%s/%.200s", path, d->d_name);
    n = readlink (link, where, sizeof where - 1);
    where[n > 0 ? n : 0] = '\0';
    count += strstr (where, "inherited-by-nobody") != NULL;
  }
  closedir (folder);
  return count;
}

/* The client has a file open and blocks SIGTERM; the server has neither. */
static void
test_apart (void)
{
  char path[PATH_MAX];
  struct error e = { 0 };
  struct site *s;
  sigset_t term;
  FILE *f;
  pid_t server;

  site_stop (test_folder, &e);
  snprintf (path, sizeof path, "%.2000s/inherited-by-nobody", test_top);
  f = fopen (path, "w");
  sigemptyset (&term);
  sigaddset (&term, SIGTERM);
  sigprocmask (SIG_BLOCK, &term, NULL);
  signal (SIGINT, SIG_IGN);
  s = test_open ();
  server = server_of (s);

  ok (server > 0 && getsid (server) != getsid (0),
      "the server is in a session of its own");
  ok (count_descriptors (server) == 0 && count_descriptors (getpid ()) == 1,
      "it has none of the client's files");
  ok (waitpid (-1, NULL, WNOHANG) < 0 && errno == ECHILD,
      "it is nobody's child");
  sigprocmask (SIG_UNBLOCK, &term, NULL);
  kill (server, SIGINT);
  for (int tries = 0; tries < 100 && server_of (s) == server; tries++)
    usleep (20000); /* it answers until it has seen the signal */
  ok (server_of (s) != server && server_of (s) > 0,
      "signals end it, and a new one follows");
  site_close (s);
  if (f != NULL)
    fclose (f);
}

/* Whether opening the site fails soon, in words, as WANTED. */
static bool
fails_soon (enum outcome wanted, const char *says)
{
  struct error e = { 0 };
  uint64_t since = clock_ticks ();
  struct site *s;
  enum outcome got = site_open (&s, test_folder, true, &e);

  if (got == OK)
    site_close (s);
  if (got == wanted && strstr (e.text, says) != NULL
      && clock_ticks () - since < 5000)
    return true;
  printf ("# wanted %d \"%s\" got %d \"%s\" after %llu ms\n", wanted, says, got,
          e.text, (unsigned long long) (clock_ticks () - since));
  return false;
}

static void
write_part (const char *name, const char *text)
{
  char path[PATH_MAX];
  struct error e = { 0 };

  if (file_join (path, sizeof path, test_folder, name, &e) != OK
      || file_write (path, 0600, text, strlen (text), &e) != OK)
    bail_out (&e);
}

/* Why the server cannot start is said by the client that started it. */
static void
test_why_not (void)
{
  struct config c;
  struct error e = { 0 };

  site_stop (test_folder, &e);
  if (config_read (test_folder, &c, &e) != OK)
    bail_out (&e);
  c.identity.site[0] ^= 1;
  config_write (&c, &e);
  ok (fails_soon (ERR_SYSTEM, "site"), "the store of another site");
  c.identity.site[0] ^= 1;
  config_write (&c, &e);

  write_part ("data/amounts.csv", "what is this\n1\n");
  ok (fails_soon (ERR_INPUT, "amounts.csv"), "a list that cannot be read");
}

int
main (int argc, char **argv)
{
  struct site *s;

  test_start (argc, argv, DEEP);
  test_race ();
  s = test_open ();
  ok (server_of (s) > 0, "a folder of %zu letters", strlen (test_folder));
  site_close (s);
  test_apart ();
  test_why_not ();
  return tap_done ();
}
