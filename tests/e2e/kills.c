/* kills.c - saves and kills: eight clients save, import and type, their server
 * is killed again and again, also while it starts, or stopped for a moment, and
 * some of the clients too; then every answer must have been true.
 *
 *    kills SITE KILLS
 *    kills SITE now    only kills the server that there is, once
 *
 * Run by kills.sh, whose site it is.  Started as a server it is one: so it
 * starts itself, and needs no other program.
 */

#include "tests/e2e/kills.h"

#include "base/clock.h"
#include "base/file.h"
#include "site/site.h"
#include "site/stream.h"
#include "tests/serving.h"
#include "tests/tap.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  CLIENTS = 8,
  MISHAPS_MOST = 10000,
  CLIENTS_EVER = MISHAPS_MOST + 2 * CLIENTS,
  HANG_MS = 10 * 1000, /* what counts as one; a machine may be busy         */
  MEASURED = 9,        /* outages that are taken to pieces                  */
};

static const char *folder;
static struct acks acks;
static int ends[2]; /* of the pipe of acks                                   */

static pid_t clients[CLIENTS];
static uint32_t numbers[CLIENTS];
static uint32_t next_who;
static bool late[CLIENTS_EVER];

/* When a server was killed, or went on after a stop; ticks, in order. */
static uint64_t *events;
static size_t n_events;

static unsigned
dice (unsigned least, unsigned most)
{
  return least + (unsigned) rand () % (most - least + 1);
}

/* ---- servers ---- */

/* Sends SIGNAL to the servers of the folder, those that are still starting and
 * their children too; how many there were.
 */
static unsigned
signal_servers (int signal)
{
  DIR *all = opendir ("/proc");
  unsigned count = 0;

  if (all == NULL)
    return 0;
  for (struct dirent *d = readdir (all); d != NULL; d = readdir (all)) {
    pid_t pid = (pid_t) atoi (d->d_name);

    if (pid > 1 && pid != getpid () && is_server (d->d_name, folder)
        && kill (pid, signal) == 0)
      count++;
  }
  closedir (all);
  return count;
}

static void
note_event (void)
{
  events[n_events++] = clock_ticks ();
}

static bool
kill_servers (void)
{
  bool any = signal_servers (SIGKILL) > 0;

  if (any)
    note_event ();
  return any;
}

/* ---- clients ---- */

static void
start_client (int i)
{
  fflush (stdout);
  numbers[i] = next_who++;
  clients[i] = fork ();
  if (clients[i] == 0)
    client_run (folder, numbers[i], (unsigned) i, ends[1]);
}

/* Takes in what was answered, for MS. */
static void
take_acks (unsigned ms)
{
  uint64_t until = clock_ticks () + ms, now;
  struct pollfd news = { .fd = ends[0], .events = POLLIN };

  while ((now = clock_ticks ()) < until) {
    struct ack ack;

    if (poll (&news, 1, (int) (until - now)) > 0
        && read (ends[0], &ack, sizeof ack) == (ssize_t) sizeof ack)
      acks_add (&acks, &ack);
  }
}

static void
kill_client (void)
{
  int i = (int) dice (0, CLIENTS - 1);

  kill (clients[i], SIGKILL);
  waitpid (clients[i], NULL, 0);
  late[numbers[i]] = true;
  start_client (i);
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

/* ---- what happens to them ---- */

static unsigned
just_kill (void)
{
  return kill_servers ();
}

/* Kills it, and those that follow while they start and recover. */
static unsigned
kill_starting (void)
{
  unsigned killed = kill_servers ();

  for (unsigned n = dice (1, 3); n > 0; n--) {
    take_acks (dice (1, 60));
    killed += kill_servers ();
  }
  return killed;
}

static unsigned
stop_for_a_moment (void)
{
  signal_servers (SIGSTOP);
  take_acks (dice (20, 400));
  signal_servers (SIGCONT);
  note_event ();
  return 0;
}

static unsigned
kill_stopped (void)
{
  signal_servers (SIGSTOP);
  take_acks (dice (20, 200));
  return kill_servers ();
}

/* A client that sleeps, perhaps in the middle of a frame. */
static unsigned
stop_client (void)
{
  pid_t client = clients[dice (0, CLIENTS - 1)];
  unsigned killed;

  kill (client, SIGSTOP);
  take_acks (dice (20, 200));
  killed = kill_servers ();
  take_acks (dice (20, 200));
  kill (client, SIGCONT);
  note_event ();
  return killed;
}

static unsigned
kill_both (void)
{
  unsigned killed = kill_servers ();

  kill_client ();
  return killed;
}

static unsigned
kill_client_alone (void)
{
  kill_client ();
  return 0;
}

static unsigned (*const mishaps[]) (void) = {
  just_kill,    just_kill,         just_kill,   just_kill, kill_starting,
  kill_stopped, stop_for_a_moment, stop_client, kill_both, kill_client_alone,
};

static void
kill_and_save (unsigned kills)
{
  unsigned killed = 0, bad;

  for (int i = 0; i < CLIENTS; i++)
    start_client (i);
  take_acks (200);
  for (unsigned n = 0; killed < kills && n < MISHAPS_MOST; n++) {
    killed += mishaps[dice (0, sizeof mishaps / sizeof *mishaps - 1)]();
    take_acks (dice (30, 400));
  }
  bad = end_clients ();
  ok (bad == 0, "every client went on to its end: %u kills, %u clients", killed,
      next_who);
}

/* ---- outages ---- */

static int
by_size (const void *a, const void *b)
{
  uint64_t one = *(const uint64_t *) a, other = *(const uint64_t *) b;

  return (one > other) - (one < other);
}

/* From the last event while the answer to ACK was waited for until it came; 0
 * when there was none.
 */
static uint64_t
outage_of (const struct ack *ack)
{
  uint64_t last = 0;

  for (size_t i = 0; i < n_events && events[i] <= ack->ended; i++)
    if (events[i] >= ack->began)
      last = events[i];
  return last == 0 ? 0 : ack->ended - last;
}

static void
test_answers (void)
{
  uint64_t *outages = bytes_must ((acks.count + 1) * sizeof *outages);
  uint64_t longest = 0, hang = 0;
  size_t n = 0, not_saved = 0;

  for (size_t i = 0; i < acks.count; i++) {
    const struct ack *ack = &acks.at[i];
    uint64_t outage = outage_of (ack);

    not_saved += ack->told == SAVED_ONE && ack->verdict != SAVED;
    if (ack->ended - ack->began > longest)
      longest = ack->ended - ack->began;
    if (outage > 0)
      outages[n++] = outage;
    if (outage > hang)
      hang = outage;
  }
  ok (acks.count > CLIENTS && not_saved == 0,
      "%zu requests were answered, every save with SAVED", acks.count);
  ok (hang <= HANG_MS, "no kill kept anybody waiting for %d ms: %llu", HANG_MS,
      (unsigned long long) hang);
  qsort (outages, n, sizeof *outages, by_size);
  if (n > 0)
    printf ("# outage of %zu answers: p50 %llu ms, p90 %llu, p99 %llu, max "
            "%llu; longest wait through several kills %llu ms\n",
            n, (unsigned long long) outages[n / 2],
            (unsigned long long) outages[n * 9 / 10],
            (unsigned long long) outages[n * 99 / 100],
            (unsigned long long) outages[n - 1], (unsigned long long) longest);
  free (outages);
}

/* ---- where the time goes ---- */

/* Milliseconds with a fraction. */
static double
ms_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static bool
listens (void)
{
  int fd = socket_connect (folder);

  if (fd >= 0)
    close (fd);
  return fd >= 0;
}

static bool
locked (void)
{
  char db[PATH_MAX];

  return file_join (db, sizeof db, folder, "db", NULL) == OK
         && store_locked (db);
}

static double
ms_until (bool (*come) (void), double since)
{
  while (!come () && ms_now () - since < HANG_MS)
    usleep (200);
  return ms_now () - since;
}

/* Until the answer to a save that began after SINCE. */
static double
ms_until_answer (double since)
{
  uint64_t ticks = clock_ticks ();
  size_t from = acks.count;

  for (unsigned tries = 0; tries < HANG_MS; tries++) {
    take_acks (1);
    for (; from < acks.count; from++)
      if (acks.at[from].ended > ticks)
        return ms_now () - since;
  }
  return ms_now () - since;
}

static int
by_ms (const void *a, const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

/* One client, whose server is killed now and then. */
static void
measure (void)
{
  double spawned[MEASURED], ready[MEASURED], answered[MEASURED];

  clients[0] = fork ();
  if (clients[0] == 0)
    client_run (folder, next_who, 1, ends[1]);
  for (unsigned i = 0; i < MEASURED; i++) {
    double since;

    take_acks (300);
    since = ms_now ();
    signal_servers (SIGKILL);
    while (locked () && ms_now () - since < HANG_MS)
      continue; /* until it is dead */
    spawned[i] = ms_until (locked, since);
    ready[i] = ms_until (listens, since) - spawned[i];
    answered[i] = ms_until_answer (since) - ready[i] - spawned[i];
  }
  kill (clients[0], SIGTERM);
  waitpid (clients[0], NULL, 0);
  take_acks (100);
  qsort (spawned, MEASURED, sizeof *spawned, by_ms);
  qsort (ready, MEASURED, sizeof *ready, by_ms);
  qsort (answered, MEASURED, sizeof *answered, by_ms);
  printf ("# one client, medians: noticed, spawned and locked %.1f ms, "
          "recovered and listening %.1f, answered %.1f\n",
          spawned[MEASURED / 2], ready[MEASURED / 2], answered[MEASURED / 2]);
}

/* ---- what is there afterwards ---- */

static void
print_problem (void *with, const char *sentence)
{
  (void) with;
  printf ("# %s\n", sentence);
}

static void
test_store (struct site *s)
{
  struct verify v = { 0 };
  struct error e = { 0 };
  uint64_t dossiers = check_serials (s);

  ok (check_drafts (s, &acks, late, next_who) == 0,
      "the last draft of each is as it was kept, or gone");
  ok (check_lost (s, &acks) == 0, "every save is there, byte by byte");
  ok (check_twice (s, &acks, late) == 0, "and once");
  ok (dossiers > 0, "the numbers of %llu dossiers: no gap, none twice",
      (unsigned long long) dossiers);
  ok (site_verify (s, &v, print_problem, NULL, NULL, &e) == OK
        && v.problems == 0,
      "the store is sound");
}

int
main (int argc, char **argv)
{
  unsigned seed = (unsigned) time (NULL);
  struct error e = { 0 };
  struct site *s;

  client_form (argc, argv);
  if (argc != 3 || pipe2 (ends, O_CLOEXEC) != 0)
    return 2;
  folder = argv[1];
  if (strcmp (argv[2], "now") == 0)
    return signal_servers (SIGKILL) > 0 ? 0 : 1;
  events = bytes_must (4 * CLIENTS_EVER * sizeof *events);
  srand (seed);
  printf ("# seed %u\n", seed);

  kill_and_save ((unsigned) atoi (argv[2]));
  test_answers ();
  if (site_open (&s, folder, true, &e) != OK) {
    printf ("Bail out! %s\n", e.text);
    return 1;
  }
  test_store (s);
  site_close (s);
  measure ();
  free (acks.at);
  free (events);
  client_form_free ();
  return tap_done ();
}
