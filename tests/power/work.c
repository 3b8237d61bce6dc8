/* work.c - what an office does in a few seconds, and what it was told.
 *
 *    work SITE TRACE MS
 *
 * Several clients save, amend and keep drafts, the server is stopped now and
 * then; every answer goes into the trace at the moment it came.  With 0 ms it
 * only notes how many changes there are.  Started as a server it is one, and so
 * starts itself.  Run by cuts.sh, under the recorder.
 */

#include "base/hash.h"
#include "tests/core/site/fixture.h"
#include "tests/power/trace.h"

#include <fcntl.h>
#include <sys/uio.h>

enum {
  CLIENTS = 4,
  AT_A_TIME = 40,    /* of the first, which saves as an import does         */
  NOTES_MOST = 6000, /* bytes: so that some values lie on pages of their own */
  DRAFTS_MOST = 90,  /* fewer than a person may have                        */
  STOP_MS = 700,
};

static const char *folder;
static const struct form *form;
static int trace;
static uint64_t until; /* ticks */

static void
tell (enum kind kind, uint64_t at, const void *from, size_t len)
{
  struct event event = { kind, (uint32_t) len, 0, at };
  struct iovec parts[] = { { &event, sizeof event },
                           { (void *) (uintptr_t) from, len } };

  if (writev (trace, parts, 2) != (ssize_t) (sizeof event + len))
    _exit (1);
}

struct writer {
  struct site *site;
  uint16_t procedure;
  uint32_t who, next;
  char notes[NOTES_MOST + 1];
};

/* Other notes each time, most of them short. */
static void
write_notes (struct writer *w)
{
  size_t most = rand () % 8 == 0 ? NOTES_MOST : 200;
  size_t len = (size_t) rand () % most;

  for (size_t i = 0; i < len; i++)
    w->notes[i] = i % 7 == 6 ? ' ' : (char) ('a' + rand () % 26);
  w->notes[len] = '\0';
  if (len > 0)
    w->notes[0] = w->notes[len - 1] = 'x';
}

static void
make (struct writer *w, struct dossier *d, uint32_t n)
{
  dossier_make (d, form, w->procedure, w->who, n);
  write_notes (w);
  d->texts[NOTES_] = w->notes;
}

static void
tell_saved (const unsigned char id[ID_SIZE], const struct answer *a)
{
  struct saved_ack ack = {
    .seq = a->saved.seq,
    .ordinal = a->saved.ordinal,
    .version = a->saved.version,
  };

  memcpy (ack.id, id, ID_SIZE);
  if (a->verdict == SAVED)
    tell (SAVED_, 0, &ack, sizeof ack);
}

/* The id of a dossier needs no more than who and which. */
static void
queued_answered (void *with, uint64_t tag, const struct answer *a)
{
  struct writer *w = with;
  struct dossier d;

  dossier_make (&d, form, w->procedure, w->who, (uint32_t) tag);
  tell_saved (d.save.id, a);
}

static bool
save_many (struct writer *w, struct error *e)
{
  for (unsigned i = 0; i < AT_A_TIME; i++) {
    struct dossier d;

    make (w, &d, w->next);
    if (site_queue (w->site, &d.save, w->next++, queued_answered, w, e) != OK)
      return false;
  }
  return site_finish (w->site, e) == OK;
}

static bool
save_one (struct writer *w, const struct to_save *save, struct error *e)
{
  struct answer a;
  bool good = site_save (w->site, save, &a, e) == OK;

  if (good)
    tell_saved (save->id, &a);
  answer_free (&a);
  return good;
}

static bool
save_and_amend (struct writer *w, struct error *e)
{
  struct dossier d;
  bool good;

  make (w, &d, w->next++);
  good = save_one (w, &d.save, e);
  d.save.action = AMEND;
  d.texts[NAME_] = "Trần Thị Bình";
  for (d.save.version_read = 1; good && d.save.version_read < w->next % 4;
       d.save.version_read++) {
    write_notes (w);
    good = save_one (w, &d.save, e);
  }
  return good;
}

/* A draft that stays, and one that does not. */
static bool
keep_drafts (struct writer *w, struct error *e)
{
  struct draft_ack ack = { .id = "a draft" };
  struct draft draft = { .procedure = "9.000001", .time = 1795222800000000ull };

  write_notes (w);
  memcpy (ack.id + 8, &w->next, sizeof w->next);
  memcpy (draft.id, ack.id, sizeof draft.id);
  draft.values.at = (const unsigned char *) w->notes;
  draft.values.len = strlen (w->notes);
  hash_of (draft.values.at, draft.values.len, ack.hash);
  if (w->next++ < DRAFTS_MOST) {
    if (site_draft_put (w->site, &draft, e) != OK)
      return false;
    tell (DRAFTED, 0, &ack, sizeof ack);
  }
  draft.id[ID_SIZE - 1] = 'x';
  return site_draft_put (w->site, &draft, e) == OK
         && site_draft_drop (w->site, draft.id, e) == OK;
}

/* How many changes there are: all that others made, an import too. */
static bool
tell_reached (struct writer *w, struct error *e)
{
  struct status s;

  if (site_status (w->site, &s, e) != OK)
    return false;
  tell (REACHED, s.changes, NULL, 0);
  return true;
}

/* A client, in a process of its own; 0 when all went well. */
__attribute__ ((noreturn)) static void
write_on (uint32_t who)
{
  static bool (*const works[]) (struct writer *, struct error *) = {
    save_many,
    save_and_amend,
    save_and_amend,
    keep_drafts,
  };
  struct writer w = { .who = who };
  struct error e = { 0 };
  bool good;

  srand (who);
  good = site_open (&w.site, folder, true, &e) == OK
         && site_register (w.site, form, &w.procedure, &e) == OK;
  while (good && clock_ticks () < until) {
    good = works[who % CLIENTS](&w, &e) && tell_reached (&w, &e);
    usleep ((useconds_t) (rand () % (who == 0 ? 20000 : 5000)));
  }
  if (!good)
    printf ("# client %u: %s\n", who, e.text);
  fflush (stdout);
  _exit (good ? 0 : 1);
}

static int
only_tell (void)
{
  struct writer w = { 0 };
  struct error e = { 0 };
  bool good =
    site_open (&w.site, folder, true, &e) == OK && tell_reached (&w, &e);

  if (good)
    site_close (w.site);
  else
    printf ("# %s\n", e.text);
  return good ? 0 : 1;
}

/* Work until the time is over; how many clients could not. */
static int
work (void)
{
  struct error e = { 0 };
  int status, bad = 0;

  for (uint32_t who = 0; who < CLIENTS; who++)
    if (fork () == 0)
      write_on (who);
  while (clock_ticks () + STOP_MS < until) {
    usleep (STOP_MS * 1000);
    if (site_stop (folder, &e) != OK)
      printf ("# %s\n", e.text);
  }
  while (wait (&status) > 0)
    bad += status != 0;
  return bad;
}

int
main (int argc, char **argv)
{
  int bad;

  language_start ("", EN);
  if (argc == 5 && strcmp (argv[3], "serve") == 0)
    return server_spawned (argv[2]);
  if (argc != 4)
    return 2;
  folder = argv[1];
  form = made_form ();
  trace = open (argv[2], O_WRONLY | O_APPEND | O_CLOEXEC);
  until = clock_ticks () + (uint64_t) atoi (argv[3]);
  bad = atoi (argv[3]) == 0 ? only_tell () : work ();
  made_free (form);
  return bad != 0;
}
