/* cuts.c - power cuts: rebuilds a site as a disk would have it after a cut at
 * a random place of a trace, starts the server on it, and looks whether all
 * that was answered before the cut is there.
 *
 *    cuts TRACE FOLDER CUTS [SEED]
 *
 * FOLDER is where sites are rebuilt.  Run by cuts.sh; prints its own TAP.
 * POWER_KEEP keeps what was found bad.
 */

#include "base/hash.h"
#include "tests/core/site/fixture.h"
#include "tests/power/disk.h"
#include "tests/serving.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

enum {
  CUTS_MOST = 10000,
  PATIENCE_MS = 60 * 1000, /* with all that is asked; a server may spin */
};

static const char *const names[MODELS] = {
  "unsynced writes dropped",
  "all writes kept",
  "any states of 4 KiB blocks",
  "any states of 512 B sectors",
};

/* What can go wrong, the worst first. */
enum bad { REFUSES, SILENT, LOST, BAD, GOOD = BAD };
static const char *const bad_names[BAD] = { "refused", "silent", "lost" };

static const struct form *form;
static const unsigned char *trace;
static size_t trace_len;

/* Every event: where it is. */
static size_t *events, n_events, events_room;

/* Of each change, in order, what it was at the end of the trace. */
static struct bytes truth;

static bool
load (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat s;
  void *at;

  if (fd < 0 || fstat (fd, &s) != 0)
    return false;
  trace_len = (size_t) s.st_size;
  at = mmap (NULL, trace_len, PROT_READ, MAP_PRIVATE, fd, 0);
  close (fd);
  trace = at;
  return at != MAP_FAILED;
}

static struct event
event_at (size_t i)
{
  struct event e;

  memcpy (&e, trace + events[i], sizeof e);
  return e;
}

static const unsigned char *
bytes_at (size_t i)
{
  return trace + events[i] + sizeof (struct event);
}

/* Finds the events; of the last one some may be missing. */
static void
index_events (void)
{
  size_t at = 0;
  struct event e;

  while (at + sizeof e <= trace_len) {
    if (n_events == events_room) {
      events_room = events_room == 0 ? 4096 : 2 * events_room;
      events = bytes_must_again (events, events_room * sizeof *events);
    }
    events[n_events] = at;
    memcpy (&e, trace + at, sizeof e);
    at += sizeof e + e.len;
    if (at <= trace_len)
      n_events++;
  }
}

/* ---- the server of a cut ---- */

static void
kill_server (const char *folder)
{
  DIR *all = opendir ("/proc");

  for (struct dirent *d; all != NULL && (d = readdir (all)) != NULL;) {
    pid_t pid = (pid_t) atoi (d->d_name);

    if (pid > 1 && pid != getpid () && is_server (d->d_name, folder))
      kill (pid, SIGKILL);
  }
  if (all != NULL)
    closedir (all);
}

static bool
wait_on (void *with, const struct work *down)
{
  const uint64_t *until = with;

  (void) down;
  return clock_ticks () < *until;
}

/* ---- what is there ---- */

static void
sum_of (const struct change *c, unsigned char to[HASH_SIZE])
{
  struct hash h;

  hash_start (&h, NULL);
  hash_add (&h, &c->seq, sizeof c->seq);
  hash_add (&h, &c->time, sizeof c->time);
  hash_add (&h, c->hash_before, sizeof c->hash_before);
  hash_add (&h, c->hash_body, sizeof c->hash_body);
  hash_add (&h, c->body.at, c->body.len);
  hash_end (&h, to);
}

static bool
take_sum (void *with, const unsigned char id[ID_SIZE], const struct change *c)
{
  unsigned char sum[HASH_SIZE];

  (void) id;
  sum_of (c, sum);
  bytes_add (with, sum, sizeof sum);
  return true;
}

/* The sums of all changes; false when they cannot be had. */
static bool
sums (struct site *s, struct bytes *to)
{
  struct scan scan = { .by_change = true };
  struct error e = { 0 };

  return went (site_scan (s, &scan, take_sum, to, &e), &e);
}

static bool
save_is_there (struct site *s, const struct saved_ack *ack)
{
  char id[2 * ID_SIZE + 1];
  struct error e = { 0 };
  struct whole w;
  bool good;

  hex_of (ack->id, ID_SIZE, id);
  if (!went (site_get (s, id, &w, &e), &e))
    return false;
  good = w.row.ordinal == ack->ordinal && w.row.head.version >= ack->version;
  whole_free (&w);
  return good;
}

static bool
draft_is_there (struct site *s, const struct draft_ack *ack)
{
  SCOPED_BYTES hold = { 0 };
  unsigned char hash[HASH_SIZE];
  struct error e = { 0 };
  struct draft draft;

  if (!went (site_draft_get (s, ack->id, &draft, &hold, &e), &e))
    return false;
  hash_of (draft.values.at, draft.values.len, hash);
  return memcmp (hash, ack->hash, sizeof hash) == 0;
}

/* Whether what the answers of the first N events promised is there. */
static bool
all_is_there (struct site *s, size_t n)
{
  SCOPED_BYTES found = { 0 };
  uint64_t reached = 0, missing = 0;

  for (size_t i = 0; i < n && missing < 5; i++) {
    struct event e = event_at (i);

    if (e.kind == REACHED && reached < e.at)
      reached = e.at;
    if (e.kind == SAVED_) {
      struct saved_ack ack;

      memcpy (&ack, bytes_at (i), sizeof ack);
      missing += !save_is_there (s, &ack);
      if (reached < ack.seq)
        reached = ack.seq;
    } else if (e.kind == DRAFTED) {
      struct draft_ack ack;

      memcpy (&ack, bytes_at (i), sizeof ack);
      missing += !draft_is_there (s, &ack);
    }
  }
  if (!sums (s, &found))
    return false;
  if (missing > 0 || found.len < reached * HASH_SIZE)
    printf ("# %llu answers missing, %zu of %llu changes there\n",
            (unsigned long long) missing, found.len / HASH_SIZE,
            (unsigned long long) reached);
  return missing == 0 && found.len >= reached * HASH_SIZE
         && memcmp (found.at, truth.at, reached * HASH_SIZE) == 0;
}

static bool
saves_again (struct site *s, uint32_t n)
{
  struct error e = { 0 };
  uint16_t procedure;
  struct dossier d;
  struct answer a;
  bool good;

  if (!went (site_register (s, form, &procedure, &e), &e))
    return false;
  dossier_make (&d, form, procedure, 1000, n);
  good = went (site_save (s, &d.save, &a, &e), &e) && a.verdict == SAVED;
  answer_free (&a);
  return good;
}

/* The server says so in a file of its own when it found damage, and it could
 * be healed: no power cut should do any.
 */
static bool
was_mended (const char *folder)
{
  char path[PATH_MAX];
  bool mended;

  snprintf (path, sizeof path, "%.4000s/db/mended", folder);
  mended = access (path, F_OK) == 0;
  if (mended)
    printf ("# the store was damaged, and mended\n");
  return mended;
}

/* What becomes of a site after the first N events of the trace.  Damage that
 * only verify finds counts as silent: recovery should have named it.
 */
static enum bad
judge (const char *folder, size_t n)
{
  uint64_t until = clock_ticks () + PATIENCE_MS;
  struct error e = { 0 };
  bool there, sound;
  struct site *s;

  if (site_open (&s, folder, true, &e) != OK) {
    printf ("# refused: %s\n", e.text);
    return REFUSES;
  }
  site_on_wait (s, wait_on, &until);
  there = all_is_there (s, n);
  sound = !was_mended (folder) && test_verify (s) == 0
          && saves_again (s, (uint32_t) n);
  site_close (s);
  if (there && sound)
    return GOOD;
  return there || sound ? SILENT : LOST;
}

/* ---- the cuts ---- */

static size_t
pages_wait (const struct disk *d)
{
  return disk_waits (d, ".db") + disk_waits (d, "page-guard");
}

static unsigned done[MODELS], found[MODELS][BAD];
static size_t waited;

static void
cut (const struct disk *d, size_t n, enum model model, unsigned nth,
     const char *top)
{
  char folder[PATH_MAX];
  struct error e = { 0 };
  enum bad bad;

  snprintf (folder, sizeof folder, "%.4000s/cut-%u", top, nth);
  waited += pages_wait (d);
  if (disk_cut (d, model, folder, &e) != OK)
    bail_out (&e);
  bad = judge (folder, n);
  kill_server (folder);
  done[model]++;
  if (bad != GOOD) {
    found[model][bad]++;
    printf ("# cut %u after event %zu, %s: %s\n", nth, n, names[model],
            bad_names[bad]);
  }
  fflush (stdout);
  if (bad == GOOD || getenv ("POWER_KEEP") == NULL)
    folder_remove (folder, NULL);
}

/* What the whole trace leaves is the truth; false when it is not whole. */
static bool
take_truth (const struct disk *d, const char *top)
{
  char folder[PATH_MAX];
  struct error e = { 0 };
  struct site *s;
  bool good;

  snprintf (folder, sizeof folder, "%.4000s/truth", top);
  if (disk_cut (d, KEPT, folder, &e) != OK
      || site_open (&s, folder, true, &e) != OK)
    bail_out (&e);
  good = sums (s, &truth) && all_is_there (s, n_events) && test_verify (s) == 0;
  site_close (s);
  kill_server (folder);
  folder_remove (folder, NULL);
  return good;
}

static int
by_place (const void *a, const void *b)
{
  const size_t *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Events before the first answer: there is no site yet. */
static size_t
first_answer (void)
{
  size_t i = 0;

  while (i < n_events && event_at (i).kind < SAVED_)
    i++;
  return i;
}

/* The places where pages are on their way; their number goes to *N. */
static size_t *
risky_places (size_t first, size_t *n)
{
  size_t *all = bytes_must (n_events * sizeof *all);
  struct disk *d = disk_new ();

  *n = 0;
  for (size_t i = 0; i < n_events; i++) {
    struct event e = event_at (i);

    disk_do (d, &e, bytes_at (i));
    if (i >= first && pages_wait (d) > 0)
      all[(*n)++] = i + 1;
  }
  disk_free (d);
  return all;
}

static size_t
dice (size_t most)
{
  return (((size_t) rand () << 15) ^ (size_t) rand ()) % most;
}

/* N places, in order: three of four where pages are on their way. */
static size_t *
places (size_t n)
{
  size_t first = first_answer (), n_risky;
  size_t *all = bytes_must (n * sizeof *all);
  size_t *risky = risky_places (first, &n_risky);

  for (size_t i = 0; i < n; i++)
    all[i] = n_risky > 0 && i % 4 != 0 ? risky[dice (n_risky)]
                                       : first + 1 + dice (n_events - first);
  qsort (all, n, sizeof *all, by_place);
  free (risky);
  return all;
}

static struct disk *
disk_after (struct disk *d, size_t from, size_t until)
{
  for (size_t i = from; i < until; i++) {
    struct event e = event_at (i);

    disk_do (d, &e, bytes_at (i));
  }
  return d;
}

static void
cut_all (unsigned cuts, const char *top)
{
  size_t *all = places (cuts), at = 0;
  struct disk *d = disk_new ();

  for (unsigned i = 0; i < cuts; i++) {
    disk_after (d, at, all[i]);
    at = all[i];
    /* Half of them are torn: that is the question. */
    cut (d, at, i % 2 == 0 ? SECTORS : (enum model) (i / 2 % MODELS), i, top);
  }
  disk_free (d);
  free (all);
}

static void
tell (unsigned cuts)
{
  unsigned sum[BAD] = { 0 };

  for (enum model m = 0; m < MODELS; m++) {
    printf ("# %s: %u cuts, lost %u, silent %u, refused %u\n", names[m],
            done[m], found[m][LOST], found[m][SILENT], found[m][REFUSES]);
    for (enum bad b = 0; b < BAD; b++)
      sum[b] += found[m][b];
  }
  ok (sum[LOST] + sum[SILENT] + sum[REFUSES] == 0,
      "%u cuts: lost %u, silent %u, refused %u", cuts, sum[LOST], sum[SILENT],
      sum[REFUSES]);
  ok (waited > cuts, "pages were on their way: %zu", waited);
}

int
main (int argc, char **argv)
{
  unsigned cuts, seed = (unsigned) time (NULL);
  struct disk *d;
  bool whole;

  language_start ("", EN);
  if (argc == 5 && strcmp (argv[3], "serve") == 0)
    return server_spawned (argv[2]);
  if (argc < 4 || !load (argv[1]))
    return 2;
  cuts = (unsigned) atoi (argv[3]) % (CUTS_MOST + 1);
  if (argc > 4)
    seed = (unsigned) atoi (argv[4]);
  form = made_form ();
  index_events ();
  srand (seed);
  printf ("# seed %u, %zu events, %zu MB\n", seed, n_events, trace_len >> 20);
  d = disk_after (disk_new (), 0, n_events);
  whole = take_truth (d, argv[2]);
  ok (whole && truth.len > 0, "the trace is whole: %zu changes",
      truth.len / HASH_SIZE);
  disk_free (d);
  cut_all (cuts, argv[2]);
  tell (cuts);
  free (events);
  bytes_free (&truth);
  made_free (form);
  return tap_done ();
}
