/* client-backup.c - a backup made while others save: pulled from the server
 * piece by piece, tried, and only then called good.
 */

#include "site/client.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"
#include "site/site-files.h"
#include "site/trial.h"
#include <config.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
  TRIES = 3,        /* when the server ends in the middle            */
  NAMES_MOST = 99,  /* backups that begin in the same second         */
  SLACK = 16 << 20, /* bytes beside twice the size of the store      */
};

struct job {
  struct site *site;
  struct backup *made;
  char place[4096]; /* absolute                                      */
  int held;         /* descriptor of the folder, locked; or -1       */
  care_seen seen;
  void *with;
  uint64_t copied, size; /* bytes                                         */
};

static mode_t
file_mode (const struct job *j)
{
  return j->site->config.group ? 0660 : 0600;
}

static mode_t
folder_mode (const struct job *j)
{
  return j->site->config.group ? 02770 : 0700;
}

static void
show (const struct job *j, enum care care, uint64_t done, uint64_t total)
{
  if (j->seen != NULL)
    j->seen (j->with, care, done, total);
}

/* ---- where it goes ------------------------------------------------------ */

/* PLACE, or what site.conf says (from the site's folder on), or SITE/backup. */
static enum outcome
find_place (struct job *j, const char *place, struct error *e)
{
  const struct config *c = &j->site->config;
  char path[4096];
  char *whole;

  if (place == NULL && c->backup[0] != '/') {
    const char *name = c->backup[0] != '\0' ? c->backup : "backup";

    if (file_join (path, sizeof path, c->folder, name, e) != OK)
      return ERR_SYSTEM;
    place = path;
  } else if (place == NULL)
    place = c->backup;
  if (folder_make (place, folder_mode (j), e) != OK)
    return ERR_SYSTEM;
  whole = realpath (place, NULL);
  if (whole == NULL || strlen (whole) > sizeof j->place - 256) {
    free (whole);
    return fail (e, ERR_SYSTEM, errno, "%s: %s", place, strerror (errno));
  }
  strcpy (j->place, whole);
  free (whole);
  return OK;
}

/* Bytes of the files of the store. */
static uint64_t
size_of_store (const struct config *c)
{
  char db[4096], path[4096];
  const struct dirent *entry;
  uint64_t size = 0;
  struct stat file;
  DIR *folder;

  if (file_join (db, sizeof db, c->folder, "db", NULL) != OK)
    return 0;
  folder = opendir (db);
  while (folder != NULL && (entry = readdir (folder)) != NULL)
    if (strcmp (entry->d_name, "reserve") != 0
        && file_join (path, sizeof path, db, entry->d_name, NULL) == OK
        && stat (path, &file) == 0 && S_ISREG (file.st_mode))
      size += (uint64_t) file.st_size;
  if (folder != NULL)
    closedir (folder);
  return size;
}

/* The copy, and what it is tried as. */
static enum outcome
check_room (struct job *j, struct error *e)
{
  struct statvfs disk;
  uint64_t need, free_bytes;

  j->size = size_of_store (&j->site->config);
  need = 2 * j->size + SLACK;
  if (statvfs (j->place, &disk) != 0)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", j->place, strerror (errno));
  free_bytes = (uint64_t) disk.f_bavail * disk.f_frsize;
  if (free_bytes >= need)
    return OK;
  return fail (e, ERR_SYSTEM, ENOSPC,
               _ ("a backup needs %llu MiB, and %llu MiB are free at %s"),
               (unsigned long long) (need >> 20) + 1,
               (unsigned long long) (free_bytes >> 20), j->place);
}

/* Makes NAME.part and holds it, so that nobody takes it for abandoned. */
static enum outcome
make_folder (struct job *j, const char *name, struct error *e)
{
  struct backup *b = j->made;
  char path[4096];
  int os = 0;

  snprintf (b->name, sizeof b->name, "%s", name);
  snprintf (path, sizeof path, "%s/%s", j->place, name);
  snprintf (b->folder, sizeof b->folder, "%s/%s.part", j->place, name);
  if (access (path, F_OK) == 0)
    os = EEXIST;
  else if (mkdir (b->folder, folder_mode (j)) != 0)
    os = errno;
  if (os != 0)
    return fail (e, os == EEXIST ? ERR_BUSY : ERR_SYSTEM, os, "%s: %s",
                 b->folder, strerror (os));
  j->held = open (b->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (j->held < 0 || flock (j->held, LOCK_EX | LOCK_NB) != 0)
    return fail (e, ERR_SYSTEM, errno, "%s: %s", b->folder, strerror (errno));
  return OK;
}

static enum outcome
begin_folder (struct job *j, struct error *e)
{
  struct moment m = moment_of (clock_now ());
  char name[BACKUP_NAME], db[4096];
  enum outcome outcome = ERR_BUSY;

  for (int n = 1; outcome == ERR_BUSY && n <= NAMES_MOST; n++) {
    snprintf (name, sizeof name, "%04u-%02u-%02u_%02u-%02u-%02u",
              (unsigned) m.year % 10000, (unsigned) m.month % 100,
              (unsigned) m.day % 100, (unsigned) m.hour % 100,
              (unsigned) m.minute % 100, (unsigned) m.second % 100);
    if (n > 1)
      snprintf (name + 19, sizeof name - 19, "-%d", n);
    outcome = make_folder (j, name, e);
  }
  if (outcome == OK)
    outcome = file_join (db, sizeof db, j->made->folder, "db", e);
  return outcome == OK ? folder_make (db, folder_mode (j), e) : outcome;
}

/* ---- pulling ------------------------------------------------------------ */

static enum outcome
tell (const struct job *j, enum backup_ask step, struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct asked_backup asked = { .step = (uint8_t) step };

  put_asked_backup (&body, &asked);
  return client_tell (j->site, ASK_BACKUP, &body, e);
}

/* A file of the store on its way. */
struct pulled {
  uint32_t number;
  uint64_t at;
  char name[72]; /* "db/find.db"                                  */
  struct hash hash;
  int fd;
  bool end;
};

/* The first piece brings the name. */
static enum outcome
open_file (const struct job *j, struct pulled *p, const char *name,
           struct error *e)
{
  char path[4096];

  if (strchr (name, '/') != NULL || strlen (name) > 64)
    return client_torn (e);
  snprintf (p->name, sizeof p->name, "db/%s", name);
  if (file_join (path, sizeof path, j->made->folder, p->name, e) != OK)
    return ERR_SYSTEM;
  p->fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                (int) file_mode (j));
  return p->fd >= 0
           ? OK
           : fail (e, ERR_SYSTEM, errno, "%s: %s", path, strerror (errno));
}

static enum outcome
take_piece (struct job *j, struct pulled *p, struct reader *r, struct error *e)
{
  const char *name = take_words (r);
  bool end = take_u8 (r) != 0;
  struct slice piece = take_block (r);
  enum outcome outcome = r->bad ? client_torn (e) : OK;

  if (outcome == OK && p->fd < 0)
    outcome = open_file (j, p, name, e);
  if (outcome == OK)
    outcome = file_put (p->fd, piece.at, piece.len, p->name, e);
  if (outcome != OK)
    return outcome;
  hash_add (&p->hash, piece.at, piece.len);
  p->at += piece.len;
  p->end = end;
  j->copied += piece.len;
  show (j, CARE_COPIES, j->copied, j->size);
  return OK;
}

static enum outcome
pull_piece (struct job *j, struct pulled *p, struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct asked_backup asked = { BACKUP_READ, p->number, p->at };
  struct pending *pending;
  struct reader r;
  enum outcome outcome, finished;

  put_asked_backup (&body, &asked);
  outcome = client_ask (j->site, ASK_BACKUP, &body, &pending, &r, e);
  if (outcome != OK)
    return outcome;
  outcome = take_piece (j, p, &r, e);
  finished = client_finish (j->site, pending, &r, outcome == OK ? e : NULL);
  return outcome == OK ? finished : outcome;
}

/* ERR_INPUT: there is no file of that number now. */
static enum outcome
pull_file (struct job *j, uint32_t number, struct error *e)
{
  struct pulled p = { .number = number, .fd = -1 };
  struct backup_file *file;
  enum outcome outcome = OK;

  hash_start (&p.hash, NULL);
  while (outcome == OK && !p.end)
    outcome = pull_piece (j, &p, e);
  if (outcome == OK && fsync (p.fd) != 0)
    outcome = fail (e, ERR_SYSTEM, errno, "%s: %s", p.name, strerror (errno));
  if (p.fd >= 0)
    close (p.fd);
  if (outcome != OK)
    return outcome;
  file = backup_add (j->made);
  memcpy (file->name, p.name, sizeof p.name);
  file->size = p.at;
  hash_end (&p.hash, file->hash);
  return OK;
}

/* All files from *NUMBER on that are there now. */
static enum outcome
pull_files (struct job *j, uint32_t *number, struct error *e)
{
  enum outcome outcome;

  do
    outcome = pull_file (j, *number, e);
  while (outcome == OK && ++*number < BACKUP_FILES_MOST);
  return outcome == ERR_INPUT ? OK : outcome;
}

static enum outcome
find_moment (struct job *j, struct error *e)
{
  SCOPED_BYTES body = { 0 };
  struct asked_backup asked = { .step = BACKUP_MOMENT };
  struct backup *b = j->made, at = { .time = 0 };
  struct pending *pending;
  struct reader r;
  enum outcome outcome;

  put_asked_backup (&body, &asked);
  outcome = client_ask (j->site, ASK_BACKUP, &body, &pending, &r, e);
  if (outcome != OK)
    return outcome;
  take_backup (&r, &at);
  memcpy (at.name, b->name, sizeof at.name);
  memcpy (at.folder, b->folder, sizeof at.folder);
  snprintf (at.version, sizeof at.version, "%s", PACKAGE_VERSION);
  at.files = b->files;
  at.n_files = b->n_files;
  *b = at;
  return client_finish (j->site, pending, &r, e);
}

static enum outcome
pull (struct job *j, struct error *e)
{
  const struct config *c = &j->site->config;
  uint32_t number = 0;
  enum outcome outcome = pull_files (j, &number, e);

  if (outcome == OK)
    outcome = find_moment (j, e);
  if (outcome == OK)
    outcome = pull_files (j, &number, e);
  if (outcome == OK)
    outcome = site_files_copy (c->folder, file_mode (j), j->made, e);
  if (outcome == OK)
    outcome = backup_write (j->made, file_mode (j), e);
  return outcome;
}

/* ---- trying ------------------------------------------------------------- */

/* It must make exactly what the server had at that moment. */
static enum outcome
check_counts (const struct job *j, const struct counts *got, struct error *e)
{
  const struct backup *b = j->made;

  if (got->changes == b->changes && got->records == b->records
      && memcmp (got->chain, b->chain, HASH_SIZE) == 0)
    return OK;
  return fail (e, ERR_DAMAGED, 0,
               _ ("what was copied has %llu changes, the store had %llu; run "
                  "hoso verify"),
               (unsigned long long) got->changes,
               (unsigned long long) b->changes);
}

static enum outcome
try_it (struct job *j, struct error *e)
{
  const struct config *c = &j->site->config;
  char folder[4096];
  struct trial trial = {
    .lay = { .backup = j->made, .db = folder, .group = c->group },
    .identity = c->identity,
    .seen = j->seen,
    .with = j->with,
  };
  struct laid laid;
  struct counts counts;
  enum outcome outcome =
    file_join (folder, sizeof folder, j->made->folder, "trial", e);

  if (outcome == OK)
    outcome = folder_make (folder, folder_mode (j), e);
  if (outcome != OK)
    return outcome;
  trial.identity.epoch++;
  outcome = trial_run_apart (&trial, &laid, &counts, e);
  folder_remove (folder, NULL);
  return outcome == OK ? check_counts (j, &counts, e) : outcome;
}

/* From here on it is a good one. */
static enum outcome
finish (struct job *j, struct error *e)
{
  struct backup *b = j->made;
  char part[sizeof b->folder], db[4096];
  enum outcome outcome = file_join (db, sizeof db, b->folder, "db", e);

  if (outcome == OK)
    outcome = folder_sync (db, e);
  if (outcome == OK)
    outcome = folder_sync (b->folder, e);
  if (outcome != OK)
    return outcome;
  memcpy (part, b->folder, sizeof part);
  b->folder[strlen (part) - strlen (".part")] = '\0';
  if (rename (part, b->folder) == 0)
    return folder_sync (j->place, e);
  outcome = fail (e, ERR_SYSTEM, errno, "%s: %s", part, strerror (errno));
  memcpy (b->folder, part, sizeof part);
  return outcome;
}

static enum outcome
tell_good (struct job *j, struct error *e)
{
  SCOPED_BYTES body = { 0 };

  put_backup (&body, j->made);
  put_words (&body, j->place);
  return client_tell (j->site, ASK_BACKED, &body, e);
}

/* ---- the whole ---------------------------------------------------------- */

static enum outcome
make (struct job *j, struct error *e)
{
  bool good = false;
  enum outcome outcome = begin_folder (j, e);

  if (outcome == OK)
    outcome = pull (j, e);
  if (outcome == OK)
    outcome = try_it (j, e);
  if (outcome == OK)
    outcome = finish (j, e);
  good = outcome == OK;
  if (good)
    outcome = tell_good (j, e);
  if (!good && j->held >= 0)
    folder_remove (j->made->folder, NULL);
  if (j->held >= 0)
    close (j->held);
  j->held = -1;
  return outcome;
}

/* One try: ERR_ABSENT when the server ended in the middle. */
static enum outcome
attempt (struct job *j, struct error *e)
{
  struct error ignored;
  enum outcome outcome = tell (j, BACKUP_BEGIN, e);

  if (outcome != OK)
    return outcome;
  backups_sweep (j->place);
  outcome = check_room (j, e);
  if (outcome == OK)
    outcome = make (j, e);
  tell (j, BACKUP_END, &ignored);
  return outcome;
}

static enum outcome
attempts (struct job *j, struct error *e)
{
  enum outcome outcome = ERR_ABSENT;

  for (int n = 0; outcome == ERR_ABSENT && n < TRIES; n++) {
    backup_free (j->made);
    j->copied = 0;
    outcome = attempt (j, e);
  }
  return outcome == ERR_ABSENT
           ? fail (e, ERR_BUSY, 0,
                   _ ("the server ended in the middle, again and again"))
           : outcome;
}

enum outcome
site_backup (struct site *s, const char *place, care_seen seen, void *with,
             struct backup *made, struct error *e)
{
  struct job j = {
    .site = s, .made = made, .held = -1, .seen = seen, .with = with
  };
  const unsigned char *site = s->config.identity.site;
  mode_t mask = umask (s->config.group ? 0007 : 0077);
  uint32_t epoch;
  enum outcome outcome;

  memset (made, 0, sizeof *made);
  outcome = find_place (&j, place, e);
  if (outcome == OK)
    outcome = backups_epoch (j.place, site, &epoch, e);
  if (outcome == OK)
    outcome = attempts (&j, e);
  if (outcome == OK)
    backups_tidy (j.place, site);
  else
    backup_free (made);
  umask (mask);
  return outcome;
}
