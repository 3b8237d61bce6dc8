/* guard-journal.c - the file page-guard written, read and replayed. */

#include "store/guard-journal.h"

#include "base/file.h"
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* The head: 64 bytes, a row for each file, from ROWS on one for each page.
 * Then the slots.
 */
enum {
  HEAD = 64,
  HASHED = 32, /* bytes of the head before its hash                     */
  FILE_ROW = JOURNAL_NAME_MOST + TABLE_ID,
  ROWS = HEAD + JOURNAL_FILES_MOST * FILE_ROW, /* 4,096 */
  PAGE_ROW = 32,
  SLOTS = ROWS + JOURNAL_PAGES_MOST * PAGE_ROW, /* 20,480 */
  WHOLE = SLOTS + JOURNAL_PAGES_MOST * JOURNAL_PAGE,
  FORMAT = 1,
  ROOM_LEFT = 4 << 20, /* for others */
  PAGE_LEAST = 512,
};

static const char magic[8] = "HOSOPAGE";

/* No table comes near that: 16 TiB. */
static const uint64_t place_most = (uint64_t) 1 << 44;

/* ---- bytes -------------------------------------------------------------- */

int
journal_write (int fd, const void *from, size_t len, uint64_t at)
{
  const unsigned char *bytes = from;

  while (len > 0) {
    ssize_t n = pwrite (fd, bytes, len, (off_t) at);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return n < 0 ? errno : ENOSPC;
    bytes += n;
    at += (uint64_t) n;
    len -= (size_t) n;
  }
  return 0;
}

/* EIO when the file ends before. */
static int
read_at (int fd, void *to, size_t len, uint64_t at)
{
  unsigned char *bytes = to;

  while (len > 0) {
    ssize_t n = pread (fd, bytes, len, (off_t) at);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return n < 0 ? errno : EIO;
    bytes += n;
    at += (uint64_t) n;
    len -= (size_t) n;
  }
  return 0;
}

int
journal_sync (int fd)
{
  int rc;

  do
    rc = fdatasync (fd);
  while (rc != 0 && errno == EINTR);
  if (rc == 0)
    return 0;
  return file_no_room (errno) ? EIO : errno;
}

static uint64_t
turned (uint64_t x, unsigned by)
{
  return x << by | x >> (64 - by);
}

/* A sum that no mixture of two pages has, nor the page of another batch or
 * slot; not against people.  Four lanes, so that 8 KiB take half a microsecond
 * (BLAKE2b: ten).  LEN is a multiple of 32.
 */
static uint64_t
sum_of (const unsigned char *page, const struct journal_page *p,
        uint64_t number)
{
  static const uint64_t odd = 0x9e3779b97f4a7c15, other = 0xc2b2ae3d27d4eb4f;
  uint64_t lane[4] = { number, p->slot, p->at ^ p->len, p->file };
  uint64_t sum = 0;

  for (size_t i = 0; i < p->len; i += sizeof lane) {
    uint64_t word[4];

    memcpy (word, page + i, sizeof word);
    for (unsigned k = 0; k < 4; k++)
      lane[k] = turned (lane[k] + word[k] * other, 31) * odd;
  }
  for (unsigned k = 0; k < 4; k++) {
    sum = (sum ^ lane[k] ^ lane[k] >> 29) * other;
    sum ^= sum >> 32;
  }
  return sum;
}

/* ---- the journal -------------------------------------------------------- */

/* All its room at once, while there is some: recovery on a full disk has to
 * write pages twice.  Where there is none it grows as it must.
 */
static void
reserve (int fd, const char *folder)
{
  struct statvfs disk;
  struct stat s;

  if (fstat (fd, &s) == 0 && s.st_size < WHOLE && statvfs (folder, &disk) == 0
      && (uint64_t) disk.f_bavail * disk.f_frsize >= WHOLE + ROOM_LEFT)
    posix_fallocate (fd, 0, WHOLE);
}

int
journal_names (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int rc = fd < 0 ? errno : journal_sync (fd);

  if (fd >= 0)
    close (fd);
  return rc;
}

int
journal_open (struct journal *j, const char *folder, mode_t mode)
{
  const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
  char path[4096];
  bool is_new;

  *j = (struct journal){ .fd = -1 };
  random_bytes (&j->next, sizeof j->next); /* no batch before had it */
  if (file_join (path, sizeof path, folder, JOURNAL_NAME, NULL) != OK)
    return ENAMETOOLONG;
  j->fd = open (path, flags);
  is_new = j->fd < 0 && errno == ENOENT;
  if (is_new)
    j->fd = open (path, flags | O_CREAT | O_EXCL, mode);
  if (j->fd < 0)
    return errno;
  bytes_reserve (&j->head, SLOTS);
  reserve (j->fd, folder);
  return is_new ? journal_names (folder) : 0;
}

void
journal_close (struct journal *j)
{
  if (j->fd >= 0)
    close (j->fd);
  j->fd = -1;
  bytes_free (&j->head);
}

static uint64_t
slot_at (const struct journal_page *p)
{
  return SLOTS + (uint64_t) p->slot * JOURNAL_PAGE;
}

int
journal_put (const struct journal *j, uint64_t number, struct journal_page *p,
             const void *from)
{
  p->sum = sum_of (from, p, number);
  return journal_write (j->fd, from, p->len, slot_at (p));
}

int
journal_get (const struct journal *j, uint64_t number,
             const struct journal_page *p, void *to)
{
  int rc = read_at (j->fd, to, p->len, slot_at (p));

  if (rc == 0 && sum_of (to, p, number) != p->sum)
    rc = EIO;
  return rc;
}

/* The head's own bytes and all rows. */
static void
hash_head (const struct bytes *b, unsigned char to[HASH_SIZE])
{
  struct hash h;

  hash_start (&h, NULL);
  hash_add (&h, b->at, HASHED);
  hash_add (&h, b->at + HEAD, b->len - HEAD);
  hash_end (&h, to);
}

static void
put_head (struct bytes *b, const struct journal_batch *batch)
{
  static const unsigned char nothing[ROWS];

  bytes_add (b, magic, sizeof magic);
  put_u32 (b, FORMAT);
  put_u32 (b, batch->n_files);
  put_u32 (b, batch->n_pages);
  put_u32 (b, 0);
  put_u64 (b, batch->number);
  bytes_add (b, nothing, HASH_SIZE);
  for (uint32_t i = 0; i < batch->n_files; i++) {
    bytes_add (b, batch->files[i].name, JOURNAL_NAME_MOST);
    bytes_add (b, batch->files[i].id, TABLE_ID);
  }
  bytes_add (b, nothing, ROWS - b->len);
  for (uint32_t i = 0; i < batch->n_pages; i++) {
    const struct journal_page *p = &batch->pages[i];

    put_u32 (b, p->file);
    put_u32 (b, p->len);
    put_u32 (b, p->slot);
    put_u32 (b, 0);
    put_u64 (b, p->at);
    put_u64 (b, p->sum);
  }
  hash_head (b, b->at + HASHED);
}

int
journal_seal (struct journal *j, const struct journal_batch *batch)
{
  bytes_clear (&j->head);
  put_head (&j->head, batch);
  j->stale = true;
  return journal_write (j->fd, j->head.at, j->head.len, 0);
}

int
journal_void (const struct journal *j)
{
  static const unsigned char nothing[HEAD];

  return journal_write (j->fd, nothing, sizeof nothing, 0);
}

int
journal_forget (struct journal *j)
{
  int rc;

  if (!j->stale)
    return 0;
  rc = journal_void (j);
  if (rc == 0)
    rc = journal_sync (j->fd);
  j->stale = rc != 0;
  return rc;
}

/* ---- replaying ---------------------------------------------------------- */

struct replay {
  int folder, journal;
  struct journal as; /* to read its pages                     */
  struct journal_batch batch;
  int fds[JOURNAL_FILES_MOST]; /* -1: not there, or another file        */
};

static bool
is_plain_name (const char name[JOURNAL_NAME_MOST])
{
  size_t len = strnlen (name, JOURNAL_NAME_MOST);

  return len > 3 && len < JOURNAL_NAME_MOST && name[0] != '.'
         && memchr (name, '/', len) == NULL
         && strcmp (name + len - 3, ".db") == 0;
}

static bool
is_plain_page (const struct journal_page *p, uint32_t n_files)
{
  return p->file < n_files && p->slot < JOURNAL_PAGES_MOST
         && p->len >= PAGE_LEAST && p->len <= JOURNAL_PAGE
         && p->len % PAGE_LEAST == 0 && p->at < place_most
         && p->at % p->len == 0;
}

/* The head at the front; false when there is none, which is usual. */
static bool
take_head (struct reader *r, struct journal_batch *b)
{
  struct slice m = take (r, sizeof magic);
  uint32_t format = take_u32 (r);

  b->n_files = take_u32 (r);
  b->n_pages = take_u32 (r);
  take_u32 (r);
  b->number = take_u64 (r);
  return !r->bad && memcmp (m.at, magic, sizeof magic) == 0 && format == FORMAT
         && b->n_files > 0 && b->n_files <= JOURNAL_FILES_MOST && b->n_pages > 0
         && b->n_pages <= JOURNAL_PAGES_MOST;
}

static void
take_rows (struct reader *r, struct journal_batch *b)
{
  take (r, HASH_SIZE);
  for (uint32_t i = 0; i < JOURNAL_FILES_MOST; i++) {
    struct slice row = take (r, FILE_ROW);

    if (i < b->n_files && !r->bad) {
      memcpy (b->files[i].name, row.at, JOURNAL_NAME_MOST);
      memcpy (b->files[i].id, row.at + JOURNAL_NAME_MOST, TABLE_ID);
    }
  }
  for (uint32_t i = 0; i < b->n_pages; i++) {
    struct journal_page *p = &b->pages[i];

    p->file = take_u32 (r);
    p->len = take_u32 (r);
    p->slot = take_u32 (r);
    take_u32 (r);
    p->at = take_u64 (r);
    p->sum = take_u64 (r);
  }
}

/* Whether there is a head that agrees with its hash.  Of an empty journal the
 * first bytes are read and no more.
 */
static bool
read_head (struct replay *r)
{
  SCOPED_BYTES head = { 0 };
  unsigned char hash[HASH_SIZE];
  struct reader from;

  bytes_reserve (&head, SLOTS);
  if (read_at (r->journal, head.at, HEAD, 0) != 0)
    return false;
  from = reader_of (head.at, HEAD);
  if (!take_head (&from, &r->batch))
    return false;
  head.len = ROWS + r->batch.n_pages * PAGE_ROW;
  if (read_at (r->journal, head.at, head.len, 0) != 0)
    return false;
  hash_head (&head, hash);
  if (memcmp (hash, head.at + HASHED, HASH_SIZE) != 0)
    return false;
  from = reader_of (head.at + HASHED, head.len - HASHED);
  take_rows (&from, &r->batch);
  return !from.bad;
}

static bool
is_plain (const struct journal_batch *b)
{
  for (uint32_t i = 0; i < b->n_files; i++)
    if (!is_plain_name (b->files[i].name))
      return false;
  for (uint32_t i = 0; i < b->n_pages; i++)
    if (!is_plain_page (&b->pages[i], b->n_files))
      return false;
  return true;
}

static bool
pages_are_whole (const struct replay *r)
{
  unsigned char page[JOURNAL_PAGE];

  for (uint32_t i = 0; i < r->batch.n_pages; i++)
    if (journal_get (&r->as, r->batch.number, &r->batch.pages[i], page) != 0)
      return false;
  return true;
}

/* A file that is gone was removed when its pages had long been in it; another
 * one of the same name has another id, even where its first page is torn.
 */
static int
open_place (const struct replay *r, const struct journal_file *file, int *fd)
{
  unsigned char id[TABLE_ID] = { 0 };
  struct stat s;

  *fd = openat (r->folder, file->name,
                O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (*fd < 0)
    return errno == ENOENT ? 0 : errno;
  if (fstat (*fd, &s) != 0 || !S_ISREG (s.st_mode))
    return EINVAL;
  read_at (*fd, id, sizeof id, TABLE_ID_AT);
  if (memcmp (id, file->id, sizeof id) == 0)
    return 0;
  close (*fd);
  *fd = -1;
  return 0;
}

static int
put_back (struct replay *r)
{
  unsigned char page[JOURNAL_PAGE];
  int rc = 0;

  for (uint32_t i = 0; i < r->batch.n_files && rc == 0; i++)
    rc = open_place (r, &r->batch.files[i], &r->fds[i]);
  for (uint32_t i = 0; i < r->batch.n_pages && rc == 0; i++) {
    const struct journal_page *p = &r->batch.pages[i];

    if (r->fds[p->file] < 0)
      continue;
    rc = journal_get (&r->as, r->batch.number, p, page);
    if (rc == 0)
      rc = journal_write (r->fds[p->file], page, p->len, p->at);
  }
  for (uint32_t i = 0; i < r->batch.n_files && rc == 0; i++)
    if (r->fds[i] >= 0)
      rc = journal_sync (r->fds[i]);
  return rc;
}

static int
replay (struct replay *r, unsigned *pages)
{
  int rc;

  if (!read_head (r))
    return 0;
  if (!is_plain (&r->batch))
    return EINVAL;
  if (!pages_are_whole (r))
    return 0;
  rc = journal_sync (r->journal); /* who wrote it may have been killed before */
  if (rc == 0)
    rc = put_back (r);
  if (rc == 0)
    rc = journal_void (&r->as);
  if (rc == 0)
    rc = journal_sync (r->journal);
  if (rc == 0)
    *pages = r->batch.n_pages;
  return rc;
}

int
journal_replay (const char *folder, unsigned *pages)
{
  struct replay *r;
  int dir, fd, rc;

  *pages = 0;
  dir = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0)
    return errno;
  fd = openat (dir, JOURNAL_NAME, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) {
    rc = errno == ENOENT ? 0 : errno;
    close (dir);
    return rc;
  }
  r = bytes_must (sizeof *r);
  *r = (struct replay){ .folder = dir, .journal = fd, .as = { .fd = fd } };
  memset (r->fds, -1, sizeof r->fds);
  rc = replay (r, pages);
  for (uint32_t i = 0; i < JOURNAL_FILES_MOST; i++)
    if (r->fds[i] >= 0)
      close (r->fds[i]);
  free (r);
  close (fd);
  close (dir);
  return rc;
}
