/* guard-hold.c - pages held until they can go to their places together. */

#include "store/guard-hold.h"

#include "base/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  BUCKETS = 2 * JOURNAL_PAGES_MOST, /* a power of two */
  NONE = UINT16_MAX,
  STARTED = 64, /* pages: so many at a time begin to go to the disk */
  PLACED = 64,  /* and to their places: in a third of a millisecond */
};

/* What is done with a batch, one after the other. */
enum stage { HOLDING, PLACING, SYNCING };

struct hold {
  struct journal journal;
  struct journal_batch list;
  struct guarded *files[JOURNAL_FILES_MOST];
  uint32_t n_slots; /* taken: a page written twice takes two           */
  enum stage stage; /* from PLACING on the journal has it              */
  uint32_t done;    /* pages of it placed, or files synced             */
  int lost;
  enum puts_off puts_off; /* when the library asks for a sync          */
  uint16_t page[BUCKETS]; /* numbers of pages, by file and place             */
};

static void
clear (struct hold *h)
{
  for (uint32_t i = 0; i < h->list.n_files; i++)
    h->files[i]->waiting = 0;
  h->list.n_files = h->list.n_pages = h->n_slots = h->done = 0;
  h->stage = HOLDING;
  memset (h->page, 0xff, sizeof h->page);
}

int
hold_new (struct hold **to, const char *folder, mode_t mode)
{
  struct hold *h = bytes_must (sizeof *h);
  int rc;

  *to = NULL;
  memset (h, 0, sizeof *h);
  clear (h);
  rc = journal_open (&h->journal, folder, mode);
  if (rc == 0)
    *to = h;
  else
    hold_free (h);
  return rc;
}

void
hold_free (struct hold *h)
{
  journal_close (&h->journal);
  free (h);
}

int
hold_lost (const struct hold *h)
{
  return h->lost;
}

void
hold_lose (struct hold *h, int why)
{
  if (h->lost == 0)
    h->lost = why;
}

/* ---- looking up --------------------------------------------------------- */

/* Where the number of the page of file NTH at AT stands, or would. */
static uint32_t
bucket_of (const struct hold *h, uint32_t nth, uint64_t at)
{
  uint32_t k = (uint32_t) (at / JOURNAL_PAGE * 31 + nth * 67) % BUCKETS;

  for (; h->page[k] != NONE; k = (k + 1) % BUCKETS) {
    const struct journal_page *p = &h->list.pages[h->page[k]];

    if (p->file == nth && p->at == at)
      break;
  }
  return k;
}

static const struct journal_page *
waiting_at (const struct hold *h, const struct guarded *file, uint64_t at)
{
  uint32_t k;

  if (file->waiting == 0)
    return NULL;
  k = bucket_of (h, file->nth, at);
  return h->page[k] == NONE ? NULL : &h->list.pages[h->page[k]];
}

int
hold_read (const struct hold *h, const struct guarded *file, void *to,
           size_t len, uint64_t at)
{
  const struct journal_page *p = waiting_at (h, file, at);

  if (p == NULL)
    return ENOENT;
  return p->len == len ? journal_get (&h->journal, p, to) : EINVAL;
}

/* ---- holding ------------------------------------------------------------ */

/* Lets the system begin to write what it keeps of a file: no promise, but the
 * sync that follows finds most of it done.
 */
static void
start_writing (int fd)
{
  sync_file_range (fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

/* FILE gets a row in the batch, with the id that its first page has. */
static int
add_file (struct hold *h, struct guarded *file)
{
  struct journal_file *row = &h->list.files[h->list.n_files];

  memset (row, 0, sizeof *row);
  memcpy (row->name, file->name, sizeof row->name);
  if (pread (file->fd, row->id, sizeof row->id, TABLE_ID_AT) < 0)
    return errno;
  file->nth = h->list.n_files;
  h->files[h->list.n_files++] = file;
  return 0;
}

static bool
is_full (const struct hold *h, const struct guarded *file)
{
  return h->n_slots == JOURNAL_PAGES_MOST
         || (file->waiting == 0 && h->list.n_files == JOURNAL_FILES_MOST);
}

/* The page counts as held when all of it is in its slot. */
static int
add_page (struct hold *h, struct guarded *file, const void *from, size_t len,
          uint64_t at)
{
  struct journal_page page = {
    .file = file->nth,
    .len = (uint32_t) len,
    .slot = h->n_slots,
    .at = at,
  };
  uint32_t k = bucket_of (h, file->nth, at);
  int rc = journal_put (&h->journal, &page, from);

  if (rc != 0)
    return rc;
  h->n_slots++;
  if (h->n_slots % STARTED == 0)
    start_writing (h->journal.fd);
  if (h->page[k] == NONE) {
    h->page[k] = (uint16_t) h->list.n_pages++;
    file->waiting++;
  }
  h->list.pages[h->page[k]] = page;
  return 0;
}

int
hold_page (struct hold *h, struct guarded *file, const void *from, size_t len,
           uint64_t at)
{
  int rc = h->lost;

  if (len > JOURNAL_PAGE || at % len != 0)
    return EINVAL;
  if (rc == 0 && (hold_settles (h) || is_full (h, file)))
    rc = hold_settle (h);
  if (rc == 0 && file->waiting == 0)
    rc = add_file (h, file);
  if (rc == 0)
    rc = add_page (h, file, from, len, at);
  return rc;
}

/* ---- settling ----------------------------------------------------------- */

static void
go_on_to (struct hold *h, enum stage stage)
{
  h->stage = stage;
  h->done = 0;
}

static int
seal (struct hold *h)
{
  int rc = journal_seal (&h->journal, &h->list);

  if (rc != 0)
    return rc;
  rc = journal_sync (h->journal.fd);
  if (rc != 0)
    hold_lose (h, rc);
  else
    go_on_to (h, PLACING);
  return rc;
}

/* Some pages; behind the last of them the system begins to write all files. */
static int
place_some (struct hold *h)
{
  uint32_t until = h->done + PLACED;
  unsigned char page[JOURNAL_PAGE];
  int rc = 0;

  for (; h->done < h->list.n_pages && h->done < until; h->done++) {
    const struct journal_page *p = &h->list.pages[h->done];

    rc = journal_get (&h->journal, p, page);
    if (rc == 0)
      rc = journal_write (h->files[p->file]->fd, page, p->len, p->at);
    if (rc != 0)
      return rc;
  }
  if (h->done < h->list.n_pages)
    return 0;
  for (uint32_t i = 0; i < h->list.n_files; i++)
    start_writing (h->files[i]->fd);
  go_on_to (h, SYNCING);
  return 0;
}

/* One file; behind the last of them the batch is done with. */
static int
sync_one (struct hold *h)
{
  struct guarded *file = h->files[h->done];
  int rc = journal_sync (file->fd);

  if (rc != 0) {
    hold_lose (h, rc);
    return rc;
  }
  file->settled = true;
  if (++h->done == h->list.n_files) {
    journal_next (&h->journal);
    clear (h);
  }
  return 0;
}

int
hold_step (struct hold *h)
{
  static int (*const steps[]) (struct hold *) = {
    [HOLDING] = seal,
    [PLACING] = place_some,
    [SYNCING] = sync_one,
  };

  if (h->lost != 0)
    return h->lost;
  if (h->list.n_pages > 0)
    return steps[h->stage](h);
  clear (h); /* of files whose pages could not be held */
  return 0;
}

void
hold_put_off (struct hold *h, enum puts_off what)
{
  h->puts_off = what;
}

int
hold_sync (struct hold *h)
{
  if (h->puts_off == PUTS_OFF_NOTHING)
    return hold_settle (h);
  return h->puts_off == PUTS_OFF_PLACES && h->stage == HOLDING ? hold_step (h)
                                                               : h->lost;
}

int
hold_settle (struct hold *h)
{
  int rc;

  do
    rc = hold_step (h);
  while (rc == 0 && h->list.n_pages > 0);
  return rc;
}

bool
hold_settles (const struct hold *h)
{
  return h->stage != HOLDING;
}

unsigned
hold_taken (const struct hold *h)
{
  return h->n_slots;
}

int
hold_forget (struct hold *h)
{
  int rc = hold_settle (h);

  if (rc != 0)
    return rc;
  rc = journal_forget (&h->journal);
  if (rc != 0)
    hold_lose (h, rc);
  return rc;
}
