/* hostile-test.c - programs that mean harm: whatever they do, another one's
 * saves go on, and the server's memory stays within its bounds.
 *
 * Each mischief is a process of its own (some are several) and goes on until it
 * is killed.  The longest wait of a save beside it is printed; so is the most
 * memory that the server ever had.
 */

#include "tests/core/site/by-hand.h"

#include "store/store.h"

#include <sys/resource.h>

enum {
  MISCHIEF_MS = 700,
  WAIT_MOST_MS = 5000,      /* asserted; what is printed is a hundredth       */
  RSS_MOST_KIB = 64 * 1024, /* ever                                           */
  OWN_AFTER_KIB = 16 * 1024, /* the cache is full then, 5 MiB; words wait   */
  RECORDS = 3000,
  CONNECTIONS = 250, /* of one process                                        */
};

static const struct form *form;
static uint16_t procedure;

/* ---- a client that only wants to save ---- */

static volatile sig_atomic_t told_to_end;

static void
end_soon (int signal)
{
  (void) signal;
  told_to_end = 1;
}

struct experience {
  uint32_t saves, bad, worst_ms;
};

__attribute__ ((noreturn)) static void
save_on (uint32_t who, int report)
{
  struct experience had = { 0 };
  struct site *s = test_open ();

  signal (SIGTERM, end_soon);
  while (!told_to_end) {
    uint64_t since = clock_ticks ();
    struct answer a;
    struct dossier d;
    struct error e;
    uint32_t ms;

    dossier_make (&d, form, procedure, who, had.saves++);
    had.bad += site_save (s, &d.save, &a, &e) != OK || a.verdict != SAVED;
    answer_free (&a);
    ms = (uint32_t) (clock_ticks () - since);
    if (ms > had.worst_ms)
      had.worst_ms = ms;
    usleep (2000);
  }
  _exit (write (report, &had, sizeof had) != (ssize_t) sizeof had);
}

/* Whether somebody who comes only now is served. */
static bool
newcomer_served (void)
{
  struct site *s;
  struct status status;
  struct error e = { 0 };
  bool good = went (site_open (&s, test_folder, true, &e), &e);

  if (!good)
    return false;
  good = went (site_status (s, &status, &e), &e);
  site_close (s);
  return good;
}

/* ---- mischief ---- */

static int fds[CONNECTIONS];

/* Connection I, made anew when it is lost. */
static int
connection (int i, bool greets)
{
  char drop[65536];
  ssize_t n;

  if (fds[i] > 0) {
    n = recv (fds[i], drop, sizeof drop, MSG_DONTWAIT | MSG_PEEK);
    if (n != 0 && (n > 0 || errno == EAGAIN))
      return fds[i];
    close (fds[i]);
  }
  fds[i] = socket_connect (test_folder);
  if (fds[i] >= 0 && greets)
    greet (fds[i], PROTOCOL);
  return fds[i];
}

static void
read_away (int fd)
{
  char drop[65536];

  while (recv (fd, drop, sizeof drop, MSG_DONTWAIT) > 0)
    continue;
}

static void
crowd (void)
{
  for (;;)
    for (int i = 0; i < CONNECTIONS; i++)
      connection (i, true);
}

static void
crowd_of_the_silent (void)
{
  for (;;)
    for (int i = 0; i < CONNECTIONS; i++)
      connection (i, false);
}

/* Frames of 1 MiB less a byte, of which the last byte never comes. */
static void
half_frames (void)
{
  static unsigned char zeros[FRAME_MOST];
  static size_t sent[CONNECTIONS];
  static int was[CONNECTIONS];

  for (;;)
    for (int i = 0; i < CONNECTIONS; i++) {
      int fd = connection (i, true);
      uint32_t len = FRAME_MOST - 1;
      ssize_t n;

      if (fd < 0)
        continue;
      if (was[i] != fd) {
        sent[i] = 1;
        was[i] = fd;
        send (fd, &len, sizeof len, MSG_NOSIGNAL | MSG_DONTWAIT);
      }
      n = send (fd, zeros, len - sent[i], MSG_NOSIGNAL | MSG_DONTWAIT);
      sent[i] += n > 0 ? (size_t) n : 0;
    }
}

static void
byte_by_byte (void)
{
  static const unsigned char frame[] = { 0xff, 0xff, 0x0f, 0 };
  static size_t sent[CONNECTIONS];

  for (;;)
    for (int i = 0; i < CONNECTIONS; i++)
      if (connection (i, true) >= 0)
        send (fds[i], frame + (sent[i]++ % sizeof frame), 1,
              MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* Asks one thing after the other on FD until nothing more goes in. */
static void
ask_all (int fd, uint64_t number)
{
  SCOPED_BYTES frames = { 0 };
  struct filter filter = { .limit = UINT32_MAX };
  struct scan scan = { .by_change = number % 2 };
  struct verify verify = { .done = false };
  size_t frame;

#define ASK(what, put)          \
  frame = frame_open (&frames); \
  put_u64 (&frames, number);    \
  put_u8 (&frames, what);       \
  put;                          \
  frame_close (&frames, frame)

  ASK (ASK_SHARE, (void) 0);
  ASK (ASK_SCAN, (put_scan (&frames, &scan), put_u8 (&frames, number % 4)));
  ASK (ASK_LIST, put_filter (&frames, &filter));
  ASK (ASK_VERIFY, put_verify (&frames, &verify));
  ASK (ASK_FIND, (put_words (&frames, "nguyen van an"), put_u8 (&frames, 1),
                  put_u32 (&frames, UINT32_MAX)));
  ASK (ASK_STATUS, (void) 0);
  ASK (ASK_DRAFTS, (void) 0);
  ASK (ASK_RECEIPTS, (void) 0);
#undef ASK
  send (fd, frames.at, frames.len, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void
asks_and_never_reads (void)
{
  for (uint64_t n = 0;; n++)
    for (int i = 0; i < CONNECTIONS; i++)
      if (connection (i, true) >= 0)
        ask_all (fds[i], n);
}

static void
asks_everything (void)
{
  for (uint64_t n = 0;; n++) {
    for (int i = 0; i < 50; i++)
      if (connection (i, true) >= 0) {
        ask_all (fds[i], n);
        read_away (fds[i]);
      }
    usleep (1000);
  }
}

static void
comes_and_goes (void)
{
  for (;;) {
    int fd = socket_connect (test_folder);

    if (fd < 0)
      continue;
    greet (fd, PROTOCOL);
    close (fd);
  }
}

/* Dossiers as long as they may be. */
static void
long_dossiers (void)
{
  static struct form_field fields[64];
  static char notes[3 * 60000 + 1];
  struct form large = *form;
  struct site *s = test_open ();
  struct dossier d;
  uint16_t number;

  memcpy (fields, form->fields, form->n_fields * sizeof *fields);
  fields[NOTES_].chars = 65000;
  large.fields = fields;
  large.code = "9.000777";
  for (size_t i = 0; i + 3 < sizeof notes; i += 3)
    memcpy (notes + i, "ế", 3);
  number = test_register (s, &large);
  for (uint32_t n = 0;; n++) {
    struct answer a;

    dossier_make (&d, &large, number, (uint32_t) getpid (), n);
    d.texts[NOTES_] = notes;
    site_save (s, &d.save, &a, NULL);
    answer_free (&a);
  }
}

static void
drafts_without_end (void)
{
  static unsigned char values[200 * 1024];
  struct site *s = test_open ();

  for (;;) {
    struct draft d = { .procedure = "9.000001" };

    random_bytes (d.id, ID_SIZE);
    d.values = (struct slice){ values, sizeof values };
    site_draft_put (s, &d, NULL);
  }
}

static void
forms_without_end (void)
{
  struct site *s = test_open ();
  struct form other = *form;
  char code[32];

  other.code = code;
  for (unsigned n = 0;; n++) {
    uint16_t number;

    snprintf (code, sizeof code, "8.%06u", n);
    site_register (s, &other, &number, NULL);
    site_procedure (s, "khong-co", &number, NULL);
  }
}

/* Each save is another client's, and another officer's. */
static void
clients_without_end (void)
{
  for (uint32_t n = 0;; n++) {
    struct site *s = test_open ();
    char officer[32];
    struct dossier d;
    struct answer a;

    snprintf (officer, sizeof officer, "canbo%u", n);
    dossier_make (&d, form, procedure, (uint32_t) getpid (), n);
    d.save.officer = officer;
    site_save (s, &d.save, &a, NULL);
    answer_free (&a);
    site_close (s);
  }
}

static const struct {
  const char *name;
  void (*does) (void);
  unsigned processes;
} mischiefs[] = {
  { "1,000 connections", crowd, 4 },
  { "1,000 that never greet", crowd_of_the_silent, 4 },
  { "half a frame of 1 MiB on each of 250", half_frames, 1 },
  { "a frame byte by byte on each of 250", byte_by_byte, 1 },
  { "250 that ask for everything and never read", asks_and_never_reads, 1 },
  { "50 that scan, list and verify", asks_everything, 1 },
  { "coming and going", comes_and_goes, 2 },
  { "dossiers of 180 KiB", long_dossiers, 4 },
  { "drafts without end", drafts_without_end, 2 },
  { "forms without end", forms_without_end, 1 },
  { "clients and officers without end", clients_without_end, 2 },
};

/* ---- beside them ---- */

/* A figure of the server's, in KiB: "VmHWM:" the most memory it ever had. */
static unsigned long
server_kib (const char *what)
{
  struct site *s = test_open ();
  struct status status = { 0 };
  struct error e = { 0 };
  char path[64], line[256];
  unsigned long kib = 0;
  FILE *f;

  site_status (s, &status, &e);
  site_close (s);
  snprintf (path, sizeof path, "/proc/%llu/status",
            (unsigned long long) status.server_pid);
  f = fopen (path, "re");
  while (f != NULL && fgets (line, sizeof line, f) != NULL)
    if (strncmp (line, what, strlen (what)) == 0)
      kib = strtoul (line + strlen (what), NULL, 10);
  if (f != NULL)
    fclose (f);
  return kib;
}

static void
test_beside (unsigned i)
{
  pid_t bad[8], saver;
  struct experience had = { 0 };
  int ends[2];
  bool served, heard;

  fflush (stdout);
  if (pipe (ends) != 0)
    exit (1);
  for (unsigned n = 0; n < mischiefs[i].processes; n++)
    if ((bad[n] = fork ()) == 0) {
      mischiefs[i].does ();
      _exit (0);
    }
  if ((saver = fork ()) == 0)
    save_on (1000 + i, ends[1]);
  close (ends[1]);
  usleep (MISCHIEF_MS * 1000);
  served = newcomer_served ();
  kill (saver, SIGTERM);
  heard = read (ends[0], &had, sizeof had) == (ssize_t) sizeof had;
  waitpid (saver, NULL, 0);
  for (unsigned n = 0; n < mischiefs[i].processes; n++) {
    kill (bad[n], SIGKILL);
    waitpid (bad[n], NULL, 0);
  }
  close (ends[0]);
  ok (heard && had.saves > 1 && had.bad == 0 && had.worst_ms < WAIT_MOST_MS,
      "beside %s: %u saves, the slowest %u ms", mischiefs[i].name, had.saves,
      had.worst_ms);
  ok (served, "and newcomers are served");
}

static void
test_memory (uint64_t server)
{
  struct site *s = test_open ();
  struct status status = { 0 };
  struct error e = { 0 };
  unsigned long most, after;

  ok (went (site_status (s, &status, &e), &e) && status.server_pid == server,
      "it is the same server all the time");
  site_close (s);
  most = server_kib ("VmHWM:");
  after = server_kib ("RssAnon:");
#ifdef __SANITIZE_ADDRESS__
  ok (most > 0 && after > 0, "memory: %lu KiB at most, now %lu", most, after);
#else
  ok (most <= RSS_MOST_KIB, "memory: %lu KiB at most", most);
  ok (after <= OWN_AFTER_KIB, "memory of its own: %lu KiB when all are gone",
      after);
#endif
}

/* Fewer descriptors than connections. */
static void
test_few_files (void)
{
  struct error e = { 0 };
  pid_t starter, bad;
  int status;

  site_stop (test_folder, &e);
  fflush (stdout);
  if ((starter = fork ()) == 0) {
    const struct rlimit few = { 90, 90 };

    setrlimit (RLIMIT_NOFILE, &few);
    _exit (!newcomer_served ());
  }
  waitpid (starter, &status, 0);
  ok (WIFEXITED (status) && WEXITSTATUS (status) == 0,
      "a server that may open 90 files starts");
  if ((bad = fork ()) == 0)
    crowd ();
  usleep (200 * 1000);
  ok (newcomer_served (), "and serves newcomers beside 250 connections");
  kill (bad, SIGKILL);
  waitpid (bad, NULL, 0);
}

static void
count_saved (void *with, uint64_t tag, const struct answer *a)
{
  (void) tag;
  *(unsigned *) with += a->verdict == SAVED;
}

/* Something to scan; the server that all of it happens to. */
static uint64_t
begin (void)
{
  struct site *s = test_open ();
  struct status status = { 0 };
  struct error e = { 0 };
  unsigned saved = 0;

  procedure = test_register (s, form);
  for (uint32_t n = 0; n < RECORDS; n++) {
    struct dossier d;

    dossier_make (&d, form, procedure, 1, n);
    site_queue (s, &d.save, n, count_saved, &saved, &e);
  }
  site_finish (s, &e);
  site_status (s, &status, &e);
  ok (saved == RECORDS && status.server_pid > 0, "%u dossiers", saved);
  site_close (s);
  return status.server_pid;
}

int
main (int argc, char **argv)
{
  struct site *s;
  uint64_t server;

  test_start (argc, argv, "site");
  form = made_form ();
  server = begin ();
  for (unsigned i = 0; i < sizeof mischiefs / sizeof *mischiefs; i++) {
    test_beside (i);
    if (getenv ("VERBOSE") != NULL)
      printf ("# %lu KiB at most, %lu now\n", server_kib ("VmHWM:"),
              server_kib ("VmRSS:"));
  }
  usleep (300 * 1000);
  test_memory (server);
  s = test_open ();
  ok (test_verify (s) == 0, "the store is sound");
  site_close (s);
  test_few_files ();
  made_free (form);
  return tap_done ();
}
