/* archive.c - the log kept beside the last good backup, so that any moment
 * since can be restored.
 *
 * After a checkpoint the library needs the older files of the log no more.
 * While there is a good backup that the log can be followed from, they go to
 * PLACE/log/EPOCH-BUILDS, and so does what the file at hand has until then.  A
 * child does it, for the place may be a slow stick: nobody who saves waits for
 * that.  A file leaves the store's folder only when the archive has it, so
 * nothing is lost when the child, the store or the machine ends in between;
 * what could not be kept waits there, and is given up only when it becomes too
 * much or the disk runs full.
 */

#include "store/copy.h"
#include "store/inside.h"
#include "store/log-spare.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  WAITING_MOST = 16,     /* files of the log, 4 MiB each                  */
  HELD_MOST = 64,        /* of them for a backup at work                  */
  ARCHIVED_MOST = 256,   /* of them in the archive: 1 GiB                 */
  ROOM_LEAST = 32 << 20, /* on the store's disk, or the log is not kept   */
  FINISH_MS = 5000,      /* how long the end waits for the child          */
  NICE = 10,
  PAUSE_MS = 50, /* between saves: less than until words are written,
                  * so that the last of them are kept soon, too   */
};

bool
backed_up (const struct store *s)
{
  return s->backed.time != 0 && s->backed.epoch == s->identity.epoch
         && s->backed.builds == s->last.builds;
}

uint32_t
log_needed (struct store *s)
{
  uint32_t needed = 0, last;
  char **names = NULL;

  if (s->env->log_archive (s->env, &names, 0) != 0)
    return 0;
  for (char **name = names; name != NULL && *name != NULL; name++)
    if (log_number (*name) >= needed)
      needed = log_number (*name) + 1;
  free (names);
  if (needed == 0)
    log_range (s->dir, &needed, &last);
  return needed;
}

int
log_end (struct store *s, uint32_t *file, uint32_t *offset)
{
  DB_LOG_STAT *stat = NULL;
  int rc = s->env->log_stat (s->env, &stat, 0);

  *file = *offset = 0;
  if (rc != 0)
    return rc;
  *file = stat->st_disk_file;
  *offset = stat->st_disk_offset;
  free (stat);
  return 0;
}

/* ---- in the child ------------------------------------------------------- */

/* What the child does, and with what. */
struct keeping {
  const struct store *store;
  char archive[4096];
  uint32_t free_below;   /* files that only the archive needs             */
  uint32_t last, offset; /* where the log ends                            */
};

/* Only where the last good backup stands, and only where it is the own user's
 * to write, or the site's: the place was named by a client.
 */
static int
check_place (const struct store *s)
{
  char place[4096], path[4096 + 64];
  struct stat folder;

  backed_place (s, place);
  snprintf (path, sizeof path, "%s/%s/manifest.json", place, s->backed.name);
  if (access (path, R_OK) != 0 || stat (place, &folder) != 0)
    return errno;
  return folder.st_uid == geteuid () || s->backed.place[0] == '\0' ? 0 : EPERM;
}

/* ABOVE becomes the folder that it is in. */
static int
make_archive (const struct store *s, const char *archive, char above[4096])
{
  mode_t mode = s->mode == 0660 ? 02770 : 0700;
  char place[4096];
  struct stat folder;

  backed_place (s, place);
  if (file_join (above, 4096, place, "log", NULL) != OK)
    return ENAMETOOLONG;
  if ((mkdir (above, mode) != 0 && errno != EEXIST)
      || (mkdir (archive, mode) != 0 && errno != EEXIST)
      || stat (archive, &folder) != 0)
    return errno;
  return S_ISDIR (folder.st_mode) ? 0 : ENOTDIR;
}

static bool
has_whole (const char *path, uint64_t size)
{
  struct stat s;

  return stat (path, &s) == 0 && (uint64_t) s.st_size >= size;
}

static bool
synced (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  bool done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

/* A file that is closed needs no second copy where it can have a second name.
 */
static int
bring (const struct keeping *k, const char *from, const char *to, uint64_t size,
       bool closed)
{
  char part[4096 + 16];
  struct error e = { 0 };

  snprintf (part, sizeof part, "%s.part", to);
  unlink (part);
  if (!(closed && link (from, part) == 0 && synced (part))
      && (unlink (part), copy_file (from, part, k->store->mode, size, NULL, &e))
           != OK)
    return e.os != 0 ? e.os : EIO;
  return rename (part, to) == 0 ? 0 : errno;
}

static int
keep_file (const struct keeping *k, uint32_t n)
{
  bool closed = n < k->last;
  char from[4096], to[4096];
  uint64_t size = k->offset;
  struct stat s;
  int rc = 0;

  if (log_path (k->store->dir, n, from, NULL) != OK
      || log_path (k->archive, n, to, NULL) != OK)
    return ENAMETOOLONG;
  if (stat (from, &s) != 0)
    return errno == ENOENT ? 0 : errno;
  if (closed)
    size = (uint64_t) s.st_size;
  if (!has_whole (to, size))
    rc = bring (k, from, to, size, closed);
  if (rc == 0 && n < k->free_below && folder_sync (k->archive, NULL) == OK)
    unlink (from);
  return rc;
}

/* The oldest go when there are too many. */
static void
keep_few (const struct keeping *k)
{
  uint32_t first, last;
  char path[4096];

  log_range (k->archive, &first, &last);
  for (; first != 0 && last - first >= ARCHIVED_MOST; first++)
    if (log_path (k->archive, first, path, NULL) == OK)
      unlink (path);
}

static int
keep_log (const struct keeping *k)
{
  uint32_t first, last;
  char above[4096];
  int rc = check_place (k->store);

  if (rc == 0)
    rc = make_archive (k->store, k->archive, above);
  if (rc == 0 && folder_sync (above, NULL) != OK)
    rc = EIO;
  log_range (k->store->dir, &first, &last);
  for (uint32_t n = first; rc == 0 && n != 0 && n <= k->last; n++)
    rc = keep_file (k, n);
  if (rc == 0 && folder_sync (k->archive, NULL) != OK)
    rc = EIO;
  keep_few (k);
  return rc;
}

/* ---- in the store's process --------------------------------------------- */

/* Takes note of a child that has ended; waits at most MS for that. */
static void
reap (struct store *s, uint64_t ms)
{
  const struct timespec pause = { .tv_nsec = 2000000 };
  uint64_t since = clock_ticks ();
  struct archive *a = &s->archive;
  int status = 0;
  pid_t got = 0;

  while (a->child > 0 && (got = waitpid (a->child, &status, WNOHANG)) == 0
         && clock_ticks () - since < ms)
    nanosleep (&pause, NULL);
  if (a->child <= 0 || got == 0)
    return;
  a->child = 0;
  a->error = got > 0 && WIFEXITED (status) ? WEXITSTATUS (status) : EIO;
  if (a->error != 0)
    log_line ("store: the log is not kept: error %d", a->error);
  else {
    a->file = a->going_file;
    a->offset = a->going_offset;
  }
}

/* Lets a child keep what is not kept yet, unless one is at it. */
static void
start (struct store *s, uint32_t free_below)
{
  struct archive *a = &s->archive;
  struct keeping k = { .store = s, .free_below = free_below };
  char place[4096];

  backed_place (s, place);
  if (a->child > 0 || log_end (s, &k.last, &k.offset) != 0
      || archive_folder (place, s->backed.epoch, s->backed.builds, k.archive,
                         NULL)
           != OK)
    return;
  if (a->error == 0 && a->file == k.last && a->offset == k.offset)
    return;
  a->going_file = k.last;
  a->going_offset = k.offset;
  a->child = fork ();
  if (a->child == 0) {
    close_range (STDERR_FILENO + 1, ~0U, 0); /* the store's lock above all */
    if (nice (NICE) == -1)
      errno = 0;
    _exit (keep_log (&k) & 0xff);
  }
  if (a->child < 0)
    a->error = errno;
}

/* Removes the files of the log below NUMBER, but for what is used again. */
static void
remove_below (struct store *s, uint32_t number)
{
  uint32_t first, last;
  char path[4096];

  log_range (s->dir, &first, &last);
  for (uint32_t n = first; n != 0 && n < number && n <= last; n++)
    if (log_path (s->dir, n, path, NULL) == OK && !spare_reuse (s->dir, path))
      unlink (path);
}

/* Gives up what waits to be kept: a gap, which is there to be seen. */
static void
give_up (struct store *s, uint32_t below)
{
  uint32_t first, last;

  log_range (s->dir, &first, &last);
  if (first == 0 || first >= below)
    return;
  log_line ("store: log %u to %u is given up; a backup is needed", first,
            below - 1);
  s->archive.lost = below - 1;
  remove_below (s, below);
}

static uint32_t
waiting (const struct store *s, uint32_t below)
{
  uint32_t first, last;

  log_range (s->dir, &first, &last);
  return first != 0 && first < below ? below - first : 0;
}

/* What a backup at work copies stays, unless it goes on for ever. */
static uint32_t
free_below (struct store *s, bool room)
{
  uint32_t needed = log_needed (s), held = s->copying.first_log;

  if (held == 0 || held >= needed)
    return needed;
  if (room && needed - held <= HELD_MOST)
    return held;
  log_line ("store: a backup takes too long, or too much room");
  store_copy_end (s);
  return needed;
}

/* Whether a while has passed: a child for each save costs more than the save.
 */
static bool
is_time (struct archive *a)
{
  uint64_t now = clock_ticks ();
  bool is = now >= a->looked + PAUSE_MS;

  if (is)
    a->looked = now;
  return is;
}

/* Saving comes first: with little room left nothing is kept. */
void
archive_tidy (struct store *s, bool at_once)
{
  bool room;
  uint32_t below;

  if (!is_time (&s->archive) && !at_once)
    return;
  room = store_room (s, ROOM_LEAST, NULL) == OK;
  below = free_below (s, room);
  reap (s, 0);
  if (!backed_up (s))
    remove_below (s, below);
  else if (s->archive.child == 0
           && (!room
               || (s->archive.error != 0 && waiting (s, below) > WAITING_MOST)))
    give_up (s, below);
  if (backed_up (s) && room)
    start (s, below);
}

void
archive_finish (struct store *s)
{
  if (s->env == NULL || !backed_up (s))
    return;
  reap (s, FINISH_MS);
  start (s, free_below (s, true));
  reap (s, FINISH_MS);
}

void
archive_look (struct store *s)
{
  uint32_t first, last;
  char place[4096], archive[4096], path[4096];

  backed_place (s, place);
  if (!backed_up (s)
      || archive_folder (place, s->backed.epoch, s->backed.builds, archive,
                         NULL)
           != OK)
    return;
  s->archive.error = check_place (s);
  if (s->archive.error == 0)
    s->archive.error = make_archive (s, archive, path);
  log_range (s->dir, &first, &last);
  for (uint32_t n = s->backed.last_log; s->archive.error == 0 && n < first; n++)
    if (log_path (archive, n, path, NULL) == OK && access (path, F_OK) != 0)
      s->archive.lost = n;
}
