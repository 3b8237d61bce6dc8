/* guard.c - stands before the system calls of Berkeley DB. */

#include "store/guard.h"

#include "store/direct.h"
#include "store/guard-hold.h"
#include "store/guard-log.h"
#include "store/log-spare.h"

#include "base/bytes.h"
#include "base/log.h"

#include <db.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MOST = 120, DESCRIPTORS_MOST = 4096, GUARDS_MOST = 8 };

/* One folder. */
struct guard {
  char *folder; /* as the library names it */
  struct hold *hold;
  struct spare *spare; /* file of the log */
};

/* A file in it that the library has open. */
struct file {
  struct guard *guard; /* NULL: of none, or of one that is gone */
  bool is_table, is_log;
  bool blank;            /* a spare one of the log: zeros alone as yet  */
  struct direct *direct; /* of the log, once it was written to; or NULL */
  struct guarded is;
};

/* The library has one set of system calls for the whole process. */
static struct guard *guards[GUARDS_MOST];
static struct file files[FILES_MOST];
static uint8_t file_of[DESCRIPTORS_MOST]; /* its number and 1, or 0 */

/* What was refused at a descriptor, whose next seek is refused too. */
static int refused_at = -1, refused_why;

/* ---- files and folders -------------------------------------------------- */

static struct file *
file_at (int fd)
{
  if (fd < 0 || fd >= DESCRIPTORS_MOST || file_of[fd] == 0)
    return NULL;
  return &files[file_of[fd] - 1];
}

/* The guard of the folder that PATH is in, and the NAME there; or NULL. */
static struct guard *
guard_of (const char *path, const char **name)
{
  for (unsigned i = 0; i < GUARDS_MOST; i++) {
    size_t len = guards[i] == NULL ? 0 : strlen (guards[i]->folder);

    if (len > 0 && strncmp (path, guards[i]->folder, len) == 0
        && path[len] == '/' && strchr (path + len + 1, '/') == NULL) {
      *name = path + len + 1;
      return guards[i];
    }
  }
  return NULL;
}

static bool
names_table (const char *name)
{
  size_t len = strlen (name);

  return len > 3 && strcmp (name + len - 3, ".db") == 0;
}

/* That of the same node, else a free one, else NULL. */
static struct file *
find_file (const struct guard *g, const struct stat *s)
{
  struct file *free_one = NULL;

  for (unsigned i = 0; i < FILES_MOST; i++) {
    if (files[i].is.open == 0)
      free_one = &files[i];
    else if (files[i].guard == g && files[i].is.device == s->st_dev
             && files[i].is.node == s->st_ino)
      return &files[i];
  }
  return free_one;
}

static bool
names_log (const char *name)
{
  return strncmp (name, "log.", 4) == 0;
}

static void
set_name (struct file *f, const char *name)
{
  memset (f->is.name, 0, sizeof f->is.name);
  memcpy (f->is.name, name, strlen (name));
  f->is_table = names_table (name);
  f->is_log = names_log (name);
}

/* FD is NAME in the folder of G. */
static int
take_file (struct guard *g, const char *name, int fd)
{
  struct file *f;
  struct stat s;

  if (fd >= DESCRIPTORS_MOST)
    return EMFILE;
  if (strlen (name) >= JOURNAL_NAME_MOST)
    return ENAMETOOLONG;
  if (fstat (fd, &s) != 0)
    return errno;
  f = find_file (g, &s);
  if (f == NULL)
    return EMFILE;
  if (f->is.open == 0)
    *f = (struct file){ .guard = g,
                        .is = { .device = s.st_dev, .node = s.st_ino } };
  set_name (f, name);
  f->is.fd = fd;
  f->is.open++;
  file_of[fd] = (uint8_t) (f - files + 1);
  /* Whoever opens it may look at it around the guard. */
  return f->is.waiting > 0 ? hold_settle (g->hold) : 0;
}

static bool
is_guarded (const struct file *f)
{
  return f != NULL && f->is_table && f->guard != NULL;
}

/* The guard of F has gone, as in a fork or after guard_abandon. */
static void
let_files_go (const struct guard *g)
{
  for (unsigned i = 0; i < FILES_MOST; i++)
    if (files[i].is.open > 0 && files[i].guard == g)
      files[i].guard = NULL;
}

/* ---- the calls ----------------------------------------------------------
 *
 * Of a page that pread or pwrite did not bring whole the library seeks to the
 * place and calls read or write, which are nobody's but the system's: a page
 * would go around the guard.  So after a refusal that seek is refused too.
 */

static ssize_t
refuse (int fd, int why)
{
  refused_at = fd;
  refused_why = why;
  errno = why;
  return -1;
}

/* 0 or an errno, as the library wants it. */
static int
seek_to (int fd, off_t at, int whence)
{
  int why = refused_why;

  if (fd == refused_at) {
    refused_at = -1;
    return why;
  }
  return lseek (fd, at, whence) == -1 ? errno : 0;
}

static int
open_file (const char *path, int flags, ...)
{
  const char *name = NULL;
  struct guard *g = guard_of (path, &name);
  bool blank = g != NULL && (flags & O_CREAT) != 0 && names_log (name)
               && spare_take (g->spare, path);
  va_list more;
  int fd, mode, rc = 0;

  va_start (more, flags);
  mode = va_arg (more, int);
  va_end (more);
  fd = open (path, flags | O_CLOEXEC, (mode_t) mode);
  if (fd >= 0 && g != NULL)
    rc = take_file (g, name, fd);
  if (rc == 0 && blank && file_at (fd) != NULL)
    file_at (fd)->blank = true;
  if (rc == 0)
    return fd;
  if (file_at (fd) != NULL)
    files[file_of[fd] - 1].is.open--;
  if (fd < DESCRIPTORS_MOST)
    file_of[fd] = 0;
  close (fd);
  errno = rc;
  return -1;
}

static int
close_file (int fd)
{
  struct file *f = file_at (fd);
  int rc = 0;

  if (f != NULL) {
    if (is_guarded (f) && f->is.waiting > 0) {
      rc = hold_settle (f->guard->hold);
      if (rc != 0) /* there is no other way to its place any more */
        hold_lose (f->guard->hold, rc);
    }
    f->is.open--;
    file_of[fd] = 0;
    if (f->is.open == 0) {
      direct_close (f->direct);
      f->direct = NULL;
    }
  }
  return close (fd) != 0 && rc == 0 ? errno : rc;
}

/* A new file's name is on the disk before anything that is in the file. */
static ssize_t
write_log (struct file *f, int fd, const void *from, size_t len, off_t at)
{
  char path[PATH_MAX];
  int rc;

  if (f->blank && spare_has (from, len, at))
    return (ssize_t) len;
  f->blank = false;
  spare_make (f->guard->spare, at);
  rc = f->direct == NULL ? journal_names (f->guard->folder) : 0;
  if (rc == EIO)
    hold_lose (f->guard->hold, rc);
  if (rc != 0)
    return refuse (fd, rc);
  if (f->direct == NULL) {
    snprintf (path, sizeof path, "%s/%s", f->guard->folder, f->is.name);
    f->direct = direct_open (path);
  }
  return direct_write (f->direct, fd, from, len, at);
}

static ssize_t
write_page (int fd, const void *from, size_t len, off_t at)
{
  struct file *f = file_at (fd);
  int rc;

  if (f != NULL && f->guard == NULL && f->is_table)
    return refuse (fd, EIO); /* it was abandoned */
  if (f != NULL && f->guard != NULL && f->is_log)
    return write_log (f, fd, from, len, at);
  if (!is_guarded (f))
    return pwrite (fd, from, len, at);
  f->is.fd = fd;
  f->is.settled = false;
  rc = hold_page (f->guard->hold, &f->is, from, len, (uint64_t) at);
  return rc == 0 ? (ssize_t) len : refuse (fd, rc);
}

/* A page behind the end of a file may lie before one that waits. */
static ssize_t
read_place (struct file *f, int fd, void *to, size_t len, off_t at)
{
  ssize_t n = pread (fd, to, len, at);
  int rc;

  if (n == (ssize_t) len || f->is.waiting == 0)
    return n;
  rc = hold_settle (f->guard->hold);
  return rc == 0 ? pread (fd, to, len, at) : refuse (fd, rc);
}

static ssize_t
read_page (int fd, void *to, size_t len, off_t at)
{
  struct file *f = file_at (fd);
  int rc;

  if (!is_guarded (f))
    return pread (fd, to, len, at);
  rc = hold_read (f->guard->hold, &f->is, to, len, (uint64_t) at);
  if (rc == EINVAL) /* a part of it, or more */
    rc = hold_settle (f->guard->hold) == 0 ? ENOENT : EIO;
  if (rc == 0)
    return (ssize_t) len;
  return rc == ENOENT ? read_place (f, fd, to, len, at) : refuse (fd, rc);
}

/* A checkpoint syncs one file after another: the first settles or seals them
 * all, and those that nobody wrote to since they were synced are left alone.
 */
static int
sync_file (int fd)
{
  struct file *f = file_at (fd);
  int rc = 0;

  if (f == NULL)
    return journal_sync (fd);
  if (f->guard == NULL)
    return EIO;
  if (hold_lost (f->guard->hold) != 0)
    return hold_lost (f->guard->hold);
  if (f->is.waiting > 0)
    return hold_sync (f->guard->hold);
  if (!f->is.settled)
    rc = journal_sync (fd);
  if (rc != 0)
    hold_lose (f->guard->hold, rc);
  f->is.settled = rc == 0 && is_guarded (f);
  return rc;
}

static int
cut_file (int fd, off_t size)
{
  struct file *f = file_at (fd);
  int rc = is_guarded (f) ? hold_forget (f->guard->hold) : 0;

  if (f != NULL)
    f->is.settled = false;
  return rc == 0 && ftruncate (fd, size) != 0 ? errno : rc;
}

/* Pages that wait know their file by its name. */
static int
rename_file (const char *from, const char *to)
{
  const char *old = NULL, *name = NULL;
  struct guard *g = guard_of (from, &old), *there = guard_of (to, &name);
  int rc = g != NULL ? hold_forget (g->hold) : 0;

  if (rc == 0 && there != NULL && strlen (name) >= JOURNAL_NAME_MOST)
    rc = ENAMETOOLONG;
  if (rc == 0 && rename (from, to) != 0)
    rc = errno;
  for (unsigned i = 0; i < FILES_MOST && rc == 0 && g != NULL; i++)
    if (files[i].is.open > 0 && files[i].guard == g && there == g
        && strcmp (files[i].is.name, old) == 0)
      set_name (&files[i], name);
  return rc;
}

static int
remove_file (const char *path)
{
  const char *name = NULL;
  struct guard *g = guard_of (path, &name);
  int rc = g != NULL && names_table (name) ? hold_forget (g->hold) : 0;

  return rc == 0 && unlink (path) != 0 ? errno : rc;
}

/* ---- beginning and ending ----------------------------------------------- */

/* In a fork: the journal is the parent's. */
static void
leave_all (void)
{
  for (unsigned i = 0; i < GUARDS_MOST; i++)
    if (guards[i] != NULL) {
      hold_leave (guards[i]->hold);
      spare_leave (guards[i]->spare);
    }
  memset (guards, 0, sizeof guards);
  memset (file_of, 0, sizeof file_of);
  memset (files, 0, sizeof files);
}

static int
install (void)
{
  static bool installed;
  int rc = 0;

  if (installed)
    return 0;
  installed = true;
  rc |= db_env_set_func_open (open_file);
  rc |= db_env_set_func_close (close_file);
  rc |= db_env_set_func_pread (read_page);
  rc |= db_env_set_func_pwrite (write_page);
  rc |= db_env_set_func_seek (seek_to);
  rc |= db_env_set_func_fsync (sync_file);
  rc |= db_env_set_func_ftruncate (cut_file);
  rc |= db_env_set_func_rename (rename_file);
  rc |= db_env_set_func_unlink (remove_file);
  return rc != 0 ? rc : pthread_atfork (NULL, NULL, leave_all);
}

/* A place for one more, or NULL. */
static struct guard **
free_place (void)
{
  for (unsigned i = 0; i < GUARDS_MOST; i++)
    if (guards[i] == NULL)
      return &guards[i];
  return NULL;
}

void
guard_abandon (struct guard *g)
{
  if (g == NULL)
    return;
  for (unsigned i = 0; i < GUARDS_MOST; i++)
    if (guards[i] == g)
      guards[i] = NULL;
  let_files_go (g);
  if (g->hold != NULL)
    hold_free (g->hold);
  spare_free (g->spare);
  free (g->folder);
  free (g);
}

static int
put_back (const char *folder)
{
  unsigned pages = 0;
  int rc = guard_log_sync (folder);

  if (rc == 0)
    rc = journal_replay (folder, &pages);
  if (pages > 0)
    log_line ("store: %u pages were on their way and are in their places",
              pages);
  return rc;
}

int
guard_begin (struct guard **to, const char *folder, mode_t mode)
{
  struct guard **place, *g;
  int rc = install ();

  guard_abandon (*to);
  *to = NULL;
  place = free_place ();
  if (rc == 0 && place == NULL)
    rc = EMFILE;
  if (rc == 0)
    rc = put_back (folder);
  if (rc != 0)
    return rc;
  g = bytes_must (sizeof *g);
  *g = (struct guard){ .folder = bytes_must_copy (folder) };
  for (size_t n = strlen (folder); n > 1 && g->folder[n - 1] == '/'; n--)
    g->folder[n - 1] = '\0';
  g->spare = spare_new (g->folder, mode);
  rc = hold_new (&g->hold, folder, mode);
  if (rc != 0) {
    guard_abandon (g);
    return rc;
  }
  hold_use_thread (g->hold);
  *to = *place = g;
  return 0;
}

void
guard_end (struct guard *g)
{
  if (g == NULL)
    return;
  hold_forget (g->hold);
  guard_abandon (g);
}

int
guard_lost (const struct guard *g)
{
  return g == NULL ? 0 : hold_lost (g->hold);
}

struct hold *
guard_hold (struct guard *g)
{
  return g->hold;
}
