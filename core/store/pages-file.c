/* pages-file.c - the file that a table is written into, page by page. */

#include "store/pages-file.h"

#include "store/inside.h"
#include "store/pages.h"
#include "store/sum.h"

#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFERED = 32 }; /* pages that are written together */

enum outcome
pages_make (const char *path, mode_t mode, bool sums, struct error *e)
{
  DB *db;
  int rc = db_create (&db, NULL, 0);

  if (rc != 0)
    return store_fail (e, rc, path);
  if (sums)
    rc = db->set_flags (db, DB_CHKSUM);
  if (rc == 0)
    rc = db->set_pagesize (db, PAGE_SIZE);
  if (rc == 0)
    rc = db->open (db, NULL, path, NULL, DB_BTREE, DB_CREATE | DB_EXCL,
                   (int) mode);
  if (rc == 0)
    rc = db->close (db, 0);
  else
    db->close (db, 0);
  return rc == 0 ? OK : store_fail (e, rc, path);
}

static enum outcome
file_failed (const struct pages_file *f, struct error *e)
{
  return store_fail (e, errno != 0 ? errno : EIO, f->path);
}

static enum outcome
write_at (const struct pages_file *f, const unsigned char *from, size_t len,
          uint32_t page, struct error *e)
{
  off_t at = (off_t) page * PAGE_SIZE;

  while (len > 0) {
    ssize_t done;

    errno = 0;
    done = pwrite (f->fd, from, len, at);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return file_failed (f, e);
    from += done;
    at += done;
    len -= (size_t) done;
  }
  return OK;
}

static enum outcome
read_at (const struct pages_file *f, unsigned char page[PAGE_SIZE],
         uint32_t number, struct error *e)
{
  off_t at = (off_t) number * PAGE_SIZE;
  size_t have = 0;

  while (have < PAGE_SIZE) {
    ssize_t got;

    errno = 0;
    got = pread (f->fd, page + have, PAGE_SIZE - have, at + (off_t) have);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return file_failed (f, e);
    have += (size_t) got;
  }
  return OK;
}

/* ---- pages ------------------------------------------------------------- */

/* Sends a whole buffer past the system's cache: to be copied into it would cost
 * the processor more than all else that is done to a page.  What cannot go so
 * goes the usual way from then on, which says why when it cannot either.
 */
static bool
flush_past (struct pages_file *f)
{
  ssize_t len = (ssize_t) BUFFERED * PAGE_SIZE;

  if (f->past < 0 || f->buffered < BUFFERED)
    return false;
  if (pwrite (f->past, f->buffer, (size_t) len,
              (off_t) f->buffer_from * PAGE_SIZE)
      == len)
    return true;
  close (f->past);
  f->past = -1;
  return false;
}

static enum outcome
flush (struct pages_file *f, struct error *e)
{
  size_t len = (size_t) f->buffered * PAGE_SIZE;
  bool gone = flush_past (f);

  f->buffered = 0;
  return gone ? OK : write_at (f, f->buffer, len, f->buffer_from, e);
}

enum outcome
pages_file_put (struct pages_file *f, unsigned char page[PAGE_SIZE],
                uint32_t number, struct error *e)
{
  set_u32 (page, 4, 1); /* LSN [0][1]: a page that was never logged */
  set_u32 (page, PAGE_NUMBER, number);
  if (f->sums) {
    set_u32 (page, PAGE_SUM, 0);
    set_u32 (page, PAGE_SUM, sum_on (0, page, PAGE_SIZE));
  }
  if (f->buffered == BUFFERED
      || (f->buffered > 0 && number != f->buffer_from + f->buffered))
    if (flush (f, e) != OK)
      return ERR_SYSTEM;
  if (f->buffered == 0)
    f->buffer_from = number;
  memcpy (f->buffer + (size_t) f->buffered++ * PAGE_SIZE, page, PAGE_SIZE);
  return OK;
}

enum outcome
pages_file_get (const struct pages_file *f, uint32_t number,
                unsigned char hold[PAGE_SIZE], const unsigned char **page,
                struct error *e)
{
  *page = hold;
  if (f->buffered == 0 || number < f->buffer_from
      || number >= f->buffer_from + f->buffered)
    return read_at (f, hold, number, e);
  *page = f->buffer + (size_t) (number - f->buffer_from) * PAGE_SIZE;
  return OK;
}

/* ---- the whole --------------------------------------------------------- */

/* Whether the file is what pages_make leaves. */
static enum outcome
check (struct pages_file *f, struct error *e)
{
  unsigned char meta[PAGE_SIZE];
  enum outcome done = read_at (f, meta, 0, e);

  if (done != OK)
    return done;
  if (get_u32 (meta, META_MAGIC) != BTREE_MAGIC
      || get_u32 (meta, META_VERSION) != BTREE_VERSION
      || get_u32 (meta, META_PAGE_SIZE) != PAGE_SIZE
      || get_u32 (meta, META_ROOT) != ROOT_PAGE
      || get_u32 (meta, META_LAST) != ROOT_PAGE)
    return fail (e, ERR_DAMAGED, 0, _ ("%s is no empty table"), f->path);
  f->sums = (meta[META_FLAGS] & FLAG_SUMMED) != 0;
  return OK;
}

enum outcome
pages_file_open (struct pages_file *f, const char *path, struct error *e)
{
  size_t room = (size_t) BUFFERED * PAGE_SIZE;

  *f = (struct pages_file){ .path = bytes_must_copy (path) };
  f->buffer = aligned_alloc (PAGE_SIZE, room);
  if (f->buffer == NULL)
    f->buffer = bytes_must (room);
  f->fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  f->past = open (path, O_WRONLY | O_DIRECT | O_CLOEXEC | O_NOFOLLOW);
  return f->fd < 0 ? file_failed (f, e) : check (f, e);
}

enum outcome
pages_file_restart (struct pages_file *f, struct error *e)
{
  f->buffered = 0;
  errno = 0;
  return ftruncate (f->fd, (off_t) (ROOT_PAGE + 1) * PAGE_SIZE) == 0
           ? OK
           : file_failed (f, e);
}

/* Tells the first page how many there are. */
static enum outcome
end_meta (const struct pages_file *f, uint32_t last, struct error *e)
{
  unsigned char meta[PAGE_SIZE];
  enum outcome done = read_at (f, meta, 0, e);

  set_u32 (meta, META_LAST, last);
  if (f->sums) {
    set_u32 (meta, META_SUM, 0);
    set_u32 (meta, META_SUM, sum_on (0, meta, META_SIZE));
  }
  return done == OK ? write_at (f, meta, PAGE_SIZE, 0, e) : done;
}

enum outcome
pages_file_end (struct pages_file *f, uint32_t last, struct error *e)
{
  enum outcome done = flush (f, e);

  if (done == OK)
    done = end_meta (f, last, e);
  if (done == OK && fdatasync (f->fd) != 0)
    done = file_failed (f, e);
  return done;
}

void
pages_file_close (struct pages_file *f)
{
  if (f->fd >= 0)
    close (f->fd);
  if (f->past >= 0)
    close (f->past);
  free (f->buffer);
  free (f->path);
}
