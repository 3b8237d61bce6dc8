/* office.c - a site in a folder of its own, for tests that look at screens. */

#include "tests/tui/office.h"

#include "base/file.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[PATH_MAX], site[PATH_MAX + 8];

static const char *
given (const char *name)
{
  const char *value = getenv (name);

  if (value == NULL) {
    printf ("# %s is not set: run me by make check\n", name);
    exit (99);
  }
  return value;
}

/* Runs ARGV; what it prints goes to descriptor OUT. */
static int
run (const char *const argv[], int out)
{
  int status = 0;
  pid_t child;

  fflush (stdout);
  child = fork ();
  if (child == 0) {
    dup2 (open ("/dev/null", O_RDONLY), 0);
    dup2 (out, 1);
    execv (argv[0], (char *const *) argv);
    _exit (127);
  }
  waitpid (child, &status, 0);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
}

/* Runs it into the file NAME of the folder. */
static int
run_into (const char *name, const char *const argv[])
{
  char path[PATH_MAX + 64];
  int out, status;

  snprintf (path, sizeof path, "%s/%s", folder, name);
  out = open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  status = run (argv, out);
  close (out);
  return status;
}

static void
must (bool good, const char *what)
{
  if (good)
    return;
  printf ("# %s failed\n", what);
  office_close ();
  exit (99);
}

int
office_run (struct bytes *out, const char *const words[])
{
  const char *argv[24] = { given ("HOSO") };
  char path[PATH_MAX + 64];
  struct error e = { 0 };
  int status;

  for (size_t i = 0; words[i] != NULL && i < 22; i++)
    argv[i + 1] = words[i];
  status = run_into ("out", argv);
  snprintf (path, sizeof path, "%s/out", folder);
  if (out != NULL)
    file_read (path, 1 << 20, out, &e);
  return status;
}
#define RUN(...) office_run (NULL, (const char *const[]){ __VA_ARGS__, NULL })

static void
bring_in (const char *file, const char *procedure)
{
  char path[PATH_MAX];

  snprintf (path, sizeof path, "%s/tests/tui/%s", given ("srcdir"), file);
  must (RUN ("import", procedure, path, "--json") == 0, file);
}

void
office_open (bool filled)
{
  const char *top = getenv ("TMPDIR");

  snprintf (folder, sizeof folder, "%s/hoso-tui.XXXXXX",
            top == NULL ? "/tmp" : top);
  if (mkdtemp (folder) == NULL) {
    perror (folder);
    exit (99);
  }
  snprintf (site, sizeof site, "%s/site", folder);
  setenv ("HOSO_SITE", site, 1);
  setenv ("XDG_STATE_HOME", folder, 1);
  setenv ("HOSO_CLOCK", "2026-11-21T08:15:00+07:00", 1);
  setenv ("LC_ALL", "C.UTF-8", 1);
  setenv ("LANGUAGE", "en", 1);
  unsetenv ("HOSO_TYPING");
  unsetenv ("NO_COLOR");
  must (RUN ("init", site, "--office", "H29.22.1", "--name", "UBND Phường Thử",
             "--ward", "26740")
          == 0,
        "init");
  if (filled) {
    bring_in ("births.csv", "khai-sinh");
    bring_in ("deaths.csv", "khai-tu");
  }
}

/* The test's own folder and what it holds; nothing else is ever named. */
static void
remove_all (void)
{
  const char *const argv[] = { "/bin/rm", "-rf", folder, NULL };

  if (strstr (folder, "/hoso-tui.") != NULL)
    run (argv, 1);
  folder[0] = '\0';
}

void
office_close (void)
{
  RUN ("stop");
  remove_all ();
}

const char *
office_site (void)
{
  return site;
}

int
office_server (void)
{
  SCOPED_BYTES out = { 0 };
  const char *at;

  if (office_run (&out, (const char *const[]){ "status", "--json", NULL }) != 0)
    return 0;
  at = strstr (bytes_text (&out), "\"server_pid\":");
  return at == NULL ? 0 : atoi (at + strlen ("\"server_pid\":"));
}

struct pty *
office_start (const struct pty_settings *settings, const char *procedure)
{
  static const struct pty_settings usual = { 0 };
  const char *argv[] = { given ("HOSO"), procedure == NULL ? NULL : "enter",
                         procedure, NULL };

  return pty_start (settings == NULL ? &usual : settings, argv);
}
