/* restore.c - a site made from a backup and the log kept since.
 *
 * It grows in a folder of its own beside the one that is named, and takes that
 * name when everything in it was verified: there is never half a site.
 */

#include "site/site.h"

#include "base/file.h"
#include "base/language.h"
#include "site/site-files.h"
#include "site/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct job {
  struct restored *made;
  char part[4096];
  int held; /* descriptor of that folder, locked; or -1      */
  struct config config;
  care_seen seen;
  void *with;
};

/* ---- from where --------------------------------------------------------- */

static void
see_read (void *with, uint64_t bytes)
{
  const struct job *j = with;

  if (j->seen != NULL)
    j->seen (j->with, CARE_READS, bytes, backup_size (&j->made->from));
}

static enum outcome
find (struct job *j, const char *from, uint64_t until, struct error *e)
{
  char *whole = realpath (from, NULL);
  struct error why;
  enum outcome outcome;

  if (whole == NULL)
    return fail (e, ERR_INPUT, errno, _ ("the backups in %s: %s"), from,
                 strerror (errno));
  outcome = backup_find (whole, NULL, until, &j->made->from, &why);
  free (whole);
  if (outcome == OK)
    return backup_check (&j->made->from, see_read, j, e);
  return fail (e, outcome == ERR_ABSENT ? ERR_INPUT : outcome, why.os, "%s",
               why.text);
}

/* ---- where to ----------------------------------------------------------- */

static enum outcome
check_folder (const char *folder, struct error *e)
{
  if (access (folder, F_OK) != 0 || folder_is_empty (folder))
    return OK;
  return fail (e, ERR_SYSTEM, ENOTEMPTY,
               _ ("%s is not empty: a site is restored into a folder that is "
                  "missing or empty"),
               folder);
}

static enum outcome
make_part (struct job *j, const char *folder, struct error *e)
{
  size_t len = strlen (folder);

  while (len > 1 && folder[len - 1] == '/')
    len--;
  if (len + sizeof ".part" > sizeof j->part)
    return fail (e, ERR_SYSTEM, ENAMETOOLONG, _ ("%s: the path is too long"),
                 folder);
  memcpy (j->made->folder, folder, len);
  j->made->folder[len] = '\0';
  snprintf (j->part, sizeof j->part, "%.4090s.part", j->made->folder);
  if (folder_make (j->part, 0700, e) != OK)
    return ERR_SYSTEM;
  j->held = open (j->part, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (j->held < 0 || flock (j->held, LOCK_EX | LOCK_NB) != 0)
    return fail (e, ERR_BUSY, errno, _ ("somebody else is restoring %s"),
                 j->made->folder);
  if (folder_remove (j->part, e) != OK) /* what is left of an earlier try */
    return ERR_SYSTEM;
  close (j->held);
  if (folder_make (j->part, 0700, e) != OK)
    return ERR_SYSTEM;
  j->held = open (j->part, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (j->held < 0 || flock (j->held, LOCK_EX | LOCK_NB) != 0)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", j->part, strerror (errno));
  return OK;
}

/* ---- the site ----------------------------------------------------------- */

/* The epoch is higher than that of any backup of the site in the same place. */
static enum outcome
raise_epoch (struct job *j, struct error *e)
{
  const struct backup *b = &j->made->from;
  char place[sizeof b->folder];
  uint32_t highest = b->epoch, there;

  if (file_folder (place, sizeof place, b->folder, e) != OK)
    return ERR_SYSTEM;
  if (backups_epoch (place, NULL, &there, NULL) == OK && there > highest)
    highest = there;
  if (memcmp (j->config.identity.site, b->site, ID_SIZE) != 0
      || highest == UINT32_MAX)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("the backup %s has the settings of another site"),
                 b->folder);
  j->config.identity.epoch = j->made->epoch = highest + 1;
  return config_write (&j->config, e);
}

/* The folder of a backup has what the folder of a site has. */
static enum outcome
lay_settings (struct job *j, struct error *e)
{
  const char *from = j->made->from.folder;
  struct config *c = &j->config;
  struct stat above;
  enum outcome outcome = config_read (from, c, e);

  if (outcome != OK)
    return ERR_DAMAGED;
  memcpy (c->folder, j->part, strlen (j->part) + 1);
  umask (c->group ? 0007 : 0077);
  if (c->group
      && (stat (from, &above) != 0
          || chown (j->part, (uid_t) -1, above.st_gid) != 0
          || chmod (j->part, 02770) != 0))
    return fail (e, ERR_SYSTEM, errno, "%s: %s", j->part, strerror (errno));
  outcome = site_files_lay (&j->made->from, j->part, c->group ? 0660 : 0600, e);
  return outcome == OK ? raise_epoch (j, e) : outcome;
}

static enum outcome
lay_store (struct job *j, uint64_t until, struct error *e)
{
  char db[4096];
  struct trial trial = {
    .lay = { .backup = &j->made->from,
             .db = db,
             .until = until,
             .archived = true,
             .group = j->config.group },
    .identity = j->config.identity,
    .seen = j->seen,
    .with = j->with,
  };

  if (file_join (db, sizeof db, j->part, "db", e) != OK
      || folder_make (db, j->config.group ? 02770 : 0700, e) != OK)
    return ERR_SYSTEM;
  return trial_run (&trial, &j->made->laid, &j->made->counts, e);
}

static enum outcome
finish (struct job *j, struct error *e)
{
  const char *folder = j->made->folder;
  char above[4096];
  enum outcome outcome = config_complete (&j->config, e);

  if (outcome == OK)
    outcome = folder_sync (j->part, e);
  if (outcome != OK)
    return outcome;
  if (rename (j->part, folder) != 0) /* over an empty one */
    return fail (e, ERR_SYSTEM, errno, "%s: %s", folder, strerror (errno));
  return file_folder (above, sizeof above, folder, e) == OK
           ? folder_sync (above, e)
           : ERR_SYSTEM;
}

enum outcome
site_restore (const char *from, const char *folder, uint64_t until,
              care_seen seen, void *with, struct restored *made,
              struct error *e)
{
  struct job j = { .made = made, .held = -1, .seen = seen, .with = with };
  mode_t mask = umask (0077);
  enum outcome outcome;

  memset (made, 0, sizeof *made);
  outcome = check_folder (folder, e);
  if (outcome == OK)
    outcome = find (&j, from, until, e);
  if (outcome == OK)
    outcome = make_part (&j, folder, e);
  if (outcome == OK)
    outcome = lay_settings (&j, e);
  if (outcome == OK)
    outcome = lay_store (&j, until, e);
  if (outcome == OK)
    outcome = finish (&j, e);
  if (outcome != OK && outcome != ERR_BUSY && j.held >= 0)
    folder_remove (j.part, NULL);
  if (j.held >= 0)
    close (j.held);
  umask (mask);
  backup_free (&made->from);
  return outcome;
}
