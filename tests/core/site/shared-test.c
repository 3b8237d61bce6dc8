/* shared-test.c - memory that the server writes and one client reads: what it
 * allows, who gets it, and that a scan is the same with it and without; and
 * that whoever reads keeps nobody awake.
 */

#include "tests/core/site/by-hand.h"

#include "site/client.h"
#include "site/server.h"
#include "site/shared.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

enum {
  RECORDS = 600,    /* of 15 KiB: 35 pieces */
  LONG_EVERY = 100, /* one of 180 KB comes over the end of a piece */
  FEW = 20,         /* waits */
  LONG_CHARS = 60000,
};

static const struct form *form;
static uint16_t procedure;

/* ---- the memory ---- */

static void
test_rights (void)
{
  struct shared server, client;
  struct bytes mine, theirs;
  int fd, own;

  if (!ok (shared_make (&server, &fd), "the server makes it"))
    return;
  own = dup (fd);
  ok (shared_take (&client, fd), "the client takes it");
  mine = shared_piece (&server, SHARED_PIECES);
  theirs = shared_piece (&client, SHARED_PIECES);
  memcpy (mine.at, "a change", 8);
  ok (memcmp (theirs.at, "a change", 8) == 0, "what the one writes is there");
  ok (mine.room == SHARED_PIECE && shared_piece (&server, 0).at == NULL
        && shared_piece (&server, SHARED_PIECES + 1).at == NULL,
      "it has so many pieces and no others");

  ok (ftruncate (own, 0) != 0, "who has it cannot make it smaller");
  ok (write (own, "x", 1) < 0, "nor write to it");
  ok (mmap (NULL, 4096, PROT_WRITE, MAP_SHARED, own, 0) == MAP_FAILED,
      "nor map it to write");
  ok (fallocate (own, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096) != 0,
      "nor make holes");
  shared_free (&server);
  ok (memcmp (theirs.at, "a change", 8) == 0, "it outlives the server's end");
  shared_free (&client);
  close (own);
}

static void
test_others (void)
{
  struct shared client;
  int ends[2], plain = memfd_create ("plain", MFD_CLOEXEC);

  if (pipe (ends) != 0 || ftruncate (plain, SHARED_PIECES * SHARED_PIECE) != 0)
    exit (1);
  ok (!shared_take (&client, -1) && client.at == NULL, "nothing is not taken");
  ok (!shared_take (&client, ends[0]), "nor a pipe");
  ok (!shared_take (&client, plain), "nor what can be made smaller");
  close (ends[1]);
}

/* ---- who gets it ---- */

enum { GIVEN = 11 }; /* bytes of an answer: number, no more, OK, and whether */

/* What the server says to ASK_SHARE on S; *FD: what came with it, or -1. */
static int
is_given (struct stream *s, uint64_t number, int *fd)
{
  struct pollfd news = { .fd = s->fd, .events = POLLIN };
  struct slice frame = { 0 };

  ask (s->fd, number, ASK_SHARE, NULL, 0);
  while (frame.len != GIVEN)
    if (stream_take (s, &frame) != FRAME_WHOLE
        && (poll (&news, 1, 5000) != 1 || !stream_fill (s)))
      break;
  *fd = stream_passed (s);
  return frame.len == GIVEN ? frame.at[GIVEN - 1] : -1;
}

static void
test_who (void)
{
  struct stream s[SHARED_MOST + 1];
  struct shared client;
  int fd, second, good = 0;

  for (int i = 0; i <= SHARED_MOST; i++) {
    stream_start (&s[i], join ());
    greet (s[i].fd, PROTOCOL);
    s[i].takes = true;
  }
  for (int i = 0; i < SHARED_MOST; i++) {
    good += is_given (&s[i], 1, &fd) == 1 && shared_take (&client, fd);
    shared_free (&client);
  }
  ok (good == SHARED_MOST, "%d at a time are given it: %d", SHARED_MOST, good);
  ok (is_given (&s[SHARED_MOST], 1, &fd) == 0 && fd < 0, "and no more");
  ok (is_given (&s[0], 2, &second) == 0 && second < 0, "nobody twice");
  stream_close (&s[0]);
  good = 0;
  for (int tries = 0; tries < 200 && good == 0; tries++) {
    good = is_given (&s[SHARED_MOST], 2, &fd) == 1;
    usleep (5000);
  }
  ok (good && shared_take (&client, fd), "when one has left, the next");
  shared_free (&client);
  for (int i = 1; i <= SHARED_MOST; i++)
    stream_close (&s[i]);
}

/* ---- scans ---- */

struct seen {
  unsigned count, shared;
  uint64_t sum;
};

/* Whether this process has the memory before it. */
static bool
shares (void)
{
  char line[512];
  bool found = false;
  FILE *f = fopen ("/proc/self/maps", "re");

  while (f != NULL && fgets (line, sizeof line, f) != NULL)
    found |= strstr (line, "memfd:hoso") != NULL;
  if (f != NULL)
    fclose (f);
  return found;
}

static bool
add_up (void *with, const unsigned char id[ID_SIZE], const struct change *c)
{
  struct seen *seen = with;

  seen->count++;
  if (seen->count % 100 == 0)
    seen->shared += shares ();
  for (size_t i = 0; i < c->image.len; i++)
    seen->sum = seen->sum * 31 + c->image.at[i] + id[i % ID_SIZE];
  return true;
}

static struct seen
scan (struct site *s, bool by_change)
{
  struct scan scan = { .by_change = by_change };
  struct seen seen = { 0 };
  struct error e = { 0 };

  if (!went (site_scan (s, &scan, add_up, &seen, &e), &e))
    seen.count = 0;
  return seen;
}

static void
test_scans (void)
{
  struct site *s = test_open ();
  struct seen with = scan (s, false), without = scan (s, false), changes;

  ok (with.count == RECORDS && with.shared > 0, "a scan of %u dossiers shares",
      with.count);
  ok (without.count == RECORDS && without.shared == 0,
      "the next one on the connection does not");
  ok (with.sum == without.sum, "both see the same");
  ok (!shares (), "nothing stays");
  site_close (s);
  s = test_open ();
  changes = scan (s, true);
  ok (changes.shared > 0 && changes.sum == with.sum, "changes alike");
  site_close (s);
}

/* A server that gives what does not come: the client finds its way without. */
static void
test_lost (void)
{
  struct site *s = test_open ();
  struct stream taken[SHARED_MOST];
  struct seen seen;
  int fd;

  for (int i = 0; i < SHARED_MOST; i++) {
    stream_start (&taken[i], join ());
    greet (taken[i].fd, PROTOCOL);
    is_given (&taken[i], 1, &fd); /* nobody takes it: the system closes it */
  }
  seen = scan (s, false);
  ok (seen.count == RECORDS && seen.shared == 0,
      "who is given none scans without");
  for (int i = 0; i < SHARED_MOST; i++)
    stream_close (&taken[i]);
  site_close (s);
}

/* ---- awake ---- */

static uint64_t
server_awake (struct site *s)
{
  struct status status = { 0 };
  struct error e = { 0 };

  site_status (s, &status, &e);
  return status.awake;
}

static void
save_one (struct site *s, uint32_t n)
{
  struct dossier d;
  struct answer a;

  dossier_make (&d, form, procedure, 77, n);
  site_save (s, &d.save, &a, NULL);
  answer_free (&a);
}

/* Saves until the server waits for the next one: at most a few hundred. */
static uint64_t
save_some (struct site *s)
{
  uint64_t before = server_awake (s), now = before;

  for (uint32_t n = 0; n < 300 && now == before; n++) {
    save_one (s, n);
    now = server_awake (s);
  }
  return now - before;
}

static void
test_awake (void)
{
  struct site *s = test_open ();
  uint64_t server, client;

  ok (save_some (s) > 0, "for who saves the server may stay awake");
  usleep (300 * 1000); /* nobody saves any more */
  server = server_awake (s);
  for (unsigned i = 0; i < 2; i++) {
    client = s->brief.waits;
    scan (s, false);
    client = s->brief.waits - client;
    ok (client <= FEW, "who reads sleeps%s: all but %u waits",
        i == 0 ? "" : ", without shared memory, too", (unsigned) client);
  }
  ok (server_awake (s) == server, "and so does the server");
  site_close (s);
}

/* ---- what there is ---- */

static void
count_saved (void *with, uint64_t tag, const struct answer *a)
{
  (void) tag;
  *(unsigned *) with += a->verdict == SAVED;
}

/* The form, with room for notes that are longer than it allows. */
static void
fill (void)
{
  static struct form_field fields[64];
  static char notes[3 * LONG_CHARS + 1];
  struct form large = *form;
  struct site *s = test_open ();
  struct error e = { 0 };
  unsigned saved = 0;

  memcpy (fields, form->fields, form->n_fields * sizeof *fields);
  fields[NOTES_].chars = LONG_CHARS;
  large.fields = fields;
  for (size_t i = 0; i + 3 < sizeof notes; i += 3)
    memcpy (notes + i, "ế", 3);
  procedure = test_register (s, &large);
  for (uint32_t n = 0; n < RECORDS; n++) {
    struct dossier d;
    size_t skip = n % LONG_EVERY == 0 ? 0 : sizeof notes - 1 - 3 * 5000;

    dossier_make (&d, &large, procedure, 1, n);
    d.texts[NOTES_] = notes + skip;
    site_queue (s, &d.save, n, count_saved, &saved, &e);
  }
  site_finish (s, &e);
  ok (saved == RECORDS, "%u dossiers", saved);
  site_close (s);
}

int
main (int argc, char **argv)
{
  test_start (argc, argv, "site");
  form = made_form ();
  test_rights ();
  test_others ();
  fill ();
  test_who ();
  test_scans ();
  test_lost ();
  test_awake ();
  made_free (form);
  return tap_done ();
}
