/* kills-client.c - a client among kills: it types, saves, amends, moves and
 * imports, whatever becomes of the server.
 */

#include "tests/core/site/fixture.h"
#include "tests/e2e/kills.h"

enum {
  AT_A_TIME = 40, /* of an import                                           */
  IMPORT_PAUSE_US = 200 * 1000,
  PAUSE_MOST_US = 8000,
  WAIT_MOST_MS = 30 * 1000,
};

static const struct form *form;

const struct form *
client_form (int argc, char **argv)
{
  language_start ("", EN);
  if (argc == 5 && strcmp (argv[3], "serve") == 0)
    exit (server_spawned (argv[2]));
  form = made_form ();
  return form;
}

void
client_form_free (void)
{
  made_free (form);
}

static volatile sig_atomic_t told_to_end;

static void
end_soon (int signal)
{
  (void) signal;
  told_to_end = 1;
}

struct client {
  struct site *site;
  uint16_t procedure;
  uint32_t who, next;
  int report;
  uint64_t began; /* ticks when the request at hand did                      */
};

static void
tell (struct client *c, struct ack *ack)
{
  ack->who = c->who;
  ack->began = c->began;
  ack->ended = clock_ticks ();
  if (write (c->report, ack, sizeof *ack) != (ssize_t) sizeof *ack)
    _exit (1);
}

/* ---- saves ---- */

static void
tell_saved (struct client *c, const struct to_save *save,
            const struct answer *a)
{
  struct ack ack = {
    .told = SAVED_ONE,
    .verdict = (uint8_t) a->verdict,
    .seq = a->saved.seq,
    .ordinal = a->saved.ordinal,
    .version = a->saved.version,
    .day = a->saved.code.day,
    .serial = a->saved.code.serial,
  };
  SCOPED_BYTES image = { 0 };

  memcpy (ack.id, save->id, ID_SIZE);
  values_image (form, save->values, NULL, &image);
  hash_of (image.at, image.len, ack.hash);
  tell (c, &ack);
}

static bool
save_one (struct client *c, const struct to_save *save, struct error *e)
{
  struct answer a;
  bool good;

  c->began = clock_ticks ();
  good = site_save (c->site, save, &a, e) == OK;
  if (good)
    tell_saved (c, save, &a);
  answer_free (&a);
  return good;
}

static void
take_answer (void *with, uint64_t tag, const struct answer *a)
{
  struct client *c = with;
  struct dossier d;

  dossier_make (&d, form, c->procedure, c->who, (uint32_t) tag);
  tell_saved (c, &d.save, a);
}

/* As an import does. */
static bool
save_many (struct client *c, struct error *e)
{
  c->began = clock_ticks ();
  for (unsigned i = 0; i < AT_A_TIME; i++) {
    struct dossier d;

    dossier_make (&d, form, c->procedure, c->who, c->next);
    if (site_queue (c->site, &d.save, c->next++, take_answer, c, e) != OK)
      return false;
  }
  if (site_finish (c->site, e) != OK)
    return false;
  usleep ((unsigned) rand () % IMPORT_PAUSE_US);
  return true;
}

/* A new dossier; of three one is amended, and one is amended and moved on. */
static bool
save_and_change (struct client *c, struct error *e)
{
  unsigned changes = c->next % 3;
  struct dossier d;

  dossier_make (&d, form, c->procedure, c->who, c->next++);
  if (!save_one (c, &d.save, e))
    return false;
  d.save.action = AMEND;
  d.save.version_read = 1;
  d.texts[NAME_] = "Trần Thị Bình";
  if (changes > 0 && !save_one (c, &d.save, e))
    return false;
  d.save.action = MOVE;
  d.save.version_read = 2;
  d.save.state = 4; /* being worked on                                       */
  return changes < 2 || save_one (c, &d.save, e);
}

/* ---- drafts ---- */

static void
tell_draft (struct client *c, enum told told, const struct draft *draft)
{
  struct ack ack = { .told = (uint8_t) told };

  memcpy (ack.id, draft->id, ID_SIZE);
  hash_of (draft->values.at, draft->values.len, ack.hash);
  tell (c, &ack);
}

/* A form that is typed letter by letter, then saved, as the screens do it. */
static bool
type_and_save (struct client *c, struct error *e)
{
  static const char typed[] = "Nguyễn Văn An, Bệnh viện Từ Dũ";
  struct draft draft = { .procedure = "9.000001" };
  struct dossier d;

  dossier_make (&d, form, c->procedure, c->who, c->next++);
  memcpy (draft.id, d.save.id, ID_SIZE);
  for (size_t len = 1; len < sizeof typed; len += 7) {
    draft.values = (struct slice){ (const unsigned char *) typed, len };
    c->began = clock_ticks ();
    if (site_draft_put (c->site, &draft, e) != OK)
      return false;
    tell_draft (c, KEPT_DRAFT, &draft);
  }
  if (!save_one (c, &d.save, e))
    return false;
  if (told_to_end)
    return true; /* the last draft stays, to be looked at */
  c->began = clock_ticks ();
  if (site_draft_drop (c->site, draft.id, e) != OK)
    return false;
  tell_draft (c, DROPPED_DRAFT, &draft);
  return true;
}

/* ---- the whole ---- */

static bool (*const manners[]) (struct client *, struct error *) = {
  save_many,
  save_and_change,
  type_and_save,
  save_and_change,
};

void
client_run (const char *folder, uint32_t who, unsigned manner, int report)
{
  struct client c = { .who = who, .report = report };
  struct error e = { 0 };
  bool good;

  srand (who);
  signal (SIGTERM, end_soon);
  good = site_open (&c.site, folder, true, &e) == OK
         && site_register (c.site, form, &c.procedure, &e) == OK;
  while (good && !told_to_end) {
    good = manners[manner % (sizeof manners / sizeof *manners)](&c, &e);
    usleep ((unsigned) rand () % PAUSE_MOST_US);
  }
  if (!good) {
    printf ("# client %u: %s\n", who, e.text);
    fflush (stdout);
  }
  _exit (good ? 0 : 1);
}
