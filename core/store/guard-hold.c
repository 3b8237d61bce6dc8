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
  HALF = JOURNAL_PAGES_MOST / 2,
};

/* Pages that were held one after the other, in neighbouring slots. */
struct held {
  struct batch batch;
  struct guarded *files[JOURNAL_FILES_MOST];
  uint32_t n_slots;       /* taken: a page written twice takes two           */
  uint16_t page[BUCKETS]; /* numbers of pages, by file and place             */
};

/* One is filled; the other is empty, or on its way. */
struct hold {
  struct journal journal;
  struct way *way;
  struct held both[2];
  unsigned filled; /* which                                                 */
  uint32_t slot;   /* the next one; behind the last comes the first         */
  bool uses_thread;
  enum puts_off puts_off; /* when the library asks for a sync                */
};

static struct held *
filled (struct hold *h)
{
  return &h->both[h->filled];
}

static struct held *
sent (struct hold *h)
{
  return &h->both[1 - h->filled];
}

static bool
has_pages (const struct held *one)
{
  return one->batch.list.n_pages > 0;
}

static unsigned
which (const struct hold *h, const struct held *one)
{
  return (unsigned) (one - h->both);
}

/* Forgets the pages of one, and files whose pages could not be held. */
static void
clear (struct hold *h, struct held *one)
{
  struct journal_batch *list = &one->batch.list;

  for (uint32_t i = 0; i < list->n_pages; i++)
    one->files[list->pages[i].file]->waiting--;
  for (uint32_t i = 0; i < list->n_files; i++)
    one->files[i]->row[which (h, one)] = 0;
  list->number = h->journal.next++;
  list->n_files = list->n_pages = 0;
  one->n_slots = 0;
  memset (one->page, 0xff, sizeof one->page);
}

int
hold_new (struct hold **to, const char *folder, mode_t mode)
{
  struct hold *h = bytes_must (sizeof *h);
  int rc;

  *to = NULL;
  memset (h, 0, sizeof *h);
  rc = journal_open (&h->journal, folder, mode);
  h->way = way_new (&h->journal);
  clear (h, filled (h));
  clear (h, sent (h));
  if (rc == 0)
    *to = h;
  else
    hold_free (h);
  return rc;
}

void
hold_free (struct hold *h)
{
  way_free (h->way);
  journal_close (&h->journal);
  free (h);
}

void
hold_use_thread (struct hold *h)
{
  h->uses_thread = true;
  way_use_thread (h->way);
}

void
hold_leave (struct hold *h)
{
  way_leave (h->way);
  clear (h, filled (h));
  clear (h, sent (h));
}

int
hold_lost (const struct hold *h)
{
  return way_lost (h->way);
}

void
hold_lose (struct hold *h, int why)
{
  way_lose (h->way, why);
}

/* ---- looking up --------------------------------------------------------- */

/* Where the number of the page of file NTH at AT stands, or would. */
static uint32_t
bucket_of (const struct held *one, uint32_t nth, uint64_t at)
{
  uint32_t k = (uint32_t) (at / JOURNAL_PAGE * 31 + nth * 67) % BUCKETS;

  for (; one->page[k] != NONE; k = (k + 1) % BUCKETS) {
    const struct journal_page *p = &one->batch.list.pages[one->page[k]];

    if (p->file == nth && p->at == at)
      break;
  }
  return k;
}

/* ENOENT: it has none there; EINVAL: another part. */
static int
read_held (const struct hold *h, const struct held *one,
           const struct guarded *file, void *to, size_t len, uint64_t at)
{
  uint32_t row = file->row[which (h, one)], k;
  const struct journal_page *p;

  if (row == 0)
    return ENOENT;
  k = bucket_of (one, row - 1, at);
  if (one->page[k] == NONE)
    return ENOENT;
  p = &one->batch.list.pages[one->page[k]];
  return p->len == len
           ? journal_get (&h->journal, one->batch.list.number, p, to)
           : EINVAL;
}

int
hold_read (struct hold *h, const struct guarded *file, void *to, size_t len,
           uint64_t at)
{
  int rc = read_held (h, filled (h), file, to, len, at);

  return rc == ENOENT ? read_held (h, sent (h), file, to, len, at) : rc;
}

/* ---- holding ------------------------------------------------------------ */

/* FILE gets a row in the batch, with the id that its first page has. */
static int
add_file (struct held *one, struct guarded *file, unsigned nth)
{
  struct journal_batch *list = &one->batch.list;
  struct journal_file *row = &list->files[list->n_files];

  memset (row, 0, sizeof *row);
  memcpy (row->name, file->name, sizeof row->name);
  if (pread (file->fd, row->id, sizeof row->id, TABLE_ID_AT) < 0)
    return errno;
  one->files[list->n_files++] = file;
  file->row[nth] = list->n_files;
  return 0;
}

/* The page counts as held when all of it is in its slot. */
static int
add_page (struct hold *h, struct held *one, struct guarded *file,
          const void *from, size_t len, uint64_t at)
{
  struct journal_batch *list = &one->batch.list;
  struct journal_page page = {
    .file = file->row[h->filled] - 1,
    .len = (uint32_t) len,
    .slot = h->slot,
    .at = at,
  };
  uint32_t k = bucket_of (one, page.file, at);
  int rc = journal_put (&h->journal, list->number, &page, from);

  if (rc != 0)
    return rc;
  h->slot = (h->slot + 1) % JOURNAL_PAGES_MOST;
  if (++one->n_slots % STARTED == 0) /* the sync finds most of it done */
    sync_file_range (h->journal.fd, 0, 0, SYNC_FILE_RANGE_WRITE);
  if (one->page[k] == NONE) {
    one->page[k] = (uint16_t) list->n_pages++;
    file->waiting++;
  }
  list->pages[one->page[k]] = page;
  return 0;
}

static bool
is_full (struct hold *h, const struct guarded *file)
{
  const struct held *one = filled (h);

  return one->n_slots + sent (h)->n_slots == JOURNAL_PAGES_MOST
         || (file->row[h->filled] == 0
             && one->batch.list.n_files == JOURNAL_FILES_MOST);
}

/* ---- on their way ------------------------------------------------------- */

static void
send (struct hold *h)
{
  struct held *one = filled (h);

  for (uint32_t i = 0; i < one->batch.list.n_files; i++)
    one->batch.fds[i] = one->files[i]->fd;
  h->filled = 1 - h->filled;
  way_send (h->way, &one->batch);
}

/* Of what has come to its places nothing waits any more. */
static void
take_arrived (struct hold *h)
{
  struct held *one = sent (h);
  uint32_t n_files = one->batch.list.n_files;

  if (!has_pages (one) || way_stage (h->way) != ARRIVED)
    return;
  clear (h, one);
  for (uint32_t i = 0; i < n_files; i++)
    one->files[i]->settled = one->files[i]->waiting == 0;
  if (filled (h)->n_slots == 0)
    h->slot = 0;
}

/* Sends half a journal as soon as the thread can take it. */
static void
send_early (struct hold *h)
{
  if (!h->uses_thread || filled (h)->n_slots < HALF)
    return;
  take_arrived (h);
  if (!has_pages (sent (h)))
    send (h);
}

static int
make_room (struct hold *h, const struct guarded *file)
{
  int rc = 0;

  while (rc == 0 && is_full (h, file)) {
    if (!has_pages (sent (h)))
      send (h);
    else
      rc = way_wait (h->way, ARRIVED);
    take_arrived (h);
  }
  return rc;
}

int
hold_page (struct hold *h, struct guarded *file, const void *from, size_t len,
           uint64_t at)
{
  int rc = hold_lost (h);

  if (len > JOURNAL_PAGE || at % len != 0)
    return EINVAL;
  if (rc == 0)
    rc = make_room (h, file);
  if (rc == 0 && file->row[h->filled] == 0)
    rc = add_file (filled (h), file, h->filled);
  if (rc == 0)
    rc = add_page (h, filled (h), file, from, len, at);
  if (rc == 0)
    send_early (h);
  return rc;
}

int
hold_step (struct hold *h)
{
  int rc = hold_lost (h);

  if (rc != 0)
    return rc;
  take_arrived (h);
  if (!has_pages (sent (h)) && has_pages (filled (h)))
    send (h);
  rc = way_step (h->way);
  take_arrived (h);
  return rc;
}

int
hold_settle (struct hold *h)
{
  int rc = hold_lost (h);

  while (rc == 0 && (has_pages (sent (h)) || has_pages (filled (h)))) {
    if (!has_pages (sent (h)))
      send (h);
    rc = way_wait (h->way, ARRIVED);
    take_arrived (h);
  }
  if (rc == 0)
    clear (h, filled (h)); /* files whose pages could not be held */
  return rc;
}

/* All that is held, as far as a power cut asks for it. */
static int
seal (struct hold *h)
{
  int rc = hold_lost (h);

  if (rc == 0 && has_pages (filled (h)) && has_pages (sent (h)))
    rc = way_wait (h->way, ARRIVED);
  take_arrived (h);
  if (rc == 0 && has_pages (filled (h)))
    send (h);
  return rc == 0 && has_pages (sent (h)) ? way_wait (h->way, PLACING) : rc;
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
  return h->puts_off == PUTS_OFF_PLACES ? seal (h) : hold_lost (h);
}

int
hold_keep_still (struct hold *h)
{
  return has_pages (sent (h)) ? way_wait (h->way, SYNCING) : 0;
}

bool
hold_settles (struct hold *h)
{
  return has_pages (sent (h));
}

bool
hold_waits (struct hold *h)
{
  return has_pages (sent (h)) && way_works (h->way);
}

unsigned
hold_taken (const struct hold *h)
{
  return h->both[0].n_slots + h->both[1].n_slots;
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
