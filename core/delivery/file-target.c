/* file-target.c - batches into a folder: a USB stick, a share, a spool.
 *
 *   DIR/000001/records.jsonl    written first
 *   DIR/000001/manifest.json    written last
 *   DIR/000001/ack.json         by the other side
 *
 * A batch is made as DIR/000001.part, its files and the folder fsynced, and
 * then renamed, DIR fsynced: it is there whole or not at all.  Who writes holds
 * a lock on DIR, so that two uploads do not meet in one .part; a .part that
 * lies there while the lock is held was left by an upload that was killed.
 */

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/language.h"
#include "delivery/ack.h"
#include "delivery/target.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
  MANIFEST_MOST = 64 * 1024,
  ACK_MOST = 16 * 1024 * 1024,
  PATIENCE_MS = 30 * 1000, /* for another upload into the folder */
};

struct folder {
  char path[PATH_MAX - 64]; /* with room for names in it */
  char site[2 * ID_SIZE + 1];
  int lock; /* -1: not held */
};

__attribute__ ((format (printf, 3, 4))) static enum hoso_answer
fault (char *problem, size_t room, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vsnprintf (problem, room, format, args);
  va_end (args);
  return HOSO_FAULT;
}

/* ---- Manifests ---------------------------------------------------------- */

/* The text or number KEY of the flat JSON object in TEXT; other values, flat
 * or not, are passed over.  False when there is none, or TEXT is not JSON.
 */
static bool
json_member (const struct bytes *text, const char *key, char *to, size_t room)
{
  struct json_reader r;
  enum json_kind kind;
  bool here = false, found = false;
  struct slice raw;

  json_begin (&r, text->at, text->len);
  kind = json_next (&r);
  while (!found && kind != JSON_END && kind != JSON_BAD) {
    kind = json_next (&r);
    if (kind == JSON_OPEN && !json_whole (&r, &raw))
      break;
    if (here && (kind == JSON_TEXT || kind == JSON_NUMBER))
      found = snprintf (to, room, "%s", bytes_text (&r.text)) < (int) room;
    here = kind == JSON_KEY && strcmp (bytes_text (&r.text), key) == 0;
  }
  json_done (&r);
  return found;
}

/* DIR/NAME/FILE */
static void
path_in (const struct folder *f, const char *name, const char *file,
         char path[PATH_MAX])
{
  snprintf (path, PATH_MAX, "%s/%s%s%s", f->path, name,
            file[0] != '\0' ? "/" : "", file);
}

static void
batch_name (uint32_t number, const char *end, char name[24])
{
  snprintf (name, 24, "%06u%s", number, end);
}

/* Member KEY of the manifest in folder NAME; false when there is none. */
static bool
manifest_says (const struct folder *f, const char *name, const char *key,
               char *to, size_t room)
{
  SCOPED_BYTES text = { 0 };
  char path[PATH_MAX];

  path_in (f, name, "manifest.json", path);
  return file_read (path, MANIFEST_MOST, &text, NULL) == OK
         && json_member (&text, key, to, room);
}

/* "000001", or "000001.part" */
static bool
is_batch (const char *name, bool part)
{
  size_t digits = strspn (name, "0123456789");

  return digits >= 6 && strcmp (name + digits, part ? ".part" : "") == 0;
}

/* Calls LOOK for every batch folder, PART: every half one, until it returns
 * true; returns whether one did.
 */
static bool
each_batch (const struct folder *f, bool part,
            bool (*look) (const struct folder *, const char *name))
{
  DIR *dir = opendir (f->path);
  struct dirent *entry;
  bool done = false;

  while (dir != NULL && !done && (entry = readdir (dir)) != NULL)
    done = is_batch (entry->d_name, part) && look (f, entry->d_name);
  if (dir != NULL)
    closedir (dir);
  return done;
}

static bool
is_foreign (const struct folder *f, const char *name)
{
  char site[2 * ID_SIZE + 2];

  return manifest_says (f, name, "site", site, sizeof site)
         && strcmp (site, f->site) != 0;
}

static bool
holds_foreign (const struct folder *f)
{
  return each_batch (f, false, is_foreign) || each_batch (f, true, is_foreign);
}

/* ---- Opening ------------------------------------------------------------ */

static enum hoso_answer
folder_open (const char *where, const char *site, void **state, char *problem,
             size_t room)
{
  struct folder *f;
  struct stat s;

  if (where[0] == '\0')
    return fault (problem, room, _ ("name the folder: file:DIR"));
  if (strlen (where) >= sizeof f->path)
    return fault (problem, room, _ ("the path of the folder is too long"));
  if (stat (where, &s) == 0 && !S_ISDIR (s.st_mode))
    return fault (problem, room, _ ("%s is no folder"), where);
  f = bytes_must (sizeof *f);
  *f = (struct folder){ .lock = -1 };
  snprintf (f->path, sizeof f->path, "%s", where);
  snprintf (f->site, sizeof f->site, "%s", site);
  if (holds_foreign (f)) {
    free (f);
    return HOSO_FOREIGN;
  }
  *state = f;
  return HOSO_DONE;
}

static void
folder_close (void *state)
{
  struct folder *f = state;

  if (f->lock >= 0)
    close (f->lock);
  free (f);
}

static bool
folder_has (void *state, uint32_t number)
{
  const struct folder *f = state;
  char name[24], batch[24], site[2 * ID_SIZE + 2];

  batch_name (number, "", name);
  return manifest_says (f, name, "site", site, sizeof site)
         && strcmp (site, f->site) == 0
         && manifest_says (f, name, "batch", batch, sizeof batch)
         && strtoul (batch, NULL, 10) == number;
}

/* ---- Offering ----------------------------------------------------------- */

static bool
remove_part (const struct folder *f, const char *name)
{
  char path[PATH_MAX];

  path_in (f, name, "", path);
  folder_remove (path, NULL);
  return false;
}

/* Waits for the lock on the folder; what is half there now is nobody's. */
static enum hoso_answer
lock (struct folder *f, char *problem, size_t room)
{
  const struct timespec pause = { .tv_nsec = 50 * 1000 * 1000 };
  uint64_t until = clock_ticks () + PATIENCE_MS;

  if (f->lock >= 0)
    return HOSO_DONE;
  f->lock = open (f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (f->lock < 0)
    return fault (problem, room, "%s", strerror (errno));
  while (flock (f->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    if (clock_ticks () > until) {
      close (f->lock);
      f->lock = -1;
      return fault (problem, room, _ ("another upload is writing there"));
    }
    nanosleep (&pause, NULL);
  }
  if (holds_foreign (f))
    return HOSO_FOREIGN;
  each_batch (f, true, remove_part);
  return HOSO_DONE;
}

static enum outcome
write_part (const struct folder *f, const struct hoso_batch *b,
            const char *part, struct error *e)
{
  char path[PATH_MAX], file[PATH_MAX];
  enum outcome done;

  path_in (f, part, "", path);
  done = folder_make (path, 0755, e);
  path_in (f, part, "records.jsonl", file);
  if (done == OK)
    done = file_write (file, 0644, b->records, b->records_len, e);
  path_in (f, part, "manifest.json", file);
  if (done == OK)
    done = file_write (file, 0644, b->manifest, b->manifest_len, e);
  if (done == OK)
    done = folder_sync (path, e);
  return done;
}

static enum outcome
put_in_place (const struct folder *f, const char *part, const char *whole,
              struct error *e)
{
  char from[PATH_MAX], to[PATH_MAX];

  path_in (f, part, "", from);
  path_in (f, whole, "", to);
  if (rename (from, to) != 0)
    return fail (e, ERR_SYSTEM, errno, _ ("%s: cannot be renamed: %s"), from,
                 strerror (errno));
  return folder_sync (f->path, e);
}

/* A batch of that number is there: is it this one? */
static enum hoso_answer
compare (const struct folder *f, const char *name, const struct hoso_batch *b,
         char *problem, size_t room)
{
  char sha256[2 * HASH_SIZE + 2];

  if (manifest_says (f, name, "sha256", sha256, sizeof sha256)
      && strcmp (sha256, b->sha256) == 0)
    return HOSO_DONE;
  return fault (problem, room, _ ("%s/%s is there and is another batch"),
                f->path, name);
}

static enum hoso_answer
folder_offer (void *state, const struct hoso_batch *b, char *problem,
              size_t room)
{
  struct folder *f = state;
  char part[24], whole[24], path[PATH_MAX];
  enum hoso_answer answer;
  struct error e = { 0 };

  batch_name (b->number, ".part", part);
  batch_name (b->number, "", whole);
  if (folder_make (f->path, 0700, &e) != OK)
    return fault (problem, room, "%s", e.text);
  answer = lock (f, problem, room);
  if (answer != HOSO_DONE)
    return answer;
  path_in (f, whole, "", path);
  if (access (path, F_OK) == 0)
    return compare (f, whole, b, problem, room);
  if (write_part (f, b, part, &e) != OK
      || put_in_place (f, part, whole, &e) != OK) {
    remove_part (f, part);
    return fault (problem, room, "%s", e.text);
  }
  return HOSO_DONE;
}

/* ---- Acknowledgements --------------------------------------------------- */

static enum hoso_answer
folder_acknowledge (void *state, uint32_t number, const char *sha256,
                    hoso_rejected seen, void *with, char *problem, size_t room)
{
  const struct folder *f = state;
  SCOPED_BYTES text = { 0 };
  char name[24], path[PATH_MAX];
  struct error e = { 0 };
  enum outcome done;

  batch_name (number, "", name);
  path_in (f, name, "ack.json", path);
  done = file_read (path, ACK_MOST, &text, &e);
  if (done == ERR_ABSENT)
    return HOSO_NOT_YET;
  if (done != OK)
    return fault (problem, room, "%s", e.text);
  switch (ack_read (&text, number, sha256, seen, with)) {
  case ACK_GOOD: return HOSO_DONE;
  case ACK_DAMAGED:
    return fault (problem, room, _ ("%s is damaged: it is no acknowledgement"),
                  path);
  case ACK_OTHER: break;
  }
  return fault (problem, room,
                _ ("%s is for another batch: number or sha256 do not agree"),
                path);
}

const struct hoso_target target_file = {
  .size = sizeof (struct hoso_target),
  .scheme = "file",
  .open = folder_open,
  .has = folder_has,
  .offer = folder_offer,
  .acknowledge = folder_acknowledge,
  .close = folder_close,
};
