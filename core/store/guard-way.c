/* guard-way.c - the thread that brings pages to their places. */

#include "store/guard-way.h"

#include "base/bytes.h"
#include "base/thread.h"

#include <fcntl.h>
#include <stdatomic.h>

enum { PLACED = 64 }; /* pages of a step: a third of a millisecond */

struct way {
  struct journal *journal;
  atomic_int lost;
  bool wants_thread, has_thread;
  pthread_t thread;
  pthread_mutex_t lock; /* of what follows; not of the batch's own fields    */
  pthread_cond_t news;
  struct batch *batch;
  enum stage stage; /* of the batch, as far as is known outside              */
  int failed;       /* a write, which is not yet told                        */
  bool works, ends;
};

int
way_lost (const struct way *w)
{
  return atomic_load (&w->lost);
}

void
way_lose (struct way *w, int why)
{
  int none = 0;

  atomic_compare_exchange_strong (&w->lost, &none, why);
}

/* ---- the steps ---------------------------------------------------------- */

static void
go_on_to (struct batch *b, enum stage stage)
{
  b->stage = stage;
  b->done = 0;
}

static int
sync_or_lose (struct way *w, int fd)
{
  int rc = journal_sync (fd);

  if (rc != 0)
    way_lose (w, rc);
  return rc;
}

static int
seal (struct way *w, struct batch *b)
{
  int rc = journal_seal (w->journal, &b->list);

  if (rc == 0)
    rc = sync_or_lose (w, w->journal->fd);
  if (rc == 0)
    go_on_to (b, PLACING);
  return rc;
}

static int
place_one (const struct way *w, const struct batch *b,
           const struct journal_page *p)
{
  unsigned char page[JOURNAL_PAGE];
  int rc = journal_get (w->journal, b->list.number, p, page);

  return rc == 0 ? journal_write (b->fds[p->file], page, p->len, p->at) : rc;
}

/* Some pages; behind the last of them the system begins to write all files, so
 * that the syncs which follow find most of it done.
 */
static int
place_some (struct way *w, struct batch *b)
{
  uint32_t until = b->done + PLACED;

  for (; b->done < b->list.n_pages && b->done < until; b->done++) {
    int rc = place_one (w, b, &b->list.pages[b->done]);

    if (rc != 0)
      return rc;
  }
  if (b->done < b->list.n_pages)
    return 0;
  for (uint32_t i = 0; i < b->list.n_files; i++)
    sync_file_range (b->fds[i], 0, 0, SYNC_FILE_RANGE_WRITE);
  go_on_to (b, SYNCING);
  return 0;
}

/* One file.  It does no harm when the head cannot be made void. */
static int
sync_one (struct way *w, struct batch *b)
{
  int rc = sync_or_lose (w, b->fds[b->done]);

  if (rc == 0 && ++b->done == b->list.n_files) {
    journal_void (w->journal);
    go_on_to (b, ARRIVED);
  }
  return rc;
}

static int
step (struct way *w, struct batch *b)
{
  static int (*const steps[]) (struct way *, struct batch *) = {
    [SEALING] = seal,
    [PLACING] = place_some,
    [SYNCING] = sync_one,
  };

  return way_lost (w) != 0 ? way_lost (w) : steps[b->stage](w, b);
}

/* ---- the thread --------------------------------------------------------- */

/* The lock is held before and after, not meanwhile. */
static void
work_on (struct way *w)
{
  struct batch *b = w->batch;
  int rc;

  pthread_mutex_unlock (&w->lock);
  rc = step (w, b);
  pthread_mutex_lock (&w->lock);
  w->failed = rc;
  w->stage = b->stage;
  w->works = rc == 0 && b->stage != ARRIVED;
  pthread_cond_broadcast (&w->news);
}

static void *
work (void *with)
{
  struct way *w = with;

  pthread_mutex_lock (&w->lock);
  while (!w->ends) {
    if (w->works)
      work_on (w);
    else
      pthread_cond_wait (&w->news, &w->lock);
  }
  pthread_mutex_unlock (&w->lock);
  return NULL;
}

void
way_use_thread (struct way *w)
{
  w->wants_thread = true;
}

/* ---- by who sends ------------------------------------------------------- */

struct way *
way_new (struct journal *j)
{
  struct way *w = bytes_must (sizeof *w);

  *w = (struct way){ .journal = j, .stage = ARRIVED };
  pthread_mutex_init (&w->lock, NULL);
  pthread_cond_init (&w->news, NULL);
  return w;
}

void
way_free (struct way *w)
{
  if (w == NULL)
    return;
  if (w->has_thread) {
    pthread_mutex_lock (&w->lock);
    w->ends = true;
    pthread_cond_broadcast (&w->news);
    pthread_mutex_unlock (&w->lock);
    pthread_join (w->thread, NULL);
  }
  free (w);
}

/* Nobody knows who held the lock when the process was forked. */
void
way_leave (struct way *w)
{
  struct journal *j = w->journal;

  *w = (struct way){ .journal = j, .stage = ARRIVED };
  pthread_mutex_init (&w->lock, NULL);
  pthread_cond_init (&w->news, NULL);
}

/* Lets the thread go on with the batch. */
static void
begin (struct way *w)
{
  if (w->works || w->stage == ARRIVED || way_lost (w) != 0)
    return;
  w->works = true;
  pthread_cond_broadcast (&w->news);
}

/* What failed is told once. */
static int
take_failed (struct way *w)
{
  int rc = way_lost (w) != 0 ? way_lost (w) : w->failed;

  w->failed = 0;
  return rc;
}

static int
step_here (struct way *w)
{
  int rc = w->stage == ARRIVED ? way_lost (w) : step (w, w->batch);

  if (w->stage != ARRIVED)
    w->stage = w->batch->stage;
  return rc;
}

void
way_send (struct way *w, struct batch *b)
{
  go_on_to (b, SEALING);
  if (w->wants_thread && !w->has_thread)
    w->has_thread = thread_start (&w->thread, work, w);
  w->wants_thread = w->has_thread; /* what failed once is not tried again */
  pthread_mutex_lock (&w->lock);
  w->batch = b;
  w->stage = SEALING;
  w->failed = 0;
  if (w->has_thread)
    begin (w);
  pthread_mutex_unlock (&w->lock);
}

int
way_step (struct way *w)
{
  int rc;

  if (!w->has_thread)
    return step_here (w);
  pthread_mutex_lock (&w->lock);
  rc = take_failed (w);
  if (rc == 0)
    begin (w);
  pthread_mutex_unlock (&w->lock);
  return rc;
}

static int
wait_for_thread (struct way *w, enum stage until)
{
  int rc = 0;

  pthread_mutex_lock (&w->lock);
  begin (w);
  while (w->works && w->stage < until)
    pthread_cond_wait (&w->news, &w->lock);
  if (w->stage < until)
    rc = take_failed (w);
  pthread_mutex_unlock (&w->lock);
  return rc;
}

int
way_wait (struct way *w, enum stage until)
{
  int rc = 0;

  if (w->has_thread)
    return wait_for_thread (w, until);
  while (rc == 0 && w->stage < until)
    rc = step_here (w);
  return rc;
}

enum stage
way_stage (struct way *w)
{
  enum stage stage;

  pthread_mutex_lock (&w->lock);
  stage = w->stage;
  pthread_mutex_unlock (&w->lock);
  return stage;
}

bool
way_works (struct way *w)
{
  bool works;

  pthread_mutex_lock (&w->lock);
  works = w->works;
  pthread_mutex_unlock (&w->lock);
  return works;
}
