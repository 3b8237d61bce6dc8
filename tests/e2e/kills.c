/* kills.c - saves and kills: several clients save, their server is killed
 * again and again, some of the clients too; then every save that was answered
 * must be there under the number that was answered.
 *
 *    kills SITE KILLS
 *
 * Run by kills.sh, whose site it is.  Started as a server it is one: so it
 * starts itself, and needs no other program.
 */

#include "tests/core/site/fixture.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <time.h>

enum {
  CLIENTS = 5, /* the first of them saves many at a time    */
  AT_A_TIME = 40,
  PAUSE_MOST_US = 3000, /* between the saves of a client             */
  KILL_LEAST_MS = 30,
  KILL_MOST_MS = 400,
  HANG_MS = 5000, /* what counts as one                        */
  ACKS_MOST = 200000,
};

/* A save that was answered. */
struct ack {
  unsigned char id[ID_SIZE];
  uint64_t seq;
  uint32_t ordinal, version, day, serial;
  uint32_t ms; /* how long it took                          */
  uint32_t verdict;
};

static const char *folder;
static const struct form *form;
static struct ack *acks;
static size_t n_acks;

static unsigned
dice (unsigned most)
{
  return (unsigned) rand () % most;
}

/* ---- a client, in a process of its own ---- */

static volatile sig_atomic_t told_to_end;

static void
end_soon (int signal)
{
  (void) signal;
  told_to_end = 1;
}

struct writer {
  struct site *site;
  uint16_t procedure;
  uint32_t who, next;
  int report;
  uint64_t since; /* ticks when the save at hand began         */
};

static void
report (struct writer *w, const unsigned char id[ID_SIZE],
        const struct answer *a)
{
  struct ack ack = {
    .seq = a->saved.seq,
    .ordinal = a->saved.ordinal,
    .version = a->saved.version,
    .day = a->saved.code.day,
    .serial = a->saved.code.serial,
    .ms = (uint32_t) (clock_ticks () - w->since),
    .verdict = a->verdict,
  };

  memcpy (ack.id, id, ID_SIZE);
  if (write (w->report, &ack, sizeof ack) != (ssize_t) sizeof ack)
    _exit (1);
}

static void
queued_answered (void *with, uint64_t tag, const struct answer *a)
{
  struct writer *w = with;
  struct dossier d;

  dossier_make (&d, form, w->procedure, w->who, (uint32_t) tag);
  report (w, d.save.id, a);
}

static bool
save_many (struct writer *w, struct error *e)
{
  w->since = clock_ticks ();
  for (unsigned i = 0; i < AT_A_TIME; i++) {
    struct dossier d;

    dossier_make (&d, form, w->procedure, w->who, w->next);
    if (site_queue (w->site, &d.save, w->next++, queued_answered, w, e) != OK)
      return false;
  }
  return site_finish (w->site, e) == OK;
}

static bool
save_one (struct writer *w, const struct to_save *save, struct error *e)
{
  struct answer a;
  bool good;

  w->since = clock_ticks ();
  good = site_save (w->site, save, &a, e) == OK;
  if (good)
    report (w, save->id, &a);
  answer_free (&a);
  return good;
}

/* A new dossier, and every third time an amendment of it. */
static bool
save_and_amend (struct writer *w, struct error *e)
{
  struct dossier d;

  dossier_make (&d, form, w->procedure, w->who, w->next++);
  if (!save_one (w, &d.save, e))
    return false;
  if (w->next % 3 != 0)
    return true;
  d.save.action = AMEND;
  d.save.version_read = 1;
  d.texts[NAME_] = "Trần Thị Bình";
  return save_one (w, &d.save, e);
}

/* Ends with 0 when it was told to, with 1 when a save could not be made. */
__attribute__ ((noreturn)) static void
write_on (uint32_t who, bool many, int fd)
{
  struct writer w = { .who = who, .report = fd };
  struct error e = { 0 };
  bool good;

  srand (who);
  signal (SIGTERM, end_soon);
  good = site_open (&w.site, folder, true, &e) == OK
         && site_register (w.site, form, &w.procedure, &e) == OK;
  while (good && !told_to_end) {
    good = many ? save_many (&w, &e) : save_and_amend (&w, &e);
    usleep (dice (PAUSE_MOST_US));
  }
  if (!good) {
    printf ("# client %u: %s\n", who, e.text);
    fflush (stdout);
  }
  _exit (good ? 0 : 1);
}

/* ---- the killer ---- */

static pid_t clients[CLIENTS];
static uint32_t next_who = 1;
static int ends[2]; /* of the pipe of acks                       */

static void
start_client (int i)
{
  fflush (stdout);
  clients[i] = fork ();
  if (clients[i] == 0)
    write_on (next_who, i == 0, ends[1]);
  next_who++;
}

/* Whether process PID is a server of the folder. */
static bool
is_server (const char *pid)
{
  char path[300], line[PATH_MAX + 100] = "";
  size_t len = 0;
  FILE *f;

  snprintf (path, sizeof path, "/proc/%.200s/cmdline", pid);
  f = fopen (path, "re");
  if (f != NULL) {
    len = fread (line, 1, sizeof line - 1, f);
    fclose (f);
  }
  for (size_t i = 0; i + 1 < len; i++)
    if (line[i] == '\0')
      line[i] = ' ';
  return strstr (line, folder) != NULL && strstr (line, " serve") != NULL;
}

/* Kills the servers of the folder, those that are still starting too; how
 * many there were.
 */
static unsigned
kill_servers (void)
{
  DIR *all = opendir ("/proc");
  unsigned killed = 0;

  if (all == NULL)
    return 0;
  for (struct dirent *d = readdir (all); d != NULL; d = readdir (all)) {
    pid_t pid = (pid_t) atoi (d->d_name);

    if (pid > 1 && pid != getpid () && is_server (d->d_name)
        && kill (pid, SIGKILL) == 0)
      killed++;
  }
  closedir (all);
  return killed;
}

/* Takes in what was answered, for MS. */
static void
take_acks (unsigned ms)
{
  uint64_t until = clock_ticks () + ms, now;
  struct pollfd news = { .fd = ends[0], .events = POLLIN };

  while ((now = clock_ticks ()) < until) {
    struct ack ack;

    if (poll (&news, 1, (int) (until - now)) <= 0
        || read (ends[0], &ack, sizeof ack) != (ssize_t) sizeof ack)
      continue;
    if (n_acks < ACKS_MOST)
      acks[n_acks++] = ack;
  }
}

/* Lets all of them finish what they are at; how many could not. */
static unsigned
end_clients (void)
{
  unsigned bad = 0, left = CLIENTS;
  int status;

  for (int i = 0; i < CLIENTS; i++)
    kill (clients[i], SIGTERM);
  for (unsigned tries = 0; left > 0 && tries < 400; tries++) {
    take_acks (100);
    while (left > 0 && waitpid (-1, &status, WNOHANG) > 0) {
      left--;
      bad += !WIFEXITED (status) || WEXITSTATUS (status) != 0;
    }
  }
  take_acks (100);
  return bad + left;
}

static void
kill_and_save (unsigned kills)
{
  unsigned killed = 0, servers = 0, bad;

  for (int i = 0; i < CLIENTS; i++)
    start_client (i);
  take_acks (200);
  while (killed < kills) {
    unsigned now = kill_servers ();

    killed += now > 0;
    servers += now;
    if (killed % 5 == 4 && now > 0) { /* a client too */
      int i = (int) dice (CLIENTS);

      kill (clients[i], SIGKILL);
      waitpid (clients[i], NULL, 0);
      start_client (i);
    }
    take_acks (KILL_LEAST_MS + dice (KILL_MOST_MS - KILL_LEAST_MS));
  }
  bad = end_clients ();
  ok (bad == 0, "every client went on to its end: %u kills, %u servers", killed,
      servers);
}

/* ---- what is there afterwards ---- */

static void
test_answers (void)
{
  unsigned long not_saved = 0;
  uint32_t longest = 0;

  for (size_t i = 0; i < n_acks; i++) {
    not_saved += acks[i].verdict != SAVED;
    if (acks[i].ms > longest)
      longest = acks[i].ms;
  }
  ok (n_acks > CLIENTS && n_acks < ACKS_MOST && not_saved == 0,
      "%zu saves were answered, all of them SAVED", n_acks);
  ok (longest <= HANG_MS, "none of them took longer than %d ms: %u", HANG_MS,
      longest);
}

/* Whether what was answered is there. */
static bool
is_there (struct site *s, const struct ack *ack)
{
  char id[2 * ID_SIZE + 1];
  struct whole w;
  struct change c;
  struct bytes hold = { 0 };
  struct error e = { 0 };
  bool good;

  hex_of (ack->id, ID_SIZE, id);
  if (!went (site_get (s, id, &w, &e), &e))
    return false;
  good = w.row.ordinal == ack->ordinal && w.row.head.version >= ack->version
         && w.row.head.code.day == ack->day
         && w.row.head.code.serial == ack->serial
         && went (site_change (s, ack->seq, &c, &hold, &e), &e)
         && c.ordinal == ack->ordinal && c.version == ack->version;
  if (!good)
    printf ("# dossier %s: version %u, answered %u\n", id, w.row.head.version,
            ack->version);
  bytes_free (&hold);
  whole_free (&w);
  return good;
}

/* The serials of the one day must be 1, 2, 3, ... */
struct serials {
  uint64_t count, sum;
  uint32_t most;
};

static bool
count_serial (void *with, const unsigned char id[ID_SIZE],
              const struct change *c)
{
  struct serials *n = with;

  (void) id;
  n->count++;
  n->sum += c->head.code.serial;
  if (c->head.code.serial > n->most)
    n->most = c->head.code.serial;
  return true;
}

static void
test_store (struct site *s)
{
  struct scan scan = { .until = 0 };
  struct serials n = { 0 };
  struct error e = { 0 };
  size_t lost = 0;
  bool scanned;

  for (size_t i = 0; i < n_acks && lost < 10; i++)
    lost += !is_there (s, &acks[i]);
  ok (lost == 0, "every one of them is there, with its number");
  scanned = went (site_scan (s, &scan, count_serial, &n, &e), &e);
  ok (scanned && n.count == n.most && n.sum == n.count * (n.count + 1) / 2,
      "the numbers of %llu dossiers have no gap and none twice",
      (unsigned long long) n.count);
  ok (test_verify (s) == 0, "the store is sound");
}

int
main (int argc, char **argv)
{
  unsigned seed = (unsigned) time (NULL);
  struct error e = { 0 };
  struct site *s;

  language_start ("", EN);
  if (argc == 5 && strcmp (argv[3], "serve") == 0)
    return server_spawned (argv[2]);
  if (argc != 3 || pipe2 (ends, O_CLOEXEC) != 0)
    return 2;
  folder = argv[1];
  form = made_form ();
  acks = bytes_must (ACKS_MOST * sizeof *acks);
  srand (seed);
  printf ("# seed %u\n", seed);

  kill_and_save ((unsigned) atoi (argv[2]));
  test_answers ();
  if (site_open (&s, folder, true, &e) != OK)
    bail_out (&e);
  test_store (s);
  site_close (s);
  free (acks);
  made_free (form);
  return tap_done ();
}
