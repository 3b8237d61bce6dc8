/* rights-test.c - who may do what: the kernel says who somebody is, and nobody
 * passes for another.  Needs root, to be somebody else for a while.
 */

#include "tests/core/site/by-hand.h"

#include <grp.h>
#include <sys/stat.h>

enum { STRANGER = 65534 }; /* "nobody", of "nogroup"                         */

static const unsigned char draft_id[ID_SIZE] = "a draft of mine";

static void
path_of (char path[PATH_MAX], const char *name)
{
  snprintf (path, PATH_MAX, "%.3000s/%s", test_folder, name);
}

/* Runs WHAT as the stranger; what it returned. */
static bool
as_stranger (bool (*what) (void))
{
  int status;
  pid_t child;

  fflush (stdout);
  child = fork ();
  if (child == 0) {
    gid_t group = STRANGER;
    bool good = setgroups (1, &group) == 0 && setgid (STRANGER) == 0
                && setuid (STRANGER) == 0 && what ();

    fflush (stdout);
    _exit (good ? 0 : 1);
  }
  waitpid (child, &status, 0);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static enum outcome
put (struct site *s, const char *values, struct error *e)
{
  struct draft d = { .procedure = "9.000001" };

  memcpy (d.id, draft_id, ID_SIZE);
  d.values = (struct slice){ (const unsigned char *) values, strlen (values) };
  return site_draft_put (s, &d, e);
}

static bool
has (struct site *s, const char *values)
{
  SCOPED_BYTES hold = { 0 };
  struct draft d;
  struct error e;

  return site_draft_get (s, draft_id, &d, &hold, &e) == OK
         && slice_is (d.values, values);
}

/* A member of the group; the server is there. */
static bool
keeps_a_draft (void)
{
  struct error e = { 0 };
  struct site *s;
  bool good = went (site_open (&s, test_folder, false, &e), &e)
              && went (put (s, "mine", &e), &e) && has (s, "mine");

  return good;
}

static bool
has_it_still (void)
{
  struct error e = { 0 };
  struct site *s;

  return went (site_open (&s, test_folder, false, &e), &e) && has (s, "mine")
         && went (site_draft_drop (s, draft_id, &e), &e) && !has (s, "mine");
}

static bool
count_draft (void *with, const struct draft *d)
{
  (void) d;
  ++*(unsigned *) with;
  return true;
}

/* The server would write its log there, with its own rights. */
static bool
sends_backups_elsewhere (void)
{
  struct backup copy = { .n_files = 0 };
  char place[PATH_MAX];
  struct error e = { 0 };
  struct site *s;
  enum outcome got;

  snprintf (place, sizeof place, "%.3000s/open/elsewhere", test_top);
  if (!went (site_open (&s, test_folder, false, &e), &e))
    return false;
  got = site_backup (s, place, NULL, NULL, &copy, &e);
  if (got != ERR_INPUT)
    printf ("# got %d %s\n", got, e.text);
  return got == ERR_INPUT;
}

static bool
is_turned_away (void)
{
  char drop[256];
  int fd = join ();
  struct pollfd news = { .fd = fd, .events = POLLIN };

  greet (fd, PROTOCOL);
  return poll (&news, 1, 5000) == 1 && recv (fd, drop, sizeof drop, 0) <= 0;
}

/* In a group site every member may come; a draft is its officer's alone. */
static void
test_drafts (struct site *s)
{
  struct error e = { 0 };
  unsigned seen = 0;

  ok (as_stranger (keeps_a_draft), "a member of the group keeps a draft");
  ok (!has (s, "mine"), "another cannot read it, even by its id");
  ok (put (s, "others", &e) == ERR_INPUT, "nor write over it");
  ok (went (site_draft_drop (s, draft_id, &e), &e)
        && went (site_drafts (s, count_draft, &seen, &e), &e) && seen == 0,
      "dropping it drops nothing, and it is not listed");
  ok (as_stranger (has_it_still), "its officer has it, and may drop it");
}

static void
test_backups (void)
{
  char open[PATH_MAX];

  snprintf (open, sizeof open, "%.3000s/open", test_top);
  mkdir (open, 0777);
  chmod (open, 0777);
  ok (as_stranger (sends_backups_elsewhere),
      "nor does the server follow his backups to another folder");
}

/* A site of one login: no mode of the socket lets another one in. */
static void
test_strangers (void)
{
  char path[PATH_MAX];
  struct site *s = test_open ();
  struct status status;
  struct error e = { 0 };

  path_of (path, "socket");
  chmod (path, 0666);
  chmod (test_folder, 0711);
  ok (as_stranger (is_turned_away),
      "a stranger is turned away, though the socket is open to all");
  ok (went (site_status (s, &status, &e), &e), "the owner is not");
  site_close (s);
}

static void
make (const char *name, const char *group)
{
  struct config c = { .name = "UBND Phường Thử", .ward = "26740" };
  struct error e = { 0 };

  snprintf (test_folder, sizeof test_folder, "%.2000s/%s", test_top, name);
  snprintf (c.identity.office, sizeof c.identity.office, "H29.22.1");
  snprintf (c.folder, sizeof c.folder, "%s", test_folder);
  if (config_make (&c, group, &e) != OK)
    bail_out (&e);
}

int
main (int argc, char **argv)
{
  const struct group *group = getgrgid (STRANGER);
  struct error e = { 0 };
  struct site *s;

  test_start (argc, argv, NULL);
  if (geteuid () != 0 || group == NULL) {
    printf ("1..0 # SKIP needs root and a group %d\n", STRANGER);
    return 0;
  }
  chmod (test_top, 0755);
  make ("shared", group->gr_name);
  s = test_open ();
  test_drafts (s);
  test_backups ();
  site_close (s);
  site_stop (test_folder, &e);
  make ("own", NULL);
  test_strangers ();
  return tap_done ();
}
