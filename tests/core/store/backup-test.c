/* backup-test.c - a store that is copied while it works, and laid down again
 * at any moment since.
 */

#include "tests/core/store/forms.h"

#include "base/clock.h"
#include "store/copy.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct error e;
static char place[PATH_MAX];

/* From now on it is minute N of an hour. */
static void
clock_at (unsigned n)
{
  char time[64];

  snprintf (time, sizeof time, "2026-11-21T10:%02u:00+07:00", n);
  setenv ("HOSO_CLOCK", time, 1);
}

static uint64_t
minute (unsigned n)
{
  struct moment m = { 2026, 11, 21, 10, (int) n, 0 };

  return moment_time (m);
}

/* ---- making ------------------------------------------------------------- */

/* What is saved between two pieces: dossiers up to UNTIL. */
struct meanwhile {
  struct store *store;
  unsigned at, until;
};

static void
save_some (struct meanwhile *m)
{
  if (m == NULL || m->at >= m->until)
    return;
  test_save (m->store, m->at + 1, m->at + 5);
  m->at += 5;
  store_flush (m->store, &e);
  store_checkpoint (m->store, 64, &e);
}

/* Copies one file; false when there is none of that number. */
static bool
pull_file (struct store *s, struct backup *b, uint32_t number,
           struct meanwhile *m)
{
  struct backup_file *file;
  char name[64], path[PATH_MAX];
  bool end = false;
  int fd = -1;

  for (uint64_t at = 0; !end; at += COPY_PIECE) {
    SCOPED_BYTES piece = { 0 };

    if (store_copy_read (s, number, at, name, &piece, &end, &e) != OK)
      return false;
    snprintf (path, sizeof path, "%.4000s/db/%s", b->folder, name);
    if (fd < 0)
      fd = open (path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    file_put (fd, piece.at, piece.len, path, &e);
    save_some (m);
  }
  close (fd);
  file = backup_add (b);
  snprintf (file->name, sizeof file->name, "db/%s", name);
  return hash_file (path, &file->size, file->hash, NULL, NULL, &e) == OK;
}

static bool
pull (struct store *s, const char *name, struct backup *b, struct meanwhile *m)
{
  struct backup moment;
  char path[PATH_MAX];
  uint32_t n = 0;

  memset (b, 0, sizeof *b);
  snprintf (b->folder, sizeof b->folder, "%.3900s/%s", place, name);
  snprintf (path, sizeof path, "%.4000s/db", b->folder);
  folder_make (place, 0700, &e);
  folder_make (b->folder, 0700, &e);
  folder_make (path, 0700, &e);
  if (!went (store_copy_begin (s, &e), &e))
    return false;
  while (pull_file (s, b, n, m))
    n++;
  if (!went (store_copy_moment (s, &moment, &e), &e)
      || !went (store_flush (s, &e), &e))
    return false;
  save_some (m);
  while (pull_file (s, b, n, m))
    n++;
  moment.files = b->files;
  moment.n_files = b->n_files;
  memcpy (moment.folder, b->folder, sizeof b->folder);
  snprintf (moment.name, sizeof moment.name, "%s", name);
  snprintf (moment.version, sizeof moment.version, "0");
  *b = moment;
  return went (backup_write (b, 0600, &e), &e)
         && went (store_backed (s, b, place, &e), &e)
         && (store_copy_end (s), true);
}

/* ---- laying ------------------------------------------------------------- */

/* Lays the backup down; how many records are there and all agrees, or -1. */
static long
laid_down (const struct backup *b, uint64_t until, const char *damaged,
           struct laid *laid)
{
  struct identity again = test_site;
  struct lay lay = {
    .backup = b, .until = until, .archived = true, .damaged = damaged
  };
  char db[PATH_MAX];
  struct store *s;
  struct counts c;
  long records = -1;

  snprintf (db, sizeof db, "%.4000s/again", test_folder);
  folder_remove (db, NULL);
  folder_make (db, 0700, &e);
  lay.db = db;
  again.epoch = 2;
  if (!went (backup_lay (&lay, laid, &e), &e)
      || !went (store_open (&s, db, &again, 1 << 20, false, &e), &e))
    return -1;
  store_counts (s, &c);
  if (test_verify (s, NULL, NULL) == 0)
    records = c.records;
  store_close (s);
  return records;
}

/* How many dossiers there are when the backup is done. */
static unsigned
test_copied_while_saving (struct store *s, struct backup *b)
{
  struct meanwhile m = { s, 200, 400 };
  struct laid laid;
  struct backup found;
  struct error why;

  clock_at (10);
  ok (pull (s, "2026-11-21_10-10-00", b, &m),
      "copied while dossiers are saved");
  ok (store_copy_begin (s, &why) == OK
        && store_copy_begin (s, &why) == ERR_BUSY,
      "one backup at a time: %s", why.text);
  store_copy_end (s);
  ok (b->records >= 200 && b->records < 400, "somewhere in between: %u",
      b->records);
  ok (went (backup_find (place, test_site.site, 0, &found, &e), &e)
        && found.changes == b->changes && found.n_files == b->n_files
        && memcmp (found.chain, b->chain, HASH_SIZE) == 0,
      "its manifest is read again");
  ok (went (backup_check (&found, NULL, NULL, &e), &e), "its files are whole");
  backup_free (&found);
  unsetenv ("HOSO_CLOCK");
  ok (laid_down (b, minute (10), NULL, &laid) == (long) b->records,
      "laid down, it is that moment");
  return m.at;
}

/* ---- what is damaged, missing, too old ---------------------------------- */

/* Byte AT of a file of the backup becomes another. */
static void
turn_byte (const struct backup *b, const char *name, off_t at)
{
  char path[PATH_MAX];
  unsigned char byte = 0;
  int fd;

  snprintf (path, sizeof path, "%.4000s/%s", b->folder, name);
  fd = open (path, O_RDWR);
  if (pread (fd, &byte, 1, at) == 1) {
    byte ^= 1;
    pwrite (fd, &byte, 1, at);
  }
  close (fd);
}

static const struct {
  const char *file;
  off_t at;
} bytes[] = {
  { "db/changes.db", 12000 },
  { "db/counters.db", 0 },
  { "db/find.db", 8191 },
};

/* Beside B, whose manifest does not decode, comes a good one. */
static void
test_passed (const struct backup *b)
{
  struct backup good = *b, found = { 0 };

  snprintf (good.folder, sizeof good.folder, "%.3900s/2026-11-20_10-00-00",
            place);
  folder_make (good.folder, 0700, &e);
  ok (went (backup_write (&good, 0600, &e), &e)
        && went (backup_find (place, test_site.site, 0, &found, &e), &e)
        && strcmp (found.folder, good.folder) == 0
        && strcmp (found.passed, b->name) == 0,
      "another that is good is found, and the damaged one named");
  backup_free (&found);
  folder_remove (good.folder, &e);
}

static void
test_damaged (const struct backup *b)
{
  struct backup found = { 0 };

  for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
    turn_byte (b, bytes[i].file, bytes[i].at);
    ok (backup_check (b, NULL, NULL, &e) == ERR_DAMAGED
          && strstr (e.text, bytes[i].file) != NULL,
        "another byte: %s", e.text);
    ok (backup_usable (place, test_site.site, &found, &e) == ERR_ABSENT,
        "and no recovery takes it");
    turn_byte (b, bytes[i].file, bytes[i].at);
  }
  turn_byte (b, "manifest.json", 120);
  ok (backup_find (place, test_site.site, 0, &found, &e) == ERR_DAMAGED
        && strstr (e.text, b->name) != NULL,
      "another byte in the manifest: %s", e.text);
  test_passed (b);
  turn_byte (b, "manifest.json", 120);
  ok (backup_usable (place, test_site.site, &found, &e) == OK,
      "mended, it is taken");
  backup_free (&found);
  ok (backup_find (place, (const unsigned char *) "another site ...", 0, &found,
                   &e)
        == ERR_SYSTEM,
      "not for another site: %s", e.text);
  ok (backup_find (place, NULL, minute (9), &found, &e) == ERR_ABSENT,
      "nor for an earlier moment: %s", e.text);
}

static unsigned
count_folders (const char *path)
{
  DIR *folder = opendir (path);
  const struct dirent *entry;
  unsigned n = 0;

  while ((entry = readdir (folder)) != NULL)
    n += backup_named (entry->d_name);
  closedir (folder);
  return n;
}

static void
test_seven_kept (void)
{
  struct store *s = test_open ();
  char part[PATH_MAX], dir[PATH_MAX];
  struct backup b;
  uint32_t first, last, oldest = 0;

  snprintf (part, sizeof part, "%.4000s/2026-11-21_09-00-00.part", place);
  folder_make (part, 0700, &e);
  for (unsigned n = 0; n < 9; n++) {
    char name[BACKUP_NAME];

    clock_at (30 + n);
    snprintf (name, sizeof name, "2026-11-21_10-%02u-00", 30 + n);
    if (!pull (s, name, &b, NULL))
      break;
    if (n == 2)
      oldest = b.last_log;
    backup_free (&b);
    test_save (s, 2001 + n * 1200, 3200 + n * 1200);
  }
  store_close (s);
  unsetenv ("HOSO_CLOCK");
  backups_tidy (place, test_site.site);
  ok (count_folders (place) == BACKUPS_KEPT && access (part, F_OK) != 0,
      "seven are kept, and no part");
  archive_folder (place, 1, 0, dir, &e);
  log_range (dir, &first, &last);
  ok (oldest > 1 && first == oldest && last > first,
      "and the log since the oldest: %u to %u", first, last);
}

/* A file of the log is not there: what comes before it is laid down. */
static void
test_gap (void)
{
  struct backup b = { 0 };
  struct laid laid;
  char dir[PATH_MAX], path[PATH_MAX], away[PATH_MAX];
  uint32_t first, last, gone;
  long whole, part;

  if (!went (backup_find (place, NULL, minute (32), &b, &e), &e))
    return;
  whole = laid_down (&b, 0, NULL, &laid);
  ok (whole > 9000 && laid.missing == 0 && laid.torn == 0,
      "rolled on to the end: %ld", whole);
  archive_folder (place, 1, 0, dir, &e);
  log_range (dir, &first, &last);
  gone = b.last_log + 1;
  log_path (dir, gone, path, &e);
  snprintf (away, sizeof away, "%.4000s/away", test_folder);
  rename (path, away);
  part = laid_down (&b, 0, NULL, &laid);
  ok (part > 0 && part < whole && laid.missing == gone,
      "a gap is named: %u, %ld", laid.missing, part);
  part = laid_down (&b, 0, test_db, &laid);
  ok (part > 0 && part < whole && laid.missing == gone,
      "the log at hand does not fill it: %ld", part);
  rename (away, path);
  folder_make (strcpy (path, away), 0700, &e);
  log_path (away, b.last_log, path, &e);
  file_write (path, 0600, test_folder, sizeof test_folder, &e);
  truncate (path, 5 << 20);
  ok (laid_down (&b, 0, away, &laid) == whole,
      "a file of another log with the same name is left alone");
  log_path (dir, gone, path, &e);
  if (truncate (path, 1 << 20) == 0)
    part = laid_down (&b, 0, NULL, &laid);
  ok (part > 0 && part < whole && laid.torn == gone,
      "a file that ends too soon is named: %u, %ld", laid.torn, part);
  backup_free (&b);
}

/* Whether the log goes beside the backups when a save asks for it, the log
 * having been looked after at LOOKED.
 */
static bool
kept_after (struct store *s, uint64_t looked, unsigned n)
{
  uint32_t before = s->archive.going_offset;

  s->archive.looked = looked;
  test_save (s, n, n);
  store_flush (s, &e);
  store_checkpoint (s, 4096, &e);
  return s->archive.going_offset != before;
}

static void
test_pause (void)
{
  struct store *s = test_create ();

  test_register (s);
  s->backed = (struct backed){ .epoch = 1, .time = 1, .last_log = 1 };
  snprintf (s->backed.place, sizeof s->backed.place, "%.1000s", place);
  ok (!kept_after (s, clock_ticks () + 60000, 1),
      "between saves the log rests for a moment");
  ok (kept_after (s, 0, 2), "and is kept then");
  store_close (s);
}

/* The battery of the clock is empty: the last backup is the newest. */
static void
test_clock_back (void)
{
  struct store *s = test_open ();
  struct backup b = { 0 }, found = { 0 };
  bool made;

  test_save (s, 30001, 30002);
  setenv ("HOSO_CLOCK", "2000-01-01T07:00:00+07:00", 1);
  made = pull (s, "2000-01-01_07-00-00", &b, NULL);
  store_close (s);
  unsetenv ("HOSO_CLOCK");
  backups_tidy (place, test_site.site);
  ok (made && count_folders (place) == BACKUPS_KEPT
        && backup_find (place, test_site.site, 0, &found, &e) == OK
        && strcmp (found.name, b.name) == 0,
      "a clock that was set back costs no backup");
  backup_free (&found);
  backup_free (&b);
}

int
main (void)
{
  struct backup b;
  struct store *s;
  struct laid laid;
  unsigned saved;

  test_start ();
  snprintf (place, sizeof place, "%.4000s/backup", test_folder);
  clock_at (1);
  s = test_create ();
  test_register (s);
  test_save (s, 1, 200);
  store_flush (s, &e);
  saved = test_copied_while_saving (s, &b);
  for (unsigned n = 0; n < 5; n++) {
    clock_at (20 + n);
    test_save (s, saved + 1 + n * 10, saved + 10 + n * 10);
  }
  store_close (s);
  for (unsigned n = 0; n < 5; n++) {
    long got = laid_down (&b, minute (20 + n), NULL, &laid);

    ok (got == (long) (saved + 10 + n * 10) && laid.cut == (n < 4)
          && !laid.missing,
        "the moment %u: %ld records", n, got);
  }
  test_damaged (&b);
  backup_free (&b);
  test_seven_kept ();
  test_gap ();
  test_clock_back ();
  test_pause ();
  return tap_done ();
}
