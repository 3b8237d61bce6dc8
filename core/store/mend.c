/* mend.c - a store that cannot be opened as it is: one cure after the other.
 *
 *   indexes  tables that can be made anew are set aside when their pages are
 *            damaged; opening makes them from the changes
 *   log      when the tables were closed in order, they begin another log
 *   backup   the last good backup and every log that can be read are laid down
 *            beside the store and take its place
 *
 * The first two lose nothing.  Whatever is set aside stays for people.
 */

#include "store/mend.h"

#include "base/clock.h"
#include "base/language.h"
#include "base/log.h"
#include "store/aside.h"
#include "store/look.h"
#include "store/relog.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
  LOG_RATE = 1, /* MiB a second of recovery: a tenth of what was measured */
  LAY_RATE = 2, /* of copying tables or a backup, and recovering them     */
};

struct mender {
  struct store *store;
  store_opener check, rest;
  enum witness_state was; /* how the last owner left it                   */
  uint64_t changes;       /* that the store shows as it is; 0: none       */
  uint32_t bad;           /* tables whose pages are damaged, by bits      */
  bool looked;            /* BAD is known                                 */
  struct mended mended;   /* what was done                                */
};

/* ---- opening ----------------------------------------------------------- */

static enum outcome
look (struct mender *m, uint32_t tables, struct error *e)
{
  enum outcome done = look_at (m->store, tables, &m->bad, e);

  m->looked = done == OK;
  return done;
}

static enum outcome
say_damaged (const struct mender *m, struct error *e)
{
  enum table t = 0;

  while (t < TABLES && (m->bad >> t & 1) == 0)
    t++;
  return t == TABLES ? OK
                     : fail (e, ERR_DAMAGED, 0, _ ("%s/%s.db is damaged"),
                             m->store->dir, table_name (t));
}

static enum outcome
try_open (struct store *s, const void *with, struct probe *t, struct error *e)
{
  const struct mender *m = with;
  enum outcome done = m->check (s, e);

  t->counts = s->last.counts;
  t->at = s->at;
  store_shut (s);
  return done;
}

/* In a child first, when the last owner gave no word that all is well. */
static enum outcome
try_first (struct mender *m, struct error *e)
{
  struct store *s = m->store;
  uint64_t ms = probe_time (s->dir, "log.", "", LOG_RATE);
  struct probe t = { .at = TABLES };
  enum outcome done;

  if (s->witness.state == WITNESS_CLEAN && s->witness.suspects == 0)
    return OK;
  done = probe_run (s, try_open, m, ms, &t, e);
  m->changes = t.counts.changes;
  if (done == ERR_DAMAGED && t.at < TABLES)
    m->bad |= 1U << t.at;
  if (done == OK && store_room (s, 0, NULL) != OK)
    aside_journal (s, NULL); /* room for what comes, on a full disk */
  if (done == OK && s->witness.suspects != 0 && !m->looked) {
    done = look (m, s->witness.suspects, e);
    if (done == OK)
      done = say_damaged (m, e);
  }
  return done;
}

/* Should the library spin over a store that was closed in order, the alarm
 * ends this process, and the next one tries it in a child.
 */
static enum outcome
check_alone (struct mender *m, struct error *e)
{
  struct store *s = m->store;
  enum outcome done;

  if (s->witness.state == WITNESS_CLEAN)
    s->witness.state = WITNESS_OPENING;
  witness_write (s->witness_fd, &s->witness);
  alarm ((unsigned) (probe_time (s->dir, "log.", "", LOG_RATE) / 1000));
  done = m->check (s, e);
  alarm (0);
  m->changes = s->last.counts.changes;
  if (done == ERR_DAMAGED && s->at < TABLES)
    m->bad |= 1U << s->at;
  return done;
}

/* From here on tables are written. */
static enum outcome
begin_work (struct mender *m, struct error *e)
{
  struct store *s = m->store;

  s->witness.state = WITNESS_RUNNING;
  s->witness.changes = s->last.counts.changes;
  return s->witness_fd < 0 ? OK : witness_keep (s->witness_fd, &s->witness, e);
}

static enum outcome
attempt (struct mender *m, struct error *e)
{
  enum outcome done = try_first (m, e);

  if (done == OK)
    done = check_alone (m, e);
  if (done == OK)
    done = begin_work (m, e);
  if (done == OK)
    done = m->rest (m->store, e);
  if (done != OK)
    store_shut (m->store);
  return done;
}

/* ---- another store in place of the damaged one ------------------------- */

struct laying {
  const struct mender *mender;
  struct lay lay; /* of a backup */
  char *db;       /* where       */
};

/* In a child: the witness of the damaged store is left alone. */
static void
move_to (struct store *s, const struct laying *l)
{
  s->dir = l->db;
  s->witness_fd = -1;
}

/* No backup can be followed into a log that begins anew. */
static enum outcome
count_log (struct store *s, struct error *e)
{
  enum outcome done = store_begin (s, e);

  if (done != OK)
    return done;
  done = store_built (s, e);
  return transaction_end (s, done, e);
}

/* Opens what was laid as it will be opened, and closes it in order. */
static enum outcome
open_laid (struct store *s, const struct laying *l, struct probe *t,
           struct error *e)
{
  enum outcome done = l->mender->check (s, e);

  t->counts = s->last.counts;
  if (done == OK && l->lay.backup == NULL)
    done = count_log (s, e);
  if (done == OK)
    done = store_flush (s, e);
  if (done == OK)
    done = store_checkpoint (s, 0, e);
  store_shut (s);
  return done;
}

/* ---- the cures --------------------------------------------------------- */

/* A cure: OK when the store may be tried again, ERR_ABSENT when it does not
 * apply.
 */
typedef enum outcome (*cure) (struct mender *, struct error *);

static enum outcome
mend_indexes (struct mender *m, struct error *e)
{
  uint32_t bad;
  enum outcome done = m->looked ? OK : look (m, UINT32_MAX, e);

  if (done != OK)
    return done;
  bad = m->bad & tables_derived ();
  if (bad == 0)
    return ERR_ABSENT;
  m->bad &= ~bad;
  m->mended.how = MEND_INDEXES;
  m->mended.had = m->store->witness.changes;
  return aside_tables (m->store, bad, m->mended.aside, e);
}

/* Opens the witness of the folder that took the place of the store's. */
static enum outcome
new_witness (struct mender *m, enum witness_state state, uint64_t changes,
             struct error *e)
{
  struct store *s = m->store;

  if (s->witness_fd >= 0)
    close (s->witness_fd);
  s->witness_fd = witness_open (s->dir, O_RDWR | O_CREAT, s->mode);
  s->witness = (struct witness){ .state = state, .changes = changes };
  return s->witness_fd < 0 ? OK : witness_keep (s->witness_fd, &s->witness, e);
}

static enum outcome
lay_log (struct store *s, const void *with, struct probe *t, struct error *e)
{
  const struct laying *l = with;
  enum outcome done = relog (s, l->db, e);

  if (done != OK)
    return done;
  move_to (s, l);
  s->witness.log_file = 0;
  done = env_open (s, e); /* begins the log */
  env_close (s);
  return done == OK ? open_laid (s, l, t, e) : done;
}

static enum outcome
mend_log (struct mender *m, struct error *e)
{
  struct store *s = m->store;
  char part[4096];
  struct laying l = { .mender = m, .db = part };
  struct probe t;
  uint64_t had = s->witness.changes;
  enum outcome done;

  if (m->was == WITNESS_RUNNING || (m->bad & ~tables_derived ()) != 0)
    return ERR_ABSENT;
  done = aside_part (s, part, e);
  if (done == OK)
    done = probe_run (s, lay_log, &l, probe_time (s->dir, "", ".db", LAY_RATE),
                      &t, e);
  if (done == OK)
    done = aside_swap (s, m->mended.aside, e);
  if (done != OK) {
    aside_give_up (s);
    return done == ERR_DAMAGED ? ERR_ABSENT : done;
  }
  m->mended.how = MEND_LOG;
  m->mended.had = had;
  return new_witness (m, WITNESS_OPENING, had, e);
}

/* ---- the backup -------------------------------------------------------- */

/* Nothing is said of it yet but what it shows. */
static enum outcome
lay (struct store *s, const void *with, struct probe *t, struct error *e)
{
  const struct laying *l = with;
  enum outcome done = backup_lay (&l->lay, &t->laid, e);

  if (done != OK)
    return done;
  move_to (s, l);
  s->witness = (struct witness){ .state = WITNESS_RUNNING };
  s->identity.epoch++;
  return open_laid (s, l, t, e);
}

/* With the log of the damaged store, or without when that makes it worse. */
static enum outcome
lay_backup (struct mender *m, const struct backup *b, struct probe *t,
            struct error *e)
{
  struct store *s = m->store;
  char part[4096];
  struct laying l = { .mender = m, .db = part };
  uint64_t ms =
    probe_time (b->folder, "", "", 1) + probe_time (s->dir, "", "", LAY_RATE);
  enum outcome done = ERR_DAMAGED;

  for (int with_log = 1; with_log >= 0 && done == ERR_DAMAGED; with_log--) {
    if (aside_part (s, part, e) != OK)
      return ERR_SYSTEM;
    l.lay = (struct lay){ .backup = b,
                          .db = part,
                          .damaged = with_log ? s->dir : NULL,
                          .archived = true,
                          .group = s->mode != 0600 };
    done = probe_run (s, lay, &l, ms, t, e);
  }
  return done;
}

/* The store in PART takes the place of the damaged one. */
static enum outcome
take_backup (struct mender *m, const struct backup *b, const struct probe *t,
             struct error *e)
{
  struct store *s = m->store;
  uint32_t epoch = s->identity.epoch + 1;
  enum outcome done = OK;

  m->mended.had =
    s->witness.changes > m->changes ? s->witness.changes : m->changes;
  m->mended.backup = b->time;
  m->mended.until = t->laid.time;
  if (s->mending->raise != NULL)
    done = s->mending->raise (s->mending->with, epoch, e);
  if (done == OK)
    done = aside_swap (s, m->mended.aside, e);
  if (done != OK)
    return done;
  s->identity.epoch = epoch;
  m->mended.how = MEND_BACKUP;
  m->bad = 0;
  m->looked = false;
  return new_witness (m, WITNESS_RUNNING, t->counts.changes, e);
}

/* What is wrong with the store is said, not what is wrong with its backups. */
static enum outcome
find_backup (const struct store *s, struct backup *b, struct error *e)
{
  enum outcome found;

  if (s->mending == NULL || s->mending->backup == NULL)
    return ERR_ABSENT;
  found = backup_usable (s->mending->backup, s->identity.site, b, e);
  if (found != OK && found != ERR_ABSENT)
    log_line ("store: %s", e->text);
  return found == OK ? OK : ERR_ABSENT;
}

static enum outcome
mend_backup (struct mender *m, struct error *e)
{
  struct backup b = { 0 };
  struct probe t = { .at = TABLES };
  enum outcome done = find_backup (m->store, &b, e);

  if (done == OK)
    done = lay_backup (m, &b, &t, e);
  if (done == OK)
    done = take_backup (m, &b, &t, e);
  if (done != OK)
    aside_give_up (m->store);
  backup_free (&b);
  return done == ERR_DAMAGED ? ERR_ABSENT : done;
}

/* ---- the whole --------------------------------------------------------- */

static const cure cures[] = { mend_indexes, mend_log, mend_backup };

/* Says what was done, in the log and in DB/mended. */
static enum outcome
tell (struct mender *m, struct error *e)
{
  struct store *s = m->store;
  struct error text;

  if (m->mended.how == MEND_NONE && s->made != 0) {
    m->mended.how = MEND_INDEXES;
    m->mended.had = s->last.counts.changes;
  }
  s->witness.suspects = 0;
  witness_write (s->witness_fd, &s->witness);
  if (m->mended.how == MEND_NONE)
    return OK;
  m->mended.time = clock_now ();
  m->mended.tables = s->made;
  m->mended.have = s->last.counts.changes;
  s->mended = m->mended;
  store_mended_text (&m->mended, &text);
  log_line ("store: %s", text.text);
  return mended_write (s, &m->mended, e);
}

/* The file of a table that cannot be made anew and has damaged pages, or "". */
static void
damaged_file (const struct mender *m, char file[TABLE_FILE])
{
  uint32_t bad = m->bad & ~tables_derived ();
  enum table t = 0;

  file[0] = '\0';
  while (t < TABLES && (bad >> t & 1) == 0)
    t++;
  if (t < TABLES)
    table_file (m->store, t, file);
}

/* What is wrong stands in E already, though not always where. */
static enum outcome
say_helpless (const struct mender *m, struct error *e)
{
  struct error wrong = *e;
  char file[TABLE_FILE];

  damaged_file (m, file);
  if (file[0] != '\0' && strstr (wrong.text, file) == NULL)
    return fail (e, ERR_DAMAGED, wrong.os,
                 _ ("%s: %s is damaged; restore the last backup"), wrong.text,
                 file);
  return fail (e, ERR_DAMAGED, wrong.os, _ ("%s; restore the last backup"),
               wrong.text);
}

/* The store is damaged as E says: tries it again when ONE cure helps. */
static enum outcome
try_cure (struct mender *m, cure one, struct error *e)
{
  struct error why;
  enum outcome cured;

  log_line ("store: %s", e->text);
  cured = one (m, &why);
  if (cured == OK)
    return attempt (m, e);
  if (cured == ERR_ABSENT)
    return ERR_DAMAGED;
  return fail (e, cured, why.os, "%s", why.text);
}

enum outcome
mend_open (struct store *s, store_opener check, store_opener rest,
           struct error *e)
{
  struct mender m = { .store = s, .check = check, .rest = rest };
  struct error own;
  enum outcome done;

  if (e == NULL)
    e = &own;
  m.was = s->witness.state;
  done = attempt (&m, e);
  for (size_t i = 0; done == ERR_DAMAGED && i < sizeof cures / sizeof *cures;
       i++)
    done = try_cure (&m, cures[i], e);
  if (done == ERR_DAMAGED)
    return say_helpless (&m, e);
  return done == OK ? tell (&m, e) : done;
}
