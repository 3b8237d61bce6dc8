/* trust.c - whether a file can be changed by nobody but root and ourselves. */

#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS_MOST = 16 }; /* as many as a path may lead through */

static enum outcome follow (const char *path, int links, struct error *);

static bool
is_ours (const struct stat *s)
{
  return s->st_uid == 0 || s->st_uid == geteuid ();
}

/* Whether the group is the user's own and nobody else's, as Debian makes one
 * for each user: with the umask 002 every file of theirs is open to it.
 */
static bool
is_own_group (gid_t gid)
{
  const struct passwd *user = geteuid () == 0 ? NULL : getpwuid (geteuid ());
  const struct group *group;

  if (user == NULL || user->pw_gid != gid)
    return false;
  group = getgrgid (gid);
  return group != NULL && strcmp (group->gr_name, user->pw_name) == 0
         && group->gr_mem[0] == NULL;
}

/* Whether nobody but root and ourselves may write, by S's own rights. */
static bool
is_closed (const struct stat *s)
{
  if (s->st_mode & S_IWOTH)
    return false;
  return (s->st_mode & S_IWGRP) == 0 || is_own_group (s->st_gid);
}

/* LAST: the file itself, not a folder above it.  In a folder of root's with
 * the sticky bit nobody can replace what is not their own.
 */
static bool
is_safe (const struct stat *s, bool last)
{
  if (!is_ours (s))
    return false;
  if (S_ISLNK (s->st_mode) || is_closed (s))
    return true;
  return !last && S_ISDIR (s->st_mode) && s->st_mode & S_ISVTX
         && s->st_uid == 0;
}

/* LINK is a symbolic link, REST the path behind it ("" or "/..."). */
static enum outcome
follow_link (const char *link, const char *rest, int links, struct error *e)
{
  char target[PATH_MAX], next[3 * PATH_MAX];
  ssize_t len = readlink (link, target, sizeof target - 1);

  if (len < 0)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", link, strerror (errno));
  if (links == LINKS_MOST)
    return fail (e, ERR_INPUT, ELOOP, _ ("%s leads through too many links"),
                 link);
  target[len] = '\0';
  if (target[0] == '/')
    snprintf (next, sizeof next, "%s%s", target, rest);
  else
    snprintf (next, sizeof next, "%.*s%s%s",
              (int) (strrchr (link, '/') - link + 1), link, target, rest);
  return follow (next, links + 1, e);
}

/* LAST, as for is_safe.  *LINK: PART is a symbolic link. */
static enum outcome
look_at (const char *part, bool last, bool *link, struct error *e)
{
  struct stat s;

  if (lstat (part, &s) != 0)
    return fail (e, errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM, errno, "%s: %s",
                 part, strerror (errno));
  if (!is_safe (&s, last))
    return fail (e, ERR_INPUT, 0,
                 _ ("%s can be changed by other users; take that right away "
                    "with chmod or chown"),
                 part);
  *link = S_ISLNK (s.st_mode);
  return OK;
}

/* Looks at every beginning of the absolute PATH, from the root on. */
static enum outcome
follow (const char *path, int links, struct error *e)
{
  char part[PATH_MAX];
  bool last = false, link;
  size_t len = 1;

  if (strlen (path) >= sizeof part)
    return fail (e, ERR_SYSTEM, ENAMETOOLONG, _ ("%s: the path is too long"),
                 path);
  while (!last) {
    last = path[len + strspn (path + len, "/")] == '\0';
    memcpy (part, path, len);
    part[len] = '\0';
    if (look_at (part, last, &link, e) != OK)
      return e->kind;
    if (link)
      return follow_link (part, path + len, links, e);
    len += strspn (path + len, "/");
    len += strcspn (path + len, "/");
  }
  return OK;
}

enum outcome
file_trusted (const char *path, struct error *e)
{
  char folder[PATH_MAX], whole[2 * PATH_MAX];

  if (path[0] == '/')
    return follow (path, 0, e);
  if (getcwd (folder, sizeof folder) == NULL)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", path, strerror (errno));
  snprintf (whole, sizeof whole, "%s/%s", folder, path);
  return follow (whole, 0, e);
}
